"""The time of a figure in its own sentence: its clause first, then another clause (GUIDELINES: "Time")."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from factdb.frame.attribute import is_attribute
from factdb.frame.baseline import is_baseline, is_measure_compared
from factdb.frame.clause import Form, VerbGroup
from factdb.frame.lengths import is_placeless, length_from
from factdb.frame.other_time import (
    FORETOLD,
    STATING,
    is_aside,
    is_behind_other,
    is_fronted,
    turns,
    turns_behind,
)
from factdb.frame.scope import Scope, Slot
from factdb.frame.side_time import goes_on_parallel, is_of_deal, is_of_side
from factdb.frame.spoken import SAYING, is_spoken, verb_of
from factdb.timex.context import alternation
from factdb.timex.told import NO_REFERENCE
from factdb.values import Basis, ClaimTime, Grain, Quantity, Relation, Span, Timex, TimexType

# between a figure and a time after it: the time opens what comes next
RE_BREAK: Final = re.compile(r",[ ](?:and|but|while|with|as|which|who)\b|[ ](?:but|while|whereas)[ ]")
RE_AND: Final = re.compile(r"[ ]and[ ]")
# "in 2023, when trade reached": the clause after holds for the period itself
RE_WHEN: Final = re.compile(r",?[ ]when\b")
# hard stops, and words that turn from one figure to another that it is told against
RE_STOP: Final = re.compile(r"[;:\u2014]")
RE_TURN: Final = re.compile(
    rf"\b(?:{alternation('turning')}|(?<!more[ ])(?<!less[ ])(?<!fewer[ ])than)\b|\b(?:{alternation('turning_next')})[ ](?:(?:an?|the|about|some)[ ]|(?:[a-z']+[ ]){{1,4}}of[ ])?\Z",
    re.VERBOSE | re.IGNORECASE,
)
RE_RECORD: Final = re.compile(rf"\b(?<![Aa]t[ ])(?:[a-z]{{2,12}}est|{alternation('superlative')})\b[^.,;]{{0,40}}\Z", re.VERBOSE)
# a figure after these takes the times behind it
RE_TOTAL: Final = re.compile(rf",[ ](?:{alternation('to_total')})\b", re.VERBOSE)
RE_CHANGE_SINCE: Final = re.compile(r",[ ](?:up|down|an?[ ](?:rise|fall|increase|decrease|drop|gain|jump|decline)|[a-z]{3,12}ing)[ ]")
RE_LIST: Final = re.compile(r"(?:[,;][ ]?(?:and|or)?|[ ]?(?:and|or))[ ]?(?:again[ ])?(?:of|in)?[ ]?")
RE_MORE_THAN: Final = re.compile(r"(?:more|less|fewer)[ ]than[ ]", re.IGNORECASE)
RE_SINCE: Final = re.compile(r"[ ]since[ ]")
_SINCE_REACH: Final = 60  # characters
_FAR: Final = 800  # characters: in a list of hundreds of figures each looks only at the times near it
_ATTACHED, _FRONT, _SHARED, _NEAR, _ELSEWHERE, _LOOSE, _STATED = range(7)


def own(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None] | None:
    """The best time of the sentence itself; None when it has none that the figure can hold for."""
    if RE_SINCE.match(scope.text, quantity.span.end) and not any(
        0 <= t.full.start - quantity.span.end <= _SINCE_REACH for t in scope.times
    ):
        return None  # "2 billion since the start of his term": its own time cannot be told
    if scope.whole.article.reference is None and "since" in scope.words:
        found = _since_undated(scope, quantity)
        if found is not None:
            return found
    pair = _end_of_pair(scope, quantity) or _record(scope, quantity)
    if pair is not None:
        return pair
    baseline = is_baseline(scope, quantity) or is_measure_compared(scope, quantity)
    ranked = [
        (rank, distance, t)
        for t in scope.times
        if _usable(scope, t, quantity) and not (baseline and _is_of_other(scope, quantity, t))
        for rank, distance in [_rank(scope, quantity, t)]
        if rank is not None
    ]
    for t in scope.times:  # "since 2021, when it cost $3"
        if (
            t.whole_start is not None
            and t.full.end <= quantity.span.start
            and RE_WHEN.match(scope.text, t.span.end)
            and not RE_BREAK.search(scope.text, t.span.end, quantity.span.start)
        ):
            return slot_of(scope, t, t, whole=True)
    if not ranked:
        return None
    _, _, best = min(ranked, key=lambda r: r[:2])
    if best.value == "PRESENT_REF":
        spoken = next(
            (
                t
                for t in scope.times
                if t is not best and t.start is not None and t.grain in (Grain.DAY, Grain.WEEK, Grain.MONTH) and verb_of(scope, t) in SAYING
            ),
            None,
        ) or _spoken_before(scope)
        if spoken is not None and spoken.value != "PRESENT_REF":
            return slot_of(scope, spoken, spoken)
    if best.relation is Relation.SINCE and any(link.type == "then" for link in quantity.links):
        if best.mod == "MID" and best.start is not None:
            return Slot(
                ClaimTime(best.start, best.start, best.basis, Grain.DAY, best.full.of(scope.text), best.full), best.full, "own_since_then"
            )
        return slot_of(scope, best, best, whole=True)  # "has risen since April, from 640 to 900"
    if best.relation is Relation.SINCE and best.full.end <= quantity.span.start and _is_of_event(scope, quantity, best):
        return slot_of(scope, best, best, whole=True)
    run = length_from(scope, quantity, best)
    if run is not None:
        found = slot_of(scope, best, best)
        return found._replace(value=found.value and replace(found.value, start=run[0], end=run[1]), rule="own_length")
    first, last = _list_around(scope, best)
    return slot_of(scope, first, last)


def _since_undated(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None] | None:
    """Where nothing says when the article was written, "since 2003" runs up to the last period that it has named."""
    for t in scope.times:
        if t.relation is not Relation.SINCE or t.whole_start is None or t.reason != NO_REFERENCE or t.span.overlaps(quantity.span):
            continue
        if RE_RECORD.search(scope.text, scope.sentence.start, t.full.start):
            continue
        between = Span(quantity.span.end, t.full.start) if t.full.start >= quantity.span.end else Span(t.span.end, quantity.span.start)
        if t.full.start >= quantity.span.end and any(between.covers(q.span) for q in scope.quantities):
            continue
        if RE_STOP.search(scope.text, *between):
            continue
        named = [
            u.whole_end for u in scope.whole.times if u.whole_end is not None and u.span.start < scope.sentence.end and u.rule != "duration"
        ]
        last = max(named, default=None)
        if last is not None and last > t.whole_start:
            return Slot(ClaimTime(t.whole_start, last, t.basis, t.grain, t.full.of(scope.text), t.full), t.full, "own_since_undated")
    return None


def _is_of_event(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the figure is part of the event that "since" names: "since it bought the rights in 2016 for $75 million"."""
    syntax = scope.syntax
    clause = syntax.clause(syntax.index(timex.span.start))
    if not any(g.form is Form.FINITE for g in syntax.groups_in(syntax.index(timex.full.start), syntax.index(timex.span.start))):
        return False
    return clause.opener == "since" and clause == syntax.clause(syntax.index(quantity.span.start))


