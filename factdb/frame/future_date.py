"""A date still to come: what holds then is not yet actual."""

from __future__ import annotations

from typing import Final

from factdb.frame.clause import Form, Syntax, VerbGroup
from factdb.frame.mood import ANNOUNCE, INTENTION, PREDICTION
from factdb.frame.other_time import turns_behind
from factdb.frame.scope import Scope
from factdb.frame.wording import Reading, words
from factdb.values import Modality, Quantity, Timex

_BINDING_VERBS: Final = words("approval", "verbs") | words("declaration", "verbs") | words("offer", "verbs") | INTENTION | ANNOUNCE
_LONG: Final = 400  # days
_ATTAINED: Final = PREDICTION | words("attained", "verbs")
_EFFECTIVE: Final = frozenset({"effective", "payable", "starting", "beginning", "from"})
_VALUING: Final = words("estimate", "verbs") | {"put"}


def ahead(scope: Scope, group: VerbGroup | None, quantity: Quantity) -> Reading | None:
    """A date after the reference date in the figure's clause: what holds then is not yet actual."""
    reference = scope.whole.article.reference
    if reference is None:
        return None
    syntax = scope.syntax
    clause = syntax.clause(syntax.index(quantity.span.start))
    low = syntax.tokens[clause.first].start if clause.first < len(syntax.tokens) else scope.sentence.start
    high = syntax.tokens[clause.end - 1].end
    for time in scope.times:
        if time.start is None or time.comparison or not low <= time.span.start < high or time.span.overlaps(quantity.span):
            continue
        if time.start > reference.date and (turns_behind(scope, quantity, time) or _is_of_noun(syntax, group, quantity, time)):
            return None  # "made $12 last year and is to make $15 in 2040"
        if time.start > reference.date and _is_told_before(syntax, group, quantity, time):
            return None
        if time.start > reference.date:
            done = group is not None and group.form is Form.FINITE and (group.past or (group.chain[0] == "have" and len(group.chain) > 1))
            if done and group is not None and group.verb not in _ATTAINED and time.span.start < syntax.tokens[group.first].start:
                return None  # "The plan for a tax from January has wiped a third off its value"
            return _ahead(syntax, group, time)
        under_way = group is not None and group.chain[0] == "be" and syntax.tokens[group.main].tag == "VBG"
        if under_way and time.end is not None and time.end > reference.date and (time.end - time.start).days > _LONG:
            return _ahead(syntax, group, time)  # "is investing $4 billion between 2022 and 2030"
        if time.span.start > quantity.span.end and group is not None and group.past:
            return None  # "made $12 in 2019 and aims for $15 by 2040"
    return None


def _is_told_before(syntax: Syntax, group: VerbGroup | None, quantity: Quantity, time: Timex) -> bool:
    """Whether a verb of the past governs the figure and the date to come stands behind, with something else: "has hedged 80 percent of what it needs for 2040"."""
    if group is None or time.span.start < quantity.span.end:
        return False
    before = syntax.index(time.full.start)
    if not _EFFECTIVE.isdisjoint([token.lower for token in syntax.tokens[max(0, before - 1) : before + 1]]):
        return False  # "raised the fine to $60, effective May 1"
    last, at = syntax.index(quantity.span.end - 1), syntax.index(time.span.start)
    other = any(g.form is Form.FINITE for g in syntax.groups_in(last + 1, at))
    if group.form is not Form.FINITE:
        return other and group.form is Form.PARTICIPLE and group.first > 0 and syntax.tokens[group.first - 1].lower == ","
    if group.past:
        progressive = syntax.tokens[group.main].tag == "VBG"
        return not progressive and group.verb not in _ATTAINED | _VALUING | _BINDING_VERBS
    return other and group.chain[0] == "have" and len(group.chain) > 1


def _is_of_noun(syntax: Syntax, group: VerbGroup | None, quantity: Quantity, time: Timex) -> bool:
    """Whether a date to come is that of a noun, in a clause that tells how things are: "9 million are registered for the vote on June 2"."""
    if group is None or not group.passive or group.past or group.chain[0] != "be" or len(group.chain) > 2:
        return False
    k = syntax.index(time.full.start)
    return k > group.end and syntax.tokens[k - 1].tag in ("NOUN", "NAME") and syntax.index(quantity.span.start) < group.first


def _ahead(syntax: Syntax, group: VerbGroup | None, time: Timex) -> Reading:
    first, end = syntax.index(time.full.start), syntax.index(time.full.end - 1) + 1
    natural = group is not None and ((group.past and group.verb in _ATTAINED) or group.verb in _VALUING)
    return Reading(Modality.PROJECTED if natural else Modality.PLANNED, first, end, "future_date")
