"""Forecasts told without a verb of expecting, and figures that stand inside a planned sentence but are true already."""

from __future__ import annotations

from typing import Final

from factdb.frame.baseline import is_baseline, is_measure_compared
from factdb.frame.clause import Form, Syntax, VerbGroup
from factdb.frame.mood import EXPECTATION, FORECAST_NOUNS, INTENTION, PLAN_NOUNS, lineage
from factdb.frame.scope import Scope
from factdb.frame.wording import Reading, words
from factdb.text import tagger
from factdb.text.tokens import noun_phrase_end
from factdb.values import Modality, Quantity, Relation, SegmentKind, TimexType

_REVISING: Final = words("revising", "verbs")
_RECKONING: Final = words("reckoning", "verbs")
_RECKONED: Final = words("reckoning")
_AGREEING: Final = words("takeover", "verbs")
_CLOSING: Final = words("liability", "verbs")
_LIABILITIES: Final = words("liability")
_DEALS: Final = words("takeover", "deals")
_TAKEOVERS: Final = words("takeover")
_NUMBERS: Final = frozenset({"ADV", "DET", "ADJ", "PREP", "NUM", "POS"})
_MEASURES: Final = words("prediction", "subjects") | words("prediction", "seen")
_CHANGING: Final = words("rebuilding", "verbs") | {"halve", "sell", "replace", "close", "abolish", "change", "double", "restructure"}
_OWNERS: Final = frozenset({"its", "their", "his", "her", "our"})
_SHORT: Final = 5  # tokens of a line that only opens a list
_HELD: Final = frozenset({"be", "stand", "remain", "stay"})
_PAST_RELATIONS: Final = frozenset({Relation.IN, Relation.AS_OF, Relation.OVER})
_FOREBODE: Final = EXPECTATION | INTENTION
_COMPARING: Final = frozenset({"with", "to", "against", "versus", "from", "of", "than"})
_AROUND: Final = frozenset({"about", "over", "under"}) | tagger.SIGNS


def settled(scope: Scope, quantity: Quantity, group: VerbGroup | None) -> bool:
    """Whether the figure holds already, whatever its sentence plans: it is compared with, or a date that is over stands right behind it."""
    if compared(scope.syntax, quantity) or is_measure_compared(scope, quantity) or _is_liability(scope.syntax, quantity, group):
        return True
    if scope.text.endswith(" from ", 0, quantity.span.start) and is_baseline(scope, quantity):
        return True  # "would narrow to 4 percent of output from 5 percent"
    against = scope.text.endswith(" against ", 0, quantity.span.start)
    if _is_own(scope.syntax, quantity, group) or (against and _is_over(scope, quantity)):
        return True
    return _earlier(scope, quantity) or _dated_back(scope, quantity, group)


def _is_over(scope: Scope, quantity: Quantity) -> bool:
    """Whether a date that is over stands right behind: "1.1 million bottles against 1.7 million last year"."""
    reference = scope.whole.article.reference
    near = (t for t in scope.times if 0 <= t.full.start - quantity.span.end <= 1 and t.end is not None)
    return reference is not None and any(t.end is not None and t.end < reference.date for t in near)


def _is_own(syntax: Syntax, quantity: Quantity, group: VerbGroup | None) -> bool:
    """Whether somebody has already what the verb will change: "lift its cap of 480,000 flights", "halve its use from 90 tons"."""
    k = syntax.index(quantity.span.start) - 1
    if group is None or k < group.end + 1 or group.verb not in _CHANGING:
        return False
    word = syntax.tokens[k].lower
    if word == "from":
        return True
    held = k > 1 and word == "of" and syntax.tokens[k - 1].tag == "NOUN" and syntax.tokens[k - 2].lower in _OWNERS
    return held and syntax.tokens[k - 1].lower not in FORECAST_NOUNS | PLAN_NOUNS


def _earlier(scope: Scope, quantity: Quantity) -> bool:
    """Whether what is planned or foretold is told against the figure, with its own date behind it: "to 3 percent by 2040, from 5 percent last year"."""
    reference = scope.whole.article.reference
    if reference is None or not is_baseline(scope, quantity):
        return False
    return any(0 <= t.full.start - quantity.span.end <= 1 and t.end is not None and t.end < reference.date for t in scope.times)


def _is_liability(syntax: Syntax, quantity: Quantity, group: VerbGroup | None) -> bool:
    """Whether the figure is a gap or debt that is there already: "voted to close a budget gap of $4m"."""
    if group is None or group.verb not in _CLOSING:
        return False
    first, last = syntax.index(quantity.span.start), syntax.index(quantity.span.end - 1)
    if not group.end <= first:
        return False
    near = [*syntax.tokens[group.end : first], *syntax.tokens[last + 1 : last + 3]]
    return any(token.lower in _LIABILITIES for token in near)


