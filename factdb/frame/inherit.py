"""What other figures, the sentence before and the heading say of a figure's metric."""

from __future__ import annotations

from typing import Final, cast

from factdb.frame import changewords, cues
from factdb.frame.cues import RATIO_UNITS
from factdb.frame.movement import copied, governing
from factdb.frame.pointers import expected, gapped, held, of_these, points_back, pronominal, pronoun_after, ranked, set_against, there_are
from factdb.frame.scope import Scope
from factdb.frame.setting import hits, title
from factdb.frame.site import nearest
from factdb.frame.weigh import AMOUNTS, Figure
from factdb.frame.weights import PLACES, Vote
from factdb.text import tagger
from factdb.values import Kind, Quantity, SegmentKind, Span

# a figure that continues a list takes its metric before words elsewhere in the sentence
_LIST: Final = 0.56
_SERIES: Final = 0.52  # the sentence before and the heading agree
_THESE: Final = 0.92  # "a third of them"
_POINTED: Final = 0.6  # "36 percent of it", told of the sentence before: after a verb with a meaning of its own
_TOTAL: Final = 0.88  # "a fifth of the total": before a verb, after what governs the figure
_GAPPED: Final = 0.8  # before classes of words, after a word of one metric alone
_GROUP: Final = 1.02  # before the group of a share
SAME: Final = 0.97

_ONES: Final = frozenset(("ones", "others"))
_NUMBERS: Final = frozenset(("number", "numbers", "total", "tally", "count"))

_FILLED: Final = frozenset(("storage_capacity", "capacity"))  # metrics of how full a store is

Decided = dict[int, tuple[Vote, Quantity, Kind]]


def decided(scope: Scope) -> Decided:
    """The votes that won in a sentence so far, by the start of their figures, in text order."""
    return cast("Decided", scope.memo.setdefault("metric", {}))


def inherited(figure: Figure, *, named: bool, foreign: bool) -> list[Vote]:
    """Votes of other figures: the one this continues or explains, the list it stands in, the sentence before; and of the heading.

    `named`: a cue right beside the figure speaks for itself. `foreign`: the governing phrase names something without cues.
    """
    quantity, _kind, allowed = figure.quantity, figure.kind, figure.allowed
    if figure.counted:
        return _named_beside(figure) or _ones(figure)
    votes = _neighbours(figure, named=named, foreign=foreign)
    votes.extend(_counted_before(figure) or _named_beside(figure))
    ratio = quantity.unit in RATIO_UNITS
    bulk = quantity.dimension in AMOUNTS
    topics = title(figure.scope.whole) if ratio or bulk or quantity.dimension == "money" else ()
    if (not foreign or points_back(figure)) and (ratio or bulk or quantity.dimension in ("money", "count")):
        votes.extend(_before(figure, topics))
    if not foreign or bulk:
        votes.extend(
            Vote(code, PLACES["title"], None, "title") for code in topics if code in allowed and not (ratio and allowed[code].tallies)
        )
    return votes


def _ones(figure: Figure) -> list[Vote]:
    """The vote of the figure before on "11,000 indirect ones", "40 others"."""
    last = nearest(figure.scope, figure.quantity)
    if figure.place.noun is None or figure.tokens[figure.place.noun[1] - 1].lower not in _ONES or last is None:
        return []
    vote = decided(figure.scope).get(last.span.start)
    return [Vote(vote[0].metric, SAME, last.span, "continued")] if vote is not None and vote[0].metric in figure.allowed else []


def _counted_before(figure: Figure) -> list[Vote]:
    """The vote of the last noun before "their number fell by 40", which says of no thing itself what it is."""
    place, tokens = figure.place, figure.tokens
    if place.governor is None or figure.speaks or figure.quantity.dimension == "money":
        return []
    said = [i for i in range(*place.governor) if tokens[i].lower in _NUMBERS]
    if not said or any(tokens[i].lower == "of" for i in range(said[0], place.governor[1])):
        return []
    for hit in reversed(hits(figure.scope)):
        if hit.end > said[0]:
            continue
        for cue in hit.cues:
            if cue.field in ("nouns", "heads") and cue.metric.code in figure.allowed and not cue.one:
                return [Vote(cue.metric.code, _LIST, Span(tokens[hit.start].start, tokens[hit.end - 1].end), "counted")]
    return []


