"""The state that an article is at home in, for countries whose news is told by state: Tennessee, Karnataka, Ontario, Queensland, Wales.

Who reads of the Memphis council wants Tennessee beside it, not the United States. The state's own name, its towns, counties, bodies and
the dateline speak for it; the country's own name and other states speak against. Names that several states or countries have (Victoria,
Georgia, Cambridge) go to the one that something else speaks for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple, cast

from factdb.entity.gazetteer import gazetteer
from factdb.frame.scope import ArticleScope
from factdb.lexicon import table
from factdb.text.remembered import Remembered
from factdb.values import EntityKind, EntityMention, Span

_TITLED: Final = 3  # what a name in the title counts
_OPENING: Final = 2  # ... in the first paragraph
_DATED: Final = 3  # what the state in a dateline counts, or its town
_LOCAL: Final = 2  # what "the governor" counts
_ENOUGH: Final = 3
_CLEAR: Final = 2  # so many times the runner-up
_LEAD: Final = 500  # code points in which what an article is about is named
_LINES: Final = 5  # at its head, in which a place may stand alone
_BRITAIN: Final = "GBR"
_SKIPPED: Final = frozenset({EntityKind.PERSON, EntityKind.MEDIA, EntityKind.COMPANY})
_LONGEST: Final = 3  # words of a state
# "MEMPHIS, Tenn. (AP) - ", "ST. JOHN'S, N.L. - ", "BENGALURU: ", "WALTHAM, Mass., May 21, 2025 - "
_RE_DATELINE: Final = re.compile(
    r"""
    (?P<town> [A-Z] [A-Za-z .'-]{2,30}? )
    (?: , [ ] (?P<state> [A-Z] [A-Za-z.]{1,12} (?: [ ] [A-Z][a-z]{2,10} ){0,2} ) )?
    (?: ,? [ ] [A-Z][a-z]{2,8} \.? [ ] [0-9]{1,2} (?: , [ ] [0-9]{4} )? )?
    (?: [ ]? \( [^()\n]{1,40} \) )?
    [ ]? (?: --? | [\u2013\u2014:] ) [ ]
    """,
    re.VERBOSE,
)
_RE_COUNTRY: Final = re.compile(r"\s*(?P<country>[A-Z][A-Z ]{2,20}):")
BY_COUNTRY: Final = frozenset({"IND", "AUS"})  # countries whose states a reader abroad does not know by their towns
_PHRASES: Final = (
    "the state's", "the province's", "statewide", " gov. ", "the governor", "state senate", "state lawmakers", "state legislature",
    "the province ", "state house", "the premier", "the state government", "the chief minister", "legislative assembly", "county commission",
)  # fmt: skip


class Area(NamedTuple):
    """The state, county or nation of an article; `mention` is None where the text never says which, only that it is some part of `union`."""

    mention: EntityMention | None
    union: str  # alpha-3 of its country


class _Signs(NamedTuple):
    unions: dict[str, str]  # state -> alpha-3
    names: dict[str, str]  # body, school, team -> state
    people: dict[str, str]  # "Kansan" -> state
    shared: dict[str, tuple[str, ...]]  # name that a namesake rivals -> states that have it
    short: dict[str, tuple[str, ...]]  # "Tenn.", "TN" -> states
    counties: frozenset[str]


@cache
def _signs() -> _Signs:
    found = _Signs({}, {}, {}, {}, {}, frozenset(name for row in table("states").values() for name in row.get("counties", ())))
    places = table("places")
    for state, row in table("states").items():
        place = places.get(state, {})
        found.unions[state] = row.get("in") or place["in"]
        found.names.update(dict.fromkeys((*row.get("names", ()), *row.get("regions", ())), state))
        found.people.update(dict.fromkeys((*row.get("people", ()), *place.get("adjectives", ())), state))
        for name in row.get("shared", ()):
            found.shared[name] = (*found.shared.get(name, ()), state)
        for form in (*row.get("short", ()), *place.get("aliases", ()), state):
            found.short[form] = (*found.short.get(form, ()), state)
    for state, form in (("Georgia", "Georgia"), ("Washington State", "Washington")):
        found.shared[form] = (*found.shared.get(form, ()), state)  # a country and a capital of the same name
        found.short[form] = tuple(dict.fromkeys((*found.short.get(form, ()), state)))
    return found


def area(whole: ArticleScope) -> Area | None:
    """The part of a country that an article is at home in, None where it is at home in the whole country or another one."""
    if "area" not in whole.memo:
        whole.memo["area"] = _found(whole)
    return cast("Area | None", whole.memo["area"])


def _state(name: str) -> str | None:
    """The state that a name is of: a state itself, a town of it, a body with the state's name in its own."""
    signs = _signs()
    if name in signs.unions:
        return name
    found = signs.names.get(name) or signs.people.get(name)
    entry = gazetteer().forms.get(name)
    if found is None and entry is not None:
        return entry.area or (entry.name if entry.name in signs.unions else None)
    if found is not None or " " not in name:
        return found
    words = name.removeprefix("The ").split(" ")
    for part in (words, name.rsplit(" of ", 1)[-1].split(" ")):
        for count in range(min(len(part), _LONGEST), 0, -1):
            form = " ".join(part[:count])
            entry = gazetteer().forms.get(form)
            if form in signs.unions and form not in signs.shared:
                return form
            if entry is not None and entry.area is not None and form not in signs.shared:
                return entry.area
    return None


_STATES: Final = Remembered(_state)


def _found(whole: ArticleScope) -> Area | None:
    title_end = whole.article.span.start + len(whole.article.title)
    dated = tuple(_dated(whole, title_end))
    votes, countries, firm = _counted(whole, title_end, dated)
    if not votes or _abroad(whole, title_end):
        return None
    (best, own), *others = votes.most_common(2)
    signs = _signs()
    union = signs.unions[best]
    body = whole.text[title_end : whole.article.span.end].lower()
    local = any(phrase in body for phrase in _PHRASES)
    own += _LOCAL if local else 0
    titled = _early(whole, best, title_end)
    rival = max((n for code, n in countries.items() if code != union), default=0)
    clear = own >= _ENOUGH and all(own >= _CLEAR * n or (titled and own > n) for _, n in others)
    if (
        not clear
        or rival >= own
        or countries[union] > own
        or (firm and not titled)
        or not (titled or (local and best in dated) or _opened(whole, best, title_end))
    ):
        return None
    if union in BY_COUNTRY and whole.text.find(best, title_end, whole.article.span.end) < 0 and not titled:
        return None  # "Contracts let for the Nagpur line": no word of the state
    if not titled and any(m.code == union and m.span.start < title_end for m in whole.entities):
        return None  # "Americans are saving less"
    return Area(_british(whole, best, title_end) if union == _BRITAIN else _mention(best), union)


def _counted(whole: ArticleScope, title_end: int, dated: Iterable[str]) -> tuple[Counter[str], Counter[str], bool]:
    """What speaks for each state; how often each country (alpha-3) is named by itself; whether the title is about a firm."""
    signs = _signs()
    votes: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    held: Counter[str] = Counter()
    firm = False
    lead = title_end + _LEAD
    for mention in whole.entities:
        start, name = mention.span.start, mention.name
        weight = _TITLED if start < title_end else _OPENING if start < lead else 1
        if name in signs.shared:
            held[name] += weight
        elif mention.kind in _SKIPPED:
            firm = firm or (mention.kind is EntityKind.COMPANY and start < title_end)
        elif mention.code is not None:
            countries[mention.code] += weight if mention.method != "adjective" else 1
        elif (state := _STATES[name]) is not None:
            votes[state] += weight
    for name in dated:
        if name in signs.unions:
            votes[name] += _DATED
        else:
            held[name] += _DATED
    for name, weight in held.items():
        own = _STATES[name]
        told = max((s for s in signs.shared[name] if votes[s]), key=lambda s: votes[s], default=None)
        if told is not None and (own is None or own == told or votes[told] > votes[own]):
            votes[told] += weight
        elif own is not None:
            votes[own] += weight
    return votes, countries, firm


def _dated(whole: ArticleScope, title_end: int) -> tuple[str, ...]:
    """The state of the place that the article is from, or the place where several have it: "MEMPHIS, Tenn. (AP) - ", a line "HAVERI"."""
    town, told = dateline(whole)
    if told:
        states = _signs().short.get(told)
        if states is not None:
            own = _STATES[town]
            return (own,) if own is not None and own in states else states[:1]
    if town in _signs().shared:
        return (town,)
    state = _STATES[town] if town else None
    return () if state is None else (state,)


def dateline(whole: ArticleScope) -> tuple[str, str]:
    """The place that the article is from, as in running text, and the state or country written after it; "" for what is not there."""
    text, end = whole.text, whole.article.span.end
    at = whole.article.span.start + len(whole.article.title)
    for _ in range(_LINES):
        while at < end and text[at] in "\n \t":
            at += 1
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        match = _RE_DATELINE.match(text, at, stop)
        if match is not None and (match["town"].isupper() or (match["state"] or "") in _signs().short):
            return _cased(match["town"]), match["state"] or ""
        line = text[at:stop]
        if line.isupper() and len(line) < 30:
            return _cased(line), ""
        at = stop
    return "", ""


def _cased(town: str) -> str:
    """A place in capitals as in running text: "ST. JOHN'S" as "St. John's"."""
    return town.title().replace("'S", "'s")


def _abroad(whole: ArticleScope, title_end: int) -> bool:
    """Whether the text opens with its country: "INDIA: Central Railway has awarded"."""
    match = _RE_COUNTRY.match(whole.text, title_end)
    entry = gazetteer().forms.get(match["country"].title()) if match is not None else None
    return entry is not None and entry.kind is EntityKind.COUNTRY and entry.name not in _signs().unions


def _early(whole: ArticleScope, state: str, title_end: int) -> bool:
    """Whether the title names the state, a town or a body of it."""
    return any(m.span.start < title_end and m.kind not in _SKIPPED and _is_of(m.name, state) for m in whole.entities)


def _opened(whole: ArticleScope, state: str, title_end: int) -> bool:
    """Whether the opening names the state, a town or a body of it."""
    return any(m.span.start < title_end + _LEAD and m.kind not in _SKIPPED and _is_of(m.name, state) for m in whole.entities)


def _is_of(name: str, state: str) -> bool:
    return _STATES[name] == state or state in _signs().shared.get(name, ())


def _mention(state: str) -> EntityMention:
    return EntityMention(Span(0, 0), state, EntityKind.PLACE, "gazetteer")


def _british(whole: ArticleScope, nation: str, title_end: int) -> EntityMention | None:
    """The county that the title or opening names, else the nation where the text names it, else None: a reader knows where Leeds is."""
    signs = _signs()
    near = [m for m in whole.entities if m.name in signs.counties and m.span.start < title_end + _LEAD]
    if near:
        return near[0]
    named = any(m.name == nation for m in whole.entities)
    return EntityMention(Span(0, 0), nation, EntityKind.COUNTRY, "gazetteer") if named else None


def localized(whole: ArticleScope, chosen: list[EntityMention], within: Span | None = None) -> list[EntityMention]:
    """`chosen` with the article's state for its country, which is in it only because nothing nearer was known.

    A country that the words `within` a sentence name stays.
    """
    own = area(whole)
    if own is None:
        return chosen
    signs = _signs()
    found: dict[str, EntityMention] = {}
    for mention in chosen:
        named = within is not None and mention.span.start < mention.span.end and within.covers(mention.span)
        if mention.code == own.union and not named:
            if own.mention is not None:
                found.setdefault(own.mention.name, own.mention)
            elif len(chosen) == 1:
                found.setdefault(mention.name, mention)
            continue
        state = signs.people.get(mention.name)
        if own.mention is not None and (state == own.mention.name or (mention.name == own.mention.name and mention.code is not None)):
            found.setdefault(own.mention.name, replace(own.mention, span=mention.span))  # "Kansans"; the state of Georgia, not the country
        else:
            found.setdefault(mention.name, mention)
    return list(found.values())


def widened(whole: ArticleScope, chosen: list[EntityMention], within: Span) -> list[EntityMention]:
    """`chosen` with the country for the article's state, where the words `within` a sentence tell of the country and not of the state."""
    own = area(whole)
    if own is None or own.mention is None or any(m.name == own.mention.name and within.covers(m.span) for m in whole.entities):
        return chosen
    country = EntityMention(Span(0, 0), gazetteer().countries[own.union], EntityKind.COUNTRY, "gazetteer", own.union)
    return [country if m.name == own.mention.name else m for m in chosen]
