"""Kind on tests/corpus/kind*.toml."""

from __future__ import annotations

import pytest

from tests.marked import corpus, read


@pytest.mark.parametrize(("line", "expected"), [*corpus("metric_wide.toml"), *corpus("metric_agency.toml")])
def test_wide_corpus(line: str, expected: list[str]) -> None:
    assert [claim.kind if claim else None for claim in read(line)[1]] == [value.split(" ")[1] for value in expected]


@pytest.mark.parametrize(("line", "expected"), list(corpus("kind*.toml")))
def test_corpus(line: str, expected: list[str]) -> None:
    assert [claim.kind if claim else None for claim in read(line)[1]] == expected
