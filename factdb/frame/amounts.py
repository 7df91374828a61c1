"""Amounts of stuff, and lengths: what the verb and the thing it is done to say together of their metric.

"Each truck can haul 40 tons" is a capacity, "shipped 40 tons abroad" exports, "passed within 40 miles" a distance.
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
_MADE: Final = 0.87  # before the class of the counted noun
_GUESSED: Final = 0.2
_GRANTED: Final = 0.56


def amounts(figure: Figure) -> list[Vote]:
    """Votes of a verb together with the thing told of, on a mass, a volume, an energy or a length."""
    dimension = figure.quantity.dimension
    if figure.share:
        return []
    if dimension in ("mass", "volume"):
        if figure.place.noun_link == "of" and (figure.head in cues.class_words("contraband") or figure.head in cues.class_words("debris")):
            return vote(figure, "other", _HOLDS, figure.place.end, figure.place.end + 2, "after")
        return _able(figure) or _gathered(figure) or _supplied(figure) or _rated(figure) or _pumped(figure)
    if dimension == "energy":
        return _charged(figure)
    if dimension == "area":
        return _withered(figure) or _grown_on(figure)
    return _fallen(figure) or _apart(figure) or _wide(figure) or _ranged(figure) if dimension == "length" else []


def _ranged(figure: Figure) -> list[Vote]:
    """How far a vehicle goes: "400 kilometers on one charge"."""
    following = [token.lower for token in figure.tokens[figure.place.end : figure.place.end + 5]]
    charged = any(word in ("charge", "tank") for word in following) and following[:1] in (["on"], ["per"], ["between"])
    return vote(figure, "distance", _HOLDS, figure.place.end, figure.place.end + 1, "after") if charged else []


def _wide(figure: Figure) -> list[Vote]:
    """How wide a thing is: "60 miles across"."""
    tokens, end = figure.tokens, figure.place.end
    alone = end < len(tokens) and tokens[end].lower == "across" and (end + 1 == len(tokens) or tokens[end + 1].tag in ("MARK", "CONJ"))
    return vote(figure, "length", _HOLDS, end, end + 1, "after") if alone else []


def _gathered(figure: Figure) -> list[Vote]:
    """A harvest or a catch: "brought in 2 million tons of barley", "hauled in 40 tons of cod"."""
    found, place = verb_of(figure), figure.place
    if found is None or found[1] not in ("bring", "haul", "gather", "take", "pull", "land") or "production" not in figure.allowed:
        return []
    hauled = word_before(figure) == "in" and (
        place.noun is None or figure.head in cues.class_words("grown") | cues.class_words("livestock")
    )
    return vote(figure, "production", _HOLDS, found[0], found[0] + 1) if hauled else []


def _pumped(figure: Figure) -> list[Vote]:
    """Oil told by the day, when nothing else speaks."""
    oil = figure.quantity.unit == "barrel" and figure.quantity.per == "day" and "production" in figure.allowed
    return [Vote("production", _GUESSED, figure.quantity.unit_span, "unit")] if oil else []


def _grown_on(figure: Figure) -> list[Vote]:
    """Land on which something is grown: "grows cocoa on four hectares"."""
    return _by_preposition(figure, "area", ("on", "across", "over"))


def _withered(figure: Figure) -> list[Vote]:
    """A harvest lost: "40 hectares of maize have withered"."""
    place, tokens = figure.place, figure.tokens
    at = place.predicate
    if at is None or "loss" not in figure.allowed:
        return []
    grown = cues.class_words("grown")
    on = place.preposition == "on" and place.pre_index > 0 and tokens[place.pre_index - 1].lower in grown
    if not on and (place.noun_link != "of" or figure.head not in grown):
        return []
    return vote(figure, "loss", _HOLDS, at, at + 1) if tagger.base(tokens[at].lower) in cues.class_words("losing") else []


def _fallen(figure: Figure) -> list[Vote]:
    """How much rain or snow came down: "420 millimeters fell"."""
    place, tokens = figure.place, figure.tokens
    fell = place.predicate is not None and tagger.base(tokens[place.predicate].lower) == "fall" and place.noun is None
    small = figure.quantity.unit in ("mm", "cm", "inch")
    return vote(figure, "other", _MADE, place.predicate, place.predicate + 1) if fell and small and place.predicate is not None else []


def _apart(figure: Figure) -> list[Vote]:
    """How near something came: "passed within 600 miles of the comet"."""
    return _by_preposition(figure, "distance", ("within", "past", "beyond"))


def _by_preposition(figure: Figure, metric: str, prepositions: tuple[str, ...]) -> list[Vote]:
    """The metric that one of the prepositions right before the figure tells."""
    place = figure.place
    if place.preposition not in prepositions or place.pre_index < 0 or metric not in figure.allowed:
        return []
    return vote(figure, metric, _HOLDS, place.pre_index, place.pre_index + 1)


def _able(figure: Figure) -> list[Vote]:
    """What a vehicle can carry at most: "each truck can haul 40 tons"."""
    found, tokens = verb_of(figure), figure.tokens
    if found is None or found[1] not in cues.class_words("hauling") or "capacity" not in figure.allowed:
        return []
    before = [token.lower for token in tokens[max(0, found[0] - 2) : found[0]]]
    able = "can" in before or "could" in before or (before[-1:] == ["to"] and before[0] in cues.class_words("fitted"))
    return vote(figure, "capacity", _HOLDS, found[0], found[0] + 1) if able else []


def _charged(figure: Figure) -> list[Vote]:
    """What a battery holds: "a 60 kWh battery"."""
    place, tokens = figure.place, figure.tokens
    for i in range(place.end, min(place.end + 5, len(tokens))):
        if tokens[i].lower in ("battery", "batteries", "pack", "packs", "accumulator"):
            return vote(figure, "storage_capacity", _HOLDS, i, i + 1, "after")
        if tokens[i].tag not in ("NOUN", "ADJ", "NAME", "NUM", "VBN", "MARK") or tokens[i].lower == ",":
            break
    return []


def _supplied(figure: Figure) -> list[Vote]:
    """Oil, gas or water that somebody supplies."""
    found = verb_of(figure)
    if found is not None and found[1] == "hold" and figure.tokens[found[0]].tag == "VBD":
        return vote(figure, "reserves", _MADE, found[0], found[0] + 1)  # what a lake held then, not what it can hold
    if found is not None and found[1] in ("ship", "send", "sell", "deliver", "dispatch") and "exports" in figure.allowed:
        away = figure.tokens[figure.place.end : figure.place.end + 9]
        if any(token.lower in ("abroad", "overseas") for token in away) or (_by_country(figure) and any(t.lower == "to" for t in away)):
            return vote(figure, "exports", _HOLDS, found[0], found[0] + 1)
    if found is None or found[1] not in cues.class_words("supplying"):
        return []
    return vote(figure, "freight_volume", _GRANTED, found[0], found[0] + 1)


def _by_country(figure: Figure) -> bool:
    """Whether a country is the subject."""
    phrase = figure.place.subject
    if phrase is None:
        return False
    last = figure.tokens[phrase[1] - 1].start
    return any(m.kind is EntityKind.COUNTRY and m.span.start <= last < m.span.end for m in figure.scope.entities)


def _rated(figure: Figure) -> list[Vote]:
    """What a plant makes at most, told before it: "a 1.2-million-tonne furnace"."""
    place = figure.place
    if place.noun is None or place.noun_link != "" or figure.head not in cues.class_words("facility"):
        return []
    return vote(figure, "capacity", _HOLDS, place.noun[0], place.noun[1], "after") if "capacity" in figure.allowed else []
