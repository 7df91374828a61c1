"""The year of a text from its dated sentences: pure reasoning over facts, no text is read here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from factdb.values import Grain, Span

# sentences from the top in which a day is that of the news itself
_LEAD: Final = 6
_FINE: Final = frozenset({Grain.TIME, Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.SEASON})


class Fact(NamedTuple):
    """A dated period named in the text; `place` counts sentences from the top."""

    start: dt.date
    end: dt.date
    grain: Grain
    evidence: str
    span: Span
    place: int
    caption: bool = False
    compared: bool = False  # with an earlier period, in its sentence


@dataclass
class Clues:
    """What a text names.

    `now`: periods that hold at writing; `past`/`future`: by their verbs; `yearly`: whole years with figures, in the past tense;
    `bare`: (month, day or 0, tense, span, place) without a year.
    """

    now: list[Fact] = field(default_factory=list)
    past: list[Fact] = field(default_factory=list)
    future: list[Fact] = field(default_factory=list)
    yearly: list[Fact] = field(default_factory=list)
    bare: list[tuple[int, int, int, Span, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Guess:
    """A day on which the text may have been written, the grain that is known. strength: 3 sure of the year, 2 likely, 1 a bare lower bound.

    `floor`/`ceiling`: the years it must lie between.
    """

    date: dt.date
    grain: Grain
    strength: int
    evidence: str
    span: Span | None
    floor: int = 1
    ceiling: int = 9999
    bare: tuple[int, int] = (0, 0)  # month and day named without a year, (0, 0): none
    from_caption: bool = False

    def allows(self, year: int) -> bool:
        """Whether the text may be of that year."""
        return self.floor <= year <= self.ceiling

    def in_year(self, year: int) -> dt.date | None:
        """The bare day that the text names, in that year."""
        return _date(year, *self.bare) if self.bare[0] else None


def guess(clues: Clues) -> Guess | None:
    """The best guess from one text's own facts, None where it names no year.

    - a period that holds at writing ("2024 marks ...", "for two years since May 2019") settles the year;
    - else the year after the latest whole year told with figures in the past tense: such figures are known when the year is over;
    - else the latest past month or day; a day of the news named without its year lies after it, in the nearest year;
    - else the latest past year is a lower bound.
    """
    coming = min((fact.start for fact in clues.future), default=dt.date.max)
    ceiling = min((fact.end.year for fact in clues.future), default=9999)
    if clues.now:
        fact = max(clues.now, key=lambda fact: fact.start)
        return _settled(clues, fact, fact.start.year, fact.evidence, 3, max(ceiling, fact.start.year))
    past = [fact for fact in clues.past if fact.start < coming or fact.place == 0]
    yearly = max((fact for fact in clues.yearly if fact.start < coming), key=lambda fact: (fact.start, fact.compared), default=None)
    latest = max(past, key=lambda fact: (fact.start, fact.grain in _FINE), default=None)
    if yearly and (latest is None or yearly.end >= latest.start) and yearly.end.year + 1 <= ceiling:
        near = [
            fact for fact in (*clues.yearly, *past) if fact is not yearly and yearly.start.year - 1 <= fact.start.year <= yearly.end.year
        ]
        strength = 3 if yearly.compared or near else 1
        return _settled(clues, yearly, yearly.end.year + 1, "the year after the latest whole year told", strength, ceiling)
    fine = [fact for fact in past if fact.grain in _FINE]
    if fine:
        fact = max(fine, key=lambda fact: fact.start)
        if latest is None or latest.start.year == fact.start.year:
            return _after(clues, fact, past, ceiling)
    if latest is not None:
        return _settled(clues, latest, latest.start.year, "latest past year named", 1, ceiling)
    if clues.future:
        fact = min(clues.future, key=lambda fact: fact.end)
        return Guess(fact.start, Grain.YEAR, 0, "earliest coming date named", fact.span, ceiling=ceiling, bare=_bare(clues))
    if clues.bare:
        return Guess(dt.date.min, Grain.YEAR, 0, "a day without its year", clues.bare[0][3], bare=_bare(clues))
    return None


def _after(clues: Clues, fact: Fact, past: Sequence[Fact], ceiling: int) -> Guess:
    """From the latest past month or day.

    It is that of the text for sure where it is a day of the news, printed in the title, or stands in company of its years; a lone month is
    often background.
    """
    year = fact.start.year
    company = sum(1 for other in (*past, *clues.yearly) if other is not fact and other.start.year >= year - 2 and not other.caption)
    is_day = fact.grain in (Grain.DAY, Grain.TIME)
    behind = [bare for bare in clues.bare if bare[2] <= 0]
    if fact.caption:
        # pictures may be older than the text: a sure sign only together with a day of the news told after it
        later = [bare for bare in behind if bare[1] and bare[4] < _LEAD and bare[:2] >= (fact.start.month, fact.start.day)]
        strength = 3 if later else 2 if is_day else 1
        return _settled(clues, fact, year, "date of a picture", strength, ceiling, caption=True)
    strength = 3 if (is_day and (fact.place < _LEAD or company)) or fact.place == 0 or company > 1 else 2 if is_day else 1
    news = [bare for bare in behind if bare[1] and bare[4] < _LEAD]
    if news and not (is_day and fact.place < _LEAD):
        # the writer spells the year of the one and not of the other: the bare one is of the current year
        month, day, _, _, _ = max(news, key=lambda bare: (bare[0], bare[1]))
        if (month, day) < (fact.start.month, fact.start.day) and year + 1 <= ceiling:
            year += 1
        strength = 3
    return _settled(clues, fact, year, fact.evidence, strength, ceiling)


def _settled(clues: Clues, fact: Fact, year: int, evidence: str, strength: int, ceiling: int, *, caption: bool = False) -> Guess:
    """The guess for a year: on the latest past day that the text names in it, before the first one ahead."""
    facts = [f for f in (*clues.past, *clues.now) if f.start.year == year and f.grain in _FINE]
    days = [(f.start, f.place, f.grain) for f in facts]
    ahead = [date for month, day, tense, _, _ in clues.bare if tense > 0 and (date := _date(year, month, day)) and date >= fact.start]
    limit = min(ahead, default=dt.date.max)
    for month, day, tense, _, place in clues.bare:
        date = _date(year, month, day)
        # a bare month beyond what is still to come was last year's
        if date and tense <= 0 and (day or date <= limit):
            days.append((date, place, Grain.DAY if day else Grain.MONTH))
    floor = fact.start.year if strength < 3 else year
    extra = _bare(clues)
    if days:
        date, place, grain = max(days)
        close = grain is Grain.DAY and place < _LEAD
        return Guess(
            date, Grain.DAY if close else Grain.MONTH, strength, evidence, fact.span, floor, ceiling, from_caption=caption, bare=extra
        )
    date = min(ahead) if ahead else fact.start if fact.start.year == year and fact.grain in _FINE else dt.date(year, 12, 31)
    return Guess(
        date, Grain.MONTH if ahead else Grain.YEAR, strength, evidence, fact.span, floor, ceiling, from_caption=caption, bare=extra
    )


def _bare(clues: Clues) -> tuple[int, int]:
    """The latest bare day in the past tense, for a year found elsewhere."""
    past = [(bool(day), month, day) for month, day, tense, _, _ in clues.bare if tense <= 0]
    _, month, day = max(past, default=(False, 0, 0))
    return month, day


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day or 1)
    except ValueError:
        return None
