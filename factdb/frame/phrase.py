"""From a noun phrase to the source it stands for: "the ministry", "a bus driver", "the report by Halden University"."""

from __future__ import annotations

from typing import Final

from factdb.frame.memory import earlier_mentions, last_speaker, pronoun, study
from factdb.frame.organ import earlier_organ, last_body, organ, pair_named, subject_name, the_government
from factdb.frame.scope import Scope
from factdb.frame.source import (
    BODIES,
    BODY_HEADS,
    CERTAIN,
    GENERIC,
    NAMED,
    ROLES,
    SOURCE_NOUNS,
    SPEAKERS,
    UNSPEAKING,
    Source,
    mentions_in,
    of_mention,
    words,
)
from factdb.values import EntityKind, EntityMention, Span

_STUDIES: Final = words("study")
_AGENTS: Final = tuple(words("agent_ending"))
_PARTICIPLES: Final = words("from_source", "participles")
_FIRMS: Final = words("firm")
_TEAMS: Final = words("team")
_OFFICIALS: Final = frozenset({"officials", "authorities", "representatives", "executives", "managers", "staff"})
_PAIRED: Final = words("pair")
_ANY_FIRM: Final = words("firm", "of_any_kind")
_SPOKESMEN: Final = words("spokesman")
_ANY_BODY: Final = words("body_head", "of_any_name")
_PLURALS: Final = tuple(words("agent_ending", "plural"))
_DEFINITE: Final = frozenset({"the", "this", "that", "its", "their", "his", "her"})
_INDEFINITE: Final = frozenset({"a", "an", "one"})
_MODIFIERS: Final = frozenset({"NOUN", "NAME", "ADJ", "VBN", "VBG", "POS", "NUM"})
_JOINING: Final = frozenset({"of", "for", "at", "from", "in", "by", "on", "with", "to"})
_CLAUSAL: Final = frozenset({"VERB", "VBD", "AUX", "TO"})
_APPOSABLE: Final = frozenset({EntityKind.BODY, EntityKind.COMPANY, EntityKind.OTHER})
_UNNAMED: Final = UNSPEAKING | {EntityKind.COUNTRY}


def noun_phrase(scope: Scope, first: int, end: int) -> Source | None:
    """The source that the noun phrase of tokens `[first, end)` stands for; None where it is nobody that speaks."""
    if first >= end:
        return None
    return _Phrase(scope, first, end).source()


def unnamed(scope: Scope, first: int, end: int) -> Source:
    """The words of the noun phrase of tokens `[first, end)` as a source, None for the name where they stand for nobody."""
    phrase = _Phrase(scope, first, end)
    return Source(None, phrase.span) if phrase.noun in GENERIC else phrase.words()


