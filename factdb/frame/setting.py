"""What the sentence, the one before and the heading say of a figure's metric: their cue words."""

from __future__ import annotations

from typing import cast

from factdb.frame import cues
from factdb.frame.cues import Hit, Metric
from factdb.frame.scope import ArticleScope, Scope
from factdb.frame.site import site
from factdb.frame.weights import PLACES, Vote
from factdb.text.tokens import tokenize
from factdb.values import Span


def hits(scope: Scope) -> list[Hit]:
    """Cue words of a sentence."""
    found = scope.memo.get("cues")
    if found is None:
        nouns: set[int] = set()
        acts: set[int] = set()
        for quantity in scope.quantities:
            place = site(scope, quantity)
            if quantity.unit == "count":
                nouns.add(place.end - 1)
            nouns.update(end - 1 for _, end in place.chain)
            if place.governor is not None:
                nouns.update(i for i in range(*place.governor) if scope.tokens[i].tag == "NOUN")
            if place.noun is not None:
                nouns.add(place.noun[1] - 1)
            if place.predicate is not None and scope.tokens[place.predicate].tag == "NOUN":
                acts.add(place.predicate)
        found = scope.memo["cues"] = cues.find(scope.tokens, nouns - acts, acts)
    return cast("list[Hit]", found)


def spoken_of(scope: Scope, allowed: dict[str, Metric]) -> Vote | None:
    """The first cue of the sentence before: "The number of voters fell in all regions. The largest decrease (-2%) ..."."""
    if scope.previous is None:
        return None
    for hit in hits(scope.previous):
        for cue in hit.cues:
            if cue.field == "nouns" and not cue.by_class and cue.metric.code in allowed:
                tokens = scope.previous.tokens
                return Vote(cue.metric.code, PLACES["title"], Span(tokens[hit.start].start, tokens[hit.end - 1].end), "previous")
    return None


def leaning(scope: Scope) -> frozenset[str]:
    """Metrics that the heading, or a sentence with figures right before, has topic words of."""
    found = scope.memo.get("leaning")
    if found is None:
        codes = {code for codes in _in_title(scope.whole).values() for code in codes}
        codes.update(cue.metric.code for hit in hits(scope) for cue in hit.cues if cue.field == "leans")
        if scope.previous is not None and scope.previous.quantities:
            codes.update(cue.metric.code for hit in hits(scope.previous) for cue in hit.cues if cue.field in ("topic", "leans"))
        found = scope.memo["leaning"] = frozenset(codes)
    return cast("frozenset[str]", found)


def title(whole: ArticleScope) -> tuple[str, ...]:
    """Metrics that the article's heading has topic words of."""
    return _in_title(whole)["topic"]


def _in_title(whole: ArticleScope) -> dict[str, tuple[str, ...]]:
    """Metrics of the heading's cue words, by the field of the cue: topic, leans."""
    found = whole.memo.get("title")
    if found is None:
        text = whole.article.title
        heard = [cue for hit in cues.find(tokenize(text, 0, len(text))) for cue in hit.cues] if text else []
        found = whole.memo["title"] = {
            field: tuple(dict.fromkeys(cue.metric.code for cue in heard if cue.field == field)) for field in ("topic", "leans")
        }
    return cast("dict[str, tuple[str, ...]]", found)
