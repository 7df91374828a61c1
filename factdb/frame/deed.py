"""Deeds: what the verb and the thing it is done to say together of a figure's metric.

"The bus seats 40 passengers" is a capacity, "lost 40 sheep" a loss, "makes 40 buses a year" production. Sums of money are in `sums`.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from factdb.frame import cues
from factdb.frame.inherit import decided
from factdb.frame.nouns import head_noun
from factdb.frame.setting import hits
from factdb.frame.site import nearest
from factdb.frame.weigh import Figure
from factdb.frame.weights import Vote
from factdb.text import tagger
from factdb.text.clause_state import VERBS
from factdb.text.tokens import Token
from factdb.values import Bound, Span

_HOLDS: Final = 1.02  # before the counted noun
_SETTLED: Final = 1.05  # before verbs of what befell people
_MADE: Final = 0.87  # before the class of the counted noun
_LOST: Final = 1.1  # before "killed" and its like, said of people
_GRANTED: Final = 0.56
_UNTOLD: Final = 0.2  # when nothing else speaks
_DOING: Final = frozenset(("lack", "need", "go", "live", "suffer", "face", "rely"))  # verbs, nouns to the tagger: "2.2 billion lack water"
_UNITS: Final = dict.fromkeys(("sales", "deliveries", "registrations", "volume", "volumes", "shipments"), "other") | dict.fromkeys(
    ("production", "output", "assembly"), "production"
)
_PUT_AT: Final = 9  # tokens back to the verb of putting a number
_PUTTING: Final = frozenset(("put", "puts", "putting", "estimate", "estimates", "estimated", "reckon", "reckoned"))
_GETTERS: Final = 7  # tokens from a sum back to the verb of giving
PLAIN: Final = frozenset(("VERB", "VBD", "AUX"))
OBJECT: Final = frozenset(("DET", "ADJ", "NOUN", "NAME", "PRON", "POS", "ADV", "NUM"))


def deeds(figure: Figure) -> list[Vote]:
    """Votes of a verb together with the thing told of: "carries up to 300 passengers", "lost 40 sheep"."""
    dimension = figure.quantity.dimension
    if figure.quantity.unit == "point":
        return _indexed(figure)
    if figure.share or figure.quantity.unit == "percent":
        return []  # see `parts`
    if dimension != "count":
        return []
    if not figure.counted or figure.head in _DOING:
        return _voted(figure) or _fitted(figure) or _put(figure) or _housed(figure) or _more(figure)
    if figure.place.noun is not None and figure.head in cues.class_words("plain_act") and _bare_verb(figure):
        return vote(figure, "people", _LOST, figure.place.end - 1, figure.place.end, "predicate")
    return (
        _sold_units(figure)
        or _sent_abroad(figure)
        or _capped(figure)
        or _held(figure)
        or _lost(figure)
        or _made(figure)
        or _passed(figure)
        or _carried(figure)
        or _set_up(figure)
        or _modelled(figure)
    )


def _bare_verb(figure: Figure) -> bool:
    """Whether the tagger took a verb for the counted noun: "1,900 wait more than a year"."""
    place = figure.place
    alone = place.noun is not None and place.noun[1] - place.noun[0] == 1
    return alone and figure.quantity.value > 1 and figure.head[-1:] != "s" and place.predicate is None


def base_of(token: Token) -> str:
    """Bare form of a verb, any other word as it is."""
    return tagger.base(token.lower)


def verb_of(figure: Figure) -> tuple[int, str] | None:
    """Index and bare form of the verb before the figure."""
    at = figure.place.verb
    if at is None and figure.place.link in cues.class_words("making") and figure.place.first:
        at = figure.place.first - 1  # "makes 500 buses": what else only links ("make up 5 percent")
    if at is None and figure.quantity.dimension == "money":
        at = _given(figure)
    if at is None or figure.tokens[at].tag not in VERBS:
        return None
    return at, tagger.base(figure.tokens[at].lower)


def _given(figure: Figure) -> int | None:
    """Index of a verb of giving before the one who gets the sum: "offers farmers up to 5,000"."""
    tokens, first = figure.tokens, figure.place.first
    if figure.place.governor is not None and figure.place.linked:
        return None
    for at in range(first - 1, max(-1, first - _GETTERS), -1):
        if tokens[at].tag in VERBS:
            return at if at < first - 1 and tagger.base(tokens[at].lower) in cues.class_words("giving") else None
        if tokens[at].tag not in OBJECT:
            return None
    return None


def word_before(figure: Figure) -> str:
    """The word right before the figure, in lower case; empty at the start."""
    return figure.tokens[figure.place.first - 1].lower if figure.place.first else ""


def vote(figure: Figure, code: str, weight: float, start: int, end: int, where: str = "verb") -> list[Vote]:
    """One vote with the words from token `start` to before token `end` as its evidence."""
    tokens = figure.tokens
    return [Vote(code, weight, Span(tokens[start].start, tokens[end - 1].end), where)]


def _voted(figure: Figure) -> list[Vote]:
    """As in "voted 137 to 130"."""
    found = verb_of(figure)
    if found is None or found[1] != "vote":
        return []
    return vote(figure, "other", _HOLDS, found[0], found[0] + 1)


def _fitted(figure: Figure) -> list[Vote]:
    """As in "the jail, built for 800", "was designed for 1,200"."""
    at, tokens = figure.place.pre_index - 1, figure.tokens
    if figure.place.preposition != "for" or at < 0 or figure.place.noun is not None or "capacity" not in figure.allowed:
        return []
    fitted = tokens[at].lower in cues.class_words("fitted") or tokens[at].lower in ("room", "space", "beds", "berths", "accommodation")
    return vote(figure, "capacity", _HOLDS, at, at + 1) if fitted else []


def _put(figure: Figure) -> list[Vote]:
    """A count that somebody puts a number to: "put the turnout at 9,000", "estimated the number of fires at 40"."""
    place, tokens = figure.place, figure.tokens
    if place.preposition != "at" or place.noun is not None:
        return []
    low = max(0, place.pre_index - _PUT_AT)
    verb = next((i for i in range(place.pre_index - 1, low, -1) if tokens[i].lower in _PUTTING), None)
    if verb is None:
        return []
    found = hits(figure.scope)
    for hit in found[bisect_left(found, verb, key=_start) :]:
        if hit.end > place.pre_index:
            break
        if verb < hit.start:
            for cue in hit.cues:
                code = "people" if cue.metric.code == "share_of_people" else cue.metric.code
                if cue.field in ("nouns", "heads", "governs") and code in figure.allowed:
                    return vote(figure, code, _MADE, hit.start, hit.end, "governor")
    return []


def _start(hit: cues.Hit) -> int:
    return hit.start


def _housed(figure: Figure) -> list[Vote]:
    """People in a place: "the camp already shelters 11,400"."""
    place = figure.place
    if place.noun is not None or word_before(figure) not in ("shelters", "shelter", "houses", "hosts", "sheltered", "housed", "hosted"):
        return []
    return vote(figure, "people", _SETTLED, place.first - 1, place.first) if "people" in figure.allowed else []


def _capped(figure: Figure) -> list[Vote]:
    """As in "doubles capacity to 20 million passengers", "a capacity of 300 people", "room for 40 pupils"."""
    place = figure.place
    if place.preposition not in ("to", "of", "for", "at", "from") or place.pre_index < 1 or "capacity" not in figure.allowed:
        return []
    if place.changed_to is not None and place.governor is not None and place.changed_to.at == place.verb:
        at = head_noun(figure.tokens, place.governor) or 0  # "Capacity would rise to 190 trains"
    else:
        at = place.pre_index - 1
    # no "breathing room for 40 million", no "900 rooms for 2,000 students"
    held = place.preposition == "for" and figure.tokens[at - 1].tag != "VBG" and figure.tokens[at].lower[-1] != "s"
    words = cues.class_words("holder") if held else ("capacity", "capacities")
    return vote(figure, "capacity", _LOST, at, at + 1, "governor") if figure.tokens[at].lower in words else []


def _held(figure: Figure) -> list[Vote]:
    """How many a hall or a vehicle can take: "carries up to 300", "is licensed to carry 300", "the arena holds 300"."""
    found, tokens = verb_of(figure), figure.tokens
    first = figure.place.first
    meant = first > 1 and tokens[first - 1].lower == "for" and tokens[first - 2].lower in cues.class_words("fitted")
    if meant and figure.head in cues.class_words("person") and "capacity" in figure.allowed:
        return vote(figure, "capacity", _SETTLED, first - 2, first)  # "a prison built for 900 inmates"
    if found is not None and found[1] in ("stack", "store") and tokens[found[0] - 1].lower in ("can", "could"):
        return vote(figure, "storage_capacity", _HOLDS, found[0], found[0] + 1)
    if found is not None and found[1] in cues.class_words("coping") and "capacity" in figure.allowed:
        before = [token.lower for token in tokens[max(0, found[0] - 2) : found[0]]]
        folk = figure.head in cues.class_words("person") and found[1] not in ("handle", "process", "carry", "move")
        if not folk and ("can" in before or "could" in before or before == ["able", "to"]):
            return vote(figure, "capacity", _HOLDS, found[0], found[0] + 1)
    if found is None or found[1] not in cues.class_words("holding") or "capacity" not in figure.allowed:
        return []
    at, place = found[0], figure.place
    fitted = at > 1 and tokens[at - 1].lower == "to" and tokens[at - 2].lower in cues.class_words("fitted")
    subject = place.subject
    venue = (
        found[1] in ("hold", "take")
        and subject is not None
        and not cues.class_words("venue").isdisjoint(t.lower for t in tokens[slice(*subject)])
    )
    able = at > 0 and tokens[at - 1].lower in ("can", "could")
    if fitted or venue or able or (tokens[at].tag == "VERB" and figure.quantity.bound is Bound.LTE):
        return vote(figure, "capacity", _HOLDS, at, at + 1)
    return []


def _lost(figure: Figure) -> list[Vote]:
    """Animals and plants that died or were lost."""
    if figure.head not in cues.class_words("livestock"):
        return []
    place, tokens = figure.place, figure.tokens
    if place.governor is not None and place.preposition == "of" and tokens[place.governor[1] - 1].lower in cues.class_words("losses"):
        return vote(figure, "loss", _LOST, place.governor[1] - 1, place.governor[1], "governor")
    for at in (place.verb, place.predicate):
        if at is not None and tagger.base(tokens[at].lower) in cues.class_words("losing"):
            return vote(figure, "loss", _LOST, at, at + 1)
    return []


def _made(figure: Figure) -> list[Vote]:
    """Things made ("makes 500 buses a year") or sold by the piece ("sold 300,000 cars")."""
    found = verb_of(figure)
    place = figure.place
    if place.first and tagger.base(figure.tokens[place.first - 1].lower) in cues.class_words("making"):
        found = place.first - 1, tagger.base(figure.tokens[place.first - 1].lower)
    if found is None:
        return []
    at, verb = found
    if at and figure.tokens[at - 1].lower in ("can", "could"):
        return []  # what it can make is its capacity
    vehicle = figure.head in cues.class_words("vehicle")
    if vehicle and (verb in cues.class_words("parting") or (word_before(figure) in ("down", "over") and verb in ("shoot", "hand"))):
        return vote(figure, "other", _MADE, at, at + 1)  # "shot down 40 drones", "delivered 300 planes": no fleet
    if verb == "turn" and figure.tokens[at + 1].lower != "out":
        return []  # "turned back 40 boats"
    if verb in cues.class_words("making") and (figure.quantity.per is not None or vehicle):
        return vote(figure, "production", _MADE, at, at + 1)
    return vote(figure, "other", _MADE, at, at + 1) if vehicle and verb == "sell" else []


def _more(figure: Figure) -> list[Vote]:
    """A bare number: more of what was counted before ("and nine more"), else people ("14 were flown out")."""
    place, tokens, known = figure.place, figure.tokens, decided(figure.scope)
    does = place.end < len(tokens) and tokens[place.end].lower in _DOING
    if place.noun is not None and not does:
        return []
    nearby = [token.lower for token in tokens[place.end - 1 : place.end + 1]]
    other = nearest(figure.scope, figure.quantity)
    while other is not None and other.unit != "count":
        other = nearest(figure.scope, other)
    if "more" in nearby and other is not None and other.span.start in known and known[other.span.start][0].metric in figure.allowed:
        return [Vote(known[other.span.start][0].metric, _MADE, other.span, "continued")]
    if other is not None and other.span.start in known and known[other.span.start][0].metric == "capacity" and place.first:
        held = tagger.base(tokens[place.first - 1].lower) in cues.class_words("holding")  # "built for 900, it holds 1,400"
        return [Vote("people", _MADE, other.span, "continued")] if held and "people" in figure.allowed else []
    leads = place.governor is None and place.verb is None and (does or place.predicate is not None) and place.preposition == ""
    alike = other is None or (other.span.start in known and known[other.span.start][0].metric == "people")
    if leads and alike and "people" in figure.allowed:
        at = place.end if place.predicate is None else place.predicate
        return vote(figure, "people", _UNTOLD, at, at + 1, "predicate")
    return []


def _carried(figure: Figure) -> list[Vote]:
    """People that an airport, an airline or a line handled in a time."""
    found, place, tokens = verb_of(figure), figure.place, figure.tokens
    if (
        found is None
        or found[1] not in cues.class_words("carrying")
        or figure.head not in ("people", "travellers", "travelers", "customers")
        or (figure.quantity.per is None and not _by_a_system(figure))
    ):
        return []
    phrase = place.subject or place.governor
    carriers = cues.class_words("carrier")
    carried = phrase is not None and any(token.lower in carriers for token in tokens[slice(*phrase)])
    return vote(figure, "passengers", _HOLDS, found[0], found[0] + 1) if carried else []


def _by_a_system(figure: Figure) -> bool:
    """Whether an airport, an airline or a line does it: one bus carries people, a bus line passengers."""
    phrase = figure.place.subject or figure.place.governor
    return phrase is not None and any(token.lower in cues.class_words("system") for token in figure.tokens[slice(*phrase)])


def _set_up(figure: Figure) -> list[Vote]:
    """Works that are built or to be built: "plans to build 12 storehouses", "has drilled 40 wells", "the scheme includes two dams"."""
    place, tokens = figure.place, figure.tokens
    pair = f"{tokens[place.end - 2].lower} {figure.head}" if place.end > 1 else ""
    works = cues.class_words("facility")
    if (figure.head not in works and pair not in works) or "projects" not in figure.allowed:
        return []
    before = place.first - 1 if place.first and place.verb is None else None  # "a grant to drill | two wells", drill a noun to the tagger
    for at in (place.verb, place.predicate, before):
        if at is not None and tagger.base(tokens[at].lower) in cues.class_words("works"):
            return vote(figure, "projects", _MADE, at, at + 1)
    phrase = place.governor or place.subject
    if phrase is None or tagger.base(tokens[place.first - 1].lower) not in ("include", "comprise", "cover", "finance", "fund"):
        return []
    planned = any(token.lower in cues.class_words("undertaking") for token in tokens[slice(*phrase)])
    return vote(figure, "projects", _MADE, *phrase, where="subject") if planned else []


def _passed(figure: Figure) -> list[Vote]:
    """Vehicles that pass a place in a time: "carries 18,000 vehicles a day"."""
    place, tokens = figure.place, figure.tokens
    used = place.predicate is not None and tagger.base(tokens[place.predicate].lower) in ("use", "cross", "pass", "travel", "traverse")
    flows = (used or figure.quantity.per in ("day", "hour", "weekday")) and figure.head in cues.class_words("vehicle")
    return vote(figure, "trips", _MADE, figure.place.first, figure.place.end, "head") if flows else []


def _modelled(figure: Figure) -> list[Vote]:
    """Vehicles and planes named by their model: "six A320s"."""
    head, noun = figure.head, figure.place.noun
    if noun is None or "fleet" not in figure.allowed or not head[:1].isalpha() or not any(map(str.isdigit, head)):
        return []
    return vote(figure, "fleet", _GRANTED, *noun, where="head") if figure.tokens[noun[1] - 1].text[0].isupper() else []


def _sent_abroad(figure: Figure) -> list[Vote]:
    """Things sold abroad by the piece: "shipped 40 million bottles abroad"."""
    found = verb_of(figure)
    if found is None or found[1] not in ("ship", "sell", "send", "export") or "exports" not in figure.allowed:
        return []
    goods = figure.head not in cues.class_words("person")
    away = any(token.lower in ("abroad", "overseas") for token in figure.tokens[figure.place.end : figure.place.end + 7])
    return vote(figure, "exports", _HOLDS, found[0], found[0] + 1) if goods and away else []


def _indexed(figure: Figure) -> list[Vote]:
    """Where a price index stands: "the food price index averaged 127.5 points"."""
    phrase = figure.place.governor or figure.place.subject
    words = {token.lower for token in figure.tokens[slice(*phrase)]} if phrase is not None else set()
    priced = words & {"price", "prices", "share", "shares", "stock", "stocks"} or "index" in words
    return vote(figure, "price_cost", _MADE, *phrase, where="governor") if phrase is not None and priced else []


def _sold_units(figure: Figure) -> list[Vote]:
    """Things counted by what is done with them: "sales of 96,000 cars", "production will be raised to 1,600 cars a week"."""
    phrase = figure.place.governor or figure.place.subject
    head = figure.head
    if phrase is None or not (head in cues.class_words("vehicle") or head in cues.class_words("thing")):
        return []
    code = next((code for i in range(*phrase) if (code := _UNITS.get(figure.tokens[i].lower)) is not None), "")
    if code not in figure.allowed:
        return []
    return vote(figure, code, _HOLDS, *phrase, where="governor")
