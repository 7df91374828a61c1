"""Attribution on the lexicon's own examples and on tests/corpus/attribution*.toml."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

import pytest

from factdb.frame.attribution import attribution, role
from factdb.frame.scope import Scope
from factdb.lexicon import table
from factdb.values import SegmentKind
from tests.framing import framed

CASES = [
    (row["text"], row.get("source"))
    for file in sorted(Path(__file__).parent.glob("corpus/attribution*.toml"))
    for row in tomllib.loads(file.read_text("utf-8"))["case"]
]
YES = [tuple(line.split(" => ")) for entry in table("attribution").values() for line in entry.get("yes", ())]
NO = [(line, None) for entry in table("attribution").values() for line in entry.get("no", ())]


@pytest.mark.parametrize(("text", "source"), [*YES, *NO, *CASES])
def test_attribution(text: str, source: str | None) -> None:
    slot = attribution(*framed(text))
    assert slot.value == source, slot


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mill closed, said Deputy Mayor Lena Orth, with [30 jobs] lost.", "Deputy Mayor"),
        ("Lena Orth, head of the Halden Zoo, said [30 apes] escaped.", "head of the Halden Zoo"),
        ("Lena Orth said [30 apes] escaped.", None),
    ],
)
def test_role(text: str, expected: str | None) -> None:
    assert role(*framed(text)) == expected


def test_interview_turn_and_speech() -> None:
    scope, quantity = framed("We planted [30 elms].")
    turn = dataclasses.replace(scope.segment, kind=SegmentKind.TURN, speaker="Lena Orth")
    assert attribution(Scope(scope.whole, turn, scope.sentence, None), quantity).value == "Lena Orth"
    asked = dataclasses.replace(turn, speaker=None)
    assert attribution(Scope(scope.whole, asked, scope.sentence, None), quantity).value is None
    signed = dataclasses.replace(scope.whole, article=dataclasses.replace(scope.whole.article, speaker="Lena Orth"))
    assert attribution(Scope(signed, scope.segment, scope.sentence, None), quantity).value == "Lena Orth"
