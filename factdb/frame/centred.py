"""The names of a figure set against what the whole article is about: what only lends, counts or says where it goes gives way."""

from __future__ import annotations

from factdb.frame import story, topic
from factdb.frame.between import MOST, PLACES, POLITIES, TRADERS, distinct
from factdb.frame.country import country_of
from factdb.frame.reading import reading, words
from factdb.frame.scope import Scope
from factdb.frame.standing import Standing
from factdb.values import EntityKind, EntityMention


def centred(standing: Standing, metric: str, chosen: list[EntityMention]) -> list[EntityMention]:
    """`chosen` with what the article is about, where they only say where it goes or who lends to it.

    "Routes to Bilbao and Oslo" are the airline's; a loan by a bank that the article only mentions is the project's.
    """
    scope, quantity = standing.scope, standing.quantity
    home = topic.focus(scope.whole)
    pair = topic.dealt(scope.whole)
    if pair and metric in words("bought") and not scope.words.isdisjoint(words("deal")):
        around = scope.entities if all(m.kind in POLITIES for m in chosen) else ()
        if {p.name for p in pair} & {m.name for m in (*chosen, *around)}:
            return list(pair)
    if not home or not chosen or any(m.name == h.name for m in chosen for h in home) or metric in words("dwelling"):
        return chosen
    if not story.is_home(home[0]):
        read = reading(scope)
        heads = {m.span for m in chosen if m.kind not in (*PLACES, EntityKind.OTHER) or read.leads(m)}
        if not heads and all(scope.sentence.covers(m.span) for m in chosen):
            return distinct((home[0], *(m for m in chosen if m.method != "adjective" or quantity.span.covers(m.span))))[:MOST]
    if (
        metric in words("giving")
        and len(chosen) == 1
        and chosen[0].kind in TRADERS | {EntityKind.BODY}
        and scope.sentence.covers(chosen[0].span)
    ):
        verb = standing.verb
        if verb is not None and verb.verb in words("handing"):
            return distinct((*chosen, *home))[:MOST]
    return chosen


def stated(scope: Scope, metric: str, chosen: list[EntityMention]) -> list[EntityMention]:
    """`chosen` with the country for an office of its state that counts and reports ("The ministry recorded 40 cases").

    A storm gives way to where it strikes; public bodies give way to the place or works that the article is about, unless the
    figure is their own.
    """
    home = topic.focus(scope.whole)
    if any(story.is_storm(m.name) for m in chosen) and home and story.is_home(home[0]):
        chosen = distinct((*(m for m in chosen if not story.is_storm(m.name)), *home[:1]))
    if (
        home
        and (home[0].kind in (EntityKind.PROJECT, EntityKind.PLACE) or "instead" in scope.whole.memo)
        and chosen
        and metric not in words("own")
        and all(story.agency(m.name) and m.name != home[0].name for m in chosen)
    ):
        return list(home)
    if not any(story.official(m) for m in chosen):
        return chosen
    rest = [m for m in chosen if not story.official(m)]
    if home and not any(map(story.is_home, home)) and not any(story.official(m) for m in home):
        return rest or list(home)  # a firm's contract with a ministry
    country = country_of(scope.whole, next(m.name for m in chosen if story.official(m)))
    if country is None:
        return rest or chosen
    return distinct((*rest, country))
