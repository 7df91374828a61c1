"""A heading tells in the present what its article says will be: "Orth raises spending by half" over "Orth said it would raise spending by half"."""

from __future__ import annotations

from typing import Final

from factdb.frame.clause import Form
from factdb.frame.scope import Scope
from factdb.frame.wording import words
from factdb.values import Quantity, SegmentKind

_REACH: Final = 1500  # characters below the heading
_ACTING: Final = words("achieving", "verbs") | words("headed", "verbs")


def lead(scope: Scope, quantity: Quantity) -> tuple[Scope, Quantity] | None:
    """The sentence and figure below the heading that tell the same; None where there are none, or the heading tells of the past."""
    groups = [g for g in scope.syntax.groups if g.form is Form.FINITE]
    if any(g.past or g.chain[0] == "have" for g in groups):
        return None
    whole = scope.whole
    end = scope.segment.span.end
    verbs = {g.verb for g in groups}
    acts = not verbs.isdisjoint(_ACTING)
    for other in whole.quantities:
        if not end < other.span.start < end + _REACH:
            continue
        same = other.value == quantity.value and other.unit == quantity.unit and other.value_high == quantity.value_high
        if not same and not acts:
            continue
        below = _sentence(scope, other)
        if below is None:
            continue
        if same or any(g.verb in verbs & _ACTING for g in below.syntax.groups):
            return below, other
        acts = False  # the first sentence with a figure speaks for the deed, or none
    return None


def _sentence(scope: Scope, quantity: Quantity) -> Scope | None:
    start = quantity.span.start
    for segment in scope.whole.article.segments:
        if segment.span.start <= start < segment.span.end:
            if segment.kind in (SegmentKind.TITLE, SegmentKind.FURNITURE):
                return None
            found = next((sentence for sentence in segment.sentences if sentence.start <= start < sentence.end), None)
            return None if found is None else Scope(scope.whole, segment, found, None)
    return None
