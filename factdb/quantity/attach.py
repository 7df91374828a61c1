"""What stands around a quantity that is read: its bound, its denominator, the noun that a measure is of."""

from __future__ import annotations

import re
from typing import Final

from factdb.quantity import bound, noun, per
from factdb.quantity import lexemes as lex
from factdb.quantity.draft import Draft, Outcome
from factdb.text.tokens import TIME_NOUNS
from factdb.values import Bound, Kind, Tier

_RE_OF: Final = re.compile(r"[ ]of[ ](?=[a-z])")
_CASUAL: Final = lex.words("casual_bound")
_LASTING: Final = lex.words("lasting")
_PERIODS: Final = frozenset({"year", "month", "week", "day", "quarter", "hour"})


def bounded(lower: str, found: Draft) -> Draft:
    """Adds the bound told before or after the number."""
    told = bound.before(lower, found.start)
    if told:
        found.bound, found.bound_span = told
        word = lower[told[1].start : told[1].end]
        if found.unit == "count" and not found.number.digits and found.value <= 12 and word in _CASUAL:
            found.bound, found.bound_span = Bound.EXACT, None  # "the bridge over two rivers"
        if found.dimension == "time" and found.rule != "age" and word == "over" and not _lasting(lower, told[1].start):
            found.bound, found.bound_span = Bound.EXACT, None  # "over five years": during them
    for place in (found.number.end, found.end, found.outer):
        later = bound.after(lower, place)
        if later and (not told or told[0] in (Bound.EXACT, Bound.APPROX)):
            found.bound, found.bound_span = later
            break
    if found.number.vague:
        found.bound, found.tier = Bound.GT, Tier.OPTIONAL
    return found


def _lasting(lower: str, position: int) -> bool:
    """Whether "over" before a duration limits it ("for over ten years")."""
    return lex.word_before(lower, position) in _LASTING


def finish(text: str, lower: str, found: Draft | None, end: int) -> Outcome:
    """Adds bound, denominator and the noun a unit is of."""
    if found is None:
        return Outcome(None, end)
    bounded(lower, found)
    if found.per is None and found.unit != "multiple" and found.kind is not Kind.SHARE:
        _denominated(text, lower, found)
    if found.unit not in ("count", "percent", "multiple") and found.noun_span is None:
        _noun_of(text, lower, found)
        of = found.noun_span
        if found.per is None and of and lower.startswith(" of ", found.end):
            denominator = per.after(text, lower, of.end, rate=False)
            found.tell_per(denominator)
    # "per 100,000 people": the count inside belongs to the denominator
    return Outcome(found, max(end, found.end, found.per_span.end if found.per_span and found.per_span.start <= found.end + 1 else 0))


def _denominated(text: str, lower: str, found: Draft) -> None:
    """Adds what the amount is told per."""
    denominator = per.after(text, lower, found.end, rate=found.dimension == "money")
    ratio = found.dimension.startswith("ratio")
    if ratio and denominator and denominator.code not in _PERIODS:
        denominator = None
    if denominator is None and ratio:
        denominator = per.later(lower, found.end)
    if denominator is None and lower.startswith((" of it ", " of them "), found.end):
        denominator = per.after(text, lower, lower.index(" ", found.end + 4), rate=False)
    if denominator is None and not ratio and found.dimension != "time":
        denominator = per.later(lower, found.end) or per.before(lower, found.start)
    if denominator is None and found.dimension == "money":
        denominator = per.priced(lower, found.start, found.value)
    found.tell_per(denominator)


def _noun_of(text: str, lower: str, found: Draft) -> None:
    """The noun that a measure is of or describes: "300 tons **of grain**", "100-megawatt **plant**", "$3 billion **loan**"."""
    of = _RE_OF.match(lower, found.end)
    if of:
        phrase = noun.group(text, lower, found.end + 3)
    elif lower[found.end : found.end + 1] == " " and found.dimension != "time":
        phrase = noun.after_number(text, lower, found.end, one=True)
        if phrase and (phrase.end - phrase.start > 50 or phrase.head in TIME_NOUNS or phrase.head[0].isdigit()):
            phrase = None
    else:
        phrase = None
    if phrase:
        found.count(phrase)
