"""Articles that tell of a poll: what a bare percentage in them is."""

from __future__ import annotations

from typing import Final

from factdb.frame import cues
from factdb.frame.scope import Scope
from factdb.frame.weigh import Figure
from factdb.frame.weights import PLACES, Vote
from factdb.text import tagger
from factdb.text.tokens import tokenize
from factdb.values import Kind

_LEAD: Final = 160  # characters of a heading or a first sentence
_OPENING: Final = 900  # characters in which an article says that it is on a poll


def polled(figure: Figure) -> Vote | None:
    """The vote of an article that tells of a poll on a percentage that nothing else speaks for ("The Greens are on 21 percent")."""
    at = figure.place.verb
    if figure.quantity.unit == "multiple":
        return None
    if at is not None and tagger.base(figure.tokens[at].lower) in ("win", "finish"):
        return None  # votes cast
    return Vote("survey_share", PLACES["title"], None, "article") if asked(figure) else None


def asked(figure: Figure, *, near: bool = True) -> bool:
    """Whether the figure is a percentage in an article that tells of a poll; `near`: or in a sentence on one, or right behind it."""
    whole, quantity = figure.scope.whole, figure.quantity
    if quantity.unit not in ("percent", "percentage_point", "multiple") or (
        quantity.unit == "percent" and figure.kind in (Kind.RATE, Kind.CHANGE)
    ):
        return False
    if figure.tokens[0].lower in ("asked", "polled", "questioned", "surveyed"):
        return True
    if near and quantity.unit != "percentage_point" and polling(figure.scope):
        return True
    found = whole.memo.get("polled")
    if found is None:
        article = whole.article
        opening = whole.text[article.span.start : article.span.start + _OPENING].lower()
        tokens = tokenize(opening, 0, len(opening)) if any(map(opening.__contains__, ("poll", "surv"))) else []
        words = [token.start for token in tokens if token.lower in cues.class_words("poll")]
        # said once far down it may be a poll of analysts on something else
        found = whole.memo["polled"] = len(words) > 1 or (len(words) == 1 and words[0] < _LEAD)
    return bool(found)


def polling(scope: Scope) -> bool:
    """Whether the sentence, or the one before, tells of a poll."""
    words, before = cues.class_words("asking"), scope.previous
    return not (words.isdisjoint(scope.words) and (before is None or words.isdisjoint(before.words)))
