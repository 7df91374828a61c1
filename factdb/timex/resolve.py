"""Nodes -> readings: what an expression means once the day of writing is known. Here the composed ones; `dated` and `told` have the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from factdb.timex import dated, told
from factdb.timex import value as cal
from factdb.timex.rule import Node
from factdb.timex.told import NO_PLACE, NO_REFERENCE, VAGUE, Anchor, UnresolvedError, day_of, iso_duration
from factdb.timex.value import Reading
from factdb.values import Grain, TimexType

__all__ = ["NO_REFERENCE", "Anchor", "evaluate", "parse_spelled"]


@lru_cache(maxsize=4096)
def evaluate(node: Node, anchor: Anchor) -> Reading:
    """The reading of a node; without a reference date a relative one keeps its X's and says why.

    >>> evaluate(("month", 5, ("shift", "Y", -1)), Anchor(dt.date(2024, 5, 9))).value
    '2023-05'
    """
    try:
        return _EVALUATE[node[0]](node, anchor)
    except UnresolvedError:
        return Reading(TimexType.DATE, unresolved_value(node), reason=NO_REFERENCE)
    except (OverflowError, ValueError):
        return Reading(TimexType.DATE, unresolved_value(node), reason="outside the calendar")


def unresolved_value(node: Node) -> str:
    """TIMEX3 with X for what is not known: XXXX-05, XXXX-XX-XX."""
    sort = node[0]
    if sort == "month":
        return f"XXXX-{node[1]:02d}"
    if sort == "day":
        return f"XXXX-{node[1]:02d}-{node[2]:02d}"
    if sort == "quarter":
        return f"XXXX-Q{node[1]}"
    if sort == "half":
        return f"XXXX-H{node[1]}"
    if sort == "season":
        return f"XXXX-{node[1]}"
    if sort == "part":
        return unresolved_value(node[2])
    if sort in ("shift", "anaphor"):
        return {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX", "DE": "XXX", "CE": "XX", "Q": "XXXX-QX"}.get(
            node[1], "XXXX-XX-XX"
        )
    return "XXXX-XX-XX"


def _mod(node: Node, anchor: Anchor) -> Reading:
    """Such as "Nearly a decade" and its kin: the amount with its TIMEX3 mod."""
    return _EVALUATE[node[2][0]](node[2], anchor)._replace(mod=node[1])


def _tod(node: Node, anchor: Anchor) -> Reading:
    try:
        day = _EVALUATE[node[2][0]](node[2], anchor)
    except UnresolvedError:
        return Reading(TimexType.TIME, f"XXXX-XX-XX{node[1]}", reason=NO_REFERENCE)
    return Reading(TimexType.TIME, f"{day.value}{node[1]}", day.start, day.end, Grain.TIME)


_PART_MOD: Final = {"START": "START", "MID": "MID", "END": "END", "EARLIER": "START", "LATER": "END"}


def _part(node: Node, anchor: Anchor) -> Reading:
    """Part of a period. `edge` ("the end of", "the start of") is its last or first day; "early", "late" keep it whole but for months."""
    _, part, inner, edge = node
    reading = _EVALUATE[inner[0]](inner, anchor)
    start, end = reading.start, reading.end
    mod = _PART_MOD[part]
    if start is None or end is None or reading.grain in (Grain.DAY, Grain.TIME):
        return reading._replace(mod=mod)
    if part == "EARLIER" and anchor.date is not None and start <= anchor.date <= end:
        return reading._replace(end=anchor.date, mod=mod)  # "earlier this month": the part of it that is over
    if edge and part == "END" and inner == ("the", "Y") and anchor.tense < 0 and anchor.date is not None and end > anchor.date:
        start, end = cal.add_months(start, -12), cal.add_months(end, -12)  # "was 40 at the end of the year", said in spring
    if edge and part != "MID":
        start, end = (start, start) if part == "START" else (end, end)
    elif part == "MID" and reading.grain is Grain.YEAR:
        start = end = dt.date(start.year, 6, 30)
    elif part == "MID" and reading.grain is Grain.MONTH:
        start, end = start.replace(day=11), start.replace(day=20)
    elif part == "MID":
        third = dt.timedelta((end - start).days // 3)
        start, end = start + third, end - third
    elif part == "START" and reading.grain is Grain.MONTH:
        end = start.replace(day=10)
    elif part == "END" and reading.grain is Grain.MONTH:
        start = start.replace(day=21)
    return reading._replace(start=start, end=end, mod=mod, grain=Grain.DAY if edge else reading.grain)


def _first(node: Node, anchor: Anchor) -> Reading:
    """The first or last N units of a period."""
    _, number, unit, sign, inner = node
    code = iso_duration(number, unit)
    if number is None:
        return Reading(TimexType.DURATION, code, reason=VAGUE)
    whole = _EVALUATE[inner[0]](inner, anchor)
    if whole.start is None or whole.end is None:
        return Reading(TimexType.DURATION, code, reason=whole.reason)
    if sign > 0:
        low, high = whole.start, cal.move(whole.start, unit, float(number)) - dt.timedelta(1)
    else:
        low, high = cal.move(whole.end + dt.timedelta(1), unit, -float(number)), whole.end
    return Reading(TimexType.DURATION, code, low, high, Grain.MONTH if unit in ("M", "Q") else Grain.DAY)


def _nth(node: Node, anchor: Anchor) -> Reading:
    """Such as "the second week of June", "the last day of 2019"; weeks are counted in sevens from the first day."""
    _, place, unit, inner = node
    whole = _EVALUATE[inner[0]](inner, anchor)
    if whole.start is None or whole.end is None or unit.startswith("T"):
        return whole
    if place < 0:
        start, end = cal.move(whole.end + dt.timedelta(1), unit, -1), whole.end
    else:
        start = cal.move(whole.start, unit, place - 1)
        end = cal.move(start, unit, 1) - dt.timedelta(1)
    if not whole.start <= start <= whole.end:
        return whole
    reading = cal.containing(start, unit)
    return reading._replace(start=start, end=min(end, whole.end))


def _nth_weekday(node: Node, anchor: Anchor) -> Reading:
    """Such as "the third Monday of May"."""
    _, place, w, inner = node
    whole = _EVALUATE[inner[0]](inner, anchor)
    assert whole.start is not None
    return cal.day(cal.nth_weekday(whole.start.year, whole.start.month, w, place))


def _unit_of(node: Node, anchor: Anchor) -> Reading:
    """Such as "the week of March 3", "the month of May"."""
    whole = _EVALUATE[node[2][0]](node[2], anchor)
    return whole if whole.start is None else cal.containing(whole.start, node[1])


def _half_of(node: Node, anchor: Anchor) -> Reading:
    """The first or second half of a month, decade or century."""
    whole = _EVALUATE[node[2][0]](node[2], anchor)
    if whole.start is None or whole.end is None:
        return whole
    if whole.grain is Grain.YEAR:
        return cal.half(whole.start.year, node[1])
    middle = whole.start.replace(day=15) if whole.grain is Grain.MONTH else whole.start + (whole.end - whole.start) / 2
    mod = "START" if node[1] == 1 else "END"
    return (
        whole._replace(start=whole.start, end=middle, mod=mod) if node[1] == 1 else whole._replace(start=middle + dt.timedelta(1), mod=mod)
    )


def _period_to(node: Node, anchor: Anchor) -> Reading:
    """The words "the year ending 30 June 2013": so many units up to the end of the date."""
    _, number, unit, inner = node
    if anchor.tense == 0:  # a period is told when it is over
        anchor = anchor._replace(tense=-1)
    whole = _EVALUATE[inner[0]](inner, anchor)
    code = iso_duration(number, unit)
    if whole.end is None or number is None:
        return Reading(TimexType.DURATION, code, reason=whole.reason or VAGUE)
    behind = whole.end + dt.timedelta(1)
    if (behind.month, behind.day) == (2, 29):  # "the quarter ended Feb. 28" of a leap year goes to the end of the month all the same
        behind = dt.date(behind.year, 3, 1)
    return Reading(TimexType.DURATION, code, min(whole.end, cal.move(behind, unit, -float(number))), whole.end, Grain.DAY)


def _year_from(node: Node, anchor: Anchor) -> Reading:
    """The words "the fiscal year that began in July": the twelve months from then on."""
    first = _EVALUATE[node[1][0]](node[1], anchor._replace(tense=node[2]))
    if first.start is None:
        return first
    return first._replace(end=cal.add_months(first.start, 12) - dt.timedelta(1), grain=Grain.YEAR)


def _range(node: Node, anchor: Anchor) -> Reading:
    low, high = (_EVALUATE[n[0]](n, anchor) for n in node[1:])
    if low.start is None or low.end is None or high.start is None or high.end is None:
        return low
    if low.start > high.end:
        low, high = _in_order(node, low, high, anchor)
    assert low.start is not None
    assert high.end is not None
    if low.start > high.end:
        return low
    return low._replace(value=f"{low.value}/{high.value}", end=high.end)


def _in_order(node: Node, low: Reading, high: Reading, anchor: Anchor) -> tuple[Reading, Reading]:
    """Ends that came out the wrong way round: a bare weekday, month or day goes on into the next week or year, dated ends swap."""
    assert low.start is not None
    assert high.end is not None
    if node[2][0] == "weekday":
        assert high.start is not None
        return low, cal.day(high.start + dt.timedelta(7))
    if node[1][0] in ("month", "day") and node[1][-1] is None:
        if anchor.tense < 0 or node[2][-1] is not None:
            year = ("year", low.start.year - 1)
            return _EVALUATE[node[1][0]]((*node[1][:-1], year), anchor), high
        year = ("year", high.end.year + 1)
        return low, _EVALUATE[node[2][0]]((*node[2][:-1], year), anchor) if node[2][0] in ("month", "day") else high
    return high, low  # "between Q2 2014 and Q2 2013"


def _spelled(node: Node, anchor: Anchor) -> Reading:
    date = parse_spelled(node[1])
    return Reading(TimexType.DATE, "XXXX-XX-XX", reason="not a date") if date is None else cal.day(date)


@lru_cache(maxsize=1024)
def parse_spelled(text: str) -> dt.date | None:
    """A whole absolute date in a spelling that our own grammar locates but does not read; None when it is none."""
    import dateparser  # 0.3 s: only when such a spelling occurs

    found = dateparser.parse(text, languages=["en"], settings={"STRICT_PARSING": True, "DATE_ORDER": "DMY"})
    return found.date() if found is not None else None


_EVALUATE: Final[dict[str, Callable[[Any, Anchor], Reading]]] = {
    "year": lambda node, _: cal.year(node[1]),
    "decade": lambda node, _: cal.decade(node[1]),
    "century": lambda node, _: cal.century(node[1]),
    "date": lambda node, _: cal.day(node[1]),
    "this_day": lambda _, anchor: cal.day(
        anchor.other if anchor.period is not None and anchor.period.grain in (Grain.DAY, Grain.TIME) and anchor.other else day_of(anchor)
    ),
    "the": told.the_unit,
    "weekend": told.weekend,
    "latest_period": told.latest_period,
    "again": told.again,
    "holiday": dated.holiday,
    "same": told.same,
    "mod": _mod,
    "length": lambda node, _: Reading(TimexType.DURATION, node[1], reason=NO_PLACE),
    "set_value": lambda node, _: Reading(TimexType.SET, node[1], reason=NO_PLACE),
    "set_weekday": lambda node, _: Reading(TimexType.SET, f"XXXX-WXX-{node[1] + 1}", reason=NO_PLACE),
    "month": dated.month,
    "near_month": dated.near_month,
    "day": dated.bare_day,
    "quarter": dated.quarter,
    "half": dated.half,
    "season": dated.season,
    "near_season": dated.near_season,
    "shift": told.shift,
    "anaphor": told.anaphor,
    "weekday": told.weekday,
    "weekday_of": told.weekday_of,
    "ago": told.ago,
    "shifted": told.shifted,
    "window": told.window,
    "duration": told.duration,
    "set": told.frequency,
    "ref": told.reference,
    "tod": _tod,
    "part": _part,
    "first": _first,
    "half_of": _half_of,
    "nth": _nth,
    "nth_weekday": _nth_weekday,
    "unit_of": _unit_of,
    "weekdays_ago": told.weekdays_ago,
    "first_bare": told.first_bare,
    "period_to": _period_to,
    "year_from": _year_from,
    "range": _range,
    "spelled": _spelled,
}
