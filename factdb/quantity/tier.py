"""Core or optional: whether a count or a duration states a fact, or only refers, announces or locates."""

from __future__ import annotations

import re
from typing import Final

from factdb.quantity import lexemes as lex
from factdb.quantity.bound import HEDGE
from factdb.quantity.draft import Draft
from factdb.values import Bound, Tier

_SMALL: Final = 12
_RE_DEFINITE: Final = re.compile(
    r"(?<![a-z])(?:the|these|those|all|our|its|their|his|her|my|your|both|other|(?<!total )of|[a-z]+'s|between|among)[ ](?:other|same|first|last|next|past|remaining|top|main)?[ ]?\Z"
)
# who acts and what is talked about, not what is counted
_REFERRED: Final = lex.words("referred")
_RE_LASTS: Final = re.compile(
    rf"(?:for|lasts?|lasted|lasting|takes?|took|taking|spent|of|in operation for|within)[ ](?:a[ ]|the[ ])?{HEDGE}?\Z"
)
_RE_LOCATED: Final = re.compile(
    r"(?:past|last|next|first|coming|previous|recent|after|in|over|every|these|those|the)[ ](?:about[ ]|just[ ])?\Z"
)
_RE_LOCATES: Final = re.compile(r"[ -](?:ago|earlier|later|on|old|of|before|since|from now)(?![a-z])")


def rate(lower: str, draft: Draft) -> Tier:
    """The tier of a finished draft."""
    if draft.tier is Tier.OPTIONAL or draft.value_high is not None:
        return draft.tier
    before = lower[max(0, draft.start - 40) : draft.start]
    if draft.unit == "count" and draft.value <= _SMALL and draft.bound is Bound.EXACT and draft.kind is None:
        if draft.value == 1 or _RE_DEFINITE.search(before):
            return Tier.OPTIONAL
        if draft.head in _REFERRED and not (draft.noun_span and lower.startswith("member ", draft.noun_span.start)):
            return Tier.OPTIONAL
        if draft.bare and not draft.number.digits and not draft.links:
            return Tier.OPTIONAL
    if draft.dimension == "time" and draft.unit in ("year", "month", "week", "day", "hour", "minute", "decade", "century"):
        return _duration(lower, draft, before)
    return Tier.CORE


def _duration(lower: str, draft: Draft, before: str) -> Tier:
    """How long something lasts is core; where it lies in time is not."""
    words = lower[draft.number.end : draft.end]
    if "consecutive" in words or "straight" in words or "half" in words:
        return Tier.CORE
    if lower[draft.number.end : draft.number.end + 1] == "-" or _RE_LOCATES.match(lower, draft.end):
        return Tier.OPTIONAL
    if _RE_LOCATED.search(before):
        return Tier.OPTIONAL
    return Tier.CORE if _RE_LASTS.search(before) or draft.bound is not Bound.EXACT or draft.unit in ("hour", "minute") else Tier.OPTIONAL
