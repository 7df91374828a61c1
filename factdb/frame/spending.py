"""Money laid out: what is spent, set aside, asked for and handed over, and on what.

"Spent 5 million on a dam" is an investment, "the bill provides 5 million" a budget, "is asking donors for 5 million" aid.
"""

from __future__ import annotations

from typing import Final

from factdb.frame import cues
from factdb.frame.deed import PLAIN, verb_of, vote, word_before
from factdb.frame.inherit import decided
from factdb.frame.rightward import phrase_end
from factdb.frame.setting import leaning, title
from factdb.frame.site import nearest
from factdb.frame.weigh import Figure
from factdb.frame.weights import Vote
from factdb.text import tagger
from factdb.text.clause_state import VERBS
from factdb.text.tokens import Token
from factdb.values import Span

MODEST: Final = 100_000  # a sum that one person pays or gets
_SPENT: Final = 0.88
_GRANTED: Final = 0.56
_FUNDED: Final = 0.9  # after "cost 5 million, including"
_ENACTED: Final = 0.7  # before what the subject is, after "in grants"
_ASKING: Final = frozenset(("need", "require", "seek", "ask", "appeal", "request", "want"))
_APPEALS: Final = frozenset(("appeal", "appeals", "fundraiser", "telethon", "campaign", "collection", "crowdfunding"))
_SHOWS: Final = frozenset(("film", "movie", "musical", "show", "play", "sequel", "blockbuster", "thriller", "comedy", "concert", "tour"))
_NEEDY: Final = frozenset(("family", "families", "household", "households", "refugees", "victims", "survivors", "widows", "evacuees"))
_PLANS: Final = frozenset(("plan", "package", "proposal", "deal", "compromise", "version"))
_LENDING: Final = frozenset(("approve", "commit", "extend", "offer", "provide"))
_LENDERS: Final = frozenset(("bank", "lender", "insurer", "group", "banks", "lenders", "insurers"))
_FUNDS: Final = frozenset(("fund", "funds", "foundation", "trust", "lottery", "charity", "donors", "donor", "philanthropists", "endowment"))


def spending(figure: Figure) -> list[Vote]:
    """Votes of a verb of laying out money, together with who does it and what for."""
    return [
        *_enacted(figure),
        *_aimed(figure),
        *_granted(figure),
        *_spent(figure),
        *_needed(figure),
        *_funded(figure),
        *_provided(figure),
        *_collected(figure),
        *_put_up(figure),
    ]


def _provided(figure: Figure) -> list[Vote]:
    """What is set aside: by a bank for bad debts a loss ("to cover soured loans"), else a budget."""
    phrase, first = figure.place.subject or figure.place.governor, figure.place.first
    if word_before(figure) != "aside" or first < 2 or "loss" not in figure.allowed:
        return []
    head = figure.tokens[phrase[1] - 1].lower if phrase is not None else ""
    return vote(figure, "loss" if head in _LENDERS else "budget", _FUNDED, first - 2, first)


def _put_up(figure: Figure) -> list[Vote]:
    """What somebody lays out for a work: "the city will put up 9 million", "the maker puts in 2 million of its own"."""
    first, tokens = figure.place.first, figure.tokens
    if (
        first < 2
        or word_before(figure) not in ("up", "in")
        or tagger.base(tokens[first - 2].lower) != "put"
        or "investment" not in figure.allowed
    ):
        return []
    public = not cues.class_words("state_body").isdisjoint(token.lower for token in tokens[max(0, first - 8) : first - 2])
    return vote(figure, "budget" if public else "investment", _GRANTED, first - 2, first)


def _collected(figure: Figure) -> list[Vote]:
    """What an appeal or a show brings in, and what families get: "the appeal has brought in 5 million", "the film took 5 million"."""
    found, place = verb_of(figure), figure.place
    phrase = place.subject
    if found is None or phrase is None:
        return []
    head = figure.tokens[phrase[1] - 1].lower
    words = {token.lower for token in figure.tokens[slice(*phrase)]}
    if found[1] in ("bring", "raise", "attract", "collect", "take") and words & _APPEALS:
        return vote(figure, "aid_grant", _SPENT, found[0], found[0] + 1)
    if found[1] in ("take", "make", "earn", "gross", "bring") and head in _SHOWS:
        return vote(figure, "revenue", _SPENT, found[0], found[0] + 1)
    following = {token.lower for token in figure.tokens[place.end : place.end + 4]}
    if found[1] in ("get", "receive") and words & _NEEDY and "for" not in following:
        return vote(figure, "aid_grant", _SPENT, found[0], found[0] + 1)
    return []


