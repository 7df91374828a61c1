"""The cues of lexicon/layout.toml, compiled: what the lines of a page look like. All take one folded line without its newline.

What is printed about an article (byline, date, dateline) is in `printed`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from factdb.lexicon import table

# a line of a page; longer ones are paragraphs whatever they start with
_LINE: Final = 160


@cache
def words(entry: str) -> frozenset[str]:
    """The words of one entry, lower case."""
    return frozenset(table("layout")[entry]["words"])


def alternation(entry: str) -> str:
    """The words of one entry as a pattern, longest first."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words(entry), key=lambda w: (-len(w), w)))


def starts_with(entry: str, line: str) -> bool:
    """Whether the line starts with words of the entry, ended by a word boundary."""
    return _start(entry).match(line) is not None


@cache
def _start(entry: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{alternation(entry)})(?!\w)", re.IGNORECASE)


RE_BULLET: Final = re.compile(
    r"[ ]*(?:[*+\u2022\u2023\u25e6\u25aa\u00b7\u25cf\u2013\u2014-][ ]+|\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)][ ]+)(?=\S)"
)
# what the class or id of a menu, side bar or the like holds in HTML
RE_BOX: Final = re.compile(rf"(?<![a-z])(?:{alternation('box')})(?![a-z])", re.IGNORECASE)
RE_RULE: Final = re.compile(r"[ ]*[-=_*~#.\u2013\u2014\u2022 ]{3,}$")
_RE_BARE: Final = re.compile(
    r"[^\w]*$|[ ]*(?:https?://|www\.)\S+$|[ ]*(?:#\w+[ ]*)+$|[ ]*[0-9]{1,2}:[0-9]{2}(?:[ ]*/[ ]*[0-9]{1,2}:[0-9]{2})?$"
)
_RE_AGO: Final = re.compile(
    rf"[ ]*(?:[a-z]{{2,9}}[ ]?)?(?:about )?(?:[0-9]{{1,3}}|an?)[ ]?(?:{alternation('ago_unit')}) ago(?:[ ]*[|\u2022\u00b7-].*)?[ ]*$",
    re.IGNORECASE,
)
# what a listing prints beside a headline: the day, with or without a word stuck to it
RE_STAMP: Final = re.compile(r"[ ]*(?:[a-z]{2,9}[ ]?)?(?P<date>[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4})[ ]*$", re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """Menus, players, adverts, "11 hours ago", rules, links."""
    if len(line) > _LINE:
        return False
    plain = line.strip(" \t:|>\u00bb.*").lower()
    return (
        plain in words("furniture_line")
        or starts_with("furniture_start", line)
        or _RE_BARE.match(line) is not None
        or RE_RULE.match(line) is not None
        or is_age(line)
    )


def is_age(line: str) -> bool:
    """Whether it is "11 hours ago", "18-06-2025": when a listing says that it took the article up."""
    return len(line) < 60 and (_RE_AGO.match(line) is not None or RE_STAMP.match(line) is not None)


_CREDIT: Final = rf"""
    (?: (?<![\w-]) (?:{alternation("credit_label").replace(" ", "[ ]")}) (?: [ ]?:[ ]?(?=\S) | [ ]?/[ ]?(?=\w) | [ ](?:courtesy[ ]of|by|from|credit)[ :] )
        [^.\n]{{1,80}}? (?:\.[ ]?[^.\n]{{1,20}})?
    |   (?<=/)(?:{alternation("credit_agency").replace(" ", "[ ]")})
    |   [(\[](?:{alternation("credit_agency").replace(" ", "[ ]")})
    |   (?<=\.[ ])(?:{alternation("credit_agency").replace(" ", "[ ]")})(?:/[\w ]{{2,40}})?
    |   (?<=\.[ ])photo[ ](?:{alternation("credit_agency").replace(" ", "[ ]")})
    )
    [)\]]?\.?[ ]*$
"""
RE_CREDIT: Final = re.compile(_CREDIT, re.VERBOSE | re.IGNORECASE)
# a credit in the middle of a line, the text going on behind it: only where the agency's name ends it for sure
_RE_CREDIT_INSIDE: Final = re.compile(
    rf"(?<=[.\])][ ])(?:{alternation('credit_label').replace(' ', '[ ]')})[ ]?[:/][ ]?(?i:{alternation('credit_agency').replace(' ', '[ ]')})(?=[ ][A-Z])",
    re.IGNORECASE,
)


@cache
def _credit_hints() -> tuple[str, ...]:
    """The shortest labels: each of the others holds one of them."""
    labels = words("credit_label")
    return tuple(sorted(label for label in labels if not any(other in label for other in labels if other != label)))


def is_credited(line: str) -> bool:
    """Whether the line ends as a picture's caption does."""
    if len(line) > 700:
        return False
    # the pattern is dear, and few lines have what it needs: a label, or a slash, bracket or short last sentence
    tail = line[-130:].lower()
    end = tail[-45:]
    if not ("/" in end or "(" in end or "[" in end or ". " in end) and not any(map(tail.__contains__, _credit_hints())):
        return False
    return RE_CREDIT.search(line, max(0, len(line) - 130)) is not None


@cache
def _player() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation('player')})(?!\w)[.:]?", re.IGNORECASE)


# of a player's words so many make a player, each at most so far from the next
_PLAYER_WORDS, _PLAYER_GAP = 4, 260
_PLAYER_HINTS: Final = ("modal", "ideo Player", "Unmute", "Playback")
_SHORTEST_PLAYER: Final = 80


@lru_cache(maxsize=1)
def _may_play(text: str) -> bool:
    """Whether the whole text has a word of a player at all; asked for each of its segments."""
    return any(hint in text for hint in _PLAYER_HINTS)


def player(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the words of a video player's controls stand in `text[start:end]`, None where they do not."""
    if end - start < _SHORTEST_PLAYER or not _may_play(text) or not any(text.find(hint, start, end) >= 0 for hint in _PLAYER_HINTS):
        return None
    found = [match.span() for match in _player().finditer(text, start, end)]
    low = 0
    for index in range(1, len(found) + 1):
        if index == len(found) or found[index][0] - found[index - 1][1] > _PLAYER_GAP:
            if index - low >= _PLAYER_WORDS:
                return found[low][0], found[index - 1][1]
            low = index
    return None


def credit_inside(line: str) -> re.Match[str] | None:
    """The credit that ends a caption run into the paragraph behind it ("... in the port. Photo: AFP The crane ...")."""
    head = line[:500].lower()
    if not any(map(head.__contains__, _credit_hints())):
        return None
    return _RE_CREDIT_INSIDE.search(line, 0, 500)


_RE_RECORD: Final = re.compile(rf"[ ]*(?i:{alternation('record')})[ ][0-9]{{1,5}}(?:[ ](?:of|/)[ ][0-9]{{1,5}})?[ ]*[:.]?[ ]*$")


def is_record(line: str) -> bool:
    """Whether it reads like "Document 3 of 20"."""
    return len(line) <= 40 and _RE_RECORD.match(line) is not None


def is_note(line: str) -> bool:
    """Whether it opens an editor's note."""
    return starts_with("note", line)


def is_closing(line: str) -> bool:
    """A line that ends an article: the author's station, the reporting credit, the copyright."""
    return len(line) <= 500 and starts_with("closing", line)
