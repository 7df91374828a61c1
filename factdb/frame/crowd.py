"""People counted: what the verb, the place and the subject say together of their metric.

"Two passengers were treated" and "the union represents 9,000 nurses" count people and members, "a town of 8,000 people" a population.
"""

from __future__ import annotations

from typing import Final

from factdb.frame import cues
from factdb.frame.deed import verb_of, vote, word_before
from factdb.frame.weigh import Figure
from factdb.frame.weights import Vote
from factdb.text import tagger
from factdb.values import EntityKind

_HOLDS: Final = 1.02  # before the counted noun
_SETTLED: Final = 1.05  # before verbs of what befell people
_LOST: Final = 1.1  # before "seats" that a party wins
_MADE: Final = 0.87  # before the class of the counted noun
_TRAVELLERS: Final = frozenset(("passenger", "passengers", "commuters", "travellers", "travelers", "riders", "holidaymakers", "tourists"))
_BODIES: Final = frozenset(("parliament", "assembly", "senate", "house", "council", "chamber", "legislature", "congress", "board", "bench"))
_POPULATED: Final = frozenset((EntityKind.COUNTRY, EntityKind.REGION, EntityKind.PLACE))
_OWNERS: Final = frozenset(("its", "their", "his", "her", "with"))


def crowd(figure: Figure) -> list[Vote]:
    """Votes on counted people of the verb and the thing told of."""
    if not figure.counted or figure.share or figure.quantity.dimension != "count":
        return []
    return (
        _seater(figure)
        or _befallen(figure)
        or _factories(figure)
        or _seated(figure)
        or _welcomed(figure)
        or _peopled(figure)
        or _employed(figure)
        or _settled(figure)
        or _enlisted(figure)
    )


def _befallen(figure: Figure) -> list[Vote]:
    """Passengers told of as people, not as traffic: "two passengers were treated", "the 40 passengers aboard", "11 passengers unhurt"."""
    if figure.head not in _TRAVELLERS:
        return []
    place, tokens = figure.place, figure.tokens
    for at, verbs in ((place.predicate, "befalling"), (place.verb, "suffered")):
        if at is not None and tagger.base(tokens[at].lower) in cues.class_words(verbs):
            return vote(figure, "people", _SETTLED, at, at + 1)
    said = tokens[place.end : place.end + 6]
    for n, token in enumerate(said):
        if token.lower in cues.class_words("fate"):
            return vote(figure, "people", _SETTLED, place.end + n, place.end + n + 1, "after")
    return []


def _seated(figure: Figure) -> list[Vote]:
    """Seats that a party has: "won 40 seats"."""
    found = verb_of(figure)
    if figure.head not in ("seat", "seats") or "members" not in figure.allowed:
        return []
    if found is not None and found[1] in ("win", "take", "gain", "lose", "secure", "capture", "retain", "need", "claim", "pick", "hold"):
        fitted = any(token.lower in cues.class_words("venue") for token in figure.tokens[max(0, found[0] - 8) : found[0]])
        return [] if fitted else vote(figure, "members", _HOLDS, found[0], found[0] + 1)
    return []


def _welcomed(figure: Figure) -> list[Vote]:
    """People who come to see a place: "the museum drew 40,000 people"."""
    found, place = verb_of(figure), figure.place
    if (
        found is None
        or figure.head not in ("people", "guests")
        or found[1] not in ("welcome", "draw", "attract", "receive", "host", "greet")
    ):
        return []
    sights = cues.class_words("sight")
    told = any(token.lower in sights for token in figure.tokens[max(0, found[0] - 12) : found[0]])
    return vote(figure, "visits", _HOLDS, found[0], found[0] + 1) if told and place.subject is not None else []


def _peopled(figure: Figure) -> list[Vote]:
    """Residents that a place has: "has 300 residents", "home to 300 residents", "a town of 300 residents"."""
    place, tokens = figure.place, figure.tokens
    at = place.first - 1
    while at > 0 and (tokens[at].tag == "ADV" or tokens[at].lower in ("about", "some", "over", "than", "around")):
        at -= 1
    if at < 0 or figure.head not in ("resident", "residents"):
        return []
    before = tokens[at]
    has = before.tag == "AUX" and tagger.auxiliary(before.lower) == "have"
    home = before.lower == "to" and tokens[at - 1].lower == "home"
    if has or home or before.tag == "POS" or before.lower in ("of", "its"):
        return vote(figure, "population", _HOLDS, at, at + 1)
    return []


