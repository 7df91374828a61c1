"""`factdb evaluate`: extracted claims against annotated ones."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factdb.cli import fail, options

if TYPE_CHECKING:
    from factdb.evaluate import Evaluation, Record

# columns of the tables by metric and by document
_COLUMNS = ("gold_core", "f1", "value", "unit", "kind", "metric", "time", "entities", "direction", "modality", "attribution", "claim")


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("files", nargs=-1, metavar="[FILE...]", type=options.SOURCE)
@click.option(
    "--predicted", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Claims from a file of JSON lines, in place of FILEs."
)
@click.option("--errors", type=click.IntRange(min=0), default=0, show_default=True, help="Print up to so many errors of each sort.")
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True, help="How to print the scores.")
@options.reading
def command(
    gold: Path,
    files: tuple[Path, ...],
    predicted: Path | None,
    errors: int,
    form: str,
    date: dt.date | None,
    manifest: Path | None,
    *,
    split: bool,
    lexicon: tuple[Path, ...],
) -> None:
    """Extract the claims of FILEs and score them against the annotated claims of GOLD (JSON lines).

    Prints detection (precision, recall, f1), how often each field of a found claim is right, `claim` (eight fields right at once, of all
    core gold), and the same by metric and by document. A gold claim is a line as `factdb extract` prints it, with `tier` core or optional.

    \b
    Example:
      factdb extract my.txt > gold.jsonl      (then correct it by hand)
      factdb evaluate gold.jsonl my.txt --errors 5
    """
    from factdb import evaluate

    if bool(files) == bool(predicted):
        raise click.UsageError("give the FILEs that GOLD annotates, or --predicted")
    wanted = evaluate.read(gold)
    found: Any = evaluate.read(predicted) if predicted else extracted(files, date, manifest, split=split, lexicon=lexicon)
    result = evaluate.evaluate(wanted, found)
    if not result.found and not result.missed:
        fail(f"{gold}: no claim of tier core")
    by_metric = result.by(lambda claim: str(claim.get("metric")))
    names = sorted({str(claim["doc"]) for claim in wanted})
    by_document = result.by(lambda claim: evaluate.same_document(str(claim["doc"]), names) or str(claim["doc"]))
    if form == "json":
        whole: dict[str, Any] = {
            **result.scores(),
            "by_metric": {name: part.scores() for name, part in by_metric.items()},
            "by_doc": {name: part.scores() for name, part in by_document.items()},
        }
        if errors:
            whole["errors"] = list(listed(result, errors))
        click.echo(json.dumps(whole, ensure_ascii=False))
        return
    for name, score in result.scores().items():
        click.echo(f"{name:13} {score:.3f}" if isinstance(score, float) else f"{name:13} {score}")
    tables("metric", by_metric)
    tables("doc", by_document)
    for error in listed(result, errors):
        click.echo("  ".join(f"{part}" for part in error.values()))


def extracted(
    files: tuple[Path, ...], date: dt.date | None, manifest: Path | None, *, split: bool, lexicon: tuple[Path, ...]
) -> list[dict[str, Any]]:
    """The claims of files, as records. Exit code 1 when a file cannot be read."""
    options.use_lexicons(lexicon)
    from factdb import pipeline, records
    from factdb.cli import sources

    documents = sources.Documents(files, date=date, manifest=manifest, split=split)
    found = [records.claim_record(document, claim) for document in documents for claim in pipeline.claims(document)]
    # scores without a file would mislead
    documents.finish()
    return found


def tables(name: str, parts: dict[str, Evaluation]) -> None:
    """The scores of each part, a row each."""
    from factdb.cli import table

    rows = []
    for label, part in parts.items():
        scores = part.scores()
        rows.append([label, *(score if isinstance(score := scores[column], int) else round(score, 3) for column in _COLUMNS)])
    click.echo()
    click.echo(table.render((name, *_COLUMNS), rows, total=table.width()), nl=False)


def listed(result: Evaluation, most: int) -> Iterator[dict[str, Any]]:
    """Up to `most` errors of each sort: sort, where, what was annotated, what was extracted."""
    from factdb.evaluate import FIELDS

    if not most:
        return
    for gold in result.missed[:most]:
        yield {"error": "missed", "where": place(gold)}
    for extra in result.extra[:most]:
        yield {"error": "extra", "where": place(extra)}
    for name in FIELDS:
        field = "time" if name == "time_overlap" else name
        for pair in [pair for pair in result.found if pair.scores[name] < 1][:most]:
            yield {
                "error": name,
                "where": place(pair.gold),
                "gold": f"gold {json.dumps(pair.gold.get(field), ensure_ascii=False)}",
                "got": f"got {json.dumps(pair.predicted.get(field), ensure_ascii=False)}",
            }


def place(claim: Record) -> str:
    """doc:start-end and the words."""
    return f"{claim['doc']}:{claim['start']}-{claim['end']} {claim.get('quote') or claim.get('text')!r}"
