"""Time: the period or instant for which the figure holds (GUIDELINES: "Time")."""

from __future__ import annotations

import re
from typing import Final

from factdb.frame.scope import Scope, Slot
from factdb.values import Basis, ClaimTime, Quantity, Span, Timex, TimexType

# a break between a figure and a time after it: the time opens what comes next
RE_BREAK: Final = re.compile(r"[;:\u2014]|,[ ](?:and|but|while|with|as|which|who)\b|[ ](?:and|but|while|whereas)[ ]")
# the time of saying, not of what is said
RE_SAYING: Final = re.compile(
    r"\b(?:said|says|told|announced|reported|added|noted|stated|claimed|revealed|according[ ]to|released|published|wrote|tweeted|statement|interview|report|survey|poll|conference)\b[^.;]{0,60}\Z"
)


def period(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None]:
    """Own clause, own sentence, or carried from the sentence before while the same list goes on."""
    best = _own(scope, quantity)
    return Slot(None) if best is None else _slot(scope, best)


def _own(scope: Scope, quantity: Quantity) -> Timex | None:
    usable = [t for t in scope.times if _usable(t, quantity)]
    if not usable:
        return None
    return min(usable, key=lambda t: _rank(scope, quantity, t))


def _usable(timex: Timex, quantity: Quantity) -> bool:
    return timex.start is not None and not timex.comparison and timex.type is not TimexType.SET and not timex.span.overlaps(quantity.span)


def _rank(scope: Scope, quantity: Quantity, timex: Timex) -> tuple[int, int]:
    """(order of preference, distance): smallest wins."""
    text = scope.text
    saying = RE_SAYING.search(text, scope.sentence.start, timex.full.start) is not None
    if timex.full.start >= quantity.span.end:
        between = Span(quantity.span.end, timex.full.start)
        distance = between.end - between.start
        other = any(between.covers(q.span) for q in scope.quantities)
        broken = RE_BREAK.search(text, *between) is not None
        rank = 0 if not other and not broken else 2 if not broken else 3
    else:
        between = Span(timex.span.end, quantity.span.start)
        distance = between.end - between.start
        rank = 1
    return (rank + (4 if saying else 0), distance)


def _slot(scope: Scope, timex: Timex) -> Slot[ClaimTime | None]:
    assert timex.start is not None and timex.end is not None
    time = ClaimTime(timex.start, timex.end, timex.basis, timex.grain, timex.full.of(scope.text), timex.full)
    return Slot(time, timex.full, f"own_{timex.rule}")


def carried(time: ClaimTime) -> ClaimTime:
    """The same period, said in a sentence before."""
    return ClaimTime(time.start, time.end, Basis.CONTEXT, time.grain, time.text, time.span)
