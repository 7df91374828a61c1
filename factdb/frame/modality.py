"""Modality: actual, planned, projected or hypothetical, by the verb group that governs the figure; and polarity.

The order of evidence, the first that speaks decides: a condition in the sentence; a plan or forecast noun in the figure's own phrase;
the governing verb group and those that it hangs on; a plan as subject; a date still to come; a list of commitments.
"""

from __future__ import annotations

from typing import Final, cast

from factdb.frame import commitment, forms, future_date, given, headed, mood, outlook, supposed, telling
from factdb.frame.clause import Form, Syntax, VerbGroup
from factdb.frame.condition import condition
from factdb.frame.mood import ANNOUNCE, ANNOUNCED, EXPECTATION, FORECAST_NOUNS, INTENTION, PLAN_NOUNS
from factdb.frame.scope import Scope, Slot
from factdb.frame.wording import Reading, words
from factdb.text import tagger
from factdb.text.tokens import noun_phrase_end
from factdb.values import EntityKind, Modality, Quantity, SegmentKind, Span

_PLANNED: Final = words("planned_modifier")
_PROJECTED: Final = words("projected_modifier")
_SELECTING: Final = words("projected_modifier", "unsure")
_SUMS: Final = words("sum_noun")
_PLAN_SUBJECTS: Final = words("plan_subject") | PLAN_NOUNS
_LIST_INTRO: Final = words("list_intro")
_UNDONE: Final = ANNOUNCED | _PLAN_SUBJECTS | words("undone_noun")
# words without one of which `outlook` has nothing to find
_FORETELLING: Final = forms.listed(mood.EXPECTATION | mood.INTENTION) | mood.EXPECTATION
_OUTLOOKS: Final = (
    forms.listed(words("reckoning", "verbs") | {"guide"} | words("takeover", "verbs"))
    | FORECAST_NOUNS
    | PLAN_NOUNS
    | {"see", "sees"}
    | words("takeover", "verbs")
)
_MODALS: Final = words("future") | words("possibility") | words("obligation")
_LAYING: Final = words("plan_subject", "above") | words("approval", "verbs") | words("approval", "passing") | ANNOUNCE | mood.INTENTION
_PLAN_PRONOUNS: Final = frozenset({"it"})
_RELATIVE_SUBJECTS: Final = frozenset({"which", "that"})
_BINDING: Final = frozenset({"announcement", "intention"})  # what is told of so far in the perfect is done
_DOUBTFUL: Final = frozenset({"possibility", "future", "prediction", "expectation"})
_LINKS: Final = frozenset({"of", "for", "at", "to"})
_COMING: Final = words("future")
_PRICE: Final = frozenset({"price", "target"})
_LIST_HEADINGS: Final = 4
_HEADING: Final = 6  # tokens
_BETWEEN_WORDS: Final = frozenset({"than", "about", "over", "under", "up", "to", "-"}) | tagger.SIGNS
_BETWEEN_TAGS: Final = frozenset({"DET", "ADJ", "ADV", "NUM", "POS"})


def modality(scope: Scope, quantity: Quantity) -> Slot[Modality]:
    """How sure the text is of the figure; worked out once, as the attribution asks for it too."""
    known = cast("dict[int, Slot[Modality]]", scope.memo.setdefault("modality", {}))
    found = known.get(quantity.span.start)
    if found is None:
        found = known[quantity.span.start] = _modality(scope, quantity)
    return found


def _modality(scope: Scope, quantity: Quantity) -> Slot[Modality]:
    reading = _read(scope, quantity)
    if reading is None and scope.segment.kind is SegmentKind.TITLE:
        told = headed.lead(scope, quantity)
        reading = _read(*told) if told is not None else None
        if reading is not None:
            return Slot(reading.value, None, "modality.headed")
    if reading is None:
        return Slot(Modality.ACTUAL, None, "modality.default")
    tokens = scope.tokens
    evidence = Span(tokens[reading.first].start, tokens[reading.end - 1].end) if reading.end > reading.first else None
    return Slot(reading.value, evidence, f"modality.{reading.rule}")


def negated(scope: Scope, quantity: Quantity) -> bool:
    """Whether the governing verb group denies the figure ("will not require 300 men")."""
    syntax = scope.syntax
    group = syntax.governor(*quantity.span) if scope.tokens else None
    i = syntax.index(quantity.span.start)
    # a figure in the subject is asserted ("30 men never came"); so is one in another clause
    return group is not None and group.negated and group.end <= i and syntax.clause(group.first) == syntax.clause(i)


