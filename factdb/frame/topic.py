"""What an article as a whole is about, and in which country its projects, places and companies lie."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, NamedTuple, cast

from factdb.entity.gazetteer import gazetteer
from factdb.entity.heads import definite_heads, heads, small_heads
from factdb.frame.home import home, seat_of
from factdb.frame.reading import words
from factdb.frame.scope import ArticleScope
from factdb.text.remembered import Remembered
from factdb.values import EntityKind, EntityMention, Span

_POLITIES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION})
_NO_TOPICS: Final = frozenset({EntityKind.PERSON, EntityKind.MEDIA})


_RE_LIES: Final = re.compile(
    r",? (?:[a-z-]+ ){0,2}?(?:in|near|across|of) (?:the )?(?:[a-z-]+ ){0,2}|, |, [A-Z][a-z]+, |, (?:North|South|East|West|Central)[a-z]* "
)


_RE_IN: Final = re.compile(r",? (?:in|near) (?:the )?[A-Z]")
_LEAD: Final = 600  # code points: what is named only after them, and seldom, is not what the article is about
_OPENING: Final = 200
_OFTEN: Final = 5
_CLEAR: Final = 3
_TITLED: Final = 3  # what a name in the title counts
_OPENS: Final = 2  # what the subject of the first sentence counts
_FRONT: Final = 90  # code points that may stand before it
_FIRMS: Final = frozenset({EntityKind.COMPANY, EntityKind.PROJECT, EntityKind.OTHER})
_HEADED: Final = frozenset({EntityKind.COMPANY, EntityKind.PROJECT, EntityKind.BODY})


class _Profile(NamedTuple):
    ranking: tuple[tuple[str, int], ...]  # name, weight; best first
    first: dict[str, EntityMention]
    countries: Counter[str]
    plain: frozenset[str]  # countries that stand there by their own name, not only by an adjective
    # name of a project, company or place -> the country named beside it, with how often
    beside: dict[str, Counter[str]]
    headlined: dict[str, int]  # name that the title has by a noun only -> where
    sole: bool  # one country or region is all that the article names


def _profile(scope: ArticleScope) -> _Profile:
    """The profile of an article, kept with it."""
    found = scope.memo.get("profile")
    if found is None:
        found = scope.memo["profile"] = _profiled(scope)
    return cast(_Profile, found)


def _profiled(scope: ArticleScope) -> _Profile:
    counts: Counter[str] = Counter()
    first: dict[str, EntityMention] = {}
    beside: dict[str, Counter[str]] = {}
    body = scope.article.span.start + len(scope.article.title) + 2
    known = gazetteer()
    last: EntityMention | None = None
    for mention in scope.entities:
        name, kind, start = mention.name, mention.kind, mention.span.start
        if kind in _NO_TOPICS or is_storm(name) or (kind is EntityKind.EVENT and start >= body and name not in first):
            continue
        adjective = mention.method == "adjective" or (start < body and kind in _POLITIES and _describes(scope, mention))
        counts[name] += _TITLED if start < body and not adjective else 1
        first.setdefault(name, mention)
        if last is not None and start - last.span.end < 40:
            between = scope.text[last.span.end : start]
            country = kind is EntityKind.COUNTRY or (last.kind is EntityKind.PROJECT and is_home(mention))
            if country and last.kind not in _POLITIES and _RE_LIES.fullmatch(between):
                beside.setdefault(last.name, Counter())[name] += 2
            elif last.kind is EntityKind.COUNTRY and kind not in _POLITIES and between in ("'s ", "' ", " "):
                beside.setdefault(name, Counter())[last.name] += 1
        last = mention
    headlined = _headlined(scope, first, body)
    for name in headlined:
        counts[name] += _TITLED
    opener = _opener(scope, body)
    if opener is not None and opener.name in first and opener.kind in _FIRMS:
        counts[opener.name] += _OPENS
    embedded = {e.name for name in first if " of " in name and (e := known.forms.get(name.rsplit(" of ", 1)[1].removeprefix("the ")))}
    for name, mention in list(first.items()):
        if mention.kind is EntityKind.PLACE and (entry := known.forms.get(name)) is not None and entry.country:
            country_name = known.countries[entry.country]
            if country_name in first:
                counts[country_name] += 1
    countries = Counter({name: n for name, n in counts.items() if first[name].kind in _POLITIES})
    ranking = tuple(counts.most_common())
    plain = frozenset(m.name for m in scope.entities if m.kind in _POLITIES and m.method != "adjective")
    return _Profile(ranking, first, countries, plain, beside, headlined, len(countries.keys() | embedded) == 1)


def topic(whole: ArticleScope, metric: str) -> tuple[EntityMention, ...]:
    """What the article is about: what it names early or often, else the country that its money and bodies tell; empty where none do.

    Its leading project or body with its country, else its leading country, or both partners where two share the lead and the
    metric stands between partners.
    """
    named = _named(whole, metric)
    if named and not (len(named) == 1 and named[0].kind is EntityKind.REGION and _passing(whole, named[0])):
        if len(named) == 1 and named[0].kind in (EntityKind.BODY, EntityKind.OTHER) and (seat := seat_of(named[0])) is not None:
            return *named, seat  # "The Fed": its country's figures
        return named
    own = home(whole)
    return named if own is None else (own,)


def _passing(whole: ArticleScope, region: EntityMention) -> bool:
    """Whether the article names a region once or twice only, and not at its opening."""
    profile = _profile(whole)
    lead = whole.article.span.start + len(whole.article.title) + _OPENING
    return profile.first[region.name].span.start > lead and dict(profile.ranking)[region.name] < _CLEAR


def _named(whole: ArticleScope, metric: str) -> tuple[EntityMention, ...]:
    """`topic` by the names of the article alone."""
    profile = _profile(whole)
    lead = whole.article.span.start + _LEAD
    if profile.sole and profile.countries and (not profile.ranking or profile.ranking[0][1] < _OFTEN):
        return (profile.first[next(iter(profile.countries))],)
    if not profile.ranking or (profile.ranking[0][1] < _OFTEN and profile.first[profile.ranking[0][0]].span.start > lead):
        return ()
    countries = profile.countries.most_common(2)
    best, weight = next(((n, w) for n, w in profile.ranking if not (countries and official(profile.first[n]))), profile.ranking[0])
    leader = profile.first[best]
    if deal := dealt(whole):
        return deal
    if leader.kind is EntityKind.COMPANY:
        # "Voss Energy starts work on Orlec Wind Farm" is about the farm
        title_end = whole.article.span.start + len(whole.article.title)
        sites = (
            (n, w)
            for n, w in profile.ranking
            if w > _TITLED and profile.first[n].kind is EntityKind.PROJECT and lies_somewhere(profile.first[n])
        )
        best, weight = next(((n, w) for n, w in sites if profile.first[n].span.start < title_end), (best, weight))
        leader = profile.first[best]
    if leader.kind in _POLITIES or not countries:
        title_end = whole.article.span.start + len(whole.article.title)
        alone = profile.first[best].method != "adjective" and profile.first[best].span.start < title_end
        both = len(countries) == 2 and not (alone and title_end <= profile.first[countries[1][0]].span.start)
        if metric in words("trade") and both and countries[1][1] * 2 >= countries[0][1]:
            return profile.first[countries[0][0]], profile.first[countries[1][0]]
        if len(countries) == 2 and _paired(whole, leader, profile.first[countries[1][0]]):
            return tuple(sorted((leader, profile.first[countries[1][0]]), key=lambda m: m.span.start))
        return (leader,)
    opens = profile.headlined.get(best, leader.span.start)
    headed = opens < whole.article.span.start + len(whole.article.title)
    if countries[0][1] * 3 >= weight * 2 and not (headed and leader.kind in _FIRMS and _own_words(profile.first[countries[0][0]], opens)):
        return (profile.first[countries[0][0]],)
    located = leader.kind is EntityKind.OTHER and _stands(whole, best)
    country = country_of(whole, best) if leader.kind is EntityKind.BODY or located or lies_somewhere(leader) else None
    return (leader,) if country is None or country.name == best else (leader, country)


def is_storm(name: str) -> bool:
    """Whether the name is of a storm: what it does is counted where it strikes."""
    return _STORMS[name]


_STORMS: Final = Remembered(lambda name: any(word.lower() in words("storm") for word in name.split()[:2]))


def is_home(mention: EntityMention) -> bool:
    """Whether figures of public life (births, crimes, storms) can be a whole polity's: a country, region or state of one."""
    return mention.kind in _POLITIES or ((entry := gazetteer().forms.get(mention.name)) is not None and entry.state)


