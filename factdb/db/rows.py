"""Values -> rows. A `Writer` gathers the rows of one transaction, numbers them itself and inserts them table by table."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import REAL, Connection, Table, Text, bindparam, cast, insert, select, text

from factdb.db.models import Base, TimeRole
from factdb.values import Article, Claim, ClaimTime, Document, EntityKind, Segment, SegmentKind, Span

_CLAIM = Base.metadata.tables["claim"]
# SQLite makes the float of the exact text itself: its last bit may differ from Python's, and the table checks that they are equal
_INSERT_CLAIM = insert(_CLAIM).values(
    value_num=cast(bindparam("value_text", type_=Text), REAL), value_high_num=cast(bindparam("value_high_text", type_=Text), REAL)
)


class UnitRow(NamedTuple):
    """A unit as the database keeps it; base_unit and factor are both None where it converts into nothing."""

    code: str
    label: str
    dimension: str
    base_unit: str | None = None
    factor: Decimal | None = None


class MetricRow(NamedTuple):
    """A metric as the database keeps it."""

    code: str
    label: str
    definition: str | None = None


def decimal_text(value: Decimal) -> str:
    """The exact digits, without exponent or idle zeros: Decimal("3.10E+2") -> "310"."""
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits or "0"


class Writer:
    """Rows of one transaction. Nothing is inserted before `flush`."""

    def __init__(self, connection: Connection, run_id: int, aliases: Mapping[str, Sequence[str]]) -> None:
        self._connection = connection
        self._run_id = run_id
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._next: dict[str, int] = {}
        self._codes: dict[str, dict[Any, int]] = {}
        self._known_aliases = aliases
        self._aliases: set[tuple[int, str]] | None = None
        self._named: set[int] = set()  # entities whose known aliases are in
        self._spans: dict[Span, int] = {}
        self._document_id = 0
        self._text = ""

    def reference(self, units: Sequence[UnitRow], metrics: Sequence[MetricRow]) -> None:
        """Bring the unit and metric tables to what the word lists say now; what they no longer hold stays while claims use it."""
        unit, metric = Base.metadata.tables["unit"], Base.metadata.tables["metric"]
        self._upsert(unit, [{**u._asdict(), "factor": None if u.factor is None else decimal_text(u.factor)} for u in units])
        self._upsert(metric, [m._asdict() for m in metrics])

    def document(self, path: str, document: Document, input_sha256: str, claims: Sequence[Claim]) -> None:
        """Add a document with its articles, and its claims (text order)."""
        self._text = document.text
        self._spans = {}
        self._document_id = self._add(
            "document",
            run_id=self._run_id,
            path=path,
            name=document.name,
            sha256=document.sha256 or sha256(document.text.encode()).hexdigest(),
            input_sha256=input_sha256,
            title=document.title,
            url=document.url,
            producer=document.producer,
            producer_version=document.producer_version,
            text=document.text,
        )
        segments = {article.number: _Segments(self, article, self._article(article)) for article in document.articles}
        figures: dict[int, int] = {}  # span -> claims on it so far
        ids = []
        for claim in claims:
            ids.append(self._claim(claim, segments[claim.article], figures))
            self._slots(claim, ids[-1])
        self._names(claims)
        numbers: dict[int, int] = {}  # start of a quantity -> its (first) claim
        for claim, claim_id in zip(claims, ids, strict=True):
            numbers.setdefault(claim.quantity.span.start, claim_id)
        for claim, claim_id in zip(claims, ids, strict=True):
            for link in dict.fromkeys(claim.quantity.links):
                other = numbers.get(link.start)
                # a tie to a number that is no claim of this document says nothing here
                if other is not None and other != claim_id:
                    self._rows["claim_link"].append({"claim_id": claim_id, "type": link.type, "other_id": other})

    def flush(self) -> None:
        """Insert everything, parents first."""
        for table in Base.metadata.sorted_tables:
            rows = self._rows.pop(table.name, None)
            if rows:
                self._connection.execute(_INSERT_CLAIM if table.name == "claim" else insert(table), rows)

    def _article(self, article: Article) -> int:
        reference = article.reference
        return self._add(
            "article",
            document_id=self._document_id,
            number=article.number,
            start_pos=article.span.start,
            end_pos=article.span.end,
            title=article.title,
            publisher=article.publisher,
            speaker=article.speaker,
            reference_date=reference.date.isoformat() if reference else None,
            reference_grain=reference.grain if reference else None,
            reference_basis=reference.basis if reference else None,
            reference_evidence=reference.evidence if reference else None,
            confidence=float(article.confidence),
            reason=article.reason,
        )

    def _claim(self, claim: Claim, segments: _Segments, figures: dict[int, int]) -> int:
        quantity = claim.quantity
        span_id = self.span(quantity.span)
        figures[span_id] = figures.get(span_id, 0) + 1
        high = quantity.value_high
        value, value_high = decimal_text(quantity.value), None if high is None else decimal_text(high)
        return self._add(
            "claim",
            segment_id=segments.at(claim.sentence.start),
            sentence_id=self.span(claim.sentence),
            span_id=span_id,
            seq=figures[span_id],
            value=value,
            value_text=value,
            value_high=value_high,
            value_high_text=value_high,
            significant_digits=quantity.significant_digits,
            unit_id=self._code("unit", quantity.unit, lambda: {"label": quantity.unit, "dimension": quantity.dimension}),
            per=quantity.per,
            bound=quantity.bound,
            kind=claim.kind,
            metric_id=self._code("metric", claim.metric, lambda: {"label": claim.metric.replace("_", " ")}),
            item=claim.item,
            direction=claim.direction,
            baseline=claim.baseline,
            modality=claim.modality,
            negated=int(claim.negated),
            source_id=None,
            source_role=claim.attribution_role if claim.attribution else None,
            time_reason=claim.time_reason if claim.time is None else None,
            tier=quantity.tier,
        )

    def _slots(self, claim: Claim, claim_id: int) -> None:
        evidence, rules = claim.all_evidence(), {"number": claim.quantity.rule, **claim.rules}
        for slot in dict.fromkeys((*evidence, *rules)):
            rule, span = rules.get(slot), evidence.get(slot)
            if rule or span:
                rule_id = self._rule(slot, rule) if rule else None
                self._rows["claim_slot"].append(
                    {"claim_id": claim_id, "slot": slot, "rule_id": rule_id, "span_id": self.span(span) if span else None}
                )
        self._time(claim_id, TimeRole.HOLDS, claim.time)
        self._time(claim_id, TimeRole.BASELINE, claim.baseline_time)

    def _time(self, claim_id: int, role: TimeRole, time: ClaimTime | None) -> None:
        if time:
            self._rows["claim_time"].append(
                {
                    "claim_id": claim_id,
                    "role": role,
                    "start_day": time.start.isoformat(),
                    "end_day": time.end.isoformat(),
                    "basis": time.basis,
                    "grain": time.grain,
                    "words": time.text,
                    "span_id": self.span(time.span) if time.span else None,
                }
            )

    def _names(self, claims: Sequence[Claim]) -> None:
        """What the claims just added are about and who says them. What they are about comes first: a speaker is often one of these."""
        rows = self._rows["claim"][-len(claims) :] if claims else []
        kinds: dict[str, EntityKind] = {}
        for claim, row in zip(claims, rows, strict=True):
            for seq, entity in enumerate(dict.fromkeys(claim.entities), 1):
                kinds.setdefault(entity.name, entity.kind)
                entity_id = self._entity(entity.name, entity.kind, entity.code)
                self._alias(entity_id, entity.name, entity.span, entity.method)
                self._rows["claim_entity"].append(
                    {
                        "claim_id": row["claim_id"],
                        "seq": seq,
                        "entity_id": entity_id,
                        "role": entity.role,
                        "span_id": self.span(entity.span) if entity.span else None,
                    }
                )
        for claim, row in zip(claims, rows, strict=True):
            if claim.attribution:
                row["source_id"] = self._entity(claim.attribution, kinds.get(claim.attribution, EntityKind.OTHER), None)

    def _alias(self, entity_id: int, name: str, span: Span | None, method: str | None) -> None:
        """Keep the words of a mention as another name of the entity; never those of "the company" or "both sides"."""
        if span is None or method in (None, "coreference"):
            return
        words = span.of(self._text).removeprefix("the ").removeprefix("The ")
        self._add_alias(entity_id, name, " ".join(words.replace("\u2019", "'").removesuffix("'s").split()))

    def _add_alias(self, entity_id: int, name: str, alias: str) -> None:
        if self._aliases is None:
            table = Base.metadata.tables["entity_alias"]
            self._aliases = {(row.entity_id, row.alias) for row in self._connection.execute(select(table))}
        if alias and alias != name and (entity_id, alias) not in self._aliases:
            self._aliases.add((entity_id, alias))
            self._rows["entity_alias"].append({"entity_id": entity_id, "alias": alias})

    def span(self, span: Span) -> int:
        """The row of a span of the current document."""
        span = Span(*span)
        found = self._spans.get(span)
        if found is None:
            found = self._spans[span] = self._add(
                "span", document_id=self._document_id, start_pos=span.start, end_pos=span.end, quote=span.of(self._text)
            )
        return found

    def _entity(self, name: str, kind: EntityKind, code: str | None) -> int:
        entity_id = self._shared("entity", ("name", "kind"), (name, str(kind)), lambda: {"code": code})
        if entity_id not in self._named:
            self._named.add(entity_id)
            for alias in self._known_aliases.get(name, ()):
                self._add_alias(entity_id, name, alias)
        return entity_id

    def _rule(self, slot: str, code: str) -> int:
        return self._shared("rule", ("slot", "code"), (slot, code), dict)

    def _code(self, table: str, code: str, rest: Callable[[], dict[str, Any]]) -> int:
        return self._shared(table, ("code",), (code,), rest)

    def _shared(self, table: str, keys: tuple[str, ...], values: tuple[str, ...], rest: Callable[[], dict[str, Any]]) -> int:
        """The row with these key values, in a table that documents share; added with `rest` where it is new."""
        known = self._codes.get(table)
        if known is None:
            columns = [Base.metadata.tables[table].c[key] for key in (*keys, f"{table}_id")]
            known = self._codes[table] = {tuple(row[:-1]): row[-1] for row in self._connection.execute(select(*columns))}
        found = known.get(values)
        if found is None:
            found = known[values] = self._add(table, **dict(zip(keys, values, strict=True)), **rest())
        return found

    def _add(self, table: str, **row: Any) -> int:
        """Number a row and keep it for `flush`."""
        key = f"{table}_id"
        if table not in self._next:
            highest = self._connection.execute(text(f"SELECT max({key}) FROM {table}")).scalar_one()
            self._next[table] = (highest or 0) + 1
        row[key] = self._next[table]
        self._next[table] += 1
        self._rows[table].append(row)
        return int(row[key])

    def _upsert(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        known = {row["code"]: row for row in self._connection.execute(select(table)).mappings()}
        for row in rows:
            old = known.get(row["code"])
            if old is None:
                self._connection.execute(insert(table).values(**row))
            elif any(old[column] != value for column, value in row.items()):
                self._connection.execute(table.update().where(table.c.code == row["code"]).values(**row))


class _Segments:
    """Rows of an article's segments, made when a claim first stands in one."""

    def __init__(self, writer: Writer, article: Article, article_id: int) -> None:
        self._writer = writer
        self._article_id = article_id
        self._segments = article.segments or (Segment(article.span, SegmentKind.PARAGRAPH),)
        self._starts = [segment.span.start for segment in self._segments]
        self._rows: dict[int, int] = {}

    def at(self, position: int) -> int:
        """The row of the segment that `position` stands in."""
        index = max(bisect_right(self._starts, position) - 1, 0)
        if index not in self._rows:
            segment = self._segments[index]
            self._rows[index] = self._writer._add(  # noqa: SLF001  one class in two, the split is for reading
                "segment",
                article_id=self._article_id,
                start_pos=segment.span.start,
                end_pos=segment.span.end,
                kind=segment.kind,
                speaker=segment.speaker,
                repeats_pos=segment.duplicate_of,
            )
        return self._rows[index]