def compared(syntax: Syntax, quantity: Quantity) -> bool:
    """Whether the figure follows "compared with", ", against", "up from", "instead of"."""
    tokens = syntax.tokens
    k = syntax.index(quantity.span.start) - 1
    while k > 1 and (tokens[k].tag in ("DET", "ADV", "ADJ") or tokens[k].lower in _AROUND):
        k -= 1
    if k < 1 or tokens[k].lower not in _COMPARING:
        return False
    word, before = tokens[k].lower, tokens[k - 1].lower
    if word in ("of", "than"):
        return before == ("instead" if word == "of" else "rather")
    if word in ("with", "to"):
        return before == "compared"
    return before in ("up", "down") if word == "from" else before in (",", "(")


def _dated_back(scope: Scope, quantity: Quantity, group: VerbGroup | None) -> bool:
    """Whether the figure, before the verb that governs it, has a date of its own that is over: "Its debt, $3m at the end of May, will ..."."""
    reference = scope.whole.article.reference
    if reference is None or group is None or group.first <= scope.syntax.index(quantity.span.start):
        return False
    for time in scope.times:
        if 0 <= time.full.start - quantity.span.end <= 1 and time.end is not None and time.relation in _PAST_RELATIONS:
            return time.end <= reference.date and time.value != "PRESENT_REF"
    return False


def foretold(scope: Scope, quantity: Quantity) -> Reading | None:
    """Who foretold the figure stands right behind it: "the 3 percent forecast by analysts", "the 3 percent it projected in May"."""
    syntax = scope.syntax
    tokens = syntax.tokens
    last = syntax.index(quantity.span.end - 1)
    for end in dict.fromkeys((last + 1, max(last + 1, noun_phrase_end(tokens, last + 1)))):
        k = end
        if k + 1 < len(tokens) and tokens[k].tag == "PRON":
            k += 1
        if k >= len(tokens) or tokens[k].tag not in ("VBN", "VBD", "VERB", "NOUN"):
            continue
        verb = tagger.base(tokens[k].lower)
        following = tokens[k + 1].tag if k + 1 < len(tokens) else "MARK"
        # "forecast by", "it planned in May"; not "30 towns planned to build"
        if verb in _FOREBODE and (k > end or following == "PREP") and following in ("PREP", "MARK", "CONJ", "ADV"):
            return Reading(Modality.PROJECTED if verb in EXPECTATION else Modality.PLANNED, k, k + 1, "foretold")
    return None


def outlook(scope: Scope, quantity: Quantity, group: VerbGroup | None) -> Reading | None:
    """A forecast or plan as what is revised ("cut its outlook for profit to 5"), stated ("guidance is 5") or seen ("sees sales growing 5")."""
    if group is None or compared(scope.syntax, quantity):
        return None
    syntax = scope.syntax
    i = syntax.index(quantity.span.start)
    for current in syntax.lineage(group):
        if current.first < i:
            found = (
                _revised(syntax, current, i)
                or _seen(syntax, current, i)
                or _taken_over(syntax, current, i, syntax.index(quantity.span.end - 1) + 1)
            )
            if found:
                return found
        if current.form is Form.FINITE:
            return _stated(syntax, current, i)
    return None


def _revised(syntax: Syntax, group: VerbGroup, i: int) -> Reading | None:
    """The noun that is revised to the figure: "raised its forecast for the year to 5"."""
    if group.verb not in _REVISING or group.passive:
        return None
    between = syntax.tokens[group.end : i]
    if not any(token.lower in ("to", "at", "from", "by", "of") for token in between):
        return None
    for k, token in enumerate(between, group.end):
        if token.lower in FORECAST_NOUNS | PLAN_NOUNS:
            value = Modality.PROJECTED if token.lower in FORECAST_NOUNS else Modality.PLANNED
            return Reading(value, group.first, k + 1, "revised")
        if token.tag == "MARK":
            return None
    return None


