"""Figures that others are told against: "up from 12 tons", "compared with $3", "double the usual limit of 5 percent"."""

from __future__ import annotations

import re
from typing import Final

from factdb.frame.scope import Scope
from factdb.timex.context import alternation, words
from factdb.values import Quantity

_FORECASTS: Final = words("forecasts")
_REVISING: Final = words("revising")
_MULTIPLES: Final = frozenset(("than", "below", "above", "twice", "double", "triple", "times", "exceeding", "exceeds", "exceeded"))
# "from an earlier 240 million": another figure for the same period
RE_EARLIER: Final = re.compile(r"\b(?:earlier|previous|prior|previously|initial|original)\b[^.;]{0,30}\Z", re.IGNORECASE)
RE_BASELINE: Final = re.compile(
    rf"(?:\b(?:compared[ ](?:with|to)|versus|vs\.?|(?:up|down)[ ]from)|[,(][ ]?(?:against|from))[ ](?:an?[ ](?:[a-z]+[ ]){{1,3}}of[ ])?(?:(?:{alternation('amount_bound')})[ ]){{0,2}}\Z",
    re.VERBOSE | re.IGNORECASE,
)
RE_RIVAL: Final = re.compile(r"[ ](?:for|among|of)[ ](?:the|its|their|his|her|an?|[A-Z])")
# "double the usual limit of 5 percent"
RE_MULTIPLE_OF: Final = re.compile(
    r"\b(?:double|twice|triple|times|above|below|than|exceeding|exceeds|exceeded)[ ](?:the|its|their|an?)[ ](?:[a-z-]+[ ]){1,4}of[ ](?:[a-z]+[ ]){0,2}\Z"
    r"|\b(?:below|above|exceeding|exceeds|exceeded)[ ]the[ ]\Z",
    re.IGNORECASE,
)


# words without one of which the patterns have nothing to find
_EARLIER: Final = frozenset(("earlier", "previous", "prior", "previously", "initial", "original"))
_AGAINST: Final = frozenset(("compared", "versus", "vs", "from", "against"))


def is_baseline(scope: Scope, quantity: Quantity) -> bool:
    """Whether another figure is told against this one: "up from 12 tons", "compared with $3", "fell to 5 percent from 7"."""
    key = f"baseline{quantity.span.start}"
    known = scope.memo.get(key)
    if known is None:
        known = scope.memo[key] = _is_baseline(scope, quantity)
    return known is True


def _is_baseline(scope: Scope, quantity: Quantity) -> bool:
    low = max(scope.sentence.start, quantity.span.start - 60)
    told = not _EARLIER.isdisjoint(scope.words) and RE_EARLIER.search(scope.text, low, quantity.span.start) is not None
    if told or _is_revised(scope):
        return False
    if any(link.type == "then" for link in quantity.links):
        return True
    match = None if _AGAINST.isdisjoint(scope.words) else RE_BASELINE.search(scope.text, low, quantity.span.start)
    if match is not None and RE_RIVAL.match(scope.text, quantity.span.end) and not match.group().rstrip().endswith("from"):
        return False  # "41 percent of the vote, against 38 percent for the opposition"
    if match is None:
        return _is_risen_from(scope, quantity)
    before = [q for q in scope.quantities if q.span.end <= quantity.span.start]
    if match.group()[0] in ",(" and "from" in match.group():
        return bool(before) and before[-1].unit == quantity.unit and quantity.unit != "count"
    return bool(before)


def _is_risen_from(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure before is what this one has become: "to narrow to 3 percent of output by 2040 from 5 percent"."""
    if not scope.text.endswith(" from ", 0, quantity.span.start):
        return False
    before = [q for q in scope.quantities if q.span.end <= quantity.span.start]
    return bool(before) and before[-1].unit == quantity.unit and scope.text[before[-1].span.start - 3 : before[-1].span.start] == "to "


def _is_revised(scope: Scope) -> bool:
    """Whether an earlier forecast for the same period is told: "cut its forecast for the year to 20 from 25"."""
    return not _FORECASTS.isdisjoint(scope.words) and any(g.verb in _REVISING for g in scope.syntax.groups)


RE_AIM: Final = re.compile(r"\b(?:targets?|goals?|forecasts?|estimates?|expectations|quota|budget|plan)[ ]of[ ](?:[a-z]+[ ]){0,2}\Z")


def is_measure_compared(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure is that of a thing compared with: "double the usual limit of 5 percent"."""
    if _MULTIPLES.isdisjoint(scope.words):
        return False
    low = max(scope.sentence.start, quantity.span.start - 80)
    if RE_AIM.search(scope.text, max(low, quantity.span.start - 30), quantity.span.start):
        return False  # "exceeding the target of 96 tons": for the same period
    return RE_MULTIPLE_OF.search(scope.text, low, quantity.span.start) is not None
