"""Counted nouns: the noun phrase after a number, up to its head."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from factdb.quantity import lexemes as lex
from factdb.text import tagger
from factdb.text.tokens import CALENDAR, PLURALS, TIME_NOUNS

RE_WORD: Final = re.compile(
    r"""
    (?P<gap> [ \n] | [ ]?\([A-Za-z][A-Za-z.]{1,9}\)[ ] | [ ]["'\[] | [\]"][ ] | ,[ ] | -(?=[a-z]) )
    (?P<word> (?:[A-Za-z]\.){2,4}
            | [0-9]{1,2} (?: ,[ ][0-9]{1,2} ){0,4} (?: [ ](?:and|or|to)[ ][0-9]{1,2} )? [ ][a-z]++ (?=[ ][a-z]{1,20}s\b)  # 2, 3 and 4 bedroom
            | [0-9]{1,4}(?:[.,][0-9]{1,3})?-[A-Za-z]++(?>(?:-[a-z]++)?) | [A-Z][A-Za-z]{0,3}-[0-9]{1,4}[A-Z]?+ | [^\W\d_]++ (?>(?: [&'/-]?[^\W_]++ )*) )
    """,
    re.VERBOSE,
)
_STOP: Final = frozenset({"PREP", "CONJ", "PRON", "AUX", "DET", "VERB", "VBD", "MARK", "NUM", "POS"})
_CLOSED: Final = frozenset({"PREP", "CONJ", "AUX", "PRON", "DET", "VBD", "D"})
_MODIFIER: Final = frozenset({"ADJ", "JN", "JV", "D", "VBN", "DB", "VBG", "GN", "ADV"})
_QUANTIFIER: Final = frozenset({"more", "fewer", "additional", "other", "further", "extra", "less", "most", "such"})
_SINGULAR: Final = frozenset({"NOUN", "JN", "NV", "GN"})
_NO_PLURAL: Final = lex.words("no_plural")
_LONGEST: Final = 8


class Phrase(NamedTuple):
    """`[start, end)` runs from the first word after the number to the end of the head; `head` is the head in lower case."""

    start: int
    end: int
    head_start: int
    head: str


@cache
def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun ("jobs", "people", "aircraft")."""
    if word in _NO_PLURAL:
        return False
    if word in PLURALS or (word.endswith("men") and len(word) > 5):
        return True
    last = word.rpartition("-")[2]
    if word.endswith(("ese", "ench", "utch")):
        return True
    if not last.endswith("s") or last.endswith(("ss", "us", "is", "'s")) or len(last) < 3:
        return last in PLURALS
    return tagger.code(last) in ("NOUN", "NVS", "NV", "VERB", "CAP", "JN", "GN")


def _code(word: str, lower: str) -> str:
    code = tagger.code(lower)
    if word != lower and lower not in PLURALS:
        # headings write every word so: function words and verbs stay what they are
        return code if code in _CLOSED and word[1:].islower() and len(word) > 1 else "CAP"
    # superlatives of words the lexicon does not name
    return "ADJ" if code == "NOUN" and lower.endswith("iest") else code


def after_number(text: str, lower: str, position: int, *, one: bool = False, hyphen: bool = False) -> Phrase | None:  # noqa: PLR0912 - one case a word class
    """The counted noun phrase of a number that ends at `position`; None where the words there are not counted.

    The head is the first plural noun, or the last of several in a row ("sports clubs"); modifiers of any class but the closed
    ones may stand before it. After "one" and in a compound ("100-vehicle") the head is singular.
    """
    if hyphen or lower[position : position + 1] == "-":
        return _compound(text, lower, position)
    start = -1
    head: Phrase | None = None
    owner: Phrase | None = None
    tag = ""
    for _ in range(_LONGEST):
        match = RE_WORD.match(text, position)
        if not match or (match["gap"] == "-" and start < 0):
            break
        gap, word = match["gap"], match["word"]
        if start < 0 and word[0].isdigit() and "-" not in word:
            break
        small = lower[match.start("word") : match.end("word")]
        code = _code(word, small)
        if head:
            # behind a head only another plural goes on, or, after "one", another noun
            if gap != " " and not gap.startswith(" ("):
                break
            plain = word == small or text[head.head_start].isupper()
            if not plain or small in TIME_NOUNS or small in CALENDAR:
                break
            if one:
                if code not in ("NOUN", "JN") or small.endswith("s"):
                    break
            elif code not in ("NOUN", "NVS") or not is_plural(small) or small in PLURALS:
                break
        elif gap == ", ":
            if start < 0 or tag not in ("ADJ", "CAP"):
                break
        elif small in ("and", "or", "but", "&") and start >= 0 and tag != "PREP":
            position, tag = match.end(), "and"
            continue
        # "new build homes": after an adjective a verb's form is a noun
        verbal = code == "VERB" and (is_plural(small) or tag in ("ADJ", "JN"))
        if not head and small not in _QUANTIFIER and (small in CALENDAR or (code in _STOP and not verbal)):
            break
        if small in _QUANTIFIER and lower.startswith(" than", match.end()):
            break
        if start < 0:
            start = match.start("word")
        end = match.end()
        if _may_head(text, word, code, end, one=one):
            if small.endswith(("ese", "ench", "utch")) and not _closed(lower, end):
                pass  # "three Chinese banks"
            elif lower[end : end + 1] == "'" and lower[end + 1 : end + 2] == " ":
                end += 1  # "workers' unions"
                owner = Phrase(start, end - 1, match.start("word"), small)
            elif not (one and _noun_next(text, match.start("word"), end)):
                head = Phrase(start, end, match.start("word"), small)
        position, tag = end, code
    return head or owner


def _may_head(text: str, word: str, code: str, end: int, *, one: bool) -> bool:
    """Whether a word may be the head: a plural, or after "one" any noun; a possessive never."""
    if word.endswith("'s"):
        return False
    if one:
        return code in _SINGULAR or (code == "CAP" and _ends(text, end))
    acronyms = word[-1] == "s" and len(word) > 2 and word[:-1].isupper()  # RBIs, SUVs
    return acronyms or is_plural(word.lower())


def _closed(lower: str, position: int) -> bool:
    """Whether no noun or adjective follows."""
    match = RE_WORD.match(lower, position)
    return (
        not match or match["gap"] != " " or tagger.code(match["word"]) in ("PREP", "CONJ", "AUX", "VBD", "VERB", "PRON", "DET", "D", "ADV")
    )


def _ends(text: str, end: int) -> bool:
    """Whether no other capitalised word follows."""
    return not (text[end : end + 1] == " " and text[end + 1 : end + 2].isupper())


def _noun_next(text: str, position: int, end: int) -> bool:
    """Whether another noun follows the word `[position, end)`."""
    match = RE_WORD.match(text, end)
    if not match or match["gap"] != " ":
        return False
    small = match["word"].lower()
    codes = ("NOUN", "NV", "JN", "GN") if text[position : position + 1].isupper() or "-" in text[position:end] else ("NOUN",)
    return match["word"] == small and tagger.code(small) in codes and not small.endswith("s")


def _compound(text: str, lower: str, position: int) -> Phrase | None:
    """As in "100-vehicle": the part after the hyphen."""
    match = re.compile(r"-(?P<word>[^\W\d_]++)").match(lower, position)
    if not match:
        return None
    return Phrase(match.start("word"), match.end(), match.start("word"), match["word"])


def group(text: str, lower: str, position: int) -> Phrase | None:
    """The group a fraction is of: `position` is right after "of"; determiners are skipped, the head may be of any number."""
    start = -1
    head: Phrase | None = None
    for _ in range(_LONGEST):
        match = RE_WORD.match(text, position)
        if not match:
            break
        gap, word = match["gap"], match["word"]
        small = lower[match.start("word") : match.end("word")]
        code = _code(word, small)
        if gap not in (" ", "\n") and not gap.startswith(" (") and gap not in (" '", ' "'):
            break
        if code in ("DET", "PRON") or small in ("all", "both", "whom", "which"):
            if head or (small in ("them", "us", "it", "those", "which", "whom", "you", "that", "this") and code == "PRON"):
                break
        elif code in _STOP or small in CALENDAR:
            if small in ("and", "or") and start >= 0 and not head:
                position = match.end()
                continue
            break
        elif code in _MODIFIER and code not in ("JN", "GN"):
            if head and not text[head.head_start].isupper():
                break
        elif (head and is_plural(head.head) and not (is_plural(small) and code == "NOUN")) or (
            head and code in ("NV", "NVS", "VERB") and not (is_plural(small) and not is_plural(head.head))
        ):
            break
        else:
            start = match.start("word") if start < 0 else start
            head = None if small.endswith("'s") else Phrase(start, match.end(), match.start("word"), small)
        if start < 0 and code not in ("DET", "PRON"):
            start = match.start("word")
        position = match.end()
        if lower.startswith("' ", position) and small.endswith("s"):
            position += 1
            head = None
    return head
