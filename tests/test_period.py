"""The period for which a figure holds, and the one it is compared with: whole texts through the pipeline."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from factdb import extract
from factdb.timex.value import moved_interval
from factdb.values import Claim, ClaimTime

CASES = tomllib.loads((Path(__file__).parent / "corpus" / "periods.toml").read_text(encoding="utf-8"))["case"]
WRITTEN = dt.date(2024, 5, 9)


def rows(key: str) -> list[Any]:
    return [pytest.param(case["text"], *row, id=f"{row[0]}: {case['text']}") for case in CASES for row in case.get(key, ())]


def claim_of(text: str, figure: str) -> Claim:
    found = [c for c in extract(text, reference_date=WRITTEN) if figure in c.quantity.span.of(text) or c.quantity.span.of(text) in figure]
    assert len(found) == 1, f"{figure!r} in {[c.quantity.span.of(text) for c in found]}"
    return found[0]


def days(time: ClaimTime | None) -> tuple[str, str]:
    return ("", "") if time is None else (str(time.start), str(time.end))


@pytest.mark.parametrize(("text", "figure", "first", "last", "basis"), rows("figures"))
def test_period(text: str, figure: str, first: str, last: str, basis: str) -> None:
    time = claim_of(text, figure).time
    assert days(time) == (first, last)
    assert (time.basis if time is not None else "") == basis


@pytest.mark.parametrize(("text", "figure", "first", "last"), rows("baselines"))
def test_baseline_period(text: str, figure: str, first: str, last: str) -> None:
    assert days(claim_of(text, figure).baseline_time) == (first, last)


def test_period_quotes_its_words() -> None:
    text = "By the end of 2023, the mine had sold 300 tons of tin. Also, it employed 900 people."
    for figure in ("300 tons", "900 people"):
        time = claim_of(text, figure).time
        assert time is not None
        assert time.span is not None
        assert time.span.of(text) == time.text == "By the end of 2023"


def test_reason_is_kept_where_a_time_could_not_be_used() -> None:
    claim = claim_of("The bridge is 400 meters long, the mayor said on Tuesday.", "400 meters")
    assert (claim.time, claim.time_reason) == (None, "the time named is that of saying")
    (open_claim,) = extract("Sales rose 5 percent last year.")
    assert (open_claim.time, open_claim.time_reason) == (None, "relative time without a reference date")


def test_a_comparison_moves_with_the_period_it_is_told_from() -> None:
    year = dt.date(2022, 1, 1), dt.date(2022, 12, 31)
    assert moved_interval(*year, "Y", -1) == (dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    assert moved_interval(dt.date(2024, 2, 1), dt.date(2024, 2, 29), "same", -1) == (dt.date(2023, 2, 1), dt.date(2023, 2, 28))
    assert moved_interval(dt.date(2023, 6, 30), dt.date(2023, 6, 30), "Y", -1) == (dt.date(2022, 1, 1), dt.date(2022, 12, 31))
