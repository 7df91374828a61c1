"""Who speaks: turns of an interview, signed speeches, full names for short ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from factdb.lexicon import table
from factdb.text.blocks import Block
from factdb.text.layout import alternation, words

_PART: Final = r"(?:[A-Z][\w'-]*\.?|[A-Z]\.)"
_RE_LABEL: Final = re.compile(rf"(?P<label>{_PART}(?:[ ]{_PART}){{0,3}})[ ]?:(?:[ ]+|$)")
_RE_SPEECH: Final = re.compile(
    rf"(?:(?i:full[ ]text|transcript|text)(?i:[ ]of)?[: ]+)?(?i:(?:the[ ])?(?:{alternation('speech_kind')}))[ ](?i:by|of|from)[ ]"
    rf"(?P<who>.{{3,120}}?)(?=[ ](?i:at|on|to|in|during|before|for|following|after|delivered|ahead|as)[ ]|[;:]|$)"
)
_RE_NAME_BEFORE: Final = re.compile(rf"(?<![\w.'-])(?P<name>(?:{_PART}[ ]){{0,4}}{_PART})$")
_RE_NAME_AFTER: Final = re.compile(rf"(?:[ ]{_PART}){{1,2}}(?![\w-])")
_RE_NAME_GOES_ON: Final = re.compile(r"'s[ ][A-Z]|[ ][A-Z]")
# a person's name, lower-case particles allowed inside
_RE_NAME: Final = re.compile(r"[A-Z][\w'.-]*(?:[ ](?:(?:de|van|von|bin|al|da|del|la|le|der|ibn|dos)[ ]){0,2}[A-Z][\w'.-]*){0,4}$")


# more labels than this are the keys of a table
_MOST_VOICES: Final = 30


class Turn(NamedTuple):
    """One block's label. `speaker` None: the one who asks. `end`: offset in the block's line behind the label."""

    speaker: str | None
    end: int


def label(line: str) -> str | None:
    """The name before the colon at the start of a line ("Host: Why?"), None where there is none or it is nobody's."""
    match = _RE_LABEL.match(line)
    return match["label"] if match and match["label"].lower().rstrip(".") not in words("no_speaker") else None


def turns(text: str, blocks: Sequence[Block]) -> dict[int, Turn]:
    """Index of block -> its label, for blocks that open a turn of an interview; empty where the article is none.

    An interview has at least two turns and two voices, one of which asks: by its label ("Host", "Q") or because most of its turns end in
    a question mark. Labels without anyone who asks are a round table: then each must be a name that the article gives elsewhere, or recur.
    """
    labelled: list[tuple[int, str, int]] = []
    for index, block in enumerate(blocks):
        match = _RE_LABEL.match(block.line)
        if match and match["label"].lower().rstrip(".") not in words("no_speaker"):
            labelled.append((index, match["label"], match.end()))
    counts = Counter(label for _, label, _ in labelled)
    if len(labelled) < 2 or not 2 <= len(counts) <= _MOST_VOICES:
        return {}
    asking = _asking(blocks, labelled, counts)
    if asking:
        # with someone who asks, a label said once is a voice only beside one that recurs, or as a one-question interview
        kept = {label for label in counts if label in asking or counts[label] > 1 or _named(text, blocks, label) or len(counts) == 2}
    else:
        kept = {label for label in counts if counts[label] > 1 and _named(text, blocks, label)}
        if len(kept) < 2:
            return {}
    if len(kept) < 2:
        return {}
    names = {label: None if label in asking else full_name(text, blocks, label) for label in kept}
    return {index: Turn(names[label], end) for index, label, end in labelled if label in kept}


def _asking(blocks: Sequence[Block], labelled: Sequence[tuple[int, str, int]], counts: Counter[str]) -> set[str]:
    asked: Counter[str] = Counter()
    for index, label, _ in labelled:
        if blocks[index].line.rstrip("\"') ").endswith("?"):
            asked[label] += 1
    named = {label for label in counts if label.lower() in words("questioner")}
    return named or {label for label in counts if asked[label] * 5 >= counts[label] * 3}


def _reach(blocks: Sequence[Block]) -> tuple[int, int]:
    return blocks[0].start, blocks[-1].end


def _named(text: str, blocks: Sequence[Block], label: str) -> bool:
    """Whether the article names the label's bearer outside labels."""
    start, end = _reach(blocks)
    return re.compile(rf"(?<!\w){re.escape(label)}(?![\w]|[ ]?:)").search(text, start, end) is not None


def full_name(text: str, blocks: Sequence[Block], label: str) -> str:
    """The name as the article gives it in full: "Rosa M. Lund (Lund)", else the first longer name that ends (or starts) with the label."""
    start, end = _reach(blocks)
    introduced = text.find(f" ({label})", start, end)
    if introduced >= 0:
        name = _name_before(text, start, introduced)
        if name:
            return _without_titles(name)
    if " " in label:
        return label
    longer: str | None = None
    for match in re.compile(rf"(?<!\w){re.escape(label)}(?![\w-])").finditer(text, start, end):
        if not _RE_NAME_GOES_ON.match(text, match.end(), end):
            before = _name_before(text, start, match.start() - 1)
            name = _without_titles(f"{before} {label}") if before else label
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


def _without_titles(name: str) -> str:
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
        name = _without_titles(part.strip())
        if _RE_NAME.fullmatch(name) and (" " in name or name != part.strip()) and name.split()[-1].lower() not in _bodies():
            return name
    return None


@cache
def _bodies() -> frozenset[str]:
    """Words that end the name of a body or programme, no person's."""
    return frozenset(word for entry in table("entity_heads").values() for word in entry.get("words", ()))
