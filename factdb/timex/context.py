"""What the characters around an expression decide: whether four digits are a year, the relation word, the tense."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from factdb.lexicon import either, table
from factdb.text.fold import lowered
from factdb.text.remembered import Remembered
from factdb.timex.scan import CODE, Run
from factdb.values import Relation


@cache
def words(entry: str) -> frozenset[str]:
    """Words of an entry of lexicon/time_context.toml, lower case."""
    return frozenset(table("time_context")[entry]["words"])


def alternation(entry: str) -> str:
    """The words of an entry as a verbose pattern, longest first."""
    return either(words(entry))


# after four digits: they count or measure something
RE_COUNTED: Final = re.compile(
    rf"[ ]?(?:[%\u00b0$\u20ac\u00a3]|(?:{alternation('counted')})\b)|-[a-z]|[.,:][0-9]|[ ]of[ ](?:the|them|these|those|us|its|their)\b",
    re.VERBOSE | re.IGNORECASE,
)
RE_PLURAL: Final = re.compile(
    rf"[ ](?!(?:{alternation('verb_after_year')}|{alternation('noun_after_year')})\b)[a-z]{{2,20}}(?<![isu])s\b", re.VERBOSE
)
# before four digits: a number in a name or an amount
RE_NUMBERED: Final = re.compile(
    rf"(?:[$\u20ac\u00a3\u00a5\#+=*_@&]|[0-9][-.,:/]|[a-z][-/]|\b(?:no|nos)\.[ ]?|\b(?:{alternation('numbered')})[ ])\Z",
    re.VERBOSE | re.IGNORECASE,
)
_RELATIONS: Final = {
    "during": Relation.IN, "within": Relation.OVER, "since": Relation.SINCE, "until": Relation.UNTIL, "till": Relation.UNTIL, "through": Relation.UNTIL,
    "throughout": Relation.OVER, "by": Relation.BY, "amid": Relation.IN, "starting": Relation.FROM, "effective": Relation.FROM, "beyond": Relation.AFTER, "upto": Relation.UNTIL,
    "in": Relation.IN, "on": Relation.IN, "at": Relation.IN, "of": Relation.IN, "for": Relation.IN, "from": Relation.FROM, "to": Relation.IN,
    "over": Relation.OVER, "across": Relation.OVER, "before": Relation.BEFORE, "after": Relation.AFTER, "between": Relation.IN, "following": Relation.AFTER,
}  # fmt: skip
_APPROXIMATE: Final = CODE["approximate"]


RE_BRACKET: Final = re.compile(r"\[(?P<word>by|in|on|since|until|from|during|before|after)\][ ]\Z", re.IGNORECASE)


def relation_before(run: Run, text: str, low: int, floor: int) -> tuple[Relation, int | None]:
    """The relation of the words before item `low`, and the offset they start at (None: there are none)."""
    start = run.items[low].start
    bracket = RE_BRACKET.search(text, max(0, start - 10), start)  # "[by] 2030", an editor's word
    if bracket is not None:
        return _RELATIONS[bracket["word"].lower()], bracket.start()
    k = low - 1
    while k >= floor and (run.classes[k] == _APPROXIMATE or run.items[k].word in ("the", "least")):
        k -= 1
    if k < floor:
        return Relation.IN, None
    item = run.items[k]
    before = run.items[k - 1].word if k > floor else ""
    if item.word in ("of", "at") and before == "as":
        return Relation.AS_OF, run.items[k - 1].start
    if item.word == "to" and before in ("up", "prior"):
        return (Relation.UNTIL if before == "up" else Relation.BEFORE), run.items[k - 1].start
    if item.word == "of" and before == "ahead":
        return Relation.BEFORE, run.items[k - 1].start
    if item.word in ("in", "on", "from", "at") and before in ("starting", "effective"):
        return Relation.FROM, run.items[k - 1].start
    relation = _RELATIONS.get(item.word)
    return (Relation.IN, None) if relation is None else (relation, item.start)


def governing_since(text: str, start: int) -> int | None:
    """The offset of a "since" whose event the expression dates: "since its launch in April 2022"."""
    window = text[max(0, start - 90) : start]
    at = max(window.rfind("since "), window.rfind("Since "))
    if at < 0:
        return None
    between = window[at:]
    return start - len(between) if not RE_CLAUSE.search(between.removesuffix("(")) else None


RE_CLAUSE: Final = re.compile(r"[.,;:()\n]")
_STRONG: Final = frozenset(
    ("in", "since", "during", "until", "till", "before", "after", "by", "through", "between", "mid", "early", "late", "and", "or")
)


# classes of what is part of a year
_SPANS: Final = frozenset(CODE[f"{name}{s}"] for name in ("month_", "quarter", "week", "day", "semester") for s in ("", "s")) | {
    CODE["w_half"],
    CODE["season"],
}


def is_year(text: str, run: Run, low: int, high: int) -> bool:
    """Whether four digits (the last item of `[low, high)`) name a year."""
    item = run.items[high - 1]
    if high - low > 1:
        return True
    value = int(item.value)
    before = run.items[low - 1] if low else None
    word = before.word if before is not None else ""
    if word == "of" and low > 1 and run.classes[low - 2] in _SPANS:
        return 1000 <= value <= 2150  # "in the first two months of 2023 sales fell"
    part = word == "-" and low > 1 and run.items[low - 2].word in ("mid", "early", "late", "pre", "post", "end")
    if (
        not part
        and RE_NUMBERED.search(text[max(0, item.start - 12) : item.start])
        and not (word in ("-", "/") and low > 1 and len(run.items[low - 2].word) == 4 and run.items[low - 2].word.isdigit())
    ):
        return False
    joined = text[item.end : item.end + 1] in ("-", "\u2013", "/") and text[item.end + 1 : item.end + 2].isdigit()
    if RE_COUNTED.match(text, item.end) and not joined:
        return False
    if not joined and (word in ("nearly", "almost", "some") or (word in ("than", "over", "least") and value % 50 == 0)):
        return False  # "nearly 2000", "more than 2000"
    if word in _STRONG or part:
        return 1000 <= value <= 2150 and not (value < 1700 and RE_PLURAL.match(text, item.end))
    if not 1800 <= value <= 2100:
        return False
    return word in ("the", "'", "s") or not RE_PLURAL.match(text, item.end)


# words that make the period after them one that is compared with, where no amount stands between (in a text written small:
# with IGNORECASE every phrase is tried at every word)
RE_COMPARED: Final = re.compile(
    rf"""(?:\b(?:{alternation("comparing")})\.?
      | \b(?:{alternation("change_before")})\)?[ ](?:from|on|over)
      | \b(?:above|below|from|than)[ ](?:[a-z]+[ ]){{1,3}}?(?:{alternation("level_before")})[ ](?:in|of|for)
      | \b(?:above|below|over|on)
      | [%)][ ](?:from|on|over)
      | \b(?:{alternation("change_before")})\b[^.;:]{{1,30}}[ ]from )
      [ ](?:that[ ](?:of|in)[ ]|those[ ]in[ ]|the[ ](?:level|figure|number)s?[ ](?:of|in)[ ])?(?:the[ ])?\Z""",
    re.VERBOSE,
)
# what the words before a comparison can only end in: looked at first, since the whole pattern costs more
_COMPARE_ALONE: Final = frozenset(("with", "to", "versus", "vs", "vs.", "against", "from", "over", "above", "below", "than"))
_COMPARE_AFTER: Final = frozenset(("in", "of", "for", "at", "during", "on"))
_BEFORE_AFTER: Final = frozenset(("than", "as", "that", "those")) | words("level_before") | words("change_before")


# "than the number in", "below the level recorded in", "up 5 points from the last survey in"
_COMPARED_NOUNS: Final = words("compared_noun")
_TOLD: Final = words("compared_told")
RE_COMPARED_NOUN: Final = re.compile(
    rf"""\b(?: than | (?:same|much|many|high|low|large|few)[ ]as | (?:similar|identical|equal|close|back|relative|compared)[ ]to | (?:compared|line|level|par)[ ]with
      | above | below | double | twice | triple | half | times | short[ ]of | exceed(?:s|ed|ing) | surpass(?:es|ed|ing) | beat(?:ing)? | topp(?:ed|ing)
      | \b(?:{alternation("change_before")})\b[^.;:,]{{0,24}}[ ]from )
      [ ](?:(?:at|in|on|during|for)[ ])?(?:the|that|those|its|their|his|her|an?)[ ](?:[a-z]+[ ]){{0,2}}?(?:(?:{alternation("compared_noun")})[ ])?(?:(?:{alternation("compared_told")})[ ])?
      (?:in|of|for|on|at|during|from)[ ](?:the[ ])?\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_FORMER: Final = frozenset(("last", "previous", "earlier", "preceding", "prior"))
