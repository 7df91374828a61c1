"""Word lists as one pattern: shared beginnings are tried once, so that a long list costs about what a short one does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_END = ""


def alternation(words: Iterable[str]) -> str:
    """A pattern for exactly `words`, the longest first wherever two fit; a space also stands for a hyphen.

    >>> alternation(["mile", "miles", "mi"])
    'mi(?:le(?:s)?)?'
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return _pattern(root)


def _pattern(node: dict[str, Any]) -> str:
    branches = [("[ -]" if letter == " " else re.escape(letter)) + _pattern(child) for letter, child in node.items() if letter]
    if not branches:
        return ""
    if _END in node:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
