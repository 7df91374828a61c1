"""The tables, in third normal form. Every constraint is named, every table STRICT, every offset a code point, every span half-open.

Identity: a document is its `path`; everything below it is deleted and written anew when the file, its manifest entry or the rules
change. Units, metrics, entities and rules are shared by all documents. Nothing here holds a clock time: the same inputs give the
same rows.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import REAL, CheckConstraint, ForeignKey, Index, Integer, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from factdb.values import Basis, Bound, Direction, EntityKind, Grain, Kind, Modality, SegmentKind, Tier

# the migration that these models equal (a test compares them)
REVISION = "0001"
# every migration this program knows, oldest first
REVISIONS = ("0001",)


class Base(DeclarativeBase):
    """Common base: constraint names and column types."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text, int: Integer, float: REAL}


STRICT = {"sqlite_strict": True}


def one_of(column: str, codes: type[StrEnum]) -> CheckConstraint:
    """A closed vocabulary: `column` is NULL or one of `codes`."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def a_day(column: str) -> CheckConstraint:
    """`column` is NULL or a calendar day written YYYY-MM-DD."""
    return CheckConstraint(f"date({column}) IS {column}", name=column)


def half_open() -> CheckConstraint:
    """start_pos/end_pos hold at least one code point."""
    return CheckConstraint("0 <= start_pos AND start_pos < end_pos", name="span")


def key() -> Mapped[int]:
    """An integer primary key."""
    return mapped_column(primary_key=True)


def child(target: str, **options: Any) -> Mapped[Any]:
    """A reference to a row that owns this one: goes when it goes."""
    return mapped_column(ForeignKey(target, ondelete="CASCADE"), **options)


class Run(Base):
    """What decides the rows: a program version and the hash of its rules and word lists. Not a time, so that builds repeat."""

    __tablename__ = "run"
    run_id: Mapped[int] = key()
    tool_version: Mapped[str]
    ruleset_sha256: Mapped[str]
    __table_args__ = (
        CheckConstraint("length(ruleset_sha256) = 64", name="ruleset_sha256"),
        UniqueConstraint("tool_version", "ruleset_sha256"),
        STRICT,
    )


class Document(Base):
    """One text as read. A file is one document, or several (JSON lines): its rows come and go together.

    `path` is relative to the database's folder where the file lies under it, else absolute.
    """

    __tablename__ = "document"
    document_id: Mapped[int] = key()
    run_id: Mapped[int] = mapped_column(ForeignKey("run.run_id"))
    path: Mapped[str]
    name: Mapped[str]  # the file's stem, with the record's number where it holds several
    sha256: Mapped[str]  # of the file's bytes, or of the record's
    input_sha256: Mapped[str]  # of all that the extraction saw: text, articles, reference dates
    title: Mapped[str | None]
    url: Mapped[str | None]
    producer: Mapped[str]  # what made the text of the bytes
    producer_version: Mapped[str | None]
    text: Mapped[str]  # decoded, newlines untouched; what every offset counts in
    __table_args__ = (
        UniqueConstraint("path", "name"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("length(input_sha256) = 64", name="input_sha256"),
        Index(None, "run_id"),
        Index(None, "name"),
        STRICT,
    )


class Article(Base):
    """One article of a document, with the day that its relative times are resolved against."""

    __tablename__ = "article"
    article_id: Mapped[int] = key()
    document_id: Mapped[int] = child("document.document_id")
    number: Mapped[int]  # 1-based, in text order
    start_pos: Mapped[int]
    end_pos: Mapped[int]
    title: Mapped[str]
    publisher: Mapped[str | None]
    speaker: Mapped[str | None]  # of a signed speech
    reference_date: Mapped[str | None]
    reference_grain: Mapped[str | None]
    reference_basis: Mapped[str | None]  # manifest, option, dateline, ...
    reference_evidence: Mapped[str | None]
    confidence: Mapped[float]  # of the cut before this article, 0..1
    reason: Mapped[str]  # what the cut rests on
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("1 <= number", name="number"),
        half_open(),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
        a_day("reference_date"),
        one_of("reference_grain", Grain),
        CheckConstraint(
            "(reference_date IS NULL) = (reference_grain IS NULL) AND (reference_date IS NULL) = (reference_basis IS NULL)",
            name="reference",
        ),
        STRICT,
    )


class Segment(Base):
    """A block of an article that holds a claim: heading, paragraph, caption, interview turn."""

    __tablename__ = "segment"
    segment_id: Mapped[int] = key()
    article_id: Mapped[int] = child("article.article_id")
    start_pos: Mapped[int]
    end_pos: Mapped[int]
    kind: Mapped[str]
    speaker: Mapped[str | None]  # of an interview turn
    repeats_pos: Mapped[int | None]  # start of the earlier block with the same words
    __table_args__ = (
        UniqueConstraint("article_id", "start_pos"),
        half_open(),
        one_of("kind", SegmentKind),
        CheckConstraint("repeats_pos < start_pos", name="repeats_pos"),
        STRICT,
    )


class Span(Base):
    """Characters of a document that a claim rests on. `quote` repeats them, so that rows can be read and checked on their own."""

    __tablename__ = "span"
    span_id: Mapped[int] = key()
    document_id: Mapped[int] = child("document.document_id")
    start_pos: Mapped[int]
    end_pos: Mapped[int]
    quote: Mapped[str]
    __table_args__ = (
        UniqueConstraint("document_id", "start_pos", "end_pos"),
        half_open(),
        CheckConstraint("length(quote) = end_pos - start_pos", name="quote"),
        STRICT,
    )


class Unit(Base):
    """A unit or currency. value * factor = value in the base unit of the dimension; NULL: not convertible."""

    __tablename__ = "unit"
    unit_id: Mapped[int] = key()
    code: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    dimension: Mapped[str]
    base_unit: Mapped[str | None]
    factor: Mapped[str | None]  # exact decimal
    __table_args__ = (CheckConstraint("(base_unit IS NULL) = (factor IS NULL)", name="base"), STRICT)


class Metric(Base):
    """A named series that claims feed."""

    __tablename__ = "metric"
    metric_id: Mapped[int] = key()
    code: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    definition: Mapped[str | None]
    __table_args__ = (STRICT,)


class Entity(Base):
    """Who or what a claim is about, or who says it."""

    __tablename__ = "entity"
    entity_id: Mapped[int] = key()
    name: Mapped[str]
    kind: Mapped[str]
    code: Mapped[str | None]  # ISO 3166-1 alpha-3 of a country
    __table_args__ = (
        UniqueConstraint("name", "kind"),
        one_of("kind", EntityKind),
        CheckConstraint("length(code) = 3", name="code"),
        STRICT,
    )


class EntityAlias(Base):
    """Another name of an entity, as met in a text."""

    __tablename__ = "entity_alias"
    entity_id: Mapped[int] = child("entity.entity_id", primary_key=True)
    alias: Mapped[str] = mapped_column(primary_key=True)
    __table_args__ = (STRICT,)


class Rule(Base):
    """A rule that decided a slot of a claim."""

    __tablename__ = "rule"
    rule_id: Mapped[int] = key()
    slot: Mapped[str]
    code: Mapped[str]
    __table_args__ = (UniqueConstraint("slot", "code"), STRICT)


class Claim(Base):
    """One checkable assertion at one place."""

    __tablename__ = "claim"
    claim_id: Mapped[int] = key()
    segment_id: Mapped[int] = child("segment.segment_id")
    sentence_id: Mapped[int] = child("span.span_id")
    span_id: Mapped[int] = child("span.span_id")  # the figure
    seq: Mapped[int]  # 1, 2 ... for several claims on one figure
    value: Mapped[str]  # exact decimal, fully scaled
    value_num: Mapped[float]  # the same as a float, to sort and filter by
    value_high: Mapped[str | None]  # of a range
    value_high_num: Mapped[float | None]
    significant_digits: Mapped[int | None]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.unit_id"))
    per: Mapped[str | None]
    bound: Mapped[str]
    kind: Mapped[str]
    metric_id: Mapped[int] = mapped_column(ForeignKey("metric.metric_id"))
    item: Mapped[str | None]
    direction: Mapped[str | None]
    baseline: Mapped[str | None]
    modality: Mapped[str]
    negated: Mapped[int]
    source_id: Mapped[int | None] = mapped_column(ForeignKey("entity.entity_id"))  # who says so
    source_role: Mapped[str | None]
    time_reason: Mapped[str | None]  # why a time expression that is there gave no time
    tier: Mapped[str]
    __table_args__ = (
        UniqueConstraint("span_id", "seq"),
        CheckConstraint("1 <= seq", name="seq"),
        CheckConstraint("value_num = CAST(value AS REAL) AND value NOT GLOB '*[^-0-9.]*'", name="value"),
        CheckConstraint(
            "(value_high IS NULL) = (value_high_num IS NULL) AND value_high_num IS CAST(value_high AS REAL) "
            "AND value_high NOT GLOB '*[^-0-9.]*'",
            name="value_high",
        ),
        CheckConstraint("value_num <= value_high_num", name="range"),
        one_of("bound", Bound),
        one_of("kind", Kind),
        one_of("direction", Direction),
        one_of("modality", Modality),
        one_of("tier", Tier),
        CheckConstraint("negated IN (0, 1)", name="negated"),
        CheckConstraint("source_role IS NULL OR source_id IS NOT NULL", name="source"),
        Index(None, "segment_id"),
        Index(None, "sentence_id"),
        Index(None, "metric_id"),
        Index(None, "unit_id"),
        Index(None, "source_id"),
        STRICT,
    )


class TimeRole(StrEnum):
    """What a claim's period is for."""

    HOLDS = "holds"  # the period or instant for which the figure holds
    BASELINE = "baseline"  # the period it is compared with


