"""Files -> documents: text, Markdown, HTML, PDF, DOCX, JSON lines, and folders of these.

`documents(path)` is one file (JSON lines give several documents), `read(path)` the only document of a file, `read_all(paths)` files
and folders. A `manifest.toml` beside a file is found by itself. Faults are `DocumentError`/`ManifestError`: one line, file and fault.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Final

from factdb import __version__, pipeline
from factdb.errors import DocumentError, FactdbError, ManifestError
from factdb.readers import manifest as manifests
from factdb.readers.decode import check_size
from factdb.readers.manifest import ArticleEntry, DocumentEntry, Manifest
from factdb.readers.source import Source
from factdb.text import structure
from factdb.values import Article, Document, Grain, Reference, Span

__all__ = ["FORMATS", "documents", "files", "read", "read_all", "read_bytes"]

# file suffix -> module of this package with `read(path, data) -> Iterator[Source]`, imported on first use
FORMATS: Final = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    ".markdown": "plain",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".jsonl": "jsonlines",
    ".ndjson": "jsonlines",
}
# files of a project, not documents, when a whole folder is read; named one by one they are read
_NOT_DOCUMENTS: Final = frozenset({"readme", "license", "licence", "notice", "changelog"})


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to read, folders walked in sorted order: no hidden ones, no README and the like, only suffixes of `FORMATS`.

    A path that is no folder is passed on as it is, whatever its suffix (a missing one fails when it is read).
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for found in sorted(path.rglob("*")):
            inside = found.relative_to(path)
            if any(part.startswith(".") for part in inside.parts) or found.stem.lower() in _NOT_DOCUMENTS:
                continue
            if found.suffix.lower() in FORMATS and found.is_file():
                yield found


def read_all(
    paths: Iterable[Path],
    *,
    reference_date: dt.date | None = None,
    manifest: Path | None = None,
    split: bool = True,
    on_error: Callable[[Path, FactdbError], None] | None = None,
) -> Iterator[Document]:
    """The documents of files and folders, in the order given (see `documents`).

    Args:
        paths: files, and folders to walk.
        reference_date: as for `documents`.
        manifest: as for `documents`.
        split: as for `documents`.
        on_error: called with each file that fails, the others are still read; None: the first fault is raised.
    """
    for path in files(paths):
        try:
            yield from documents(path, reference_date=reference_date, manifest=manifest, split=split)
        except FactdbError as error:
            if on_error is None:
                raise
            on_error(path, error)


def read(path: Path, *, reference_date: dt.date | None = None, manifest: Path | None = None, split: bool = True) -> Document:
    """The only document of a file (see `documents`). Raises DocumentError where it holds several."""
    found = list(documents(path, reference_date=reference_date, manifest=manifest, split=split))
    if len(found) != 1:
        raise DocumentError(str(path), f"holds {len(found)} documents, not one")
    return found[0]


def documents(path: Path, *, reference_date: dt.date | None = None, manifest: Path | None = None, split: bool = True) -> Iterator[Document]:
    """The documents of one file, all of them read before the first is handed out.

    Args:
        path: a file; its suffix gives the format, an unknown one is read as text.
        reference_date: the day the texts were written, where the manifest does not say it.
        manifest: the manifest to use; None: the `manifest.toml` beside the file, if there is one. A file it does not list has no entry.
        split: False: each text is one article (a manifest's articles still hold).

    Raises:
        DocumentError: missing, unreadable, empty, binary, not UTF-8, too large, malformed, or a library of the extra `docs` is missing.
        ManifestError: the manifest is malformed, or does not fit the file (checksum, offsets).
    """
    data = _bytes(path)
    listed = _manifest(manifest or manifests.beside(path))
    yield from read_bytes(data, path, reference_date=reference_date, manifest=listed, split=split)


def read_bytes(
    data: bytes, path: Path = Path("stdin"), *, reference_date: dt.date | None = None, manifest: Manifest | None = None, split: bool = True
) -> list[Document]:
    """The documents in `data`, as if it were the content of `path` (standard input, say); else as `documents`."""
    if not data:
        raise DocumentError(str(path), "the file is empty")
    sha256 = hashlib.sha256(data).hexdigest()
    entry = manifest.entry(path, sha256) if manifest else None
    module = import_module(f"factdb.readers.{FORMATS.get(path.suffix.lower(), 'plain')}")
    sources: list[Source] = list(module.read(str(path), data))
    if entry and entry.articles and len(sources) != 1:
        assert manifest is not None
        raise ManifestError(manifest.path, f"{path.name}: articles are given for a file of {len(sources)} documents")
    return [_document(path, sha256, source, manifest, entry, reference_date, split) for source in sources]


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(str(path), "is a folder")
        check_size(str(path), path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(str(path), error.strerror or str(error)) from error


def _manifest(path: Path | None) -> Manifest | None:
    if path is None:
        return None
    try:
        stat = path.stat()
    except OSError as error:
        raise DocumentError(str(path), error.strerror or str(error)) from error
    return _loaded(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _loaded(path: Path, _changed: int, _size: int) -> Manifest:
    """One parse for all files of a folder; the time of change in the key keeps it fresh."""
    return manifests.load(path)


def _document(
    path: Path,
    sha256: str,
    source: Source,
    manifest: Manifest | None,
    entry: DocumentEntry | None,
    reference_date: dt.date | None,
    split: bool,
) -> Document:
    """Manifest > option > what the file says > what the text says."""
    reference = entry.reference if entry else None
    if reference is None and reference_date is not None:
        reference = Reference(reference_date, Grain.DAY, "option")
    if reference is None and source.date is not None:
        reference = Reference(source.date, Grain.DAY, "front_matter", source.date_evidence)
    name = f"{path.stem}#{source.record}" if source.record is not None else path.stem
    publisher = (entry.publisher if entry else None) or source.publisher
    if entry and entry.articles:
        assert manifest is not None
        articles = _given(manifest, entry, source.text, reference, publisher)
    else:
        articles = pipeline.document(
            source.text, name=name, reference=reference, publisher=publisher, split=split and not source.is_article
        ).articles
    return Document(
        name,
        source.text,
        articles,
        path=str(path),
        sha256=source.sha256 or sha256,
        title=(entry.title if entry else None) or source.title,
        publisher=publisher,
        url=(entry.url if entry else None) or source.url,
        producer=source.producer,
        producer_version=source.producer_version or __version__,
    )


def _given(manifest: Manifest, entry: DocumentEntry, text: str, reference: Reference | None, publisher: str | None) -> tuple[Article, ...]:
    """The articles as the manifest cuts them."""
    parts: tuple[ArticleEntry, ...] = entry.articles
    articles = []
    for number, part in enumerate(parts, 1):
        following = parts[number].start if number < len(parts) else len(text)
        span = Span(part.start, following if part.end is None else part.end)
        if span.end > len(text) or span.start >= span.end:
            raise ManifestError(manifest.path, f"{entry.file}: article {number} ends at {span.end}, the text at {len(text)}")
        articles.append(
            structure.article(
                text,
                span,
                number=number,
                title=part.title,
                reference=part.reference or reference,
                publisher=part.publisher or publisher,
                speaker=part.speaker,
                reason="manifest",
            )
        )
    return tuple(articles)
