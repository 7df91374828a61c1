"""The words of lexicon/modality.toml, and what a group of words says of a figure: planned, projected, hypothetical."""

from __future__ import annotations

from typing import NamedTuple

from factdb.lexicon import table
from factdb.values import Modality


def words(entry: str, field: str = "words") -> frozenset[str]:
    """A word set of lexicon/modality.toml."""
    return frozenset(table("modality")[entry].get(field, "").split())


class Reading(NamedTuple):
    """What one group or noun says, and the tokens `[first, end)` that say it (none: first == end)."""

    value: Modality
    first: int
    end: int
    rule: str
