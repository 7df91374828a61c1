"""Entities of a claim with their roles: which one to three names of the article a figure is about.

Every name of the sentence gets a place towards the figure (`standing`); the measured phrase and the subject come first. A subject
that is a pronoun or "the ..." takes the names of the subject it goes on from; a sentence with no name of its own takes those of the
sentence before, else what the article is about (`topic`). A project or place alone gets its country.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from factdb.entity import coreference
from factdb.entity.gazetteer import gazetteer
from factdb.entity.heads import definite_heads
from factdb.frame import topic
from factdb.frame.scope import Scope, Slot
from factdb.frame.standing import Place, Ranked, Standing, words
from factdb.text.tokens import Token, noun_phrase_end
from factdb.values import ClaimEntity, EntityKind, EntityMention, Quantity, Span

_MOST: Final = 3
_PLACES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION, EntityKind.PLACE})
_POLITIES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION})
_THINGS: Final = frozenset({EntityKind.PROJECT, EntityKind.COMPANY, EntityKind.BODY, EntityKind.OTHER, EntityKind.PERSON})
_BACK: Final = 3  # sentences that a pronoun or a missing name may reach back


def entities(scope: Scope, quantity: Quantity, metric: str) -> Slot[tuple[ClaimEntity, ...]]:
    """One to three essential entities the figure is about, most essential first."""
    chosen, rule = _chosen(scope, quantity, metric, _BACK)
    if not chosen:
        chosen, rule = list(topic.topic(scope.whole, metric)), "about.topic"
    chosen = _completed(scope, chosen)
    evidence = next((m.span for m in chosen if scope.sentence.covers(m.span)), None)
    return Slot(tuple(_claim_entity(mention) for mention in chosen), evidence, rule)


def _claim_entity(mention: EntityMention) -> ClaimEntity:
    # an entity that no words name (the country of a place) has an empty span
    words = mention.span if mention.span.start < mention.span.end else None
    return ClaimEntity(mention.name, mention.kind, "about", mention.code, words, mention.method)


def _chosen(scope: Scope, quantity: Quantity, metric: str, back: int) -> tuple[list[EntityMention], str]:
    """The names that the sentence, or the one it goes on from, gives; with the rule. Empty where none do."""
    standing = Standing(scope, quantity)
    ranked = standing.ranked()
    inside = _at(ranked, Place.INSIDE)
    named = _definite(scope, quantity)
    if named is not None:
        inside.insert(0, named)
    subject = _respective(scope, quantity, _at(ranked, Place.SUBJECT))
    carried = False
    if not subject:
        subject = _antecedent(standing, back)
        carried = bool(subject)
    beside = _at(ranked, Place.BESIDE)
    if not subject and not inside:
        # "The goal is to build 3 plants in Oslo, Voss Motors said": a company's own figures
        subject = [r.mention for r in ranked if r.place is Place.ASIDE and r.mention.kind is EntityKind.COMPANY][:1]
    if metric in words("trade"):
        partners = _distinct(m for m in (*subject, *inside, *beside) if m.kind in _POLITIES)
        if len(partners) > 1:
            things = [m for m in subject if m.kind in _THINGS]
            return [*_distinct(things)[:1], *partners][: max(_MOST, len(partners) if len(partners) < 5 else 0)], "about.partners"
    if metric in words("route"):
        ends = _route(scope, ranked)
        if ends:
            things = [m for m in (*subject, *inside) if m.kind in _THINGS and m.kind is not EntityKind.PERSON and m not in ends]
            return _distinct((*things[:1], *ends)), "about.route"
    if metric in words("opinion"):
        asked = _distinct(
            m for m in (*inside, *subject, *beside, *_at(ranked, Place.ASIDE), *_at(ranked, Place.AWAY)) if m.kind in _POLITIES
        )
        if asked:
            return asked[:2], "about.opinion"
        subject, inside, beside = [], [], []
    chosen = _distinct((*subject[:2], *inside[:2]))[:_MOST]
    beside = _parents(scope, beside)
    if not chosen:
        things = [m for m in beside if m.kind in _THINGS][:1]
        places = [m for m in beside if m.kind in _PLACES][:1]
        chosen = [*things, *places]
    elif len(chosen) == 1:
        extra = [m for m in beside if m.kind in _PLACES] or [m for m in beside if m.kind in _THINGS]
        chosen = _distinct((*chosen, *extra[:1]))
    if len(chosen) == 2 and any(m.kind is EntityKind.PROJECT for m in inside):
        chosen = _distinct((*chosen, *(m for m in beside if m.kind in _POLITIES)))[:_MOST]
    rule = "about.antecedent" if carried else "about.sentence"
    if not chosen:
        away = [*_at(ranked, Place.ASIDE), *_at(ranked, Place.AWAY)]
        away = [m for m in _parents(scope, away) if m.kind is not EntityKind.PERSON]
        away.sort(key=lambda m: m.kind not in _POLITIES)
        chosen, rule = _distinct(away)[:2], "about.away"
    if not chosen and back and scope.previous is not None and _goes_on(scope):
        previous = scope.previous
        if previous.quantities:
            chosen, sure = _chosen(previous, previous.quantities[-1], metric, back - 1)
            chosen = chosen if sure != "about.away" else []
        else:
            chosen = _distinct(_subject_names(previous, back - 1))[:2]
        chosen = [m for m in chosen if m.kind is not EntityKind.PERSON]
        rule = "about.previous"
    return chosen, rule


def _at(ranked: Sequence[Ranked], place: Place) -> list[EntityMention]:
    """Names at one place, closest first, the same name once."""
    return _distinct(r.mention for r in sorted((r for r in ranked if r.place is place), key=lambda r: r.key))


def _distinct(mentions: Iterable[EntityMention]) -> list[EntityMention]:
    seen: dict[str, EntityMention] = {}
    for mention in mentions:
        seen.setdefault(mention.name, mention)
    return list(seen.values())


def _respective(scope: Scope, quantity: Quantity, names: list[EntityMention]) -> list[EntityMention]:
    """ "exports of Peru and Chile were 3 and 5 percent respectively": each figure leaves out the others' names."""
    if quantity.respective is None:
        return names
    same = [q for q in scope.quantities if q.respective is not None]
    size = max(q.respective or 0 for q in same) + 1
    ordered = sorted(names, key=lambda m: m.span.start)
    for k in range(len(ordered) - size, -1, -1):
        listed = ordered[k : k + size]
        gaps = [scope.text[a.span.end : b.span.start].strip() for a, b in zip(listed, listed[1:], strict=False)]
        if len(listed) == size and all(gap in (",", "and", ", and", "or") for gap in gaps):
            return [listed[quantity.respective], *(m for m in names if m not in listed)]
    return names