def _named_beside(figure: Figure) -> list[Vote]:
    """The vote of the noun that a bare number counts: "takes to 25 | the number of trains", "through calls, of which | three are open"."""
    tokens, place = figure.tokens, figure.place
    if figure.quantity.unit != "count":
        return []
    ahead = [token.lower for token in tokens[place.end : place.end + 3]]
    if len(ahead) == 3 and ahead[0] == "the" and ahead[1] in _NUMBERS and ahead[2] == "of":
        low, high, found = place.end + 3, place.end + 8, hits(figure.scope)
    elif (
        place.first > 2
        and place.noun is None
        and tokens[place.first - 1].lower in ("which", "whom")
        and tokens[place.first - 2].lower == "of"
    ):
        low, high, found = place.first - 6, place.first - 2, hits(figure.scope)[::-1]
        if nearest(figure.scope, figure.quantity) is not None:
            return []
    else:
        return []
    for hit in found:
        if low <= hit.start and hit.end <= high:
            for cue in hit.cues:
                if cue.field in ("nouns", "heads") and cue.metric.code in figure.allowed and not cue.one:
                    return [Vote(cue.metric.code, _GROUP, Span(tokens[hit.start].start, tokens[hit.end - 1].end), "counted")]
    return []


def _neighbours(figure: Figure, *, named: bool, foreign: bool) -> list[Vote]:
    """Votes of the figure that this one continues or explains, and of the list that it stands in."""
    scope, quantity, kind, place = figure.scope, figure.quantity, figure.kind, figure.place
    known = decided(scope)
    other = copied(scope, quantity)
    if other is None and place.bracket is not None:
        other = scope.quantities[place.bracket]
    if (
        other is None
        and place.earlier is not None
        and place.governor is None
        and place.change is not None
        and place.change.sort == "adverb"
    ):
        # "handled 5 tons in May, up 3 percent"
        other = (_alike(scope, quantity) if place.preposition in ("from", "to") else None) or scope.quantities[place.earlier]
    these = of_these(figure)
    if other is None and (these or (figure.share and place.noun is None and scope.tokens[0].lower in ("of", "among"))):
        other = _whole(scope, quantity, money=these and figure.head in ("amount", "sum", "money"))
    if other is None and kind is Kind.MULTIPLE and pronoun_after(figure):
        # "could take 80 megawatts; now it can take four times that", "served 14 million, twice as many as in May"
        other, these = _whole(scope, quantity), True
    if other is None and place.first > 1 and [token.lower for token in scope.tokens[place.first - 2 : place.first]] == ["out", "of"]:
        other, these = nearest(scope, quantity), True  # "118 votes out of 74,000"
    if other is None and _running(figure):
        other = _alike(scope, quantity)  # "40 more have fled, taking the total since May to 900"
    last = nearest(scope, quantity)
    told = scope.tokens[place.first - 1].lower
    apart = told == "," and last is not None and last.dimension == "money"  # "was 525,000 pounds, 12 times median earnings"
    if other is None and kind is Kind.CHANGE and quantity.unit == "percent" and told in (",", "but") and place.governor is None:
        moved = governing(scope, quantity)
        if moved is not None and moved.sort == "after":
            other = _whole(scope, quantity)  # "3 million passengers in May, 8 percent more than in April"
    restated = kind is Kind.MULTIPLE and (told == "or" or apart)
    if other is None and restated:
        # "debt of 5 million, or 2 times earnings"
        other = _whole(scope, quantity)
    left_out = gapped(figure) or pronominal(figure)
    near = (_alike(scope, quantity) if set_against(figure) or left_out else None) or _near(figure, foreign=foreign)
    votes: list[Vote] = []
    pointed = last if quantity.unit == "percentage_point" else None
    shared = known[pointed.span.start][0].metric if pointed is not None and pointed.span.start in known else ""
    if pointed is not None and (shared == "survey_share" or (shared == "share_of_people" and shared in figure.allowed)):
        # "44 percent, six points ahead of her rival"
        votes.append(Vote(shared, SAME, pointed.span, "continued"))
    if other is not None and other.span.start in known:
        code = known[other.span.start][0].metric if these and figure.share else None
        if code == "members" and "share_of_people" in figure.allowed and scope.tokens[place.first - 1].lower == "whom":
            return [Vote("share_of_people", SAME, other.span, "continued")]  # "9,000 members, of whom 82 percent voted"
        code = _of(known[other.span.start][0].metric, figure) or code
        if code is not None:
            votes.append(
                Vote(
                    code,
                    SAME if place.bracket is not None or kind is Kind.CHANGE or restated else _THESE if these else _LIST,
                    other.span,
                    "continued",
                )
            )
    if near is not None and not named and near.span.start in known and (near.unit == quantity.unit or kind in (Kind.CHANGE, Kind.MULTIPLE)):
        code = _of(known[near.span.start][0].metric, figure)
        # "the hall seats 2,400; 1,900 turned up", "was built for 900 and holds 1,400"
        before = tagger.base(scope.tokens[place.first - 1].lower)
        own = code == "capacity" and (place.predicate in (place.end, place.end + 1) or before in cues.class_words("holding"))
        if code is not None and code != "completion_share" and not own and (code != "other" or not figure.speaks or set_against(figure)):
            against = SAME if set_against(figure) and not _named(figure) else 0.0
            votes.append(Vote(code, against or (_GAPPED if left_out else _LIST), near.span, "list"))
    if last is not None and last.span.start in known:
        votes.extend(_beside(figure, last, known[last.span.start][0]))
    return votes


