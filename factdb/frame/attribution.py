"""Attribution: who says so."""

from __future__ import annotations

from factdb.frame.scope import Scope, Slot
from factdb.values import Quantity


def attribution(scope: Scope, quantity: Quantity) -> Slot[str | None]:
    """The canonical name of the source, None where the article just states the figure."""
    return Slot(None)
