"""Quantities: number + unit, wherever a text states one.

One scan finds where a quantity may begin (a digit or a number word); everything else happens only there: `number` reads the bare
number, `money`, `unit`, `noun` and `fraction` what it counts or measures, `per` and `bound` what limits it, `lookalike` says what is
none; then `compose` joins neighbours and `tier` tells facts from references.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from factdb.quantity import reading
from factdb.quantity.compose import compose
from factdb.quantity.draft import Draft
from factdb.quantity.lexemes import starts, unwrapped
from factdb.quantity.tier import rate
from factdb.text.fold import lowered
from factdb.values import Quantity, Span

__all__ = ["find"]

# a length of time that locates something: a date to others, and yet a length ("ten years ago")
_DISTANCES: Final = (" ago", " later", " earlier", " before", " after", " on,", " from now", " hence")


def find(text: str, times: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """Quantities of a folded text, in text order, none overlapping another.

    `times`: spans of date-like expressions, in any order, in which no quantity is sought; without them years, dates and clock
    times are still told from quantities by their own shape.

    """
    begin = starts(text)
    text = unwrapped(text)
    lower = lowered(text)
    blocked = sorted(times)
    next_block = 0
    drafts: list[Draft] = []
    position = 0
    for start in begin:
        if start < position:
            continue
        while next_block < len(blocked) and blocked[next_block].end <= start:
            next_block += 1
        inside = next_block < len(blocked) and blocked[next_block].start <= start
        if inside and start > blocked[next_block].start + len("more than a "):
            continue
        draft, end = reading.read(text, lower, start)
        if inside and not (draft and draft.dimension == "time" and lower.startswith(_DISTANCES, draft.end)):
            continue
        position = end
        if draft is not None:
            if drafts and draft.start < drafts[-1].end:
                continue
            drafts.append(draft)
    quantities = []
    for draft in compose(text, lower, drafts):
        draft.tier = rate(lower, draft)
        quantities.append(draft.frozen())
    return tuple(quantities)
