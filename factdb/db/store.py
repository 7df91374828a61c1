"""Opening a database and writing documents with their claims: one transaction a file, the same input the same rows."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import StaticPool

from factdb.db import migrate
from factdb.db.models import REVISION, REVISIONS
from factdb.db.rows import MetricRow, UnitRow, Writer
from factdb.errors import DatabaseError
from factdb.values import Claim, Document

# how long a writer waits for another one's transaction
_PATIENCE: Final = 60.0


def url_of(database: str) -> URL:
    """A path or a SQLAlchemy URL as URL.

    Raises:
        DatabaseError: not a URL that can be read, or one of another system than SQLite.
    """
    if "://" not in database:
        return URL.create("sqlite", database=database)
    try:
        url = make_url(database)
    except ArgumentError as error:
        raise DatabaseError(f"{database}: not a database URL") from error
    if url.get_backend_name() != "sqlite":
        raise DatabaseError(f"{url.render_as_string()}: factdb keeps its rows in SQLite; give a path or sqlite:///PATH")
    return url


def path_of(database: str) -> Path | None:
    """The file behind `database`, None for one in memory."""
    name = url_of(database).database
    if not name or name == ":memory:":
        return None
    return Path(name.removeprefix("file:").partition("?")[0])


def engine_for(database: str, *, writing: bool) -> Engine:
    """An engine with foreign keys on. A writing one begins every transaction IMMEDIATE, so that two writers queue and never deadlock."""
    url = url_of(database)
    if path_of(database) is None:
        engine = create_engine(url, poolclass=StaticPool)
    else:
        engine = create_engine(url, connect_args={"timeout": _PATIENCE})

    @event.listens_for(engine, "connect")
    def _(connection: sqlite3.Connection, _record: object) -> None:
        # factdb begins its own transactions (the driver's own would not cover DDL)
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.create_function("casefold", 1, lambda value: value.casefold() if isinstance(value, str) else value, deterministic=True)
        if not writing:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


@contextmanager
def reading(database: str) -> Iterator[Connection]:
    """A connection that cannot write.

    Raises:
        DatabaseError: no such file, no database of ours, or another schema than this program's.
    """
    path = path_of(database)
    if path is not None and not path.is_file():
        raise DatabaseError(f"{database}: no such database; `factdb build` or `factdb ingest` makes one, --db names another")
    with faults(database):
        engine = engine_for(database, writing=False)
        with engine.connect() as connection:
            check(connection, database)
            yield connection
        engine.dispose()


@contextmanager
def faults(database: str) -> Iterator[None]:
    """Turn what the driver raises into one clear line."""
    try:
        yield
    except DBAPIError as error:
        raise DatabaseError(f"{database}: {error.orig}") from error
    except sqlite3.Error as error:
        raise DatabaseError(f"{database}: {error}") from error


def check(connection: Connection, database: str) -> None:
    """Refuse a database whose schema is not this program's. Raises DatabaseError."""
    revision = migrate.revision_of(connection)
    if revision is None:
        raise DatabaseError(f"{database}: not a factdb database")
    if revision not in REVISIONS:
        raise DatabaseError(f"{database}: made by a newer factdb (schema {revision}, this one knows up to {REVISION}): upgrade factdb")
    if revision != REVISION:
        raise DatabaseError(f"{database}: schema {revision} is older than this factdb's {REVISION}: run `factdb upgrade`")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What saving a file did: new, replaced or unchanged, and its number of claims."""

    done: str
    claims: int


class Store:
    """A database open for writing, brought to this program's schema first.

    Args:
        database: path or SQLAlchemy URL; made when missing.
        tool_version: of the program that writes.
        ruleset_sha256: of the rules and word lists that made the claims.
        units: the units and currencies that claims may name.
        metrics: the metrics that claims may name.
        aliases: other names of entities, by name; kept for those that a claim names.
        home: the folder that stored paths are relative to; None: that of the database.
        called: what messages call the database, where its file has a name for the time being.

    Raises:
        DatabaseError: cannot be opened or written, or its schema is newer.
    """

    def __init__(
        self,
        database: str,
        *,
        tool_version: str,
        ruleset_sha256: str,
        units: Sequence[UnitRow] = (),
        metrics: Sequence[MetricRow] = (),
        aliases: Mapping[str, Sequence[str]] | None = None,
        home: Path | None = None,
        called: str | None = None,
    ) -> None:
        self.database = called or database
        self._run = (tool_version, ruleset_sha256)
        self._units = units
        self._metrics = metrics
        self._aliases = aliases or {}
        path = path_of(database)
        self._home = home or (path.parent if path else None)
        if path is not None and not path.parent.is_dir():
            raise DatabaseError(f"{database}: no such folder: {path.parent}")
        with faults(self.database):
            self.engine = engine_for(database, writing=True)
            ready(self.engine, self.database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    def stored_path(self, path: str) -> str:
        """How `path` is written in the database: relative to its folder where under it, else absolute; forward slashes."""
        absolute = Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow links: a link is a name of its own
        home = Path(os.path.abspath(self._home)) if self._home else None  # noqa: PTH100
        if home and absolute.is_relative_to(home):
            return absolute.relative_to(home).as_posix()
        return absolute.as_posix()

    def unchanged(self, path: str, documents: Sequence[Document]) -> Outcome | None:
        """The outcome of saving where the file's rows already are what these documents and rules give; None where they are not."""
        stored = self.stored_path(path)
        with faults(self.database), self.engine.connect() as connection:
            if not self._same(connection, stored, documents):
                return None
            count = (
                "SELECT count(*) FROM claim JOIN segment USING (segment_id) JOIN article USING (article_id) "
                "JOIN document USING (document_id) WHERE path = :path"
            )
            return Outcome("unchanged", connection.execute(text(count), {"path": stored}).scalar_one())

    def save(self, path: str, found: Sequence[tuple[Document, Sequence[Claim]]]) -> Outcome:
        """Write a file's documents and claims in one transaction, in place of what was there for this path.

        Raises:
            DatabaseError: nothing was written (disk full, read-only, a row that breaks a constraint).
        """
        stored = self.stored_path(path)
        total = sum(len(claims) for _, claims in found)
        with faults(self.database), self.engine.begin() as connection:
            # asked again inside the transaction: another ingest may have written it meanwhile
            if self._same(connection, stored, [document for document, _ in found]):
                return Outcome("unchanged", total)
            gone = connection.execute(text("DELETE FROM document WHERE path = :path"), {"path": stored}).rowcount
            writer = Writer(connection, self._run_id(connection), self._aliases)
            writer.reference(self._units, self._metrics)
            for document, claims in found:
                writer.document(stored, document, input_sha256(document), claims)
            writer.flush()
            prune(connection)
        return Outcome("replaced" if gone else "new", total)

    def _same(self, connection: Connection, stored: str, documents: Iterable[Document]) -> bool:
        rows = connection.execute(
            text(
                "SELECT name, sha256, input_sha256, tool_version, ruleset_sha256 FROM document JOIN run USING (run_id) "
                "WHERE path = :path ORDER BY name"
            ),
            {"path": stored},
        ).all()
        wanted = sorted((d.name, d.sha256 or sha256(d.text), input_sha256(d), *self._run) for d in documents)
        return [tuple(row) for row in rows] == wanted

    def _run_id(self, connection: Connection) -> int:
        version, ruleset = self._run
        connection.execute(
            text("INSERT INTO run (tool_version, ruleset_sha256) VALUES (:version, :ruleset) ON CONFLICT DO NOTHING"),
            {"version": version, "ruleset": ruleset},
        )
        found: int = connection.execute(
            text("SELECT run_id FROM run WHERE tool_version = :version AND ruleset_sha256 = :ruleset"),
            {"version": version, "ruleset": ruleset},
        ).scalar_one()
        return found


