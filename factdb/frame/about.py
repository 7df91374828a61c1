"""Entities of a claim with their roles: which one to three names of the article a figure is about.

Every name of the sentence gets a place towards the figure (`standing`); the measured phrase and the subject come first. A subject
that is a pronoun or "the ..." takes the names of the subject it goes on from; a sentence with no name of its own takes those of the
sentence before, else what the article is about (`topic`). A project or place alone gets its country.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from factdb.entity.gazetteer import gazetteer
from factdb.frame import topic
from factdb.frame.antecedent import antecedent, definite, goes_on, lead_in, of_these, of_which, subject_names, told
from factdb.frame.reading import words
from factdb.frame.role import roles
from factdb.frame.scope import Scope, Slot
from factdb.frame.standing import Place, Ranked, Standing
from factdb.values import ClaimEntity, EntityKind, EntityMention, Quantity, Span

_MOST: Final = 3
_PLACES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION, EntityKind.PLACE})
_POLITIES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION})
_THINGS: Final = frozenset({EntityKind.PROJECT, EntityKind.COMPANY, EntityKind.BODY, EntityKind.OTHER, EntityKind.PERSON})
_TRADERS: Final = _THINGS - {EntityKind.BODY}
_LISTED: Final = 4  # an enumerated list of partners is kept whole
_BACK: Final = 3  # sentences that a pronoun or a missing name may reach back


def entities(scope: Scope, quantity: Quantity, metric: str) -> Slot[tuple[ClaimEntity, ...]]:
    """One to three essential entities the figure is about, most essential first."""
    chosen, rule = _chosen(scope, quantity, metric, _BACK)
    if not chosen:
        chosen, rule = list(topic.topic(scope.whole, metric)), "about.topic"
    if quantity.respective is None:
        chosen = _joined(scope, chosen)
    if rule != "about.route":
        chosen = _completed(scope, chosen)
    evidence = next((m.span for m in chosen if scope.sentence.covers(m.span)), None)
    parts = roles(scope, quantity, metric, rule, chosen)
    return Slot(tuple(_claim_entity(mention, role) for mention, role in zip(chosen, parts, strict=True)), evidence, rule)


def _claim_entity(mention: EntityMention, role: str) -> ClaimEntity:
    # an entity that no words name (the country of a place) has an empty span
    words = mention.span if mention.span.start < mention.span.end else None
    return ClaimEntity(mention.name, mention.kind, role, mention.code, words, mention.method)


def _chosen(scope: Scope, quantity: Quantity, metric: str, back: int) -> tuple[list[EntityMention], str]:
    """The names that the sentence, or the one it goes on from, gives; with the rule. Empty where none do."""
    standing = Standing(scope, quantity)
    ranked = standing.ranked()
    inside = _at(ranked, Place.INSIDE)

    def carried() -> list[EntityMention]:
        return _carried(scope, metric, back)

    is_definite, named = definite(scope, quantity)
    if named is not None:
        inside.insert(0, named)
    inside = of_which(standing) + inside
    subject = _respective(scope, quantity, _at(ranked, Place.SUBJECT))
    rule = "about.sentence"
    if not subject:
        subject = _government(scope, standing) or antecedent(standing, carried)
        rule = "about.antecedent" if subject else rule
    if of_these(scope):
        subject, rule = _distinct((*carried()[:1], *subject)), "about.antecedent"
    beside = _at(ranked, Place.BESIDE)
    if not any(m.kind in _THINGS for m in (*subject, *inside)):
        # "The goal is to build 3 plants in Oslo, Voss Motors said": a company's own figures
        subject = [*(r.mention for r in ranked if r.place is Place.ASIDE and r.mention.kind is EntityKind.COMPANY), *subject][:2]
    if metric in words("trade"):
        partners = [m for m in inside if m.kind in _POLITIES]
        if len(partners) < 2:
            partners = _distinct(m for m in (*subject, *inside, *beside) if m.kind in _POLITIES)
        traders = [m for m in subject if m.kind in _TRADERS or m.kind is EntityKind.BODY]
        if len(partners) == 1 and traders and partners[0] in inside:
            return [traders[0], partners[0]], "about.partners"
        if len(partners) == 1 and not traders and metric in words("flow") and _far_side(standing, partners[0]):
            home = topic.topic(scope.whole, "")
            partners = _distinct((*(m for m in home if m.kind in _POLITIES), *partners))
        if len(partners) > 1:
            things = [m for m in subject if m.kind in _TRADERS][:1]
            return _distinct((*things, *partners))[:_LISTED], "about.partners"
    if metric in words("route"):
        ends = _route(scope, ranked)
        if ends:
            things = [m for m in (*subject, *inside) if m.kind in _TRADERS and m.kind is not EntityKind.PERSON and m not in ends]
            return _distinct((*things[:1], *ends)), "about.route"
    if metric in words("opinion"):
        asked = _opinion(scope, ranked, (*inside, *subject, *beside))
        if asked:
            return asked, "about.opinion"
        subject, inside, beside = [], [], []
    chosen = _distinct((*subject[:2], *inside[:2]))[:_MOST]
    objects = [r.mention for r in ranked if r.place is Place.BESIDE and r.key == -1]
    chosen = _filled(scope, chosen, beside, objects)
    if not chosen and is_definite and named is None:
        chosen, rule = carried(), "about.previous"
    if not chosen:
        away = [m for m in _parents(scope, [*_at(ranked, Place.ASIDE), *_at(ranked, Place.AWAY)]) if m.kind is not EntityKind.PERSON]
        away.sort(key=lambda m: (m.kind is EntityKind.OTHER, m.kind not in _POLITIES))
        chosen, rule = _distinct(away)[:2], "about.away"
    if not chosen and not _nationwide(scope) and not told(scope):
        chosen, rule = carried(), "about.previous"
    if not chosen and back == _BACK and not topic.topic(scope.whole, metric):
        # an unknown word is better than nothing
        unknown = [r.mention for r in ranked if r.place is not Place.OUT and r.mention.kind is EntityKind.OTHER]
        chosen, rule = _distinct(unknown)[:1], "about.away"
    return chosen, rule


def _carried(scope: Scope, metric: str, back: int) -> list[EntityMention]:
    """The names of the last figure of the sentence before, else its subject; no persons, and nothing from afar."""
    previous = lead_in(scope) or (scope.previous if goes_on(scope) else None)
    if previous is None or not back:
        return []
    if not previous.quantities:
        return [m for m in subject_names(previous, back - 1) if m.kind is not EntityKind.PERSON][:2]
    chosen, rule = _chosen(previous, previous.quantities[-1], metric, back - 1)
    return [] if rule == "about.away" else [m for m in chosen if m.kind is not EntityKind.PERSON][:2]


def _government(scope: Scope, standing: Standing) -> list[EntityMention]:
    """The country for which a president or minister acts: named right before the title, else the article's."""
    person = standing.office()
    if person is None:
        return []
    near = [m for m in scope.entities if m.kind is EntityKind.COUNTRY and 0 <= person.span.start - m.span.end < 40]
    return near[-1:] or [m for m in topic.topic(scope.whole, "") if m.kind in _POLITIES][:1]


