"""Whether a line opens an article: signs for and against, each with its weight. Thresholds and weights stand together here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from factdb.lexicon import table
from factdb.text import interview, layout, printed
from factdb.text.blocks import Block
from factdb.text.cohesion import shared
from factdb.text.layout import words
from factdb.text.segments import is_heading
from factdb.text.sentences import sentences

# a line whose signs add up to this opens an article
ENOUGH: Final = 5
_SHORTEST, _LONGEST = 12, 280
_LONG_WORDS: Final = 8
_NEW_SUBJECT: Final = 4
_FEW_NAMES: Final = 6
_PARAGRAPH: Final = 80
# text between a subheading and the next is shorter than an article
_SHORT_BODY, _BODY = 300, 800
# how many blocks after a headline its byline, date and pictures take
_HEAD_BLOCKS: Final = 7
# how many blocks back a name's introduction is looked for
_FAR: Final = 150
# fewer code points behind a line do not show a subject
_LEAST_BEHIND: Final = 250
_RE_WORD: Final = re.compile(r"[\w][\w'\u2019-]*")
_RE_KICKER: Final = re.compile(r"(?P<kicker>[A-Z][\w ]{1,24}?)(?:[ ](?:1|2|3))?(?::[ ]|[ ]?\|[ ])")
_RE_SAYS_WHO: Final = re.compile(r"[a-z]+: (?:[A-Z]|[a-z]+s?$)[^:]{1,40}$")
_RE_TO_VERB: Final = re.compile(r"(?<=\w )(?P<name>[A-Z][\w'-]*|[a-z]+s) to (?P<verb>[a-z]+)")
_TAGS: Final = sorted(words("speech_tag"))
# every match opens with a capital and looks back from there: quicker than to look for verbs or sentences at every character
_RE_TAGGED: Final = re.compile(
    rf"""
    [A-Z] (?:
        (?:(?<=[.!?"][ ][A-Z])|(?<=,[ ][A-Z])|(?<=^[A-Z])) [\w'-]{{1,20}} (?=(?:[ ](?:also|later|further))? [ ] (?:{"|".join(_TAGS)}) \b)
      | (?<=[{"".join(sorted({tag[-1] for tag in _TAGS}))}][ ][A-Z]) (?:{"|".join(f"(?<={tag}[ ][A-Z])" for tag in _TAGS)}) [\w'-]{{1,20}} (?=[.,]|$)
    )
    """,
    re.VERBOSE,
)


_RE_NAME_BEFORE: Final = re.compile(r"[A-Z][\w'.-]*[ ]\Z")
_RE_NAME_BEHIND: Final = re.compile(r"[ ][A-Z]")
_RE_IN_WORD: Final = re.compile(r"\w")


class Sign(NamedTuple):
    """One reason for (weight above 0) or against an article's start."""

    name: str
    weight: int


def is_candidate(block: Block) -> bool:
    """Whether a block could be a headline at all: the quick test, for every block of a text."""
    line = block.line
    if not _SHORTEST <= len(line) <= _LONGEST or line.rstrip("\"') ")[-1:] in ".;,:\u2026" or not is_heading(line, longest=_LONGEST):
        return False
    if line.count(" ") < 2 or layout.is_furniture(line) or layout.is_note(line) or block.credited or layout.is_closing(line):
        return False
    if printed.is_byline(line) or printed.is_date_line(line) or layout.RE_BULLET.match(line):
        return False
    # several sentences are a paragraph; a quotation that is not closed runs on
    return len(sentences(line, 0, len(line))) == 1 and line.count('"') % 2 == 0


def labels(blocks: Sequence[Block]) -> Counter[str]:
    """How often each label ("Host:") opens a block."""
    found = (interview.label(block.line) for block in blocks)
    return Counter(label for label in found if label)


def signs(blocks: Sequence[Block], index: int, first: int, labelled: Counter[str]) -> list[Sign]:
    """The signs that `blocks[index]`, a candidate, opens an article.

    Args:
        blocks: those of the whole text.
        index: the candidate.
        first: where the article before began; `index` itself: there is none.
        labelled: `labels(blocks)`.
    """
    label = interview.label(blocks[index].line)
    if label and labelled[label] > 1 and label.lower() not in words("kicker"):
        return [Sign("a label that recurs", -ENOUGH)]
    found = _own(blocks[index]) + _after(blocks, index)
    if index > first:
        found += _before(blocks, index, first)
    score = sum(sign.weight for sign in found)
    # both are dear: only where they could tip the balance
    if index > first and ENOUGH + 2 > score >= ENOUGH - _NEW_SUBJECT and any(sign.name == "paragraph follows" for sign in found):
        found += _subject(blocks, index, first)
        score = sum(sign.weight for sign in found)
    if ENOUGH + 4 > score >= ENOUGH and index > first and _goes_on(blocks, index, first):
        found.append(Sign("the text goes on with people named before", -4))
    return found


def _subject(blocks: Sequence[Block], index: int, first: int) -> list[Sign]:
    """Whether the text turns to something else."""
    common = shared(blocks, index, first)
    if common.behind < _LEAST_BEHIND:
        return []
    if common.before < _BODY:
        nothing = common.before >= _SHORT_BODY and common.names <= 0.06 and common.words <= 0.06
        return [Sign("new subject", _NEW_SUBJECT)] if nothing else []
    # few names tell little: then the words must
    if (common.names <= 0.12 and common.words <= 0.18) or (common.named < _FEW_NAMES and common.words <= 0.12):
        return [Sign("new subject", _NEW_SUBJECT)]
    if (common.names <= 0.2 or common.named < _FEW_NAMES) and common.words <= 0.25:
        return [Sign("other names and words", 2)]
    if common.names >= 0.4 and common.words >= 0.25:
        return [Sign("the same names go on", -2)]
    return []


def _own(block: Block) -> list[Sign]:
    line = block.line
    count = len(_RE_WORD.findall(line))
    found = []
    kicker = _RE_KICKER.match(line)
    weight = verb_weight(line)
    if kicker and kicker["kicker"].lower() in words("kicker"):
        found.append(Sign("kicker", 2))
    elif weight or _RE_SAYS_WHO.search(line):
        found.append(Sign("reads as a headline", max(weight, 2 if _RE_SAYS_WHO.search(line) else 0)))
    if count >= _LONG_WORDS:
        found.append(Sign("headline length", 1))
    elif count < 5:
        found.append(Sign("short", -2 if count < 4 else -1))
    if _case(line) > 0:
        found.append(Sign("headline capitals", 1))
    if line.startswith("# "):
        found.append(Sign("first-level heading", 3))
    elif line.startswith("##"):
        found.append(Sign("lower heading", -2))
    return found


def _after(blocks: Sequence[Block], index: int) -> list[Sign]:
    """What stands between the line and its first paragraph, and how that begins."""
    head, body = _head(blocks, index)
    key = blocks[index].key
    found: dict[str, int] = {}
    for block in head:
        name = "title repeated" if block.key == key else _sort(block)
        if name in _HEAD_WEIGHTS:
            found[name] = _HEAD_WEIGHTS[name]
    captions = sum(1 for block in head if block.credited)
    if captions:
        found |= {"doubled caption": 3} if captions > 1 else {"caption": 2}
    if body is None:
        found["no paragraph follows"] = -2
    else:
        if printed.dateline(body.line):
            found["dateline"] = 3
        if len(body.line) >= _PARAGRAPH:
            found["paragraph follows"] = 1
        if layout.starts_with("unresolved", body.line):
            found["first paragraph leans on the text before"] = -3
    return [Sign(name, weight) for name, weight in found.items()]


_HEAD_WEIGHTS: Final = {"title repeated": 4, "editor's note": 3, "listing's age or date": 3, "byline": 4, "date line": 3}


def _sort(block: Block) -> str:
    """What a line under a headline is, "" for text."""
    line = block.line
    if layout.is_note(line):
        return "editor's note"
    if block.credited:
        return "caption"
    if layout.is_age(line):
        return "listing's age or date"
    if printed.is_byline(line):
        return "byline"
    if printed.is_date_line(line):
        return "date line"
    return "furniture" if layout.is_furniture(line) or (layout.RE_BULLET.match(line) and len(line) < 60) else ""


def _case(line: str) -> int:
    """1 where the words of a line begin with capitals as in a title, -1 where they do as in a sentence, 0 where it cannot be told."""
    long = [word for word in _RE_WORD.findall(line)[1:] if len(word) > 3 and word[0].isalpha()]
    if len(long) < 3:
        return 0
    capitals = sum(word[0].isupper() for word in long) / len(long)
    return 1 if capitals >= 0.8 else -1 if capitals <= 0.5 else 0


def _head(blocks: Sequence[Block], index: int) -> tuple[list[Block], Block | None]:
    """The blocks between a headline and its first paragraph, and that paragraph."""
    head: list[Block] = []
    for block in blocks[index + 1 : index + 1 + _HEAD_BLOCKS]:
        if block.key != blocks[index].key and not _sort(block):
            if len(block.line) >= 120 or block.complete:
                return head, block
            if len(block.line) > 60:
                break
        head.append(block)
    return head, None


def _before(blocks: Sequence[Block], index: int, first: int) -> list[Sign]:
    """What stands between the line and the article before."""
    block, previous = blocks[index], blocks[index - 1]
    found = []
    ending = [b for b in blocks[max(first + 1, index - 3) : index] if layout.is_closing(b.line)]
    if ending or layout.RE_RULE.match(previous.line) or layout.is_record(previous.line):
        found.append(Sign("the article before is closed", 3))
    length = previous.end - blocks[first].start
    if length >= _BODY:
        found.append(Sign("a whole article before", 1))
    elif length < _SHORT_BODY:
        found.append(Sign("hardly any text before", -2))
    if block.gap == 0:
        found.append(Sign("no blank line before", -3))
    elif block.gap > 1 and previous.gap < block.gap:
        found.append(Sign("wider gap before", 1))
    if _case(blocks[first].line) * _case(block.line) < 0:
        found.append(Sign("capitals unlike the headline before", -1))
    if previous.line.endswith((":", ",", ";")):
        found.append(Sign("the line before goes on", -4))
    return found


def _goes_on(blocks: Sequence[Block], index: int, first: int) -> bool:
    """Whether people are quoted by surname who were introduced before the line and are not introduced after it."""
    following = "\n".join(block.line for block in blocks[index + 1 : index + 9])[:4000]
    for match in _RE_TAGGED.finditer(following):
        name = match.group()
        if name.lower() in ("he", "she", "it", "they", "we", "i", "officials", "experts", "analysts", "observers", "this"):
            continue
        if _introduced(name, following[: match.end()]):
            continue
        earlier = "\n".join(block.line for block in blocks[max(first, index - _FAR) : index])
        if _introduced(name, earlier):
            return True
    return False


def _introduced(name: str, text: str) -> bool:
    """Whether the name stands in the text with another before or behind it, or closes a bracket: "Ana Lopez", "Lopez Diaz", "(Lopez)"."""
    # no pattern is made of the name: that takes longer than all the rest
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        behind = text[end : end + 2]
        if behind[:1] == ")" or (_RE_NAME_BEFORE.search(text, max(0, at - 40), at) and not _RE_IN_WORD.match(behind)):
            return True
        if _RE_NAME_BEHIND.match(behind) and not _RE_IN_WORD.match(text[at - 1 : at]):
            return True
        at = text.find(name, at + 1)
    return False


@cache
def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    """Third persons of the lexicon's verbs: those that are nothing else, and those that are plurals of nouns as well."""
    only: set[str] = set()
    both: set[str] = set()
    for word in table("verbs")["verb"]["words"].split():
        base = word.rstrip("+")
        if base[-1] == "y" and base[-2:-1] not in "aeiou":
            third = base[:-1] + "ies"
        else:
            third = base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
        (both if word.endswith("+") else only).add(third)
    return frozenset(only), frozenset(both)


@cache
def _finite() -> frozenset[str]:
    return frozenset(table("words")["auxiliary"]["words"].split())


@cache
def _before_nouns() -> frozenset[str]:
    return frozenset(f"{table('words')['determiner']['words']} {table('words')['number']['words']}".split())


def verb_weight(line: str) -> int:
    """How surely a line is a headline by its verb: 2 a finite verb, 1 a word that may be one, 0 none.

    Words that need no ending are taken only for auxiliaries ("will", "has") and "NAME to VERB".
    """
    only, both = _verbs()
    found = _RE_WORD.findall(line)
    weight = 0
    for place, word in enumerate(found[1:], 1):
        lower = word.lower()
        if lower in only or lower in _finite():
            return 2
        if lower in both:
            # a plural is not followed by a determiner, a figure or another plural; a verb is
            behind = found[place + 1] if place + 1 < len(found) else ""
            if behind.lower() in _before_nouns() or behind[:1].isdigit() or (behind.islower() and behind.endswith("s")):
                return 2
            weight = 1
    future = _RE_TO_VERB.search(line)
    return 2 if future and future.start() > 0 else weight