def _funded(figure: Figure) -> list[Vote]:
    """Money from a fund: "restored with 5 million from the Heritage Fund"."""
    tokens, end = figure.tokens, figure.place.end
    if end < len(tokens) and tokens[end].lower in ("came", "comes", "coming", "come"):
        end += 1
    if end + 1 >= len(tokens) or tokens[end].lower != "from" or "aid_grant" not in figure.allowed:
        return []
    last = phrase_end(tokens, end + 1 + (tokens[end + 1].tag == "DET"))
    given = any(token.lower in _FUNDS for token in tokens[end + 1 : last])
    return vote(figure, "aid_grant", _FUNDED, end, last, "after") if given else []


def _enacted(figure: Figure) -> list[Vote]:
    """A sum that a law or a budget sets: "the bill provides 5 million for schools", "it gives schools 5 million"."""
    found, place = verb_of(figure), figure.place
    if found is None or found[1] not in cues.class_words("allotting"):
        return []
    words = {token.lower for token in figure.tokens[slice(*place.subject)]} if place.subject is not None else set()
    before = figure.tokens[found[0] - 1].lower if found[0] else ""
    acts = cues.class_words("enactment")
    told = not acts.isdisjoint(words) or ((before == "it" or words & _PLANS) and _budgeted(figure))
    return vote(figure, "budget", _ENACTED, found[0], found[0] + 1, where="subject") if told else []


def _budgeted(figure: Figure) -> bool:
    """Whether the heading or the sentence before is on a budget."""
    if "budget" in title(figure.scope.whole):
        return True
    previous = figure.scope.previous
    return previous is not None and any(said.metric == "budget" for said, _, _ in decided(previous).values())


def _aimed(figure: Figure) -> list[Vote]:
    """Money put towards works: "put 5 million toward a stadium", "commit 5 million in public money to a new hospital"."""
    found, tokens = verb_of(figure), figure.tokens
    if found is None or found[1] not in ("put", "commit", "devote", "direct", "channel", "find", "pay", "contribute"):
        return []
    for i in range(figure.place.end, min(figure.place.end + 6, len(tokens) - 1)):
        if _builds(tokens, i):
            return vote(figure, "investment", _GRANTED + 0.05, i, i + 2, "for")
        if tokens[i].tag in ("MARK", *PLAIN):
            break
        if tokens[i].lower in ("toward", "towards", "to", "into", "for"):
            end = thing_after(tokens, i + 1)
            works = tokens[end - 1].lower in cues.class_words("facility")
            return vote(figure, "investment", _GRANTED + 0.05, i, end, "for") if works else []
    return []


def _granted(figure: Figure) -> list[Vote]:
    """A sum that is promised, released or received, by one who does not say what for: "announced 5 million for the victims"."""
    found = verb_of(figure)
    if _on_offer(figure):
        return vote(figure, "aid_grant", _SPENT, figure.place.end, figure.place.end + 1, "after")
    if found is not None and found[1] in _LENDING and _by_bank(figure) and "loan" in figure.allowed:
        return vote(figure, "loan", _GRANTED + 0.1, found[0], found[0] + 1)
    if word_before(figure) == "available":
        return vote(figure, "aid_grant", _GRANTED + 0.1, figure.place.first - 1, figure.place.first)  # "will make available 5 million"
    if found is None or found[1] not in cues.class_words("granting") or figure.place.preposition not in ("", "of"):
        return []
    if found[1] == "promise" and figure.tokens[found[0] + 1].tag == "PRON":
        return []  # "promised me 5,000"
    if any(token.tag == "NOUN" for token in figure.tokens[found[0] + 1 : figure.place.first]):
        return []  # "announced two contracts totalling 5 million"
    if found[1] in ("approve", "release", "sanction", "allot") and "aid_grant" not in leaning(figure.scope) and _public(figure):
        return vote(figure, "budget", _GRANTED, found[0], found[0] + 1)
    last = nearest(figure.scope, figure.quantity)
    if found[1] == "offer" and last is not None and last.dimension == "money":
        said = decided(figure.scope).get(last.span.start)
        if said is not None and said[0].metric in ("price_cost", "contract_value"):
            return vote(figure, said[0].metric, _GRANTED, found[0], found[0] + 1)  # "want 18 an acre, but the state offers 11"
    leans = leaning(figure.scope)
    code = "loan" if "loan" in leans and "aid_grant" not in leans else "aid_grant"
    return vote(figure, code, _GRANTED + (0.02 if code == "loan" else 0.0), found[0], found[0] + 1) if code in figure.allowed else []


