"""Signs that a sentence goes on with the list of the sentence before, so that the period named there still holds (GUIDELINES: "Time")."""

from __future__ import annotations

import re
from typing import Final

from factdb.frame import forms
from factdb.frame.clause import Form
from factdb.frame.compared import on_year
from factdb.frame.other_time import FOUNDING
from factdb.frame.scope import Scope
from factdb.frame.spoken import verb_of
from factdb.text.tokens import TIME_NOUNS
from factdb.timex.context import alternation, words
from factdb.values import Grain, Quantity, SegmentKind

# words by which a sentence says that it goes on with the list before
RE_GOES_ON: Final = re.compile(rf"\b(?:{alternation('goes_on')})\b", re.VERBOSE | re.IGNORECASE)
RE_ALSO: Final = re.compile(rf"\b(?:{alternation('also')})\b", re.VERBOSE | re.IGNORECASE)
RE_THIS_PERIOD: Final = re.compile(
    r"\b(?:in|over|during|for|within)[ ](?:this|that|the[ ]same|the)[ ](?:same[ ])?(?:period|time|span|year)\b", re.IGNORECASE
)
# a part of the amount told before: "three-fifths of it"
RE_OF_IT: Final = re.compile(
    r"(?<!all )(?<!out )\bof[ ](?:it|that|these)(?=[ ]?(?:[.,;]|\Z|(?:in|by|to|from|was|were|went|came)\b))", re.IGNORECASE
)
RE_THAT_IS: Final = re.compile(
    r"[-\u2022*\s]*(?:that|this)[ ](?:(?:is|was)[ ](?:(?:about|nearly|some|an?|up|down|roughly|also|the)[ ]){0,2}(?:[^ ]*[0-9]"
    r"|(?:increase|rise|fall|decrease|drop|decline|gain|jump|reduction|growth)[ ]of\b)"
    r"|(?:represents|represented|includes|included|compares|compared|equals|amounts|amounted|marks|marked|follows|followed)\b)",
    re.IGNORECASE,
)
# "The largest decrease was", "The most expensive fetched": one of those told before
RE_FOREMOST: Final = re.compile(r"[-\u2022*\s]*(?:the|its|their)[ ](?:(?:[a-z]{2,10}est|most|least)\b|worst|best)", re.IGNORECASE)
_PERIODS: Final = frozenset(("period", "time", "span", "year"))  # one of them ends `RE_THIS_PERIOD`
_OUTCOMES: Final = words("outcome")
_CONTEST: Final = words("contest")
_EVENT_FORMS: Final = forms.listed(_OUTCOMES | _CONTEST) | _OUTCOMES | _CONTEST
_OWN_UNITS: Final = frozenset(("length", "area", "mass", "volume", "energy", "power"))
CHANGING: Final = words("changing")
STANDING: Final = words("standing")
MEASURES: Final = words("measure")


def sign(scope: Scope, previous: Scope, quantity: Quantity) -> str:
    """The sign that the same list goes on, "" where there is none."""
    opening = scope.text[scope.sentence.start : scope.sentence.start + 60]
    if has_this_period(scope):
        return "this_period"
    item = scope.segment.kind is SegmentKind.LIST_ITEM
    if item and previous.sentence.of(scope.text).rstrip().endswith(":"):
        return "list_head"
    same = scope.segment is previous.segment
    shared = len(_nouns(scope) & _words(previous))
    if same and not _OUTLOOKS.isdisjoint(scope.words) and not _OUTLOOKS.isdisjoint(previous.words):
        return "same_outlook"
    report = _same_report(scope, previous, same=same) if previous.quantities else ""
    if report:
        return report
    if item and not same:
        return _next_item(scope, previous, shared)
    if RE_ALSO.search(opening) and (same or shared or "in addition" in opening.lower()):
        return "also"
    if RE_GOES_ON.search(opening) and (same or shared):
        return "goes_on"
    linked = _linked(scope, previous, same=same)
    if linked:
        return linked
    if _founds(scope, previous):
        return ""
    if shared >= (1 if same else 2):
        return "same_subject"
    if same and RE_FOREMOST.match(scope.text, *scope.sentence):
        return "foremost"
    return _same_figures(scope, previous, quantity, same=same) if previous.quantities else ""


