"""Time expressions: the corpus of sentences, look-alikes, the lexicon's own examples, and laws that hold for any text."""

from __future__ import annotations

import datetime as dt
import re
import time
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdb import extract, timex
from factdb.lexicon import table
from factdb.text.fold import fold
from factdb.timex.dispatch import first_of
from factdb.timex.expression import PATTERNS
from factdb.timex.resolve import parse_spelled
from factdb.timex.scan import CODE, vocabulary
from factdb.values import Basis, Grain, Reference, Relation, Timex, TimexType

CORPUS = Path(__file__).parent / "corpus"
REFERENCE = Reference(dt.date(2024, 5, 9))


def read(text: str, reference: Reference | None = REFERENCE) -> list[Timex]:
    folded = fold(text)
    return [timex.resolve(expression, reference, folded) for expression in timex.find(folded)]


def marked(sentence: str) -> tuple[str, int, int]:
    """The sentence without its braces, and what they held."""
    start, end = sentence.index("{"), sentence.index("}") - 1
    return sentence.replace("{", "").replace("}", ""), start, end


def cases() -> list[Any]:
    out = []
    for group in tomllib.loads((CORPUS / "times.toml").read_text(encoding="utf-8"))["group"]:
        out += [pytest.param(group["reference"], *(row + [""] * (4 - len(row))), id=row[0]) for row in group["cases"]]
    return out


def lookalikes() -> list[str]:
    return list(tomllib.loads((CORPUS / "times_none.toml").read_text(encoding="utf-8"))["none"])


@pytest.mark.parametrize(("reference", "sentence", "first", "last", "value"), cases())
def test_sentence(reference: dt.date, sentence: str, first: str, last: str, value: str) -> None:
    text, start, end = marked(sentence)
    found = [t for t in read(text, Reference(reference)) if t.full.start < end and start < t.full.end]
    assert [t.full.of(text) for t in found] == [text[start:end]]
    if first or found[0].value != "PRESENT_REF":
        assert (str(found[0].start or ""), str(found[0].end or "")) == (first, last)
    if value:
        assert found[0].value == value


@pytest.mark.parametrize("sentence", lookalikes())
def test_lookalike(sentence: str) -> None:
    text, start, end = marked(sentence)
    dates = [t.span.of(text) for t in read(text) if t.span.start < end and start < t.span.end and t.start is not None]
    assert dates == []


def test_corpus_is_large_enough() -> None:
    assert len(cases()) >= 250
    assert len(lookalikes()) >= 80


def lexicon_examples(kind: str) -> list[Any]:
    return [
        pytest.param(entry, sentence, id=f"{entry}:{sentence}") for entry, row in table("times").items() for sentence in row.get(kind, ())
    ]


@pytest.mark.parametrize(("entry", "sentence"), lexicon_examples("yes"))
def test_word_is_read(entry: str, sentence: str) -> None:
    words = table("times")[entry]["words"]
    inside = " ".join(t.full.of(sentence).lower() for t in read(sentence))
    assert set(re.findall(r"\w+", inside)) & set(words)


@pytest.mark.parametrize(("entry", "sentence"), lexicon_examples("no"))
def test_word_is_not_read(entry: str, sentence: str) -> None:
    words = table("times")[entry]["words"]
    inside = " ".join(t.span.of(sentence).lower() for t in read(sentence) if t.start is not None)
    assert not set(re.findall(r"\w+", inside)) & set(words)


def test_without_a_reference_date_relative_times_stay_open() -> None:
    last_year, march = read("Exports fell last year and rose in March 2021.", None)
    assert (last_year.start, last_year.value, last_year.reason) == (None, "XXXX", "relative time without a reference date")
    assert march.start == dt.date(2021, 3, 1)


def test_range_has_two_ends() -> None:
    (found,) = read("It ran from 2020 to 2025.")
    assert [part.value for part in found.parts] == ["2020", "2025"]
    (found,) = read("It ran on July 3-4.")
    assert [(part.value, part.span.of("It ran on July 3-4.")) for part in found.parts] == [("2023-07-03", "July 3"), ("2023-07-04", "4")]


def test_comparison_is_told_from_time() -> None:
    held, compared = read("Exports were $3 billion in 2021, up 5 percent from the previous year.")
    assert (held.comparison, compared.comparison) == (False, True)
    assert compared.start == dt.date(2020, 1, 1)


def test_extent_has_no_preposition() -> None:
    text = "It closed by the end of the year."
    (found,) = read(text)
    assert (found.span.of(text), found.full.of(text), found.mod) == ("the end of the year", "by the end of the year", "END")
    assert (found.relation, found.grain, found.type) == (Relation.BY, Grain.DAY, TimexType.DATE)


