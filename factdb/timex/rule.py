"""A rule of the time grammar: a pattern over word classes and the function that reads its match as a node.

Nodes are nested tuples, first their sort: ("month", 5, ("shift", "Y", -1)) is May of last year. `resolve.evaluate` gives their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from factdb.timex.scan import Item, Run
from factdb.values import TimexType

Node = tuple[Any, ...]
# node, TIMEX3 type; None: the words are no such expression after all
Built = tuple[Node, TimexType] | None


class Found:
    """A match: its groups as items of the run."""

    __slots__ = ("match", "run", "text")

    def __init__(self, match: re.Match[str], run: Run, text: str) -> None:
        self.match = match
        self.run = run
        self.text = text

    @property
    def end(self) -> int:
        """Offset behind the match's last word."""
        return self.run.items[self.match.end() - 1].end

    @property
    def start(self) -> int:
        """Offset of the match's first word."""
        return self.run.items[self.match.start()].start

    def span(self, group: str) -> tuple[int, int]:
        """Items `[low, high)` of a group; (-1, -1) where the pattern has none of that name or it did not take part."""
        return self.match.span(group) if group in self.match.re.groupindex else (-1, -1)

    def has(self, group: str) -> bool:
        """Whether a group took part."""
        return self.span(group)[0] >= 0

    def items(self, group: str) -> list[Item]:
        """Items of a group, empty where it took no part."""
        low, high = self.span(group)
        return self.run.items[low:high] if low >= 0 else []

    def item(self, group: str) -> Item | None:
        """First item of a group."""
        low, high = self.span(group)
        return self.run.items[low] if 0 <= low < high else None

    def value(self, group: str) -> Any:
        """Its value."""
        item = self.item(group)
        return item.value if item is not None else None

    def word(self, group: str) -> str:
        """Its word, "" for none."""
        item = self.item(group)
        return item.word if item is not None else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` is verbose, over classes (`scan.compile_pattern`); `relative`: its node needs a reference date."""

    name: str
    pattern: str
    build: Callable[[Found], Built]


# an amount before a unit: "3", "two and a half", "several", "a couple of", "1.5 million"; group `amount`. After figures only scale words
# belong to it: "$59 million three months earlier" holds two amounts
AMOUNT = r"""(?P<amount>
    (?:<small>-?)?<small>/<small>
  | (?:<small>|<year4>|<number>|<decimal>) (?:-?<scale>|<w_and>(?:<number_word>|<small>)(?=<scale>)){0,3} (?:-?<w_and>-?<w_a>-?<w_half>)?
  | <number_word> (?:-?(?:<number_word>|<scale>)|<w_and>(?:<number_word>|<small>)(?=<scale>)){0,3} (?:-?<w_and>-?<w_a>-?<w_half>)?
  | <w_a>(?:<vague>|<scale>)<w_of>? | <vague> | <w_some> | <scale>(?:<w_of>)? | <w_half><w_a> | <w_a>?<w_half>(?=-) | <w_a><w_half> | <w_a>
)"""


def amount(items: list[Item]) -> Decimal | None:
    """The number an `AMOUNT` says, None for a vague one ("several", "hundreds of")."""
    total, part, seen = Decimal(0), Decimal(0), False
    words = [i.word for i in items]
    if "/" in words:  # 1/2, 2 1/2
        at = words.index("/")
        if not int(words[at + 1]):
            return None
        return Decimal(words[0] if at > 1 else 0) + Decimal(words[at - 1]) / Decimal(words[at + 1])
    if "half" in words and "and" not in words:
        return Decimal("0.5")
    for item in items:
        if item.word in ("and", "a", "an", "of", "-"):
            continue
        if item.word == "half":
            total, part, seen = total + part + Decimal("0.5"), Decimal(0), True
            continue
        value = item.value
        if value in ("X", "some"):
            return None
        if item.word[:1].isdigit():
            part, seen = part + Decimal(str(value).replace(",", "")), True
        elif isinstance(value, int) and value >= 12 and item.word in _SCALES:
            if value >= 1000:
                total, part = total + (part if seen else Decimal(1)) * value, Decimal(0)
            else:
                part = (part if seen else Decimal(1)) * value
            seen = True
        elif value == 0:
            return None
        elif value is not None:
            part, seen = part + Decimal(str(value)), True
    return total + part if seen else Decimal(1)


_SCALES = frozenset(("hundred", "thousand", "million", "billion", "dozen"))
