"""Scores extracted claims against annotated ones, so that anybody can measure factdb on documents of their own.

Gold and predicted claims are records as `factdb extract` prints them (gold needs `doc`, `start`, `end`, `tier` and the scored fields).
Detection: a predicted claim finds a gold one when their spans overlap, one to one, the best pairs first. Gold of tier optional is neither
asked for nor punished. Fields are scored on the core pairs found; `claim` asks for eight fields at once, of all core gold.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from factdb.errors import DocumentError

Record = Mapping[str, Any]

# fields that are right when equal; the others have a measure of their own
_EQUAL: Final = ("unit", "bound", "kind", "per", "metric", "direction", "modality")
FIELDS: Final = (
    "value",
    "unit",
    "bound",
    "kind",
    "per",
    "metric",
    "time",
    "time_overlap",
    "entities",
    "direction",
    "modality",
    "attribution",
)
# what `claim` asks for; entities with two thirds right are enough
_WHOLE: Final = ("value", "unit", "kind", "metric", "time", "direction", "modality", "entities")
_ENOUGH: Final = {"entities": 0.66}


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold claim and the predicted one that found it, with the score (0..1) of each field."""

    gold: Record
    predicted: Record
    scores: dict[str, float]

    @property
    def whole(self) -> bool:
        """Whether the claim is right as a whole."""
        return all(self.scores[name] >= _ENOUGH.get(name, 1.0) for name in _WHOLE)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Core pairs found, core gold missed, predicted claims that nobody asked for."""

    found: tuple[Pair, ...]
    missed: tuple[Record, ...]
    extra: tuple[Record, ...]

    def scores(self) -> dict[str, int | float]:
        """Counts, then detection, then each field, then `claim`."""
        found, asked = len(self.found), len(self.found) + len(self.missed)
        precision = found / (found + len(self.extra)) if found or self.extra else 0.0
        recall = found / asked if asked else 0.0
        return {
            "gold_core": asked,
            "found": found,
            "missed": len(self.missed),
            "extra": len(self.extra),
            "precision": precision,
            "recall": recall,
            "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
            **{name: sum(pair.scores[name] for pair in self.found) / found if found else 0.0 for name in FIELDS},
            "claim": sum(pair.whole for pair in self.found) / asked if asked else 0.0,
        }

    def by(self, key: Callable[[Record], str]) -> dict[str, Evaluation]:
        """One evaluation for each value of `key` of the gold claim (of the predicted one for extras), sorted."""
        groups: dict[str, tuple[list[Pair], list[Record], list[Record]]] = {}
        for pair in self.found:
            groups.setdefault(key(pair.gold), ([], [], []))[0].append(pair)
        for gold in self.missed:
            groups.setdefault(key(gold), ([], [], []))[1].append(gold)
        for extra in self.extra:
            groups.setdefault(key(extra), ([], [], []))[2].append(extra)
        return {name: Evaluation(tuple(found), tuple(missed), tuple(extra)) for name, (found, missed, extra) in sorted(groups.items())}


def read(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON lines file.

    Raises:
        DocumentError: names the line that is no JSON object, or lacks `doc`, `start` or `end`.
    """
    records = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(str(path), getattr(error, "strerror", None) or "not UTF-8 text") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise DocumentError(str(path), f"line {number} is no JSON: {error.msg}") from error
        lacking = [key for key in ("doc", "start", "end") if not isinstance(record, dict) or key not in record]
        if lacking:
            raise DocumentError(str(path), f"line {number} has no {lacking[0]!r}")
        records.append(record)
    return records


