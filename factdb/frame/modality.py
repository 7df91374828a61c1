"""Modality: actual, planned, projected or hypothetical, by the verb group that governs the figure; and polarity.

The order of evidence, the first that speaks decides: a condition in the sentence; the governing verb group and those that it hangs
on; a plan or forecast noun in the figure's own phrase; a plan as subject; a date still to come; a list of commitments.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from factdb.frame.clause import Form, Syntax, VerbGroup
from factdb.frame.scope import Scope, Slot
from factdb.lexicon import table
from factdb.text import tagger
from factdb.text.tokens import noun_phrase_end
from factdb.values import Modality, Quantity, SegmentKind, Span, Timex


def _words(entry: str, field: str = "words") -> frozenset[str]:
    return frozenset(table("modality")[entry].get(field, "").split())


_HOPED: Final = _words("hope", "verbs")
_INTENTION: Final = _words("intention", "verbs")
_WISH: Final = _words("wish", "verbs")
_ARRANGEMENT: Final = _words("arrangement")
_EXPECTATION: Final = _words("expectation", "verbs")
_LIKELY: Final = _words("expectation")
_POSSIBILITY: Final = _words("possibility")
_FUTURE: Final = _words("future")
_OBLIGATION: Final = _words("obligation")
_PREDICTION: Final = _words("prediction", "verbs")
_NATURAL_SUBJECTS: Final = _words("prediction", "subjects")
_PLAN_NOUNS: Final = _words("plan_noun")
_FORECAST_NOUNS: Final = _words("forecast_noun")
_AGREEMENT_NOUNS: Final = _words("agreement_noun")
_POTENTIAL_NOUNS: Final = _words("potential_noun")
_PLANNED: Final = _words("planned_modifier")
_PROJECTED: Final = _words("projected_modifier")
_PLAN_SUBJECTS: Final = _words("plan_subject") | _PLAN_NOUNS
_PROVISION: Final = _words("provision", "verbs")
_ANNOUNCE: Final = _words("announcement", "verbs")
_ANNOUNCED: Final = _words("announcement", "objects")
_FUNDING: Final = _words("funding", "verbs")
_LIST_INTRO: Final = _words("list_intro")
_UNDONE: Final = _words("undone_noun")
_DEFINITE: Final = _words("definite")
_BOTH: Final = _words("known")
_NOW: Final = _words("now")
_PREAMBLE: Final = _words("preamble")
_COMPARED: Final = _words("compared")
_NARRATIVE_SUBJECTS: Final = frozenset({"he", "she"})
_ESTIMATE: Final = _words("estimate", "verbs")
_REPORTING: Final = frozenset(table("words")["that_taking"]["words"].split())
_RELATIVE_SUBJECTS: Final = frozenset({"which", "that"})
_BE: Final = frozenset(table("words")["be"]["words"].split())


class _Reading(NamedTuple):
    """What one group or noun says, and the tokens that say it."""

    value: Modality
    first: int
    end: int
    rule: str


def modality(scope: Scope, quantity: Quantity) -> Slot[Modality]:
    """How sure the text is of the figure."""
    reading = _read(scope, quantity)
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


def _read(scope: Scope, quantity: Quantity) -> _Reading | None:
    if not scope.tokens:
        return None
    syntax = scope.syntax
    if _known(syntax, quantity) or any(link.type == "then" for link in quantity.links):
        return None
    group = None if _in_preamble(syntax, quantity) else syntax.governor(*quantity.span)
    condition = _condition(syntax, quantity, group)
    found = _phrase(syntax, quantity) or (_lineage(syntax, group, quantity) if group else None)
    if condition and (condition.rule == "counterfactual" or found is None or found.rule != "plan_noun"):
        doubtful = condition.rule in ("counterfactual", "if_clause") or (
            found and found.rule in ("possibility", "future", "prediction", "expectation")
        )
        if doubtful:
            return condition
    return found or _plan_subject(scope, group, quantity) or _future_date(scope, group, quantity) or _listed(scope, group, quantity)


def _known(syntax: Syntax, quantity: Quantity) -> bool:
    """Whether the text points at things that are there already: "the two towns", "from (currently) 12 tons to 15 tons"."""
    tokens = syntax.tokens
    first, last = syntax.index(quantity.span.start), syntax.index(quantity.span.end - 1)
    before, adjectives = first - 1, False
    while before >= 0 and (tokens[before].tag in ("ADV", "ADJ") or tokens[before].lower == "'"):
        if tokens[before].lower in _NOW:
            return True
        adjectives = adjectives or tokens[before].tag == "ADJ"
        before -= 1
    opener = tokens[before].lower if before >= 0 else ""
    if opener == "from":
        later = [token.lower for token in tokens[last + 1 : last + 6]]
        return "to" in later and any(token.tag == "NUM" for token in tokens[last + 1 : last + 9])
    if tokens[first].lower in _BOTH or opener in _BOTH:
        return True
    end = max(last + 1, noun_phrase_end(list(tokens), last + 1))
    undone = any(token.lower in _ANNOUNCED or token.lower in _PLAN_SUBJECTS or token.lower in _UNDONE for token in tokens[first:end])
    pointed = opener in _DEFINITE or (before >= 0 and tokens[before].tag == "POS")
    if not pointed or undone or adjectives:
        return False
    # a definite phrase that is counted, or a sum that describes the subject ("the $568 million dam will ...")
    return (quantity.unit == "count" and not any(token.lower in _PLANNED for token in tokens[first:end])) or (
        end > last + 1 and quantity.dimension != "time" and bool(syntax.groups_in(end, end + 1))
    )


def _in_preamble(syntax: Syntax, quantity: Quantity) -> bool:
    """Whether the figure stands in an opening phrase that the main verb says nothing of: "After a 7-year wait, we expect ..."."""
    i = syntax.index(quantity.span.start)
    clause = syntax.clause(i)
    opening = syntax.tokens[clause.first].lower if clause.first < len(syntax.tokens) else ""
    if opening not in _PREAMBLE:
        return False
    return any(token.lower == "," for token in syntax.tokens[i : clause.end]) and not syntax.groups_in(clause.first, i)


def _condition(syntax: Syntax, quantity: Quantity, group: VerbGroup | None) -> _Reading | None:
    """An if-clause in the sentence ("if_clause" when the figure stands in it), or an unreal past."""
    i = syntax.index(quantity.span.start)
    own = syntax.clause(i)
    for clause in syntax.clauses:
        first = syntax.tokens[clause.first] if clause.first < len(syntax.tokens) else None
        if clause.opener in ("if", "unless") or (first and first.lower == "provided"):
            before = syntax.tokens[clause.first - 1].lower if clause.first else ""
            if tagger.base(before) in ("ask", "wonder", "see", "know", "unclear"):
                continue
            return _Reading(Modality.HYPOTHETICAL, clause.first, clause.first + 1, "if_clause" if clause == own else "if")
        if (
            first
            and first.text == "Had"
            and clause.end > clause.first + 2
            and any(t.tag == "VBN" for t in syntax.tokens[clause.first + 1 : clause.first + 6])
        ):
            return _Reading(Modality.HYPOTHETICAL, clause.first, clause.first + 1, "counterfactual")
    if group and group.chain[0] in ("would", "could") and "have" in group.chain[1:2]:
        return _Reading(Modality.HYPOTHETICAL, group.first, group.end, "counterfactual")
    return None


def _lineage(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> _Reading | None:
    """What the governing group says, or the noun or group it hangs on."""
    line = syntax.lineage(group)
    for depth, current in enumerate(line):
        reading = _group(syntax, current, quantity, nearest=depth == 0)
        if reading:
            return reading
        if current.form is not Form.FINITE:
            reading = _noun_before(syntax, current)
            if reading:
                return reading
            later = current.parent is not None and syntax.groups[current.parent].first > current.first
            if current.form is Form.PARTICIPLE and (later or current.parent is None):
                return None
            if (
                current.form is Form.INFINITIVE
                and current.parent is None
                and current.first
                and not any(g.form is Form.FINITE for g in syntax.groups)
            ):
                # a heading: "Bakery to hire 12 cooks"
                if syntax.index(quantity.span.start) > current.first:
                    return _Reading(Modality.PLANNED, current.first, current.end, "heading")
        if depth + 1 < len(line) and not current.shared:
            parent = line[depth + 1]
            if _group(syntax, parent, quantity, nearest=False):
                continue
            verb = parent.verb
            if current.form is Form.INFINITIVE and verb in _FUNDING and quantity.span.start > syntax.tokens[current.first].start:
                return _Reading(Modality.PLANNED, current.first, current.end, "funding")
            if current.form in (Form.GERUND, Form.INFINITIVE) and verb in _ANNOUNCE:
                return _Reading(Modality.PLANNED, parent.first, parent.end, "announcement")
    return _complement(syntax, line[-1], quantity)


def _complement(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> _Reading | None:
    """ "expects that output reaches 5 tons": the verb before the clause speaks for it."""
    clause = syntax.clause(group.first)
    if clause.opener not in ("", "that") or not clause.first:
        return None
    earlier = [g for g in syntax.groups if g.end in (clause.first, clause.first - 1) and g.form is Form.FINITE]
    if not earlier:
        return None
    verb = earlier[-1].chain[-1]
    if verb in _EXPECTATION:
        return _Reading(Modality.PROJECTED, earlier[-1].first, earlier[-1].end, "expectation")
    if verb in _HOPED:
        return _Reading(Modality.PLANNED, earlier[-1].first, earlier[-1].end, "intention")
    return None


def _group(syntax: Syntax, group: VerbGroup, quantity: Quantity, *, nearest: bool) -> _Reading | None:
    """What the words of one verb group say: the first decisive one."""
    tokens = syntax.tokens
    for i in range(group.first, group.end):
        token = tokens[i]
        word = token.lower
        verb = tagger.base(word)
        compared = i > 0 and tokens[i - 1].lower in _COMPARED  # "more likely to smoke", "lower than expected"
        # "30 towns pledged to plant elms": how many do so is a fact
        subject = nearest and not group.passive and syntax.index(quantity.span.start) < group.first and group.form is Form.FINITE
        goes_on = any(tokens[j].tag in ("VERB", "VBN", "VBG", "AUX", "TO") for j in range(i + 1, group.end))
        if token.tag == "AUX":
            plain = tagger.auxiliary(word)
            if plain in _POSSIBILITY:
                return _Reading(Modality.PROJECTED, group.first, group.end, "possibility")
            if plain == "would":
                return _would(syntax, group, quantity)
            if plain in _FUTURE:
                return _future(syntax, group, quantity)
            if plain in _OBLIGATION:
                return _Reading(Modality.PLANNED, group.first, group.end, "obligation")
            if plain == "be" and i + 1 < group.end and tokens[i + 1].tag == "TO":
                return _future(syntax, group, quantity)
            continue
        if verb == "go" and token.tag == "VBG" and i + 1 < group.end and tokens[i + 1].tag == "TO":
            return _future(syntax, group, quantity)
        if subject and (verb in _EXPECTATION or verb in _INTENTION or verb in _WISH) and token.tag in ("VERB", "VBD"):
            return None
        if verb in _EXPECTATION and token.tag in ("VERB", "VBD", "VBN", "VBG") and not compared:
            return _Reading(Modality.PROJECTED, group.first, group.end, "expectation")
        if word in _LIKELY and goes_on and not compared:
            return _Reading(Modality.PROJECTED, group.first, group.end, "expectation")
        if verb in _INTENTION and token.tag in ("VERB", "VBD", "VBN", "VBG") and (goes_on or nearest or not group.passive):
            return _Reading(Modality.PLANNED, group.first, group.end, "intention")
        if goes_on and verb in _WISH:
            return _Reading(Modality.PLANNED, group.first, group.end, "wish")
        if goes_on and word in _ARRANGEMENT and any(tokens[j].tag == "TO" for j in range(i + 1, group.end)):
            return _future(syntax, group, quantity)
        if verb in _PROVISION and not goes_on and token.tag == "VERB" and group.end < len(tokens) and tokens[group.end].lower == "for":
            return _Reading(Modality.PLANNED, group.first, group.end + 1, "provision")
        if verb in _ANNOUNCE and nearest and not goes_on:
            return _announced(syntax, group, quantity)
    return None


def _future(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> _Reading:
    """ "will": planned, but projected where what is to come happens by itself."""
    i = syntax.index(quantity.span.start)
    subject = syntax.subject(group)
    natural = subject is not None and syntax.tokens[subject[1] - 1].lower in _NATURAL_SUBJECTS
    directly = not any(token.tag in ("NOUN", "NAME") and token.lower != "percent" for token in syntax.tokens[group.end : i])
    if natural or (group.verb in _PREDICTION and directly and i >= group.first and not group.passive):
        return _Reading(Modality.PROJECTED, group.first, group.end, "prediction")
    return _Reading(Modality.PLANNED, group.first, group.end, "future")


def _would(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> _Reading | None:
    """ "would" in reported speech is a "will"; after an estimate it foretells; in a story of the past it is a fact."""
    reporting = [g for g in syntax.groups if g.end <= group.first and g.form is Form.FINITE]
    verb = reporting[-1].verb if reporting else ""
    if verb in _EXPECTATION or verb in _ESTIMATE:
        return _Reading(Modality.PROJECTED, group.first, group.end, "expectation")
    subject = syntax.subject(group)
    person = subject is not None and (
        syntax.tokens[subject[0]].lower in _NARRATIVE_SUBJECTS
        or all(token.tag == "NAME" and token.text.istitle() for token in syntax.tokens[slice(*subject)])
    )
    told = any(tagger.base(token.lower) in _REPORTING for token in syntax.tokens if token.tag in ("VERB", "VBD", "VBN", "VBG"))
    if person and not told and group.chain[1:2] != ("like",):
        return None
    return _future(syntax, group, quantity)


def _announced(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> _Reading | None:
    """A sum announced or unveiled is planned where what it is for is named and still to be done."""
    clause = syntax.clause(group.first)
    if not group.passive and syntax.index(quantity.span.start) < group.first:
        return None
    near = syntax.tokens[max(clause.first, group.end if not group.passive else clause.first) : clause.end]
    if any(token.lower in _ANNOUNCED for token in near):
        return _Reading(Modality.PLANNED, group.first, group.end, "announcement")
    return None


def _noun_before(syntax: Syntax, group: VerbGroup) -> _Reading | None:
    """ "a plan to build", "a target of selling": the noun that a non-finite group hangs on."""
    i = group.first - 1
    while i >= 0 and (syntax.tokens[i].tag in ("PREP", "ADV") or syntax.tokens[i].lower in "'\""):
        i -= 1
    if i < 0:
        return None
    word = syntax.tokens[i].lower
    if word in _PLAN_NOUNS or (group.form is Form.INFINITIVE and word in _AGREEMENT_NOUNS and syntax.tokens[i].tag == "NOUN"):
        return _Reading(Modality.PLANNED, i, group.end, "plan_noun")
    if word in _FORECAST_NOUNS or (word in _POTENTIAL_NOUNS and group.form is Form.INFINITIVE):
        return _Reading(Modality.PROJECTED, i, group.end, "forecast_noun")
    return None


def _phrase(syntax: Syntax, quantity: Quantity) -> _Reading | None:
    """A plan or forecast in the figure's own noun phrase: "a planned 300 flats", "a $4 million plan", "target of 30 percent"."""
    tokens = syntax.tokens
    first, last = syntax.index(quantity.span.start), syntax.index(quantity.span.end - 1)
    end = max(last + 1, noun_phrase_end(list(tokens), last + 1))
    for j in range(first, end):
        word, tag = tokens[j].lower, tokens[j].tag
        if tag in ("VBN", "ADJ", "VBD") and word in _PLANNED | _PROJECTED and j + 1 < end:
            return _Reading(Modality.PLANNED if word in _PLANNED else Modality.PROJECTED, j, j + 1, "modifier")
        if tag == "NOUN" and j > last and word in _PLAN_NOUNS:
            return _Reading(Modality.PLANNED, j, j + 1, "plan_noun")
        if tag == "NOUN" and j > last and word in _FORECAST_NOUNS:
            return _Reading(Modality.PROJECTED, j, j + 1, "forecast_noun")
    following = syntax.groups_in(end, end + 1)
    if following and following[0].form is Form.PARTICIPLE:
        # "a 6-mile bridge planned over the park", "900 guests expected to come"
        verb = tagger.base(tokens[following[0].first].lower)
        if verb in _INTENTION or verb in _EXPECTATION:
            value = Modality.PLANNED if verb in _INTENTION else Modality.PROJECTED
            return _Reading(value, following[0].first, following[0].end, "modifier")
    # back over the bounds and determiners, then over "noun of"
    i, linked = first - 1, False
    while i >= 0 and first - i < 9:
        token = tokens[i]
        verbal = token.tag == "VBN" and any(g.first <= i < g.end for g in syntax.groups)
        if token.lower in _PLANNED and token.tag in ("VBN", "ADJ") and not verbal:
            return _Reading(Modality.PLANNED, i, i + 1, "modifier")
        if token.lower in _PROJECTED and token.tag in ("VBN", "ADJ") and not verbal:
            return _Reading(Modality.PROJECTED, i, i + 1, "modifier")
        if token.tag == "NOUN" or token.tag == "NAME":
            if not linked:
                return None
            if token.lower in _PLAN_NOUNS:
                return _Reading(Modality.PLANNED, i, i + 1, "plan_noun")
            if token.lower in _FORECAST_NOUNS:
                return _Reading(Modality.PROJECTED, i, i + 1, "forecast_noun")
        elif token.lower in ("of", "for", "at", "to") and not linked:
            linked = True
        elif not (
            token.tag in ("DET", "ADJ", "ADV", "NUM", "POS") or token.lower in ("than", "$", "about", "over", "under", "up", "to", "-")
        ):
            return None
        i -= 1
    return None


