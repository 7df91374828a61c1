"""Sums of money: what the verb and the thing it is done to say of them.

"Sold the mill for 5 million" is a contract, "spent 5 million on a dam" an investment, "raised 5 million for the victims" aid.
"""

from __future__ import annotations

from typing import Final

from factdb.frame import cues
from factdb.frame.deed import OBJECT, PLAIN, base_of, verb_of, vote, word_before
from factdb.frame.dues import dues, redressed
from factdb.frame.rightward import phrase_end
from factdb.frame.setting import leaning
from factdb.frame.spending import spending, thing_after
from factdb.frame.weigh import Figure
from factdb.frame.weights import Vote
from factdb.text import tagger
from factdb.text.clause_state import VERBS
from factdb.values import Kind

_REACH: Final = 22  # tokens from a price back to the verb of the sale
_TRADED: Final = 0.87
_GRANTED: Final = 0.56
_WORK: Final = 1_000_000  # no work costs less
_BEHIND: Final = 10  # tokens back to the verb of buying
_ORDERING: Final = frozenset(("buy", "order", "purchase", "acquire"))
_SOLD: Final = 0.89
_PUT: Final = 0.46  # after what governs the figure
_WORTH_MORE: Final = 0.88
_WORTH: Final = 0.6  # after a verb, before the sentence before
_TOLD: Final = 0.98
_BUILT: Final = 0.96  # before the word "cost"
_FAR: Final = 25  # tokens back to the verb of building
_TOTALS: Final = ("contract_value", "loan", "aid_grant", "investment", "tax", "loss", "revenue", "price_cost")
_DEAR: Final = 20_000_000  # a sum before "home" that is higher is what it cost to build
_SMALL: Final = 10_000  # no film and no painting sells for less
_INNER: Final = frozenset(("%", "-", "'", "/", "&", "(", ")"))  # marks that a thing sold may hold
_UNDERTAKEN: Final = 0.5  # "will lay the track for 5 million"
_BORNE: Final = 0.92  # "cost it 5 million"
_BOOKED: Final = 0.99  # before the word "charge"
_PERSONAL: Final = 0.1  # when nothing else speaks
_MODEST: Final = 100_000  # a sum that one person pays or gets
_OBJECTS: Final = 7  # tokens of the one who bears a cost
_COSTS: Final = frozenset(("cost", "costs", "costing"))
_ACCOUNTS: Final = frozenset(("charge", "charges", "hit", "provision", "provisions", "write-off"))
_BOOKING: Final = frozenset(("take", "book", "record", "report", "post", "incur", "recognise", "recognize", "announce", "face", "suffer"))


def sums(figure: Figure) -> list[Vote]:
    """Votes of a verb together with what is on its other side: "spent 5 million on a power line"."""
    if figure.quantity.dimension != "money":
        return []
    return redressed(figure) or [*dues(figure), *spending(figure), *(found for deed in _DEEDS for found in deed(figure))]


def _traded(figure: Figure) -> list[Vote]:
    """The sum for which something changes hands: "sold the mill for 5 million"."""
    place, tokens = figure.place, figure.tokens
    if tokens[place.first - 1].lower != "for" or "contract_value" not in figure.allowed or figure.quantity.per is not None:
        return []
    for at in range(place.first - 2, max(-1, place.first - _REACH), -1):
        token = tokens[at]
        if at == place.first - 2 and base_of(token) == "sell":
            break  # "sold for 5 million" are takings
        if token.lower in ("purchase", "acquisition", "takeover") and token.tag == "NOUN" and figure.quantity.value >= _SMALL:
            return vote(figure, "contract_value", _TRADED, at, at + 1)  # "approved the purchase of 40 tanks for 5 million"
        if token.tag in VERBS and base_of(token) in cues.class_words("trading"):
            cheap = figure.quantity.value < _SMALL or any(said.lower in ("auction", "auctioned") for said in tokens[at : place.end + 6])
            code = "price_cost" if cheap else "contract_value"
            return vote(figure, code, _TRADED, at, at + 1)
        if token.tag in PLAIN or (token.tag == "MARK" and token.lower not in _INNER):
            break
        if token.tag in VERBS and tagger.base(token.lower) in cues.class_words("contracting"):
            return vote(figure, "contract_value", _UNDERTAKEN, at, at + 1)
    return []


