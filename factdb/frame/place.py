"""What is known of a figure's place in its sentence: token ranges of what leads up to it and of what it stands before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from factdb.values import Direction

RATIO: Final = frozenset({"percent", "percentage_point", "basis_point"})


class Change(NamedTuple):
    """A word of lexicon/changes.toml that governs a figure. `sort` is verb, noun, adverb or after."""

    at: int  # token index
    direction: Direction | None
    sort: str


@dataclass(slots=True)
class Site:
    """Token ranges around one quantity; None or empty where there is nothing of the sort. Ranges are half-open token indexes."""

    first: int  # the first token of the figure, bound words included
    after: int  # the first token after number and unit
    end: int  # the first token after the whole span
    governor: tuple[int, int] | None = None  # noun phrase that governs the figure, its "of" phrases included
    verb: int | None = None  # governing verb that is no mere link
    subject: tuple[int, int] | None = None
    preposition: str = ""  # the first one to the left ("by", "to", "of")
    pre_index: int = -1
    change: Change | None = None
    changed_to: Change | None = None  # the change verb of "rose ... to 5"
    parallel: int | None = None  # index (in scope.quantities) of the figure that this one continues ("and by 5")
    bracket: int | None = None  # index of the figure that this one in brackets explains
    earlier: int | None = None  # index of the nearest figure passed on the way
    linked: bool = False  # a linking verb was passed
    link: str = ""  # its base form, the first one
    noun: tuple[int, int] | None = None  # noun phrase right after number and unit, or of the counted noun
    noun_link: str = ""  # preposition between figure and that noun phrase, "" where it stands right before it
    chain: list[tuple[int, int]] = field(default_factory=list)  # further phrases joined by of/in/between/from/for
    predicate: int | None = None  # verb after the noun phrase
