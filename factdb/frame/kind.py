"""Kind: level, change, share, multiple or rate."""

from __future__ import annotations

from factdb.frame.scope import Scope, Slot
from factdb.values import Direction, Kind, Quantity


def kind(scope: Scope, quantity: Quantity, direction: Direction | None) -> Slot[Kind]:
    """What sort of amount `quantity` is."""
    return Slot(quantity.kind or Kind.LEVEL, None, "kind.default")