def _present(group: VerbGroup) -> bool:
    """Whether a finite group tells of the present in the simple form."""
    return (group.form is Form.FINITE and not group.past and group.chain[0] not in ("be", "have")) or (
        group.chain == ("be",) and not group.past
    )


def _plan_subject(scope: Scope, group: VerbGroup | None, quantity: Quantity) -> _Reading | None:
    """ "The plan adds 40 beds", "Under the proposal, each farm gets $900": a plan told in the present."""
    syntax = scope.syntax
    while group is not None and group.form is not Form.FINITE and group.parent is not None:
        group = syntax.groups[group.parent]
    if group is None or not _present(group):
        return None
    subject = syntax.subject(group)
    if subject and _carried(scope, group, quantity, subject):
        return _Reading(Modality.PLANNED, *subject, "plan_carried")
    if subject:
        head = syntax.tokens[subject[1] - 1].lower
        if head in _PLAN_NOUNS or (head in _PLAN_SUBJECTS and group.chain != ("be",)):
            return _Reading(Modality.PLANNED, *subject, "plan_subject")
    clause = syntax.clause(group.first)
    opening = syntax.tokens[clause.first : group.first]
    for offset, token in enumerate(opening[:10]):
        if (
            token.lower in _PLAN_SUBJECTS
            and token.tag == "NOUN"
            and opening[0].lower in ("under", "in", "as")
            and any(t.lower == "," for t in opening[offset:])
        ):
            return _Reading(Modality.PLANNED, clause.first, clause.first + offset + 1, "under_plan")
    return None


