"""Deeds: what the verb and the thing it is done to say together of a figure's metric.

"The bus seats 40 passengers" is a capacity, "lost 40 sheep" a loss, "makes 40 buses a year" production, "sold it for 5 million" a contract.
"""

from __future__ import annotations

from typing import Final

from factdb.frame import cues
from factdb.frame.inherit import leaning
from factdb.frame.rightward import phrase_end
from factdb.frame.weigh import Figure, Vote
from factdb.text import tagger
from factdb.text.tokens import Token
from factdb.values import Bound, Span

_REACH: Final = 16  # tokens from a price back to the verb of the sale
_HOLDS: Final = 1.02  # before the counted noun
_SETTLED: Final = 1.05  # before verbs of what befell people
_SPENT: Final = 0.88
_TRADED: Final = 0.87
_MADE: Final = 0.87  # before the class of the counted noun
_LOST: Final = 1.1  # before "killed" and its like, said of people
_GRANTED: Final = 0.56
_PUT: Final = 0.46  # after what governs the figure
_TOLD: Final = 0.98
_SMALL: Final = 10_000  # no film and no painting sells for less
_REDRESSED: Final = 0.98  # before "pay", "damages"
_PLAIN: Final = frozenset(("VERB", "VBD", "AUX"))
_OWNERS: Final = frozenset(("its", "their", "his", "her", "with"))


def deeds(figure: Figure) -> list[Vote]:
    """Votes of a verb together with what is on its other side: "carries up to 300 passengers", "spent 5 million on a power line"."""
    dimension = figure.quantity.dimension
    if dimension == "money":
        redressed = _redressed(figure)
        if redressed:
            return redressed
        return _spent(figure) + _traded(figure) + _granted(figure) + _valued(figure) + _raised(figure) + _sold(figure) + _lent(figure)
    if figure.share:
        return _filled(figure)
    if dimension in ("mass", "volume"):
        return _supplied(figure)
    if dimension != "count" or not figure.counted:
        return []
    return (
        _capped(figure)
        or _held(figure)
        or _lost(figure)
        or _peopled(figure)
        or _made(figure)
        or _employed(figure)
        or _settled(figure)
        or _enlisted(figure)
        or _passed(figure)
    )


def _verb(figure: Figure) -> tuple[int, str] | None:
    """Index and bare form of the verb before the figure."""
    at = figure.place.verb
    if at is None and figure.place.link in cues.class_words("making") and figure.place.first:
        at = figure.place.first - 1  # "makes 500 buses": what else only links ("make up 5 percent")
    if at is None or figure.tokens[at].tag not in cues.VERB_TAGS:
        return None
    return at, tagger.base(figure.tokens[at].lower)


def _before(figure: Figure) -> str:
    """The word right before the figure, in lower case; empty at the start."""
    return figure.tokens[figure.place.first - 1].lower if figure.place.first else ""


def _vote(figure: Figure, code: str, weight: float, start: int, end: int, where: str = "verb") -> list[Vote]:
    tokens = figure.tokens
    return [Vote(code, weight, Span(tokens[start].start, tokens[end - 1].end), where)]


def _capped(figure: Figure) -> list[Vote]:
    """As in "doubles capacity to 20 million passengers", "a capacity of 300 people"."""
    place = figure.place
    if place.preposition not in ("to", "of", "for", "at", "from") or place.pre_index < 1 or "capacity" not in figure.allowed:
        return []
    at = place.pre_index - 1
    return _vote(figure, "capacity", _LOST, at, at + 1, "governor") if figure.tokens[at].lower in ("capacity", "capacities") else []


