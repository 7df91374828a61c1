"""Times that date another part of the sentence than the one the figure stands in: an aside, a modifier, a clause with a subject of its own."""

from __future__ import annotations

import re
from typing import Final

from factdb.frame.clause import Clause, Form, VerbGroup
from factdb.frame.other_time import FOUNDING, STATING, is_fronted, tense
from factdb.frame.scope import Scope
from factdb.frame.spoken import SAYING
from factdb.timex.context import alternation, words
from factdb.values import Grain, Quantity, Relation, Timex

_HAPPENING: Final = words("happening")
_TAKING_PLACE: Final = _HAPPENING - {
    "sell",
    "auction",
    "sample",
    "observe",
    "test",
    "reach",
    "peak",
    "play",
    "host",
    "draw",
    "record",
    "measure",
}
_EVENTS: Final = _HAPPENING | words("outcome")
_CHANGING: Final = words("changing")
_THINKING: Final = words("thinking")
_DATING: Final = FOUNDING | words("dating_participle")
_BARGAINS: Final = words("bargain")
_GIVEN: Final = frozenset(("grant", "loan", "credit", "award", "gift"))
_ASIDES: Final = frozenset(("which", "who", "whose", "where"))
_OPENED: Final = _ASIDES | {"that"}
_JOINED: Final = frozenset(("and", "but", "while", "so", "yet"))
_TURNING: Final = frozenset(("but", "while", "so", "yet"))