def _carried(scope: Scope, group: VerbGroup, quantity: Quantity, subject: tuple[int, int]) -> bool:
    """ "This investment adds 40 beds" after a sentence that announced it."""
    tokens = scope.tokens
    clause = scope.syntax.clause(group.first)
    if tokens[subject[1] - 1].lower in _RELATIVE_SUBJECTS and clause.first > 1:
        named = {token.lower for token in tokens[max(0, clause.first - 6) : clause.first]}
    else:
        named = {token.lower for token in tokens[subject[0] : subject[1]]}
    if not named & (_ANNOUNCED | _UNDONE | _PLAN_SUBJECTS):
        return False
    before, steps = scope.previous, 0
    while before is not None and before.segment.span == scope.segment.span and steps < 6:
        if any(g.verb in _ANNOUNCE and g.form is Form.FINITE for g in before.syntax.groups):
            return True
        before, steps = before.previous, steps + 1
    return False


def _future_date(scope: Scope, group: VerbGroup | None, quantity: Quantity) -> _Reading | None:
    """A date after the reference date in the figure's clause: what holds then is not yet actual."""
    reference = scope.whole.article.reference
    if reference is None:
        return None
    syntax = scope.syntax
    clause = syntax.clause(syntax.index(quantity.span.start))
    low = syntax.tokens[clause.first].start if clause.first < len(syntax.tokens) else scope.sentence.start
    high = syntax.tokens[clause.end - 1].end
    for time in scope.times:
        ahead = time.start is not None and time.start > reference.date and not time.comparison
        if ahead and low <= time.span.start < high and not time.span.overlaps(quantity.span):
            return _ahead(syntax, group, time)
    return None


def _ahead(syntax: Syntax, group: VerbGroup | None, time: Timex) -> _Reading:
    first, end = syntax.index(time.full.start), syntax.index(time.full.end - 1) + 1
    natural = group is not None and group.past and group.verb in _PREDICTION | {"exceed", "reach", "surpass"}
    return _Reading(Modality.PROJECTED if natural else Modality.PLANNED, first, end, "future_date")


def _listed(scope: Scope, group: VerbGroup | None, quantity: Quantity) -> _Reading | None:
    """A list item without a finite verb of its own, under a line that opens a list of plans."""
    if scope.segment.kind is not SegmentKind.LIST_ITEM or (
        group is not None and (group.past or (group.form is Form.FINITE and group.chain[0] in ("be", "have")))
    ):
        return None
    before = scope.previous
    while before is not None and before.segment.kind is SegmentKind.LIST_ITEM:
        before = before.previous
    if before is None or not before.text[: before.sentence.end].rstrip().endswith(":"):
        return None
    if any(token.lower in _LIST_INTRO for token in before.tokens) or any(g.verb in _ANNOUNCE | _INTENTION for g in before.syntax.groups):
        return _Reading(Modality.PLANNED, 0, 0, "list")
    return None
