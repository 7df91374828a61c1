"""Names of one article: every mention, short forms resolved, with the index that other stages ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from factdb.entity import coreference
from factdb.entity.acronym import introduced
from factdb.entity.gazetteer import Entry, gazetteer, lengths
from factdb.entity.heads import definite_heads, skipped, small_heads, words
from factdb.entity.names import Chunk, chunks, sequence_pattern
from factdb.text import tagger
from factdb.values import Article, EntityKind, EntityMention, SegmentKind, Span

# what may follow a name that acts as a government does: "Tokyo said", "Ottawa plans"
_RE_ACTS: Final = re.compile(
    r" (?:[a-z]+ly |also |has |had |will |would |is |was |and [A-Z][a-z]+ )?+(?:said|says|plans|planned|wants|wanted|waived|raised|lifted|extended|offered|pays|spends|spent|agreed|signed|announced|imposed|pledged|promised|vowed|denied|accused|insists"
    r"|refused|hopes|aims|intends|decided|warned|urged|approved|banned|seeks|sought|considers|sees|argues|claims|responded|retaliated)\b"
)
_RE_SPEAKS: Final = re.compile(
    r",? (?:said|says|told|added|adds|noted|explained|wrote|argued|recalled|stressed|believes|thinks|warned|commented|heard|resigned|retired"
    r"|won|lost|was (?:re-)?elected|were (?:re-)?elected|was born|died|was arrested|was sentenced|scored|who)\b"
)
# "Lena Orth, an analyst at"; "Arlen Voss, the carmaker" is a firm
_RE_ROLE: Final = re.compile(r", (?:[0-9]{2},|(?:a|an|the) (?P<role>(?:[a-z][a-z-]*[ ,.]){1,4}))")
_SPOKEN: Final = ("said ", "says ", "told ", "added ", " by ")
# what follows a name but hardly a bare common noun at the start of a sentence: "Target, which is ..."
_RE_APPOSED: Final = re.compile(r", (?:which|who|whose) ")
# "Bureau of Alcohol" + ", Tobacco, Firearms and Explosives"
_RE_ENUMERATED: Final = re.compile(r"(?:, [A-Z][a-z]+){1,4},? and [A-Z][a-z]+\b(?! [A-Z])")
_RE_GOVERNMENT: Final = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)? Administration")
_RE_OWNER: Final = re.compile(r"(?<![\w-])(?P<country>(?:[A-Z][\w.]+ ){0,2}[A-Z][\w.]+)(?:'s?)? $")
# words after which "in Voss" names what money or trust goes into, not a place
_PUT_INTO: Final = ("stake", "shares", "interest", "invest", "invested", "investing", "investment", "confidence", "trust", "investments")
_RE_NEXT: Final = re.compile(r" (?:[a-z]+ly )?(?P<word>[a-z]+)\b")
_RE_SMALL: Final = re.compile(r"\b[a-z]{4,}\b")
_VERB_CODES: Final = frozenset({"D", "VBD", "DB", "VERB", "NVS"})
_ABSTRACT: Final = (
    "tion", "sion", "ment", "ness", "ity", "ism", "ing", "ance", "ence", "ship", "ture", "age", "ology", "ly", "ery", "ics", "cy", "th",
)  # fmt: skip
_MINISTRIES: Final = frozenset({"ministry", "administration", "bureau", "department"})
_RE_SMALL_HEAD: Final = re.compile(
    r"(?:[ -](?!in |of |on |at |to |by |is |as |has |had |was |and |for |are |the |its |his |her |will |from |with |that |this |were )[a-z-]{2,16}){1,3}"
)
_RE_LONG_WORD: Final = re.compile(r"[^\W\d_]{4,}")


@dataclass
class Names:
    """Mentions of one article in text order and what written forms stand for."""

    mentions: tuple[EntityMention, ...]
    forms: dict[str, str] = field(default_factory=dict)  # written form -> canonical name
    counts: Counter[str] = field(default_factory=Counter)  # canonical name -> number of mentions, pronouns and definite phrases left out

    def canonical(self, name: str) -> str:
        """The canonical name of `name` in this article: the long name of an acronym or short form, else `name` itself."""
        found = self.forms.get(name)
        if found is not None:
            return found
        entry = gazetteer().forms.get(name)
        return entry.name if entry is not None else name


@lru_cache(maxsize=8)
def _names(text: str, start: int, end: int, capitals: tuple[Span, ...]) -> Names:
    return _Finder(text, start, end, capitals).run()


def names(text: str, article: Article) -> Names:
    """Names of `article` in `text` (the whole document, folded). The last few articles are kept, so asking twice costs nothing."""
    headings = tuple(s.span for s in article.segments if s.kind is SegmentKind.TITLE)
    return _names(text, article.span.start, article.span.end, headings)


@dataclass(slots=True)
class _Raw:
    start: int
    end: int
    chunk: Chunk
    opening: bool


class _Finder:
    def __init__(self, text: str, start: int, end: int, headings: tuple[Span, ...]) -> None:
        self.text, self.start, self.end = text, start, end
        self.headings = headings
        self.local, self.local_lengths = introduced(text)
        self.surnames = words("surname", "heads")
        self.skipped = skipped()
        self.memo: dict[tuple[str, bool], tuple[Chunk, ...]] = {}

    def run(self) -> Names:
        raw = self._collect()
        survey = self._survey(raw)
        mentions: list[EntityMention] = []
        forms: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for item in raw:
            mention = self._resolve(item, survey)
            if mention is not None:
                mentions.append(mention)
                counts[mention.name] += 1
                written = self.text[item.start : item.end]
                if written != mention.name and mention.kind is not EntityKind.PLACE:
                    forms[written] = mention.name
        extra = coreference.find(self.text, self.start, self.end, mentions)
        merged = sorted([*mentions, *extra], key=lambda m: (m.span.start, m.span.end)) if extra else mentions
        return Names(tuple(merged), forms, counts)

    def _collect(self) -> list[_Raw]:
        """Every name by shape alone, in text order; lines with all their words capitalised only after the rest is known."""
        text, memo = self.text, self.memo
        found: list[_Raw] = []
        later: list[tuple[int, str]] = []
        line_end, heading = self.start, False
        for match in sequence_pattern().finditer(text, self.start, self.end):
            start, end = match.span()
            if found and start < found[-1].end:
                continue
            if start >= line_end:
                line_start = text.rfind("\n", self.start, start) + 1 or self.start
                line_end = text.find("\n", end, self.end)
                line_end = self.end if line_end < 0 else line_end
                heading = _is_heading(text[line_start:line_end])
            phrase = match.group()
            if phrase in self.skipped and phrase not in self.local:
                continue
            if heading:
                later.append((start, phrase))
                continue
            opening = self._opens(start)
            if text[start - 1 : start] == "-" and " " in phrase:
                # "pro-Beijing Voss Party": the first word belongs to the hyphen
                cut = phrase.index(" ")
                self._add(found, start, start + cut, phrase[:cut], opening, memo)
                start, phrase, opening = start + cut + 1, phrase[cut + 1 :], False
            self._add(found, start, end, phrase, opening, memo)
        if later:
            self._collect_headings(found, later)
        return found

    def _add(
        self, found: list[_Raw], start: int, end: int, phrase: str, opening: bool, memo: dict[tuple[str, bool], tuple[Chunk, ...]]
    ) -> None:
        key = (phrase, opening)
        parts = memo.get(key)
        if parts is None:
            parts = memo[key] = chunks(phrase, opening, self.local, self.local_lengths)
        text = self.text
        for chunk in parts:
            stop = start + chunk.end
            if (
                chunk.head in self.surnames
                and chunk.name.count(" ") == 1
                and text[start + chunk.start - 4 : start + chunk.start].lower() != "the "
            ):
                chunk = chunk._replace(kind=EntityKind.OTHER, method="word", head=None)
            if stop == end and text[end : end + 1] in (" ", "-"):
                chunk, stop = self._with_small_head(chunk, stop)
            elif stop == end and chunk.head in _MINISTRIES and text[end : end + 2] == ", ":
                listed = _RE_ENUMERATED.match(text, end)
                if listed is not None:
                    chunk, stop = chunk._replace(name=chunk.name + listed.group(), end=chunk.end + len(listed.group())), listed.end()
            found.append(_Raw(start + chunk.start, stop, chunk, opening and chunk.start == 0))

    def _collect_headings(self, found: list[_Raw], later: list[tuple[int, str]]) -> None:
        """Names in headings: those that the gazetteer or the rest of the article knows."""
        known = dict(self.local)
        for item in found:
            chunk = item.chunk
            if chunk.method in ("shape", "word") and (" " in chunk.name or not item.opening):
                entry = Entry(chunk.name, chunk.kind, chunk.method, None)
                known.setdefault(chunk.name, entry)
                if chunk.head and chunk.head.islower() and chunk.name.endswith(" " + chunk.head):
                    known.setdefault(chunk.name.rsplit(" ", 1)[0], entry)
        by_first = lengths(known)
        for start, phrase in later:
            for chunk in chunks(phrase, False, known, by_first, heading=True):
                found.append(_Raw(start + chunk.start, start + chunk.end, chunk, True))
        found.sort(key=lambda item: item.start)

    def _opens(self, start: int) -> bool:
        """Whether a capital at `start` may be there only because a sentence, line or quotation starts."""
        text = self.text
        at = start - 1
        while at >= self.start and text[at] in " \"'([":
            at -= 1
        return at < self.start or text[at] in ".!?\n:;•*" or (text[at] in "-–—" and (at == self.start or text[at - 1] in "\n "))

    def _with_small_head(self, chunk: Chunk, end: int) -> tuple[Chunk, int]:
        """The chunk grown by a head written small: "Isimba" + " hydropower dam"."""
        pair = chunk.kind in (EntityKind.COUNTRY, EntityKind.REGION)
        if chunk.kind is EntityKind.PERSON or chunk.method == "adjective" or pair or chunk.kind in (EntityKind.MEDIA, EntityKind.EVENT):
            return chunk, end
        match = _RE_SMALL_HEAD.match(self.text, end, end + 50)
        if match is None:
            return chunk, end
        known = small_heads()
        at = end
        for word in match.group().replace("-", " ").split():
            at += len(word) + 1
            head = known.get(word)
            if head is not None:
                name = chunk.name + self.text[end:at]
                return chunk._replace(end=chunk.end + at - end, name=name, kind=head.kind, method="shape", code=None, head=word), at
            if len(word) > 4 and word.endswith(("ed", "s", "ly", "ing")):
                break
        return chunk, end

    def _survey(self, raw: list[_Raw]) -> _Survey:
        """What short forms of this article may stand for."""
        survey = _Survey()
        for item in raw:
            chunk = item.chunk
            if not item.opening or (not _plural(chunk.name) and _RE_APPOSED.match(self.text, item.end)):
                survey.certain.add(chunk.name)
            if chunk.method == "word" and self._speaks(item):
                if " " in chunk.name:
                    item.chunk = chunk = chunk._replace(kind=EntityKind.PERSON)
                else:
                    survey.speaking.add(chunk.name)
            elif chunk.method == "word" and self._located(item.start):
                survey.places.add(chunk.name)
        for item in raw:
            chunk = item.chunk
            if chunk.method == "word" and chunk.kind is EntityKind.OTHER and " " in chunk.name:
                parts = chunk.name.split()
                if survey.speaking.intersection((parts[0], parts[-1])) and len(parts) < 5:
                    item.chunk = chunk._replace(kind=EntityKind.PERSON)
            survey.add(item)
        return survey

    def _located(self, start: int) -> bool:
        """Whether "in" or "near" stands before, not after "invested" and the like."""
        before = self.text[max(0, start - 17) : start]
        return before.endswith((" in ", " near ")) and not before[:-4].endswith(_PUT_INTO)

    def _speaks(self, item: _Raw) -> bool:
        if len(item.chunk.name.split()) > 4 or item.chunk.name.isupper():
            return False
        role = _RE_ROLE.match(self.text, item.end)
        if role is not None:
            return not any(word.strip(".,") in definite_heads() for word in (role["role"] or "").split())
        return _RE_SPEAKS.match(self.text, item.end) is not None or self.text[max(0, item.start - 6) : item.start].endswith(_SPOKEN)

    def _resolve(self, item: _Raw, survey: _Survey) -> EntityMention | None:
        """The mention a raw name stands for; None where a capital at the start of a sentence is all that speaks for it."""
        chunk = item.chunk
        span = Span(item.start, item.end)
        name, kind, method, code = chunk.name, chunk.kind, chunk.method, chunk.code
        if method in ("gazetteer", "adjective", "acronym"):
            entry = gazetteer().forms.get(self.text[item.start : item.end])
            if entry is not None and entry.capital and code is not None and _RE_ACTS.match(self.text, item.end):
                return EntityMention(span, gazetteer().countries[code], EntityKind.COUNTRY, "gazetteer", code)
            return EntityMention(span, name, kind, method, code if kind is EntityKind.COUNTRY else None)
        if " " not in name:
            longer = survey.longer(name, item)
            if longer is not None:
                return EntityMention(span, longer.chunk.name, longer.chunk.kind, "alias", None, chunk.title)
            spelled = survey.spelled_out(name)
            if spelled is not None:
                return EntityMention(span, spelled[0], spelled[1], "acronym")
            if item.opening and method == "word" and name not in survey.certain and not _distinct(name) and not self._acts(item):
                return None
        elif chunk.head == "administration" and _RE_GOVERNMENT.fullmatch(name) and not self._official(name):
            code = "USA"
            return EntityMention(span, gazetteer().countries[code], EntityKind.COUNTRY, "alias", code)
        elif kind is EntityKind.OTHER and name in survey.speakers:
            kind = EntityKind.PERSON
        owner = self._owner(item) if chunk.head in _MINISTRIES and " of " in name else None
        if owner is not None:
            return EntityMention(span, f"{name} of {owner}", kind, "shape")
        full = survey.fuller(name, kind)
        if full is not None:
            return EntityMention(span, full[0], full[1], "alias", None, chunk.title)
        if kind is EntityKind.OTHER and name in survey.places and name not in survey.speaking:
            kind = EntityKind.PLACE
        return EntityMention(span, name, kind, "shape", None, chunk.title)

    def _acts(self, item: _Raw) -> bool:
        """Whether a word at the start of a sentence is a name by what follows: "Nokia cut ...", "Bosch's ...".

        A plural ("Farmers will") may be a common noun, and so may a word that the article also writes small or that means a stuff
        or a quality.
        """
        name, text, end = item.chunk.name, self.text, item.end
        lower = name.lower()
        if tagger.known(lower) or lower in self.small or lower.endswith(_ABSTRACT):
            return False
        if text.startswith("'s ", end):
            return True
        after = _RE_NEXT.match(text, end)
        if after is None:
            return False
        word = after["word"]
        if _plural(lower):
            return word in ("has", "is", "was", "plans", "says")
        return tagger.code(word) in _VERB_CODES or word in ("has", "had", "will", "is", "was", "would", "could", "can", "may")

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that the article writes small."""
        return frozenset(_RE_SMALL.findall(self.text, self.start, self.end))

    def _owner(self, item: _Raw) -> str | None:
        """The country of "Norway's Ministry of Trade", "the Norwegian Ministry of Trade"; None where none stands before."""
        match = _RE_OWNER.search(self.text, max(self.start, item.start - 40), item.start)
        entry = gazetteer().forms.get(match["country"]) if match else None
        return entry.name if entry is not None and entry.kind is EntityKind.COUNTRY and entry.name not in item.chunk.name else None

    def _official(self, name: str) -> bool:
        """Whether the word before "Administration" is no person's name: it is also written small here ("Drug Administration")."""
        first = name.split(maxsplit=1)[0].lower()
        return "-" not in first and re.search(rf"\b{re.escape(first)}\b", self.text[self.start : self.end]) is not None