def _route(scope: Scope, ranked: Sequence[Ranked]) -> list[EntityMention]:
    """The ends of a route named in the sentence: "from Oslo to Bergen", "between Oslo and Bergen"; empty where none is."""
    names = [r.mention for r in ranked if r.place is not Place.OUT]
    text = scope.text
    for one, other in zip(names, names[1:], strict=False):
        gap = text[one.span.end : other.span.start]
        before = text[max(0, one.span.start - 12) : one.span.start]
        if (gap == " to " and before.endswith(("from ", "from the "))) or (gap == " and " and before.endswith("between ")):
            if one.kind in (*_PLACES, EntityKind.OTHER) and other.kind in (*_PLACES, EntityKind.OTHER):
                return [one, other]
    return []


def _parents(scope: Scope, names: list[EntityMention]) -> list[EntityMention]:
    """Three or more listed places of one country give way to the country ("in Texas, Ohio and Utah")."""
    known = gazetteer()
    entries = [known.forms.get(m.name) for m in names if m.kind is EntityKind.PLACE]
    codes = {e.country if e else None for e in entries}
    if len(entries) < 3 or len(codes) != 1 or None in codes:
        return names
    places = [m for m in names if m.kind is EntityKind.PLACE]
    country = topic.country_of(scope.whole, places[0].name)
    # an unknown name within the list is one of them
    low, high = min(m.span.start for m in places), max(m.span.end for m in places)
    rest = [m for m in names if m.kind is not EntityKind.PLACE and not (m.kind is EntityKind.OTHER and low < m.span.start < high)]
    return rest if country is None else [*rest, country]


def _goes_on(scope: Scope) -> bool:
    """Whether the sentence goes on from the one before: same paragraph, or the next one of the same part."""
    previous = scope.previous
    return previous is not None and previous.segment.kind == scope.segment.kind


def _definite(scope: Scope, quantity: Quantity) -> EntityMention | None:
    """The name that a measured noun with "the" stands for: "the $80 million dam", "this 40 km line"."""
    tokens, syntax = scope.tokens, scope.syntax
    i = syntax.index(quantity.span.start)
    if i == 0 or tokens[i - 1].lower not in ("the", "this"):
        return None
    after = syntax.index(quantity.span.end - 1) + 1
    end = max(noun_phrase_end(tokens, after), after)
    heads = [tokens[k].lower for k in range(end - 1, i - 1, -1)]
    mentions = scope.whole.entities
    before = sum(m.span.start < quantity.span.start for m in mentions)
    for noun in heads[:4]:
        for part in (noun, noun.rsplit("-", 1)[-1]):
            if part in definite_heads():
                return coreference.antecedent(mentions, before, part)
    return None