def test_list_shares_its_year() -> None:
    june, november = read("Classes met in June and November of 2022.")
    assert (june.value, november.value) == ("2022-06", "2022-11")


def test_spelled_dates_go_to_dateparser_once() -> None:
    parse_spelled.cache_clear()
    for _ in range(3):
        assert parse_spelled("22.03.2013") == dt.date(2013, 3, 22)
    assert parse_spelled.cache_info().misses == 1


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["in", "2022", "May", "last", "year", "the", "of", "3", "and", "to", "-", ",", "two", "ago", "end", "\n", "."]),
        max_size=14,
    )
)
def test_any_words_give_spans_in_order(words: list[str]) -> None:
    text = " ".join(words)
    found = read(text)
    for t in found:
        assert t.full.covers(t.span)
        assert t.span.start < t.span.end
        assert t.start is None or t.end is None or t.start <= t.end
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_without_fault(text: str) -> None:
    read(text)


@settings(deadline=None)
@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_written_days_come_back(day: dt.date) -> None:
    for text in (f"on {day.isoformat()}", f"on {day:%B} {day.day}, {day.year}", f"on {day.day} {day:%B} {day.year}"):
        (found,) = read(text)
        assert (found.start, found.end) == (day, day)


@pytest.mark.parametrize("unit", ["1", " ", "a", "1,", "2022 ", "May ", "the end of ", "from ", "12:", "- ", "two "])
def test_time_is_linear(unit: str) -> None:
    def cost(n: int) -> float:
        text = unit * n
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            timex.find(text)
            best = min(best, time.process_time() - start)
        return best

    cost(50)
    assert cost(4000) < 24 * max(cost(500), 0.0005)


def context_examples(kind: str) -> list[Any]:
    return [pytest.param(row["effect"], s, id=f"{entry}:{s}") for entry, row in table("time_context").items() for s in row[kind]]


def shows(effect: str, sentence: str) -> bool:
    """Whether a sentence shows an effect named at the top of lexicon/time_context.toml."""
    if "[" in sentence:
        return shows_period(effect, sentence)
    text, start, end = marked(sentence)
    found = [t for t in read(text) if t.span.start < end and start < t.span.end]
    dated = [t for t in found if t.start is not None]
    if effect in ("no_date", "date"):
        return bool(dated) is (effect == "date")
    if effect == "ahead":
        return bool(dated) and dated[0].start is not None and dated[0].start > REFERENCE.date
    if effect == "back":
        return bool(dated) and dated[0].start is not None and dated[0].start <= REFERENCE.date
    if effect == "comparison":
        return bool(found) and found[0].comparison
    return bool(found) and found[0].type is {"set": TimexType.SET, "duration": TimexType.DURATION}[effect]


def shows_period(effect: str, sentence: str) -> bool:
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    claims = [c for c in extract(text, reference_date=REFERENCE.date) if c.quantity.span.start < end and start < c.quantity.span.end]
    (claim,) = claims
    if effect == "carried":
        return claim.time is not None and claim.time.basis is Basis.CONTEXT
    return (claim.time is None) is (effect == "no_period")


@pytest.mark.parametrize(("effect", "sentence"), context_examples("yes"))
def test_words_beside_show_their_effect(effect: str, sentence: str) -> None:
    assert shows(effect, sentence)


@pytest.mark.parametrize(("effect", "sentence"), context_examples("no"))
def test_words_beside_show_it_nowhere_else(effect: str, sentence: str) -> None:
    assert not shows(effect, sentence)


@settings(deadline=None)
@given(st.lists(st.sampled_from(sorted(CODE)), min_size=1, max_size=6))
def test_rules_are_tried_wherever_they_fit(names: list[str]) -> None:
    classes = "".join(CODE[name] for name in names)
    for pattern in PATTERNS:
        match = re.compile(pattern, re.VERBOSE).match(classes)
        assert match is None or match.end() == 0 or classes[0] in first_of(pattern)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(vocabulary())), st.sampled_from([" ", ", ", "-", " - ", "'", "/", ". ", "\n"])), max_size=10)
)
def test_any_time_words_keep_the_laws(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word.capitalize() + gap for word, gap in pieces)
    for reference in (REFERENCE, None):
        for t in read(text, reference):
            assert t.full.covers(t.span)
            assert t.value
            assert (t.start is None) is (t.end is None)
            assert t.reason if t.start is None else t.start <= (t.end or t.start)


def test_bare_month_takes_its_year_from_a_date_before_where_no_day_of_writing_is_known() -> None:
    text = "Prices grew by 2 percent in the year to June 2014. Rents rose by 3 percent, from 1 percent in May."
    found = [timex.resolve(e, None, text) for e in timex.find(text)]
    assert str(found[-1].start) == "2014-05-01"