def _same_figures(scope: Scope, previous: Scope, quantity: Quantity, *, same: bool) -> str:
    """The sign that the figures of both sentences are of one list; `same`: they stand in one paragraph."""
    if (
        _measure(scope)
        and (same or _measure(previous) or _changes(scope))
        and (_measure(previous) or not MEASURES.isdisjoint(previous.words))
    ):
        return "same_measures"
    if _changes(scope) and any(t.grain in _REPORTED for t in previous.times):
        return "same_changes"
    if same and quantity.unit == "count" and _is_past(scope, quantity) and any(q.unit == "count" for q in previous.quantities):
        return "same_counts"
    if same and quantity.unit == "percent" and "if" not in scope.words and (_is_past(scope, quantity) or _opens(scope, quantity)):
        return "same_shares"
    if quantity.dimension in _OWN_UNITS and any(q.unit == quantity.unit for q in previous.quantities):
        return "same_unit"
    return ""


def _next_item(scope: Scope, previous: Scope, shared: int) -> str:
    """Such a sign between two items of a list; `shared`: nouns that both have."""
    opening = scope.text[scope.sentence.start : scope.sentence.start + 60]
    if previous.segment.kind is not SegmentKind.LIST_ITEM:
        return ""
    if _first_words(scope) == _first_words(previous):
        return "parallel"
    if RE_ALSO.search(opening) or (RE_GOES_ON.search(opening) and shared):
        return "also"
    if previous.quantities and _measure(scope) and (_measure(previous) or not MEASURES.isdisjoint(previous.words)):
        return "same_measures"
    if previous.quantities and _changes(scope) and any(t.grain in _REPORTED for t in previous.times):
        return "same_changes"
    # "Over a quarter were born abroad, compared with 25 percent in 2012"
    back = any(t.comparison or t.relation == "since" for t in scope.times)
    return "same_report" if back and shared and previous.quantities else ""


_REPORTED: Final = frozenset((Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR))
_OUTLOOKS: Final = words("outlook")


def _opens(scope: Scope, quantity: Quantity) -> bool:
    """Whether a share that opens its sentence is the subject of a verb in the past: "Just 9 percent mentioned the noise"."""
    if quantity.span.start - scope.sentence.start > _OPENING:
        return False
    group = next((g for g in scope.syntax.groups if g.form is Form.FINITE), None)
    return group is not None and group.past and group.first <= scope.syntax.index(quantity.span.end - 1) + 2


_OPENING: Final = 20  # characters


