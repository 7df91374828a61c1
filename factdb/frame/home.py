"""The country of an article that names none: by its money, and by bodies and things that only one country has."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Final, NamedTuple, cast

from factdb.entity.gazetteer import gazetteer
from factdb.frame.scope import ArticleScope
from factdb.lexicon import table
from factdb.values import EntityKind, EntityMention, Span

_NAMED: Final = 2  # what a name or word counts against one sum of money


class _Signs(NamedTuple):
    """Each sign of a country -> its alpha-3 code."""

    money: dict[str, str]
    names: dict[str, str]
    words: dict[str, str]


@cache
def _signs() -> _Signs:
    found = _Signs({}, {}, {})
    for code, row in table("home").items():
        for signs, key in ((found.money, "money"), (found.names, "names"), (found.words, "words")):
            signs.update(dict.fromkeys(row.get(key, ()), code))
    return found


def home(whole: ArticleScope) -> EntityMention | None:
    """The country that the article's money and bodies belong to, None where they tell none or several alike."""
    if "home" not in whole.memo:
        whole.memo["home"] = _told(whole)
    return cast("EntityMention | None", whole.memo["home"])


def seat_of(mention: EntityMention) -> EntityMention | None:
    """The country of a body that only one country has, None for any other name."""
    code = _signs().names.get(mention.name)
    return None if code is None else _country(code)


def _country(code: str) -> EntityMention:
    return EntityMention(Span(0, 0), gazetteer().countries[code], EntityKind.COUNTRY, "gazetteer", code)


def _told(whole: ArticleScope) -> EntityMention | None:
    signs = _signs()
    votes: Counter[str] = Counter(signs.money[q.unit] for q in whole.quantities if q.unit in signs.money)
    for mention in whole.entities:
        code = signs.names.get(mention.name) or signs.names.get(mention.span.of(whole.text))
        if code is not None:
            votes[code] += _NAMED
    text = whole.text[whole.article.span.start : whole.article.span.end]
    for word, code in signs.words.items():
        if f" {word} " in text:
            votes[code] += _NAMED
    best = votes.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return _country(best[0][0])
