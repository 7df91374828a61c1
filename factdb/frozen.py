"""`dataclass(frozen=True)` for values that are made by the thousand: frozen to the type checker, plain at run time.

A frozen dataclass sets every field through `object.__setattr__`, so that making one takes three times as long: a twentieth of the whole
extraction. mypy still refuses to assign to a field, equality and hash are those of a frozen one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

__all__ = ["dataclass"]

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False) -> Callable[[type[T]], type[T]]:
        """As `dataclasses.dataclass`."""
        return dataclasses.dataclass(unsafe_hash=frozen, slots=slots)
