"""Libraries of the extra `docs`, imported on first use."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from factdb.errors import DocumentError


def library(path: str, module: str, package: str) -> Any:
    """The module. Raises DocumentError that says what to install."""
    try:
        return import_module(module)
    except ImportError as error:
        raise DocumentError(path, f"reading it needs {package}: pip install 'factdb[docs]'") from error
