"""Parts of wholes: what the words around a share say of its metric together, where none of them says it alone.

"Owns 40 percent of the mill" is a stake, "40 percent of their income on rent" a price, "40 percent of the track has been laid" work that is done.
"""

from __future__ import annotations

from typing import Final

from factdb.frame import cues
from factdb.frame.deed import verb_of, vote
from factdb.frame.scope import Scope
from factdb.frame.weigh import Figure
from factdb.frame.weights import Vote
from factdb.text import tagger
from factdb.values import Kind

_SURE: Final = 1.1  # before the group of the share and its verb
_TOLD: Final = 1.02  # before the group of the share
_USED: Final = frozenset(("utilisation", "utilization"))
_USUAL: Final = frozenset(("average", "normal", "mean"))
_OWNING: Final = frozenset(("own", "hold", "have", "keep", "control", "buy", "acquire", "sell", "retain", "take"))
_OWNED: Final = frozenset(("stake", "shareholding", "interest", "holding", "equity"))
_STAKES: Final = frozenset(
    ("stake", "stakes", "shares", "shareholder", "shareholders", "shareholding", "owned", "owner", "owners", "ownership")
)
_HELD: Final = frozenset(("company", "firm", "venture", "joint", "business", "group", "airline", "bank", "brewery", "subsidiary", "club"))
_DEAR: Final = frozenset(("expensive", "cheaper", "dearer", "costlier", "pricier", "costly", "affordable", "cheap", "dear"))
_DEGREE: Final = frozenset(("more", "less", "as"))
_LOST: Final = frozenset(
    ("water", "power", "electricity", "energy", "heat", "food", "gas", "oil", "milk", "output", "revenue", "income", "grain")
)
_LANDS: Final = frozenset(
    ("country", "island", "territory", "county", "province", "city", "region", "town", "state", "world", "nation", "district", "earth")
)
_COVERING: Final = frozenset(("cover", "occupy", "blanket", "engulf", "burn", "flood", "inundate", "submerge", "scorch", "span"))
_SPENDING: Final = frozenset(("spend", "pay", "go", "eat", "swallow", "absorb", "take", "cost", "send"))
_WAGES: Final = frozenset(
    ("income", "incomes", "earnings", "pay", "wage", "wages", "salary", "salaries", "pension", "pensions", "paycheck")
)


def wholes(figure: Figure) -> list[Vote]:
    """Votes on a percentage that is a share of something, or a rate."""
    if figure.kind is Kind.CHANGE or figure.quantity.unit == "multiple":
        return _dearer(figure) or _wasted(figure)
    if figure.quantity.unit != "percent" or figure.kind not in (Kind.SHARE, Kind.RATE):
        return []
    return next((found for rule in _RULES if (found := rule(figure))), [])


def _vote(figure: Figure, code: str, weight: float, at: int) -> list[Vote]:
    return vote(figure, code, weight, at, at + 1, "after") if code in figure.allowed else []


def _dearer(figure: Figure) -> list[Vote]:
    """What costs more or less than before: "was 24 percent more expensive", "5 percent cheaper"."""
    tokens, end = figure.tokens, figure.place.after
    for i in range(end, min(end + 3, len(tokens))):
        if tokens[i].lower in _DEAR:
            return _vote(figure, "price_cost", _SURE, i)
        if tokens[i].lower not in _DEGREE:
            break
    return []


def _drawn(figure: Figure) -> list[Vote]:
    """How much is in store or in use: "lakes at 40 percent of average", "fill storage to 40 percent", "utilisation was 40 percent"."""
    tokens, place = figure.tokens, figure.place
    phrase = place.governor
    if phrase is not None and tokens[phrase[1] - 1].lower in _USED:
        return vote(figure, "capacity", _SURE, phrase[1] - 1, phrase[1], "governor")
    leveled = place.noun_link == "of" and place.noun is not None and (figure.head in _USUAL or tokens[place.noun[0]].lower in _USUAL)
    filled = place.verb is not None and tagger.base(tokens[place.verb].lower) == "fill"
    if not (leveled or filled):
        return []
    at = next((i for i in range(place.first - 1, -1, -1) if tokens[i].lower in cues.class_words("store")), None)
    return vote(figure, "reserves" if leveled else "storage_capacity", _SURE, at, at + 1, "governor") if at is not None else []