class _Phrase:
    """A noun phrase: an article, modifiers, the head, and what hangs on it."""

    def __init__(self, scope: Scope, first: int, end: int) -> None:
        self.scope, self.tokens, self.first, self.end = scope, scope.tokens, first, end
        self.span = Span(self.tokens[first].start, self.tokens[end - 1].end)
        self.definite = self.tokens[first].lower in _DEFINITE
        self.start = first + ((self.tokens[first].tag == "DET" or self.tokens[first].lower == "one") and first + 1 < end)
        self.head = self.start
        while self.head + 1 < end and self.tokens[self.head + 1].tag in _MODIFIERS:
            self.head += 1
        self.noun = self.tokens[self.head].lower
        self.inside = [m for m in mentions_in(scope, self.span) if m.kind in SPEAKERS]

    def source(self) -> Source | None:
        if self.noun in _TEAMS:
            owner = next((m for m in self.scope.entities if self.span.covers(m.span) and m.kind in NAMED), None)
            if owner and self.scope.text.startswith(("'s ", "' "), owner.span.end):
                return of_mention(self.scope, owner)
        if self.noun in _OFFICIALS:
            seated = [m for m in self.inside if m.kind in BODIES and m.span.end + 1 == self.tokens[self.head].start]
            if seated:
                return of_mention(self.scope, seated[-1])  # "Western Railway officials"
        if self.noun in SOURCE_NOUNS:
            body = next((m for m in self.inside if m.kind is not EntityKind.COUNTRY), None)
            if body is None and self.head > self.start and self.tokens[self.head - 1].lower in BODY_HEADS:
                return noun_phrase(self.scope, self.first, self.head)  # "police figures"
            if body and not self._printed_in(body):
                return of_mention(self.scope, body)
            return study(self.scope, self.span) if self.definite else Source(None, self.span)
        return self._named() or self._common() or self._unknown_name()

    def _printed_in(self, body: EntityMention) -> bool:
        """Whether the phrase is a study in a journal, which does not speak."""
        k = self.scope.syntax.index(body.span.start) - 1
        k -= k > self.first and self.tokens[k].tag == "DET"
        while k > self.first and self.tokens[k].tag in ("NOUN", "NAME"):
            k -= 1
        k -= k > self.first and self.tokens[k].tag == "DET"
        return k > self.first and self.tokens[k].lower == "in"

    def _named(self) -> Source | None:
        """A name as the head, or a definite phrase that stands for one."""
        start = self.tokens[self.head].start
        named = [m for m in self.inside if m.span.start <= start < m.span.end and m.kind is not EntityKind.COUNTRY]
        if named:
            return of_mention(self.scope, named[-1])
        reference = [
            m for m in self.scope.entities if m.method == "coreference" and m.kind in CERTAIN and m.span.start <= start < m.span.end
        ]
        return of_mention(self.scope, reference[0]) if reference and self.noun not in GENERIC else None

    def _common(self) -> Source | None:
        """A common noun as the head."""
        token = self.tokens[self.head]
        if self.definite and self.head == self.first + 1 and token.tag == "NOUN" and self.noun not in ROLES | _STUDIES:
            apposed = self._apposed()
            if apposed:
                return apposed
        if self.noun in _STUDIES and self.definite:
            return study(self.scope, self.span)
        two = any(t.lower in ("two", "both") for t in self.tokens[self.first : self.head])
        if self.noun in _PAIRED and (two or (self.definite and self.head == self.start)):
            return Source(pair_named(self.scope, self.span.start), self.span, EntityKind.BODY)
        national = any(m.kind is EntityKind.COUNTRY and m.span.end <= self.tokens[self.head].start for m in self.inside)
        if national and self.noun == "authorities":
            return self.words()  # "the Polish authorities"
        if self.noun in GENERIC or (token.tag == "NOUN" and self.noun.endswith("s") and self.noun not in BODY_HEADS):
            return Source(None, self.span)
        named = organ(self.scope, self.head)
        if named:
            return named
        if self.noun in _SPOKESMEN and not self.definite:
            behind = self._spoken_for()
            if behind:
                return behind
        if self.noun in ROLES:
            return self._person() or self.words()
        if self.noun in BODY_HEADS and token.tag == "NAME" and self.start < self.head:
            return Source(self.words().name, self.span, EntityKind.BODY)  # "the Scottish Government"
        if self.noun in BODY_HEADS:
            return (self._body() if self.definite else None) or self.words()
        if self.definite and token.tag == "NOUN":
            # "the inspectorate" after "the Education Inspectorate"
            ending = (
                m for m in earlier_mentions(self.scope, self.span.start) if m.kind in BODIES and m.name.lower().endswith(" " + self.noun)
            )
            body = next(ending, None)
            if body:
                return of_mention(self.scope, body)._replace(span=self.span)
        indefinite = self.tokens[self.first].lower in _INDEFINITE and token.tag == "NOUN"
        agent = self.definite and token.tag == "NOUN" and self.noun.endswith(_AGENTS)
        return self.words() if indefinite or agent else None

    def _spoken_for(self) -> Source | None:
        """The body that a spokesman without a name speaks for: "a spokesman for Norway's health ministry"."""
        if self.head + 2 >= self.end or self.tokens[self.head + 1].tag != "PREP":
            return None
        named = [m for m in self.inside if m.kind in BODIES and m.span.start >= self.tokens[self.head + 2].start]
        return of_mention(self.scope, named[0])._replace(span=self.span) if named else organ(self.scope, self.end - 1)

    def _body(self) -> Source | None:
        """The body named or described before that "the ministry", "the state weather office", "the company" stands for."""
        scope, offset = self.scope, self.span.start
        firm = self.noun in _FIRMS
        modifiers = [t.lower for t in self.tokens[self.start : self.head] if t.text.islower() and t.tag in ("NOUN", "ADJ")]
        if self.noun == "government":
            found = the_government(scope, offset) if not modifiers else None
            return found._replace(span=self.span) if found else None
        if firm and self.noun in _ANY_FIRM:
            near = subject_name(scope, offset, paragraph=True)
            spoke = None if near else last_speaker(scope, offset, person=False)
            if near and near.kind is not EntityKind.BODY:
                return of_mention(scope, near)._replace(span=self.span)
            called = spoke and scope.text[max(0, spoke.span.start - 24) : spoke.span.start].split()[-1:]
            if spoke and called and (spoke.kind is EntityKind.COMPANY or called[0] in BODY_HEADS):
                return spoke._replace(span=self.span)
        fitting = (m for m in earlier_mentions(scope, offset) if _fits(m, self.noun))
        body = next((m for m in fitting if firm or all(word in m.name.lower() for word in modifiers)), None)
        described = None if firm or modifiers else earlier_organ(scope, offset, self.noun)
        if body and (described is None or described.span.start < body.span.start):
            return of_mention(scope, body)._replace(span=self.span)
        if described is None and firm and self.noun in _ANY_FIRM:
            body = subject_name(scope, offset)
            return of_mention(scope, body)._replace(span=self.span) if body else None
        if described is None and self.noun in _ANY_BODY and not modifiers:
            spoke = last_speaker(scope, offset, person=False)
            if (
                spoke
                and spoke.kind in _APPOSABLE | {EntityKind.PROJECT}
                and (spoke.name or "").rsplit(" ", 1)[-1].lower() not in BODY_HEADS
            ):
                return spoke._replace(span=self.span)
            body = last_body(scope, offset)
            return of_mention(scope, body)._replace(span=self.span) if body else None
        return described._replace(span=self.span) if described else None

    def _apposed(self) -> Source | None:
        """The name that the noun was said of before: "the consultants Orth Lund", "Orth Lund, a firm of consultants" -> "the consultants"."""
        text = self.scope.text
        for mention in earlier_mentions(self.scope, self.span.start):
            if mention.kind not in _APPOSABLE:
                continue
            before = text[max(0, mention.span.start - len(self.noun) - 2) : mention.span.start].lower()
            if before.endswith((self.noun + " ", self.noun + ", ")) or self._described(mention.span.end):
                return of_mention(self.scope, mention)._replace(span=self.span)
        return None

    def _described(self, end: int) -> bool:
        """Whether the words behind a name that ends at `end` call it by the noun: ", a seed firm that ..."."""
        text = self.scope.text
        if not text.startswith((", a ", ", an ", ", the "), end):
            return False
        words = text[end + 2 : text.find(",", end + 2, end + 80)].split()[1:7]
        return self.noun in words and not any(word in ("of", "from", "at") for word in words[: words.index(self.noun)])

    def _person(self) -> Source | None:
        """The one that "the ambassador" stands for: by title, by role, or the last who spoke."""
        if not self.definite:
            return None
        for mention in earlier_mentions(self.scope, self.span.start):
            if mention.kind in NAMED and mention.title and self.noun in mention.title.lower().split():
                return of_mention(self.scope, mention)._replace(span=self.span)
        person = last_speaker(self.scope, self.span.start, person=True)
        bare = self.head + 1 == self.end and self.head == self.first + 1 and self.tokens[self.first].lower in ("the", "this", "that")
        fits = person is not None and (bare or (person.role is not None and self.noun in person.role.lower().split()))
        return person._replace(span=self.span) if person and fits else None

    def words(self) -> Source:
        """An unnamed single source: its words without the article, with the place or body that follows directly."""
        stop = self.head + 1
        if stop + 1 < self.end and self.tokens[stop].tag == "PREP":
            place = stop + 1 + (self.tokens[stop + 1].tag == "DET")
            after = place
            while after < self.end and self.tokens[after].tag in ("NAME", "NOUN", "ADJ", "POS"):
                after += 1
            stop = after if after > place else stop
        return Source(self.scope.text[self.tokens[self.start].start : self.tokens[stop - 1].end], self.span)

    def _unknown_name(self) -> Source | None:
        """A capitalised head that no mention covers ("Road Minister Ana Lopez": the title is her role)."""
        if self.tokens[self.head].tag != "NAME":
            return None
        if self.inside and self.head + 1 >= self.end:
            return of_mention(self.scope, self.inside[-1])
        if not self.tokens[self.head].text[0].isupper():
            return None
        if self.head == 0 and self.end == 1 and self.noun.endswith(_PLURALS):
            return Source(None, self.span)  # "Landlords say": a capital only because it opens the sentence
        text, last = self.scope.text, self.tokens[self.head].end
        if self.definite and self.head == self.start:
            # "the Administration" after "the Biden-Harris Administration"
            ending = " " + self.tokens[self.head].text
            named = next((m for m in earlier_mentions(self.scope, self.span.start) if m.name.endswith(ending) and m.kind in SPEAKERS), None)
            if named:
                return of_mention(self.scope, named)._replace(span=self.span)
        titles = [k for k in range(self.start, self.head) if self.tokens[k].lower in ROLES]
        if titles:
            role = text[self.tokens[self.start].start : self.tokens[titles[-1]].end]
            return Source(text[self.tokens[titles[-1] + 1].start : last], self.span, EntityKind.PERSON, role)
        return Source(text[self.tokens[self.start].start : last], self.span, EntityKind.OTHER)


