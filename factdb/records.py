"""Claims, quantities and time expressions as plain records (the JSON lines of `factdb extract`). The format is kept stable."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from factdb.values import Claim, ClaimTime, Document, Span


def number(value: Decimal | None) -> int | float | None:
    """The JSON number of an exact value: an integer where it is one."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _time(time: ClaimTime | None) -> dict[str, Any] | None:
    if time is None:
        return None
    return {"text": time.text, "start": time.start.isoformat(), "end": time.end.isoformat(), "basis": time.basis, "grain": time.grain}


def claim_record(document: Document, claim: Claim) -> dict[str, Any]:
    """One claim as a flat record; offsets are code points into the document as read, half-open."""
    quantity = claim.quantity
    span = lambda s: None if s is None else list(s)  # noqa: E731
    return {
        "doc": document.name,
        "article": claim.article,
        "start": quantity.span.start,
        "end": quantity.span.end,
        "text": quantity.span.of(document.text),
        "sentence_start": claim.sentence.start,
        "sentence_end": claim.sentence.end,
        "value": number(quantity.value),
        "value_high": number(quantity.value_high),
        "unit": quantity.unit,
        "unit_text": _quote(document, quantity.unit_span),
        "dimension": quantity.dimension,
        "bound": quantity.bound,
        "kind": claim.kind,
        "per": quantity.per,
        "metric": claim.metric,
        "item": claim.item,
        "entities": [entity.name for entity in claim.entities],
        "time": _time(claim.time),
        "direction": claim.direction,
        "baseline": claim.baseline,
        "baseline_time": _time(claim.baseline_time),
        "modality": claim.modality,
        "attribution": claim.attribution,
        "same_as": next((link.start for link in quantity.links if link.type == "same_as"), None),
        "tier": quantity.tier,
        "rule": quantity.rule,
        "rules": claim.rules,
        "evidence": {slot: span(found) for slot, found in claim.evidence.items()},
    }


def _quote(document: Document, span: Span | None) -> str | None:
    return None if span is None else span.of(document.text)
