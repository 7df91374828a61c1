"""Modality on the lexicon's own examples and on tests/corpus/modality*.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from factdb import extract
from factdb.frame.modality import modality, negated
from factdb.lexicon import table
from tests.framing import framed

CASES = [
    (row["sentence"], row["modality"])
    for file in sorted(Path(__file__).parent.glob("corpus/modality*.toml"))
    for row in tomllib.loads(file.read_text("utf-8"))["case"]
]
YES = [(line, entry["modality"]) for entry in table("modality").values() for line in entry.get("yes", ())]
NO = [(line, entry["modality"]) for entry in table("modality").values() for line in entry.get("no", ())]


@pytest.mark.parametrize(("line", "expected"), YES + CASES)
def test_modality(line: str, expected: str) -> None:
    scope, quantity = framed(line)
    slot = modality(scope, quantity)
    assert slot.value == expected, slot


@pytest.mark.parametrize(("line", "other"), NO)
def test_not_this_modality(line: str, other: str) -> None:
    assert modality(*framed(line)).value != other


def test_negation() -> None:
    assert negated(*framed("The school will not need [40 desks]."))
    assert not negated(*framed("The school will need [40 desks]."))


@pytest.mark.parametrize(("verb", "expected"), [("will build", "planned"), ("opened", "actual")])
def test_features_of_a_thing_planned(verb: str, expected: str) -> None:
    """A list of features tells of the thing that the paragraph before it names."""
    text = f"The town {verb} a bathhouse with 3 pools.\n\nHighlights:\n\n- 40 showers, each 2 metres tall\n- 900 lockers\n"
    found = {claim.quantity.span.of(text): claim.modality for claim in extract(text)}
    assert found["40 showers"] == found["900 lockers"] == expected