def _read(scope: Scope, quantity: Quantity) -> Reading | None:
    if not scope.tokens:
        return None
    syntax = scope.syntax
    foretold = None if _FORETELLING.isdisjoint(scope.words) else outlook.foretold(scope, quantity)
    if foretold:
        return foretold
    group = None if given.in_preamble(syntax, quantity) else syntax.governor(*quantity.span)
    found = None if _OUTLOOKS.isdisjoint(scope.words) else outlook.outlook(scope, quantity, group)
    if found:
        return found
    if _is_given(scope, quantity, group):
        return None
    if outlook.settled(scope, quantity, group) or given.in_aside(syntax, quantity, group) or given.helped(syntax, quantity, group):
        return _phrase(syntax, quantity)
    found = supposed.supposed(scope, quantity, group)
    if found:
        return found
    found, decided = _governed(scope, quantity, group)
    if decided:
        return found
    only_if = condition(scope, quantity, group)
    if group and only_if is None and group.chain[0] == "would" and found and found.rule in _DOUBTFUL and _narrated(scope, group):
        return None
    doubtful = (found is not None and found.rule in _DOUBTFUL) or (
        group is not None and (group.chain[0] == "would" or group.verb == "face")
    )
    if only_if and (only_if.rule != "if" or doubtful) and not (found and found.rule == "plan_noun"):
        return only_if
    return (
        found
        or commitment.committed(scope, quantity, group)
        or outlook.of_deal(syntax, group, quantity)
        or _plan_subject(scope, group)
        or future_date.ahead(scope, group, quantity)
        or _listed(scope, group)
    )


def _is_given(scope: Scope, quantity: Quantity, group: VerbGroup | None) -> bool:
    """Whether the figure is a fact whatever its sentence plans."""
    syntax = scope.syntax
    if given.known(syntax, quantity) or any(link.type == "then" for link in quantity.links):
        return True
    if given.settlement(syntax, quantity, group) or given.undone(syntax, quantity, group):
        return True
    return (group is not None and mood.done_before(syntax, group)) or supposed.unable(group)


def _governed(scope: Scope, quantity: Quantity, group: VerbGroup | None) -> tuple[Reading | None, bool]:
    """What the figure's phrase and verbs say, and whether nothing else can change it."""
    syntax = scope.syntax
    enabled = supposed.enabled(syntax, group)
    if enabled is Modality.ACTUAL:
        return None, True
    found = _phrase(syntax, quantity) or (mood.lineage(syntax, group, quantity) if group else None)
    if group is None:
        return found, False
    maker = supposed.made_to(syntax, group) if found is None else None
    if maker is not None:
        return mood.lineage(syntax, maker, quantity), False
    rule = found.rule if found is not None else ""
    if rule in _BINDING and commitment.summed_up(scope, group):
        return None, True
    if rule == "prediction":
        return _under_plan(scope, group) or found, False
    if rule == "possibility" and outlook.was_possible(scope, group, quantity):
        return None, True
    if rule == "possibility" and supposed.permitted(syntax, group, quantity):
        paid = supposed.pays_out(group, quantity)
        return Reading(Modality.PLANNED, group.first, group.end, "permission") if paid else None, True
    if enabled is not None and rule in ("", "possibility"):
        return Reading(enabled, 0, 0, "enabled"), True
    if found is None and group.chain == ("have",):
        shared = _shared_modal(syntax, group)
        found = mood.lineage(syntax, shared, quantity) if shared else None
    return found, False


def _shared_modal(syntax: Syntax, group: VerbGroup) -> VerbGroup | None:
    """The group whose modal a bare "have" goes on from: "will employ 30 people and have a capacity of 5 tons"."""
    if group.first == 0 or syntax.tokens[group.first].lower != "have" or syntax.tokens[group.first - 1].lower != "and":
        return None
    return next((g for g in reversed(syntax.groups) if g.end <= group.first and g.form is Form.FINITE and g.chain[0] in _MODALS), None)


def _narrated(scope: Scope, group: VerbGroup) -> bool:
    """Whether "would" tells a story of the past: of a person, or what is hers, with no word of saying ("Lopez's lead would last 3 laps")."""
    if telling.told(scope.syntax):
        return False
    subject = scope.syntax.subject(group)
    if subject is None:
        return False
    start = scope.tokens[subject[0]].start
    people = (EntityKind.PERSON, EntityKind.OTHER)
    return any(m.span.start == start and m.kind in people and " " in m.name for m in scope.entities)


