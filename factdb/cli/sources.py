"""The documents that a command speaks of: files named, else those of the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from factdb import readers
from factdb.cli import say
from factdb.db import store, verify
from factdb.errors import FactdbError
from factdb.values import Document


def documents(
    files: tuple[Path, ...], database: str, *, date: dt.date | None = None, manifest: Path | None = None, split: bool = True
) -> Iterator[Document]:
    """Documents of files and folders; of all files of the database when none is named. What cannot be read is said and left out."""
    paths = list(readers.files(files)) if files else stored(database)
    for path in paths:
        try:
            yield from readers.documents(path, reference_date=date, manifest=manifest, split=split)
        except FactdbError as error:
            say(str(error))


def folders(database: str) -> list[Path]:
    """Where stored paths may start: the database's folder, the current one, and those of the seeds that came with the program."""
    import factdb

    path = store.path_of(database)
    package = Path(factdb.__file__).parent
    return [*([path.parent] if path else []), Path(), package, package.parent]


def stored(database: str) -> list[Path]:
    """Where the files of a database are now, in the order they were read."""
    places = folders(database)
    with store.reading(database) as connection:
        rows = connection.exec_driver_sql("SELECT DISTINCT path FROM document ORDER BY document_id").scalars().all()
    return [verify.resolve(stored_path, places) for stored_path in rows]


def named(name: str, database: str) -> Path:
    """The file that `name` means: a path, else the one file of the database whose document's name begins so.

    Raises:
        DatabaseError: neither.
    """
    if Path(name).is_file():
        return Path(name)
    found = [path for path in stored(database) if path.stem.startswith(name) or str(path).endswith(name)]
    if len(found) != 1:
        raise FactdbError(f"{name}: " + ("no such file, nor a document of the database" if not found else f"{len(found)} files begin so"))
    return found[0]
