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
from factdb.frame.change import copied, governing
from factdb.frame.cues import RATIO_UNITS, Cue, Hit, Metric
from factdb.frame.scope import Scope, Slot
from factdb.frame.site import Site, site
from factdb.lexicon import table
from factdb.text import tagger
from factdb.text.tokens import Token, tokenize
from factdb.values import Kind, Quantity, SegmentKind, Span

# place -> weight; the order is the order of evidence of the issue
_PLACES: Final = {
    "head": 1.0,  # the counted noun
    "modifier": 0.7,  # before the counted noun
    "after": 0.95,  # the noun right after the figure, or after "of"/"in"
    "after_modifier": 0.75,
    "substance": 0.8,  # what the tons are of
    "chain": 0.72,  # "in exports" after "an increase"
    "for": 0.5,
    "governor": 0.9,  # head of the phrase that governs the figure
    "governor_inner": 0.78,
    "verb": 0.86,
    "predicate": 0.97,
    "purpose": 0.55,  # "5 million to build"
    "subject": 0.6,
    "clause": 0.45,
    "sentence": 0.38,
    "previous": 0.3,
    "title": 0.27,
}
_FIELDS: Final = {
    "heads": 1.0,
    "nouns": 1.0,
    "of": 1.0,
    "of_doing": 1.05,
    "weak": 0.5,
    "yardstick": 0.5,
    "verbs": 1.0,
    "strong_verbs": 1.2,
    "weak_verbs": 0.6,
    "predicates": 1.0,
    "topic": 1.0,
}
_VERBS: Final = frozenset(("verbs", "strong_verbs", "weak_verbs", "predicates"))
_HEADS: Final = frozenset(("head", "modifier", "after", "after_modifier", "substance"))
_GROUPS: Final = frozenset(("head", "after", "chain", "governor", "subject", "after_modifier"))
_LEFT: Final = frozenset(("governor", "subject"))
_FAR: Final = frozenset(("clause", "sentence"))
_AMOUNTS: Final = frozenset(("mass", "volume", "energy", "freight", "power", "length", "area"))
# a figure that continues a list takes its metric before words elsewhere in the sentence
_LIST: Final = 0.56
_SERIES: Final = 0.52
_SAME: Final = 0.97
_BY_UNIT: Final = 0.4
_CLASS: Final = 0.8
_TOPIC: Final = 0.36
_LEAN: Final = 0.04


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
    allowed = cues.allowing(quantity.unit if quantity.unit in RATIO_UNITS else "", quantity.dimension, kind)
    best = Vote("other", 0.0, None, "default")
    for vote in _votes(scope, quantity, kind, place, allowed):
        if vote.weight > best.weight + 1e-9:
            best = vote
    if best.weight == 0 and kind is Kind.CHANGE and scope.previous is not None and not speaks(scope.tokens, place):
        # "The largest decrease (-2%) was in May.": what decreased is named in the sentence before
        for hit in _hits(scope.previous):
            for cue in hit.cues:
                if cue.field == "nouns" and not cue.by_class and cue.metric.code in allowed:
                    tokens = scope.previous.tokens
                    return Vote(cue.metric.code, _PLACES["title"], Span(tokens[hit.start].start, tokens[hit.end - 1].end), "previous")
    return best


def _hits(scope: Scope) -> list[Hit]:
    found = scope.memo.get("cues")
    if found is None:
        heads = set()
        for quantity in scope.quantities:
            place = site(scope, quantity)
            if quantity.unit == "count":
                heads.add(place.end - 1)
            heads.update(end - 1 for _, end in (*place.chain, *((place.noun,) if place.noun else ())))
        found = scope.memo["cues"] = cues.find(scope.tokens, heads)
    return found  # type: ignore[return-value]