_POINTING: Final = frozenset(("that", "those"))


def _is_compared_noun(text: str, start: int) -> bool:
    """Whether a period dates the noun that a figure is told against ("fewer than in the last count in 2016")."""
    last = text[max(0, start - 32) : start].lower().split()
    if last and last[-1] == "the":
        last.pop()
    if len(last) < 2 or last[-1] not in _COMPARE_AFTER:
        return False
    former = len(last) > 2 and last[-3] in _FORMER  # "than at the last festival in"
    if not (former or last[-2] in _COMPARED_NOUNS or last[-2] in _TOLD or last[-2] in _POINTING):
        return False
    return RE_COMPARED_NOUN.search(text, max(0, start - 80), start) is not None


def _may_compare(text: str, start: int) -> bool:
    """Whether the last words before `start` leave `RE_COMPARED` a chance."""
    last = text[max(0, start - 28) : start].lower().split()
    if last and last[-1] == "the":
        last.pop()
    if not last or last[-1] not in _COMPARE_AFTER:
        return bool(last) and last[-1] in _COMPARE_ALONE
    return len(last) > 1 and (last[-2] in _BEFORE_AFTER or last[-2][-1] in "%)")


_OVER: Final = re.compile(r"\b(?:over|on)[ ](?:the[ ])?\Z", re.IGNORECASE)
_ALONE: Final = re.compile(r"(?:over|on)[ ](?:the[ ])?\Z", re.IGNORECASE)
# sorts of node that "on" and "over" only date: "up 3 percent on Tuesday", "over the weekend"
_DAYS: Final = frozenset(
    ("weekday", "weekday_of", "nth_weekday", "day", "date", "tod", "holiday", "weekend", "window", "range", "the", "this_day")
)


