"""Calendar arithmetic: what an interval is, and how TIMEX3 writes it. Every interval is closed, on the day grain."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

from factdb.values import Grain, TimexType

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


class Reading(NamedTuple):
    """What an expression means: TIMEX3 type, value and mod; interval and grain, None where it has no place on the calendar."""

    type: TimexType
    value: str
    start: dt.date | None = None
    end: dt.date | None = None
    grain: Grain | None = None
    mod: str | None = None
    reason: str | None = None


def year(y: int) -> Reading:
    """A calendar year."""
    return Reading(TimexType.DATE, f"{y:04d}", dt.date(y, 1, 1), dt.date(y, 12, 31), Grain.YEAR)


def month(y: int, m: int) -> Reading:
    """A month."""
    return Reading(TimexType.DATE, f"{y:04d}-{m:02d}", dt.date(y, m, 1), last_day(y, m), Grain.MONTH)


def day(date: dt.date) -> Reading:
    """A day."""
    return Reading(TimexType.DATE, date.isoformat(), date, date, Grain.DAY)


def week(date: dt.date) -> Reading:
    """The ISO week that holds `date`, Monday to Sunday."""
    y, w, _ = date.isocalendar()
    monday = dt.date.fromisocalendar(y, w, 1)
    return Reading(TimexType.DATE, f"{y:04d}-W{w:02d}", monday, monday + dt.timedelta(6), Grain.WEEK)


def weekend(date: dt.date) -> Reading:
    """Saturday and Sunday of the ISO week that holds `date`."""
    y, w, _ = date.isocalendar()
    saturday = dt.date.fromisocalendar(y, w, 6)
    return Reading(TimexType.DATE, f"{y:04d}-W{w:02d}-WE", saturday, saturday + dt.timedelta(1), Grain.DAY)


def quarter(y: int, q: int) -> Reading:
    """A calendar quarter, 1 to 4."""
    return Reading(TimexType.DATE, f"{y:04d}-Q{q}", dt.date(y, 3 * q - 2, 1), last_day(y, 3 * q), Grain.QUARTER)


def half(y: int, h: int) -> Reading:
    """A half-year, 1 or 2."""
    return Reading(TimexType.DATE, f"{y:04d}-H{h}", dt.date(y, 6 * h - 5, 1), last_day(y, 6 * h), Grain.HALF)


def season(y: int, code: str) -> Reading:
    """Meteorological season; the winter of a year begins in its December."""
    first, final = SEASONS[code]
    return Reading(TimexType.DATE, f"{y:04d}-{code}", dt.date(y, first, 1), last_day(y + (final < first), final), Grain.SEASON)


def decade(first: int) -> Reading:
    """Ten years from `first`, a multiple of ten."""
    return Reading(TimexType.DATE, f"{first // 10}", dt.date(first, 1, 1), dt.date(first + 9, 12, 31), Grain.DECADE)


def century(number: int) -> Reading:
    """The 21st century is 2000-2099, as TIMEX3 writes it (value 20)."""
    first = max(1, (number - 1) * 100)
    return Reading(TimexType.DATE, f"{number - 1:02d}", dt.date(first, 1, 1), dt.date(first + 99, 12, 31), Grain.CENTURY)


def last_day(y: int, m: int) -> dt.date:
    """The last day of a month."""
    return dt.date(y, m, calendar.monthrange(y, m)[1])


def add_months(date: dt.date, n: int) -> dt.date:
    """`date` moved by whole months, cut back to the month's last day."""
    y, m = divmod(date.year * 12 + date.month - 1 + n, 12)
    if not 1 <= y <= 9998:
        raise OverflowError("outside the calendar")
    return dt.date(y, m + 1, min(date.day, calendar.monthrange(y, m + 1)[1]))


_DAYS = {"D": 1, "W": 7, "FN": 14, "WE": 7}
_MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}


def move(date: dt.date, unit: str, n: float) -> dt.date:
    """`date` moved by `n` units, parts of a unit by days; clock units count as days of 24 hours."""
    if unit in _MONTHS:
        months = _MONTHS[unit] * n
        return add_months(date, round(months)) if abs(months - round(months)) < 1e-9 else date + dt.timedelta(round(months * 30.4375))
    if unit in _DAYS:
        return date + dt.timedelta(round(_DAYS[unit] * n))
    return date + dt.timedelta(round(n / {"TH": 24, "TM": 1440, "TS": 86400}[unit]))


def containing(date: dt.date, unit: str) -> Reading:
    """The calendar unit that holds `date`."""
    if unit == "Y":
        return year(date.year)
    if unit == "M":
        return month(date.year, date.month)
    if unit in ("W", "FN"):
        return week(date)
    if unit == "WE":
        return weekend(date)
    if unit == "Q":
        return quarter(date.year, (date.month + 2) // 3)
    if unit == "H":
        return half(date.year, 1 if date.month < 7 else 2)
    if unit == "DE":
        return decade(date.year // 10 * 10)
    if unit == "CE":
        return century(date.year // 100 + 1)
    return day(date)


def easter(y: int) -> dt.date:
    """Western Easter Sunday (anonymous Gregorian computus)."""
    a, b, c = y % 19, y // 100, y % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(y, f // 31, f % 31 + 1)


def nth_weekday(y: int, m: int, weekday: int, n: int) -> dt.date:
    """The n-th weekday (Monday = 0) of a month; n = -1: the last."""
    if n > 0:
        first = dt.date(y, m, 1)
        return first + dt.timedelta((weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = last_day(y, m)
    return last - dt.timedelta((last.weekday() - weekday) % 7)


def holiday(y: int, key: str) -> dt.date:
    """The feast day of lexicon/times.toml in a year: "12-25", or a movable one by name (United States dates)."""
    if key[0].isdigit():
        return dt.date(y, int(key[:2]), int(key[3:]))
    if key == "easter":
        return easter(y)
    if key == "good_friday":
        return easter(y) - dt.timedelta(2)
    if key == "easter_monday":
        return easter(y) + dt.timedelta(1)
    m, weekday, n = {
        "thanksgiving": (11, 3, 4),
        "memorial": (5, 0, -1),
        "labor": (9, 0, 1),
        "presidents": (2, 0, 3),
        "columbus": (10, 0, 2),
    }[key]
    return nth_weekday(y, m, weekday, n)


def moved_interval(start: dt.date, end: dt.date, unit: str, n: int) -> tuple[dt.date, dt.date]:
    """A period moved by `n` units: the unit that holds it moved ("the previous year"), or, for unit "same", the same days `n` years on."""
    if unit != "same":
        reading = containing(move(start, unit, n), unit)
        assert reading.start is not None
        assert reading.end is not None
        return reading.start, reading.end
    first, last = add_months(start, 12 * n), add_months(end, 12 * n)
    if end == last_day(end.year, end.month) and start.day == 1:
        last = last_day(last.year, last.month)
    return first, last
