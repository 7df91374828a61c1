"""Folded text -> runs of time words: the only place that reads characters. Everything after works on word classes.

A text is cut into words once. A word that can be the heart of a time expression (a month, a unit, a year, "now") starts a run, which
grows over the neighbouring words of the lexicon; each word of a run is one `Item`, its class one character, so that the grammar is
ordinary regular expressions over class strings (`compile_pattern`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import Any, Final, NamedTuple

from factdb.lexicon import table
from factdb.text.fold import lowered
from factdb.text.pieces import pieces
from factdb.text.remembered import Remembered


class Item(NamedTuple):
    """A word, or a mark between two words (`value` is then None). Offsets are the document's, `word` is lower case."""

    word: str
    value: Any
    start: int
    end: int


class Run(NamedTuple):
    """Neighbouring time words: `classes[i]` is the class character of `items[i]`."""

    classes: str
    items: list[Item]


# units one by one, so that patterns can tell "last year" from "last quarter"; lexicon value -> class name
UNIT_NAMES: Final = {
    "Y": "year", "M": "month_", "W": "week", "D": "day", "DE": "tenyear", "CE": "century", "ML": "millennium", "WE": "weekend",
    "FN": "fortnight", "TH": "hour", "TM": "minute", "TS": "second", "Q": "quarter", "H": "semester",
}  # fmt: skip
_WORD_CLASSES: Final = (
    "month", "weekday", "season", "part_of_day", "clock_point", "day_word", "tonight", "present", "past", "future", "set_word", "every",
    "last", "past_adjective", "previous", "next", "following", "this", "that", "latest", "early", "middle", "late", "ago", "hence",
    "fiscal", "period", "number_word", "scale", "vague", "quarter_code", "half_code", "consecutive", "approximate", "relation", "holiday", "holiday_day", "length_word",
)  # fmt: skip
# classes of number tokens; `dotted` is 22.03.2013, `clock` 10am, `digits8` 20240315, `decade` 1990s
_NUMBER_CLASSES: Final = ("year4", "small", "number", "ordinal", "decade", "clock", "digits8", "dotted", "decimal")
_FUNCTIONS: Final = tuple(dict.fromkeys(table("times")["function"]["words"].values()))
_NAMES: Final = (
    *_NUMBER_CLASSES, *_WORD_CLASSES, *UNIT_NAMES.values(), *(f"{n}s" for n in UNIT_NAMES.values()),
    *(f"w_{f}" for f in _FUNCTIONS),
)  # fmt: skip
# a private-use character a class: never in a pattern's own syntax, never in a text that matters
CODE: Final = {name: chr(0xE000 + i) for i, name in enumerate(_NAMES)}
_UNITS: Final = [*UNIT_NAMES.values()]
_CLOCK_UNITS: Final = ["hour", "minute", "second"]
_GROUPS: Final = {
    "unit": _UNITS,
    "units": [f"{n}s" for n in _UNITS],
    # units of the calendar: "last year", "this quarter"
    "calendar": ["year", "month_", "week", "day", "tenyear", "century", "weekend", "quarter"],
    "calendars": ["years", "month_s", "weeks", "days", "tenyears", "centurys", "weekends", "quarters"],
    "ord": ["ordinal", "second"],
    "hour_units": [f"{n}s" for n in _CLOCK_UNITS],
    "part_word": ["early", "middle", "late", "w_earlier", "w_later"],
    "dash": ["-", "\u2013"],
}
# what starts a run
_CORES: Final = frozenset(
    CODE[n]
    for n in (
        "month", "weekday", "season", "part_of_day", "clock_point", "day_word", "tonight", "present", "past", "future", "set_word",
        "quarter_code", "half_code", "ago", "year4", "decade", "clock", "digits8", "dotted", "w_moment", "w_present", "w_future",
        "past_adjective", "holiday", "length_word", "w_clock", "w_am", "w_pm", "w_m", "w_far", "w_date", "w_half", "w_zone", "fiscal", "period", *_UNITS,
        *(f"{n}s" for n in _UNITS),
    )
)  # fmt: skip
# the first form is for speed: most words are letters up to a blank
RE_WORD: Final = re.compile(r"([a-z]++(?![\w,.])|\w+(?>(?:,[0-9]{3}(?![0-9]))*)(?>(?:\.[0-9]+)*))")
RE_DIGITS: Final = re.compile(
    r"""
    (?P<year4> 1[0-9]{3} | 2[01][0-9]{2} )
  | (?P<small> [0-9]{1,2} )
  | (?P<digits8> (?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]) )
  | (?P<decade> (?:[12][0-9])?[0-9]0s )
  | (?P<stamp> [0-9]{2}t[0-9]{2} )
  | (?P<ordinal> [0-9]{1,2}(?:st|nd|rd|th) )
  | (?P<clock> [0-9]{1,2}(?:\.?[0-5][0-9])?[ap]m )
  | (?P<dotted> [0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4} | [0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2} )
  | (?P<decimal> [0-9]{1,9}(?:,[0-9]{3}){0,4}\.[0-9]{1,6} )
  | (?P<number> [0-9]{1,9}(?:,[0-9]{3}){0,4} )
    """,
    re.VERBOSE,
)
# a gap between two words of one run, blanks away -> marks in the class string; any other gap ends the run
_MARKS: Final = frozenset(("", "-", "\u2013", "/", ",", ":", ".", ".,", "'", "(", "-'", ".-", ".\u2013", "./"))
_LEFT: Final = 12  # words a run may reach back from its first heart
_LONGEST: Final = 48  # words of a run
_DOUBTFUL: Final = frozenset((*table("times")["month_doubtful"]["words"], *table("times")["weekday_doubtful"]["words"]))


