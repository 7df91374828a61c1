"""Neighbouring quantities together: ranges, from-to pairs, lists that share a unit, share and whole, the same sum in other money."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Final

from factdb.lexicon import table
from factdb.quantity import per
from factdb.quantity.bound import HEDGE
from factdb.quantity.carry import carry
from factdb.quantity.draft import Draft
from factdb.quantity.mixed import mixed
from factdb.quantity.ranges import RE_FROM, RE_TO, is_range, join, unitless
from factdb.values import Bound, Kind, Link, Span, Tier

# coins that say whose they are, and the moneys whose hundredth is called a cent
_CENTS: Final = {"us": "USD", "u.s.": "USD", "euro": "EUR"}
_WITH_CENTS: Final = frozenset(code for code, row in table("currencies").items() if row.get("cents"))
_NEAR_MONEY: Final = 8  # quantities on either side
_RE_LIST: Final = re.compile(r"-?,[ ]\Z|-?,?[ ](?:and|or)[ ]\Z|-[ ]\Z")
_RE_OF: Final = re.compile(
    rf"[ ](?:out[ ])?of[ ](?:(?:the[ ][a-z]+'s|the|its|their|his|her|all|these|those|our|an?|a[ ]total[ ]of)[ ])?(?:(?:last|first|next|past|other|remaining)[ ])?{HEDGE}?\Z|[ ]of(?:[ ][a-z']+){{1,4}}[ ]of[ ]\Z"
)
_EQUALS: Final = (
    r"(?:(?:or|equivalent[ ]to|equal[ ]to|the[ ]equivalent[ ]of|worth|currently|then|at[ ]the[ ]time|an?)[ ]|=[ ]?|~|i\.e\.[ ])"
)
_RE_SAME: Final = re.compile(
    rf"""[ ]?[(\[]{_EQUALS}?{HEDGE}?          # 50 million yuan (about $7 million)
       | ,?[ ]or[ ](?:the[ ]equivalent[ ]of[ ])?{HEDGE}?   # 300 miles, or 480 km
       | ,?[ ](?:worth|equivalent[ ]to|equal[ ]to)[ ]{HEDGE}?
       | [ ]?[/=][ ]?""",
    re.VERBOSE,
)
_RE_DOWN_FROM: Final = re.compile(rf",?[ ]from[ ]{HEDGE}?")
_RE_SENTENCE: Final = re.compile(r"[.!?][ \n\"]|\n")
_RE_OUT_OF_WHICH: Final = re.compile(r"(?<![a-z])(?:of|among|out of)[ ](?:the[ ]|its[ ]|their[ ]|these[ ]|those[ ])?(?:[a-z]+[ ])?\Z")
# "80 clubs signed, and 60 have paid": the number alone is the subject
_RE_AND_THEN: Final = re.compile(rf"(?:,|;|,? and|,? but)[ ]{HEDGE}?\Z")
_NO_PARTS: Final = ("percent", "percentage_point", "basis_point", "multiple")  # amounts that are parts or changes already
_NEAR_PART: Final = 60
# "7,200 homes, of which some 2,300 stand empty"
_RE_OF_WHICH: Final = re.compile(rf",[ ]of[ ](?:which|whom)[ ](?:only[ ]|just[ ]|as[ ]many[ ]as[ ])?{HEDGE}?\Z")
_RE_OF_THESE: Final = re.compile(rf"[.;\n][ \n]?(?:of|out of)[ ](?:these|those|them|whom|which),?[ ](?:only[ ]|just[ ])?{HEDGE}?\Z")
_RE_FINITE: Final = re.compile(r"[ ](?:are|were|have|had|did|do)(?![a-z])")
_RE_OF_THEM: Final = re.compile(r"[ ]of[ ](?:them|these|those|which|whom)(?![a-z])")
# not "50 of the region's largest firms": how many of that rank there are
_RE_OF_GROUP: Final = re.compile(
    r"[ ]of[ ](?:the|its|their|his|her|our|those|these|my)[ ](?!(?:[a-z'-]+[ ]){0,3}?(?:most[ ]|[a-z]{2,}est[ ]|top[ ]|best[ ]|leading[ ]|main[ ]|major[ ]|key[ ]))[a-z]"
)
_RE_DATE_GAP: Final = re.compile(r"[ ]?(?:-|\u2013|and|to|or|through|until|&|/)[ ]?|,[ ](?:and[ ])?")
_RE_RESPECTIVELY: Final = re.compile(r"[^.\n]{0,120}?(?<![a-z])respectively(?![a-z])")


def compose(text: str, lower: str, drafts: list[Draft]) -> list[Draft]:
    """`drafts` (text order) with ranges joined, shared units handed on, links set; what stayed doubtful is left out."""
    _scores_and_dates(lower, drafts)
    _ages(lower, drafts)
    _menus(lower, drafts)
    mixed(lower, drafts)
    out: list[Draft] = []
    i = -1
    while (i := i + 1) < len(drafts):
        left = drafts[i]
        if i + 1 < len(drafts) and _near(left, drafts[i + 1]):
            right = drafts[i + 1]
            gap = lower[left.outer : right.start]
            if is_range(lower, left, right, gap):
                join(lower, left, right)
                drafts[i] = left
                del drafts[i + 1]
        out.append(left)
    _share_units(lower, out)
    _pairs(lower, out)
    _distances(lower, out)
    _millions(lower, out)
    _wholes(lower, out)
    _same(lower, out)
    _coins(lower, out)
    kept = [draft for draft in out if _stands(lower, draft, out)]
    carry(lower, kept)
    return _respective(lower, kept)


def _scores_and_dates(lower: str, drafts: list[Draft]) -> None:
    """Doubts the numbers that go on with a date ("July 3-4", "May 2 and 9", "2017-18") or a score ("3-1", "7 \u2013 6")."""
    for left, right in pairwise(drafts):
        if right.number.start - left.number.end > 9 or not right.number.digits or not left.number.digits:
            continue
        gap = lower[left.number.end : right.number.start]
        if left.doubt == "date" and right.number.value <= 31 and right.number.plain and _RE_DATE_GAP.fullmatch(gap):
            if right.unit == "count":
                right.bare, right.doubt, right.unit, right.dimension = True, "date", "count", "count"
        elif right.doubt == "date" and left.bare and left.number.plain and left.number.value <= 31 and _RE_DATE_GAP.fullmatch(gap):
            left.doubt = "date"
        elif left.doubt == "name" and right.bare and right.number.plain and _RE_DATE_GAP.fullmatch(gap):
            right.doubt = "name"
        elif gap == " to " and left.bare and right.bare and left.number.plain and right.number.plain and right.value < left.value < 100:
            if not RE_FROM.search(lower[max(0, left.start - 48) : left.start]):
                left.doubt = right.doubt = "score"
        elif gap == "-to-" and right.number.value <= left.number.value:
            left.bare = right.bare = True
            left.doubt = right.doubt = "score"
        elif gap in ("-", "\u2013", " - ", " \u2013 ", "/"):
            if _year_like(left) and left.bare and right.number.plain and right.unit == "count":
                right.bare = True
                left.doubt = right.doubt = "date"
            elif (
                left.bare
                and right.unit == "count"
                and left.number.plain
                and right.number.plain
                and (right.bare or right.value <= left.value)
            ):
                left.bare = right.bare = True
                left.doubt = right.doubt = "score"


def _year_like(draft: Draft) -> bool:
    return draft.number.plain and draft.number.end - draft.number.start == 4 and 1500 <= draft.number.value <= 2100


def _ages(lower: str, drafts: list[Draft]) -> None:
    """As in "three men, aged 21, 24 and 30": bare numbers in a list with an age are ages."""
    for left, right in pairwise(drafts):
        listed = left.rule == "age" and right.bare and right.number.plain and right.value < 120
        if listed and _RE_LIST.fullmatch(lower[left.number.end : right.number.start]):
            right.unit, right.dimension, right.rule, right.tier = "year", "time", "age", Tier.OPTIONAL
            right.bare, right.doubt = False, None


def _menus(lower: str, drafts: list[Draft]) -> None:
    """Doubts four or more round amounts of one unit that follow one another with nothing but spaces between: a menu, not a text."""
    run: list[Draft] = []
    for draft in [*drafts, None]:
        if run and draft is not None and lower[run[-1].end : draft.start] in (" ", "  ", "\n"):
            run.append(draft)
            continue
        if len(run) > 3 and len({member.unit for member in run}) == 1 and all(member.number.figures for member in run):
            for member in run:
                member.doubt = "menu"
        run = [draft] if draft is not None else []


def _near(left: Draft, right: Draft) -> bool:
    return right.start - left.end < 48


def _hand_on(left: Draft, right: Draft, *, noun: bool = True) -> None:
    """Gives a bare quantity the unit of the one after it."""
    factor = right.value / right.number.value if right.number.value else Decimal(1)
    if right.number.scale != 1 and left.number.scale == 1 and left.number.digits and left.number.mantissa < 1000 and right.unit != "count":
        left.value = left.number.mantissa * right.number.scale
    left.value *= factor
    left.unit, left.dimension, left.rule = right.unit, right.dimension, "shared." + right.rule
    left.per, left.per_span = left.per or right.per, left.per_span or right.per_span
    if noun:
        left.head, left.head_span = left.head or right.head, left.head_span or right.head_span
    left.bare, left.doubt, left.hanging = False, None, False


def _share_units(lower: str, drafts: list[Draft]) -> None:
    """As in "3, 5 and 7 percent", "four-, five- and six-cylinder": the unit after the last is that of all."""
    for i in range(len(drafts) - 2, -1, -1):
        left, right = drafts[i], drafts[i + 1]
        if not unitless(left) or right.bare or left.doubt in ("date", "name", "vague"):
            continue
        gap = lower[left.number.end : right.start]
        if len(gap) > 7 or not _RE_LIST.match(gap):
            continue
        shares = (
            right.unit != "count" and right.kind is None and not right.money_before and right.dimension != "time" and right.rule != "age"
        )
        if (left.hanging or shares) and left.value_high is None:
            _hand_on(left, right)


def _pairs(lower: str, drafts: list[Draft]) -> None:
    """As in "from 17 to 34 vessels", "rose from 3.1 to 4.5 percent": then and now."""
    for left, right in pairwise(drafts):
        if right.start - left.outer > 30 or left.doubt in ("date", "name"):
            continue
        gap = lower[left.outer : right.start]
        if not RE_TO.match(gap) or not RE_FROM.search(lower[max(0, left.start - 48) : left.start]):
            continue
        if left.bare and not right.bare:
            money = left.money_before
            _hand_on(left, right)
            if money:
                left.unit, left.dimension = right.unit, right.dimension
        elif (
            left.money_before
            and left.number.scale == 1
            and right.money_before
            and right.number.scale != 1
            and left.number.mantissa < right.number.mantissa
        ):
            left.value = left.number.mantissa * right.number.scale
        elif left.unit != right.unit:
            continue
        left.links.append(Link("then", right.start))
        right.links.append(Link("now", left.start))
        left.doubt = right.doubt = None
    # "from 208 pounds to 193", "to 193 from 208 pounds": the unit stands at the first
    for left, right in pairwise(drafts):
        gap = lower[left.outer : right.start]
        if (
            right.bare
            and right.doubt is None
            and not left.bare
            and (gap in (" from ", ", from ", " instead of ", " rather than ") or RE_TO.match(gap))
            and _comparable(left, right)
        ):
            if gap in (" instead of ", " rather than "):
                right.unit, right.dimension, right.rule, right.bare = left.unit, left.dimension, "shared." + left.rule, False
                continue
            if "from" not in gap and not RE_FROM.search(lower[max(0, left.start - 48) : left.start]):
                continue
            right.unit, right.dimension, right.rule, right.bare = left.unit, left.dimension, "shared." + left.rule, False
            earlier, later = (left, right) if "from" not in gap else (right, left)
            earlier.links.append(Link("then", later.start))
            later.links.append(Link("now", earlier.start))
        elif (
            not right.bare and not left.bare and left.unit == right.unit and right.start - left.outer < 30 and _RE_DOWN_FROM.fullmatch(gap)
        ):
            right.links.append(Link("then", left.start))
            left.links.append(Link("now", right.start))


def _distances(lower: str, drafts: list[Draft]) -> None:
    """As in "49 seconds over 100m": "over" tells the way, not a bound."""
    for left, right in pairwise(drafts):
        way = right.dimension in ("length", "time") or (right.unit == "count" and right.value < 100)
        if way and right.bound is Bound.GT and lower[left.outer : right.start] == " over ":
            right.bound, right.bound_span = Bound.EXACT, None


def _millions(lower: str, drafts: list[Draft]) -> None:
    """As in "2.5m people died and 112m fell ill": after a million written "m", a bare "m" is one too."""
    for left, right in pairwise(drafts):
        if right.unit != "m" or lower[right.end - 1] != "m" or lower[right.end - 2 : right.end - 1] == " " or right.start - left.end > 120:
            continue
        if left.unit == "count" and left.number.digits and lower[left.number.end - 1] == "m" and "\n" not in lower[left.end : right.start]:
            right.value, right.unit, right.dimension, right.rule = right.value * 1000000, "count", "count", "count"
            right.unit_span = None


def _coins(lower: str, drafts: list[Draft]) -> None:
    """Cents and pence as parts of their money: the one their own words name, else the one of the nearest amount, else they stay coins."""
    for i, draft in enumerate(drafts):
        if draft.unit not in ("cent", "penny"):
            continue
        words = lower[draft.unit_span.start : draft.unit_span.end] if draft.unit_span else ""
        code = "GBP" if draft.unit == "penny" else next((of for word, of in _CENTS.items() if words.startswith(word)), None)
        if code is None:
            near = [other for other in drafts[max(0, i - _NEAR_MONEY) : i + _NEAR_MONEY] if other.unit in _WITH_CENTS]
            code = min(near, key=lambda other: abs(other.start - draft.start)).unit if near else None
        if code:
            draft.value, draft.unit, draft.rule = draft.value / 100, code, "coin." + draft.rule
            draft.value_high = draft.value_high / 100 if draft.value_high is not None else None


def _comparable(left: Draft, right: Draft) -> bool:
    """Whether a bare number may be the same measure as the one before: of like size and written alike."""
    if left.unit == "count" or left.value <= 0 or right.value <= 0 or right.number.scale != 1:
        return False
    return right.number.value < 1000 and left.number.value / 20 < right.number.value < left.number.value * 20


def _wholes(lower: str, drafts: list[Draft]) -> None:
    """As in "26 of 45 projects", "three of his class of 26", "$5 million of the $20 million": a share and its whole."""
    for left, right in pairwise(drafts):
        if (
            left.unit != right.unit
            or left.unit in _NO_PARTS
            or left.doubt == "date"
            or right.doubt in ("date", "name")
            or right.start - left.number.end > 45
        ):
            continue
        gap = lower[left.end if not left.bare else left.number.end : right.start]
        if left.unit != "count" and not gap.startswith((" of the ", " of its ", " of their ", " out of ", " of a ")):
            continue  # "a fine of $5 of $20" is none
        if right.value <= left.value or left.value_high is not None or not _RE_OF.match(gap):
            continue
        _tie(left, right)
        left.head, left.head_span = left.head or right.head, left.head_span or right.head_span
    _parts_after(lower, drafts)


def _tie(part: Draft, whole: Draft) -> None:
    """Marks a count as a share of another."""
    part.kind = Kind.SHARE
    part.doubt = whole.doubt = None
    part.links.append(Link("whole", whole.start))
    whole.links.append(Link("part", part.start))


def _fronted(lower: str, start: int) -> bool:
    """Whether "of the", "among" and the like before `start` begin a sentence or clause."""
    match = _RE_OUT_OF_WHICH.search(lower, max(0, start - 24), start)
    if match is None:
        return False
    before = lower[max(0, match.start() - 6) : match.start()].rstrip(" ")
    return not before or before[-1] in '.,;:\n"(!?' or before.endswith((" and", " but"))


def _parts_after(lower: str, drafts: list[Draft]) -> None:
    """As in "of the 900 patients, 120 relapsed", "58 seats; Labour won 31 of them", "80 clubs signed, and 60 have paid": the whole comes first."""
    whole: Draft | None = None
    alone = True  # no other count of the sentence could be meant
    for before, draft in pairwise([None, *drafts]):
        if draft is None or draft.kind is not None or draft.value_high is not None or draft.doubt is not None:
            continue
        if before and before.unit == draft.unit and before.unit not in ("count", *_NO_PARTS) and draft.value < before.value:
            gap = lower[before.end : draft.start]
            if _fronted(lower, before.start) and len(gap) < _NEAR_PART and not _RE_SENTENCE.search(gap):
                _tie(draft, before)  # "of the 289 hectares needed, 251 hectares are bought"
        if draft.unit != "count":
            continue
        group = draft.value > 1 and not draft.number.vague and _RE_OF_GROUP.match(lower, draft.number.end)
        if (
            group
            or _RE_OF_THESE.search(lower, max(0, draft.start - 32), draft.start)
            or (whole is None and draft.bare and _RE_OF_THEM.match(lower, draft.number.end))
        ):
            draft.kind = Kind.SHARE  # the whole stands in the sentence before
            continue
        if whole is not None and (draft.start - whole.end > 120 or _RE_SENTENCE.search(lower, whole.end, draft.start)):
            whole = None
        if whole is not None and draft.bare and draft.value < whole.value:
            opened = _fronted(lower, whole.start) or _RE_OF_WHICH.search(lower, max(0, draft.start - 32), draft.start) is not None
            subject = (
                alone and _RE_AND_THEN.search(lower, max(0, draft.start - 16), draft.start) and _RE_FINITE.match(lower, draft.number.end)
            )
            if opened or subject or _RE_OF_THEM.match(lower, draft.number.end):
                _tie(draft, whole)
                draft.head, draft.head_span = draft.head or whole.head, draft.head_span or whole.head_span
                continue
        if draft.head:
            alone = whole is None
            whole = draft


def _same(lower: str, drafts: list[Draft]) -> None:
    """As in "50 million yuan ($7 million)", "300 miles (480 km)": one amount told twice."""
    for left, right in pairwise(drafts):
        if (
            left.dimension != right.dimension
            or left.unit == right.unit
            or left.dimension in ("count", "ratio", "multiple", "ratio_difference")
        ):
            continue
        if right.start - left.outer > 45 or left.dimension == "time":
            continue
        for place in (left.end, left.outer, left.noun_span.end if left.noun_span else left.end):
            if place <= right.start and _RE_SAME.fullmatch(lower[place : right.start]):
                right.links.append(Link("same_as", left.start))
                if right.bound is Bound.EXACT:
                    right.bound = left.bound
                closes = right.end + 1 if lower[right.end : right.end + 1] == ")" else right.end
                if left.per is None and right.per is None:
                    denominator = per.after(lower, lower, closes, rate=False)
                    if denominator:
                        left.per = right.per = denominator.code
                        left.per_span = right.per_span = Span(denominator.start, denominator.end)
                right.per, right.per_span = right.per or left.per, right.per_span or left.per_span
                break


def _stands(lower: str, draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a bare number is a quantity after all."""
    return draft.doubt is None


def _respective(lower: str, drafts: list[Draft]) -> list[Draft]:
    """Numbers the members of a list that "respectively" distributes."""
    i = 0
    while i < len(drafts):
        match = _RE_RESPECTIVELY.match(lower, drafts[i].outer)
        if not match:
            i += 1
            continue
        members = [drafts[i]]
        while i + 1 < len(drafts) and drafts[i + 1].start < match.end():
            i += 1
            if drafts[i].unit == members[0].unit or drafts[i].bare or members[0].bare:
                members.append(drafts[i])
        if len(members) > 1:
            for member in members:
                if member.bare and members[-1].head:
                    member.head, member.head_span = members[-1].head, members[-1].head_span
            for place, member in enumerate(members[-6:]):
                member.respective = place
        i += 1
    return drafts
