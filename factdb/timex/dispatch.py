"""Which rules can begin with which class: so that at each word only those few are tried.

`first_of` reads the start of a pattern as `scan.classes_of` writes it: groups, look-arounds, character classes, bounded repeats.
"""

from __future__ import annotations

from typing import Final

_LOOK: Final = ("?=", "?!", "?<=", "?<!")
_OPENERS: Final = ("?:", *_LOOK, "")


def first_of(pattern: str) -> frozenset[str]:
    """Characters that a match of the pattern can begin with; no pattern here matches nothing at all."""
    return frozenset(_alternatives(pattern, 0)[0])


def _alternatives(pattern: str, at: int) -> tuple[set[str], bool, int]:
    """(first characters, whether it may be empty, offset behind) of alternatives up to the closing bracket or the end."""
    first: set[str] = set()
    empty = False
    while True:
        chars, may_be_empty, at = _sequence(pattern, at)
        first |= chars
        empty = empty or may_be_empty
        if at >= len(pattern) or pattern[at] == ")":
            return first, empty, at
        at += 1  # "|"


def _sequence(pattern: str, at: int) -> tuple[set[str], bool, int]:
    first: set[str] = set()
    open_ = True  # all so far may be empty
    while at < len(pattern) and pattern[at] not in "|)":
        if pattern[at].isspace():
            at += 1
            continue
        chars, empty, at = _atom(pattern, at)
        if at < len(pattern) and pattern[at] in "?*":
            empty, at = True, at + 1
        elif at < len(pattern) and pattern[at] == "{":
            empty = empty or pattern[at + 1] == "0"
            at = pattern.index("}", at) + 1
        if open_:
            first |= chars
        open_ = open_ and empty
    return first, open_, at


def _atom(pattern: str, at: int) -> tuple[set[str], bool, int]:
    char = pattern[at]
    if char == "(":
        look = any(pattern.startswith(mark, at + 1) for mark in _LOOK)
        at = (
            pattern.index(">", at) + 1
            if pattern.startswith("?P<", at + 1)
            else at + next(len(mark) for mark in _OPENERS if pattern.startswith(mark, at + 1)) + 1
        )
        chars, empty, at = _alternatives(pattern, at)
        return (set(), True, at + 1) if look else (chars, empty, at + 1)
    if char == "[":
        end = pattern.index("]", at + 2)
        return _members(pattern[at + 1 : end]), False, end + 1
    if char == "\\":
        if pattern[at + 1] == "u":
            return {chr(int(pattern[at + 2 : at + 6], 16))}, False, at + 6
        return {pattern[at + 1]}, False, at + 2
    return {char}, False, at + 1


def _members(inside: str) -> set[str]:
    """Characters of a class; none here is negated or has ranges."""
    out: set[str] = set()
    at = 0
    while at < len(inside):
        chars, _, at = _atom(inside, at) if inside[at] == "\\" else ({inside[at]}, False, at + 1)
        out |= chars
    return out