def _employed(figure: Figure) -> list[Vote]:
    """Workers that somebody has: "its 600 workers", "the mill has 40 workers", "the plant's 90 workers"."""
    place, tokens = figure.place, figure.tokens
    if word_before(figure) == "go" and place.first > 1 and tokens[place.first - 2].lower in ("let", "letting"):
        return vote(figure, "jobs", _HOLDS, place.first - 2, place.first)
    near = {token.lower for token in tokens[max(0, place.first - 6) : place.first]}
    if figure.head == "people" and near & {"staff", "workforce", "headcount", "payroll"}:
        return vote(figure, "jobs", _HOLDS, place.first - 1, place.end, "head")  # "doubled its compliance staff, to 430 people"
    if word_before(figure) == "on" and place.first > 1 and tokens[place.first - 2].lower in ("take", "takes", "took", "taking", "taken"):
        person = figure.head in cues.class_words("person")
        return vote(figure, "jobs", _HOLDS, place.first - 2, place.first) if person else []
    if figure.head == "people" and place.predicate is not None and tagger.base(tokens[place.predicate].lower) == "work":
        return vote(figure, "jobs", _HOLDS, place.predicate, place.predicate + 1)  # "where 8,500 people will work"
    if place.first > 1 and tokens[place.first - 1].tag == "POS" and tokens[place.first - 2].lower in ("union", "federation", "guild"):
        return vote(figure, "members", _HOLDS, place.first - 2, place.first)  # "the union's 45,000 dockers"
    if word_before(figure) in ("recruit", "hire") and figure.head in cues.class_words("person"):
        return vote(figure, "jobs", _HOLDS, place.first - 1, place.first)  # in a list of plans: "- recruit 40 nurses"
    if figure.head in (
        "people",
        "workers",
        "farmers",
        "employees",
        "fishers",
        "teachers",
        "nurses",
        "drivers",
        "doctors",
        "miners",
        "tenants",
    ):
        found = verb_of(figure)
        if found is not None and found[1] == "represent":
            return vote(figure, "members", _HOLDS, found[0], found[0] + 1)
    if figure.head not in cues.class_words("workers") or not place.first:
        return []
    before = tokens[place.first - 1]
    if before.tag == "POS" or before.lower in _OWNERS:
        return vote(figure, "jobs", _MADE, place.first - 1, place.first)
    found = verb_of(figure)
    has = before.tag == "AUX" and tagger.auxiliary(before.lower) == "have"
    if has or (found is not None and found[1] in cues.class_words("manning")):
        at = place.first - 1 if has or found is None else found[0]
        return vote(figure, "jobs", _MADE, at, at + 1)
    return []


def _settled(figure: Figure) -> list[Vote]:
    """People of a place ("a town of 8,000 people"), and places where a thing is told of ("in 31 states": no members)."""
    place, tokens = figure.place, figure.tokens
    before = tokens[place.first - 1].lower if place.first else ""
    head = figure.head
    governor = place.governor if before == "of" and head in ("people", "inhabitants", "residents", "souls") else None
    if governor is not None and not cues.class_words("settlement").isdisjoint(token.lower for token in tokens[slice(*governor)]):
        return vote(figure, "population", _SETTLED, governor[0], governor[1], "governor")
    subject = place.subject or place.governor
    has = place.first > 1 and before in ("has", "had", "have") and tokens[place.first - 2].tag == "NAME"
    if head == "people" and has and place.predicate is None and not place.chain and _lived_in(figure, tokens[place.first - 2].start):
        return vote(figure, "population", _SETTLED, place.first - 2, place.end, "head")
    if head == "people" and before == "to" and place.first > 1 and tokens[place.first - 2].lower == "home":
        return vote(figure, "population", _SETTLED, place.first - 2, place.end, "head")
    named = place.verb is None and before in ("has", "have", "had", "to")
    if head in ("residents", "inhabitants", "souls") and (named or before == "of") and subject is not None:
        return vote(figure, "population", _SETTLED, place.first - 1, place.end, "head")
    if head == "states" and before in ("in", "across", "from", "throughout", "over"):
        return vote(figure, "other", _HOLDS, place.first - 1, place.end, "head")
    return []


def _lived_in(figure: Figure, at: int) -> bool:
    """Whether the name over the character `at` is one of a country, region or place."""
    return any(m.span.start <= at < m.span.end and m.kind in _POPULATED for m in figure.scope.entities)


def _enlisted(figure: Figure) -> list[Vote]:
    """Members of what is no club: "450 members of the Coast Guard", "members of the public"."""
    place, tokens = figure.place, figure.tokens
    if figure.head != "members" or not place.chain or tokens[place.end].lower != "of":
        return []
    body = tokens[place.chain[0][1] - 1].lower
    return vote(figure, "people", _HOLDS, place.end - 1, place.chain[0][1], "head") if body in cues.class_words("ranks") else []


def _seater(figure: Figure) -> list[Vote]:
    """How many a hall takes: "a 12,000-seat arena" (but "the 120-seat assembly")."""
    noun, tokens = figure.place.noun, figure.tokens
    end = figure.place.end
    if figure.head != "seat" and (noun is None or tokens[noun[0]].lower != "seat"):
        return []
    after = tokens[end].lower if end < len(tokens) else ""
    body = after in _BODIES or figure.head in _BODIES or "capacity" not in figure.allowed
    return [] if body or figure.quantity.value < 2 else vote(figure, "capacity", _LOST, end - 1, end, "head")


def _factories(figure: Figure) -> list[Vote]:
    """Factories told of as firms: "60 factories could close", "employs 9,000 people in some 300 factories"."""
    if figure.head not in ("factory", "factories", "mills", "workshops") or "companies" not in figure.allowed:
        return []
    found = verb_of(figure)
    owned = found is not None and found[1] in ("own", "run", "operate", "have", "build", "open", "set", "plan", "close", "shut", "sell")
    at = figure.place.end
    return [] if owned else vote(figure, "companies", _MADE, at - 1, at, "head")
