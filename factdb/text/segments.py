"""Blocks of one article -> segments: title, dateline, caption, paragraph, list item, turn, quotation, furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from factdb.text import interview, layout, printed
from factdb.text.blocks import Block
from factdb.text.sentences import sentences
from factdb.values import Segment, SegmentKind, Span

_RE_HEADING_MARK: Final = re.compile(r"#{1,6}[ ]+")
_RE_NO_HEADING: Final = re.compile(r"[.;,:\u2026][\"')\]]*$|[,.?!][\"'][ ]\S")
_RE_INTRO: Final = re.compile(
    r"(?P<name>[A-Z][\w'.-]*(?:[ ][A-Z][\w'.-]*){1,3})(?:,[^:]{2,160})?[ ](?:said|says|added|commented|told[^:]{2,60}|explained|stated)[ ]?:$"
)
_LONGEST_HEADING: Final = 130
# how far back a doubled caption is looked for
_REPEAT_WINDOW: Final = 3


def segments(text: str, blocks: Sequence[Block], host: str | None = None) -> tuple[Segment, ...]:
    """The segments of one article's `blocks` in order; `text` is the whole folded document. They cover all that is not blank."""
    if not blocks:
        return ()
    opened = interview.turns(text, blocks, host)
    seen: dict[str, tuple[int, int]] = {}
    out: list[Segment] = []
    voice: interview.Turn | None = None
    listing = False
    for index, block in enumerate(blocks):
        if index in opened:
            voice = opened[index]
        repeat = _repeat_of(block, index, seen, blocks)
        kind = _kind(blocks, index, in_turn=index in opened, listing=listing, repeated=repeat is not None)
        listing = _goes_on(blocks, index, kind, listing)
        speaker = None
        if voice and kind in (SegmentKind.PARAGRAPH, SegmentKind.QUOTATION, SegmentKind.LIST_ITEM):
            kind, speaker = SegmentKind.TURN, voice.speaker
        elif kind is SegmentKind.QUOTATION and index:
            intro = _RE_INTRO.search(blocks[index - 1].line)
            speaker = intro["name"] if intro else None
        seen.setdefault(block.key, (block.start, index))
        out.extend(_cut(text, block, kind, speaker, repeat))
    return tuple(out)


def _repeat_of(block: Block, index: int, seen: dict[str, tuple[int, int]], blocks: Sequence[Block]) -> int | None:
    """Start of the block this one repeats: the same words, or (for the line right before) nearly the same, or its beginning."""
    if len(block.key) < 12:
        return None
    found = seen.get(block.key)
    if found:
        return found[0]
    for earlier in blocks[max(0, index - _REPEAT_WINDOW) : index]:
        if len(earlier.key) >= 24 and block.key.startswith(earlier.key) and block.credited:
            return earlier.start
        if block.credited and earlier.credited and _is_near(earlier.key, block.key):
            return earlier.start
    return None


def _is_near(one: str, other: str) -> bool:
    """Whether two captions share nearly all their words ("Feb. 3" / "February 3")."""
    first, second = set(one.split()), set(other.split())
    return len(first & second) * 5 >= 4 * max(len(first), len(second))


def _kind(blocks: Sequence[Block], index: int, *, in_turn: bool, listing: bool, repeated: bool) -> SegmentKind:
    block = blocks[index]
    line = block.line
    if in_turn:
        return SegmentKind.PARAGRAPH
    if layout.is_furniture(line) or layout.is_record(line):
        return SegmentKind.FURNITURE
    if printed.is_byline(line) or printed.is_date_line(line):
        return SegmentKind.DATELINE
    if block.credited:
        return SegmentKind.CAPTION
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if following and len(line) >= 24 and following.key.startswith(block.key) and following.credited:
        return SegmentKind.CAPTION
    if index == 0 and following and is_heading(line.rstrip(".\"' ") if line.endswith('"') else line, longest=250):
        return SegmentKind.TITLE
    if layout.RE_BULLET.match(line) or listing:
        return SegmentKind.LIST_ITEM
    if _RE_HEADING_MARK.match(line) or (is_heading(line) and not (following is None and index > 1)) or (repeated and is_heading(line)):
        return SegmentKind.TITLE
    if len(line) > 40 and line[0] == '"' and line.rstrip(". ")[-1] == '"' and line.count('"') % 2 == 0 and '," ' not in line:
        return SegmentKind.QUOTATION
    return SegmentKind.PARAGRAPH