def _seen(syntax: Syntax, group: VerbGroup, i: int) -> Reading | None:
    """After "sees sales growing by 5", "sees inflation at 5", "reckons on 5"."""
    reading = Reading(Modality.PROJECTED, group.first, group.end, "seen")
    if group.verb == "guide" and group.end < len(syntax.tokens) and syntax.tokens[group.end].lower in ("for", "to", "toward"):
        return reading
    if group.verb in _RECKONING and group.end < len(syntax.tokens) and syntax.tokens[group.end].lower in _RECKONED:
        return reading
    if group.form is not Form.FINITE or group.past or group.chain[0] != "see":
        return None
    between = syntax.tokens[group.first + 1 : i]  # "sees operating profit of"
    if len(between) > 1 and not any(token.tag == "MARK" and token.lower not in tagger.SIGNS for token in between):
        linked = next((k for k, token in enumerate(between) if k and token.lower in ("at", "of")), 0)
        if linked and (between[linked].lower == "at" or between[linked - 1].lower in _MEASURES):
            return reading
    growing = next((g for g in syntax.groups_in(group.end + 1, i) if g.form is Form.GERUND), None)
    return reading if growing is not None and syntax.tokens[growing.first - 1].tag in ("NOUN", "NAME", "PRON") else None


def _stated(syntax: Syntax, group: VerbGroup, i: int) -> Reading | None:
    """The subject is a forecast: "For 2021 guidance is 5 tons", "Its forecast was lowered to 5 tons"."""
    if not group.first < i or not (group.chain[-1] in _HELD or (group.passive and group.verb in _REVISING)):
        return None
    if group.chain[-1] in _HELD and not _amount_follows(syntax, group.end):
        return None
    first = syntax.clause(group.first).first
    for k in range(group.first - 1, first - 1, -1):
        token = syntax.tokens[k]
        if token.tag == "NOUN" and token.lower in FORECAST_NOUNS:
            return Reading(Modality.PROJECTED, k, group.end, "stated")
        if token.tag == "MARK" and k < group.first - 1:
            return None
    return None


def _amount_follows(syntax: Syntax, k: int) -> bool:
    """Whether an amount starts at token `k`, after bounds and determiners, or "for growth of" stands before it."""
    if k < len(syntax.tokens) and syntax.tokens[k].lower == "for":
        following = syntax.tokens[k + 1 : k + 6]
        return any(token.tag == "NUM" for token in following) and not any(token.lower in ",;" for token in following)
    while k < len(syntax.tokens) and syntax.tokens[k].tag in _NUMBERS - {"NUM"}:
        k += 1
    return k < len(syntax.tokens) and (syntax.tokens[k].tag == "NUM" or syntax.tokens[k].lower in tagger.SIGNS)


def _taken_over(syntax: Syntax, group: VerbGroup, i: int, behind: int) -> Reading | None:
    """A purchase agreed is still to be made: "agrees $5m takeover of", "has agreed a $5m takeover"."""
    if group.verb not in _AGREEING or group.passive or not i - group.end < 4:
        return None
    end = noun_phrase_end(syntax.tokens, behind)
    if any(token.lower in _TAKEOVERS for token in syntax.tokens[behind:end]):
        return Reading(Modality.PLANNED, group.first, group.end, "takeover")
    return None


def of_deal(syntax: Syntax, group: VerbGroup | None, quantity: Quantity) -> Reading | None:
    """What a present verb tells of a deal that is still to be made: "is to buy it in a deal that values it at $5m"."""
    if group is None or group.form is not Form.FINITE or group.past or len(group.chain) > 1:
        return None
    clause = syntax.clause(group.first)
    if clause.opener not in ("that", "which") or not clause.first or syntax.tokens[clause.first - 1].lower not in _DEALS:
        return None
    before = [g for g in syntax.groups if g.end <= clause.first]
    reading = lineage(syntax, before[-1], quantity) if before else None
    return reading if reading is not None and reading.value is Modality.PLANNED else None


def of_features(scope: Scope) -> Scope | None:
    """The sentence whose thing a list of features tells of: that before a short line such as "Key facts:"; None where there is none."""
    if scope.segment.kind is not SegmentKind.LIST_ITEM:
        return None
    head = scope.lead_in
    if head is None or head.previous is None or len(head.tokens) > _SHORT or any(g.first for g in head.syntax.groups):
        return None  # "Highlights:" may be read as a verb
    return head.previous if head.quote.rstrip().endswith(":") else None


def was_possible(scope: Scope, group: VerbGroup, quantity: Quantity) -> bool:
    """Whether "could" tells of a past time right behind the figure: "which could be had for 3 percent in 2021"."""
    reference = scope.whole.article.reference
    if reference is None or group.chain[0] != "could":
        return False
    for time in scope.times:
        if 0 <= time.full.start - quantity.span.end <= 2 and time.end is not None and time.type is TimexType.DATE:
            return time.end < reference.date and time.relation is Relation.IN
    return False
