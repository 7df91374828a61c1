"""Item on tests/corpus/item*.toml."""

from __future__ import annotations

import pytest

from tests.marked import corpus, read


@pytest.mark.parametrize(("line", "expected"), list(corpus("item*.toml")))
def test_corpus(line: str, expected: list[str]) -> None:
    text, claims = read(line)
    assert [claim.item if claim else None for claim in claims] == expected
    for claim in claims:
        assert claim is not None
        assert claim.item is not None
        assert claim.item in " ".join(text.split())
