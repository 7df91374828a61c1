"""What a verb group says of a figure that it governs: planned, projected, hypothetical, or nothing of the sort."""

from __future__ import annotations

from typing import Final

from factdb.frame.clause import Form, Syntax, VerbGroup
from factdb.frame.provision import laid_down, leads_to, provided
from factdb.frame.telling import REPORTING, no_doer, person, thought_of, told, usual
from factdb.frame.wording import Reading, words
from factdb.text import tagger
from factdb.text.clause_state import VERBS
from factdb.text.tokens import TIME_NOUNS
from factdb.values import Modality, Quantity

INTENTION: Final = words("intention", "verbs")
EXPECTATION: Final = words("expectation", "verbs")
ANNOUNCE: Final = words("announcement", "verbs")
ANNOUNCED: Final = words("announcement", "objects")
PREDICTION: Final = words("prediction", "verbs")
PLAN_NOUNS: Final = words("plan_noun")
FORECAST_NOUNS: Final = words("forecast_noun")
_ENSURING: Final = words("ensuring", "verbs")
_HOPED: Final = words("hope", "verbs")
_WISH: Final = words("wish", "verbs")
_ARRANGEMENT: Final = words("arrangement")
_LIKELY: Final = words("expectation")
_POSSIBILITY: Final = words("possibility")
_FUTURE: Final = words("future")
_OBLIGATION: Final = words("obligation")
_NATURAL_SUBJECTS: Final = words("prediction", "subjects")
_AGREEMENT_NOUNS: Final = words("agreement_noun")
_POTENTIAL_NOUNS: Final = words("potential_noun")
_FUNDING: Final = words("funding", "verbs")
_COMPARED: Final = words("compared")
_ESTIMATE: Final = words("estimate", "verbs")
_DONE_BEFORE: Final = words("done_before")
_ACHIEVING: Final = words("achieving", "verbs")
_ADMINISTERED: Final = words("administered", "subjects")
_IMAGINED: Final = words("imagined", "subjects")
_FORECASTERS: Final = words("forecaster", "subjects")
_PENALTIES: Final = words("done_before", "penalties")
_UNDERGOING: Final = words("prediction", "undergoing")
_FULL_STOPS: Final = frozenset({".", "?", "!", '"', ";"})
_AMOUNT: Final = tagger.SIGNS | {"of", "%", "percent", "to", "up", "-"}
COURSES: Final = frozenset({"course", "track", "target", "schedule"})
_TOLD: Final = frozenset({"tell", "ask", "urge", "instruct", "advise", "invite", "press"})  # "was told to raise"
_LAYING_DOWN: Final = words("laying_down", "verbs")
_FEARING: Final = words("estimate", "fearing")
_RECKONING: Final = frozenset({"fear", "reckon", "estimate", "calculate", "project", "forecast", "predict"})
_STORY: Final = words("story")
_DOERS: Final = PLAN_NOUNS | words("plan_subject") | words("undone_noun") | words("effect", "doers")
_EFFECTS: Final = words("effect", "verbs")
_ATTAINING: Final = words("attaining", "verbs")
_APPROVING: Final = words("announcement", "approving")
_RESULTS: Final = words("announcement", "results")
_TURNOUT: Final = frozenset({"people", "residents", "inhabitants"})
_COUNTING: Final = words("prediction", "counting")
_ATTAINED: Final = PREDICTION | words("attained", "verbs")
_INDEFINITE: Final = frozenset({"a", "an", "any", "another", "such"})
_HEDGES: Final = words("hedge")
_HOLDING: Final = words("holding", "verbs")
_PONDERING: Final = words("pondering", "verbs")


