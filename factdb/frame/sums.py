"""Sums of money: what the verb and the thing it is done to say of them.

"Sold the mill for 5 million" is a contract, "spent 5 million on a dam" an investment, "raised 5 million for the victims" aid.
"""

from __future__ import annotations

from typing import Final

from factdb.frame import cues
from factdb.frame.deed import verb_of, vote, word_before
from factdb.frame.inherit import leaning
from factdb.frame.rightward import phrase_end
from factdb.frame.weigh import Figure, Vote
from factdb.text import tagger
from factdb.text.tokens import Token
from factdb.values import Span

_REACH: Final = 16  # tokens from a price back to the verb of the sale
_SPENT: Final = 0.88
_TRADED: Final = 0.87
_GRANTED: Final = 0.56
_REDRESSED: Final = 0.98  # before "pay", "damages"
_PUT: Final = 0.46  # after what governs the figure
_TOLD: Final = 0.98
_SMALL: Final = 10_000  # no film and no painting sells for less
_PLAIN: Final = frozenset(("VERB", "VBD", "AUX"))


def sums(figure: Figure) -> list[Vote]:
    """Votes of a verb together with what is on its other side: "spent 5 million on a power line"."""
    if figure.quantity.dimension != "money":
        return []
    return _redressed(figure) or [found for deed in _DEEDS for found in deed(figure)]


def _redressed(figure: Figure) -> list[Vote]:
    """Money paid for a wrong or to the victims: "paid 5 million in damages", "to settle the lawsuit", "to each victim's family"."""
    found, tokens = verb_of(figure), figure.tokens
    if found is None or found[1] not in ("pay", "owe", "offer", "receive", "award", "get", "win"):
        return []
    words = cues.class_words("redress")
    for i in range(found[0] + 1, min(figure.place.end + 9, len(tokens))):
        if i >= figure.place.end and tokens[i].tag in _PLAIN and tokens[i - 1].lower != "to":
            break
        if tokens[i].lower in words:
            return vote(figure, "other", _REDRESSED, i, i + 1, "for")
    return []


def _traded(figure: Figure) -> list[Vote]:
    """The sum for which something changes hands: "sold the mill for 5 million"."""
    place, tokens = figure.place, figure.tokens
    if tokens[place.first - 1].lower != "for" or "contract_value" not in figure.allowed or figure.quantity.per is not None:
        return []
    for at in range(place.first - 3, max(-1, place.first - _REACH), -1):  # "sold for 5 million" are takings
        token = tokens[at]
        if token.tag in cues.VERB_TAGS and tagger.base(token.lower) in cues.class_words("trading"):
            return vote(figure, "contract_value", _TRADED, at, at + 1)
        if token.tag in ("MARK", *_PLAIN):
            break
    return []


def _valued(figure: Figure) -> list[Vote]:
    """What a thing is valued at, in a deal or on the market."""
    found, place = verb_of(figure), figure.place
    if word_before(figure) != "at":
        return []
    hung = place.first > 1 and tagger.base(figure.tokens[place.first - 2].lower) in cues.class_words("putting")  # ", estimated at 5"
    put = hung or place.link in cues.class_words("putting") or (found is not None and found[1] in cues.class_words("putting"))
    if put and (found is None or found[1] != "value"):
        # "the second phase, estimated at 5 million"
        return vote(figure, "price_cost", _PUT, place.first - 1, place.first, "subject")
    if found is None or found[1] != "value":
        return []
    dealt = not cues.class_words("transaction").isdisjoint(token.lower for token in figure.tokens[: found[0]])
    return vote(figure, "contract_value" if dealt else "price_cost", _SPENT, found[0], found[0] + 1)


def _raised(figure: Figure) -> list[Vote]:
    """Money raised: by a firm from investors, by a charity for those in need."""
    found = verb_of(figure)
    if found is None or found[1] != "raise" or figure.place.preposition not in ("", "of") or figure.place.change is not None:
        return []
    leans = leaning(figure.scope)
    code = "aid_grant" if "aid_grant" in leans and "investment" not in leans else "investment"
    return vote(figure, code, _GRANTED, found[0], found[0] + 1)


def _sold(figure: Figure) -> list[Vote]:
    """What a thing sells for: a price, while "sold for 5 million" are takings."""
    found, tokens = verb_of(figure), figure.tokens
    if found is None or found[1] != "sell" or tokens[figure.place.first - 1].lower != "for":
        return []
    usual = tokens[found[0]].tag in ("VERB", "VBG") or figure.quantity.value < _SMALL
    return vote(figure, "price_cost", _TRADED, found[0], found[0] + 1) if usual else []


def _lent(figure: Figure) -> list[Vote]:
    """What a part of a sum is: "of which 5 million will be loans", "3 million is a grant"."""
    tokens, i = figure.tokens, figure.place.end
    while i < len(tokens) and tokens[i].tag in ("AUX", "ADV"):
        i += 1
    if i == figure.place.end or i == len(tokens) or tagger.auxiliary(tokens[i - 1].lower) != "be":
        return []
    word = tokens[phrase_end(tokens, i + (tokens[i].tag == "DET")) - 1].lower
    code = next((one for one in ("loan", "aid_grant", "tax") if word in cues.heads_of(one, "nouns")), None)
    return vote(figure, code, _TOLD, i, i + 1, "after") if code is not None else []


def _granted(figure: Figure) -> list[Vote]:
    """A sum that is promised, released or received, by one who does not say what for: "announced 5 million for the victims"."""
    found = verb_of(figure)
    if found is None or found[1] not in cues.class_words("granting") or figure.place.preposition not in ("", "of"):
        return []
    if any(token.tag == "NOUN" for token in figure.tokens[found[0] + 1 : figure.place.first]):
        return []  # "announced two contracts totalling 5 million"
    return vote(figure, "aid_grant", _GRANTED, found[0], found[0] + 1) if "aid_grant" in figure.allowed else []


def _spent(figure: Figure) -> list[Vote]:
    place, tokens = figure.place, figure.tokens
    said = (i for i in (place.predicate, place.verb) if i is not None and tagger.base(tokens[i].lower) in cues.class_words("spending"))
    at = next(said, None)
    if at is None or "investment" not in figure.allowed:
        return []
    if figure.quantity.per == "year" or [token.lower for token in tokens[place.end : place.end + 2]] == ["a", "year"]:
        return vote(figure, "budget", _SPENT, at, at + 1)
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


_DEEDS: Final = (_spent, _traded, _granted, _valued, _raised, _sold, _lent)
