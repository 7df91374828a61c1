"""The period a figure is compared with, told from the figure's own."""

from __future__ import annotations

import re
from typing import Final

from factdb.frame.other_time import is_fronted
from factdb.frame.own_time import RE_STOP, slot_of
from factdb.frame.scope import Scope, Slot
from factdb.timex.value import moved_interval
from factdb.values import Basis, ClaimTime, Grain, Quantity, Span, Timex

RE_ON_YEAR: Final = re.compile(
    r"\b(?:(?P<year>year|yearly)[- ](?:on|over)[- ]year|(?P<yoy>yoy|y/y|y-o-y)|(?P<month>month)[- ](?:on|over)[- ]month|(?P<quarter>quarter)[- ](?:on|over)[- ]quarter|(?P<week>week)[- ](?:on|over)[- ]week|on[ ]the[ ](?:(?P<the_year>year)|(?P<the_month>month)|(?P<the_quarter>quarter)))\b",
    re.IGNORECASE,
)
_PERIODS: Final = frozenset(("year", "yearly", "yoy", "y", "month", "quarter", "week"))
_MOVES: Final = {
    "year": ("same", -1),
    "yoy": ("same", -1),
    "month": ("M", -1),
    "quarter": ("Q", -1),
    "week": ("W", -1),
    "the_year": ("same", -1),
    "the_month": ("M", -1),
    "the_quarter": ("Q", -1),
}


def on_year(scope: Scope, area: Span) -> re.Match[str] | None:
    """The words inside `area`, which lies in the sentence, that compare with a year, month ... before ("year-on-year"), None without any."""
    # the pattern is dear, and most sentences have none of its words
    return None if _PERIODS.isdisjoint(scope.words) else RE_ON_YEAR.search(scope.text, *area)


def baseline_period(scope: Scope, quantity: Quantity, holds: ClaimTime | None, words: Span | None = None) -> Slot[ClaimTime | None]:
    """The period a figure is compared with, told from the figure's own: "in 2022, up 5 percent from the previous year" -> 2021.

    `holds` is the figure's period, `words` the span of its baseline's words where they are known.
    """
    if words is None and quantity.unit not in ("percent", "percentage_point", "multiple"):
        return Slot(None)
    found = _comparison(scope, quantity, words)
    if found is not None:
        move = found.shift
        if move is not None and holds is not None:
            return _moved(scope, holds, move, found.full)
        if found.start is not None:
            return Slot(slot_of(scope, found, found).value, found.full, "baseline_named")
    area = words or Span(max(scope.sentence.start, quantity.span.start - 40), min(scope.sentence.end, quantity.span.end + 40))
    match = on_year(scope, area) if holds is not None else None
    if match is not None and holds is not None:
        return _moved(scope, holds, _MOVES[match.lastgroup or "year"], Span(*match.span()))
    return Slot(None)


def _comparison(scope: Scope, quantity: Quantity, words: Span | None) -> Timex | None:
    """The comparing time expression of a figure: inside its baseline's words, else the first behind it before another figure."""
    compared = [t for t in scope.times if t.comparison]
    if words is not None:
        inside = next((t for t in compared if t.full.overlaps(words)), None)
        if inside is not None:
            return inside
    for t in compared:
        between = Span(quantity.span.end, t.full.start)
        if (
            between.end >= between.start
            and not any(between.covers(q.span) for q in scope.quantities)
            and not RE_STOP.search(scope.text, *between)
        ):
            return t
    for t in compared:
        between = Span(t.full.end, quantity.span.start)
        if between.end >= between.start and (is_fronted(scope, t) or not any(between.covers(q.span) for q in scope.quantities)):
            return t
    return None


def _moved(scope: Scope, holds: ClaimTime, move: tuple[str, int], words: Span) -> Slot[ClaimTime | None]:
    """The figure's own period moved; a unit other than its own grain gives the whole unit ("the previous year" of mid-2013 is 2012)."""
    unit, n = move
    start, end = moved_interval(holds.start, holds.end, unit, n)
    grain = holds.grain if unit == "same" else _GRAINS.get(unit, holds.grain)
    return Slot(ClaimTime(start, end, Basis.RELATIVE, grain, words.of(scope.text), words), words, "baseline_moved")


_GRAINS: Final = {"Y": Grain.YEAR, "Q": Grain.QUARTER, "M": Grain.MONTH, "W": Grain.WEEK, "D": Grain.DAY, "DE": Grain.DECADE}
