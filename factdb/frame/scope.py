"""What the slot rules see: one sentence with everything found in it, and its neighbours."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from factdb.frame.clause import Syntax, parse
from factdb.text.tokens import Token, tokenize
from factdb.values import Article, EntityMention, Quantity, Segment, SegmentKind, Span, Timex

T = TypeVar("T", Quantity, Timex, EntityMention)
V = TypeVar("V")


class Slot(NamedTuple, Generic[V]):
    """A slot's value with the words that decided it and the rule that read them."""

    value: V
    evidence: Span | None = None
    rule: str = ""


@dataclass(frozen=True)
class ArticleScope:
    """One article with all its mentions in text order. `text` is the whole document, folded."""

    text: str
    article: Article
    quantities: Sequence[Quantity]
    times: Sequence[Timex]
    entities: Sequence[EntityMention]

    @cached_property
    def memo(self) -> dict[str, object]:
        """What a slot rule worked out for the whole article and needs again."""
        return {}

    def within(self, items: Sequence[T], span: Span) -> list[T]:
        """Those of `items` (text order) whose span starts inside `span`."""
        low = bisect_left(items, span.start, key=lambda item: item.span.start)
        high = bisect_left(items, span.end, lo=low, key=lambda item: item.span.start)
        return list(items[low:high])


@dataclass(frozen=True)
class Scope:
    """One sentence. Everything costly is computed on first use."""

    whole: ArticleScope
    segment: Segment
    sentence: Span
    # the sentence before in the same article (across a paragraph break too), None at the start
    previous: Scope | None

    @property
    def text(self) -> str:
        return self.whole.text

    @cached_property
    def memo(self) -> dict[str, object]:
        """What a slot rule worked out for this sentence and another one needs again."""
        return {}

    @property
    def quote(self) -> str:
        """The sentence's own characters."""
        return self.whole.text[self.sentence.start : self.sentence.end]

    @property
    def lead_in(self) -> Scope | None:
        """The sentence before the list that this one's list item stands in (None at the start of the article)."""
        waiting: list[Scope] = []
        current: Scope | None = self
        while current is not None and current.segment.kind is SegmentKind.LIST_ITEM and "lead_in" not in current.memo:
            waiting.append(current)
            current = current.previous
        found = current.memo["lead_in"] if current is not None and current.segment.kind is SegmentKind.LIST_ITEM else current
        for scope in waiting:
            scope.memo["lead_in"] = found
        return found if isinstance(found, Scope) else None

    @cached_property
    def tokens(self) -> list[Token]:
        return tokenize(self.whole.text, *self.sentence)

    @cached_property
    def syntax(self) -> Syntax:
        """Verb groups and clauses of `tokens`."""
        return parse(self.tokens)

    @cached_property
    def quantities(self) -> list[Quantity]:
        return self.whole.within(self.whole.quantities, self.sentence)

    @cached_property
    def times(self) -> list[Timex]:
        return self.whole.within(self.whole.times, self.sentence)

    @cached_property
    def entities(self) -> list[EntityMention]:
        return self.whole.within(self.whole.entities, self.sentence)