def is_heading(line: str, *, longest: int = _LONGEST_HEADING) -> bool:
    """Whether a line alone looks like a title or heading: short, in one piece, no full stop, begun with a capital, quote or figure."""
    if not 3 <= len(line) <= longest or _RE_NO_HEADING.search(line):
        return False
    return line[0].isupper() or line[0] in "\"'#$[" or line[0].isdigit()


def _goes_on(blocks: Sequence[Block], index: int, kind: SegmentKind, listing: bool) -> bool:
    """Whether the next block is an item of a list without bullets: lines without a full stop under a line that ends in a colon."""
    following = blocks[index + 1 : index + 4]
    if len(following) < 2 or layout.RE_BULLET.match(following[0].line):
        return False
    if listing:
        item = following[0]
        return item.gap == blocks[index].gap and (not item.complete or (not following[1].complete and _is_one_sentence(item)))
    if not blocks[index].line.endswith(":") or kind in (SegmentKind.FURNITURE, SegmentKind.CAPTION) or len(blocks[index].line) < 16:
        return False
    open_ended = sum(1 for block in following if not block.complete)
    return (
        open_ended * 2 >= len(following) + 1
        and not following[0].complete
        and following[0].line[0] != '"'
        and following[0].gap == following[1].gap
    )


def _is_one_sentence(block: Block) -> bool:
    return len(sentences(block.line, 0, len(block.line))) == 1


def _cut(text: str, block: Block, kind: SegmentKind, speaker: str | None, repeat: int | None) -> list[Segment]:
    """The segments of one block: a dateline or caption at the head of a paragraph is one of its own."""
    start, end = block.start, block.end
    out: list[Segment] = []
    if kind is SegmentKind.PARAGRAPH:
        head, sort = _head(block)
        if head:
            out.append(_segment(text, Span(start, start + head), sort, None, None))
            start = _next(text, start + head, end)
    player = layout.player(text, start, end)
    if player:
        low, high = player
        if start < low:
            out.append(_segment(text, Span(start, len(text[start:low].rstrip()) + start), kind, speaker, repeat))
        out.append(_segment(text, Span(low, high), SegmentKind.FURNITURE, None, None))
        start = _next(text, high, end)
    if start < end:
        out.append(_segment(text, Span(start, end), kind, speaker, repeat))
    return out


def _next(text: str, start: int, end: int) -> int:
    """The first place from `start` that is no blank, `end` where there is none."""
    while start < end and text[start].isspace():
        start += 1
    return start


def _head(block: Block) -> tuple[int, SegmentKind]:
    """Length of a dateline or caption run into the paragraph, 0 where there is none."""
    dateline = printed.dateline(block.line)
    if dateline:
        return len(dateline.group().rstrip()), SegmentKind.DATELINE
    credit = layout.credit_inside(block.line)
    if credit and len(block.line) > credit.end() + 80:
        return credit.end(), SegmentKind.CAPTION
    return 0, SegmentKind.PARAGRAPH


def _segment(text: str, span: Span, kind: SegmentKind, speaker: str | None, repeat: int | None) -> Segment:
    found = (span,) if kind in (SegmentKind.TITLE, SegmentKind.FURNITURE, SegmentKind.DATELINE) else sentences(text, *span)
    return Segment(span, kind, found, speaker, repeat)
