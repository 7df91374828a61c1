"""The values that stages hand to each other: frozen, typed, free of any database.

Offsets are Unicode code points into the document's text as read (newlines untouched), half-open.
Numbers are `Decimal`, dates are closed day intervals; what is missing is None.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from factdb.frozen import dataclass


class Span(NamedTuple):
    """Half-open range `[start, end)` of code points in the document."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The quote: the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether at least one code point is shared."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class Bound(StrEnum):
    """How the number limits the amount (GUIDELINES: `bound`)."""

    EXACT = "exact"
    APPROX = "approx"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    ALMOST = "almost"


class Kind(StrEnum):
    """What sort of amount a claim states (GUIDELINES: `kind`)."""

    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"
    MULTIPLE = "multiple"
    RATE = "rate"


class Direction(StrEnum):
    """Which way a change goes."""

    UP = "up"
    DOWN = "down"


class Modality(StrEnum):
    """How sure the text is (GUIDELINES: `modality`)."""

    ACTUAL = "actual"
    PLANNED = "planned"
    PROJECTED = "projected"
    HYPOTHETICAL = "hypothetical"


class Basis(StrEnum):
    """Where a period comes from (GUIDELINES: `time.basis`)."""

    EXPLICIT = "explicit"
    RELATIVE = "relative"
    CONTEXT = "context"


class Grain(StrEnum):
    """Precision of a time expression."""

    TIME = "time"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Relation(StrEnum):
    """How a figure stands to the time expression beside it."""

    IN = "in"
    SINCE = "since"
    UNTIL = "until"
    BY = "by"
    AS_OF = "as_of"
    OVER = "over"
    BEFORE = "before"
    AFTER = "after"
    FROM = "from"


class TimexType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Tier(StrEnum):
    """GUIDELINES: `core` states a checkable fact; `optional` is grammar, discourse or a vague word."""

    CORE = "core"
    OPTIONAL = "optional"


class Link(NamedTuple):
    """A tie from one quantity to another of the same document.

    type: same_as (equal amount in other words or currency), then (the earlier value of a from-to pair; `start` is that of the
    later one), now (the later one; `start` is that of the earlier one), whole (`start` is the whole this is a share of),
    part (`start` is the share of this whole), change_of (`start` is the level this change belongs to).
    """

    type: str
    start: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """One reading of a span as number + unit.

    `span` follows GUIDELINES ("Span"); `number` is the bare number inside it. `unit` is a code of lexicon/units.toml or an ISO 4217
    code, "percent", "percentage_point", "count" or "multiple". `value` is fully scaled.
    """

    span: Span
    number: Span
    value: Decimal
    unit: str
    dimension: str
    rule: str
    value_high: Decimal | None = None
    unit_span: Span | None = None
    bound: Bound = Bound.EXACT
    bound_span: Span | None = None
    per: str | None = None
    per_span: Span | None = None
    # counted noun: its head as written in lower case ("jobs"), and the phrase after the number ("local jobs"); also set for a
    # quantity whose noun follows through "of" ("300,000 tons of grain" -> grain) or hyphenated ("100-megawatt plant" -> plant)
    head: str | None = None
    head_span: Span | None = None
    noun_span: Span | None = None
    # what the grammar alone knows of the kind (multiple, share for fractions and "26 of 45"); None: the frame decides
    kind: Kind | None = None
    # "+", "-" signs and "up/down" that the number itself carries
    direction: Direction | None = None
    tier: Tier = Tier.CORE
    significant_digits: int | None = None
    links: tuple[Link, ...] = ()
    # place in a list distributed by "respectively" (0-based), else None
    respective: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """When a text was written: a closed day interval with the grain that is known, and why we think so.

    `date` is the day relative expressions are anchored on. basis: manifest, option, front_matter, dateline, byline, caption, inferred.
    """

    date: dt.date
    grain: Grain = Grain.DAY
    basis: str = "option"
    evidence: str | None = None
    evidence_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Timex:
    """One time expression. `start`/`end` are a closed day interval, None while unresolved (then `reason` says why).

    `span` is the TIMEX3 extent (no preposition: "2022", "the end of May last year"); `full` includes the preposition or other
    relation word ("in 2022", "by 2030", "since April 2022"). `value`/`mod` are TIMEX3's.
    """

    span: Span
    full: Span
    type: TimexType
    value: str
    rule: str
    relation: Relation = Relation.IN
    basis: Basis = Basis.EXPLICIT
    grain: Grain | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    mod: str | None = None
    reason: str | None = None
    # the interval of the span alone: all of 2023 in "by 2023", where `start`/`end` are its last day
    whole_start: dt.date | None = None
    whole_end: dt.date | None = None
    # how a comparing expression moves from the period it is told from: ("Y", -1) for "the previous year", ("same", -1) for "the same
    # period a year earlier"; None where the words name their own place
    shift: tuple[str, int] | None = None
    # the two ends of a range ("2020", "2025" of "from 2020 to 2025"), each its own TIMEX3 expression
    parts: tuple[Timex, ...] = ()
    # whether the words compare with an earlier period ("from the previous year", "a year earlier", "year-on-year"): a baseline
    # and never the period a figure holds for
    comparison: bool = False


