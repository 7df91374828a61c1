"""Whether a figure does not hold for the period of the sentence before, although its sentence goes on with the list."""

from __future__ import annotations

from typing import Final

from factdb.frame.attribute import EXTENTS
from factdb.frame.clause import Form
from factdb.frame.goes_on import goes_on_alike
from factdb.frame.other_time import FOUNDING, tense
from factdb.frame.scope import Scope
from factdb.frame.spoken import is_spoken, verb_of
from factdb.text.tokens import CALENDAR
from factdb.timex.context import words
from factdb.values import Basis, ClaimTime, Quantity, SegmentKind

_NOT_NOW: Final = words("not_carried")


def is_refused(scope: Scope, quantity: Quantity, before: ClaimTime, rule: str) -> bool:
    """Whether a figure does not hold for the period before, although its sentence goes on with the list."""
    assert scope.previous is not None
    if rule not in ("same_outlook", "that_is", "of_it") and (not is_over(scope, before) or _looks_ahead(scope, quantity)):
        return True
    if rule not in _PRESENT_TOO and (_is_present(scope, quantity) or _is_lately(scope, quantity, before)):
        return True  # "The museum opened in 1990. It has 12 rooms.", "It has sold 9,000 tickets."
    if scope.tokens[0].lower in ("shares", "stock") and before.start != before.end:
        return True  # what a share does is of a day
    if _is_wished_before(scope, quantity) or (rule in _OF_THINGS and _is_made_for(scope, quantity)):
        return True
    if rule in _WEAK and (_has_later(scope, before) or _is_far(scope, before)):
        return True
    # "A new bridge opened in 2020. It cost $3 million.", "It came to rest 210 metres past the runway"
    founding = rule != "same_event" and _is_founding(scope.previous, before)
    return rule in _OF_THINGS and (founding or quantity.dimension in EXTENTS)


# signs that hold for a plain present too, and those that a later time of the sentence's own overrules
def _is_founding(previous: Scope, time: ClaimTime) -> bool:
    """Whether a period is that in which a thing came to be."""
    return any(t.full == time.span and verb_of(previous, t) in FOUNDING for t in previous.times)


LATELY: Final = 7  # days
_PRESENT_TOO: Final = frozenset(("share_of_them", "this_period", "list_head", "that_is", "parallel", "same_outlook"))
_WEAK: Final = frozenset(
    ("same_subject", "same_measures", "same_changes", "same_shares", "same_counts", "same_unit", "goes_on", "foremost")
)


_OF_THINGS: Final = frozenset(("goes_on", "same_event", "same_subject"))


def _is_far(scope: Scope, time: ClaimTime) -> bool:
    """Whether a period runs up to now or was only carried to the paragraph before: too far for figures that only look alike."""
    assert scope.previous is not None
    if (time.text or "").lower().startswith("since"):
        # "23 people have died since Monday. More than 9,000 have been affected"
        main = next((g for g in scope.syntax.groups if g.form is Form.FINITE), None)
        return scope.segment is not scope.previous.segment or main is None or tense(main) != "perfect" or "already" in scope.words
    new = scope.segment is not scope.previous.segment and scope.segment.kind is not SegmentKind.LIST_ITEM
    return new and time.basis is Basis.CONTEXT and not goes_on_alike(scope, scope.previous)


def _is_made_for(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure is what a thing was made for: "A ferry sank on Friday. It was built to carry 150"."""
    group = scope.syntax.governor(*quantity.span)
    return group is not None and any(g.passive and not FOUNDING.isdisjoint(g.chain) for g in scope.syntax.lineage(group))


def _is_wished_before(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure is what somebody had wanted before: "Unions had sought 40 percent"."""
    group = scope.syntax.governor(*quantity.span)
    return group is not None and group.past and group.chain[0] == "have" and group.verb in _WISHING


_WISHING: Final = words("wishing")


def _has_later(scope: Scope, time: ClaimTime) -> bool:
    """Whether the sentence names a later time of its own, though not this figure's."""
    return any(t.end is not None and t.end > time.end and not t.comparison and not is_spoken(scope, t) for t in scope.times)


def is_over(scope: Scope, time: ClaimTime) -> bool:
    """Whether the period is over, so that what follows may still tell of it; "today" and "now" rule their own sentence only."""
    reference = scope.whole.article.reference
    if reference is None:
        return True
    if time.end > reference.date:  # "2011-12" said in autumn 2012 is over but for its last months
        return time.start.year < reference.date.year == time.end.year
    return time.start < reference.date or (time.text or "").lower().removeprefix("on ") in _WEEKDAYS


_WEEKDAYS: Final = frozenset(f"{day}{part}" for day in CALENDAR for part in ("", " morning", " afternoon", " evening", " night"))


def _looks_ahead(scope: Scope, quantity: Quantity) -> bool:
    group = scope.syntax.governor(*quantity.span)
    return group is not None and not _NOT_NOW.isdisjoint(group.chain)


def _is_lately(scope: Scope, quantity: Quantity, time: ClaimTime) -> bool:
    """Whether the figure is told in the perfect, and the period before was over long ago."""
    reference = scope.whole.article.reference
    group = scope.syntax.governor(*quantity.span)
    perfect = group is not None and group.form is Form.FINITE and not group.past and group.chain[0] == "have" and len(group.chain) > 1
    return perfect and reference is not None and (reference.date - time.end).days > LATELY


def _is_present(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure is told in the plain present, of no period that is over."""
    group = scope.syntax.governor(*quantity.span)
    return group is not None and group.form is Form.FINITE and not group.past and not (group.chain[0] == "have" and len(group.chain) > 1)
