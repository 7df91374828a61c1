"""Parts of a whole: what the verb, the group and the subject say together of a share's metric.

"The lake is at 40 percent of capacity" is what is in store, "covers half the cost" aid, "half of those interviewed" an answer.
"""

from __future__ import annotations

from typing import Final

from factdb.frame import cues
from factdb.frame.deed import verb_of, vote, word_before
from factdb.frame.inherit import decided
from factdb.frame.polls import asked
from factdb.frame.site import nearest
from factdb.frame.weigh import Figure
from factdb.frame.weights import Vote
from factdb.text import tagger
from factdb.values import Kind, Quantity

_BACK: Final = 14  # tokens back to what is filled
_HOLDS: Final = 1.02  # before the counted noun
_LOST: Final = 1.1  # before "killed" and its like, said of people
_REPORTED: Final = 1.12  # before what the group of a share does
_PAID_FOR: Final = 1.03  # before the word "cost"
_GUESSED: Final = 0.6  # before weak verbs
_UNITED: Final = 0.5  # before words elsewhere in the sentence
_SAME: Final = 0.9  # a part of what was told of before, before classes of words
_FULL: Final = frozenset(("capacity", "full"))
_COSTS: Final = frozenset(("cost", "costs", "expense", "expenses", "bill", "funding"))
_ASKED: Final = frozenset(("interviewed", "surveyed", "polled", "questioned", "canvassed", "quizzed", "sampled"))
_COUNTED: Final = frozenset(("counted", "reporting", "tallied", "processed"))
_DEBTS: Final = frozenset(("loan", "loans", "bonds", "borrowing", "debt", "credit", "mortgage", "mortgages"))
_BY: Final = frozenset(("by", "from", "with", "through", "via"))
_SHIPPED: Final = frozenset(("shipment", "shipments", "deliveries"))
_BULK: Final = frozenset(("mass", "volume", "energy", "area"))


def parts(figure: Figure) -> list[Vote]:
    """Votes on a percentage, or a part of a group, of the verb and the thing it is told of."""
    if not figure.share:
        return _lost_part(figure) or _shipped(figure) or _moved_to(figure)
    return (
        _populace(figure)
        or _voted(figure)
        or _spent_of(figure)
        or _stake(figure)
        or _owned_by(figure)
        or _laid(figure)
        or _stored(figure)
        or _done(figure)
        or _filled(figure)
        or _asked(figure)
        or _borrowed(figure)
        or _met(figure)
        or _asked_for(figure)
        or _tallied(figure)
        or _bought(figure)
        or _land(figure)
        or _lost_part(figure)
        or _of_same(figure)
    )


def _stake(figure: Figure) -> list[Vote]:
    """A part of a firm or a work that somebody owns: "holds 90 percent of the mine", "the fund has the remaining 30 percent"."""
    found, place = verb_of(figure), figure.place
    if found is None or found[1] not in ("hold", "own", "control", "retain", "keep", "sell", "acquire", "buy"):
        return []
    if place.noun is None:
        told = found[1] in ("hold", "own", "control", "retain") and figure.quantity.unit_span is not None
        return vote(figure, "other", _GUESSED, found[0], found[0] + 1) if told else []
    owned = figure.head in cues.class_words("owned") or figure.head in cues.class_words("company")
    return vote(figure, "other", _HOLDS, found[0], found[0] + 1) if place.noun_link == "of" and owned else []


def _owned_by(figure: Figure) -> list[Vote]:
    """As in "60 percent owned by the state"."""
    tokens, end = figure.tokens, figure.place.end
    owned = end + 1 < len(tokens) and tokens[end].lower in ("owned", "held", "controlled") and tokens[end + 1].lower == "by"
    return vote(figure, "other", _LOST, end, end + 2, "after") if owned else []


