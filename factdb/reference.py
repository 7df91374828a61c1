"""When an article was written, as its text says it: a printed date, else what its dated sentences allow; never today, None where nothing tells.

Order: dateline > byline or page date > inference (a caption's date is its weakest ground). What is known better (manifest, option, front
matter) is on the article already and stays.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from factdb import timex
from factdb.clues import HEAD, Printed, clues, day_of, printed_date, within
from factdb.dating import Guess, guess
from factdb.text import layout
from factdb.timex import Expression
from factdb.values import Article, Grain, Reference, SegmentKind, Span, Timex

# names beside other words; the share of them that other articles of the file have too
_RE_NAME: Final = re.compile(r"[A-Z](?<=[a-z,] [A-Z])[A-Za-z'-]{1,40}")
_SAME_WORLD: Final = 0.3
_NEIGHBOURS: Final = "the other articles of the file"


def dated(text: str, articles: Sequence[Article], expressions: Sequence[Expression] | None = None) -> tuple[Article, ...]:
    """`articles` of the folded `text`, those without a reference given one where the text tells.

    Args:
        text: the whole document, folded.
        articles: in order; their neighbours help to date those that name no year.
        expressions: those of `text` where they were found already.
    """
    if all(article.reference for article in articles):
        return tuple(articles)
    found = timex.find(text) if expressions is None else expressions
    starts = [expression.span.start for expression in found]
    company = _Company(text, articles)
    printed: list[Printed | None] = []
    guesses: list[Guess | None] = []
    for article in articles:
        inside = found[bisect_left(starts, article.span.start) : bisect_left(starts, article.span.end)]
        printed.append(None if article.reference else printed_date(text, article, inside))
        guesses.append(_known(article.reference, printed[-1]) or guess(clues(text, article, inside)))
    out = []
    for index, article in enumerate(articles):
        reference = article.reference or _reference(text, printed[index], guesses, index, company)
        out.append(dataclasses.replace(article, reference=reference))
    return tuple(out)


def resolved(text: str, article: Article, expressions: Sequence[Expression]) -> list[Timex]:
    """The article's time expressions resolved: against its reference, those of a dated caption against the day of the picture.

    Args:
        text: the whole document, folded.
        article: segments found.
        expressions: those inside the article, in text order.
    """
    pictures: list[tuple[Span, Reference]] = []
    for segment in article.segments:
        if segment.kind is SegmentKind.CAPTION:
            day = _picture_day(text, within(expressions, segment.span))
            if day:
                pictures.append((segment.span, day))
    out = []
    for expression in expressions:
        reference = next((day for span, day in pictures if span.covers(expression.span)), article.reference)
        out.append(timex.resolve(expression, reference, text))
    return out


def _picture_day(text: str, inside: Sequence[Expression]) -> Reference | None:
    """The one whole day that a caption names, on which its "Sunday" and "now" hang."""
    days = {}
    for expression in inside:
        printed = day_of(text, expression, "caption")
        if printed and printed.date:
            days[printed.date] = printed.span
    if len(days) != 1:
        return None
    ((date, span),) = days.items()
    return Reference(date, Grain.DAY, "caption", span.of(text), span)


def _known(reference: Reference | None, printed: Printed | None) -> Guess | None:
    """A date that needs no inference, as a guess for the neighbours' sake."""
    if reference:
        return Guess(reference.date, reference.grain, 3, reference.evidence or reference.basis, reference.evidence_span)
    if printed and printed.date:
        return Guess(printed.date, Grain.DAY, 3, printed.basis, printed.span)
    return None


def _reference(text: str, printed: Printed | None, guesses: Sequence[Guess | None], index: int, company: _Company) -> Reference | None:
    if printed and printed.date:
        return Reference(printed.date, Grain.DAY, printed.basis, printed.span.of(text), printed.span)
    found = guesses[index]
    if found is None or found.strength < 3:
        found = _with_neighbours(found, guesses, index, company)
    if printed:
        return _completed(text, printed, found)
    # a bare lower bound is no date
    if found is None or found.strength < 2:
        return None
    evidence = f"{found.evidence}: {found.span.of(text)!r}" if found.span else found.evidence
    return Reference(found.date, found.grain, "caption" if found.from_caption else "inferred", evidence, found.span)


def _with_neighbours(found: Guess | None, guesses: Sequence[Guess | None], index: int, company: _Company) -> Guess | None:
    """The guess helped out by the other articles of the file, whose year it may share.

    The article must be of their company, and the sure ones must agree: all of the file, or the nearest before and after.
    """
    before = next((g for g in reversed(guesses[:index]) if g and g.strength >= 3), None)
    after = next((g for g in guesses[index + 1 :] if g and g.strength >= 3), None)
    near = [g for g in (before, after) if g]
    sure = [g.date.year for number, g in enumerate(guesses) if g and g.strength >= 3 and number != index]
    agree = len(set(sure)) == 1 or len(near) > 1
    if not near or len({g.date.year for g in near}) > 1 or not agree or not company.holds(index):
        return found
    year = near[0].date.year
    if found is None:
        return Guess(near[0].date, Grain.YEAR, 2, _NEIGHBOURS, None)
    if not found.allows(year):
        return found
    if found.date.year == year:
        return found if found.strength else dataclasses.replace(found, strength=2)
    date = found.in_year(year) or near[0].date
    return Guess(date, Grain.MONTH if found.bare[0] else Grain.YEAR, 2, _NEIGHBOURS, None)


class _Company:
    """Which articles of a file belong together: those of one listing page, and those that speak of the same world.

    A file put together from anywhere says nothing about when its parts were written.
    """

    def __init__(self, text: str, articles: Sequence[Article]) -> None:
        self._text = text
        self._articles = articles

    @cached_property
    def _names(self) -> list[set[str]]:
        return [set(_RE_NAME.findall(article.span.of(self._text))) for article in self._articles]

    @cached_property
    def _articles_with(self) -> Counter[str]:
        return Counter(name for names in self._names for name in names)

    def holds(self, index: int) -> bool:
        """Whether the article is of the others' company."""
        head = self._articles[index].segments[:HEAD]
        if any(segment.kind is SegmentKind.FURNITURE and layout.is_age(segment.span.of(self._text)) for segment in head):
            return True
        names = self._names[index]
        return sum(1 for name in names if self._articles_with[name] > 1) >= _SAME_WORLD * max(1, len(names))


def _completed(text: str, printed: Printed, found: Guess | None) -> Reference | None:
    """A printed day without its year: the year is the one found elsewhere; where a weekday is named, one in which it fits."""
    if found is None or found.strength < 1:
        return None
    years = [found.date.year]
    if printed.weekday is not None:
        # the text says "on Sunday" of the printed day: the year must agree, the found one or a neighbour of it
        years = [
            y for y in (found.date.year, found.date.year + 1, found.date.year - 1) if _day(y, printed.month, printed.day, printed.weekday)
        ] or years
    date = _day(years[0], printed.month, printed.day)
    if date is None:
        return None
    return Reference(date, Grain.DAY, printed.basis, f"{printed.span.of(text)}; the year: {found.evidence}", printed.span)


def _day(year: int, month: int, day: int, weekday: int | None = None) -> dt.date | None:
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return date if weekday is None or date.weekday() == weekday else None
