"""What a quantity takes over from another one of its sentence: a currency ("from 240 million"), a denominator ("against $130 a year ago")."""

from __future__ import annotations

import re
from typing import Final

from factdb.quantity import per
from factdb.quantity.bound import HEDGE
from factdb.quantity.draft import Draft
from factdb.values import Kind, Link, Span

_REACH: Final = 110  # characters between the two
_MILLION: Final = 1_000_000
_TIMES: Final = 20  # amounts of one series are of like size
_RE_SENTENCE: Final = re.compile(r"[.!?][ \n\"]|\n")
# what leads up to the amount that another one is compared with
_RE_COMPARED: Final = re.compile(
    rf"""
    (?<![a-z])(?P<word>from|to|against|than|versus|vs|with|after|below|above) [ ]
    (?:(?:the|an?|its|their)[ ])? (?:(?:earlier|previous|initial|original|old|first|planned|former|current|likely)[ ])? {HEDGE}?\Z
    """,
    re.VERBOSE,
)
# an amount on top of another one: "plus 10 million in add-ons"; what follows shows that nothing but money is meant
_RE_ADDED: Final = re.compile(
    rf"(?<![a-z])(?:plus|and|an?|with)[ ](?:(?:a[ ])?further|another|an[ ]additional|an[ ]extra|up[ ]to)?[ ]?{HEDGE}?\Z"
)
_RE_SPENT: Final = re.compile(r"[ ](?:in|for|from|on|if|over|next|this|last|later|upfront|more)(?![a-z])|[.;)]|,[ ]")
_POINTS: Final = 60  # a lead in percentage points is no larger
# words of leads and swings, beside "points" in a sentence of percentages
_RE_LEADS: Final = re.compile(
    r"(?<![a-z])(?:leads?|leading|led|ahead|behind|clear|swings?|margin|up|down|higher|lower|more|fewer|less|gap|fell|rose|slip[a-z]*|drop[a-z]*|gain[a-z]*|lost|grew|grow[sn]?|widen[a-z]*|narrow[a-z]*)(?![a-z])"
)
_RE_INDEX: Final = re.compile(r"(?<![a-z])(?:index|shares|stocks?|nasdaq|dow|ftse|scored|scores|league|season|game|match)(?![a-z])")
_FAR: Final = 160  # characters back to an amount in the sentence before
_SHORT: Final = 14
_LIKE: Final = 6
_CARRIED: Final = frozenset(("money", "area", "mass", "volume", "energy", "length", "time"))
_RE_BESIDE: Final = re.compile(
    rf"(?<![a-z])(?:compared[ ](?:with|to)|as[ ]against|against|versus|instead[ ]of|rather[ ]than|up[ ]from|down[ ]from)[ ]{HEDGE}?\Z"
)
_RE_HOPED: Final = re.compile(
    rf"""
    (?<![a-z])
    (?:expected|forecast|forecasted|predicted|projected|hoped[ ]for|asked[ ]for|sought|demanded|estimated|targeted|of[ ](?:that|this|which),?)
    [ ] {HEDGE}? \Z
    """,
    re.VERBOSE,
)
_RE_FROM: Final = re.compile(rf"(?<![a-z])from[ ]{HEDGE}?\Z")
# nothing that could be counted follows
_RE_ALONE: Final = re.compile(
    r"""
    [.;,)] | \Z
  | [ ] (?:in|at|by|on|for|from|last|this|next|a|the|previously|before|earlier|then|now|and|until|came|comes|went|goes|was|were|is|are|will|has|had)
    (?![a-z])
    """,
    re.VERBOSE,
)
_RE_AND: Final = re.compile(rf"[ ]and[ ]{HEDGE}?\Z")
# "a dose costs 2 dollars | to buy and | 50 cents to deliver"
_RE_TO_DO: Final = re.compile(rf"[ ](?:to[ ]|for[ ])[a-z]+[ ]and[ ]{HEDGE}?")
_MEASURED: Final = frozenset(("mass", "volume", "area", "energy", "power", "length", "temperature", "money"))
_RE_MEASURED: Final = re.compile(
    rf"(?<![a-z])(?:(?:up|down|higher|lower)[ ](?:from|than)|compared[ ](?:with|to)|against|as[ ]against|versus|instead[ ]of)[ ](?:(?:just|only|the|a)[ ])?{HEDGE}?\Z"
)
_RE_APIECE: Final = re.compile(r"[ ](?:apiece|each)(?![a-z-])(?![ ](?:of|day|week|month|quarter|year|time|one)(?![a-z]))")
_RE_EACH: Final = re.compile(rf",?[ ]each[ ](?:[a-z]+[ ]){{1,4}}{HEDGE}?\Z")