def _votes(scope: Scope, quantity: Quantity, kind: Kind, place: Site, allowed: dict[str, Metric]) -> list[Vote]:
    votes: list[Vote] = []
    tokens = scope.tokens
    share = kind is Kind.SHARE
    own_head = quantity.unit == "count" and place.noun is not None and place.noun_link == ""
    barred: set[str] = set()
    leaning: set[str] = set(_context(scope)[0])
    found: list[tuple[Hit, Cue, str, float]] = []
    named = False
    ruled = False  # a word right at the figure, or the phrase that governs it, is a cue
    for hit in _hits(scope):
        where, near = _where(tokens, place, hit, quantity)
        yardsticks = {cue.metric.code for cue in hit.cues if cue.field == "yardstick"} if share and where in _GROUPS - _LEFT else ()
        for cue in hit.cues:
            code = cue.metric.code
            if share and code not in allowed and cue.metric.share in allowed and where in _GROUPS and not cue.by_class:
                # a share of births is a share of people
                code = cue.metric.share or code
                cue = cue._replace(metric=cues.metrics()[code])
            if hit.name and not ((cue.by_class and where == "head") or (cue.field == "heads" and where == "after")):
                continue
            if cue.field == "nouns" and code in yardsticks:
                continue
            if cue.field == "never":
                if where == "head":
                    barred.add(code)
                continue
            if code not in allowed:
                continue
            if cue.field == "topic":
                leaning.add(code)
                if not own_head:
                    votes.append(Vote(code, _TOPIC, Span(tokens[hit.start].start, tokens[hit.end - 1].end), "topic"))
                continue
            named = named or where in ("head", "after")
            ruled = ruled or where in ("governor", "governor_inner")
            found.append((hit, cue, where, near))
    # a governing phrase with words of its own and no cue among them: what is measured is none of our metrics, not one named elsewhere
    foreign = not ruled and not named and speaks(tokens, place)
    # what is doubled or made faster stands after the figure
    ahead = (quantity.unit == "multiple" and _object_after(tokens, place)) or (place.change is None and _compares(scope, quantity))
    for hit, cue, where, near in found:
        if ahead and where not in _HEADS and where != "chain":
            continue
        weight = _weight(tokens, place, cue, where, quantity, kind, own_head=own_head, foreign=foreign)
        if weight > near:
            lean = _LEAN if cue.metric.code in leaning else 0.0
            votes.append(Vote(cue.metric.code, weight - near + lean, Span(tokens[hit.start].start, tokens[hit.end - 1].end), where))
    if foreign or ahead:
        votes = [vote for vote in votes if vote.place != "topic"]
    votes = [vote for vote in votes if vote.metric not in barred]
    if kind is Kind.RATE and quantity.dimension == "money" and "price_cost" in allowed:
        votes.append(Vote("price_cost", _BY_UNIT, quantity.per_span, "per"))
    for code, entry in allowed.items():
        if quantity.unit in entry.units:
            votes.append(Vote(code, _BY_UNIT, quantity.unit_span, "unit"))
        if quantity.per is not None and quantity.per in entry.per:
            votes.append(Vote(code, _SAME, quantity.per_span, "per"))
    votes.extend(_inherited(scope, quantity, kind, place, allowed, own_head=own_head, named=named, foreign=foreign))
    return votes


def _object_after(tokens: list[Token], place: Site) -> bool:
    """Whether a multiple stands before what it multiplies ("doubled the hours", "double the promised sum")."""
    if place.noun is not None and place.noun_link == "":
        return True
    if place.end == len(tokens):
        return False
    following = tokens[place.end]
    return following.tag == "DET" or following.lower == "as" or sites.change_after(following.lower)[0]


