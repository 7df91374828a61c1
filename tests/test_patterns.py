"""What every regular expression of the program must keep to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "factdb"
RE_POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{\{?[0-9,]+\}?\})\+")


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_possessive_repeat_of_a_group(path: Path) -> None:
    """Python before 3.11.5 (Debian's is 3.11.2) reads `(ab)*+` wrongly where the last round fails half-way. `(?>(?:ab)*)` is right everywhere."""
    found = [line for line in path.read_text(encoding="utf-8").splitlines() if RE_POSSESSIVE_GROUP.search(line)]
    assert found == []