@dataclass(slots=True)
class _Survey:
    """The names of an article by the forms that may shorten them; each name with its first occurrence."""

    certain: set[str] = field(default_factory=set)  # names by more than a sentence's capital
    speakers: set[str] = field(default_factory=set)
    speaking: set[str] = field(default_factory=set)  # single words that act as people do
    places: set[str] = field(default_factory=set)  # names that something lies in
    people: dict[str, dict[str, _Raw]] = field(default_factory=dict)  # last name -> full name -> first occurrence
    starts: dict[str, dict[str, _Raw]] = field(default_factory=dict)  # first word -> long name -> first occurrence
    initials: dict[str, tuple[str, EntityKind]] = field(default_factory=dict)
    fullest: dict[tuple[str, str], tuple[str, EntityKind]] = field(default_factory=dict)  # (first word, head) -> longest name
    seen: set[str] = field(default_factory=set)

    def add(self, item: _Raw) -> None:
        """Note what may shorten the name of `item`."""
        chunk = item.chunk
        name = chunk.name
        if name in self.seen or " " not in name:
            return
        self.seen.add(name)
        parts = name.replace(",", "").split()
        if chunk.kind is EntityKind.PERSON:
            self.speakers.add(name)
        if chunk.kind is EntityKind.PERSON or chunk.method == "word":
            if chunk.kind is EntityKind.PERSON:
                self.certain.update(parts)
            last = parts[-2] if parts[-1] in ("Jr", "Jr.", "Sr", "Sr.") else parts[-1]
            self.people.setdefault(last, {}).setdefault(name, item)
        if chunk.kind is EntityKind.PERSON:
            return
        value = (name, chunk.kind)
        if chunk.method == "acronym":
            return
        for small in (False, True):
            letters = "".join(word[0] for word in parts if small or word[0].isupper()).upper()
            self.initials.setdefault(letters, value)
        if chunk.method not in ("shape", "word"):
            return
        known = gazetteer().forms
        place = known.get(parts[0])
        if place is not None and len(parts) > 2:
            rest = " ".join(parts[1:])
            self.initials.setdefault("".join(word[0] for word in parts[1:]).upper(), value)
            self.fullest.setdefault(("", rest.lower()), value)
            self.starts.setdefault(parts[1], {}).setdefault(name, item)
        elif place is None:
            self.starts.setdefault(parts[0], {}).setdefault(name, item)
            if chunk.head:
                key = (parts[0].lower(), chunk.head)
                if len(name) > len(self.fullest.get(key, ("",))[0]):
                    self.fullest[key] = value

    def longer(self, name: str, item: _Raw) -> _Raw | None:
        """The full name that a single word shortens: the last new one before it, else the first one after it."""
        choices: Iterable[_Raw] = self.people.get(name, {}).values()
        if not choices and item.chunk.kind is not EntityKind.PERSON and name not in words("common", "alone"):
            choices = self.starts.get(name, {}).values()
        best: _Raw | None = None
        for other in choices:
            if other.start < item.start or best is None:
                best = other
        return best

    def spelled_out(self, name: str) -> tuple[str, EntityKind] | None:
        """The name in the article that the capitals of `name` abbreviate ("SGR"; with a number: "IE6")."""
        letters = name.rstrip("0123456789")
        if len(letters) < 2 or not letters.isupper():
            return None
        found = self.initials.get(letters)
        if found is None and len(letters) > 2 and letters.endswith("S"):
            found = self.initials.get(letters[:-1])
        if found is None:
            return None
        # "IE9" was spelled out, "IE6" and "IE" go on from it
        return (f"{found[0].rstrip('0123456789 ')} {name[len(letters) :]}".strip(), found[1])

    def fuller(self, name: str, kind: EntityKind) -> tuple[str, EntityKind] | None:
        """The longer name with the same first word and head, or with the country before it ("Postal Service" of "U.S. Postal Service")."""
        if kind is EntityKind.PERSON:
            return None
        lower = name.lower()
        found = self.fullest.get(("", lower))
        if found is None:
            parts = lower.split()
            found = self.fullest.get((parts[0], parts[-1]))
            if found is not None and not set(parts) <= set(found[0].lower().split()):
                return None
        return found if found is not None and found[0] != name else None


def _plural(word: str) -> bool:
    """Whether a word looks like a plural ("Siemens" does too)."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _distinct(name: str) -> bool:
    """Whether the spelling alone marks a name: a capital after the first letter ("FedEx", "UPS")."""
    return any(c.isupper() for c in name[1:])


def _is_heading(line: str) -> bool:
    """Whether most longer words of the line are capitalised, so that a capital says nothing ("Uganda Launches New Dam")."""
    if line.rstrip().endswith((".", ",", ";")) or len(line) > 250:
        return False
    long_words = _RE_LONG_WORD.findall(line)
    return len(long_words) > 2 and sum(word[0].isupper() for word in long_words) >= 0.75 * len(long_words)