class ClaimTime(Base):
    """A closed interval of days of a claim."""

    __tablename__ = "claim_time"
    claim_id: Mapped[int] = child("claim.claim_id", primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    start_day: Mapped[str]
    end_day: Mapped[str]
    basis: Mapped[str]
    grain: Mapped[str | None]
    words: Mapped[str | None]
    span_id: Mapped[int | None] = child("span.span_id")
    __table_args__ = (
        one_of("role", TimeRole),
        a_day("start_day"),
        a_day("end_day"),
        CheckConstraint("start_day <= end_day", name="interval"),
        one_of("basis", Basis),
        one_of("grain", Grain),
        Index(None, "start_day", "end_day"),
        Index(None, "span_id"),
        STRICT,
    )


class ClaimEntity(Base):
    """What a claim is about, in order of weight."""

    __tablename__ = "claim_entity"
    claim_id: Mapped[int] = child("claim.claim_id", primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.entity_id"))
    role: Mapped[str]
    span_id: Mapped[int | None] = child("span.span_id")
    __table_args__ = (
        CheckConstraint("1 <= seq", name="seq"),
        CheckConstraint("role IN ('about', 'partner', 'exporter', 'importer', 'origin', 'destination', 'operator', 'whole')", name="role"),
        Index(None, "entity_id"),
        Index(None, "span_id"),
        STRICT,
    )


class ClaimSlot(Base):
    """Why a slot of a claim has its value: the rule that decided it and the words it read."""

    __tablename__ = "claim_slot"
    claim_id: Mapped[int] = child("claim.claim_id", primary_key=True)
    slot: Mapped[str] = mapped_column(primary_key=True)
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("rule.rule_id"))
    span_id: Mapped[int | None] = child("span.span_id")
    __table_args__ = (
        CheckConstraint("rule_id IS NOT NULL OR span_id IS NOT NULL", name="reason"),
        Index(None, "rule_id"),
        Index(None, "span_id"),
        STRICT,
    )


class ClaimLink(Base):
    """A tie from one claim to another of the same document (values.Link gives the types)."""

    __tablename__ = "claim_link"
    claim_id: Mapped[int] = child("claim.claim_id", primary_key=True)
    type: Mapped[str] = mapped_column(primary_key=True)
    other_id: Mapped[int] = child("claim.claim_id", primary_key=True)
    __table_args__ = (
        CheckConstraint("type IN ('same_as', 'then', 'now', 'whole', 'part', 'change_of')", name="type"),
        CheckConstraint("claim_id <> other_id", name="other"),
        Index(None, "other_id"),
        STRICT,
    )
