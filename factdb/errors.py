"""Errors: one base, children that carry data. Only the CLI turns them into messages and exit codes."""

from __future__ import annotations


class FactdbError(Exception):
    """Anything factdb reports to its user: `str(error)` is one clear line."""


class DocumentError(FactdbError, ValueError):
    """A file that cannot be read as a document: names the file and the fault."""

    def __init__(self, path: str, fault: str) -> None:
        super().__init__(f"{path}: {fault}")
        self.path = path
        self.fault = fault


class ManifestError(FactdbError, ValueError):
    """A manifest that is malformed or does not fit its files."""

    def __init__(self, path: str, fault: str) -> None:
        super().__init__(f"{path}: {fault}")
        self.path = path
        self.fault = fault


class LexiconError(FactdbError, ValueError):
    """A fault in a lexicon data file: names the file and the key."""

    def __init__(self, file: str, key: str, fault: str) -> None:
        super().__init__(f"{file}: [{key}]: {fault}")
        self.file = file
        self.key = key
        self.fault = fault


class DatabaseError(FactdbError, RuntimeError):
    """A database that is missing, broken, locked or of another version."""
