"""Change: direction and baseline."""

from __future__ import annotations

from functools import cache
from typing import Final, cast

from factdb.frame import changewords
from factdb.frame.changewords import change_noun
from factdb.frame.movement import changes, copied, governing, noun_after
from factdb.frame.place import RATIO, Change, Site
from factdb.frame.scope import Scope, Slot
from factdb.frame.site import nearest, site, span
from factdb.lexicon import table
from factdb.text import tagger
from factdb.text.tokens import Token
from factdb.values import Direction, Quantity

_TURNERS: Final = ("multiply", "divide")
_BE: Final = frozenset(("is", "are", "was", "were", "be", "been", "being", "'s", "am"))
_REACH: Final = 14  # tokens after a figure in which its baseline may begin
_LONGEST: Final = 12  # tokens of a baseline


def direction(scope: Scope, quantity: Quantity) -> Slot[Direction | None]:
    """Up or down, by the verb or noun that governs the figure (GUIDELINES: "Direction")."""
    known = cast("dict[int, Slot[Direction | None]]", scope.memo.setdefault("direction", {}))
    start = quantity.span.start
    if start not in known:
        known[start] = _multiple(scope, quantity) if quantity.unit == "multiple" else _direction(scope, quantity)
    return known[start]


def _direction(scope: Scope, quantity: Quantity) -> Slot[Direction | None]:
    place = site(scope, quantity)
    found = governing(scope, quantity)
    if found is not None:
        return _slot(scope, found, found.sort)
    if quantity.direction is not None and (quantity.unit in RATIO or quantity.unit != "count"):
        return Slot(quantity.direction, quantity.span, "change.sign")
    if quantity.unit == "percentage_point" and place.verb is not None and place.noun_link == "to":
        return _contribution(scope, place, place.verb)
    moved = place.changed_to
    if moved is None and place.change is not None and place.change.sort != "verb" and place.change.at < place.pre_index:
        moved = place.change
    # "grew to 40 tons, a third of it coal", "climbed to 40 tons, or 80 percent of ...": the part of an amount that moved
    restated = place.parallel is not None and quantity.unit == "percent" and scope.quantities[place.parallel].unit != "percent"
    if place.preposition == "to" and moved is not None and place.bracket is None and not restated:
        return _slot(scope, moved, "moved_to")
    if place.preposition == "to" and place.earlier is not None and scope.quantities[place.earlier].unit == "multiple":
        # "doubled to 40"
        return direction(scope, scope.quantities[place.earlier])
    other = copied(scope, quantity)
    if other is None or (place.preposition == "from" and governing(scope, other) is None):
        return Slot(None)  # "doubled to 40, from 20": the earlier amount goes nowhere
    return direction(scope, other)


def _slot(scope: Scope, found: Change, rule: str) -> Slot[Direction | None]:
    return Slot(found.direction, span(scope, found.at, found.at + 1), f"change.{rule}")


def _contribution(scope: Scope, place: Site, verb: int) -> Slot[Direction | None]:
    """As in "contributing 0.5 points to growth", "adding 2 points to the fall"."""
    tokens = scope.tokens
    if tagger.base(tokens[verb].lower) not in changewords.words("contribution", "verbs"):
        return Slot(None)
    ways = [change_noun(token.lower) for token in tokens[slice(*place.noun)]] if place.noun is not None else []
    way = next((way for way in ways if way is not None), Direction.UP)
    return Slot(way, span(scope, verb, verb + 1), "change.contribution")


