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


def articles(text: str, *, reference: Reference | None = None, split: bool = True) -> tuple[Article, ...]:
    whole = Span(0, len(text))
    return (Article(1, whole, text[:80].split("\n")[0], segments(text, whole), reference),)
