"""A scope around one marked figure: "It sold [40 cars]." without the detection stages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from factdb import timex
from factdb.frame.scope import ArticleScope, Scope
from factdb.text.fold import fold
from factdb.values import Article, Grain, Quantity, Reference, Segment, SegmentKind, Span

REFERENCE = Reference(dt.date(2024, 6, 14), Grain.DAY, "option")


def framed(line: str, *, kind: SegmentKind = SegmentKind.PARAGRAPH) -> tuple[Scope, Quantity]:
    """Scope and quantity of `line`, one sentence with one bracketed figure; the reference date is 2024-06-14."""
    start = line.index("[")
    text = fold(line.replace("[", "").replace("]", ""))
    span = Span(start, line.index("]") - 1)
    quantity = Quantity(span, span, Decimal(1), "count", "count", "test")
    sentence = Span(0, len(text))
    segment = Segment(sentence, kind, (sentence,))
    article = Article(1, sentence, "", (segment,), REFERENCE)
    times = [timex.resolve(e, REFERENCE, text) for e in timex.find(text)]
    return Scope(ArticleScope(text, article, [quantity], times, ()), segment, sentence, None), quantity
