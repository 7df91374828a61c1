"""Readings of what is told from another day: the day of writing, or a date named before."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final, NamedTuple

from factdb.timex import value as cal
from factdb.timex.rule import Node
from factdb.timex.value import Reading
from factdb.values import Grain, TimexType

NO_REFERENCE: Final = "relative time without a reference date"
NO_PLACE: Final = "a duration or frequency: no place on the calendar"
VAGUE: Final = "vague time"
NO_START: Final = "later than a date that is not named"
_GRAIN_OF: Final = {"Y": "year", "M": "month", "W": "week", "Q": "quarter", "DE": "decade", "CE": "century"}


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


class UnresolvedError(Exception):
    """No reference date where one is needed."""


def day_of(anchor: Anchor) -> dt.date:
    """The day of writing; `UnresolvedError` without one."""
    if anchor.date is None:
        raise UnresolvedError
    return anchor.date


def year_of(node: Node | None, anchor: Anchor) -> int | None:
    """The year a year node means, None for none."""
    if node is None:
        return None
    if node[0] == "year":
        return int(node[1])
    reading = shift(node, anchor) if node[0] == "shift" else anaphor(node, anchor)
    return reading.start.year if reading.start else None


def shift(node: Node, anchor: Anchor) -> Reading:
    """Such as "last year", "this week", "tomorrow"."""
    return cal.containing(cal.move(day_of(anchor), node[1], node[2]), node[1])


def anaphor(node: Node, anchor: Anchor) -> Reading:
    """Such as "the previous month", "that year"."""
    base = anchor.other or day_of(anchor)
    return cal.containing(cal.move(base, node[1], node[2]), node[1])


def same(node: Node, anchor: Anchor) -> Reading:
    """The same days of the year as the period named before, in the year that is said; the year alone where no period is named."""
    _, unit, when = node
    base = anchor.period
    if unit == "D" and base is not None and base.start != base.end:
        base = None  # "so far this year ... by the same date in 2023"
    today = day_of(anchor) if base is None else base.start or day_of(anchor)
    year = today.year - when[1] if when[0] == "back" else year_of(when, anchor)
    if year is None:
        raise UnresolvedError
    this_year = when[0] == "shift" and when[2] == 0
    if base is not None and base.start is not None and year >= base.start.year and not (this_year and year > base.start.year):
        year = base.start.year - 1  # "in 2023 ... than in the same period last year" looks back from 2023
    several = (
        base is not None
        and base.start is not None
        and base.end is not None
        and (base.end - base.start).days > _LONGEST.get(unit or "", 999)
    )
    if unit is not None and unit not in ("Y", "DE", "CE") and not several:
        return cal.containing(cal.add_months(today, 12 * (year - today.year)), unit)
    if (unit is not None and not several) or base is None or base.start is None or base.end is None or base.grain in (None, Grain.YEAR):
        return cal.year(year)
    start, end = cal.moved_interval(base.start, base.end, "same", year - base.start.year)
    unit = {Grain.QUARTER: "Q", Grain.MONTH: "M", Grain.HALF: "H"}.get(base.grain)
    if unit is not None and base.mod is None and cal.containing(base.start, unit).end == base.end:
        return cal.containing(start, unit)
    return Reading(TimexType.DATE, f"{year:04d}", start, end, base.grain)


_LONGEST: Final = {"D": 1, "W": 7, "M": 31, "Q": 92}


def weekday(node: Node, anchor: Anchor) -> Reading:
    """A bare weekday is the day of writing or one of the six before; ahead where the tense says so."""
    today = day_of(anchor)
    w, which = node[1], node[2]
    if which is None:
        ahead = (w - today.weekday()) % 7
        return cal.day(today + dt.timedelta(ahead if anchor.tense > 0 else ahead - 7 if ahead else 0))
    if which == 0:
        return cal.day(today + dt.timedelta(w - today.weekday()))
    if which < 0:
        return cal.day(today - dt.timedelta((today.weekday() - w - 1) % 7 + 1))
    return cal.day(today + dt.timedelta((w - today.weekday() - 1) % 7 + 1))


def weekdays_ago(node: Node, anchor: Anchor) -> Reading:
    """Such as "two Sundays ago"."""
    _, number, w = node
    if number is None:
        return Reading(TimexType.DATE, "PAST_REF", reason=VAGUE)
    last = weekday(("weekday", w, -1), anchor)
    assert last.start is not None
    return cal.day(last.start - dt.timedelta(7 * (int(number) - 1)))


def first_bare(node: Node, anchor: Anchor) -> Reading:
    """Such as "the first nine months": of the year named before in the sentence, else of the latest year in which they are over."""
    _, number, unit = node
    code = iso_duration(number, unit)
    if number is None:
        return Reading(TimexType.DURATION, code, reason=VAGUE)
    today = day_of(anchor)
    y = anchor.other.year if anchor.other is not None and anchor.period is not None and anchor.period.grain is Grain.YEAR else today.year
    end = cal.move(dt.date(y, 1, 1), unit, float(number)) - dt.timedelta(1)
    if end > today and anchor.tense <= 0:
        y -= 1
        end = cal.move(dt.date(y, 1, 1), unit, float(number)) - dt.timedelta(1)
    return Reading(TimexType.DURATION, code, dt.date(y, 1, 1), end, Grain.MONTH)


def weekday_of(node: Node, anchor: Anchor) -> Reading:
    """Such as "Tuesday of last week"."""
    week = shift(node[2], anchor) if node[2][0] == "shift" else anaphor(node[2], anchor)
    assert week.start is not None
    return cal.day(week.start + dt.timedelta(node[1]))


def weekend(_: Node, anchor: Anchor) -> Reading:
    """The weekend of "over the weekend": the one that is on or was last, the one to come where the tense looks ahead."""
    today = day_of(anchor)
    this = cal.weekend(today)
    if anchor.tense > 0 or today.weekday() > 4:
        return this
    return cal.weekend(today - dt.timedelta(7))


def the_unit(node: Node, anchor: Anchor) -> Reading:
    """Such as "the quarter": the one named before, else that of the day of writing."""
    unit = node[1]
    named = anchor.period
    if named is not None and named.start is not None and named.end is not None and named.grain is not None:
        # a quarter may be told as "April-June" or "the three months to June"
        told = named.grain.value == _GRAIN_OF.get(unit) or (unit in ("Q", "M") and _spans(named.start, named.end, unit))
        told = told or (unit == "Y" and 364 <= (named.end - named.start).days <= 365)
        ahead = anchor.tense > 0 and anchor.date is not None and named.end < anchor.date
        if told and not ahead:
            return named._replace(mod=None) if unit not in ("Q", "M") else _unit_like(named, named.start, unit)
    if unit == "Q" and anchor.tense < 0:  # results are told of the quarter that is over
        return cal.containing(cal.add_months(day_of(anchor), -3), unit)
    return cal.containing(day_of(anchor), unit)


def _spans(start: dt.date, end: dt.date, unit: str) -> bool:
    """Whether the days are as many as those of a month or quarter."""
    low, high = (28, 31) if unit == "M" else (89, 92)
    return low <= (end - start).days + 1 <= high


def _unit_like(named: Reading, start: dt.date, unit: str) -> Reading:
    """The month or quarter named: the calendar's, or the days of a business year's quarter as they were told."""
    whole = cal.containing(start, unit)
    return whole if (whole.start, whole.end) == (named.start, named.end) else named._replace(mod=None)


def again(_: Node, anchor: Anchor) -> Reading:
    """Such as "over the same period": the one named before."""
    if anchor.period is None or anchor.period.start is None:
        return Reading(TimexType.DATE, "XXXX", reason=NO_REFERENCE)
    return anchor.period._replace(mod=None)


def latest_period(node: Node, anchor: Anchor) -> Reading:
    """Such as "the latest period": the one named before, else the quarter that is over."""
    if anchor.period is not None and anchor.period.grain in (Grain.QUARTER, Grain.HALF, Grain.MONTH, Grain.YEAR):
        return anchor.period._replace(mod=None)
    return cal.containing(cal.add_months(day_of(anchor), -3), "Q")


# half of a unit is told in the next smaller one: half an hour is PT30M
_HALVES: Final = {"TH": "PT30M", "TM": "PT30S", "D": "PT12H", "Y": "P6M", "DE": "P5Y", "CE": "P50Y"}


def iso_duration(number: Decimal | None, unit: str) -> str:
    """TIMEX3 duration: P3D, PT2H, PXY, P1DE."""
    if number == Decimal("0.5") and unit in _HALVES:
        return _HALVES[unit]
    amount = "X" if number is None else f"{number.normalize():f}"
    if unit.startswith("T"):
        return f"PT{amount}{unit[1]}"
    if unit == "FN":
        return f"P{'X' if number is None else int(number) * 2}W"
    return f"P{amount}{unit}"


def ago(node: Node, anchor: Anchor) -> Reading:
    """Such as "two years ago"."""
    _, number, unit, sign = node
    if number is None:
        return Reading(TimexType.DATE, "PAST_REF" if sign < 0 else "FUTURE_REF", reason=VAGUE)
    today = day_of(anchor)
    return _moved(today, number, unit, sign)


def _moved(base: dt.date, number: Decimal, unit: str, sign: int) -> Reading:
    date = cal.move(base, unit, float(number) * sign)
    if unit.startswith("T"):
        return Reading(TimexType.DURATION, iso_duration(number, unit), date, date, Grain.DAY)
    if number != int(number):
        return cal.containing(date, "M" if unit in ("Y", "DE") else "D")
    if unit in ("DE", "CE", "ML"):
        return cal.year(date.year)._replace(start=date, end=date) if unit == "DE" else cal.containing(date, unit)
    return cal.containing(date, unit)


def shifted(node: Node, anchor: Anchor) -> Reading:
    """Such as "a year earlier", "three days later"."""
    _, number, unit, sign = node
    if number is None:
        return Reading(TimexType.DATE, "PAST_REF" if sign < 0 else "FUTURE_REF", reason=VAGUE)
    if anchor.other is None and sign > 0:
        return Reading(TimexType.DURATION, iso_duration(number, unit), reason=NO_START)
    base = anchor.other or day_of(anchor)
    period = anchor.period
    if unit == "Y" and period is not None and period.start is not None and period.end is not None and number == int(number):
        own = {Grain.QUARTER: "Q", Grain.HALF: "H", Grain.MONTH: "M"}.get(period.grain or Grain.DAY)
        if own is not None and cal.containing(period.start, own).end == period.end:  # a year before a quarter is a quarter
            return cal.containing(cal.move(base, "Y", int(number) * sign), own)
        if period.start < period.end:
            start, end = cal.moved_interval(period.start, period.end, "same", int(number) * sign)
            return Reading(TimexType.DATE, f"{start.year:04d}", start, end, period.grain)
    return _moved(base, number, unit, sign)


def window(node: Node, anchor: Anchor) -> Reading:
    """Such as "the past decade", "the next three years"."""
    _, number, unit, sign = node
    code = iso_duration(number, unit)
    if number is None:
        return Reading(TimexType.DURATION, code, reason=VAGUE)
    if anchor.date is None:
        return Reading(TimexType.DURATION, code, reason=NO_REFERENCE)
    date = cal.move(anchor.date, unit, float(number) * sign)
    low, high = (date, anchor.date) if sign < 0 else (anchor.date, date)
    return Reading(TimexType.DURATION, code, low, high, Grain.DAY)


def duration(node: Node, anchor: Anchor) -> Reading:
    """Such as "two weeks"."""
    return Reading(TimexType.DURATION, iso_duration(node[1], node[2]), reason=NO_PLACE)


def frequency(node: Node, anchor: Anchor) -> Reading:
    """Such as "every year"."""
    return Reading(TimexType.SET, iso_duration(node[1], node[2]), reason=NO_PLACE)


def reference(node: Node, anchor: Anchor) -> Reading:
    """Such as "now", "recently", "soon"."""
    if node[1] == "PRESENT_REF":
        today = anchor.date
        return Reading(TimexType.DATE, node[1], today, today, Grain.DAY, reason=None if today else NO_REFERENCE)
    return Reading(TimexType.DATE, node[1], reason=VAGUE)
