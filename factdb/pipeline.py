"""The whole pure pipeline on one screen: text -> document -> mentions -> claims. `factdb.extract` is its front door."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from factdb import entity, frame, quantity, timex
from factdb import reference as references
from factdb.frame import currency
from factdb.frame.scope import ArticleScope, Scope
from factdb.text import structure
from factdb.text.blocks import prepared
from factdb.text.pieces import pieces
from factdb.values import Article, Claim, Document, Grain, Quantity, Reference, SegmentKind, Timex, TimexType

M = TypeVar("M", Quantity, timex.Expression)

# sentences that a rule may go back to
_LOOK_BACK: Final = 100


def document(
    text: str,
    *,
    name: str = "text",
    reference_date: dt.date | None = None,
    reference: Reference | None = None,
    publisher: str | None = None,
    split: bool = True,
) -> Document:
    """`text` with its articles and segments found; `reference` (or the day alone) and `publisher` hold for all of them."""
    if reference is None and reference_date is not None:
        reference = Reference(reference_date, Grain.DAY, "option")
    articles = structure.articles(text, reference=reference, publisher=publisher, split=split)
    return Document(name, text, dated(text, articles), publisher=publisher)


def dated(text: str, articles: Sequence[Article]) -> tuple[Article, ...]:
    """`articles` with the reference that the text itself tells, where they have none."""
    if all(article.reference for article in articles):
        return tuple(articles)
    folded, expressions = _read(text)
    return references.dated(folded, articles, expressions)


@lru_cache(maxsize=1)
def _read(text: str) -> tuple[str, tuple[timex.Expression, ...]]:
    """The text as all stages read it (folded, hard-wrapped lines joined) and its time expressions, which dating and claims both need."""
    folded = prepared(text)
    return folded, tuple(timex.find(folded))


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Python's cycle collector stands still inside: a document's values hold no cycles, and looking for some costs a twentieth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@_no_collection()
def claims(document: Document) -> tuple[Claim, ...]:
    """Claims of a document in text order."""
    text, expressions = _read(document.text)
    quantities = quantity.find(text, [e.span for e in expressions if e.type is not TimexType.DURATION])
    pieces.cache_clear()
    found: list[Claim] = []
    for article in document.articles:
        inside = _within(quantities, article)
        if not inside:
            continue
        times = references.resolved(text, article, _within(expressions, article))
        names = entity.find(text, article)
        whole = ArticleScope(text, article, currency.placed(text, inside, names), times, names)
        for scope in scopes(whole):
            found.extend(frame.claims(scope))
    return tuple(found)


def times(document: Document) -> Iterator[tuple[Article, Timex]]:
    """Time expressions of a document in text order, each resolved against its article's reference."""
    text, expressions = _read(document.text)
    pieces.cache_clear()
    for article in document.articles:
        for time in references.resolved(text, article, _within(expressions, article)):
            yield article, time


def quantities(document: Document) -> Iterator[tuple[Article, Quantity]]:
    """Bare quantities of a document in text order."""
    text, expressions = _read(document.text)
    found = quantity.find(text, [e.span for e in expressions if e.type is not TimexType.DURATION])
    pieces.cache_clear()
    for article in document.articles:
        for one in _within(found, article):
            yield article, one


def _within(found: Sequence[M], article: Article) -> Sequence[M]:
    """Those of `found` (text order) that start in the article."""
    low = bisect_left(found, article.span.start, key=lambda one: one.span.start)
    return found[low : bisect_left(found, article.span.end, lo=low, key=lambda one: one.span.start)]


def scopes(whole: ArticleScope) -> Iterator[Scope]:
    """A scope for each sentence of the article, in order, each knowing the one before.

    Only so many stay linked: no rule looks further back, and a long text must not hold all its tokens at once.
    """
    previous: Scope | None = None
    linked: deque[Scope] = deque()
    for segment in whole.article.segments:
        if segment.kind is SegmentKind.FURNITURE:
            continue
        for sentence in segment.sentences:
            previous = Scope(whole, segment, sentence, previous)
            linked.append(previous)
            if len(linked) > _LOOK_BACK:
                # the class is frozen for the rules that read it; this is its maker
                object.__setattr__(linked.popleft(), "previous", None)
            yield previous