def _beside(figure: Figure, last: Quantity, vote: Vote) -> list[Vote]:
    """Votes of the figure right before in the sentence, by what stands between."""
    tokens, place, quantity = figure.tokens, figure.place, figure.quantity
    if figure.share and last.unit == "count" and vote.metric == "people" and place.noun is not None and figure.part:
        # "12 million people, or 30 percent of the population, have no power"
        told = place.link in changewords.words("composition", "verbs") or tokens[place.first - 1].lower in ("or", "(")
        if told and tokens[place.noun[1] - 1].lower == "population" and "share_of_people" in figure.allowed:
            return [Vote("share_of_people", _GROUP, last.span, "continued")]
    between = figure.scope.text[last.span.end : quantity.span.start]
    if figure.share and quantity.unit == "percent" and vote.metric == "people" and between in (", ", ", or ") and place.noun is None:
        # "600,000 of its citizens, one in ten, have left"
        return [Vote("share_of_people", SAME, last.span, "continued")]
    if figure.share and last.dimension == "money" and figure.part and tokens[place.first - 1].lower in ("or", "("):
        # "a deficit of 5 million, or 3 percent of GDP"
        measured = figure.head in cues.class_words("yardstick") and vote.metric in figure.allowed and vote.metric != "other"
        return [Vote(vote.metric, _GROUP, last.span, "continued")] if measured else []
    bracketed = last.unit == quantity.unit == "percent" and tokens[place.first - 1].lower == "("
    if bracketed and figure.scope.text[last.span.start - 1] == "(" and vote.metric in figure.allowed:
        # "lung (14%) and bowel (13%)"
        return [Vote(vote.metric, _LIST, last.span, "list")] if vote.metric != "other" else []
    return []


def _alike(scope: Scope, quantity: Quantity) -> Quantity | None:
    """The last figure with the same unit."""
    other = nearest(scope, quantity)
    while other is not None and other.unit != quantity.unit:
        other = nearest(scope, other)
    return other


def _whole(scope: Scope, quantity: Quantity, *, money: bool = False) -> Quantity | None:
    """The last figure before a share of "them": no length of time; `money`: of "that sum"."""
    other = nearest(scope, quantity)
    while other is not None and (other.dimension == "time" or (money and other.dimension != "money")):
        other = nearest(scope, other)
    return _whole(scope, quantity) if other is None and money else other


def _near(figure: Figure, *, foreign: bool) -> Quantity | None:
    """The figure before in the same sentence that this one may go on from."""
    scope, quantity, kind = figure.scope, figure.quantity, figure.kind
    ratio = quantity.unit in RATIO_UNITS
    last = _whole(scope, quantity) if kind is Kind.MULTIPLE else nearest(scope, quantity)
    if last is None:
        return None
    if figure.place.earlier is not None and not (kind is Kind.MULTIPLE and scope.quantities[figure.place.earlier].dimension == "time"):
        near = scope.quantities[figure.place.earlier]
        if kind is Kind.CHANGE and near.unit != quantity.unit and not ratio and near.unit != "percent":
            return None
    else:
        near = last
        if kind is Kind.MULTIPLE and (figure.measures or (figure.place.noun is None and not figure.speaks)):
            return near
        if not (near.unit == quantity.unit and (not figure.speaks or held(figure) or set_against(figure) or expected(figure))) and (
            kind is not Kind.CHANGE or foreign
        ):
            return None
    if kind is Kind.CHANGE and near.unit == "percent" and not ratio:
        # "44 million adults (87%) ..., an increase of 1 million": the level, not its share
        level = nearest(scope, near)
        return level if level is not None and level.unit == quantity.unit else near
    return near


