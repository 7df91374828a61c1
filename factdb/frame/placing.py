"""Places of the names of a figure: lists kept whole, a country for a town or plant, parts of a country put together."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from factdb.entity.gazetteer import gazetteer
from factdb.frame import story, topic
from factdb.frame.between import MOST, PLACES, POLITIES, THINGS, distinct
from factdb.frame.country import country_in_name, country_of, lies_somewhere
from factdb.frame.home import at_home, seat_of, speaks_for_country
from factdb.frame.reading import words
from factdb.frame.scene import afar, scene
from factdb.frame.scope import ArticleScope, Scope
from factdb.values import EntityKind, EntityMention, Quantity

# what alone seldom is all that a figure is about
_LOOSE: Final = frozenset({EntityKind.PERSON, EntityKind.BODY, EntityKind.OTHER})
_LONG: Final = 6  # countries of a list that is kept whole


def there(scope: Scope) -> EntityMention | None:
    """The place that "there" goes back to ("Voss aims to build 40 cars there"), the last one of the sentence before."""
    if "there" not in scope.words or scope.previous is None:
        return None
    tokens = scope.tokens
    here = next((k for k, t in enumerate(tokens) if t.lower == "there"), None)
    if (
        here is None
        or (here + 1 < len(tokens) and tokens[here + 1].tag in ("AUX", "VERB", "VBD"))
        or any(m.kind in PLACES for m in scope.entities)
    ):
        return None
    return next((m for m in reversed(scope.previous.entities) if m.kind in PLACES and m.method != "adjective"), None)


def respective(scope: Scope, quantity: Quantity, names: list[EntityMention]) -> list[EntityMention]:
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


def joined(scope: Scope, chosen: list[EntityMention]) -> list[EntityMention]:
    """`chosen` with the rest of a list of places: who names England of "England and Wales" names both.

    Many parts of a country after a firm or body only say where it has something: they go.
    """
    run: list[EntityMention] = []
    ours = {m.span for m in chosen}
    for mention in (*(m for m in scope.entities if m.kind in PLACES), None):
        gap = scope.text[run[-1].span.end : mention.span.start] if run and mention else ""
        if run and mention and mention.method == run[-1].method and gap in (" and ", " and the ", ", ", ", and "):
            run.append(mention)
            continue
        closed = len(run) > 1 and " and " in scope.text[run[-2].span.end : run[-1].span.start]
        if closed and 0 < sum(m.span in ours for m in run) < len(run):
            countries = all(m.kind is EntityKind.COUNTRY for m in run)
            apart = not countries and any(m.kind in THINGS and m.kind is not EntityKind.PROJECT for m in chosen)
            if not apart and len(run) <= (_LONG if countries else MOST):
                chosen = distinct((*chosen, *run))
            elif not countries and any(m.kind in THINGS for m in chosen):
                chosen = [m for m in chosen if m not in run]
        run = [mention] if mention else []
    return chosen[:_LONG]


def parents(scope: Scope, names: list[EntityMention]) -> list[EntityMention]:
    """Three or more listed places of one country give way to the country ("in Texas, Ohio and Utah")."""
    known = gazetteer()
    entries = [known.forms.get(m.name) for m in names if m.kind is EntityKind.PLACE]
    codes = {e.country if e else None for e in entries}
    if len(entries) < 3 or len(codes) != 1 or None in codes:
        return names
    places = [m for m in names if m.kind is EntityKind.PLACE]
    country = country_of(scope.whole, places[0].name)
    # an unknown name within the list is one of them
    low, high = min(m.span.start for m in places), max(m.span.end for m in places)
    rest = [m for m in names if m.kind is not EntityKind.PLACE and not (m.kind is EntityKind.OTHER and low < m.span.start < high)]
    return rest if country is None else [*rest, country]


def completed(scope: Scope, chosen: list[EntityMention]) -> list[EntityMention]:
    """`chosen` with the country of a project or place where none is in it and the text makes it known; never more than three."""
    if any(m.kind is EntityKind.COMPANY and country_in_name(m.name) for m in chosen):
        # "Peru Copper" with its mine at Cuajone: the country is said, a small place is no matter
        chosen = [m for m in chosen if m.kind is not EntityKind.PLACE or m.name in gazetteer().forms]
    home = topic.focus(scope.whole)
    if afar(scope.whole):
        return chosen
    if scene(scope.whole) and chosen and len(home) > 1 and {m.name for m in chosen} <= {m.name for m in home}:
        return list(home)
    if home and home[0].kind is EntityKind.COMPANY and chosen and chosen[0].name == home[0].name:
        return chosen
    leading = len(home) > 1 and home[0].kind not in POLITIES and bool(chosen) and chosen[0].name == home[0].name
    if leading and all(m.name == home[0].name or (m.kind is EntityKind.PLACE and m.name not in gazetteer().forms) for m in chosen):
        return list(home)  # a project with its country; where in the country it lies is no matter
    if (
        not chosen
        or len(chosen) >= MOST
        or any(m.kind in POLITIES for m in chosen)
        or (len(chosen) > 1 and any(map(story.is_home, chosen)))
    ):
        return chosen
    if len(chosen) == 1 and chosen[0].kind is EntityKind.PLACE and home and story.is_home(home[-1]):
        if story.is_home(home[-1]) and story.is_home(chosen[0]) and chosen[0].name == home[-1].name:
            return chosen
        own = country_of(scope.whole, chosen[0].name, sure=True) if home[-1].kind in POLITIES else None
        return distinct((*chosen, own or home[-1]))
    if len(chosen) == 1:
        somewhere = [m for m in chosen if lies_somewhere(m)]
        found = [country_of(scope.whole, m.name, sure=m.kind is EntityKind.PLACE) for m in somewhere]
    else:
        places = [m for m in chosen if m.kind is EntityKind.PLACE]
        found = [country_of(scope.whole, m.name, sure=True) for m in places or chosen if m.kind in (EntityKind.PLACE, EntityKind.PROJECT)]
        if places and found == [None] and chosen[0].kind in THINGS:
            found = [seat(scope.whole, chosen[0])]  # "Holmgaard ... in Odense" of the Danish brewer
    return distinct((*chosen, *(m for m in found if m is not None)))[:MOST]


def seated(scope: Scope, chosen: list[EntityMention], *, away: bool) -> list[EntityMention]:
    """`chosen` with the country that its only name is of, where the figure is hardly about that name alone.

    A person, a word (`away`) that nothing explains, or a body of the state that the sentence does not name. What a firm, a project or body
    does is its own.
    """
    if len(chosen) != 1 or chosen[0].kind not in _LOOSE or afar(scope.whole):
        return chosen
    only = chosen[0]
    if only.kind is not EntityKind.PERSON:
        own = seat_of(only)
        if (own is not None or not away) and not speaks_for_country(only.name) and scope.sentence.covers(only.span):
            return chosen
        if own is None and (only.kind is EntityKind.BODY or any(m.name == only.name for m in topic.topic(scope.whole, ""))):
            return chosen
    country = seat(scope.whole, only)
    return chosen if country is None or country.name == only.name else [*chosen, country]


def without_union(chosen: list[EntityMention]) -> list[EntityMention]:
    """`chosen` without the country of a state that stands in it: who tells of Oregon says no more by naming the United States."""
    if len(chosen) == 1:
        return chosen
    known = gazetteer().forms
    unions = {entry.country for m in chosen if (entry := known.get(m.name)) is not None and entry.state}
    return [m for m in chosen if m.kind is not EntityKind.COUNTRY or m.code not in unions] if unions else chosen


def acting(whole: ArticleScope, title: str = "") -> tuple[EntityMention, ...]:
    """The state for which somebody acts, the one of a `title` if it is told; empty where the article tells none.

    A governor acts for the state that the article names most, anybody else for the polity that it is about, else its country.
    """
    if not words("provincial").isdisjoint(title.lower().split()):
        known, told = gazetteer().forms, story.profile(whole)
        own = next((told.first[name] for name, _ in told.ranking if (entry := known.get(name)) is not None and entry.state), None)
        if own is not None:
            return (own,)
    found = next((m for m in topic.topic(whole, "") if story.is_home(m)), None) or at_home(whole)
    return () if found is None else (found,)


def nationwide(scope: Scope) -> bool:
    """Whether the sentence speaks of the whole country without naming it ("nationwide", "domestic production")."""
    return not words("nationwide").isdisjoint(scope.words_and_marks)


def whole_country(scope: Scope, metric: str) -> list[EntityMention]:
    """Whom a figure told "nationwide" is about: the polity of the article's topic, else its home, else for whom its officials act."""
    found = [m for m in topic.topic(scope.whole, metric) if m.kind in POLITIES]
    if found or (own := at_home(scope.whole)) is None:
        return found or list(acting(scope.whole))
    return [own]


def seat(whole: ArticleScope, mention: EntityMention) -> EntityMention | None:
    """The country that a body, firm or project is of: by its name, by the words beside it, else the one that the article is at home in.

    None for a body of many countries.
    """
    near = story.profile(whole).beside.get(mention.name)
    if near:
        return story.profile(whole).first[near.most_common(1)[0][0]]
    own = seat_of(mention)
    return own if own is not None or mention.name in gazetteer().forms else at_home(whole)
