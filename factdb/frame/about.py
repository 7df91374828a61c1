"""Entities of a claim with their roles: which one to three names of the article a figure is about.

Every name of the sentence gets the place it holds towards the figure: inside the measured phrase, in the subject of the verb that
governs the figure, beside the verb, in another clause, or out (who tells it, what it is compared with, a currency). The best places
win. A sentence with no name of its own takes those of the sentence it goes on from, else what the article is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import cache
from typing import Final, NamedTuple

from factdb.frame.clause import Clause, Form, VerbGroup
from factdb.frame.scope import Scope, Slot
from factdb.frame.topic import country_of, topic
from factdb.lexicon import table
from factdb.values import ClaimEntity, EntityKind, EntityMention, Quantity, Span

_MOST: Final = 3
_PLACES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION, EntityKind.PLACE})
_THINGS: Final = frozenset({EntityKind.PROJECT, EntityKind.COMPANY, EntityKind.BODY})
_RE_RIGHT: Final = re.compile(
    r"(?:[ -](?!and |or |but |while |,)[a-z-]+){0,3}? ?(?:\([^()]{1,40}\) )?(?:in|for|from|of|at|by|to|on|with|between) (?:the |its )?(?:[a-z-]+ (?:of )?){0,2}?$"
)


class Place(IntEnum):
    """Where a name stands towards the figure; more is closer."""

    OUT = 0
    AWAY = 1  # another clause of the sentence
    ASIDE = 2  # same clause, but tells or frames
    BESIDE = 3  # same clause, beside the verb
    SUBJECT = 4
    INSIDE = 5  # the measured phrase itself


class _Ranked(NamedTuple):
    place: Place
    mention: EntityMention


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("about")[name]["words"].split())


def entities(scope: Scope, quantity: Quantity, metric: str) -> Slot[tuple[ClaimEntity, ...]]:
    """One to three essential entities the figure is about, most essential first."""
    ranked = _ranked(scope, quantity, metric)
    chosen, rule = _choose(ranked, metric), "about.sentence"
    if not chosen:
        chosen, rule = _carried(scope, quantity, metric)
    chosen = _completed(scope, chosen, ranked)
    evidence = chosen[0].span if chosen and scope.sentence.covers(chosen[0].span) else None
    return Slot(tuple(_claim_entity(mention) for mention in chosen[:_MOST]), evidence, rule)


def _claim_entity(mention: EntityMention) -> ClaimEntity:
    return ClaimEntity(mention.name, mention.kind, "about", mention.code, mention.span)


def _ranked(scope: Scope, quantity: Quantity, metric: str) -> list[_Ranked]:
    """Names of the sentence with their places, text order."""
    if not scope.entities:
        return []
    syntax, tokens = scope.syntax, scope.tokens
    i = syntax.index(quantity.span.start)
    own = syntax.clause(i)
    group = syntax.governor(quantity.span.start, quantity.span.end)
    subject_clause, verb = _finite(scope, group)
    out: list[_Ranked] = []
    for mention in scope.entities:
        out.append(_Ranked(_place(scope, mention, quantity, metric, own, subject_clause, verb), mention))
    del tokens
    return out


def _finite(scope: Scope, group: VerbGroup | None) -> tuple[Clause | None, VerbGroup | None]:
    """The finite verb that `group` is or hangs on, with its clause."""
    if group is None:
        return None, None
    line = scope.syntax.lineage(group)
    verb = next((g for g in line if g.form is Form.FINITE), line[-1])
    return scope.syntax.clause(verb.first), verb


def _place(
    scope: Scope,
    mention: EntityMention,
    quantity: Quantity,
    metric: str,
    own: Clause,
    subject_clause: Clause | None,
    verb: VerbGroup | None,
) -> Place:
    syntax, tokens, text = scope.syntax, scope.tokens, scope.text
    at = syntax.index(mention.span.start)
    if mention.kind in (EntityKind.MEDIA, EntityKind.EVENT) or _excluded(scope, mention, at):
        return Place.OUT
    if metric in _words("opinion") and mention.kind in (EntityKind.BODY, EntityKind.COMPANY):
        return Place.OUT
    if _tells(scope, mention, at):
        return Place.ASIDE if mention.kind in (EntityKind.COUNTRY, EntityKind.COMPANY) else Place.OUT
    if quantity.span.covers(mention.span):
        return Place.INSIDE
    if quantity.span.end <= mention.span.start <= quantity.span.end + 80:
        between = text[quantity.span.end : mention.span.start]
        if _RE_RIGHT.fullmatch(between) or (between.strip() == "" and mention.method == "adjective"):
            return Place.INSIDE
    clause = syntax.clause(at)
    if verb is not None and subject_clause is not None and clause.first == subject_clause.first and at < verb.first:
        return Place.SUBJECT
    if clause.first == own.first:
        return Place.BESIDE
    if subject_clause is not None and clause.first == subject_clause.first:
        return Place.BESIDE
    return Place.AWAY


def _excluded(scope: Scope, mention: EntityMention, at: int) -> bool:
    """Whether the name only names money, is compared with, illustrates, or belongs to a source."""
    tokens, syntax = scope.tokens, scope.syntax
    after = syntax.index(mention.span.end - 1) + 1
    following = tokens[after].lower if after < len(tokens) else ""
    if mention.method == "adjective" and following in _words("currency"):
        return True
    if scope.text[mention.span.end : mention.span.end + 6] in ("-based", "-owned"):
        return True
    back = at - 1
    while back >= 0 and tokens[back].tag in ("DET", "ADJ", "POS"):
        back -= 1
    before = tokens[back].lower if back >= 0 else ""
    earlier = tokens[back - 1].lower if back >= 1 else ""
    if before in ("to", "by", "from") and earlier == "according" or before == "per" and earlier != "cent":
        return True
    if before == "to" and back >= 1 and earlier == "according":
        return True
    if before in ("than", "unlike", "versus", "vs") or (before in ("in", "of", "for") and earlier in ("than", "that", "those")):
        return True
    return before in _words("listing") and following == ","


def _tells(scope: Scope, mention: EntityMention, at: int) -> bool:
    """Whether the mention is the subject of a telling verb: "X said", "said X", "X's report shows"."""
    syntax, tokens = scope.syntax, scope.tokens
    clause = syntax.clause(at)
    telling = _words("telling")
    for group in syntax.groups_in(clause.first, clause.end):
        if group.verb not in telling or group.form is not Form.FINITE or group.passive:
            continue
        if at < group.first:
            return not any(g.form is Form.FINITE and at < g.first < group.first for g in syntax.groups_in(clause.first, clause.end))
        if at <= group.end + 3 and not any(t.tag in ("PREP", "CONJ") for t in tokens[group.end : at]):
            return mention.kind in (EntityKind.PERSON, EntityKind.BODY, EntityKind.OTHER)
    return False


def _choose(ranked: Sequence[_Ranked], metric: str) -> list[EntityMention]:
    """The names in the best places, distinct, at most three."""
    for floor in (Place.BESIDE, Place.AWAY):
        usable = [r for r in ranked if r.place >= floor]
        if usable:
            break
    else:
        return []
    usable.sort(key=lambda r: -r.place)
    return _distinct(r.mention for r in usable)[:_MOST]


def _distinct(mentions: Iterable[EntityMention]) -> list[EntityMention]:
    seen: dict[str, EntityMention] = {}
    for mention in mentions:
        seen.setdefault(mention.name, mention)
    return list(seen.values())


def _carried(scope: Scope, quantity: Quantity, metric: str) -> tuple[list[EntityMention], str]:
    """Names for a sentence that has none: the subject of the sentence before in the same paragraph, else the article's topic."""
    previous = scope.previous
    if previous is not None and previous.segment.span == scope.segment.span and previous.quantities:
        earlier = _choose(_ranked(previous, previous.quantities[-1], metric), metric)
        if earlier:
            return earlier, "about.previous"
    return list(topic(scope.whole)), "about.topic"


def _completed(scope: Scope, chosen: list[EntityMention], ranked: Sequence[_Ranked]) -> list[EntityMention]:
    """A project, company or place alone gets its country where the text makes it known."""
    if len(chosen) == 1 and chosen[0].kind in (EntityKind.PROJECT, EntityKind.PLACE):
        country = country_of(scope.whole, chosen[0].name)
        if country is not None and country.name != chosen[0].name:
            return [*chosen, country]
    return chosen


__all__ = ["Place", "Span", "entities"]
