"""Figures that are given already, whatever their sentence plans: what is pointed at, an aside, who helped, what is told instead."""

from __future__ import annotations

from typing import Final

from factdb.frame.clause import Form, Syntax, VerbGroup
from factdb.frame.mood import ANNOUNCED, INTENTION, PLAN_NOUNS
from factdb.frame.wording import words
from factdb.text.tokens import noun_phrase_end
from factdb.values import Quantity

_PLANNED: Final = words("planned_modifier")
_UNDONE: Final = ANNOUNCED | words("plan_subject") | PLAN_NOUNS | words("undone_noun")
_STAKES: Final = words("definite", "stakes")
_DEFINITE: Final = words("definite")
_BOTH: Final = words("known")
_NOW: Final = words("now")
_PREAMBLE: Final = words("preamble")
_ASIDE: Final = words("aside")
_OPENING_ASIDE: Final = frozenset({"which", "with"})
_DONE: Final = words("finished", "verbs")
_PLACES: Final = words("settlement")
_DWELLERS: Final = words("settlement", "dwellers")
_STAFF: Final = words("settlement", "staff")
_PAY: Final = words("settlement", "pay")
_ENDING: Final = words("ending", "verbs")
_DIMENSIONS: Final = frozenset(
    {"long", "wide", "tall", "high", "across", "deep", "thick", "length", "width", "diameter", "height", "above"}
)
_HELPING: Final = words("helping", "verbs")


def known(syntax: Syntax, quantity: Quantity) -> bool:
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
    if opener == "the" and before == 1 and tokens[0].lower == "of":
        return True  # "Of the 120 schemes promised in 2019"
    if tokens[first].lower in _BOTH or opener in _BOTH:
        return True
    pointed = opener in _DEFINITE or (before >= 0 and tokens[before].tag == "POS")
    if pointed and quantity.unit == "percent" and last + 1 < len(tokens) and tokens[last + 1].lower in _STAKES:
        return True  # "will sell its 18 percent stake"
    return pointed and not adjectives and _done(syntax, quantity, first, last)


def _done(syntax: Syntax, quantity: Quantity, first: int, last: int) -> bool:
    """Whether a definite phrase is counted, or a sum that describes the subject ("the $568 million dam will ..."), and no plan."""
    end = max(last + 1, noun_phrase_end(syntax.tokens, last + 1))
    phrase = {token.lower for token in syntax.tokens[first:end]}
    if phrase & _UNDONE:
        return False
    at = end + 1 if end < len(syntax.tokens) and syntax.tokens[end].lower == "," else end
    following = syntax.groups_in(at, at + 1)
    aside = at > end and not following and syntax.tokens[at].lower in _OPENING_ASIDE if at < len(syntax.tokens) else False
    describes = end > last + 1 and quantity.dimension != "time" and (bool(following) or aside)
    governor = syntax.governor(*quantity.span)
    if describes and governor is not None and governor.chain[0] == "would" and governor.first > last:
        return False  # "the 22,000-seat stadium would"
    if describes and following and following[0].form is Form.PARTICIPLE and following[0].verb in INTENTION:
        return False  # "the 6-mile bridge planned over the park"
    if following and following[0].form is Form.INFINITIVE and following[0].passive:
        return False  # "the 12 roads to be rebuilt"
    return describes or (quantity.unit == "count" and not phrase & _PLANNED)


def in_preamble(syntax: Syntax, quantity: Quantity) -> bool:
    """Whether the figure stands in an opening phrase that the main verb says nothing of: "After a 7-year wait, we expect ..."."""
    i = syntax.index(quantity.span.start)
    clause = syntax.clause(i)
    opening = syntax.tokens[clause.first].lower if clause.first < len(syntax.tokens) else ""
    if opening not in _PREAMBLE:
        return False
    return any(token.lower == "," for token in syntax.tokens[i : clause.end]) and not syntax.groups_in(clause.first, i)


