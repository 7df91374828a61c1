"""One claim with all it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from factdb.errors import DatabaseError
from factdb.values import Span


@dataclass(frozen=True, slots=True)
class Detail:
    """A claim: its row of the view `claims`, its entities, its slots with rule and words, its links.

    Attributes:
        row: column -> value.
        entities: name, kind, code, role, start_pos, end_pos, quote, in order of weight.
        slots: slot, rule, start_pos, end_pos, words.
        times: role, start_day, end_day, basis, grain, words, start_pos, end_pos.
        links: type, other_id, text, value, unit.
    """

    row: dict[str, Any]
    entities: list[dict[str, Any]]
    slots: list[dict[str, Any]]
    times: list[dict[str, Any]]
    links: list[dict[str, Any]]

    @property
    def sentence(self) -> Span:
        """Where the sentence stands in the document."""
        return Span(self.row["sentence_start"], self.row["sentence_end"])

    def marks(self) -> list[tuple[Span, str]]:
        """What to mark in the sentence: (span in the document, slot), text order, none overlapping another; the figure wins."""
        wanted = [(Span(self.row["start_pos"], self.row["end_pos"]), "figure")]
        wanted += [(_span(time), "time" if time["role"] == "holds" else "baseline") for time in self.times if time["start_pos"] is not None]
        wanted += [(_span(slot), "speaker") for slot in self.slots if slot["slot"] == "attribution" and slot["start_pos"] is not None]
        wanted += [(_span(slot), "time") for slot in self.slots if slot["slot"] == "time" and slot["start_pos"] is not None]
        wanted += [(_span(entity), "entity") for entity in self.entities if entity["start_pos"] is not None]
        taken: list[tuple[Span, str]] = []
        for span, slot in wanted:
            if self.sentence.covers(span) and not any(span.overlaps(other) for other, _ in taken):
                taken.append((span, slot))
        return sorted(taken)


def claim(connection: Connection, claim_id: int) -> Detail:
    """The claim of that number. Raises DatabaseError when there is none."""
    row = connection.execute(text("SELECT * FROM claims WHERE id = :id"), {"id": claim_id}).mappings().one_or_none()
    if row is None:
        highest = connection.execute(text("SELECT max(claim_id) FROM claim")).scalar_one()
        raise DatabaseError(f"no claim {claim_id}" + (f": the numbers go up to {highest}" if highest else ": the database holds no claims"))
    return Detail(
        dict(row),
        _rows(
            connection,
            "SELECT name, kind, code, role, start_pos, end_pos, quote FROM claim_entity JOIN entity USING (entity_id) "
            "LEFT JOIN span USING (span_id) WHERE claim_id = :id ORDER BY seq",
            claim_id,
        ),
        _rows(
            connection,
            "SELECT claim_slot.slot, code AS rule, start_pos, end_pos, quote AS words FROM claim_slot LEFT JOIN rule USING (rule_id) "
            "LEFT JOIN span USING (span_id) WHERE claim_id = :id ORDER BY claim_slot.rowid",
            claim_id,
        ),
        _rows(
            connection,
            "SELECT role, start_day, end_day, basis, grain, words, start_pos, end_pos FROM claim_time LEFT JOIN span USING (span_id) "
            "WHERE claim_id = :id ORDER BY role DESC",
            claim_id,
        ),
        _rows(
            connection,
            "SELECT claim_link.type, other_id, text, value, unit FROM claim_link JOIN claims ON claims.id = other_id "
            "WHERE claim_id = :id ORDER BY claim_link.type, other_id",
            claim_id,
        ),
    )


def at(connection: Connection, document: str, offset: int) -> int:
    """The claim whose figure covers `offset` of the document whose name starts so, else whose sentence does and is nearest.

    Raises:
        DatabaseError: no such document, or no claim there.
    """
    known = connection.execute(
        text("SELECT count(*) FROM document WHERE substr(name, 1, length(:doc)) = :doc OR path = :doc"), {"doc": document}
    ).scalar_one()
    if not known:
        raise DatabaseError(f"no document {document}")
    found = connection.execute(
        text(
            "SELECT id FROM claims WHERE (substr(doc, 1, length(:doc)) = :doc OR path = :doc) AND sentence_start <= :at AND :at < sentence_end "
            "ORDER BY NOT (start_pos <= :at AND :at < end_pos), min(abs(start_pos - :at), abs(end_pos - :at)), id LIMIT 1"
        ),
        {"doc": document, "at": offset},
    ).scalar_one_or_none()
    if found is None:
        raise DatabaseError(f"no claim at {document}:{offset}")
    return int(found)


def _rows(connection: Connection, sql: str, claim_id: int) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(text(sql), {"id": claim_id}).mappings()]


def _span(row: dict[str, Any]) -> Span:
    return Span(row["start_pos"], row["end_pos"])