def paths(database: str) -> list[str]:
    """Paths of all files in a database, sorted, as stored; empty where it is none of ours (yet)."""
    with faults(database):
        engine = engine_for(database, writing=False)
        with engine.connect() as connection:
            if migrate.revision_of(connection) is None:
                return []
            return list(connection.execute(text("SELECT DISTINCT path FROM document ORDER BY path")).scalars())


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A name beside `target` to build a database under; takes its place when the block ends well, and goes when it does not."""
    if not target.parent.is_dir():
        raise DatabaseError(f"{target}: no such folder: {target.parent}")
    for left in target.parent.glob(f".{target.name}.*.tmp*"):
        # of a build that was killed
        if not _alive(left.name.removeprefix(f".{target.name}.").partition(".")[0]):
            left.unlink(missing_ok=True)
    fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        yield fresh
        # our transactions are on the disk by now: SQLite syncs each
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
        fresh.with_name(f"{fresh.name}-journal").unlink(missing_ok=True)


def _alive(process: str) -> bool:
    """Whether a process of this number runs; True where that cannot be told."""
    if not process.isdigit() or os.name != "posix":
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def ready(engine: Engine, database: str) -> None:
    """Bring the database to this program's schema. Raises DatabaseError where it is newer, or somebody else's."""
    with engine.connect() as connection:
        revision = migrate.revision_of(connection)
        tables = connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one()
        if revision is None and tables:
            raise DatabaseError(f"{database}: a database, but not one of factdb's")
        if revision is not None:
            if revision not in REVISIONS:
                check(connection, database)
            if revision == REVISION:
                return
    migrate.upgrade(engine)


def prune(connection: Connection) -> None:
    """Drop what no document uses any more: names, rules and runs of claims that are gone."""
    for statement in (
        "DELETE FROM entity WHERE entity_id NOT IN (SELECT entity_id FROM claim_entity UNION SELECT source_id FROM claim WHERE source_id > 0)",
        "DELETE FROM rule WHERE rule_id NOT IN (SELECT rule_id FROM claim_slot WHERE rule_id IS NOT NULL)",
        "DELETE FROM run WHERE run_id NOT IN (SELECT run_id FROM document)",
    ):
        connection.execute(text(statement))


def sha256(text_: str) -> str:
    """The hash of a text's UTF-8 bytes, 64 hex digits."""
    return hashlib.sha256(text_.encode()).hexdigest()


def input_sha256(document: Document) -> str:
    """The hash of all that the extraction sees of a document: its text, and its articles as cut and dated."""
    seen: list[Any] = [document.name, document.title, document.publisher, document.url]
    seen.extend((a.number, tuple(a.span), a.title, a.reference, a.publisher, a.speaker) for a in document.articles)
    return sha256(repr(seen) + "\n" + document.text)
