"""An attribute worked out on first use, without the lock that `functools.cached_property` takes before Python 3.12."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

V = TypeVar("V")


class lazy(Generic[V]):  # noqa: N801 - used as a decorator
    """Method -> attribute; the value then stands in the object's `__dict__`, so that later reads find it with no call."""

    def __init__(self, work: Callable[[Any], V]) -> None:
        self.work, self.name, self.__doc__ = work, work.__name__, work.__doc__

    def __get__(self, owner: Any, _: type) -> V:
        found = owner.__dict__[self.name] = self.work(owner)
        return found
