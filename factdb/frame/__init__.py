"""Quantities of one sentence -> claims: one module a slot, each a pure function of a `Scope` and a quantity."""

from __future__ import annotations

from typing import Any

from factdb.frame import about, attribution, change, item, kind, links, metric, modality, period
from factdb.frame.scope import Scope, Slot
from factdb.values import Claim, Quantity

__all__ = ["claims"]


def claims(scope: Scope) -> list[Claim]:
    """One claim for each quantity of the sentence, in text order."""
    if not scope.quantities:
        return []
    found = links.tied([_claim(scope, quantity) for quantity in scope.quantities])
    scope.memo.pop("later", None)  # those sentences link back to this one: without rings memory is free at once
    return found


def _claim(scope: Scope, quantity: Quantity) -> Claim:
    direction = change.direction(scope, quantity)
    sort = kind.kind(scope, quantity, direction.value)
    what = metric.metric(scope, quantity, sort.value)
    slots: dict[str, Slot[Any]] = {
        "kind": sort,
        "metric": what,
        "direction": direction,
        "item": item.item(scope, quantity),
        "entities": about.entities(scope, quantity, what.value),
        "time": period.period(scope, quantity),
        "baseline": change.baseline(scope, quantity),
        "modality": modality.modality(scope, quantity),
        "attribution": attribution.attribution(scope, quantity),
    }
    before = period.baseline_period(scope, quantity, slots["time"].value, slots["baseline"].evidence)
    return Claim(
        quantity=quantity,
        sentence=scope.sentence,
        article=scope.whole.article.number,
        kind=sort.value,
        metric=what.value,
        item=slots["item"].value,
        entities=slots["entities"].value,
        time=slots["time"].value,
        time_reason=period.reason(scope, quantity) if slots["time"].value is None else None,
        direction=direction.value,
        baseline=slots["baseline"].value,
        baseline_time=before.value,
        modality=slots["modality"].value,
        negated=modality.negated(scope, quantity),
        attribution=slots["attribution"].value,
        attribution_role=attribution.role(scope, quantity),
        evidence={name: slot.evidence for name, slot in slots.items() if slot.evidence is not None},
        rules={name: slot.rule for name, slot in slots.items() if slot.rule},
    )
