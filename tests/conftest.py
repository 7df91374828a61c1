"""Fixtures of the database tests: claims made by hand, so that these tests stand whatever the rules extract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from factdb.db.rows import MetricRow, UnitRow
from factdb.db.store import Store
from factdb.values import (
    Article,
    Basis,
    Bound,
    Claim,
    ClaimEntity,
    ClaimTime,
    Direction,
    Document,
    EntityKind,
    Grain,
    Kind,
    Link,
    Modality,
    Quantity,
    Reference,
    Segment,
    SegmentKind,
    Span,
)

TEXT = """Peru and Chile trade more

Trade between Peru and Chile reached over $4.25 billion in 2021, up 12.5 percent from 2020, Anna Ruiz said.
The Arica railway will be 62 miles long.
=Tariffs fell by 0.5 percentage points\u2014\u00e9lan \u4e2d\u6587 everywhere.
"""
UNITS = (
    UnitRow("m", "meter", "length", "m", Decimal(1)),
    UnitRow("mile", "mile", "length", "m", Decimal("1609.344")),
    UnitRow("percent", "percent", "ratio", "percent", Decimal(1)),
    UnitRow("percentage_point", "percentage point", "point", "percentage_point", Decimal(1)),
    UnitRow("USD", "US dollar", "money"),
)
METRICS = (MetricRow("trade_volume", "Trade volume", "Goods both ways."), MetricRow("length", "Length"), MetricRow("tax", "Tax"))

Sample = tuple[Document, tuple[Claim, ...]]


def at(words: str, text: str = TEXT) -> Span:
    """The first place of `words`."""
    start = text.index(words)
    return Span(start, start + len(words))


def line(words: str, text: str = TEXT) -> Span:
    """The line that `words` first stand in, without its newline."""
    start = text.rfind("\n", 0, text.index(words)) + 1
    return Span(start, text.index("\n", start))


def make_sample(name: str = "andes", text: str = TEXT, date: dt.date = dt.date(2022, 3, 4)) -> Sample:
    """A document of one article with four claims, every slot of the first filled."""
    lines = [line("Peru and Chile trade", text), line("Trade between", text), line("The Arica", text), line("=Tariffs", text)]
    kinds = (SegmentKind.TITLE, SegmentKind.PARAGRAPH, SegmentKind.PARAGRAPH, SegmentKind.CAPTION)
    segments = tuple(Segment(span, kind, (span,)) for span, kind in zip(lines, kinds, strict=True))
    article = Article(
        1, Span(0, len(text)), "Peru and Chile trade more", segments, Reference(date, Grain.DAY, "manifest", "byline"), "The Andes Post"
    )
    year = ClaimTime(dt.date(2021, 1, 1), dt.date(2021, 12, 31), Basis.EXPLICIT, Grain.YEAR, "in 2021", at("2021", text))
    before = ClaimTime(dt.date(2020, 1, 1), dt.date(2020, 12, 31), Basis.EXPLICIT, Grain.YEAR, "from 2020", at("2020", text))
    peru = ClaimEntity("Peru", EntityKind.COUNTRY, "partner", "PER", Span(at("between Peru", text).start + 8, at("between Peru", text).end))
    chile = ClaimEntity("Chile", EntityKind.COUNTRY, "partner", "CHL", Span(lines[1].start + 23, lines[1].start + 28), "gazetteer")
    line_ = ClaimEntity("Arica-Tacna railway", EntityKind.PROJECT, "about", None, at("The Arica railway", text), "alias")
    money = at("$4.25 billion", text)
    claims = (
        Claim(
            Quantity(
                money,
                at("4.25", text),
                Decimal("4250000000.00"),
                "USD",
                "money",
                "money.symbol",
                unit_span=at("$", text),
                bound=Bound.GT,
                bound_span=at("over", text),
                significant_digits=3,
            ),
            lines[1],
            1,
            Kind.LEVEL,
            "trade_volume",
            item="trade between Peru and Chile",
            entities=(peru, chile),
            time=year,
            attribution="Anna Ruiz",
            attribution_role="Minister",
            evidence={"metric": at("Trade", text), "attribution": at("Anna Ruiz", text), "time": at("2021", text)},
            rules={"metric": "noun", "attribution": "after", "time": "own"},
        ),
        Claim(
            Quantity(
                at("12.5 percent", text),
                at("12.5", text),
                Decimal("12.50"),
                "percent",
                "ratio",
                "percent",
                links=(Link("change_of", money.start),),
            ),
            lines[1],
            1,
            Kind.CHANGE,
            "trade_volume",
            entities=(peru, chile),
            time=year,
            direction=Direction.UP,
            baseline="2020",
            baseline_time=before,
        ),
        Claim(
            Quantity(at("62 miles", text), at("62", text), Decimal(62), "mile", "length", "unit"),
            lines[2],
            1,
            Kind.LEVEL,
            "length",
            item="Arica railway",
            entities=(line_,),
            modality=Modality.PLANNED,
            time_reason="no time words",
        ),
        Claim(
            Quantity(at("0.5 percentage points", text), at("0.5", text), Decimal("0.5"), "percentage_point", "point", "percent"),
            lines[3],
            1,
            Kind.CHANGE,
            "tax",
            direction=Direction.DOWN,
            item="=tariffs",
        ),
    )
    return Document(name, text, (article,)), claims


@pytest.fixture
def sample() -> Sample:
    """A document and its claims, by hand."""
    return make_sample()


@pytest.fixture
def new_sample() -> Callable[..., Sample]:
    """`make_sample`, for other names, texts and dates."""
    return make_sample


@pytest.fixture
def open_store() -> Callable[..., Store]:
    """Opens a store with the fixtures' units and metrics."""

    def opened(path: Path, ruleset: str = "0" * 64) -> Store:
        return Store(str(path), tool_version="1", ruleset_sha256=ruleset, units=UNITS, metrics=METRICS)

    return opened


@pytest.fixture
def database(tmp_path: Path, sample: Sample, open_store: Callable[..., Store]) -> Path:
    """A database that holds the sample, whose file lies beside it."""
    document, claims = sample
    source = tmp_path / "andes.txt"
    source.write_bytes(document.text.encode())
    with open_store(tmp_path / "facts.sqlite") as store:
        store.save(str(source), [(document, claims)])
    return tmp_path / "facts.sqlite"
