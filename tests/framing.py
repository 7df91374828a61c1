"""A scope around one marked figure: "It sold [40 cars]." without the detection of quantities."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from factdb import entity, pipeline, timex
from factdb.frame.scope import ArticleScope, Scope
from factdb.text.fold import fold
from factdb.text.sentences import sentences
from factdb.values import Article, Grain, Quantity, Reference, Segment, SegmentKind, Span

REFERENCE = Reference(dt.date(2024, 6, 14), Grain.DAY, "option")


# what the figure's own words say of its unit: pattern -> unit, dimension
UNITS = {
    r"[$\u00a3\u20ac]|euros": ("USD", "money"),
    r"per ?cent|%": ("percent", "ratio"),
    r"\b(?:day|week|month|year)s?\b": ("year", "time"),
}


def framed(line: str, *, unit: str | None = None) -> tuple[Scope, Quantity]:
    """Scope and quantity of the one bracketed figure in `line`; the reference date is 2024-06-14.

    The unit is what the figure says, a count otherwise. Paragraphs end with a line feed; those that start with "- " are list items.
    """
    start = line.index("[")
    text = fold(line.replace("[", "").replace("]", ""))
    span = Span(start, line.index("]") - 1)
    said = next((known for pattern, known in UNITS.items() if re.search(pattern, span.of(text))), ("count", "count"))
    quantity = Quantity(span, span, Decimal(1), *((unit, unit) if unit else said), "test")
    segments, offset = [], 0
    for paragraph in text.split("\n"):
        whole = Span(offset, offset + len(paragraph))
        kind = SegmentKind.LIST_ITEM if paragraph.startswith("- ") else SegmentKind.PARAGRAPH
        if paragraph:
            segments.append(Segment(whole, kind, sentences(text, whole.start, whole.end)))
        offset += len(paragraph) + 1
    article = Article(1, Span(0, len(text)), "", tuple(segments), REFERENCE)
    times = [timex.resolve(e, REFERENCE, text) for e in timex.find(text)]
    whole_scope = ArticleScope(text, article, [quantity], times, entity.find(text, article))
    scope = next(s for s in pipeline.scopes(whole_scope) if s.sentence.start <= start < s.sentence.end)
    return scope, quantity
