"""Kind on tests/corpus/kind*.toml."""

from __future__ import annotations

import pytest

from tests.marked import corpus, read


@pytest.mark.parametrize(("line", "expected"), list(corpus("kind*.toml")))
def test_corpus(line: str, expected: list[str]) -> None:
    assert [claim.kind if claim else None for claim in read(line)[1]] == expected
