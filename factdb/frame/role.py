"""Roles of the entities of a claim: whom it is about, and who else takes which part in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from factdb.frame.reading import words
from factdb.frame.scope import Scope
from factdb.values import EntityKind, EntityMention, Quantity

_POLITIES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION})
_SITES: Final = frozenset({EntityKind.PROJECT})
_FIRMS: Final = frozenset({EntityKind.COMPANY})


def roles(scope: Scope, quantity: Quantity, metric: str, rule: str, chosen: Sequence[EntityMention]) -> list[str]:
    """The role of each of `chosen`, in order.

    Goods: exporter and importer by the metric and by "to" and "from"; figures that stand between countries without a direction: partner.
    A route: origin and destination. A share: whole for the name that the hundred percent belong to. A plant's firm: operator.
    """
    if rule == "about.route":
        ends = iter(("origin", "destination"))
        count = len(chosen)
        return ["about" if k < count - 2 else next(ends) for k in range(count)]
    if metric in ("exports", "imports"):
        return [_side(scope, mention, metric) if mention.kind in _POLITIES else "about" for mention in chosen]
    if metric in words("trade") and sum(m.kind in _POLITIES for m in chosen) > 1:
        return ["partner" if m.kind in _POLITIES else "about" for m in chosen]
    has_site = any(m.kind in _SITES for m in chosen)
    found = []
    for k, mention in enumerate(chosen):
        if has_site and mention.kind in _FIRMS:
            found.append("operator")
        elif k and quantity.unit == "percent" and _whole(scope, quantity, mention):
            found.append("whole")
        else:
            found.append("about")
    return found


def _side(scope: Scope, mention: EntityMention, metric: str) -> str:
    """Exporter or importer: whose exports they are, and who stands after "to" or "from"."""
    before = scope.text[max(scope.sentence.start, mention.span.start - 10) : mention.span.start]
    there = mention.span.end > mention.span.start and scope.sentence.covers(mention.span)
    if there and before.removesuffix("the ").endswith((" to ", " for ")):
        return "importer"
    if there and before.removesuffix("the ").endswith(" from "):
        return "exporter"
    return "exporter" if metric == "exports" else "importer"


def _whole(scope: Scope, quantity: Quantity, mention: EntityMention) -> bool:
    """Whether the name follows the share through "of": "84 percent of the UK's population"."""
    gap = scope.text[quantity.span.end : mention.span.start]
    return 0 < len(gap) < 40 and " of " in gap[:5] + " "
