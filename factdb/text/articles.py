"""A text -> its articles, found by general signs; why each starts where it does is kept."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final

from factdb.text import headlines, layout, printed, speakers
from factdb.text.blocks import Block, blocks, prepared
from factdb.text.fold import fold
from factdb.text.headlines import ENOUGH
from factdb.text.segments import segments
from factdb.values import Article, Reference, Segment, SegmentKind, Span

_LONGEST_TITLE: Final = 200
_RE_SOURCE: Final = re.compile(r"source[ ]?:[ ]*(?P<name>[A-Z][^|.;:]{1,60})", re.IGNORECASE)
_RE_MARKS: Final = re.compile(r"^#{1,6}\s+|\s+#+$")


def articles(text: str, *, reference: Reference | None = None, publisher: str | None = None, split: bool = True) -> tuple[Article, ...]:
    """The articles of `text` in order, at least one where it has any text. What stands before the first is a page's navigation.

    Args:
        text: as read, not folded.
        reference: when all of them were written, where that is known.
        publisher: who published all of them, where that is known.
        split: False: the whole text is one article.
    """
    folded = prepared(text)
    parts = blocks(folded)
    if not parts:
        return ()
    starts = _starts(parts) if split else [(0, 1.0, "not split")]
    ends = [begin for begin, _, _ in starts[1:]] + [len(parts)]
    found = []
    for number, ((begin, confidence, reason), end) in enumerate(zip(starts, ends, strict=True), 1):
        inside = parts[begin:end]
        span = Span(inside[0].start, parts[end].start if end < len(parts) else len(text))
        found.append(
            _article(
                text, folded, span, inside, number=number, reference=reference, publisher=publisher, confidence=confidence, reason=reason
            )
        )
    return tuple(found)


def article(
    text: str,
    span: Span,
    *,
    number: int = 1,
    title: str | None = None,
    reference: Reference | None = None,
    publisher: str | None = None,
    speaker: str | None = None,
    confidence: float = 1.0,
    reason: str = "whole document",
) -> Article:
    """The article at `span` of `text`, its segments found; `title` and `speaker` None: as the text gives them."""
    folded = prepared(text)
    inside = blocks(folded, *span)
    return _article(
        text,
        folded,
        span,
        inside,
        number=number,
        title=title,
        reference=reference,
        publisher=publisher,
        speaker=speaker,
        confidence=confidence,
        reason=reason,
    )


def _article(
    text: str,
    folded: str,
    span: Span,
    inside: Sequence[Block],
    *,
    number: int,
    reference: Reference | None,
    publisher: str | None,
    confidence: float,
    reason: str,
    title: str | None = None,
    speaker: str | None = None,
) -> Article:
    speaker = speaker or _speaker(folded, inside, title)
    found = segments(folded, inside, speaker)
    title = title or _title(text, found)
    publisher = publisher or _publisher(inside)
    return Article(number, span, title, found, reference, publisher, speaker, confidence, reason)


def _title(text: str, found: Sequence[Segment]) -> str:
    """The first title, else the beginning of the first segment; as the text writes it, one line, cut at a word."""
    if not found:
        return ""
    segment = next((s for s in found[:6] if s.kind is SegmentKind.TITLE), found[0])
    title = _RE_MARKS.sub("", " ".join(segment.span.of(text).split()))
    return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rsplit(" ", 1)[0]


def _speaker(folded: str, inside: Sequence[Block], title: str | None) -> str | None:
    """Who gives the speech or signs the text, by its heading or one of its first lines."""
    for line in (fold(title or ""), *(block.line for block in inside[:4] if len(block.line) <= 160)):
        name = speakers.speech_speaker(line)
        if name:
            return name if " " in name else speakers.full_name(folded, inside, name)
    # "Op-ed: ..." speaks for the one who signs it
    if fold(title or inside[0].line).partition(":")[0].lower().strip() in layout.words("speech_kind"):
        return next(filter(None, (printed.byline_name(block.line) for block in inside[1:5])), None)
    return None


def _publisher(inside: Sequence[Block]) -> str | None:
    """Who published it as the lines under the title say: a "Source:" line, or a name that a listing prints twice."""
    head = list(itertools.takewhile(lambda block: len(block.line) < 200, inside[1:10]))
    for block in head:
        source = _RE_SOURCE.match(block.line)
        if source:
            return source["name"].strip()
    if not any(layout.is_age(block.line) for block in head):
        return None
    plain = [layout.RE_BULLET.sub("", block.line).strip() for block in head]
    titles = {inside[0].line, *(block.line for block in head if block.key == inside[0].key)}
    return next((name for name in plain if len(name) < 40 and name not in titles and plain.count(name) > 1), None)


def _first(parts: Sequence[Block]) -> int:
    """The first block that is no furniture, 0 where all are."""
    return next((n for n, block in enumerate(parts) if not layout.is_furniture(block.line)), 0)


def _starts(parts: Sequence[Block]) -> list[tuple[int, float, str]]:
    """Index of the first block of each article, with confidence and reason."""
    first = _first(parts)
    found: list[tuple[int, float, str]] = []
    title = parts[first].key
    labels = headlines.labels(parts)
    for index in range(first + 1, len(parts)):
        block = parts[index]
        if block.key == title or (index == first + 1 and layout.is_record(parts[first].line)) or not headlines.is_candidate(block):
            continue
        seen = headlines.signs(parts, index, first, labels)
        score = sum(sign.weight for sign in seen)
        if score >= ENOUGH:
            start = _with_record(parts, index, first)
            found.append((start, _confidence(score), _reason(seen)))
            first, title = start, block.key
    return [_opening(parts, found), *found]


def _with_record(parts: Sequence[Block], index: int, first: int) -> int:
    """`index`, or that of the archive's line ("Document 3 of 20") right before it."""
    return index - 1 if index - 1 > first and layout.is_record(parts[index - 1].line) else index


def _opening(parts: Sequence[Block], later: Sequence[tuple[int, float, str]]) -> tuple[int, float, str]:
    """The first article: the whole beginning, but where a listing opens with a page's navigation, from its first headline."""
    first = _first(parts)
    if not later:
        return 0, 1.0, "whole document"
    limit = later[0][0]
    for index in itertools.islice(range(first, limit), 8):
        if headlines.is_candidate(parts[index]):
            seen = headlines.signs(parts, index, index, headlines.labels(parts[:limit]))
            if any(sign.name == "title repeated" for sign in seen):
                return index, _confidence(sum(sign.weight for sign in seen)), _reason(seen)
            break
    return 0, 1.0, "start of the text"


def _confidence(score: int) -> float:
    """0.7 at the least score that counts, nearing 1."""
    return round(1 - 0.3 * 0.7 ** (score - ENOUGH), 2)


def _reason(seen: Sequence[headlines.Sign]) -> str:
    return ", ".join(sign.name for sign in sorted(seen, key=lambda sign: -sign.weight) if sign.weight > 0)
