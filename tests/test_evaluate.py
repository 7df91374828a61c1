"""Evaluation: what each field asks for, and that the scores are those of the yardstick."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from factdb import evaluate
from factdb.cli import main

ROOT = Path(__file__).parents[1]
SHARED = next((parent / "shared" / "eval" for parent in ROOT.parents if (parent / "shared" / "eval").is_dir()), None)

GOLD: dict[str, Any] = {
    "doc": "a",
    "start": 10,
    "end": 20,
    "tier": "core",
    "value": 40,
    "value_high": None,
    "unit": "t",
    "bound": "exact",
    "kind": "level",
    "per": None,
    "metric": "exports",
    "entities": ["Peru", "Chile"],
    "time": {"start": "2021-01-01", "end": "2021-12-31"},
    "direction": None,
    "modality": "actual",
    "attribution": "Anna Ruiz",
}


@pytest.mark.parametrize(
    ("change", "wrong", "whole"),
    [
        ({}, set(), True),
        ({"value": 40.05}, set(), True),
        ({"value": 41}, {"value"}, False),
        ({"value_high": 50}, {"value"}, False),
        ({"unit": "kg"}, {"unit"}, False),
        ({"bound": "gt"}, {"bound"}, True),
        ({"per": "year"}, {"per"}, True),
        ({"kind": "change"}, {"kind"}, False),
        ({"metric": "imports"}, {"metric"}, False),
        ({"time": None}, {"time", "time_overlap"}, False),
        ({"time": {"start": "2021-01-01", "end": "2021-11-30"}}, {"time"}, False),
        ({"entities": ["Chile", "the Peru"]}, set(), True),
        ({"entities": ["Chile"]}, {"entities"}, True),
        ({"entities": ["Bolivia"]}, {"entities"}, False),
        ({"attribution": "minister anna ruiz"}, set(), True),
        ({"attribution": None}, {"attribution"}, True),
        ({"direction": "up"}, {"direction"}, False),
        ({"modality": "planned"}, {"modality"}, False),
    ],
)
def test_fields(change: dict[str, Any], wrong: set[str], *, whole: bool) -> None:
    result = evaluate.evaluate([GOLD], [{**GOLD, **change}])
    (pair,) = result.found
    assert {name for name, score in pair.scores.items() if score < 1} == wrong
    assert pair.whole is whole


def test_detection() -> None:
    optional = {**GOLD, "start": 30, "end": 35, "tier": "optional"}
    missed = {**GOLD, "start": 50, "end": 55}
    got = [{**GOLD, "doc": "a_long_name", "start": start, "end": end} for start, end in ((8, 12), (15, 22), (33, 40), (60, 61))]
    scores = evaluate.evaluate([GOLD, optional, missed], got).scores()
    # one to one: the larger overlap wins, the other claim on the same gold is extra; the one on the optional is not
    assert {key: scores[key] for key in ("gold_core", "found", "missed", "extra")} == {"gold_core": 2, "found": 1, "missed": 1, "extra": 2}
    assert scores["precision"] == pytest.approx(1 / 3)
    assert scores["recall"] == 0.5


def test_nothing_predicted() -> None:
    scores = evaluate.evaluate([GOLD], []).scores()
    assert (scores["f1"], scores["claim"], scores["missed"]) == (0.0, 0.0, 1)


def test_command(tmp_path: Path) -> None:
    text, gold = tmp_path / "t.txt", tmp_path / "gold.jsonl"
    text.write_text("Exports of Kenya rose 4 percent to $7.5 billion in 2023.\n", encoding="utf-8")
    made = CliRunner().invoke(main, ["extract", str(text)])
    gold.write_text(made.stdout, encoding="utf-8")
    result = CliRunner().invoke(main, ["evaluate", str(gold), str(text), "--errors", "3"])
    assert result.exit_code == 0, result.stderr
    assert "claim         1.000" in result.stdout
    gold.write_text(made.stdout.replace('"value": 4,', '"value": 5,'), encoding="utf-8")
    result = CliRunner().invoke(main, ["evaluate", str(gold), str(text), "--errors", "3"])
    assert "value  t:22-31 '4 percent'  gold 5  got 4" in result.stdout
    assert json.loads(CliRunner().invoke(main, ["evaluate", str(gold), str(text), "--format", "json"]).stdout)["value"] == 0.5
    gold.write_text("{}\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["evaluate", str(gold), str(text)])
    assert (result.exit_code, result.stderr) == (1, f"factdb: {gold}: line 1 has no 'doc'\n")


@pytest.fixture(scope="module")
def predicted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    result = CliRunner().invoke(main, ["extract", *map(str, sorted((ROOT / "seeds").glob("*.txt")))])
    assert result.exit_code == 0
    path = tmp_path_factory.mktemp("predicted") / "seeds.jsonl"
    path.write_text(result.stdout, encoding="utf-8")
    return path


@pytest.mark.skipif(SHARED is None, reason="the annotated claims are not here")
def test_scores_are_those_of_the_yardstick(predicted: Path, tmp_path: Path) -> None:
    assert SHARED
    gold = SHARED / "gold_seeds.jsonl"
    spoiled = tmp_path / "spoiled.jsonl"
    lines = predicted.read_text(encoding="utf-8").splitlines()
    # half of the claims, moved a little, in another order: ties and misses
    moved = [{**json.loads(line), "start": json.loads(line)["start"] - 3} for line in reversed(lines[::2])]
    spoiled.write_text("".join(json.dumps(claim) + "\n" for claim in moved + [json.loads(line) for line in lines[::3]]), encoding="utf-8")
    for path in (predicted, spoiled):
        done = subprocess.run(
            [sys.executable, str(SHARED / "score.py"), str(gold), str(path), "--json"], capture_output=True, text=True, check=True
        )
        assert evaluate.evaluate(evaluate.read(gold), evaluate.read(path)).scores() == pytest.approx(json.loads(done.stdout))


# what a change may not fall below on the annotated seeds
FLOORS = {
    "f1": 0.98,
    "value": 0.99,
    "unit": 0.99,
    "bound": 0.98,
    "kind": 0.98,
    "per": 0.98,
    "metric": 0.94,
    "time": 0.96,
    "entities": 0.84,
    "direction": 0.98,
    "modality": 0.98,
    "attribution": 0.93,
    "claim": 0.84,
}


@pytest.mark.skipif(SHARED is None, reason="the annotated claims are not here")
@pytest.mark.parametrize("field", FLOORS)
def test_floors_on_the_seeds(predicted: Path, field: str) -> None:
    assert SHARED
    scores = evaluate.evaluate(evaluate.read(SHARED / "gold_seeds.jsonl"), evaluate.read(predicted)).scores()
    assert scores[field] >= FLOORS[field]