def _laid(figure: Figure) -> list[Vote]:
    """How much of a line is laid: "have strung half of the cable so far"."""
    found, place = verb_of(figure), figure.place
    if (
        found is None
        or place.noun is None
        or found[1] not in ("lay", "string", "dig", "pave", "complete", "finish", "install", "bore", "weld")
    ):
        return []
    laid = figure.head in (
        "cable",
        "track",
        "tracks",
        "pipe",
        "pipes",
        "pipeline",
        "route",
        "line",
        "road",
        "tunnel",
        "tunnels",
        "wall",
        "work",
        "fence",
    )
    return vote(figure, "completion_share", _HOLDS, found[0], found[0] + 1) if laid and "completion_share" in figure.allowed else []


def _populace(figure: Figure) -> list[Vote]:
    """A part of a population that something reaches: "the network covers 96 percent of the population"."""
    place, found = figure.place, verb_of(figure)
    if figure.head != "population" or place.noun is None or "share_of_people" not in figure.allowed:
        return []
    verb = tagger.base(word_before(figure)) if found is None else found[1]
    return vote(figure, "share_of_people", _REPORTED, *place.noun, where="after") if verb in cues.class_words("reaching") else []


def _voted(figure: Figure) -> list[Vote]:
    """A part of those who cast a ballot: "61 percent of voters backed the change", told as done, and of no poll."""
    place, tokens = figure.place, figure.tokens
    if figure.head not in ("voter", "voters", "electorate", "electors") or place.predicate is None or asked(figure):
        return []
    told = tokens[place.predicate].tag in ("VBD", "VBN") and tokens[place.predicate - 1].tag != "AUX"
    done = told and tagger.base(tokens[place.predicate].lower) in cues.class_words("balloting")
    return vote(figure, "share_of_people", _REPORTED, place.predicate, place.predicate + 1, "predicate") if done else []


def _spent_of(figure: Figure) -> list[Vote]:
    """A part of the national product or of an income that is laid out: "spends 2 percent of GDP on defence"."""
    found = verb_of(figure)
    if found is None or found[1] not in ("spend", "devote", "allocate", "pay", "hand", "lose", "take"):
        return []
    codes = {
        "gdp": "budget",
        "income": "price_cost",
        "incomes": "price_cost",
        "salary": "price_cost",
        "wages": "price_cost",
        "budget": "budget",
    }
    code = codes.get(figure.head)
    return vote(figure, code, _PAID_FOR, found[0], found[0] + 1) if code is not None else []


def market(figure: Figure) -> list[Vote]:
    """A firm's share of a market, wherever between the two words stand: "its share of the European premium market grew"."""
    phrase = figure.place.governor or figure.place.subject
    if phrase is None or figure.quantity.unit not in ("percent", "percentage_point") or "market_share" not in figure.allowed:
        return []
    words = [token.lower for token in figure.tokens[slice(*phrase)]]
    shared = "share" in words and ("market" in words or "markets" in words)
    return vote(figure, "market_share", _HOLDS, *phrase, where="governor") if shared else []


def _asked_for(figure: Figure) -> list[Vote]:
    """A part of a sum that was asked for: "has 28 percent of the 51 million dollars it asked for"."""
    after = nearest(figure.scope, figure.quantity, after=True)
    if after is None or after.dimension != "money" or "aid_grant" not in figure.allowed:
        return []
    following = figure.scope.text[after.span.end : after.span.end + 30].split()
    asked_ = any(word.lower().strip(".,;") in ("asked", "requested", "needs", "sought", "needed") for word in following[:4])
    between = figure.scope.text[figure.quantity.span.end : after.span.start]
    return [Vote("aid_grant", _PAID_FOR, after.span, "after")] if asked_ and between.strip().lower() in ("of the", "of") else []


def dropped(figure: Figure) -> list[Vote]:
    """Staff that are let go: "shed 80 of its 240 journalists"."""
    found, place, tokens = verb_of(figure), figure.place, figure.tokens
    if found is None or found[1] not in ("shed", "cut", "axe", "dismiss", "fire", "sack", "furlough", "lay", "slash"):
        return []
    own = any(token.lower in ("its", "their") for token in tokens[place.end : place.end + 3])
    return vote(figure, "jobs", _HOLDS, found[0], found[0] + 1) if own and figure.head in cues.class_words("person") else []


