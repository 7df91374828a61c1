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
from factdb.text.tokens import Token
from factdb.values import EntityKind, EntityMention, Quantity

# what may stand between a figure and the name it belongs to: "5 million (0.3%) in Norway", "40 percent of trade between Peru"
_RE_RIGHT: Final = re.compile(
    r"\)?(?:[ -](?!(?:and|or|but|while|who|which|that|to|by|than|from|with|as|after|before|during|since|until|when|if)\b)[a-z-]+){0,4}?"
    r" ?(?:\([^()]{1,40}\)? ?)?\)? ?(?:in|for|of|at|between|from|by|inside|across|belonging to|to) (?:the |its )?(?:[a-z-]+ (?:of )?){0,2}?"
)
_RE_BARE: Final = re.compile(
    r"(?:, [0-9][0-9.,]*-[a-z]+)?[ -](?:(?!(?:and|or|but|while|who|which|that|to|by|than|from|with|as|after|before|during|since|until|when|if|in|of|for|on|at)\b)[a-z-]+ ){0,3}(?:the )?"
)
# what may stand between a name and a figure that it carries: "Peru, with a population of about", "Orth," in a list "Orth, 28; Voss, 31"
_RE_LEFT: Final = re.compile(r",? with (?:a |an |its |the )?(?:[a-z-]+ ){1,5}(?:of|at) (?:[a-z]+ ){0,3}(?:US|A|C|NZ)?")
_RE_GAP: Final = re.compile(r" (?:over |about |nearly |almost |around |more than |some |just |by |up |with )?(?:US|A|C|NZ)?")
_RE_ITEM: Final = re.compile(r"(?:, | with | \(|: | \u2013 | - )")
_RE_SOURCE: Final = re.compile(
    r"\b(?:[Aa]ccording to|[Cc]iting|[Qq]uoting|(?:based|relying) on|(?:[Ss]urvey|[Pp]oll|[Ss]tudy|[Rr]esearch|[Rr]eport|[Dd]ata|[Ff]igures|[Ss]tatistics|[Ss]tatement) (?:released |published |conducted |provided |compiled |issued )?(?:by|from|of)|(?:conducted|published|released|compiled|provided|carried out|issued|commissioned|reported) (?:on [A-Z]\w+ )?by|seen by|told|[Aa]s per)\b[^,;.]{0,160}"
)
_RE_BESIDE_POINT: Final = re.compile(
    r"\b(?:(?:[Ii]n )?[Aa]ddition to(?! \w+ing\b)|[Aa]part from|[Oo]ther than|[Uu]nlike|[Cc]ompared (?:to|with)|[Ii]n line with|outside|excluding|except|rather than|(?<!ore )(?<!ess )(?<!ewer )than|that of|[Cc]ontrary to|[Ss]imilar to|relative to|those (?:of|in)|translated as|also known as|formerly|nicknamed|[Ii]nstead of|(?:[Aa]fter|[Aa]t|[Dd]uring|[Bb]efore|to|in) (?:the|a|an|its|their) (?:[a-z0-9-]+ ){0,2}(?:meeting|summit|session|conference|forum|ceremony) of)\b(?:[^,;.]|(?<=[0-9])[,.](?=[0-9])){0,100}"
)


_PLACES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION, EntityKind.PLACE})
_TELLERS: Final = frozenset({EntityKind.PERSON, EntityKind.BODY, EntityKind.OTHER, EntityKind.MEDIA})