def _valued(figure: Figure) -> list[Vote]:
    """What a thing is valued at, in a deal or on the market."""
    found, place = verb_of(figure), figure.place
    worth = word_before(figure) == "worth" or (place.first > 1 and figure.tokens[place.first - 2].lower == "worth")
    said = figure.tokens[max(0, place.first - _BEHIND) : place.first] if worth else []
    if figure.quantity.value >= _WORK and any(token.tag in VERBS and base_of(token) in _ORDERING for token in said):
        return vote(figure, "contract_value", _BORNE, place.first - 1, place.first)  # "will buy 30 locomotives worth 5 million"
    if worth and place.first > 1 and figure.tokens[place.first - 2].lower not in cues.measures():
        # "heroin worth 5 million", "it is worth 5 million"
        weight = _PUT if figure.tokens[place.first - 2].tag != "AUX" else _WORTH
        return vote(figure, "price_cost", weight, place.first - 1, place.first, "subject")
    if word_before(figure) != "at":
        return []
    hung = place.first > 1 and tagger.base(figure.tokens[place.first - 2].lower) in cues.class_words("putting")  # ", estimated at 5"
    put = hung or place.link in cues.class_words("putting") or (found is not None and found[1] in cues.class_words("putting"))
    if put and (found is None or found[1] != "value"):
        # "the second phase, estimated at 5 million"
        return vote(figure, "price_cost", _PUT, place.first - 1, place.first, "subject")
    if found is None or found[1] != "value":
        return []
    firm = figure.tokens[found[0] + 1 : figure.place.first - 1] or figure.tokens[: found[0]]
    firms = cues.class_words("company") | cues.class_words("firmlike")
    if any(token.lower in firms for token in firm) and cues.class_words("transaction").isdisjoint(
        t.lower for t in figure.tokens[: found[0]]
    ):
        return vote(figure, "other", _WORTH_MORE, found[0], found[0] + 1)  # "the listing valued the maker at 7 million"
    dealt = not cues.class_words("transaction").isdisjoint(token.lower for token in figure.tokens[: found[0]])
    return vote(figure, "contract_value" if dealt else "price_cost", _WORTH_MORE, found[0], found[0] + 1)


def _raised(figure: Figure) -> list[Vote]:
    """Money raised: by a firm from investors, by a charity for those in need."""
    found = verb_of(figure)
    if found is None or found[1] != "raise" or figure.place.preposition not in ("", "of") or figure.kind is Kind.CHANGE:
        return []
    following = figure.tokens[figure.place.end : figure.place.end + 9]
    if any(token.lower in ("bond", "bonds", "loan", "loans", "debt", "sukuk") for token in following) and "loan" in figure.allowed:
        return vote(figure, "loan", _SOLD, found[0], found[0] + 1)  # "raised 5 million from a sale of bonds"
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


def _borne(figure: Figure) -> list[Vote]:
    """What a thing costs somebody: "cost the city 5 million"; of a mishap it is a loss."""
    tokens, at = figure.tokens, figure.place.first - 1
    first = at
    while at >= 0 and first - at < _OBJECTS and tokens[at].lower not in _COSTS and tokens[at].tag in OBJECT:
        at -= 1
    if at < 1 or at == first or tokens[at].lower not in _COSTS or tokens[at - 1].tag in ("DET", "ADJ", "POS"):
        return []
    mishaps = cues.class_words("mishap")
    lost = any(token.lower in mishaps for token in tokens[max(0, at - 14) : at])
    return vote(figure, "loss" if lost else "price_cost", _BORNE, at, at + 1)


def _booked(figure: Figure) -> list[Vote]:
    """A charge in the accounts: "took a charge of 5 million", "a 5 million charge"."""
    place, tokens = figure.place, figure.tokens
    phrase = place.governor if place.preposition == "of" else place.noun if place.noun_link == "" else None
    if phrase is None or _ACCOUNTS.isdisjoint(token.lower for token in tokens[slice(*phrase)]):
        return []
    start = min(phrase[0], place.first)
    for i in range(start - 1, max(-1, start - 5), -1):
        if tokens[i].tag in VERBS and base_of(tokens[i]) in _BOOKING:
            return vote(figure, "loss", _BOOKED, i, i + 1)
    return []


