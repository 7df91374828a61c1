"""Sentences whose figures are marked with [brackets], read by the real stages: what the slot tests of metric, kind, change and item share."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path

from factdb import pipeline
from factdb.values import Claim

REFERENCE = dt.date(2024, 6, 14)
CORPUS = Path(__file__).parent / "corpus"


def corpus(pattern: str) -> Iterator[tuple[str, list[str]]]:
    """(sentence, expected values) of every group of the corpus files that match."""
    for file in sorted(CORPUS.glob(pattern)):
        for group in tomllib.loads(file.read_text("utf-8")).values():
            yield from group.items()


def read(line: str) -> tuple[str, list[Claim | None]]:
    """The text without brackets, and for each bracketed figure the claim that holds its start (None: no figure was found there)."""
    starts: list[int] = []
    plain: list[str] = []
    for character in line:
        if character == "[":
            starts.append(len(plain))
        elif character != "]":
            plain.append(character)
    text = "".join(plain)
    claims = pipeline.claims(pipeline.document(text, reference_date=REFERENCE, split=False))
    return text, [next((c for c in claims if c.quantity.span.start <= start < c.quantity.span.end), None) for start in starts]