def _held(figure: Figure) -> list[Vote]:
    """How many a hall or a vehicle can take: "carries up to 300", "is licensed to carry 300", "the arena holds 300"."""
    found, tokens = _verb(figure), figure.tokens
    if found is None or found[1] not in cues.class_words("holding") or "capacity" not in figure.allowed:
        return []
    at, place = found[0], figure.place
    fitted = at > 1 and tokens[at - 1].lower == "to" and tokens[at - 2].lower in cues.class_words("fitted")
    subject = place.subject
    venue = (
        found[1] == "hold" and subject is not None and not cues.class_words("venue").isdisjoint(t.lower for t in tokens[slice(*subject)])
    )
    if fitted or venue or (tokens[at].tag == "VERB" and figure.quantity.bound is Bound.LTE):
        return _vote(figure, "capacity", _HOLDS, at, at + 1)
    return []


def _lost(figure: Figure) -> list[Vote]:
    """Animals and plants that died or were lost."""
    if figure.head not in cues.class_words("livestock"):
        return []
    place, tokens = figure.place, figure.tokens
    if place.governor is not None and place.preposition == "of" and tokens[place.governor[1] - 1].lower in cues.class_words("losses"):
        return _vote(figure, "loss", _LOST, place.governor[1] - 1, place.governor[1], "governor")
    for at in (place.verb, place.predicate):
        if at is not None and tagger.base(tokens[at].lower) in cues.class_words("losing"):
            return _vote(figure, "loss", _LOST, at, at + 1)
    return []


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
        return _vote(figure, "population", _HOLDS, at, at + 1)
    return []


def _redressed(figure: Figure) -> list[Vote]:
    """Money paid for a wrong or to the victims: "paid 5 million in damages", "to settle the lawsuit", "to each victim's family"."""
    found, tokens = _verb(figure), figure.tokens
    if found is None or found[1] not in ("pay", "owe", "offer", "receive", "award", "get", "win"):
        return []
    words = cues.class_words("redress")
    for i in range(found[0] + 1, min(figure.place.end + 9, len(tokens))):
        if i >= figure.place.end and tokens[i].tag in _PLAIN and tokens[i - 1].lower != "to":
            break
        if tokens[i].lower in words:
            return _vote(figure, "other", _REDRESSED, i, i + 1, "for")
    return []


def _made(figure: Figure) -> list[Vote]:
    """Things made ("makes 500 buses a year") or sold by the piece ("sold 300,000 cars")."""
    found = _verb(figure)
    if found is None:
        return []
    at, verb = found
    if at and figure.tokens[at - 1].lower in ("can", "could"):
        return []  # what it can make is its capacity
    vehicle = figure.head in cues.class_words("vehicle")
    if verb in cues.class_words("making") and (figure.quantity.per is not None or vehicle):
        return _vote(figure, "production", _MADE, at, at + 1)
    return _vote(figure, "other", _MADE, at, at + 1) if vehicle and verb == "sell" else []


def _employed(figure: Figure) -> list[Vote]:
    """Workers that somebody has: "its 600 workers", "the mill has 40 workers", "the plant's 90 workers"."""
    place, tokens = figure.place, figure.tokens
    if figure.head not in cues.class_words("workers") or not place.first:
        return []
    before = tokens[place.first - 1]
    if before.tag == "POS" or before.lower in _OWNERS:
        return _vote(figure, "jobs", _MADE, place.first - 1, place.first)
    found = _verb(figure)
    has = before.tag == "AUX" and tagger.auxiliary(before.lower) == "have"
    if has or (found is not None and found[1] in cues.class_words("manning")):
        at = place.first - 1 if has or found is None else found[0]
        return _vote(figure, "jobs", _MADE, at, at + 1)
    return []


def _settled(figure: Figure) -> list[Vote]:
    """People of a place ("a town of 8,000 people"), and places where a thing is told of ("in 31 states": no members)."""
    place, tokens = figure.place, figure.tokens
    before = tokens[place.first - 1].lower if place.first else ""
    head = figure.head
    governor = place.governor if before == "of" and head in ("people", "inhabitants", "residents", "souls") else None
    if governor is not None and not cues.class_words("settlement").isdisjoint(token.lower for token in tokens[slice(*governor)]):
        return _vote(figure, "population", _SETTLED, governor[0], governor[1], "governor")
    subject = place.subject or place.governor
    named = place.verb is None and before in ("has", "have", "had", "to")
    if head in ("residents", "inhabitants", "souls") and (named or before == "of") and subject is not None:
        return _vote(figure, "population", _SETTLED, place.first - 1, place.end, "head")
    if head == "states" and before in ("in", "across", "from", "throughout", "over"):
        return _vote(figure, "other", _HOLDS, place.first - 1, place.end, "head")
    return []