def _compares(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure says by how much one side of a comparison beats the other ("25 percent faster")."""
    found = governing(scope, quantity)
    return found is not None and found.sort == "after" and found.direction is None


@cache
def _empty() -> frozenset[str]:
    return cues.class_words("measure")


def speaks(tokens: list[Token], place: Site) -> bool:
    """Whether the governing phrase names something ("undernourishment", not "the figure" or "growth")."""
    if place.governor is None:
        return False
    for i in range(*place.governor):
        token = tokens[i]
        if token.tag == "NOUN" and token.lower not in _empty() and sites.change_noun(token.lower) is None:
            return True
        if token.tag in ("PREP", "TO"):
            break
    return False


def _weight(
    tokens: list[Token], place: Site, cue: Cue, where: str, quantity: Quantity, kind: Kind, *, own_head: bool, foreign: bool
) -> float:
    """Weight of one cue at one place, 0 where it has no say there."""
    field = cue.field
    share = kind is Kind.SHARE
    weight = _PLACES[where]
    if field in _VERBS:
        weight = _verb_weight(tokens, place, field, where, share=share, own_head=own_head)
    elif field == "heads":
        if where not in ("head", "after"):
            return 0.0
    elif field in ("of", "of_doing", "yardstick"):
        if not share or where not in _GROUPS or (field == "of_doing" and not _done(tokens, place)):
            return 0.0
    elif own_head and where not in _HEADS and not (kind in (Kind.CHANGE, Kind.RATE) and where in ("governor", "governor_inner")):
        # the counted noun says what is counted; words elsewhere do not change that
        return 0.0
    if foreign and (where in _FAR or where == "subject"):
        return 0.0
    if cue.by_class:
        if where in _FAR or (cue.agent and where == "subject"):
            return 0.0
        if cue.agent and where in ("governor", "governor_inner") and not _counted(tokens, place, share=share):
            return 0.0
        weight *= _CLASS
    return weight * _FIELDS[field]


def _verb_weight(tokens: list[Token], place: Site, field: str, where: str, *, share: bool, own_head: bool) -> float:
    if where == "predicate":
        i = place.predicate
        if i is None:
            return 0.0
        if field == "predicates":
            return 0.0 if not share or (tokens[i].tag in ("VBN", "VBD") and tokens[i - 1].tag == "AUX") else _PLACES["predicate"]
        # "5 cars were sold", "107 killed"
        bare = i == place.after and place.noun is None and tokens[i].tag in ("VBN", "VBD")
        return _PLACES["verb"] if (bare or _passive(tokens, i)) and not share else 0.0
    if field == "predicates":
        return 0.0
    if where == "purpose":
        return 0.0 if own_head else _PLACES["purpose"]
    if where in ("governor", "governor_inner"):
        # "the goods carried by rail came to 5 tons"
        return 0.0 if share or own_head or field == "weak_verbs" else _PLACES["subject"]
    if where != "verb" or own_head and field == "weak_verbs":
        return 0.0
    if own_head and place.earlier is not None:
        # the verb is nearer to the figure before
        return 0.7
    # the group of a share says more than the verb before it
    return 0.6 if share and place.noun is not None else _PLACES["verb"]


def _done(tokens: list[Token], place: Site) -> bool:
    """Whether a verb says what the group does ("of homes own"), not which group it is ("of homes supplied in May")."""
    i = place.predicate
    return i is not None and (tokens[i].tag != "VBN" or tokens[i - 1].tag in ("AUX", "ADV"))


def _passive(tokens: list[Token], i: int) -> bool:
    return tokens[i].tag == "VBN" or (tokens[i].tag == "VBD" and i > 0 and tokens[i - 1].tag == "AUX")


def _counted(tokens: list[Token], place: Site, *, share: bool) -> bool:
    """Whether the governing phrase counts its noun ("the number of voters", "voters rose"), rather than naming who does something."""
    if place.governor is None:
        return False
    low, high = place.governor
    if any(tokens[i].lower in _empty() for i in range(low, high)):
        return True
    return (share and place.bracket is None and place.noun is None) or (place.change is not None and not share)


def _contributes(tokens: list[Token], place: Site) -> bool:
    """ "contributing 0.7 points to GDP growth": the figure is a part of what follows."""
    return place.verb is not None and tagger.base(tokens[place.verb].lower) in table("changes")["contribution"]["verbs"]


def _where(tokens: list[Token], place: Site, hit: Hit, quantity: Quantity) -> tuple[str, float]:
    """The place of cue words beside the figure, and a small malus for their distance."""
    start, end = hit.start, hit.end
    changed = place.noun is not None and sites.change_noun(tokens[place.noun[1] - 1].lower) is not None
    if place.noun is not None and start < place.noun[1] and end > place.noun[0]:
        at_head = end >= place.noun[1]
        if place.noun_link in ("", "of", "in", "as") or (place.noun_link == "to" and _contributes(tokens, place)):
            if place.noun_link == "" and place.noun[1] == place.end:
                return ("head" if at_head else "modifier"), 0.0
            if quantity.dimension in _AMOUNTS and place.noun_link:
                return "substance", 0.0 if at_head else 0.1
            return ("after" if at_head or changed else "after_modifier"), 0.0
        return "for", 0.0 if at_head else 0.02
    if start == place.end and place.noun is None and tokens[start].tag == "ADJ":
        # "90 percent complete"
        return "after", 0.0
    for number, (low, high) in enumerate(place.chain):
        if low <= start < high:
            return ("after" if changed else "chain"), 0.06 * number + (0.0 if end == high else 0.03)
    if place.verb is not None and start <= place.verb < end:
        return "verb", 0.0
    if place.predicate is not None and start <= place.predicate < end:
        infinitive = tokens[place.predicate - 1].tag == "TO" or tokens[place.predicate - 1].lower == "to"
        return ("purpose" if infinitive else "predicate"), 0.0
    if place.governor is not None and place.governor[0] <= start < place.governor[1]:
        # "exports to the region | fell": the first noun is in charge; "a plant with a capacity | of 5": the last
        low, high = (end, place.governor[1]) if place.preposition == "of" and not place.linked else (place.governor[0], start)
        parts = sum(tokens[i].tag in ("PREP", "TO", "VBN", "VBG") for i in range(low, high))
        last = end == place.governor[1] or tokens[end].tag not in ("NOUN", "NAME", "POS")
        if parts == 0 and last:
            return "governor", 0.0
        return "governor_inner", 0.02 * min(parts, 6) + (0.0 if last else 0.02)
    if place.subject is not None and place.subject[0] <= start < place.subject[1]:
        parts = sum(tokens[i].tag in ("PREP", "TO", "VBN", "VBG") for i in range(place.subject[0], start))
        return "subject", 0.02 * min(parts, 6)
    gap = place.first - end if end <= place.first else start - place.end
    low, high = min(start, place.end), max(end, place.first)
    broken = any(tokens[i].lower in (";", ":", "\u2014", ",") for i in range(low, min(high, low + 40)))
    return ("sentence" if broken else "clause"), 0.004 * min(max(gap, 0), 25)


def _inherited(
    scope: Scope, quantity: Quantity, kind: Kind, place: Site, allowed: dict[str, Metric], *, own_head: bool, named: bool, foreign: bool
) -> list[Vote]:
    """Votes of other figures: the one this continues or explains, the list it stands in, the sentence before, the heading."""
    votes: list[Vote] = []
    if own_head:
        return votes
    decided: dict[int, tuple[Vote, Quantity, Kind]] = scope.memo.setdefault("metric", {})  # type: ignore[assignment]
    ratio = quantity.unit in RATIO_UNITS
    other = copied(scope, quantity)
    if other is None and place.bracket is not None:
        other = scope.quantities[place.bracket]
    near = scope.quantities[place.earlier] if place.earlier is not None else None
    if near is None:
        near = next((q for q in reversed(scope.quantities) if q.span.end <= quantity.span.start), None)
        if near is not None and not (
            (kind is Kind.CHANGE and not foreign) or (near.unit == quantity.unit and not speaks(scope.tokens, place))
        ):
            near = None
    elif kind is Kind.CHANGE and near.unit != quantity.unit and not ratio:
        near = None
    if near is not None and kind is Kind.CHANGE and near.unit == "percent" and not ratio:
        near = next((q for q in reversed(scope.quantities) if q.span.end <= quantity.span.start and q.unit == quantity.unit), near)
    for figure, weight in ((other, _SAME if place.bracket is not None or kind is Kind.CHANGE else _LIST), (near, _LIST)):
        if figure is None or figure.span.start not in decided or (named and figure is near):
            continue
        if figure is near and figure is not other and near.unit != quantity.unit and kind is not Kind.CHANGE:
            continue
        code = _of(decided[figure.span.start][0].metric, kind, allowed)
        if code is not None and (code != "other" or figure is other):
            votes.append(Vote(code, weight, figure.span, "continued" if figure is other else "list"))
    topics = _context(scope)[1] if ratio or quantity.dimension == "money" or quantity.dimension in _AMOUNTS else ()
    if foreign:
        if quantity.dimension in _AMOUNTS:
            votes.extend(Vote(code, _PLACES["title"], None, "title") for code in topics if code in allowed)
        return votes
    if ratio or quantity.dimension in ("money", "count"):
        votes.extend(_before(scope, quantity, kind, allowed, topics))
    votes.extend(Vote(code, _PLACES["title"], None, "title") for code in topics if code in allowed)
    return votes


def _before(scope: Scope, quantity: Quantity, kind: Kind, allowed: dict[str, Metric], topics: tuple[str, ...]) -> list[Vote]:
    """The vote of the last like figure of the sentence before; in a list, of up to four sentences before."""
    ratio = quantity.unit in RATIO_UNITS
    previous, steps = scope.previous, 4 if scope.segment.kind is SegmentKind.LIST_ITEM else 1
    while previous is not None and steps:
        before: dict[int, tuple[Vote, Quantity, Kind]] = previous.memo.get("metric", {})  # type: ignore[assignment]
        for vote, figure, sort in reversed(before.values()):
            if figure.unit == quantity.unit and sort is kind or ratio and kind is Kind.CHANGE:
                code = _of(vote.metric, kind, allowed)
                if code is not None and code != "other":
                    # a series: the sentence before and the heading agree
                    weight = _SERIES if code in topics and figure.unit == quantity.unit else _PLACES["previous"]
                    return [Vote(code, weight, vote.evidence, "previous")]
        previous, steps = previous.previous, steps - 1
    return []


def _of(code: str, kind: Kind, allowed: dict[str, Metric]) -> str | None:
    """The metric that a figure takes over from another one; a share of a metric may feed another metric."""
    if code in allowed and not (kind is Kind.SHARE and cues.metrics()[code].share):
        return code
    other = cues.metrics()[code].share
    return other if kind is Kind.SHARE and other in allowed else None


def _context(scope: Scope) -> tuple[frozenset[str], tuple[str, ...]]:
    """Metrics that the heading or the sentence before leans towards; and those that the heading names as its topic."""
    found = scope.memo.get("context")
    if found is None:
        topics = _title(scope)
        leaning = set(topics)
        if scope.previous is not None and scope.previous.quantities:
            leaning.update(cue.metric.code for hit in _hits(scope.previous) for cue in hit.cues if cue.field == "topic")
        found = scope.memo["context"] = (frozenset(leaning), topics)
    return found  # type: ignore[return-value]


def _title(scope: Scope) -> tuple[str, ...]:
    """Metrics that the article's heading has topic words of."""
    found = scope.whole.memo.get("title")
    if found is None:
        title = scope.whole.article.title
        hits = cues.find(tokenize(title, 0, len(title))) if title else []
        found = tuple(dict.fromkeys(cue.metric.code for hit in hits for cue in hit.cues if cue.field == "topic"))
        scope.whole.memo["title"] = found
    return found  # type: ignore[return-value]


@cache
def codes() -> tuple[str, ...]:
    """All metric codes, a user's own included, in file order."""
    return tuple(cues.metrics())
