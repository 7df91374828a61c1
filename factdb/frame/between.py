"""Figures that stand between names: partners of trade, ends of a route, the asked and the judged of an opinion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from factdb.frame import topic
from factdb.frame.country import country_of
from factdb.frame.reading import people, words
from factdb.frame.scope import Scope
from factdb.frame.standing import Place, Ranked, Standing
from factdb.values import EntityKind, EntityMention

MOST: Final = 3
LISTED: Final = 4  # an enumerated list of partners is kept whole
POLITIES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION})
PLACES: Final = POLITIES | {EntityKind.PLACE}
THINGS: Final = frozenset({EntityKind.PROJECT, EntityKind.COMPANY, EntityKind.BODY, EntityKind.OTHER, EntityKind.PERSON})
TRADERS: Final = THINGS - {EntityKind.BODY}
_GOERS: Final = TRADERS - {EntityKind.PERSON}


class Found(NamedTuple):
    """The names of a sentence as they stand towards one figure, best first."""

    standing: Standing
    ranked: list[Ranked]
    subject: list[EntityMention]
    inside: list[EntityMention]
    beside: list[EntityMention]


def names(scope: Scope, metric: str, found: Found) -> tuple[list[EntityMention], str]:
    """The names of a figure whose metric stands between several, with the rule; empty where it does not or they are not there."""
    if metric in words("trade"):
        return _partners(scope, metric, found), "about.partners"
    if metric in words("route") or "passengers" in scope.words:
        return _route(scope, found), "about.route"
    if metric in words("opinion") and not any(m.kind is EntityKind.PLACE for m in found.inside):
        return _opinion(scope, found), "about.opinion"
    return [], ""


def _partners(scope: Scope, metric: str, found: Found) -> list[EntityMention]:
    """A trader and the countries it deals with, or two partner countries."""
    partners = [m for m in found.inside if m.kind in POLITIES]
    if len(partners) < 2:
        partners = distinct(m for m in (*found.subject, *found.inside, *found.beside) if m.kind in POLITIES)
    things = [m for m in found.subject if m.kind in THINGS]
    flow = metric in words("flow")
    if len(partners) == 1 and things and partners[0] in found.inside:
        return [things[0], partners[0]]
    if partners and not things and flow and all(_far_side(found.standing, m) for m in partners[:1]):
        home = topic.topic(scope.whole, "")
        partners = distinct((*(m for m in home if m.kind in POLITIES), *partners))
    if len(partners) < 2 and flow and any(t.lower in words("bilateral") for t in scope.tokens):
        partners = [m for m in topic.topic(scope.whole, metric) if m.kind in POLITIES] or partners
    verb = found.standing.verb
    if (
        len(partners) == 1
        and metric in words("giving")
        and verb is not None
        and verb.verb in words("handing")
        and partners[0] in found.subject
    ):
        # "pledged 3 million to the Amazon Fund"; with nobody named, to the country that the article is about
        received = [m for m in (*found.inside, *found.beside) if m.kind in THINGS and _far_side(found.standing, m)]
        if received:
            return distinct((*partners, *received))[:MOST]
        partners = distinct((*partners, *(m for m in topic.topic(scope.whole, "") if m.kind in POLITIES)))
    if len(partners) < 2:
        return []
    traders = [m for m in things if m.kind in TRADERS or (m.kind is EntityKind.BODY and metric in words("giving"))]
    return distinct((*traders[:1], *partners))[:LISTED]


def _far_side(standing: Standing, mention: EntityMention) -> bool:
    """Whether goods go to the name or come from it: "exports to Peru", so they are another's."""
    tokens, at = standing.reading.tokens, standing.reading.syntax.index(mention.span.start)
    return any(t.lower in ("to", "from", "with") for t in tokens[max(0, at - 2) : at])


def _route(scope: Scope, found: Found) -> list[EntityMention]:
    """The ends of a route named in the sentence ("from Oslo to Bergen", "between Oslo and Bergen") after what goes along it, if named."""
    if any(m.kind is EntityKind.PROJECT for m in found.inside):
        return []  # "the Voss dam, which cost $3 million, and a road between Oslo and Bergen"
    named = [r.mention for r in found.ranked if r.place is not Place.OUT]
    text = scope.text
    for one, other in pairwise(named):
        gap = text[one.span.end : other.span.start]
        before = text[max(0, one.span.start - 12) : one.span.start]
        if (gap == " to " and before.endswith(("from ", "from the "))) or (gap == " and " and before.endswith("between ")):
            if "adjective" in (one.method, other.method):
                continue
            if one.kind in (*PLACES, EntityKind.OTHER) and other.kind in (*PLACES, EntityKind.OTHER):
                things = [m for m in (*found.subject, *found.inside) if m.kind in _GOERS and m not in (one, other)]
                return distinct((*things[:1], one, other))
    return []


def _opinion(scope: Scope, found: Found) -> list[EntityMention]:
    """The country asked and the country judged, which may be there by one of its places only."""
    read, start = found.standing.reading, found.standing.quantity.span.start
    others = {m.span for k, m in enumerate(read.mentions) if read.owners[k] and start not in read.owners[k]}
    away: tuple[EntityMention, ...] = (*at(found.ranked, Place.ASIDE), *at(found.ranked, Place.AWAY))
    if start in read.items:
        found = found._replace(inside=[read.mentions[read.items[start]]], subject=[], beside=[])  # "..., Peru by 54%"
        away = ()
    close = [m for m in (*found.inside, *found.subject, *found.beside, *away) if m.span not in others]
    named = distinct(m for m in close if m.kind in POLITIES)
    if len(named) == 1:
        places = [m for m in close if m.kind is EntityKind.PLACE and m.method == "gazetteer"]
        judged = [country_of(scope.whole, m.name) for m in places]
        named = distinct((*named, *(m for m in judged if m is not None)))
    home = [m for m in topic.topic(scope.whole, "") if m.kind in POLITIES][:1]
    if len(named) == 1 and not _asked(scope, named[0]):
        named = distinct((*home, *named))
    return named[:2] or home


def _asked(scope: Scope, mention: EntityMention) -> bool:
    """Whether the name is of those who were asked: "in Peru", "Peruvian voters", "Peruvians"."""
    text, start, end = scope.text, mention.span.start, mention.span.end
    if text[max(0, start - 8) : start].lower().endswith((" in ", " across ", " among ", "in ", "of ")) or text[end - 1 : end] == "s":
        return True
    after = text[end : end + 40].split(" ", 2)
    return mention.method == "adjective" and len(after) > 1 and after[1].rstrip(",.;") in people()


def at(ranked: Sequence[Ranked], place: Place) -> list[EntityMention]:
    """Names at one place, closest first, the same name once."""
    there = [r for r in ranked if r.place is place]
    if len(there) > 1:
        there.sort(key=lambda r: r.key)
        return distinct([r.mention for r in there])
    return [r.mention for r in there]


def distinct(mentions: Iterable[EntityMention]) -> list[EntityMention]:
    """The first mention of each name, in order."""
    seen: dict[str, EntityMention] = {}
    for mention in mentions:
        seen.setdefault(mention.name, mention)
    return list(seen.values())