def _owned(figure: Figure) -> list[Vote]:
    """A stake: "holds a 40 percent stake", "owns 40 percent of the venture"."""
    place = figure.place
    found = verb_of(figure)
    if place.noun is None:
        before = figure.scope.previous
        said = figure.scope.words if before is None else figure.scope.words | before.words
        bare = found is not None and found[1] in ("own", "hold", "keep", "retain") and not said.isdisjoint(_STAKES)
        return _vote(figure, "other", _SURE, found[0]) if bare and found is not None else []
    if place.noun_link == "" and figure.head in _OWNED:
        return _vote(figure, "other", _SURE, place.noun[1] - 1)
    verb = found[1] if found is not None else "have" if figure.tokens[place.first - 1].lower in ("has", "have", "had") else ""
    if place.noun_link != "of" or verb not in _OWNING:
        return []
    named = figure.tokens[place.noun[1] - 1].tag == "NAME" and verb in ("own", "hold", "buy", "acquire", "sell", "retain", "keep")
    return _vote(figure, "other", _SURE, place.noun[1] - 1) if named or figure.head in _HELD else []


def _wasted(figure: Figure) -> list[Vote]:
    """A part that leaks or is wasted: "loses 40 percent of its water"."""
    found, place = verb_of(figure), figure.place
    if found is None or found[1] not in ("lose", "waste", "squander", "discard") or place.noun_link not in ("of", ""):
        return []
    return _vote(figure, "loss", _SURE, found[0]) if figure.head in _LOST else []


def _covered(figure: Figure) -> list[Vote]:
    """A part of a country that is under something: "bogs cover a tenth of Ireland", "a third of the country is covered by forest"."""
    place, tokens = figure.place, figure.tokens
    if place.noun is None or place.noun_link not in ("of", ""):
        return []
    if tokens[place.noun[1] - 1].tag != "NAME" and figure.head not in _LANDS:
        return []
    for at in (place.verb, place.predicate):
        if at is not None and tagger.base(tokens[at].lower) in _COVERING:
            return vote(figure, "area", _SURE, at, at + 1)
    return []


def _outlay(figure: Figure) -> list[Vote]:
    """What people lay out of what they earn: "spend 40 percent of their income on rent"."""
    place, tokens = figure.place, figure.tokens
    if place.noun is None or place.noun_link not in ("of", "") or figure.head not in _WAGES:
        return []
    for at in (place.verb, place.predicate, place.governor[1] - 1 if place.governor is not None else None):
        if at is not None and tagger.base(tokens[at].lower) in _SPENDING:
            return _vote(figure, "price_cost", _SURE, at)
    return []


def _levied(figure: Figure) -> list[Vote]:
    """A rate of a tax or a loan that the sentence is about: "a flat rate of 4 percent", "an interest rate of 4 percent"."""
    phrase, tokens = figure.place.governor, figure.tokens
    if (
        phrase is None
        or figure.place.noun is not None
        or tokens[phrase[1] - 1].lower not in ("rate", "rates", "interest", "bracket", "coupon")
    ):
        return []
    scope: Scope | None = figure.scope
    if not any(tokens[i].lower in ("interest", "coupon") for i in range(*phrase)):
        for _ in range(2):
            if scope is not None and not scope.words.isdisjoint(cues.class_words("levy")):
                return _vote(figure, "tax", _TOLD, phrase[1] - 1)
            scope = scope.previous if scope is not None else None
        return []
    lent = not figure.scope.words.isdisjoint(cues.class_words("credit"))
    return _vote(figure, "loan", _TOLD, phrase[1] - 1) if lent else []


def _done(figure: Figure) -> list[Vote]:
    """How much of a work has been done: "40 percent of the track has been laid"."""
    place, tokens = figure.place, figure.tokens
    at = place.predicate
    if at is None or not figure.part or tagger.base(tokens[at].lower) not in cues.class_words("finishing"):
        return []
    had = tokens[at].tag in ("VBN", "VBD") and tokens[at - 1].lower == "been"
    return _vote(figure, "completion_share", _SURE, at) if had else []


_RULES: Final = (_drawn, _owned, _wasted, _covered, _outlay, _levied, _done)
