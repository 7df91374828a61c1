"""Times of saying and printing, which are not those of what is said: "said on Tuesday", "figures released in March"."""

from __future__ import annotations

import re
from typing import Final, cast

from factdb.frame import forms
from factdb.frame.clause import Form, VerbGroup
from factdb.frame.scope import Scope
from factdb.timex.context import alternation, words
from factdb.values import Grain, Relation, Timex

SAYING: Final = words("saying")
PRINTING: Final = words("printing")
_NOT_SPOKEN: Final = frozenset((Relation.AS_OF, Relation.SINCE, Relation.BY))
RE_PRINTED: Final = re.compile(rf"(?<!carried[ ])\b(?:{alternation('printed')})[ ]\Z", re.VERBOSE)
RE_SAID: Final = re.compile(rf"\b(?:{alternation('said')})[ ]\Z", re.VERBOSE)


def verb_of(scope: Scope, timex: Timex) -> str:
    """Base form of the verb that governs a time expression, "" when there is none."""
    group: VerbGroup | None = scope.syntax.governor(*timex.full) if scope.tokens else None
    return group.verb if group is not None else ""


# forms of the verbs of saying and printing, cut as `Scope.words` are: without one of them no sentence need be read
_SPOKEN_FORMS: Final = frozenset(
    part for word in (SAYING | PRINTING | forms.listed(SAYING | PRINTING)) for part in re.findall("[a-z]+", word)
)


def is_spoken(scope: Scope, timex: Timex) -> bool:
    """Whether the time is that of saying or printing: "said on Tuesday", "figures released in March"."""
    known = cast("dict[int, bool]", scope.memo.setdefault("spoken", {}))
    start = timex.full.start
    if start not in known:
        known[start] = _is_spoken(scope, timex)
    return known[start]


_ACCOUNTS: Final = frozenset((Grain.QUARTER, Grain.HALF))  # "reported third-quarter income of 9 million"
RE_EDGE: Final = re.compile(r"(?:the[ ])?(?:end|start|beginning|close)[ ]of\b", re.IGNORECASE)
RE_OF_PRINT: Final = re.compile(r"'s[ ](?:[a-z]+[ ])?(?:report|data|figures|statement|announcement|survey|study|release|update|reading)\b")
# a verb with its particle: "when rents bottomed out in 2011"
RE_VERB_OUT: Final = re.compile(r"(?:ed|broke|ran|set|went|came|took|fell|found|put|cut|sold|held|gone|broken|taken|ing)[ ]out[ ]\Z")


def _is_spoken(scope: Scope, timex: Timex) -> bool:
    start = timex.full.start
    if RE_EDGE.match(scope.text, timex.span.start) or (timex.grain in _ACCOUNTS and "-" in timex.span.of(scope.text)):
        return False  # "reported a ratio of 10 percent at the end of the quarter"
    if scope.text.startswith("'s ", timex.span.end) and RE_OF_PRINT.match(scope.text, timex.span.end):
        return True  # "Friday's report showed"
    beside = next((t for t in scope.times if 0 < start - t.span.end < 3), None)  # "out today (3 May)"
    low = beside.full.start if beside is not None else start
    if RE_PRINTED.search(scope.text, scope.sentence.start, low) and not RE_VERB_OUT.search(scope.text, scope.sentence.start, low):
        return True
    if scope.text.endswith(") ", 0, start) and scope.text.startswith(",", timex.span.end):
        return False  # "Gusts could reach 45 mph (72 kph) on Friday, the office said"
    if timex.relation in _NOT_SPOKEN:
        return False  # "reported 48,000 customers as of March 31"
    if timex.grain is Grain.DAY and timex.start == timex.end and RE_SAID.search(scope.text, scope.sentence.start, start):
        return True  # "said Tuesday its profit fell"
    verb = "" if scope.words.isdisjoint(_SPOKEN_FORMS) else verb_of(scope, timex)
    if verb in PRINTING:
        return not _has_amount(scope, timex)  # "released 38 tons of benzene in 2019"
    if verb not in SAYING:
        return False
    return (timex.grain in (Grain.DAY, Grain.TIME, None) and timex.start == timex.end) or RE_SAID.search(
        scope.text, scope.sentence.start, timex.full.start
    ) is not None


def _has_amount(scope: Scope, timex: Timex) -> bool:
    """Whether an amount is what the verb of a time acts on."""
    group = scope.syntax.governor(*timex.full)
    if group is None or group.passive or group.form is Form.PARTICIPLE:
        return False
    end = scope.tokens[group.end - 1].end
    return any(0 <= q.span.start - end <= _OBJECT_REACH for q in scope.quantities)


_OBJECT_REACH: Final = 20  # characters
