"""Words of one sentence with a coarse tag each: closed classes and verb forms from the lexicon, the rest by ending and context.

Tags
    DET   articles, possessives, demonstratives, quantifiers      PREP  prepositions and particles ("up", "of", "to" before a noun)
    TO    "to" before a base verb                                 CONJ  and, or, but, that, if, than, as, while ...
    PRON  personal and relative pronouns                          AUX   be, have, do and modals in every form, also as main verbs
    VERB  base or present form                                    VBD   past form
    VBN   past participle (also before a noun: "revised plan")    VBG   -ing form that is no noun
    NOUN  common noun                                             NAME  capitalised word, month, weekday, code ("COP29")
    ADJ   adjective, ordinal, number-noun compound is NUM MARK NOUN
    ADV   adverb                                                  NUM   digits and number words
    POS   possessive 's or '                                      MARK  everything that is neither letter nor digit
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import repeat
from typing import Final, NamedTuple

from factdb.lexicon import table
from factdb.text import tagger
from factdb.text.remembered import Remembered


def _abbreviations() -> str:
    return "|".join(re.escape(word) for word in table("words")["abbreviation"]["words"].split())


RE_TOKEN: Final = re.compile(
    rf"""
    (?P<initials> \b (?: (?>(?:[A-Za-z]\.){{2,}}) (?>(?:-[^\W\d_]++)?) | [A-Z]\.(?=[ ][A-Z]) | (?:{_abbreviations()})\. ) )  # U.S., J. Doe, Dr.
  | (?P<word> [^\W\d_]++ (?>(?: [&-]?[^\W_]++ | '(?!(?:s|ll|ve|re|d|m)\b)[^\W_]++ )*) )     # Kazakh, state-run, COP29, O'Brien, isn't
  | (?P<clitic> '(?:s|ll|ve|re|d|m)\b )                                                  # company's, we'll
  | (?P<number> [0-9]++ (?>(?:[.,:/][0-9]++)*) (?>(?:st\b|nd\b|rd\b|th\b|s\b|G\b)?) )          # 31.17, 20th, 1990s
  | (?P<mark> [^\w\s] | _ )
    """,
    re.VERBOSE,
)
# the same as one group, for splitting: quicker than one match after the other. Most words are letters up to a blank or mark, tried first.
_RE_PIECE: Final = re.compile(r"([A-Za-z]++(?![\w&'.-]) |" + re.sub(r"\(\?P<[a-z]+>", "(?:", RE_TOKEN.pattern) + ")", re.VERBOSE)
_RE_INITIAL: Final = re.compile(r"[A-Z]\.[ ][A-Z]")
_CAPITALS: Final = 3
_CLOSING: Final = frozenset(".:?!,;")
CALENDAR: Final = frozenset(table("words")["calendar"]["words"].split())
TIME_NOUNS: Final = frozenset(table("words")["time_noun"]["words"].split())
PLURALS: Final = frozenset(table("words")["plural"]["words"].split())


class Token(NamedTuple):
    """One word, number or mark; offsets are the document's. `tag` is one of the module's list."""

    start: int
    end: int
    text: str
    lower: str
    tag: str


_Piece = tuple[int, int, str, str, str]  # start, end, text, lower case and code of a token


def _cut(string: str) -> list[_Piece]:
    """The tokens of a string, with offsets into it."""
    return [(match.start(), match.end(), match[0], *_known(match[0])) for match in _RE_PIECE.finditer(string)]


def _known(word: str) -> tuple[str, str]:
    """Lower-case form of one token, and its code."""
    match = RE_TOKEN.fullmatch(word)
    sort = match.lastgroup if match else "mark" if len(word) == 1 else "initials"  # "J." needs its name behind it to match
    lower = word.lower()
    if sort == "word":
        return (lower, tagger.code(lower)) if word == lower else (lower, "CAP")
    if sort == "number":
        return lower, "ADJ" if word[-1] in "htd" else "NAME" if word[-1] == "G" else "NUM"
    if sort == "clitic":
        return lower, "POS" if lower == "'s" else "AUX"
    return lower, "MARK" if sort == "mark" else "PREP" if lower == "vs." else "NAME"


# what stands between two blanks has the same tokens wherever it stands, and most of it was met before
_TOKENS_OF: Final = Remembered(_cut)


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Tagged tokens of `text[start:end]` (folded text, one sentence) in order; offsets count from the start of `text`."""
    sentence = text[start:end]
    starts: list[int] = []
    ends: list[int] = []
    texts: list[str] = []
    lowers: list[str] = []
    codes: list[str] = []
    at = start
    # an initial needs the name behind it
    for piece in sentence.split(" ") if _RE_INITIAL.search(sentence) is None else (sentence,):
        for first, last, written, lower, code in _TOKENS_OF[piece]:
            starts.append(at + first)
            ends.append(at + last)
            texts.append(written)
            lowers.append(lower)
            codes.append(code)
        at += len(piece) + 1
    if not texts:
        return []
    tags = tagger.resolve(lowers, codes, heading=_is_heading(texts, codes))
    return list(map(tuple.__new__, repeat(Token), zip(starts, ends, texts, lowers, tags, strict=True)))


def _is_heading(texts: list[str], codes: list[str]) -> bool:
    """Whether three in four of the longer words are capitalised, so that a capital says nothing."""
    if texts[-1] in _CLOSING or codes.count("CAP") < _CAPITALS:
        return False
    long = [code == "CAP" for word, code in zip(texts, codes, strict=True) if len(word) > 3 and "." not in word and _is_word(word, code)]
    capitals = sum(long)
    return capitals >= _CAPITALS and capitals * 4 >= len(long) * 3


def _is_word(word: str, code: str) -> bool:
    return code == "CAP" or (word[0].isalnum() and not word[0].isdecimal())


def noun_phrase_end(tokens: Sequence[Token], i: int) -> int:
    """Index after the head of the noun phrase whose words after the number begin at `tokens[i]`; `i` itself where none begins.

    The phrase is modifiers and nouns up to the last noun before anything else: "new freight trains | from ...", "small and
    medium-sized enterprises", "member states' | exports" (a possessive ends it). `tokens[end - 1]` is the head.
    """
    end, j, count = i, i, len(tokens)
    while j < count:
        token = tokens[j]
        tag = token.tag
        if tag in ("NOUN", "NAME"):
            if tag == "NAME" and end > i and (token.lower in CALENDAR or _is_plural(tokens[end - 1])):
                break
            if tag == "NAME" and token.lower in CALENDAR and end == i:
                break
            if end > i and _is_plural(tokens[end - 1]) and token.lower in TIME_NOUNS:
                break
            end = j + 1
        elif tag in ("ADJ", "VBN", "VBG"):
            # a modifier goes before the first noun, or joins one by a comma or "and"
            if end > i:
                break
            if tag == "VBG" and j > i and tokens[j - 1].tag not in ("ADJ", "ADV", "VBN"):
                break
        elif tag == "ADV":
            if end > i or j + 1 >= count or tokens[j + 1].tag not in ("ADJ", "VBN"):
                break
        elif token.lower == "," or tag == "CONJ":
            linked = token.lower in (",", "and", "or") and end == i and j > i and j + 1 < count
            if not linked or tokens[j - 1].tag not in ("ADJ", "VBN") or tokens[j + 1].tag not in ("ADJ", "VBN"):
                break
        else:
            break
        j += 1
    return end


def _is_plural(token: Token) -> bool:
    """Whether a noun looks plural: nothing but another plain noun can go on with its phrase."""
    return token.lower in PLURALS or (token.lower.endswith("s") and not token.lower.endswith(("ss", "us", "is")))
