"""Readings of what names its place in the year, where the year may have to be found: "May", "March 3", "the third quarter"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from factdb.timex import value as cal
from factdb.timex.rule import Node
from factdb.timex.told import Anchor, day_of, year_of
from factdb.timex.value import Reading


def _nearest(anchor: Anchor, make: Callable[[int], dt.date], back: int, ahead: int) -> int:
    """The year that puts a bare month or day within `back` days before and `ahead` after the day of writing; tense decides first."""
    today = day_of(anchor)
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


def month(node: Node, anchor: Anchor) -> Reading:
    """Such as "May": of the year said, else of a dated neighbour, else the nearest."""
    y = year_of(node[2], anchor)
    if y is None and anchor.last is not None:
        y = _beside(anchor.last, lambda y: dt.date(y, node[1], 15))
    if y is None:
        y = _nearest_month(anchor, node[1])
    return cal.month(y, node[1])


def _nearest_month(anchor: Anchor, m: int) -> int:
    today = day_of(anchor)
    low, high = (0, 11) if anchor.tense > 0 else (-11, 0) if anchor.tense < 0 else (-8, 3)
    return next(y for y in (today.year, today.year - 1, today.year + 1) if low <= (y - today.year) * 12 + m - today.month <= high)


def near_month(node: Node, anchor: Anchor) -> Reading:
    """Such as "last May" is the latest May before the month of writing, "next May" the first after, "this May" of the year of writing."""
    today = day_of(anchor)
    m, which = node[1], node[2]
    y = today.year
    if which < 0 and m >= today.month:
        y -= 1
    elif which > 0 and m <= today.month:
        y += 1
    return cal.month(y, m)


def bare_day(node: Node, anchor: Anchor) -> Reading:
    """Such as "March 3"."""
    _, m, d, year = node
    y = year_of(year, anchor)
    if y is None and anchor.last is not None:
        y = _beside(anchor.last, lambda y: dt.date(y, m, d))
    if y is None:
        y = _nearest(anchor, lambda y: dt.date(y, m, d), 245, 120)
    return cal.day(dt.date(y, m, d))


def quarter(node: Node, anchor: Anchor) -> Reading:
    """Such as "the third quarter"."""
    y = year_of(node[2], anchor)
    if y is None and anchor.last is not None:
        y = _beside(anchor.last, lambda y: dt.date(y, 3 * node[1] - 2, 1))
    if y is None:
        y = _latest(anchor, lambda y: cal.quarter(y, node[1]))
    return cal.quarter(y, node[1])


def _of_year(node: Node, anchor: Anchor, make: Callable[[int, Any], Reading]) -> Reading:
    """The part `node[1]` of the year that the words name, else of the latest year in which it has begun."""
    year = year_of(node[2], anchor)
    return make(_latest(anchor, lambda y: make(y, node[1])) if year is None else year, node[1])


def half(node: Node, anchor: Anchor) -> Reading:
    """Such as "the first half"."""
    return _of_year(node, anchor, cal.half)


def season(node: Node, anchor: Anchor) -> Reading:
    """Such as "the winter of 2010"."""
    return _of_year(node, anchor, cal.season)


def holiday(node: Node, anchor: Anchor) -> Reading:
    """Such as "Good Friday"."""
    y = year_of(node[2], anchor)
    if y is None:
        y = _nearest(anchor, lambda y: cal.holiday(y, node[1]), 245, 120)
    return cal.day(cal.holiday(y, node[1]))


def _latest(anchor: Anchor, make: Callable[[int], Reading]) -> int:
    """The latest year whose period has begun by the day of writing; the first that has not ended where the tense is future."""
    today = day_of(anchor)
    if anchor.tense > 0:
        return next(y for y in (today.year - 1, today.year, today.year + 1) if (make(y).end or today) >= today)
    return next(y for y in (today.year, today.year - 1) if (make(y).start or today) <= today)


def near_season(node: Node, anchor: Anchor) -> Reading:
    """Such as "last summer" is the latest that is over, "next summer" the first to begin, "this summer" that of the year of writing."""
    today = day_of(anchor)
    code, which = node[1], node[2]
    if which == 0:
        return cal.season(today.year, code)
    years = (today.year + 1, today.year, today.year - 1, today.year - 2)
    readings = [cal.season(y, code) for y in years]
    if which < 0:
        return next(r for r in readings if r.end and r.end < today)
    return [r for r in readings if r.start and r.start > today][-1]
