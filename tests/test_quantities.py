"""Quantities: the corpus of sentences, the look-alikes, and the parts that a table of expected values cannot tell."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from factdb.lexicon import table
from factdb.quantity import find
from factdb.text.fold import fold
from factdb.values import Direction, Kind, Quantity, Span, Tier

_CORPUS = Path(__file__).parent / "corpus"
_CLASSES = ("numbers", "units", "counts")
_SUBJECTS = {"companies", "sport", "health", "weather", "energy", "shipping", "science", "elections", "crime"}


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def shown(quantity: Quantity) -> str:
    """A quantity as the corpus writes it: "value[..high] unit[/per] [bound]"."""
    high = "" if quantity.value_high is None else f"..{_plain(quantity.value_high)}"
    per = f"/{quantity.per}" if quantity.per else ""
    bound = "" if quantity.bound == "exact" else f" {quantity.bound}"
    return f"{_plain(quantity.value)}{high} {quantity.unit}{per}{bound}"


def _expected(written: str) -> list[str]:
    """The corpus's expectation with numbers in one form."""
    out = []
    for one in written.split(";"):
        value, _, rest = one.strip().partition(" ")
        out.append("..".join(_plain(Decimal(end)) for end in value.split("..")) + f" {rest}")
    return out


def _cases(name: str) -> Iterator[Any]:
    rows = tomllib.loads((_CORPUS / f"{name}.toml").read_text(encoding="utf-8"))
    width = 2 if name == "quantities_none" else 3
    for topic, group in rows.items():
        for row in group["cases"]:
            marks = [pytest.mark.xfail(strict=True, reason=row[width])] if len(row) > width else []
            yield pytest.param(*row[:width], id=f"{topic}: {row[1][:60]}", marks=marks)


_SENTENCES = [case for name in _CLASSES for case in _cases(f"quantities_{name}")]
_NONE = list(_cases("quantities_none"))


@pytest.mark.parametrize(("subject", "sentence", "expected"), _SENTENCES)
def test_sentence(subject: str, sentence: str, expected: str) -> None:
    assert subject in _SUBJECTS
    assert [shown(q) for q in find(fold(sentence))] == _expected(expected)


@pytest.mark.parametrize(("subject", "sentence"), _NONE)
def test_look_alike(subject: str, sentence: str) -> None:
    assert subject in _SUBJECTS
    assert [shown(q) for q in find(fold(sentence))] == []


def test_corpus_is_large_and_even() -> None:
    assert len(_SENTENCES) >= 400
    assert len(_NONE) >= 150
    sentences = [case.values[1] for case in (*_SENTENCES, *_NONE)]
    assert len(set(sentences)) == len(sentences)
    per_subject = {subject: sum(case.values[0] == subject for case in _SENTENCES) for subject in _SUBJECTS}
    assert min(per_subject.values()) >= 30


def _lexicon_examples() -> Iterator[Any]:
    for name in ("numbers", "units", "currencies", "denominators"):
        for key, row in table(name).items():
            for sentence, expected in row.get("yes", {}).items():
                yield pytest.param(sentence, expected, id=f"{name}.{key}: {sentence[:50]}")


@pytest.mark.parametrize(("sentence", "expected"), list(_lexicon_examples()))
def test_lexicon_reads(sentence: str, expected: str) -> None:
    got = [shown(q).split(" ") for q in find(fold(sentence))]
    assert [" ".join(parts[:2]) for parts in got] == [_one(one) for one in expected.split(";")]


def _one(written: str) -> str:
    value, _, unit = written.strip().partition(" ")
    return f"{_plain(Decimal(value))} {unit}"


@pytest.mark.parametrize(
    ("name", "key", "sentence"),
    [(name, key, sentence) for name in ("numbers", "lookalikes") for key, row in table(name).items() for sentence in row.get("no", ())],
)
def test_lexicon_leaves(name: str, key: str, sentence: str) -> None:
    assert [shown(q) for q in find(fold(sentence))] == []


@pytest.mark.parametrize(("key", "sentence"), [(key, s) for key, row in table("units").items() for s in row.get("no", ())])
def test_unit_is_not_read(key: str, sentence: str) -> None:
    assert key not in {q.unit for q in find(fold(sentence))}


@pytest.mark.parametrize(
    ("code", "sentence", "bound"), [(code, s, b) for code, row in table("bounds").items() for s, b in row.get("yes", {}).items()]
)
def test_bound_is_read(code: str, sentence: str, bound: str) -> None:
    assert [q.bound for q in find(fold(sentence))] == [bound]


@pytest.mark.parametrize(("code", "sentence"), [(code, s) for code, row in table("bounds").items() for s in row.get("no", ())])
def test_bound_is_not_read(code: str, sentence: str) -> None:
    assert [q.bound for q in find(fold(sentence))] == ["exact"]


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("It paid $31.17 billion then.", "$31.17 billion"),
        ("It paid about US$ 5 million then.", "US$ 5 million"),
        ("More than 30,000 local jobs were lost.", "30,000 local jobs"),
        ("The lake is 5,000 kilometers away.", "5,000 kilometers"),
        ("Half of the nurses left.", "Half of the nurses"),
        ("Some 12 percent of nurses left.", "12 percent"),
        ("Then 26 more came.", "26"),
        ("A 100-megawatt plant opened.", "100-megawatt"),
        ("It costs 50,000 to 60,000 yuan now.", "50,000 to 60,000 yuan"),
        ("Eight out of 10 cats came.", "Eight out of 10 cats"),
        ("One of the oldest mills burned.", "One of the oldest mills"),
        ("It ran for a year and a half in all.", "a year and a half"),
        ("It is 50 of China's largest banks.", "50 of China's largest banks"),
    ],
)
def test_span(sentence: str, quote: str) -> None:
    assert [q.span.of(sentence) for q in find(fold(sentence))] == [quote]


