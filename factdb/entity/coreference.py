"""Definite phrases that stand for a name said before: "the company", "the dam", "the two countries"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from factdb.entity.heads import definite_heads
from factdb.values import EntityKind, EntityMention, Span


@cache
def _pattern() -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, (*definite_heads(), "country", "nation", "kingdom", "bloc")), key=len, reverse=True))
    return re.compile(
        rf"""
        \b(?:
            (?P<pair>(?:[Tt]he|[Tt]hese|[Oo]ur)\ two\ (?:countries|nations|sides|states|economies|neighbors|neighbours|peoples|governments|powers)|[Bb]oth\ (?:countries|nations|sides|states|economies|governments))
          | (?:[Tt]he|[Tt]his|[Tt]hat)\ (?:(?!same\b|first\b|new\b|other\b|next\b)[a-z][a-z-]{{2,14}}\ ){{0,2}}(?P<noun>{nouns})\b(?!\ (?:of|for|called|named|in)\b|-)
        )
        """,
        re.VERBOSE,
    )


def find(text: str, start: int, end: int, mentions: Sequence[EntityMention], counts: Counter[str]) -> list[EntityMention]:
    """Mentions for the definite phrases of `text[start:end]` that an earlier mention explains, in text order."""
    if not mentions:
        return []
    found: list[EntityMention] = []
    before = 0
    for match in _pattern().finditer(text, start, end):
        while before < len(mentions) and mentions[before].span.start < match.start():
            before += 1
        span = Span(match.start(), match.end())
        if match["pair"]:
            found.extend(_as(span, mention) for mention in _pair(mentions, before, counts))
        else:
            antecedent = _antecedent(mentions, before, match["noun"])
            if antecedent is not None:
                found.append(_as(span, antecedent))
    return found


def _as(span: Span, mention: EntityMention) -> EntityMention:
    return EntityMention(span, mention.name, mention.kind, "coreference", mention.code)


def _pair(mentions: Sequence[EntityMention], before: int, counts: Counter[str]) -> list[EntityMention]:
    """The two countries or blocs named last before; where only one was, none."""
    found: dict[str, EntityMention] = {}
    for index in range(before - 1, max(-1, before - 40), -1):
        mention = mentions[index]
        if mention.kind in (EntityKind.COUNTRY, EntityKind.REGION) and mention.name not in found:
            found[mention.name] = mention
            if len(found) == 2:
                return list(found.values())[::-1]
    return []


def _antecedent(mentions: Sequence[EntityMention], before: int, noun: str) -> EntityMention | None:
    """The last mention before that has the noun for its head, or is of the noun's kind."""
    if noun in ("country", "nation", "kingdom"):
        wanted: EntityKind | None = EntityKind.COUNTRY
        group = "country"
    elif noun == "bloc":
        wanted, group = EntityKind.REGION, "bloc"
    else:
        group, wanted = definite_heads()[noun]
    of_kind: EntityMention | None = None
    for index in range(before - 1, max(-1, before - 60), -1):
        mention = mentions[index]
        if mention.kind is EntityKind.PERSON:
            continue
        if noun in mention.name.lower().split():
            return mention
        if of_kind is None and mention.kind is wanted and group in ("country", "bloc", "company"):
            of_kind = mention
    return of_kind
