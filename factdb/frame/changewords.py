"""Words that say a figure moved, from lexicon/changes.toml, and verbs that only link a figure to its noun."""

from __future__ import annotations

from functools import cache

from factdb.frame import forms
from factdb.lexicon import table
from factdb.text.tokens import Token
from factdb.values import Direction


@cache
def _ways(field: str) -> dict[str, Direction]:
    """Word -> the way of its entry, over all entries that have one."""
    entries = [entry for entry in table("changes").values() if "direction" in entry]
    return {word: Direction(entry["direction"]) for entry in entries for word in entry.get(field, ())}


@cache
def _after() -> dict[str, Direction | None]:
    silent: dict[str, Direction | None] = {word: None for entry in table("changes").values() for word in entry.get("with_than", ())}
    return {**_ways("after"), **silent}


@cache
def words(entry: str, field: str) -> frozenset[str]:
    """The words of one field of one entry."""
    return frozenset(table("changes")[entry][field])


def change_noun(lower: str, *, ratio: bool = True) -> Direction | None:
    """Which way the noun says a figure went ("increase"; with a percentage also "loss"), None for any other noun."""
    return _ways("nouns").get(lower) or (_ways("ratio_nouns").get(lower) if ratio else None)


def change_verb(tokens: list[Token], i: int) -> Direction | None:
    """Which way the verb at `i` says a figure went, phrasal verbs included ("went up"); None for any other word."""
    verbs = _ways("verbs")
    base = _verb_bases().get(tokens[i].lower)
    if base is None:
        return None
    way = verbs.get(base)
    if way is None and i + 1 < len(tokens):
        way = verbs.get(f"{base} {tokens[i + 1].lower}")
    return way


@cache
def _verb_bases() -> dict[str, str]:
    """Form -> bare form of the first words of the change verbs."""
    return forms.bases(verb.split(" ")[0] for verb in _ways("verbs"))


def change_adverb(lower: str) -> Direction | None:
    """Which way an adverb before a figure says it went ("up"), None for any other word."""
    return _ways("adverbs").get(lower)


def change_after(lower: str) -> tuple[bool, Direction | None]:
    """Whether the word right after a figure makes it a change ("higher"), and which way."""
    after = _after()
    return lower in after, after.get(lower)


def is_link(base: str) -> bool:
    """Whether the verb states how high something is and leaves its noun in charge ("stood", "reached")."""
    return base in words("link", "verbs")
