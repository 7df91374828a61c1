"""Dates that name their place on the calendar: days, months, quarters, seasons, years, decades, centuries, clock times."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from factdb.timex.context import alternation
from factdb.timex.rule import Built, Found, Node, Rule
from factdb.timex.scan import Item
from factdb.values import TimexType

_DATE, _TIME = TimexType.DATE, TimexType.TIME

# a year that finishes a month, a quarter or a half: ", 2013", "of last year", "this year"; group `yr`
YEAR: Final = r"""(?P<yr> <fiscal>?<year4> | <w_the>?(?:<last>|<next>|<this>|<previous>|<following>|<that>)<fiscal>?<year> | <w_the><fiscal>?<year> )"""
# a comma only before digits: "May, the year" is no date
OF_YEAR: Final = rf"(?: (?:[,.]{{1,2}}(?=<fiscal>?<year4>)|\.?)(?:<w_of>|<w_in>)?{YEAR} )"
_WEEKDAY: Final = r"(?:(?P<weekday><weekday>)(?:\.?,|\.)?<w_the>?)?"


def year_node(items: list[Item]) -> Node | None:
    """The year of a `YEAR` group; None when there is none."""
    if not items:
        return None
    for item in items:
        if isinstance(item.value, int) and item.value >= 1000:  # 2013, FY2013
            return ("year", item.value)
    return deictic(items)


def deictic(items: list[Item]) -> Node | None:
    """("shift" | "anaphor", unit, n) of "last year", "the following month"; the unit is the last item's value."""
    unit = items[-1].value
    for item in items:
        word = item.word
        if word in ("that", "same", "those"):
            return ("anaphor", unit, 0)
        if word in ("previous", "preceding", "prior", "following", "subsequent"):
            return ("anaphor", unit, item.value)
        if isinstance(item.value, int) and item is not items[-1]:
            return ("shift", unit, item.value)
    return ("shift", unit, 0)


def _full(found: Found) -> Built:
    day, month = found.value("day"), found.value("month")
    if not 1 <= day <= 31 or (found.has("yr") and RE_SENTENCE.search(found.text, found.start, found.end)):
        return None
    node: Node = ("day", month, day, year_node(found.items("yr")))
    if day > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return None
    return node, _DATE


# a sentence ends between: "is due in July. Last year it"
RE_SENTENCE: Final = re.compile(r"\.[ ]+[A-Z][a-z]")


def _month(found: Found) -> Built:
    if RE_SENTENCE.search(found.text, found.start, found.end):
        return None
    return ("month", found.value("month"), year_node(found.items("yr"))), _DATE


def _month_deictic(found: Found) -> Built:
    return ("near_month", found.value("month"), found.value("which")), _DATE


def _ymd(year: int, month: int, day: int) -> Built:
    try:
        return ("date", dt.date(year, month, day)), _DATE
    except ValueError:
        return None


def _iso(found: Found) -> Built:
    return _ymd(found.value("y"), found.value("m"), found.value("d"))


def _numeric(found: Found) -> Built:
    """03/22/2013 is the American order, unless the first number is no month; with dots or dashes the day comes first."""
    a, b, y = found.value("a"), found.value("b"), found.value("y")
    if a > 12 or (found.word("mark") != "/" and b <= 12):
        a, b = b, a
    return _ymd(y, a, b)


def _spelled(found: Found) -> Built:
    return ("spelled", found.word("spelled")), _DATE


def _digits8(found: Found) -> Built:
    word = found.word("digits")
    return _ymd(int(word[:4]), int(word[4:6]), int(word[6:]))


def _year(found: Found) -> Built:
    return ("year", found.value("y")), _DATE


def _ordinal(found: Found, group: str) -> int:
    return 2 if found.word(group) == "second" else int(found.value(group))


def _quarter(found: Found) -> Built:
    number = found.value("code") if found.has("code") else _ordinal(found, "ord")
    if found.word("ord") == "last" and not found.has("yr"):
        return None  # "last quarter" is told from today
    if number == -1:
        number = 4
    if any(i.word in ("academic", "school") for i in found.items("yr")):
        return None
    return (("quarter", number, year_node(found.items("yr"))), _DATE) if 1 <= number <= 4 else None


def _half(found: Found) -> Built:
    if found.has("code"):
        number = found.value("code")
    else:
        number = {"latter": 2, "last": 2, "final": 2}.get(found.word("ord")) or _ordinal(found, "ord")
    return (("half", number, year_node(found.items("yr"))), _DATE) if 1 <= number <= 2 else None


