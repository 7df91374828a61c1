"""Names of one article: every mention, short forms resolved, with the index that other stages ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from factdb.entity import coreference
from factdb.entity.acronym import introduced
from factdb.entity.gazetteer import Entry, gazetteer, lengths
from factdb.entity.heads import small_heads, words
from factdb.entity.names import Chunk, chunks, sequence_pattern
from factdb.values import Article, EntityKind, EntityMention, SegmentKind, Span

# what may follow a name that acts as a government does: "Tokyo said", "Ottawa plans"
_RE_ACTS: Final = re.compile(
    r" (?:also |has |had |will |would |is |was |and [A-Z][a-z]+ )?+(?:said|says|plans|planned|wants|wanted|agreed|signed|announced|imposed|pledged|promised|vowed|denied|accused|insists"
    r"|refused|hopes|aims|intends|decided|warned|urged|approved|banned|seeks|sought|considers|sees|argues|claims|responded|retaliated)\b"
)
_RE_SPEAKS: Final = re.compile(
    r",? (?:said|says|told|added|adds|noted|explained|wrote|argued|recalled|stressed|believes|thinks|warned|commented|,? who\b|, (?:a|an|the|[0-9]{2}),? )"
)
_RE_SPOKEN: Final = re.compile(r"(?:said|says|told|added|by|per|to|with|Mr|Ms) $")
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
        self.memo: dict[tuple[str, bool], tuple[Chunk, ...]] = {}

    def run(self) -> Names:
        raw = self._collect()
        people, full, certain = self._survey(raw)
        mentions: list[EntityMention] = []
        forms: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for item in raw:
            mention = self._resolve(item, people, full, certain)
            if mention is not None:
                mentions.append(mention)
                counts[mention.name] += 1
                written = self.text[item.start : item.end]
                if written != mention.name and mention.kind is not EntityKind.PLACE:
                    forms[written] = mention.name
        extra = coreference.find(self.text, self.start, self.end, mentions, counts)
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
            if start >= line_end:
                line_start = text.rfind("\n", self.start, start) + 1 or self.start
                line_end = text.find("\n", end, self.end)
                line_end = self.end if line_end < 0 else line_end
                heading = _is_heading(text[line_start:line_end])
            phrase = match.group()
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
            found.append(_Raw(start + chunk.start, stop, chunk, opening and chunk.start == 0))

    def _collect_headings(self, found: list[_Raw], later: list[tuple[int, str]]) -> None:
        """Names in headings: those that the gazetteer or the rest of the article knows."""
        known = dict(self.local)
        for item in found:
            chunk = item.chunk
            if chunk.method in ("shape", "word") and (" " in chunk.name or not item.opening):
                entry = Entry(chunk.name, chunk.kind, chunk.method, None)
                known.setdefault(chunk.name, entry)
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
            if word.endswith(("ed", "s", "ly", "ing")):
                break
        return chunk, end

    def _survey(self, raw: list[_Raw]) -> tuple[dict[str, list[_Raw]], dict[str, list[_Raw]], set[str]]:
        """Last names of people, first words of other long names, and words that are names by more than a sentence's capital."""
        people: dict[str, list[_Raw]] = {}
        full: dict[str, list[_Raw]] = {}
        certain: set[str] = set()
        seen: set[str] = set()
        for item in raw:
            chunk = item.chunk
            if not item.opening:
                certain.add(chunk.name)
            if chunk.method == "word" and " " in chunk.name and self._speaks(item):
                item.chunk = chunk = chunk._replace(kind=EntityKind.PERSON)
            if chunk.kind is EntityKind.PERSON or chunk.method == "word":
                parts = chunk.name.replace(",", "").split()
                if len(parts) > 1:
                    certain.update(parts)
                    last = parts[-2] if parts[-1] in ("Jr", "Jr.", "Sr", "Sr.") else parts[-1]
                    people.setdefault(last, []).append(item)
            if chunk.method in ("shape", "word") and chunk.kind is not EntityKind.PERSON and chunk.name not in seen:
                seen.add(chunk.name)
                for word in chunk.name.split()[:2]:
                    full.setdefault(word, []).append(item)
        return people, full, certain

    def _speaks(self, item: _Raw) -> bool:
        if len(item.chunk.name.split()) > 4 or item.chunk.name.isupper():
            return False
        return _RE_SPEAKS.match(self.text, item.end) is not None or _RE_SPOKEN.search(self.text, item.start - 6, item.start) is not None

    def _resolve(self, item: _Raw, people: dict[str, list[_Raw]], full: dict[str, list[_Raw]], certain: set[str]) -> EntityMention | None:
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
            longer = self._longer(name, item, people, full)
            if longer is not None:
                return EntityMention(span, longer.chunk.name, longer.chunk.kind, "alias", None, chunk.title)
            if item.opening and method == "word" and name not in certain and not _distinct(name):
                return None
        elif kind in (EntityKind.PERSON, EntityKind.OTHER):
            same = people.get(name.split()[-1])
            if same and any(other.chunk.kind is EntityKind.PERSON and other.chunk.name == name for other in same):
                kind = EntityKind.PERSON
        return EntityMention(span, name, kind, "shape", None, chunk.title)

    def _longer(self, name: str, item: _Raw, people: dict[str, list[_Raw]], full: dict[str, list[_Raw]]) -> _Raw | None:
        """The full name that a single word shortens: the last one before it, else the first one after it."""
        choices: Iterable[_Raw] = people.get(name) or (full.get(name, ()) if item.chunk.kind is not EntityKind.PERSON else ())
        best: _Raw | None = None
        for other in choices:
            if other.chunk.name == name:
                continue
            if other.start < item.start or best is None:
                best = other
        return best


def _distinct(name: str) -> bool:
    """Whether the spelling alone marks a name: a capital after the first letter ("FedEx", "UPS")."""
    return any(c.isupper() for c in name[1:])


def _is_heading(line: str) -> bool:
    """Whether most longer words of the line are capitalised, so that a capital says nothing ("Uganda Launches New Dam")."""
    if line.rstrip().endswith((".", ",", ";")) or len(line) > 250:
        return False
    long_words = _RE_LONG_WORD.findall(line)
    return len(long_words) > 2 and sum(word[0].isupper() for word in long_words) >= 0.75 * len(long_words)