def _lost_part(figure: Figure) -> list[Vote]:
    """A part of a harvest or a herd that is lost: "lost 40 percent of the crop"."""
    found = verb_of(figure)
    if found is None or figure.place.noun_link != "of" or found[1] not in cues.class_words("losing"):
        return []
    grown = figure.head in cues.class_words("livestock") or figure.head in cues.class_words("grown")
    return vote(figure, "loss", _LOST, found[0], found[0] + 1) if grown and "loss" in figure.allowed else []


def _moved_to(figure: Figure) -> list[Vote]:
    """How an amount moved that is told behind: "rose 19 percent to 12,800 hectares"."""
    tokens, end = figure.tokens, figure.place.end
    after = nearest(figure.scope, figure.quantity, after=True)
    if after is None or figure.kind is not Kind.CHANGE or end + 1 >= len(tokens) or tokens[end].lower != "to":
        return []
    if after.span.start > tokens[min(end + 4, len(tokens) - 1)].end:
        return []
    phrase = figure.place.governor
    if after.unit == "count" and phrase is not None and figure.tokens[phrase[0]].lower in ("sales", "deliveries", "volume", "volumes"):
        # "sales in Europe rose 31 percent to 47,950 cars"
        return vote(figure, "other", _LOST, *phrase, where="governor") if after.head is not None else []
    codes = [code for code in cues.measured_in(after.unit) if code in figure.allowed]
    return [Vote(codes[0], _UNITED, after.unit_span, "unit")] if codes and after.dimension != "time" else []


def _shipped(figure: Figure) -> list[Vote]:
    """How exports moved: "shipments to Chile rose 9 percent to 40 million dollars"."""
    phrase = figure.place.governor
    if phrase is None or _SHIPPED.isdisjoint(token.lower for token in figure.tokens[slice(*phrase)]) or "exports" not in figure.allowed:
        return []
    after = nearest(figure.scope, figure.quantity, after=True)
    before = figure.scope.previous
    told = before is not None and any(said.metric == "exports" for said, _, _ in decided(before).values())
    return vote(figure, "exports", _LOST, *phrase, where="governor") if told or (after is not None and after.dimension == "money") else []


def _bought(figure: Figure) -> list[Vote]:
    """A part that comes from abroad: "buys 60 percent of its onions from Niger"."""
    found, place, tokens = verb_of(figure), figure.place, figure.tokens
    if found is None or found[1] not in ("buy", "purchase", "import", "source", "get") or "imports" not in figure.allowed:
        return []
    for low, high in place.chain:
        if tokens[low - 1].lower == "from" and tokens[high - 1].tag == "NAME":
            return vote(figure, "imports", _LOST, low - 1, high)
    return []


def _filled(figure: Figure) -> list[Vote]:
    """How full vehicles were: "planes were 88 percent full"."""
    place, tokens = figure.place, figure.tokens
    phrase = place.governor
    if phrase is None or place.end == len(tokens) or tokens[place.end].lower != "full" or "passengers" not in figure.allowed:
        return []
    carried = cues.class_words("vehicle") | {"flights", "trains"}
    return vote(figure, "passengers", _LOST, place.end, place.end + 1, "after") if tokens[phrase[1] - 1].lower in carried else []


def _stored(figure: Figure) -> list[Vote]:
    """How full a store is ("the lake is at 40 percent of capacity"), how much of what it can do a plant does ("at 40 percent of capacity")."""
    place, tokens = figure.place, figure.tokens
    at = place.noun[1] - 1 if place.noun is not None and (place.noun_link == "of" or figure.part) else place.end
    if figure.quantity.unit != "percent" or at >= len(tokens):
        return []
    last = tokens[at].lower
    rated = last == "throughput" or (last == "capacity" and place.noun is not None)
    if not rated and last not in _FULL:
        return []
    stores = cues.class_words("store")
    if any(token.lower in stores for token in tokens[max(0, place.first - _BACK) : place.first]):
        return vote(figure, "storage_capacity", _LOST, at, at + 1, "after")
    return vote(figure, "capacity", _LOST, at, at + 1, "after") if rated else []


