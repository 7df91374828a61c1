"""What is provided for, asked or called for, and what a document lays down."""

from __future__ import annotations

from typing import Final

from factdb.frame.clause import Syntax, VerbGroup
from factdb.frame.wording import Reading, words
from factdb.values import Modality, Quantity

_REQUESTING: Final = frozenset({"ask", "call", "appeal"})
_DOCUMENTS: Final = (
    words("laying_down")
    | words("plan_noun")
    | words("agreement_noun")
    | words("plan_subject")
    | frozenset({"pact", "accord", "treaty", "law"})
)
_PROVISION: Final = words("provision", "verbs")
_ASKING_WORDS: Final = frozenset({"how", "why", "what", "where", "when", "whether"})
_ASKING: Final = words("provision", "asking")


def provided(syntax: Syntax, group: VerbGroup, quantity: Quantity, verb: str, tag: str, *, goes_on: bool) -> Reading | None:
    """What is provided for, or asked and called for: "calls for 40 observers", "asked donors for $9 million"."""
    tokens = syntax.tokens
    asked = verb in _REQUESTING and quantity.dimension == "money" and not group.passive and leads_for(syntax, group, quantity)
    if verb in _ASKING and quantity.per is not None and not group.past and quantity.dimension == "money":
        return None  # "Landlords ask for 15 euros a square metre"
    if asked:
        return Reading(Modality.PLANNED, group.first, group.end, "provision")
    if (
        verb in _PROVISION | _ASKING
        and syntax.index(quantity.span.start) > group.first
        and (quantity.dimension != "time" or verb in _REQUESTING)
        and not goes_on
        and (verb in _ASKING or tag == "VERB")
        and group.end < len(tokens)
        and tokens[group.end].lower == "for"
    ):
        return Reading(Modality.PLANNED, group.first, group.end + 1, "provision")
    return None


def leads_for(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> bool:
    """Whether who is asked stands between: "asked donors for $9 million"."""
    between = syntax.tokens[group.end : syntax.index(quantity.span.start)]
    return (
        0 < len(between) < 9
        and any(token.lower == "for" for token in between)
        and not any(t.tag == "MARK" and t.lower == "," for t in between)
    )


def leads_to(syntax: Syntax, group: VerbGroup) -> bool:
    """Whether "to" follows soon: "committed itself to 40 visits"."""
    return any(token.lower == "to" for token in syntax.tokens[group.end : group.end + 6])


def laid_down(syntax: Syntax, group: VerbGroup) -> bool:
    """Whether a document is the subject: "the pact foresees 40,000 visas"."""
    subject = syntax.subject(group)
    if group.end < len(syntax.tokens) and syntax.tokens[group.end].lower in _ASKING_WORDS:
        return False  # "outlined how 30 men died"
    return subject is not None and syntax.tokens[subject[1] - 1].lower in _DOCUMENTS
