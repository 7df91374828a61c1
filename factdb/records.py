"""Claims, quantities and time expressions as plain records (the JSON lines of `factdb extract`). The format is kept stable."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from factdb.values import Article, Claim, ClaimTime, Document, Quantity, Span, Timex


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
        "unit_text": _unit_text(document, quantity),
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
        "evidence": {slot: list(found) for slot, found in claim.all_evidence().items()},
    }


def quantity_record(document: Document, article: Article, quantity: Quantity) -> dict[str, Any]:
    """One bare quantity as a flat record."""
    return {
        "doc": document.name,
        "article": article.number,
        "start": quantity.span.start,
        "end": quantity.span.end,
        "text": quantity.span.of(document.text),
        "value": number(quantity.value),
        "value_high": number(quantity.value_high),
        "unit": quantity.unit,
        "unit_text": _unit_text(document, quantity),
        "dimension": quantity.dimension,
        "bound": quantity.bound,
        "per": quantity.per,
        "per_text": _quote(document, quantity.per_span),
        "kind": quantity.kind,
        "head": quantity.head,
        "noun": _quote(document, quantity.noun_span),
        "direction": quantity.direction,
        "tier": quantity.tier,
        "rule": quantity.rule,
    }


def time_records(document: Document, article: Article, time: Timex) -> Iterator[dict[str, Any]]:
    """A time expression as flat TIMEX3 records: one, or one for each end of a range; `range` is then the interval of the whole."""
    if not time.parts:
        yield time_record(document, article, time)
    for part in time.parts:
        yield {**time_record(document, article, part), "range": _interval(time)}


def time_record(document: Document, article: Article, time: Timex) -> dict[str, Any]:
    """One time expression as a flat record; `start`/`end` are offsets, `interval` the closed interval of days (null: `reason` says why)."""
    return {
        "doc": document.name,
        "article": article.number,
        "start": time.span.start,
        "end": time.span.end,
        "text": time.span.of(document.text),
        "full_start": time.full.start,
        "full_end": time.full.end,
        "type": time.type,
        "value": time.value,
        "mod": time.mod,
        "interval": _interval(time),
        "from": time.start.isoformat() if time.start else None,
        "to": time.end.isoformat() if time.end else None,
        "grain": time.grain,
        "relation": time.relation,
        "basis": time.basis,
        "reason": time.reason,
        "comparison": time.comparison,
        "rule": time.rule,
    }


def _interval(time: Timex) -> list[str] | None:
    return [time.start.isoformat(), time.end.isoformat()] if time.start and time.end else None


def _unit_text(document: Document, quantity: Quantity) -> str | None:
    """The words of the unit; of a count, the words of what is counted."""
    return _quote(document, quantity.noun_span if quantity.unit == "count" else quantity.unit_span)


def _quote(document: Document, span: Span | None) -> str | None:
    return None if span is None else span.of(document.text)