def _asked(figure: Figure) -> list[Vote]:
    """A part of those who were asked: "half of the firms surveyed"."""
    place, tokens = figure.place, figure.tokens
    if place.noun is None:
        return []
    end = place.noun[1]
    if end < len(tokens) and (tokens[end].lower in _ASKED or tokens[end - 1].lower in _ASKED):
        return vote(figure, "survey_share", _REPORTED, end - 1, end, "after")
    return []


def _borrowed(figure: Figure) -> list[Vote]:
    """A part that is borrowed: "80 percent comes from a loan", "is covered by loans", "finance a third of it with bonds"."""
    tokens, end = figure.tokens, figure.place.end
    for i in range(end, min(end + 14, len(tokens))):
        if tokens[i].lower in (",", ";", "grant", "grants"):
            break
        if tokens[i].lower in _DEBTS and not _BY.isdisjoint(token.lower for token in tokens[max(end, i - 5) : i]):
            return vote(figure, "loan", _PAID_FOR, i, i + 1, "after") if "loan" in figure.allowed else []
    return []


def _met(figure: Figure) -> list[Vote]:
    """A part of a cost that another bears: "the grant covers 40 percent of the cost", "will pay for a third of the bill"."""
    found, place = verb_of(figure), figure.place
    if "aid_grant" not in figure.allowed or place.noun is None or place.noun_link not in ("of", "") or figure.head not in _COSTS:
        return []
    if found is not None and found[1] in (
        "cover",
        "fund",
        "meet",
        "finance",
        "subsidise",
        "subsidize",
        "reimburse",
        "provide",
        "refund",
        "apply",
    ):
        return vote(figure, "aid_grant", _PAID_FOR, found[0], found[0] + 1)
    return []


def _tallied(figure: Figure) -> list[Vote]:
    """How much of a count is done: "with 88 percent of precincts reporting"."""
    tokens, place = figure.tokens, figure.place
    end = place.noun[1] if place.noun is not None and place.noun_link == "of" else place.end
    for i in range(end, min(end + 3, len(tokens))):
        if tokens[i].lower in _COUNTED:
            return vote(figure, "completion_share", _REPORTED, i, i + 1, "predicate")
    return []


def _done(figure: Figure) -> list[Vote]:
    """How much of a work is done: "the bridge is 60 percent built"."""
    tokens, place = figure.tokens, figure.place
    if place.end == len(tokens) or not place.linked or tokens[place.end].lower not in cues.class_words("done"):
        return []
    return vote(figure, "completion_share", _REPORTED, place.end, place.end + 1, "after")


def _land(figure: Figure) -> list[Vote]:
    """A part of the land: "a third of the peatland has been drained", "4 percent of the county's cropland"."""
    place = figure.place
    if place.noun is None or place.noun_link not in ("of", "") or not figure.part or figure.head not in cues.class_words("land"):
        return []
    return vote(figure, "area", _HOLDS, *place.noun, where="after")


def _of_same(figure: Figure) -> list[Vote]:
    """A part of the stuff told of before: "landed 40 tons of cod; a third of the cod was frozen"."""
    place = figure.place
    if place.noun is None or place.noun_link != "of" or not figure.part:
        return []
    for scope in (figure.scope, figure.scope.previous):
        told = reversed(decided(scope).values()) if scope is not None else ()
        for said, other, _ in told:
            before = other.span.start < figure.quantity.span.start and other.dimension in _BULK
            if before and said.metric in figure.allowed and said.metric not in ("other", "area") and _told(figure, other):
                return [Vote(said.metric, _SAME, other.span, "continued")]
    return []


def _told(figure: Figure, other: Quantity) -> bool:
    """Whether the head of the group is a word of the few right after `other`."""
    following = figure.scope.text[other.span.end : other.span.end + 40].lower()
    return len(figure.head) > 2 and figure.head in following
