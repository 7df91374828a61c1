"""Ties between the claims of one sentence that only whole claims show: which level a change belongs to."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from factdb.values import Claim, Kind, Link

_RELATIVE = frozenset(("ratio", "ratio_difference", "multiple"))


def tied(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one sentence, each change tied (`change_of`) to the level of the same series that the sentence states, if any."""
    levels = [claim for claim in claims if _is_level(claim)]
    if not levels or len(levels) == len(claims):
        return list(claims)
    return [_tie(claim, levels) if claim.kind is Kind.CHANGE else claim for claim in claims]


def _is_level(claim: Claim) -> bool:
    """An amount of a named series now, not the earlier one of a from-to pair nor the same again in another currency."""
    earlier = any(link.type in ("then", "same_as") for link in claim.quantity.links)
    return claim.kind is Kind.LEVEL and claim.metric != "other" and claim.quantity.dimension not in _RELATIVE and not earlier


def _tie(change: Claim, levels: Sequence[Claim]) -> Claim:
    """`change` with a link to its level: the nearest of the same metric that holds for the same time, those before it first."""
    fits = [
        level
        for level in levels
        if level.metric == change.metric
        and level.modality is change.modality
        and (change.time is None or level.time is None or (level.time.start, level.time.end) == (change.time.start, change.time.end))
    ]
    if not fits:
        return change
    start = change.quantity.span.start
    level = min(fits, key=lambda fit: (fit.quantity.span.start > start, abs(fit.quantity.span.start - start)))
    link = Link("change_of", level.quantity.span.start)
    return dataclasses.replace(change, quantity=dataclasses.replace(change.quantity, links=(*change.quantity.links, link)))
