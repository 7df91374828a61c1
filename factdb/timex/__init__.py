"""Time expressions: found in a folded text, then resolved against a reference date."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from factdb.timex.context import lately_before, tense_beside
from factdb.timex.expression import Expression, expressions, with_others
from factdb.timex.resolve import NO_REFERENCE, Anchor, evaluate
from factdb.timex.rule import Node
from factdb.timex.scan import runs
from factdb.timex.value import Reading, containing
from factdb.values import Basis, Grain, Reference, Relation, Timex, TimexType

__all__ = ["Expression", "find", "resolve"]


def find(text: str) -> tuple[Expression, ...]:
    """Time expressions of a folded text, in text order, none overlapping another."""
    found = [expression for run in runs(text) for expression in expressions(run, text)]
    return tuple(with_others(found, text))


def resolve(expression: Expression, reference: Reference | None, text: str) -> Timex:
    """The expression as interval and TIMEX3 value; unresolved with a reason where `reference` is needed and None."""
    date = reference.date if reference is not None else None
    reading = _reading(expression, date, text)
    start, end, reason = _interval(expression.relation, reading, date)
    return Timex(
        span=expression.span,
        full=expression.full,
        type=reading.type if expression.type is not TimexType.DURATION else TimexType.DURATION,
        value=reading.value,
        rule=expression.rule,
        relation=expression.relation,
        basis=Basis.EXPLICIT if _explicit(expression.node) else Basis.RELATIVE,
        grain=reading.grain,
        start=start,
        end=end,
        mod=reading.mod,
        reason=reason,
        comparison=expression.comparison
        and not (expression.relation is Relation.FROM and start and date and start > date),  # "cut 5 tons from 2030"
        shift=_shift(expression.node),
        whole_start=reading.start,
        whole_end=reading.end,
        parts=_parts(expression, reading, reference, text),
    )


_UNITS: Final = {Grain.DAY: "D", Grain.MONTH: "M", Grain.QUARTER: "Q", Grain.YEAR: "Y"}


def _parts(expression: Expression, reading: Reading, reference: Reference | None, text: str) -> tuple[Timex, ...]:
    """The ends of a range as expressions of their own, in agreement with the range ("between May and June" are of one year)."""
    found = [resolve(part, reference, text) for part in expression.parts]
    if len(found) == 2 and reading.start is not None and reading.end is not None and reading.value.count("/") == 1:
        for k, (value, day) in enumerate(zip(reading.value.split("/"), (reading.start, reading.end), strict=True)):
            unit = _UNITS.get(found[k].grain or Grain.TIME)
            if found[k].value != value and unit is not None:
                own = containing(day, unit)
                found[k] = replace(found[k], value=value, start=own.start, end=own.end, whole_start=own.start, whole_end=own.end)
    return tuple(found)


def _reading(expression: Expression, date: dt.date | None, text: str) -> Reading:
    open_end = expression.relation in (Relation.BY, Relation.UNTIL)
    tense = tense_beside(text, *expression.span, open_end=open_end) if _bare(expression.node) else 0
    if tense == 0 and open_end:
        tense = 1  # "by December" lies ahead where no verb says otherwise
    other: Reading | None = None
    if expression.other is not None:
        other = _reading(expression.other, date, text)
    elif date is None and expression.near is not None:
        other = _reading(expression.near, None, text)
    node = expression.node
    if node[0] == "duration" and expression.relation in (Relation.IN, Relation.OVER):
        if _is_lately(expression, text):
            node = ("window", node[1], node[2], -1)  # "has risen 5 percent in a year"
        elif _is_soon(expression, text):
            node = ("window", node[1], node[2], 1)  # "plans to open 50 cafes within two years"
    return evaluate(node, Anchor(date, tense, other))


def _is_lately(expression: Expression, text: str) -> bool:
    """Whether a perfect verb stands before "in a year", "over two years": they run up to the day of writing."""
    start = expression.full.start
    if expression.node[1] is None or expression.node[2] not in ("Y", "M", "W", "DE", "Q") or not text.startswith(("in ", "over "), start):
        return False
    if text.startswith("over ", start) and RE_WAITING.search(text, max(0, start - 12), start):
        return False  # "have been waiting over a year": more than a year
    return lately_before(text, start)


RE_WAITING: Final = re.compile(r"(?:ing|for|lasted|took|taken|spent|waited)[ ]\Z")


def _is_soon(expression: Expression, text: str) -> bool:
    """Whether the verb before "within two years" looks ahead: they run from the day of writing."""
    start = expression.full.start
    if expression.node[1] is None or expression.node[2].startswith("T") or not text.startswith("within ", start):
        return False
    return tense_beside(text, *expression.span) > 0


def _interval(relation: Relation, reading: Reading, date: dt.date | None) -> tuple[dt.date | None, dt.date | None, str | None]:
    """The interval for which a figure so related to the period holds (GUIDELINES "Time")."""
    start, end = reading.start, reading.end
    if start is None or end is None or (reading.type is TimexType.DURATION and relation is not Relation.SINCE):
        return start, end, reading.reason
    if relation in (Relation.BY, Relation.AS_OF):
        return end, end, None
    if relation is Relation.SINCE:
        if date is None:
            return None, None, NO_REFERENCE
        if reading.mod == "MID" and start.day == 11:
            start = start.replace(day=15)
        if start > date and reading.grain is Grain.MONTH:
            start = start.replace(year=start.year - 1)  # "since October" said in May
        return (start, date, None) if start <= date else (start, end, None)
    if relation is Relation.UNTIL and date is not None:
        if end >= date:
            return min(date, start) if start < date and reading.grain is not Grain.DAY else date, end, None
        if reading.grain is Grain.MONTH:  # "through August": the year so far
            return start.replace(month=1, day=1), end, None
    return start, end, None


@lru_cache(maxsize=4096)
def _shift(node: Node) -> tuple[str, int] | None:
    """Units from the period the words are told from, where they are told from one."""
    if node[0] == "anaphor":
        return node[1], node[2]
    if node[0] in ("shifted", "ago") and node[2] is not None and node[1] is not None and not node[2].startswith("T"):
        return ("same" if node[2] == "Y" else node[2]), int(node[1]) * node[3]
    if node[0] == "again":
        return "same", -1  # "compared with the same period": of the year before
    if node[0] == "same":
        return "same", -node[2][1] if node[2][0] == "back" else -1
    if node[0] in ("part", "mod"):
        return _shift(node[2])
    return None


@lru_cache(maxsize=4096)
def _explicit(node: Node) -> bool:
    """Whether the words name a date: a year, or a month or day of one year or none."""
    if node[0] in (
        "shift",
        "anaphor",
        "near_month",
        "near_season",
        "weekday",
        "weekday_of",
        "ago",
        "shifted",
        "weekdays_ago",
        "first_bare",
        "window",
        "ref",
        "this_day",
    ):
        return False
    return all(_explicit(part) for part in node[1:] if isinstance(part, tuple))


@lru_cache(maxsize=4096)
def _bare(node: Node) -> bool:
    """Whether tense must say which of several it is: a month, day or weekday without its year or week."""
    if node[0] in ("month", "day", "quarter", "half", "season"):
        return node[-1] is None
    if node[0] == "weekday":
        return node[2] is None
    if node[0] in ("weekend", "holiday", "first_bare", "the"):
        return True
    return any(_bare(part) for part in node[1:] if isinstance(part, tuple))
