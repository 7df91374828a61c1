"""Nodes -> readings: what an expression means once the day of writing is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple

from factdb.timex import value as cal
from factdb.timex.rule import Node
from factdb.timex.value import Reading
from factdb.values import Grain, TimexType

NO_REFERENCE: Final = "relative time without a reference date"
NO_PLACE: Final = "a duration or frequency: no place on the calendar"
VAGUE: Final = "vague time"
NO_START: Final = "later than a date that is not named"


class Anchor(NamedTuple):
    """What relative words are told from: the day of writing, the tense beside them, `period` the date named before."""

    date: dt.date | None
    tense: int = 0  # -1 past, 1 future, 0 unknown
    period: Reading | None = None

    @property
    def other(self) -> dt.date | None:
        """First day of the date named before."""
        return self.period.start if self.period is not None else None

    @property
    def last(self) -> dt.date | None:
        """Its last day."""
        return self.period.end if self.period is not None else None


class Unresolved(Exception):
    """No reference date where one is needed."""


@lru_cache(maxsize=4096)
def evaluate(node: Node, anchor: Anchor) -> Reading:
    """The reading of a node; without a reference date a relative one keeps its X's and says why.

    >>> evaluate(("month", 5, ("shift", "Y", -1)), Anchor(dt.date(2024, 5, 9))).value
    '2023-05'
    """
    try:
        return _EVALUATE[node[0]](node, anchor)
    except Unresolved:
        return Reading(TimexType.DATE, unresolved_value(node), reason=NO_REFERENCE)
    except (OverflowError, ValueError):
        return Reading(TimexType.DATE, "", reason="outside the calendar")


def _day_of(anchor: Anchor) -> dt.date:
    if anchor.date is None:
        raise Unresolved
    return anchor.date


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
        return {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX", "DE": "XXX", "CE": "XX", "Q": "XXXX-QX"}.get(node[1], "XXXX-XX-XX")
    return "XXXX-XX-XX"


def _year_of(node: Node | None, anchor: Anchor) -> int | None:
    if node is None:
        return None
    reading = _EVALUATE[node[0]](node, anchor)
    return reading.start.year if reading.start else None


def _nearest(anchor: Anchor, make: Callable[[int], dt.date], back: int, ahead: int) -> int:
    """The year that puts a bare month or day within `back` days before and `ahead` after the day of writing; tense decides first."""
    today = _day_of(anchor)
    if anchor.tense > 0:
        back, ahead = 31, 334
    elif anchor.tense < 0:
        back, ahead = 334, 31
    for y in (today.year, today.year - 1, today.year + 1):
        try:
            distance = (make(y) - today).days
        except ValueError:
            continue
        if -back <= distance <= ahead:
            return y
    return today.year


def _beside(other: dt.date, make: Callable[[int], dt.date]) -> int | None:
    """The year that puts a bare month or day nearest to a dated one of the same sentence."""
    near: list[tuple[int, int]] = []
    for y in (other.year, other.year - 1, other.year + 1):
        try:
            near.append((abs((make(y) - other).days), y))
        except ValueError:
            continue
    return min(near)[1] if near else None


def _month(node: Node, anchor: Anchor) -> Reading:
    y = _year_of(node[2], anchor)
    if y is None and anchor.last is not None:
        y = _beside(anchor.last, lambda y: dt.date(y, node[1], 15))
    if y is None:
        y = _nearest_month(anchor, node[1])
    return cal.month(y, node[1])


def _nearest_month(anchor: Anchor, m: int) -> int:
    today = _day_of(anchor)
    low, high = (0, 11) if anchor.tense > 0 else (-11, 0) if anchor.tense < 0 else (-8, 3)
    return next(y for y in (today.year, today.year - 1, today.year + 1) if low <= (y - today.year) * 12 + m - today.month <= high)


def _near_month(node: Node, anchor: Anchor) -> Reading:
    """"last May" is the latest May before the month of writing, "next May" the first after, "this May" of the year of writing."""
    today = _day_of(anchor)
    m, which = node[1], node[2]
    y = today.year
    if which < 0 and m >= today.month:
        y -= 1
    elif which > 0 and m <= today.month:
        y += 1
    return cal.month(y, m)


def _day(node: Node, anchor: Anchor) -> Reading:
    _, m, d, year = node
    y = _year_of(year, anchor)
    if y is None and anchor.last is not None:
        y = _beside(anchor.last, lambda y: dt.date(y, m, d))
    if y is None:
        y = _nearest(anchor, lambda y: dt.date(y, m, d), 245, 120)
    return cal.day(dt.date(y, m, d))


def _quarter(node: Node, anchor: Anchor) -> Reading:
    y = _year_of(node[2], anchor)
    if y is None and anchor.last is not None:
        y = _beside(anchor.last, lambda y: dt.date(y, 3 * node[1] - 2, 1))
    if y is None:
        y = _latest(anchor, lambda y: cal.quarter(y, node[1]))
    return cal.quarter(y, node[1])


def _half(node: Node, anchor: Anchor) -> Reading:
    y = _year_of(node[2], anchor)
    if y is None:
        y = _latest(anchor, lambda y: cal.half(y, node[1]))
    return cal.half(y, node[1])


def _season(node: Node, anchor: Anchor) -> Reading:
    y = _year_of(node[2], anchor)
    if y is None:
        y = _latest(anchor, lambda y: cal.season(y, node[1]))
    return cal.season(y, node[1])


def _holiday(node: Node, anchor: Anchor) -> Reading:
    y = _year_of(node[2], anchor)
    if y is None:
        y = _nearest(anchor, lambda y: cal.holiday(y, node[1]), 245, 120)
    return cal.day(cal.holiday(y, node[1]))


def _the(node: Node, anchor: Anchor) -> Reading:
    """"The quarter": the one named before, else that of the day of writing."""
    unit = node[1]
    if anchor.period is not None and anchor.period.start is not None and anchor.period.grain is not None and anchor.period.grain.value == _GRAIN_OF.get(unit):
        return anchor.period._replace(mod=None)
    return cal.containing(_day_of(anchor), unit)


_GRAIN_OF: Final = {"Y": "year", "M": "month", "W": "week", "Q": "quarter", "DE": "decade", "CE": "century"}


def _weekend(_: Node, anchor: Anchor) -> Reading:
    """The weekend of "over the weekend": the one that is on or was last, the one to come where the tense looks ahead."""
    today = _day_of(anchor)
    this = cal.weekend(today)
    if anchor.tense > 0 or today.weekday() > 4:
        return this
    return cal.weekend(today - dt.timedelta(7))


def _latest_period(node: Node, anchor: Anchor) -> Reading:
    """"The latest period": the one named before, else the quarter that is over."""
    if anchor.period is not None and anchor.period.grain in (Grain.QUARTER, Grain.HALF, Grain.MONTH, Grain.YEAR):
        return anchor.period._replace(mod=None)
    return cal.containing(cal.add_months(_day_of(anchor), -3), "Q")


def _latest(anchor: Anchor, make: Callable[[int], Reading]) -> int:
    """The latest year whose period has begun by the day of writing; the first that has not ended where the tense is future."""
    today = _day_of(anchor)
    if anchor.tense > 0:
        return next(y for y in (today.year - 1, today.year, today.year + 1) if (make(y).end or today) >= today)
    return next(y for y in (today.year, today.year - 1) if (make(y).start or today) <= today)


def _near_season(node: Node, anchor: Anchor) -> Reading:
    today = _day_of(anchor)
    code, which = node[1], node[2]
    if which == 0:
        return cal.season(today.year, code)
    years = (today.year + 1, today.year, today.year - 1, today.year - 2)
    readings = [cal.season(y, code) for y in years]
    if which < 0:
        return next(r for r in readings if r.end and r.end < today)
    return [r for r in readings if r.start and r.start > today][-1]


def _shift(node: Node, anchor: Anchor) -> Reading:
    return cal.containing(cal.move(_day_of(anchor), node[1], node[2]), node[1])


def _anaphor(node: Node, anchor: Anchor) -> Reading:
    base = anchor.other or _day_of(anchor)
    return cal.containing(cal.move(base, node[1], node[2]), node[1])


def _same(node: Node, anchor: Anchor) -> Reading:
    """The same days of the year as the period named before, in the year that is said; the year alone where no period is named."""
    _, unit, when = node
    base = anchor.period
    today = _day_of(anchor) if base is None else base.start or _day_of(anchor)
    year = today.year - when[1] if when[0] == "back" else _year_of(when, anchor)
    if year is None:
        raise Unresolved
    if base is not None and base.start is not None and year >= base.start.year:
        year = base.start.year - 1  # "in 2023 ... than in the same period last year" looks back from 2023
    if unit is not None and unit not in ("Y", "DE", "CE"):
        return cal.containing(cal.add_months(today, 12 * (year - today.year)), unit)
    if unit is not None or base is None or base.start is None or base.end is None or base.grain in (None, Grain.YEAR):
        return cal.year(year)
    start, end = cal.moved_interval(base.start, base.end, "same", year - base.start.year)
    if (unit := {Grain.QUARTER: "Q", Grain.MONTH: "M", Grain.HALF: "H"}.get(base.grain)) is not None and base.mod is None:
        return cal.containing(start, unit)
    return Reading(TimexType.DATE, f"{year:04d}", start, end, base.grain)


def _mod(node: Node, anchor: Anchor) -> Reading:
    """"Nearly a decade" and its kin: the amount with its TIMEX3 mod."""
    return _EVALUATE[node[2][0]](node[2], anchor)._replace(mod=node[1])


def _weekday(node: Node, anchor: Anchor) -> Reading:
    """A bare weekday is the day of writing or one of the six before; ahead where the tense says so."""
    today = _day_of(anchor)
    w, which = node[1], node[2]
    if which is None:
        ahead = (w - today.weekday()) % 7
        return cal.day(today + dt.timedelta(ahead if anchor.tense > 0 else ahead - 7 if ahead else 0))
    if which == 0:
        return cal.day(today + dt.timedelta(w - today.weekday()))
    if which < 0:
        return cal.day(today - dt.timedelta((today.weekday() - w - 1) % 7 + 1))
    return cal.day(today + dt.timedelta((w - today.weekday() - 1) % 7 + 1))


def _weekday_of(node: Node, anchor: Anchor) -> Reading:
    week = _EVALUATE[node[2][0]](node[2], anchor)
    assert week.start is not None
    return cal.day(week.start + dt.timedelta(node[1]))


def iso_duration(number: Decimal | float | None, unit: str) -> str:
    """TIMEX3 duration: P3D, PT2H, PXY, P1DE."""
    amount = "X" if number is None else f"{Decimal(str(number)).normalize():f}"
    if unit.startswith("T"):
        return f"PT{amount}{unit[1]}"
    if unit == "FN":
        return f"P{amount if number is None else int(number) * 2}W"
    return f"P{amount}{unit}"


def _ago(node: Node, anchor: Anchor) -> Reading:
    _, number, unit, sign = node
    if number is None:
        return Reading(TimexType.DATE, "PAST_REF" if sign < 0 else "FUTURE_REF", reason=VAGUE)
    today = _day_of(anchor)
    return _moved(today, number, unit, sign)


def _moved(base: dt.date, number: Decimal, unit: str, sign: int) -> Reading:
    date = cal.move(base, unit, float(number) * sign)
    if unit.startswith("T"):
        return Reading(TimexType.DURATION, iso_duration(number, unit), date, date, Grain.DAY)
    if number != int(number):
        return cal.containing(date, "M" if unit in ("Y", "DE") else "D")
    if unit in ("DE", "CE", "ML"):
        return cal.year(date.year) if unit == "DE" else cal.containing(date, unit)
    return cal.containing(date, unit)


def _shifted(node: Node, anchor: Anchor) -> Reading:
    _, number, unit, sign = node
    if number is None:
        return Reading(TimexType.DATE, "PAST_REF" if sign < 0 else "FUTURE_REF", reason=VAGUE)
    if anchor.other is None and sign > 0:
        return Reading(TimexType.DURATION, iso_duration(number, unit), reason=NO_START)
    base = anchor.other or _day_of(anchor)
    if unit == "Y" and anchor.period is not None and number == int(number):  # a year before a quarter is a quarter
        own = {Grain.QUARTER: "Q", Grain.HALF: "H", Grain.MONTH: "M"}.get(anchor.period.grain or Grain.DAY)
        if own is not None:
            return cal.containing(cal.move(base, "Y", int(number) * sign), own)
    return _moved(base, number, unit, sign)


def _window(node: Node, anchor: Anchor) -> Reading:
    _, number, unit, sign = node
    code = iso_duration(number, unit)
    if number is None:
        return Reading(TimexType.DURATION, code, reason=VAGUE)
    if anchor.date is None:
        return Reading(TimexType.DURATION, code, reason=NO_REFERENCE)
    date = cal.move(anchor.date, unit, float(number) * sign)
    low, high = (date, anchor.date) if sign < 0 else (anchor.date, date)
    return Reading(TimexType.DURATION, code, low, high, Grain.DAY)


def _duration(node: Node, anchor: Anchor) -> Reading:
    return Reading(TimexType.DURATION, iso_duration(node[1], node[2]), reason=NO_PLACE)


def _set(node: Node, anchor: Anchor) -> Reading:
    return Reading(TimexType.SET, iso_duration(node[1], node[2]), reason=NO_PLACE)


def _ref(node: Node, anchor: Anchor) -> Reading:
    if node[1] == "PRESENT_REF":
        today = anchor.date
        return Reading(TimexType.DATE, node[1], today, today, Grain.DAY, reason=None if today else NO_REFERENCE)
    return Reading(TimexType.DATE, node[1], reason=VAGUE)


def _tod(node: Node, anchor: Anchor) -> Reading:
    try:
        day = _EVALUATE[node[2][0]](node[2], anchor)
    except Unresolved:
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


def _half_of(node: Node, anchor: Anchor) -> Reading:
    """The first or second half of a month, decade or century."""
    whole = _EVALUATE[node[2][0]](node[2], anchor)
    if whole.start is None or whole.end is None:
        return whole
    if whole.grain is Grain.YEAR:
        return cal.half(whole.start.year, node[1])
    middle = whole.start + (whole.end - whole.start) / 2
    mod = "START" if node[1] == 1 else "END"
    return whole._replace(start=whole.start, end=middle, mod=mod) if node[1] == 1 else whole._replace(start=middle + dt.timedelta(1), mod=mod)


def _period_to(node: Node, anchor: Anchor) -> Reading:
    """The words "the year ending 30 June 2013": so many units up to the end of the date."""
    _, number, unit, inner = node
    whole = _EVALUATE[inner[0]](inner, anchor)
    code = iso_duration(number, unit)
    if whole.end is None or number is None:
        return Reading(TimexType.DURATION, code, reason=whole.reason or VAGUE)
    start = cal.move(whole.end + dt.timedelta(1), unit, -float(number))
    return Reading(TimexType.DURATION, code, start, whole.end, Grain.DAY)


def _range(node: Node, anchor: Anchor) -> Reading:
    low, high = (_EVALUATE[n[0]](n, anchor) for n in node[1:])
    if low.start is None or low.end is None or high.start is None or high.end is None:
        return low
    if low.start > high.end:
        low, high = _in_order(node, low, high, anchor)
    return low._replace(value=f"{low.value}/{high.value}", end=high.end)


def _in_order(node: Node, low: Reading, high: Reading, anchor: Anchor) -> tuple[Reading, Reading]:
    """Ends that came out the wrong way round: a bare weekday, month or day goes on into the next week or year, dated ends swap."""
    assert low.start is not None and high.end is not None
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
    "this_day": lambda _, anchor: cal.day(anchor.other if anchor.period is not None and anchor.period.grain in (Grain.DAY, Grain.TIME) and anchor.other else _day_of(anchor)),
    "the": _the,
    "weekend": _weekend,
    "latest_period": _latest_period,
    "holiday": _holiday,
    "same": _same,
    "mod": _mod,
    "set_value": lambda node, _: Reading(TimexType.SET, node[1], reason=NO_PLACE),
    "set_weekday": lambda node, _: Reading(TimexType.SET, f"XXXX-WXX-{node[1] + 1}", reason=NO_PLACE),
    "month": _month,
    "near_month": _near_month,
    "day": _day,
    "quarter": _quarter,
    "half": _half,
    "season": _season,
    "near_season": _near_season,
    "shift": _shift,
    "anaphor": _anaphor,
    "weekday": _weekday,
    "weekday_of": _weekday_of,
    "ago": _ago,
    "shifted": _shifted,
    "window": _window,
    "duration": _duration,
    "set": _set,
    "ref": _ref,
    "tod": _tod,
    "part": _part,
    "first": _first,
    "half_of": _half_of,
    "period_to": _period_to,
    "range": _range,
    "spelled": _spelled,
}
