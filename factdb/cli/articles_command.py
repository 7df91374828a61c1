"""`factdb articles`: where each article of a file starts and ends, how that is known, and when it was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from factdb.cli import options, output

if TYPE_CHECKING:
    from factdb.values import Document

_COLUMNS: Final = (
    "doc",
    "file",
    "article",
    "start",
    "end",
    "confidence",
    "reason",
    "reference_date",
    "precision",
    "basis",
    "evidence",
    "publisher",
    "speaker",
    "title",
)
# what a terminal has room for
_BRIEF: Final = ("article", "start", "end", "confidence", "reason", "reference_date", "precision", "basis", "title")


@click.command("articles")
@click.argument("files", nargs=-1, required=True, metavar="FILE...|-", type=options.SOURCE)
@click.option("--format", "form", type=click.Choice(options.FORMATS), default="table", show_default=True, help="How to print the rows.")
@options.reading
def command(
    files: tuple[Path, ...], form: str, date: dt.date | None, manifest: Path | None, *, split: bool, lexicon: tuple[Path, ...]
) -> None:
    """Print the articles found in files, folders or standard input (-), a row each, in text order.

    `start` and `end` are code points into the document as read; `confidence` and `reason` say why an article starts there; `basis` is
    how its reference date is known: manifest, option, front_matter, dateline, byline, caption or inferred (`--format jsonl` gives the words that show it). The manifest.toml beside a
    file is used; `--manifest /dev/null` shows what the text alone tells.

    \b
    Example:
      factdb articles seeds/003*.txt
      factdb articles --manifest /dev/null --format jsonl seeds
    """
    options.use_lexicons(lexicon)
    from factdb.cli import sources

    documents = sources.Documents(files, date=date, manifest=manifest, split=split)
    rows: list[dict[str, Any]] = [row for document in documents for row in _rows(document)]
    shown: tuple[str, ...] = _COLUMNS
    if form == "table":
        shown = _BRIEF if len({row["doc"] for row in rows}) < 2 else ("doc", *_BRIEF)
    output.rows(form, shown, rows, firm=("reference_date", "title"))
    documents.finish()


def _rows(document: Document) -> Iterator[dict[str, Any]]:
    for article in document.articles:
        reference = article.reference
        yield {
            "doc": document.name,
            "file": Path(document.path).name if document.path else None,
            "article": article.number,
            "start": article.span.start,
            "end": article.span.end,
            "confidence": article.confidence,
            "reason": article.reason,
            "reference_date": reference.date.isoformat() if reference else None,
            "precision": str(reference.grain) if reference else None,
            "basis": reference.basis if reference else None,
            "evidence": reference.evidence if reference else None,
            "publisher": article.publisher,
            "speaker": article.speaker,
            "title": article.title,
        }
