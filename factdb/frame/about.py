"""Entities of a claim with their roles."""

from __future__ import annotations

from factdb.frame.scope import Scope, Slot
from factdb.values import ClaimEntity, Quantity


def entities(scope: Scope, quantity: Quantity, metric: str) -> Slot[tuple[ClaimEntity, ...]]:
    """One to three essential entities the figure is about, most essential first."""
    return Slot(())