def _fits(mention: EntityMention, noun: str) -> bool:
    """Whether "the `noun`" can point back at `mention`."""
    return noun in mention.name.lower() or (noun in _FIRMS and mention.kind is EntityKind.COMPANY)


def phrase_start(scope: Scope, j: int) -> int:
    """First token of the noun phrase, prepositional parts included, that ends at token `j`."""
    tokens = scope.tokens
    first = j
    while first > 0 and tokens[first - 1].tag in _MODIFIERS | {"DET", "PREP"}:
        if tokens[first - 1].tag == "PREP" and tokens[first - 1].lower not in _JOINING:
            break
        first -= 1
        if tokens[first].tag == "DET" and (first == 0 or tokens[first - 1].tag != "PREP"):
            break
    while first < j and tokens[first].tag == "PREP":
        first += 1
    return first


def named_after(scope: Scope, first: int) -> Source | None:
    """The source named by the noun phrase that starts at token `first`, past "data released by"."""
    tokens = scope.tokens
    end = first
    while end < len(tokens) and end - first < 24 and _goes_on(scope, end):
        end += 1
    if end == first:
        return None
    if tokens[first].tag == "PRON":
        return pronoun(scope, first)
    span = Span(tokens[first].start, tokens[end - 1].end)
    named = [m for m in scope.entities if span.covers(m.span) and m.kind not in _UNNAMED]
    head = first + (tokens[first].tag == "DET")
    if head == end:
        return None
    while head + 1 < end and tokens[head + 1].tag in ("NOUN", "ADJ", "NAME", "POS"):
        head += 1
    noun = tokens[head].lower
    maker = _maker(scope, head, end) if noun in SOURCE_NOUNS else 0
    if maker:
        return named_after(scope, maker)
    if named and noun in SOURCE_NOUNS and any(t.lower == "in" for t in tokens[head + 1 : scope.syntax.index(named[0].span.start)]):
        return None  # "a paper published in the Halden Journal"
    if named and (noun in SOURCE_NOUNS or tokens[head].start >= named[0].span.start):
        persons = [m for m in named if m.kind is EntityKind.PERSON and m.span.start <= tokens[head].end]
        return of_mention(scope, persons[0] if persons else named[0])
    if noun in ROLES and end + 1 < len(tokens) and tokens[end].lower == ",":
        apposed = next((m for m in scope.entities if m.span.start == tokens[end + 1].start and m.kind in NAMED), None)
        if apposed:
            return of_mention(scope, apposed)._replace(role=span.of(scope.text))
    return noun_phrase(scope, first, end)


def _maker(scope: Scope, head: int, end: int) -> int:
    """The token after "by" in "a survey carried out for the zoo by Orth": who made it; 0 where it is made for nobody."""
    words_of = [token.lower for token in scope.tokens[head:end]]
    if "for" not in words_of or "by" not in words_of[words_of.index("for") :]:
        return 0
    return head + words_of.index("by", words_of.index("for")) + 1


def _goes_on(scope: Scope, i: int) -> bool:
    """Whether token `i` can belong to the noun phrase before it."""
    token = scope.tokens[i]
    if token.tag == "MARK":
        return token.lower in "-&/."
    if token.tag == "CONJ":
        return token.lower == "and"
    return token.tag not in _CLAUSAL or token.lower in _PARTICIPLES