class EntityKind(StrEnum):
    """What sort of thing a name stands for."""

    COUNTRY = "country"
    REGION = "region"  # Central Asia, Europe
    PLACE = "place"  # city, province, district, river
    BODY = "body"  # ministries, blocs, agencies, universities, parties
    COMPANY = "company"
    PROJECT = "project"  # programmes, plants, dams, railways, ports, corridors, funds, acts
    PERSON = "person"
    MEDIA = "media"  # newspapers, agencies, broadcasters: they relay figures, these are seldom about them
    EVENT = "event"  # summits, forums, elections, tournaments
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A span that stands for an entity. `name` is canonical; `code` is ISO 3166-1 alpha-3 for countries.

    method: gazetteer, adjective ("Kazakh"), acronym (introduced in the text), alias (short form of an earlier name), shape (name
    shape + head noun), coreference ("the company", "the two countries": one mention per entity stood for).
    """

    span: Span
    name: str
    kind: EntityKind
    method: str
    code: str | None = None
    # a person's title or role as written before the name, not part of `span` or `name` ("Deputy Prime Minister"), else None
    title: str | None = None


class SegmentKind(StrEnum):
    """What part of an article a segment is."""

    TITLE = "title"
    DATELINE = "dateline"
    CAPTION = "caption"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TURN = "turn"
    QUOTATION = "quotation"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Segment:
    """A block of an article: a line or paragraph. `speaker` is set for interview turns; `duplicate_of` is the start of the block it repeats."""

    span: Span
    kind: SegmentKind
    sentences: tuple[Span, ...] = ()
    speaker: str | None = None
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article inside a document; `speaker` is set for a signed speech, whose every claim the speaker makes."""

    number: int  # 1-based
    span: Span
    title: str
    segments: tuple[Segment, ...] = ()
    reference: Reference | None = None
    publisher: str | None = None
    speaker: str | None = None
    confidence: float = 1.0
    reason: str = "whole document"


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read, with its articles. `name` is the file's stem; for a record of a JSON lines file `stem#id`.

    What it was read from: `path` as given, `sha256` of those bytes (the file's; for a record of a JSON lines file, its line's) and
    `encoding`. `producer`/`producer_version` name what turned the bytes into `text` ("factdb" where they are the text itself).
    """

    name: str
    text: str
    articles: tuple[Article, ...] = ()
    path: str | None = None
    sha256: str | None = None
    encoding: str = "utf-8"
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    producer: str = "factdb"
    producer_version: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimTime:
    """The period or instant for which a figure holds: a closed day interval. `text` is the words that give it, or None."""

    start: dt.date
    end: dt.date
    basis: Basis
    grain: Grain | None = None
    text: str | None = None
    span: Span | None = None


class ClaimEntity(NamedTuple):
    """An entity of a claim. role: about, partner, exporter, importer, origin, destination, operator, whole."""

    name: str
    kind: EntityKind
    role: str = "about"
    code: str | None = None
    span: Span | None = None
    method: str | None = None  # of the mention that gave it (EntityMention.method): tells a name from "the company"


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable assertion: a quantity, what it measures, about whom, when, how sure and who says so."""

    quantity: Quantity
    sentence: Span
    article: int
    kind: Kind
    metric: str
    item: str | None = None
    entities: tuple[ClaimEntity, ...] = ()
    time: ClaimTime | None = None
    time_reason: str | None = None  # why there is no time, where a time expression was there but could not be used
    direction: Direction | None = None
    baseline: str | None = None
    baseline_time: ClaimTime | None = None
    modality: Modality = Modality.ACTUAL
    negated: bool = False
    attribution: str | None = None
    attribution_role: str | None = None  # title or role stripped from the name ("Deputy Prime Minister")
    evidence: dict[str, Span] = field(default_factory=dict)  # slot -> the words that decided it
    rules: dict[str, str] = field(default_factory=dict)  # slot -> the rule that decided it

    def all_evidence(self) -> dict[str, Span]:
        """Slot -> the words it rests on; those that the figure itself carries first."""
        quantity = self.quantity
        words = {"number": quantity.number, "unit": quantity.unit_span, "bound": quantity.bound_span, "per": quantity.per_span}
        return {**{slot: span for slot, span in words.items() if span}, **self.evidence}
