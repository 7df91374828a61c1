"""Item: the text's own words for what is measured."""

from __future__ import annotations

from factdb.frame.change import direction
from factdb.frame.changewords import change_noun
from factdb.frame.cues import class_words
from factdb.frame.movement import copied, governing
from factdb.frame.place import Site
from factdb.frame.scope import Scope, Slot
from factdb.frame.site import nearest, site, span
from factdb.text.tokens import Token
from factdb.values import Quantity, Span

_JOINED = ("", "of", "in", "worth")


def item(scope: Scope, quantity: Quantity) -> Slot[str | None]:
    """A clean noun phrase, or None where the sentence names nothing."""
    words = _words(scope, quantity)
    if words is None:
        other = copied(scope, quantity) or _level(scope, quantity)
        words = _words(scope, other) if other is not None and other is not quantity else None
    if words is None:
        return Slot(None)
    return Slot(" ".join(words.of(scope.text).split()), words, "item.phrase")


def _words(scope: Scope, quantity: Quantity) -> Span | None:
    place = site(scope, quantity)
    for found in _phrases(scope, quantity, place):
        if found is not None:
            words = _trim(scope, *found)
            if words is not None:
                return words
    return None


def _level(scope: Scope, quantity: Quantity) -> Quantity | None:
    """The figure that a bare "a decrease of 4%" belongs to: the one before it in the sentence."""
    return nearest(scope, quantity)


def _phrases(scope: Scope, quantity: Quantity, place: Site) -> tuple[tuple[int, int] | None, ...]:
    """Token ranges to take the words from, the best first.

    The counted noun or "of" phrase with what goes on from it, the governing phrase, what follows the figure. Who did it
    ("the ministry provided 5 million") is no item.
    """
    after = governor = None
    if place.noun is not None and place.noun_link in _JOINED:
        after = (place.noun[0], place.chain[-1][1] if place.chain else place.noun[1])
    if place.governor is not None and any(token.tag in ("NOUN", "NAME") for token in scope.tokens[slice(*place.governor)]):
        governor = place.governor
    if governor is not None and place.preposition == "of" and not place.linked:
        # "a plant with a capacity | of 40 tons"
        cut = [i + 1 for i in range(*governor) if scope.tokens[i].lower == "with"]
        governor = (cut[-1], governor[1]) if cut else governor
    if place.noun_link == "" and after is not None and _premodifies(scope, quantity, place):
        return (after, governor)
    change = governing(scope, quantity)
    if change is not None and change.sort == "after" and quantity.unit != "count" and place.noun is not None:
        # "a 5 percent increase in fares", "5 percent fewer staff"; "a 5 percent increase" is one of what governs it
        bare = change_noun(scope.tokens[place.noun[1] - 1].lower) is not None and not place.chain
        return (governor, after) if bare else (after, governor)
    if quantity.unit == "percent" and place.linked and governor is not None:
        # "Public debt stands at 62 percent of output"
        return (governor,)
    if quantity.unit == "count":
        return (after, governor)
    if place.noun_link in ("of", "in") and not (place.noun_link == "in" and governor is not None):
        return (after, governor)
    return (governor, after, place.noun if place.noun_link == "for" else None)


def _premodifies(scope: Scope, quantity: Quantity, place: Site) -> bool:
    """Whether the figure stands inside the phrase of its noun ("the 100 MW solar plant") or acts on it ("to double its output")."""
    if quantity.unit == "multiple":
        return direction(scope, quantity).value is not None
    return quantity.unit != "percent" and place.first > 0 and scope.tokens[place.first - 1].tag == "DET"


def _trim(scope: Scope, start: int, end: int) -> Span | None:
    tokens = scope.tokens
    while start < end and _loose(tokens[start]) and not (tokens[start].lower == "per" and start + 1 < end):
        start += 1
    while end > start and (_loose(tokens[end - 1]) or tokens[end - 1].tag in ("AUX", "VBD")):
        end -= 1
    if start == end or (change_noun(tokens[end - 1].lower) is not None and all(token.tag != "NOUN" for token in tokens[start : end - 1])):
        # a bare "decrease" names nothing
        return None
    if end - start == 1 and tokens[start].lower in class_words("measure"):
        # nor does "the figure"
        return None
    return span(scope, start, end)


def _loose(token: Token) -> bool:
    """Whether a word does not belong at the edge of a noun phrase."""
    return token.tag in ("DET", "PREP", "CONJ", "MARK", "POS", "PRON", "TO", "ADV", "NUM")
