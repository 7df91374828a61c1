"""Figures that measure what a thing is, whatever the time: "a 600-megawatt plant"."""

from __future__ import annotations

import re
from typing import Final

from factdb.frame.clause import Form
from factdb.frame.scope import Scope
from factdb.timex.context import words
from factdb.values import Quantity

_DESCRIBING: Final = words("describing")
_DOING: Final = words("doing")
EXTENTS: Final = frozenset(("length", "area"))


def is_attribute(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure measures what a thing is, of no time: "the 31 acre site", "a 600-megawatt plant", "tickets, priced at $9,"."""
    group = scope.syntax.governor(*quantity.span)
    if group is not None and group.verb in _DESCRIBING and group.form in (Form.PARTICIPLE, Form.GERUND) and group.parent is not None:
        # not "Shares rose on Friday, valuing the firm at $3 billion"
        return group.form is Form.PARTICIPLE or scope.tokens[group.first - 1].lower != ","
    if quantity.dimension not in _TIMED:
        written = quantity.span.of(scope.text)
        if RE_HYPHEN.match(written) or RE_PLACED.match(scope.text, quantity.span.end):
            return True  # "a 600-megawatt onshore plant", "a mine 6 km to the east"
        if quantity.dimension == "length" and RE_OFF.match(scope.text, quantity.span.end):
            return True  # "struck a reef 600 metres from the shore"
        if RE_SINGULAR.search(written) and quantity.value > 1:
            k = scope.syntax.index(quantity.span.end - 1) + 1
            if k < len(scope.tokens) and scope.tokens[k].tag in ("NOUN", "ADJ", "NAME") and not scope.tokens[k].lower.endswith("er"):
                return True
    head = quantity.head_span
    if head is None or quantity.dimension in _TIMED or (quantity.unit.isupper() and quantity.dimension == "money"):
        return False
    return head.start >= quantity.span.end and not scope.text[quantity.span.end : head.start].strip(" -")


# "a 240 square meter hall": a unit in the singular after a number is that of a thing behind it
RE_SINGULAR: Final = re.compile(
    r"[0-9][^a-z]*(?:[a-z]+[ ])?(?:meter|metre|kilometer|kilometre|mile|acre|hectare|foot|ton|tonne|megawatt|watt|liter|litre|barrel)\Z|[0-9][ ]?(?:MW|GW|kW|MWp|km|ha|mm|kg)\Z"
)
RE_OFF: Final = re.compile(r"[ ](?:from|off)[ ](?:the|its|their|shore)\b")
RE_HYPHEN: Final = re.compile(r"[0-9.,]+-[a-z]")
RE_PLACED: Final = re.compile(
    r"[ ](?:to[ ]the[ ])?(?:north|south|east|west|northeast|northwest|southeast|southwest|away|inland|offshore)\b"
)
# dimensions of what is counted, paid or compared at a time
_TIMED: Final = frozenset(("count", "money", "ratio", "point", "time", "multiple", ""))


def is_extent(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure is how long or large a thing is, not how much of it something has done: "has burned 900 acres"."""
    if quantity.dimension not in EXTENTS:
        return False
    group = scope.syntax.governor(*quantity.span)
    return group is None or group.verb not in _DOING or group.passive