def test_parts_of_a_count() -> None:
    text = "They hired more than 30,000 skilled local workers a year."
    (quantity,) = find(fold(text))
    assert quantity.head == "workers"
    assert quantity.head_span is not None
    assert quantity.head_span.of(text) == "workers"
    assert quantity.noun_span is not None
    assert quantity.noun_span.of(text) == "skilled local workers"
    assert quantity.number.of(text) == "30,000"
    assert quantity.bound_span is not None
    assert quantity.bound_span.of(text) == "more than"
    assert quantity.per_span is not None
    assert quantity.per_span.of(text) == "a year"
    assert quantity.significant_digits == 5


def test_noun_of_a_measure() -> None:
    tons, plant = find("It shipped 300 tons of Polish grain to a 90-megawatt plant.")
    assert (tons.head, plant.head) == ("grain", "plant")


def test_links() -> None:
    text = "It paid 50 million yuan ($7 million) for 26 of 45 mills, up from 12 percent to 15 percent."
    yuan, dollars, part, whole, then, now = find(text)
    assert dollars.links == (("same_as", yuan.span.start),)
    assert (part.kind, part.links, whole.links) == (Kind.SHARE, (("whole", whole.span.start),), (("part", part.span.start),))
    assert (then.links, now.links) == ((("then", now.span.start),), (("now", then.span.start),))


@pytest.mark.parametrize(
    "sentence",
    [
        "Of the 900 patients, 120 relapsed.",
        "Out of 1,200 applicants only 90 were accepted.",
        "The council has 58 seats; Labour won 31 of them.",
        "Thirty of the country's 47 governors agreed.",
        "It tested 1,023 people, and 14 were positive.",
    ],
)
def test_share_and_whole(sentence: str) -> None:
    first, second = find(sentence)
    part, whole = (first, second) if first.value < second.value else (second, first)
    assert part.kind is Kind.SHARE
    assert part.links == (("whole", whole.span.start),)
    assert whole.links == (("part", part.span.start),)


def test_a_fraction_by_which_something_changes_is_no_share() -> None:
    (change,) = find("Trade rose by nearly a third.")
    (share,) = find("Nearly a third of the mills shut.")
    assert (change.kind, share.kind) == (None, Kind.SHARE)


def test_a_row_of_a_table_is_kept_and_a_menu_is_not() -> None:
    assert len(find("Revenue 4,321 3,987 8.4% 2.1%")) == 4
    assert find("Size 50% 75% 100% 125%") == ()


def test_respectively_numbers_its_list() -> None:
    first, second = find("The ports moved 7,762 and 6,635 boxes respectively.")
    assert (first.respective, second.respective) == (0, 1)
    assert first.head == second.head == "boxes"


def test_sign_gives_a_direction() -> None:
    (down,) = find("It moved -0.6% then.")
    (up,) = find("It moved +3% then.")
    assert (down.direction, up.direction) == (Direction.DOWN, Direction.UP)


@pytest.mark.parametrize(
    ("sentence", "tier"),
    [
        ("The two countries agreed.", Tier.OPTIONAL),
        ("It organized five conferences.", Tier.CORE),
        ("Both sides agreed.", Tier.OPTIONAL),
        ("It was the largest buyer for 13 consecutive years.", Tier.CORE),
        ("Sales grew over the past decade.", Tier.OPTIONAL),
        ("Lopez, 66, resigned.", Tier.OPTIONAL),
        ("It sold 9,000 tons.", Tier.CORE),
        ("Several mills closed.", Tier.OPTIONAL),
    ],
)
def test_tier(sentence: str, tier: Tier) -> None:
    assert [q.tier for q in find(sentence)] == [tier]


def test_lines_broken_inside_a_sentence() -> None:
    text = "The mill, which stands near the old harbour, sold about\n40\nmillion tons of grain and 3\npercent of its shares."
    assert [shown(q) for q in find(text)] == ["40000000 t approx", "3 percent"]
    assert [q.span.of(text) for q in find(text)] == ["40\nmillion tons", "3\npercent"]


def test_nothing_is_sought_in_times() -> None:
    text = "It sold 300 tons in the last 90 days."
    assert [q.unit for q in find(text, [Span(text.index("the last"), len(text) - 1)])] == ["t"]


def test_a_paragraph_before_shifts_and_changes_nothing() -> None:
    text = "It paid 50 million yuan ($7 million) for 26 of 45 mills."
    before = "Nothing is counted here.\n\n"
    plain, shifted = find(text), find(before + text)
    assert [shown(q) for q in plain] == [shown(q) for q in shifted]
    assert [q.span.start + len(before) for q in plain] == [q.span.start for q in shifted]


@pytest.mark.parametrize("text", ["", "1", "one", "$", "%", "1,", "a million", "½", "İ 5 km", "5" * 50])
def test_odd_texts_do_no_harm(text: str) -> None:
    for quantity in find(fold(text)):
        assert 0 <= quantity.span.start < quantity.span.end <= len(text)
