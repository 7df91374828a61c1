"""How much an article speaks of each of its names, and where it says that they lie."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final, NamedTuple, cast

from factdb.entity.gazetteer import gazetteer
from factdb.entity.heads import cues, definite_heads, heads, small_heads
from factdb.entity.heads import words as noun_words
from factdb.entity.spelling import RE_DATELINE
from factdb.frame.home import counts_for_all, seat_of
from factdb.frame.reading import words
from factdb.frame.scope import ArticleScope
from factdb.text.remembered import Remembered
from factdb.text.tagger import code
from factdb.values import EntityKind, EntityMention, SegmentKind

POLITIES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION})
LEAD: Final = 600  # code points: what is named only after them, and seldom, is not what the article is about
TITLED: Final = 3  # what a name in the title counts
HEADED: Final = frozenset({EntityKind.COMPANY, EntityKind.PROJECT, EntityKind.BODY})
_FACILITIES: Final = frozenset({"association", "site", "line"})
_UNTOLD: Final = frozenset({EntityKind.OTHER, EntityKind.BODY, EntityKind.PROJECT})
_SITED: Final = POLITIES | {EntityKind.PLACE, EntityKind.OTHER}
_NO_TOPICS: Final = frozenset({EntityKind.PERSON, EntityKind.MEDIA})
_TELLERS: Final = frozenset({EntityKind.BODY, EntityKind.OTHER})
_WATERS: Final = frozenset({EntityKind.OTHER, EntityKind.PLACE})
_ACROSS: Final = ("across the ", "over the ", "banks of the ", "along the ", "Over the ", "Across the ")
_LOCATED: Final = frozenset({EntityKind.PROJECT, EntityKind.PLACE})
_FIRMS: Final = HEADED | {EntityKind.OTHER}
_LYING: Final = _FIRMS | {EntityKind.PLACE}
_NEAR: Final = 40  # code points between two names that stand beside each other
_OPENS: Final = 2  # what the subject of the first sentence counts
_SECOND: Final = 2
_TITLE_FRONT: Final = 25
_FRONT: Final = 90  # code points that may stand before it
_OPENERS: Final = POLITIES | {EntityKind.COMPANY, EntityKind.PROJECT, EntityKind.OTHER, EntityKind.PLACE}
_GOVERNING: Final = frozenset({"in", "at", "of", "on", "to", "from", "by", "for", "near", "with", "after", "a", "an"})
# what may stand between a name and the place it lies in
_RE_LIES: Final = re.compile(
    r",? (?:[a-z-]+ ){0,2}?(?:in|near|across|of) (?:the )?(?:[a-z-]+ ){0,2}|, |, [A-Z][a-z]+, |, (?:North|South|East|West|Central)[a-z]* "
)
_RE_AREA: Final = re.compile(r" (?:[a-z]+ )?(?:state|province|region|territory) of (?:the )?")
_RE_SORT: Final = re.compile(r" (?:(?!in |of |on |to |at |and |from |with |by |for )[a-z-]+ ){1,3}")
_TOLD: Final = 3
# "the council said", "FAO, which reports"
_RE_OWNED: Final = re.compile(r"'s? [A-Z]")
_RE_TOWN: Final = re.compile(r" in (?P<town>[A-Z][\w-]+(?: [A-Z][\w-]+)?)")
_RE_SAYS: Final = re.compile(
    r"(?:'s [a-z]+)?(?: on [A-Z][a-z]+| also| has)? (?:said|says|reported|reports|warned|warns|estimates|estimated|showed|shows|found|told|expects|forecasts?)\b"
)


class Profile(NamedTuple):
    """What an article says how often, and what lies where."""

    ranking: tuple[tuple[str, int], ...]  # name, weight; best first
    first: dict[str, EntityMention]
    countries: Counter[str]
    plain: frozenset[str]  # countries that stand there by their own name, not only by an adjective
    # name of a project, company or place -> the country named beside it, with how often
    beside: dict[str, Counter[str]]
    sites: dict[str, str]  # place -> the project that the lead says lies in it
    actor: str | None  # what opens the title
    headlined: dict[str, int]  # name that the title has by a noun only -> where
    sole: bool  # one country or region is all that the article names


def profile(scope: ArticleScope) -> Profile:
    """The profile of an article, kept with it."""
    found = scope.memo.get("profile")
    if found is None:
        found = scope.memo["profile"] = _profiled(scope)
    return cast(Profile, found)


def _profiled(scope: ArticleScope) -> Profile:
    known = gazetteer()
    tally = _Tally(scope)
    for mention in scope.entities:
        name, kind = mention.name, mention.kind
        if kind in _NO_TOPICS or is_storm(name):
            continue
        if kind is EntityKind.EVENT and mention.span.start >= tally.body and name not in tally.first:
            continue
        entry = known.forms.get(name) if kind is EntityKind.BODY else None
        if entry is not None and entry.country is not None:
            # "The White House" speaks for its country
            country = known.countries[entry.country]
            tally.add(EntityMention(mention.span, country, EntityKind.COUNTRY, "gazetteer", entry.country))
        else:
            tally.add(mention)
    counts, first = tally.counts, tally.first
    headlined = _headlined(scope, first, tally.body)
    for name in headlined:
        lying = _RE_TOWN.match(scope.text, first[name].span.end)
        if lying is not None and lying["town"] in first and first[name].kind in _UNTOLD:
            tally.sites.setdefault(lying["town"], name)
    for name in headlined:
        counts[name] += TITLED
    actor = _actor(scope, first)
    if actor is not None:
        counts[actor.name] += TITLED
    first_name = opener(scope)
    if first_name is not None and first_name.name in first:
        counts[first_name.name] += _OPENS
    for name in counts:
        if agency(name):
            counts[name] -= counts[name] // 2  # who acts on what the article is about
    embedded = {e.name for name in first if " of " in name and (e := known.forms.get(name.rsplit(" of ", 1)[1].removeprefix("the ")))}
    for name, mention in list(first.items()):
        if mention.kind is EntityKind.PLACE and (entry := known.forms.get(name)) is not None and entry.country and not entry.minor:
            country_name = known.countries[entry.country]
            if country_name in first:
                counts[country_name] += 1
    countries = Counter({name: n for name, n in counts.items() if first[name].kind in POLITIES})
    ranking = tuple(counts.most_common())
    plain = frozenset(m.name for m in scope.entities if m.kind in POLITIES and m.method != "adjective")
    sole = len(countries.keys() | embedded) == 1
    return Profile(ranking, first, countries, plain, tally.beside, tally.sites, actor.name if actor else None, headlined, sole)


class _Tally:
    """Names counted one after the other, with what stands beside them."""

    __slots__ = ("before_last", "beside", "body", "counts", "first", "holder", "last", "scope", "seat", "sites")

    def __init__(self, scope: ArticleScope) -> None:
        self.scope = scope
        self.body = scope.article.span.start + len(scope.article.title) + 2
        self.counts: Counter[str] = Counter()
        self.first: dict[str, EntityMention] = {}
        self.beside: dict[str, Counter[str]] = {}
        self.sites: dict[str, str] = {}
        self.last: EntityMention | None = None
        self.before_last: EntityMention | None = None
        self.seat: EntityMention | None = None  # where the next name is based
        self.holder: EntityMention | None = None  # what lies in the place `last`

    def add(self, mention: EntityMention) -> None:
        """Count a mention and see how it stands to the one before."""
        name, kind, titled = mention.name, mention.kind, mention.span.start < self.body
        if kind is EntityKind.PLACE and self.scope.text.startswith("-based ", mention.span.end):
            self.seat = mention  # "the Oslo-based firm": Oslo is no matter
            return
        adjective = mention.method == "adjective" or (titled and kind in POLITIES and _describes(self.scope, mention))
        if kind in _WATERS and self.scope.text.endswith(_ACROSS, 0, mention.span.start):
            return  # "Bridge over the Orlec"
        if titled or kind not in _TELLERS or not _reports(self.scope, mention):
            self.counts[name] += TITLED if titled and not adjective else 1
        self.first.setdefault(name, mention)
        last = self.last
        if last is not None and mention.span.start - last.span.end < _NEAR:
            self._beside(last, mention, self.scope.text[last.span.end : mention.span.start])
        else:
            self.holder = None
        if self.seat is not None and kind not in POLITIES:
            if mention.span.start - self.seat.span.end < _NEAR and (country := seat_of(self.seat)) is not None:
                self.first.setdefault(country.name, replace(country, span=self.seat.span))
                self._note(name, country.name, 2)
            self.seat = None
        self.before_last, self.last = last, mention

    def _beside(self, last: EntityMention, mention: EntityMention, between: str) -> None:
        """Note what the words between two names say of where the first lies."""
        name, lies = mention.name, _RE_LIES.fullmatch(between) is not None
        if last.method == "adjective" and self.before_last is not None and is_home(mention) and _RE_AREA.fullmatch(between):
            # "Orlec in the Australian state of Victoria"
            self._note(self.before_last.name, name, _TOLD)
        country = mention.kind is EntityKind.COUNTRY or (last.kind in _LOCATED | _FIRMS and is_home(mention))
        ranks = between == ", " and self.scope.text.startswith("'s", mention.span.end)  # "the Voss Mine, Peru's largest"
        if country and lies and not ranks and last.kind not in POLITIES:
            self._note(last.name, name, 2)
            if self.holder is not None:
                self._note(self.holder.name, name, 2)  # "the Voss Mine in Orlec, Peru"
            if between == ", " and last.kind is EntityKind.PLACE and not is_home(last):
                # "Orlec, Texas" speaks of the town
                self.counts[name] -= TITLED if mention.span.start < self.body else 1
        elif mention.kind in _LYING and is_home(last) and not is_home(mention) and between in (", ", ", the ") and self._opens_in(last):
            self._note(name, last.name, 2)  # "In Peru, the Voss Water Board will"
        elif last.kind is EntityKind.COUNTRY and mention.kind not in POLITIES and between in ("'s ", "' ", " "):
            self._note(name, last.name, 1)
        elif last.method == "adjective" and last.kind is EntityKind.COUNTRY and mention.kind in _FIRMS and _RE_SORT.fullmatch(between):
            self._note(name, last.name, 1)  # "the Danish brewer Voss"
        elif mention.method == "adjective" and last.kind in _FIRMS and between in (", a ", ", an ", ", the "):
            self._note(last.name, name, 2)  # "Voss, a Danish brewer"
        self.holder = last if lies and last.kind in HEADED and mention.kind is EntityKind.PLACE else None
        if self.holder is not None and last.kind is EntityKind.PROJECT and mention.span.start < self.body + LEAD:
            self.sites.setdefault(name, last.name)

    def _opens_in(self, mention: EntityMention) -> bool:
        """Whether "In" and the name open a sentence."""
        text, start = self.scope.text, mention.span.start
        return text.startswith("In ", start - 3) and text[start - 4 : start - 3] in ("\n", " ")

    def _note(self, name: str, place: str, weight: int) -> None:
        self.beside.setdefault(name, Counter())[place] += weight


def is_storm(name: str) -> bool:
    """Whether the name is of a storm: what it does is counted where it strikes."""
    return _STORMS[name]


_STORMS: Final = Remembered(lambda name: any(word.lower() in words("storm") for word in name.split()[:2]))


def is_home(mention: EntityMention) -> bool:
    """Whether figures of public life (births, crimes, storms) can be a whole polity's: a country, region or state of one."""
    return mention.kind in POLITIES or ((entry := gazetteer().forms.get(mention.name)) is not None and entry.state)


