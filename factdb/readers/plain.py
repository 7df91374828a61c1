"""Text and Markdown, read as they stand; front matter is read as well and stays in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from factdb.readers.decode import decode
from factdb.readers.jsonlines import iso_date
from factdb.readers.source import Source

# --- / key: value lines / ---, at the very start (the least of YAML, which is what front matter uses)
_RE_FRONT: Final = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<body>(?:[^\n]*\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_RE_ENTRY: Final = re.compile(r"(?P<key>[A-Za-z_]{1,30})[ ]*:[ \t]*(?P<value>[^\n]*)")
_KEYS: Final = {
    "title": ("title", "headline"),
    "date": ("date", "published", "published_on", "pubdate", "created"),
    "publisher": ("publisher", "source", "site", "outlet"),
    "url": ("url", "link", "permalink", "source_url"),
}


def read(path: str, data: bytes) -> Iterator[Source]:
    """The one text of a file. Raises DocumentError."""
    text = decode(path, data)
    front = _RE_FRONT.match(text)
    if not front:
        yield Source(text)
        return
    entries = {m["key"].lower(): m["value"].strip().strip("\"'") for m in _RE_ENTRY.finditer(front["body"])}
    found = {name: next((entries[key] for key in keys if entries.get(key)), None) for name, keys in _KEYS.items()}
    date = iso_date(found["date"] or "")
    yield Source(
        text,
        title=found["title"],
        date=date,
        date_evidence=f"date: {found['date']}" if date else None,
        publisher=found["publisher"],
        url=found["url"],
    )