def evaluate(gold: Sequence[Record], predicted: Iterable[Record]) -> Evaluation:
    """Pair predicted claims with gold ones and score them.

    Args:
        gold: annotated claims of any number of documents.
        predicted: extracted claims; a document's name matches where one is the beginning of the other.
    """
    by_document: dict[str, list[Record]] = {}
    for claim in predicted:
        by_document.setdefault(str(claim["doc"]), []).append(claim)
    document = {name: same_document(name, by_document) for name in {str(claim["doc"]) for claim in gold}}

    options: list[tuple[tuple[bool, bool, int, int], int, Record]] = []
    for index, wanted in enumerate(gold):
        for claim in by_document.get(document[str(wanted["doc"])] or "", ()):
            shared = min(wanted["end"], claim["end"]) - max(wanted["start"], claim["start"])
            if shared > 0:
                rank = (_close(wanted.get("value"), claim.get("value")), wanted.get("tier") == "core", shared, -index)
                options.append((rank, index, claim))
    options.sort(key=lambda option: option[0], reverse=True)
    partner: dict[int, Record] = {}
    taken: set[int] = set()
    for _, index, claim in options:
        if index not in partner and id(claim) not in taken:
            partner[index] = claim
            taken.add(id(claim))

    core = [(index, wanted) for index, wanted in enumerate(gold) if wanted.get("tier") == "core"]
    optional: dict[str | None, list[Record]] = {}
    for wanted in gold:
        if wanted.get("tier") == "optional":
            optional.setdefault(document[str(wanted["doc"])], []).append(wanted)
    return Evaluation(
        tuple(Pair(wanted, partner[index], _scores(wanted, partner[index])) for index, wanted in core if index in partner),
        tuple(wanted for index, wanted in core if index not in partner),
        tuple(
            claim
            for name, claims in by_document.items()
            for claim in claims
            if id(claim) not in taken and not any(w["start"] < claim["end"] and claim["start"] < w["end"] for w in optional.get(name, ()))
        ),
    )


def same_document(name: str, known: Iterable[str]) -> str | None:
    """The first of `known` names that begins with `name` or begins it."""
    return next((other for other in known if other.startswith(name) or name.startswith(other)), None)


def _scores(gold: Record, predicted: Record) -> dict[str, float]:
    """Each field of a pair, 0..1."""
    wanted, got = _days(gold.get("time")), _days(predicted.get("time"))
    scores = {
        "value": _close(gold.get("value"), predicted.get("value")) and _close(gold.get("value_high"), predicted.get("value_high")),
        "time": wanted == got,
        "time_overlap": _overlap(wanted, got) >= 0.5,
        "entities": _entities(gold.get("entities") or (), predicted.get("entities") or ()),
        "attribution": _same_name(gold.get("attribution"), predicted.get("attribution")),
        **{name: gold.get(name) == predicted.get(name) for name in _EQUAL},
    }
    return {name: float(scores[name]) for name in FIELDS}


def _close(one: float | None, other: float | None) -> bool:
    """Equal within two thousandths; missing equals missing."""
    if one is None or other is None:
        return one is other
    return math.isclose(float(one), float(other), rel_tol=2e-3, abs_tol=1e-9)


def _days(time: Record | None) -> tuple[int, int] | None:
    """First and last day as ordinals; None where there is no period."""
    if not time or not time.get("start") or not time.get("end"):
        return None
    start, end = (dt.date.fromisoformat(str(time[key])[:10]).toordinal() for key in ("start", "end"))
    return start, end


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> float:
    """Days shared by two closed intervals, of all days of both; 1 where both are missing."""
    if one is None or other is None:
        return float(one is other)
    shared = min(one[1], other[1]) - max(one[0], other[0]) + 1
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]) + 1)


def _same_name(one: str | None, other: str | None) -> bool:
    """Equal in any case, or one holds the other as whole words; missing equals missing."""
    one, other = _folded(one), _folded(other)
    if not one or not other:
        return one == other
    return one == other or f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _folded(name: str | None) -> str:
    return (name or "").casefold().replace("\u2019", "'").strip().removeprefix("the ")


def _entities(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """F1 of the names."""
    if not gold and not predicted:
        return 1.0
    precision = sum(any(_same_name(wanted, name) for wanted in gold) for name in predicted) / len(predicted) if predicted else 0.0
    recall = sum(any(_same_name(name, wanted) for name in predicted) for wanted in gold) / len(gold) if gold else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