_AS_MANY: Final = re.compile(r"\bas[ ](?:many|much|big|large|high|low|few|long)\b[^.;,]{0,30}[ ]as[ ](?:in[ ]|at[ ])?(?:the[ ])?\Z")
_EQUAL: Final = re.compile(r"(?:same|much|many|high|low|large|few)[ ]\Z")
RE_PART_ON: Final = re.compile(r"(?:third|half|quarter|fifth|sixth|eighth|tenth|[0-9%)])[ ](?:on|over)[ ](?:the[ ])?\Z")
_ON_PREVIOUS: Final = re.compile(r"[0-9a-z%)][ ](?:on|over)[ ](?:the[ ])?\Z")
# "a decrease of 3% on 2010-11"
_CHANGE_ON: Final = re.compile(r"(?:%|percent|per[ ]cent|points?|[0-9])\)?[ ]on[ ]\Z")
RE_LEVEL_AFTER: Final = re.compile(rf"[ ](?:{alternation('level_after')})\b", re.VERBOSE)


def is_comparison(text: str, start: int, end: int, sort: str) -> bool:
    """Whether the words beside a period at `[start, end)` compare with it ("up 5 percent from", "than in", "2019 levels")."""
    if RE_LEVEL_AFTER.match(text, end):
        return True
    if (
        sort in ("shifted", "anaphor", "same", "again")
        and text.endswith((" as ", " as in ", " as at ", " as the "), 0, start)
        and _AS_MANY.search(text, max(0, start - 60), start)
    ):
        return True  # "nearly twice as many as a year earlier"
    if sort == "anaphor" and _ON_PREVIOUS.search(text, max(0, start - 14), start) and not text.startswith("day", max(start, end - 3)):
        return True  # "down by 900 on the previous month"
    # "down almost a third on the same date last year"
    if _is_compared_noun(text, start) or (sort in ("same", "shifted") and RE_PART_ON.search(text, max(0, start - 16), start)):
        return True
    if not _may_compare(text, start):
        return False
    low = max(0, start - 71)  # one character more: it tells whether a word opens there
    match = RE_COMPARED.search(lowered(text[low:start]), 1 if start > 70 else 0)
    if match is None:
        return False
    opens = low + match.start()
    if sort == "range" and match.group().rstrip().endswith("from"):
        return False  # "down 12 percent from 2022 to 2023"
    if match.group().startswith("as at") and not _EQUAL.search(text, max(0, opens - 12), opens):
        return False  # "As at 31 March, debt was"
    if sort in ("anaphor", "shifted", "same", "again"):
        return sort != "again" or _OVER.search(text, opens, start) is None  # not "rose by 5 percent over the same period"
    if sort == "range" and text[start : start + 4].isdigit() and _CHANGE_ON.search(text, max(0, start - 24), start):
        return True
    if sort in _DAYS and _OVER.search(text, opens, start):
        return False
    # "over 2020" alone compares with nothing, "up 3 percent over 2020" does
    return _ALONE.fullmatch(text, opens, start) is None


