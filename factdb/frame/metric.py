"""Metric: the named series of lexicon/metrics.toml that the figure feeds.

Each cue word of the sentence votes for its metrics with the weight of its field in the lexicon times the weight of its place
beside the figure; what the metric does not allow (dimension, kind) does not vote. The best single vote wins, and its words are the
evidence: so an answer can always be traced to words at a place, never to a sum.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import Final, NamedTuple

from factdb.frame import cues
from factdb.frame.amounts import amounts
from factdb.frame.crowd import crowd
from factdb.frame.cues import RATIO_UNITS, Cue, Hit
from factdb.frame.deed import deeds
from factdb.frame.folk import folk
from factdb.frame.inherit import carried_on, decided, inherited
from factdb.frame.parts import dropped, market, parts
from factdb.frame.polls import asked, polled
from factdb.frame.scope import Scope, Slot
from factdb.frame.setting import hits, leaning, spoken_of
from factdb.frame.silence import silent
from factdb.frame.site import site
from factdb.frame.sums import sums
from factdb.frame.weigh import BESIDE, GROUPS, NAMING, NEAR, RULING, Figure
from factdb.frame.weights import Vote
from factdb.frame.wholes import wholes
from factdb.values import Kind, Quantity, Span

_BY_UNIT: Final = 0.4
_BY_GOODS: Final = 0.6
_BY_PER: Final = 0.8  # "2 dollars a share"
_REACH: Final = 60  # tokens
_TOPIC: Final = 0.36
_COUNTED: Final = frozenset(("count",))
_FLOWS: Final = frozenset(("production", "capacity", "exports", "imports"))
_DISTANT: Final = frozenset(("clause", "sentence", "topic", "title", "previous"))  # in a story on a poll they say little
_PAPERS: Final = frozenset(("students_training",))  # a share of exam entries tells of grades, not of pupils
_LEAN: Final = 0.03  # what a topic word nearby adds to a vote: it settles draws ("seats" in a hall or a parliament)


class _Heard(NamedTuple):
    """A cue that may vote, with its place."""

    cue: Cue
    where: str
    malus: float
    evidence: Span


def metric(scope: Scope, quantity: Quantity, kind: Kind) -> Slot[str]:
    """The metric's code, "other" where nothing fits."""
    allowed = cues.allowing(quantity.unit if quantity.unit in RATIO_UNITS else "", quantity.dimension, kind)
    figure = Figure(scope, quantity, kind, site(scope, quantity), allowed)
    # the first of equal votes: in the order of places and of the lexicon
    best = max(votes(figure), key=lambda vote: vote.weight, default=None)
    if best is None and kind is Kind.CHANGE and not figure.speaks:
        best = spoken_of(scope, allowed)
    if best is None or (best.place in _DISTANT and not figure.speaks):
        best = polled(figure) or best
    best = best or carried_on(figure) or Vote("other", 0.0, None, "default")
    decided(scope)[quantity.span.start] = (best, quantity, kind)
    return Slot(best.metric, best.evidence, f"metric.{best.place}")


def votes(figure: Figure) -> list[Vote]:
    """All votes on the metric of a figure, none of them 0."""
    heard, topics, barred = _listen(figure)
    telling = {one.where for one in heard if figure.weight(one.cue, one.where, foreign=False)}
    named = not telling.isdisjoint(NAMING)
    # a governing phrase, or the group of a share, with words of its own and no cue among them: what is measured is none of our
    # metrics, and not one named elsewhere
    foreign = not named and telling.isdisjoint(RULING) and (figure.speaks or figure.grouped)
    ahead = figure.ahead
    yardstick = (
        figure.kind is Kind.MULTIPLE and "governor" in telling and figure.place.linked and figure.head in cues.class_words("yardstick")
    )
    ahead = ahead and not yardstick
    leans = leaning(figure.scope) | {vote.metric for vote in topics}
    found = [] if foreign or ahead or figure.counted else topics
    for cue, where, malus, evidence in heard:
        code = cue.metric.code
        if code in barred or (ahead and where not in BESIDE and where != "chain"):
            continue
        if figure.part and where not in NEAR and cue.metric.dimensions == _COUNTED:
            # "contracts covering 70 percent of the output" are no share of the contracts
            continue
        if silent(figure, cue, where, evidence, deep=malus > 0):
            continue
        if yardstick and where in NAMING:
            continue  # "debt was 2 times earnings"
        weight = figure.weight(cue, where, foreign=foreign)
        if weight and cue.agent and code in ("share_of_people", "companies") and asked(figure):
            # in a poll people and firms are those who were asked
            code = "survey_share"
        if code == "share_of_people" and figure.quantity.unit == "count" and figure.kind is not Kind.RATE:
            code = "people"  # "14 of the 22 miners"
        if weight > malus:
            found.append(Vote(code, weight - malus + (_LEAN if code in leans else 0.0), evidence, where))
    if not found and figure.counted:
        found.extend(_flow(figure, heard))
    found.extend(_by_unit(figure))
    found.extend(market(figure))
    found.extend(deeds(figure))
    found.extend(crowd(figure))
    found.extend(amounts(figure))
    if figure.quantity.unit == "count" and figure.share:
        found.extend(dropped(figure))
    elif figure.share or figure.quantity.unit == "percent":
        found.extend(parts(figure))
        found.extend(wholes(figure))
    found.extend(folk(figure))
    found.extend(sums(figure))
    found.extend(inherited(figure, named=named, foreign=foreign))
    return found


