"""`factdb unclaimed`: the numbers that no rule took."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import click

from factdb.cli import counted, options, say


@click.command("unclaimed")
@click.argument("files", nargs=-1, metavar="[FILE...]", type=options.SOURCE)
@click.option("--times", is_flag=True, help="The numbers of dates and other times too.")
@options.reading
@options.output_format
@options.database
def command(
    files: tuple[Path, ...],
    date: dt.date | None,
    manifest: Path | None,
    form: str,
    database: str,
    *,
    times: bool,
    split: bool,
    lexicon: tuple[Path, ...],
) -> None:
    """Print every number of FILEs (or of the database's files) that is part of no claim, with what it was taken for.

    \b
    Example:
      factdb unclaimed report.txt
      factdb unclaimed --times --format csv
    """
    options.use_lexicons(lexicon)
    from factdb import pipeline, unclaimed
    from factdb.cli import output, sources

    rows = []
    reasons: Counter[str] = Counter()
    documents = sources.Documents(files or sources.stored(database), date=date, manifest=manifest, split=split)
    for document in documents:
        for found in unclaimed.numbers(document, pipeline.claims(document)):
            reasons[found.reason.partition(":")[0]] += 1
            if found.rule is None or times:
                around = document.text[max(0, found.span.start - 30) : found.span.end + 30]
                rows.append(
                    {
                        "where": f"{document.name}:{found.span.start}",
                        "number": found.span.of(document.text),
                        "reason": found.reason,
                        "rule": found.rule,
                        "context": " ".join(around.split()),
                    }
                )
    columns = ["where", "number", "reason", "rule", "context"]
    if not times:
        columns.remove("rule")
    output.rows(form, columns, rows, firm=("where",))
    say(f"{counted(reasons.total(), 'number')} in no claim" + "".join(f"; {n} {reason}" for reason, n in reasons.most_common()))
    documents.finish()
