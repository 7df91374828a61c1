"""Ranges: two neighbours that are the ends of one amount ("50,000 to 60,000 yuan", "$10-15 billion", "between 3 and 5 percent")."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from factdb.quantity import lexemes as lex
from factdb.quantity import per
from factdb.quantity.bound import HEDGE
from factdb.quantity.draft import Draft
from factdb.text.trie import alternation
from factdb.values import Bound, Kind

RE_TO: Final = re.compile(rf"[ ]?(?:to|through|until)[ ](?:even[ ])?{HEDGE}?\Z|-to-\Z|[ ]?\(?to[ ]\Z")
RE_FROM: Final = re.compile(rf"(?<![a-z])from[ ](?:{HEDGE}|(?:currently|a|the)[ ])*(?:[a-z]+[ ])?\Z")
_RE_DASH: Final = re.compile(r"[ ]?[-\u2013\u2014][ ]?\Z")
_RE_AND: Final = re.compile(rf"[ ]and[ ]{HEDGE}?\Z")
_RE_RANGING: Final = re.compile(
    rf"(?:ranging|ranges?|ranged|varying|varies|vary|anywhere|starting|aged?|ages|costs?|for)[ ](?:in[ ][a-z]+[ ])?from[ ]\Z|between[ ]{HEDGE}?\Z"
)
_RE_BETWEEN: Final = re.compile(rf"between[ ](?:{HEDGE}|the[ ]ages[ ]of[ ]|ages[ ])?\Z")
_RE_BY: Final = re.compile(rf"(?<![a-z])by[ ](?:{HEDGE}|(?:another|an?)[ ])*\Z")
_RE_CHANGES: Final = re.compile(rf"(?<![a-z])(?:{alternation(lex.words('change'))})[ ](?:{HEDGE}|another[ ])?\Z")
_RE_CONTEST: Final = re.compile(r"(?:won|lost|beat|voted|defeated)[ ]\Z")
_APART: Final = 4  # so many times the other, an amount is no end of the same range
# doubts that a right-hand unit lifts
_LIFTED: Final = frozenset({None, "hyphen", "glued", "bracket", "alone"})


def unitless(draft: Draft) -> bool:
    """Whether a draft waits for the unit of its neighbour."""
    return draft.bare or draft.hanging


def is_range(lower: str, left: Draft, right: Draft, gap: str) -> bool:
    """Whether two neighbours, `gap` between them, are the ends of one amount."""
    labelled = left.doubt == "name" and _RE_DASH.match(gap) and not right.bare and right.unit != "count"  # "CI 12-39%"
    if (left.doubt not in _LIFTED and not labelled) or right.value_high is not None or left.value_high is not None:
        return False
    if left.kind is not None or right.kind not in (None, Kind.MULTIPLE) or (right.kind and not right.number.digits):
        return False
    _lend(left, right, gap)
    if (left.bare or left.unit != right.unit) and not unitless(left):
        return False
    if left.bare and right.bare and right.doubt is not None:
        return False
    return _ascending(left, right) and _joined(lower, left, right, gap)


def _lend(left: Draft, right: Draft, gap: str) -> None:
    """Gives a bare right end the currency or the years of the left one ("$5-10", "aged 6 to 11")."""
    if not right.bare:
        return
    if left.money_before and right.doubt is None and (_RE_DASH.match(gap) or gap == " to "):
        right.unit, right.dimension, right.bare = left.unit, left.dimension, False
    if left.rule == "age" and right.number.plain and right.value < 120 and gap in (" to ", "-", "\u2013", " and "):
        right.unit, right.dimension, right.bare, right.doubt = left.unit, left.dimension, False, None


def _scale_is_shared(left: Draft, right: Draft) -> bool:
    """As in "$10 to $15 billion"; "$200 to $4 million" is not so."""
    one_scale = right.number.scale != 1 and left.number.scale == 1
    return (unitless(left) or left.money_before) and one_scale and left.number.mantissa <= right.number.mantissa


def _ascending(left: Draft, right: Draft) -> bool:
    """Whether the left end is below the right one, each with the scale and unit it will have."""
    if right.value != right.number.value:
        return True  # "two to three decades": compared before the unit is turned to years
    low = left.number.mantissa * right.number.scale if _scale_is_shared(left, right) else left.value
    return low < right.value


def _joined(lower: str, left: Draft, right: Draft, gap: str) -> bool:
    """Whether the words between and before say that it is one amount."""
    before = lower[max(0, left.start - 48) : left.start]
    if _RE_DASH.match(gap):
        lone = left.bare and right.bare  # "5-7" alone may be anything
        uncounted = right.unit == "count" and right.head is None and not left.money_before
        return not lone and not uncounted and (left.value >= 0 or left.number.digits)
    if _RE_BETWEEN.search(before) and _RE_AND.match(gap):
        return True
    if gap in (" or ", "-or-"):
        near = right.number.value - left.number.value <= max(Decimal(2), left.number.value)
        return left.bare and not right.bare and not right.money_before and near
    if not RE_TO.match(gap):
        return False
    told_apart = RE_FROM.search(before) and not _RE_RANGING.search(before)
    # "fell by $2 to $90" tells a change and a level, "rose $5 to $10 a month" the ends of a change
    near = left.money_before and left.number.scale == 1 and right.number.mantissa < left.number.mantissa * _APART
    if told_apart or (_changes(left, before) and not near):
        return False  # "from 17 to 34"
    if left.bare and right.bare and left.number.digits and _RE_BY.search(before):
        return False  # "fell by more than 800,000 to 125.4 million": a change and a level
    if left.bare and right.bare and not _RE_CHANGES.search(before):
        # "six to seven thousand", "6,000 to 7,000"
        large = right.number.scale != 1 or (left.value >= 1000 and not left.number.plain and not right.number.plain)
        if large and left.doubt is None:
            return True
    if left.bare and right.bare:
        limited = left.bound is not Bound.EXACT or _RE_RANGING.search(before) is not None
        return left.number.digits and right.number.digits and limited and left.doubt is None
    return not (unitless(left) and _RE_CONTEST.search(before))


def _changes(left: Draft, before: str) -> bool:
    """Whether an amount that stands complete is a change: "fell by", "rose"."""
    return not unitless(left) and bool(_RE_BY.search(before) or _RE_CHANGES.search(before))


def _thousands(left: Draft, right: Draft) -> None:
    """As in "6 to 7,000 people", "40-50,000 hens": the thousands of the right end are those of the left one too."""
    high = right.number.mantissa / 1000
    round_one = right.number.scale == left.number.scale == 1 and right.number.digits and not right.number.plain and high == int(high)
    if left.bare and left.number.plain and round_one and high / 10 <= left.number.mantissa < high:
        left.number.mantissa *= 1000
        left.value *= 1000


def join(lower: str, left: Draft, right: Draft) -> None:
    """Makes `left` the range from its own value to `right`'s."""
    factor = right.value / right.number.value if right.number.value else Decimal(1)
    _thousands(left, right)
    low = left.number.mantissa * right.number.scale if _scale_is_shared(left, right) else left.value
    if left.bare:
        low *= factor
    left.value, left.value_high = low, right.value
    if left.bare or not left.money_before:
        left.unit, left.dimension = right.unit, right.dimension
        left.unit_span = right.unit_span
    left.rule, left.kind, left.tier = "range." + right.rule, right.kind, right.tier
    left.end, left.number_end = right.end, right.number.end
    left.per, left.per_span = right.per, right.per_span
    if left.per is None and left.dimension not in ("ratio", "time", "ratio_difference"):
        left.tell_per(per.before(lower, left.start))
    left.head, left.head_span, left.noun_span = right.head, right.head_span, right.noun_span
    left.bare, left.doubt, left.hanging = right.bare, None, False
    if left.bound is Bound.EXACT and right.bound_span and right.bound_span.start >= right.end:
        left.bound, left.bound_span = right.bound, right.bound_span
