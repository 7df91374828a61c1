"""Time: the period or instant for which the figure holds."""

from __future__ import annotations

from factdb.frame.scope import Scope, Slot
from factdb.values import ClaimTime, Quantity


def period(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None]:
    """Own clause, own sentence, or carried from the sentence before (GUIDELINES: "Time")."""
    return Slot(None)
