"""JSON lines of articles: one object a line with `text`, and `id`, `title`, `date`, `url`, `publisher` where known."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final

from factdb.errors import DocumentError
from factdb.readers.decode import decode
from factdb.readers.source import Source

# other names under which feeds give the same
_ALIASES: Final = {
    "body": "text",
    "content": "text",
    "headline": "title",
    "published": "date",
    "published_on": "date",
    "source": "publisher",
}


def read(path: str, data: bytes) -> Iterator[Source]:
    """The articles of a file in order, blank lines skipped; `text` is the field as it stands. Raises DocumentError naming the line."""
    seen: dict[str, int] = {}
    for number, line in enumerate(decode(path, data).split("\n"), 1):
        bare = line.strip("\ufeff \t\r")
        if not bare:
            continue
        where = f"{path}, line {number}"
        source = _source(where, str(number), bare)
        assert source.record is not None
        if source.record in seen:
            raise DocumentError(where, f"id {source.record!r} was given to line {seen[source.record]} already")
        seen[source.record] = number
        yield source


def _source(where: str, number: str, line: str) -> Source:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise DocumentError(where, f"not JSON: {error}") from error
    if not isinstance(record, dict):
        raise DocumentError(where, "must be an object with the key 'text'")
    for alias, name in _ALIASES.items():
        if record.get(name) is None and record.get(alias) is not None:
            record[name] = record[alias]
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise DocumentError(where, "the key 'text' is missing or blank")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise DocumentError(where, "the text holds half a character (a lone surrogate)")
    identity = record.get("id")
    if identity is not None and not isinstance(identity, str | int):
        raise DocumentError(where, f"id must be a text or a number, not {identity!r}")
    date = _date(where, record.get("date"))
    return Source(
        text,
        date=date,
        date_evidence=f"date: {record['date']}" if date else None,
        record=number if identity is None else str(identity),
        sha256=hashlib.sha256(line.encode()).hexdigest(),
        is_article=True,
        title=_string(where, record, "title"),
        url=_string(where, record, "url"),
        publisher=_string(where, record, "publisher"),
    )


def _string(where: str, record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise DocumentError(where, f"{name} must be a text, not {value!r}")
    return value or None


def _date(where: str, value: object) -> dt.date | None:
    if value in (None, ""):
        return None
    date = iso_date(value) if isinstance(value, str) else None
    if date is None:
        raise DocumentError(where, f"date must be a text like 2021-05-04, not {value!r}")
    return date


def iso_date(value: str) -> dt.date | None:
    """The day of an ISO 8601 date or time ("2021-05-04T10:15:00Z"), None for anything else."""
    try:
        return dt.date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None