def _own_words(country: EntityMention, leader: int) -> bool:
    """Whether the country is first named only to say where something is from, or after the leader (named at an offset)."""
    return country.method == "adjective" or country.span.start > leader


def _stands(whole: ArticleScope, name: str) -> bool:
    """Whether the text says somewhere where the name lies: "Orlec in Peru's north"."""
    return any(m.name == name and _RE_IN.match(whole.text, m.span.end) is not None for m in whole.entities)


def _describes(scope: ArticleScope, mention: EntityMention) -> bool:
    """Whether a noun for a firm stands right after the name: "Taiwan chipmaker to build plant"."""
    after = scope.text[mention.span.end + 1 : mention.span.end + 30].split(" ", 1)[0]
    return scope.text.startswith(" ", mention.span.end) and definite_heads().get(after, ("",))[0] == "company"


def _headlined(scope: ArticleScope, first: dict[str, EntityMention], body: int) -> dict[str, int]:
    """Names of the lead that the title has by a noun only: "Halden hospital bill climbs" is about the Voss Regional Hospital.

    "Swiss chipmaker to build plant" is about the first firm.
    """
    spoken = {word.lower().rstrip(",:").removesuffix("'s") for word in scope.article.title.split()}
    nouns = spoken & (definite_heads().keys() | small_heads().keys())
    if not nouns:
        return {}
    lead = scope.article.span.start + _LEAD
    early = [(name, m) for name, m in first.items() if body <= m.span.start < lead]
    title = scope.article.title.lower()
    for name, m in early:
        if " " in name and m.kind in _HEADED and (noun := name.rsplit(" ", 1)[1].lower()) in nouns:
            return {name: scope.article.span.start + title.find(noun)}
    firm = next((noun for noun in sorted(nouns) if definite_heads().get(noun, ("",))[0] == "company"), None)
    if firm is not None and not any(m.kind is EntityKind.COMPANY and m.span.start < body for m in first.values()):
        return {name: scope.article.span.start + title.find(firm) for name in [n for n, m in early if m.kind is EntityKind.COMPANY][:1]}
    return {}