def _earned(figure: Figure) -> list[Vote]:
    """What people are left with: "takes home 500 a week"."""
    tokens, at = figure.tokens, figure.place.first - 1
    home = at > 0 and tokens[at].lower == "home" and base_of(tokens[at - 1]) in ("take", "bring")
    return vote(figure, "other", _BORNE, at - 1, at + 1) if home else []


def _bid(figure: Figure) -> list[Vote]:
    """What a buyer pays for a firm: "the bidder will pay 5 million in cash"."""
    found, place, tokens = verb_of(figure), figure.place, figure.tokens
    if (
        found is None
        or found[1] not in ("pay", "offer", "bid", "spend")
        or figure.quantity.value < _MODEST
        or figure.quantity.per is not None
    ):
        return []
    cash = [token.lower for token in tokens[place.end : place.end + 2]] == ["in", "cash"]
    buyers = cues.class_words("acquirer")
    if cash or (place.subject is not None and any(token.lower in buyers for token in tokens[slice(*place.subject)])):
        return vote(figure, "contract_value", _BORNE, found[0], found[0] + 1)
    for i in range(place.end, min(place.end + 2, len(tokens) - 1)):
        if tokens[i].lower == "for":
            end = thing_after(tokens, i + 1)
            dealt = tokens[end - 1].lower in cues.class_words("dealt")
            return vote(figure, "contract_value", _BORNE, i, end, "for") if dealt else []
    return []


def _wiped(figure: Figure) -> list[Vote]:
    """What the market takes off a firm's worth: "wiped 5 million off its value"."""
    tokens, end = figure.tokens, figure.place.end
    off = end + 1 < len(tokens) and tokens[end].lower in ("off", "from")
    found = verb_of(figure)
    if not off or found is None or found[1] not in ("wipe", "knock", "shave", "slice") or "other" not in figure.allowed:
        return []
    return vote(figure, "other", _BOOKED + _BORNE, end, end + 1, "after")


def _personal(figure: Figure) -> list[Vote]:
    """A small sum that nothing speaks for is what somebody pays."""
    quantity, first = figure.quantity, figure.place.first
    if figure.kind is not Kind.LEVEL or quantity.value >= _MODEST:
        return []
    if any(base_of(token) in ("promise", "offer", "reward") for token in figure.tokens[max(0, first - 6) : first]):
        return []
    return [Vote("price_cost", _PERSONAL, quantity.unit_span, "unit")]


def _lent(figure: Figure) -> list[Vote]:
    """What a part of a sum is: "of which 5 million will be loans", "3 million is a grant"."""
    tokens, i = figure.tokens, figure.place.end
    for k in range(i, min(i + 6, len(tokens) - 1)):
        if tokens[k].tag == "MARK" or tokens[k].lower == "and":
            break
        if tokens[k].lower == "as":  # "will be provided as loans", "and 3 million as grants"
            code = next((one for one in ("loan", "aid_grant") if tokens[k + 1].lower in cues.heads_of(one, "nouns")), None)
            return vote(figure, code, _TOLD, k, k + 2, "after") if code is not None else []
    while i < len(tokens) and tokens[i].tag in ("AUX", "ADV"):
        i += 1
    if i == figure.place.end or i == len(tokens) or tagger.auxiliary(tokens[i - 1].lower) != "be":
        return []
    word = tokens[phrase_end(tokens, i + (tokens[i].tag == "DET")) - 1].lower
    code = next((one for one in ("loan", "aid_grant", "tax") if word in cues.heads_of(one, "nouns")), None)
    return vote(figure, code, _TOLD, i, i + 1, "after") if code is not None else []


def _totalled(figure: Figure) -> list[Vote]:
    """What things counted before come to: "two contracts totalling 5 million", "300 loans worth 5 million"."""
    place, scope = figure.place, figure.scope
    if place.earlier is None or (place.link not in ("total", "value", "amount") and word_before(figure) not in ("worth", "of")):
        return []
    other = scope.quantities[place.earlier]
    if other.head is None or other.unit != "count" or other.head_span is None:
        return []
    code = next((one for one in _TOTALS if other.head in cues.heads_of(one, "nouns")), None)
    if code is None or code not in figure.allowed:
        return []
    return [Vote(code, _TOLD, other.head_span, "governor")]


