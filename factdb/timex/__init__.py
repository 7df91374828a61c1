"""Time expressions: found in a folded text, then resolved against a reference date."""

from __future__ import annotations

from dataclasses import dataclass

from factdb.values import Reference, Span, Timex, TimexType

__all__ = ["Expression", "find", "resolve"]


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression as found, not yet resolved."""

    span: Span
    full: Span
    type: TimexType


def find(text: str) -> tuple[Expression, ...]:
    """Time expressions of a folded text, in text order, none overlapping another."""
    return ()


def resolve(expression: Expression, reference: Reference | None, text: str) -> Timex:
    """The expression as interval and TIMEX3 value; unresolved with a reason where `reference` is needed and None."""
    raise NotImplementedError