def _spoken_before(scope: Scope) -> Timex | None:
    """The day on which what this sentence relays was said, told shortly before: "told a meeting on Tuesday ... \"We now have 347,\" he said"."""
    relays = '"' in scope.quote or any(g.verb in SAYING for g in scope.syntax.groups)
    before = scope.previous
    for _ in range(3):
        if not relays or before is None:
            return None
        for t in before.times:
            if t.start is not None and t.start == t.end and t.value != "PRESENT_REF" and verb_of(before, t) in SAYING:
                return t
        before = before.previous
    return None


def _is_of_other(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether a time is that of the figure that a baseline is told against: it stands before, or behind that figure ("from 9 to 7 in 2023")."""
    if timex.full.end <= quantity.span.start:
        return quantity.span.start - timex.span.end > _BESIDE and timex.relation is not Relation.SINCE
    now = [link.start for link in quantity.links if link.type == "then" and link.start > quantity.span.start]
    return bool(now) and now[0] < timex.full.start and timex.relation is not Relation.SINCE


_BESIDE: Final = 6  # characters: "from currently about 12"


def _end_of_pair(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None] | None:
    """The first or last part of a range, for the first or last figure of a pair: "from 3 tons to 5 tons between 2015 and 2020"."""
    kinds = {link.type for link in quantity.links} & {"then", "now"}
    if not kinds or ("now" in kinds and not any(link.start < quantity.span.start for link in quantity.links)):
        return None
    first = "then" in kinds
    for t in scope.times:
        if t.start is None or t.end is None or t.comparison or is_spoken(scope, t):
            continue
        if t.grain is Grain.MONTH and RE_HYPHEN_MONTHS.fullmatch(t.span.of(scope.text)):
            continue  # "in the April-June quarter": one period
        if len(t.parts) == 2 and t.parts[0].start is not None and t.parts[1].start is not None:
            found = slot_of(scope, *(t.parts[:1] * 2 if first else t.parts[1:] * 2), whole=True)
        elif t.rule in _WINDOWS and t.basis is Basis.RELATIVE:
            found = slot_of(scope, t, t)
            day = t.start if first else t.end
            value = found.value
            found = found._replace(value=value and ClaimTime(day, day, value.basis, Grain.DAY, value.text, value.span))
        else:
            continue
        return found._replace(rule="own_pair_first" if first else "own_pair_last")
    return None


RE_HYPHEN_MONTHS: Final = re.compile(r"[A-Z][a-z]+\.?[-\u2013][A-Z][a-z]+.*")


def _record(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None] | None:
    """In brackets behind the date of an earlier record: "the highest since March 2004 (1.9 percent)"."""
    if not scope.text.endswith(" (", 0, quantity.span.start):
        return None
    for t in scope.times:
        if t.span.end == quantity.span.start - 2 and t.relation is Relation.SINCE and t.whole_start is not None:
            return slot_of(scope, t, t, whole=True) if RE_RECORD.search(scope.text, scope.sentence.start, t.full.start) else None
    return None


_WINDOWS: Final = frozenset(("window", "rolling"))


def _usable(scope: Scope, timex: Timex, quantity: Quantity) -> bool:
    if timex.relation is Relation.SINCE and RE_RECORD.search(scope.text, scope.sentence.start, timex.full.start):
        return False
    if timex.value == "PRESENT_REF" and (not FORETOLD.isdisjoint(_chain_of(scope, timex)) or _is_so_far(scope, timex)):
        return False  # "it now expects", "so far this year"
    if RE_MORE_THAN.match(scope.text, timex.span.start) and any(
        0 <= timex.span.start - max(q.span.end, q.per_span.end if q.per_span is not None else 0) <= 1 for q in scope.quantities
    ):
        return False  # "35 dollars more than a year ago"
    if timex.start is None or timex.comparison or timex.type is TimexType.SET or timex.rule == "part_bare":
        return False
    return not timex.span.overlaps(quantity.span) and not _is_name(scope, timex)


def _chain_of(scope: Scope, timex: Timex) -> tuple[str, ...]:
    group = scope.syntax.governor(*timex.full)
    return group.chain if group is not None else ()


def _is_so_far(scope: Scope, timex: Timex) -> bool:
    """Whether "so far" goes with another time expression: the one that follows at once, or a period named behind it."""
    if timex.rule != "so_far":
        return False
    return any(
        0 < t.full.start - timex.span.end <= 1
        or (t.full.start > timex.span.end and t.start is not None and not t.comparison and t.relation in (Relation.IN, Relation.SINCE))
        for t in scope.times
    )


def _rank(scope: Scope, quantity: Quantity, timex: Timex) -> tuple[float | None, int]:
    """(order of preference, distance), smallest first; None: the figure does not hold for it."""
    after = timex.full.start >= quantity.span.end
    between = Span(quantity.span.end, timex.full.start) if after else Span(timex.span.end, quantity.span.start)
    if between.end - between.start > _FAR or is_spoken(scope, timex) or is_of_side(scope, quantity, timex):
        return None, 0
    if is_placeless(scope, quantity, timex) or is_attribute(scope, quantity):
        return None, 0
    rank = _rank_after(scope, quantity, timex, between) if after else _rank_before(scope, quantity, timex)
    if rank is None:
        return None, 0
    if timex.grain is Grain.DAY and (rank != _ATTACHED or _verb_follows(scope, quantity, timex)) and verb_of(scope, timex) in STATING:
        rank += _STATED
    if is_attributive(scope, timex):
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
    if is_behind_other(scope, quantity, timex):
        return None
    others = [q for q in scope.quantities if between.covers(q.span) and not _is_same(scope, q, quantity)]
    verbs = syntax.groups_in(syntax.index(between.start) + 1, syntax.index(between.end)) if between.end - between.start > 2 else []
    verbs = [v for v in verbs if v.form in (Form.FINITE, Form.INFINITIVE)]
    broken = _is_broken(scope, between, others, verbs)
    if not others:
        if len(verbs) > 3 or (verbs and turns_behind(scope, quantity, timex)):
            return None
        return _LOOSE if broken else _NEAR if verbs else _ATTACHED
    if goes_on_parallel(scope, quantity, timex):
        return _LOOSE
    to_other = Span(between.start, others[0].span.start)
    turned = broken or RE_TURN.search(text, *to_other) or RE_TOTAL.search(text, *to_other) or turns_behind(scope, quantity, timex)
    # "39 percent say yes, down 5 points since 2016"
    if turned or (timex.relation is Relation.SINCE and RE_CHANGE_SINCE.search(text, *to_other)):
        return None
    if not verbs:
        return _SHARED
    # "slipped 7 percent to reach $3 billion in 2023", "the $5 billion plan results in 600 homes by 2030"
    verb = scope.tokens[verbs[0].first].start
    begin = max((q.span.end for q in others if q.span.end <= verb), default=between.start)
    if len(verbs) > 1:
        return None
    if RE_AND.search(text, begin, verb) is None:
        return _LOOSE
    # "killed 400 people and destroyed 60 homes in 2015": two verbs of one subject and one tense
    group = syntax.governor(*quantity.span)
    if timex.relation is Relation.FROM:
        return None  # "will hit 30 jobs and lower costs from 2024"
    paired = text[begin:verb].endswith(" and ") and verbs[0].form is Form.FINITE and group is not None and group.past == verbs[0].past
    to_come = timex.relation is Relation.BY and verbs[0].form is Form.INFINITIVE  # "to deliver 40 MW and to save 3 tons by 2030"
    return _LOOSE if paired or to_come else None


def _is_broken(scope: Scope, between: Span, others: list[Quantity], verbs: list[VerbGroup]) -> bool:
    """Whether another clause opens between a figure and a time after it; not the last of a list of verbs or figures."""
    match = RE_BREAK.search(scope.text, *between)
    if match is None:
        return False
    k = scope.syntax.index(match.end())
    if any(v.shared and v.first in (k, k + 1) for v in verbs):
        return False  # "will build 34 plants, lay 90 km of pipes, and connect 400 homes by 2025"
    # "made up 11% of holders but 19% of deaths in 2021"
    return bool(verbs) or not any(0 <= q.span.start - match.end() < _NEXT_FIGURE for q in others)


_NEXT_FIGURE: Final = 12  # characters


def _is_same(scope: Scope, other: Quantity, quantity: Quantity) -> bool:
    """Whether a figure tells the same amount again, or the whole of it: "87 billion pounds ($5.5 billion)", "100 of 156 mills"."""
    if scope.text[quantity.span.end : other.span.start] in (" of ", " of its ", " of the ", " out of "):
        return True
    return any(link.type == "same_as" and link.start == quantity.span.start for link in other.links)


def _rank_before(scope: Scope, quantity: Quantity, timex: Timex) -> float | None:
    """Rank of a time in front of the figure: that of its clause, or one that opens the sentence, rules what follows."""
    syntax = scope.syntax
    here = syntax.clause(syntax.index(quantity.span.start))
    there = syntax.clause(syntax.index(timex.span.start))
    comma = max(scope.text.rfind(", ", scope.sentence.start, timex.full.start), scope.sentence.start)
    if any(comma <= q.span.start < timex.full.start and RE_TURN.search(scope.text, comma, q.span.start) for q in scope.quantities):
        return None  # "after a fall of 3 percent in 2012, ..."
    if (is_aside(scope, quantity, timex) and not is_of_deal(scope, quantity, timex)) or turns(scope, quantity, timex):
        return None
    if here == there:
        return _FRONT
    if (timex.value == "PRESENT_REF" and (there.opener or here.opener)) or (here.opener in _OTHER_THING and not is_fronted(scope, timex)):
        return None
    return _FRONT if is_fronted(scope, timex) else _ELSEWHERE


# clauses that tell of another thing than the words before them
_OTHER_THING: Final = frozenset(("where", "whose", "who"))


RE_NAME_BEFORE: Final = re.compile(r"(?<=[a-z,] )[A-Z][A-Za-z]+ \Z")


def _is_name(scope: Scope, timex: Timex) -> bool:
    """Whether a bare year ends a name: "the Vision 2030 plan", "at Expo 2020"."""
    return (
        timex.rule == "year"
        and timex.full == timex.span
        and RE_NAME_BEFORE.search(scope.text, scope.sentence.start, timex.span.start) is not None
    )


def _verb_follows(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the verb of a time comes behind the figure: "$3 million for roads, the town announced on Monday"."""
    group = scope.syntax.governor(*timex.full)
    return group is not None and scope.tokens[group.first].start >= quantity.span.end


def is_attributive(scope: Scope, timex: Timex) -> bool:
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


def slot_of(scope: Scope, first: Timex, last: Timex, *, whole: bool = False) -> Slot[ClaimTime | None]:
    """The slot of a time expression, or of a list from `first` to `last`; `whole`: of the period itself, whatever its relation."""
    start = first.whole_start if whole else first.start
    end = last.whole_end if whole else last.end
    assert start is not None
    assert end is not None
    span = Span(first.full.start, last.full.end)
    return Slot(ClaimTime(min(start, end), max(start, end), first.basis, first.grain, span.of(scope.text), span), span, f"own_{first.rule}")
