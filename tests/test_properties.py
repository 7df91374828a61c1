"""Laws that hold for every text: nothing raises, every span is inside, the same text gives the same claims wherever it stands."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import factdb
from factdb import pipeline, records, unclaimed
from factdb.values import Claim, Document, Span

ROOT = Path(__file__).parents[1]
TODAY = dt.date(2024, 6, 14)

# pieces of news, and of what stands around it; put together at random
PIECES = (
    "Exports of Peru rose",
    "4.5 percent",
    "to $3.2 billion",
    "in 2021",
    "from 17 to 34 vessels",
    "between 3 and 5 million tons",
    "two-thirds of",
    "half",
    "the nurses",
    "last year",
    "by 2030",
    "since May 2018",
    "on Thursday",
    "up",
    "fell by",
    "is expected to",
    "will not",
    "said Anna Ruiz, the minister.",
    '"We sold 40,000 cars,"',
    "\u201cnearly double\u201d",
    "Ruiz: ",
    "1,2,3",
    "$",
    "%",
    "9000S",
    "12-fold",
    "-5",
    "\u2013",
    "(SCO)",
    "the company",
    "the two countries",
    "1/2",
    "\u00bd",
    "3 km\u00b2",
    "\u4e2d\u6587 3",
    "\u0130\u00df\ufb01",
    "1e400",
    "99999999999999999999999999",
    "\n",
    "\n\n",
    "\t",
    ". ",
    "\u00a0",
    "\x0b",
    "\U0001f682 12",
    "Global Times, 4 May 2023",
    "1.",
    "No. 7",
    "a hundred and",
    "million",
    "dozens of",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=120)
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def spans(claim: Claim) -> dict[str, Span | None]:
    """All spans of a claim by what they are."""
    return {
        "figure": claim.quantity.span,
        "sentence": claim.sentence,
        "time": claim.time.span if claim.time else None,
        "baseline": claim.baseline_time.span if claim.baseline_time else None,
        **{f"entity {number}": entity.span for number, entity in enumerate(claim.entities)},
        **claim.all_evidence(),
    }


def check(document: Document, claims: tuple[Claim, ...]) -> None:
    """The invariants of the claims of one document."""
    starts = [claim.quantity.span.start for claim in claims]
    assert starts == sorted(starts)
    for one, other in itertools.pairwise(claims):
        assert not one.quantity.span.overlaps(other.quantity.span)
    for claim in claims:
        for name, span in spans(claim).items():
            if span is not None:
                assert 0 <= span.start < span.end <= len(document.text), (name, span)
        assert claim.sentence.covers(claim.quantity.span)
        assert claim.quantity.span.covers(claim.quantity.number)
        assert any(article.number == claim.article and article.span.covers(claim.sentence) for article in document.articles)
        assert claim.quantity.value.is_finite()
        high = claim.quantity.value_high
        assert high is None or claim.quantity.value <= high
        for time in (claim.time, claim.baseline_time):
            assert time is None or time.start <= time.end
        json.dumps(records.claim_record(document, claim))


@QUIET
@given(TEXTS)
def test_any_text(text: str) -> None:
    document = pipeline.document(text, reference_date=TODAY)
    claims = pipeline.claims(document)
    check(document, claims)
    assert pipeline.claims(pipeline.document(text, reference_date=TODAY)) == claims
    for number in unclaimed.numbers(document, claims):
        assert number.span.of(text)
    for article, time in pipeline.times(document):
        assert article.span.covers(time.span)


@QUIET
@given(TEXTS, st.integers(1, 3))
def test_a_neutral_paragraph_in_front_moves_claims_and_changes_nothing_else(text: str, number: int) -> None:
    neutral = "Wind moved over the water and nobody spoke of it.\n\n"
    # the first lines of a text may be its dateline: what is compared stands well below them in both
    head = neutral * 12
    alone = pipeline.claims(pipeline.document(head + text, reference_date=TODAY, split=False))
    moved = pipeline.claims(pipeline.document(head + neutral * number + text, reference_date=TODAY, split=False))
    shift = len(neutral) * number
    assert [(c.quantity.span.start, c.quantity.value, c.metric, c.time and c.time.start) for c in moved] == [
        (c.quantity.span.start + shift, c.quantity.value, c.metric, c.time and c.time.start) for c in alone
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.name[:3])
def test_the_seeds(path: Path) -> None:
    from factdb import readers

    document = readers.read(path)
    assert document.text.encode() == path.read_bytes()
    claims = pipeline.claims(document)
    assert claims
    check(document, claims)


def test_front_door() -> None:
    (claim,) = factdb.extract("Trade reached $31.17 billion in 2022.", reference_date=TODAY)
    assert (str(claim.quantity.value.normalize()), claim.quantity.unit) == ("3.117E+10", "USD")
    assert factdb.extract("") == ()


@settings(QUIET, max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_claims_can_be_stored_and_verified(texts: list[str]) -> None:
    from factdb.db import verify
    from factdb.db.store import Store

    documents = [pipeline.document(text, name=f"t{number}", reference_date=TODAY) for number, text in enumerate(texts)]
    with Store("sqlite://", tool_version="1", ruleset_sha256="0" * 64) as opened:
        for document in documents:
            opened.save(f"/{document.name}", [(document, pipeline.claims(document))])
        sources = {f"/{d.name}": {d.name: verify.Source(sha256(d.text.encode()).hexdigest(), d.text)} for d in documents}
        with opened.engine.connect() as connection:
            assert list(verify.faults(connection, sources.__getitem__)) == []
            stored = connection.exec_driver_sql("SELECT count(*) FROM claims").scalar_one()
        assert stored == sum(len(pipeline.claims(document)) for document in documents)
