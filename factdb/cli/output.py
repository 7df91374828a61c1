"""Rows -> standard output, in the format asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from factdb import export
from factdb.cli import table


def rows(form: str, columns: Sequence[str], found: Sequence[Mapping[str, Any]], firm: Sequence[str] = ()) -> None:
    """Print rows: a table for people (`firm` columns wrap late), or json, jsonl, csv, md for programs."""
    if form == "json":
        click.echo(export.json_text([{column: row[column] for column in columns} for row in found]), nl=False)
    elif form == "jsonl":
        click.echo(export.jsonl_text({column: row[column] for column in columns} for row in found), nl=False)
    elif form == "csv":
        for part in export.csv_lines(columns, ([row[column] for column in columns] for row in found)):
            click.echo(part, nl=False)
    elif form == "md":
        click.echo(export.markdown_text(columns, found), nl=False)
    else:
        click.echo(table.render(columns, [[row[column] for column in columns] for row in found], total=table.width(), firm=firm), nl=False)
