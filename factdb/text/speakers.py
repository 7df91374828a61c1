"""Names of those who speak: full ones for short ones, and those that a speech's heading announces. Turns are in `interview`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from factdb.lexicon import table
from factdb.text.blocks import Block
from factdb.text.layout import alternation

PART: Final = r"(?:[A-Z][\w'-]*\.?|[A-Z]\.)"
_RE_SPEECH: Final = re.compile(
    rf"(?:(?i:full[ ]text|transcript|text)(?i:[ ]of)?[: ]+)?(?i:(?:the[ ])?(?:{alternation('speech_kind')}))[ ](?i:by|of|from)[ ]"
    rf"(?P<who>.{{3,120}}?)(?=[ ](?i:at|on|to|in|during|before|for|following|after|delivered|ahead|as)[ ]|[;:]|$)"
)
_RE_NAME_BEFORE: Final = re.compile(rf"(?<![\w.'-])(?P<name>(?:{PART}[ ]){{0,4}}{PART})$")
_RE_NAME_AFTER: Final = re.compile(rf"(?:[ ]{PART}){{1,2}}(?![\w-])")
_RE_NAME_GOES_ON: Final = re.compile(r"'s[ ][A-Z]|[ ][A-Z]")
_RE_NAME_INSIDE: Final = re.compile(rf"(?<![\w.'-]){PART}(?:[ ]{PART}){{1,5}}")
_RE_SPOKEN_WITH: Final = re.compile(
    r"\b(?:(?:spoke|talked|talks|speaks|spoken|sat[ ]down|sits[ ]down|conversation|discussion)[ ](?:with|to)|interview(?:ed|s)?(?:[ ](?:with|of))?)\b",
    re.IGNORECASE,
)
# a person's name, lower-case particles allowed inside
_RE_NAME: Final = re.compile(r"[A-Z][\w'.-]*(?:[ ](?:(?:de|van|von|bin|al|da|del|la|le|der|ibn|dos)[ ]){0,2}[A-Z][\w'.-]*){0,4}$")


def _reach(blocks: Sequence[Block]) -> tuple[int, int]:
    return blocks[0].start, blocks[-1].end


def is_named(text: str, blocks: Sequence[Block], label: str) -> bool:
    """Whether the article names the label's bearer outside labels."""
    start, end = _reach(blocks)
    # no look-behind: a pattern that starts with plain letters is searched far quicker
    found = re.compile(rf"{re.escape(label)}(?![\w]|[ ]?:)").finditer(text, start, end)
    return any(not text[match.start() - 1 : match.start()].isalnum() for match in found)


def interviewed(text: str, blocks: Sequence[Block]) -> str | None:
    """The person whom the article says it spoke with ("Our reporter talked with the diver Mira Okafor"), None where it says none."""
    start, end = _reach(blocks)
    for match in _RE_SPOKEN_WITH.finditer(text, start, end):
        line = text.rfind("\n", start, match.start()) + 1
        if text[max(line, match.start() - 4) : match.start()].strip().lower() in ("he", "she"):
            # "Mira Okafor dives for a living. She spoke to Jo Bell": the one told of before
            name = _RE_NAME_INSIDE.search(text, max(line, start), match.start())
        elif text[match.end() : match.end() + 1] in ":\n":
            continue  # the label of a heading
        else:
            name = _RE_NAME_INSIDE.search(text, match.end(), min(end, match.end() + 120))
        found = without_titles(name.group()) if name else ""
        if " " in found:
            return found
    return None


def full_name(text: str, blocks: Sequence[Block], label: str) -> str:
    """The name as the article gives it in full: "Rosa M. Lund (Lund)", else the first longer name that ends (or starts) with the label.

    Titles are no part of it; a label in capitals ("MS. LUND") is looked for in the usual spelling.
    """
    start, end = _reach(blocks)
    label = without_titles(label)
    if label.isupper() and len(label) > 3:
        label = label.title()
    introduced = text.find(f" ({label})", start, end)
    if introduced >= 0:
        name = _name_before(text, start, introduced)
        if name:
            return without_titles(name)
    if " " in label:
        return label
    longer: str | None = None
    for match in re.compile(rf"(?<!\w){re.escape(label)}(?![\w-])").finditer(text, start, end):
        if not _RE_NAME_GOES_ON.match(text, match.end(), end):
            before = _name_before(text, start, match.start() - 1)
            name = without_titles(f"{before} {label}") if before else label
            if " " in name and name.split(" ", 1)[0].lower() not in _openers():
                return name
        elif longer is None and not text.startswith("'s", match.end()):
            after = _RE_NAME_AFTER.match(text, match.end(), end)
            longer = f"{label}{after.group()}" if after else None
    return longer or label


def _name_before(text: str, start: int, end: int) -> str | None:
    """The capitalised words right before `end`, None where there are none."""
    match = _RE_NAME_BEFORE.search(text, max(start, end - 60), end)
    return match["name"] if match else None


@cache
def _openers() -> frozenset[str]:
    """Words that have a capital because a sentence begins with them."""
    classes = table("words")
    return frozenset(word for name in ("determiner", "preposition", "conjunction", "adverb") for word in classes[name]["words"].split())


@cache
def _titles() -> frozenset[str]:
    return frozenset(word.rstrip(".") for entry in table("titles").values() for word in entry["words"])


def without_titles(name: str) -> str:
    """The name without the titles, nationalities and places that stand before it."""
    parts = name.split()
    titles = _titles()
    for start in range(len(parts) - 1, 0, -1):
        for first in range(start):
            if " ".join(parts[first:start]).lower().rstrip(".") in titles:
                return " ".join(parts[start:])
    return name


def speech_speaker(heading: str) -> str | None:
    """The person whose speech or statement a heading announces ("Remarks by President Ana Lund at ..."), None where it announces none.

    Only where the heading begins with it: "Ministers welcome speech by rebel leader" is a report about a speech. A surname alone counts
    behind a title only.
    """
    match = _RE_SPEECH.match(heading.strip())
    if not match:
        return None
    who = match["who"].title() if match["who"].isupper() else match["who"]
    # "the Director-General, Dr. Ana Lund" names the person last, "Jo Bell, Secretary-General of the league" first
    for part in (who, *who.split(", ")):
        name = without_titles(part.strip())
        if _RE_NAME.fullmatch(name) and (" " in name or name != part.strip()) and name.split()[-1].lower() not in _bodies():
            return name
    return None


@cache
def _bodies() -> frozenset[str]:
    """Words that end the name of a body or programme, no person's."""
    return frozenset(word for entry in table("entity_heads").values() for word in entry.get("words", ()))
