"""The site of each figure in its sentence, worked out once and shared by the slots kind, change, metric and item."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final, cast

from factdb.frame.leftward import LeftWalk
from factdb.frame.place import Site
from factdb.frame.rightward import RightWalk
from factdb.frame.scope import Scope
from factdb.values import Quantity, Span, Tier

_PER: Final = frozenset(("per", "a", "an", "each", "every"))


@dataclass(slots=True)
class _Layout:
    """Token indexes of a sentence's figures and times."""

    starts: list[int]  # start offset of each token
    taken: dict[int, tuple[int, int]] = field(default_factory=dict)  # token of a figure -> (its first token, its index)
    timed: dict[int, tuple[int, int]] = field(default_factory=dict)  # token of a time expression -> its first token, its end
    nouns: dict[int, int] = field(default_factory=dict)  # index of a figure -> first token of its counted noun
    order: dict[int, int] = field(default_factory=dict)  # start offset of a figure -> its index


def site(scope: Scope, quantity: Quantity) -> Site:
    """The site of `quantity`."""
    known: dict[int, Site] | None = scope.memo.get("sites")  # type: ignore[assignment]
    if known is None:
        known = scope.memo["sites"] = {}
    found = known.get(quantity.span.start)
    if found is None:
        layout = _layout(scope)
        first, end = _extent(scope, layout.starts, quantity)
        after = min(end, max(first + 1, bisect_left(layout.starts, _unit_end(quantity))))
        found = known[quantity.span.start] = Site(first, after, end)
        LeftWalk(scope, quantity, found, layout.taken, layout.timed).run()
        RightWalk(
            scope,
            found,
            layout.taken,
            layout.timed,
            layout.nouns,
            shared=quantity.unit == "percent",
            bare=quantity.unit == "count" and quantity.noun_span is None,
        ).run()
    return found


def nearest(scope: Scope, quantity: Quantity, *, after: bool = False) -> Quantity | None:
    """The figure right before `quantity` in its sentence (right after it), None where it is the first (last)."""
    i = _layout(scope).order[quantity.span.start] + (1 if after else -1)
    return scope.quantities[i] if 0 <= i < len(scope.quantities) else None


def span(scope: Scope, start: int, end: int) -> Span:
    """Characters from token `start` to before token `end`."""
    return Span(scope.tokens[start].start, scope.tokens[end - 1].end)


def _layout(scope: Scope) -> _Layout:
    known = scope.memo.get("layout")
    if known is not None:
        return cast(_Layout, known)
    layout = _Layout([token.start for token in scope.tokens])
    scope.memo["layout"] = layout
    for number, quantity in enumerate(scope.quantities):
        layout.order[quantity.span.start] = number
        if quantity.noun_span is not None:
            layout.nouns[number] = bisect_left(layout.starts, quantity.noun_span.start)
        if quantity.tier is Tier.OPTIONAL and quantity.unit == "count" and quantity.head is not None:
            # a small count that is only grammar: "the populations of the four countries"
            continue
        first, end = _extent(scope, layout.starts, quantity)
        if quantity.per is not None and end + 1 < len(scope.tokens) and scope.tokens[end].lower in _PER:
            end += 2
        layout.taken.update(dict.fromkeys(range(first, end), (first, number)))
    for expression in scope.times:
        first = bisect_left(layout.starts, expression.full.start)
        end = bisect_left(layout.starts, expression.full.end)
        layout.timed.update(dict.fromkeys(range(first, end), (first, end)))
    return layout


def _extent(scope: Scope, starts: list[int], quantity: Quantity) -> tuple[int, int]:
    """First token (bound words right before it included) and one past the last of a quantity's span."""
    start = quantity.span.start
    if quantity.bound_span is not None and quantity.bound_span.start < start <= quantity.bound_span.end + 2:
        start = quantity.bound_span.start
    first = bisect_left(starts, start)
    if first == len(starts) or (first and starts[first] > start and scope.tokens[first - 1].end > start):
        first -= 1
    return first, max(first + 1, bisect_left(starts, quantity.span.end))


def _unit_end(quantity: Quantity) -> int:
    """Offset where number and unit end; a noun inside the span ("half of the voters") comes after it."""
    noun = quantity.noun_span
    if quantity.unit == "count":
        return quantity.number.end
    if noun is not None and quantity.span.covers(noun) and quantity.unit_span is None:
        return min(quantity.number.end, noun.start)
    return quantity.span.end
