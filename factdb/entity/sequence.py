"""Capitalised phrases: the pattern that finds them in a text, and the pieces that they are cut into."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from factdb.entity import heads
from factdb.values import EntityKind

# a word of a name; a possessive 's ends it unless lexicon/not_names.toml [possessive] says it stays inside
_CAPITAL: Final = r"[^\W\d_a-z][^\W_]*+(?>(?:(?:'(?!s\b)|[.&/-])[^\W_]+)*)"


# the same for most of them, tried first: plain letters up to a blank or a mark that ends every word
_PLAIN: Final = r"[A-Z][a-z]++(?![\w'.&/-])"
# whose the body is that follows: "Workers' Union", "Citizens' Party" (the look ahead spares the endings of most words)
_MEMBERS: Final = r"(?=[A-Z][a-z]++'[ ][A-Z])[A-Z][a-z]{2,14}(?:er|or|ist|ant|ent|en|ee|teran)s'"


@cache
def sequence_pattern() -> re.Pattern[str]:
    """Capitalised words with the connectors that may join them ("Ministry of Trade and Industry of Norway")."""
    small = "|".join(sorted(heads.cues("particle"), key=len, reverse=True))
    joined = "|".join(sorted(map(re.escape, heads.words("possessive", "joined"))))
    return re.compile(
        rf"""
        (?<![\w'])
        (?:
            {_PLAIN}
          | (?:[A-Z]\.){{2,}}(?:[A-Z]\b)?              # U.S.
          | (?:{joined})'s\b                           # People's Bank
          | (?:St|Mt|Dr|Mr|Mrs|Ms|Gen|Sen|Rep|Gov|Prof|Lt|Col)\.(?=[ ][A-Z])
          | [A-Z]\.(?=[ ][A-Z])                        # J. Smith
          | {_MEMBERS}                                 # Workers' Union
          | {_CAPITAL}
        )
        (?>(?:
            (?:[ ](?:(?:of|for|and|on|&)[ ](?:the[ ])?|(?:(?:{small})[ ]){{1,2}}|[0-9]{{1,3}}(?:st|nd|rd|th)[ ])?(?:(?:al|el|ul|as|an|ad)-)?)
            (?![a-z])
            (?: {_PLAIN} | (?:[A-Z]\.){{2,}}(?:[A-Z]\b)? | (?:{joined})'s\b | (?:St|Mt|Dr|Gen|Sen|Rep|Gov|Prof|Lt|Col)\.(?=[ ][A-Z]) | [A-Z]\.(?=[ ][A-Z]) | {_MEMBERS} | {_CAPITAL} )
          | ,?[ ](?:Jr|Sr)\b\.?
          | [ ](?:Inc|Corp|Ltd|Co|Bros)\.
        ){{0,24}})                                     # no name is longer; a page of capitals is cut
        """,
        re.VERBOSE,
    )


class Chunk(NamedTuple):
    """A name inside a capitalised phrase; `start`/`end` are relative to the phrase.

    method: gazetteer, adjective, shape (by head noun or title), word (a capitalised word that nothing explains).
    """

    start: int
    end: int
    name: str
    kind: EntityKind
    method: str
    code: str | None = None
    title: str | None = None
    head: str | None = None  # head noun in lower case, where the name has one


class Word(NamedTuple):
    """A word of such a phrase, with its offsets in it."""

    start: int
    end: int
    text: str
    joins: bool  # a connector, not a word of its own