def _far_side(standing: Standing, mention: EntityMention) -> bool:
    """Whether goods go to the name or come from it: "exports to Peru", so they are another's."""
    tokens, at = standing.reading.tokens, standing.reading.syntax.index(mention.span.start)
    return any(t.lower in ("to", "from", "with") for t in tokens[max(0, at - 2) : at])


def _nationwide(scope: Scope) -> bool:
    """Whether the sentence speaks of the whole country without naming it ("nationwide", "domestic production")."""
    return any(token.lower in words("nationwide") for token in scope.tokens)


def _opinion(scope: Scope, ranked: Sequence[Ranked], close: Sequence[EntityMention]) -> list[EntityMention]:
    """The country asked and the country judged, which may be there by one of its places only."""
    names = (*close, *_at(ranked, Place.ASIDE), *_at(ranked, Place.AWAY))
    asked = _distinct(m for m in names if m.kind in _POLITIES)
    if len(asked) == 1:
        places = [m for m in names if m.kind is EntityKind.PLACE and m.method == "gazetteer"]
        judged = [topic.country_of(scope.whole, m.name) for m in places]
        asked = _distinct((*asked, *(m for m in judged if m is not None)))
    return asked[:2]


def _filled(scope: Scope, chosen: list[EntityMention], beside: list[EntityMention], objects: list[EntityMention]) -> list[EntityMention]:
    """`chosen` with what stands beside the verb where it says less than two names: a thing takes a place, a country takes either."""
    listed = _parents(scope, beside)
    if not chosen:
        things = [m for m in listed if m.kind in _THINGS and m.kind is not EntityKind.PERSON][:1]
        polities = [m for m in listed if m.kind in _POLITIES]
        places = polities[:1] if things else polities[:2]
        return [*things, *(places or [m for m in listed if m.kind in _PLACES][:1])]
    if len(chosen) == 1 and chosen[0].kind in _POLITIES:
        # what a country builds, sells or hands over
        chosen = _distinct((*chosen, *(m for m in objects if m.kind is EntityKind.PROJECT)))
    if len(chosen) == 1 and listed is beside:
        extra = [m for m in beside if m.kind in _PLACES]
        if topic.country_in_name(chosen[0].name):
            extra = [m for m in extra if m.kind is not EntityKind.PLACE]  # "Peru Copper" in Cuajone: its country is said
        if not extra and chosen[0].kind in _POLITIES:
            extra = [m for m in beside if m.kind in _TRADERS and m.kind is not EntityKind.PERSON]
        chosen = _distinct((*chosen, *extra[:1]))
    if len(chosen) == 2 and any(m.kind is EntityKind.PROJECT for m in chosen):
        chosen = _distinct((*chosen, *(m for m in beside if m.kind in _POLITIES)))[:_MOST]
    return chosen