def _on_offer(figure: Figure) -> bool:
    """As in "up to 5,000 is available", "5 million will be made available"."""
    tokens, i = figure.tokens, figure.place.end
    start = i
    while i < len(tokens) and (tokens[i].tag in ("AUX", "ADV") or tokens[i].lower == "made"):
        i += 1
    return start < i < len(tokens) and tokens[i].lower == "available"


def _by_bank(figure: Figure) -> bool:
    """Whether a bank is the subject."""
    subject = figure.place.subject
    return subject is not None and any(token.lower == "bank" for token in figure.tokens[slice(*subject)])


def _public(figure: Figure) -> bool:
    """Whether the subject is a body that spends public money."""
    subject = figure.place.subject
    return subject is not None and not cues.class_words("state_body").isdisjoint(token.lower for token in figure.tokens[slice(*subject)])


def _spent(figure: Figure) -> list[Vote]:
    place, tokens = figure.place, figure.tokens
    said = (i for i in (place.predicate, place.verb) if i is not None and tagger.base(tokens[i].lower) in cues.class_words("spending"))
    at = next(said, None)
    if at is None or "investment" not in figure.allowed:
        return []
    if figure.quantity.value >= MODEST and (
        figure.quantity.per == "year" or [token.lower for token in tokens[place.end : place.end + 2]] == ["a", "year"]
    ):
        return vote(figure, "budget", _SPENT, at, at + 1)
    buyers = cues.class_words("shopper")
    if figure.quantity.value < MODEST:
        return vote(figure, "price_cost", _SPENT, at, at + 1)  # "I spend 60 pounds a week on taxis"
    if place.subject is not None and any(token.lower in buyers for token in tokens[slice(*place.subject)]):
        return vote(figure, "revenue", _SPENT, at, at + 1)  # "visitors spent 5 million"
    leans = leaning(figure.scope)
    ahead = tokens[at].tag in ("VERB", "VBG") and at > 0 and tokens[at - 1].tag in ("TO", "AUX")
    if "budget" in leans or ahead:
        # what a state spends, what is still to be spent
        planned = vote(figure, "budget" if "budget" in leans or _public(figure) else "investment", _GRANTED + 0.05, at, at + 1)
    else:
        planned = []
    start = max(place.end, at + 1)
    for i in range(start, min(start + 10, len(tokens) - 1)):
        if tokens[i].tag in ("MARK", *PLAIN):
            break
        if tokens[i].lower == "on":
            end = thing_after(tokens, i + 1)
            built = tokens[end - 1].lower in cues.heads_of("investment")
            if not cues.class_words("public").isdisjoint(token.lower for token in tokens[i : end + 6]):
                return vote(figure, "budget", _SPENT, i, end, "for")
            if built and _public(figure):
                return vote(figure, "budget", _SPENT, i, end, "for")
            return [Vote("investment", _SPENT, Span(tokens[i].start, tokens[end - 1].end), "for")] if built else planned
        if _builds(tokens, i):
            return [Vote("investment", _SPENT, Span(tokens[i].start, tokens[i + 1].end), "for")]
    return planned


def thing_after(tokens: list[Token], i: int) -> int:
    """End of the noun phrase at `i`, past determiners and numbers ("a 48-km | power line")."""
    while i + 1 < len(tokens) and (tokens[i].tag in ("DET", "NUM") or (tokens[i].lower == "-" and tokens[i - 1].tag == "NUM")):
        i += 1
    return phrase_end(tokens, i)


def _builds(tokens: list[Token], i: int) -> bool:
    """As in "spend 5 million | to expand the mill", "| building a dam"."""
    verb = i + 1 if tokens[i].lower == "to" else i
    return tokens[verb].tag in VERBS and tagger.base(tokens[verb].lower) in cues.class_words("works")


def _needed(figure: Figure) -> list[Vote]:
    """What a work needs ("the project needs 5 million"), what helpers ask for ("the charity is asking donors for 5 million")."""
    found, place = verb_of(figure), figure.place
    if found is None or found[1] not in _ASKING or place.preposition not in ("", "for"):
        return []
    if place.subject is None and "aid_grant" not in leaning(figure.scope):
        return []
    head = figure.tokens[place.subject[1] - 1].lower if place.subject is not None else ""
    works = cues.class_words("facility") | cues.class_words("bearer") | cues.class_words("company")
    if head in works:
        return vote(figure, "investment", _GRANTED, found[0], found[0] + 1) if "investment" in figure.allowed else []
    small = figure.quantity.value < MODEST or head in cues.class_words("person") or figure.quantity.per is not None
    return [] if small or "aid_grant" not in figure.allowed else vote(figure, "aid_grant", _GRANTED, found[0], found[0] + 1)
