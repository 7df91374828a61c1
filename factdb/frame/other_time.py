"""Times that belong to something else than the figure: to the act of saying, an aside, a thing compared with, a later figure."""

from __future__ import annotations

import re
from typing import Final

from factdb.frame.clause import Form, VerbGroup
from factdb.frame.scope import Scope
from factdb.frame.spoken import SAYING, verb_of
from factdb.timex.context import alternation, words
from factdb.values import Grain, Quantity, Relation, Timex

FOUNDING: Final = words("founding")
STATING: Final = words("stating")
HAPPENING: Final = words("happening")
_SURVEYS: Final = words("survey")
_MODALS: Final = frozenset(("will", "would", "shall", "could", "may", "might", "should", "can"))
_AHEAD: Final = words("ahead_verb")
TELLING: Final = words("telling")
ANNOUNCING: Final = words("announcing")
FORETOLD: Final = words("foretold")
_FRONT_REACH: Final = 25  # characters


def is_fronted(scope: Scope, timex: Timex) -> bool:
    """Whether a time expression opens the sentence, before its verb."""
    if timex.full.start - scope.sentence.start >= _FRONT_REACH:
        return False
    first = next((g for g in scope.syntax.groups if g.form is Form.FINITE), None)
    return first is None or scope.tokens[first.first].start > timex.full.start


def tense(group: VerbGroup) -> str:
    """Of what time a finite verb tells: "past" (rose), "perfect" (has risen), "future" (will rise, plans to), "present"."""
    if group.chain[0] in _MODALS or (not group.past and not _AHEAD.isdisjoint(group.chain)):
        return "future"
    if group.past:
        return "past"
    return "perfect" if group.chain[0] == "have" and len(group.chain) > 1 else "present"


