"""How a number limits its amount: the words right before and right after it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from factdb.lexicon import table
from factdb.text.trie import alternation
from factdb.values import Bound, Span

_REACH: Final = 44  # characters before a quantity in which its bound stands
_MOST_WORDS: Final = 5
_VERBAL: Final = frozenset({"up to", "close to"})  # "lead up to": the first word may belong to the verb before
_RE_WORD: Final = re.compile(r"[a-z][a-z.'-]*|[~≈<>≤≥=]+")
# any bound that may stand before a quantity, with the space after it: for patterns that look past it
HEDGE: Final = rf"(?:(?:{alternation({phrase for code, row in table('bounds').items() if code != 'skip' for phrase in row['before']})})[ ])"

# "the lead up to", "talks about", "the bridge over": a noun or verb that takes the word as its own
_RE_TAKES: Final = re.compile(
    r"(?:creep|crept|creeps|climb|climbed|climbs|inched|edged|ticked|nudged|shot|jumped|rose|risen|gone|goes|went|moved|lead|leads|leading|led|run-up|adds|add|adding|added|closed|keep|keeping|catch|stand|stood|live|linked)[ ](?:up|close)\Z"
    r"|(?:talk|talks|talked|talking|think|know|worry|worried|questions|concerns|concern|decide|debate|debates|dispute|disputes|what|how|speak|spoke)\Z"
)
# "a maximum annual output of", "an estimated cost of": the word stands before the noun that the amount belongs to
_RE_EXTREME: Final = re.compile(r"(?<![a-z])(?P<word>maximum|minimum|estimated)(?:[ ](?!of[ ])[a-z-]+){1,3}[ ]of[ ](?:an?[ ])?\Z")


@cache
def _before() -> dict[str, Bound]:
    return {phrase: Bound(code) for code, row in table("bounds").items() if code != "skip" for phrase in row["before"]}


@cache
def _signs() -> dict[str, Bound]:
    return {sign: Bound(code) for code, row in table("bounds").items() if code != "skip" for sign in row["joined"]}


@cache
def _skip() -> frozenset[str]:
    return frozenset(table("bounds")["skip"]["words"])


@cache
def _after() -> tuple[re.Pattern[str], dict[str, Bound]]:
    phrases = {phrase: Bound(code) for code, row in table("bounds").items() if code != "skip" for phrase in row["after"]}
    return re.compile(rf"[ ]?(?P<phrase>{alternation(phrases)})(?![a-z])"), {p.replace("-", " "): b for p, b in phrases.items()}


def before(lower: str, start: int) -> tuple[Bound, Span] | None:
    """The bound told by the words before a quantity that starts at `start` (its currency sign included), with those words."""
    floor = max(0, start - _REACH)
    window = lower[floor:start]
    cut = max(
        window.rfind("\n"), window.rfind(","), window.rfind(";"), window.rfind("("), window.rfind('"'), window.rfind(")"), window.rfind(":")
    )
    words = list(_RE_WORD.finditer(window, cut + 1))
    if not words or len(window) - words[-1].end() > 1 or (len(window) > words[-1].end() and window[-1] != " "):
        return None
    if floor and cut < 0 and words[0].start() == 0 and lower[floor - 1].isalpha():
        words = words[1:]
    if not words:
        return None
    # only the words that follow one another up to the quantity: "up 3 percent to 9" holds no "up to"
    run = len(words) - 1
    while run and words[run - 1].end() + 1 == words[run].start():
        run -= 1
    words = words[run:]
    if words[0].start() and window[words[0].start() - 1] == "-":
        words = words[1:]  # "14-under"
    if not words:
        return None
    texts = [word.group() for word in words]
    if texts and texts[-1] in _signs():
        return _signs()[texts[-1]], Span(floor + words[-1].start(), floor + words[-1].end())
    extreme = _RE_EXTREME.search(window, cut + 1)
    if extreme:
        code = Bound.APPROX if extreme["word"].startswith("estimate") else Bound.GTE if extreme["word"].startswith("min") else Bound.LTE
        return code, Span(floor + extreme.start("word"), floor + extreme.end("word"))
    last = len(texts)
    for skipped in range(3):
        stop = last - skipped
        if stop <= 0 or (skipped and texts[stop] not in _skip()):
            return None
        for count in range(min(_MOST_WORDS, stop), 0, -1):
            phrase = " ".join(texts[stop - count : stop])
            found = _before().get(phrase)
            if found is None:
                continue
            if skipped and texts[stop] == "the":
                return None
            if " ".join(texts[:stop])[-40:] != phrase and _RE_TAKES.search(" ".join(texts[: stop - count + (phrase in _VERBAL)])):
                return None
            if _weaker(found, texts, stop - count):
                outer = _before()[texts[stop - count - 1]]
                return outer, Span(floor + words[stop - count - 1].start(), floor + words[stop - 1].end())
            return found, Span(floor + words[stop - count].start(), floor + words[stop - 1].end())
    return None


def _weaker(found: Bound, texts: list[str], start: int) -> bool:
    """As in "more than about 300": the outer word rules where the inner one only rounds."""
    return found in (Bound.APPROX, Bound.EXACT) and start > 0 and _before().get(texts[start - 1]) not in (None, Bound.EXACT)


def after(lower: str, position: int) -> tuple[Bound, Span] | None:
    """The bound told right after a number or its unit ("-plus", "or more", "at least")."""
    follows = lower[position : position + 1]
    if follows not in (" ", "-", "+", "p"):
        return None
    pattern, bounds = _after()
    match = pattern.match(lower, position)
    if not match:
        return None
    phrase = match["phrase"]
    if phrase == "plus" and follows == " ":
        return None  # "30 dollars plus tax" adds
    if phrase in ("at least", "at most", "maximum", "minimum", "max", "on average") and lower[match.end() : match.end() + 1] == " ":
        return None  # belongs to what follows
    return bounds[phrase.replace("-", " ")], Span(match.start("phrase"), match.end())
