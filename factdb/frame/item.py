"""Item: the text's own words for what is measured."""

from __future__ import annotations

from factdb.frame.scope import Scope, Slot
from factdb.values import Quantity


def item(scope: Scope, quantity: Quantity) -> Slot[str | None]:
    """A clean noun phrase, or None."""
    return Slot(quantity.noun_span.of(scope.text) if quantity.noun_span else None)