def _built(figure: Figure) -> list[Vote]:
    """What a work costs to build: "will set up a plant at a cost of 5 million"."""
    place, tokens = figure.place, figure.tokens
    phrase = place.governor
    if phrase is None or place.preposition != "of" or tokens[phrase[1] - 1].lower not in ("cost", "costs", "expense", "price"):
        return []
    at = next((i for i in range(phrase[0], phrase[1]) if tokens[i].lower == "at"), None)
    if at is None and not (phrase[0] and tokens[phrase[0] - 1].lower == "at"):
        return []
    for i in range(phrase[0] - 1, max(-1, phrase[0] - _FAR), -1):
        if tokens[i].tag in VERBS and tagger.base(tokens[i].lower) in cues.class_words("works"):
            planned = any(token.lower in ("to", "will", "would", "plans", "planned") for token in tokens[max(0, i - 3) : i])
            planned = planned or tokens[i + 1].lower == "at"
            return vote(figure, "investment", _BUILT, i, i + 1) if planned else []
    return []


def _contributed(figure: Figure) -> list[Vote]:
    """What a part of a firm brings in: "the frozen food business contributed 5 million"."""
    found = verb_of(figure)
    if found is None or found[1] not in ("contribute", "add", "bring"):
        return []
    parts = cues.class_words("segment")
    part = any(token.lower in parts for token in figure.tokens[max(0, found[0] - 10) : found[0]])
    return vote(figure, "revenue", _GRANTED + 0.02, found[0], found[0] + 1) if part and "revenue" in figure.allowed else []


def _priced(figure: Figure) -> list[Vote]:
    """What the thing right behind a sum costs: "a 300,000 dollar home"."""
    place = figure.place
    if place.noun is None or place.noun_link != "" or figure.head not in cues.class_words("priced") or figure.quantity.value > _DEAR:
        return []
    return vote(figure, "price_cost", _TOLD, place.noun[0], place.noun[1], "after")


def _insured(figure: Figure) -> list[Vote]:
    """What a thing is insured or on sale for."""
    tokens, at = figure.tokens, figure.place.first - 2
    told = word_before(figure) == "for" and at >= 0 and tokens[at].lower in ("insured", "listed", "offered", "advertised", "sale", "rented")
    return vote(figure, "price_cost", _BORNE, at, at + 1) if told else []


def _issued(figure: Figure) -> list[Vote]:
    """What one share is sold at: "sold 8 million shares at 15 dollars per share"."""
    place = figure.place
    told = figure.quantity.per == "share" and word_before(figure) in ("at", "for") and place.governor is None
    return vote(figure, "price_cost", _BORNE, place.first - 1, place.end) if told else []


def _tagged(figure: Figure) -> list[Vote]:
    """What the thing right behind a sum is worth, where nothing else speaks: "a 2 million dollar boat"."""
    place = figure.place
    if figure.kind is not Kind.LEVEL or place.noun is None or place.noun_link or figure.measures:
        return []
    return vote(figure, "price_cost", _PERSONAL + 0.05, *place.noun, where="after")


def _raised_up(figure: Figure) -> list[Vote]:
    """What a work costs to build: "will cost 5 million to replace"."""
    found, tokens, end = verb_of(figure), figure.tokens, figure.place.end
    cost = word_before(figure) in _COSTS or (found is not None and found[1] == "cost")
    if (
        not cost
        or figure.quantity.value < _WORK
        or end + 1 >= len(tokens)
        or tokens[end].lower != "to"
        or "investment" not in figure.allowed
    ):
        return []
    built = base_of(tokens[end + 1]) in cues.class_words("works") or base_of(tokens[end + 1]) in (
        "replace",
        "rebuild",
        "complete",
        "finish",
    )
    return vote(figure, "investment", _BUILT, end, end + 2, "purpose") if built else []


_DEEDS: Final = (
    _borne,
    _bid,
    _wiped,
    _booked,
    _earned,
    _personal,
    _priced,
    _contributed,
    _totalled,
    _built,
    _traded,
    _valued,
    _raised,
    _sold,
    _lent,
    _insured,
    _issued,
    _tagged,
    _raised_up,
)
