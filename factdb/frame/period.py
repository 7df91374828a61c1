"""Time: the period or instant for which the figure holds (GUIDELINES: "Time"): its own, or carried from the sentence before."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Final

from factdb.frame.attribute import is_attribute, is_extent
from factdb.frame.baseline import is_baseline
from factdb.frame.compared import baseline_period
from factdb.frame.goes_on import has_this_period, is_of_survey, lead_in, same_event, sign
from factdb.frame.lengths import is_duration
from factdb.frame.other_time import ANNOUNCING, HAPPENING, STATING, TELLING, is_fronted
from factdb.frame.own_time import RE_TURN, is_attributive, own, slot_of
from factdb.frame.refused import LATELY, is_over, is_refused
from factdb.frame.scope import Scope, Slot
from factdb.frame.side_time import is_ahead
from factdb.frame.spoken import is_spoken, verb_of
from factdb.text.tokens import CALENDAR
from factdb.timex.context import alternation
from factdb.timex.told import NO_REFERENCE
from factdb.timex.value import add_months, moved_interval
from factdb.values import Basis, ClaimTime, Grain, Quantity, Relation, SegmentKind, Timex, TimexType

__all__ = ["baseline_period", "period", "reason"]


def period(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None]:
    """Own clause, own sentence, or carried from the sentence before while the same list goes on. Remembered: the next sentence asks again."""
    key = f"period{quantity.span.start}"
    known = scope.memo.get(key)
    if not isinstance(known, Slot):
        known = scope.memo[key] = _period(scope, quantity)
    return known


def _period(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None]:
    found = own(scope, quantity)
    if found is not None and found.rule == "own_clock":
        return _on_day_before(scope, found)
    if found is not None:
        return _year_before(scope, quantity, found) if found.rule in _TOLD_BACK else found
    carried = carry(scope, quantity)
    return carried if carried.value is not None else spoken(scope, quantity)


def _on_day_before(scope: Scope, found: Slot[ClaimTime | None]) -> Slot[ClaimTime | None]:
    """A time of the day alone ("at 5:40 p.m."), on the day that the sentences before tell of."""
    before = scope.previous
    alone = found.value is not None and _DAY_WORDS.isdisjoint((found.value.text or "").lower().replace(",", " ").split())
    for _ in range(_FAR):
        if before is None or found.value is None:
            break
        day = main_time(before)
        if day is not None:
            single = day.start == day.end and day.grain in (Grain.DAY, Grain.TIME) and 0 < (found.value.end - day.start).days < LATELY
            if single:
                return found._replace(value=replace(found.value, start=day.start, end=day.end))
            break
        before = before.previous
    return Slot(None) if alone else found


_DAY_WORDS: Final = CALENDAR | {"today", "yesterday", "tomorrow", "tonight"}


_TOLD_BACK: Final = frozenset(("own_shifted", "own_ago", "own_year_earlier"))


def _year_before(scope: Scope, quantity: Quantity, found: Slot[ClaimTime | None]) -> Slot[ClaimTime | None]:
    """The words "a year earlier" beside a figure that another is compared with: as long a period as that one's, a year before it."""
    time = next((t for t in scope.times if t.full == found.evidence), None)
    if time is None or time.shift is None or found.value is None:
        return found
    if time.shift[0] == "same" and time.shift[1] < -1:
        return found  # "five years ago" is that year
    reference = scope.whole.article.reference
    if (
        time.rule == "ago"
        and time.shift == ("same", -1)
        and reference is not None
        and is_baseline(scope, quantity)
        and _told_present(scope, quantity)
    ):
        day = add_months(reference.date, -12)  # "is at 4 percent, down from 19 percent a year ago"
        return found._replace(value=replace(found.value, start=day, end=day, grain=Grain.DAY), rule="own_year_before")
    months = time.shift[0] == "M" and found.value.grain is Grain.MONTH
    if not months and (time.shift[0] != "same" or found.value.grain is not Grain.YEAR):
        return found
    if RE_COMPARED_NEXT.search(scope.text, max(scope.sentence.start, quantity.span.start - 40), quantity.span.start):
        compared = [q for q in scope.quantities if q.span.end <= quantity.span.start]
        base = period(scope, compared[-1]).value if compared else None
    elif is_fronted(scope, time) and scope.previous is not None and scope.previous.segment is scope.segment:
        base = main_time(scope.previous)
    else:
        return found
    if base is None or base.grain is Grain.YEAR or base.span == found.value.span or (base.end - base.start).days > _HALF_YEAR:
        return found
    if months:
        if base.start != base.end:
            return found
        start = end = _month_day(base.start, time.shift[1])
    else:
        start, end = moved_interval(base.start, base.end, "same", time.shift[1])
    return found._replace(
        value=ClaimTime(start, end, Basis.RELATIVE, base.grain, found.value.text, found.value.span), rule="own_year_before"
    )


