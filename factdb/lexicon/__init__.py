"""The lexicons: one TOML file a topic, one table an entry, each with its own examples. Adding a word touches one place.

Every entry may hold `yes` (sentences in which it must be read) and `no` (sentences in which it must not). A user's own folder
(`--lexicon DIR`, FACTDB_LEXICON) may hold files of the same names: its entries are added, or replace ours of the same key.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from factdb.errors import LexiconError

_extra: list[Path] = [Path(p) for p in os.environ.get("FACTDB_LEXICON", "").split(os.pathsep) if p]


def add_directory(directory: Path) -> None:
    """Read entries of `directory` too. Call it before anything is extracted: patterns are compiled once, on first use."""
    if table.cache_info().currsize:
        raise LexiconError(str(directory), "*", "added after the lexicons were read")
    _extra.append(directory)


def directories() -> tuple[Path, ...]:
    """The user's own folders, in the order their entries are read."""
    return tuple(_extra)


def either(words: Iterable[str]) -> str:
    """Any of `words`, the longest first, as part of a verbose pattern."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def table(name: str) -> dict[str, Any]:
    """The entries of `<name>.toml`, key -> value: a user's own first, so that they win where two fit alike, then ours in file order.

    Raises:
        LexiconError: a file that is not TOML.
    """
    theirs: dict[str, Any] = {}
    for directory in _extra:
        path = directory / f"{name}.toml"
        if path.is_file():
            theirs |= _parse(str(path), path.read_text(encoding="utf-8"))
    ours = _parse(name, files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return theirs | {key: entry for key, entry in ours.items() if key not in theirs}


def _parse(file: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(file, "*", str(error)) from error