# not "backed the plan in April"
RE_FUTURE: Final = re.compile(
    rf"(?<!\w)(?!(?:(?<=the[ ])|(?<=[ ]a[ ])|(?<=its[ ])|(?<=this[ ]))plans?[ ](?:in|on|last)\b)(?:{alternation('future_cue')})\b",
    re.VERBOSE,
)
RE_PAST: Final = re.compile(
    rf"\b(?<!\bbe[ ])(?:{alternation('past_cue')}|(?!(?:exc|proc|succ|n|sp|f|br|ind|bl|ind|s)eed\b|hundred\b)[a-z]{{2,15}}ed)\b", re.VERBOSE
)
RE_UNREAL: Final = re.compile(r"\b(?:would|could|might)[ ]have\b", re.IGNORECASE)
# perfect and reporting verbs do not say that a day "by" or "until" which something runs is over
_WEAK: Final = frozenset(("has", "have", "said", "told"))
_STOPS: Final = ".!?;\n"
RE_STOP: Final = re.compile(f"[{_STOPS}](?![0-9])")  # "9.4 metres on Sunday"


# words without one of which neither pattern matches: 1 for the coming, 2 for what is over
_RE_FIRST: Final = re.compile(rf"(?<!\w)(?:{'|'.join({re.escape(cue.split(' ')[0]) for cue in words('future_cue')})})\b")
_CUES: Final = Remembered(lambda piece: (_RE_FIRST.search(piece) is not None) + 2 * (RE_PAST.search(piece) is not None))
_BEFORE, _BEHIND = 120, 80  # code points looked at


def tense_beside(text: str, start: int, end: int, *, open_end: bool = False) -> int:
    """1 where the verb beside a bare date looks ahead, -1 where it looks back, 0 where none is near. The verb before it counts first.

    `open_end`: the date is one by or until which something runs.
    """
    return _tense(text[max(0, start - _BEFORE) : start], text[end : end + _BEHIND], open_end)


@lru_cache(maxsize=1024)
def _tense(before: str, behind: str, open_end: bool) -> int:
    """The same, of what stands on either side of the date. Remembered, as one date is asked for more than once."""
    window = before[max((m.end() for m in RE_STOP.finditer(before)), default=0) :]
    cues = set(map(_CUES.__getitem__, window.split(" ")))
    future = past = -1
    if not cues.isdisjoint((1, 3)):
        future = max((m.end() for m in RE_FUTURE.finditer(window)), default=-1)
    if not cues.isdisjoint((2, 3)):
        past = max((m.end() for m in RE_PAST.finditer(window) if not (open_end and m.group() in _WEAK)), default=-1)
    if open_end and past > future >= 0 and RE_UNREAL.search(window):
        return 1  # "would have faced losses by May"
    if future >= 0 or past >= 0:
        return 1 if future >= past else -1
    if behind.startswith(",") and ("," in window or (open_end and len(window.split()) > 3)):
        return 0  # "by May, the mayor said", "its debt, 5 million at the end of June, will": the verb behind tells of something else
    stop = RE_STOP.search(behind)
    window = behind[: stop.start()] if stop else behind
    ahead, back = RE_FUTURE.search(window), RE_PAST.search(window)
    if ahead and (not back or ahead.start() <= back.start()):
        return 1
    return -1 if back else 0


# a perfect in the clause so far: "has risen by a further 5 percent"
RE_PERFECT: Final = re.compile(
    r"\b(?:has|have)[ ](?:[a-z]{2,12}ly[ ])?[a-z]{1,14}(?:ed|en|wn|ne|ut|st|ld|lt|de|on|nt|nk|un|it|id|ot|et|ad|pt)\b[^.;:,]{0,60}\Z"
)


def lately_before(text: str, start: int) -> bool:
    """Whether a perfect verb stands before `start` in its clause, so that "in a year" after it runs up to the day of writing."""
    return RE_PERFECT.search(text, max(0, start - 100), start) is not None
