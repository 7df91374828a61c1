"""What is only supposed or worked out: "a merged town would have", "at the current rate it would take", "a 70 percent chance", "the ban will cost them"."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from factdb.frame.clause import Form, Syntax, VerbGroup
from factdb.frame.mood import PREDICTION
from factdb.frame.scope import Scope
from factdb.frame.telling import REPORTING
from factdb.frame.wording import Reading, words
from factdb.text.tokens import Token, noun_phrase_end
from factdb.values import Modality, Quantity

_CHANCES: Final = words("chance")
_PACES: Final = words("pace")
_PRESENT: Final = words("pace", "present")
_LEVELS: Final = words("supposed", "levels")
_POINTING: Final = words("supposed", "pointing")
_UNITED: Final = words("supposed")
_TOGETHER: Final = words("supposed", "opening")
_ARGUING: Final = words("supposed", "verbs")
_SIDES: Final = words("supposed", "subjects")
_KNOWING: Final = words("force", "sayers")
_FORCES: Final = words("force", "subjects")
_HARMS: Final = words("force", "verbs")
_ALLOWING: Final = words("permission")
_PAYING: Final = words("permission", "verbs")
_OPTIONS: Final = words("order", "options")
_DIRECT: Final = 2  # tokens between "exercised" and its "option"
_FIRMED: Final = frozenset({"firmed", "firms"})
_TAKING: Final = words("order", "verbs") | {"take"}
_TRANSLATING: Final = frozenset({"translate", "equate"})
_EACH: Final = frozenset({"each", "every"})
_MAKING: Final = words("making", "verbs")
_WOULD: Final = frozenset({"would", "will"})
_ABLE: Final = frozenset({"can", "could", "may", "will"})


def supposed(scope: Scope, quantity: Quantity, group: VerbGroup | None) -> Reading | None:
    """A reading that goes before what the verb group says by itself; None where there is none."""
    found = _chance(scope, quantity) or _option(scope.syntax, quantity)
    if found or group is None:
        return found
    auxiliary = group.chain[0]
    if auxiliary not in _WOULD:
        return None
    return (
        _paced(scope, group)
        or _feared(scope.syntax, group)
        or (_imagined(scope, group) if auxiliary == "would" else _suffered(scope.syntax, group, quantity))
    )


def _chance(scope: Scope, quantity: Quantity) -> Reading | None:
    """A likelihood: "a 70 percent chance of rain"."""
    if quantity.unit != "percent" or _CHANCES.isdisjoint(scope.words):
        return None
    tokens = scope.tokens
    last = scope.syntax.index(quantity.span.end - 1)
    for k in range(last, min(last + 3, len(tokens))):
        if tokens[k].lower in _CHANCES:
            return Reading(Modality.PROJECTED, k, k + 1, "chance")
    return None


def _option(syntax: Syntax, quantity: Quantity) -> Reading | None:
    """What somebody may still buy: "an option for 8 more trams", "options on a further 20 aircraft"."""
    tokens = syntax.tokens
    k = syntax.index(quantity.span.start) - 1
    while k > 1 and (tokens[k].tag in ("DET", "ADV", "ADJ") or tokens[k].lower in ("to", "up", "than")):
        k -= 1
    if k > 0 and tokens[k].lower in ("for", "on", "of") and tokens[k - 1].lower in _OPTIONS:
        group = syntax.governor(*quantity.span)
        if not _FIRMED.isdisjoint([token.lower for token in tokens[:k]]):
            return Reading(Modality.PLANNED, k - 1, k, "option")
        if group is None or group.verb not in _TAKING or k - 1 - group.end > _DIRECT:
            return Reading(Modality.PROJECTED, k - 1, k, "option")
    return None


def _paced(scope: Scope, group: VerbGroup) -> Reading | None:
    """What "will" or "would" works out from how things go: "At the current rate it would take 9 years"."""
    if _PACES.isdisjoint(scope.words):
        return None
    tokens = scope.tokens
    for k, token in enumerate(tokens[:-2]):
        if token.lower == "at" and tokens[k + 1].tag == "DET":
            phrase = [other.lower for other in tokens[k + 1 : k + 5]]
            present = phrase[0] in _POINTING or phrase[1] in _PRESENT
            if present and not _PACES.isdisjoint(phrase):
                return Reading(Modality.PROJECTED, k, k + 3, "pace")
    return None


def _feared(syntax: Syntax, group: VerbGroup) -> Reading | None:
    """What those who are for or against a thing, or know it, say it will do: "Critics say it would raise debt to 9 percent"."""
    if group.verb not in _HARMS or group.passive:
        return None
    before = next((g for g in reversed(syntax.groups) if g.end <= group.first), None)
    saying = syntax.subject(before) if before is not None and before.form is Form.FINITE and before.verb in REPORTING else None
    if saying is None or not any(token.lower in _SIDES | _KNOWING for token in syntax.tokens[slice(*saying)]):
        return None
    return Reading(Modality.PROJECTED, group.first, group.end, "force") if before is None or before.verb not in _ARGUING else None


def _imagined(scope: Scope, group: VerbGroup) -> Reading | None:
    """What "would" tells of a thing that is only thought of: a merged town, the parties together, "at these prices", "subject to a vote"."""
    syntax = scope.syntax
    tokens = syntax.tokens
    clause = syntax.clause(group.first)
    opening = [token.lower for token in tokens[clause.first : group.first]]
    hypothetical = Reading(Modality.HYPOTHETICAL, group.first, group.end, "supposed")
    if (opening and opening[0] in _TOGETHER) or group.verb in _TRANSLATING:
        return hypothetical
    if opening[:1] == ["at"] and len(opening) > 2 and opening[1] in _POINTING and opening[2] in _LEVELS:
        return hypothetical
    if "subject to" in scope.quote.lower():
        return hypothetical
    subject = syntax.subject(group)
    if subject is not None and tokens[subject[0]].lower in _EACH:
        return hypothetical
    if subject is not None and tokens[subject[0]].lower in ("we", "i") and group.verb in PREDICTION:
        return hypothetical
    phrase = tokens[slice(*subject)] if subject is not None else []
    if any(token.lower in _UNITED for token in phrase[:-1]) and phrase[0].lower in ("a", "an", "any", "one"):
        return hypothetical
    if len(phrase) == 1 and phrase[0].lower == "it" and group.verb == "take" and _purpose_behind(syntax, group):
        return hypothetical
    before = next((g for g in reversed(syntax.groups) if g.end <= clause.first or g.end <= group.first), None)
    if before is not None and before.verb in _ARGUING:
        arguing = syntax.subject(before)
        if arguing is not None and any(token.lower in _SIDES for token in tokens[slice(*arguing)]):
            return hypothetical
    return None


def _purpose_behind(syntax: Syntax, group: VerbGroup) -> bool:
    return any(g.form is Form.INFINITIVE for g in syntax.groups_in(group.end, syntax.clause(group.first).end))


def _suffered(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> Reading | None:
    """What a force that plans nothing will do: "the ban will cost them $3 million", "Burning it will release 5 tons"."""
    subject = syntax.subject(group)
    first = syntax.clause(group.first).first
    head = syntax.tokens[subject[1] - 1].lower if subject is not None else ""
    projected = Reading(Modality.PROJECTED, group.first, group.end, "force")
    if head in _FORCES and group.verb in _HARMS and not group.passive:
        return projected
    doing = next((g for g in syntax.groups_in(first, group.first) if g.form is Form.GERUND), None)
    return projected if doing is not None and doing.first <= first + 1 and group.verb in _HARMS - {"cost"} else None


def unable(group: VerbGroup | None) -> bool:
    """Whether a figure is told of what could not be done: "could not reach 11 villages"."""
    return group is not None and group.negated and group.chain[0] == "could" and "have" not in group.chain


def permitted(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> bool:
    """Whether "may" allows or forbids: "may keep only 2 fish", "may not take more than 5 ducks", "No firm may own 3"."""
    if group.chain[0] != "may" or group.first > syntax.index(quantity.span.start):
        return False
    i = syntax.index(quantity.span.start)
    subject = syntax.subject(group)
    opened = subject is not None and syntax.tokens[subject[0]].lower in ("no", "nobody", "anyone", "none")
    return opened or group.negated or any(token.lower in _ALLOWING for token in syntax.tokens[group.first : i])


def pays_out(group: VerbGroup, quantity: Quantity) -> bool:
    """Whether a rule tells what may be paid: "No firm may receive more than $75 million"."""
    return quantity.dimension == "money" and group.verb in _PAYING


def enabled(syntax: Syntax, group: VerbGroup | None) -> Modality | None:
    """The modality of what something is done for: "is dredged so that ships of 9 tons can dock"; None where nothing is."""
    if group is None or group.chain[0] not in _ABLE:
        return None
    clause = syntax.clause(group.first)
    opening: list[Token] = syntax.tokens[max(0, clause.first - 1) : clause.first + 2]
    if not any(one.lower == "so" and other.lower == "that" for one, other in pairwise(opening)):
        return None
    above = [g for g in syntax.groups if g.end <= clause.first and g.form is Form.FINITE]
    if not above:
        return None
    main = above[-1]
    return Modality.ACTUAL if main.past or (main.chain[0] == "have" and len(main.chain) > 1) else Modality.PLANNED


def made_to(syntax: Syntax, group: VerbGroup | None) -> VerbGroup | None:
    """The group that plans to make the thing that "can" do what is told: "will build a depot that can store 9 tons"."""
    if group is None or group.chain[0] != "can":
        return None
    clause = syntax.clause(group.first)
    if clause.opener not in ("that", "which") or not clause.first or syntax.tokens[clause.first - 1].tag not in ("NOUN", "NAME"):
        return None
    above = next((g for g in reversed(syntax.groups) if g.end <= clause.first), None)
    return above if above is not None and above.verb in _MAKING else None


def selected(syntax: Syntax, quantity: Quantity) -> int | None:
    """The token after a counted phrase at which what is to be done to it starts: "the first 12 roads | to be rebuilt"."""
    last = syntax.index(quantity.span.end - 1)
    end = max(last + 1, noun_phrase_end(syntax.tokens, last + 1))
    following = syntax.groups_in(end, end + 1)
    if not following or following[0].form is not Form.INFINITIVE or not following[0].passive:
        return None
    governor = syntax.governor(*quantity.span)
    return None if governor is None or (governor.verb in ("be", "become") and (governor.past or "have" in governor.chain)) else end
