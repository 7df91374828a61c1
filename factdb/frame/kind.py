"""Kind: level, change, share, multiple or rate."""

from __future__ import annotations

from typing import Final

from factdb.frame.change import copied, governing, kind_of_change
from factdb.frame.scope import Scope, Slot
from factdb.frame.site import site, span
from factdb.values import Direction, Kind, Quantity

# a yearly amount is a level (GUIDELINES: "Per"); a price per box is a rate
_PERIODS: Final = frozenset(
    ["second", "minute", "hour", "day", "week", "month", "quarter", "half_year", "year", "decade", "shift", "season"]
)
_RATIO: Final = frozenset({"percent", "percentage_point", "basis_point"})


def kind(scope: Scope, quantity: Quantity, direction: Direction | None) -> Slot[Kind]:
    """What sort of amount `quantity` is."""
    if quantity.unit == "multiple":
        return Slot(Kind.MULTIPLE, quantity.span, "kind.unit")
    change = governing(scope, quantity)
    compared = quantity.unit == "count" and site(scope, quantity).preposition == "from"
    if quantity.kind is Kind.SHARE and not compared and (change is None or quantity.unit == "count"):
        return Slot(Kind.SHARE, quantity.span, "kind.part_of_whole")
    if change is not None:
        return Slot(Kind.CHANGE, span(scope, change.index, change.index + 1), f"kind.change_{change.sort}")
    other = copied(scope, quantity)
    if other is not None and kind_of_change(scope, other) is not None:
        return Slot(Kind.CHANGE, other.span, "kind.continued")
    if quantity.direction is not None and quantity.unit in _RATIO:
        return Slot(Kind.CHANGE, quantity.span, "kind.sign")
    if quantity.unit in ("percentage_point", "basis_point"):
        return Slot(Kind.CHANGE, quantity.span, "kind.unit")
    if quantity.per is not None and (quantity.per not in _PERIODS or quantity.dimension == "length"):
        return Slot(Kind.RATE, quantity.per_span or quantity.span, "kind.per")
    place = site(scope, quantity)
    if place.end + 1 < len(scope.tokens) and scope.tokens[place.end].lower == "per" and scope.tokens[place.end + 1].tag == "NUM":
        # "4.7 per thousand births", "668 cases per 100,000 men"
        return Slot(Kind.RATE, span(scope, place.end, place.end + 2), "kind.per")
    if quantity.dimension == "speed":
        return Slot(Kind.RATE, quantity.span, "kind.unit")
    if quantity.kind is not None and not compared:
        return Slot(quantity.kind, quantity.span, "kind.quantity")
    if quantity.unit == "percent":
        if place.governor is not None:
            words = scope.tokens[place.governor[0] : place.governor[1]]
            if any(token.lower == "capita" for token in words):
                return Slot(Kind.RATE, span(scope, *place.governor), "kind.per_capita")
        return Slot(Kind.SHARE, quantity.span, "kind.percent")
    if quantity.dimension == "money" and _per_capita(scope, quantity):
        return Slot(Kind.RATE, quantity.span, "kind.per_capita")
    return Slot(Kind.LEVEL, None, "kind.default")


def _per_capita(scope: Scope, quantity: Quantity) -> bool:
    """Whether the noun that governs an amount of money is one per head ("its per capita income is $900")."""
    place = site(scope, quantity)
    for phrase in (place.governor, place.subject):
        if phrase is not None and any(token.lower in ("capita", "per-capita") for token in scope.tokens[phrase[0] : phrase[1]]):
            return True
    return False
