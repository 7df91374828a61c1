"""A folded text -> blocks: its lines, those of a hard-wrapped paragraph joined. Everything about layout works on these."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from factdb.text.fold import fold
from factdb.text.layout import RE_BULLET, is_credited

_RE_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")
_TERMINAL: Final = ".!?\u2026"
_CLOSERS: Final = "\"')]} "
_LONG: Final = 400
# a text counts as hard-wrapped when its lines are no wider than this
_WIDEST_WRAP: Final = 110
_NARROWEST_WRAP: Final = 45
_SHORTEST_CUT: Final = 25


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

    __slots__ = ("_credited", "_key", "end", "gap", "indent", "line", "start")

    def __init__(self, start: int, end: int, gap: int, line: str, indent: int = 0) -> None:
        self.start = start
        self.end = end
        self.gap = gap
        self.line = line
        self.indent = indent
        # worked out when asked for: joining wrapped lines needs neither
        self._key: str | None = None
        self._credited: bool | None = None

    @property
    def key(self) -> str:
        """See the class."""
        if self._key is None:
            self._key = " ".join(self.line.lower().split()).strip(" .:|#*_") if self.end - self.start < _LONG else self.line
        return self._key

    @property
    def credited(self) -> bool:
        """See the class."""
        if self._credited is None:
            self._credited = is_credited(self.line)
        return self._credited

    @property
    def complete(self) -> bool:
        """Whether it ends as a sentence does."""
        bare = self.line.rstrip(_CLOSERS)
        return bare[-1:] in _TERMINAL if bare else False


@lru_cache(maxsize=1)
def prepared(text: str) -> str:
    """`text` folded, with the line breaks inside hard-wrapped paragraphs as spaces: what every stage reads. Its length is that of `text`.

    Remembered for the last text: each stage that begins with a whole document asks for it.
    """
    folded = fold(text)
    parts: list[str] = []
    last = 0
    for group in _groups(_lines(folded, 0, len(folded))):
        for above, below in itertools.pairwise(group):
            parts += (folded[last : above.end], " " * (below.start - above.end))
            last = below.start
    return "".join((*parts, folded[last:])) if parts else folded


def blocks(text: str, start: int = 0, end: int | None = None) -> list[Block]:
    """The blocks of `text[start:end]` in order; `text` is folded. They cover all that is not blank."""
    return [_block_of(text, group) for group in _groups(_lines(text, start, len(text) if end is None else end))]


def _lines(text: str, start: int, end: int) -> list[Block]:
    lines: list[Block] = []
    last = start
    for match in _RE_LINE.finditer(text, start, end):
        line = match.group()
        bare = line.strip()
        left = match.start() + len(line) - len(line.lstrip())
        gap = text.count("\n", last, match.start()) - 1 if lines else 1
        lines.append(Block(left, left + len(bare), max(gap, 0), bare, left - match.start()))
        last = match.end()
    return lines


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
    cut = [b for a, b in follow if _is_cut(a, b, width)]
    # a list of headlines has lines of one width too, but each begins with a capital
    inside = sum(1 for b in cut if not b.line[:1].isupper())
    return width if len(cut) >= 2 and len(cut) * 5 >= len(follow) * 2 and inside * 5 >= len(cut) * 2 else None


def _is_cut(above: Block, below: Block, width: int) -> bool:
    """Whether the line break between two lines is the width's doing.

    The next word would not have fitted; or, where letters are of unequal width, a long line ends inside a sentence.
    """
    if RE_BULLET.match(below.line):
        return False
    length = len(above.line) + above.indent
    word = below.line.split(" ", 1)[0]
    return length + 1 + len(word) >= width - 4 or (length * 10 >= width * 7 and not above.complete and above.line[-1] not in ":;")


def _runs_on(above: Block, below: Block) -> bool:
    """Whether a line goes on in the next, whatever the width: it ends inside a sentence, and that starts with a small letter."""
    return (
        below.line[:1].islower()
        and _SHORTEST_CUT <= len(above.line) <= 2 * _WIDEST_WRAP
        and not above.complete
        and above.line[-1] not in ":;"
    )


def _groups(lines: Sequence[Block]) -> Iterator[list[Block]]:
    """The lines, those that the width cut together with the line before."""
    width = _wrap_width(lines)
    group: list[Block] = []
    for line in lines:
        above = group[-1] if group else None
        if above and not (line.gap == 0 and (_runs_on(above, line) or (width and _is_cut(above, line, width)))):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _block_of(text: str, group: Sequence[Block]) -> Block:
    first, last = group[0], group[-1]
    if first is last:
        return first
    return Block(first.start, last.end, first.gap, text[first.start : last.end].replace("\n", " "), first.indent)