def _reports(scope: ArticleScope, mention: EntityMention) -> bool:
    """Whether the name only stands there as who says so."""
    before = scope.text[max(0, mention.span.start - 24) : mention.span.start].lower().removesuffix("the ")
    return before.endswith(("according to ", "said ", "says ", "showed ")) or _RE_SAYS.match(scope.text, mention.span.end) is not None


def agency(name: str) -> bool:
    """Whether the last or first word of a name is a head of public bodies: "Environmental Protection Agency", "Department for Transport"."""
    return _AGENCIES[name]


def _is_agency(name: str) -> bool:
    parts = name.lower().split()
    if len(parts) < 2:
        return False
    stop = next((k for k, word in enumerate(parts) if k and word in ("of", "for", "on")), len(parts))
    head = heads().get(parts[stop - 1]) or heads().get(parts[-1])
    return head is not None and head.group in ("ministry", "agency")


_AGENCIES: Final = Remembered(_is_agency)


def funds(name: str) -> bool:
    """Whether the name is of a fund or bank of many countries, which pays for what others do: "Asian Development Bank"."""
    parts = name.lower().split()
    return not words("fund").isdisjoint(parts) and not words("multilateral").isdisjoint(parts)


def _describes(scope: ArticleScope, mention: EntityMention) -> bool:
    """Whether a noun for a firm stands right after the name: "Taiwan chipmaker to build plant"."""
    after = scope.text[mention.span.end + 1 : mention.span.end + 30].split(" ", 1)[0]
    return scope.text.startswith(" ", mention.span.end) and definite_heads().get(after, ("",))[0] == "company"


