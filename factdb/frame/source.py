"""Who says so: the value, the word sets, and a mention as a source."""

from __future__ import annotations

from typing import Final, NamedTuple

from factdb.frame.scope import Scope
from factdb.lexicon import table
from factdb.values import EntityKind, EntityMention, Span


def of_country(body: str, country: str) -> str:
    """The body of a country: "Government of Norway", "Government of the Netherlands"."""
    return f"{body} of the {country}" if _WITH_ARTICLE & set(country.split()) else f"{body} of {country}"


def words(entry: str, field: str = "words") -> frozenset[str]:
    """A word set of lexicon/attribution.toml."""
    return frozenset(table("attribution")[entry].get(field, "").split())


SOURCE_NOUNS: Final = words("source_noun")
GENERIC: Final = words("generic")
ROLES: Final = words("role")
BODY_HEADS: Final = words("body_head")
NAMED: Final = frozenset({EntityKind.PERSON, EntityKind.OTHER})  # kinds a person's name may have got
BODIES: Final = frozenset({EntityKind.BODY, EntityKind.COMPANY})
UNSPEAKING: Final = frozenset({EntityKind.PLACE, EntityKind.REGION, EntityKind.EVENT})
CERTAIN: Final = frozenset(EntityKind) - UNSPEAKING - {EntityKind.OTHER}
SPEAKERS: Final = frozenset(EntityKind) - UNSPEAKING
_WITH_ARTICLE: Final = words("with_article")
_OF_LAND: Final = words("of_land")
_NATIONAL: Final = words("national_body")
_LINKS: Final = frozenset({"and", "of", "for", "the"})
_GOVERNMENT: Final = (" government", "'s government")


class Source(NamedTuple):
    """Who says so. `name` is None for a source that counts as nobody ("experts"). `span` is the words that name it."""

    name: str | None
    span: Span
    kind: EntityKind | None = None
    role: str | None = None


class Act(NamedTuple):
    """One act of saying. It covers figures in document offsets `[low, high)`; `position` is where its verb or preposition starts.

    `leading`: the source stands before what it says. `rule`: said, found, estimated (an amount alone), committed, own_plan, according,
    citing, data. `study`: the source made a study or count that "the researchers" may mean later.
    """

    source: Source
    position: int
    low: int
    high: int
    leading: bool
    rule: str
    study: bool = False


def mention_ending(scope: Scope, end: int) -> EntityMention | None:
    """The widest mention that ends at document offset `end`."""
    return max((m for m in scope.entities if m.span.end == end), key=lambda m: m.span.end - m.span.start, default=None)


def mentions_in(scope: Scope, span: Span) -> list[EntityMention]:
    """Name mentions wholly inside `span`, those of "the company" and the like left out."""
    return [m for m in scope.entities if span.covers(m.span) and m.method != "coreference"]


def of_mention(scope: Scope, mention: EntityMention) -> Source:
    """The mention as a source; a national body takes its country ("China's Ministry of Commerce" -> "... of China")."""
    written = mention.span.of(scope.text)
    if mention.kind is EntityKind.COUNTRY:
        before = scope.syntax.index(mention.span.start) - 1
        if before >= 0 and scope.tokens[before].text in _OF_LAND and written[:1].isupper() and mention.method == "gazetteer":
            named = Span(scope.tokens[before].start, mention.span.end)
            return Source(named.of(scope.text), named, EntityKind.BODY)
        if _NATIONAL & set(written.split()):
            return Source(written, mention.span, EntityKind.BODY)
        if _governs(scope, mention):
            return Source(of_country("Government", mention.name), mention.span, EntityKind.BODY)
    if mention.kind is EntityKind.BODY:
        whole = _with_part(scope, mention)
        if whole:
            return Source(whole.of(scope.text), whole, EntityKind.BODY)
        if _NATIONAL & set(mention.name.split()):
            country = _country_before(scope, mention)
            return Source(of_country(mention.name, country) if country else mention.name, mention.span, mention.kind, mention.title)
    owned = _owning(scope, mention)
    if owned:
        return Source(owned.of(scope.text), owned, EntityKind.BODY)
    first, _, rest = mention.name.partition(" ")
    if mention.kind in NAMED and " " in rest and first.lower() in ROLES and mention.title is None:
        return Source(rest, mention.span, EntityKind.PERSON, first)  # "Survivor Lena Orth" at the start of a sentence
    return Source(mention.name, mention.span, mention.kind, mention.title)


def _owning(scope: Scope, mention: EntityMention) -> Span | None:
    """The whole of a name with a plural owner in it: "Northern Teachers' Union", of which the mention is the first part."""
    end = mention.span.end
    if scope.text[end - 1 : end + 2] != "s' " or mention.kind is EntityKind.PERSON:
        return None
    k = scope.syntax.index(end) + 1
    tokens = scope.tokens
    last = None
    while k < len(tokens) and (tokens[k].tag == "NAME" or tokens[k].lower == "of") and tokens[k].start <= end + 60:
        last = tokens[k] if tokens[k].tag == "NAME" else last
        k += 1
    return Span(mention.span.start, last.end) if last else None


def _governs(scope: Scope, mention: EntityMention) -> bool:
    """Whether "government" follows the country's name."""
    return scope.text[mention.span.end : mention.span.end + 14].lower().startswith(_GOVERNMENT)


def _with_part(scope: Scope, mention: EntityMention) -> Span | None:
    """Both names of "Halden University's Research Institute" as one."""
    if not scope.text.startswith("'s ", mention.span.end):
        return None
    near = (m for m in scope.entities if m.kind is EntityKind.BODY and mention.span.end < m.span.start < mention.span.end + 40)
    part = max(near, key=lambda m: m.span.end, default=None)
    if part is None:
        return None
    between = scope.text[mention.span.end + 3 : part.span.start].split()
    return Span(mention.span.start, part.span.end) if all(word[:1].isupper() or word in _LINKS for word in between) else None


def _country_before(scope: Scope, mention: EntityMention) -> str | None:
    """The country named right before a national body that does not have it in its name."""
    for other in scope.entities:
        gap = scope.text[other.span.end : mention.span.start]
        if other.kind is EntityKind.COUNTRY and other.span.end <= mention.span.start and gap in ("'s ", "' ", " "):
            return None if other.name in mention.name else other.name
    return None
