"""Runs of time words -> expressions: the longest reading at each place, with what stands before it and joins it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from factdb.frozen import dataclass
from factdb.timex import absolute, duration, ranges, relative
from factdb.timex.context import governing_since, is_comparison, is_year, relation_before
from factdb.timex.dispatch import first_of
from factdb.timex.rule import Found, Node
from factdb.timex.scan import Item, Run, classes_of
from factdb.values import Relation, Span, TimexType


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression as found, not yet resolved.

    `span` is the TIMEX3 extent, `full` has the preposition too. `node` is its meaning (`resolve.evaluate`). `other` is the date named
    before it in the same sentence, from which "a year earlier" is told, `near` one of some sentence before: from it a bare month takes its
    year where there is no day of writing. `parts`: the two ends of a range.
    """

    span: Span
    full: Span
    type: TimexType
    rule: str
    node: Node
    relation: Relation = Relation.IN
    other: Expression | None = None
    parts: tuple[Expression, ...] = ()
    comparison: bool = False
    near: Expression | None = None


# order decides where two rules match at one place: what says more comes first
_RULES: Final = (*ranges.RULES, *duration.RULES[:4], *absolute.RULES, *relative.RULES, *duration.RULES[4:], *duration.CLOCK, *absolute.BARE)
PATTERNS: Final = tuple(classes_of(rule.pattern) for rule in _RULES)
_COMPILED: Final = tuple(re.compile(pattern, re.VERBOSE) for pattern in PATTERNS)


def _by_first() -> dict[str, tuple[int, ...]]:
    """Class -> places in `_RULES` of the rules that can begin with it, in order."""
    firsts = [first_of(pattern) for pattern in PATTERNS]
    return {char: tuple(i for i, first in enumerate(firsts) if char in first) for char in frozenset().union(*firsts)}


_BY_FIRST: Final = _by_first()


@dataclass(slots=True)
class _Piece:
    """An expression in items `[low, high)` of its run."""

    low: int
    high: int
    node: Node
    type: TimexType
    rule: str
    parts: tuple[_Piece, ...] = ()


def expressions(run: Run, text: str) -> Iterator[Expression]:
    """Expressions of a run, in order, none overlapping another."""
    floor = 0
    for piece in _joined(run, _pieces(run, text)):
        yield _expression(run, text, piece, floor)
        floor = piece.high


@lru_cache(maxsize=1 << 14)
def _search(classes: str, position: int, skip: int = 0) -> tuple[int, re.Match[str]] | None:
    """(place in `_RULES`, match) of the first rule that fits at `position` or later, `skip` rules left out at `position` itself.

    Remembered: runs of the same classes ("in" + year) come again and again.
    """
    for at in range(position, len(classes)):
        for index in _BY_FIRST.get(classes[at], ()):
            if at == position and index < skip:
                continue
            match = _COMPILED[index].match(classes, at)
            if match is not None and match.end() > at:
                return index, match
    return None


def _pieces(run: Run, text: str) -> list[_Piece]:
    out: list[_Piece] = []
    position = 0
    classes = run.classes
    skip = 0
    while (hit := _search(classes, position, skip)) is not None:
        index, match = hit
        rule = _RULES[index]
        found = Found(match, run, text)
        built = rule.build(found)
        low, end = match.span()
        if built is None or (rule.name == "year" and not is_year(text, run, low, end)):
            position, skip = low, index + 1  # the next rule at the same place: "May 40" is still May
            continue
        skip = 0
        node, kind = built
        if kind in (TimexType.DATE, TimexType.TIME):
            # "the first ten months of 2023": the ten months stood alone until the date came
            swallow = bool(out) and (out[-1].type is TimexType.DURATION or out[-1].rule in ("the_unit", "deictic", "weekday", "quarter"))
            floor = (out[-2].high if len(out) > 1 else 0) if swallow else out[-1].high if out else 0
            inner = _Piece(low, end, node, kind, rule.name)
            low, node, kind = ranges.prefixed(run, low, floor, node, kind)
            swallowed = out.pop() if out and low < out[-1].high else None
            if node[0] == "period_to":  # TIMEX3 has two expressions here
                first = swallowed or _Piece(low, _unit_end(run, low, inner.low), ("duration", *node[1:3]), TimexType.DURATION, "period_to")
                out.append(_Piece(low, end, node, kind, rule.name, (first, inner)))
                position = end
                continue
        ends = _ends(rule.name, found)
        if node[0] in ("duration", "ago", "tod", "year", "decade", "window"):
            low, node = ranges.modified(run, low, out[-1].high if out else 0, node)
        parts = (
            tuple(_Piece(a, b, n, kind, rule.name) for (a, b), n in zip(ends, node[1:], strict=True)) if ends and node[0] == "range" else ()
        )
        out.append(_Piece(low, end, node, kind, rule.name, parts))
        position = end
    return out


