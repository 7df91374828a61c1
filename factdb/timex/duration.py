"""Durations ("three weeks", "a five-year plan"), sets ("every day", "annually") and times of day ("Friday night", "8 p.m.")."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from factdb.timex.absolute import OF_YEAR
from factdb.timex.context import alternation
from factdb.timex.rule import AMOUNT, Built, Found, Rule, amount
from factdb.values import TimexType

_TIME, _DURATION, _SET = TimexType.TIME, TimexType.DURATION, TimexType.SET

# what stands before "a year" that makes it a rate: an amount, a unit, "times", "once"
RE_RATE_BEFORE: Final = re.compile(
    rf"(?:[0-9%)]|\b(?:{alternation('rate_before')}|(?!(?:{alternation('lasts')})\b)[a-z]{{2,20}}s))[ ]\Z", re.VERBOSE | re.IGNORECASE
)

RE_AGED: Final = re.compile(r"\bage[sd]?(?:[ ][0-9]{1,2}[ ](?:to|and))?[ ]\Z")
# what stands beside bare "years", "hours" that makes them a time and no "opening hours"
RE_BARE_BEFORE: Final = re.compile(
    rf"(?:\A|[.!?:;,\n(\u201c\u2014\x22][ ]?|\b(?:{alternation('length_before')})[ ])\Z", re.VERBOSE | re.IGNORECASE
)
RE_BARE_AFTER: Final = re.compile(rf"-?[ ]?(?:{alternation('length_after')})\b", re.VERBOSE)
# what may follow "a second" when it is a length of time
RE_SECOND_ENDS: Final = re.compile(r"[.,;:)!?\n]|[ ]*\Z|[ ](?:later|ago|earlier|of|to|before|after|in|or|and|on|at|for)\b")
RE_LONG: Final = re.compile(r"-long\b")
RE_OF: Final = re.compile(r"[ ]of\b")
RE_OLD: Final = re.compile(r"-olds?\b|[ ]olds?\b")


def _duration(found: Found) -> Built:
    number = amount(found.items("amount")) if found.has("amount") else None
    unit = found.value("unit")
    words = [i.word for i in found.run.items[found.match.start() : found.match.end()]]
    if words[0] == "the" and "-" in words:
        return None  # read again behind it: "the 15-year rate" is of fifteen years
    if RE_OLD.match(found.text, found.end) or RE_AGED.search(found.text[max(0, found.start - 12) : found.start]):
        return None  # an age
    if (
        len(found.items("amount")) == 1
        and found.word("amount").isdigit()
        and len(found.word("amount")) == 4
        and not found.word("unit").endswith("s")
    ):
        return None  # "World Cup 2018 day five"
    if found.has("extra"):
        number = (number or Decimal(1)) + (amount(found.items("extra")) or Decimal(0))
    if (
        found.word("amount") in ("a", "an", "per")
        and len(found.items("amount")) == 1
        and RE_RATE_BEFORE.search(found.text[max(0, found.start - 24) : found.start])
    ):
        return ("set", Decimal(1), unit, None), _SET
    if (
        found.word("amount") in ("a", "an")
        and len(found.items("amount")) == 1
        and (found.word("unit").endswith("s") or RE_LONG.match(found.text, found.end))
    ):
        return None  # "a months-long siege", "a month-long one"
    if found.word("unit") == "second" and not RE_SECOND_ENDS.match(found.text, found.end):
        return None  # "a second term"
    if unit == "Q" and RE_OF.match(found.text, found.end):
        return None  # "three quarters of the voters"
    if unit == "Q" and (number is None or number < 1 or found.word("amount") in ("a", "one")):
        return None  # a fraction: "three and a quarter"
    return ("duration", number, unit), _DURATION


def _quarter_century(_: Found) -> Built:
    return ("duration", Decimal(25), "Y"), _DURATION


def _length_word(found: Found) -> Built:
    return ("length", found.value("word")), _DURATION


def _unit_long(found: Found) -> Built:
    return (("duration", Decimal(1), found.value("unit")), _DURATION) if found.word("long") == "long" else None


def _plural(found: Found) -> Built:
    if not RE_BARE_AFTER.match(found.text, found.end) and not RE_BARE_BEFORE.search(found.text[max(0, found.start - 12) : found.start]):
        return None
    return ("duration", None, found.value("unit")), _DURATION


def _every(found: Found) -> Built:
    if found.word("unit") == "second" and not RE_SECOND_ENDS.match(found.text, found.end):
        return None
    number = (
        Decimal(2) if found.word("step") in ("other", "second") else amount(found.items("amount")) if found.has("amount") else Decimal(1)
    )
    return ("set", number, found.value("unit"), found.value("every")), _SET


def _every_weekday(found: Found) -> Built:
    return ("set_weekday", found.value("weekday")), _SET


def _set_word(found: Found) -> Built:
    return ("set_value", found.value("word")), _SET


_CLOCK: Final = r"""(?:
    (?P<hour><small>|<number_word>)(?:[:.](?P<minute><small>)(?::(?P<sec><small>))?)?(?:(?P<half>(?:<w_a>\.?|<w_p>\.?)<w_m>|<w_am>|<w_pm>)|<w_o>'<w_clock>)
  | (?P<hour12><small>):(?P<tail><clock>)
  | (?P<glued><clock>) | (?P<dec><decimal>)(?P<half2>(?:<w_a>\.?|<w_p>\.?)<w_m>|<w_am>|<w_pm>)
  | (?P<hour24><small>):(?P<minute24><small>)(?!:|<small>)
  | (?P<mil><year4>|<number>)(?=<w_zone>)
  | (?P<point><clock_point>)
)\.?(?:<w_local><w_time>|<w_zone>)?"""
_DAY: Final = r"(?:(?P<weekday><weekday>)|(?P<day_word><day_word>))"
_DAY_OR_DATE: Final = rf"(?:(?P<weekday><weekday>)(?!,?<month>)|(?P<day_word><day_word>)|(?:(?P<wd><weekday>),?)?(?P<month><month>)\.?(?P<day><small>|<ordinal>){OF_YEAR}?|(?:(?P<wd2><weekday>),?)?(?P<day2><small>|<ordinal>)(?P<month2><month>)(?:,?(?P<y2><year4>))?)"


def day_node(found: Found) -> tuple[object, ...]:
    """The day a time of day belongs to: the date beside it, else the day of writing."""
    from factdb.timex.absolute import year_node

    if found.has("month"):
        return ("day", found.value("month"), found.value("day"), year_node(found.items("yr")))
    if found.has("month2"):
        year = found.value("y2")
        return ("day", found.value("month2"), found.value("day2"), ("year", year) if year else None)
    if found.has("weekday"):
        return ("weekday", found.value("weekday"), found.value("way"))
    if found.has("day_word"):
        return ("shift", "D", found.value("day_word"))
    return ("this_day",)


def _clock(found: Found) -> Built:
    if found.has("point"):
        return ("tod", found.value("point"), day_node(found)), _TIME
    minute = found.value("minute")
    if found.has("mil"):
        word = found.word("mil")
        if len(word) != 4 or not word.isdigit() or int(word[:2]) > 24 or int(word[2:]) > 59:
            return None
        return ("tod", f"T{word[:2]}:{word[2:]}", day_node(found)), _TIME
    if found.has("hour12"):  # 11:50am
        tail = found.word("tail")
        hour, minute, afternoon = found.value("hour12"), int(tail[:-2]) if tail[:-2].isdigit() else 99, tail.endswith("pm")
    elif found.has("glued"):
        digits = found.word("glued")[:-2].replace(".", "")
        hour, minute, afternoon = (
            (int(digits[:-2]), int(digits[-2:]), found.word("glued").endswith("pm"))
            if len(digits) > 2
            else (int(digits), None, found.word("glued").endswith("pm"))
        )
    elif found.has("dec"):
        whole, _, part = found.word("dec").partition(".")
        if len(part) != 2 or len(whole) > 2:
            return None
        hour, minute, afternoon = int(whole), int(part), found.word("half2").startswith("p")
    elif found.has("hour24"):
        hour, minute, afternoon = found.value("hour24"), found.value("minute24"), False
        if len(str(found.word("minute24"))) != 2:
            return None
    else:
        hour, afternoon = found.value("hour"), found.word("half").startswith("p")
    if hour > 24 or (minute or Decimal(0)) > 59:
        return None
    if afternoon and hour < 12:
        hour += 12
    elif not afternoon and hour == 12 and (any(map(found.has, ("half", "half2", "glued", "hour12")))):
        hour = 0
    return ("tod", f"T{hour:02d}:{minute or 0:02d}", day_node(found)), _TIME


def _part_of_day(found: Found) -> Built:
    code = "T" + found.value("part")
    word = found.word("which")
    if word in ("last", "past"):
        return ("tod", code, ("shift", "D", -1)), _TIME
    if word == "next":
        return ("tod", code, ("shift", "D", 1)), _TIME
    return ("tod", code, day_node(found)), _TIME


def _tonight(_: Found) -> Built:
    return ("tod", "TNI", ("this_day",)), _TIME


RULES: Final = (
    # 8 p.m. on Friday, 10:30 a.m. local time, noon Tuesday
    Rule("clock_day", rf"{_CLOCK},?(?:<w_on>)?{_DAY_OR_DATE}", _clock),
    Rule("day_clock", rf"{_DAY_OR_DATE},?(?:<w_at>)?{_CLOCK}", _clock),
    # Friday night, yesterday afternoon, March 3 evening
    Rule("day_part", rf"(?:<w_the>?(?P<way><last>|<next>|<this>|<following>))?{_DAY}(?P<part><part_of_day>)", _part_of_day),
    Rule("part_of_day_of", rf"<w_the>?(?P<part><part_of_day>)(?:<w_of>|<w_on>){_DAY_OR_DATE}", _part_of_day),
    # this morning, last night; the evening, in the morning
    Rule("part_deictic", r"(?P<which><this>|<last>|<that>|<next>)(?P<part><part_of_day>)", _part_of_day),
    Rule("part_bare", r"(?:(?<=<w_in>)|(?<=<w_at>)|(?<=<relation>))<w_the>?(?P<part><part_of_day>)", _part_of_day),
    Rule("tonight", r"<tonight>", _tonight),
    Rule("every_weekday", r"(?P<every><every>)(?P<weekday><weekday>)", _every_weekday),
    # every day, each year, per hour, every two years, every other week
    Rule("every", rf"(?P<every><every>)(?:{AMOUNT}|(?P<step><w_other>|<ord>))?<consecutive>?(?P<unit><units>|<unit>)", _every),
    Rule("set_word", r"(?P<word><set_word>)", _set_word),
    # a year and a half, five-year, three straight days, half a century, more than 30 years
    Rule(
        "duration",
        rf"(?:<w_the>)?{AMOUNT}<w_more>?(?:<dash>?<consecutive>)?<dash>?(?P<unit><units>|<unit>)(?:-?<w_and>-?(?P<extra><w_a>-?<w_half>))?",
        _duration,
    ),
    Rule("quarter_century", r"<w_a>?<quarter>(?:-|<w_of><w_a>)<century>", _quarter_century),
    # a yearlong strike, a month-long one
    Rule("length_word", r"(?P<word><length_word>)", _length_word),
    Rule("unit_long", r"(?P<unit><year>|<month_>|<week>|<day>|<hour>|<tenyear>|<century>)-(?P<long><consecutive>)", _unit_long),
    # for decades, months of talks
    Rule("plural", r"(?P<unit><years>|<month_s>|<weeks>|<days>|<tenyears>|<centurys>|<hours>|<minutes>)", _plural),
)
CLOCK: Final = (Rule("clock", rf"{_CLOCK}", _clock),)
