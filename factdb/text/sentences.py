"""Where sentences end. Only marks that can end one are looked at; the rest of the text is never touched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from factdb.lexicon import table
from factdb.text.layout import words
from factdb.values import Span

# marks with what closes after them, then blanks (or none where lines were run together: "fell.The mill")
_RE_END: Final = re.compile(r"(?P<mark>[.!?\u2026]++)(?P<closers>[\"')\]]{0,4})(?:(?P<blank>\s++)|(?=[A-Z][a-z]))")
_RE_NEXT: Final = re.compile(r"(?P<open>[\"'(\[\u2014\u2013-]{0,3}\s?)(?P<word>[^\W\d_][\w'-]*|[0-9])?")
_RE_WORD_BEFORE: Final = re.compile(r"[\w.'&-]*$")
_RE_DOTTED: Final = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]$")
# classes of lexicon/words.toml whose members, in capitals, start a sentence rather than stand in a name
_STARTERS: Final = ("determiner", "preposition", "pronoun", "conjunction", "auxiliary", "adverb")

# no sentence is longer (a table or list without marks may be): rules look at all figures, names and verbs of one together
_LONGEST: Final = 1_200


@cache
def _starters() -> frozenset[str]:
    classes = table("words")
    return frozenset(word for name in _STARTERS for word in classes[name]["words"].split())


def sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Sentences of `text[start:end]` (one block, folded) in order, without outer blanks; they cover all that is not blank."""
    out: list[Span] = []
    first = start
    for match in _RE_END.finditer(text, start, end):
        if match.end() < end and _ends(text, match, first, end):
            after = match.end("closers")
            out.append(Span(first, after))
            first = match.end()
    if first < end:
        out.append(Span(first, end))
    if end - start > _LONGEST:
        return tuple(piece for span in out for piece in _cut(text, span))
    return tuple(out)


def _cut(text: str, span: Span) -> Iterator[Span]:
    """The span in pieces of `_LONGEST` at most, each up to the last comma, semicolon or line's end in its second half, else blank."""
    start = span.start
    while span.end - start > _LONGEST:
        half, last = start + _LONGEST // 2, start + _LONGEST - 1
        at = max(text.rfind(mark, half, last) for mark in (", ", "; ", "\n"))
        at = at if at >= 0 else text.rfind(" ", half, last)
        # whatever is as long without a blank is no text
        stop = at + 1 if at >= 0 else last
        yield Span(start, len(text[start:stop].rstrip()) + start)
        start = stop
        while start < span.end and text[start].isspace():
            start += 1
    if start < span.end:
        yield Span(start, span.end)


def _ends(text: str, match: re.Match[str], first: int, end: int) -> bool:
    """Whether the mark at `match` ends the sentence that began at `first`."""
    following = _RE_NEXT.match(text, match.end(), end)
    word = following["word"] if following else None
    mark, closers = match["mark"], match["closers"]
    if not word or word[0].islower():
        # a bracket or a sign that is no letter: a sentence may start with it, a lower-case word does not start one
        return word is None and following is not None and mark[-1] in ".!?" and len(mark) == 1
    lower = word.lower()
    if not match["blank"]:
        return _run_together(text, match, lower)
    if mark[0] == "\u2026" or (len(mark) > 1 and mark[0] == "."):
        # one that stands by itself leaves something out; one at a word may end it
        return lower in _starters() and match.start() > first and not text[match.start() - 1].isspace()
    if mark[0] != ".":
        # "Why now?" Lund asked
        return not (closers and _is_tagged(text, match.end(), end)) and lower != "inc"
    if closers:
        return True
    word_before = text[max(first, match.start() - 24) : match.start()].rpartition(" ")[2]
    if not word_before.isalnum():
        before = _RE_WORD_BEFORE.search(text, max(first, match.start() - 24), match.start())
        word_before = before.group().lstrip("'-.") if before else ""
    return _ends_after(word_before, lower, match.start() - len(word_before) <= first)


def _ends_after(word_before: str, following: str, at_start: bool) -> bool:
    """Whether a full stop after `word_before` ends the sentence when `following` (lower case) comes next; `at_start`: nothing stands before."""
    lower = word_before.lower()
    if not word_before:
        return True
    if lower in words("title"):
        return False
    figure = following[0].isdigit()
    if lower in words("numbered") and figure:
        return False
    if word_before.isdigit() or (len(word_before) <= 4 and at_start):
        # "3. The mill": a number of a list, not a sentence
        return not (at_start and len(word_before) <= 3)
    if lower in words("abbreviation"):
        return following in _starters()
    if _RE_DOTTED.match(word_before) and (len(word_before) == 1 or "." in word_before):
        # an initial or dotted capitals; "I" ends sentences as any word does
        return word_before == "I" or following in _starters() or (word_before.islower() and len(word_before) == 1)
    return True


def _run_together(text: str, match: re.Match[str], following: str) -> bool:
    """Whether "fell.The mill" is two sentences: a lower-case word or closing quote before, a word behind that starts a sentence or stands alone."""
    before = text[match.start() - 1 : match.start()]
    if match["closers"]:
        return before.isalnum() and '"' in match["closers"]
    if before in '%)"':
        return True
    if not before.islower():
        return False
    word_before = _RE_WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
    word = word_before.group() if word_before else ""
    if len(word) < 2 or "." in word or "/" in text[max(0, match.start() - 40) : match.start()].rsplit(" ", 1)[-1]:
        return False
    behind = text[match.end() + len(following) : match.end() + len(following) + 1]
    return behind in " ,"


def _is_tagged(text: str, start: int, end: int) -> bool:
    """Whether a name and a verb of saying follow a closed quotation."""
    head = re.split(r"[^\w'-]+", text[start : min(end, start + 60)].lower())
    return any(word in words("speech_tag") for word in head[:4])
