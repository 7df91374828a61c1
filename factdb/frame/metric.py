"""Metric: the named series of lexicon/metrics.toml that the figure feeds."""

from __future__ import annotations

from factdb.frame.scope import Scope, Slot
from factdb.values import Kind, Quantity


def metric(scope: Scope, quantity: Quantity, kind: Kind) -> Slot[str]:
    """The metric's code, "other" where nothing fits."""
    return Slot("other", None, "metric.default")
