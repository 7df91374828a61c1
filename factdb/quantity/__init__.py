"""Quantities: number + unit, wherever a text states one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from factdb.values import Quantity, Span

__all__ = ["find"]

_RE = re.compile(r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>percent|%)")


def find(text: str, times: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """Quantities of a folded text, in text order, none overlapping another. `times`: spans of date-like expressions, where no quantity is sought."""
    return tuple(
        Quantity(Span(*m.span()), Span(*m.span("number")), Decimal(m["number"].replace(",", "")), "percent", "ratio", "placeholder")
        for m in _RE.finditer(text)
    )
