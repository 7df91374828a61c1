"""The command line. PLACEHOLDER with `extract` only."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click


@click.group()
def main() -> None:
    """factdb: quantified claims of news texts."""


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--date", "date", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--manifest", type=click.Path(path_type=Path))
def extract(files: tuple[Path, ...], date: dt.datetime | None, manifest: Path | None) -> None:
    """Print claims as JSON lines."""
    from factdb import pipeline, readers, records

    for file in files:
        document = readers.read(file, reference_date=date.date() if date else None, manifest=manifest)
        for claim in pipeline.claims(document):
            click.echo(json.dumps(records.claim_record(document, claim), ensure_ascii=False))
