"""Rows -> CSV, JSON, JSON lines, Markdown. Text that a spreadsheet would run as a formula is defused in CSV."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

# what makes a spreadsheet take a cell for a formula, the full-width forms too; a plain number is none
_RE_FORMULA: Final = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_RE_NUMBER: Final = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")

Row = Mapping[str, Any]


def plain(value: Any) -> Any:
    """A database value as JSON and CSV show it: a float that is a whole number as an integer."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**63:
        return int(value)
    return value


def guarded(value: Any) -> Any:
    """A CSV cell: text that starts like a formula gets a leading apostrophe; None is empty."""
    if isinstance(value, str) and _RE_FORMULA.match(value) and not _RE_NUMBER.fullmatch(value):
        return f"'{value}"
    return plain(value)


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, raw: bool = False) -> Iterator[str]:
    """Header and rows as CSV lines, each with its newline.

    Args:
        columns: names, in order.
        rows: values in the order of `columns`.
        raw: leave out the guard against formulas.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    cell = plain if raw else guarded
    for row in (columns, *()):
        writer.writerow(row)
    for row in rows:
        writer.writerow([cell(value) for value in row])
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def json_text(rows: Sequence[Row]) -> str:
    """A JSON array, one row a line."""
    if not rows:
        return "[]\n"
    return "[\n" + ",\n".join(_object(row) for row in rows) + "\n]\n"


def jsonl_text(rows: Iterable[Row]) -> str:
    """One JSON object a line."""
    return "".join(_object(row) + "\n" for row in rows)


def markdown_text(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines.extend("| " + " | ".join(_markdown_cell(row[column]) for column in columns) + " |" for row in rows)
    return "\n".join(lines) + "\n"


def _object(row: Row) -> str:
    return json.dumps({key: plain(value) for key, value in row.items()}, ensure_ascii=False)


def _markdown_cell(value: Any) -> str:
    return "" if value is None else " ".join(str(plain(value)).replace("\\", "\\\\").replace("|", "\\|").split())


@contextmanager
def whole_file(target: Path, *, bom: bool = False) -> Iterator[IO[str]]:
    """A text file that appears under its name only when it is complete; on an error nothing is left and an old one stays."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with fresh.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    except OSError as error:
        # writing says what, but not where
        raise OSError(error.errno, error.strerror, str(target)) from error
    finally:
        fresh.unlink(missing_ok=True)
