"""What only looks like a quantity: dates, clock times, names with digits, list numbers, scores, codes."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from factdb.lexicon import table
from factdb.quantity import lexemes as lex
from factdb.quantity import noun
from factdb.quantity.number import Number
from factdb.text import tagger
from factdb.text.tokens import CALENDAR
from factdb.text.trie import alternation

_RE_BLOB: Final = re.compile(r"[0-9A-Za-z_.,:/@#&=?%+'\u2013-]*+")
_RE_MONTH: Final = r"(?:jan(?:uary)?|feb(?:ruary)?|march|mar|april|apr|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_RE_MONTH_BEFORE: Final = re.compile(rf"(?<![a-z]){_RE_MONTH}\.?[ ](?:the[ ])?\Z")
_RE_MONTH_AFTER: Final = re.compile(rf"[ ](?:of[ ])?{_RE_MONTH}(?![a-z])")
_RE_YEAR_DASH: Final = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}[-\u2013/]\Z")
_RE_CLOCK: Final = re.compile(
    r"[ ]?(?:[ap]\.m\.|[ap]m(?![a-z])|o'?clock)|[ ](?:gmt|utc|bst|est|edt|cet|pst|hours[ ](?:local|gmt))(?![a-z])"
)
_RE_ORDINAL: Final = re.compile(r"(?:st|nd|rd|th)(?![a-z])")
_RE_CODE: Final = re.compile(r"[0-9]{1,4}(?:-[0-9]{2,4}){2,}|[0-9]{3}-[0-9]{4}(?![0-9])")  # ISO dates, phone numbers
_RE_TELEPHONE: Final = re.compile(r"0[0-9]{2,5}(?:[ -][0-9]{2,4}){1,4}(?![0-9,.])")
_RE_CLAUSE: Final = re.compile(r"\([a-z]\)")  # 401(k)
_RE_ADDRESS: Final = re.compile(
    rf"(?:[ ][A-Z][A-Za-z'.]+){{1,3}}?[ ](?:{alternation(word.capitalize() for word in table('lookalikes')['street']['words'].split())})(?![A-Za-z])"
)
_RE_MEASURED: Final = re.compile(r"[0-9][a-z]{1,3}/\Z")  # 8GB/256GB
_RE_LIST: Final = re.compile(r"[.)](?=[ \n]|$)")
_RE_DETERMINED: Final = re.compile(r"(?<![a-z])(?:an?|the|first|second|third|his|her|its|their|this|that)[ ]\Z")
_OPENERS: Final = lex.words("opener") | CALENDAR
_YEAR_CUES: Final = lex.words("year_cue")


@cache
def _reference() -> frozenset[str]:
    return frozenset(table("lookalikes")["reference"]["words"].split())


@cache
def _loose_reference() -> frozenset[str]:
    return frozenset(table("lookalikes")["loose_reference"]["words"].split())


def blob_end(lower: str, position: int) -> int:
    """End of the run of letters, digits and joining marks around `position`."""
    match = _RE_BLOB.match(lower, position)
    return max(match.end() if match else position, position + 1)


def telephone(lower: str, number: Number) -> int | None:
    """End of the telephone number that begins with `number`: "0800 123 456"."""
    if lower[number.start] != "0" or not number.plain:
        return None
    match = _RE_TELEPHONE.match(lower, number.start)
    return match.end() if match else None


def glued(text: str, lower: str, number: Number) -> bool:
    """Whether letters or marks join the number to something else: "COP29", "9:30", "4x4", "2.0.1", "5/6", "#3", "737-800"."""
    start, end = number.start, number.end
    if start:
        before = text[start - 1]
        if before.isalnum() or before in "_#@\\=&":
            return True
        earlier = text[start - 2] if start > 1 else " "
        if before == "/" and earlier not in " \n":
            return not _RE_MEASURED.search(lower, max(0, start - 8), start)
        if before in ".,:+'" and earlier.isalnum():
            return before != "," or earlier.isdigit()
        if before == "+" and _RE_CODE.match(lower, end + 1):
            return True
        if before == "'" and earlier in " (\n" and lower[end : end + 1] == "s":
            return True
        if before == "\u2013" and earlier.isalpha():
            return True
        if (
            before == "-"
            and earlier.isalnum()
            and not (lower.endswith(("-to", "-or", "-and", "-of", "-for"), 0, start - 1) or earlier.isdigit())
        ):
            return True
    follows = lower[end : end + 1]
    if follows in ":+/" and lower[end + 1 : end + 2].isdigit():
        return True
    if follows in ",." and lower[end + 1 : end + 2].isdigit():
        return True
    if follows == "(" and _RE_CLAUSE.match(lower, end):
        return True
    if follows == "-" and number.plain and _RE_CODE.match(lower, start):
        return True
    return bool(
        follows.isalpha() and (_ordinal(lower, number) or (lower.startswith(("s ", "s.", "s,", "'s"), end) and number.value % 10 == 0))
    )


def _ordinal(lower: str, number: Number) -> bool:
    """As in "21st", "4th"; but "16st" is a weight."""
    match = _RE_ORDINAL.match(lower, number.end)
    return match is not None and not (
        match.group() == "st" and (lower[number.end - 1] != "1" or lower[number.end - 2] == "1") and number.value > 3
    )


def dated(text: str, lower: str, number: Number) -> bool:
    """Whether the number is a day, part of a date, or a time of the day."""
    if number.scale != 1 or number.value > 9999:
        return False
    if _RE_CLOCK.match(lower, number.end):
        return True
    if number.plain and number.value < 100 and _RE_YEAR_DASH.search(lower, max(0, number.start - 6), number.start):
        return True  # 2017-18
    if number.value > 31:
        return False
    month = _RE_MONTH_BEFORE.search(lower[max(0, number.start - 15) : number.start])
    if month and _capital(text, number.start - len(month.group())):
        return True
    month = _RE_MONTH_AFTER.match(lower, number.end)
    return bool(month and (text[month.start() + 1].isupper() or text[month.start() + 4 : month.start() + 5].isupper()))


def _capital(text: str, position: int) -> bool:
    return 0 <= position < len(text) and text[position].isupper()


def year(lower: str, number: Number, *, counted: bool) -> bool:
    """Whether a plain four-digit integer is a year. `counted`: a plural noun follows it."""
    if not number.plain or number.end - number.start != 4 or not 1000 <= number.value <= 2199:
        return False
    if 1900 <= number.value <= 2100:
        return True
    return not counted or lex.word_before(lower, number.start) in _YEAR_CUES


_GIVEN: Final = frozenset(
    (
        "sold",
        "sell",
        "sells",
        "gave",
        "give",
        "gives",
        "sent",
        "send",
        "sends",
        "lent",
        "offered",
        "promised",
        "cost",
        "costs",
        "owes",
        "owed",
    )
)
# "berths 1 to 7", "reactors 3 and 4"
_RE_SEVERAL: Final = re.compile(r"[ ](?:to|and|through|or)[ ][0-9]{1,3}(?![0-9.,%])|[-\u2013][0-9]{1,3}(?![0-9.,%])")


def named(text: str, lower: str, number: Number, *, counted: bool) -> bool:
    """Whether the number belongs to a name or a label before it: "Boeing 787", "Article 5", "phase 3".

    `counted`: a plural noun follows ("In Tokyo 12 people" is a count, "the Falcon 9" is not).

    """
    start = number.start
    if start < 2 or text[start - 1] != " " or number.scale != 1:
        return False
    head = text[max(0, start - 30) : start - 1]
    word = head.rpartition(" ")[2].rpartition("\n")[2]
    small = word.lower().strip("\"'([.")
    if not small:
        return False
    several = (
        small.endswith("s") and small[:-1] in _reference() and (not word.islower() or _RE_SEVERAL.match(lower, number.end) is not None)
    )
    if small in _reference() or several:
        loose = counted and word.islower() and small in _loose_reference()
        return number.value < 10000 and (number.plain or number.value < 100) and not loose
    versioned = number.digits and number.scale == 1 and number.value < 100
    if not (number.plain or versioned) or number.end - number.start > 4 or word == small:
        return False
    if small in _OPENERS or small.endswith("'s") or not word[-1].isalnum():
        return False
    if not counted:
        # "Reactor 4 was sealed", but "Nearly 4 were"
        return not _opens_sentence(text, start - 1 - len(word)) or (tagger.code(small) == "NOUN" and not noun.is_plural(small))
    # "the Falcon 9 rockets" but "In Tokyo 12 people", "sold Poland 12 tanks"
    before = head[: len(head) - len(word)].rstrip()
    preposition = before.rpartition(" ")[2].lower() in ("in", "on", "at", "for", "from", "to", "near")
    given = before.rpartition(" ")[2] in _GIVEN
    return not preposition and not given and not _opens_sentence(text, start - 1 - len(word))


def _opens_sentence(text: str, position: int) -> bool:
    """Whether a word at `position` begins a sentence or line."""
    before = text[max(0, position - 3) : position].rstrip(' "(')
    return position == 0 or text[position - 1] == "\n" or before.endswith((".", "!", "?", ":", "\n")) or not before


def addressed(text: str, number: Number) -> bool:
    """Whether the number is that of a house: "45 High Street"."""
    return number.plain and number.end - number.start <= 5 and bool(_RE_ADDRESS.match(text, number.end))


def described(text: str, lower: str, number: Number) -> bool:
    """Whether a bare number is a name after its article: "a 911 call", "his first 400 win", "the 787 Dreamliner", "a 737 crashed"."""
    determiner = _RE_DETERMINED.search(lower, max(0, number.start - 10), number.start) if number.plain else None
    if determiner is None:
        return False
    if determiner.group().strip() in ("a", "an"):
        return True
    word = noun.RE_WORD.match(text, number.end)
    if word is None or word["gap"] != " ":
        return False
    if determiner.group().strip() == "the":
        return word["word"][0].isupper() and number.value >= 100
    return tagger.code(word["word"]) in ("NOUN", "NV", "JN", "GN")


def listed(text: str, number: Number) -> bool:
    """Whether the number stands at the beginning of a line as the number of a list item."""
    start, end = number.start, number.end
    opens = start == 0 or text[start - 1] == "\n" or (text[start - 1] in "(#" and (start == 1 or text[start - 2] == "\n"))
    return opens and number.plain and number.value < 100 and bool(_RE_LIST.match(text, end))


def bracketed(text: str, number: Number) -> bool:
    """Whether a small plain number is alone in brackets: a note or a list mark."""
    return (
        number.plain
        and number.value < 1000
        and text[number.start - 1 : number.start] in ("(", "[")
        and text[number.end : number.end + 1] in (")", "]")
    )
