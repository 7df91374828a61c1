"""Names of one article: every mention, short forms resolved, with the index that other stages ask."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from factdb.entity import coreference
from factdb.entity.acronym import introduced
from factdb.entity.around import CLOSED_CODES, Around
from factdb.entity.gazetteer import gazetteer
from factdb.entity.headings import RE_RULING, headings
from factdb.entity.heads import cues, definite_heads, postal, skipped, small_heads, words
from factdb.entity.names import chunks
from factdb.entity.sequence import Chunk, sequence_pattern
from factdb.entity.shared import is_field, share_head
from factdb.entity.spelling import (
    BRACKET,
    CAPITALS,
    CONTRACTED,
    FORMS,
    RE_DATELINE,
    RE_FIELDS,
    RE_HULL,
    RE_NUMBER,
    RE_SIGNED,
    VESSELS,
    is_distinct,
    is_heading,
    is_plural,
)
from factdb.entity.survey import Raw, Survey
from factdb.text import tagger
from factdb.values import Article, EntityKind, EntityMention, Span

# what follows a name but hardly a bare common noun at the start of a sentence: "Target, which is ..."
_RE_APPOSED: Final = re.compile(r", (?:which|who|whose) ")
# "Bureau of Alcohol" + ", Tobacco, Firearms and Explosives"
_RE_ENUMERATED: Final = re.compile(r"(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)?){1,4},? (?:and|&) [A-Z][a-z]+(?: [A-Z][a-z]+){0,2}\b(?! [A-Z])")
# kinds whose names no head written small goes on with
_FINISHED: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION, EntityKind.PERSON, EntityKind.MEDIA, EntityKind.EVENT})
_RE_SMALL_HEAD: Final = re.compile(r"(?:[ -][a-z][a-z-]{1,15}){1,3}")
# models ("F-16"), numerals ("II") and "I'll": no names
_RE_CODE: Final = re.compile(r"[A-Za-z]*-?[0-9][A-Za-z0-9-]*|[A-Z][a-z]{0,3}[0-9][0-9.,]*|[IVX]+|I'[a-z]+")
# what a name may begin with, and more
_RE_CAPITAL: Final = re.compile("[A-Z\x80-\U0010ffff]")


_REMEMBERED: Final = 100_000
_chunked: dict[tuple[str, bool], tuple[Chunk, ...]] = {}


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
def _names(text: str, start: int, end: int) -> Names:
    return _Finder(text, start, end).run()


def names(text: str, article: Article) -> Names:
    """Names of `article` in `text` (the whole document, folded). The last few articles are kept, so asking twice costs nothing."""
    return _names(text, article.span.start, article.span.end)


class _Finder:
    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.local, self.local_lengths = introduced(text)
        self.surnames = words("surname", "heads")
        self.nouns = words("noun", "small")
        self.around = Around(text, start, end)
        self.skipped = skipped()
        self.ministries = cues("ministry")
        self.catalogues = cues("catalogue")
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
        mentions = coreference.with_firms(mentions)
        extra = coreference.find(self.text, self.start, self.end, mentions)
        merged = coreference.merged(mentions, extra) if extra else mentions
        return Names(tuple(coreference.without_sort(merged, counts)), forms, counts)

    def _collect(self) -> list[Raw]:
        """Every name by shape alone, in text order; lines with all their words capitalised only after the rest is known."""
        text, memo = self.text, self.memo
        found: list[Raw] = []
        later: list[tuple[int, str]] = []
        signed: set[int] = set()  # starts of phrases in a line that says who publishes
        line_start, line_end, told, heading = self.start, self.start, self.start, False
        fits, last = sequence_pattern().match, self.end
        done = 0
        for capital in _RE_CAPITAL.finditer(text, self.start, last):
            # quicker than to look for the whole pattern at every character
            start = capital.start()
            if start < done:
                continue
            match = fits(text, start, last)
            if match is None:
                continue
            done = end = match.end()
            if found and start < found[-1].end:
                continue
            if text[end : end + 1] == "." and f"{match.group()}." in gazetteer().forms:
                done = end = end + 1  # "Fla."
            if text[end : end + 1] == "$":
                continue  # "US$ 5"
            if start >= line_end:
                line_start, line_end, told, heading = self._line(start, end)
            phrase = text[start:end]
            if (phrase in self.skipped and phrase not in self.local) or not phrase[0].isupper() or phrase.endswith(CONTRACTED):
                continue
            if start < told and self._heads_line(found, start, phrase):
                continue
            if heading:
                later.append((start, phrase))
                if RE_SIGNED.search(text, line_start, line_end) is not None:
                    signed.add(start)
                continue
            if phrase.isupper() and (start - line_start < BRACKET or text[start - 1] in "( ") and self._is_letters(start, end, phrase):
                continue  # the place that the article is from; a firm's sign at an exchange
            if text[start - 1 : start] == '"' and (text[end : end + 1] == '"' or text[end : end + 2] == ',"') and " " in phrase:
                # the title of a work
                found.append(Raw(start, end, Chunk(0, len(phrase), phrase, EntityKind.OTHER, "word"), False))
                continue
            opening = self._opens(start)
            if text[start - 1 : start] == "-" and " " in phrase:
                # "pro-Beijing Voss Party": the first word belongs to the hyphen
                cut = phrase.index(" ")
                self._add(found, start, start + cut, phrase[:cut], opening, memo)
                start, phrase, opening = start + cut + 1, phrase[cut + 1 :], False
            self._add(found, start, end, phrase, opening, memo)
        if later:
            found.extend(headings(found, later, signed, self.local, self.around))
            found.sort(key=lambda item: item.start)
        return found

    def _line(self, start: int, end: int) -> tuple[int, int, int, bool]:
        """Start and end of the line that holds a phrase, where its dateline ends, and whether it is a heading."""
        low = self.text.rfind("\n", self.start, start) + 1 or self.start
        high = self.text.find("\n", end, self.end)
        high = self.end if high < 0 else high
        dateline = RE_DATELINE.match(self.text, low, high)
        return low, high, dateline.end() if dateline is not None else low, is_heading(self.text[low:high])

    def _is_letters(self, start: int, end: int, phrase: str) -> bool:
        """Whether a word in capitals is the place that the article is from ("OSLO:", "[OSLO]", "OSLO" alone) or of a sign like "(TSX: ALT)"."""
        text = self.text
        if (text[start - 1 : start] == "(" and text[end : end + 2] == ": ") or (
            text[start - 2 : start] == ": " and text[end : end + 1] == ")"
        ):
            return True
        if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
            return True
        after = text[end : end + 1]
        if text[start - 1 : start] not in ("\n", "") or phrase in self.local:
            return False
        return (
            (after in (":", ",") and phrase.title() in gazetteer().forms) or after == "\n" or text.startswith((" \u2014\n", " --\n"), end)
        )

    def _heads_line(self, found: list[Raw], start: int, phrase: str) -> bool:
        """Whether a phrase of the dateline is done with: the town in capitals, the agency; a state by its letters is kept ("RALEIGH, NC -")."""
        if len(phrase) == 2 and self.text[start - 2 : start] == ", " and (state := postal().get(phrase)):
            found.append(Raw(start, start + 2, Chunk(0, 2, state, EntityKind.PLACE, "gazetteer", "USA"), False))
            return True
        bracketed = self.text[start - 1] == "("
        return (phrase.isupper() or bracketed) and phrase not in self.local and (phrase not in gazetteer().forms or bracketed)

    def _add(
        self, found: list[Raw], start: int, end: int, phrase: str, opening: bool, memo: dict[tuple[str, bool], tuple[Chunk, ...]]
    ) -> None:
        firm = phrase.startswith(FORMS) and len(phrase) > CAPITALS
        if firm:
            # a legal form may also stand first: "PT Halden Nikel", "OOO Halden"
            cut = phrase.index(" ") + 1
            start, phrase, opening = start + cut, phrase[cut:], False
        key = (phrase, opening)
        parts = memo.get(key)
        if parts is None:
            # what a phrase holds depends on nothing but itself, unless the document introduces one of its words
            own = bool(self.local_lengths) and not self.local_lengths.keys().isdisjoint(phrase.split(" "))
            parts = None if own else _chunked.get(key)
            if parts is None:
                parts = chunks(phrase, opening, self.local, self.local_lengths)
                if not own:
                    if len(_chunked) > _REMEMBERED:
                        _chunked.clear()
                    _chunked[key] = parts
            memo[key] = parts
        for part in parts:
            chunk, stop = self._in_context(part, start, start + part.end == end)
            chunk = chunk._replace(kind=EntityKind.COMPANY) if firm and chunk.kind is EntityKind.OTHER else chunk
            begin = start + chunk.start
            line = stop > start + part.end and chunk.head in definite_heads()
            if line and found and found[-1].end == begin - 1 and self.text[begin - 1] == "-":
                # "the Bergen-Oslo railway", "the Bergen-Oslo-Voss railway"
                first = found.pop()
                while found and found[-1].end == first.start - 1 and self.text[first.start - 1] == "-":
                    first = found.pop()
                chunk = chunk._replace(start=first.start - start, name=self.text[first.start : stop])
            if found and found[-1].start >= start and chunk.method == "word" and self._belongs(found[-1], start + chunk.start):
                # "the Baths of Diocles"
                first = found.pop()
                name = self.text[first.start : stop]
                chunk = chunk._replace(start=first.start - start, name=name)
            found.append(Raw(start + chunk.start, stop, chunk, opening and chunk.start == 0))
        if parts:
            share_head(self.text, found, start, end)

    def _belongs(self, first: Raw, start: int) -> bool:
        """Whether "of" ties the name at `start` to an unknown word with "the" before it."""
        text = self.text
        if first.chunk.method != "word" or " " in first.chunk.name or text[first.end : start] not in (" of ", " of the "):
            return False
        return text[max(0, first.start - 4) : first.start].lower() == "the "

    def _in_context(self, chunk: Chunk, start: int, last: bool) -> tuple[Chunk, int]:
        """A chunk of the phrase at `start` as the text around it has it, with its end; `last`: it ends the phrase."""
        text, begin, stop = self.text, start + chunk.start, start + chunk.end
        head = chunk.head
        if (
            head is not None
            and head in self.surnames
            and not chunk.name.split(" ", 1)[0].isupper()
            and chunk.name.count(" ") == 1
            and text[max(0, begin - 4) : begin].lower() != "the "
        ):
            chunk = chunk._replace(kind=EntityKind.OTHER, method="word", head=None)
            head = None
        if chunk.name.startswith(VESSELS):
            number = RE_HULL.match(text, stop) if last else None
            end = number.end() if number is not None else stop
            return chunk._replace(name=text[begin:end], end=chunk.end + end - stop, kind=EntityKind.PROJECT, method="shape"), end
        if not last:
            return chunk, stop
        if chunk.name in self.catalogues and (number := RE_NUMBER.match(text, stop)) is not None:
            return chunk._replace(name=chunk.name + number.group(), end=chunk.end + len(number.group())), number.end()  # "the star GJ 2066"
        if text[stop : stop + 1] in (" ", "-") and text[stop + 1 : stop + 2].islower():
            return self._with_small_head(chunk, stop)
        if head is not None and head in self.ministries and text[stop : stop + 2] == ", ":
            listed = _RE_ENUMERATED.match(text, stop)
            if listed is not None and all(is_field(word) for pair in RE_FIELDS.findall(listed.group()) for word in pair.split()):
                return chunk._replace(name=chunk.name + listed.group(), end=chunk.end + len(listed.group())), listed.end()
        return chunk, stop

    def _opens(self, start: int) -> bool:
        """Whether a capital at `start` may be there only because a sentence, line or quotation starts."""
        text = self.text
        at = start - 1
        while at >= self.start and text[at] in " \"'([":
            at -= 1
        return at < self.start or text[at] in ".!?\n:;•*" or (text[at] in "-–—" and (at == self.start or text[at - 1] in "\n -"))

    def _with_small_head(self, chunk: Chunk, end: int) -> tuple[Chunk, int]:
        """The chunk grown by a head written small: "Isimba" + " hydropower dam"."""
        if (
            chunk.kind in _FINISHED
            or chunk.method == "adjective"
            or (
                chunk.method == "gazetteer"
                and (chunk.code is None or ((entry := gazetteer().forms.get(chunk.name)) is not None and entry.state))
            )
        ):
            return chunk, end  # "Odisha steel plant" is one of many in the state
        match = _RE_SMALL_HEAD.match(self.text, end, end + 50)
        if match is None or (chunk.method == "word" and self._is_plain(chunk.name) and self._opens(end - len(chunk.name))):
            return chunk, end  # "Replacing one line", "Ferry line fined"
        known = small_heads()
        at = end
        for word in match.group().replace("-", " ").split():
            at += len(word) + 1
            head = known.get(word)
            if head is not None:
                name = chunk.name + self.text[end:at]
                return chunk._replace(end=chunk.end + at - end, name=name, kind=head.kind, method="shape", code=None, head=word), at
            if (len(word) > 4 and word.endswith(("ed", "s", "ly", "ing"))) or tagger.code(word) in CLOSED_CODES:
                break
        return chunk, end

    def _is_plain(self, name: str) -> bool:
        """Whether a single word, but for its capital, is a plain one: "Ferry", "Replacing", "Bi-mode"."""
        lower = name.lower()
        if " " in name or name.isupper():
            return False
        plural = f"{lower[:-1]}ies" if lower.endswith("y") else f"{lower}s"
        return (
            lower.endswith("ing")
            or lower in self.nouns
            or lower in words("quality", "small")
            or plural in self.nouns
            or tagger.known(lower)
            or ("-" in name and name[1:].islower())
        )

    def _survey(self, raw: list[Raw]) -> Survey:
        """What short forms of this article may stand for."""
        first_line = self.text.find("\n", self.start, self.end)
        survey = Survey(max(first_line, self.start))
        called = {item.chunk.name for item in raw if item.chunk.method == "word" and self.around.is_called(item)}
        for item in raw:
            chunk = item.chunk
            apposed = item.opening and not is_plural(chunk.name) and _RE_APPOSED.match(self.text, item.end) is not None
            if not item.opening or (apposed and chunk.name.lower() not in self.nouns):
                survey.certain.add(chunk.name)
            if chunk.method == "word" and chunk.name not in called and self.around.speaks(item):
                if " " in chunk.name:
                    item.chunk = chunk = chunk._replace(kind=EntityKind.PERSON)
                else:
                    survey.speaking.add(chunk.name)
            elif chunk.method == "word" and self.around.is_firm(item):
                survey.firms.add(chunk.name)
            elif chunk.method == "word" and self.around.located(item):
                survey.places.add(chunk.name)
        for item in raw:
            chunk = item.chunk
            if chunk.kind is EntityKind.COMPANY and chunk.method == "shape":
                survey.firms.add(chunk.name)
            if chunk.method == "word" and chunk.kind is EntityKind.OTHER and " " in chunk.name:
                parts = chunk.name.split()
                if survey.speaking.intersection((parts[0], parts[-1])) and len(parts) < 5:
                    item.chunk = chunk._replace(kind=EntityKind.PERSON)
            survey.add(item)
        return survey

    def _resolve(self, item: Raw, survey: Survey) -> EntityMention | None:
        """The mention a raw name stands for; None where a capital at the start of a sentence is all that speaks for it."""
        chunk = item.chunk
        span = Span(item.start, item.end)
        name, kind, method, code = chunk.name, chunk.kind, chunk.method, chunk.code
        if method in ("gazetteer", "adjective", "acronym"):
            if method == "adjective" and self.around.is_language(item):
                return None
            entry = gazetteer().forms.get(self.text[item.start : item.end])
            if entry is not None and entry.capital and code is not None and self.around.does(item.end, "acting"):
                return EntityMention(span, gazetteer().countries[code], EntityKind.COUNTRY, "gazetteer", code)
            if entry is not None and entry.minor and name in survey.people and (own := survey.longer(name, item)) is not None:
                return EntityMention(span, own.chunk.name, own.chunk.kind, "alias", None, chunk.title)  # "Fontana" after "Maria Fontana"
            return EntityMention(span, name, kind, method, code if kind is EntityKind.COUNTRY else None)
        if " " not in name:
            longer = survey.longer(name, item)
            if longer is not None:
                kind = longer.chunk.kind
                if kind is EntityKind.OTHER and longer.chunk.name in survey.firms:
                    kind = EntityKind.COMPANY
                return EntityMention(span, longer.chunk.name, kind, "alias", None, chunk.title)
            spelled = survey.spelled_out(name)
            if spelled is not None:
                return EntityMention(span, spelled[0], spelled[1], "acronym")
            if method == "word" and _RE_CODE.fullmatch(name) and name.split("-", 1)[0].rstrip("0123456789") not in self.catalogues:
                return None
            if item.opening and method == "word" and name not in survey.certain and not is_distinct(name) and not self.around.acts(item):
                return None
        elif name.endswith(" Administration") and RE_RULING.fullmatch(name) and not self.around.official(name):
            code = "USA"
            return EntityMention(span, gazetteer().countries[code], EntityKind.COUNTRY, "alias", code)
        elif kind is EntityKind.OTHER and name in survey.speakers:
            kind = EntityKind.PERSON
        owner = self.around.owner(item) if chunk.head in self.ministries and " of " in name else None
        if owner is not None:
            return EntityMention(span, f"{name} of {owner}", kind, "shape")
        full = survey.fuller(name, kind)
        if full is not None:
            return EntityMention(span, full[0], full[1], "alias", None, chunk.title)
        if kind is EntityKind.OTHER and name in survey.firms:
            kind = EntityKind.COMPANY
        if kind is EntityKind.OTHER and name in survey.places and name not in survey.speaking:
            kind = EntityKind.PLACE
        return EntityMention(span, name, kind, "shape", None, chunk.title)
