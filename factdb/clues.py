"""What an article's text tells about when it was written: the date that its page prints, and the dated facts of its sentences."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from factdb import timex
from factdb.dating import Clues, Fact
from factdb.lexicon import table
from factdb.text import layout
from factdb.text import printed as lines
from factdb.timex import Expression
from factdb.timex.context import RE_PAST, tense_beside
from factdb.values import Article, Grain, Reference, Relation, Segment, SegmentKind, Span, Timex, TimexType


def pattern(entry: str) -> str:
    """The words of an entry of lexicon/dating.toml as a pattern, longest first."""
    found = sorted(table("dating")[entry]["words"], key=lambda word: (-len(word), word))
    return rf"\b(?:{'|'.join(re.escape(word) for word in found)})\b"


# how many segments from the top a printed date may stand
HEAD: Final = 10
# a signed speech prints its place and day somewhere in its first lines
_SPEECH_HEAD: Final = 900
_RE_PLACE_BEFORE: Final = re.compile(r"[A-Z][\w'-]+,[ ]$")
_RE_CLAUSE_BEFORE: Final = re.compile(r"(?:\bthat|\bas|[,;:\u2014])[ ]+$")
_TODAY: Final = 9  # code points of "today" with what may stand behind it
_RE_TODAY: Final = re.compile(r"\b[Tt]oday[ ,(]{1,3}$")
_RE_OTHER_YEAR: Final = re.compile(pattern("relative_year"), re.IGNORECASE)
_RE_HOLDS: Final = re.compile(rf"[ ]{pattern('holds')}")
_RE_FIGURE: Final = re.compile(
    r"[$\u20ac\u00a3\u00a5%]|[0-9][0-9,.]*[ ](?:percent|per[ ]cent|million|billion|trillion|thousand)|(?<![0-9-])[0-9]{1,3}(?:,[0-9]{3})+|[0-9]\.[0-9]"
)
_RE_PERFECT: Final = re.compile(r"\b(?:has|have|had|'ve|'s)\b")
_RE_HAD: Final = re.compile(r"\bhad\b")
_RE_COMPARED: Final = re.compile(pattern("compared"))
_RE_AHEAD: Final = re.compile(pattern("ahead"))
_RE_OPEN: Final = re.compile(pattern("open"))
# the line goes on behind its dateline
_RE_RUN_IN: Final = re.compile(r"[ ]*[^\s]")
_RE_BARE: Final = re.compile(r"XXXX-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?")
_RE_DURATION: Final = re.compile(r"P(?:(?P<years>[0-9.]+)Y)?(?:(?P<months>[0-9.]+)M)?(?:(?P<weeks>[0-9.]+)W)?(?:(?P<days>[0-9.]+)D)?$")


class Printed(NamedTuple):
    """A date that the page prints for the article: whole, or month and day without a year."""

    basis: str
    span: Span
    date: dt.date | None
    month: int = 0
    day: int = 0
    weekday: int | None = None


def printed_date(text: str, article: Article, inside: Sequence[Expression]) -> Printed | None:
    """The date printed for the article: datelines before bylines, whole dates before bare ones."""
    found: list[Printed] = []
    for segment in article.segments[:HEAD]:
        line = segment.span.of(text)
        if segment.kind is SegmentKind.DATELINE:
            basis = "dateline" if _RE_RUN_IN.match(text, segment.span.end) else "byline"
        elif segment.kind is SegmentKind.FURNITURE and layout.is_age(line):
            basis = "byline"
        else:
            continue
        date = _on_line(line, segment.span, basis)
        if date:
            found.append(date)
    if article.speaker:
        found += _place_and_day(text, article, inside)
    if not found:
        return None
    best = min(found, key=lambda p: (p.date is None, p.basis != "dateline", p.span.start))
    return best if best.date else best._replace(weekday=_weekday_of(text, article, best, inside))


def _on_line(line: str, span: Span, basis: str) -> Printed | None:
    """The date that a line prints, also where a word or the hour is stuck to it ("time18-06-2025", "2025-06-18T10:00")."""
    stamp = layout.RE_STAMP.match(line)
    low, high = stamp.span("date") if stamp else (0, 0)
    if not stamp:
        date = lines.RE_DATE.search(line)
        if not date:
            return None
        low, high = date.span()
    figures = line[low:high]
    for expression in timex.find(figures):
        found = day_of(figures, expression, basis)
        if found:
            return found._replace(span=Span(span.start + low, span.start + high))
    return None


def day_of(text: str, expression: Expression, basis: str) -> Printed | None:
    """The day that an expression names, without its year where it names none; None for anything but a day."""
    if expression.type not in (TimexType.DATE, TimexType.TIME):
        return None
    plain = _plain(expression, text)
    if plain.start and plain.start == plain.end and plain.grain in (Grain.DAY, Grain.TIME):
        return Printed(basis, expression.span, plain.start)
    bare = _RE_BARE.match(plain.value)
    if bare and bare["day"]:
        return Printed(basis, expression.span, None, int(bare["month"]), int(bare["day"]))
    return None


def _place_and_day(text: str, article: Article, inside: Sequence[Expression]) -> list[Printed]:
    """The day at the head of a speech, as in "Lima, March 3, 2019"."""
    captions = [segment.span for segment in article.segments if segment.kind is SegmentKind.CAPTION]
    for expression in within(inside, Span(article.span.start, article.span.start + _SPEECH_HEAD)):
        if any(caption.covers(expression.span) for caption in captions):
            continue
        if _RE_PLACE_BEFORE.search(text, max(0, expression.span.start - 30), expression.span.start):
            printed = day_of(text, expression, "dateline")
            if printed and printed.date:
                return [printed]
    return []


def _weekday_of(text: str, article: Article, printed: Printed, inside: Sequence[Expression]) -> int | None:
    """The weekday that the first sentences name for their news, in the past: the day of a dateline. None where they name none or two."""
    body = next((s for s in article.segments if s.span.start >= printed.span.end and s.sentences and s.kind is SegmentKind.PARAGRAPH), None)
    if body is None:
        return None
    names = {e.span.of(text).lower() for e in within(inside, Span(body.span.start, body.sentences[0].end)) if e.rule == "weekday"}
    if len(names) != 1:
        return None
    return _probe_weekday(names.pop())


def _probe_weekday(name: str) -> int | None:
    # the lexicon of the time stage knows the names: the day that "on NAME" has against a fixed one
    probe = f"It opened on {name.title()}."
    for expression in timex.find(probe):
        read = timex.resolve(expression, Reference(dt.date(2024, 1, 10)), probe)
        if read.start:
            return read.start.weekday()
    return None


def _plain(expression: Expression, text: str) -> Timex:
    """The expression's own interval, without the relation and without any reference."""
    alone = expression if expression.relation is Relation.IN else dataclasses.replace(expression, relation=Relation.IN)
    return timex.resolve(alone, None, text)


