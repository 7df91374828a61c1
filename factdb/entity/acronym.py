"""Acronyms that a document introduces: "Halden Port Authority (HPA)", "HPA (Halden Port Authority)"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from factdb.entity import heads as known_heads
from factdb.entity.gazetteer import Entry, gazetteer, lengths
from factdb.entity.heads import canonical_form, heads, never
from factdb.values import EntityKind

_RE_SHORT: Final = re.compile(r"\((?>(?:the |or |hereafter |\"|')*)(?P<short>[A-Z][A-Za-z0-9&.+-]{1,9})['\"]?(?=[,;) ])")
_RE_REVERSED: Final = re.compile(r"\((?:the )?(?P<long>[A-Z][^()\n]{5,90})\)")
_RE_BEFORE: Final = re.compile(r"(?<![\w.])(?P<short>[A-Z][A-Za-z0-9&.+-]{1,9}) $")
# "Halden Cocoa Board, known as Halbod"
_RE_KNOWN_AS: Final = re.compile(
    r"""
    (?<![\w.&'-]) (?P<long> [A-Z][\w.&'-]{1,40}+ (?: [ ] (?:(?:of|for|and)[ ](?:the[ ])?)? [A-Z][\w.&'-]{1,40}+ ){1,6} ) ,?[ ] \(?
    (?:also[ ]|better[ ]|widely[ ]|commonly[ ])? known[ ]as[ ] (?:the[ ])? ["']? (?P<short> [A-Z][\w-]+ ) \b (?![ ][A-Z])
    """,
    re.VERBOSE,
)
# the capitalised words at the end
_RE_CAPITALS: Final = re.compile(r"(?P<name>[A-Z][\w'-]+(?: (?:(?:of|for|and) (?:the )?)?[A-Z][\w'-]+){1,6})$")
_SHORT: Final = 6
_AGAIN: Final = 2
_RE_WORD: Final = re.compile(r"[^\W_]+(?:'s)?")
_SKIPPED: Final = frozenset({"of", "the", "and", "for", "on", "in", "to", "de"})


@lru_cache(maxsize=4)
def introduced(text: str) -> tuple[dict[str, Entry], dict[str, tuple[int, ...]]]:
    """Forms that `text` (folded) introduces with an acronym -> entry, and their lengths by first word as in `Gazetteer`."""
    forms: dict[str, Entry] = {}
    known = gazetteer()
    for match in _RE_SHORT.finditer(text):
        short = match["short"].rstrip(".")
        if sum(c.isupper() for c in short) < 2:
            continue
        before = text[max(0, match.start() - 140) : match.start()].rsplit("\n", 1)[-1]
        long = long_form(short, before)
        if long is not None and (short in never() or long.rsplit(" ", 1)[-1].lower() in known_heads.words("measure", "heads")):
            forms[short] = COMMON
            forms[canonical_form(long)] = COMMON  # "Gross Domestic Product (GDP)"
        elif long is not None:
            _add(forms, short, long)
        elif (name := _foreign(short, before, text)) is not None:
            _add(forms, short, name)
        elif not before[-40:].istitle() and long_form(short.lower(), before.lower(), small=True) is not None:
            forms[short] = forms[short + "s"] = COMMON  # "special economic zone (SEZ)": an abbreviation, no name
    for match in _RE_REVERSED.finditer(text):
        near = _RE_BEFORE.search(text, max(0, match.start() - 12), match.start())
        if near is None:
            continue
        short, long = near["short"], match["long"]
        if sum(c.isupper() for c in short) >= 2 and short not in forms and long_form(short, long) == long:
            _add(forms, short, long)
    at = text.find(" known as ")
    while at >= 0:
        # both names stand in the line of these words
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        for match in _RE_KNOWN_AS.finditer(text, text.rfind("\n", 0, at) + 1, end):
            if match["short"] not in known.forms:
                _add(forms, match["short"], match["long"].removeprefix("The "))
        at = text.find(" known as ", end)
    for short, long in known.acronyms.items():
        if short not in forms and long in text:
            forms[short] = known.forms[long]
    return forms, lengths(forms)


def _foreign(short: str, before: str, text: str) -> str | None:
    """The name right before an acronym of another language: "Polish Airports (PPL)"; None unless it is a body's and the acronym comes again."""
    match = _RE_CAPITALS.search(before.rstrip())
    if match is None or not short.isupper() or len(short) > _SHORT or text.count(short) < _AGAIN:
        return None
    name = canonical_form(match["name"])
    parts = name.split()
    known = gazetteer().forms
    body = any(word.lower() in heads() or word.lower().removesuffix("s") in heads() for word in (parts[0], parts[-1]))
    polity = (entry := known.get(parts[0])) is not None and entry.polity
    return name if len(parts) > 1 and (body or polity) and name not in known else None


def _add(forms: dict[str, Entry], short: str, long: str) -> None:
    known = gazetteer().forms
    name = canonical_form(long)
    entry = known.get(name)
    if entry is None:
        head = next((heads()[w] for w in _heads_in(name) if w in heads()), None)
        entry = Entry(name, head.kind if head else EntityKind.OTHER, "acronym")
    if short not in known or not known[short].polity:
        forms.setdefault(short, entry._replace(method="acronym"))
        forms.setdefault(short + "s", entry._replace(method="acronym"))
    if name not in known:
        forms.setdefault(name, entry._replace(method="shape"))


def _heads_in(name: str) -> list[str]:
    words = name.lower().split()
    stop = next((i for i, word in enumerate(words) if word in ("of", "for", "on")), len(words))
    return [words[stop - 1], words[-1]] if stop else words[-1:]


COMMON: Final = Entry("", EntityKind.OTHER, "acronym")


def long_form(short: str, before: str, *, small: bool = False) -> str | None:
    """The words at the end of `before` that `short` abbreviates, from a capitalised first word on; None where none fit.

    Each letter of the acronym must be met walking back, the first one at the start of a word (after Schwartz and Hearst, 2003).
    """
    letters = [c.lower() for c in (short[:-1] if short.endswith("s") and short[:-1].isupper() else short) if c.isalnum()]
    before = before.rstrip(" '\"")
    before = before.removesuffix("'s")
    words = list(_RE_WORD.finditer(before))
    if len(letters) < 2 or not words or before[words[-1].end() :]:
        return None
    # an acronym may leave out what follows the last "of" or "for": "Policy Institute of Northern Norway (PI)"
    ends = [len(words), *(k for k in range(len(words) - 1, max(0, len(words) - 7), -1) if words[k].group() in ("of", "for", "on"))]
    for end in ends:
        start = _start(words[:end], letters, before, small)
        if start is not None:
            long = before[start:]
            return long if (" " in long or "-" in long) and len(long) > len(short) else None
    return None


def _start(words: list[re.Match[str]], letters: list[str], before: str, small: bool) -> int | None:
    """Offset in `before` of the first of the words that give all letters, None where they do not."""
    need = len(letters) - 1
    for index in range(len(words) - 1, max(-1, len(words) - 2 * len(letters) - 6), -1):
        word = words[index].group().lower()
        if word in _SKIPPED and (need < 1 or word[0] != letters[need]):
            continue
        # a word may give several letters ("Macroeconomic" ME), the first of them its own first letter
        used = _letters_from(word, letters, need)
        if used < 0:
            return None
        need -= used
        if need < 0:
            start = words[index].start()
            return start if small or before[start].isupper() else None
    return None


def _letters_from(word: str, letters: list[str], need: int) -> int:
    """How many letters up to `letters[need]` the word gives, walking back: its first letter last; 0 for a word passed over, -1 for none."""
    for count in (1, 2, 3):
        if count > need + 1:
            break
        wanted = letters[need - count + 1 : need + 1]
        if word[0] == wanted[0]:
            at = 0
            for letter in wanted[1:]:
                at = word.find(letter, at + 1)
                if at < 0:
                    break
            else:
                return count
    return 0 if len(word) > 3 and need < len(letters) - 1 else -1