# what a business reports of a half year; what a match has halves of is not that
_RE_ACCOUNTS: Final = re.compile(rf"[%$\u20ac\u00a3]|\b(?:{alternation('accounts')})\b", re.VERBOSE | re.IGNORECASE)
_RE_MATCH: Final = re.compile(rf"\b(?:{alternation('match')})\b", re.VERBOSE | re.IGNORECASE)


def _half_alone(found: Found) -> Built:
    """Such as "in the first half", "first-half profit": of the year, where accounts are told."""
    around = found.text[max(0, found.start - 100) : found.end + 100]
    number = _ordinal(found, "ord" if found.has("ord") else "ord2")
    if (
        not 1 <= number <= 2
        or found.text.startswith((" of ", " century"), found.end)
        or _RE_MATCH.search(around)
        or not _RE_ACCOUNTS.search(around)
    ):
        return None
    return ("half", number, None), _DATE


def _season(found: Found) -> Built:
    year = year_node(found.items("yr"))
    if (
        found.word("season") in ("fall", "spring")
        and found.word("joint") in ("in", "of")
        and (found.word("joint") == "in" or not found.has("the"))
    ):
        return None  # "a fall in 2009"
    if year is None and found.has("which"):
        return ("near_season", found.value("season"), found.value("which")), _DATE
    return ("season", found.value("season"), year), _DATE


