"""What a pure function gives for short strings that texts repeat (words with their marks), looked up with no Python call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

V = TypeVar("V")

_MOST: Final = 1 << 16
_LONGEST: Final = 40  # code points; a longer string is seldom met twice


class Remembered(dict[str, V], Generic[V]):
    """`Remembered(work)[string]` is `work(string)`. It forgets all once it holds too much: a long run must not grow."""

    def __init__(self, work: Callable[[str], V]) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, string: str) -> V:
        found = self.work(string)
        if len(string) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[string] = found
        return found
