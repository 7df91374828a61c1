"""PDF: the text layer, page after page; needs pypdfium2 (extra `docs`). Scanned pages have no text: an error says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Final

from factdb.errors import DocumentError
from factdb.readers.extra import library
from factdb.readers.source import Source

_RE_DIGITS: Final = re.compile(r"[0-9]+")
# hyphens that pdfium marks as put there by a line break
_RE_BROKEN: Final = re.compile(r"[\ufffe\x02]\n?")


def read(path: str, data: bytes) -> Iterator[Source]:
    """The one text of a file. Raises DocumentError: broken, locked, or without text."""
    pdfium = library(path, "pypdfium2", "pypdfium2")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        fault = "locked with a password" if "password" in str(error).lower() else "not a readable PDF file"
        raise DocumentError(path, fault) from error
    try:
        pages = [_page(document, number) for number in range(len(document))]
        title = (document.get_metadata_dict().get("Title") or "").strip() or None
    except pdfium.PdfiumError as error:
        raise DocumentError(path, f"broken PDF file: {error}") from error
    finally:
        document.close()
    text = "\n".join(page for page in _without_running_heads(pages) if page).strip()
    if not text:
        raise DocumentError(path, "a PDF file without text (scanned pages?)")
    yield Source(text + "\n", title=title, producer="pypdfium2", producer_version=version("pypdfium2"))


def _page(document: object, number: int) -> str:
    page = document[number]  # type: ignore[index]
    textpage = page.get_textpage()
    text: str = textpage.get_text_range()
    textpage.close()
    page.close()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return "\n".join(line.rstrip() for line in _RE_BROKEN.sub("", text).split("\n")).strip("\n")


def _without_running_heads(pages: Sequence[str]) -> list[str]:
    """The pages without the first and last lines that recur, figures aside, on most of them."""
    if len(pages) < 3:
        return list(pages)
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.split("\n") if line.strip()]
        seen.update({_RE_DIGITS.sub("0", line.strip()) for line in (*lines[:1], *lines[-1:])})
    running = {line for line, count in seen.items() if count >= 3 and count * 2 > len(pages)}
    out = []
    for page in pages:
        lines = page.split("\n")
        while lines and (not lines[0].strip() or _RE_DIGITS.sub("0", lines[0].strip()) in running):
            lines.pop(0)
        while lines and (not lines[-1].strip() or _RE_DIGITS.sub("0", lines[-1].strip()) in running):
            lines.pop()
        out.append("\n".join(lines))
    return out