def carry(lower: str, drafts: list[Draft]) -> None:
    """Hands currencies and denominators on between the quantities of a sentence, in text order."""
    for i, right in enumerate(drafts):
        if right.head in ("point", "points") and right.unit == "count" and right.value < _POINTS:
            _point(lower, drafts, i)
        apiece = _RE_APIECE.match(lower, right.end) if lower.startswith((" each", " apiece"), right.end) else None
        if right.per is None and right.unit == "count" and right.noun_span and right.value != 1:
            right.tell_per(per.inside(lower, right.noun_span.start, right.noun_span.end))
        if i == 0:
            continue
        if right.bare and right.unit == "count" and right.doubt is None and right.number.scale >= _MILLION:
            _currency(lower, drafts[max(0, i - 3) : i], right)
        if right.bare and right.unit == "count" and right.doubt is None and drafts[i - 1].dimension in _MEASURED:
            _measure(lower, drafts[i - 1], right)
        if right.bare and right.unit == "count" and right.doubt is None:
            _unit(lower, drafts[max(0, i - 3) : i], right)
        if right.per is None and right.kind is not Kind.SHARE and right.dimension not in ("time", "ratio", "multiple"):
            _denominator(lower, drafts[i - 1], right)
        elif right.per is not None and drafts[i - 1].per is None and any(link.type == "then" for link in drafts[i - 1].links):
            _from(drafts[i - 1], right)
        if right.per is None and right.dimension in ("money", "power", "mass", "volume", "energy"):
            _each(lower, drafts[max(0, i - 3) : i], right, Span(apiece.start() + 1, apiece.end()) if apiece else None)


def _point(lower: str, drafts: list[Draft], i: int) -> None:
    """As in "35 percent, two points more than in May": percentage points, where the sentence's shares are percentages."""
    right = drafts[i]
    for other in drafts[max(0, i - 2) : i + 3]:
        if other.unit != "percent":
            continue
        low, high = (other, right) if other.start < right.start else (right, other)
        gap = _between(lower, low, high)
        if gap is None:
            continue
        around = lower[max(0, right.start - 40) : right.end + 25]
        if _RE_LEADS.search(around) and not _RE_INDEX.search(lower, max(0, low.start - 80), high.end + 40):
            right.unit, right.dimension, right.rule = "percentage_point", "ratio_difference", "point." + right.rule
            right.head = right.head_span = right.noun_span = None
            right.unit_span = Span(right.number.end + 1, right.end)
        return


def _between(lower: str, left: Draft, right: Draft) -> str | None:
    """The text between two quantities of one sentence, None where they are too far from each other."""
    gap = lower[left.outer : right.start]
    return gap if len(gap) <= _REACH and not _RE_SENTENCE.search(gap) else None


