"""Articles -> segments -> sentences. PLACEHOLDER until text/articles.py, segments.py and sentences.py stand."""

from __future__ import annotations

import re

from factdb.values import Article, Reference, Segment, SegmentKind, Span

_RE_SENTENCE_END = re.compile(r"(?<=[.!?\"”])\s+(?=[A-Z“\"])")


def sentences(text: str, block: Span) -> tuple[Span, ...]:
    out, start = [], block.start
    for match in _RE_SENTENCE_END.finditer(text, block.start, block.end):
        out.append(Span(start, match.start()))
        start = match.end()
    return (*out, Span(start, block.end)) if start < block.end else tuple(out)


def segments(text: str, article: Span) -> tuple[Segment, ...]:
    out = []
    for match in re.compile(r"[^\n]+").finditer(text, article.start, article.end):
        block = Span(match.start(), match.end())
        out.append(Segment(block, SegmentKind.PARAGRAPH, sentences(text, block)))
    return tuple(out)


def article(
    text: str,
    span: Span,
    *,
    number: int = 1,
    title: str | None = None,
    reference: Reference | None = None,
    publisher: str | None = None,
    speaker: str | None = None,
    confidence: float = 1.0,
    reason: str = "whole document",
) -> Article:
    """The article at `span`, its segments found."""
    title = title or text[span.start : span.start + 80].split("\n")[0]
    return Article(number, span, title, segments(text, span), reference, publisher, speaker, confidence, reason)


def articles(text: str, *, reference: Reference | None = None, publisher: str | None = None, split: bool = True) -> tuple[Article, ...]:
    return (article(text, Span(0, len(text)), reference=reference, publisher=publisher),)
