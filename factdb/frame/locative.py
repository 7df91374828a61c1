"""Phrases that only say where the noun is that governs a figure."""

from __future__ import annotations

from typing import Final

from factdb.frame import changewords, cues
from factdb.frame.nouns import head_noun
from factdb.text.tokens import Token

_WITHIN: Final = frozenset(("in", "at", "near", "across", "within", "inside", "throughout", "about"))
_DEALINGS: Final = frozenset(("activity", "business", "demand", "performance", "rates"))  # they are what their phrase says


def placed(tokens: list[Token], governor: tuple[int, int], start: int) -> bool:
    """Whether the words from token `start` on say where the governing noun is: "building permits in the biggest | economy"."""
    head = head_noun(tokens, governor)
    if head is None or head + 1 >= start or tokens[head + 1].lower not in _WITHIN or tokens[head].tag != "NOUN":
        return False
    lower = tokens[head].lower
    known = lower in cues.measures() or lower in cues.bearers() or lower in _DEALINGS
    return not known and changewords.change_noun(lower) is None
