"""Names that a hyphen ties together: "China-Russia", "Sino-Russian", "US-based"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factdb.entity import heads
from factdb.entity.gazetteer import Entry, gazetteer
from factdb.entity.sequence import Chunk, Word


def long_pair(phrase: str, words: Sequence[Word], i: int, end: int, local: Mapping[str, Entry]) -> list[Chunk]:
    """A pair whose second name goes on after the hyphenated word: "China-Central Asia"."""
    word = words[i]
    first, dash, second = word.text.rpartition("-")
    one = local.get(first) or gazetteer().forms.get(first)
    if not dash or one is None:
        return []
    for stop in range(min(end, i + 3), i + 1, -1):
        other = gazetteer().forms.get(phrase[word.end - len(second) : words[stop - 1].end])
        if other is not None:
            cut = word.start + len(first)
            return [
                Chunk(word.start, cut, one.name, one.kind, one.method, one.country),
                Chunk(cut + 1, words[stop - 1].end, other.name, other.kind, other.method, other.country),
            ]
    return []


def pair(word: Word, local: Mapping[str, Entry]) -> list[Chunk]:
    """Known names tied by a hyphen ("China-Russia", "Sino-Russian", "US-based"), each with its own part of the word."""
    if "-" not in word.text:
        return []
    found, at = [], word.start
    for part in word.text.split("-"):
        entry = local.get(part) or gazetteer().forms.get(part)
        if entry is not None:
            found.append(Chunk(at, at + len(part), entry.name, entry.kind, entry.method, entry.country))
        at += len(part) + 1
    return found if len(found) > 1 or joined_participle(word.text) else []


def joined_participle(word: str) -> bool:
    """Whether the word is like "China-built", "US-based": one whose last part is a participle says something of its first part, and is no name."""
    return word.rsplit("-", 1)[-1].lower() in heads.words("joined", "participles")
