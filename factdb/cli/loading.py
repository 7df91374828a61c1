"""Files -> claims -> rows: what `build` and `ingest` share. Here the two halves of factdb meet."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from factdb import __version__, pipeline, readers, ruleset
from factdb.cli import counted, reference, say
from factdb.db.store import Outcome, Store
from factdb.errors import DatabaseError, FactdbError

# files that failed, by name in the summary; each has had its own line
_NAMED: Final = 8


@dataclass
class Loaded:
    """What became of the files: counts by outcome, and the faults."""

    outcomes: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    failed: list[str] = field(default_factory=list)

    def summary(self) -> str:
        """One line: "5 files: 3 new, 1 unchanged, 1 failed (x.txt); 214 claims"."""
        total = sum(self.outcomes.values()) + len(self.failed)
        parts = [f"{self.outcomes[done]} {done}" for done in ("new", "replaced", "unchanged") if self.outcomes[done]]
        if self.failed:
            more = f" and {len(self.failed) - _NAMED} more" if len(self.failed) > _NAMED else ""
            parts.append(f"{len(self.failed)} failed ({', '.join(self.failed[:_NAMED])}{more})")
        return f"{counted(total, 'file')}: {', '.join(parts) or 'nothing to read'}; {counted(self.claims, 'claim')}"


def store(database: str, home: Path | None = None, called: str | None = None) -> Store:
    """The database, open for writing, knowing our units and metrics; `called`: what messages call it."""
    return Store(
        database,
        tool_version=__version__,
        ruleset_sha256=ruleset.sha256(),
        units=reference.units(),
        metrics=reference.metrics(),
        aliases=reference.aliases(),
        home=home,
        called=called,
    )


def load(store: Store, files: Iterable[Path], *, date: dt.date | None = None, manifest: Path | None = None, split: bool = True) -> Loaded:
    """Read, extract and save each file, in its own transaction. A fault of one file is said and the others go on."""
    loaded = Loaded()
    todo = list(files)
    progress = sys.stderr.isatty()
    for number, path in enumerate(todo, 1):
        if progress:
            sys.stderr.write(f"\r\x1b[K[{number}/{len(todo)}] {path}"[:200])
            sys.stderr.flush()
        try:
            outcome = _one(store, path, date, manifest, split)
        except FactdbError as error:
            if progress:
                sys.stderr.write("\r\x1b[K")
            say(str(error))
            loaded.failed.append(str(path))
        else:
            loaded.outcomes[outcome.done] += 1
            loaded.claims += outcome.claims
    if progress:
        sys.stderr.write("\r\x1b[K")
    return loaded


def _one(store: Store, path: Path, date: dt.date | None, manifest: Path | None, split: bool) -> Outcome:
    documents = list(readers.documents(path, reference_date=date, manifest=manifest, split=split))
    known = store.unchanged(str(path), documents)
    if known:
        return known
    found = [(document, pipeline.claims(document)) for document in documents]
    try:
        return store.save(str(path), found)
    except DatabaseError as error:
        raise DatabaseError(f"{path}: not saved: {error}") from error
