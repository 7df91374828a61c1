"""The front door of layout: `articles(text)` finds articles with their segments, `article(text, span)` makes the one at a given place."""

from __future__ import annotations

from factdb.text.articles import article, articles
from factdb.text.blocks import blocks, prepared
from factdb.text.segments import segments as _segments
from factdb.values import Segment, Span

__all__ = ["article", "articles", "segments"]


def segments(text: str, span: Span) -> tuple[Segment, ...]:
    """The segments of `text[span]`, in order; `text` need not be prepared."""
    folded = prepared(text)
    return _segments(folded, blocks(folded, *span))