def _is_past(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure's own verb is in the simple past."""
    group = scope.syntax.governor(*quantity.span)
    return group is not None and group.form is Form.FINITE and group.past


def _same_report(scope: Scope, previous: Scope, *, same: bool) -> str:
    """The sign that figures are of the period of those in the sentence before; `same`: both stand in one paragraph."""
    if RE_THAT_IS.match(scope.text, *scope.sentence):
        return "that_is"
    if on_year(scope, scope.sentence):
        return "same_report"  # growth on the year of a period that only the sentence before can name
    if not same:
        return ""
    if any(t.comparison and t.shift is not None and t.shift[0] == "same" for t in scope.times):
        return "same_report"
    if RE_OF_IT.search(scope.text, *scope.sentence):
        return "of_it"
    return "same_changes" if _changes(scope) and _changes(previous, STANDING) else ""


def has_this_period(scope: Scope) -> bool:
    """Whether the sentence says "in this period" or the like."""
    return not _PERIODS.isdisjoint(scope.words) and RE_THIS_PERIOD.search(scope.text, *scope.sentence) is not None


def _changes(scope: Scope, also: frozenset[str] = frozenset()) -> bool:
    """Whether a main verb tells what a measure did in the past: "prices fell"."""
    return any(g.form is Form.FINITE and g.past and g.verb in CHANGING | also and not g.passive for g in scope.syntax.groups[:2])


def goes_on_alike(scope: Scope, previous: Scope) -> bool:
    """Whether both sentences tell what the same measure did: "Fruit shipments rose 4 percent. Shipments to China fell"."""
    shared = {t.lower for t in scope.tokens[:6]} & {t.lower for t in previous.tokens[:6]} & MEASURES
    return bool(shared) and _changes(scope) and _changes(previous)


def same_event(scope: Scope, previous: Scope) -> bool:
    """Whether both sentences tell what an accident, attack or match brought."""
    return any(_tells(scope, verbs) and _tells(previous, verbs) for verbs in (_OUTCOMES, _CONTEST))


RE_SHARE_OF_THEM: Final = re.compile(
    r"(?:[A-Za-z]+[ ]){0,3}(?:[0-9.,]+(?:%|[ ]per[ ]?cent)|[a-z]+[ ](?:in|out[ ]of)[ ][a-z]+|half|a[ ]third|two-thirds|three-quarters|a[ ]quarter)[ ](?:of[ ](?:them|these|those)[ ])?(?:is|are|was|were)\b",
    re.IGNORECASE,
)


def is_of_survey(scope: Scope, previous: Scope, quantity: Quantity) -> bool:
    """Whether the share is one that the survey dated in the sentence before found."""
    if quantity.unit != "percent" or "margin" in scope.words or _SURVEYED.isdisjoint(previous.words):
        return False
    return any(t.start is not None and not t.comparison and verb_of(previous, t) in _SURVEYING for t in previous.times)


_SURVEYED: Final = words("survey") | {"surveyed", "polled", "interviewed"}
_SURVEYING: Final = frozenset(("conduct", "carry", "survey", "poll", "interview", "field", "question", "take", "do"))


def _linked(scope: Scope, previous: Scope, *, same: bool) -> str:
    """The sign that both sentences tell of one event, or that the first noun is theirs who were told of before."""
    if same and RE_SHARE_OF_THEM.match(scope.text, *scope.sentence):
        return "share_of_them"
    if same_event(scope, previous) or attends(scope, previous):
        return "same_event"
    # "made 9 million visits. Their spending was unchanged"
    return "goes_on" if same and scope.tokens[0].lower in ("its", "their") and _measure(scope) else ""


def attends(scope: Scope, previous: Scope) -> bool:
    """Whether the sentence counts those at a march or match that the sentence before tells of: "put the turnout at 9,000"."""
    return not _ATTENDING.isdisjoint(scope.words) and not _GATHERED.isdisjoint(previous.words)


_ATTENDING: Final = words("attending")
_GATHERED: Final = words("gathered")


def lead_in(scope: Scope) -> Scope | None:
    """The phrase that opens the list of which this is an item, by a colon: "Under today's awards:"."""
    head = scope.lead_in if scope.segment.kind is SegmentKind.LIST_ITEM else None
    if head is None or not head.quote.rstrip().endswith(":") or any(g.form is Form.FINITE for g in head.syntax.groups):
        return None  # "The ministry today announced:" dates the announcing
    return head


def _tells(scope: Scope, verbs: frozenset[str]) -> bool:
    """Whether a past verb tells what an accident or match brought: "killed 40", "300 were injured", "hit 31 winners"."""
    return not _EVENT_FORMS.isdisjoint(scope.words) and any(
        g.verb in verbs and (g.past or g.form is not Form.FINITE) for g in scope.syntax.groups
    )


def _founds(scope: Scope, previous: Scope) -> bool:
    """Whether the sentence tells how its subject came to be, of no period that the sentence before names."""
    main = next((g for g in scope.syntax.groups if g.form is Form.FINITE), None)
    return main is not None and main.verb in FOUNDING and main.passive and all(g.verb != main.verb for g in previous.syntax.groups)


def _measure(scope: Scope) -> bool:
    """Whether the sentence opens with something that reports list: "Net income rose"."""
    return any(t.lower in MEASURES for t in scope.tokens[:6])


def _first_words(scope: Scope) -> tuple[str, ...]:
    return tuple(t.lower for t in scope.tokens if t.tag not in ("MARK", "NUM"))[:2]


def _nouns(scope: Scope) -> frozenset[str]:
    """Common nouns of a sentence, plural s away."""
    return frozenset(t.lower.removesuffix("s") for t in scope.tokens if t.tag == "NOUN" and len(t.lower) > 3 and t.lower not in TIME_NOUNS)


def _words(scope: Scope) -> frozenset[str]:
    return frozenset(t.lower.removesuffix("s") for t in scope.tokens)
