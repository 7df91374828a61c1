"""Time: the period or instant for which the figure holds (GUIDELINES: "Time")."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from factdb.frame.clause import Form, VerbGroup
from factdb.frame.scope import Scope, Slot
from factdb.text.tokens import TIME_NOUNS
from factdb.timex.value import moved_interval
from factdb.values import Basis, ClaimTime, Grain, Quantity, Relation, SegmentKind, Span, Timex, TimexType

# between a figure and a time after it: the time opens what comes next
RE_BREAK: Final = re.compile(r",[ ](?:and|but|while|with|as|which|who)\b|[ ](?:but|while|whereas)[ ]")
RE_AND: Final = re.compile(r"[ ]and[ ]")
# "in 2023, when trade reached": the clause after holds for the period itself
RE_WHEN: Final = re.compile(r",?[ ]when\b")
# hard stops, and words that turn from one figure to another that it is told against
RE_STOP: Final = re.compile(r"[;:\u2014]")
RE_TURN: Final = re.compile(
    r"\b(?:following|after|compared|(?<!more[ ])(?<!less[ ])(?<!fewer[ ])than|despite|versus|which|who|where)\b|\b(?:from|against|before)[ ](?:(?:an?|the|about|some)[ ])?\Z"
)
RE_PRINTED: Final = re.compile(r"\b(?:out|released|published|issued|posted|printed|reported|dated)[ ]\Z")
RE_SAID: Final = re.compile(r"\b(?:said|told|reported|noted|wrote|claimed|stated)[ ]\Z")
RE_LIST: Final = re.compile(r"[,;]?[ ]?(?:and|or)?[ ]?(?:of|in)?[ ]?")
_ATTACHED, _FRONT, _SHARED, _NEAR, _ELSEWHERE, _LOOSE, _STATED = range(7)


def period(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None]:
    """Own clause, own sentence, or carried from the sentence before while the same list goes on."""
    own = _own(scope, quantity)
    if own is not None:
        return own
    return carry(scope, quantity)


def reason(scope: Scope, quantity: Quantity) -> str | None:
    """Why a figure has no period although its sentence has a time expression; None when it has none."""
    times = [t for t in scope.times if t.type is not TimexType.SET and not t.span.overlaps(quantity.span)]
    if not times:
        return None
    nearest = min(times, key=lambda t: abs(t.span.start - quantity.span.start))
    if nearest.comparison:
        return "the time named is compared with"
    if nearest.start is None:
        return nearest.reason
    return "the time named is that of saying" if _is_spoken(scope, nearest) else "the time named belongs to something else"


def _own(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None] | None:
    """The best time of the sentence itself; None when it has none that the figure can hold for."""
    ranked = [(rank, distance, t) for t in scope.times if _usable(t, quantity) for rank, distance in [_rank(scope, quantity, t)] if rank is not None]
    for t in scope.times:  # "since 2021, when it cost $3"
        if t.whole_start is not None and t.full.end <= quantity.span.start and RE_WHEN.match(scope.text, t.span.end) and not RE_BREAK.search(scope.text, t.span.end, quantity.span.start):
            return _slot(scope, t, t, whole=True)
    if not ranked:
        return None
    _, _, best = min(ranked, key=lambda r: r[:2])
    if best.value == "PRESENT_REF":
        spoken = next((t for t in scope.times if t is not best and t.start is not None and t.grain in (Grain.DAY, Grain.WEEK, Grain.MONTH) and _verb(scope, t) in SAYING), None)
        if spoken is not None and spoken.value != "PRESENT_REF":
            return _slot(scope, spoken, spoken)
    first, last = _list_around(scope, best)
    return _slot(scope, first, last)


def _usable(timex: Timex, quantity: Quantity) -> bool:
    if timex.start is None or timex.comparison or timex.type is TimexType.SET or timex.rule == "part_bare":
        return False
    return not timex.span.overlaps(quantity.span)


def _rank(scope: Scope, quantity: Quantity, timex: Timex) -> tuple[float | None, int]:
    """(order of preference, distance), smallest first; None: the figure does not hold for it."""
    after = timex.full.start >= quantity.span.end
    between = Span(quantity.span.end, timex.full.start) if after else Span(timex.span.end, quantity.span.start)
    if _is_spoken(scope, timex) or (_is_duration(scope, quantity) and timex.relation not in _DATED) or _is_attribute(scope, quantity):
        return None, 0
    rank = _rank_after(scope, quantity, timex, between) if after else _rank_before(scope, quantity, timex)
    if rank is None:
        return None, 0
    if rank != _ATTACHED and timex.grain is Grain.DAY and _verb(scope, timex) in STATING:
        rank += _STATED
    if _is_attributive(scope, timex):
        rank += 2
    return rank, between.end - between.start


def _rank_after(scope: Scope, quantity: Quantity, timex: Timex, between: Span) -> float | None:
    """Rank of a time behind the figure: the fewer figures, verbs and breaks between the better."""
    text, syntax = scope.text, scope.syntax
    stops = RE_STOP.findall(text, *between)
    if stops and (set(stops) != {"\u2014"} or len(stops) % 2):  # a pair of dashes is an aside
        return None
    if timex.value == "PRESENT_REF" and syntax.clause(syntax.index(quantity.span.start)) != syntax.clause(syntax.index(timex.span.start)):
        return None
    others = [q for q in scope.quantities if between.covers(q.span)]
    verbs = syntax.groups_in(syntax.index(between.start) + 1, syntax.index(between.end)) if between.end - between.start > 2 else []
    verbs = [v for v in verbs if v.form in (Form.FINITE, Form.INFINITIVE)]
    broken = RE_BREAK.search(text, *between) is not None
    if not others:
        if len(verbs) > 3:
            return None
        return _LOOSE if broken else _NEAR if verbs else _ATTACHED
    to_other = Span(between.start, others[0].span.start)
    if broken or RE_TURN.search(text, *to_other):
        return None
    if not verbs:
        return _SHARED
    # "slipped 7 percent to reach $3 billion in 2023", "the $5 billion plan results in 600 homes by 2030"
    verb = scope.tokens[verbs[0].first].start
    begin = between.start if verb < others[0].span.start else others[-1].span.end
    return _LOOSE if len(verbs) == 1 and RE_AND.search(text, begin, verb) is None else None


def _rank_before(scope: Scope, quantity: Quantity, timex: Timex) -> float | None:
    """Rank of a time in front of the figure: that of its clause, or one that opens the sentence, rules what follows."""
    syntax = scope.syntax
    here = syntax.clause(syntax.index(quantity.span.start))
    there = syntax.clause(syntax.index(timex.span.start))
    comma = max(scope.text.rfind(", ", scope.sentence.start, timex.full.start), scope.sentence.start)
    if any(comma <= q.span.start < timex.full.start and RE_TURN.search(scope.text, comma, q.span.start) for q in scope.quantities):
        return None  # "after a fall of 3 percent in 2012, ..."
    if here == there:
        return _FRONT
    if timex.value == "PRESENT_REF" and (there.opener or here.opener):
        return None
    return _FRONT if _is_fronted(scope, timex) else _ELSEWHERE


_DATED: Final = frozenset((Relation.SINCE, Relation.UNTIL, Relation.FROM))


def _is_duration(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure is a length of time ("for 13 consecutive years"), not one before a noun ("a 99-year lease")."""
    return quantity.unit in ("year", "month", "week", "day", "hour", "quarter", "minute", "decade") and "-" not in quantity.span.of(scope.text)


