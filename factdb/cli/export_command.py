"""`factdb export`: views -> CSV files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from factdb.cli import counted, options, say
from factdb.db.views import VIEWS


@click.command("export")
@click.argument("view", default="all", type=click.Choice([*VIEWS, "all"]), metavar="[VIEW|all]")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A folder, which gets <view>.csv, or - for standard output.")
@click.option("--raw", is_flag=True, help="Leave text that starts like a formula as it is (see below).")
@click.option("--bom", is_flag=True, help="Begin files with a byte order mark, for old spreadsheets.")
@options.database
def command(view: str, out: Path, database: str, *, raw: bool, bom: bool) -> None:
    """Write a view, or all of them, as CSV (UTF-8).

    Text that starts with = + - @ would run as a formula in a spreadsheet: it gets an apostrophe in front; numbers never do. A file
    appears only when it is complete.

    \b
    Views: claims, trade_figures, railway_lengths, percentages, articles, claim_provenance

    \b
    Example:
      factdb export trade_figures --out -
      factdb export --out csv/
    """
    from factdb import export
    from factdb.db import store

    names = list(VIEWS) if view == "all" else [view]
    if str(out) == "-" and len(names) > 1:
        raise click.UsageError(f"standard output takes one view: {', '.join(VIEWS)}")
    with store.reading(database) as connection:
        if str(out) != "-":
            out.mkdir(parents=True, exist_ok=True)
        for name in names:
            result = connection.exec_driver_sql(f"SELECT * FROM {name}")
            rows = Counted(result)
            lines = export.csv_lines(list(result.keys()), rows, raw=raw)
            if str(out) == "-":
                for part in lines:
                    click.echo(part, nl=False)
                continue
            with export.whole_file(out / f"{name}.csv", bom=bom) as file:
                file.writelines(lines)
            say(f"{out / f'{name}.csv'}: {counted(rows.rows, 'row')}")


class Counted:
    """Rows as they go by, counted."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._all = rows
        self.rows = 0

    def __iter__(self) -> Any:
        for row in self._all:
            self.rows += 1
            yield row