def within(inside: Sequence[Expression], span: Span) -> Sequence[Expression]:
    """Those of `inside` (text order) that start in the span."""
    low = bisect_left(inside, span.start, key=lambda e: e.span.start)
    high = bisect_left(inside, span.end, lo=low, key=lambda e: e.span.start)
    return inside[low:high]


def clues(text: str, article: Article, inside: Sequence[Expression]) -> Clues:
    """The dated facts of an article's sentences."""
    found = Clues()
    place = 0
    for segment in article.segments:
        if segment.kind in (SegmentKind.FURNITURE, SegmentKind.DATELINE) or segment.duplicate_of is not None:
            continue
        expressions = within(inside, segment.span)
        place += len(segment.sentences)
        if not expressions:
            continue
        for number, sentence in enumerate(segment.sentences):
            own = within(expressions, sentence)
            if own:
                _of_sentence(text, segment, sentence, own, place - len(segment.sentences) + number, found)
    return found


def _of_sentence(text: str, segment: Segment, sentence: Span, own: Sequence[Expression], place: int, clues: Clues) -> None:
    plain = [(expression, _plain(expression, text)) for expression in own]
    lasting = _lasting(text, sentence, plain)
    if lasting:
        clues.now.append(Fact(lasting, lasting, Grain.MONTH, "has lasted since then", sentence, place))
    figures: bool | None = None
    compared = False
    for expression, read in plain:
        if expression.type not in (TimexType.DATE, TimexType.TIME) or read.comparison:
            continue
        caption = segment.kind is SegmentKind.CAPTION
        tense = -1 if caption or _is_titled(segment, read) else _tense(text, sentence, expression.span)
        span = expression.span
        if read.start and read.end and read.grain:
            if read.grain in (Grain.DECADE, Grain.CENTURY) or not 1900 <= read.start.year <= 2200:
                continue
            if _RE_TODAY.search(text, max(sentence.start, span.start - _TODAY), span.start) and read.start == read.end:
                clues.now.append(Fact(read.start, read.end, read.grain, "the day called today", span, place))
                continue
            if read.grain is Grain.YEAR and read.start.year == read.end.year and not caption:
                if _RE_HOLDS.match(text, span.end) and _opens_clause(text, sentence, span):
                    clues.now.append(Fact(read.start, read.end, Grain.YEAR, "the current year named", span, place))
                    continue
                if tense < 0 and figures is None:
                    figures = _RE_FIGURE.search(text, *sentence) is not None
                    compared = _RE_COMPARED.search(text, *sentence) is not None
            grain = Grain.YEAR if read.mod and read.value[4:5] in ("", "-") and len(read.value) == 4 else read.grain
            fact = Fact(read.start, read.end, grain, "latest past date named", span, place, caption=caption, compared=compared)
            if tense < 0 and (expression.relation is not Relation.BY or _RE_HAD.search(text, *sentence)):
                (clues.yearly if figures and read.grain is Grain.YEAR else clues.past).append(fact)
            elif tense > 0:
                clues.future.append(fact)
            continue
        if not caption and not _RE_OTHER_YEAR.search(text, *span):
            month, day = _month_and_day(text, expression, read)
            if month:
                clues.bare.append((month, day, tense, span, place))


