"""Dates told from another day: "last year", "this week", "two years ago", "Tuesday", "yesterday", "now"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from factdb.timex.absolute import YEAR, deictic, year_node
from factdb.timex.rule import AMOUNT, Built, Found, Rule, amount
from factdb.values import TimexType

_DATE, _TIME, _DURATION = TimexType.DATE, TimexType.TIME, TimexType.DURATION


# what may follow "two years on", so that it is not "two years on the road"
RE_STOP: Final = re.compile(r"[ ]?[,.;:)!?\u2014\"\n]|[ ]*\Z|[ ](?:and|from|since)\b")


_AHEAD: Final = frozenset(("in", "over", "within", "during", "for", "by", "through"))


def _deictic(found: Found) -> Built:
    if "latest" in [i.word for i in found.items("all")]:  # the latest month or quarter is the one that is over
        return ("shift", found.value("unit"), -1), _DATE
    node = deictic(found.items("all"))
    words = [i.word for i in found.items("all")]
    if node is not None and words[:2] == ["the", "next"]:  # of a story told, unless "in the next week"
        low = found.span("all")[0]
        if found.value("unit") == "D" or not (low and found.run.items[low - 1].word in _AHEAD):
            node = ("anaphor", *node[1:])
    return (node, _DATE) if node is not None else None


def _same_period(found: Found) -> Built:
    """("same", unit or None, years back or year node): the period named before, in another year."""
    unit = found.value("unit") if found.has("unit") else "D" if found.has("point") else None
    if found.has("yr"):
        return ("same", unit, year_node(found.items("yr"))), _DATE
    return ("same", unit, ("back", int(amount(found.items("amount2")) or 1) if found.has("amount2") else 1)), _DATE


def _the_unit(found: Found) -> Built:
    low = found.match.start()
    if found.value("unit") == "D" and not (low > 1 and found.run.items[low - 2].word in ("early", "late", "earlier", "later")):
        return None  # "earlier in the day", not "in the day"
    if found.value("unit") == "WE":
        return ("weekend",), _DATE
    if found.text.startswith(" since ", found.end):
        return ("window", Decimal(1), found.value("unit"), -1), _DURATION  # "in the year since it reopened"
    return ("the", found.value("unit")), _DATE


def _most_recent(found: Found) -> Built:
    return (("shift", found.value("unit"), -1), _DATE) if found.word("recent") == "recent" else None


def _again(found: Found) -> Built:
    if found.text.startswith((" a ", " an ", " one ", " last ", " of ", " in ", " the ", " two "), found.end):
        return None  # "the same period a year earlier"
    return ("again",), _DATE


def _latest_period(_: Found) -> Built:
    return ("latest_period",), _DATE


def _year_earlier(_: Found) -> Built:
    return ("same", None, ("back", 1)), _DATE


# what may follow "the past", "the future" as nouns
RE_NOUN_ENDS: Final = re.compile(
    r"[ ]?[,.;:)!?\u2014\"\n]|[ ]*\Z|[ ](?:and|or|to|by|but|with|is|was|were|has|have|had|as|when|who|that|which|will|would|of|for|in|on|at|it|they|he|she|we)\b|'s"
)


def _before(found: Found) -> Built:
    return ("anaphor", found.value("unit"), 1 if found.word("way") == "after" else -1), _DATE


def _rolling(found: Found) -> Built:
    """Such as "The past decade", "the past year": up to the day of writing."""
    return ("window", Decimal(1), found.value("unit") or found.value("unit2"), found.value("which2") or -1), _DURATION


# "last" behind them is a verb
RE_LASTS: Final = re.compile(r"\b(?:would|will|could|may|might|can|must|should|shall|to|likely|not|usually|often|typically|'ll)[ ]\Z")


def _window(found: Found) -> Built:
    unit = found.value("unit")
    which = found.value("which")
    if found.word("which") == "last" and RE_LASTS.search(found.text, max(0, found.start - 12), found.start):
        return None  # "the season would last nine weeks"
    if not found.has("amount"):
        return ("window", None, unit, which), _DURATION
    return ("window", amount(found.items("amount")), unit, which), _DURATION


def _coming(found: Found) -> Built:
    word = found.word("which")
    if word in ("recent", "last", "past"):
        return ("ref", "PAST_REF"), _DATE
    if word == "this":  # "this years crop": the apostrophe is missing
        return ("shift", found.value("unit"), 0), _DATE
    if word == "these":
        return ("ref", "PRESENT_REF"), _DATE
    return ("ref", "FUTURE_REF"), _DATE


def _ago(found: Found) -> Built:
    number = amount(found.items("amount")) if found.has("amount") else None
    if found.has("extra"):
        number = (number or Decimal(1)) + (amount(found.items("extra")) or Decimal(0))
    return ("ago", number, found.value("unit"), -1), _DATE


def _shifted(found: Found) -> Built:
    """Such as "a year earlier", "two days later": from the date named before, else from the day of writing."""
    word = found.word("way")
    if word in ("earlier", "later") and found.text.startswith(" than ", found.end):
        return None  # "six weeks earlier than planned"
    if word in ("on", "before", "after") and not RE_STOP.match(found.text, found.end):
        return None  # "two years after the war", "a day on the beach": a duration
    if found.value("unit").startswith("T"):  # "four hours earlier" names no clock time
        return ("duration", amount(found.items("amount")), found.value("unit")), _DURATION
    way = 1 if word in ("later", "after", "on", "hence", "afterwards") else -1
    if word == "on":
        return ("window", amount(found.items("amount")), found.value("unit"), -1), _DURATION
    return ("shifted", amount(found.items("amount")), found.value("unit"), way), _DATE


def _weekdays_ago(found: Found) -> Built:
    return ("weekdays_ago", amount(found.items("amount")), found.value("weekday")), _DATE


def _first_bare(found: Found) -> Built:
    """Such as "in the first nine months", of the year."""
    if found.word("ord") != "first":
        return None
    return ("first_bare", amount(found.items("amount")), found.value("unit")), _DURATION


def _day_word(found: Found) -> Built:
    return ("shift", "D", found.value("day")), _DATE


RE_ANY_DAY: Final = re.compile(r"\b(?:on|every|any|each|most)[ ](?:an?[ ])(?:[a-z]{3,12}[ ])?\Z")


def _weekday(found: Found) -> Built:
    which = found.item("which") or found.item("which2")
    if which is None and RE_ANY_DAY.search(found.text, max(0, found.start - 24), found.start):
        return None  # "on a sunny Saturday"
    return ("weekday", found.value("weekday"), which.value if which is not None else None), _DATE


def _weekday_week(found: Found) -> Built:
    return ("weekday_of", found.value("weekday"), deictic(found.items("week"))), _DATE


# after "current" as a noun
RE_CURRENT_NOUN: Final = re.compile(
    r"[^ ]|[ ](?:rate|rates|pace|speed|trend|trends|price|prices|level|levels|of|in|at|from|to|and|or|is|was|are|were|that|which|account|accounts|[a-z]+ed)\b|[ ]?\Z"
)


def _present(found: Found) -> Built:
    if found.run.items[found.match.end() - 1].word == "current" and RE_CURRENT_NOUN.match(found.text, found.end):
        return None  # "at the current rate"
    return ("ref", "PRESENT_REF"), _DATE


def _past(found: Found) -> Built:
    if found.run.items[found.match.end() - 1].word == "recent":
        return None  # "a recent poll": a quality, not a time
    if found.word("noun") and not RE_NOUN_ENDS.match(found.text, found.end):
        return None
    return ("ref", "PAST_REF"), _DATE


def _future(_: Found) -> Built:
    return ("ref", "FUTURE_REF"), _DATE


def _so_far(found: Found) -> Built:
    unit = next((found.value(name) for name in ("unit", "unit2", "unit3") if found.has(name)), None)
    if unit is None or unit == "D":
        return None
    return ("part", "EARLIER", ("shift", unit, 0), False), _DATE


def _day_before(found: Found) -> Built:
    return ("shift", "D", 2 if found.word("day") == "tomorrow" else -2), _DATE


_ANY_DEICTIC: Final = r"(?:<last>|<next>|<this>|<previous>|<following>|<that>|<latest>)"
RULES: Final = (
    Rule("day_before", r"<w_the><day>(?:<w_before>|<w_after>)(?P<day><day_word>)", _day_before),
    # the past 24 hours, the next three years, the last few weeks, the past three-month period
    Rule(
        "window",
        rf"<w_the>?(?P<which><last>|<past_adjective>|<next>|<previous>|<following>)<consecutive>?(?:{AMOUNT})<consecutive>?<dash>?(?P<unit><units>|(?<=<dash>)<unit>)(?:-?<period>)?",
        _window,
    ),
    # the past year, the past decade, the last decade, the next decade
    Rule(
        "rolling",
        r"<w_the>?(?:<this>?(?P<which><past_adjective>)(?P<unit><unit>)|(?P<which2><last>|<next>)(?P<unit2><tenyear>|<century>|<hour>))",
        _rolling,
    ),
    # the first nine months
    Rule("first_bare", rf"<w_the>(?P<ord><ord>)(?:{AMOUNT})(?P<unit><month_s>|<quarters>)(?!<w_of>|<w_in>)", _first_bare),
    # recent years, the coming months, these days
    Rule("coming", r"<w_the>?<w_most>?(?P<which><past>|<next>|<following>|<this>|<past_adjective>|<last>)(?P<unit><units>)", _coming),
    # the same period last year, the same quarter a year ago
    Rule(
        "same_period",
        rf"(?:<w_the>)?<that>(?:(?P<unit><calendar>)|(?P<months><period>)|(?P<point><w_date>|<w_point>)|<w_time>|(?:<number_word>|<small>)<units>)(?:<w_of>|<w_in>)?(?:{YEAR}|{AMOUNT}<year>(?:<ago>|<w_earlier>|<w_before>)|(?P<amount2><number_word>|<small>)<years>(?:<ago>|<w_earlier>|<w_before>))",
        _same_period,
    ),
    # last year, this week, the same month, the previous quarter, the latest quarter
    Rule("deictic", rf"(?P<all><w_the>?{_ANY_DEICTIC}<that>?<fiscal>?(?P<unit><calendar>))", _deictic),
    # over the same period
    Rule("again", r"<w_the><that><period>(?!<last>|<previous>|<year4>|<next>|<w_of>|<w_in>)", _again),
    Rule("latest_period", r"<w_the>(?:<latest>|<w_most><past>)<period>", _latest_period),
    # the most recent quarter
    Rule("most_recent", r"(?P<all><w_the><w_most>(?P<recent><past>)(?P<unit><calendar>))", _most_recent),
    # the year-earlier period, a year-ago quarter
    Rule("year_earlier", r"(?:<w_the>|<w_a>)?<year>-(?:<w_earlier>|<ago>)(?:<period>|<quarter>|<month_>|<week>)?", _year_earlier),
    Rule("current", r"(?P<all><w_the>?<present><fiscal>?(?P<unit><calendar>))", _deictic),
    # the year before, the day after
    Rule("unit_before", r"<w_the>(?P<unit><calendar>)(?P<way><w_before>|<w_after>|<w_earlier>)(?!<day_word>)", _before),
    # two years ago, a year and a half ago, decades ago
    Rule("ago", rf"(?:<w_the>?{AMOUNT}-?)?(?P<unit><units>|<unit>)(?:<w_and>(?P<extra><w_a><w_half>))?<ago>", _ago),
    # a year earlier, two days later, ten years on
    Rule("shifted", rf"{AMOUNT}-?(?P<unit><units>|<unit>)(?P<way><w_earlier>|<w_later>|<hence>|<w_before>|<w_after>|<w_on>)", _shifted),
    Rule("weekdays_ago", rf"(?:{AMOUNT})(?P<weekday><weekday>)<ago>", _weekdays_ago),
    Rule("day_word", r"(?P<day><day_word>)", _day_word),
    # Tuesday of last week, Monday next week
    Rule("weekday_week", r"(?P<weekday><weekday>)<w_of>?(?P<week>(?:<last>|<next>|<this>)<week>)", _weekday_week),
    Rule("weekday", r"(?:<w_the>?<this>?(?P<which><last>|<next>|<past_adjective>)|(?P<which2><this>))?(?P<weekday><weekday>)", _weekday),
    # at present, right now, at the moment
    Rule(
        "now",
        r"<w_right>?<present> | (?<=<w_at>)<w_present> | (?<=<w_at>)<w_the><w_present>(?:<w_time>)? | (?<=<w_at>)<w_the><w_moment> | <w_the><w_present>(?:<w_time>|<day>)",
        _present,
    ),
    Rule("future", r"<future> | <w_the>(?:<w_near>)?<w_future> | <w_future><units> | (?<=<w_in>)<w_near>?<w_future>", _future),
    Rule("past", r"<past>(?!<unit>|<past_adjective>) | <w_the><past>?(?P<noun><past_adjective>)(?!<unit>|<units>)", _past),
    # so far this year, the year to date
    Rule(
        "year_so_far",
        r"<w_so><w_far>(?P<all><this><fiscal>?(?P<unit><calendar>)) | (?P<all2><this>(?P<unit2><calendar>))<w_so><w_far> | (?:<w_the>|<this>)?(?P<unit3><year>)[-]?<w_to>-?<w_date>",
        _so_far,
    ),
    Rule("so_far", r"<w_so><w_far> | <w_to>-?<w_date>", _present),
    # the year, the quarter: only where a word before makes it a period ("for the year", "end of the month")
    Rule(
        "the_unit",
        r"(?:(?<=<w_of>)|(?<=<w_for>)|(?<=<w_in>)|(?<=<relation>)|(?<=<w_over>)|(?<=<w_at>))<w_the><consecutive>?(?P<unit><year>|<day>|<month_>|<quarter>|<week>|<tenyear>|<weekend>|<century>)(?!<year4>)",
        _the_unit,
    ),
)
