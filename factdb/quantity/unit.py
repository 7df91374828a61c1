"""Units of measure after a number: a closed list with word boundaries, never letters put together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from factdb.errors import LexiconError
from factdb.lexicon import table
from factdb.quantity import lexemes as lex
from factdb.text import tagger
from factdb.text.trie import alternation

_ONE: Final = Decimal(1)
# words that may stand between a number and its unit without being part of either
_RE_BETWEEN: Final = re.compile(rf"(?:[ ](?:{alternation(lex.words('between'))})(?=[ ])){{1,2}}")
# singular words that are also ordinals or names of things: read as a unit only after a hyphen or "one"
_SINGULAR_UNSURE: Final = frozenset({"second", "quarter", "bit", "foot", "stone"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the lexicon. `factor`: how many of the dimension's base unit one of it is.

    `times` and `per` tell a unit read as another: a decade is ten of unit "year", mph is unit "mile" per "hour".
    """

    code: str
    dimension: str
    factor: Decimal | None
    times: Decimal = _ONE
    per: str | None = None


class Match(NamedTuple):
    """A unit's words at `[start, end)`; `between`: words stand between it and the number."""

    start: int
    end: int
    unit: Unit
    between: bool = False


class _Surface(NamedTuple):
    unit: Unit
    glued: bool  # only right after the digits
    exact: str | None  # only written so
    singular: bool


def plural(name: str) -> str:
    """The regular plural of a unit's name ("square mile" -> "square miles", "inch" -> "inches")."""
    if name.endswith("y") and name[-2] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def units() -> dict[str, Unit]:
    """Every unit by code.

    Raises:
        LexiconError: an entry without dimension or factor, or one that stands for an unknown unit.
    """
    rows = table("units")
    found: dict[str, Unit] = {}
    for code, row in rows.items():
        if "as" in row:
            continue
        if "dimension" not in row or "factor" not in row:
            raise LexiconError("units.toml", code, "needs dimension and factor")
        found[code] = Unit(code, row["dimension"], Decimal(row["factor"]))
    for code, row in rows.items():
        if "as" in row:
            other = row["as"]
            if other["unit"] not in found:
                raise LexiconError("units.toml", code, f"stands for unknown unit {other['unit']}")
            base = found[other["unit"]]
            found[code] = Unit(base.code, base.dimension, base.factor, Decimal(other["times"]), other.get("per"))
    return found


@cache
def _surfaces() -> dict[str, _Surface]:
    """Lower-case spelling with hyphens as spaces, or an exact spelling -> what it stands for."""
    out: dict[str, _Surface] = {}

    def add(code: str, spelling: str, *, glued: bool = False, exact: str | None = None, singular: bool = False) -> None:
        key = spelling if exact else spelling.lower().replace("-", " ")
        if key in out and out[key].unit != units()[code]:
            raise LexiconError("units.toml", code, f"{spelling!r} also stands for {out[key].unit.code}")
        out.setdefault(key, _Surface(units()[code], glued, exact, singular))

    for code, row in table("units").items():
        for name in row["names"]:
            add(code, name, singular=True)
            add(code, plural(name))
        for name in row.get("plurals", ()):
            add(code, name, singular=name in _SINGULAR_UNSURE)
        for name in (*row.get("symbols", ()), *row.get("ambiguous", ())):
            add(code, name)
        for name in row.get("glued", ()):
            add(code, name, glued=True)
        for name in row.get("exact", ()):
            add(code, name, exact=name)
        for name in row.get("exact_glued", ()):
            add(code, name, glued=True, exact=name)
    return out


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(alternation({spelling.lower() for spelling in _surfaces()}))


def _at(text: str, lower: str, position: int) -> tuple[int, _Surface] | None:
    """End and meaning of the longest unit spelling that begins at `position`."""
    match = _pattern().match(lower, position)
    if not match or match.end() == position:
        return None
    end = match.end()
    surface = _surfaces().get(text[position:end]) or _surfaces().get(match.group().replace("-", " "))
    last = lower[end - 1]
    if surface is None or ((last.isalnum() or last == ".") and end < len(lower) and (lower[end].isalnum() or lower[end] == "_")):
        return None
    if surface.exact and text[position:end] != surface.exact:
        return None
    if end == position + 1 and last.isalpha() and lower[position - 1] in " -" and lower[end : end + 1] in ("-", "'", "&"):
        return None  # "five T-shirts"
    if text[position].isupper() and lower[end : end + 1] == "-" and lower[end + 1 : end + 2].isdigit():
        return None  # "five Mi-17 helicopters"
    return end, surface


def after(text: str, lower: str, position: int, *, one: bool = False) -> Match | None:
    """The unit right after a number that ends at `position`: glued, behind a hyphen, a space, or a few words such as "consecutive".

    `one`: the number is 1, so a singular word is no ordinal.

    """
    follows = lower[position : position + 1]
    if follows in (" ", "-", "\n"):
        found = _at(text, lower, position + 1)
        between = False
        if not found and follows == " ":
            words = _RE_BETWEEN.match(lower, position)
            if words:
                found, between = _at(text, lower, words.end() + 1), True
                position = words.end()
        if not found or found[1].glued:
            return None
        end, surface = found
        spelled = lower[position + 1 : end]
        if (
            surface.singular
            and spelled in _SINGULAR_UNSURE
            and follows == " "
            and not one
            and not (spelled == "stone" and _closed(lower, end))
        ):
            return None
        if spelled == "foot" and follows == " " and not one and lower[end : end + 1] not in (" ", "-"):
            return None
        return Match(position + 1, end, surface.unit, between)
    found = _at(text, lower, position)
    return Match(position, found[0], found[1].unit) if found else None


def _closed(lower: str, position: int) -> bool:
    """Whether no noun follows."""
    word = re.compile(r"[ ]([a-z]+)").match(lower, position)
    return word is None or tagger.code(word[1]) in ("PREP", "CONJ", "ADV", "AUX")


def denominator(text: str, lower: str, position: int) -> tuple[int, str] | None:
    """End and code of a unit that something is measured per ("a **gallon**", "per **square kilometer**")."""
    found = _at(text, lower, position)
    if not found or (found[1].glued and lower[position - 1] != "/"):
        return None
    unit = found[1].unit
    if unit.dimension.startswith("ratio") or unit.times != 1:
        return None
    return found[0], unit.code
