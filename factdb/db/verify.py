"""Checks a database against its documents and its own laws: what a claim rests on must still be there, character for character."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, text


class Source(NamedTuple):
    """A document as the file holds it now."""

    sha256: str
    text: str


class Fault(NamedTuple):
    """One thing that is not as it must be."""

    where: str
    fault: str


# a path as stored -> name of a document -> what the file now holds; raises FileNotFoundError, or another OSError
Reread = Callable[[str], dict[str, Source]]

# rows of a claim that lie in another document than the claim, or outside of what contains them: (label, SQL giving claim ids)
_LAWS = {
    "the figure is not inside its sentence": (
        "SELECT c.claim_id FROM claim c JOIN span f ON f.span_id = c.span_id JOIN span s ON s.span_id = c.sentence_id "
        "WHERE f.document_id <> s.document_id OR f.start_pos < s.start_pos OR f.end_pos > s.end_pos"
    ),
    "the sentence is not inside its article": (
        "SELECT c.claim_id FROM claim c JOIN span s ON s.span_id = c.sentence_id JOIN segment g ON g.segment_id = c.segment_id "
        "JOIN article a ON a.article_id = g.article_id "
        "WHERE a.document_id <> s.document_id OR s.start_pos < a.start_pos OR s.end_pos > a.end_pos"
    ),
    "evidence of a slot lies in another document": (
        "SELECT c.claim_id FROM claim c JOIN span f ON f.span_id = c.span_id JOIN claim_slot t ON t.claim_id = c.claim_id "
        "JOIN span e ON e.span_id = t.span_id WHERE e.document_id <> f.document_id"
    ),
    "an entity's words lie in another document": (
        "SELECT c.claim_id FROM claim c JOIN span f ON f.span_id = c.span_id JOIN claim_entity t ON t.claim_id = c.claim_id "
        "JOIN span e ON e.span_id = t.span_id WHERE e.document_id <> f.document_id"
    ),
    "linked to a claim of another document": (
        "SELECT c.claim_id FROM claim c JOIN span f ON f.span_id = c.span_id JOIN claim_link l ON l.claim_id = c.claim_id "
        "JOIN claim o ON o.claim_id = l.other_id JOIN span g ON g.span_id = o.span_id WHERE g.document_id <> f.document_id"
    ),
}


def faults(connection: Connection, reread: Reread) -> Iterator[Fault]:
    """Everything that is wrong; nothing when all is well.

    Args:
        connection: of the database.
        reread: reads a stored path again.
    """
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield Fault("database", str(line))
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        yield Fault(f"{table} {row}", f"refers to a row of {parent} that is not there")
    yield from _documents(connection, reread)
    for fault, sql in _LAWS.items():
        for claim_id in connection.execute(text(sql)).scalars().unique().all():
            yield Fault(f"claim {claim_id}", fault)


def _documents(connection: Connection, reread: Reread) -> Iterator[Fault]:
    """Each document's file, then each of its spans against the stored text (which the file's was compared with)."""
    files: dict[str, dict[str, Source]] = {}
    for document_id, path, name, sha256, stored in connection.execute(
        text("SELECT document_id, path, name, sha256, text FROM document ORDER BY document_id")
    ).all():
        fault = None
        if path not in files:
            files.clear()
            try:
                files[path] = reread(path)
            except OSError as error:
                files[path] = {}
                fault = f"{error.strerror or error}"
        found = files[path].get(name)
        if fault:
            yield Fault(path, fault)
        elif found is None:
            yield Fault(path, f"holds no document {name} any more")
        elif found.sha256 != sha256:
            yield Fault(path, f"changed since it was read: sha256 {found.sha256[:12]}, was {sha256[:12]}")
        elif found.text != stored:
            yield Fault(path, "reads differently now: the stored text is not that of the file")
        spans = connection.execute(
            text("SELECT span_id, start_pos, end_pos, quote FROM span WHERE document_id = :id ORDER BY span_id"), {"id": document_id}
        )
        for span_id, start, end, quote in spans:
            if stored[start:end] != quote:
                yield Fault(f"{path}:{start}-{end}", f"span {span_id} says {quote[:40]!r}, the text {stored[start:end][:40]!r}")


def resolve(path: str, folders: Sequence[Path]) -> Path:
    """Where a stored path is now: under the first of `folders` that has it; the first, where none has."""
    found = [folder / path for folder in folders]
    return next((place for place in found if place.exists()), found[0])