def _enlisted(figure: Figure) -> list[Vote]:
    """Members of what is no club: "450 members of the Coast Guard", "members of the public"."""
    place, tokens = figure.place, figure.tokens
    if figure.head != "members" or not place.chain or tokens[place.end].lower != "of":
        return []
    body = tokens[place.chain[0][1] - 1].lower
    return _vote(figure, "people", _HOLDS, place.end - 1, place.chain[0][1], "head") if body in cues.class_words("ranks") else []


def _traded(figure: Figure) -> list[Vote]:
    """The sum for which something changes hands: "sold the mill for 5 million"."""
    place, tokens = figure.place, figure.tokens
    if tokens[place.first - 1].lower != "for" or "contract_value" not in figure.allowed or figure.quantity.per is not None:
        return []
    for at in range(place.first - 3, max(-1, place.first - _REACH), -1):  # "sold for 5 million" are takings
        token = tokens[at]
        if token.tag in cues.VERB_TAGS and tagger.base(token.lower) in cues.class_words("trading"):
            return _vote(figure, "contract_value", _TRADED, at, at + 1)
        if token.tag in ("MARK", *_PLAIN):
            break
    return []


def _valued(figure: Figure) -> list[Vote]:
    """What a thing is valued at, in a deal or on the market."""
    found, place = _verb(figure), figure.place
    if _before(figure) != "at":
        return []
    hung = place.first > 1 and tagger.base(figure.tokens[place.first - 2].lower) in cues.class_words("putting")  # ", estimated at 5"
    put = hung or place.link in cues.class_words("putting") or (found is not None and found[1] in cues.class_words("putting"))
    if put and (found is None or found[1] != "value"):
        # "the second phase, estimated at 5 million"
        return _vote(figure, "price_cost", _PUT, place.first - 1, place.first, "subject")
    if found is None or found[1] != "value":
        return []
    dealt = not cues.class_words("transaction").isdisjoint(token.lower for token in figure.tokens[: found[0]])
    return _vote(figure, "contract_value" if dealt else "price_cost", _SPENT, found[0], found[0] + 1)


def _raised(figure: Figure) -> list[Vote]:
    """Money raised: by a firm from investors, by a charity for those in need."""
    found = _verb(figure)
    if found is None or found[1] != "raise" or figure.place.preposition not in ("", "of") or figure.place.change is not None:
        return []
    leans = leaning(figure.scope)
    code = "aid_grant" if "aid_grant" in leans and "investment" not in leans else "investment"
    return _vote(figure, code, _GRANTED, found[0], found[0] + 1)


def _sold(figure: Figure) -> list[Vote]:
    """What a thing sells for: a price, while "sold for 5 million" are takings."""
    found, tokens = _verb(figure), figure.tokens
    if found is None or found[1] != "sell" or tokens[figure.place.first - 1].lower != "for":
        return []
    usual = tokens[found[0]].tag in ("VERB", "VBG") or figure.quantity.value < _SMALL
    return _vote(figure, "price_cost", _TRADED, found[0], found[0] + 1) if usual else []


def _lent(figure: Figure) -> list[Vote]:
    """What a part of a sum is: "of which 5 million will be loans", "3 million is a grant"."""
    tokens, i = figure.tokens, figure.place.end
    while i < len(tokens) and tokens[i].tag in ("AUX", "ADV"):
        i += 1
    if i == figure.place.end or i == len(tokens) or tagger.auxiliary(tokens[i - 1].lower) != "be":
        return []
    word = tokens[phrase_end(tokens, i + (tokens[i].tag == "DET")) - 1].lower
    code = next((one for one in ("loan", "aid_grant", "tax") if word in cues.heads_of(one, "nouns")), None)
    return _vote(figure, code, _TOLD, i, i + 1, "after") if code is not None else []


