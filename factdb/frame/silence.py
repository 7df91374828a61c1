"""Cue words that say nothing of a figure's metric where they stand: "80 percent of the copper" is no price."""

from __future__ import annotations

from typing import Final

from factdb.frame import cues
from factdb.frame.cues import RATIO_UNITS, Cue
from factdb.frame.deed import word_before
from factdb.frame.weigh import Figure
from factdb.text import tagger
from factdb.values import Span

_HANDLES: Final = frozenset(("process", "extract", "generate", "refine"))
_STOCK: Final = frozenset(("share", "shares", "stock", "stocks"))
_PLACED: Final = frozenset(("in", "across", "at", "from", "throughout", "inside"))
_LASTING: Final = frozenset(("in", "for", "over", "after", "within"))


def silent(figure: Figure, cue: Cue, where: str, evidence: Span, *, deep: bool) -> bool:
    """Whether a cue at its place has no say. `deep`: it is not the last word of its phrase."""
    rule = _RULES.get(cue.metric.code)
    return rule is not None and rule(figure, cue, where, evidence, deep)


def _price(figure: Figure, cue: Cue, where: str, evidence: Span, deep: bool) -> bool:
    # "80 percent of the copper", "25 percent of the shares"
    return figure.share and (cue.field == "weak" or evidence.of(figure.scope.text).lower() in _STOCK)


def _other(figure: Figure, cue: Cue, where: str, evidence: Span, deep: bool) -> bool:
    if where == "verb" and figure.counted:
        return True  # "owns 75 ships" counts ships
    if where == "substance" and figure.place.noun is not None and deep:
        return True  # "40 tons of snow crab"
    if figure.quantity.dimension != "time":
        return False
    # "rain fell for 90 minutes" (but "life expectancy is 80 years")
    return not (where == "governor" and figure.place.preposition not in _LASTING and _aged(evidence.of(figure.scope.text)))


def _aged(words: str) -> bool:
    """Whether the words tell of an age or a life, which a number of years is the size of."""
    lower = words.lower()
    return "age" in lower or "life" in lower or "expectancy" in lower


def _production(figure: Figure, cue: Cue, where: str, evidence: Span, deep: bool) -> bool:
    if figure.quantity.dimension == "money":
        return where == "verb" or figure.quantity.per is not None  # "made $5 million", "sold the catch for 8 dollars a pound"
    # "processed 2 million applications"
    return where == "verb" and figure.counted and tagger.base(figure.tokens[figure.place.verb or 0].lower) in _HANDLES


def _people(figure: Figure, cue: Cue, where: str, evidence: Span, deep: bool) -> bool:
    # "crews attended 40 fires"
    return where == "verb" and cue.field == "verbs" and figure.counted and figure.head in cues.class_words("event")


def _imports(figure: Figure, cue: Cue, where: str, evidence: Span, deep: bool) -> bool:
    # "buys a fifth of its power at a spot price"
    return cue.field == "weak_verbs" and figure.quantity.unit in RATIO_UNITS


def _capacity(figure: Figure, cue: Cue, where: str, evidence: Span, deep: bool) -> bool:
    # "mould in 19 rooms"
    return figure.counted and where == "head" and word_before(figure) in _PLACED


def _given(figure: Figure, cue: Cue, where: str, evidence: Span, deep: bool) -> bool:
    # "lent 400,000 books"
    return where == "verb" and figure.counted


_RULES: Final = {
    "price_cost": _price,
    "other": _other,
    "production": _production,
    "people": _people,
    "imports": _imports,
    "capacity": _capacity,
    "aid_grant": _given,
    "loan": _given,
}
