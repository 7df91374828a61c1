"""How every name of a sentence stands towards a figure: in the measured phrase, in the subject, beside the verb, elsewhere, or out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from typing import Final, NamedTuple

from factdb.frame.clause import Clause, Form, VerbGroup
from factdb.frame.scope import Scope
from factdb.lexicon import table
from factdb.values import EntityKind, EntityMention, Quantity

# what may stand between a figure and the name it belongs to: "5 million (0.3%) in Norway", "40 percent of trade between Peru"
_RE_RIGHT: Final = re.compile(
    r"\)?(?:[ -](?!(?:and|or|but|while|who|which|that|to|by|than|from|with|as|after|before|during|since|until|when|if)\b)[a-z-]+){0,4}?"
    r" ?(?:\([^()]{1,40}\)? ?)?\)? ?(?:in|for|of|at|between|from|by|inside|across|belonging to|to) (?:the |its )?(?:[a-z-]+ (?:of )?){0,2}?"
)
_RE_BARE: Final = re.compile(r" (?:[a-z-]+ ){0,2}")
_RE_SOURCE: Final = re.compile(r"\b(?:[Aa]ccording to|[Cc]iting|[Qq]uoting|(?:based|relying) on|(?:[Ss]urvey|[Pp]oll|[Ss]tudy|[Rr]esearch|[Rr]eport|[Dd]ata|[Ff]igures|[Ss]tatistics|[Ss]tatement) (?:released |published |conducted |provided |compiled |issued )?(?:by|from|of)|(?:conducted|published|released|compiled|provided|carried out|issued|commissioned|reported) (?:on [A-Z]\w+ )?by|seen by|told|[Aa]s per)\b[^,;.]{0,160}")
_RE_BESIDE_POINT: Final = re.compile(r"\b(?:(?:[Ii]n )?[Aa]ddition to|[Aa]part from|[Oo]ther than|[Uu]nlike|[Cc]ompared (?:to|with)|[Ii]n line with|outside|excluding|except|rather than|than|that of|[Cc]ontrary to|[Ss]imilar to|relative to|those (?:of|in))\b[^,;.]{0,60}")


class Place(IntEnum):
    """Where a name stands towards the figure; more is closer."""

    OUT = 0
    AWAY = 1  # another clause of the sentence
    ASIDE = 2  # same clause, but belongs to something else there
    BESIDE = 3  # same clause, beside the verb
    SUBJECT = 4
    INSIDE = 5  # the measured phrase itself


class Ranked(NamedTuple):
    """A mention with its place; `key` orders names of one place, smaller first."""

    place: Place
    key: int
    mention: EntityMention


@cache
def words(name: str) -> frozenset[str]:
    """The words of one entry of about.toml."""
    return frozenset(table("about")[name]["words"].split())


class Reading:
    """One sentence's names with what does not depend on the figure. Made once a sentence by `reading`."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.syntax, self.tokens = scope.syntax, scope.tokens
        self.mentions = scope.entities
        self.at = [self.syntax.index(m.span.start) for m in self.mentions]
        sentence = scope.sentence.of(scope.text)
        start = scope.sentence.start
        self._sources = [(start + m.start(), start + m.end()) for m in _RE_SOURCE.finditer(sentence)]
        self._asides = [(start + m.start(), start + m.end()) for m in _RE_BESIDE_POINT.finditer(sentence)]
        self.out = [self._is_out(k) for k in range(len(self.mentions))]
        self.owners = [self._owners(k) for k in range(len(self.mentions))]

    def _is_out(self, k: int) -> bool:
        """Whether the name is a source, an event, names money, is compared with, or only illustrates."""
        mention, at = self.mentions[k], self.at[k]
        if mention.kind in (EntityKind.MEDIA, EntityKind.EVENT):
            return True
        start = mention.span.start
        if any(low < start < high for low, high in self._sources) or any(low < start < high for low, high in self._asides):
            return True
        after = self.syntax.index(mention.span.end - 1) + 1
        following = self.tokens[after].lower if after < len(self.tokens) else ""
        if mention.method == "adjective" and following in words("currency"):
            return True
        if self.scope.text[mention.span.end : mention.span.end + 1] == "-" and self.tokens[at].end > mention.span.end + 1:
            # "US-based", "China-built": what the rest of the word says is about another name; a pair ("China-Russia") has two mentions
            partner = any(m.span.start == mention.span.end + 1 for m in self.mentions)
            return not partner
        return False

    def _owners(self, k: int) -> frozenset[int]:
        """Starts of the quantities that the name right after them belongs to: "53 million (0.7%) | in England"."""
        mention = self.mentions[k]
        text = self.scope.text
        found = []
        for quantity in self.scope.quantities:
            end = quantity.span.end
            if quantity.span.covers(mention.span):
                found.append(quantity.span.start)
            elif end <= mention.span.start <= end + 90:
                between = text[end : mention.span.start]
                if _RE_RIGHT.fullmatch(between) or (mention.method == "adjective" and _RE_BARE.fullmatch(between)):
                    found.append(quantity.span.start)
        return frozenset(found)

    def tells(self, k: int, governing: VerbGroup | None) -> bool:
        """Whether the name is the subject of a telling verb other than the figure's own: "X said", "said X"."""
        mention, at = self.mentions[k], self.at[k]
        clause = self.syntax.clause(at)
        telling = words("telling")
        groups = self.syntax.groups_in(clause.first, clause.end)
        line = self.syntax.lineage(governing) if governing is not None else []
        for group in groups:
            if group.verb not in telling or group.form is not Form.FINITE or group.passive:
                continue
            if group in line and mention.kind is not EntityKind.PERSON:
                continue
            if at < group.first:
                if self._after_preposition(at, clause):
                    return False
                return not any(g.form is Form.FINITE and at < g.first < group.first for g in groups)
            if at <= group.end + 4 and not any(t.tag in ("PREP", "CONJ", "DET") for t in self.tokens[group.end : at]):
                return mention.kind in (EntityKind.PERSON, EntityKind.BODY, EntityKind.OTHER)
        return False

    def _after_preposition(self, at: int, clause: Clause) -> bool:
        """Whether a preposition opens the clause and the name is in its phrase: "In Peru, ..."."""
        first = self.tokens[clause.first]
        if first.tag != "PREP" or at - clause.first > 8:
            return False
        return not any(t.lower == "," for t in self.tokens[clause.first : at])


