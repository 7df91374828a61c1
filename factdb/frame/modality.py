"""Modality: actual, planned, projected or hypothetical, by the verb group that governs the figure."""

from __future__ import annotations

from factdb.frame.scope import Scope, Slot
from factdb.values import Modality, Quantity


def modality(scope: Scope, quantity: Quantity) -> Slot[Modality]:
    """How sure the text is of the figure."""
    return Slot(Modality.ACTUAL, None, "modality.default")
