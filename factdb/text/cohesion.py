"""Whether the text after a line speaks of something else than the text before: shared names and shared words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Final, NamedTuple

from factdb.lexicon import table
from factdb.text.blocks import Block
from factdb.text.remembered import Remembered

# code points looked at before and behind
_BEFORE, _AFTER = 3000, 1500
_MOST_BLOCKS: Final = 14
_ENOUGH: Final = 150
_LONGEST_HEADLINE: Final = 230
# the part of a word that its forms share
_STEM: Final = 6
_CLASSES: Final = ("determiner", "preposition", "pronoun", "conjunction", "auxiliary", "adverb", "number")
_RE_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'-]{3,40}")
_RE_NAME: Final = re.compile(r"[A-Z](?<=[a-z,] [A-Z])[A-Za-z'-]{2,40}")
_RE_CAPITAL: Final = re.compile(r"(?<![\w-])[A-Z][A-Za-z'-]{2,40}")


class Shared(NamedTuple):
    """How much of what stands behind a line was there before it, each 0 to 1.

    `named`: how many names stand behind it; `before`, `behind`: code points looked at.
    """

    names: float
    words: float
    named: int
    before: int
    behind: int


@cache
def _common() -> frozenset[str]:
    classes = table("words")
    return frozenset(word for name in _CLASSES for word in classes[name]["words"].split())


# of what stands between two blanks, most of which was met before
_STEMS: Final = Remembered(lambda piece: tuple(word[:_STEM] for word in map(str.lower, _RE_WORD.findall(piece)) if word not in _common()))
_CAPITALS: Final = Remembered(lambda piece: tuple(_RE_CAPITAL.findall(piece)))


def _stems(text: str) -> set[str]:
    return set(chain.from_iterable(map(_STEMS.__getitem__, text.split())))


def _section(blocks: Sequence[Block], index: int) -> list[str]:
    """The lines behind a headline up to the next that looks like one, as far as they say enough."""
    out: list[str] = []
    length = 0
    for block in blocks[index + 1 : index + 1 + _MOST_BLOCKS]:
        if length >= _ENOUGH and not block.complete and len(block.line) <= _LONGEST_HEADLINE and not block.line.endswith((":", ";", ",")):
            break
        out.append(block.line)
        length += len(block.line)
    return out


def shared(blocks: Sequence[Block], index: int, first: int) -> Shared:
    """What the text behind `blocks[index]` shares with that from `blocks[first]` up to it."""
    behind = "\n".join(_section(blocks, index))[:_AFTER]
    before = "\n".join(block.line for block in blocks[max(first, index - 4 * _MOST_BLOCKS) : index])[-_BEFORE:]
    names, words = set(_RE_NAME.findall(behind)), _stems(behind)
    known, told = set(chain.from_iterable(map(_CAPITALS.__getitem__, before.split()))), _stems(before)
    return Shared(len(names & known) / max(1, len(names)), len(words & told) / max(1, len(words)), len(names), len(before), len(behind))
