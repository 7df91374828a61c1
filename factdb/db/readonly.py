"""SQL from a user, run so that it can neither write, nor reach another file, nor run on for ever."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from factdb.errors import DatabaseError

# virtual machine steps between two looks at the clock: about a millisecond
_STEPS: Final = 20_000
_ALLOWED: Final = frozenset(
    (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_TRANSACTION)
)
# what `PRAGMA name` may tell about the schema; none of these changes anything
_PRAGMAS: Final = frozenset(("table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list", "user_version"))


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of a query. `cut`: there were more than the row limit."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    cut: bool


def run(database: Path, sql: str, *, seconds: float, most: int) -> Result:
    """Rows of one SELECT (or EXPLAIN, or PRAGMA table_info and the like).

    Args:
        database: the file; opened read-only.
        sql: one statement.
        seconds: after this time the query is stopped.
        most: at most so many rows; 0: all.

    Raises:
        DatabaseError: the query writes, attaches, is wrong, gives no rows, or ran out of time: one line that says which.
    """
    with closing(sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True, isolation_level=None)) as connection:
        refused: list[str] = []

        def authorize(action: int, first: str | None, _second: str | None, _database: str | None, _source: str | None) -> int:
            if action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in _PRAGMAS):
                return sqlite3.SQLITE_OK
            refused.append(_NAMES.get(action, "that"))
            return sqlite3.SQLITE_DENY

        deadline = time.monotonic() + seconds
        connection.set_authorizer(authorize)
        connection.set_progress_handler(lambda: int(time.monotonic() > deadline), _STEPS)
        with _faults(refused, seconds):
            cursor = connection.execute(sql)
            if cursor.description is None:
                raise DatabaseError("the statement gives no rows: only queries are run")
            columns = tuple(column[0] for column in cursor.description)
            rows = cursor.fetchmany(most + 1) if most else cursor.fetchall()
        return Result(columns, rows[:most] if most else rows, bool(most) and len(rows) > most)


# what a refused action is called
_NAMES: Final = {
    sqlite3.SQLITE_ATTACH: "ATTACH",
    sqlite3.SQLITE_DETACH: "DETACH",
    sqlite3.SQLITE_INSERT: "INSERT",
    sqlite3.SQLITE_UPDATE: "UPDATE",
    sqlite3.SQLITE_DELETE: "DELETE",
    sqlite3.SQLITE_PRAGMA: "PRAGMA",
    sqlite3.SQLITE_DROP_TABLE: "DROP",
    sqlite3.SQLITE_DROP_VIEW: "DROP",
    sqlite3.SQLITE_CREATE_TABLE: "CREATE",
    sqlite3.SQLITE_CREATE_VIEW: "CREATE",
    sqlite3.SQLITE_ALTER_TABLE: "ALTER",
}


@contextmanager
def _faults(refused: list[str], seconds: float) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if refused:
            raise DatabaseError(f"refused: {refused[0]}: this command only reads, and only this database") from error
        if "interrupted" in str(error):
            raise DatabaseError(f"stopped: the query ran longer than {seconds:g} seconds (--seconds)") from error
        raise DatabaseError(f"SQL: {error}") from error
