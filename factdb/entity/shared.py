"""Words that several names of a list share: the fields of one ministry, the head of several counties."""

from __future__ import annotations

from collections.abc import Sequence

from factdb.entity.heads import cues, heads, words
from factdb.entity.spelling import PARTS, RE_PARTS
from factdb.entity.survey import Raw
from factdb.text import tagger
from factdb.values import EntityKind


def is_field(word: str) -> bool:
    """Whether a word names what a ministry cares for, no person or firm: "Fisheries", "Affairs"."""
    lower = word.lower()
    return lower in words("noun", "small") or tagger.known(lower) or lower in heads() or lower in cues("field")


def share_head(text: str, found: Sequence[Raw], first: int, end: int) -> None:
    """Give the places since `first` the plural head at `end` that they share: "Duplin and Sampson counties"."""
    match = RE_PARTS.match(text, end)
    if match is None:
        return
    tail = PARTS.get(match["sort"], "")
    for item in found:
        if item.start >= first and item.chunk.method in ("word", "gazetteer") and item.chunk.kind in (EntityKind.OTHER, EntityKind.PLACE):
            item.chunk = item.chunk._replace(name=item.chunk.name + tail, kind=EntityKind.PLACE, method="shape", code=None)
