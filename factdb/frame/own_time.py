"""The time of a figure in its own sentence: its clause first, then another clause (GUIDELINES: "Time")."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from factdb.frame.clause import Form, VerbGroup
from factdb.frame.scope import Scope, Slot
from factdb.timex.context import alternation, words
from factdb.values import ClaimTime, Grain, Quantity, Relation, Span, Timex, TimexType

# between a figure and a time after it: the time opens what comes next
RE_BREAK: Final = re.compile(r",[ ](?:and|but|while|with|as|which|who)\b|[ ](?:but|while|whereas)[ ]")
RE_AND: Final = re.compile(r"[ ]and[ ]")
# "in 2023, when trade reached": the clause after holds for the period itself
RE_WHEN: Final = re.compile(r",?[ ]when\b")
# hard stops, and words that turn from one figure to another that it is told against
RE_STOP: Final = re.compile(r"[;:\u2014]")
RE_TURN: Final = re.compile(
    rf"\b(?:{alternation('turning')}|(?<!more[ ])(?<!less[ ])(?<!fewer[ ])than)\b|\b(?:{alternation('turning_next')})[ ](?:(?:an?|the|about|some)[ ])?\Z",
    re.VERBOSE | re.IGNORECASE,
)
RE_RECORD: Final = re.compile(rf"\b(?:[a-z]{{2,12}}est|{alternation('superlative')})\b[^.,;]{{0,40}}\Z", re.VERBOSE)
RE_PRINTED: Final = re.compile(rf"\b(?:{alternation('printed')})[ ]\Z", re.VERBOSE)
RE_SAID: Final = re.compile(rf"\b(?:{alternation('said')})[ ]\Z", re.VERBOSE)
RE_LIST: Final = re.compile(r"[,;]?[ ]?(?:and|or)?[ ]?(?:of|in)?[ ]?")
RE_MORE_THAN: Final = re.compile(r"(?:more|less|fewer)[ ]than[ ]", re.IGNORECASE)
RE_SINCE: Final = re.compile(r"[ ]since[ ]")
_SINCE_REACH: Final = 60  # characters
_ATTACHED, _FRONT, _SHARED, _NEAR, _ELSEWHERE, _LOOSE, _STATED = range(7)


def own(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None] | None:
    """The best time of the sentence itself; None when it has none that the figure can hold for."""
    if RE_SINCE.match(scope.text, quantity.span.end) and not any(
        0 <= t.full.start - quantity.span.end <= _SINCE_REACH for t in scope.times
    ):
        return None  # "2 billion since the start of his term": its own time cannot be told
    ranked = [
        (rank, distance, t)
        for t in scope.times
        if _usable(scope, t, quantity)
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
        )
        if spoken is not None and spoken.value != "PRESENT_REF":
            return slot_of(scope, spoken, spoken)
    if best.relation is Relation.SINCE and any(link.type == "then" for link in quantity.links):
        if best.mod == "MID" and best.start is not None:
            return Slot(
                ClaimTime(best.start, best.start, best.basis, Grain.DAY, best.full.of(scope.text), best.full), best.full, "own_since_then"
            )
        return slot_of(scope, best, best, whole=True)  # "has risen since April, from 640 to 900"
    first, last = _list_around(scope, best)
    return slot_of(scope, first, last)


def _usable(scope: Scope, timex: Timex, quantity: Quantity) -> bool:
    if timex.relation is Relation.SINCE and RE_RECORD.search(scope.text, scope.sentence.start, timex.full.start):
        return False
    if timex.value == "PRESENT_REF" and (verb_of(scope, timex) in _FORETOLD or _is_so_far(scope, timex)):
        return False  # "it now expects", "so far this year"
    if RE_MORE_THAN.match(scope.text, timex.span.start) and any(0 <= timex.span.start - q.span.end <= 1 for q in scope.quantities):
        return False  # "35 dollars more than a year ago"
    if timex.start is None or timex.comparison or timex.type is TimexType.SET or timex.rule == "part_bare":
        return False
    return not timex.span.overlaps(quantity.span) and not _is_name(scope, timex)


def _is_so_far(scope: Scope, timex: Timex) -> bool:
    """Whether "so far" goes with the time expression that follows at once."""
    return timex.rule == "so_far" and any(0 < t.full.start - timex.span.end <= 1 for t in scope.times)


def _rank(scope: Scope, quantity: Quantity, timex: Timex) -> tuple[float | None, int]:
    """(order of preference, distance), smallest first; None: the figure does not hold for it."""
    after = timex.full.start >= quantity.span.end
    between = Span(quantity.span.end, timex.full.start) if after else Span(timex.span.end, quantity.span.start)
    if is_spoken(scope, timex) or (is_duration(scope, quantity) and timex.relation not in _DATED) or _is_attribute(scope, quantity):
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
    if _is_owner(scope, timex) or (not _COMPARISONS.isdisjoint(scope.words) and _is_compared_thing(scope, quantity, timex)):
        return None
    if _is_foretelling(scope, quantity, timex) or _is_in_their_words(scope, quantity, timex):
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
    if len(verbs) > 1:
        return None
    if RE_AND.search(text, begin, verb) is None:
        return _LOOSE
    # "killed 400 people and destroyed 60 homes in 2015": two verbs of one subject and one tense
    group = syntax.governor(*quantity.span)
    if timex.relation is Relation.FROM:
        return None  # "will hit 30 jobs and lower costs from 2024"
    paired = text[begin:verb].endswith(" and ") and verbs[0].form is Form.FINITE and group is not None and group.past == verbs[0].past
    return _LOOSE if paired else None


def _rank_before(scope: Scope, quantity: Quantity, timex: Timex) -> float | None:
    """Rank of a time in front of the figure: that of its clause, or one that opens the sentence, rules what follows."""
    syntax = scope.syntax
    here = syntax.clause(syntax.index(quantity.span.start))
    there = syntax.clause(syntax.index(timex.span.start))
    comma = max(scope.text.rfind(", ", scope.sentence.start, timex.full.start), scope.sentence.start)
    if any(comma <= q.span.start < timex.full.start and RE_TURN.search(scope.text, comma, q.span.start) for q in scope.quantities):
        return None  # "after a fall of 3 percent in 2012, ..."
    if _is_aside(scope, quantity, timex):
        return None
    if _turns_tense(scope, quantity, timex):
        return None
    if here == there:
        return _FRONT
    if _turns_present(scope, quantity, timex):
        return None
    if (timex.value == "PRESENT_REF" and (there.opener or here.opener)) or (here.opener in _OTHER_THING and not is_fronted(scope, timex)):
        return None
    return _FRONT if is_fronted(scope, timex) else _ELSEWHERE


def _turns_tense(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether "and" opens another tense between: "will move 40 tons by May and has bought 3 lorries"."""
    if is_fronted(scope, timex) or " and " not in scope.text[timex.full.end : quantity.span.start]:
        return False
    syntax = scope.syntax
    there, here = syntax.governor(*timex.full), syntax.governor(*quantity.span)
    if there is None or here is None or not there.end <= syntax.index(timex.full.start) < here.first or here.form is not Form.FINITE:
        return False
    done = here.past or here.chain[0] == "have"
    finite = next((g for g in syntax.lineage(there) if g.form is Form.FINITE), there)
    return done != (finite.past or finite.chain[0] == "have") and scope.tokens[here.first - 1].lower == "and"