def _ends(rule: str, found: Found) -> tuple[tuple[int, int], ...]:
    """Items of the two ends of a range that one rule reads: "July 3" and "4" of "July 3-4"."""
    low, high = found.match.span()
    if rule == "month_days":
        return (low, found.span("d1")[1]), (found.span("d2")[0], high)
    if rule == "days_month":
        return (low, found.span("d1")[1]), (found.span("d2")[0], high)
    return ()


def _unit_end(run: Run, low: int, inner: int) -> int:
    """Item behind "the quarter" of "the quarter ended 3 May"."""
    return next((i for i in range(low, inner) if run.items[i].word in ("ended", "ending", "to", "through")), inner)


def _joined(run: Run, pieces: list[_Piece]) -> list[_Piece]:
    """Two ends made one range; a year shared by a list ("June and November of 2022") given to each."""
    out: list[_Piece] = []
    for piece in pieces:
        if out:
            before = out[-1]
            node = ranges.range_of(run, before.low, before.high, piece.low, before.node, piece.node)
            if node is not None:
                before.node = node[1]
                out[-1] = _Piece(before.low, piece.high, node, TimexType.DATE, "range", (before, piece))
                continue
            if (
                before.node[0] == piece.node[0] == "tod"
                and before.node[2] == ("this_day",)
                and ranges.RE_RANGE_JOINT.fullmatch(run.classes, before.high, piece.low)
            ):
                before.node = (*before.node[:2], piece.node[2])  # "from 9 a.m. to 5 p.m. on Monday"
            between = "".join(i.word for i in run.items[before.high : piece.low])
            if between in ("and", ",", ",and", "or"):
                for earlier in reversed(out):
                    earlier.node = ranges.shared_year(earlier.node, piece.node)
        out.append(piece)
    return out


def _expression(run: Run, text: str, piece: _Piece, floor: int) -> Expression:
    items = run.items
    span = _span(items, piece.low, piece.high, text)
    relation, begin = relation_before(run, text, piece.low, floor)
    full = Span(begin if begin is not None else span.start, span.end)
    opened = RE_YEAR_FROM.search(text, max(0, span.start - 60), span.start) if piece.node[0] in ("month", "day") else None
    if opened is not None:  # "for the fiscal year that begins July 1"
        named = Span(opened.start("year"), span.end)
        return Expression(
            named, Span(opened.start(), span.end), piece.type, piece.rule, ("year_from", piece.node, _tense_of(opened.group()))
        )
    since = governing_since(text, span.start) if relation is Relation.IN and piece.type is TimexType.DATE else None
    if since is not None:
        relation, full = Relation.SINCE, Span(since, span.end)
    parts = tuple(Expression(s := _span(items, p.low, p.high, text), s, p.type, p.rule, p.node) for p in piece.parts)
    comparison = (piece.type is TimexType.DATE or piece.node[0] in ("period_to", "first", "window")) and is_comparison(
        text, *span, _sort(piece.node)
    )
    return Expression(span, full, piece.type, piece.rule, piece.node, relation, None, parts, comparison)


RE_YEAR_FROM: Final = re.compile(
    r"(?:\b(?:in|for|during|over)[ ])?(?P<year>(?:the|its|a)[ ](?:new[ ]|next[ ]|current[ ])?(?:fiscal|financial|business|budget|tax|crop|marketing|school|academic)[ ]year[ ,]{1,2}"
    r"(?:(?:that|which)[ ])?(?:will[ ]|is[ ]to[ ])?(?:began|begins?|beginning|starts?|started|starting|commencing|commences|from)[ ](?:(?:on|in|from)[ ])?(?:the[ ])?)\Z"
)


def _tense_of(words: str) -> int:
    """Whether a business year has begun (-1), will begin (1), or its words do not say (0)."""
    return -1 if "began" in words or "started" in words else 1 if "begin" in words or "starts" in words else 0


def _span(items: list[Item], low: int, high: int, text: str) -> Span:
    """Offsets of items `[low, high)`, marks at their edges left out but for the apostrophe of '80s."""
    words = [k for k in range(low, high) if items[k].value is not None] or [low]
    first, last = items[words[0]], items[words[-1]]
    start = first.start - (words[0] > low and text[first.start - 1 : first.start] == "'")
    return Span(start, _end(last.end, last.word, text))


def _end(end: int, word: str, text: str) -> int:
    """The dot of "a.m." belongs to it."""
    return end + 1 if word == "m" and text[end : end + 1] == "." else end


# how far back a "later" or "the same day" looks for the date it is told from
_REACH: Final = 700