def is_of_side(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the time dates another part of the sentence than the figure's."""
    if timex.full.start >= quantity.span.end:
        behind = (
            _is_out_of_aside(scope, quantity, timex)
            or _is_of_relative(scope, quantity, timex)
            or _is_of_participle(scope, quantity, timex)
            or _is_of_next_clause(scope, quantity, timex)
            or _is_of_what_is_thought(scope, quantity, timex)
        )
        return behind or _is_apposed(scope, quantity, timex)
    return (
        _is_of_what_came_after(scope, quantity, timex)
        or _is_before_aside(scope, quantity, timex)
        or _is_before_adjunct(scope, quantity, timex)
    )


def _is_of_what_came_after(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the figure tells of an event that lies before the time: "reopened on Thursday after a $58 million renovation"."""
    match = RE_AFTER.match(scope.text, timex.span.end)
    if match is None or ", " in scope.text[match.end() : quantity.span.start]:
        return False
    syntax = scope.syntax
    verbs = syntax.groups_in(syntax.index(match.end()), syntax.index(quantity.span.start))
    return all(g.form is not Form.FINITE for g in verbs)


RE_AFTER: Final = re.compile(r",?[ ](?:after|following)[ ]")


def _verb_in(scope: Scope, clause: Clause) -> VerbGroup | None:
    """The first finite verb of a clause."""
    return next((g for g in scope.syntax.groups_in(clause.first, clause.end) if g.form is Form.FINITE), None)


def _is_plain_present(group: VerbGroup) -> bool:
    return group.form is Form.FINITE and tense(group) == "present"


# ---- behind the figure ----------------------------------------------------------------------------------------------------------------


def _is_out_of_aside(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the figure stands in a relative clause and the time behind it: "The zoo, which draws 900 visitors a day, is to reopen on Monday"."""
    syntax = scope.syntax
    here = syntax.clause(syntax.index(quantity.span.start))
    own = syntax.governor(*quantity.span)
    if own is not None and own.form is Form.PARTICIPLE and _is_closed_off(scope, own, quantity, timex):
        return True
    if here.opener not in _ASIDES or not here.first or scope.tokens[here.first - 1].lower in ("of", "all"):
        return False
    own = _verb_in(scope, here)
    if own is None:
        return False
    at = syntax.index(timex.full.start)
    if at < here.end:
        # ", which could protect 400 homes, by the end of the autumn"
        return (
            scope.text[timex.full.start - 2 : timex.full.start] == ", "
            and scope.tokens[here.first - 1].lower == ","
            and not (own.verb in _EVENTS and own.past)
        )
    main = syntax.governor(*timex.full)
    if main is None or main.first < here.end:
        return False
    founded = (main.verb in FOUNDING or own.verb in FOUNDING) and own.verb != main.verb
    return _is_plain_present(own) or tense(own) != tense(main) or founded


def _is_closed_off(scope: Scope, own: VerbGroup, quantity: Quantity, timex: Timex) -> bool:
    """Whether a participle and its figure stand between commas, the verb and the time behind: "The hall, built to hold 900, was full on Monday"."""
    syntax = scope.syntax
    if not own.first or scope.tokens[own.first - 1].lower != "," or (own.end < len(scope.tokens) and scope.tokens[own.end].lower == "by"):
        return False
    main = syntax.governor(*timex.full)
    if main is None or main.form is not Form.FINITE or main.verb in _EVENTS or main.first <= syntax.index(quantity.span.end - 1):
        return False
    return scope.text[quantity.span.end : scope.tokens[main.first].start].rstrip().endswith(",") or any(
        t.lower == "," for t in scope.tokens[syntax.index(quantity.span.end - 1) + 1 : main.first]
    )


def _is_of_relative(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the time stands in a later relative clause about something else: "lost $9 million on its Danish arm, which it sold in May"."""
    syntax = scope.syntax
    there = syntax.clause(syntax.index(timex.span.start))
    if (
        there.opener not in _OPENED
        or there.first <= syntax.index(quantity.span.end - 1)
        or any(scope.tokens[there.first].start <= q.span.start < timex.full.start for q in scope.quantities)
    ):
        return False
    before = scope.tokens[there.first - 1]
    comma = before.lower == ","
    noun = scope.tokens[there.first - 2] if comma else before
    if noun.tag not in ("NOUN", "NAME") or noun.start < quantity.span.end:
        return False
    group, own = _verb_in(scope, there), syntax.governor(*quantity.span)
    if group is None or own is None or group.verb in _TAKING_PLACE or group.verb in SAYING:
        return False
    parted = scope.text.startswith(" of ", quantity.span.end)  # "71 percent of students who entered in 2018"
    return comma or group.verb in _DATING or (_is_plain_present(own) and group.past and not parted)


def _is_of_participle(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the time dates a thing made or agreed, by a participle: "brings to 48 the number built under a deal signed in 2020"."""
    syntax = scope.syntax
    group = syntax.governor(*timex.full)
    k = syntax.index(quantity.span.end - 1)
    if group is None or group.first <= k + 1 or (group.verb not in _DATING and scope.tokens[group.first - 1].lower != "them"):
        return False
    if group.form is not Form.PARTICIPLE and not _is_reduced(scope, group):
        return False
    if scope.tokens[group.first - 1].tag not in ("NOUN", "NAME"):
        return scope.tokens[group.first - 1].lower == "them" and group.form is Form.PARTICIPLE  # "of canals, many of them dug in"
    between = scope.tokens[k + 1 : group.first - 1]
    if scope.tokens[group.first - 1].lower in _GIVEN and any(t.lower == "from" for t in between):
        return False  # "comes from a federal grant awarded in May": the grant is the sum
    return any(t.tag in ("PREP", "VERB", "VBD", "AUX") for t in between) and all(t.lower != "," for t in between)


def _is_reduced(scope: Scope, group: VerbGroup) -> bool:
    """Whether a bare past form tells of the object of a preposition, which is no subject: "at a plant | opened in 2009"."""
    if group.form is not Form.FINITE or group.end - group.first != 1 or not group.past:
        return False
    k = group.first - 1
    while k >= 0 and scope.tokens[k].tag in ("NOUN", "NAME", "ADJ", "DET", "NUM", "VBN"):
        k -= 1
    return 0 <= k < group.first - 1 and scope.tokens[k].tag == "PREP"


def _is_of_next_clause(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the time stands in a clause joined to the figure's, with a subject of its own: "cut 90 jobs, and its chairman will leave in July"."""
    syntax = scope.syntax
    there = syntax.clause(syntax.index(timex.full.start))
    if there.opener or there.first <= syntax.index(quantity.span.end - 1):
        return False
    first = scope.tokens[there.first].lower
    joint = first if first in _JOINED else scope.tokens[there.first - 1].lower if there.first else ""
    if joint not in _JOINED:
        return False
    group, own = _verb_in(scope, there), syntax.governor(*quantity.span)
    if group is None or own is None or own is group or group.first > syntax.index(timex.full.start):
        return False
    opening = there.first + (first in _JOINED)
    if scope.tokens[group.first - 1].tag == "PRON" and scope.tokens[group.first - 2].tag in ("NOUN", "NAME"):
        return False  # "of the rates and fees it billed in 2023"
    if group.first <= opening or all(t.tag == "ADV" for t in scope.tokens[opening : group.first]):
        return False  # no subject of its own: "killed 40 and hurt dozens on Monday"
    if any(scope.tokens[there.first].start <= q.span.start < timex.full.start for q in scope.quantities):
        return False
    if scope.tokens[opening].tag == "NUM" or scope.tokens[opening].lower in ("dozens", "hundreds", "thousands", "several", "many"):
        return False
    return joint in _TURNING or not (own.verb in _EVENTS and group.verb in _EVENTS)


def _is_of_what_is_thought(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the time stands in what the counted people think: "60 percent believed that crime had risen over the past year"."""
    if scope.words.isdisjoint(_THOUGHT):
        return False
    syntax = scope.syntax
    there = syntax.clause(syntax.index(timex.span.start))
    k = syntax.index(quantity.span.end - 1)
    told = next((g for g in syntax.groups_in(k + 1, there.first) if g.form is Form.FINITE), None)
    return told is not None and told.verb in _THINKING and there.first > told.first and _verb_in(scope, there) is not None


_THOUGHT: Final = words("thinking_form")


RE_APPOSED: Final = re.compile(
    rf",[ ](?:home[ ]to|one[ ]of|part[ ]of|population|an?[ ](?!(?:rise|fall|increase|decrease|drop|gain|jump|decline|total|record)\b)(?:[a-z-]+[ ]){{1,3}}(?:of|with))[ ](?:(?:{alternation('amount_bound')})[ ])?\Z",
    re.VERBOSE,
)
RE_CLOSED: Final = re.compile(r"[^,.;:()]{0,60},[ ]")


def _is_apposed(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the figure tells what its subject is, in an aside without a verb: "The city, home to 3 million people, votes on Sunday"."""
    low = max(scope.sentence.start, quantity.span.start - 60)
    if RE_APPOSED.search(scope.text, low, quantity.span.start) is None:
        return False
    closed = RE_CLOSED.match(scope.text, quantity.span.end)
    return closed is not None and closed.end() <= timex.full.start


# ---- before the figure ----------------------------------------------------------------------------------------------------------------


def _is_before_aside(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the figure tells of somebody in an aside in the present: "Last year's crop failed," said a woman who farms 3 hectares."""
    syntax = scope.syntax
    here = syntax.clause(syntax.index(quantity.span.start))
    if here.opener not in _ASIDES or here.first <= syntax.index(timex.span.start):
        return False
    own = _verb_in(scope, here)
    if own is None:
        return False
    if here.opener in ("who", "whose"):
        return _is_plain_present(own)
    # "after a week of storms in which nine drowned"
    between = scope.text[timex.span.end : scope.tokens[here.first].start]
    return scope.tokens[here.first - 1].tag == "PREP" and " after " in between


def _is_before_adjunct(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the figure tells what helps a plan, behind its date: "to open 40 shops by 2027, helped by a $6 million loan"."""
    if timex.relation is not Relation.BY and not is_ahead(scope, timex):
        return False
    syntax = scope.syntax
    own = syntax.governor(*quantity.span)
    if own is None or own.form is not Form.PARTICIPLE or own.first <= syntax.index(timex.span.start):
        return False
    return scope.tokens[own.first - 1].lower == "," and not is_fronted(scope, timex)


def is_ahead(scope: Scope, timex: Timex) -> bool:
    """Whether a time lies after the day of writing."""
    reference = scope.whole.article.reference
    return reference is not None and timex.start is not None and timex.start > reference.date


# ---- times that are kept --------------------------------------------------------------------------------------------------------------


def is_of_deal(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether a participle before the time tells when a deal was made, and the figure what it is worth: "The deal, signed on May 2, is worth $9 million"."""
    group = scope.syntax.governor(*timex.full)
    if group is None or (group.verb not in STATING and group.verb not in _DATING):
        return False
    if timex.grain not in (Grain.DAY, Grain.MONTH) or group.form is not Form.PARTICIPLE or not group.first:
        return False
    k = group.first - 1
    if scope.tokens[k].lower == ",":
        k -= 1
    subject = scope.syntax.governor(*quantity.span)
    first = next((g for g in scope.syntax.groups if g.form is Form.FINITE), None)
    return k >= 0 and scope.tokens[k].lower in _BARGAINS and subject is not None and subject is first and not _opens_with_preposition(scope)


def _opens_with_preposition(scope: Scope) -> bool:
    return bool(scope.tokens) and scope.tokens[0].tag == "PREP"


def goes_on_parallel(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether a time at the end holds for two clauses that are alike: "14 people have died and 60 have been hurt since Monday"."""
    syntax = scope.syntax
    there = syntax.clause(syntax.index(timex.full.start))
    if there.opener or scope.tokens[there.first].lower != "and":
        return False
    here = syntax.clause(syntax.index(quantity.span.start))
    if here.end != there.first or here.opener not in ("", "that"):
        return False
    one, two = _verb_in(scope, here), _verb_in(scope, there)
    if one is None or two is None:
        return False
    elliptic = two.end - two.first == 1 and one.passive  # "have been planted and 14 ponds dug"
    if tense(one) != tense(two) and not elliptic:
        return False
    alike = any(one.verb in verbs and two.verb in verbs for verbs in (_EVENTS, _CHANGING))
    return alike or timex.relation is Relation.SINCE