def _antecedent(standing: Standing, back: int) -> list[EntityMention]:
    """Names that a subject without a name stands for: what "which" follows, else the subject of the clause or sentence before."""
    scope, syntax, tokens = standing.scope, standing.reading.syntax, standing.reading.tokens
    clause = standing.clause
    if clause is None or standing.local is not None:
        return []
    first, end = standing.subject_zone()
    if clause.opener in ("which", "who", "that", "whose", "where", "whom") and clause.first > 0:
        before = list(standing.names_before(clause.first))
        near = before[:1] if before and clause.first - syntax.index(before[0].span.end - 1) < 14 else []
        if near and len(before) > 1 and scope.text[before[1].span.end : near[0].span.start] in (" and ", "-"):
            near = [before[1], near[0]]
        if near:
            return near
    nominal = [t for t in tokens[first:end] if t.tag in ("NOUN", "NAME", "PRON", "NUM")]
    pronoun = _pronoun(tokens, first + (1 if clause.opener else 0), end)
    shared = not nominal
    if not (shared or pronoun is not None):
        return []
    if pronoun is not None and pronoun.lower in ("we", "our", "i", "you"):
        return []
    # the subject of an earlier clause of the sentence
    personal = pronoun is not None and pronoun.lower in ("he", "she", "his", "her")
    if personal and standing.verb is not None and standing.verb.verb in words("telling"):
        return []
    earlier = [g for g in syntax.groups if g.first < first or (shared and g.first < end)]
    for group in reversed(earlier):
        zone = syntax.clause(group.first)
        names = [
            m
            for k, m in enumerate(standing.reading.mentions)
            if zone.first <= standing.reading.at[k] < group.first
            and not standing.reading.out[k]
            and not (m.kind in (EntityKind.PERSON, EntityKind.MEDIA, EntityKind.OTHER) and standing.reading.tells(k, standing.governor))
        ]
        fitting = [m for m in names if (m.kind is EntityKind.PERSON) == personal]
        if fitting:
            return fitting[:2]
    previous = scope.previous
    if previous is None or not back or not _goes_on(scope):
        return []
    if previous.quantities and not personal:
        chosen, sure = _chosen(previous, previous.quantities[-1], "", back - 1)
        chosen = [m for m in chosen if m.kind is not EntityKind.PERSON]
        if chosen and sure != "about.away":
            return chosen[:2]
    return [m for m in _subject_names(previous, back - 1) if (m.kind is EntityKind.PERSON) == personal]


def _pronoun(tokens: Sequence[Token], first: int, end: int) -> Token | None:
    """The pronoun or possessive of a subject; "this" and "these" only before a noun that says what (nobody knows what "this" alone is)."""
    for i in range(first, end):
        token = tokens[i]
        if token.lower in words("pronoun"):
            return token
        if token.lower in ("this", "these", "such") and i + 1 < end and tokens[i + 1].tag in ("NOUN", "ADJ", "NUM", "VBN"):
            return token
    return None


def _subject_names(scope: Scope, back: int) -> list[EntityMention]:
    """Names in the subject of a sentence's main verb; where it is a pronoun, of the sentence before."""
    syntax = scope.syntax
    from factdb.frame.standing import reading

    read = reading(scope)
    for group in syntax.groups:
        if group.parent is not None:
            continue
        zone = syntax.clause(group.first)
        names = [
            m for k, m in enumerate(read.mentions) if zone.first <= read.at[k] < group.first and not read.out[k] and not read.tells(k, None)
        ]
        if names:
            return [m for m in names if m.kind in _THINGS][:1] or names[:2]
    if back and scope.previous is not None and _goes_on(scope):
        found = _subject_names(scope.previous, back - 1)
        if found:
            return found
    usable = [m for k, m in enumerate(read.mentions) if not read.out[k] and m.kind is not EntityKind.PERSON]
    return usable[:1]


def _completed(scope: Scope, chosen: list[EntityMention]) -> list[EntityMention]:
    """A project or place alone gets its country where the text makes it known."""
    if len(chosen) == 1 and chosen[0].kind in (EntityKind.PROJECT, EntityKind.PLACE, EntityKind.EVENT):
        country = topic.country_of(scope.whole, chosen[0].name)
        if country is not None and country.name != chosen[0].name:
            return [*chosen, country]
    return chosen


__all__ = ["Span", "entities"]
