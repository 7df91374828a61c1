"""The views: words, not ids; one known row each, by hand."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from factdb.db.views import VIEWS


def rows(path: Path, sql: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql)]


def test_claims_tells_everything_on_one_row(database: Path) -> None:
    first, *others = rows(database, "SELECT * FROM claims")
    assert first == {
        "id": 1,
        "doc": "andes",
        "article": 1,
        "metric": "trade_volume",
        "item": "trade between Peru and Chile",
        "text": "$4.25 billion",
        "bound": "gt",
        "value": 4.25e9,
        "value_high": None,
        "unit": "USD",
        "per": None,
        "kind": "level",
        "direction": None,
        "entities": "Peru; Chile",
        "time_start": "2021-01-01",
        "time_end": "2021-12-31",
        "time_text": "in 2021",
        "time_basis": "explicit",
        "baseline": None,
        "baseline_start": None,
        "baseline_end": None,
        "modality": "actual",
        "negated": 0,
        "said_by": "Anna Ruiz",
        "said_as": "Minister",
        "place": "paragraph",
        "repeated": 0,
        "tier": "core",
        "dimension": "money",
        "exact_value": "4250000000",
        "exact_value_high": None,
        "sentence": "Trade between Peru and Chile reached over $4.25 billion in 2021, up 12.5 percent from 2020, Anna Ruiz said.",
        "title": "Peru and Chile trade more",
        "published": "2022-03-04",
        "published_grain": "day",
        "publisher": "The Andes Post",
        "path": "andes.txt",
        "start_pos": 69,
        "end_pos": 82,
        "sentence_start": 27,
        "sentence_end": 134,
    }
    assert [other["baseline_start"] for other in others] == ["2020-01-01", None, None]


@pytest.mark.parametrize(
    ("view", "wanted"),
    [
        (
            "trade_figures",
            {
                "partners": "Peru; Chile",
                "flow": "trade_volume",
                "bound": "gt",
                "amount": "$4.25 billion",
                "unit": "USD",
                "period": "2021",
                "growth_pct": 12.5,
                "said_by": "Anna Ruiz",
            },
        ),
        (
            "railway_lengths",
            {"line": "Arica-Tacna railway", "length": "62 miles", "length_km": 99.779, "status": "planned", "period": None},
        ),
    ],
)
def test_a_question_has_one_row(database: Path, view: str, wanted: dict[str, Any]) -> None:
    (row,) = rows(database, f"SELECT * FROM {view}")
    assert {column: row[column] for column in wanted} == wanted


def test_percentages_keep_growth_share_and_points_apart(database: Path) -> None:
    found = rows(database, "SELECT figure, growth_pct, share_pct, points, level_pct, baseline FROM percentages")
    assert [tuple(row.values()) for row in found] == [
        ("12.5 percent", 12.5, None, None, None, "2020"),
        ("0.5 percentage points", None, None, -0.5, None, None),
    ]


def test_articles_and_provenance(database: Path) -> None:
    (article,) = rows(database, "SELECT * FROM articles")
    assert (article["published"], article["published_basis"], article["claims"]) == ("2022-03-04", "manifest", 4)
    slots = rows(database, "SELECT slot, rule, words FROM claim_provenance WHERE id = 1 ORDER BY slot")
    assert {"slot": "metric", "rule": "noun", "words": "Trade"} in slots
    assert {"slot": "bound", "rule": None, "words": "over"} in slots


@pytest.mark.parametrize("view", VIEWS)
def test_views_carry_words(database: Path, view: str) -> None:
    (empty,) = rows(database, f"SELECT count(*) AS n FROM {view}")
    assert empty["n"]
    with closing(sqlite3.connect(database)) as connection:
        columns = [column[0] for column in connection.execute(f"SELECT * FROM {view} LIMIT 1").description]
    # the claim's own number, to look it up with, is the one id a view shows
    assert [column for column in columns if re.search("_id$", column)] == []
    assert len(columns) == len(set(columns))
