"""Change: direction and baseline."""

from __future__ import annotations

from factdb.frame.scope import Scope, Slot
from factdb.values import Direction, Quantity


def direction(scope: Scope, quantity: Quantity) -> Slot[Direction | None]:
    """Up or down, by the verb or noun that governs the figure (GUIDELINES: "Direction")."""
    return Slot(quantity.direction)


def baseline(scope: Scope, quantity: Quantity) -> Slot[str | None]:
    """The words of what the figure is compared with."""
    return Slot(None)
