"""Capitalised phrases -> names with a kind: by gazetteer, title and head noun. Pure shape, nothing of the article but the phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from factdb.entity import heads
from factdb.entity.gazetteer import Entry, gazetteer, spelled
from factdb.entity.pairs import joined_participle, long_pair, pair
from factdb.entity.sequence import Chunk, Word
from factdb.text import tagger
from factdb.values import EntityKind

_RE_UNIT: Final = re.compile(r"[A-Za-z]{1,3}/[A-Za-z]{1,3}")  # "Mt/y"
_RE_DESCRIBED: Final = re.compile(
    r"[A-Z][a-z]+-(?:tier|based|born|owned|run|listed|backed|controlled|headquartered|placed|seeded|ranked|bottom|winning)"
)
_PERSON: Final = 2  # words of a person's name
_LONGEST: Final = 4  # words that follow a place in a name
_RE_MODEL: Final = re.compile(r"[A-Z]{1,3}-?[0-9]{2,}[A-Za-z]?")
_RE_PIECE: Final = re.compile(r"(?:[A-Z]\.)+[A-Z]?(?= |$)|[^ ,]+")
_CONNECTORS: Final = frozenset({"of", "for", "and", "on", "&", "the"})


def chunks(
    phrase: str, opening: bool, local: Mapping[str, Entry], local_lengths: Mapping[str, tuple[int, ...]], *, heading: bool = False
) -> tuple[Chunk, ...]:
    """Names in one capitalised phrase, in text order, none overlapping another except parts of a hyphenated pair.

    `opening`: the phrase opens a sentence, so its first word says nothing by its capital. `local`: names that the document itself
    introduces (acronyms and long forms), looked up before the gazetteer. `heading`: all words are capitalised, only known names are names.
    """
    if " " not in phrase and "-" not in phrase and not heading:
        return _single(phrase, opening, local)
    if not heading:
        whole = local.get(phrase) or gazetteer().forms.get(phrase)
        if whole is not None and whole.name and not (opening and phrase.startswith("The ")):
            return (Chunk(0, len(phrase), whole.name, whole.kind, whole.method, whole.country),)
    words = [Word(m.start(), m.end(), m.group(), m.group() in _CONNECTORS) for m in _RE_PIECE.finditer(phrase)]
    chunker = _Chunker(phrase, words, opening, local, local_lengths)
    return tuple(chunker.known_names() if heading else chunker.run())


def _single(word: str, opening: bool, local: Mapping[str, Entry]) -> tuple[Chunk, ...]:
    """`chunks` of a phrase of one word."""
    entry = local.get(word) or spelled(word)
    if entry is not None:
        return (Chunk(0, len(word), entry.name, entry.kind, entry.method, entry.country),) if entry.name else ()
    if (
        len(word) == 1
        or word in heads.skipped()
        or _RE_UNIT.fullmatch(word)
        or word.lower() in heads.heads()
        or word.lower() in heads.titles()
    ):
        return ()
    return (Chunk(0, len(word), word, EntityKind.OTHER, "word"),)


class _Chunker:
    def __init__(
        self, phrase: str, words: list[Word], opening: bool, local: Mapping[str, Entry], local_lengths: Mapping[str, tuple[int, ...]]
    ) -> None:
        self.phrase, self.words, self.opening = phrase, words, opening
        self.local, self.local_lengths = local, local_lengths
        self.heads, self.never = heads.heads(), heads.never()

    def run(self) -> Iterator[Chunk]:
        i, n = 0, len(self.words)
        start_words = heads.words("opening", "start")
        while i < n and (self.words[i].text in ("The", "A", "An", "This") or (self.opening and self.words[i].text in start_words)):
            if self._known(i):
                break
            i += 1
        opening = self.opening and i == 0
        while i < n:
            word = self.words[i]
            if word.joins or _RE_UNIT.fullmatch(word.text) or (word.text in self.never and not self._known(i)):
                i, opening = i + 1, False
                continue
            taken, found = self._at(i, opening)
            yield from found
            i, opening = i + taken, False

    def known_names(self) -> Iterator[Chunk]:
        """Known names only, longest first from the left."""
        i = 0
        while i < len(self.words):
            known = self._known(i)
            if known is None:
                yield from pair(self.words[i], self.local)
                i += 1
            else:
                count, entry = known
                if entry.name:
                    yield self._chunk(i, i + count, entry.name, entry.kind, entry.method, entry.country)
                i += count

    def _run_end(self, i: int) -> int:
        """End (exclusive, in words) of the words from `i` on with no connector or non-name between."""
        j = i
        while j < len(self.words) and not self.words[j].joins and (self.words[j].text not in self.never):
            j += 1
        return j

    def _known(self, i: int) -> tuple[int, Entry] | None:
        """The longest known form starting at word `i`: number of words and entry."""
        first = self.words[i].text
        known = gazetteer()
        for forms, lengths in ((self.local, self.local_lengths), (known.forms, known.lengths)):
            for count in lengths.get(first, ()):
                if i + count <= len(self.words):
                    form = self.phrase[self.words[i].start : self.words[i + count - 1].end]
                    entry = forms.get(form)
                    if entry is not None:
                        return count, entry
        accented = None if first.isascii() else spelled(first)
        return None if accented is None else (1, accented)

    def _at(self, i: int, opening: bool) -> tuple[int, list[Chunk]]:
        """Names starting at word `i`, and how many words they use up."""
        end = self._run_end(i)
        known = self._known(i)
        if known is None and end - i > 1 and self._describes(i, opening):
            return 1, []  # "Publisher Voss Media", "Fourth-tier Voss Rovers"
        if known is None and "-" in self.words[i].text and self._parts(i, end):
            return 1, pair(self.words[i], self.local)
        if known is None and (national := self._national(i, end, opening)):
            return sum(word.start < national[0].end for word in self.words[i:]), national
        titled = self._titled(i, end)
        if titled is not None and not (known and known[0] >= titled[0]):
            return titled
        headed = self._headed(i, end)
        if headed is not None and headed < end and self._is_office(i, headed, end):
            return headed - i, []  # "Water Resources | Minister Lena Orth"
        if headed is not None and not (known and i + known[0] >= headed):
            shared = self._shared(i, headed)
            return shared or (headed - i, [self._named(i, headed)])
        if known is not None:
            count, entry = known
            person = count == 1 and end == i + 2 and self.words[i].text in heads.words("given", "names")
            if not person:
                if not entry.name:
                    return count, []
                town = entry.kind is EntityKind.PLACE and entry.method == "gazetteer" and not entry.state
                if town and self._goes_on(i + count, end):
                    return end - i, [self._chunk(i, end, None, EntityKind.OTHER, "word", None)]  # "Chicago Public Schools"
                return count, [self._chunk(i, i + count, entry.name, entry.kind, entry.method, entry.country)]
        if "-" in self.words[i].text and self.never.issuperset(self.words[i].text.split("-")):
            return 1, []  # "April-June"
        joined = long_pair(self.phrase, self.words, i, end, self.local) or pair(self.words[i], self.local)
        if joined:
            return sum(word.start < joined[-1].end for word in self.words[i:end]), joined
        return self._unknown(i, end, opening)

    def _parts(self, i: int, end: int) -> bool:
        """Whether a hyphenated word is no part of the name after it: "US-based", "the Bergen-Oslo | Northern Star Express"."""
        service = end - i > _PERSON and self.words[end - 1].text == "Express" and len(pair(self.words[i], self.local)) > 1
        return service or joined_participle(self.words[i].text)

    def _is_office(self, i: int, stop: int, end: int) -> bool:
        """Whether plain words up to `stop` belong to a title with a person after it."""
        titled = self._titled(stop, end)
        return (
            titled is not None
            and bool(titled[1])
            and all(heads.is_plain(word.text.lower()) for word in self.words[i:stop] if not word.joins)
        )

    def _national(self, i: int, end: int, opening: bool) -> list[Chunk]:
        """A body of plain words and its country: "Fisheries | and Oceans Canada", "Statistics Norway"."""
        nouns = heads.words("noun", "small") | heads.cues("field")
        first = i
        while end < len(self.words) and self.words[end].text in ("and", "&") and end - i < _LONGEST and not self._known(end + 1):
            end = self._run_end(end + 1)
        while first < end and (self.words[first].text.lower() in nouns or (first > i and self.words[first].joins)):
            first += 1
        if opening or first == i or first >= end or (known := self._known(first)) is None or first + known[0] != end:
            return []
        entry = known[1]
        if entry.method == "adjective" or not entry.polity:
            return []
        return [self._chunk(i, end, None, EntityKind.BODY, "shape", None)]

    def _goes_on(self, i: int, end: int) -> bool:
        """Whether the words from `i` on belong to a name that a place opens: all of them words, none a name or title by itself."""
        rest = self.words[i:end]
        return (
            0 < len(rest) < _LONGEST
            and rest[0].text not in heads.words("given", "names")
            and all(word.text.isalpha() and word.text not in self.never for word in rest)
            and (len(rest) != _PERSON or any(tagger.known(word.text.lower()) for word in rest))  # "in London Lena Orth said"
            and all(self._known(k) is None and self._titled(k, end) is None for k in range(i, end))
        )

    def _describes(self, i: int, opening: bool) -> bool:
        """Whether word `i`, before more capitalised words, only says what the name is of."""
        word = self.words[i].text
        if _RE_DESCRIBED.fullmatch(word) and word.split("-", 1)[0] not in gazetteer().forms:
            return True
        lower = word.lower()
        return opening and (
            lower in heads.cues("apposed")
            or lower in heads.cues("post")
            or (lower.endswith(("er", "or")) and heads.definite_heads().get(lower, ("",))[0] == "company")
        )

    def _headed(self, i: int, end: int) -> int | None:
        """End of the name with a head noun that starts at `i`, connectors followed; None where there is none."""
        stop = end
        while stop > i and (head := self.heads.get(self.words[stop - 1].text.lower())) is None:
            stop -= 1
        if stop == i or head is None:
            return self._coordinated(i, end)
        follows = stop == end and self._joint(stop, head.takes)
        if stop - i == 1 and end - i == 2 and stop < end and (place := self._known(stop)) is not None and place[1].method == "gazetteer":
            return end  # "Metro Lisbon", "Police Scotland"
        if stop - i == 1 and not follows:
            return self._coordinated(i, end) if stop == end else None
        if stop < end:
            # the head is not the last word: "Bank Indonesia", "University Hospital Oslo" go on, "Rolls Motors Germany" does not
            tail = self.words[stop].text.lower()
            if stop - i > 1 and stop + 1 == end and not self._known(stop) and tail not in heads.titles() and "-" not in tail:
                return end  # "Health Service Executive"
            return stop if stop - i > 1 else None
        field = self._field(stop) if stop == end and not follows else 0
        if field:
            return field
        while follows:
            stop = self._run_end(follows)
            follows = self._joint(stop, frozenset({"of"})) or self._list(follows, stop)
        return stop

    def _joint(self, stop: int, takes: frozenset[str]) -> int:
        """Index of the word after a connector of `takes` at `stop`, 0 if there is none."""
        words = self.words
        if stop < len(words) and words[stop].text in takes:
            after = stop + 1
            while after < len(words) and words[after].text == "the":
                after += 1
            if after < len(words) and not words[after].joins and words[after].text not in self.never:
                return after
        return 0

    def _list(self, begin: int, stop: int) -> int:
        """Where "Ministry of Culture" goes on with "and Sports": neither side a known name, the right side without a head."""
        after = self._joint(stop, frozenset({"and", "&"}))
        if not after or self._known(begin) or self._known(after):
            return 0
        last = self._run_end(after)
        if last - after > 3 or self._joint(last, frozenset({"of"})):
            return 0
        head = self.heads.get(self.words[last - 1].text.lower())
        return after if head is None or head.kind is not EntityKind.BODY else 0

    def _shared(self, i: int, end: int) -> tuple[int, list[Chunk]] | None:
        """For "Ports of Lagos and Abidjan" one name for each place, the plural head shared."""
        head = self.words[i].text
        if end < i + 3 or not head.endswith("s") or self.words[i + 1].text != "of" or self.heads.get(head[:-1].lower()) is None:
            return None
        after = self._joint(end, frozenset({"and"}))
        if not after:
            return None
        last = self._run_end(after)
        found = []
        for first, stop in ((i + 2, end), (after, last)):
            place = self.phrase[self.words[first].start : self.words[stop - 1].end]
            found.append(self._chunk(first, stop, f"{head[:-1]} of {place}", self.heads[head[:-1].lower()].kind, "shape", None))
        return last - i, found

    def _field(self, stop: int) -> int:
        """End of "China Road and Bridge Corporation": "and", then two or three words, a head at either end."""
        after = self._joint(stop, frozenset({"and", "&"}))
        if not after or self._known(after):
            return 0
        last = self._run_end(after)
        ends = [self.words[k].text.lower() for k in (after, last - 1)]
        return last if 2 <= last - after <= 3 and all(word in self.heads for word in ends) else 0

    def _coordinated(self, i: int, end: int) -> int | None:
        """End of "Food and Drug Administration": a word or two, "and", words with the head of a body or project."""
        after = self._joint(end, frozenset({"and", "&"}))
        if not after:
            return self._purposed(i, end)
        if end - i > 3 or (self.words[end].text != "&" and (self._known(i) or self._known(after))):
            return None
        last = self._run_end(after)
        head = self.heads.get(self.words[last - 1].text.lower())
        if head is None or last - after < 2:
            return None
        if self.words[end].text != "&" and head.kind not in (EntityKind.BODY, EntityKind.PROJECT):
            # a firm only where the second part too starts with a line of business: "Voss Grain and Oil Group"
            return last if head.kind is EntityKind.COMPANY and self.words[after].text.lower() in self.heads else None
        return last

    def _purposed(self, i: int, end: int) -> int | None:
        """End of "Nature for Climate Fund": a word that is no place, "for", words with the head of a programme."""
        after = self._joint(end, frozenset({"for"}))
        if not after or end - i > 1 or self._known(i):
            return None
        last = self._run_end(after)
        head = self.heads.get(self.words[last - 1].text.lower())
        return last if head is not None and head.group == "programme" and last - after > 1 else None

    def _titled(self, i: int, end: int) -> tuple[int, list[Chunk]] | None:
        """A title at `i` and the person after it, with the words used; a bare title uses its words and names nobody."""
        all_titles = heads.titles()
        lowered = [word.text.lower() for word in self.words[i:end]]
        size = next((k for k in range(min(4, len(lowered)), 0, -1) if " ".join(lowered[:k]) in all_titles), 0)
        if not size:
            return None
        while size < len(lowered):  # stacked titles: "President Dr.", "Clinical Professor Sir"
            more = next((k for k in range(min(4, len(lowered) - size), 0, -1) if " ".join(lowered[size : size + k]) in all_titles), 0)
            if not more:
                break
            size += more
        rest = self.words[i + size : end]
        title = self.phrase[self.words[i].start : self.words[i + size - 1].end]
        if not rest:
            # "President of Norway Lena Orth": the office, its country, then perhaps a person; nothing of the title is a name
            return None if self._headed(i, end) else (size, [])
        last = self.heads.get(rest[-1].text.lower().rstrip("."))
        if rest[-1].text.lower() in all_titles:
            return end - i, []  # "Chief Medical Officer", "Deputy Land Director"
        if (
            last is not None
            or sum(word.text[0].isupper() for word in rest) > 4
            or (self._joint(end, frozenset({"of"})) and rest[-1].text.lower() in self.heads)
        ):
            return None
        known = self._known(i + size)
        if known is not None and known[0] == len(rest) and known[1].kind is not EntityKind.PLACE:
            return None
        return end - i, [self._chunk(i + size, end, None, EntityKind.PERSON, "shape", None, title)]

    def _unknown(self, i: int, end: int, opening: bool) -> tuple[int, list[Chunk]]:
        """Words that neither gazetteer nor head explains, up to the next known name or title."""
        begin, stop = i, i + 1
        while stop < end and not self._known(stop) and self._titled(stop, end) is None and not pair(self.words[stop], self.local):
            stop += 1
        if stop < end and self.words[stop].text in heads.words("given", "names"):
            stop = end
        first = self.words[i]
        if stop == i + 1 and stop + 1 == end and heads.is_family(first.text, self.words[stop].text):
            stop = end  # "Maria Fontana"
        if stop - i == 1 and first.text in heads.words("common", "alone"):
            return 1, []
        if stop - i > 1 and self.words[stop - 1].text.lower() in heads.words("measure", "heads"):
            return stop - i, []
        if stop - i == 1 and stop < end and self._titled(stop, end) == (end - stop, []):
            return end - i, []  # "Land Director"
        if stop < end and self._titled(stop, end) is not None and any(tagger.known(word.text.lower()) for word in self.words[i:stop]):
            return stop - i, []  # "Public Health Director Lena Orth"
        if opening and stop - i > 1 and heads.definite_heads().get(first.text.lower(), ("place",))[0] != "place":  # "Lake Voss"
            i += 1  # "Airline Voss"
            first = self.words[i]
        if opening and stop - i == 1 and "-" in first.text and all(map(tagger.known, first.text.lower().split("-"))):
            return 1, []
        if opening and stop - i == 1 and (first.text in heads.words("common", "alone") or first.text.lower() in self.heads):
            return 1, []
        if stop - i == 1 and (len(first.text) == 1 or first.text.lower() in self.heads or first.text in heads.words("opening", "start")):
            return 1, []
        used = stop - begin
        while stop - i > 1 and _RE_MODEL.fullmatch(self.words[stop - 1].text):
            stop -= 1  # "Airbus A320" is Airbus
        return used, [self._chunk(i, stop, None, EntityKind.OTHER, "word", None)]

    def _named(self, i: int, end: int) -> Chunk:
        """The chunk of a name with a head: kind by the first head that a connector follows, else by the last word."""
        position = next((k for k in range(i, end) if self.words[k].joins and self.words[k].text in ("of", "for", "on")), end)
        if position == end and position - i > 2 and self.words[end - 1].text.lower() not in self.heads:
            position -= 1  # the last word is a tail: "Health Service Executive"
        lowered = self.words[position - 1].text.lower()
        head = self.heads.get(lowered) or self.heads.get(self.words[end - 1].text.lower())
        last = self.heads.get(self.words[end - 1].text.lower())
        if head is not None and head.kind is EntityKind.PLACE and last is not None and last.kind is EntityKind.BODY:
            head, lowered = last, self.words[end - 1].text.lower()  # "City of Halden Council"
        head = head or self.heads.get(self.words[i].text.lower())  # "Metro Lisbon"
        kind = head.kind if head is not None else EntityKind.OTHER
        name = None
        if position + 2 == end and (place := self._known(end - 1)) is not None and place[1].kind in (EntityKind.PLACE, EntityKind.COUNTRY):
            # "Port of LA" is the Port of Los Angeles
            name = heads.canonical_form(self.phrase[self.words[i].start : self.words[end - 1].start] + place[1].name)
        return self._chunk(i, end, name, kind, "shape", None, None, lowered)

    def _chunk(
        self,
        i: int,
        end: int,
        name: str | None,
        kind: EntityKind,
        method: str,
        code: str | None,
        title: str | None = None,
        head: str | None = None,
    ) -> Chunk:
        start, stop = self.words[i].start, self.words[end - 1].end
        return Chunk(start, stop, name or heads.canonical_form(self.phrase[start:stop]), kind, method, code, title, head)
