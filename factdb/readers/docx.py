"""DOCX: paragraphs and tables in their order, one a line, blank lines between; needs python-docx (extra `docs`)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from factdb.errors import DocumentError
from factdb.readers.extra import library
from factdb.readers.source import Source


def read(path: str, data: bytes) -> Iterator[Source]:
    """The one text of a file. Raises DocumentError: not a DOCX file, or without text."""
    docx = library(path, "docx", "python-docx")
    try:
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise DocumentError(path, "not a readable DOCX file") from error
    lines = [line for line in _lines(document) if line]
    if not lines:
        raise DocumentError(path, "a DOCX file without text")
    yield Source(
        "\n\n".join(lines) + "\n",
        title=(document.core_properties.title or "").strip() or None,
        producer="python-docx",
        producer_version=version("python-docx"),
    )


def _lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield " | ".join(" ".join(cell.text.split()) for cell in row.cells)
            continue
        text = " ".join(block.text.split())
        style = (block.style.name or "") if block.style is not None else ""
        yield f"- {text}" if text and style.startswith("List") else text
