"""Kind: level, change, share, multiple or rate."""

from __future__ import annotations

from typing import Final

from factdb.frame import changewords
from factdb.frame.movement import changes, copied, governing
from factdb.frame.nouns import head_noun
from factdb.frame.place import RATIO, Change
from factdb.frame.scope import Scope, Slot
from factdb.frame.site import site, span
from factdb.values import Direction, Kind, Quantity

# a yearly amount is a level (GUIDELINES: "Per"); a price per box is a rate
# what one person or household pays or gets ("$24 an hour", "£600 a week") is a rate; what a firm or a country does, a level
_PAID: Final = frozenset(("hour", "night", "day", "shift", "week", "month"))
_MOMENTS: Final = frozenset(("second", "minute", "hour"))  # how fast something goes, not how much a year or a day brings
_HEADS: Final = frozenset(("capita", "per-capita", "per-head"))
_ONES: Final = 10_000
_PERIODS: Final = frozenset(
    ["second", "minute", "hour", "day", "week", "month", "quarter", "half_year", "year", "decade", "shift", "season"]
)


def kind(scope: Scope, quantity: Quantity, direction: Direction | None) -> Slot[Kind]:
    """What sort of amount `quantity` is."""
    if quantity.unit == "multiple":
        return Slot(Kind.MULTIPLE, quantity.span, "kind.unit")
    # "down 4% from 700": the earlier amount, no part of anything
    compared = quantity.unit == "count" and site(scope, quantity).preposition == "from"
    change = governing(scope, quantity)
    if quantity.kind is Kind.SHARE and not compared and (change is None or quantity.unit == "count"):
        return Slot(Kind.SHARE, quantity.span, "kind.part_of_whole")
    found = _change(scope, quantity, change) or _rate(scope, quantity)
    if found is not None:
        return found
    if quantity.kind is not None and not compared:
        return Slot(quantity.kind, quantity.span, "kind.quantity")
    if quantity.unit == "percent" and (levied := _levied(scope, quantity)) is not None:
        return levied
    if quantity.unit == "percent":
        return Slot(Kind.SHARE, quantity.span, "kind.percent")
    return Slot(Kind.LEVEL, None, "kind.default")


def _change(scope: Scope, quantity: Quantity, change: Change | None) -> Slot[Kind] | None:
    """By a word that governs the figure, the figure that it continues, its sign or its unit."""
    if change is not None:
        return Slot(Kind.CHANGE, span(scope, change.at, change.at + 1), f"kind.change_{change.sort}")
    other = copied(scope, quantity)
    if other is not None and changes(scope, other):
        return Slot(Kind.CHANGE, other.span, "kind.continued")
    if quantity.direction is not None and quantity.unit in RATIO:
        return Slot(Kind.CHANGE, quantity.span, "kind.sign")
    if quantity.unit in ("percentage_point", "basis_point") and not _margin(scope, quantity):
        return Slot(Kind.CHANGE, quantity.span, "kind.unit")
    return None


def _levied(scope: Scope, quantity: Quantity) -> Slot[Kind] | None:
    """A tax, duty or interest by its percentage: "import duty is 20 percent", "a 10 percent levy", "a mortgage rate of 3%"."""
    tokens, place = scope.tokens, site(scope, quantity)
    if place.noun is not None and place.noun_link:
        return None  # "taxes make up 20 percent of the income"
    head = head_noun(tokens, place.governor) if place.governor is not None else None
    around = [head] if head is not None else []
    if place.noun is not None:
        around.append(place.noun[1] - 1)
    if place.preposition == "from" and place.pre_index > 0 and tokens[place.pre_index - 1].tag == "NOUN":
        around.append(place.pre_index - 1)  # "lowers the tax rate | from 5 to 4 percent"
    for i in around:
        rate = tokens[i].lower in ("rate", "rates") and i and tokens[i - 1].lower in changewords.words("levied", "of_rates")
        if rate or tokens[i].lower in changewords.words("levied", "nouns"):
            return Slot(Kind.RATE, span(scope, i, i + 1), "kind.levied")
    return None


def _margin(scope: Scope, quantity: Quantity) -> bool:
    """Whether the points are a survey's margin of error."""
    governor = site(scope, quantity).governor
    return governor is not None and any(scope.tokens[i].lower == "margin" for i in range(*governor))


def _rate(scope: Scope, quantity: Quantity) -> Slot[Kind] | None:
    """By a denominator that is no mere period, or a noun that is one per head."""
    behind = quantity.per_span is None or quantity.per_span.start > quantity.span.start  # "annual capacity is 40 km" is none
    if quantity.per is not None and (quantity.per not in _PERIODS or (quantity.dimension == "length" and behind)):
        return Slot(Kind.RATE, quantity.per_span or quantity.span, "kind.per")
    if quantity.dimension == "money" and quantity.per in _PAID and quantity.value < _ONES:
        return Slot(Kind.RATE, quantity.per_span or quantity.span, "kind.paid")
    if quantity.dimension == "speed":
        return Slot(Kind.RATE, quantity.span, "kind.unit")
    if quantity.per in _MOMENTS and quantity.dimension in ("count", "mass", "volume", "data"):
        return Slot(Kind.RATE, quantity.per_span or quantity.span, "kind.per")
    tokens, place = scope.tokens, site(scope, quantity)
    if quantity.dimension == "money" and place.end < len(tokens) and tokens[place.end].lower in ("each", "apiece"):
        return Slot(Kind.RATE, span(scope, place.end, place.end + 1), "kind.each")
    if place.end + 1 < len(tokens) and tokens[place.end].lower == "per" and tokens[place.end + 1].tag == "NUM":
        # "4.7 per thousand births", "668 cases per 100,000 men"
        return Slot(Kind.RATE, span(scope, place.end, place.end + 2), "kind.per")
    for phrase in (place.governor, place.subject):
        if quantity.dimension == "money" and phrase is not None:
            at = next(
                (i for i in range(*phrase) if tokens[i].lower in _HEADS or (tokens[i].lower == "per" and tokens[i + 1].lower == "head")),
                None,
            )
            if at is not None:
                return Slot(Kind.RATE, span(scope, at, at + 1), "kind.per_capita")
    return None
