"""A quantity while it is being read: what `Quantity` holds, still open to change by its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from factdb.quantity.noun import Phrase
from factdb.quantity.number import Number
from factdb.quantity.per import Denominator
from factdb.values import Bound, Direction, Kind, Link, Quantity, Span, Tier


@dataclass(slots=True)
class Draft:
    """`start`/`end` as the guidelines' span; the rest as in `Quantity`.

    `bare`: no unit and no noun was found; `doubt`: why a bare number may be no quantity at all (None: it is one);
    `outer`: where its words end, the unit, noun or denominator included.
    """

    number: Number
    start: int
    end: int
    value: Decimal
    unit: str
    dimension: str
    rule: str
    value_high: Decimal | None = None
    number_end: int = -1
    unit_span: Span | None = None
    bound: Bound = Bound.EXACT
    bound_span: Span | None = None
    per: str | None = None
    per_span: Span | None = None
    head: str | None = None
    head_span: Span | None = None
    noun_span: Span | None = None
    kind: Kind | None = None
    direction: Direction | None = None
    tier: Tier = Tier.CORE
    bare: bool = False
    doubt: str | None = None
    money_before: bool = False
    hanging: bool = False  # "four-, five- and six-cylinder": a hyphen with nothing behind it
    links: list[Link] = field(default_factory=list)
    respective: int | None = None

    def count(self, phrase: Phrase) -> None:
        """Takes the noun phrase as what is counted, measured or shared."""
        self.head = phrase.head
        self.head_span = Span(phrase.head_start, phrase.end)
        self.noun_span = Span(phrase.start, phrase.end)

    def tell_per(self, denominator: Denominator | None) -> None:
        """Takes the denominator, where there is one."""
        if denominator:
            self.per, self.per_span = denominator.code, Span(denominator.start, denominator.end)

    @property
    def outer(self) -> int:
        """End of all its words."""
        ends = [self.end]
        if self.per_span and self.per_span.start >= self.end:
            ends.append(self.per_span.end)
        if self.bound_span and self.bound_span.start >= self.end:
            ends.append(self.bound_span.end)
        return max(ends)

    def frozen(self) -> Quantity:
        """The finished value."""
        return Quantity(
            span=Span(self.start, self.end),
            number=Span(self.number.start, self.number_end if self.number_end > 0 else self.number.end),
            value=self.value,
            unit=self.unit,
            dimension=self.dimension,
            rule=self.rule,
            value_high=self.value_high,
            unit_span=self.unit_span,
            bound=self.bound,
            bound_span=self.bound_span,
            per=self.per,
            per_span=self.per_span,
            head=self.head,
            head_span=self.head_span,
            noun_span=self.noun_span,
            kind=self.kind,
            direction=self.direction,
            tier=self.tier,
            significant_digits=self.number.significant,
            links=tuple(self.links),
            respective=self.respective,
        )


class Outcome(NamedTuple):
    """What was read at a place: the draft or None, and where to go on."""

    draft: Draft | None
    end: int
