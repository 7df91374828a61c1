"""A text that names no country is still about one: the country of its money, its bodies and its words."""

from __future__ import annotations

import pytest

import factdb
from factdb.lexicon import table

# title and text -> the names of each figure, "-" for none
_CASES = [
    ("Prices rise", "Prices rose 4 percent in May, the Labor Department said Friday.", ["United States"]),
    ("Pay grows", "Pay grew by 4 per cent in May, according to the ONS.", ["United Kingdom"]),
    ("Loaf costs more", "A loaf of bread costs 5.40 zlotys, up 9 percent.", ["Poland", "Poland"]),
    ("Clinics shut", "ABUJA - The strike has shut 62 clinics. Doctors are owed 14 billion naira.", ["Nigeria", "Nigeria"]),
    ("Rates go up", "The Riksbank raised its rate by 0.5 percentage points.", ["Riksbank Sweden"]),
    ("Roads sink", "The crossing at Orlec sank by 3 meters. It will cost 90 million forints.", ["Orlec"] * 2),
    # a language is no country where all else speaks for another
    (
        "Pupils sit fewer exams",
        "GCSE entries fell by 3 per cent. Entries for German fell by 9 per cent, Ofqual said.",
        ["United Kingdom"] * 2,
    ),
    # a body of many countries tells no country
    ("Aid falls", "The World Bank lent 3 billion dollars less.", ["World Bank"]),
    # a body without a name of its own is its country's
    (
        "Guests return",
        "Visitors spent 9.4 billion baht. The Tourism Authority opened 4 offices.",
        ["Tourism Authority Thailand", "Tourism Authority"],
    ),
    # a governor acts for a state
    ("Budget passed", "Governor Kathy Ames signed a budget of $24 billion after Minnesota lawmakers agreed.", ["Minnesota"]),
    # a firm's town is where it is based, not what the figure is about
    ("Shares on sale", "Toronto-based Lumeira raised C$210 million. Revenue grew 38 percent.", ["Lumeira", "Lumeira"]),
]


@pytest.mark.parametrize(("title", "text", "expected"), _CASES)
def test_home(title: str, text: str, expected: list[str]) -> None:
    found = [" ".join(entity.name for entity in claim.entities) or "-" for claim in factdb.extract(f"{title}\n\n{text}")]
    assert found == expected


def test_signs_are_of_known_countries_and_of_one_only() -> None:
    rows = table("home")
    assert set(rows) <= set(table("countries"))
    for key in ("money", "offices", "banks", "names", "firms", "words", "hints"):
        signs = [sign for row in rows.values() for sign in row.get(key, ())]
        assert len(signs) == len(set(signs))
