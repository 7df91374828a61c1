"""Metric on the lexicon's own examples and on tests/corpus/metric*.toml."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from factdb import quantity
from factdb.frame import change, item, kind, metric
from factdb.frame.scope import ArticleScope, Scope
from factdb.lexicon import table
from factdb.values import Article, Segment, SegmentKind, Span
from tests.marked import corpus, read

YES = [(line, code) for code, entry in table("metrics").items() for line in entry.get("yes", ())]
NO = [(line, code) for code, entry in table("metrics").items() for line in entry.get("no", ())]


def metrics(line: str) -> list[str | None]:
    return [claim.metric if claim else None for claim in read(line)[1]]


@pytest.mark.parametrize(("line", "expected"), list(corpus("metric*.toml")))
def test_corpus(line: str, expected: list[str]) -> None:
    assert metrics(line) == [value.split(" ")[0] for value in expected]


@pytest.mark.parametrize(("line", "code"), YES)
def test_yes(line: str, code: str) -> None:
    assert metrics(line) == [code] * line.count("[")


@pytest.mark.parametrize(("line", "code"), NO)
def test_no(line: str, code: str) -> None:
    found = metrics(line)
    assert None not in found
    assert code not in found


def test_evidence_is_kept() -> None:
    text, (claim,) = read("The mill exported [40 tons] of paper.")
    assert claim is not None
    assert claim.evidence["metric"].of(text) == "exported"
    assert claim.rules["metric"] == "metric.verb"


def test_user_metric(tmp_path: Path) -> None:
    """A metric in a file of one's own works without touching code."""
    (tmp_path / "metrics.toml").write_text(
        '[votes]\nlabel = "Votes"\ndefinition = "Votes cast for a candidate."\ndimensions = ["count"]\nnouns = ["vote"]\n', encoding="utf-8"
    )
    code = (
        "import sys; from pathlib import Path; from factdb import lexicon; lexicon.add_directory(Path(sys.argv[1]))\n"
        "from factdb import pipeline\n"
        "d = pipeline.document('She won 300,000 votes.', split=False)\n"
        "print([c.metric for c in pipeline.claims(d)])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['votes']"


def seconds(clauses: int) -> float:
    """Time of the four slots kind, change, metric and item in one sentence of many figures."""
    text = "Exports " + "rose by 5 percent to $40 million and jobs fell to 300 workers, " * clauses + "officials said."
    end = Span(0, len(text))
    segment = Segment(end, SegmentKind.PARAGRAPH, (end,))
    article = Article(1, end, "", (segment,))
    scope = Scope(ArticleScope(text, article, quantity.find(text), [], ()), segment, end, None)
    assert len(scope.quantities) >= 3 * clauses
    assert scope.tokens
    start = time.process_time()
    for figure in scope.quantities:
        way = change.direction(scope, figure).value
        sort = kind.kind(scope, figure, way).value
        metric.metric(scope, figure, sort)
        item.item(scope, figure)
        change.baseline(scope, figure)
    return time.process_time() - start


def test_time_grows_with_the_text() -> None:
    seconds(10)
    assert min(seconds(160) for _ in range(3)) < 24 * max(min(seconds(20) for _ in range(3)), 0.002)
