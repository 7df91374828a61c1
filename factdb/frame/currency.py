"""Which country's money an amount is in where its own words leave that open: "2 million pesos" in a story about the Philippines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from factdb.frame import home
from factdb.lexicon import table
from factdb.values import EntityKind, EntityMention, Quantity

# a dollar is American until the story is plainly at home elsewhere: so many names of that country, and so many times those of another
_AT_HOME: Final = 2
_CLEARLY: Final = 3
_DOLLAR: Final = "$"
_AMERICAN: Final = "USA"


@cache
def _shared() -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Word or sign as written -> the first of the words that share its moneys; that one -> country (ISO 3166 alpha-3) -> code."""
    words: dict[str, str] = {}
    moneys: dict[str, dict[str, str]] = {}
    for code, row in table("currencies").items():
        for forms in (row.get("shared"), row.get("also")):
            if forms:
                words.update(dict.fromkeys(forms, forms[0]))
                moneys.setdefault(forms[0], {}).update(dict.fromkeys(row["countries"], code))
    return words, moneys


def placed(text: str, quantities: Sequence[Quantity], names: Sequence[EntityMention]) -> Sequence[Quantity]:
    """`quantities` of one article with the money that several countries share told by the country the article is about.

    "pesos", "shillings" and the like go to the country among those that have them which the article names most; "$" is left alone
    unless the article names but one dollar country and not the United States, or writes "US$" beside it. What the words themselves
    tell ("Mexican pesos", "A$") stays. Texts are folded.
    """
    words, moneys = _shared()
    open_ones = {
        at: word
        for at, quantity in enumerate(quantities)
        if quantity.dimension == "money" and (word := words.get(_written(text, quantity))) is not None
    }
    if not open_ones:
        return quantities
    countries = home.named(names)
    marked = {q.unit for at, q in enumerate(quantities) if q.dimension == "money" and at not in open_ones}
    inside = {home.seat_code(name) for name in names if name.kind is EntityKind.PLACE}
    codes = {word: _money(word, moneys[word], countries, marked, inside) for word in set(open_ones.values())}
    out = list(quantities)
    told = {out[at].unit: code for at, word in open_ones.items() if (code := codes[word]) and code != out[at].unit}
    if not told:
        return quantities
    for at, quantity in enumerate(out):
        # an amount that took its money over from another one ("940 million, from 900 million crowns") goes with it
        carried = quantity.dimension == "money" and quantity.unit_span is None
        if (at in open_ones or carried) and quantity.unit in told:
            out[at] = replace(quantity, unit=told[quantity.unit], rule="place." + quantity.rule)
    return out


def _written(text: str, quantity: Quantity) -> str:
    """The word or sign of an amount's money, lower case."""
    span = quantity.unit_span
    return text[span.start : span.end].strip().lower().removesuffix(".") if span else ""


def _money(word: str, moneys: dict[str, str], countries: Counter[str], marked: set[str], inside: set[str | None]) -> str | None:
    """The code that `word` stands for in the article, None where nothing tells.

    `marked`: moneys that the article tells by name; `inside`: countries of which it names a part, so that it is told from within.
    """
    owners = Counter({country: countries[country] for country in moneys if countries[country]})
    if not owners:
        return None
    country, most = owners.most_common(1)[0]
    if word != _DOLLAR:
        return moneys[country]
    if country == _AMERICAN or marked & (set(moneys.values()) - {"USD"}):
        return None  # who writes "A$" too means another dollar by "$"
    if any(count * _CLEARLY > most for other, count in owners.items() if other not in (country, _AMERICAN)):
        return None
    at_home = (most >= _AT_HOME or country in inside) and _AMERICAN not in owners and most * 2 > sum(countries.values())
    return moneys[country] if "USD" in marked or at_home else None
