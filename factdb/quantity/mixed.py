"""Amounts told in a large and a small unit: "six hours and 50 minutes", "5 feet 11 inches", "two years and six months"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from factdb.quantity.draft import Draft

# larger unit -> the smaller one that may follow it, and how many of that one make it up (exact by definition)
_SMALLER: Final[dict[str, tuple[str, int]]] = {
    "year": ("month", 12),
    "week": ("day", 7),
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
    "ft": ("inch", 12),
    "lb": ("oz", 16),
}
_RE_GAP: Final = re.compile(r"[ ](?:and[ ])?")


def mixed(lower: str, drafts: list[Draft]) -> None:
    """Makes one amount, in the smaller unit, of two neighbours that tell it together; the second one is taken out of `drafts`."""
    for i in range(len(drafts) - 2, -1, -1):
        left, right = drafts[i], drafts[i + 1]
        if _SMALLER.get(left.unit, ("", 0))[0] != right.unit:
            continue
        whole = left.value == left.value.to_integral_value() and left.value_high is None and right.value_high is None
        factor = Decimal(_SMALLER[left.unit][1])
        if not whole or right.value >= factor or left.per or not _RE_GAP.fullmatch(lower, left.outer, right.start):
            continue
        left.value = left.value * factor + right.value
        left.unit, left.unit_span, left.rule = right.unit, right.unit_span, "mixed." + right.rule
        left.end, left.number_end = right.end, right.number.end
        left.per, left.per_span = right.per, right.per_span
        left.head, left.head_span, left.noun_span = right.head, right.head_span, right.noun_span
        del drafts[i + 1]