def _before(figure: Figure, topics: tuple[str, ...]) -> list[Vote]:
    """The vote of the last like figure of the sentence before; in a list, of up to four sentences before."""
    scope, quantity, kind = figure.scope, figure.quantity, figure.kind
    ratio, place = quantity.unit in RATIO_UNITS, figure.place
    pointed = points_back(figure)
    aimed = quantity.dimension in AMOUNTS and place.governor is not None and not figure.speaks  # "its target of 430,000 tons"
    previous, steps = (
        scope.previous,
        4 if scope.segment.kind is SegmentKind.LIST_ITEM else 3 if aimed or there_are(figure) or ranked(figure) else 1,
    )
    alone = figure.share and quantity.unit == "percent" and place.noun is None and place.governor is None and place.predicate is not None
    while previous is not None and steps:
        for vote, other, sort in reversed(decided(previous).values()):
            if pointed and vote.metric == "other":
                return []
            moved = quantity.dimension == "money" and kind is Kind.LEVEL and sort is Kind.CHANGE
            like = (other.unit == quantity.unit and (sort is kind or moved)) or (ratio and kind is Kind.CHANGE)
            if like or (pointed and (ratio or other.unit == quantity.unit)):
                code = _of(vote.metric, figure)
                if code is not None and code not in ("other", "completion_share"):
                    if of_these(figure) and figure.head in ("total", "totals"):
                        return [Vote(code, _TOTAL, vote.evidence, "previous")]
                    if of_these(figure) or (pointed and scope.tokens[0].lower in ("of", "among")):
                        return [Vote(code, _POINTED, vote.evidence, "previous")]
                    series = pointed or (code in topics and other.unit == quantity.unit)
                    return [Vote(code, _SERIES if series else PLACES["previous"], vote.evidence, "previous")]
            if alone and other.unit == "count" and vote.metric in ("people", "students_training", "companies", "fleet"):
                # "They asked 860 households. 71 percent had no water."
                code = _of(vote.metric, figure)
                return [Vote(code, _SERIES, vote.evidence, "previous")] if code is not None else []
        previous, steps = previous.previous, steps - 1
    return []


def carried_on(figure: Figure) -> Vote | None:
    """The vote of the last figure like this one in the sentence or the one before, for a share or a bulk that nothing speaks for."""
    quantity = figure.quantity
    bare = figure.share and quantity.unit == "percent" and quantity.unit_span is not None and figure.place.noun is None
    if (quantity.dimension not in AMOUNTS and not bare) or of_these(figure):
        return None
    for scope in (figure.scope, figure.scope.previous):
        for said, other, _ in reversed(decided(scope).values()) if scope is not None else ():
            if other.unit == quantity.unit and said.metric in figure.allowed and said.metric != "other":
                return Vote(said.metric, PLACES["previous"], other.span, "previous")
    return None


def _named(figure: Figure) -> bool:
    """Whether the figure has a noun of its own before it: "compared with a profit of 21 million"."""
    phrase = figure.place.governor
    if phrase is None or figure.place.preposition != "of":
        return False
    last = figure.tokens[phrase[1] - 1]
    told = figure.quantity.dimension == "money" and last.lower in ("loss", "losses", "profit", "surplus", "deficit")
    return last.tag == "NOUN" and last.lower not in cues.measures() and (told or changewords.change_noun(last.lower) is None)


def _running(figure: Figure) -> bool:
    """Whether a bare count is the total of what was counted before."""
    place = figure.place
    if figure.quantity.unit != "count" or place.noun is not None or place.governor is None or place.preposition != "to":
        return False
    words = [token.lower for token in figure.tokens[slice(*place.governor)]]
    return not _NUMBERS.isdisjoint(words[:3]) and "of" not in words


def _of(code: str, figure: Figure) -> str | None:
    """The metric that a figure takes over from another one.

    A percentage of one metric may feed another; a count ("three of them") feeds the metric itself, as does the count beside a percentage
    ("47 percent (3 million)").
    """
    metrics, allowed = cues.metrics(), figure.allowed
    if figure.quantity.unit == "count":
        code = next((one for one, metric in metrics.items() if metric.share == code and one in allowed), code)
        return code if code in allowed else None
    other = metrics[code].share
    if code in _FILLED and figure.share and figure.quantity.unit == "percent":
        return code  # "at 40 percent of capacity, down from 60 percent"
    if code in allowed and not (figure.share and other):
        return code
    return other if figure.share and other in allowed else None
