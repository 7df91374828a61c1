"""Metric: the named series of lexicon/metrics.toml that the figure feeds.

Each cue word of the sentence votes for its metrics with the weight of its field in the lexicon times the weight of its place
beside the figure; what the metric does not allow (dimension, kind) does not vote. The best single vote wins, and its words are the
evidence: so an answer can always be traced to words at a place, never to a sum.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from factdb.frame import cues
from factdb.frame import site as sites
from factdb.frame.change import copied
from factdb.frame.cues import RATIO_UNITS, Cue, Hit, Metric
from factdb.frame.scope import Scope, Slot
from factdb.frame.site import Site, site
from factdb.text.tokens import Token, tokenize
from factdb.values import Kind, Quantity, Span

# place -> weight; the order is the order of evidence of the issue
_PLACES: Final = {
    "head": 1.0,
    "modifier": 0.7,
    "after": 0.95,
    "after_modifier": 0.75,
    "chain": 0.72,
    "for": 0.5,
    "governor": 0.9,
    "governor_inner": 0.78,
    "verb": 0.86,
    "predicate": 0.95,
    "subject": 0.6,
    "clause": 0.45,
    "sentence": 0.38,
    "previous": 0.3,
    "title": 0.27,
}
_FIELDS: Final = {"heads": 1.0, "nouns": 1.0, "weak": 0.5, "verbs": 1.0, "strong_verbs": 1.2, "of": 1.0, "topic": 1.0}
_NEAR: Final = frozenset(("head", "modifier", "after", "after_modifier"))
_VERB_PLACES: Final = frozenset(("verb", "predicate", "clause", "sentence", "chain"))
# a figure that continues a list takes its metric before words elsewhere in the sentence
_LIST: Final = 0.56
_SAME: Final = 0.97
_BY_UNIT: Final = 0.4
_CLASS: Final = 0.8


class Vote(NamedTuple):
    """One piece of evidence: metric code, weight, the words, and the place they stand in."""

    metric: str
    weight: float
    evidence: Span | None
    place: str


def metric(scope: Scope, quantity: Quantity, kind: Kind) -> Slot[str]:
    """The metric's code, "other" where nothing fits."""
    best = decide(scope, quantity, kind)
    return Slot(best.metric, best.evidence, f"metric.{best.place}")


def decide(scope: Scope, quantity: Quantity, kind: Kind) -> Vote:
    """The strongest vote; the first of equal ones, in the order of places and of the lexicon."""
    decided: dict[int, tuple[Vote, Quantity, Kind]] = scope.memo.setdefault("metric", {})  # type: ignore[assignment]
    found = _decide(scope, quantity, kind)
    decided[quantity.span.start] = (found, quantity, kind)
    return found


def _decide(scope: Scope, quantity: Quantity, kind: Kind) -> Vote:
    place = site(scope, quantity)
    allowed = {code: entry for code, entry in cues.metrics().items() if entry.allows(quantity.unit, quantity.dimension, kind)}
    best = Vote("other", 0.0, None, "default")
    for vote in _votes(scope, quantity, kind, place, allowed):
        if vote.weight > best.weight + 1e-9:
            best = vote
    return best


def _hits(scope: Scope) -> list[Hit]:
    found = scope.memo.get("cues")
    if found is None:
        found = scope.memo["cues"] = cues.find(scope.tokens)
    return found  # type: ignore[return-value]


def _votes(scope: Scope, quantity: Quantity, kind: Kind, place: Site, allowed: dict[str, Metric]) -> list[Vote]:
    votes: list[Vote] = []
    tokens = scope.tokens
    share = kind is Kind.SHARE
    own_head = quantity.unit == "count" and place.noun is not None and place.noun_link == ""
    barred: set[str] = set()
    topics: dict[str, Hit] = {}
    named = False
    for hit in _hits(scope):
        where, near = _where(tokens, place, hit)
        if where in ("head", "after"):
            named = True
        for cue in hit.cues:
            code = cue.metric.code
            if cue.field == "never":
                if where == "head":
                    barred.add(code)
                continue
            if code not in allowed:
                continue
            if cue.field == "topic":
                topics.setdefault(code, hit)
                continue
            weight = _weight(cue, where, share, own_head, near)
            if weight:
                votes.append(Vote(code, weight, Span(tokens[hit.start].start, tokens[hit.end - 1].end), where))
    for code, hit in topics.items():
        if not own_head:
            votes.append(Vote(code, 0.43, Span(tokens[hit.start].start, tokens[hit.end - 1].end), "topic"))
    if topics:
        votes = [vote._replace(weight=vote.weight + 0.15) if vote.metric in topics and vote.place != "topic" else vote for vote in votes]
    votes = [vote for vote in votes if vote.metric not in barred]
    for code, entry in allowed.items():
        if quantity.unit in entry.units:
            votes.append(Vote(code, _BY_UNIT, quantity.unit_span, "unit"))
    votes.extend(_inherited(scope, quantity, kind, place, allowed, own_head=own_head, named=named))
    return votes