def _at(ranked: Sequence[Ranked], place: Place) -> list[EntityMention]:
    """Names at one place, closest first, the same name once."""
    return _distinct(r.mention for r in sorted((r for r in ranked if r.place is place), key=lambda r: r.key))


def _distinct(mentions: Iterable[EntityMention]) -> list[EntityMention]:
    seen: dict[str, EntityMention] = {}
    for mention in mentions:
        seen.setdefault(mention.name, mention)
    return list(seen.values())


def _respective(scope: Scope, quantity: Quantity, names: list[EntityMention]) -> list[EntityMention]:
    """`names` without the other figures' ones: "exports of Peru and Chile were 3 and 5 percent respectively"."""
    if quantity.respective is None:
        return names
    same = [q for q in scope.quantities if q.respective is not None]
    size = max(q.respective or 0 for q in same) + 1
    ordered = sorted(names, key=lambda m: m.span.start)
    for k in range(len(ordered) - size, -1, -1):
        listed = ordered[k : k + size]
        gaps = [scope.text[a.span.end : b.span.start].strip() for a, b in pairwise(listed)]
        if len(listed) == size and all(gap in (",", "and", ", and", "or") for gap in gaps):
            return [listed[quantity.respective], *(m for m in names if m not in listed)]
    return names


def _route(scope: Scope, ranked: Sequence[Ranked]) -> list[EntityMention]:
    """The ends of a route named in the sentence: "from Oslo to Bergen", "between Oslo and Bergen"; empty where none is."""
    names = [r.mention for r in ranked if r.place is not Place.OUT]
    text = scope.text
    for one, other in pairwise(names):
        gap = text[one.span.end : other.span.start]
        before = text[max(0, one.span.start - 12) : one.span.start]
        if (gap == " to " and before.endswith(("from ", "from the "))) or (gap == " and " and before.endswith("between ")):
            if "adjective" in (one.method, other.method):
                continue
            if one.kind in (*_PLACES, EntityKind.OTHER) and other.kind in (*_PLACES, EntityKind.OTHER):
                return [one, other]
    return []


def _joined(scope: Scope, chosen: list[EntityMention]) -> list[EntityMention]:
    """`chosen` with the other half of a pair of places: who names England of "England and Wales" names both."""
    names = [m for m in scope.entities if m.kind in _PLACES]
    for one, other in pairwise(names):
        if scope.text[one.span.end : other.span.start] in (" and ", " and the ") and len(chosen) < _MOST and one.method == other.method:
            ours = {m.span for m in chosen}
            if (one.span in ours) != (other.span in ours):
                chosen = _distinct((*chosen, one, other))
    return chosen[:_LISTED]


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


def _completed(scope: Scope, chosen: list[EntityMention]) -> list[EntityMention]:
    """`chosen` with the country of a project or place where none is in it and the text makes it known; never more than three."""
    if not chosen or len(chosen) >= _MOST or any(m.kind in _POLITIES for m in chosen):
        return chosen
    if len(chosen) == 1:
        somewhere = [m for m in chosen if topic.lies_somewhere(m)]
        found = [topic.country_of(scope.whole, m.name) for m in somewhere]
    else:
        somewhere = [m for m in chosen if m.kind is EntityKind.PLACE] or [m for m in chosen if m.kind is EntityKind.PROJECT]
        found = [topic.country_of(scope.whole, m.name, sure=True) for m in somewhere]
    return _distinct((*chosen, *(m for m in found if m is not None)))[:_MOST]


__all__ = ["Span", "entities"]
