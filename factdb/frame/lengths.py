"""Lengths of time: which of them hold for a time as any other amount does ("the average wait was 18 weeks in May")."""

from __future__ import annotations

import datetime as dt
from typing import Final

from factdb.frame.clause import VerbGroup
from factdb.frame.scope import Scope
from factdb.timex.context import words
from factdb.timex.value import move
from factdb.values import Quantity, Relation, Timex

_MEASURED: Final = frozenset(("average", "median", "mean", "expectancy", "age"))
_COUNTED: Final = 1000  # as many days or hours are counted
_UNITS: Final = frozenset(("year", "month", "week", "day", "hour", "quarter", "minute", "decade"))
_LASTING: Final = words("lasting")
_INTERRUPTING: Final = words("interrupting")
_LENGTHS: Final = words("length_noun")
_DATED: Final = frozenset((Relation.SINCE, Relation.UNTIL, Relation.FROM))
# what may stand between a preposition and an amount
_BLUR: Final = words("amount_bound") | {
    "more",
    "less",
    "fewer",
    "than",
    "at",
    "least",
    "most",
    "up",
    "an",
    "a",
    "average",
    "median",
    "record",
    "of",
    "another",
    "as",
}
_FRAMING: Final = frozenset(
    ("within", "over", "in", "after", "every", "during", "under", "before", "following", "through", "per", "by", "on")
)
_ONCE: Final = frozenset(("when", "once", "after"))


def is_duration(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure is a length of time ("for 13 consecutive years"), not one before a noun ("a 99-year lease")."""
    if quantity.unit not in _UNITS:
        return False
    if _MEASURED.intersection(scope.words) and "." in quantity.span.of(scope.text):
        return False  # "the average age rose to 30.5 years"
    if quantity.value >= _COUNTED:
        return False  # "23,000 working days were lost"
    return "-" not in quantity.span.of(scope.text)


def is_placeless(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the figure is a length of time that does not hold for a time beside it: "Under a deal signed in May it runs for 12 years"."""
    return timex.relation not in _DATED and is_duration(scope, quantity) and not _holds(scope, quantity, timex)


def length_from(scope: Scope, quantity: Quantity, timex: Timex) -> tuple[dt.date, dt.date] | None:
    """First and last day of a length that runs from a date: "for four months from November"."""
    if timex.relation is not Relation.FROM or timex.whole_start is None or not 0 <= timex.full.start - quantity.span.end <= _NEXT:
        return None
    if not is_duration(scope, quantity) or quantity.unit not in _CALENDAR or quantity.value != int(quantity.value):
        return None
    try:
        return timex.whole_start, move(timex.whole_start, _CALENDAR[quantity.unit], int(quantity.value)) - dt.timedelta(1)
    except (OverflowError, ValueError):
        return None


_NEXT: Final = 2  # characters
_CALENDAR: Final = {"year": "Y", "month": "M", "week": "W", "day": "D", "quarter": "Q", "decade": "DE"}


_STARTING: Final = frozenset(("start", "begin", "commence"))
_GOING: Final = frozenset(("take", "last", "run", "continue"))


def _is_started(scope: Scope, quantity: Quantity, timex: Timex, group: VerbGroup) -> bool:
    """Whether the time is that of the start: "Work is to start in May and take 18 months"."""
    start = scope.syntax.governor(*timex.full)
    if start is None or start.verb not in _STARTING or group.verb not in _GOING or start.first >= group.first:
        return False
    ahead = scope.text.startswith((" ahead", " behind", " early", " late"), quantity.span.end)
    return not ahead and scope.text.startswith(" and ", timex.span.end)


def _holds(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    syntax = scope.syntax
    at = syntax.index(quantity.span.start)
    k = at - 1
    while k >= 0 and scope.tokens[k].lower in _BLUR:
        k -= 1
    lead = scope.tokens[k].lower if k >= 0 else ""
    if lead in _FRAMING and not (lead == "by" and timex.full.start >= quantity.span.end):
        return False
    group = syntax.governor(*quantity.span)
    if group is None:
        return False
    if lead == "for":
        if group.verb not in _INTERRUPTING and not _is_started(scope, quantity, timex, group):
            return False
    elif group.verb not in _LASTING and _LENGTHS.isdisjoint(scope.words):
        return False
    if _is_started(scope, quantity, timex, group):
        return True
    here, there = syntax.clause(at), syntax.clause(syntax.index(timex.span.start))
    return (
        here == there
        or there.opener in _ONCE
        or (there.first < here.first and not here.opener and not there.opener and scope.words.isdisjoint(("and", "but")))
    )