def lineage(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> Reading | None:
    """What the governing group says, or the noun or group it hangs on."""
    line = syntax.lineage(group)
    for depth, current in enumerate(line):
        reading = _group(syntax, current, quantity, nearest=depth == 0)
        if reading is not None and reading.rule in ("future", "prediction"):
            foretold = _complement(syntax, line[-1], quantity) or _reckoned(syntax, line[-1])
            if foretold is not None and foretold.value is Modality.PROJECTED:
                return foretold
        if reading is None and current.form is not Form.FINITE:
            reading = _noun_before(syntax, current) or _heading(syntax, current, quantity)
        if reading:
            return reading
        if current.form is Form.PARTICIPLE and (current.parent is None or syntax.groups[current.parent].first > current.first):
            return None
        if done_before(syntax, current):
            return None
        if depth + 1 < len(line) and not current.shared:
            above = line[depth + 1]
            if current.form is Form.INFINITIVE and above.verb in _WISH and not above.passive and _adverbial(syntax, above, current):
                return Reading(Modality.PLANNED, above.first, current.end, "wish")
            reading = _purpose(syntax, current, line[depth + 1], quantity)
            if reading:
                return reading
    return _complement(syntax, line[-1], quantity)


def _adverbial(syntax: Syntax, group: VerbGroup, infinitive: VerbGroup) -> bool:
    """Whether only a word of time or place stands between a verb and its infinitive: "agreed in May to build", "voted last week to"."""
    between = syntax.tokens[group.end : infinitive.first]
    if (
        group.verb == "vote"
        and between
        and all(token.tag in ("NUM", "MARK", "PREP", "ADV", "NAME") or token.lower in TIME_NOUNS for token in between)
    ):
        return True  # "voted 5-2 to spend"
    return (
        0 < len(between) < 5
        and not any(token.tag in ("MARK", "NUM", "CONJ", "PRON") for token in between)
        and (between[0].tag == "PREP" or between[-1].tag == "NAME" or between[-1].lower in TIME_NOUNS)
    )


def done_before(syntax: Syntax, group: VerbGroup) -> bool:
    """Whether what the group tells is done when the main verb's plan begins: "after losing 4 tons, it will ..."."""
    if group.form is not Form.GERUND or not group.first:
        return False
    before = [token.lower for token in syntax.tokens[max(0, group.first - 2) : group.first]]
    return before[-1] in _DONE_BEFORE or (before[-1] == "for" and before[0] in _PENALTIES)


def _heading(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> Reading | None:
    """A heading without a finite verb: "Bakery to hire 12 cooks"."""
    alone = group.parent is None or syntax.groups[group.parent].first > group.first
    opens = group.form is Form.INFINITIVE and alone and group.first > 0
    if not opens or (
        syntax.index(quantity.span.start) <= group.first and (syntax.tokens[-1].lower in _FULL_STOPS or quantity.unit != "count")
    ):
        return None
    if any(g.form is Form.FINITE and not (g.first > group.end and g.verb in REPORTING) for g in syntax.groups):
        return None  # ", partner says" may follow
    return Reading(Modality.PLANNED, group.first, group.end, "heading")


def _purpose(syntax: Syntax, group: VerbGroup, parent: VerbGroup, quantity: Quantity) -> Reading | None:
    """What is still to be done: "raised $2m to build 30 homes", "announced a release, with members adding 5 tons"."""
    if _group(syntax, parent, quantity, nearest=False):
        return None
    if group.form is Form.INFINITIVE and parent.verb in _FUNDING and quantity.span.start > syntax.tokens[group.first].start:
        return Reading(Modality.PLANNED, group.first, group.end, "funding")
    thinking = parent.verb in ("think", "talk", "dream") and syntax.tokens[parent.main].tag == "VBG"
    of_thought = group.form is Form.GERUND and (thinking or parent.verb in ("object", "oppose"))
    if of_thought or (group.form in (Form.GERUND, Form.INFINITIVE) and parent.verb in ANNOUNCE):
        return Reading(Modality.PLANNED, parent.first, parent.end, "announcement")
    return None


def _complement(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> Reading | None:
    """After "expects that output reaches 5 tons" the verb before the clause speaks for it."""
    clause = syntax.clause(group.first)
    if clause.opener not in ("", "that") or not clause.first:
        return None
    earlier = [g for g in syntax.groups if g.end in (clause.first, clause.first - 1) and g.form is Form.FINITE]
    if not earlier:
        return None
    verb = earlier[-1].chain[-1]
    if verb in EXPECTATION | _ESTIMATE and (verb in EXPECTATION or group.chain[0] in _FUTURE):
        return Reading(Modality.PROJECTED, earlier[-1].first, earlier[-1].end, "expectation")
    if verb in _FEARING and group.chain[0] in _FUTURE and not _pronoun(syntax, group):
        return Reading(Modality.PROJECTED, earlier[-1].first, earlier[-1].end, "expectation")
    if verb in _ENSURING:
        above = lineage(syntax, earlier[-1], quantity)
        return above if above is not None and above.rule in ("future", "obligation", "intention") else None
    if verb in _HOPED:
        return Reading(Modality.PLANNED, earlier[-1].first, earlier[-1].end, "intention")
    return None


def _reckoned(syntax: Syntax, group: VerbGroup) -> Reading | None:
    """A verb of reckoning behind a comma: "Rebuilding it will cost $9 million, the bank reckons"."""
    last = syntax.groups[-1]
    if last.first <= group.end or last.form is not Form.FINITE or last.verb not in _RECKONING:
        return None
    low = syntax.clause(last.first).first
    behind = all(token.tag in ("MARK", "PREP", "NAME", "NOUN") for token in syntax.tokens[last.end : last.end + 2])
    return Reading(Modality.PROJECTED, last.first, last.end, "expectation") if low >= group.end and behind else None


def _pronoun(syntax: Syntax, group: VerbGroup) -> bool:
    subject = syntax.subject(group)
    return subject is not None and syntax.tokens[subject[0]].tag == "PRON"


def _group(syntax: Syntax, group: VerbGroup, quantity: Quantity, *, nearest: bool) -> Reading | None:
    """What the words of one verb group say: the first decisive one."""
    # "30 towns pledged to plant elms": how many do so is a fact
    counted = not group.passive and syntax.index(quantity.span.start) < group.first and group.form is Form.FINITE
    inside = {token.lower for token in syntax.tokens[group.first : group.end]}
    if inside & _HEDGES or ("likely" in inside and group.chain[0] in _FUTURE):
        return Reading(Modality.PROJECTED, group.first, group.end, "expectation")
    for i in range(group.first, group.end):
        if syntax.tokens[i].tag == "AUX":
            if counted and quantity.unit == "percent" and syntax.tokens[i].lower == "would" and group.verb not in ("come", "go", "be"):
                return None  # what "30 percent would buy" is an answer
            reading = _auxiliary(syntax, group, quantity, i)
        else:
            if (
                counted
                and (syntax.tokens[i].tag in ("VERB", "VBD") or group.chain[0] == "have")
                and tagger.base(syntax.tokens[i].lower) in INTENTION | EXPECTATION | _WISH
            ):
                return None
            reading = _word(syntax, group, quantity, i, nearest=nearest)
        if reading:
            return reading
    following = syntax.tokens[group.end : group.end + 2]
    due = group.verb == "be" and len(following) == 2 and following[0].lower == "due"
    if due and following[1].tag == "PREP" and following[1].lower != "to":
        return Reading(Modality.PLANNED, group.first, group.end + 1, "future")  # "is due in 30 months"
    if group.chain[:1] == ("have",) and group.verb in _ACHIEVING and any(t.tag == "TO" for t in syntax.tokens[group.first : group.end]):
        return Reading(Modality.PLANNED, group.first, group.end, "obligation")  # "has to be repaid"
    verb = tagger.base(syntax.tokens[group.main].lower)
    if not nearest or not (verb in ANNOUNCE or (verb in _APPROVING and quantity.dimension == "money")):
        return None
    return _announced(syntax, group, quantity)


def _auxiliary(syntax: Syntax, group: VerbGroup, quantity: Quantity, i: int) -> Reading | None:
    """What the auxiliary at token `i` says: "may", "will", "must", "is to"."""
    plain = tagger.auxiliary(syntax.tokens[i].lower)
    if plain in _POSSIBILITY:
        if syntax.tokens[i].lower == "could" and _once_able(syntax, group):
            return None
        return Reading(Modality.PROJECTED, group.first, group.end, "possibility")
    if plain == "would":
        return _would(syntax, group, quantity)
    if plain in _FUTURE or (plain == "be" and i + 1 < group.end and syntax.tokens[i + 1].tag == "TO" and group.verb != "blame"):
        return _future(syntax, group, quantity)
    if plain == "should" and group.verb in PREDICTION | _HOLDING:
        return Reading(Modality.PROJECTED, group.first, group.end, "expectation")
    if plain in _OBLIGATION and not _nobody(syntax, group) and (plain != "must" or group.verb in _ACHIEVING):
        return Reading(Modality.PLANNED, group.first, group.end, "obligation")
    return None


def _nobody(syntax: Syntax, group: VerbGroup) -> bool:
    """Whether a rule is told of nobody: "No one should have to wait 6 months"."""
    subject = syntax.subject(group)
    return subject is not None and syntax.tokens[subject[0]].lower in ("no", "nobody", "none")


def _once_able(syntax: Syntax, group: VerbGroup) -> bool:
    """Whether "could" tells what was so in the past: "When it opened in 1990, the pier could take 4 ships"; "at the time it could only"."""
    clause = syntax.clause(group.first)
    for other in syntax.clauses:
        if other.first >= clause.first:
            break
        opens = syntax.tokens[other.first].lower == "when" or other.opener == "when"
        if opens and any(g.past and g.form is Form.FINITE for g in syntax.groups_in(other.first, other.end)):
            return True
    return False


def _word(syntax: Syntax, group: VerbGroup, quantity: Quantity, i: int, *, nearest: bool) -> Reading | None:
    """What the verb or adjective at token `i` says: "plans to", "is expected to", "is set to"."""
    tokens = syntax.tokens
    word, tag, rest = tokens[i].lower, tokens[i].tag, tokens[i + 1 : group.end]
    verb = tagger.base(word)
    chained = any(token.tag == "TO" for token in rest)
    goes_on = chained or any(token.tag in ("VERB", "VBN", "VBG", "AUX") for token in rest)
    compared = i > 0 and tokens[i - 1].lower in _COMPARED  # "more likely to smoke", "lower than expected"
    if verb in _LAYING_DOWN and tag in ("VERB", "VBD") and laid_down(syntax, group):
        return Reading(Modality.PLANNED, group.first, group.end, "intention")
    if ((verb in EXPECTATION and tag in VERBS) or (word in _LIKELY and goes_on)) and not compared:
        return Reading(Modality.PROJECTED, group.first, group.end, "expectation")
    if verb in _ESTIMATE and tag == "VBN" and chained and group.verb in PREDICTION | _ATTAINING and "have" not in group.chain:
        return Reading(Modality.PROJECTED, group.first, group.end, "expectation")  # "is estimated to reach"
    if (
        verb == "see"
        and tag == "VBN"
        and (group.passive or group.chain[0] == "be")
        and (goes_on or (group.end < len(tokens) and tokens[group.end].lower == "at"))
    ):
        return Reading(Modality.PROJECTED, group.first, group.end, "expectation")  # "is seen falling", "are seen at 5"
    crime = verb == "commit" and (group.passive or not goes_on) and quantity.unit in ("count", "percent") and not leads_to(syntax, group)
    if verb in INTENTION and tag in VERBS and (goes_on or nearest or not group.passive) and not crime:
        return Reading(Modality.PLANNED, group.first, group.end, "intention")
    if nearest and tag == "VBG" and verb in _PONDERING and quantity.dimension != "mass":
        return Reading(Modality.PLANNED, group.first, group.end, "wish")
    if goes_on and (verb in _WISH or (chained and tag == "VBN" and verb in _TOLD and group.verb not in EXPECTATION)):
        return Reading(Modality.PLANNED, group.first, group.end, "wish")
    if chained and (word in _ARRANGEMENT or (verb == "go" and tag == "VBG")) and "have" not in group.chain[1:]:
        return _future(syntax, group, quantity)
    if verb == "set" and group.passive and group.end < len(tokens) and tokens[group.end].lower == "aside":
        return Reading(Modality.PLANNED, group.first, group.end + 1, "intention")
    return provided(syntax, group, quantity, verb, tag, goes_on=goes_on)


def _future(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> Reading:
    """After "will": planned, but projected where what is to come happens by itself."""
    i = syntax.index(quantity.span.start)
    subject = syntax.subject(group)
    head = syntax.tokens[subject[1] - 1].lower if subject is not None else ""
    if head in _ADMINISTERED:
        return Reading(Modality.PLANNED, group.first, group.end, "future")
    natural = head in _NATURAL_SUBJECTS or (head in _COUNTING and group.verb in _ATTAINED)
    natural = natural or (i < group.first and group.verb in _UNDERGOING and quantity.unit == "count" and not group.passive)
    natural = natural or (group.verb == "have" and syntax.tokens[syntax.index(quantity.span.end - 1)].lower in _TURNOUT)
    directly = not any(token.tag in ("NOUN", "NAME") and token.lower != "percent" for token in syntax.tokens[group.end : i])
    comes_in = group.verb == "come" and [t.lower for t in syntax.tokens[group.end : group.end + 2]] == ["in", "at"]
    if natural or comes_in or (group.verb in PREDICTION and directly and i >= group.first and not group.passive):
        return Reading(Modality.PROJECTED, group.first, group.end, "prediction")
    return Reading(Modality.PLANNED, group.first, group.end, "future")


def _would(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> Reading | None:
    """In reported speech "would" is a "will"; after an estimate it foretells; in a story of the past it is a fact."""
    reporting = [g for g in syntax.groups if g.end <= group.first and g.form is Form.FINITE]
    if not told(syntax) and (any(token.lower in _STORY for token in syntax.tokens) or usual(syntax)):
        return None
    subject = syntax.subject(group)
    if reporting and (reporting[-1].verb in _ESTIMATE or not EXPECTATION.isdisjoint(reporting[-1].chain)):
        return Reading(Modality.PROJECTED, group.first, group.end, "expectation")
    if thought_of(syntax, group, quantity):
        return Reading(Modality.HYPOTHETICAL, group.first, group.end, "imagined")
    if any(token.lower in _FORECASTERS for token in syntax.tokens) and no_doer(syntax, subject):
        return Reading(Modality.PROJECTED, group.first, group.end, "expectation")
    if subject is not None and syntax.tokens[subject[1] - 1].lower in _IMAGINED and syntax.tokens[subject[0]].lower in _INDEFINITE:
        return Reading(Modality.HYPOTHETICAL, *subject, "imagined")
    if subject is not None and group.verb in _EFFECTS and no_doer(syntax, subject) and syntax.tokens[subject[1] - 1].lower not in _DOERS:
        return Reading(Modality.PROJECTED, group.first, group.end, "expectation")
    if person(syntax, group) and not told(syntax) and group.chain[1:2] != ("like",):
        return None
    return _future(syntax, group, quantity)


def _announced(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> Reading | None:
    """A sum announced or unveiled is planned where what it is for is named and still to be done."""
    clause = syntax.clause(group.first)
    if not group.passive and syntax.index(quantity.span.start) < group.first:
        return None
    i, last = syntax.index(quantity.span.start), syntax.index(quantity.span.end - 1)
    direct = not any(token.tag in ("NOUN", "NAME", "PREP") for token in syntax.tokens[group.end : i])
    behind = [token.lower for token in syntax.tokens[last + 1 : last + 4]]  # "announced $50 million for clean water", "in rebates"
    meant = behind[:1] in (["for"], ["to"]) or (behind[:1] == ["in"] and _RESULTS.isdisjoint(behind))
    meant = meant or (behind[:1] == ["from"] and any(g.form is Form.INFINITIVE for g in syntax.groups_in(last + 1, clause.end)))
    if quantity.dimension == "money" and group.verb in ANNOUNCE and not group.passive and direct and meant:
        return Reading(Modality.PLANNED, group.first, group.end, "announcement")
    near = syntax.tokens[max(clause.first, group.end if not group.passive else clause.first) : clause.end]
    if any(token.lower in ANNOUNCED for token in near):
        return Reading(Modality.PLANNED, group.first, group.end, "announcement")
    return None


def _noun_before(syntax: Syntax, group: VerbGroup) -> Reading | None:
    """The noun that a non-finite group hangs on: "a plan to build", "a target of selling"."""
    i = group.first - 1
    while i > 0 and group.form is Form.INFINITIVE and (syntax.tokens[i].tag in ("NUM", "DET") or syntax.tokens[i].lower in _AMOUNT):
        i -= 1  # "a grant of $9 million to drill"
    while i >= 0 and (syntax.tokens[i].tag in ("PREP", "ADV") or syntax.tokens[i].lower in "'\""):
        i -= 1
    if i < 0:
        return None
    word, infinitive = syntax.tokens[i].lower, group.form is Form.INFINITIVE
    if word in PLAN_NOUNS or (infinitive and word in _AGREEMENT_NOUNS and syntax.tokens[i].tag == "NOUN"):
        return Reading(Modality.PLANNED, i, group.end, "plan_noun")
    if infinitive and word in COURSES and syntax.tokens[i - 1].lower == "on":
        return Reading(Modality.PLANNED if group.verb in _ACHIEVING else Modality.PROJECTED, i, group.end, "course")
    if word in FORECAST_NOUNS or (infinitive and word in _POTENTIAL_NOUNS):
        return Reading(Modality.PROJECTED, i, group.end, "forecast_noun")
    return None