def _currency(lower: str, before: list[Draft], right: Draft) -> None:
    """As in "712 million euros from 768 million", "a loss of 85 million soles, falling to 40 million"."""
    compared = _RE_COMPARED.search(lower, max(0, right.start - 40), right.start)
    added = None if compared else _RE_ADDED.search(lower, max(0, right.start - 40), right.start)
    if not compared and not (added and _RE_SPENT.match(lower, right.end)):
        return
    for left in reversed(before):
        gap = _between(lower, left, right)
        if gap is None or left.dimension == "count":
            return
        like = left.dimension == "money" and left.value / _TIMES < right.value < left.value * _TIMES
        if like and not any(link.type == "same_as" for link in left.links):
            right.unit, right.dimension, right.rule, right.bare = left.unit, left.dimension, "carried." + left.rule, False
            if compared and compared["word"] == "from" and compared.start() <= left.outer + 3 and not right.links:
                right.links.append(Link("then", left.start))
                left.links.append(Link("now", right.start))
            return


def _unit(lower: str, before: list[Draft], right: Draft) -> None:
    """As in "burned 40,000 acres, compared with 11,000 last year", "nine weeks instead of 16"; "Analysts had expected 498 million"."""
    if not _RE_ALONE.match(lower, right.end):
        return
    start = max(0, right.start - 40)
    beside = _RE_BESIDE.search(lower, start, right.start)
    if not beside and right.number.scale >= _MILLION and before and before[-1].number.scale == right.number.scale:
        beside = _RE_FROM.search(lower, start, right.start)
    hoped = None if beside else _RE_HOPED.search(lower, start, right.start)
    for left in reversed(before) if beside or hoped else ():
        gap = lower[left.outer : right.start]
        if len(gap) > _FAR or (beside and _RE_SENTENCE.search(gap)) or left.dimension in ("count", "ratio"):
            return
        if left.dimension == "time" and not (beside and len(gap) <= _SHORT):
            continue
        if left.dimension in _CARRIED and left.value / _LIKE < right.value < left.value * _LIKE:
            right.unit, right.dimension, right.rule, right.bare = left.unit, left.dimension, "carried." + left.rule, False
            return


def _denominator(lower: str, left: Draft, right: Draft) -> None:
    """As in "$165 a ton, against $130 last year", "from 38 flights a week to 30"."""
    if left.per is None or left.per_span is None or left.unit != right.unit or left.dimension == "ratio":
        return
    gap = _between(lower, left, right)
    if gap is None or not left.value / _TIMES < right.value < left.value * _TIMES:
        return
    if _RE_COMPARED.search(gap) or (right.bare and _RE_AND.search(gap)) or (right.dimension == "money" and _RE_TO_DO.fullmatch(gap)):
        right.per, right.per_span = left.per, left.per_span


def _measure(lower: str, left: Draft, right: Draft) -> None:
    """As in "44 tonnes of cocaine last year, down from 116": the measure of the amount that it is compared with."""
    gap = _between(lower, left, right)
    if gap is None or not left.value / _TIMES < right.value < left.value * _TIMES or not _RE_MEASURED.search(gap):
        return
    right.unit, right.dimension, right.rule, right.bare = left.unit, left.dimension, "carried." + left.rule, False


def _from(left: Draft, right: Draft) -> None:
    """As in "from £3 to £5 a day": the denominator stands at the end only."""
    if (
        left.unit == right.unit
        and left.dimension not in ("time", "ratio", "count")
        and right.value / _TIMES < left.value < right.value * _TIMES
    ):
        left.per, left.per_span = right.per, right.per_span


def _each(lower: str, before: list[Draft], right: Draft, apiece: Span | None) -> None:
    """As in "two jets at $54 million apiece", "52 turbines, each rated at 6 MW": per thing counted before."""
    for left in reversed(before):
        gap = _between(lower, left, right)
        if gap is None:
            return
        if left.dimension == "count" and left.head and left.head_span:
            each = _RE_EACH.match(gap) if " each " in gap else None
            at = left.outer + gap.index("each") if each else -1
            if apiece or each:
                right.per, right.per_span = _singular(left.head), apiece or Span(at, at + len("each"))
            return


def _singular(noun: str) -> str:
    """A regular plural's singular.

    >>> _singular("factories"), _singular("buses"), _singular("jets")
    ('factory', 'bus', 'jet')
    """
    noun = noun.lower()
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes", "uses")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
