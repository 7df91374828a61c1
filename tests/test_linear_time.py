"""Hostile text: eight times as long costs less than twenty times the time."""

from __future__ import annotations

import time

import pytest

from factdb.quantity import find

_PIECES = {
    "digits": "1", "commas": "1,", "dots": "1.", "word numbers": "one ", "mixed words": "hundred thousand ", "and": "one and ", "spaces": " ",
    "dashes": "-", "spaced dashes": " - ", "numbers and dashes": "1-", "dollars": "$", "dollar numbers": "$1 ", "dollars to": "$1 to ",
    "percent": "1% ", "of": "1 of ", "tens of": "tens of ", "half of the": "half of the ", "per": "1 per ", "brackets": "(1 ", "letters": "a",
    "about": "about ", "more than": "more than ", "several": "several ", "million": "1 million ", "slashes": "1/2", "spaced digits": "1 234 ",
    "hyphens": "two-", "lines": "1\n", "both": "both ", "nouns": "5 red green ", "annual": "annual output of ", "respectively": "5 and 6 respectively ",
    "ranges": "5 to 6 ", "newlines": "\n", "quotes": "'", "possessives": "3 b's ",
}  # fmt: skip


def _seconds(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        find(text)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("piece", _PIECES.values(), ids=_PIECES.keys())
def test_hostile_text(piece: str) -> None:
    short = piece * max(1, 1_000 // len(piece))
    find(short)  # patterns are compiled on first use
    assert _seconds(short * 8) < 20 * max(_seconds(short), 0.001)