def reading(scope: Scope) -> Reading:
    """The reading of a sentence, kept with it."""
    found: Reading | None = scope.__dict__.get("_reading")
    if found is None:
        found = scope.__dict__["_reading"] = Reading(scope)
    return found


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

    def _absolute(self) -> int | None:
        """Token after the "with" of "with Voss beating Arlen by 3 points", when the figure is in such a phrase; else None."""
        tokens = self.reading.tokens
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
        if self.local is not None and self.governor is not None:
            return self.local, self.governor.first
        if self.verb is None or self.clause is None:
            return 0, 0
        return self.clause.first, self.verb.first

    def ranked(self) -> list[Ranked]:
        """Every name of the sentence with its place."""
        return [Ranked(*self._place(k), self.reading.mentions[k]) for k in range(len(self.reading.mentions))]

    def _place(self, k: int) -> tuple[Place, int]:
        read = self.reading
        mention, at = read.mentions[k], read.at[k]
        distance = abs(at - self.i)
        if read.out[k]:
            return Place.OUT, distance
        if read.tells(k, self.governor):
            return (Place.OUT if mention.kind in (EntityKind.PERSON, EntityKind.BODY, EntityKind.OTHER) else Place.ASIDE), distance
        if self.quantity.span.start in read.owners[k]:
            return Place.INSIDE, distance
        first, end = self.subject_zone()
        if first <= at < end:
            return self._in_subject(k, first, end)
        if self.local is not None:
            return (Place.BESIDE, distance) if at >= self.local and read.syntax.clause(at).first == self.own.first else (Place.AWAY, distance)
        if mention.kind is EntityKind.PERSON:
            return Place.AWAY, distance + 50
        if read.owners[k]:
            return Place.ASIDE, distance
        clause = read.syntax.clause(at)
        if clause.first == self.own.first or (self.clause is not None and clause.first == self.clause.first):
            return Place.BESIDE, distance + (20 if at < self.i and self._cut(at, self.i) else 0)
        return Place.AWAY, distance

    def _cut(self, first: int, end: int) -> bool:
        return any(t.lower in (",", ";") for t in self.reading.tokens[first:end])

    def _in_subject(self, k: int, first: int, end: int) -> tuple[Place, int]:
        """A name before the verb: the head of the subject, or one that hangs on it."""
        read = self.reading
        mention, at = read.mentions[k], read.at[k]
        tokens = read.tokens
        last = read.syntax.index(mention.span.end - 1)
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        head = self._head(first, end)
        if head is None:
            return Place.SUBJECT, at
        if mention == head:
            return Place.SUBJECT, 0
        # the head is a name: what only belongs to it ("the Voss Party's Lena Orth of Oslo") is not the subject
        lead = tokens[first].tag == "PREP" and not any(t.lower == "," for t in tokens[first:at])
        if lead:
            return Place.SUBJECT, at + 30
        joined = any(t.lower in ("and", ",", "or") for t in tokens[max(first, min(at, read.at[read.mentions.index(head)])) : max(at, read.at[read.mentions.index(head)])])
        if following is not None and following.tag == "POS":
            joined = False
        if mention.kind is EntityKind.PERSON and head.kind is not EntityKind.PERSON:
            return Place.AWAY, at
        return (Place.SUBJECT, at) if joined and mention.kind == head.kind else (Place.ASIDE, at)

    def _head(self, first: int, end: int) -> EntityMention | None:
        """The name that is the head of the subject: nothing but adverbs, brackets or an apposition between it and the verb."""
        read = self.reading
        subject = read.syntax.subject(self.governor if self.local is not None and self.governor else self.verb) if self.verb else None
        best: EntityMention | None = None
        for k, mention in enumerate(read.mentions):
            if not first <= read.at[k] < end or read.out[k]:
                continue
            last = read.syntax.index(mention.span.end - 1)
            if subject is not None and subject[0] <= read.at[k] and last == subject[1] - 1:
                best = mention
            elif last == end - 1:
                before = read.tokens[read.at[k] - 1] if read.at[k] > first else None
                if before is None or before.tag not in ("PREP",):
                    best = best or mention
        return best

    def names_before(self, token: int) -> Iterator[EntityMention]:
        """Names of the sentence before `token`, nearest first, sources left out."""
        read = self.reading
        for k in range(len(read.mentions) - 1, -1, -1):
            if read.at[k] < token and not read.out[k]:
                yield read.mentions[k]
