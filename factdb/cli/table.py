"""Rows as a table that fits the terminal: cells wrap, columns share the width by what they hold."""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from factdb.export import plain

_GAP: Final = "  "
# a column is not made narrower than this while others are wider
_NARROW: Final = 8
_FIRM: Final = 18
_MOST_LINES: Final = 6


def width() -> int:
    """Columns of the terminal, or of COLUMNS; 80 to 200."""
    return max(60, min(200, shutil.get_terminal_size((120, 24)).columns))


def cells(text: str) -> int:
    """Terminal columns that a line takes: wide (Chinese, Japanese, Korean) characters take two."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def render(columns: Sequence[str], rows: Sequence[Sequence[Any]], *, total: int, firm: Sequence[str] = ()) -> str:
    """A table of at most `total` columns, with a heading; numbers right-aligned; the empty string for no rows.

    Args:
        columns: names, in order.
        rows: values in the order of `columns`.
        total: terminal columns.
        firm: columns that wrap only where they hold more than a short phrase.
    """
    if not rows:
        return ""
    body = [[_text(value) for value in row] for row in rows]
    right = [all(row[i] is None or isinstance(row[i], int | float) for row in rows) for i in range(len(columns))]
    widths = _widths([max(cells(columns[i]), *(cells(row[i]) for row in body)) for i in range(len(columns))], columns, body, total, firm)
    lines = _lines(list(columns), widths, right)
    lines.append(_GAP.join("-" * size for size in widths))
    for row in body:
        lines.extend(_lines(row, widths, right))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _text(value: Any) -> str:
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 100_000:
        return f"{value:,}"
    return " ".join(str(value).split())


def _widths(natural: list[int], columns: Sequence[str], body: list[list[str]], total: int, firm: Sequence[str]) -> list[int]:
    """Natural widths where they fit; else the widest columns give way, down to their longest word."""
    room = total - len(_GAP) * (len(natural) - 1)
    widths = list(natural)
    words = [
        max([min(cells(columns[i]), 12), *(min(cells(word), 16) for row in body for word in row[i].split())], default=1)
        for i in range(len(columns))
    ]
    floors = [min(natural[i], max(words[i], _FIRM if columns[i] in firm else _NARROW)) for i in range(len(columns))]
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda i: (widths[i] > floors[i], widths[i]))
        if widths[widest] <= floors[widest]:
            # no column has anything left above its longest word: cut words
            widest = max(range(len(widths)), key=lambda i: widths[i])
            if widths[widest] <= 3:
                break
        widths[widest] -= 1
    return widths


def _lines(row: list[str], widths: list[int], right: list[bool]) -> list[str]:
    wrapped = [_wrap(text, size) for text, size in zip(row, widths, strict=True)]
    height = max(len(lines) for lines in wrapped)
    out = []
    for number in range(height):
        parts = []
        for lines, size, is_right in zip(wrapped, widths, right, strict=True):
            text = lines[number] if number < len(lines) else ""
            pad = " " * max(0, size - cells(text))
            parts.append(pad + text if is_right else text + pad)
        out.append(_GAP.join(parts))
    return out


def _wrap(text: str, size: int) -> list[str]:
    if cells(text) <= size:
        return [text]
    # a line of wide characters holds half as many
    limit = size if cells(text) == len(text) else max(1, size // 2)
    lines = textwrap.wrap(text, limit, break_on_hyphens=True) or [""]
    if len(lines) > _MOST_LINES:
        lines = lines[:_MOST_LINES]
        lines[-1] = lines[-1][: max(1, limit - 3)].rstrip() + "..."
    return lines
