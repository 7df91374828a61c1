"""`factdb ingest`: files and folders -> a database."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from factdb.cli import options


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=options.SOURCE)
@options.reading
@options.database
def command(
    paths: tuple[Path, ...],
    date: dt.date | None,
    manifest: Path | None,
    database: str,
    *,
    split: bool,
    lexicon: tuple[Path, ...],
) -> None:
    """Read files and folders into the database, which is made when missing.

    Each file is written in one transaction: stopped at any moment, a file is wholly in or wholly out. A file that is in already, read
    by the same rules, is left alone; a changed one replaces its own claims. Files that fail are said, the others go on, and the exit
    code is 1.

    \b
    Example:
      factdb ingest --date 2024-03-05 report.txt
      factdb ingest articles/ --manifest articles/manifest.toml --db facts.sqlite
    """
    options.use_lexicons(lexicon)
    from factdb import readers
    from factdb.cli import loading

    with loading.store(database) as store:
        loaded = loading.load(store, readers.files(paths), date=date, manifest=manifest, split=split)
    click.echo(f"{database}: {loaded.summary()}")
    if loaded.failed:
        raise click.exceptions.Exit(1)