def _phrase(syntax: Syntax, quantity: Quantity) -> Reading | None:
    """A plan or forecast in the figure's own noun phrase: "a planned 300 flats", "a $4 million plan", "target of 30 percent"."""
    tokens = syntax.tokens
    first, last = syntax.index(quantity.span.start), syntax.index(quantity.span.end - 1)
    end = max(last + 1, noun_phrase_end(tokens, last + 1))
    for j in range(first, end):
        reading = None
        if tokens[j].tag in ("VBN", "ADJ", "VBD") and j + 1 < end:
            if quantity.unit != "count" or tokens[j].lower not in _SELECTING:
                reading = _modifier(tokens[j].lower, j)
        elif tokens[j].tag == "NOUN" and j > last:
            reading = _noun(tokens[j].lower, j)
            if quantity.dimension == "money" and tokens[j].lower in _SUMS:
                reading = Reading(Modality.PLANNED, j, j + 1, "sum_noun")
        if reading:
            return reading
    following = syntax.groups_in(end, end + 1)
    if following and following[0].form is Form.PARTICIPLE:
        # "a 6-mile bridge planned over the park", "900 guests expected to come"
        verb = tagger.base(tokens[following[0].first].lower)
        if verb in INTENTION or verb in EXPECTATION:
            value = Modality.PLANNED if verb in INTENTION else Modality.PROJECTED
            return Reading(value, following[0].first, following[0].end, "modifier")
    chosen = supposed.selected(syntax, quantity)
    if chosen is not None:
        return Reading(Modality.PLANNED, chosen, chosen + 1, "selected")
    return _before(syntax, first)


def _modifier(word: str, i: int) -> Reading | None:
    if word in _PLANNED or word in _PROJECTED:
        return Reading(Modality.PLANNED if word in _PLANNED else Modality.PROJECTED, i, i + 1, "modifier")
    return None


def _noun(word: str, i: int) -> Reading | None:
    if word in PLAN_NOUNS:
        return Reading(Modality.PLANNED, i, i + 1, "plan_noun")
    return Reading(Modality.PROJECTED, i, i + 1, "forecast_noun") if word in FORECAST_NOUNS else None


def _before(syntax: Syntax, first: int) -> Reading | None:
    """Back from token `first` over bounds and determiners, then over "noun of"."""
    linked, steps = False, 0
    for i in range(first - 1, max(-1, first - 9), -1):
        token = syntax.tokens[i]
        if token.tag in ("VBN", "ADJ") and not (token.tag == "VBN" and any(g.first <= i < g.end for g in syntax.groups)):
            reading = _modifier(token.lower, i)
            if reading:
                return reading
        if token.tag in ("NOUN", "NAME"):
            reading = _noun(token.lower, i) if linked else None
            if reading or not linked:
                return _priced(syntax, i) or reading
            if steps:
                return None
            steps += 1
        elif token.lower in _LINKS and not linked:
            linked = True
        elif token.tag not in _BETWEEN_TAGS and token.lower not in _BETWEEN_WORDS:
            return None
    return None


def _priced(syntax: Syntax, i: int) -> Reading | None:
    """A share's "target price" or "price target" is a forecast."""
    near = (syntax.tokens[i - 1].lower if i else "", syntax.tokens[i + 1].lower if i + 1 < len(syntax.tokens) else "")
    if syntax.tokens[i].lower in ("target", "targets", "price") and not _PRICE.isdisjoint(near):
        return Reading(Modality.PROJECTED, i, i + 1, "forecast_noun")
    return None


def _present(group: VerbGroup) -> bool:
    """Whether a finite group tells of the present in the simple form."""
    simple = group.chain[0] not in ("be", "have") or group.chain == ("be",)
    return group.form is Form.FINITE and not group.past and simple


def _plan_subject(scope: Scope, group: VerbGroup | None) -> Reading | None:
    """A plan told in the present: "The plan adds 40 beds", "Under the proposal, each farm gets $900"."""
    syntax = scope.syntax
    while group is not None and group.form is not Form.FINITE and group.parent is not None:
        group = syntax.groups[group.parent]
    if group is None or not _present(group):
        return None
    subject = syntax.subject(group)
    clause = syntax.clause(group.first)
    relative = clause.opener in _RELATIVE_SUBJECTS and clause.first and group.first <= clause.first + 1
    if relative and syntax.tokens[clause.first - 1].lower in _PLAN_SUBJECTS and _planned_above(syntax, clause.first):
        return Reading(Modality.PLANNED, clause.first - 1, clause.first, "plan_subject")
    if subject:
        if _carried(scope, group, subject):
            return Reading(Modality.PLANNED, *subject, "plan_carried")
        head = syntax.tokens[subject[1] - 1].lower
        if head in _PLAN_SUBJECTS and given.finished(syntax, subject, group):
            return None
        if subject[0] == 0 and head in _PLAN_PRONOUNS and group.chain != ("be",) and commitment.follows_document(scope):
            return Reading(Modality.PLANNED, *subject, "plan_carried")
        if head == "version" and any(t.lower in _PLAN_SUBJECTS for t in syntax.tokens[subject[1] : group.first]):
            return Reading(Modality.PLANNED, *subject, "plan_subject")
        if head in PLAN_NOUNS or (head in _PLAN_SUBJECTS and group.chain != ("be",)):
            return Reading(Modality.PLANNED, *subject, "plan_subject")
    return _under_plan(scope, group)


