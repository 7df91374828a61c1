"""Signs that a figure goes on from another one: pronouns, comparing words, a verb or a noun left out."""

from __future__ import annotations

from typing import Final

from factdb.frame import cues
from factdb.frame.weigh import Figure
from factdb.text.tokens import Token
from factdb.values import Kind

_POINTING: Final = frozenset(("the", "this", "that", "these", "those"))
_WHICH: Final = frozenset(("which", "whom", "these", "those", "them"))
_RANKS: Final = frozenset(("highest", "lowest", "largest", "smallest", "biggest"))
_RANKED: Final = frozenset(
    ("share", "shares", "rate", "rates", "proportion", "proportions", "percentage", "percentages", "figure", "figures")
)
_BACK: Final = frozenset(("that", "this", "it", "those", "these", "them"))
_SUBJECTS: Final = frozenset(("that", "this", "it", "these", "they"))
_EXPECTING: Final = frozenset(("expect", "forecast", "project", "predict", "estimate", "see", "put"))


def of_these(figure: Figure) -> bool:
    """As in "40 percent of which", "12 of them", "a third of that sum"."""
    tokens, place = figure.tokens, figure.place
    if place.noun is not None and place.noun_link in ("of", "") and place.noun[1] - place.noun[0] == 1:
        i = place.noun[0]
        if tokens[i].lower in cues.class_words("sum") and tokens[i - 1].lower in _POINTING and tokens[i - 2].lower == "of":
            return i + 1 == len(tokens) or tokens[i + 1].lower != "of"
    if place.noun is None and place.first > 1 and tokens[place.first - 1].lower in _WHICH and tokens[place.first - 2].lower == "of":
        return True  # "150 seats, of which 38 are held by women"
    return (
        place.end + 1 < len(tokens)
        and tokens[place.end].lower == "of"
        and (tokens[place.end + 1].tag == "PRON" or tokens[place.end + 1].lower in ("these", "those") or _that(tokens, place.end + 1))
    )


def _that(tokens: list[Token], i: int) -> bool:
    """Whether "that" stands alone: "received 19 percent of that"."""
    return tokens[i].lower == "that" and (i + 1 == len(tokens) or tokens[i + 1].tag in ("MARK", "CONJ", "AUX", "VBD", "PREP"))


def pronoun_after(figure: Figure) -> bool:
    """As in "four times that", "twice as many"."""
    tokens, end = figure.tokens, figure.place.end
    if [token.lower for token in tokens[end : end + 2]] in (["as", "many"], ["as", "much"]):
        return end + 2 == len(tokens) or tokens[end + 2].tag not in ("NOUN", "NAME", "ADJ")
    return (
        end < len(tokens) and tokens[end].lower in _BACK and (end + 1 == len(tokens) or tokens[end + 1].tag not in ("NOUN", "ADJ", "NAME"))
    )


def gapped(figure: Figure) -> bool:
    """Whether the verb is left out: "Gas met 41 percent of the load, | wind 18 percent and | coal 24 percent"."""
    place, tokens = figure.place, figure.tokens
    if place.governor is None or place.verb is not None or place.linked or place.preposition or place.change is not None:
        return False
    start = place.governor[0]
    return start > 0 and place.governor[1] == place.first and tokens[start - 1].lower in (",", "and", "while", ";") and place.noun is None


def pronominal(figure: Figure) -> bool:
    """Whether "it" stands for what was told before: "...; in towns it was 58 percent", "it is now at 55"."""
    place, tokens = figure.place, figure.tokens
    if not place.linked or place.governor is not None or place.verb is not None or place.noun is not None:
        return False
    for k in range(place.first - 1, max(0, place.first - 6), -1):
        if tokens[k].lower in ("it", "they"):
            return tokens[k + 1].tag == "AUX"
        if tokens[k].tag not in ("AUX", "ADV", "PREP", "VBN"):
            return False
    return False


def held(figure: Figure) -> bool:
    """Whether the governing phrase only says who has the share: "Voss holds 30 percent of the market; its rivals have 9 percent"."""
    if not figure.share or figure.place.noun is not None:
        return False
    i = figure.place.first - 1
    while i > 0 and figure.tokens[i].tag == "ADV":
        i -= 1
    return i > 0 and figure.tokens[i].lower in ("have", "has", "had")


def set_against(figure: Figure) -> bool:
    """Whether the figure is what the one before is compared with: "..., against 31 percent a year ago", "compared with 41", "up from 9"."""
    tokens, k, phrase = figure.tokens, figure.place.first - 1, figure.place.governor
    grown = figure.kind is Kind.CHANGE and figure.changed  # "slower than the 5 percent expansion of the market"
    if (figure.place.noun is not None and figure.place.noun_link in ("", "of") and not grown) or figure.counted or k < 0:
        return False
    if phrase is not None and figure.place.preposition == "of" and not figure.speaks:
        k = phrase[0]  # "against a national target of 92 percent"
    while k > 0 and tokens[k].tag in ("ADV", "DET"):
        k -= 1
    lower = tokens[k].lower
    if lower == "of" and k and tokens[k - 1].lower == "short":
        return True  # "short of the 120,000 promised"
    if lower in ("above", "below", "beyond", "than"):
        return tokens[k + 1].tag == "DET"  # "above the 28 needed"
    if lower in ("with", "to") and k:
        return tokens[k - 1].lower in ("compared", "comparison")
    if lower == "from":
        return k > 0 and tokens[k - 1].lower in ("up", "down", "unchanged")
    return lower in ("against", "versus", "vs", "vs.")


def expected(figure: Figure) -> bool:
    """Whether the governing phrase only says who expects the figure: "and the ministry expects 5 million next year"."""
    place = figure.place
    return place.link in _EXPECTING and place.noun is None and place.governor is not None and not place.preposition


def there_are(figure: Figure) -> bool:
    """As in "Today there are 14."."""
    tokens, first = figure.tokens, figure.place.first
    return first > 1 and tokens[first - 1].tag == "AUX" and tokens[first - 2].lower == "there" and figure.place.noun is None


def points_back(figure: Figure) -> bool:
    """Whether the figure is told of the one before: "That is 300 more ...", "Wind made up 8 percent of the total"."""
    tokens, place = figure.tokens, figure.place
    opening = tokens[0].lower in _SUBJECTS and place.first <= 4 and not any(token.tag == "NOUN" for token in tokens[: place.first])
    if tokens[0].lower in ("of", "among") and len(tokens) > 2:
        # "Of these, 22 ...", "Of the total, 5 million ..."
        opening = tokens[1].lower in _WHICH or tokens[2].lower in cues.class_words("sum")
    # "would bring this to 40"
    at = place.pre_index - 1
    moved = place.preposition == "to" and at > 0 and tokens[at].lower in _SUBJECTS and tokens[at].lower not in ("it", "they")
    return opening or moved or of_these(figure) or (figure.quantity.unit == "multiple" and pronoun_after(figure))


def ranked(figure: Figure) -> bool:
    """Whether the sentence ranks shares told of before: "The highest shares were recorded in Malta (40%)"."""
    words = figure.scope.words
    return figure.share and not figure.speaks and not (_RANKS.isdisjoint(words) or _RANKED.isdisjoint(words))