def _told_present(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure told against this one is in the present, of no time that is named."""
    compared = [q for q in scope.quantities if q.span.end <= quantity.span.start]
    group = scope.syntax.governor(*compared[-1].span) if compared else None
    present = group is not None and not group.past and group.chain[0] not in _NO_PRESENT
    return present and period(scope, compared[-1]).value is None


_NO_PRESENT: Final = frozenset(("will", "would", "could", "may", "might"))
_REPORTED: Final = frozenset((Grain.YEAR, Grain.HALF, Grain.QUARTER, Grain.DAY))
_SHORT_HEAD: Final = 4  # tokens


def _over_heading(scope: Scope) -> Scope | None:
    """The sentence before a heading such as "Highlights" that opens the list of which this is the first item; None elsewhere."""
    head = scope.previous
    if head is None or scope.segment.kind is not SegmentKind.LIST_ITEM or head.segment.kind is SegmentKind.LIST_ITEM:
        return None
    if len(head.tokens) > _SHORT_HEAD or head.quantities or head.times or head.quote.rstrip().endswith((".", "?")):
        return None
    return head.previous


def spoken(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None]:
    """The day of a statement, where no other time goes with the figure: "The plant has 400 workers, it said on Tuesday"."""
    if is_duration(scope, quantity) or is_extent(scope, quantity) or is_attribute(scope, quantity) or is_baseline(scope, quantity):
        return Slot(None)
    dates = [t for t in scope.times if t.start is not None and t.type is not TimexType.SET]
    for t in dates:
        verb = verb_of(scope, t)
        said = scope.text.endswith(_SAID, scope.sentence.start, t.full.start)  # "said on Tuesday it will buy"
        told = verb in ANNOUNCING or ((verb in TELLING or said) and is_spoken(scope, t))
        if t.grain is not Grain.DAY or t.start != t.end or not told or is_ahead(scope, t) or t.relation is not Relation.IN:
            return Slot(None)
    return slot_of(scope, dates[0], dates[0])._replace(rule="own_spoken") if dates else Slot(None)


_SAID: Final = ("said ", "told reporters ", "stated ", "claimed ", "warned ")


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
    return "the time named is that of saying" if is_spoken(scope, nearest) else "the time named belongs to something else"


def _month_day(day: dt.date, months: int) -> dt.date:
    """The same day so many months away; the end of a month stays one."""
    moved = add_months(day, months)
    if (day + dt.timedelta(1)).day == 1:
        return add_months(moved.replace(day=1), 1) - dt.timedelta(1)
    return moved


# words between two figures that tell the first against the second
RE_COMPARED_NEXT: Final = re.compile(
    rf"\b(?:{alternation('turning')}|{alternation('comparing')}|{alternation('turning_next')})[ ](?:[a-z]+[ ]){{0,3}}\Z",
    re.VERBOSE | re.IGNORECASE,
)
_HALF_YEAR: Final = 184  # days

# ---- carried over --------------------------------------------------------------------------------------------------------------------

RE_SINCE_ITS: Final = re.compile(r"\bsince[ ](?:its|their|the|his|her|our)\b|\bsince[ ]then\b", re.IGNORECASE)
RE_THIS_AMOUNT: Final = re.compile(r"[-\u2022*\s]*(?:this|the|that|these|those)[ ](?:new[ ]|overall[ ]|total[ ])?\Z", re.IGNORECASE)
_LISTED: Final = frozenset((SegmentKind.PARAGRAPH, SegmentKind.LIST_ITEM, SegmentKind.TURN, SegmentKind.QUOTATION))
_FAR: Final = 6  # sentences


def carry(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None]:
    """Nothing in the sentence itself: the period of the sentence before, where the text goes on with the same list."""
    if scope.segment.kind not in _LISTED or scope.previous is None or is_duration(scope, quantity):
        return Slot(None)
    if "since" in scope.words and RE_SINCE_ITS.search(scope.text, *scope.sentence) and not _has_since(scope):
        return _since_before(scope)
    if any(t.reason == NO_REFERENCE and not t.comparison and t.relation is not Relation.SINCE for t in scope.times):
        return Slot(None)  # it has a time of its own, which cannot be told
    found = _taken_up(scope) or _told_beside(scope, quantity)
    if found is not None:
        return found
    before = _period_meant(scope) if has_this_period(scope) else main_time(scope.previous)
    if is_baseline(scope, quantity):
        return _baseline_before(scope, quantity)
    if before is None:
        return Slot(None)
    rule = sign(scope, scope.previous, quantity)
    return _carried(before, rule) if rule and not is_refused(scope, quantity, before, rule) else Slot(None)


def _baseline_before(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None]:
    """The period that the sentence before compares with, for a baseline that names none: "8 percent more than in May. Sales were 40, up from 35"."""
    before = scope.previous
    if before is None or any(t.start is not None and t.full.start >= quantity.span.end for t in scope.times):
        return Slot(None)
    compared = [t for t in before.times if t.comparison and t.start is not None and t.end is not None]
    found = slot_of(before, compared[-1], compared[-1]).value if compared else None
    if found is None:
        told = [q for q in before.quantities if q.unit == quantity.unit and is_baseline(before, q)]
        found = period(before, told[-1]).value if told else None
    if found is None or not is_over(scope, found) or not sign(scope, before, quantity):
        return Slot(None)
    return _carried(found, "same_baseline")


def _taken_up(scope: Scope) -> Slot[ClaimTime | None] | None:
    """What an earlier sentence than the one before says: of the same amount, above the heading of a list, of the same accident."""
    same = _same_amount(scope)
    if same is not None:
        return _carried(same, "same_amount")
    over = _over_heading(scope)
    time = main_time(over) if over is not None else None
    if time is not None:
        return _carried(time, "list_head") if time.grain in _REPORTED and is_over(scope, time) else Slot(None)
    behind = scope.previous
    if behind is None or behind.previous is None or main_time(behind) is not None or behind.previous.segment is not scope.segment:
        return None
    if same_event(scope, behind) and same_event(behind, behind.previous):
        time = main_time(behind.previous)
        if time is not None and time.start == time.end and is_over(scope, time):
            return _carried(time, "same_event")
    return None


RE_THEN: Final = re.compile(r"\b(?:will|would)[ ]then\b")


def _has_since(scope: Scope) -> bool:
    """Whether a "since" of the sentence says its date itself."""
    return any(t.relation is Relation.SINCE and t.start is not None for t in scope.times)


def _told_beside(scope: Scope, quantity: Quantity) -> Slot[ClaimTime | None] | None:
    """The time of a list's opening sentence, of the figure that a bracket tells again, of the result that analysts had expected."""
    head = lead_in(scope)
    time = _time_of_list(head) if head is not None else None
    if time is not None:
        return _carried(time, "list_head")
    if scope.text.endswith(" (", 0, quantity.span.start):
        host = next((q for q in scope.quantities if 0 < quantity.span.start - q.span.end <= 2), None)
        time = period(scope, host).value if host is not None else None
        return _carried(time, "in_bracket") if time is not None else None
    before = scope.previous
    if before is not None and "then" in scope.words and not scope.times and RE_THEN.search(scope.text, *scope.sentence):
        time = main_time(before)
        return _carried(time, "then") if time is not None else None
    if before is not None and is_of_survey(scope, before, quantity) and not scope.times:
        time = main_time(before)
        return _carried(time, "survey") if time is not None and is_over(scope, time) else None
    if before is not None and "expected" in scope.words and not _ANALYSTS.isdisjoint(scope.words) and scope.segment is before.segment:
        time = main_time(before)
        if (
            time is not None
            and time.grain in _REPORTED | {Grain.MONTH}
            and any(q.unit == quantity.unit or quantity.head is None for q in before.quantities)
        ):
            return _carried(time, "expected")
    return None


_ANALYSTS: Final = frozenset(("analysts", "economists", "traders", "forecasters", "markets", "investors", "consensus", "strategists"))


def _time_of_list(head: Scope) -> ClaimTime | None:
    """The time that the sentence before a list names for all its items, "today's" too."""
    found = main_time(head)
    dates = [t for t in head.times if t.start is not None and not t.comparison and t.type is TimexType.DATE and t.value != "PRESENT_REF"]
    if found is not None or len(dates) != 1:
        return found
    return slot_of(head, dates[0], dates[0]).value


def main_time(scope: Scope) -> ClaimTime | None:
    """The period that rules a sentence: that of its first dated figure, else its last date that is no comparison."""
    if "main_time" not in scope.memo:
        scope.memo["main_time"] = None  # a sentence that asks for itself has none
        scope.memo["main_time"] = _main_time(scope)
    found = scope.memo["main_time"]
    return found if isinstance(found, ClaimTime) else None


def _main_time(scope: Scope) -> ClaimTime | None:
    compared = set()
    for quantity in scope.quantities:
        if is_baseline(scope, quantity):
            told = period(scope, quantity).value
            compared.add(told and told.span)
            continue  # "down from 71 percent in 2018"
        if RE_TURN.search(scope.text, max(scope.sentence.start, quantity.span.start - 25), quantity.span.start):
            continue  # "no change after a fall of 2 percent in May"
        slot = period(scope, quantity)
        found = slot.value
        if found is not None and slot.rule != "own_spoken" and not _is_stated(scope, found):
            return found
    dates = [
        t
        for t in scope.times
        if t.start is not None and not t.comparison and t.type in (TimexType.DATE, TimexType.DURATION) and not is_spoken(scope, t)
    ]
    dates = [t for t in dates if verb_of(scope, t) not in STATING or scope.text.startswith("for ", t.full.start)]
    dates = [
        t
        for t in dates
        if not is_attributive(scope, t)
        and t.value != "PRESENT_REF"
        and t.relation in (Relation.IN, Relation.OVER, Relation.SINCE, Relation.AS_OF)
    ]
    dates = [t for t in dates if t.full not in compared and not _is_in_relative(scope, t)]
    dates = [t for t in dates if not RE_THAN_WHAT.search(scope.text, scope.sentence.start, t.full.start)]
    return slot_of(scope, dates[-1], dates[-1]).value if dates else None


RE_THAN_WHAT: Final = re.compile(r"\b(?:than|record|peak)\b[^,;]*\Z", re.IGNORECASE)


def _is_in_relative(scope: Scope, timex: Timex) -> bool:
    """Whether a time dates something told in a relative clause: "a campaign that ended on Sunday"."""
    syntax = scope.syntax
    clause = syntax.clause(syntax.index(timex.span.start))
    if clause.opener not in ("that", "which", "who", "where") or not clause.first or verb_of(scope, timex) in HAPPENING:
        return False
    return scope.tokens[clause.first - 1].tag in ("NOUN", "NAME")


def _is_stated(scope: Scope, time: ClaimTime) -> bool:
    """Whether a period is the day of a promise or decision, which rules no other sentence."""
    return any(t.full == time.span and t.grain is Grain.DAY and verb_of(scope, t) in STATING for t in scope.times)


def _period_meant(scope: Scope) -> ClaimTime | None:
    """The period that "in this period" takes up: the last one named in the sentences shortly before."""
    before = scope.previous
    for _ in range(3):
        found = main_time(before) if before is not None else None
        if found is not None or before is None:
            return found
        before = before.previous
    return None


def _since_before(scope: Scope) -> Slot[ClaimTime | None]:
    """Such as "since its launch" without a date: the "since ... in April 2022" said shortly before."""
    before = scope.previous
    for _ in range(_FAR):
        if before is None:
            break
        for t in before.times:
            if t.relation is Relation.SINCE and t.start is not None:
                found = slot_of(before, t, t).value
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
                found = period(before, quantity).value
                return None if found is None or (found.start == found.end and _is_stated(before, found)) else found
        before = before.previous
    return None


def _carried(time: ClaimTime, rule: str) -> Slot[ClaimTime | None]:
    """The same period, said in a sentence before."""
    return Slot(ClaimTime(time.start, time.end, Basis.CONTEXT, time.grain, time.text, time.span), time.span, f"carried_{rule}")
