"""Text and Markdown, read as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from factdb.readers.decode import decode
from factdb.readers.source import Source


def read(path: str, data: bytes) -> Iterator[Source]:
    """The one text of a file. Raises DocumentError."""
    yield Source(decode(path, data))