def _runs(following: list[str]) -> bool:
    """Whether the word after a noun makes a body of it, or has it for a mere sort: "school | board", "port | authority", "dam | levels"."""
    plurals = noun_words("noun", "small")
    return any(
        definite_heads().get(word, ("",))[0] in ("ministry", "agency")
        or word in ("district", "trust")
        or (word in plurals and word[-1] == "s")
        for word in following
    )


def _headlined(scope: ArticleScope, first: dict[str, EntityMention], body: int) -> dict[str, int]:
    """Names of the lead that the title has by a noun only: "Halden hospital bill climbs" is about the Voss Regional Hospital.

    "Swiss chipmaker to build plant" is about the first firm.
    """
    written = [word.lower().rstrip(",:").removesuffix("'s") for word in scope.article.title.split()]
    spoken = {word for k, word in enumerate(written) if not _runs(written[k + 1 : k + 2])}
    nouns = spoken & (definite_heads().keys() | small_heads().keys())
    if not nouns:
        return {}
    lead = scope.article.span.start + LEAD
    early = [(name, m) for name, m in first.items() if body <= m.span.start < lead]
    title = scope.article.title.lower()
    for name, m in early:
        if " " in name and m.kind in HEADED and (noun := name.rsplit(" ", 1)[1].lower()) in nouns:
            return {name: scope.article.span.start + title.find(noun)}
    facility = next((noun for noun in sorted(nouns) if definite_heads().get(noun, ("",))[0] in _FACILITIES), None)
    if facility is not None:
        text = scope.text
        towns = [m.name for m in first.values() if m.span.start < body and m.kind in _SITED]
        for name, m in early:
            if m.kind in _UNTOLD and " " in name and any(text.startswith(f" in {town}", m.span.end) for town in towns):
                return {name: scope.article.span.start + title.find(facility)}  # "the Casa Voss in Lisbon" after "Lisbon museum"
    firm = next((noun for noun in sorted(nouns) if definite_heads().get(noun, ("",))[0] == "company"), None)
    if firm is not None and not any(m.kind is EntityKind.COMPANY and m.span.start < body for m in first.values()):
        return {name: scope.article.span.start + title.find(firm) for name in [n for n, m in early if m.kind is EntityKind.COMPANY][:1]}
    return {}


