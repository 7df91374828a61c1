"""The state that a story is at home in: by its towns, counties, bodies, dateline and name; not where the country or another one leads."""

from __future__ import annotations

import pytest

import factdb
from factdb.lexicon import table

# title and text -> the names of each figure
_CASES = [
    (
        "Omaha council backs $90M tram",
        "OMAHA, Neb. (AP) - The tram would cost $90 million.\n\nAbout 4,000 riders a day would use it.",
        ["Omaha Nebraska"] * 3,
    ),
    ("Rice crop fails in coastal districts", "MANGALURU: Rain ruined 900 hectares, the Karnataka minister said.", ["Karnataka"]),
    ("Lobster catch sinks", "HALIFAX - Landings fell 12 per cent. The province's plants cut 300 jobs.", ["Nova Scotia"] * 2),
    # a council without a name is its town's
    ("Council buys land", "VICTORIA, B.C. - The City Council bought 12 hectares.", ["Victoria British Columbia"]),
    # a namesake of a capital far away is no word of its country
    (
        "Bike riders of Sierra Leone get helmets",
        "FREETOWN - Riders in Freetown got 4,500 helmets. In Wellington 60 riders came.\n\nSierra Leone has few doctors.",
        ["Freetown Sierra Leone", "Wellington Sierra Leone"],
    ),
    # a town's name after a first name is a family's
    ("Nurse buys houses", "Maria Salinas, a nurse in Peru, bought 3 houses. Salinas paid $4 million.", ["Maria Salinas Peru"] * 2),
    # the country where the text tells of it
    ("Ohio farms grow fewer beans", "Ohio farms sold 4 million tons. The nation grew 90 million tons.", ["Ohio", "United States"]),
    # a story of the whole country, a railway paper's heading, a firm's own news
    ("Americans drive more", "Drivers in Dallas and Ohio too spent 4 percent more.", ["Dallas Ohio"]),
    ("New track ordered", "INDIA: Work on the line in Nagpur costs Rs 900 million. Maharashtra pays nothing.", ["Nagpur India"]),
    # a county says more than the nation, and a city needs neither
    ("Flood wall opens", "The wall guards 900 homes in Kendal, Cumbria.", ["Kendal Cumbria"]),
    ("Leeds raises bus fares", "Fares in Leeds will go up by 12%.", ["Leeds"]),
    # names of several places go to the one that something else speaks for
    ("Vineyards grow", "SAVANNAH, Ga. - Growers in Georgia planted 900 acres.", ["Georgia"]),
]


@pytest.mark.parametrize(("title", "text", "expected"), _CASES)
def test_area(title: str, text: str, expected: list[str]) -> None:
    found = [" ".join(entity.name for entity in claim.entities) or "-" for claim in factdb.extract(f"{title}\n\n{text}")]
    assert found == expected


def test_a_town_is_of_one_state_only() -> None:
    rows = table("states")
    for key in ("cities", "towns", "counties", "regions", "names"):
        names = [name for row in rows.values() for name in row.get(key, ())]
        assert sorted({name for name in names if names.count(name) > 1}) == []
    assert all(row.get("in") or state in table("places") for state, row in rows.items())
