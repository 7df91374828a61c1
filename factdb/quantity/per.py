"""The denominator of a quantity: "a day", "per tonne", "/kg", "annually", "annual output of"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from factdb.quantity import unit

_RE_PER: Final = re.compile(
    r"""
      [ ](?P<article>a|an|each|every) [ ](?=[a-z])
    | [ -](?P<per>per) [ -](?=[a-z0-9])
    | [ ](?P<for>for) [ ](?:a|an|each|every|one)[ ](?=[a-z])
    | (?P<slash>/)(?=[a-z])
    | [ ](?P<adverb>annually|yearly|daily|weekly|monthly|hourly|quarterly|nightly|apiece)(?![a-z-])
    | [ ]in[ ](?P<in>annual|yearly|daily|weekly|monthly)[ ]
    """,
    re.VERBOSE,
)
_RE_WORD: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")
_RE_COUNT: Final = re.compile(r"[0-9][0-9,]*(?:[ ](?:thousand|million|hundred))?[ ]|(?:hundred|thousand|million)[ ]")
# the adjectives come before the amount, with a few words and a link between them and it
_RE_BEFORE: Final = re.compile(
    r"""(?<![a-z-])(?P<adjective>annual|yearly|daily|weekly|monthly|hourly) (?:[ ][a-z'-]+){0,5}? [ ](?:of|at|to|by|is|was|were|reached|hit|totaled|totalled|exceeded|exceeds|exceeding|averaging|averaged|around|about)
    (?:[ ](?:about|around|some|over|than|more|less|up|to|at|least|most|nearly|almost|roughly|approximately|an?|estimated|average|of|record|only|just))*[ ]?\Z""",
    re.VERBOSE,
)
_PERIODS: Final = {
    "annual": "year", "annually": "year", "yearly": "year", "annum": "year", "daily": "day", "weekly": "week", "monthly": "month",
    "hourly": "hour", "quarterly": "quarter", "nightly": "night",
}  # fmt: skip
# what is counted "a ..." beside the units of measure; after "per" any word may stand
_HEADS: Final = frozenset(
    "head person capita share night pair piece container ticket unit game match trip ride household family vehicle car student pupil pack"
    " bottle room seat dose shot visit transaction month week day hour year quarter season session item box bag case flight shift kilo sack"
    " bale carton crate meal plate cup pint pop time employee worker passenger customer user megabyte minute second song loaf dozen".split()
)
_FOR: Final = frozenset("container pair ticket bottle pack piece cup plate night dose box bag loaf room seat meal barrel kilo kilogram ton tonne".split())


class Denominator(NamedTuple):
    """Code of the denominator and where its words stand."""

    code: str
    start: int
    end: int


def after(text: str, lower: str, position: int, *, rate: bool) -> Denominator | None:
    """The denominator right after a quantity that ends at `position`.

    Args:
        rate: the amount may be a price ("50 dollars for a bottle").
    """
    match = _RE_PER.match(lower, position)
    if not match:
        return None
    begin = match.start() + (1 if lower[match.start()] in " -" else 0)
    if match["adverb"]:
        word = match["adverb"]
        return Denominator(_PERIODS[word], begin, match.end()) if word in _PERIODS else None
    if match["in"]:
        return Denominator(_PERIODS[match["in"]], match.start("in"), match.end("in"))
    end = match.end()
    if match["per"]:
        count = _RE_COUNT.match(lower, end)
        if count:
            word = _RE_WORD.match(lower, count.end())
            code = (lower[end : count.end()].strip() + " " + word.group()) if word else lower[end : count.end()].strip()
            return Denominator(code, begin, word.end() if word else count.end() - 1)
    if match["article"]:
        end = _skip_adjectives(lower, end)
    measured = unit.denominator(text, lower, end)
    if measured and not (match["for"] and measured[1] in ("year", "month", "week", "day", "hour", "minute", "second", "decade")):
        return Denominator(measured[1], begin, measured[0])
    word = _RE_WORD.match(lower, end)
    if not word:
        return None
    noun = word.group()
    if noun in _PERIODS and match["per"]:
        return Denominator(_PERIODS[noun], begin, word.end())
    if match["per"] or (match["article"] and noun in _HEADS) or (match["for"] and rate and noun in _FOR) or (match["slash"] and noun in _HEADS):
        return Denominator("capita" if noun in ("head", "capita") else noun, begin, word.end())
    if noun in ("troy", "single", "typical", "standard", "full", "working") and match["article"]:
        return after(text, lower, word.end() - len(noun) - len(match.group()), rate=rate) if False else None
    return None


def _skip_adjectives(lower: str, position: int) -> int:
    for word in ("troy ", "single ", "standard ", "single-", "working ", "given ", "calendar "):
        if lower.startswith(word, position):
            return position + len(word)
    return position


def before(lower: str, start: int) -> Denominator | None:
    """The denominator that an adjective before the amount tells: "annual output of ...", "daily sales reached ..."."""
    floor = max(0, start - 90)
    window = lower[floor:start]
    cut = max(window.rfind("."), window.rfind(","), window.rfind("\n"), window.rfind(";"), window.rfind("("))
    match = _RE_BEFORE.search(window, cut + 1)
    if not match:
        return None
    return Denominator(_PERIODS[match["adjective"]], floor + match.start("adjective"), floor + match.end("adjective"))