def _multiple(scope: Scope, quantity: Quantity) -> Slot[Direction | None]:
    """As in "increased 12-fold", "has tripled", "plans to double" go somewhere; "double the promised sum", "four times the number" compare."""
    tokens, place = scope.tokens, site(scope, quantity)
    for i in range(place.first, place.end):
        base = tagger.base(tokens[i].lower)
        for name in _TURNERS:
            if base in changewords.words(name, "verbs") and (tokens[i].lower != base or _finite(tokens, place.first)):
                return Slot(Direction(table("changes")[name]["direction"]), span(scope, i, i + 1), "change.multiply")
    found = place.change or place.changed_to
    if found is not None and place.preposition in ("", "by", "of", "to"):
        return _slot(scope, found, found.sort)
    after = noun_after(tokens, place.end)
    return _slot(scope, after, "after") if after is not None else Slot(None)


def _finite(tokens: list[Token], i: int) -> bool:
    """Whether the bare form at `i` is a verb: after "to", a modal, an auxiliary, or tagged as one after its subject."""
    k = i - 1
    while k >= 0 and tokens[k].tag == "ADV":
        k -= 1
    if k < 0:
        return False
    if tokens[k].tag == "AUX":
        return tokens[k].lower not in _BE
    if tokens[k].lower == "to":
        return i + 1 >= len(tokens) or tokens[i + 1].lower != "that"
    return tokens[i].tag == "VERB" and tokens[k].tag in ("NOUN", "NAME", "PRON")


@cache
def _baselines() -> tuple[dict[str, list[tuple[str, ...]]], frozenset[str], frozenset[str], int]:
    """Openers of a baseline by their first word, the longest first; words that are one alone; their first words; the longest in words."""
    before: dict[str, list[tuple[str, ...]]] = {}
    for opener in sorted(changewords.words("baseline", "before"), key=lambda words: (-len(words), words)):
        words = tuple(opener.split())
        before.setdefault(words[0], []).append(words)
    alone = changewords.words("baseline", "words")
    return before, alone, frozenset(words.split()[0] for words in alone), max(len(words.split()) for words in alone)


def baseline(scope: Scope, quantity: Quantity) -> Slot[str | None]:
    """The words of what the figure is compared with ("the previous year", "year-on-year"), None where nothing is named."""
    place = site(scope, quantity)
    if quantity.unit == "multiple":
        if place.noun is None:
            return Slot(None)
        words = span(scope, place.noun[0], (place.chain[-1] if place.chain else place.noun)[1])
        return Slot(words.of(scope.text), words, "baseline.multiple")
    if not changes(scope, quantity):
        return Slot(None)
    tokens = scope.tokens
    following = nearest(scope, quantity, after=True)
    stop = min(len(tokens), place.after + _REACH, site(scope, following).first if following is not None else len(tokens))
    found = None
    for i in range(place.after, stop):
        if tokens[i].lower in (";", "."):
            break
        found = _alone(tokens, i) or _opened(tokens, i)
        if found is not None:
            break
    if found is None:
        # "year-on-year growth of 5 percent"
        found = next((one for i in range(max(0, place.first - 6), place.first) if (one := _alone(tokens, i))), None)
    if found is None:
        return Slot(None)
    words = span(scope, *found)
    return Slot(words.of(scope.text), words, "baseline.words")


def _alone(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """As in "year-on-year", "a year earlier"."""
    _, alone, firsts, longest = _baselines()
    if tokens[i].lower not in firsts:
        return None
    for width in range(min(longest, len(tokens) - i), 0, -1):
        if " ".join(token.lower for token in tokens[i : i + width]) in alone:
            return i, i + width
    return None


def _opened(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """As in "from | the previous year", "compared with | May"."""
    for words in _baselines()[0].get(tokens[i].lower, ()):
        start = i + len(words)
        if all(token.lower == word for token, word in zip(tokens[i:start], words, strict=False)):
            end = start
            while end < min(len(tokens), start + _LONGEST) and not _closes(tokens[end]):
                end += 1
            if end > start:
                return start, end
    return None


def _closes(token: Token) -> bool:
    return (
        (token.tag == "MARK" and token.lower not in "-'%$")
        or token.tag in ("VBD", "AUX", "VERB")
        or token.lower in ("and", "but", "while", "to")
    )