def turns_behind(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether "and" opens a verb of another tense between a figure and a time: "has 900 pupils and was rated good in 2022"."""
    syntax = scope.syntax
    own = syntax.governor(*quantity.span)
    if own is None or own.form is not Form.FINITE or timex.full.start < quantity.span.end:
        return False
    between = syntax.groups_in(syntax.index(quantity.span.end - 1) + 1, syntax.index(timex.full.start))
    verb = next((g for g in reversed(between) if g.form is Form.FINITE), None)
    if verb is None or verb is own or scope.tokens[verb.first - 1].lower not in ("and", "but"):
        return False
    return tense(own) != tense(verb)


# ---- before the figure ----------------------------------------------------------------------------------------------------------------

# an aside that a comma opens, up to its end
RE_ASIDE: Final = re.compile(r",[ ](?:which|who|whose|where|when)[ ][^,;:]{0,150}\Z")
RE_TO_TOTAL: Final = re.compile(r",[ ](?:bringing|taking|raising|lifting)[ ](?:its|the|their)[ ][^,;]{0,30}\Z")
RE_WHILE: Final = re.compile(r"\b(?:while|whereas)[ ]")
RE_AND_THAT: Final = re.compile(r",?[ ](?:and|but)[ ]that[ ]")


def is_aside(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether a time before the figure dates only an aside: "The plant, opened in 1998, employs", "Ana Orth, who took over in May, said"."""
    between = scope.text[timex.span.end : quantity.span.start]
    closed = "," in between
    reference = scope.whole.article.reference
    if reference is not None and timex.grain is Grain.DAY and timex.start == timex.end == reference.date and timex.value != "PRESENT_REF":
        return False  # "The scheme, which was opened today, includes"
    ahead = reference is not None and timex.start is not None and timex.start > reference.date
    if (
        closed
        and not ahead
        and verb_of(scope, timex) not in HAPPENING
        and RE_ASIDE.search(scope.text, scope.sentence.start, timex.full.start)
    ):
        return True
    syntax = scope.syntax
    group, own = syntax.governor(*timex.full), syntax.governor(*quantity.span)
    if own is not None and own.form is Form.PARTICIPLE and own.parent is not None and syntax.tokens[own.first - 1].tag in ("DET", "ADJ"):
        own = syntax.groups[own.parent]  # "holds an estimated 40 tons"
    if group is None or own is group or group.verb in HAPPENING:
        return False
    now = own is not None and own.form is Form.FINITE and not own.past
    if group.form is Form.FINITE:
        # "The strike that began on Monday has cost": not "students who entered in 2018 finished"
        clause = syntax.clause(group.first)
        relative = (
            clause.opener in ("which", "who", "that") and clause.first > 0 and syntax.tokens[clause.first - 1].tag in ("NOUN", "NAME")
        )
        behind = own is not None and own.first > syntax.index(timex.full.start) and not syntax.clause(own.first).opener
        return relative and now and behind and timex.relation is not Relation.BY
    if group.form not in (Form.PARTICIPLE, Form.INFINITIVE):
        return False
    if not closed:
        # "The law passed in 2019 sets a limit": the participle describes the subject of a present verb
        describes = group.form is Form.PARTICIPLE and group.first > 0 and syntax.tokens[group.first - 1].tag in ("NOUN", "NAME")
        simple = now and own is not None and len(own.chain) == 1 and own.chain[0] != "have"
        return describes and simple and own is not None and own.first > syntax.index(timex.full.start) and group.verb not in SAYING
    fresh = group.verb in STATING and timex.grain is Grain.DAY  # "in the plan unveiled today, it invests"
    if (
        not fresh
        and now
        and own is not None
        and len(own.chain) == 1
        and group.form is Form.PARTICIPLE
        and syntax.tokens[group.first - 1].tag in ("NOUN", "NAME")
    ):
        return True  # "Under a deal signed in 2019, it receives"
    if group.verb in FOUNDING:
        return True
    # "The road, approved in 2018, is put at": what is told in the present holds now
    aside = group.first > 0 and scope.tokens[group.first - 1].lower == "," and group.form is Form.PARTICIPLE
    return aside and now


def turns(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether another statement begins between a time and a figure after it."""
    between = scope.text[timex.full.end : quantity.span.start]
    if RE_WHILE.search(between) and (_is_present(scope, quantity) or (_runs_on(scope, timex) and _is_past(scope, quantity))):
        return True  # "Its wage bill was 9 million last year, while a rival pays 4,000 a week"
    if timex.relation is Relation.IN and _is_apposed(scope, timex, between):
        return True  # "The strike, the third this year, cancelled 900 flights"
    if _is_lately_apart(scope, quantity, timex):
        return True
    if "according" in scope.words and RE_STUDY.search(between):
        return True
    if is_fronted(scope, timex):
        return False
    if " and " in between and _is_founded(scope, quantity, timex):
        return True  # "was built in 1991 and had made 48,000 flights"
    if timex.relation is Relation.SINCE and RE_TO_TOTAL.search(between):
        return True  # "has opened 12 shops since May, bringing the total to 80"
    if RE_AND_THAT.search(between):
        return True  # "said that rents had risen in May and that 40 flats stood empty"
    joined = " and " in between or " but " in between
    return (joined and _turns_tense(scope, quantity, timex)) or _turns_present(scope, quantity, timex)


def _is_past(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure's own verb is in the past or pluperfect."""
    here = scope.syntax.governor(*quantity.span)
    return here is not None and here.form is Form.FINITE and here.past


def _runs_on(scope: Scope, timex: Timex) -> bool:
    """Whether a time ends after the day of writing."""
    reference = scope.whole.article.reference
    return reference is not None and timex.end is not None and timex.end > reference.date


# a study that tells the figures behind it: "..., according to a study that covered 85 plots"
RE_STUDY: Final = re.compile(r",[ ]according[ ]to[ ](?:an?|the)[ ][^,;]{0,60}\b(?:that|which)[ ]")


def _is_present(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure's own verb is in the plain present."""
    here = scope.syntax.governor(*quantity.span)
    return here is not None and here.form is Form.FINITE and not here.past and not (here.chain[0] == "have" and len(here.chain) > 1)


RE_APPOSED: Final = re.compile(r",[ ](?:the|its|their|his|her|an?)[ ][^,;]{0,50}\Z")


def _is_apposed(scope: Scope, timex: Timex, between: str) -> bool:
    """Whether a time stands in an apposition without a verb: ", the third this year,"."""
    if not between.startswith(","):
        return False
    match = RE_APPOSED.search(scope.text, max(scope.sentence.start, timex.full.start - 60), timex.full.start)
    if match is None:
        return False
    syntax = scope.syntax
    return not syntax.groups_in(syntax.index(match.start() + 1), syntax.index(timex.span.end))


def _is_lately_apart(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the figure stands in a relative clause in the perfect, and the time with another tense: "will fall this year because of floods, which have cost 9 million"."""
    syntax = scope.syntax
    here, there = syntax.governor(*quantity.span), syntax.governor(*timex.full)
    if here is None or there is None or here is there or timex.relation is not Relation.IN or here.form is not Form.FINITE:
        return False
    clause = syntax.clause(here.first)
    part = clause.first > 0 and syntax.tokens[clause.first - 1].lower == "of"  # "of which 29 percent has been received"
    return clause.opener in _ASIDES and not part and tense(here) == "perfect" and clause.first > syntax.index(timex.span.start)


def _is_founded(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the time is that of a thing's beginning, told by another verb than the figure's."""
    there, here = scope.syntax.governor(*timex.full), scope.syntax.governor(*quantity.span)
    return (
        there is not None
        and here is not None
        and there is not here
        and there.passive
        and there.verb in FOUNDING
        and here.verb != there.verb
    )


def _turns_tense(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether "and" opens another tense between: "will move 40 tons by May and has bought 3 lorries"."""
    syntax = scope.syntax
    there, here = syntax.governor(*timex.full), syntax.governor(*quantity.span)
    if there is None or here is None or not there.end <= syntax.index(timex.full.start) < here.first or here.form is not Form.FINITE:
        return False
    done = here.past or here.chain[0] == "have"
    finite = next((g for g in syntax.lineage(there) if g.form is Form.FINITE), there)
    if timex.relation is Relation.BY and tense(finite) == "future" and tense(here) == "present" and not here.shared:
        return scope.tokens[here.first - 1].lower in ("and", "but")  # "aims to sell 40 by 2030, and is investing 9 million"
    return done != (finite.past or finite.chain[0] == "have") and scope.tokens[here.first - 1].lower in ("and", "but")


def _turns_present(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the figure's own verb tells of now, behind one of what has been: "it has hired 35 cooks since May and still has 12 openings"."""
    if timex.relation not in (Relation.SINCE, Relation.IN):
        return False
    syntax = scope.syntax
    there, here = syntax.governor(*timex.full), syntax.governor(*quantity.span)
    if there is None or here is None or here.form is not Form.FINITE or here.past or here.first < there.end:
        return False
    if here.chain[0] == "have" and len(here.chain) > 1:
        return False
    held = here.chain[0] in _PRESENT or " but " in scope.text[timex.full.end : quantity.span.start]
    if timex.relation is Relation.IN and (not there.past or here.verb in SAYING or not held):
        return False
    if timex.relation is Relation.IN:
        # "pulled out three men on Tuesday; nine are still missing": a new main clause, not "announced today that it is hiring 40"
        between = scope.text[timex.full.end : quantity.span.start]
        coordinate = any(mark in between for mark in (" and ", " but ", "; "))
        if not coordinate or syntax.clause(here.first).opener or syntax.clause(there.first).opener:
            return False
    return there.form is Form.FINITE and (there.past or there.chain[0] == "have")


_PRESENT: Final = frozenset(("be", "have"))

# ---- behind the figure ----------------------------------------------------------------------------------------------------------------

_COMPARISONS: Final = frozenset(("than", "below", "above", "twice", "double", "triple", "half", "times", "on"))
# "12 percent more than", "twice the": what follows is the thing that is compared with
RE_THAN: Final = re.compile(
    r"\bthan\b|\b(?:below|above)[ ](?:the|that|its|their)\b|\b(?:twice|double|triple|half|times)[ ](?:the|that|what|those|as)\b"
    r"|\b(?:rise|fall|increase|decrease|drop|decline|up|down)[ ](?:of|by)[ ][0-9][^ ]{0,8}[ ](?:percent[ ]|per[ ]cent[ ])?on[ ](?:the|those)\b",
    re.IGNORECASE,
)


RE_SAME_POINT: Final = re.compile(
    r"[ ]?(?:(?:in|during|at|for|over|on)[ ])?(?:(?:at[ ])?the[ ]same[ ](?:point|time|stage|period|month|quarter|week)[ ](?:in|of)[ ])?",
    re.IGNORECASE,
)


# "18 seats in last year's election": an event of the time holds for what it brought
RE_THEIR_EVENT: Final = re.compile(
    rf"(?:in|at|during|from|for)[ ][^.,;']{{3,30}}'s?[ ](?:[a-z0-9-]+[ ]){{0,2}}(?:{alternation('event_noun')})\b",
    re.VERBOSE | re.IGNORECASE,
)


def is_behind_other(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether a time behind the figure is that of a noun, of foretelling it, of what the counted people say, or of a thing compared with."""
    if scope.text.startswith(("'s", "' "), timex.span.end) and not RE_THEIR_EVENT.match(scope.text, timex.full.start):
        return True  # "a premium of 5 percent to Monday's closing price"
    if _is_of_record(scope, timex) or _is_told_behind(scope, quantity, timex):
        return True
    if RE_AND_THAT.search(scope.text, quantity.span.end, timex.full.start) or _is_later_aside(scope, quantity, timex):
        return True
    if not _COMPARISONS.isdisjoint(scope.words) and _is_compared_thing(scope, quantity, timex):
        return True
    return _is_foretelling(scope, quantity, timex) or _is_in_their_words(scope, quantity, timex)


RE_TOLD_BEHIND: Final = re.compile(rf",[ ](?:an?|the)[ ](?:[a-z]+[ ]){{0,2}}(?:{alternation('survey')})\b[^,;]{{0,60}}\Z|[(]\Z", re.VERBOSE)


def _is_told_behind(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the time is that of the study that tells the figure, or opens a bracket for another: "40 percent, a study in 2021 found", "(2023: 88)"."""
    opened = scope.text[timex.full.start - 1 : timex.full.start] == "("
    if opened:
        return scope.text.startswith(":", timex.span.end)
    return not _SURVEYS.isdisjoint(scope.words) and RE_TOLD_BEHIND.search(scope.text, quantity.span.end, timex.full.start) is not None


def _is_of_record(scope: Scope, timex: Timex) -> bool:
    """Whether the time is that of an earlier record: "24 percent short of the record set in 2019"."""
    if "set" not in scope.words:
        return False
    before = scope.text[max(scope.sentence.start, timex.full.start - 24) : timex.full.start].lower()
    return before.endswith(" set ") and before.split()[-2] in _RECORDS


_ASIDES: Final = frozenset(("which", "who", "where", "whose"))
_RECORDS: Final = frozenset(("record", "mark", "high", "low", "peak", "best", "records"))
RE_LATER_ASIDE: Final = re.compile(r",[ ](?:which|who|whose|where)[ ]")


def _is_later_aside(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether a past time stands in an aside behind a figure that is told in the present: "one of 380 farms in a scheme, which began in 2016"."""
    reference = scope.whole.article.reference
    if reference is None or timex.end is None or timex.end >= reference.date:
        return False
    return RE_LATER_ASIDE.search(scope.text, quantity.span.end, timex.full.start) is not None and _is_present(scope, quantity)


def _is_in_their_words(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the time stands in what the counted people say: "62 percent said they would plant less in 2025"."""
    syntax = scope.syntax
    group = syntax.governor(*timex.full)
    i = syntax.index(quantity.span.end - 1)
    if group is None or group.first <= i:
        return False
    told = syntax.groups_in(i + 1, i + 2)
    past = timex.rule in ("window", "rolling")  # "13 percent say they paid in the past year": so many within it
    return bool(told) and told[0] is not group and told[0].verb in SAYING and timex.relation is Relation.IN and not past


def _is_foretelling(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the time is that of foretelling the figure: "the 3 percent it projected in April"."""
    syntax = scope.syntax
    k = syntax.index(quantity.span.end - 1) + 1
    if k + 1 >= len(scope.tokens) or scope.tokens[k].tag != "PRON":
        return False
    group = syntax.governor(*timex.full)
    return group is not None and group.first == k + 1 and group.verb in FORETOLD


def _is_compared_thing(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the time dates only the thing compared with, by a verb or noun of its own: "12 percent more than the contract signed in 2015"."""
    at = None
    for match in RE_THAN.finditer(scope.text, max(scope.sentence.start, quantity.span.start - 15), timex.full.start):
        at = match
    if at is None or at.end() < quantity.span.end:
        return False
    if any(at.end() <= t.span.start < timex.full.start - 1 for t in scope.times):
        return False  # "above the 1991-2020 average in May"
    by_on = at.group().lower().endswith((" on the", " on those"))
    if not by_on and any(at.end() <= q.span.start < timex.full.start for q in scope.quantities):
        return False
    between = scope.text[at.end() : timex.full.start]
    if "," in between and not by_on:
        return False
    syntax = scope.syntax
    first = syntax.index(at.end())
    verbs = [g for g in syntax.groups_in(first, syntax.index(timex.full.start)) if g.first > first]
    return bool(verbs) or by_on or at.group().lower().startswith(("below", "above")) or RE_SAME_POINT.fullmatch(between) is not None
