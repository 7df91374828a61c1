"""Turns of interviews, round tables and transcripts: which blocks a label opens, and who speaks there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from factdb.text.blocks import Block
from factdb.text.layout import words
from factdb.text.speakers import PART, full_name, interviewed, is_named, without_titles

_NAME: Final = rf"{PART}(?:[ ]{PART}){{0,3}}"
_RE_LABEL: Final = re.compile(
    rf"""
    (?P<short> [QA] ) (?: [.:][ ]+ | [ ]{{2,}} | [.:]$ )                   # Q. What changed?
  | (?P<label> {_NAME} ) (?: [ ]? [,(][^:()?!]{{2,60}}[)]? )? [ ]? : (?: [ ]+ | $ )   # Lund: / Jo Bell (Valley Post): / THE MAYOR:
  | (?P<line> {PART}(?:[ ]{PART}){{1,3}} ) [ ] (?: -{{1,2}} | [\u2013\u2014] ) [ ] [A-Z][\w ,&'-]{{2,80}}$     # Jo Bell -- Chief Executive Officer
    """,
    re.VERBOSE,
)
# more labels than this are the keys of a table
_MOST_VOICES: Final = 30
_LABEL_REACH: Final = 160


class Turn(NamedTuple):
    """One block's label. `speaker` None: the one who asks. `end`: offset in the block's line behind the label."""

    speaker: str | None
    end: int


def label(line: str) -> str | None:
    """The name before the colon at the start of a line ("Host: Why?"), None where there is none or it is nobody's."""
    found = _labelled(line)
    return found[0] if found else None


def _labelled(line: str) -> tuple[str, int] | None:
    # what a label ends with, before the dearer pattern
    if ":" not in line[:_LABEL_REACH] and line[:1] not in "QA" and (len(line) > _LABEL_REACH or line.endswith((".", "!", "?"))):
        return None
    match = _RE_LABEL.match(line)
    if not match:
        return None
    name = match["short"] or match["label"] or match["line"]
    return None if name.lower().rstrip(".") in words("no_speaker") else (name, match.end())


def turns(text: str, blocks: Sequence[Block], host: str | None = None) -> dict[int, Turn]:
    """Index of block -> its label, for blocks that open a turn of an interview; empty where the article is none.

    An interview has at least two turns and two voices, one of which asks: by its label ("Host", "Q") or because most of its turns end in
    a question mark. Labels without anyone who asks are a round table: then each must be a name that the article gives elsewhere, and recur.

    Args:
        text: the whole document, folded.
        blocks: those of the article.
        host: who gives the speech or briefing by its heading: the one behind "THE PRESIDENT:".
    """
    labelled = [(index, *found) for index, block in enumerate(blocks) if (found := _labelled(block.line))]
    counts = Counter(name for _, name, _ in labelled)
    if len(labelled) < 2 or not 2 <= len(counts) <= _MOST_VOICES:
        return {}
    asking = _asking(blocks, labelled, counts)
    if asking:
        # with someone who asks, a label said once is a voice only beside one that recurs, or as a one-question interview
        kept = {name for name in counts if name in asking or counts[name] > 1 or is_named(text, blocks, name) or len(counts) == 2}
    else:
        kept = {name for name in counts if counts[name] > 1 and is_named(text, blocks, name)}
    if len(kept) < 2:
        return {}
    names = {name: None if name in asking else _speaker(text, blocks, name, host) for name in kept}
    return {index: Turn(names[name], end) for index, name, end in labelled if name in kept}


def _speaker(text: str, blocks: Sequence[Block], name: str, host: str | None) -> str | None:
    if name.lower() in words("answerer"):
        return interviewed(text, blocks)
    if name.lower().startswith("the "):
        return host or without_titles(name[4:]).title()
    return full_name(text, blocks, name)


def _asking(blocks: Sequence[Block], labelled: Sequence[tuple[int, str, int]], counts: Counter[str]) -> set[str]:
    named = {name for name in counts if name.lower() in words("questioner")}
    if named:
        return named
    asked: Counter[str] = Counter()
    for index, name, _ in labelled:
        if blocks[index].line.rstrip("\"') ").endswith("?"):
            asked[name] += 1
    return {name for name in counts if asked[name] * 5 >= counts[name] * 3}
