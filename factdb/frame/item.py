"""Item: the text's own words for what is measured."""

from __future__ import annotations

from factdb.frame.metric import speaks
from factdb.frame.scope import Scope, Slot
from factdb.frame.site import Site, site, span
from factdb.text.tokens import Token
from factdb.values import Quantity, Span


def item(scope: Scope, quantity: Quantity) -> Slot[str | None]:
    """A clean noun phrase, or None."""
    place = site(scope, quantity)
    found = _range(scope, quantity, place)
    if found is None:
        return Slot(None)
    words = _trim(scope, *found)
    if words is None:
        return Slot(None)
    return Slot(" ".join(words.of(scope.text).split()), words, "item.phrase")


def _range(scope: Scope, quantity: Quantity, place: Site) -> tuple[int, int] | None:
    """Token range of the phrase: the counted noun or "of" phrase with what goes on from it, else the governing phrase, else the subject."""
    after = None
    if place.noun is not None and place.noun_link in ("", "of"):
        after = (place.noun[0], place.chain[-1][1] if place.chain else place.noun[1])
    if quantity.unit == "percent" and place.linked and place.governor is not None and speaks(scope.tokens, place):
        # "Public debt stands at 62 percent of output"
        return place.governor
    if quantity.unit == "count" or place.noun_link == "of":
        return after or place.governor or place.subject
    return place.governor or after or place.noun or place.subject


def _trim(scope: Scope, start: int, end: int) -> Span | None:
    tokens = scope.tokens
    while start < end and _loose(tokens[start]):
        start += 1
    while end > start and (_loose(tokens[end - 1]) or tokens[end - 1].tag in ("AUX", "VBD")):
        end -= 1
    return span(scope, start, end) if start < end else None


def _loose(token: Token) -> bool:
    """Whether a word does not belong at the edge of a noun phrase."""
    return token.tag in ("DET", "PREP", "CONJ", "MARK", "POS", "PRON", "TO", "ADV")