def with_others(found: list[Expression], text: str) -> Iterator[Expression]:
    """Each expression with the date named before it, where its words are told from one: near, and in the sentence for "earlier"."""
    previous: Expression | None = None
    dated: Expression | None = None
    named: dict[str, Expression] = {}  # the last quarter and month that the text named
    for each in found:
        expression = each if previous is None else _beside(each, previous, text)
        sort = _sort(each.node)
        if sort == "the" and (expression.other is None or _unit_named(expression.other.node) is None):
            story = named.get(str(_inner(each.node)[1]))
            if story is not None and each.span.start - story.span.end < _STORY:
                expression = replace(expression, other=story)  # "in the quarter" of a story about the second quarter
        elif sort == "again":
            near = named.get("P")
            expression = replace(expression, other=near if near is not None and each.span.start - near.span.end < _STORY else None)
        elif sort == "same" and "P" in named and each.span.start - named["P"].span.end < _REACH:
            expression = replace(expression, other=named["P"])  # no day named since is meant
        if (
            dated is not None
            and sort in _BARE
            and expression.other is None
            and each.node[-1] is None
            and each.span.start - dated.span.end < _NEAR
        ):
            expression = replace(expression, near=dated)
        yield expression
        if _is_dated(each.node):
            dated = each
        if sort in _PERIODS and not expression.comparison:
            named["P"] = expression
        unit = _unit_named(each.node)
        if unit is not None and not expression.comparison:
            named[unit] = expression
        if (each.type in (TimexType.DATE, TimexType.TIME) and sort != "ref" and not _is_vague(each.node)) or sort in ("period_to", "first"):
            previous = expression


_PERIODS: Final = frozenset(("month", "quarter", "half", "season", "range", "period_to", "first", "first_bare"))
_BARE: Final = frozenset(("month", "day", "quarter"))
_NEAR: Final = 900  # characters
_STORY: Final = 4000  # characters


def _inner(node: Node) -> Node:
    return node[2] if node[0] in ("part", "tod", "mod") else node


def _unit_named(node: Node) -> str | None:
    """The unit, Q or M, of which a node names one: "the second quarter", "April-June", "in July", "the three months to June"."""
    if node[0] in ("quarter", "month"):
        return "Q" if node[0] == "quarter" else "M"
    if node[0] == "range" and node[1][0] == node[2][0] == "month":
        return "Q" if (node[2][1] - node[1][1]) % 12 == 2 and node[1][1] % 3 == 1 else None
    if node[0] == "period_to" and (node[1], node[2]) in ((1, "Y"), (12, "M")):
        return "Y"
    if node[0] == "period_to" and (node[1], node[2]) in ((1, "Q"), (3, "M"), (1, "M")):
        return "M" if (node[1], node[2]) == (1, "M") else "Q"
    return "Q" if node[0] == "shift" and node[1] == "Q" else None


def _beside(expression: Expression, previous: Expression, text: str) -> Expression:
    """An expression as it is read behind another date."""
    sort = _sort(expression.node)
    end, start = previous.span.end, expression.span.start
    one_sentence = start - end < _REACH and RE_BREAK.search(text, end, start) is None
    told = sort in _TOLD and start - end < _REACH and (one_sentence or _looks_on(expression.node))
    # "in June 2014, up from 3 percent in May"
    bare = sort in ("month", "day", "quarter") and expression.node[-1] is None and one_sentence and _is_dated(previous.node)
    if bare and sort == "month" and not told and _NOW_AGAINST.search(text, max(end, start - 60), start):
        bare = False  # "from a peak of 9 percent in June 2022 to 3 percent in August"
    # "than a year earlier (Q1 2013)"
    apposed = previous.comparison and _APPOSED.fullmatch(text, end, start) is not None
    if not (told or bare or apposed):
        return expression
    return replace(expression, other=previous if told or bare else None, comparison=expression.comparison or apposed)


_TOLD: Final = frozenset(("first_bare", "anaphor", "shifted", "same", "this_day", "the", "latest_period", "again"))
_NOW_AGAINST: Final = re.compile(r"\bto[ ](?:[a-z]+[ ]){0,2}[^ ]?[0-9][^,;]{0,25}[ ](?:in|at|by|on)[ ]\Z")
_APPOSED: Final = re.compile(r"[ ]?[(]?[ ]?")


def _is_vague(node: Node) -> bool:
    return node[0] in ("shifted", "ago") and node[1] is None


def _is_dated(node: Node) -> bool:
    """Whether a date within a year says its year."""
    if node[0] in ("part", "range", "period_to"):
        return _is_dated(node[3] if node[0] == "period_to" else node[2])
    return node[0] == "date" or (node[0] in ("month", "day", "quarter") and node[-1] is not None)


def _looks_on(node: Node) -> bool:
    """Whether the words go on from a date told before ("later", "the same day"); "a year earlier" may go back from today."""
    inner = node[2] if node[0] in ("part", "tod", "mod") else node
    return bool(
        (inner[0] == "shifted" and inner[3] > 0)
        or (inner[0] == "anaphor" and inner[2] >= 0)
        or inner[0] in ("latest_period", "same", "again")
        or (inner[0] == "the" and inner[1] != "Y")
    )


def _sort(node: Node) -> str:
    return str(node[2][0] if node[0] in ("part", "tod", "mod") else node[0])


RE_BREAK: Final = re.compile(r"[.!?][\"')]?\s+[A-Z\"]|\n\s*\n")
