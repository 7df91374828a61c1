"""What the slot rules see: one sentence with everything found in it, and its neighbours."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Final, Generic, NamedTuple, TypeVar

from factdb.frame.clause import Syntax, parse
from factdb.frame.lazy import lazy
from factdb.text.fold import lowered
from factdb.text.tokens import Token, tokenize
from factdb.values import Article, EntityMention, Quantity, Segment, SegmentKind, Span, Timex

T = TypeVar("T", Quantity, Timex, EntityMention)
V = TypeVar("V")

# byte -> itself for a to z, else a blank
_LETTERS: Final = bytes(byte if chr(byte) in ascii_lowercase else ord(" ") for byte in range(256))
_LATELY: Final = 16


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

    @lazy
    def memo(self) -> dict[str, object]:
        """What a slot rule worked out for the whole article and needs again."""
        return {}

    @lazy
    def quantity_starts(self) -> list[int]:
        """Where each quantity starts."""
        return [item.span.start for item in self.quantities]

    @lazy
    def time_starts(self) -> list[int]:
        """Where each time expression starts."""
        return [item.span.start for item in self.times]

    @lazy
    def entity_starts(self) -> list[int]:
        """Where each name starts."""
        return [item.span.start for item in self.entities]

    @lazy
    def lately(self) -> dict[Span, tuple[list[Token], Syntax]]:
        """Tokens and syntax of the last few sentences read: one that a rule looked at ahead of its turn is read only once."""
        return {}


def _within(items: Sequence[T], starts: list[int], span: Span) -> list[T]:
    """Those of `items` (text order, with their starts) whose span starts inside `span`."""
    low = bisect_left(starts, span[0])
    return list(items[low : bisect_left(starts, span[1], low)])


@dataclass(frozen=True)
class Scope:
    """One sentence. Everything costly is computed on first use."""

    whole: ArticleScope
    segment: Segment
    sentence: Span
    # the sentence before in the same article (across a paragraph break too), None at the start
    previous: Scope | None
    text: str = field(init=False)  # the whole document, folded

    def __init__(self, whole: ArticleScope, segment: Segment, sentence: Span, previous: Scope | None) -> None:
        # one call instead of four guarded assignments: one is made of every sentence
        self.__dict__.update(whole=whole, segment=segment, sentence=sentence, previous=previous, text=whole.text)

    @lazy
    def memo(self) -> dict[str, object]:
        """What a slot rule worked out for this sentence and another one needs again."""
        return {}

    @property
    def quote(self) -> str:
        """The sentence's own characters."""
        return self.whole.text[self.sentence.start : self.sentence.end]

    @lazy
    def lower(self) -> str:
        """`quote` in lower case, as long as itself: offsets into it are offsets into `quote`."""
        return lowered(self.quote)

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

    @lazy
    def tokens(self) -> list[Token]:
        """Words of the sentence, tagged."""
        return self._read[0]

    @lazy
    def syntax(self) -> Syntax:
        """Verb groups and clauses of `tokens`."""
        return self._read[1]

    @lazy
    def _read(self) -> tuple[list[Token], Syntax]:
        lately = self.whole.lately
        known = lately.get(self.sentence)
        if known is None:
            tokens = tokenize(self.whole.text, *self.sentence)
            known = tokens, parse(tokens)
            if len(lately) >= _LATELY:
                del lately[next(iter(lately))]
            lately[self.sentence] = known
        return known

    @lazy
    def words(self) -> frozenset[str]:
        """Runs of the letters a to z in the sentence in lower case: a rule whose words are not there need not look for its pattern."""
        # as bytes with a blank for all that is no letter: quicker than a pattern
        letters = self.lower.encode("ascii", "replace").translate(_LETTERS)
        return frozenset(letters.decode("ascii").split())

    @lazy
    def words_and_marks(self) -> frozenset[str]:
        """The sentence's tokens in lower case: what is not among them need not be sought one by one."""
        return frozenset([token.lower for token in self.tokens])

    @lazy
    def quantities(self) -> list[Quantity]:
        """Quantities that start in the sentence."""
        return _within(self.whole.quantities, self.whole.quantity_starts, self.sentence)

    @lazy
    def times(self) -> list[Timex]:
        """Time expressions that start in the sentence."""
        return _within(self.whole.times, self.whole.time_starts, self.sentence)

    @lazy
    def entities(self) -> list[EntityMention]:
        """Names that start in the sentence."""
        return _within(self.whole.entities, self.whole.entity_starts, self.sentence)
