"""Phrases that set a name aside: those that name a source and those that compare."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from factdb.frame.scope import Scope
from factdb.lexicon import either, table


def _small(phrases: Sequence[str]) -> str:
    # letters of one case: with IGNORECASE each phrase is tried at each word, without by its first letter only
    return either([phrase.lower() for phrase in phrases])


@cache
def source_pattern() -> re.Pattern[str]:
    """From the words that name a source to the end of their phrase, in a text written small."""
    row = table("about")["source"]
    return re.compile(
        rf"""
        \b (?: (?:{_small(row["phrases"])})
          | (?:{_small(row["papers"])}) [ ] (?:[a-z]+[ ])? (?:by|from|of)
          | (?:{_small(row["made"])}) [ ] (?:on[ ]\w+[ ])? by
        ) \b [^,;.]{{0,160}}
        | \b told \b (?: (?![ ]that[ ]) [^,;.] ){{0,60}}
        """.replace("\\ ", "[ ]"),
        re.VERBOSE,
    )


@cache
def aside_pattern() -> re.Pattern[str]:
    """From the words that compare or set aside to the end of their phrase, in a text written small (a comma in a number does not end it)."""
    row = table("about")["aside"]
    return re.compile(
        rf"""
        \b (?: (?:{_small(row["phrases"])})
          | addition[ ]to (?![ ]\w+ing\b)
          | (?<!more[ ])(?<!less[ ])(?<!fewer[ ]) than
          | (?:times|twice) [ ] as [ ] [a-z]+ [ ] (?:[a-z]+[ ]){{0,2}}? as
          | (?:after|at|during|before|to|in) [ ] (?:the|a|an|its|their) [ ] (?:[a-z0-9-]+[ ]){{0,2}} (?:{_small(row["meetings"])}) [ ] of
        ) \b (?: (?![ ]that[ ]) [^,;.] | (?<=[0-9])[,.](?=[0-9]) ){{0,100}}
        """.replace("\\ ", "[ ]"),
        re.VERBOSE,
    )


class _Openers(NamedTuple):
    """What a sentence holds one of where a pattern matches: two looks that are quicker than the pattern."""

    phrases: tuple[str, ...]  # in lower case
    words: frozenset[str]  # the longest of each

    def may_be(self, scope: Scope) -> bool:
        """Whether the pattern may match in the sentence."""
        return not self.words.isdisjoint(scope.words) and any(map(scope.lower.__contains__, self.phrases))


@cache
def openers() -> tuple[_Openers, _Openers]:
    """Those of the patterns of sources and of asides."""
    sources, asides = table("about")["source"], table("about")["aside"]
    found = []
    for phrases in (
        (*sources["phrases"], *sources["papers"], *sources["made"], "told"),
        (*asides["phrases"], *asides["meetings"], "than", "addition to ", "times as ", "twice as "),
    ):
        lower = tuple(phrase.lower() for phrase in phrases)
        found.append(_Openers(lower, frozenset(max(re.findall("[a-z]+", phrase), key=len) for phrase in lower)))
    return found[0], found[1]


def spans(scope: Scope, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Document offsets of the pattern's matches in a sentence."""
    start = scope.sentence.start
    return [(start + m.start(), start + m.end()) for m in pattern.finditer(scope.lower)]