def _month_and_day(text: str, expression: Expression, read: Timex) -> tuple[int, int]:
    """Those of a date without a year, the day 0 where only the month is named; (0, 0) for anything else."""
    bare = _RE_BARE.match(read.value)
    if bare:
        month = int(bare["month"])
        return (month, int(bare["day"] or 0)) if 1 <= month <= 12 else (0, 0)
    if expression.rule == "month_days":
        probe = timex.resolve(dataclasses.replace(expression, relation=Relation.IN), Reference(dt.date(2023, 12, 31)), text)
        if probe.start:
            return probe.start.month, probe.start.day
    return 0, 0


def _tense(text: str, sentence: Span, span: Span) -> int:
    """-1 past, 1 coming, 0 not told; more careful than for resolving one date, as a whole article hangs on it."""
    tense = tense_beside(text, *span)
    if tense < 0 and _RE_OPEN.search(text, max(sentence.start, span.start - 100), span.start):
        return 0
    if tense > 0 and not _RE_AHEAD.search(text, max(sentence.start, span.start - 120), min(sentence.end, span.end + 60)):
        return 0
    return -1 if tense == 0 and _is_told(text, sentence) else tense


@lru_cache(maxsize=1)
def _is_told(text: str, sentence: Span) -> bool:
    """Whether a whole sentence looks back; asked of each date of the same sentence."""
    return bool(RE_PAST.search(text, *sentence) and not _RE_AHEAD.search(text, *sentence) and not _RE_OPEN.search(text, *sentence))


def _opens_clause(text: str, sentence: Span, span: Span) -> bool:
    return span.start <= sentence.start + 1 or _RE_CLAUSE_BEFORE.search(text, sentence.start, span.start) is not None


def _is_titled(segment: Segment, read: Timex) -> bool:
    """Whether a period stands in a title: "Retail sales, June 2014" reports a month that is over."""
    return segment.kind is SegmentKind.TITLE and read.grain in (Grain.DAY, Grain.MONTH, Grain.QUARTER)


def _lasting(text: str, sentence: Span, plain: Iterable[tuple[Expression, Timex]]) -> dt.date | None:
    """The day that "has run for three years since it opened in May 2019" tells: now is May 2022."""
    since = duration = None
    for expression, read in plain:
        if expression.relation is Relation.SINCE and read.start and read.grain in (Grain.DAY, Grain.MONTH):
            since = read.start
        elif expression.type is TimexType.DURATION and expression.full.of(text).lower().startswith("for "):
            duration = _RE_DURATION.match(read.value)
    if since is None or duration is None or not _RE_PERFECT.search(text, *sentence):
        return None
    months = float(duration["years"] or 0) * 12 + float(duration["months"] or 0)
    days = float(duration["weeks"] or 0) * 7 + float(duration["days"] or 0)
    years, month = divmod(since.year * 12 + since.month - 1 + round(months), 12)
    if not 1900 <= years <= 2200:
        return None
    return dt.date(years, month + 1, min(since.day, 28)) + dt.timedelta(days=round(days))
