"""`factdb extract`: documents -> JSON lines, no database."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from factdb.cli import options

_SORTS = ("claims", "times", "quantities")


@click.command("extract")
@click.argument("files", nargs=-1, required=True, metavar="FILE...|-", type=options.SOURCE)
@click.option("--what", type=click.Choice(_SORTS), default="claims", show_default=True, help="What to print.")
@options.reading
def command(
    files: tuple[Path, ...], what: str, date: dt.date | None, manifest: Path | None, *, split: bool, lexicon: tuple[Path, ...]
) -> None:
    """Print the claims of files, folders or standard input (-) as JSON lines, one claim a line, in text order.

    Offsets are code points into the document as read, half-open. A file that cannot be read is said on stderr, the others are
    still printed, and the exit code is 1.

    \b
    Example:
      factdb extract --date 2024-03-05 report.txt
      echo "Exports rose 4 percent in 2023." | factdb extract -
    """
    options.use_lexicons(lexicon)
    from factdb.cli import sources

    records = _records(what)
    documents = sources.Documents(files, date=date, manifest=manifest, split=split)
    for document in documents:
        lines = [json.dumps(record, ensure_ascii=False) for record in records(document)]
        if lines:
            click.echo("\n".join(lines))
    documents.finish()


def _records(what: str) -> Callable[[Any], Iterator[dict[str, Any]]]:
    """Document -> its records of that sort."""
    from factdb import pipeline, records

    if what == "times":
        return lambda document: (
            record for article, time in pipeline.times(document) for record in records.time_records(document, article, time)
        )
    if what == "quantities":
        return lambda document: (records.quantity_record(document, article, found) for article, found in pipeline.quantities(document))
    return lambda document: (records.claim_record(document, claim) for claim in pipeline.claims(document))