@cache
def vocabulary() -> dict[str, tuple[str, Any]]:
    """Word -> (class character, value), from lexicon/times.toml; a doubtful month or weekday stands under its plain class."""
    out: dict[str, tuple[str, Any]] = {}
    for entry, row in table("times").items():
        for word, value in row["words"].items():
            out.setdefault(word, (_class_of(entry, value), value))
    for year in range(1990, 2050):  # FY2023, FY23
        out[f"fy{year}"] = out[f"fy{year % 100:02d}"] = (CODE["year4"], year)
    return out


def _class_of(entry: str, value: Any) -> str:
    if entry == "function":
        return CODE[f"w_{value}"]
    if entry == "unit":
        return CODE[UNIT_NAMES[value]]
    if entry == "units":
        return CODE[UNIT_NAMES[value] + "s"]
    if entry == "ordinal_word":
        return CODE["ordinal"]
    return CODE[entry.removesuffix("_doubtful")]


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A verbose pattern over classes: `<month>` stands for one word of that class or group, a mark for itself."""
    return re.compile(classes_of(pattern), re.VERBOSE)


def classes_of(pattern: str) -> str:
    """The pattern's text with class characters for names; names of groups stay."""

    def code(match: re.Match[str]) -> str:
        name = match["name"]
        if match["group"]:
            return f"?P<{name}>"
        if name in _GROUPS:
            return "[" + "".join(re.escape(CODE.get(n, n)) for n in _GROUPS[name]) + "]"
        return CODE[name]

    return re.sub(r"(?P<group>\?P)?<(?P<name>\w+)>", code, pattern)


def runs(text: str) -> Iterator[Run]:
    """Runs of time words of a folded text, in text order."""
    # most of a text is far from any time word: what stands between two blanks is looked up whole, and only stretches with a heart are read
    strings, offsets = pieces(text)
    sorts = "".join(map(_SORTS.__getitem__, strings))
    done = 0
    heart = sorts.find("h")
    while heart >= 0:
        first = sorts.rfind("x", done, heart) + 1 or done
        done = sorts.find("x", heart)
        if done < 0:
            done = len(strings)
        yield from _runs(text, offsets[first], offsets[done] - 1)
        heart = sorts.find("h", done)


def _sort(piece: str) -> str:
    """For what stands between two blanks: h with the heart of a run in it, k with other time words, - with marks alone, x with none of these."""
    words = RE_WORD.findall(lowered(piece))
    known = [entry for word in words if (entry := vocabulary().get(word) or (_digits(word) if word < ":" else None)) is not None]
    if any(entry[0] in _CORES for entry in known) or (known and ":" in piece):
        return "h"
    return "k" if known else "x" if words else "-"


_SORTS: Final = Remembered(_sort)


def _runs(text: str, start: int, stop: int) -> Iterator[Run]:
    """Runs of the stretch `text[start:stop]`."""
    cut = RE_WORD.split(lowered(text[start:stop]))
    ends = list(accumulate(map(len, cut), initial=start))[1:]
    words, gaps, ends = cut[1::2], cut[2::2], ends[1::2]
    known = list(map(vocabulary().get, words))
    cores = [i for i, entry in enumerate(known) if entry is not None and entry[0] in _CORES]
    for i in [i for i, word in enumerate(words) if word < ":"]:  # begins with a digit
        entry = known[i] = known[i] or _digits(words[i])
        if entry is not None and (entry[0] in _CORES or gaps[i] == ":"):
            cores.append(i)
    cores.sort()
    done = 0
    for i in cores:
        if i < done:
            continue
        low = i
        while (
            low > done
            and i - low < _LEFT
            and known[low - 1] is not None
            and _joins(text, gaps[low - 1], ends[low] - len(words[low]), _class(known[low - 1]))
        ):
            low -= 1
        high = i + 1
        while (
            high < len(words)
            and high - low < _LONGEST
            and known[high] is not None
            and _joins(text, gaps[high - 1], ends[high] - len(words[high]), _class(known[high - 1]))
        ):
            high += 1
        done = high
        yield _run(text, words[low:high], gaps[low:high], known[low:high], ends[low:high])


