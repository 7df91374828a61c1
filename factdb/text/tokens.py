"""Words of one sentence with a coarse tag each: closed classes from lexicon/words.toml, the rest by shape."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

RE_TOKEN: Final = re.compile(
    r"""
    (?P<word> [^\W\d_]+(?:['.&-][^\W\d_]+)*+ (?:'s)? )   # Kazakhstan's, U.S, Serbia-Hungary
  | (?P<number> [0-9]+(?:[.,:/-][0-9]+)*+ )
  | (?P<mark> [^\w\s] )
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """One word, number or mark; offsets are the document's."""

    start: int
    end: int
    text: str
    lower: str
    tag: str  # DET PREP CONJ PRON AUX VERB VBD VBG VBN NOUN NAME ADJ ADV NUM MARK


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Tokens of `text[start:end]` in order."""
    raise NotImplementedError
