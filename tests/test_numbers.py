"""Bare numbers: what is written comes back, in words and in figures."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from factdb.quantity import find, number
from factdb.text.fold import fold

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"))


def spelled(value: int, *, british: bool) -> str:
    """`value` in English words, "and" after the hundreds where British."""
    for scale, name in _SCALES:
        if value >= scale:
            rest = value % scale
            joint = " and " if british and 0 < rest < 100 else " "
            return spelled(value // scale, british=british) + f" {name}" + (joint + spelled(rest, british=british) if rest else "")
    if value >= 100:
        rest = value % 100
        joint = " and " if british else " "
        return f"{_UNITS[value // 100]} hundred" + (joint + spelled(rest, british=british) if rest else "")
    if value >= 20:
        return _TENS[value // 10] + (f"-{_UNITS[value % 10]}" if value % 10 else "")
    return _UNITS[value]


@given(st.integers(1, 10**12 - 1), st.booleans())
@settings(max_examples=200, deadline=None)
def test_words_come_back(value: int, british: bool) -> None:
    words = spelled(value, british=british)
    found = number.read(f"{words} ", 0)
    assert found is not None
    assert (found.value, found.end) == (Decimal(value), len(words))


@given(st.integers(2, 10**12))
@settings(max_examples=200, deadline=None)
def test_figures_with_commas_come_back(value: int) -> None:
    (quantity,) = find(f"They shipped {value:,} tons then.")
    assert (quantity.value, quantity.unit) == (Decimal(value), "t")


@given(st.decimals(min_value=Decimal("0.1"), max_value=999, places=2), st.sampled_from(["million", "billion", "trillion"]))
@settings(max_examples=200, deadline=None)
def test_scaled_money_comes_back_exactly(value: Decimal, scale: str) -> None:
    text = f"It paid ${value} {scale} then."
    (quantity,) = find(text)
    power = {"million": 6, "billion": 9, "trillion": 12}[scale]
    assert quantity.value == value * 10**power
    assert quantity.span.of(text) == f"${value} {scale}"


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    folded = fold(text)
    spans = [q.span for q in find(folded)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))


@given(
    st.lists(
        st.sampled_from(
            [
                "5",
                "1,200",
                "$",
                "three",
                "hundred",
                "half",
                "of",
                "to",
                "-",
                "and",
                "percent",
                "million",
                "about",
                "tons",
                "(",
                ")",
                ",",
                ".",
                "€",
                "people",
                "both",
                "2019",
            ]
        ),
        max_size=14,
    )
)
@settings(max_examples=300, deadline=None)
def test_any_order_of_words_is_survived(words: list[str]) -> None:
    text = " ".join(words)
    spans = [q.span for q in find(text)]
    assert all(left.end <= right.start for left, right in pairwise(spans))