def _decade(found: Found) -> Built:
    word = found.word("decade")
    digits = int(word[:-1])
    if len(word) < 5 and not (found.has("the") or found.has("mark") or found.has("mark2")):
        return None  # "in her 20s"
    if len(word) < 5:
        digits += 1900 if digits >= 30 else 2000
    if digits % 100 == 0 and digits != 2000:  # "the 1900s" are a century
        return ("century", digits // 100 + 1), _DATE
    return ("decade", digits), _DATE


def _month_quarter(found: Found) -> Built:
    """Such as "the June quarter": the one that ends in June."""
    number, rest = divmod(found.value("month"), 3)
    return (("quarter", number, year_node(found.items("yr"))), _DATE) if rest == 0 else None


def _century(found: Found) -> Built:
    number = _ordinal(found, "ord")
    if found.has("tens"):
        number += 20
    return (("century", number), _DATE) if 1 <= number <= 30 else None


def _holiday(found: Found) -> Built:
    year = year_node(found.items("yr"))
    if found.has("new"):
        return ("holiday", "12-31" if (found.word("kind") or found.word("kind2") or found.word("kind3")) == "eve" else "01-01", year), _DATE
    if found.has("good"):
        return (
            (("holiday", "good_friday", year), _DATE)
            if (found.word("kind") or found.word("kind2") or found.word("kind3")) == "friday"
            else None
        )
    key = found.value("holiday") or found.value("holiday2")
    if key == "easter" and found.word("kind") == "monday":
        key = "easter_monday"
    if (found.word("kind") or found.word("kind2") or found.word("kind3")) == "eve":
        return (("holiday", "12-24", year), _DATE) if key == "12-25" else None
    return ("holiday", key, year), _DATE


def _bare_season(found: Found) -> Built:
    if found.word("season") in ("fall", "spring") and (
        not found.has("the") or found.text.startswith((" in ", " from ", " to "), found.end)
    ):
        return None  # "in fall" may be a verb or a noun, "the fall in prices" is one
    return ("season", found.value("season"), None), _DATE


def _year_end(found: Found) -> Built:
    return ("part", "END", ("shift", found.value("unit"), 0), True), _DATE


def _mid_year(found: Found) -> Built:
    return ("part", "MID", ("shift", found.value("unit"), 0), False), _DATE


def _bare_month(found: Found) -> Built:
    return ("month", found.value("month"), None), _DATE


RULES: Final = (
    # 2013-03-22, 2013/3/22
    Rule("iso", r"(?P<y><year4>)(?P<mark>[-/])(?P<m><small>)[-/](?P<d><small>)(?![-/])", _iso),
    # 03/22/2013, 22-03-2013
    Rule("numeric", r"(?P<a><small>)(?P<mark>[-/])(?P<b><small>)[-/](?P<y><year4>)", _numeric),
    # 22.03.2013
    Rule("spelled", r"(?P<spelled><dotted>)", _spelled),
    # Friday, 22 March 2013; the 22nd of March
    Rule(
        "day_month",
        rf"{_WEEKDAY}<w_the>?(?P<day><small>|<ordinal>)<day>?<w_of>?-?(?P<month><month>)(?:-(?P<y2><year4>))?{OF_YEAR}?(?!<dash>?<small>)",
        _full,
    ),
    # Friday, March 22, 2013; March 22nd
    Rule("month_day", rf"{_WEEKDAY}(?P<month><month>)\.?<w_the>?(?P<day><small>|<ordinal>)(?![:<number_word>]){OF_YEAR}?", _full),
    # October 13. In 2015: two sentences
    Rule("month_day", rf"{_WEEKDAY}(?P<month><month>)\.?<w_the>?(?P<day><small>|<ordinal>)(?![:<number_word>])", _full),
    # the June quarter
    Rule("month_quarter", rf"(?<!-)<w_the>?(?P<month><month>)-?<quarter>{OF_YEAR}?", _month_quarter),
    # May 2018, May last year, November of this year
    Rule("month_year", rf"(?P<month><month>)(?:-(?=<year4>)|(?=.)){OF_YEAR}", _month),
    # last October, this June
    Rule("month_deictic", r"(?P<which><last>|<past_adjective>|<next>|<this>)(?P<month><month>)", _month_deictic),
    # the second quarter of 2014, Q2 2014, 2014 Q2, first-quarter
    Rule(
        "quarter", rf"(?:<w_the>?(?P<ord><ord>|<last>)-?<fiscal>?<quarter>|(?P<code><quarter_code>))(?:<w_of>?{YEAR})?(?:'<w_s>)?", _quarter
    ),
    Rule("year_quarter", r"(?P<yr><year4>)-?(?P<code><quarter_code>)", _quarter),
    # the first half of last year, H1 2024
    Rule("half", rf"(?:<w_the>?(?P<ord><ord>|<late>|<last>)-?<w_half>|(?P<code><half_code>))(?:<w_of>|<w_in>)?{YEAR}", _half),
    # in the first half, first-half
    Rule("half_alone", r"(?:(?<=<w_in>)<w_the>(?P<ord><ord>)<w_half>|(?<!<w_the>)(?P<ord2><ord>)-<w_half>)", _half_alone),
    # the summer of 2013, spring 2014, last summer, this winter
    Rule("season_year", rf"(?P<the><w_the>)?(?P<season><season>)(?P<joint><w_of>|<w_in>)?,?{YEAR}", _season),
    Rule("season_deictic", r"<w_the>?(?P<which><last>|<past_adjective>|<next>|<this>)(?P<season><season>)", _season),
    # the 1990s, the '90s
    Rule("decade", r"(?:(?P<the><w_the>)|(?P<mark>(?<=<w_and>)))?(?P<mark2>'|-')?(?P<decade><decade>)", _decade),
    # the 21st century, the mid-twentieth century
    Rule("century", r"<w_the>?(?P<tens><number_word>-)?(?P<ord><ord>)-?<century>", _century),
    # Christmas 2012, New Year's Eve, Good Friday, Labor Day
    Rule(
        "holiday",
        rf"(?:(?P<holiday><holiday>)(?P<kind><w_eve>|<day>|<weekday>)?|(?P<new><w_new>)<year>'?<w_s>?(?P<kind2><w_eve>|<day>)|(?P<good><w_good>)(?P<kind3><weekday>)|(?P<holiday2><holiday_day>)(?:'<w_s>)?<day>){OF_YEAR}?",
        _holiday,
    ),
    # at year-end, by mid-year
    Rule("year_end", r"(?P<unit><year>|<month_>|<quarter>|<week>)-?<late>", _year_end),
    Rule("mid_year", r"<middle>-?(?P<unit><year>|<month_>|<quarter>|<week>|<tenyear>)", _mid_year),
    Rule("digits8", r"(?P<digits><digits8>)", _digits8),
)
# a month or a year alone: tried after everything longer
BARE: Final = (
    Rule("season", r"(?:(?<=<w_in>)|(?<=<w_over>)|(?<=<relation>)|(?<=<w_of>))(?P<the><w_the>)?(?P<season><season>)", _bare_season),
    Rule("month", r"(?P<month><month>)", _bare_month),
    Rule("year", r"(?:<w_the>?(?:<fiscal><year>?|<year>)-?)?(?P<y><year4>)(?:-?<fiscal><year>)?", _year),
)
