"""All lexicon files: their shape, and that what they refer to exists. (That each `yes` and `no` holds, the tests of the stages run.)"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from factdb.errors import LexiconError
from factdb.frame import cues
from factdb.lexicon import table
from factdb.values import Kind

FILES = sorted(path.name.removesuffix(".toml") for path in files("factdb.lexicon").iterdir() if path.name.endswith(".toml"))
EXAMPLES = ("yes", "no")
WORD_FIELDS = (*cues.NOUN_FIELDS, *cues.VERB_FIELDS)
METRICS = table("metrics")
# what a quantity can have besides the dimensions of units.toml
DIMENSIONS = {"count", "money", "multiple"} | {entry["dimension"] for entry in table("units").values() if "dimension" in entry}
CODES = """trade_volume exports imports investment revenue price_cost contract_value aid_grant loan tax budget gdp gdp_growth gdp_per_capita
population production capacity storage_capacity length distance area passengers trips trains containers companies jobs members projects
agreements events people visits students_training share_of_trade settlement_share survey_share share_of_people market_share
completion_share loss profit fleet freight_volume duration social_contribution reserves other"""


def lists(name: str) -> Iterator[tuple[str, list[Any]]]:
    """(entry.field, list) of a file, examples left out."""
    for key, entry in table(name).items():
        for field, value in entry.items():
            if field not in EXAMPLES and isinstance(value, list):
                yield f"{key}.{field}", value


@pytest.mark.parametrize("name", FILES)
def test_entries_are_tables(name: str) -> None:
    entries = table(name)
    assert entries
    assert all(key == key.strip() and key for key in entries)
    assert all(isinstance(entry, dict) for entry in entries.values())


@pytest.mark.parametrize("name", FILES)
def test_examples_are_sentences(name: str) -> None:
    for key, entry in table(name).items():
        for field in EXAMPLES:
            examples = entry.get(field, [])
            assert isinstance(examples, (list, dict)), key
            assert all(isinstance(line, str) and line.strip() == line and len(line) > 1 for line in examples), key
            assert len(set(examples)) == len(examples), key


@pytest.mark.parametrize("name", FILES)
def test_no_word_twice_in_a_list(name: str) -> None:
    for where, words in lists(name):
        plain = [word for word in words if isinstance(word, str)]
        assert sorted({word for word in plain if plain.count(word) > 1}) == [], where


@pytest.mark.parametrize("name", ["metrics", "changes", "noun_classes"])
def test_words_are_lower_case(name: str) -> None:
    for where, words in lists(name):
        if where.split(".")[1] not in ("units", "per"):
            assert [word for word in words if word != word.lower() or word != " ".join(word.split())] == [], where


def test_metrics_are_those_of_the_guidelines() -> None:
    assert set(METRICS) == set(CODES.split())


@pytest.mark.parametrize("code", METRICS)
def test_metric(code: str) -> None:
    entry = METRICS[code]
    assert entry["yes"]
    assert entry["no"]
    assert all("[" in line for line in [*entry["yes"], *entry["no"]])
    assert set(entry.get("dimensions", ())) <= DIMENSIONS
    assert {*entry.get("kinds", ()), *entry.get("percent", ())} <= set(Kind)
    assert set(entry.get("units", ())) <= set(table("units"))
    assert entry.get("share") in (None, *METRICS)
    classes = [word[1:] for field in WORD_FIELDS for word in entry.get(field, ()) if word.startswith("@")]
    assert set(classes) <= set(table("noun_classes"))


@pytest.mark.parametrize("code", METRICS)
def test_word_has_one_place_in_a_metric(code: str) -> None:
    # a verb field and a noun field may share a word ("export"); "topic", "of" and the like say other things of a noun
    entry = METRICS[code]
    nouns = [word for field in ("nouns", "weak") for word in entry.get(field, ())]
    verbs = [word for field in cues.VERB_FIELDS if field not in ("predicates", "passives") for word in entry.get(field, ())]
    assert sorted({word for word in nouns if nouns.count(word) > 1}) == []
    assert sorted({word for word in verbs if verbs.count(word) > 1}) == []


def test_change_word_goes_one_way() -> None:
    entries = table("changes")
    for field in ("verbs", "nouns", "adverbs", "after", "with_than"):
        ways: dict[str, set[str]] = {}
        for entry in entries.values():
            for word in entry.get(field, ()) if "direction" in entry else ():
                ways.setdefault(word, set()).add(entry["direction"])
        assert sorted(word for word, found in ways.items() if len(found) > 1) == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"label": "Votes", "definition": "Votes cast.", "noun": ["vote"]}, "unknown field 'noun'"),
        ({"label": "Votes", "definition": "Votes cast.", "kinds": ["levels"]}, "unknown kind 'levels'"),
        ({"label": "Votes"}, "needs a label and a definition"),
    ],
)
def test_faulty_metric_is_named(entry: dict[str, Any], fault: str) -> None:
    with pytest.raises(LexiconError, match=fault) as caught:
        cues.check("votes", entry)
    assert caught.value.key == "votes"


def test_unknown_class_is_named() -> None:
    with pytest.raises(LexiconError, match="no such class"):
        cues.class_words("nobody")
