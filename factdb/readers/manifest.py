"""manifest.toml: what the reader of a document needs and its text may lack (dates, article bounds, publisher, checksum).

[[document]]
file = "wire.txt"            # beside the manifest; the only required key
sha256 = "9f86d0..."         # of the file's bytes; a file that differs is refused
publisher = "Harbour Times"  # also title, url, reference_date, precision, evidence

[[document.article]]         # none: the articles are found in the text
start = 0                    # code points; end: default the next start, then the end of the text
title = "Port widens its gates"
reference_date = 2021-05-04
precision = "day"            # or week, month, quarter, year
evidence = "dateline"        # also publisher, speaker
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from factdb.errors import DocumentError, ManifestError
from factdb.values import Grain, Reference

NAME: Final = "manifest.toml"
_RE_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_DATED: Final = frozenset({"title", "publisher", "url", "evidence", "reference_date", "precision"})
_DOCUMENT: Final = _DATED | {"file", "sha256", "article"}
_ARTICLE: Final = _DATED | {"start", "end", "speaker"}


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """One article as the manifest gives it; `end` None: up to the next one."""

    start: int
    end: int | None = None
    title: str | None = None
    publisher: str | None = None
    speaker: str | None = None
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One file as the manifest gives it. `articles` empty: they are found in the text."""

    file: str
    sha256: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    reference: Reference | None = None
    articles: tuple[ArticleEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entries of one manifest file, by file name."""

    path: str
    entries: Mapping[str, DocumentEntry]

    def entry(self, path: Path, sha256: str) -> DocumentEntry | None:
        """The entry for `path`, None where it is not listed.

        Raises:
            ManifestError: listed with another checksum.
        """
        found = self.entries.get(path.name)
        if found and found.sha256 and found.sha256 != sha256:
            raise ManifestError(self.path, f"{path} has sha256 {sha256[:12]}..., the manifest says {found.sha256[:12]}...")
        return found


def beside(path: Path) -> Path | None:
    """The manifest in the folder of `path`, if there is one."""
    found = path.parent / NAME
    return found if found.is_file() else None


def load(path: Path) -> Manifest:
    """The manifest at `path`, validated.

    Raises:
        ManifestError: not TOML, a missing or unknown key, a value of the wrong type, a file listed twice, articles out of order.
        DocumentError: the file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(str(path), error.strerror or str(error)) from error
    try:
        content = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ManifestError(str(path), f"not TOML: {error}") from error
    check = _Check(str(path))
    check.keys("the manifest", content, frozenset({"document"}))
    documents = content.get("document", [])
    if not _is_tables(documents):
        raise check.fault("[[document]]: must be an array of tables")
    entries: dict[str, DocumentEntry] = {}
    for number, table in enumerate(documents, 1):
        entry = check.document(f"[[document]] {number}", table)
        if entry.file in entries:
            raise check.fault(f"{entry.file} is listed twice")
        entries[entry.file] = entry
    return Manifest(str(path), entries)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


class _Check:
    """Typed reading of one manifest: each method returns a value or raises ManifestError."""

    def __init__(self, path: str) -> None:
        self.path = path

    def fault(self, message: str) -> ManifestError:
        return ManifestError(self.path, message)

    def keys(self, where: str, table: Mapping[str, Any], known: frozenset[str]) -> None:
        unknown = sorted(set(table) - known)
        if unknown:
            raise self.fault(f"{where}: unknown key {unknown[0]!r}")

    def string(self, where: str, table: Mapping[str, Any], key: str) -> str | None:
        value = table.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.fault(f"{where}: {key} must be a text, not {value!r}")
        return value

    def offset(self, where: str, table: Mapping[str, Any], key: str) -> int | None:
        value = table.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise self.fault(f"{where}: {key} must be an offset in code points, not {value!r}")
        return value

    def reference(self, where: str, table: Mapping[str, Any]) -> Reference | None:
        date = table.get("reference_date")
        precision = table.get("precision", Grain.DAY.value)
        if precision not in set(Grain):
            raise self.fault(f"{where}: precision {precision!r} is not one of {', '.join(Grain)}")
        if date is None:
            if "precision" in table:
                raise self.fault(f"{where}: precision without reference_date")
            return None
        if isinstance(date, dt.datetime):
            date = date.date()
        if not isinstance(date, dt.date):
            raise self.fault(f"{where}: reference_date must be a date (2021-05-04, no quotes), not {date!r}")
        return Reference(date, Grain(precision), "manifest", self.string(where, table, "evidence"))

    def document(self, where: str, table: Mapping[str, Any]) -> DocumentEntry:
        file = self.string(where, table, "file")
        if file is None:
            raise self.fault(f"{where}: file is missing")
        where = file
        self.keys(where, table, _DOCUMENT)
        sha256 = self.string(where, table, "sha256")
        if sha256 is not None and not _RE_SHA256.fullmatch(sha256):
            raise self.fault(f"{where}: sha256 must be 64 hexadecimal digits in lower case")
        articles = table.get("article", [])
        if not _is_tables(articles):
            raise self.fault(f"{where}: [[document.article]] must be an array of tables")
        found = tuple(self.article(f"{where}, article {number}", part) for number, part in enumerate(articles, 1))
        for earlier, later in itertools.pairwise(found):
            if later.start < (earlier.end or earlier.start + 1):
                raise self.fault(f"{where}: the article at {later.start} starts before the one at {earlier.start} ends")
        strings = {key: self.string(where, table, key) for key in ("title", "publisher", "url")}
        return DocumentEntry(file, sha256, **strings, reference=self.reference(where, table), articles=found)

    def article(self, where: str, table: Mapping[str, Any]) -> ArticleEntry:
        self.keys(where, table, _ARTICLE)
        start = self.offset(where, table, "start")
        end = self.offset(where, table, "end")
        if start is None:
            raise self.fault(f"{where}: start is missing")
        if end is not None and end <= start:
            raise self.fault(f"{where}: end {end} is not after start {start}")
        strings = {key: self.string(where, table, key) for key in ("title", "publisher", "speaker")}
        return ArticleEntry(start, end, **strings, reference=self.reference(where, table))
