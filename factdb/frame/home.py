"""The country that an article is at home in: by the countries, places and bodies that it names, by its money and by words of one country.

Each sign counts for one country; the sum is worked out once an article. A text that names no country is still about one ("the Fed"),
and what a text names in passing ("entries for German fell") is not its country where all else speaks for another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from string import ascii_letters
from typing import Final, NamedTuple, cast

from factdb.entity.gazetteer import gazetteer, spelled
from factdb.frame.scope import ArticleScope
from factdb.lexicon import table
from factdb.values import EntityKind, EntityMention, Span

_ANYWHERE: Final = frozenset({EntityKind.COMPANY, EntityKind.PERSON, EntityKind.MEDIA})
_NAMED: Final = 2  # what a name or word counts against one sum of money, an adjective or a hint
_CLEAR: Final = 2  # so many times the runner-up, and more than all others together, and nobody doubts it
_RE_WORD: Final = re.compile(r"[A-Za-z][A-Za-z-]*")
_RE_BANK: Final = re.compile(r"(?:Central |National |Reserve |State )?Bank of .*|.* (?:Central|National|Reserve) Bank")
_RE_DATELINE: Final = re.compile(r"(?P<place>[A-Z][A-Z .'-]{2,30}?)(?:,[^\n()]{1,40})?(?: ?\([^()\n]{1,40}\))? ?(?:--?|[\u2013\u2014:]) ?")


class _Signs(NamedTuple):
    """Each sign of a country -> its alpha-3 code. `phrases`: words of more than one, by the first."""

    money: dict[str, str]
    offices: dict[str, str]
    banks: dict[str, str]
    names: dict[str, str]
    seats: dict[str, str]
    words: dict[str, str]
    hints: dict[str, str]
    phrases: dict[str, tuple[str, ...]]


class _Leaning(NamedTuple):
    """How much speaks for each country (alpha-3), and whether only hints do."""

    votes: Counter[str]
    hinted: bool


@cache
def _signs() -> _Signs:
    found = _Signs({}, {}, {}, {}, {}, {}, {}, {})
    for code, row in table("home").items():
        for key in ("money", "offices", "banks", "words", "hints"):
            getattr(found, key).update(dict.fromkeys(row.get(key, ()), code))
        found.names.update(dict.fromkeys((*row.get("offices", ()), *row.get("banks", ()), *row.get("names", ())), code))
        found.seats.update(
            dict.fromkeys((*row.get("offices", ()), *row.get("banks", ()), *row.get("names", ()), *row.get("firms", ())), code)
        )
    for code, row in table("subdivisions").items():
        if row.get("alone"):
            found.seats.update(dict.fromkeys(row["parts"], code))
    places = table("places")
    for state, row in table("states").items():
        code = row.get("in") or places[state]["in"]
        found.seats.update(dict.fromkeys((name for key in ("towns", "counties", "regions", "names") for name in row.get(key, ())), code))
    for phrase in (*found.words, *found.hints):
        first = _RE_WORD.match(phrase)
        if first is not None and first.group() != phrase:
            found.phrases[first.group()] = (*found.phrases.get(first.group(), ()), phrase)
    return found


@lru_cache(maxsize=20_000)
def _seat(name: str) -> str | None:
    """The country (alpha-3) of a place or body by its name alone: one that only one country has, or with its country in the name."""
    known = gazetteer().forms
    entry = spelled(name)
    code = _signs().seats.get(name) or (entry.country if entry else None)
    if code is None and entry is None and " " in name:
        words = name.split(" ")
        for form in (words[0], " ".join(words[:2]), words[-1], " ".join(words[-2:])):
            part = known.get(form)
            if part is not None and part.kind is EntityKind.COUNTRY and part.country is not None:
                return part.country  # "Kenya Airports Authority", "Bank of Zambia"
        if "of" in words[1:-1]:
            part = spelled(name.rsplit(" of ", 1)[1])
            if part is not None and part.kind is EntityKind.PLACE:
                return part.country  # "Port of Durban"
    return code


def named(mentions: Iterable[EntityMention], *, twice: bool = False) -> Counter[str]:
    """How often each country (alpha-3) is named: by itself or by a place or body of it; firms, at home anywhere, do not count.

    `twice`: what is no adjective counts twice.
    """
    counts: Counter[str] = Counter()
    sure = _signs().names
    for mention in mentions:
        firm = mention.kind in _ANYWHERE and mention.name not in sure
        code = mention.code or (None if firm else _seat(mention.name))
        if code:
            counts[code] += 2 if twice and mention.method != "adjective" else 1
    return counts


def seat_of(mention: EntityMention, *, firms: bool = True) -> EntityMention | None:
    """The country of a body, firm or place that only one country has or that tells it by its name, None for any other name."""
    signs = _signs()
    code = _seat(mention.name) if firms or mention.name in signs.names or mention.name not in signs.seats else None
    return None if code is None else _country(code)


def seat_code(mention: EntityMention) -> str | None:
    """The country (alpha-3) of a place, body or firm that only one country has, None for any other name."""
    return mention.code or _seat(mention.name)


def counts_for_all(name: str) -> bool:
    """Whether the name is of an office that counts and reports, so that its figures are its country's."""
    return name in _signs().offices


