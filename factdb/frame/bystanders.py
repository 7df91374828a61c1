"""Names that only stand by: the house of a speaker, the hospital people are taken to, the water that is crossed, the maker of what is told of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factdb.entity.heads import cues, definite_heads
from factdb.frame.aboutwords import words
from factdb.frame.clause import Form
from factdb.values import EntityKind

if TYPE_CHECKING:
    from factdb.frame.reading import Reading

_PLACES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION, EntityKind.PLACE})
_OF_PERSON: Final = (" of ", " of the ", " at ", " at the ", " from ", " from the ", " with ", " with the ")
_AT_HOUSE: Final = (" at ", " at the ", ", ", " of ", " of the ")
_TWO: Final = 2
_HOUSES: Final = frozenset({EntityKind.BODY, EntityKind.COMPANY, EntityKind.OTHER})


def of_person(read: Reading, k: int) -> bool:
    """Whether the name only says where the person right before it works: "Lena Orth of the Energy Group at Halden College"."""
    if not k:
        return False
    before = read.mentions[k - 1]
    between = read.text[before.span.end : read.mentions[k].span.start]
    if before.kind is EntityKind.PERSON or (before.kind is EntityKind.OTHER and read.tells(k - 1, None)):
        return read.mentions[k].kind not in _PLACES and between in _OF_PERSON
    return between in _AT_HOUSE and k > 1 and of_person(read, k - 1)


def is_passed(read: Reading, k: int) -> bool:
    """Whether the name is of a water that something crosses, a house that the hurt are taken to, or the maker of what is spoken of."""
    mention, at = read.mentions[k], read.at[k]
    while at and read.tokens[at - 1].tag == "DET":
        at -= 1
    if not at:
        return False
    if read.tokens[at - 1].lower == "(" and k and read.mentions[k - 1].name == mention.name:
        return is_passed(read, k - 1)
    if at < read.at[k] and read.tokens[at - 1].lower in ("across", "over", "along") and mention.kind is EntityKind.OTHER:
        return True  # "a bridge over the Orlec"
    before, last = read.tokens[at - 1].lower, mention.name.rsplit(" ", 1)[-1].lower()
    if before in words("crossing") and (last in words("water") or mention.name.split(" ", 1)[0].lower() in words("water")):
        return True
    if mention.kind is EntityKind.BODY and before in ("to", "at", "in") and last in words("care"):
        return any(t.lower in words("carried") for t in read.tokens[max(0, at - 5) : at])
    described = mention.method == "adjective" and not of_firm(read, k)
    return before == "by" and at > 1 and not described and read.tokens[at - 2].tag == "VBN" and made_before(read, at - 2)


def made_before(read: Reading, participle: int) -> bool:
    """Whether a participle with "by" belongs to a noun before every figure, so that it only tells who made what is spoken of."""
    if any(group.first <= participle < group.end and group.form is Form.FINITE for group in read.syntax.groups):
        return False
    start = read.tokens[participle].start
    noun = participle > 0 and read.tokens[participle - 1].tag in ("NOUN", "MARK")
    return noun and all(q.span.start > start for q in read.quantities)


def of_firm(read: Reading, k: int) -> bool:
    """Whether a noun for a firm follows an adjective: "a Chinese company"."""
    following = read.following(k)
    return following is not None and definite_heads().get(following.lower, ("",))[0] == "company"


def of_researchers(read: Reading, k: int) -> bool:
    """Whether the name is only the house of those who found or expect it: "Astronomers from the University of Orlec", "analysts at Voss"."""
    if k and read.text[read.mentions[k - 1].span.end : read.mentions[k].span.start] in (" and ", " and the ", ", ", ", the "):
        return of_researchers(read, k - 1)
    at = read.at[k]
    while at and read.tokens[at - 1].tag == "DET":
        at -= 1
    if at < _TWO or read.tokens[at - 1].lower not in ("at", "from", "with", "of"):
        return False
    who = read.tokens[at - 2].lower
    return who in (words("analyst") if read.tokens[at - 1].lower != "of" else ()) or (
        who in cues("researchers") and read.mentions[k].kind in _HOUSES
    )
