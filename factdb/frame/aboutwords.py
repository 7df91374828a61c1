"""The word lists that tell which names a figure is about."""

from __future__ import annotations

from functools import cache

from factdb.lexicon import table


@cache
def words(name: str) -> frozenset[str]:
    """The words of one entry of about.toml."""
    return frozenset(table("about")[name]["words"].split())


@cache
def people() -> frozenset[str]:
    """Nouns for people, plurals with -s too."""
    found = table("noun_classes")["person"]["words"]
    return frozenset((*found, *(f"{word}s" for word in found)))
