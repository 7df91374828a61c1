"""The country that a name lies in: by the gazetteer, by its own words, by what stands beside it, else the article's leading one."""

from __future__ import annotations

from typing import Final

from factdb.entity.gazetteer import gazetteer, spelled
from factdb.entity.heads import heads
from factdb.entity.heads import words as heads_words
from factdb.frame.area import BY_COUNTRY, area
from factdb.frame.home import at_home, home
from factdb.frame.scope import ArticleScope
from factdb.frame.story import is_home, profile
from factdb.values import EntityKind, EntityMention, Span

_CLEAR: Final = 3  # so often a country is named only by its adjective that the article is about it


def lies_somewhere(mention: EntityMention) -> bool:
    """Whether a name alone asks for its country: a place that is no nation, a line, plant or mine; not an act, a fund or a company."""
    if mention.kind is EntityKind.PLACE:
        entry = gazetteer().forms.get(mention.name)
        return entry is None or not (
            entry.polity
            or entry.state
            or (entry.minor and entry.country is None and (entry.area is None or entry.area in gazetteer().nations))
        )
    if mention.kind is EntityKind.PROJECT:
        head = heads().get(mention.name.rsplit(" ", 1)[-1].lower())
        return head is None or head.group != "programme" or mention.name.endswith("roject")
    return mention.kind is EntityKind.EVENT


def country_in_name(name: str) -> str | None:
    """The country that a longer name holds ("Peru Copper"), None where there is none."""
    known = gazetteer().forms
    entries = (known.get(word) for word in name.replace("-", " ").split()) if " " in name else ()
    return next((entry.name for entry in entries if entry is not None and entry.kind is EntityKind.COUNTRY), None)


def country_of(whole: ArticleScope, name: str, *, sure: bool = False) -> EntityMention | None:
    """The country in which `name` lies: by the gazetteer, by a place in its name, else the one named most beside it.

    Failing these the article's leading one, unless `sure`.
    """
    story = profile(whole)
    known = gazetteer()
    near = story.beside.get(name)
    if (own_state := _state(whole, name)) is not None:
        return own_state
    for form in (name, *name.replace("-", " ").split()):
        entry = spelled(form)
        if entry is not None and entry.country is not None:
            country = known.countries[entry.country]
            if country in story.first:
                return story.first[country]
            own = home(whole)
            sure_home = not entry.capital or (entry.name in heads_words("namesake", "names") and at_home(whole) is not None)
            if near or (own is not None and own.code != entry.country and own.name in story.first and sure_home):
                break  # a namesake: there are Wellingtons in many countries
            return EntityMention(Span(0, 0), country, EntityKind.COUNTRY, "gazetteer", entry.country)
    if near:
        return story.first[near.most_common(1)[0][0]]
    if sure:
        return None
    state = next(((n, w) for n, w in story.ranking if story.first[n].kind is EntityKind.PLACE and is_home(story.first[n])), None)
    if state is not None and state[0] != name and not any(n >= state[1] and c in story.plain for c, n in story.countries.items()):
        return story.first[state[0]]  # the text speaks of the state, not of the country
    best = sorted(story.countries.most_common(2), key=lambda item: story.first[item[0]].kind is EntityKind.REGION)
    for leading, count in best:
        if leading in story.plain or count >= _CLEAR:
            return story.first[leading]
    return _of_bodies(whole) or home(whole)


def _state(whole: ArticleScope, name: str) -> EntityMention | None:
    """The state that a town or county lies in, where the text names the state or is at home in it; of Britain only a town's county."""
    known = gazetteer()
    entry = known.forms.get(name)
    if entry is None or entry.area is None:
        return None
    own = area(whole)
    if entry.area in known.nations:
        return own.mention if own is not None and own.mention is not None and own.mention.kind is EntityKind.PLACE else None
    if own is not None and own.mention is not None and own.mention.name == entry.area:
        return own.mention
    if own is None and entry.country in BY_COUNTRY:
        return None
    return profile(whole).first.get(entry.area)


def _of_bodies(whole: ArticleScope) -> EntityMention | None:
    """The country that the article's offices have in their names ("Danish Energy Agency"), None where they have none or several."""
    known = gazetteer()
    codes = set()
    for mention in profile(whole).first.values():
        if mention.kind is EntityKind.BODY and " " in mention.name:
            for form in (mention.name.split(" ", 1)[0], mention.name.rsplit(" of ", 1)[-1]):
                entry = known.forms.get(form)
                if entry is not None and entry.kind is EntityKind.COUNTRY and entry.country is not None:
                    codes.add(entry.country)
    if len(codes) != 1:
        return None
    code = codes.pop()
    return EntityMention(Span(0, 0), known.countries[code], EntityKind.COUNTRY, "gazetteer", code)