def _class(entry: tuple[str, Any] | None) -> str:
    return entry[0] if entry is not None else ""


def _digits(word: str) -> tuple[str, Any] | None:
    match = RE_DIGITS.fullmatch(word)
    if match is None or match.lastgroup is None:
        return vocabulary().get(word)
    value: Any = word
    if match.lastgroup in ("year4", "small"):
        value = int(word)
    elif match.lastgroup == "stamp":  # the day of 2013-03-22T10:30
        return CODE["small"], int(word[:2])
    elif match.lastgroup == "ordinal":
        value = int(word[:-2])
    return CODE[match.lastgroup], value


def _joins(text: str, gap: str, right: int, left_class: str) -> bool:
    """Whether the run goes on over `gap` to the word at offset `right`. A line break counts as a blank only inside a wrapped sentence."""
    if gap == " ":
        return True
    if "\n" in gap:
        if gap.strip(" ") != "\n":
            return False
        return text[right].islower() or left_class in _OPEN or (left_class == CODE["month"] and text[right].isdigit())
    return gap.strip(" ") in _MARKS and len(gap) < 5


# words that no line ends with unless it is wrapped
_OPEN: Final = frozenset(
    CODE[n]
    for n in (
        "w_in",
        "w_on",
        "w_of",
        "w_at",
        "w_from",
        "w_to",
        "w_the",
        "w_a",
        "w_for",
        "w_before",
        "w_after",
        "relation",
        "last",
        "next",
        "early",
        "late",
        "middle",
    )
)


def _run(text: str, words: list[str], gaps: list[str], known: list[Any], ends: list[int]) -> Run:
    classes: list[str] = []
    items: list[Item] = []
    for k, word in enumerate(words):
        cls, value = known[k]
        end = ends[k]
        start = end - len(word)
        if cls in _PROPER and not _is_proper(text, word, start, k, words, known):
            cls = "~"  # the word is another: nothing matches here
        classes.append(cls)
        items.append(Item(word, value, start, end))
        if k + 1 < len(words):
            for mark in gaps[k].strip(" \n"):
                classes.append(mark)
                items.append(Item(mark, None, end, end))
    return Run("".join(classes), items)


_PROPER: Final = frozenset((CODE["month"], CODE["weekday"]))
# what stands before or after a month that is also another word
_BEFORE_MONTH: Final = frozenset(
    CODE[n]
    for n in (
        "small", "ordinal", "relation", "early", "middle", "late", "last", "next", "this", "w_in", "w_of", "w_and", "w_or", "w_to",
        "w_from", "w_between", "month", "weekday", "w_on", "w_for", "w_before", "w_after", "w_as", "previous", "w_over", "w_at", "w_ended",
    )
)  # fmt: skip
_AFTER_MONTH: Final = frozenset(CODE[n] for n in ("year4", "small", "ordinal", "last", "next", "this"))


@cache
def _given() -> frozenset[str]:
    """Months that are given names too."""
    return frozenset(table("time_context")["given_name"]["words"])


_RE_SURNAME: Final = re.compile(r"[ ][A-Z][a-z]+(?:[ ][a-z]|['.,;:]|\n|\Z)")
_RE_NO_GIVEN: Final = re.compile(
    r"(?:\b(?:the|an?|in|on|of|since|by|last|next|this|early|late|mid|from|to|until|and|or|for|through|its|their|each|every|between|during|before|after)|'s|[0-9.,\-])[ ]?\Z",
    re.IGNORECASE,
)


def _is_given(text: str, start: int, end: int) -> bool:
    """As in "the painter April Jones": a surname follows, and no word of time stands before."""
    surname = _RE_SURNAME.match(text, end)
    if surname is None or text[end + 1 : surname.end()].strip(" .,;:'\n").lower().split(" ")[0] in vocabulary():
        return False
    return _RE_NO_GIVEN.search(text, max(0, start - 9), start) is None


def _is_proper(text: str, word: str, start: int, k: int, words: list[str], known: list[Any]) -> bool:
    """Whether the month or weekday is one: a capital, and company where the word has another meaning."""
    if not text[start].isupper():
        return False
    if word not in _DOUBTFUL:
        return word not in _given() or not _is_given(text, start, start + len(word))
    before = known[k - 1][0] if k else ""
    after = known[k + 1][0] if k + 1 < len(words) else ""
    if known[k][0] == CODE["month"]:
        return before in _BEFORE_MONTH or after in _AFTER_MONTH
    return after in (CODE["small"], CODE["month"]) or (before in (CODE["small"], CODE["clock"]) and after != "")
