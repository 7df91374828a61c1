"""Questions to the `claims` view: filters -> rows."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, text

from factdb.errors import FactdbError


class FilterError(FactdbError, ValueError):
    """A filter that can match nothing because it names what the database does not know."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What to ask for; None and empty: everything. Names match in any case, aliases too.

    Attributes:
        metrics: any of these (code or label).
        entities: all of these, by name, alias or ISO 3166 code.
        start, end: the claim's period lies within these days; with `overlap`, it shares a day with them.
        units: any of these, by code or dimension ("USD", "length").
        minimum, maximum: of the value as stated; a range must lie between them.
        words: found in the sentence, in any case.
    """

    metrics: Sequence[str] = ()
    entities: Sequence[str] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    overlap: bool = False
    units: Sequence[str] = ()
    kinds: Sequence[str] = ()
    modalities: Sequence[str] = ()
    said_by: str | None = None
    documents: Sequence[str] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    words: str | None = None
    tiers: Sequence[str] = ("core",)
    limit: int | None = None


@dataclass(slots=True)
class _Where:
    """Conditions and their parameters."""

    conditions: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)

    def add(self, condition: str, **parameters: Any) -> None:
        self.conditions.append(condition)
        self.parameters |= parameters

    def any_of(self, column: str, name: str, values: Sequence[str]) -> None:
        """`column` is one of `values`."""
        if values:
            names = {f"{name}{index}": value for index, value in enumerate(values)}
            self.add(f"{column} IN ({', '.join(':' + key for key in names)})", **names)

    def sql(self) -> str:
        return " AND ".join(f"({condition})" for condition in self.conditions) or "1"


# an entity by what a person may call it; :name is case-folded. A title before the name or a longer form is found too, word by word
_NAMED = """SELECT entity_id FROM entity WHERE casefold(name) = :{name} OR casefold(code) = :{name}
    UNION SELECT entity_id FROM entity_alias WHERE casefold(alias) = :{name}
    UNION SELECT entity_id FROM entity WHERE ' ' || casefold(name) || ' ' LIKE '% ' || :{name}_like || ' %' ESCAPE '!'"""


def claims(connection: Connection, filters: Filters) -> list[dict[str, Any]]:
    """Rows of the `claims` view that pass all filters, in document and text order.

    Raises:
        FilterError: a metric, unit or document that the database does not hold; the message names near ones.
    """
    where = _where(connection, filters)
    limit = f" LIMIT {int(filters.limit)}" if filters.limit is not None else ""
    rows = connection.execute(text(f"SELECT * FROM claims WHERE {where.sql()} ORDER BY id{limit}"), where.parameters)
    return [dict(row) for row in rows.mappings()]


def count(connection: Connection, filters: Filters) -> int:
    """How many claims pass all filters but the limit."""
    where = _where(connection, filters)
    found: int = connection.execute(text(f"SELECT count(*) FROM claims WHERE {where.sql()}"), where.parameters).scalar_one()
    return found


def _where(connection: Connection, filters: Filters) -> _Where:
    where = _Where()
    where.any_of("metric", "metric", _metrics(connection, filters.metrics))
    for index, name in enumerate(filters.entities):
        key = f"entity{index}"
        where.add(f"id IN (SELECT claim_id FROM claim_entity WHERE entity_id IN ({_NAMED.format(name=key)}))", **_named(key, name))
    if filters.said_by is not None:
        named = _NAMED.format(name="said_by")
        where.add(f"id IN (SELECT claim_id FROM claim WHERE source_id IN ({named}))", **_named("said_by", filters.said_by))
    if filters.start is not None:
        where.add(f"{'time_end' if filters.overlap else 'time_start'} >= :start", start=filters.start.isoformat())
    if filters.end is not None:
        where.add(f"{'time_start' if filters.overlap else 'time_end'} <= :end", end=filters.end.isoformat())
    if filters.units:
        _known(connection, "unit", filters.units, "SELECT code FROM unit UNION SELECT dimension FROM unit")
        names = {f"unit{index}": unit.casefold() for index, unit in enumerate(filters.units)}
        listed = ", ".join(":" + key for key in names)
        where.add(f"casefold(unit) IN ({listed}) OR casefold(dimension) IN ({listed})", **names)
    where.any_of("kind", "kind", filters.kinds)
    where.any_of("modality", "modality", filters.modalities)
    where.any_of("tier", "tier", filters.tiers)
    if filters.documents:
        names = {f"doc{index}": f"{_like(name.casefold())}%" for index, name in enumerate(filters.documents)}
        where.add(" OR ".join(f"casefold(doc) LIKE :{key} ESCAPE '!' OR casefold(path) LIKE :{key} ESCAPE '!'" for key in names), **names)
    if filters.minimum is not None:
        where.add("value >= :minimum", minimum=float(filters.minimum))
    if filters.maximum is not None:
        where.add("coalesce(value_high, value) <= :maximum", maximum=float(filters.maximum))
    if filters.words is not None:
        where.add("casefold(sentence) LIKE '%' || :words || '%' ESCAPE '!'", words=_like(filters.words.casefold()))
    return where


def _named(key: str, name: str) -> dict[str, str]:
    folded = " ".join(name.casefold().split()).removeprefix("the ")
    return {key: folded, f"{key}_like": _like(folded)}


def _like(words: str) -> str:
    """`words` with LIKE's own signs escaped by "!"."""
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _metrics(connection: Connection, asked: Sequence[str]) -> list[str]:
    """Codes of the metrics asked for by code or label."""
    if not asked:
        return []
    codes: dict[str, str] = {}
    for code, label in connection.execute(text("SELECT code, label FROM metric ORDER BY metric_id")):
        codes.setdefault(label.casefold(), code)
        codes[code.casefold()] = code
    for name in asked:
        if name.casefold() not in codes:
            raise FilterError(_unknown("metric", name, list(codes.values())))
    return [codes[name.casefold()] for name in asked]


def _known(connection: Connection, what: str, asked: Sequence[str], select: str) -> None:
    known = [str(name) for name in connection.execute(text(select)).scalars()]
    folded = {name.casefold() for name in known}
    for name in asked:
        if name.casefold() not in folded:
            raise FilterError(_unknown(what, name, known))


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, list(dict.fromkeys(known)), n=3, cutoff=0.5)
    return f"no {what} {name!r} in this database" + (f": did you mean {', '.join(near)}?" if near else "")