def _is_attribute(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure measures what a thing is, of no time: "the 31 acre site", "a 600-megawatt plant"."""
    head = quantity.head_span
    if head is None or quantity.dimension in _TIMED or quantity.unit.isupper() and quantity.dimension == "money":
        return False
    return head.start >= quantity.span.end and not scope.text[quantity.span.end : head.start].strip(" -")


# dimensions of what is counted, paid or compared at a time
_TIMED: Final = frozenset(("count", "money", "ratio", "point", "time", "multiple", ""))


def _is_spoken(scope: Scope, timex: Timex) -> bool:
    """Whether the time is that of saying or printing: "said on Tuesday", "figures released in March"."""
    start = timex.full.start
    beside = next((t for t in scope.times if 0 < start - t.span.end < 3), None)  # "out today (3 May)"
    if RE_PRINTED.search(scope.text, scope.sentence.start, beside.full.start if beside is not None else start):
        return True
    verb = _verb(scope, timex)
    if verb in PRINTING:
        return True
    if verb not in SAYING:
        return False
    return timex.grain in (Grain.DAY, Grain.TIME, None) or RE_SAID.search(scope.text, scope.sentence.start, timex.full.start) is not None


def _verb(scope: Scope, timex: Timex) -> str:
    """Base form of the verb that governs a time expression, "" when there is none."""
    group: VerbGroup | None = scope.syntax.governor(*timex.full) if scope.tokens else None
    return group.verb if group is not None else ""


SAYING: Final = frozenset("say tell report note write claim state explain reveal tweet comment remark".split())
PRINTING: Final = frozenset("publish release".split())
STATING: Final = frozenset("announce promise pledge vow declare approve sign unveil".split())


def _is_fronted(scope: Scope, timex: Timex) -> bool:
    return timex.full.start - scope.sentence.start < 25


def _is_attributive(scope: Scope, timex: Timex) -> bool:
    """Whether a year stands before a noun: "the 2010 weights"."""
    return timex.full == timex.span and timex.rule == "year" and scope.text[timex.span.end : timex.span.end + 2][1:].islower()


def _list_around(scope: Scope, best: Timex) -> tuple[Timex, Timex]:
    """First and last of a list of dates that `best` stands in: "in May 2015, June 2017 and September 2022"."""
    dates = [t for t in scope.times if t.start is not None and t.type is TimexType.DATE and t.value != "PRESENT_REF" and not t.comparison]
    first = last = best
    for left, right in pairwise(dates):
        if left is last and right.grain == left.grain and RE_LIST.fullmatch(scope.text, left.span.end, right.span.start):
            last = right
    for left, right in reversed(list(pairwise(dates))):
        if right is first and right.grain == left.grain and RE_LIST.fullmatch(scope.text, left.span.end, right.span.start):
            first = left
    return first, last


def _slot(scope: Scope, first: Timex, last: Timex, *, whole: bool = False) -> Slot[ClaimTime | None]:
    start = first.whole_start if whole else first.start
    end = last.whole_end if whole else last.end
    assert start is not None and end is not None
    span = Span(first.full.start, last.full.end)
    return Slot(ClaimTime(min(start, end), max(start, end), first.basis, first.grain, span.of(scope.text), span), span, f"own_{first.rule}")


# ---- compared with -------------------------------------------------------------------------------------------------------------------

RE_ON_YEAR: Final = re.compile(
    r"\b(?:(?P<year>year|yearly)[- ](?:on|over)[- ]year|(?P<yoy>yoy|y/y|y-o-y)|(?P<month>month)[- ](?:on|over)[- ]month|(?P<quarter>quarter)[- ](?:on|over)[- ]quarter|(?P<week>week)[- ](?:on|over)[- ]week)\b",
    re.IGNORECASE,
)
_MOVES: Final = {"year": ("same", -1), "yoy": ("same", -1), "month": ("M", -1), "quarter": ("Q", -1), "week": ("W", -1)}


def baseline_period(scope: Scope, quantity: Quantity, holds: ClaimTime | None, words: Span | None = None) -> Slot[ClaimTime | None]:
    """The period a figure is compared with, told from the figure's own: "in 2022, up 5 percent from the previous year" -> 2021.

    `holds` is the figure's period, `words` the span of its baseline's words where they are known.
    """
    if words is None and quantity.unit not in ("percent", "percentage_point", "multiple"):
        return Slot(None)
    found = _comparison(scope, quantity, words)
    if found is not None:
        move = found.shift
        if move is not None and holds is not None:
            return _moved(scope, holds, move, found.full)
        if found.start is not None:
            return Slot(_slot(scope, found, found).value, found.full, "baseline_named")
    area = words or Span(max(scope.sentence.start, quantity.span.start - 40), min(scope.sentence.end, quantity.span.end + 40))
    match = RE_ON_YEAR.search(scope.text, *area)
    if match is not None and holds is not None:
        return _moved(scope, holds, _MOVES[match.lastgroup or "year"], Span(*match.span()))
    return Slot(None)


def _comparison(scope: Scope, quantity: Quantity, words: Span | None) -> Timex | None:
    """The comparing time expression of a figure: inside its baseline's words, else the first behind it before another figure."""
    compared = [t for t in scope.times if t.comparison]
    if words is not None:
        inside = next((t for t in compared if t.full.overlaps(words)), None)
        if inside is not None:
            return inside
    for t in compared:
        between = Span(quantity.span.end, t.full.start)
        if between.end >= between.start and not any(between.covers(q.span) for q in scope.quantities) and not RE_STOP.search(scope.text, *between):
            return t
        between = Span(t.full.end, quantity.span.start)
        if between.end >= between.start and (_is_fronted(scope, t) or not any(between.covers(q.span) for q in scope.quantities)):
            return t
    return None


def _moved(scope: Scope, holds: ClaimTime, move: tuple[str, int], words: Span) -> Slot[ClaimTime | None]:
    """The figure's own period moved; a unit other than its own grain gives the whole unit ("the previous year" of mid-2013 is 2012)."""
    unit, n = move
    start, end = moved_interval(holds.start, holds.end, unit, n)
    grain = holds.grain if unit == "same" else _GRAINS.get(unit, holds.grain)
    return Slot(ClaimTime(start, end, Basis.RELATIVE, grain, words.of(scope.text), words), words, "baseline_moved")


_GRAINS: Final = {"Y": Grain.YEAR, "Q": Grain.QUARTER, "M": Grain.MONTH, "W": Grain.WEEK, "D": Grain.DAY, "DE": Grain.DECADE}


# ---- carried over --------------------------------------------------------------------------------------------------------------------

# words by which a sentence says that it goes on with the list before
RE_GOES_ON: Final = re.compile(
    r"\b(?:of (?:which|these|those|them|this|that)|these|those|they|it|the (?:former|latter)|in (?:this|the same|that) period|during the)\b",
    re.IGNORECASE,
)
RE_ALSO: Final = re.compile(r"\b(?:also|additionally|moreover|furthermore|besides|likewise|in addition)\b", re.IGNORECASE)
RE_THIS_PERIOD: Final = re.compile(r"\b(?:in|over|during|for|within)[ ](?:this|that|the[ ]same|the)[ ](?:same[ ])?(?:period|time|span|year)\b", re.IGNORECASE)
RE_SINCE_ITS: Final = re.compile(r"\bsince[ ](?:its|their|the|his|her|our)\b|\bsince[ ]then\b", re.IGNORECASE)
RE_THIS_AMOUNT: Final = re.compile(r"[-\u2022*\s]*(?:this|the|that|these|those)[ ](?:new[ ]|overall[ ]|total[ ])?\Z", re.IGNORECASE)
_NOT_NOW: Final = frozenset("will would shall could may might should can must expect plan hope aim intend".split())
_LISTED: Final = frozenset((SegmentKind.PARAGRAPH, SegmentKind.LIST_ITEM, SegmentKind.TURN, SegmentKind.QUOTATION))
_FAR: Final = 6  # sentences


def carry(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None]:
    """Nothing in the sentence itself: the period of the sentence before, where the text goes on with the same list."""
    if scope.segment.kind not in _LISTED or scope.previous is None or _is_duration(scope, quantity):
        return Slot(None)
    if RE_SINCE_ITS.search(scope.text, *scope.sentence):
        return _since_before(scope)
    same = _same_amount(scope)
    if same is not None:
        return _carried(same, "same_amount")
    before = _period_meant(scope) if RE_THIS_PERIOD.search(scope.text, *scope.sentence) else main_time(scope.previous)
    if before is None or not _is_past(scope, before) or _looks_ahead(scope, quantity):
        return Slot(None)
    rule = _goes_on(scope, scope.previous)
    if rule in ("goes_on", "same_subject", "also") and _is_present(scope, quantity):
        return Slot(None)  # "The museum opened in 1990. It has 12 rooms."
    return _carried(before, rule) if rule else Slot(None)


def main_time(scope: Scope) -> ClaimTime | None:
    """The period that rules a sentence: that of its first dated figure, else its last date that is no comparison."""
    if "main_time" not in scope.memo:
        scope.memo["main_time"] = None  # a sentence that asks for itself has none
        scope.memo["main_time"] = _main_time(scope)
    found = scope.memo["main_time"]
    return found if isinstance(found, ClaimTime) else None


def _main_time(scope: Scope) -> ClaimTime | None:
    for quantity in scope.quantities:
        found = period(scope, quantity).value
        if found is not None:
            return found
    dates = [t for t in scope.times if t.start is not None and not t.comparison and t.type in (TimexType.DATE, TimexType.DURATION) and not _is_spoken(scope, t)]
    dates = [t for t in dates if not (t.grain is Grain.DAY and _verb(scope, t) in STATING)]
    dates = [t for t in dates if not _is_attributive(scope, t) and t.value != "PRESENT_REF" and t.relation in (Relation.IN, Relation.OVER, Relation.SINCE, Relation.AS_OF)]
    return _slot(scope, dates[-1], dates[-1]).value if dates else None


def _is_past(scope: Scope, time: ClaimTime) -> bool:
    """Whether the period is over, so that what follows may still tell of it; "today" and "now" rule their own sentence only."""
    reference = scope.whole.article.reference
    return reference is None or (time.start < reference.date and time.end <= reference.date)


def _looks_ahead(scope: Scope, quantity: Quantity) -> bool:
    group = scope.syntax.governor(*quantity.span)
    return group is not None and not _NOT_NOW.isdisjoint(group.chain)


def _is_present(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure is told in the plain present, of no period that is over."""
    group = scope.syntax.governor(*quantity.span)
    return group is not None and group.form is Form.FINITE and not group.past and not (group.chain[0] == "have" and len(group.chain) > 1)


def _goes_on(scope: Scope, previous: Scope) -> str:
    """The sign that the same list goes on, "" where there is none."""
    opening = scope.text[scope.sentence.start : scope.sentence.start + 60]
    if RE_THIS_PERIOD.search(scope.text, *scope.sentence):
        return "this_period"
    if previous.sentence.of(scope.text).rstrip().endswith(":") and scope.segment.kind is SegmentKind.LIST_ITEM:
        return "list_head"
    same = scope.segment is previous.segment
    if scope.segment.kind is SegmentKind.LIST_ITEM and not same:
        return "parallel" if _first_words(scope) == _first_words(previous) else ""
    shared = len(_nouns(scope) & _words(previous))
    if RE_ALSO.search(opening):
        return "also"
    if RE_GOES_ON.search(opening) and (same or shared):
        return "goes_on"
    if shared >= (1 if same else 2):
        return "same_subject"
    return ""


def _first_words(scope: Scope) -> tuple[str, ...]:
    return tuple(t.lower for t in scope.tokens if t.tag not in ("MARK", "NUM"))[:2]


def _nouns(scope: Scope) -> frozenset[str]:
    """Common nouns of a sentence, plural s away."""
    return frozenset(t.lower.removesuffix("s") for t in scope.tokens if t.tag == "NOUN" and len(t.lower) > 3 and t.lower not in TIME_NOUNS)


def _period_meant(scope: Scope) -> ClaimTime | None:
    """The period that "in this period" takes up: the last one named in the sentences shortly before."""
    before = scope.previous
    for _ in range(3):
        found = main_time(before) if before is not None else None
        if found is not None or before is None:
            return found
        before = before.previous
    return None


def _words(scope: Scope) -> frozenset[str]:
    return frozenset(t.lower.removesuffix("s") for t in scope.tokens)


def _since_before(scope: Scope) -> Slot[ClaimTime | None]:
    """"since its launch" without a date: the "since ... in April 2022" said shortly before."""
    before = scope.previous
    for _ in range(_FAR):
        if before is None:
            break
        for t in before.times:
            if t.relation is Relation.SINCE and t.start is not None:
                found = _slot(before, t, t).value
                return _carried(found, "since_before") if found is not None else Slot(None)
        before = before.previous
    return Slot(None)


def _same_amount(scope: Scope) -> ClaimTime | None:
    """The period of an amount told before, when the sentence opens by naming it again ("This $9 billion plan ...")."""
    if not scope.quantities:
        return None
    first = scope.quantities[0]
    if RE_THIS_AMOUNT.match(scope.text[scope.sentence.start : first.span.start]) is None:
        return None
    before = scope.previous
    for _ in range(_FAR):
        if before is None:
            break
        for quantity in before.quantities:
            if (quantity.value, quantity.unit) == (first.value, first.unit):
                return period(before, quantity).value
        before = before.previous
    return None


def _carried(time: ClaimTime, rule: str) -> Slot[ClaimTime | None]:
    """The same period, said in a sentence before."""
    return Slot(ClaimTime(time.start, time.end, Basis.CONTEXT, time.grain, time.text, time.span), time.span, f"carried_{rule}")
