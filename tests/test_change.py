"""Direction and baseline on the lexicon's own examples and on tests/corpus/change*.toml."""

from __future__ import annotations

import pytest

from factdb.lexicon import table
from factdb.values import Kind
from tests.marked import corpus, read

YES = [(line, entry["direction"]) for entry in table("changes").values() if "direction" in entry for line in entry.get("yes", ())]
NO = [(line, entry["direction"]) for entry in table("changes").values() if "direction" in entry for line in entry.get("no", ())]
BASELINES = table("changes")["baseline"]["yes"]


@pytest.mark.parametrize(("line", "expected"), list(corpus("change*.toml")))
def test_corpus(line: str, expected: list[str]) -> None:
    claims = read(line)[1]
    assert [claim.direction or "" if claim else None for claim in claims] == [value.split(" | ")[0] for value in expected]
    for claim, value in zip(claims, expected, strict=True):
        if " | " in value:
            assert claim is not None
            assert claim.baseline == value.split(" | ")[1]


@pytest.mark.parametrize(("line", "direction"), YES)
def test_yes(line: str, direction: str) -> None:
    assert [claim.direction if claim else None for claim in read(line)[1]] == [direction]


@pytest.mark.parametrize(("line", "direction"), NO)
def test_no(line: str, direction: str) -> None:
    (claim,) = read(line)[1]
    assert claim is not None
    assert claim.direction != direction
    assert claim.kind is not Kind.CHANGE


@pytest.mark.parametrize("line", BASELINES)
def test_baseline(line: str) -> None:
    words = line[line.index("{") + 1 : line.index("}")]
    line = line.replace("{", "").replace("}", "")
    place = next(i for i, character in enumerate(line) if character.isdigit())
    (claim,) = read(f"{line[:place]}[{line[place:]}")[1]
    assert claim is not None
    assert claim.baseline == words
