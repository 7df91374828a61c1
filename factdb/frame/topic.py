"""What an article as a whole is about, and in which country its projects, places and companies lie."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Final, NamedTuple

from factdb.entity.gazetteer import gazetteer
from factdb.frame.scope import ArticleScope
from factdb.values import EntityKind, EntityMention, Span

_POLITIES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION})


class _Profile(NamedTuple):
    topic: tuple[EntityMention, ...]
    countries: Counter[str]
    polities: dict[str, EntityMention]


@lru_cache(maxsize=4)
def _profile(whole: int, holder: _Key) -> _Profile:
    scope = holder.scope
    counts: Counter[str] = Counter()
    first: dict[str, EntityMention] = {}
    body = scope.article.span.start + len(scope.article.title)
    for mention in scope.entities:
        if mention.kind in (EntityKind.PERSON, EntityKind.MEDIA, EntityKind.EVENT):
            continue
        counts[mention.name] += 3 if mention.span.start < body else 1
        first.setdefault(mention.name, mention)
    countries = Counter({name: n for name, n in counts.items() if first[name].kind in _POLITIES})
    polities = {name: first[name] for name in countries}
    topic: list[EntityMention] = []
    if countries:
        best, n = countries.most_common(1)[0]
        topic.append(first[best])
    elif counts:
        topic.append(first[counts.most_common(1)[0][0]])
    return _Profile(tuple(topic), countries, polities)


class _Key:
    """Wraps a scope so that the cache compares by identity."""

    __slots__ = ("scope",)

    def __init__(self, scope: ArticleScope) -> None:
        self.scope = scope

    def __hash__(self) -> int:
        return id(self.scope)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.scope is self.scope


def topic(whole: ArticleScope) -> tuple[EntityMention, ...]:
    """The country or body the article is about: named in the title or most often."""
    return _profile(id(whole), _Key(whole)).topic


def country_of(whole: ArticleScope, name: str) -> EntityMention | None:
    """The country in which `name` lies: by the gazetteer, else the one named most beside it, else the article's."""
    entry = gazetteer().forms.get(name)
    profile = _profile(id(whole), _Key(whole))
    if entry is not None and entry.country is not None:
        country = gazetteer().countries[entry.country]
        return profile.polities.get(country) or EntityMention(Span(0, 0), country, EntityKind.COUNTRY, "gazetteer", entry.country)
    if profile.countries:
        return profile.polities[profile.countries.most_common(1)[0][0]]
    return None
