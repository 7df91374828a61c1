"""Names of an article, and the names that a figure is about: every sentence of tests/corpus/entities_*.toml, and the laws that hold on any text."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from factdb import entity, pipeline
from factdb.entity.gazetteer import gazetteer
from factdb.lexicon import table
from factdb.text.fold import fold
from factdb.values import Article, EntityKind, EntityMention, Span

CORPUS = Path(__file__).parent / "corpus"


def load(name: str, key: str) -> list[dict[str, Any]]:
    """Entries of one corpus file."""
    with (CORPUS / name).open("rb") as file:
        rows: list[dict[str, Any]] = tomllib.load(file)[key]
    return rows


def mentions(text: str) -> list[EntityMention]:
    """All mentions in a text of its own."""
    return [m for article in pipeline.document(text).articles for m in entity.find(fold(text), article)]


def short(row: dict[str, Any]) -> str:
    return f"{row['text'][:50]}:{row.get('quote', '')}"


@pytest.mark.parametrize("row", load("entities_mentions.toml", "sentence"), ids=short)
def test_names_are_found_with_their_canonical_name(row: dict[str, Any]) -> None:
    found = [(m.span.of(row["text"]), m.name, m.kind.value) for m in mentions(row["text"])]
    missing = [name for name in map(tuple, row["names"]) if name not in found]
    assert not missing, found
    assert not {name for _, name, _ in found} & set(row.get("not", ()))


def claim_params() -> list[Any]:
    return [
        pytest.param(row, id=short(row), marks=[pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else [])
        for row in load("entities_claims.toml", "claim")
    ]


@pytest.mark.parametrize("row", claim_params())
def test_figure_is_about(row: dict[str, Any]) -> None:
    text = row["text"]
    start = text.index(row["quote"])
    end = start + len(row["quote"])
    claims = [c for c in pipeline.claims(pipeline.document(text)) if c.quantity.span.start < end and start < c.quantity.span.end]
    assert claims, "no claim"
    assert {e.name for e in claims[0].entities} == set(row["entities"]), claims[0].rules
    if "roles" in row:
        assert {e.name: e.role for e in claims[0].entities} == row["roles"]


def overlap(gold: set[str], found: set[str]) -> float:
    """F1 of names, a name inside a longer one counting as met."""
    met = [
        sum(any(f" {a} " in f" {b} " or f" {b} " in f" {a} " for b in other) for a in one) for one, other in ((gold, found), (found, gold))
    ]
    if not all(met):
        return 0.0
    recall, precision = met[0] / len(gold), met[1] / len(found)
    return 2 * precision * recall / (precision + recall)


def test_figures_of_passages_are_about_the_right_names() -> None:
    scores = []
    for row in load("entities_passages.toml", "passage"):
        text = row["text"]
        claims = pipeline.claims(pipeline.document(text))
        for expected in row["about"]:
            start = text.index(expected["quote"])
            end = start + len(expected["quote"])
            claim = next(c for c in claims if c.quantity.span.start < end and start < c.quantity.span.end)
            scores.append(overlap(set(expected["names"]), {e.name for e in claim.entities}))
    assert len(scores) >= 211
    assert sum(score >= 0.66 for score in scores) / len(scores) >= 0.96
    assert sum(scores) / len(scores) >= 0.88


def test_every_span_is_what_the_text_says() -> None:
    for row in load("entities_claims.toml", "claim"):
        for mention in mentions(row["text"]):
            words = mention.span.of(row["text"])
            assert words
            assert words == words.strip()


def test_mentions_come_in_text_order() -> None:
    for row in load("entities_mentions.toml", "sentence"):
        starts = [m.span.start for m in mentions(row["text"])]
        assert starts == sorted(starts)


def test_countries_have_three_letter_codes_and_no_name_is_shared() -> None:
    rows = table("countries")
    assert all(len(code) == 3 and code.isupper() for code in rows)
    assert len(rows) == 250  # ISO 3166-1, and Kosovo under its user-assigned code
    names = [form for row in rows.values() for form in (row["name"], *row.get("aliases", ()))]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("code", sorted(table("countries")))
def test_each_country_is_found_by_name_and_adjective(code: str) -> None:
    row = table("countries")[code]
    for form in (row["name"], *row.get("adjectives", ())):
        found = mentions(f"Last year {form} traders sold 40 boats.")
        assert (form, code) in [(m.span.of(f"Last year {form} traders sold 40 boats."), m.code) for m in found]


def test_places_lie_in_known_countries() -> None:
    codes = set(table("countries"))
    assert {row["in"] for row in table("places").values()} <= codes
    assert set(table("cities")) | set(table("subdivisions")) <= codes
    assert {row["country"] for row in table("bodies").values() if "country" in row} <= codes


def test_canonical_gives_the_long_name() -> None:
    text = fold("The Halden Port Authority (HPA) hired Lena Orth. Orth left HPA in May.")
    article = pipeline.document(text).articles[0]
    assert entity.canonical("HPA", text, article) == "Halden Port Authority"
    assert entity.canonical("Orth", text, article) == "Lena Orth"
    assert entity.canonical("the US", text, article) == "United States"
    assert entity.canonical("Somebody Else", text, article) == "Somebody Else"


@pytest.mark.parametrize("unit", ["A", "Aa ", "A-", "Aa of ", "(AB) ", "the dam ", "U.S. ", "Orth's ", "X known as Y, "])
def test_finding_names_takes_linear_time(unit: str) -> None:
    def seconds(count: int) -> float:
        text = "Halden Dam, " + unit * count
        article = Article(1, Span(0, len(text)), "")
        best = 9.0
        for turn in range(3):
            started = time.process_time()
            entity.find(text + " " * turn, article)  # another text each time: the last ones are remembered
            best = min(best, time.process_time() - started)
        return best

    assert seconds(4000) < 24 * max(seconds(500), 0.001)


def test_a_title_is_kept_apart() -> None:
    found = [m for m in mentions("Deputy Prime Minister Lena Orth opened 3 plants.") if m.kind is EntityKind.PERSON]
    assert [(m.name, m.title) for m in found] == [("Lena Orth", "Deputy Prime Minister")]


def test_gazetteer_forms_stand_for_themselves() -> None:
    known = gazetteer()
    assert known.forms["UK"].name == "United Kingdom"
    assert known.forms["Kazakh"].country == "KAZ"
    assert known.forms["UN"].name == "United Nations"


@pytest.mark.parametrize("file", ["entity_heads", "entity_cues", "titles", "not_names", "about"])
def test_lexicon_examples_are_sentences(file: str) -> None:
    for key, row in table(file).items():
        for example in (*row.get("yes", ()), *row.get("no", ())):
            assert example.endswith("."), key


@pytest.mark.parametrize(("group", "example"), [(k, e) for k, row in table("entity_heads").items() for e in row["yes"]])
def test_head_nouns_name(group: str, example: str) -> None:
    kind = table("entity_heads")[group]["kind"]
    assert kind in {m.kind.value for m in mentions(example)}


@pytest.mark.parametrize("example", [e for row in table("entity_heads").values() for e in row["no"]])
def test_bare_head_nouns_name_nothing(example: str) -> None:
    assert not mentions(example)


@pytest.mark.parametrize("example", [e for row in table("titles").values() for e in row["yes"]])
def test_titles_go_before_a_person(example: str) -> None:
    assert [m.name for m in mentions(example)] == ["Lena Orth"]


@pytest.mark.parametrize("example", [e for row in table("titles").values() for e in row["no"]])
def test_bare_titles_name_nobody(example: str) -> None:
    assert not mentions(example)
