"""Bytes -> text: UTF-8 only, and one clear line about what a file is when it is something else."""

from __future__ import annotations

import codecs
from typing import Final

from factdb.errors import DocumentError

# a day's worth of agency copy is well under it; it keeps a mistaken path (a database, a video) from filling the memory
MAX_BYTES: Final = 64 * 1024 * 1024
# first bytes that say what a file is, longest first where one begins another
_SIGNATURES: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32 text: convert it to UTF-8"),
    (codecs.BOM_UTF32_BE, "UTF-32 text: convert it to UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16 text: convert it to UTF-8"),
    (codecs.BOM_UTF16_BE, "UTF-16 text: convert it to UTF-8"),
    (b"%PDF-", "a PDF file: name it *.pdf"),
    (b"PK\x03\x04", "a zip archive or an office file: only *.docx of these is read"),
    (b"SQLite format 3\x00", "a SQLite database, not a text"),
    (b"\x1f\x8b", "gzip data: unpack it first"),
    (b"\x89PNG", "an image, not a text"),
    (b"\xff\xd8\xff", "an image, not a text"),
)
_PROBE: Final = 8192


def check_size(path: str, size: int) -> None:
    """Refuse a file too large to be a text. Raises DocumentError."""
    if size > MAX_BYTES:
        raise DocumentError(path, f"{size:,} bytes are more than the {MAX_BYTES:,} that are read as one document: split it")


def decode(path: str, data: bytes) -> str:
    """The text of `data`, newlines and a byte order mark kept, so that its offsets are those of the file.

    Args:
        path: how messages name the source.
        data: the whole content.

    Raises:
        DocumentError: empty, blank, too large, binary or not UTF-8 (says at which byte).
    """
    check_size(path, len(data))
    if not data:
        raise DocumentError(path, "the file is empty")
    for signature, fault in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(path, fault)
    zeros = data.count(0, 0, _PROBE)
    if zeros:
        # text in UTF-16 without a mark: every other byte of Latin letters is a zero
        wide = zeros * 3 > min(len(data), _PROBE)
        raise DocumentError(path, "UTF-16 text without a mark: convert it to UTF-8" if wide else "binary data, not a text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        fault = f"not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start:,}"
        hint = " (it may be Latin-1 or Windows-1252: convert it to UTF-8)" if _looks_single_byte(data) else " (binary data?)"
        raise DocumentError(path, fault + hint) from error
    if not text.strip("\ufeff \t\r\n\x0b\x0c\u00a0\u200b"):
        raise DocumentError(path, "nothing but blanks")
    return text


def _looks_single_byte(data: bytes) -> bool:
    """Whether the bytes are mostly printable, as text in a one-byte encoding is."""
    probe = data[:_PROBE]
    control = sum(1 for byte in probe if byte < 32 and byte not in (9, 10, 12, 13))
    return control * 100 < len(probe)
