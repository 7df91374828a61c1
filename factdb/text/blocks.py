"""A folded text -> blocks: its lines, those of a hard-wrapped paragraph joined. Everything about layout works on these."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final

from factdb.text.layout import RE_BULLET, is_credited

_RE_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")
_TERMINAL: Final = ".!?\u2026"
_CLOSERS: Final = "\"')]} "
_LONG: Final = 400
# a text counts as hard-wrapped when its lines are no wider than this
_WIDEST_WRAP: Final = 110
_NARROWEST_WRAP: Final = 45


class Block:
    """One line or joined paragraph.

    Attributes:
        start, end: its span without outer blanks.
        gap: blank lines before it.
        line: its folded text.
        indent: blanks before it in its line.
        key: the line as compared with others: lower case, single spaces, no punctuation at its ends (long ones as they are).
        credited: whether it ends as a picture's caption does.
    """

    __slots__ = ("credited", "end", "gap", "indent", "key", "line", "start")

    def __init__(self, start: int, end: int, gap: int, line: str, indent: int = 0) -> None:
        self.start = start
        self.end = end
        self.gap = gap
        self.line = line
        self.indent = indent
        self.key = " ".join(line.lower().split()).strip(" .:|#*_") if end - start < _LONG else line
        self.credited = is_credited(line)

    @property
    def complete(self) -> bool:
        """Whether it ends as a sentence does."""
        bare = self.line.rstrip(_CLOSERS)
        return bare[-1:] in _TERMINAL if bare else False


def blocks(text: str, start: int = 0, end: int | None = None) -> list[Block]:
    """The blocks of `text[start:end]` in order; `text` is folded. They cover all that is not blank."""
    end = len(text) if end is None else end
    lines: list[Block] = []
    last = start
    for match in _RE_LINE.finditer(text, start, end):
        line = match.group()
        bare = line.strip()
        left = match.start() + len(line) - len(line.lstrip())
        gap = text.count("\n", last, match.start()) - 1 if lines else 1
        lines.append(Block(left, left + len(bare), max(gap, 0), bare, left - match.start()))
        last = match.end()
    width = _wrap_width(lines)
    return _joined(text, lines, width) if width else lines


def _wrap_width(lines: Sequence[Block]) -> int | None:
    """The column at which the text is hard-wrapped, None where it is not.

    Wrapped text has many lines that follow each other without a blank line, of nearly one width, most of them cut inside a sentence.
    """
    if len(lines) < 4 or max(len(block.line) for block in lines) > 4 * _WIDEST_WRAP:
        return None
    lengths = sorted(len(block.line) for block in lines)
    width = lengths[int(len(lengths) * 0.97) - 1]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    follow = [(a, b) for a, b in itertools.pairwise(lines) if b.gap == 0]
    cut = sum(1 for a, b in follow if _is_cut(a, b, width))
    return width if cut >= 2 and cut * 5 >= len(follow) * 2 else None


def _is_cut(above: Block, below: Block, width: int) -> bool:
    """Whether the line break between two lines is the width's doing: the next word would not have fitted."""
    word = below.line.split(" ", 1)[0]
    return not RE_BULLET.match(below.line) and len(above.line) + above.indent + 1 + len(word) >= width - 4


def _joined(text: str, lines: Sequence[Block], width: int) -> list[Block]:
    out: list[Block] = []
    above: Block | None = None
    for line in lines:
        lower = line.line[:1].islower()
        if above and line.gap == 0 and (_is_cut(above, line, width) or (lower and not above.complete)):
            first = out[-1]
            joined = text[first.start : line.end].replace("\n", " ")
            out[-1] = Block(first.start, line.end, first.gap, joined, first.indent)
        else:
            out.append(line)
        above = line
    return out