def _planned_above(syntax: Syntax, first: int) -> bool:
    """Whether the verb before a relative clause passes, proposes or tells of the plan that the clause goes on about."""
    above = next((g for g in reversed(syntax.groups) if g.end <= first and g.form is not Form.PARTICIPLE), None)
    return above is not None and (above.verb in _LAYING or not (above.past or above.chain[0] == "have"))


def _under_plan(scope: Scope, group: VerbGroup) -> Reading | None:
    """A clause that opens with "Under the plan, ..."."""
    syntax = scope.syntax
    first = syntax.clause(group.first).first
    opening = syntax.tokens[first : group.first]
    if not opening or opening[0].lower not in ("under", "in", "as"):
        return None
    for offset, token in enumerate(opening[:10]):
        if token.lower in _PLAN_SUBJECTS and token.tag == "NOUN" and any(t.lower == "," for t in opening[offset:]):
            return Reading(Modality.PLANNED, first, first + offset + 1, "under_plan")
    return None


def _carried(scope: Scope, group: VerbGroup, subject: tuple[int, int]) -> bool:
    """Whether the subject is what an earlier sentence of the paragraph announced ("This investment adds 40 beds")."""
    tokens = scope.tokens
    clause = scope.syntax.clause(group.first)
    if tokens[subject[1] - 1].lower in _RELATIVE_SUBJECTS and clause.first > 1:
        named = {token.lower for token in tokens[max(0, clause.first - 6) : clause.first]}
    else:
        named = {token.lower for token in tokens[subject[0] : subject[1]]}
    if not named & _UNDONE:
        return False
    before, steps = scope.previous, 0
    while before is not None and before.segment.span == scope.segment.span and steps < 6:
        if any(g.verb in ANNOUNCE and g.form is Form.FINITE for g in before.syntax.groups):
            return True
        before, steps = before.previous, steps + 1
    return False


def _list_head(scope: Scope) -> Scope | None:
    """The line with a colon that opens the list; headings inside the list are stepped over."""
    before = scope.lead_in
    for _ in range(_LIST_HEADINGS):
        if before is None or before.quote.rstrip().endswith(":"):
            return before
        if len(before.tokens) > _HEADING or any(g.form is Form.FINITE for g in before.syntax.groups):
            return None
        before = before.previous
        if before is not None and before.segment.kind is SegmentKind.LIST_ITEM:
            before = before.lead_in
    return None


def _is_to_come(syntax: Syntax, group: VerbGroup) -> bool:
    """Whether a list's opening line tells of what is to come: "the limits to be included are:", "it will fund:"."""
    if group.form is Form.INFINITIVE:
        return group.passive and group.first > 0 and syntax.tokens[group.first - 1].tag == "NOUN"
    return group.form is Form.FINITE and group.chain[0] in _COMING


def _listed(scope: Scope, group: VerbGroup | None) -> Reading | None:
    """A list item that tells of no fact of its own, under a line that opens a list of plans."""
    if scope.segment.kind is not SegmentKind.LIST_ITEM:
        return None
    if group is not None and (group.past or (group.form is Form.FINITE and group.chain[0] in ("be", "have"))):
        return None
    before = _list_head(scope)
    if before is None:
        return None
    described = outlook.of_features(scope)
    if described is not None and any(modality(described, q).value is Modality.PLANNED for q in described.quantities):
        return Reading(Modality.PLANNED, 0, 0, "features")
    planned = any(token.lower in _LIST_INTRO for token in before.tokens)
    planned = planned or any(_is_to_come(before.syntax, g) for g in before.syntax.groups)
    if planned or any(
        g.verb in ANNOUNCE | INTENTION and (g.form is not Form.PARTICIPLE or g.verb in INTENTION) for g in before.syntax.groups
    ):
        return Reading(Modality.PLANNED, 0, 0, "list")
    return None
