"""Time: the period or instant for which the figure holds."""

from __future__ import annotations

from factdb.frame.scope import Scope, Slot
from factdb.values import ClaimTime, Quantity, Timex, TimexType


def period(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None]:
    """Own clause, own sentence, or carried from the sentence before (GUIDELINES: "Time")."""
    usable = [t for t in scope.times if t.start is not None and not t.comparison and t.type is not TimexType.SET]
    if not usable:
        return Slot(None)
    best = min(usable, key=lambda t: abs(t.span.start - quantity.span.start))
    return _slot(scope, best)


def _slot(scope: Scope, timex: Timex) -> Slot[ClaimTime | None]:
    assert timex.start is not None and timex.end is not None
    time = ClaimTime(timex.start, timex.end, timex.basis, timex.grain, timex.full.of(scope.text), timex.full)
    return Slot(time, timex.full, f"nearest_{timex.rule}")