def _turns_present(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the figure's own clause tells of now, behind one of what has been: "rents have risen since May, and 40 flats are being built"."""
    if timex.relation is not Relation.SINCE or is_fronted(scope, timex):
        return False
    syntax = scope.syntax
    there, here = syntax.governor(*timex.full), syntax.governor(*quantity.span)
    if there is None or here is None or here.form is not Form.FINITE or here.past or here.chain[0] != "be" or here.first < there.end:
        return False
    return there.form is Form.FINITE and (there.past or there.chain[0] == "have")


def _is_owner(scope: Scope, timex: Timex) -> bool:
    """Whether the time is that of a noun behind it: "a premium of 5 percent to Monday's closing price"."""
    return scope.text.startswith(("'s ", "' "), timex.span.end)


_COMPARISONS: Final = frozenset(("than", "below", "above", "twice", "double", "triple", "half", "times"))


def _is_in_their_words(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the time stands in what the counted people say: "62 percent said they would plant less in 2025"."""
    syntax = scope.syntax
    group = syntax.governor(*timex.full)
    i = syntax.index(quantity.span.end - 1)
    if group is None or group.first <= i:
        return False
    told = syntax.groups_in(i + 1, i + 2)
    return bool(told) and told[0] is not group and told[0].verb in SAYING and timex.relation is Relation.IN


def _is_foretelling(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the time is that of foretelling the figure: "the 3 percent it projected in April"."""
    syntax = scope.syntax
    k = syntax.index(quantity.span.end - 1) + 1
    if k + 1 >= len(scope.tokens) or scope.tokens[k].tag != "PRON":
        return False
    group = syntax.governor(*timex.full)
    return group is not None and group.first == k + 1 and group.verb in _FORETOLD


_FORETOLD: Final = words("foretold")
# "12 percent more than", "twice the": what follows is the thing that is compared with
RE_THAN: Final = re.compile(
    r"\bthan\b|\b(?:below|above)[ ](?:the|that|its|their)\b|\b(?:twice|double|triple|half|times)[ ](?:the|that|what|those|as)\b",
    re.IGNORECASE,
)


def _is_compared_thing(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether the time dates only the thing compared with, by a verb or noun of its own: "12 percent more than the contract signed in 2015"."""
    at = None
    for match in RE_THAN.finditer(scope.text, quantity.span.start, timex.full.start):
        at = match
    if at is None or any(at.end() <= q.span.start < timex.full.start for q in scope.quantities):
        return False
    between = scope.text[at.end() : timex.full.start]
    if "," in between:
        return False
    syntax = scope.syntax
    first = syntax.index(at.end())
    verbs = [g for g in syntax.groups_in(first, syntax.index(timex.full.start)) if g.first > first]
    return bool(verbs) or at.group().lower().startswith(("below", "above")) or between.strip().lower() in ("", "in", "during", "at")


# clauses that tell of another thing than the words before them
_OTHER_THING: Final = frozenset(("where", "whose", "who"))
_MEASURED: Final = frozenset(("average", "median", "mean", "expectancy", "age"))
_DATED: Final = frozenset((Relation.SINCE, Relation.UNTIL, Relation.FROM))


def is_duration(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure is a length of time ("for 13 consecutive years"), not one before a noun ("a 99-year lease")."""
    if _MEASURED.intersection(scope.words) and "." in quantity.span.of(scope.text):
        return False  # "the average age rose to 30.5 years"
    return quantity.unit in ("year", "month", "week", "day", "hour", "quarter", "minute", "decade") and "-" not in quantity.span.of(
        scope.text
    )


def _is_attribute(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure measures what a thing is, of no time: "the 31 acre site", "a 600-megawatt plant"."""
    if quantity.dimension not in _TIMED:
        written = quantity.span.of(scope.text)
        if RE_HYPHEN.match(written) or RE_PLACED.match(scope.text, quantity.span.end):
            return True  # "a 600-megawatt onshore plant", "a mine 6 km to the east"
        if RE_SINGULAR.search(written) and quantity.value > 1:
            k = scope.syntax.index(quantity.span.end - 1) + 1
            if k < len(scope.tokens) and scope.tokens[k].tag in ("NOUN", "ADJ", "NAME"):
                return True
    head = quantity.head_span
    if head is None or quantity.dimension in _TIMED or (quantity.unit.isupper() and quantity.dimension == "money"):
        return False
    return head.start >= quantity.span.end and not scope.text[quantity.span.end : head.start].strip(" -")


# "a 240 square meter hall": a unit in the singular after a number is that of a thing behind it
RE_SINGULAR: Final = re.compile(
    r"[0-9][^a-z]*(?:[a-z]+[ ])?(?:meter|metre|kilometer|kilometre|mile|acre|hectare|foot|ton|tonne|megawatt|watt|liter|litre|barrel)\Z"
)
RE_HYPHEN: Final = re.compile(r"[0-9.,]+-[a-z]")
RE_PLACED: Final = re.compile(
    r"[ ](?:to[ ]the[ ])?(?:north|south|east|west|northeast|northwest|southeast|southwest|away|inland|offshore)\b"
)
# dimensions of what is counted, paid or compared at a time
_TIMED: Final = frozenset(("count", "money", "ratio", "point", "time", "multiple", ""))


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


def _is_aside(scope: Scope, quantity: Quantity, timex: Timex) -> bool:
    """Whether a time before the figure dates only an aside: "The plant, opened in 1998, employs", "Founded in 1902, the club has"."""
    group = scope.syntax.governor(*timex.full)
    if group is not None and group.form is Form.FINITE and scope.syntax.clause(group.first).opener in ("which", "who"):
        closed = ", " in scope.text[timex.span.end : quantity.span.start]
        return closed and group.verb in FOUNDING and scope.syntax.governor(*quantity.span) is not group
    if (
        group is None
        or group.form not in (Form.PARTICIPLE, Form.INFINITIVE)
        or ", " not in scope.text[timex.span.end : quantity.span.start]
    ):
        return False
    own_group = scope.syntax.governor(*quantity.span)
    if own_group is group:
        return False
    if group.verb in FOUNDING:
        return True
    # "The road, approved in 2018, is put at": what is told in the present holds now
    aside = group.first > 0 and scope.tokens[group.first - 1].lower == "," and group.form is Form.PARTICIPLE
    return aside and own_group is not None and own_group.form is Form.FINITE and not own_group.past and own_group.chain[0] == "be"


def is_spoken(scope: Scope, timex: Timex) -> bool:
    """Whether the time is that of saying or printing: "said on Tuesday", "figures released in March"."""
    start = timex.full.start
    beside = next((t for t in scope.times if 0 < start - t.span.end < 3), None)  # "out today (3 May)"
    if RE_PRINTED.search(scope.text, scope.sentence.start, beside.full.start if beside is not None else start):
        return True
    verb = verb_of(scope, timex)
    if verb in PRINTING:
        return True
    if verb not in SAYING:
        return False
    return (timex.grain in (Grain.DAY, Grain.TIME, None) and timex.start == timex.end) or RE_SAID.search(
        scope.text, scope.sentence.start, timex.full.start
    ) is not None


def verb_of(scope: Scope, timex: Timex) -> str:
    """Base form of the verb that governs a time expression, "" when there is none."""
    group: VerbGroup | None = scope.syntax.governor(*timex.full) if scope.tokens else None
    return group.verb if group is not None else ""


SAYING: Final = words("saying")
FOUNDING: Final = words("founding")
PRINTING: Final = words("printing")
STATING: Final = words("stating")


def is_fronted(scope: Scope, timex: Timex) -> bool:
    """Whether a time expression opens the sentence."""
    return timex.full.start - scope.sentence.start < 25


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