def _opener(scope: ArticleScope, body: int) -> EntityMention | None:
    """The name that the first sentence of an article has as its subject, None where none opens it; no office that reports."""
    for mention in scope.entities:
        if mention.span.start < body:
            continue
        before = scope.text[body : mention.span.start]
        if len(before) > _FRONT or ". " in before or "\n" in before.strip():
            return None
        if mention.method == "adjective" or mention.kind in _POLITIES or scope.text.startswith("'s ", mention.span.end):
            continue
        if before.rstrip().rsplit(" ", 1)[-1].lower() in ("in", "at", "of", "on", "to", "from", "by", "for", "near", "with", "after"):
            continue
        return None if official(mention) or mention.kind is EntityKind.MEDIA else mention
    return None


def official(mention: EntityMention) -> bool:
    """Whether the name is of an office of the state that counts and reports: "Ministry of Health", "Chilean Statistics Office"."""
    return mention.kind in (EntityKind.BODY, EntityKind.OTHER) and not words("official").isdisjoint(mention.name.lower().split())


def dealt(whole: ArticleScope) -> tuple[EntityMention, ...]:
    """The two firms of an article whose title tells of a takeover or merger, empty for any other."""
    found = whole.memo.get("dealt")
    if found is None:
        title_end = whole.article.span.start + len(whole.article.title)
        told = not words("deal").isdisjoint(whole.article.title.lower().split())
        firms = [m for m in _profile(whole).first.values() if told and m.kind is EntityKind.COMPANY and m.span.start < title_end]
        found = whole.memo["dealt"] = tuple(firms) if len(firms) == 2 else ()
    return cast("tuple[EntityMention, ...]", found)


