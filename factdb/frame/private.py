"""The person whose own figure it is: "said her rent had jumped to 900 euros", "I owe the bank 300 euros", "Lena Orth, who milks 40 cows"."""

from __future__ import annotations

from functools import cache
from typing import Final

from factdb.frame import attribution, memory
from factdb.frame.reading import words
from factdb.frame.scope import Scope
from factdb.frame.standing import Standing
from factdb.values import EntityKind, EntityMention

_NAMED: Final = frozenset({EntityKind.PERSON, EntityKind.OTHER})
_PERSONAL: Final = frozenset({"he", "she", "his", "her"})
_MINE: Final = frozenset({"i", "my"})
_OURS: Final = frozenset({"we", "our", "us"})
_EXPECTING: Final = frozenset({"expect", "hope", "want", "think"})
_ROLE: Final = 60  # code points on either side of a name that may tell its post


def person(standing: Standing) -> EntityMention | None:
    """The private person of whose life the figure tells, None for any other figure.

    Who speaks for a house, a party or a state is none: what "he expects" there is no matter of his own.
    """
    scope = standing.scope
    if scope.words.isdisjoint(words("personal")):
        return None
    name = _spoken(standing) or _meant(standing)
    if name is None:
        return None
    found = [m for m in scope.whole.entities if m.name == name and m.kind in _NAMED]
    if not found or any(_in_office(scope, m) for m in found[:2]):
        return None
    return found[0]


@cache
def _others() -> frozenset[str]:
    """Verbs of what one says of others or does to them."""
    return words("telling") | words("estimating") | words("managing") | _EXPECTING


def _subject(standing: Standing) -> list[str]:
    first, end = standing.subject_zone()
    return [t.lower for t in standing.reading.tokens[first:end]]


def _spoken(standing: Standing) -> str | None:
    """Who says "I" or "my" as the subject of the figure's clause."""
    subject = _subject(standing)
    if standing.verb is None or not _others().isdisjoint(standing.verb.chain):
        return None
    if _MINE.isdisjoint(subject) or not _OURS.isdisjoint(subject) or not _possessed(subject, "my"):
        return None
    return attribution.attribution(standing.scope, standing.quantity).value


def _meant(standing: Standing) -> str | None:
    """Whom "he", "she", "her rent" as the subject of the figure's clause stands for."""
    scope = standing.scope
    first, end = standing.subject_zone()
    tokens = standing.reading.tokens
    for j in range(first, end):
        if tokens[j].lower not in _PERSONAL:
            continue
        if tokens[j].lower in ("his", "her"):
            if not _possessed([t.lower for t in tokens[j:end]], tokens[j].lower):
                return None
        elif standing.verb is None or not (_others() - _EXPECTING).isdisjoint(standing.verb.chain):
            return None
        found = memory.person_meant(scope, j)
        return found.name if found is not None else None
    return None


def _possessed(subject: list[str], owner: str) -> bool:
    """Whether what "my" or "her" owns is a person's own thing: a rent, a farm, a son; no company or ministry."""
    if owner not in subject:
        return True
    return not words("belongings").isdisjoint(subject[subject.index(owner) + 1 :])


def _in_office(scope: Scope, mention: EntityMention) -> bool:
    """Whether the words around the name give it a post in a house, party or state."""
    if mention.title is not None and not words("polite").issuperset(mention.title.lower().split()):
        return True
    text = scope.text
    before = text[max(scope.whole.article.span.start, mention.span.start - _ROLE) : mention.span.start].lower()
    after = text[mention.span.end : mention.span.end + _ROLE].lower()
    before = before.rsplit(". ", 1)[-1].rsplit("\n", 1)[-1]
    near = {word.strip(".,;:\"'()") for word in (*before.split()[-4:], *(after.split()[:8] if after.startswith(",") else ()))}
    return not near.isdisjoint(words("posts"))
