"""Modality on the lexicon's own examples and on tests/corpus/modality*.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

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
