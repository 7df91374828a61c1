"""The number words of lexicon/numbers.toml as values, and the pattern that finds where a quantity may begin."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from factdb.lexicon import table
from factdb.text.fold import lowered
from factdb.text.pieces import pieces
from factdb.text.remembered import Remembered
from factdb.text.trie import alternation

_NUMBERS: Final[dict[str, Any]] = table("numbers")


def _values(name: str) -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value in _NUMBERS[name]["value"].items()}


UNIT: Final = _values("unit")
TEEN: Final = _values("teen")
TEN: Final = _values("ten")
SCALE: Final = _values("scale")
ABBREVIATION: Final = _values("abbreviation")
DOZEN: Final = _values("dozen")
VAGUE: Final = _values("vague")
YEARS: Final = _values("span_of_years")
DENOMINATOR: Final = _values("denominator")
GLYPH: Final = _values("glyph")
MULTIPLE_VERB: Final = _values("multiple_verb")
MULTIPLE_UNSURE: Final = frozenset(_NUMBERS["multiple_verb"]["unsure"])
MULTIPLE_ADVERB: Final = _values("multiple_adverb")
WHOLE: Final = _values("whole")
PART: Final = _values("part")
PART_BOUND: Final[dict[str, str]] = _NUMBERS["part"]["bound"]
ORDINAL: Final = frozenset(_NUMBERS["ordinal"]["words"])
CARDINAL: Final = UNIT | TEEN | TEN


def words(name: str) -> frozenset[str]:
    """The word list `name` of lexicon/quantities.toml.

    Raises:
        KeyError: no such list.
    """
    return frozenset(table("quantities")[name]["words"].split())


def word_before(lower: str, position: int) -> str:
    """The word that ends right before `position` (one space between is skipped); empty where none does, or a line begins."""
    end = position - 1 if lower[position - 1 : position] == " " else position
    return lower[max(0, end - 16) : end].rpartition(" ")[2].rpartition("\n")[2]


# units that "a" or "an" makes a length of time ("takes an hour")
ONE_UNIT: Final = frozenset(("hour", "day", "week", "month", "year"))
_STARTS: Final = {
    *CARDINAL,
    *SCALE,
    *DOZEN,
    *VAGUE,
    *YEARS,
    *ONE_UNIT,
    *MULTIPLE_VERB,
    *MULTIPLE_ADVERB,
    *WHOLE,
    *PART,
    "half",
    "third",
    "quarter",
    "fifth",
    "tenth",
    "fourth",
    *(f"{word}fold" for word in CARDINAL),
}

# a digit or fraction sign anywhere, a number word as a whole word
RE_START: Final = re.compile(rf"[0-9]++|[{''.join(GLYPH)}]|(?<![a-z])(?:{alternation(_STARTS)})(?![a-z])")
# the same in what stands between two blanks, of which most was met before: quicker than to look at every character
_STARTS_IN: Final = Remembered(lambda piece: tuple(match.start() for match in RE_START.finditer(lowered(piece))))


def starts(text: str) -> list[int]:
    """Offsets of a folded text at which a quantity may begin, in text order."""
    strings, offsets = pieces(text)
    found = list(map(_STARTS_IN.__getitem__, strings))
    return [offsets[i] + start for i, inside in enumerate(found) if inside for start in inside]


# a line broken inside a sentence: the next one begins in lower case, or a long line breaks before a figure
_RE_WRAP: Final = re.compile(r"\n(?:(?<=[^\s.!?:;]\n)(?=[a-z%])|(?<=[^\n]{40}[a-z,]\n)(?=[0-9$€£]))")


def unwrapped(text: str) -> str:
    """`text` with the line breaks inside sentences as spaces; every offset is kept."""
    return _RE_WRAP.sub(" ", text)
