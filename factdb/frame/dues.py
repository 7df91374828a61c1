"""Sums lost, owed and due: taxes, debts, takings forgone, damages, and what a country earns abroad."""

from __future__ import annotations

from typing import Final

from factdb.frame import cues
from factdb.frame.deed import PLAIN, base_of, verb_of, vote
from factdb.frame.rightward import phrase_end
from factdb.frame.setting import leaning
from factdb.frame.weigh import Figure
from factdb.frame.weights import Vote
from factdb.values import EntityKind

_REDRESSED: Final = 0.98  # before "pay", "damages"
_TOLD: Final = 0.98
_BORNE: Final = 0.92  # "cost it 5 million"
_OBJECTS: Final = 7  # tokens of the one who bears a cost
_PAYERS: Final = frozenset(("owner", "owners", "homeowner", "homeowners", "taxpayer", "taxpayers", "filer", "filers", "couple", "property"))
_PAYING: Final = frozenset(("pay", "buy", "acquire", "offer", "bid", "receive", "get", "give", "hand", "steal", "seize", "find", "spend"))
_SHARE: Final = 1_000_000  # no share costs more
_TRADED: Final = frozenset(("close", "trade", "open", "end", "finish", "fall", "rise", "slip", "climb", "jump", "drop", "sink", "settle"))


def dues(figure: Figure) -> list[Vote]:
    """Votes of a verb together with what is lost, owed or due."""
    return [
        *_taxed(figure),
        *_forgone(figure),
        *_gaping(figure),
        *_owed(figure),
        *_sold_abroad(figure),
        *_pocketed(figure),
        *_in_hand(figure),
        *_quoted(figure),
    ]


def _taxed(figure: Figure) -> list[Vote]:
    """Tax paid: "would pay 5 dollars a year in property taxes"."""
    found, tokens, phrase = verb_of(figure), figure.tokens, figure.place.subject
    if found is None or found[1] not in ("pay", "owe", "collect", "save", "raise"):
        return []
    payer = phrase is not None and not _PAYERS.isdisjoint(token.lower for token in tokens[slice(*phrase)])
    if payer and found[1] == "pay" and "tax" in leaning(figure.scope):
        return vote(figure, "tax", _TOLD, found[0], found[0] + 1)  # on a levy: "a homeowner would pay 58 dollars a year"
    for i in range(figure.place.end, min(figure.place.end + 5, len(tokens) - 1)):
        if tokens[i].lower in ("in", "of"):
            end = phrase_end(tokens, i + 1)
            return vote(figure, "tax", _TOLD, i, end, "for") if tokens[end - 1].lower in cues.heads_of("tax", "nouns") else []
    return []


def _forgone(figure: Figure) -> list[Vote]:
    """Takings lost: "lost 5 million in sales", "cost the state 5 million in export receipts"."""
    tokens, end = figure.tokens, figure.place.end
    if end + 1 >= len(tokens) or tokens[end].lower not in ("in", "of"):
        return []
    said = tokens[phrase_end(tokens, end + 1) - 1].lower
    if said not in (
        "sales",
        "revenue",
        "revenues",
        "income",
        "receipts",
        "earnings",
        "takings",
        "profit",
        "profits",
        "trade",
        "production",
        "output",
    ):
        return []
    for i in range(figure.place.first - 1, max(-1, figure.place.first - _OBJECTS - 2), -1):
        if base_of(tokens[i]) in ("lose", "forgo", "forego", "forfeit", "miss", "cost"):
            return vote(figure, "loss", _REDRESSED + 0.1, i, i + 1)
    return []


def _gaping(figure: Figure) -> list[Vote]:
    """What a public body lacks: "the council faces a shortfall of 5 million"."""
    place, tokens = figure.place, figure.tokens
    phrase = place.governor
    if phrase is None or (place.verb is None and place.subject is None):
        return []
    if tokens[phrase[1] - 1].lower not in ("shortfall", "gap", "hole", "deficit") or place.preposition != "of":
        return []
    bodies = cues.class_words("state_body")
    public = any(token.lower in bodies for token in tokens[max(0, phrase[0] - 8) : phrase[0]])
    return vote(figure, "budget", _TOLD, *phrase, where="governor") if public else []


