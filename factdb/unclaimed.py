"""Every number of a document that no claim took, and what it was taken for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from factdb import entity, timex
from factdb.quantity import lookalike, number, reading
from factdb.quantity.lexemes import RE_START, starts
from factdb.text.blocks import prepared
from factdb.text.fold import lowered
from factdb.values import Article, Claim, Document, SegmentKind, Span

# what a doubtful bare number was taken for (Draft.doubt)
_DOUBTS: Final = {
    "date": "a date or time of the day",
    "name": "part of a name or label, or a year",
    "vague": "a vague word that counts nothing",
    "bracket": "a note or list mark in brackets",
    "glued": "letters are joined to it",
    "hyphen": "part of a compound word",
    "race": "a race or road by its length",
    "article": "no more than an article",
    "alone": "alone on its line",
}

_RE_ORDINAL: Final = re.compile(r"[0-9]{1,6}(?:st|nd|rd|th)(?![a-z])")


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A number without a claim. `reason` says what it was taken for, `rule` what took it, where a rule did."""

    span: Span
    article: int | None
    reason: str
    rule: str | None = None


def numbers(document: Document, claims: Sequence[Claim]) -> Iterator[Unclaimed]:
    """The numbers (digits and number words) outside of `claims`' figures, in text order.

    Args:
        document: with its articles.
        claims: of that document (`pipeline.claims`).
    """
    text = prepared(document.text)
    lower = lowered(text)
    figures = sorted(claim.quantity.span for claim in claims)
    times = sorted((e.full, e.rule, e.span) for e in timex.find(text))
    names: dict[int, list[tuple[Span, str]]] = {}
    position = 0
    for start in starts(text):
        if start < position or _inside(figures, start):
            continue
        end = _end(text, lower, start)
        position = end
        span = Span(start, end)
        article = next((a for a in document.articles if a.span.start <= start < a.span.end), None)
        if article is None:
            yield Unclaimed(span, None, "outside of every article")
            continue
        segment = next((s for s in article.segments if s.span.start <= start < s.span.end), None)
        time = next((t for t in times if t[0].start <= start < t[0].end), None)
        if time:
            yield Unclaimed(time[2], article.number, "a time", f"time.{time[1]}")
            position = max(position, time[0].end)
        elif segment is None or segment.kind is SegmentKind.FURNITURE:
            yield Unclaimed(span, article.number, "page furniture")
        else:
            if article.number not in names:
                names[article.number] = _names(text, article)
            name = next((named for covered, named in names[article.number] if covered.start <= start < covered.end), None)
            reason = f"part of a name: {name}" if name else _reason(text, lower, span)
            # an article or pronoun ("one of them"): a word, no number
            if reason is not None:
                yield Unclaimed(span, article.number, reason)


def _inside(spans: Sequence[Span], position: int) -> bool:
    """Whether one of the sorted, disjoint `spans` covers `position`."""
    index = bisect_right(spans, position, key=lambda span: span.start) - 1
    return index >= 0 and position < spans[index].end


def _names(text: str, article: Article) -> list[tuple[Span, str]]:
    return [(mention.span, mention.name) for mention in entity.find(text, article) if mention.method != "coreference"]


def _end(text: str, lower: str, start: int) -> int:
    """End of the number that begins at `start`, at least one code point on."""
    found = number.read(lower, start)
    word = RE_START.match(lower, start)
    assert word
    return max(found.end if found else word.end(), word.end())


def _reason(text: str, lower: str, span: Span) -> str | None:
    """What the quantity rules take a number for that they leave; None for a word that is no number here."""
    found = number.read(lower, span.start)
    digits = "0" <= text[span.start] <= "9"
    if digits and found:
        if lookalike.listed(text, found):
            return "the number of a list item"
        ordinal = _RE_ORDINAL.match(lower, span.start)
        if ordinal:
            return f"an ordinal: {ordinal.group()}"
        if lookalike.glued(text, lower, found):
            return f"part of a code: {_blob(text, lower, span)}"
        if lookalike.dated(text, lower, found):
            return _DOUBTS["date"]
    outcome = reading.read(text, lower, span.start)
    if outcome.draft is None:
        if not digits:
            return None
        return "a rule stopped: nothing counted or measured stands beside it"
    if outcome.draft.doubt:
        return _DOUBTS.get(outcome.draft.doubt, outcome.draft.doubt)
    return "read as a quantity, then dropped beside its neighbours"


def _blob(text: str, lower: str, span: Span) -> str:
    start = span.start
    while start and (text[start - 1].isalnum() or text[start - 1] in "-./:_"):
        start -= 1
    return text[start : max(lookalike.blob_end(lower, span.start), span.end)][:40]