def _passed(figure: Figure) -> list[Vote]:
    """Vehicles that pass a place in a time: "carries 18,000 vehicles a day"."""
    flows = figure.quantity.per in ("day", "hour", "weekday") and figure.head in cues.class_words("vehicle")
    return _vote(figure, "trips", _MADE, figure.place.first, figure.place.end, "head") if flows else []


def _filled(figure: Figure) -> list[Vote]:
    """How full vehicles were: "planes were 88 percent full"."""
    place, tokens = figure.place, figure.tokens
    phrase = place.governor
    if phrase is None or place.end == len(tokens) or tokens[place.end].lower != "full" or "passengers" not in figure.allowed:
        return []
    carried = cues.class_words("vehicle") | {"flights", "trains"}
    return _vote(figure, "passengers", _LOST, place.end, place.end + 1, "after") if tokens[phrase[1] - 1].lower in carried else []


def _granted(figure: Figure) -> list[Vote]:
    """A sum that is promised, released or received, by one who does not say what for: "announced 5 million for the victims"."""
    found = _verb(figure)
    if found is None or found[1] not in cues.class_words("granting") or figure.place.preposition not in ("", "of"):
        return []
    if any(token.tag == "NOUN" for token in figure.tokens[found[0] + 1 : figure.place.first]):
        return []  # "announced two contracts totalling 5 million"
    return _vote(figure, "aid_grant", _GRANTED, found[0], found[0] + 1) if "aid_grant" in figure.allowed else []


def _supplied(figure: Figure) -> list[Vote]:
    """Oil, gas or water that somebody supplies."""
    found = _verb(figure)
    if found is None or found[1] not in cues.class_words("supplying"):
        return []
    return _vote(figure, "freight_volume", _GRANTED, found[0], found[0] + 1)


def _spent(figure: Figure) -> list[Vote]:
    place, tokens = figure.place, figure.tokens
    said = (i for i in (place.predicate, place.verb) if i is not None and tagger.base(tokens[i].lower) in cues.class_words("spending"))
    at = next(said, None)
    if at is None or "investment" not in figure.allowed:
        return []
    if figure.quantity.per == "year" or [token.lower for token in tokens[place.end : place.end + 2]] == ["a", "year"]:
        return _vote(figure, "budget", _SPENT, at, at + 1)
    start = max(place.end, at + 1)
    for i in range(start, min(start + 10, len(tokens) - 1)):
        if tokens[i].tag in ("MARK", *_PLAIN):
            break
        if tokens[i].lower == "on":
            end = _thing(tokens, i + 1)
            built = tokens[end - 1].lower in cues.heads_of("investment")
            return [Vote("investment", _SPENT, Span(tokens[i].start, tokens[end - 1].end), "for")] if built else []
        if _builds(tokens, i):
            return [Vote("investment", _SPENT, Span(tokens[i].start, tokens[i + 1].end), "for")]
    return []


def _thing(tokens: list[Token], i: int) -> int:
    """End of the noun phrase at `i`, past determiners and numbers ("a 48-km | power line")."""
    while i + 1 < len(tokens) and (tokens[i].tag in ("DET", "NUM") or (tokens[i].lower == "-" and tokens[i - 1].tag == "NUM")):
        i += 1
    return phrase_end(tokens, i)


def _builds(tokens: list[Token], i: int) -> bool:
    """As in "spend 5 million | to expand the mill", "| building a dam"."""
    verb = i + 1 if tokens[i].lower == "to" else i
    return tokens[verb].tag in cues.VERB_TAGS and tagger.base(tokens[verb].lower) in cues.class_words("works")