_OWNERS: Final = frozenset({EntityKind.COUNTRY, EntityKind.BODY, EntityKind.COMPANY, EntityKind.OTHER})


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
        self.asides = [(start + m.start(), start + m.end()) for m in _RE_BESIDE_POINT.finditer(sentence)]
        self.whole_clause = self._whole_clauses()
        self.out = [self._is_out(k) for k in range(len(self.mentions))]
        # start of a quantity -> the name that it makes one item of a list with
        self.items: dict[int, int] = {}
        self.owners = [self._owners(k) for k in range(len(self.mentions))]

    def _whole_clauses(self) -> dict[int, int]:
        """First token of a clause -> that of the clause it goes on with after a bracket: "spent 3 yuan ($1) | on fish"."""
        whole: dict[int, int] = {}
        opened = last = 0
        for clause in self.syntax.clauses:
            before = self.tokens[clause.first - 1].lower if clause.first else ""
            if before == "(":
                opened = last
                whole[clause.first] = clause.first
            elif before == ")" and not clause.opener:
                whole[clause.first] = opened
            else:
                whole[clause.first] = clause.first
            last = whole[clause.first]
        return whole

    def clause_of(self, token: int) -> int:
        """First token of the clause that holds `token`, brackets passed over."""
        return self.whole_clause[self.syntax.clause(token).first]

    def _is_out(self, k: int) -> bool:
        """Whether the name is a source, an event, names money, is compared with, or only illustrates."""
        mention, at = self.mentions[k], self.at[k]
        start, text = mention.span.start, self.scope.text
        if mention.kind is EntityKind.EVENT and any(t.tag == "PREP" for t in self.tokens[max(0, at - 4) : at]):
            return True
        if text[mention.span.end : mention.span.end + 1] == ":" and start == self.scope.segment.span.start:
            return True  # the speaker of a turn
        if any(low < start < high for low, high in self._sources) or any(low < start < high for low, high in self.asides):
            return True
        if self._illustrates(k):
            return True
        after = self.syntax.index(mention.span.end - 1) + 1
        following = self.tokens[after].lower if after < len(self.tokens) else ""
        if mention.kind is EntityKind.COUNTRY and following in words("currency"):
            # "in Swiss francs"; but "The Swiss franc fell": the country's own
            j = at - 1
            while j >= 0 and self.tokens[j].tag in ("DET", "ADJ"):
                j -= 1
            return j >= 0 and self.tokens[j].tag in ("PREP", "CONJ", "VERB", "VBD", "VBN", "VBG", "NUM", "NOUN")
        if text[start - 1 : start] == "-" and not any(m.span.end == start - 1 for m in self.mentions):
            return True  # "pro-Beijing"
        if self.scope.text[mention.span.end : mention.span.end + 1] == "-" and self.tokens[at].end > mention.span.end + 1:
            # "US-based", "China-built": what the rest of the word says is about another name; a pair ("China-Russia") has two mentions
            partner = any(m.span.start == mention.span.end + 1 for m in self.mentions)
            return not partner
        return False

    def _illustrates(self, k: int) -> bool:
        """Whether the name stands in a list after "including" or "such as", with no figure of its own there."""
        at = self.at[k]
        for j in range(at - 1, max(-1, at - 16), -1):
            token = self.tokens[j]
            if token.lower == "including" or (token.lower == "as" and j and self.tokens[j - 1].lower == "such"):
                return any(j < other < at + 8 for other in self.at if other != at)
            if token.tag in ("NUM", "VBD", "AUX", "TO") or token.lower in (";", "(", ")"):
                return False
        return False

    def _owners(self, k: int) -> frozenset[int]:
        """Starts of the quantities that the name right after them belongs to: "53 million (0.7%) | in England"."""
        mention = self.mentions[k]
        text = self.scope.text
        found = []
        for quantity in self.scope.quantities:
            end = quantity.span.end
            if quantity.span.covers(mention.span):
                # "1,000 Vision Centers": the counted noun itself names nothing
                # "200 Stinger missiles": a make, unless it is somebody's
                product = mention.kind is EntityKind.OTHER and mention.span.end < end and text[mention.span.end] != "'"
                if not product and (mention.span.end < end or mention.kind in _PLACES or mention.method == "adjective"):
                    found.append(quantity.span.start)
            elif mention.span.end <= quantity.span.start <= mention.span.end + 90:
                between = text[mention.span.end : quantity.span.start]
                if _RE_LEFT.fullmatch(between) or (_RE_GAP.fullmatch(between) and self._receives(k)):
                    found.append(quantity.span.start)
                elif self._is_gap(mention, between) or (_RE_ITEM.fullmatch(between) and self._is_item(mention, quantity)):
                    found.append(quantity.span.start)
                    self.items[quantity.span.start] = k
            elif end <= mention.span.start <= end + 90:
                between = text[end : mention.span.start]
                make = mention.kind is EntityKind.OTHER and self.following(k) is not None and self._modifies(k)
                if _RE_RIGHT.fullmatch(between) or (not make and _RE_BARE.fullmatch(between)):
                    found.append(quantity.span.start)
        return frozenset(found)

    def _modifies(self, k: int) -> bool:
        """Whether a common noun follows, or an adjective before one: "Stinger missiles"."""
        following = self.following(k)
        return following is not None and following.tag in ("NOUN", "ADJ")

    def _receives(self, k: int) -> bool:
        """Whether the name stands between a verb and the figure: "lent | Senegal | 90 million euros"."""
        return self.at[k] > 0 and self.tokens[self.at[k] - 1].tag in ("VERB", "VBD", "VBN", "VBG") and self.mentions[k].kind in _PLACES

    def _is_gap(self, mention: EntityMention, between: str) -> bool:
        """Whether the verb is left out between name and figure: "Voss sold 3 cars and Orth over | 5"."""
        before = self.scope.text[max(0, mention.span.start - 6) : mention.span.start]
        return _RE_GAP.fullmatch(between) is not None and before.endswith((" and ", "while ", "; "))

    def _is_item(self, mention: EntityMention, quantity: Quantity) -> bool:
        """Whether name and figure make up one item of a list: "...; Voss, 31; ..."."""
        text = self.scope.text
        opens = mention.span.start == self.scope.sentence.start or text[: mention.span.start][-2:] in ("; ", ". ", "- ", "\n")
        opens = opens or text[max(0, mention.span.start - 6) : mention.span.start].endswith((", and ", "; and "))
        return opens and text[quantity.span.end : quantity.span.end + 1] in (";", ",", ".", ")", "")

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
            if group in line and mention.kind not in (EntityKind.PERSON, EntityKind.OTHER, EntityKind.MEDIA):
                continue
            if at < group.first:
                if self._after_preposition(at, clause):
                    return False
                return not any(g.form is Form.FINITE and at < g.first < group.first for g in groups)
            if at <= group.end + 4 and not any(t.tag in ("PREP", "CONJ", "DET") for t in self.tokens[group.end : at]):
                return mention.kind in _TELLERS
        return False

    def following(self, k: int) -> Token | None:
        """The token after a name."""
        last = self.syntax.index(self.mentions[k].span.end - 1)
        return self.tokens[last + 1] if last + 1 < len(self.tokens) else None

    def governed(self, k: int) -> bool:
        """Whether a preposition or a verb before the name governs it, straight or through names joined to it."""
        j = self.at[k] - 1
        following = self.following(k)
        listed = following is not None and following.lower in (",", "and", "or")
        while j >= 0 and (
            self.tokens[j].tag in ("DET", "ADJ", "NAME", "POS")
            or self.tokens[j].lower in ("and", "or", "both")
            or (self.tokens[j].lower == "," and (listed or j < self.at[k] - 1))
        ):
            j -= 1
        return j >= 0 and self.tokens[j].tag in ("PREP", "VBG", "VBN", "VERB", "VBD", "TO")

    def head(self, first: int, end: int) -> int | None:
        """Place of the name that is the head of the subject: not governed by a preposition, nothing of its own noun phrase after it."""
        for k in range(len(self.mentions) - 1, -1, -1):
            if not first <= self.at[k] < end or self.out[k] or self.governed(k):
                continue
            mention = self.mentions[k]
            following = self.following(k)
            if mention.method == "adjective" or self.scope.text[mention.span.end : mention.span.end + 1] == "-":
                continue
            if following is None or (
                following.tag in ("PREP", "MARK", "AUX", "VERB", "VBD", "VBN", "VBG", "ADV", "TO", "CONJ") and following.lower != "'s"
            ):
                if following is not None and following.lower == "," and self._lead_ends(k, first):
                    continue
                return k
        return None

    def _lead_ends(self, k: int, first: int) -> bool:
        """Whether the name with the comma after it closes a phrase that opens the clause: "Last year Peru, ..."; not an apposition."""
        last = self.syntax.index(self.mentions[k].span.end - 1)
        after = self.tokens[last + 2] if last + 2 < len(self.tokens) else None
        return (
            after is not None and after.tag not in ("DET", "PRON", "NOUN", "ADJ", "VBN", "VBG", "NUM") and self.tokens[first].tag == "PREP"
        )

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
        # the comparison that the figure stands in ("compared with 9 in Peru"), as offsets
        self.aside = next(((low, high) for low, high in self.reading.asides if low < quantity.span.start < high), None)

    def _absolute(self) -> int | None:
        """Start of a phrase of its own that the figure is in, else None: "with Voss beating Arlen by 3 points", "; Peru the lowest (2%)"."""
        tokens = self.reading.tokens
        last = next((k for k in range(self.i - 1, -1, -1) if tokens[k].lower == ";"), None)
        if last is not None and not self.reading.syntax.groups_in(last, self.i + 1):
            if any(last < at < self.i for at in self.reading.at):
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
        if self.local is not None:
            ends = self.governor.first if self.governor is not None and self.governor.first > self.local else self.i
            return self.local, min(ends, self.i)
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
        if read.out[k] and not self._compared(mention):
            return Place.OUT, distance
        if read.tells(k, self.governor):
            return (Place.OUT if mention.kind in _TELLERS else Place.ASIDE), distance
        own = read.items.get(self.quantity.span.start, k)
        if own != k or (self.aside and not self.aside[0] < mention.span.start < self.aside[1]):
            return Place.AWAY, distance
        if self.quantity.span.start in read.owners[k]:
            return Place.INSIDE, distance
        first, end = self.subject_zone()
        if first <= at < end:
            return self._in_subject(k, first, end)
        if self.local is not None:
            return (
                (Place.BESIDE, distance) if at >= self.local and read.syntax.clause(at).first == self.own.first else (Place.AWAY, distance)
            )
        if mention.kind is EntityKind.PERSON:
            return Place.AWAY, distance + 50
        if read.owners[k] or self._bracketed(at):
            return Place.ASIDE, distance
        if mention.kind is EntityKind.MEDIA:
            return Place.OUT, distance
        clause = read.clause_of(at)
        if self.governor is not None and self.governor.end <= at < self.i and self._object(at):
            return Place.BESIDE, -1
        if clause == read.clause_of(self.i) or (self.clause is not None and clause == read.clause_of(self.clause.first)):
            return Place.BESIDE, distance + (20 if at < self.i and self._cut(at, self.i) else 0)
        return Place.AWAY, distance

    def _object(self, at: int) -> bool:
        """Whether only determiners and adjectives stand between the governing verb and the name: its direct object."""
        assert self.governor is not None
        return all(t.tag in ("DET", "ADJ", "NUM") for t in self.reading.tokens[self.governor.end : at])

    def _compared(self, mention: EntityMention) -> bool:
        """Whether the figure itself is what another is compared with, together with the name: "compared with 9 in Peru"."""
        return self.aside is not None and self.aside[0] < mention.span.start < self.aside[1]

    def _bracketed(self, at: int) -> bool:
        """Whether the name is in brackets that the figure is not in."""
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
        following = read.following(k)
        owner = following is not None and following.tag == "POS"
        last = read.syntax.index(mention.span.end - 1)
        head = read.head(first, end)
        if head is None:
            if mention.kind is EntityKind.MEDIA or (mention.kind is EntityKind.PERSON and not (owner and mention.title is None)):
                return (Place.AWAY if mention.kind is EntityKind.PERSON else Place.OUT), at
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
        if owner and read.at[head] - last <= 5 and mention.kind in _OWNERS and read.mentions[head].kind is not EntityKind.PERSON:
            return Place.SUBJECT, 1
        low, high = sorted((at, read.at[head]))
        joined = not owner and any(t.lower in ("and", "or") for t in tokens[low:high]) and mention.kind == read.mentions[head].kind
        return (Place.SUBJECT, at) if joined else (Place.ASIDE, at)

    def office(self) -> EntityMention | None:
        """The person in the subject whose title says that a state acts: "President Lena Orth announced"."""
        first, end = self.subject_zone()
        if self.verb is None or self.verb.verb not in words("enacting"):
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