def in_aside(syntax: Syntax, quantity: Quantity, group: VerbGroup | None) -> bool:
    """Whether the figure stands in an aside between a name and its verb: "Chad, home to 3 million herders, will"."""
    tokens, i = syntax.tokens, syntax.index(quantity.span.start)
    if group is None or group.first <= i:
        return False
    first = next((k for k in range(i - 1, max(0, i - 10), -1) if tokens[k].lower == ","), 0)
    if not first or tokens[first + 1].lower not in _ASIDE:
        return bool(first) and _sized(syntax, quantity, group, first)
    opening = tokens[syntax.clause(i).first].lower
    if tokens[first - 1].tag != "NAME" and (
        opening not in _DEFINITE or tokens[first + 1].lower not in ("with", "worth") or tokens[first - 1].lower in _UNDONE
    ):
        return False
    if opening in ("a", "an"):
        return False  # "A station at Orth, with 6 pumps, will"
    end = next((k for k in range(i + 1, group.first) if tokens[k].lower == ","), 0)
    return bool(end) and all(token.tag == "ADV" for token in tokens[end + 1 : group.first]) and not syntax.groups_in(first, end)


def _sized(syntax: Syntax, quantity: Quantity, group: VerbGroup, comma: int) -> bool:
    """Whether an aside tells how large the subject is: "The span, 2.6 kilometres long, will"."""
    tokens, last = syntax.tokens, syntax.index(quantity.span.end - 1)
    if quantity.unit in ("count", "percent", "multiple") or quantity.dimension in ("money", "time") or last + 2 >= len(tokens):
        return False
    behind = [token.lower for token in tokens[last + 1 : last + 3]]
    sized = behind[0] in _DIMENSIONS or behind[1] in _DIMENSIONS
    return sized and syntax.index(quantity.span.start) - comma < 4 and any(token.lower == "," for token in tokens[last + 1 : group.first])


def helped(syntax: Syntax, quantity: Quantity, group: VerbGroup | None) -> bool:
    """Whether the figure is the help that somebody has: "wants to reach 900, helped by a $4 million loan"."""
    if group is None or group.form is not Form.PARTICIPLE or group.verb not in _HELPING or not group.first:
        return False
    tokens = syntax.tokens
    return (
        tokens[group.first - 1].lower == ","
        and group.end < len(tokens)
        and tokens[group.end].lower == "by"
        and group.end < syntax.index(quantity.span.start)
    )


def finished(syntax: Syntax, subject: tuple[int, int], group: VerbGroup) -> bool:
    """Whether what stands between a plan and its verb says that it is done: "The scheme, which was opened today, includes"."""
    between = syntax.groups_in(subject[1], group.first)
    return any(g.verb in _DONE and (g.past or g.form is Form.PARTICIPLE or g.chain[0] == "have") for g in between)


def settlement(syntax: Syntax, quantity: Quantity, group: VerbGroup | None) -> bool:
    """Whether the figure says how large a place is, or who somebody's pay is: "The town of 9,000 people will", "a raise for 30,000 nurses"."""
    tokens = syntax.tokens
    k = syntax.index(quantity.span.start) - 1
    while k > 0 and (tokens[k].tag in ("ADV", "ADJ") or tokens[k].lower in ("than", "about", "over", "around", "up", "to")):
        k -= 1
    if k < 1 or tokens[k].lower not in ("of", "for"):
        return False
    if tokens[k].lower == "of":
        last = syntax.index(quantity.span.end - 1)
        return tokens[k - 1].lower in _PLACES and tokens[last].lower in _DWELLERS
    clause = syntax.clause(k)
    head = quantity.head or tokens[syntax.index(quantity.span.end - 1)].lower
    return head in _STAFF and any(token.lower in _PAY for token in tokens[clause.first : k])


def undone(syntax: Syntax, quantity: Quantity, group: VerbGroup | None) -> bool:
    """Whether what is there already is to be ended or replaced: "plans to scrap a 4 percent tax"."""
    if group is None or group.verb not in _ENDING or not group.end <= syntax.index(quantity.span.start):
        return False
    last = syntax.index(quantity.span.end - 1)
    between = syntax.tokens[group.end : syntax.index(quantity.span.start)]
    attributive = noun_phrase_end(syntax.tokens, last + 1) > last + 1 and quantity.unit != "count"
    return attributive and len(between) < 4 and not any(token.tag in ("NOUN", "PREP") for token in between)