def focus(whole: ArticleScope) -> tuple[EntityMention, ...]:
    """`topic` where one project, firm or country is plainly what the whole article is about, else empty."""
    found = whole.memo.get("focus")
    if found is None:
        found = whole.memo["focus"] = _focused(whole)
    return cast("tuple[EntityMention, ...]", found)


def _focused(whole: ArticleScope) -> tuple[EntityMention, ...]:
    profile = _profile(whole)
    found = topic(whole, "")
    names = {m.name for m in found}
    if profile.first.keys().isdisjoint(names):
        return ()
    own = max(weight for name, weight in profile.ranking if name in names)
    others = [
        weight
        for name, weight in profile.ranking
        if name not in names and profile.first[name].kind in (_POLITIES if found[0].kind in _POLITIES else _HEADED)
    ]
    in_title = found[0].name in profile.headlined or found[0].span.start < whole.article.span.start + len(whole.article.title)
    if found[0].kind is EntityKind.PROJECT or (found[0].kind is EntityKind.OTHER and len(found) > 1):
        # its owner is no rival
        others = [w for n, w in profile.ranking if n not in names and profile.first[n].kind is EntityKind.PROJECT]
    return found if own >= 2 * max(others, default=0) and (in_title or own >= _CLEAR) else ()


def _paired(whole: ArticleScope, one: EntityMention, other: EntityMention) -> bool:
    """Whether the two stand joined where they are first named: "England and Wales"."""
    first, second = sorted((one, other), key=lambda m: m.span.start)
    return whole.text[first.span.end : second.span.start] == " and "


def lies_somewhere(mention: EntityMention) -> bool:
    """Whether a name alone asks for its country: a place that is no nation, a line, plant or mine; not an act, a fund or a company."""
    if mention.kind is EntityKind.PLACE:
        entry = gazetteer().forms.get(mention.name)
        return entry is None or not (entry.polity or entry.state)
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
    profile = _profile(whole)
    known = gazetteer()
    for form in (name, *name.replace("-", " ").split()):
        entry = known.forms.get(form)
        if entry is not None and entry.country is not None:
            country = known.countries[entry.country]
            return profile.first.get(country) or EntityMention(Span(0, 0), country, EntityKind.COUNTRY, "gazetteer", entry.country)
    near = profile.beside.get(name)
    if near:
        return profile.first[near.most_common(1)[0][0]]
    if sure:
        return None
    for leading, count in profile.countries.most_common(2):
        if leading in profile.plain or count >= _CLEAR:
            return profile.first[leading]
    return _of_bodies(whole) or home(whole)


def _of_bodies(whole: ArticleScope) -> EntityMention | None:
    """The country that the article's offices have in their names ("Danish Energy Agency"), None where they have none or several."""
    known = gazetteer()
    codes = set()
    for mention in _profile(whole).first.values():
        if mention.kind is EntityKind.BODY and " " in mention.name:
            for form in (mention.name.split(" ", 1)[0], mention.name.rsplit(" of ", 1)[-1]):
                entry = known.forms.get(form)
                if entry is not None and entry.kind is EntityKind.COUNTRY and entry.country is not None:
                    codes.add(entry.country)
    if len(codes) != 1:
        return None
    code = codes.pop()
    return EntityMention(Span(0, 0), known.countries[code], EntityKind.COUNTRY, "gazetteer", code)
