"""How every name of a sentence stands towards a figure: in the measured phrase, in the subject, beside the verb, elsewhere, or out."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from typing import Final

from factdb.entity.heads import cues
from factdb.frame.clause import Form
from factdb.frame.reading import TELLERS, reading, words
from factdb.frame.scope import Scope
from factdb.frozen import dataclass
from factdb.values import EntityKind, EntityMention, Quantity

_OWNERS: Final = frozenset({EntityKind.COUNTRY, EntityKind.BODY, EntityKind.COMPANY, EntityKind.OTHER})


PLACED: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION, EntityKind.PLACE})
_OPENING: Final = 3
_AFTER: Final = 3  # tokens between a bracket and the verb


class Place(IntEnum):
    """Where a name stands towards the figure; more is closer."""

    OUT = 0
    AWAY = 1  # another clause of the sentence
    ASIDE = 2  # same clause, but belongs to something else there
    BESIDE = 3  # same clause, beside the verb
    SUBJECT = 4
    INSIDE = 5  # the measured phrase itself


@dataclass(frozen=True, slots=True)
class Ranked:
    """A mention with its place; `key` orders names of one place, smaller first."""

    place: Place
    key: int
    mention: EntityMention


class Standing:
    """Names of one sentence as they stand towards one figure."""

    def __init__(self, scope: Scope, quantity: Quantity) -> None:
        self.reading = reading(scope)
        self.scope, self.quantity = scope, quantity
        syntax = self.reading.syntax
        self.i = syntax.index(quantity.span.start)
        self.own = syntax.clause(self.i)
        self.governor = syntax.governor(quantity.span.start, quantity.span.end)
        line = syntax.lineage(self.governor) if self.governor else []
        self.verb = next((g for g in line if g.form is Form.FINITE), line[-1] if line else None)
        self.clause = syntax.clause(self.verb.first) if self.verb else None
        self.local = self._absolute()
        self._zone = self._subject_zone()
        # the comparison that the figure stands in ("compared with 9 in Peru"), as offsets
        self.aside = next(((low, high) for low, high in self.reading.asides if low < quantity.span.start < high), None)

    def _absolute(self) -> int | None:
        """Start of a phrase of its own that the figure is in, else None: "with Voss beating Arlen by 3 points", "; Peru the lowest (2%)"."""
        tokens = self.reading.tokens
        last = None
        if ";" in self.scope.words_and_marks:
            last = next((k for k in range(self.i - 1, -1, -1) if tokens[k].lower == ";"), None)
        named = last is not None and any(last < at < self.i for at in self.reading.at)
        if last is not None and named and not self.reading.syntax.groups_in(last, self.i + 1):
            return last + 1
        if self.governor is None or self.governor.form is not Form.GERUND or self.governor.first > self.i:
            return None
        for k in range(self.governor.first - 1, max(self.own.first, self.governor.first - 9) - 1, -1):
            if tokens[k].lower == "with":
                return k + 1
            if tokens[k].tag == "MARK":
                return None
        return None

    def subject_zone(self) -> tuple[int, int]:
        """Tokens before the verb that governs the figure, in its clause."""
        return self._zone

    def _subject_zone(self) -> tuple[int, int]:
        if self.local is not None:
            ends = self.governor.first if self.governor is not None and self.governor.first > self.local else self.i
            return self.local, min(ends, self.i)
        if self.verb is None or self.clause is None:
            return 0, 0
        first = self.clause.first
        if first and self.reading.tokens[first - 1].lower == ")" and self.verb.first - first < _AFTER:
            # "The Rural Agency (RA) will build": the bracket parts nothing
            whole = self.reading.whole_clause.get(first, first)
            if not any(g.form is Form.FINITE for g in self.reading.syntax.groups_in(whole, first)):
                first = whole
        return first, self.verb.first

    def ranked(self) -> list[Ranked]:
        """Every name of the sentence with its place."""
        return [Ranked(*self._place(k), self.reading.mentions[k]) for k in range(len(self.reading.mentions))]

    def _place(self, k: int) -> tuple[Place, int]:
        read = self.reading
        mention, at = read.mentions[k], read.at[k]
        distance = abs(at - self.i)
        if (read.out[k] and not self._compared(mention)) or k in read.makes:
            return Place.OUT, distance
        if read.tells(k, self.governor):
            return (Place.OUT if mention.kind in TELLERS and mention.kind is not EntityKind.BODY else Place.ASIDE), distance
        if k in read.apposed:
            return Place.ASIDE, distance
        own = read.items.get(self.quantity.span.start, k)
        if own != k or (self.aside and not self.aside[0] < mention.span.start < self.aside[1]):
            return Place.AWAY, distance
        if self.quantity.span.start in read.owners[k]:
            return Place.INSIDE, distance
        first, end = self.subject_zone()
        if first <= at < end:
            return self._in_subject(k, first, end)
        return self._after_subject(k, distance)

    def _after_subject(self, k: int, distance: int) -> tuple[Place, int]:
        """A name outside the subject: beside the verb, in another clause, or belonging to something else there."""
        read = self.reading
        mention, at = read.mentions[k], read.at[k]
        if self.local is not None:
            near = at >= self.local and read.syntax.clause(at).first == self.own.first
            return (Place.BESIDE if near else Place.AWAY), distance
        if mention.kind is EntityKind.PERSON:
            return Place.AWAY, distance + 50
        if read.owners[k] or self._bracketed(at):
            return Place.ASIDE, distance
        if mention.kind is EntityKind.MEDIA:
            return Place.OUT, distance
        if mention.kind in PLACED and self._opens(at):
            return Place.BESIDE, 0  # "In Orlec, where most homes are old, 40 were sold"
        clause = read.clause_of(at)
        if self.governor is not None and self.governor.end <= at < self.i and self._object(at):
            return Place.BESIDE, -1
        if clause == read.clause_of(self.i) or (self.clause is not None and clause == read.clause_of(self.clause.first)):
            return Place.BESIDE, distance + (20 if at < self.i and self._cut(at, self.i) else 0)
        return Place.AWAY, distance

    def _opens(self, at: int) -> bool:
        """Whether the name stands in the phrase that opens the sentence: "In Orlec, ..."."""
        if not 0 < at <= _OPENING or self.reading.tokens[0].lower not in ("in", "at", "across", "near"):
            return False
        others = zip(self.reading.mentions, self.reading.at, strict=True)
        return not any(m.kind in PLACED and at < other < self.i for m, other in others)

    def _object(self, at: int) -> bool:
        """Whether only determiners and adjectives stand between the governing verb and the name: its direct object."""
        assert self.governor is not None
        return all(t.tag in ("DET", "ADJ", "NUM") for t in self.reading.tokens[self.governor.end : at])

    def _compared(self, mention: EntityMention) -> bool:
        """Whether the figure itself is what another is compared with, together with the name: "compared with 9 in Peru"."""
        return self.aside is not None and self.aside[0] < mention.span.start < self.aside[1]

    def _bracketed(self, at: int) -> bool:
        """Whether the name is in brackets that the figure is not in."""
        if not self.reading.bracketed:
            return False
        low, high = sorted((at, self.i))
        marks = [t.lower for t in self.reading.tokens[low:high] if t.lower in ("(", ")")]
        return bool(marks) and marks[-1 if at > self.i else 0] == ("(" if at > self.i else ")")

    def _cut(self, first: int, end: int) -> bool:
        return any(t.lower in (",", ";") for t in self.reading.tokens[first:end])

    def _in_subject(self, k: int, first: int, end: int) -> tuple[Place, int]:
        """A name before the verb: the head of the subject, or one that hangs on it."""
        read = self.reading
        mention, at = read.mentions[k], read.at[k]
        tokens = read.tokens
        while first < end and tokens[first].tag == "MARK":
            first += 1  # a bullet
        if self._inserted(at, first, end):
            return Place.ASIDE, at
        following = read.following(k)
        owner = following is not None and following.tag == "POS"
        last = read.syntax.index(mention.span.end - 1)
        head = read.head(first, end)
        if head is None:
            if mention.kind is EntityKind.MEDIA or (mention.kind is EntityKind.PERSON and not (owner and mention.title is None)):
                return (Place.AWAY if mention.kind is EntityKind.PERSON else Place.OUT), at
            joined = k and first < read.at[k - 1] and read.text[read.mentions[k - 1].span.end : mention.span.start] in (" and ", ", ")
            opener = read.at[k - 1] if joined else at
            if mention.kind is EntityKind.OTHER and opener > first and tokens[opener - 1].lower in ("on", "in", "under", "with", "to"):
                return Place.AWAY, at  # an unknown word that only frames: "asked on the LFS"
            commas = [j for j in range(first, end) if tokens[j].lower == ","]
            if tokens[first].tag == "PREP" and commas and at < commas[-1] and any(commas[-1] < other < end for other in read.at):
                return Place.BESIDE, 0
            return Place.SUBJECT, at
        if k == head or read.mentions[head].span == mention.span:
            return Place.SUBJECT, 0
        # the head is a name: what only belongs to it ("the Voss Party's Lena Orth of Oslo") is not the subject
        if tokens[first].tag == "PREP" and not any(t.lower == "," for t in tokens[first:at]):
            return Place.BESIDE, 0
        if mention.kind in (EntityKind.PERSON, EntityKind.MEDIA) and read.mentions[head].kind is not mention.kind:
            return Place.AWAY, at
        if owner and 0 < read.at[head] - last <= 5 and mention.kind in _OWNERS and read.mentions[head].kind is not EntityKind.PERSON:
            return Place.SUBJECT, 1
        low, high = sorted((at, read.at[head]))
        low_end = min(mention, read.mentions[head], key=lambda m: m.span.start).span.end
        high_start = max(mention.span.start, read.mentions[head].span.start)
        if mention.kind is EntityKind.COUNTRY and not owner and read.text[low_end:high_start] == ", ":
            return Place.SUBJECT, at  # a heading: "Peru, Chile Sign Deal"
        joined = not owner and any(t.lower in ("and", "or") for t in tokens[low:high]) and _alike(mention, read.mentions[head])
        return (Place.SUBJECT, at) if joined else (Place.ASIDE, at)

    def _inserted(self, at: int, first: int, end: int) -> bool:
        """Whether the name stands in a participle's phrase between commas: "Each of the cars, built in Spain by | Voss, carries"."""
        tokens = self.reading.tokens
        opens = next((j for j in range(at - 1, first, -1) if tokens[j].lower == ","), None)
        if opens is None or tokens[opens + 1].tag != "VBN":
            return False
        return any(tokens[j].lower == "," for j in range(at + 1, end))

    def office(self) -> EntityMention | None:
        """The person in the subject whose title says that a state acts: "President Lena Orth announced"."""
        first, end = self.subject_zone()
        if self.verb is None or self.verb.verb not in _enacting():
            return None
        for k, mention in enumerate(self.reading.mentions):
            if first <= self.reading.at[k] < end and mention.title is not None and words("office") & set(mention.title.lower().split()):
                return mention
        return None

    def names_before(self, token: int) -> Iterator[EntityMention]:
        """Names of the sentence before `token`, nearest first, sources left out."""
        read = self.reading
        for k in range(len(read.mentions) - 1, -1, -1):
            if read.at[k] < token and not read.out[k]:
                yield read.mentions[k]


@cache
def _enacting() -> frozenset[str]:
    """Verbs by which a state acts."""
    return words("enacting") | cues("acting", "verbs") - words("telling")


def _alike(one: EntityMention, other: EntityMention) -> bool:
    """Whether two names can be joined by "and": both of one kind, or both firms and bodies."""
    return one.kind == other.kind or {one.kind, other.kind} <= {EntityKind.COMPANY, EntityKind.BODY, EntityKind.OTHER}