def _weight(cue: Cue, where: str, share: bool, own_head: bool, near: float) -> float:
    field = cue.field
    weight = _PLACES[where]
    if field in ("verbs", "strong_verbs"):
        if where not in _VERB_PLACES or own_head and where in ("sentence", "clause"):
            return 0.0
        if where in ("predicate",) and not share:
            weight = 0.5
    elif field == "heads":
        if where not in ("head", "after"):
            return 0.0
    elif field == "of":
        if not share or where not in ("after", "chain", "governor", "subject", "after_modifier", "clause"):
            return 0.0
    elif own_head and where not in _NEAR:
        # the counted noun says what is counted; words elsewhere do not change that
        return 0.0
    if cue.by_class:
        weight *= _CLASS
    return weight * _FIELDS[field] - near


def _where(tokens: list[Token], place: Site, hit: Hit) -> tuple[str, float]:
    """The place of cue words beside the figure, and a small malus for their distance."""
    start, end = hit.start, hit.end
    if place.noun is not None and start < place.noun[1] and end > place.noun[0]:
        at_head = end == place.noun[1]
        if place.noun_link in ("", "of", "in", "as"):
            if place.noun_link == "" and place.noun[1] == place.end:
                return ("head" if at_head else "modifier"), 0.0
            return ("after" if at_head else "after_modifier"), 0.0
        return "for", 0.0 if at_head else 0.02
    for number, (low, high) in enumerate(place.chain):
        if low <= start < high:
            return "chain", 0.06 * number + (0.0 if end == high else 0.03)
    if place.verb is not None and start <= place.verb < end:
        return "verb", 0.0
    if place.predicate is not None and start <= place.predicate < end:
        return "predicate", 0.0
    if place.governor is not None and place.governor[0] <= start < place.governor[1]:
        distance = place.governor[1] - end
        return ("governor", 0.0) if distance <= 0 else ("governor_inner", 0.01 * min(distance, 12))
    if place.subject is not None and place.subject[0] <= start < place.subject[1]:
        return "subject", 0.005 * min(place.subject[1] - end, 12)
    gap = place.first - end if end <= place.first else start - place.end
    low, high = min(start, place.end), max(end, place.first)
    broken = any(tokens[i].lower in (";", ":", "\u2014") or tokens[i].lower == "," for i in range(low, min(high, low + 40)))
    return ("sentence" if broken else "clause"), 0.004 * min(max(gap, 0), 25)


def _inherited(scope: Scope, quantity: Quantity, kind: Kind, place: Site, allowed: dict[str, Metric], *, own_head: bool, named: bool) -> list[Vote]:
    """Votes of other figures: the one this continues or explains, the list it stands in, the sentence before, the heading."""
    votes: list[Vote] = []
    decided: dict[int, tuple[Vote, Quantity, Kind]] = scope.memo.setdefault("metric", {})  # type: ignore[assignment]
    other = copied(scope, quantity)
    ratio = quantity.unit in RATIO_UNITS
    if own_head:
        return votes
    if other is None and place.change is not None and place.earlier is not None and place.governor is None:
        other = scope.quantities[place.earlier]
    if other is not None and other.span.start in decided:
        code = decided[other.span.start][0].metric
        if code in allowed:
            votes.append(Vote(code, _SAME if place.bracket is not None or kind is Kind.CHANGE else _LIST, other.span, "continued"))
    if place.earlier is not None and not named:
        near = scope.quantities[place.earlier]
        if near.span.start in decided and near.unit == quantity.unit:
            code = decided[near.span.start][0].metric
            if code in allowed:
                votes.append(Vote(code, _LIST, near.span, "list"))
    previous = scope.previous
    if previous is not None and (ratio or quantity.dimension in ("money", "count")):
        before: dict[int, tuple[Vote, Quantity, Kind]] = previous.memo.get("metric", {})  # type: ignore[assignment]
        for vote, figure, sort in reversed(before.values()):
            if (figure.unit == quantity.unit or ratio) and (sort is kind or not ratio) and vote.metric in allowed and vote.metric != "other":
                votes.append(Vote(vote.metric, _PLACES["previous"], vote.evidence, "previous"))
                break
    for code, words in _title(scope).items():
        if code in allowed:
            votes.append(Vote(code, _PLACES["title"], words, "title"))
    return votes


def _title(scope: Scope) -> dict[str, Span | None]:
    """Metrics that the article's heading names."""
    found = scope.whole.memo.get("title")
    if found is None:
        title = scope.whole.article.title
        named: dict[str, Span | None] = {}
        for hit in cues.find(tokenize(title, 0, len(title))) if title else ():
            for cue in hit.cues:
                if cue.field in ("nouns", "topic") and not cue.by_class:
                    named.setdefault(cue.metric.code, None)
        found = scope.whole.memo["title"] = named
    return found  # type: ignore[return-value]


@cache
def codes() -> tuple[str, ...]:
    """All metric codes, a user's own included, in file order."""
    return tuple(cues.metrics())
