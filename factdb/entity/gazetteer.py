"""Well-known names: countries, regions, parts of countries, bodies, from the lexicon files into one dictionary."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from factdb import lexicon
from factdb.values import EntityKind


class Entry(NamedTuple):
    """What a written form stands for. `country` is the alpha-3 code of the country itself, or of the one a place or body lies in."""

    name: str
    kind: EntityKind
    method: str  # gazetteer or adjective
    country: str | None = None
    capital: bool = False  # a capital: stands in for its country's government where the text makes it act
    state: bool = False  # a state or province, which the news counts by itself
    minor: bool = False  # a part or town of a country that tells where something is but hardly that a text is about its country
    polity: bool = False  # a country, or a bloc or nation that trades and is counted as one does
    area: str | None = None  # the state or nation of a country told by states that a town or county lies in


class Gazetteer(NamedTuple):
    """`forms`: written form -> entry. `lengths`: first word -> numbers of words of the forms that start with it, longest first."""

    forms: dict[str, Entry]
    lengths: dict[str, tuple[int, ...]]
    # acronym -> long name, of bodies whose acronym stands for them only where the text spells them out
    acronyms: dict[str, str]
    countries: dict[str, str]  # alpha-3 -> canonical name
    nations: dict[str, str]  # nation of a country ("England") -> alpha-3


_JOINING = frozenset({"and", "&"})
_KINDS = {"project": EntityKind.PROJECT, "company": EntityKind.COMPANY, "media": EntityKind.MEDIA}


@cache
def gazetteer() -> Gazetteer:
    """All entries of countries, regions, places and bodies; the first entry to claim a form keeps it."""
    forms: dict[str, Entry] = {}
    acronyms: dict[str, str] = {}
    countries: dict[str, str] = {}
    for code, row in lexicon.table("countries").items():
        countries[code] = row["name"]
        _country(forms, code, row)
    for name, row in lexicon.table("regions").items():
        kind = EntityKind.PLACE if row.get("water") else EntityKind.REGION
        entry = Entry(name, kind, "gazetteer", polity=row.get("polity", False))
        for form in (name, *row.get("aliases", ())):
            forms.setdefault(form, entry)
        for form in row.get("adjectives", ()):
            forms.setdefault(form, entry._replace(method="adjective"))
        for form in row.get("capitals", ()):
            forms.setdefault(form, Entry(form, EntityKind.PLACE, "gazetteer", capital=True))
        if "acronym" in row:
            acronyms[row["acronym"]] = name
            forms.setdefault(row["acronym"], entry._replace(name=row["acronym"]))
    nations = {name: row["in"] for name, row in lexicon.table("places").items() if row.get("nation")}
    for name, row in lexicon.table("places").items():
        nation = row.get("nation", False)
        # England is a country to the news, but has no ISO code of its own
        entry = Entry(
            name,
            EntityKind.COUNTRY if nation else EntityKind.PLACE,
            "gazetteer",
            None if nation else row["in"],
            polity=nation,
            state=row.get("state", False),
        )
        for form in (name, *row.get("aliases", ())):
            forms.setdefault(form, entry)
        for form in row.get("adjectives", ()):
            forms.setdefault(form, entry._replace(method="adjective"))
    for name, entry in _towns():
        forms.setdefault(name, entry)
    for name, row in lexicon.table("bodies").items():
        entry = Entry(name, _KINDS.get(row.get("kind", ""), EntityKind.BODY), "gazetteer", row.get("country"))
        for form in (name, *row.get("aliases", ())):
            forms.setdefault(form, entry)
        if "acronym" in row:
            acronyms[row["acronym"]] = name
            forms.setdefault(row["acronym"], entry._replace(name=row["acronym"]))
    for name in _joined():
        forms.setdefault(name, Entry(name, EntityKind.BODY, "gazetteer"))
    return Gazetteer(forms, lengths(forms), acronyms, countries, nations)


def _towns() -> Iterator[tuple[str, Entry]]:
    """Cities, towns and parts of countries that have nothing but their name and country."""
    places, parts = lexicon.table("places"), lexicon.table("subdivisions")
    for state, row in lexicon.table("states").items():
        code = row.get("in") or places[state]["in"]
        for name in row.get("cities", ()):
            yield name, Entry(name, EntityKind.PLACE, "gazetteer", code, area=state)
        own = None if parts[code].get("alone") else code
        for name in (*row.get("towns", ()), *row.get("counties", ())):
            yield name, Entry(name, EntityKind.PLACE, "gazetteer", own, minor=True, area=state)
        for name in row.get("regions", ()):
            yield name, Entry(name, EntityKind.PLACE, "gazetteer", own, minor=True)
    for code, row in lexicon.table("cities").items():
        for name in row["cities"]:
            yield name, Entry(name, EntityKind.PLACE, "gazetteer", code)
    for code, row in lexicon.table("subdivisions").items():
        for name in row.get("parts", ()):
            yield (
                name,
                Entry(name, EntityKind.PLACE, "gazetteer", None if row.get("alone") else code, state=row.get("states", False), minor=True),
            )
        for name in row.get("towns", ()):
            yield name, Entry(name, EntityKind.PLACE, "gazetteer", code, minor=True)


def _joined() -> list[str]:
    """Names of national bodies of which no shape tells where they end ("HM Revenue and Customs")."""
    rows = lexicon.table("home").values()
    names = [name for row in rows for key in ("offices", "banks", "names") for name in row.get(key, ())]
    return [name for name in names if not _JOINING.isdisjoint(name.split(" ")) or "," in name]


def _country(forms: dict[str, Entry], code: str, row: dict[str, Any]) -> None:
    entry = Entry(row["name"], EntityKind.COUNTRY, "gazetteer", code, polity=True)
    for form in (row["name"], *row.get("aliases", ())):
        forms.setdefault(form, entry)
    adjective = entry._replace(method="adjective")
    for form in row.get("adjectives", ()):
        forms.setdefault(form, adjective)
        if not form.endswith(("s", "sh", "ch", "ese")):
            forms.setdefault(form + "s", adjective)
    for form in row.get("people", ()):
        forms.setdefault(form, adjective)
    for form in row.get("capitals", ()):
        forms.setdefault(form, Entry(form, EntityKind.PLACE, "gazetteer", code, capital=True))


@lru_cache(maxsize=20_000)
def spelled(form: str) -> Entry | None:
    """The entry of a form, or of the form without its accents ("Constanța")."""
    forms = gazetteer().forms
    found = forms.get(form)
    if found is None and not form.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c))
        found = forms.get(plain)
        if found is not None and found.name == plain:
            found = found._replace(name=form)
    return found


def lengths(forms: dict[str, Entry]) -> dict[str, tuple[int, ...]]:
    """First word -> numbers of words of the forms starting with it, longest first."""
    found: dict[str, set[int]] = {}
    for form in forms:
        words = form.split(" ")
        found.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(counts, reverse=True)) for word, counts in found.items()}
