"""The documents that a command speaks of: files named, standard input, else those of the database."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from factdb import readers
from factdb.cli import say
from factdb.errors import FactdbError
from factdb.values import Document


class Documents:
    """The documents of files, folders and standard input (-), in order. A file that cannot be read is said and left out.

    Args:
        paths: files and folders.
        date, manifest, split: as `readers.documents` takes them.
    """

    def __init__(self, paths: Iterable[Path], *, date: dt.date | None = None, manifest: Path | None = None, split: bool = True) -> None:
        self._paths = paths
        self._date = date
        self._manifest = manifest
        self._split = split
        self._failed = False

    def __iter__(self) -> Iterator[Document]:
        for path in readers.files(self._paths):
            try:
                if str(path) == "-":
                    yield from readers.read_bytes(sys.stdin.buffer.read(), reference_date=self._date, split=self._split)
                else:
                    yield from readers.documents(path, reference_date=self._date, manifest=self._manifest, split=self._split)
            except FactdbError as error:
                say(str(error))
                self._failed = True

    def finish(self) -> None:
        """Exit code 1 when a file could not be read."""
        if self._failed:
            raise click.exceptions.Exit(1)


def folders(database: str) -> list[Path]:
    """Where stored paths may start: the database's folder, the current one, and those of the seeds that came with the program."""
    import factdb
    from factdb.db import store

    path = store.path_of(database)
    package = Path(factdb.__file__).parent
    return [*([path.parent] if path else []), Path(), package, package.parent]


def stored(database: str) -> list[Path]:
    """Where the files of a database are now, in the order they were read."""
    from factdb.db import store, verify

    places = folders(database)
    with store.reading(database) as connection:
        rows = connection.exec_driver_sql("SELECT DISTINCT path FROM document ORDER BY document_id").scalars().all()
    return [verify.resolve(stored_path, places) for stored_path in rows]


def named(name: str, database: str) -> Path:
    """The file that `name` means: a path, else the one file of the database whose document's name begins so.

    Raises:
        FactdbError: neither.
    """
    if Path(name).is_file():
        return Path(name)
    found = [path for path in stored(database) if path.stem.startswith(name) or str(path).endswith(name)]
    if len(found) != 1:
        raise FactdbError(f"{name}: " + ("no such file, nor a document of the database" if not found else f"{len(found)} files begin so"))
    return found[0]
