"""What joins expressions: two ends of a range, "the end of" before a date, "the first ten months of", "the year ending"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from factdb.timex.absolute import OF_YEAR, YEAR, year_node
from factdb.timex.rule import AMOUNT, Built, Found, Node, Rule, amount
from factdb.timex.scan import Run, compile_pattern
from factdb.values import TimexType

_DATE, _DURATION = TimexType.DATE, TimexType.DURATION

_JOINT: Final = r"(?P<joint>-|\u2013|<w_to>|<w_and>|<relation>)"
RE_LIST_END: Final = re.compile(r"[ ]?[,.;:)\n\u2014]|[ ]*\Z|[ ](?:in|at|of|and|to|this|last|next)\b")


def _month_days(found: Found) -> Built:
    month, year = found.value("month"), year_node(found.items("yr"))
    low, high = found.value("d1"), found.value("d2")
    if not 0 < low < high <= 31 or found.word("joint") == "by":
        return None
    opener = found.run.items[found.match.start() - 1].word if found.match.start() else ""
    if found.word("joint") == "and" and opener != "between" and not RE_LIST_END.match(found.text, found.end):
        return None  # "on March 5 and 12 people"
    return ("range", ("day", month, low, year), ("day", month, high, year)), _DATE


def _year_pair(found: Found) -> Built:
    """Such as "2024-25", "2011/12": the second year of the same century."""
    year, tail = found.value("y"), found.word("tail")
    if len(tail) != 2:
        return None
    if int(tail) <= year % 100:
        if found.word("joint2") == "-" and 1 <= int(tail) <= 12:
            return ("month", int(tail), ("year", year)), _DATE  # 2013-03
        return None
    return ("range", ("year", year), ("year", year // 100 * 100 + int(tail))), _DATE


def _months_year(found: Found) -> Built:
    year = year_node(found.items("yr"))
    return ("range", ("month", found.value("m1"), year), ("month", found.value("m2"), year)), _DATE


def _month_slash(found: Found) -> Built:
    month = found.value("m")
    return (("month", month, ("year", found.value("y"))), _DATE) if 1 <= month <= 12 else None


RULES: Final = (
    # July 3-4; August 1 to 24, 2023
    Rule(
        "month_days",
        rf"(?P<month><month>)\.?(?P<d1><small>|<ordinal>){_JOINT}(?P<d2><small>|<ordinal>)(?![-:<month><quarter>]){OF_YEAR}?",
        _month_days,
    ),
    # 3-4 July 2024
    Rule(
        "days_month",
        rf"<w_the>?(?P<d1><small>|<ordinal>){_JOINT}<w_the>?(?P<d2><small>|<ordinal>)<w_of>?(?P<month><month>){OF_YEAR}?",
        _month_days,
    ),
    # 2024-25, 2011/12, 2013-03
    Rule(
        "year_pair",
        r"(?:<w_the>(?=<year4>[-/\u2013]<small><fiscal>))?(?:<fiscal><year>?)?(?P<y><year4>)(?P<joint2>[-/\u2013])(?P<tail><small>)(?![-/])(?:<fiscal><year>)?",
        _year_pair,
    ),
    # the April-June quarter of 2023
    Rule("months_year", rf"(?P<m1><month>)<dash>(?P<m2><month>)-?(?:<quarter>|<period>)(?:<w_of>|<w_in>)?{YEAR}", _months_year),
    Rule("month_slash", r"(?P<m><small>)/(?P<y><year4>)", _month_slash),
)

# ---- before a date -------------------------------------------------------------------------------------------------------------------

# "early ", "the end of ", "mid-"; longest first
RE_PART: Final = compile_pattern(r"(?P<the><w_the>)?(?P<part><part_word>)(?P<of><w_of>(?P<the2><w_the>)?|-|<w_in>|<w_on>)?")
RE_HALF_OF: Final = compile_pattern(r"<w_the>?(?P<ord><ord>|<late>|<last>)<w_half><w_of><w_the>?")
RE_FIRST: Final = compile_pattern(
    rf"<w_the>?(?P<ord><ord>|<last>)(?:{AMOUNT})?<consecutive>?-?(?P<unit><units>|<unit>)(?:-?<period>)?(?:<w_of>|<w_in>)<w_the>?"
)
RE_NTH_WEEKDAY: Final = compile_pattern(r"<w_the>?(?P<ord><ord>|<last>)(?P<weekday><weekday>)<w_of>")
RE_UNIT_OF: Final = compile_pattern(r"<w_the>?(?P<unit><month_>|<week>|<weekend>|<tenyear>)<w_of><w_the>?")
RE_PERIOD_TO: Final = compile_pattern(
    rf"<w_the>?(?:<last>|<past_adjective>)?(?:{AMOUNT})?-?<fiscal>?(?P<unit><unit>|<units>)(?:-?<period>)?(?:<w_ended>|<w_to>|<relation>)(?:<w_on>|<w_in>)?"
)
_EDGES: Final = frozenset(("end", "close", "beginning", "start", "outset", "turn"))
_LONGEST_PREFIX: Final = 10


def prefixed(run: Run, low: int, floor: int, node: Node, kind: TimexType) -> tuple[int, Node, TimexType]:
    """The node with all that stands before it and changes it ("the end of"), and the item it now starts at."""
    while True:
        step = _prefix(run, low, floor, node, kind)
        if step is None:
            return low, node, kind
        low, node, kind = step


def _prefix(run: Run, low: int, floor: int, node: Node, kind: TimexType) -> tuple[int, Node, TimexType] | None:
    for begin in range(max(floor, low - _LONGEST_PREFIX), low):
        match = RE_PART.fullmatch(run.classes, begin, low)
        if match is not None:
            item = run.items[match.start("part")]
            part, edge = item.value, item.word in _EDGES
            if item.word in ("earlier", "later"):
                part = item.word.upper()
                if match["of"] is not None and run.items[match.start("of")].word in ("on", "of"):
                    return None
            joint = run.items[match.start("of")].word if match["of"] is not None else ""
            if edge and (joint in ("in", "on") or (not joint and item.word != "end")):
                return None  # "a bright start on Sunday"
            return begin, ("part", part, node, edge), kind
        match = RE_FIRST.fullmatch(run.classes, begin, low)
        if match is not None:
            return _first(run, match, begin, node)
        match = RE_HALF_OF.fullmatch(run.classes, begin, low)
        if match is not None:
            word = run.items[match.start("ord")].word
            return begin, ("half_of", 2 if word in ("second", "latter", "last", "final") else 1, node), _DATE
        match = RE_NTH_WEEKDAY.fullmatch(run.classes, begin, low)
        if match is not None and node[0] in ("month", "near_month"):
            item = run.items[match.start("ord")]
            place = 2 if item.word == "second" else -1 if item.word in ("last", "final") else item.value
            return begin, ("nth_weekday", place, run.items[match.start("weekday")].value, node), kind
        match = RE_UNIT_OF.fullmatch(run.classes, begin, low)
        if match is not None and node[0] in _HOLDS[run.items[match.start("unit")].value]:
            return begin, ("unit_of", run.items[match.start("unit")].value, node), kind
        match = RE_PERIOD_TO.fullmatch(run.classes, begin, low)
        if match is not None and _is_period_to(run, match):
            number = amount(run.items[slice(*match.span("amount"))]) if match["amount"] is not None else Decimal(1)
            return begin, ("period_to", number, run.items[match.start("unit")].value, node), _DURATION
    return None


def _first(run: Run, match: re.Match[str], begin: int, node: Node) -> tuple[int, Node, TimexType] | None:
    """Such as "the first ten months of", "the last week of", "the second day of"."""
    item = run.items[match.start("ord")]
    unit = run.items[match.start("unit")].value
    if match["amount"] is None:
        place = 2 if item.word == "second" else -1 if item.word == "last" else item.value
        return begin, ("nth", place, unit, node), _DATE
    number: Any = amount(run.items[slice(*match.span("amount"))])
    if item.word not in ("first", "opening", "last", "final"):
        return None
    return begin, ("first", number, unit, -1 if item.word in ("last", "final") else 1, node), _DURATION


_HOLDS: Final = {"M": ("month",), "W": ("day", "date"), "WE": ("day", "date", "range"), "DE": ("decade",)}


def _is_period_to(run: Run, match: re.Match[str]) -> bool:
    words = [i.word for i in run.items[match.start() : match.end()]]
    if "ended" in words or "ending" in words:
        return True
    return ("to" in words or "through" in words) and ("the" in words or match["amount"] is not None)


# ---- two ends ------------------------------------------------------------------------------------------------------------------------

RE_RANGE_JOINT: Final = compile_pattern(r",?(?:-|\u2013|/|<w_to>|<relation>)<w_the>?|<w_and>")
_POINTS: Final = frozenset(
    (
        "year",
        "month",
        "day",
        "date",
        "quarter",
        "half",
        "weekday",
        "decade",
        "century",
        "season",
        "shift",
        "part",
        "near_month",
        "spelled",
        "anaphor",
    )
)


def range_of(run: Run, first_start: int, first_end: int, second_start: int, first: Node, second: Node) -> Node | None:
    """("range", first, second) where the words between and before make two dates one period, else None."""
    if first[0] not in _POINTS or second[0] not in _POINTS:
        return None
    if RE_RANGE_JOINT.fullmatch(run.classes, first_end, second_start) is None:
        return None
    joint = run.items[first_end].word if run.items[first_end].word != "," else run.items[first_end + 1].word
    opener = run.items[first_start - 1].word if first_start else ""
    if joint == "and" and opener != "between":
        return None
    if joint in ("to", "through", "until", "till", "/", "-", "\u2013", "and"):
        if joint == "to" and opener != "from" and first[0] != second[0]:
            return None
        return ("range", shared_year(first, second), second)
    return None


# "nearly ", "more than ", "at least " before an amount of time; the last word says how
RE_MOD: Final = compile_pattern(
    r"(?:<approximate>){0,2}(?P<mod><approximate>|<w_some>|(?<=<w_for>)<w_over>|(?<=<w_of>)<w_over>|(?<=<w_in>)<w_over>|(?<=<w_after>)<w_over>|(?<=<approximate>)<w_over>|<w_more><w_than>|<w_less><w_than>|<w_at><w_least>|<w_up><w_to>)"
)
_MODS: Final = {
    "some": "APPROX",
    "over": "MORE_THAN",
    "more": "MORE_THAN",
    "less": "LESS_THAN",
    "at": "EQUAL_OR_MORE",
    "up": "EQUAL_OR_LESS",
}


def modified(run: Run, low: int, floor: int, node: Node) -> tuple[int, Node]:
    """An amount of time with the words before it that blur it."""
    for begin in range(max(floor, low - 4), low):
        match = RE_MOD.fullmatch(run.classes, begin, low)
        if match is not None:
            item = run.items[match.start("mod")]
            mod = _MODS.get(item.word) or item.value
            return begin, (("mod", mod, node) if mod else node)
    return low, node


def shared_year(first: Node, second: Node) -> Node:
    """`first` with the year that only `second` says: "January-April 2024", "June and November of 2022"."""
    if first[0] in ("month", "day", "quarter", "half", "season") and first[-1] is None:
        year = _said_year(second)
        if year is not None:
            return (*first[:-1], year)
    return first


def _said_year(node: Node) -> Node | None:
    if node[0] in ("month", "day", "quarter", "half", "season"):
        return node[-1]  # type: ignore[no-any-return]
    if node[0] == "date":
        return ("year", node[1].year)
    if node[0] == "part":
        return _said_year(node[2])
    return None
