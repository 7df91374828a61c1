"""Multiples: "doubled", "twice the size", "four times as many", "12-fold"."""

from __future__ import annotations

import re
from typing import Final

from factdb.quantity import lexemes as lex
from factdb.quantity.draft import Draft
from factdb.quantity.number import Number
from factdb.text import tagger
from factdb.values import Direction, Kind

_RE_WORD: Final = re.compile(r"[a-z]+")
_RE_NEXT: Final = re.compile(r"[ \n](?P<word>[a-z][a-z'-]*)")
_RE_FOLD: Final = re.compile(r"[ -]?fold(?![a-z])")
_RE_TIMES: Final = re.compile(r"[ -](?:times|x)(?![a-z])|x(?![a-z0-9])")
# "by two to one", "a three-to-one margin"; "won 3 to 1" is a score
_RE_TO_ONE: Final = re.compile(r"[ -]to[ -](?:one|1)(?![a-z0-9]|[.,][0-9]|[ -](?:hundred|thousand|million|billion))")
_RE_OUTNUMBER: Final = re.compile(
    r"(?<![a-z])outnumber[a-z]*[ ](?:[a-z]+[ ]){0,3}\Z|(?<![a-z])(?:by|ratio[ ]of|margin[ ]of)[ ](?:about[ ]|almost[ ]|nearly[ ]|more[ ]than[ ]|over[ ]|roughly[ ]|around[ ])?\Z"
)
_ODDS: Final = 1000  # no margin is that large
_RATIOS: Final = (" margin", " ratio", " majority", " advantage", " odds", " lead")
_FACTORS: Final = lex.words("after_multiple")
_COMPARED: Final = lex.words("compared")
_RAISES: Final = lex.words("raise")
_LOWERS: Final = lex.words("lower")
_HEDGES: Final = lex.words("hedge")
_VERB_PLACE: Final = lex.words("verb_place")
_PLACES: Final = frozenset({"a", "the", "women's", "men's", "in", "mixed", "an"})


def _after(window: str, verbs: frozenset[str]) -> bool:
    """Whether the last word of `window` that does not merely hedge is one of `verbs`."""
    words = window.split()[1:]
    while words and words[-1] in _HEDGES and words[-1] not in verbs:
        words.pop()
    return bool(words) and words[-1] in verbs


def verb(lower: str, start: int) -> Draft | None:
    """As in "doubled", "will triple", "double the ...", "halved"."""
    match = _RE_WORD.match(lower, start)
    assert match
    word, end = match.group(), match.end()
    if lower[end : end + 1] == "-" or lower[start - 1 : start] == "-":
        return None
    words_before = [w for w in lower[max(0, start - 36) : start].split() if w not in _HEDGES or w in _VERB_PLACE]
    before = words_before[-1] if words_before else ""
    following = _RE_NEXT.match(lower, end)
    after = following["word"] if following else ""
    if after == "as" and not lower.startswith((" as much", " as many"), end):
        return None  # "it doubled as an office"
    direction: Direction | None = Direction.DOWN if word.startswith("halv") else Direction.UP
    if word in lex.MULTIPLE_UNSURE:
        as_verb = before in _VERB_PLACE or (word.endswith("s") and after in ("the", "its", "their", "his", "her", "in"))
        compares = after in ("the", "that", "what", "its", "their", "those", "from", "this")
        if word.endswith("s") and not as_verb:
            return None
        if not as_verb and not compares:
            if (after and tagger.code(after) not in ("PREP", "CONJ", "ADV")) or before in _PLACES:
                return None
            if not after and before not in ("to", "by", "is", "was", "will", "would"):
                return None
        if not as_verb:
            direction = None
    num = Number(start, end, lex.MULTIPLE_VERB[word])
    return Draft(num, start, end, lex.MULTIPLE_VERB[word], "multiple", "multiple", "multiple.verb", kind=Kind.MULTIPLE, direction=direction)


def adverb(lower: str, start: int) -> Draft | None:
    """As in "twice the size", "twice as many"; "twice" alone counts occasions and is left."""
    end = start + (5 if lower.startswith("twice", start) else 6)
    following = _RE_NEXT.match(lower, end)
    if not following or following["word"] not in _COMPARED:
        return None
    num = Number(start, end, lex.MULTIPLE_ADVERB[lower[start:end]])
    return Draft(num, start, end, num.value, "multiple", "multiple", "multiple.adverb", kind=Kind.MULTIPLE)


def times(text: str, lower: str, num: Number) -> Draft | None:
    """As in "four times the ...", "1.5 times", "rose 12-fold", "sixfold"; "four times" alone counts occasions."""
    fold = _RE_FOLD.match(lower, num.end)
    if fold:
        found = Draft(num, num.start, fold.end(), num.value, "multiple", "multiple", "multiple.fold", kind=Kind.MULTIPLE)
        window = lower[max(0, num.start - 40) : num.start]
        found.direction = Direction.UP if _after(window, _RAISES) else Direction.DOWN if _after(window, _LOWERS) else None
        if lower.startswith((" increase", " rise", " growth", " jump"), fold.end()):
            found.direction = Direction.UP
        return found
    ratio = _RE_TO_ONE.match(lower, num.end)
    if (
        ratio
        and num.value < _ODDS
        and (_RE_OUTNUMBER.search(lower, max(0, num.start - 40), num.start) or lower.startswith(_RATIOS, ratio.end()))
    ):
        return Draft(num, num.start, ratio.end(), num.value, "multiple", "multiple", "multiple.to_one", kind=Kind.MULTIPLE)
    match = _RE_TIMES.match(lower, num.end)
    if not match:
        return None
    if lower[match.end() - 1] == "x" and (text[match.end() - 1] == "X" or num.value >= 1000):
        return None  # a model
    following = _RE_NEXT.match(lower, match.end())
    after = following["word"] if following else ""
    raised = _after(lower[max(0, num.start - 40) : num.start], _RAISES)
    fractional = num.value != num.value.to_integral_value()
    compared = after.endswith("er") and lower.startswith(" than ", following.end() if following else match.end())
    if not (after in _FACTORS or compared or raised or fractional or match.group() == "x"):
        return None
    if after == "over" and not raised:
        return None
    found = Draft(num, num.start, match.end(), num.value, "multiple", "multiple", "multiple.times", kind=Kind.MULTIPLE)
    found.direction = Direction.UP if raised else None
    return found