def _owed(figure: Figure) -> list[Vote]:
    """A sum that somebody owes or asks for, told after it: "of the 5 million it owes", "of the 5 million it asked for"."""
    tokens, end = figure.tokens, figure.place.end
    for i in range(end, min(end + 4, len(tokens))):
        if base_of(tokens[i]) == "owe":
            return vote(figure, "loan", _TOLD, i, i + 1, "after") if "loan" in figure.allowed else []
        if base_of(tokens[i]) in ("ask", "appeal") and i + 1 < len(tokens) and tokens[i + 1].lower == "for":
            return vote(figure, "aid_grant", _TOLD, i, i + 2, "after") if "aid_grant" in figure.allowed else []
        if tokens[i].tag == "MARK" or tokens[i].tag in PLAIN:
            break
    return []


def _sold_abroad(figure: Figure) -> list[Vote]:
    """What a country earns from a good: "Ethiopia earned 5 million from coffee"."""
    found, place, tokens = verb_of(figure), figure.place, figure.tokens
    if found is None or found[1] != "earn" or place.subject is None or place.end + 1 >= len(tokens) or tokens[place.end].lower != "from":
        return []
    last = tokens[place.subject[1] - 1]
    country = any(m.span.start <= last.start < m.span.end and m.kind is EntityKind.COUNTRY for m in figure.scope.entities)
    goods = tokens[phrase_end(tokens, place.end + 1) - 1].lower not in (
        "tourism",
        "tourists",
        "taxes",
        "remittances",
        "visitors",
        "fees",
        "duties",
    )
    return vote(figure, "exports", _BORNE, found[0], found[0] + 1) if country and goods and "exports" in figure.allowed else []


def _pocketed(figure: Figure) -> list[Vote]:
    """Money that somebody is said to have stolen: "is accused of taking 5 million"."""
    found, tokens = verb_of(figure), figure.tokens
    if found is None or found[1] not in ("take", "pocket", "divert", "misuse", "obtain") or found[0] < 2:
        return []
    before = {token.lower for token in tokens[max(0, found[0] - 4) : found[0]]}
    blamed = before & {"accused", "convicted", "suspected", "guilty", "charged", "admitted", "denies", "denied"}
    return vote(figure, "loss", _BORNE, found[0], found[0] + 1) if blamed and "loss" in figure.allowed else []


def redressed(figure: Figure) -> list[Vote]:
    """Money paid for a wrong or to the victims: "paid 5 million in damages", "to settle the lawsuit", "to each victim's family"."""
    found, tokens = verb_of(figure), figure.tokens
    if found is None or found[1] not in ("pay", "owe", "offer", "receive", "award", "get", "win"):
        return []
    subject = figure.place.subject
    if found[1] == "award" and subject is not None and tokens[subject[1] - 1].lower in cues.class_words("tribunal"):
        return vote(figure, "other", _REDRESSED, found[0], found[0] + 1)
    words = cues.class_words("redress")
    told = any(token.lower in ("ordered", "forced", "sentenced") for token in tokens[max(0, found[0] - 6) : found[0]])
    if found[0] > 1 and tokens[found[0] - 1].lower == "to" and told:
        return vote(figure, "other", _REDRESSED, found[0] - 2, found[0] + 1)
    for i in range(found[0] + 1, min(figure.place.end + 9, len(tokens))):
        if i >= figure.place.end and tokens[i].tag in PLAIN and tokens[i - 1].lower != "to":
            break
        if tokens[i].lower in words:
            return vote(figure, "other", _REDRESSED, i, i + 1, "for")
    return []


def _in_hand(figure: Figure) -> list[Vote]:
    """What a firm has: "ended the year with 5 million in cash", "has 5 million in the bank"."""
    tokens, end = figure.tokens, figure.place.end
    following = [token.lower for token in tokens[end : end + 3]]
    held = following[:2] in (["in", "cash"], ["on", "hand"]) or following == ["in", "the", "bank"]
    found = verb_of(figure)
    if not held or "reserves" not in figure.allowed or (found is not None and found[1] in _PAYING):
        return []
    return vote(figure, "reserves", _TOLD, end, end + 2, "after")


def _quoted(figure: Figure) -> list[Vote]:
    """What a share trades at: "the stock closed at 6 dollars"."""
    place, tokens = figure.place, figure.tokens
    at = place.pre_index
    if place.preposition not in ("at", "to") or at < 1 or figure.quantity.value >= _SHARE:
        return []
    low = max(0, at - 8)
    told = any(token.lower in ("stock", "stocks", "share", "shares") for token in tokens[low:at])
    moved = any(base_of(token) in _TRADED for token in tokens[low:at])
    return vote(figure, "price_cost", _TOLD, at, at + 1) if told and moved else []