def _flow(figure: Figure, heard: list[_Heard]) -> list[Vote]:
    """Votes on a count of things unknown to us: "output is to rise from 140 million tins"."""
    if figure.place.preposition not in ("of", "from", "to", "at"):
        return []
    return [
        Vote(cue.metric.code, _TOPIC, evidence, where)
        for cue, where, _, evidence in heard
        if cue.field == "nouns" and cue.metric.code in _FLOWS and where != "sentence" and evidence.end <= figure.quantity.span.start
    ]


def _listen(figure: Figure) -> tuple[list[_Heard], list[Vote], set[str]]:
    """Cues that may vote, votes of topic words, and metrics that the counted noun rules out."""
    heard: list[_Heard] = []
    topics: list[Vote] = []
    barred: set[str] = set()
    tokens, allowed, share = figure.tokens, figure.allowed, figure.share
    grown = figure.changed and figure.kind is Kind.CHANGE and figure.place.noun_link == "" and figure.quantity.unit == "percent"
    for hit in _within_reach(figure):
        if grown and figure.place.noun is not None and hit.end == figure.place.noun[1] and hit.start == hit.end - 1:
            continue  # "the 5 percent expansion of the market" is how it grew
        if share and tokens[hit.start].lower == "shares" and figure.quantity.unit == "percent" and not figure.part:
            continue  # "the highest shares were recorded in Malta (40%)"
        where, malus = figure.where(hit)
        evidence: Span | None = None
        yardsticks = _yardsticks(hit) if share and where in GROUPS and where not in (*RULING, "subject") else frozenset()
        # a word for the group of a share says more of it than what the word means elsewhere ("a tenth of the stock")
        grouped = share and where in ("after", "head") and any(cue.field == "of" for cue in hit.cues)
        for said in hit.cues:
            if grouped and said.field not in ("of", "of_doing", "of_having", "never"):
                continue
            cue = _shared(said, figure) if share and where in GROUPS and where != "after_modifier" else said
            code = cue.metric.code
            if cue.field == "never":
                if where == "head" or (share and where == "after"):
                    barred.add(code)
                continue
            if (
                code not in allowed
                or _part_of_name(hit, cue, where)
                or (cue.field == "nouns" and code in yardsticks)
                or cue.field == "leans"
                or (share and cue.metric.parts and cue.field != "of")
                or (cue.field == "leant" and ((share and code in _PAPERS) or code not in leaning(figure.scope)))
            ):
                continue
            evidence = evidence or Span(tokens[hit.start].start, tokens[hit.end - 1].end)
            if cue.field == "topic":
                if not (figure.quantity.unit in RATIO_UNITS and cue.metric.tallies):
                    topics.append(Vote(code, _TOPIC, evidence, "topic"))
            else:
                heard.append(_Heard(cue, where, malus, evidence))
    return heard, topics, barred


def _within_reach(figure: Figure) -> list[Hit]:
    """Cue words not too far from the figure to say anything of it."""
    found = hits(figure.scope)
    low = bisect_left(found, figure.place.first - _REACH, key=lambda hit: hit.start)
    high = bisect_left(found, figure.place.end + _REACH, lo=low, key=lambda hit: hit.start)
    return found[low:high]


def _yardsticks(hit: Hit) -> frozenset[str]:
    return frozenset(cue.metric.code for cue in hit.cues if cue.field == "yardstick")


def _shared(cue: Cue, figure: Figure) -> Cue:
    """The cue for the metric that a share of the cue's metric feeds: a share of births is a share of people."""
    metric_ = cue.metric
    if cue.by_class or figure.quantity.unit == "count" or metric_.code in figure.allowed or metric_.share not in figure.allowed:
        return cue
    return replace(cue, metric=figure.allowed[metric_.share])


def _part_of_name(hit: Hit, cue: Cue, where: str) -> bool:
    """Whether a single capitalised word is no word of the sentence: "Inflation Reduction Act" (but "40 Americans", "the $2 bn Bui Dam")."""
    if cue.field == "weak" and cue.metric.code == "other":
        return False  # "the Tarn River rose to 6 meters"
    return hit.name and not ((cue.by_class and where in NAMING) or (cue.field == "heads" and where == "after"))


def _by_unit(figure: Figure) -> list[Vote]:
    """Votes of unit and denominator."""
    quantity, allowed = figure.quantity, figure.allowed
    measured = cues.measured_in(quantity.unit)
    found = [Vote(code, _BY_UNIT, quantity.unit_span, "unit") for code in measured if code in allowed]
    if quantity.per is not None:
        found.extend(Vote(code, _BY_PER, quantity.per_span, "per") for code, entry in allowed.items() if quantity.per in entry.per)
    if figure.kind is Kind.RATE and quantity.dimension == "money" and "price_cost" in allowed:
        # "77 dollars a barrel" is a price whatever is told beside it; "5,000 pounds per family" need not be one
        goods = (quantity.per or "").lower() in cues.class_words("goods")
        found.append(Vote("price_cost", _BY_GOODS if goods else _BY_UNIT, quantity.per_span, "per"))
    return found


def codes() -> tuple[str, ...]:
    """All metric codes, a user's own included, in file order."""
    return tuple(cues.metrics())
