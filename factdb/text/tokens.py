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
from itertools import accumulate, chain, repeat
from operator import itemgetter, sub
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


def _pieces(string: str) -> list[tuple[str, str, str, int, int, int]]:
    """The tokens of a string, each with what `_known` tells of it, its length, and how far it ends behind the one before.

    The first one counts from a blank before the string.
    """
    cut = _RE_PIECE.split(string)  # between the tokens stands what is none: blanks
    found: list[tuple[str, str, str, int, int, int]] = []
    for gap, token in zip(cut[::2], cut[1::2], strict=False):
        found.append((token, *_known(token), len(token), len(gap) + len(token) + (not found)))
    return found


def _known(word: str) -> tuple[str, str, int]:
    """Lower-case form of one token, its code, and 1 for a long lower-case word, 2 for a long capitalised one, else 0."""
    match = RE_TOKEN.fullmatch(word)
    sort = match.lastgroup if match else "mark" if len(word) == 1 else "initials"  # "J." needs its name behind it to match
    lower = word.lower()
    size = len(word) > 3
    if sort == "word":
        return (lower, tagger.code(lower), int(size)) if word == lower else (lower, "CAP", 2 * size)
    if sort == "number":
        return lower, "ADJ" if word[-1] in "htd" else "NAME" if word[-1] == "G" else "NUM", 0
    if sort == "clitic":
        return lower, "POS" if lower == "'s" else "AUX", 0
    return lower, "MARK" if sort == "mark" else "NAME", 0


_PIECES: Final = Remembered(_pieces)
_STEP: Final = itemgetter(5)


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Tagged tokens of `text[start:end]` (folded text, one sentence) in order; offsets count from the start of `text`."""
    sentence = text[start:end]
    # what stands between two blanks has the same tokens wherever it stands, and most of it was met before
    pieces = list(chain.from_iterable(map(_PIECES.__getitem__, sentence.split(" "))))
    if _RE_INITIAL.search(sentence) is not None or sum(map(_STEP, pieces)) != len(sentence) + 1:
        pieces = _pieces(sentence)  # an initial needs its name behind it; several blanks, line ends
    if not pieces:
        return []
    texts, lowers, codes, sizes, lengths, steps = zip(*pieces, strict=True)
    capitals = sizes.count(2)
    heading = capitals >= 3 and capitals * 4 >= (capitals + sizes.count(1)) * 3 and texts[-1] not in _CLOSING
    tags = tagger.resolve(lowers, list(codes), heading=heading)
    ends = list(accumulate(steps, initial=start - 1))[1:]
    return list(map(tuple.__new__, repeat(Token), zip(map(sub, ends, lengths), ends, texts, lowers, tags, strict=True)))


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