def speaks_for_country(name: str) -> bool:
    """Whether the name is of a bank or house of the state, whose figures are as much its country's: "The Fed raised its rate"."""
    return name in _signs().banks or (_RE_BANK.fullmatch(name) is not None and _seat(name) is not None)


def home(whole: ArticleScope) -> EntityMention | None:
    """The country that most in the article speaks for, None where nothing does or several alike."""
    if "home" not in whole.memo:
        best = _leaning(whole).votes.most_common(2)
        told = bool(best) and (len(best) == 1 or best[0][1] > best[1][1])
        whole.memo["home"] = _country(best[0][0]) if told else None
    return cast("EntityMention | None", whole.memo["home"])


def at_home(whole: ArticleScope) -> EntityMention | None:
    """`home` where it is plain: no other country comes near, and all others together do not outweigh it."""
    votes = _leaning(whole).votes
    best = votes.most_common(2)
    if not best or (len(best) > 1 and best[0][1] < _CLEAR * best[1][1]) or best[0][1] * 2 <= sum(votes.values()):
        return None
    return _country(best[0][0])


def outweighs(whole: ArticleScope, code: str) -> EntityMention | None:
    """The country that far more speaks for than for `code` (alpha-3), None where none does."""
    own = at_home(whole)
    votes = _leaning(whole).votes
    return own if own is not None and own.code is not None and votes[own.code] >= _CLEAR * votes[code] + _NAMED else None


def _country(code: str) -> EntityMention:
    return EntityMention(Span(0, 0), gazetteer().countries[code], EntityKind.COUNTRY, "gazetteer", code)


def _leaning(whole: ArticleScope) -> _Leaning:
    found = whole.memo.get("leaning")
    if found is None:
        found = whole.memo["leaning"] = _weighed(whole)
    return cast(_Leaning, found)


# byte -> itself for a letter or hyphen, else a blank
_LETTERS: Final = bytes(byte if chr(byte) in ascii_letters + "-" else ord(" ") for byte in range(256))


def _words_of(text: str) -> frozenset[str]:
    """The words of a text, by way of bytes: quicker than a pattern where a whole article is read."""
    found = frozenset(text.encode("ascii", "replace").translate(_LETTERS).decode("ascii").split())
    return found | {word.lstrip("-") for word in found if word[0] == "-"}


def _weighed(whole: ArticleScope) -> _Leaning:
    signs = _signs()
    text, span = whole.text, whole.article.span
    votes: Counter[str] = Counter(signs.money[q.unit] for q in whole.quantities if q.unit in signs.money)
    votes += named(whole.entities, twice=True)
    seen = _words_of(text[span.start : span.end])
    for word in seen & signs.words.keys():
        votes[signs.words[word]] += _NAMED
    opening = _phrases(text, span, seen & signs.phrases.keys())
    for phrase in opening:
        if phrase in signs.words:
            votes[signs.words[phrase]] += _NAMED
    for place in _dateline(whole):
        entry = gazetteer().forms.get(place)
        if entry is not None and entry.country is not None:
            votes[entry.country] += 1
    if votes:
        return _Leaning(votes, hinted=False)
    hints = Counter(signs.hints[word] for word in (*(seen & signs.hints.keys()), *(p for p in opening if p in signs.hints)))
    return _Leaning(hints, hinted=True)


def _phrases(text: str, span: Span, firsts: Iterable[str]) -> list[str]:
    """The words of more than one that the article has, of those that start with `firsts`."""
    return [phrase for first in firsts for phrase in _signs().phrases[first] if text.find(phrase, span.start, span.end) >= 0]


def _dateline(whole: ArticleScope) -> list[str]:
    """The place in capitals that the article's text opens with ("ABUJA - ")."""
    start = whole.article.span.start
    body = start + len(whole.article.title)
    while body < whole.article.span.end and whole.text[body] in "\n \t":
        body += 1
    match = _RE_DATELINE.match(whole.text, body)
    return [match["place"].title()] if match is not None else []
