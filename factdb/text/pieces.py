"""A text cut at its blanks: once for all stages that look through the whole of it."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple


class Pieces(NamedTuple):
    """What stands between two blanks (words with their marks, line breaks too; empty between neighbouring blanks), and where each starts."""

    strings: list[str]
    offsets: list[int]


@lru_cache(maxsize=2)
def pieces(text: str) -> Pieces:
    """The pieces of a folded text. Call `pieces.cache_clear` behind the last stage that wants them: they take far more room than the text."""
    strings = text.split(" ")
    # a blank counts with the piece before it
    offsets = list(accumulate([len(string) + 1 for string in strings], initial=0))
    return Pieces(strings, offsets)