def _actor(scope: ArticleScope, first: dict[str, EntityMention]) -> EntityMention | None:
    """The name that opens the title, no public body, and no place before its thing ("Warsaw airport"); None where none does."""
    start = scope.article.span.start
    for mention in scope.entities:
        if mention.span.start > start + _TITLE_FRONT or mention.span.start >= start + len(scope.article.title):
            return None
        owner = _RE_OWNED.match(scope.text, mention.span.end) is not None
        if mention.name not in first or mention.method == "adjective" or mention.kind is EntityKind.EVENT or owner:
            continue  # "Peru's Voss Rail fined"
        before = scope.text[start : mention.span.start].split()
        if not all(
            word.lower() in definite_heads() or word.lower() in cues("apposed") or word in gazetteer().forms or word == "The"
            for word in before
        ):
            return None
        after = scope.text[mention.span.end : mention.span.end + 30].split(" ", 3)
        if len(after) > 1 and not after[0] and after[1] in definite_heads() and mention.kind in _SITED and not _runs(after[2:3]):
            return None  # "Warsaw airport", but "Orlec school board"
        plain = mention.kind is EntityKind.OTHER and " " not in mention.name and len(after) > _SECOND and not after[0]
        if plain and all(code(word) in ("NOUN", "NV") for word in after[1:3]):
            return None  # "Viking ship museum"
        return None if agency(mention.name) or official(mention) else mention
    return None


def opener(scope: ArticleScope) -> EntityMention | None:
    """The name that the first sentence of an article has as its subject, None where none opens it; no office that reports."""
    text = scope.text
    opening = next((s.span.start for s in scope.article.segments if s.kind is SegmentKind.PARAGRAPH), None)
    if opening is None:
        return None
    dateline = RE_DATELINE.match(text, opening, opening + _FRONT)
    opening = dateline.end() if dateline is not None else opening
    for mention in scope.entities:
        if mention.span.start < opening:
            continue
        before = text[opening : mention.span.start]
        if mention.name.isupper() and text[mention.span.end : mention.span.end + 1] in (":", ","):
            continue  # the place that the article is from
        if len(before) > _FRONT or ". " in before or "\n" in before:
            return None
        if mention.method == "adjective" or text.startswith("'s ", mention.span.end):
            continue
        if before.rstrip().rsplit(" ", 1)[-1].lower() in _GOVERNING:
            continue
        reports = official(mention) or agency(mention.name) or mention.kind is EntityKind.MEDIA
        return None if reports or mention.kind not in _OPENERS else mention
    return None


def official(mention: EntityMention) -> bool:
    """Whether the name is of an office of the state that counts and reports: "Ministry of Health", "Chilean Statistics Office"."""
    if mention.kind not in (EntityKind.BODY, EntityKind.OTHER):
        return False
    return counts_for_all(mention.name) or not words("official").isdisjoint(mention.name.lower().split())
