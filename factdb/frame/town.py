"""The town whose council, mayor or streets an article is about, and the local bodies that its text calls by no name of their own.

"The City Council" of a story from Omaha is Omaha's: its figures are the town's.
"""

from __future__ import annotations

import re
from typing import Final, cast

from factdb.entity.gazetteer import spelled
from factdb.frame.area import area, dateline, localized, widened
from factdb.frame.home import at_home
from factdb.frame.reading import words
from factdb.frame.scope import ArticleScope, Scope
from factdb.values import EntityKind, EntityMention, Span

_OPENING: Final = 700  # code points in which a local story tells that it is one
_RE_WORD: Final = re.compile("[A-Za-z]+")
_BODIES: Final = frozenset({EntityKind.BODY, EntityKind.OTHER, EntityKind.PROJECT})
_STREETS: Final = _BODIES | {EntityKind.PLACE}


def town(whole: ArticleScope) -> EntityMention | None:
    """The town of a story of local matters: in its dateline, else in its title; None for any other story."""
    if "town" not in whole.memo:
        whole.memo["town"] = _found(whole)
    return cast("EntityMention | None", whole.memo["town"])


def _found(whole: ArticleScope) -> EntityMention | None:
    start = whole.article.span.start
    title_end = start + len(whole.article.title)
    end = min(title_end + _OPENING, whole.article.span.end)
    title = set(_RE_WORD.findall(whole.article.title.lower()))
    # in the text a body of another sort has a capital: "the Atlantic Council"
    if words("local").isdisjoint(title) and words("local").isdisjoint(_RE_WORD.findall(whole.text, title_end, end)):
        return None
    own = area(whole)
    name = dateline(whole)[0]
    entry = spelled(name) if name else None
    if own is None and (entry is None or entry.area is None or entry.country is None):
        name = ""  # of a town whose country is told by states the dateline is enough
    state = entry is not None and entry.state and (own is None or own.mention is None or own.mention.name == name)
    if name and (entry is None or (entry.kind is EntityKind.PLACE and not state)):
        return EntityMention(Span(0, 0), name, EntityKind.PLACE, "gazetteer")
    for mention in whole.entities:
        if mention.span.start >= title_end:
            return None
        entry = spelled(mention.name)
        if mention.kind is EntityKind.PLACE and entry is not None and not entry.state and mention.method != "adjective":
            return mention
    return None


def at_its_place(scope: Scope, chosen: list[EntityMention], *, government: bool) -> list[EntityMention]:
    """`chosen` with the article's state for its country, its country for its state where the sentence tells of that, its town for a street.

    `government`: what they are read from is "the government".
    """
    wide = _countrywide(scope) or (government and _of_country(scope))
    return localized_bodies(scope.whole, (widened if wide else localized)(scope.whole, chosen, scope.sentence))


def _countrywide(scope: Scope) -> bool:
    """Whether the sentence tells of the country by a plain word ("the nation"), not by a name ("the Hill Country")."""
    told = words("countrywide")
    return not scope.words.isdisjoint(told) and any(token.text in told for token in scope.tokens)


def _of_country(scope: Scope) -> bool:
    """Whether the sentence before names a country, so that "the government" is hardly a state's."""
    return scope.previous is not None and any(m.kind is EntityKind.COUNTRY for m in scope.previous.entities)


def localized_bodies(whole: ArticleScope, chosen: list[EntityMention]) -> list[EntityMention]:
    """`chosen` with the town, the state, else the country for streets and for bodies that have no name of their own ("School Board")."""
    if not any(_nameless(m) for m in chosen):
        return chosen
    own = area(whole)
    there = [m for m in (town(whole), own.mention if own is not None else at_home(whole)) if m is not None]
    rest = [m for m in chosen if not _nameless(m) and all(m.name != t.name for t in there)]
    return [*rest, *there] if there else chosen


def _nameless(mention: EntityMention) -> bool:
    parts = mention.name.lower().split()
    street = len(parts) > 1 and parts[-1] in words("street") and mention.kind in _STREETS
    return street or (mention.kind in _BODIES and words("nameless").issuperset(parts))


def homed(whole: ArticleScope, names: tuple[EntityMention, ...]) -> tuple[EntityMention, ...]:
    """What an article is about with its town where that is only a state or country, with its state where that is only a body."""
    names = tuple(localized_bodies(whole, list(names)))
    own = area(whole)
    here = own.mention if own is not None else None
    if len(names) == 2 and names[0].kind is EntityKind.BODY and here is not None and here.kind is EntityKind.PLACE:
        entry = spelled(names[1].name)
        town_of = names[1].kind is EntityKind.PLACE and (entry is None or not entry.state) and here.name != names[1].name
        return (*names, here) if town_of else names  # "Whitby museum" of North Yorkshire
    if len(names) != 1:
        return names
    if names[0].kind in _BODIES:
        return names if here is None or here.kind is EntityKind.COUNTRY or here.name in names[0].name else (*names, here)
    there = town(whole)
    entry = spelled(names[0].name)
    home = names[0].kind is EntityKind.COUNTRY or (entry is not None and entry.state)
    return (there, *names) if there is not None and home and there.name != names[0].name else names
