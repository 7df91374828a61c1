"""Attribution: who says so. Own sentence, the quotation it stands in, the speech that the paragraph carries on; null where the article states it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, cast

from factdb.frame import continued, speaker
from factdb.frame.clause import Form
from factdb.frame.modality import modality
from factdb.frame.scope import Scope, Slot
from factdb.frame.source import Act, Source, words
from factdb.frame.speech import acts
from factdb.values import EntityKind, Modality, Quantity, SegmentKind

_SPOKEN: Final = frozenset({"said", "found", "committed"})
_HANDING_OUT: Final = words("handing_out")
_NEAR: Final = 12  # sentences
_REACH: Final = 40  # sentences that speech is carried through, at most
_PHRASE_WORDS: Final = 4  # a quotation with fewer blanks is a phrase ("lost two decades"), not speech
_PLANNERS: Final = frozenset({EntityKind.BODY, EntityKind.COMPANY, EntityKind.PROJECT, EntityKind.OTHER})
_TELLING: Final = frozenset({"said", "found", "estimated"})
_RELATIVE: Final = frozenset({"which", "who", "whose", "where"})
_FIRST_PERSON: Final = frozenset({"we", "our", "us", "i", "my", "me", "ours"})
_AGENTS: Final = frozenset({EntityKind.BODY, EntityKind.COMPANY, EntityKind.PERSON})
_FURNITURE: Final = frozenset({SegmentKind.TITLE, SegmentKind.FURNITURE})


def attribution(scope: Scope, quantity: Quantity) -> Slot[str | None]:
    """The canonical name of the source, None where the article just states the figure."""
    found, rule = _source(scope, quantity)
    return Slot(found.name if found else None, found.span if found and found.name else None, f"attribution.{rule}")


def role(scope: Scope, quantity: Quantity) -> str | None:
    """Title or role that the text gives the source beside its name."""
    found, _ = _source(scope, quantity)
    return found.role if found and found.name else None


def _source(scope: Scope, quantity: Quantity) -> tuple[Source | None, str]:
    """The source and the rule that found it, worked out once a figure."""
    key = f"source {quantity.span.start}"
    if key not in scope.memo:
        scope.memo[key] = _decide(scope, quantity)
    return cast("tuple[Source | None, str]", scope.memo[key])


def _decide(scope: Scope, quantity: Quantity) -> tuple[Source | None, str]:
    if scope.segment.speaker:
        return _fixed(scope, scope.segment.speaker), "turn"
    if scope.whole.article.speaker:
        return _fixed(scope, scope.whole.article.speaker), "speech"
    if scope.segment.kind is SegmentKind.TURN:
        return None, "turn"
    own = _covering(scope, acts(scope), quantity)
    if _inside(acts(scope), quantity) and not (own and own.rule in ("data", "own_plan")):
        return None, "narrator"
    if own and own.leading and own.rule in _TELLING and '"' not in scope.quote and continued.describes(scope, quantity):
        return None, "narrator"
    if own:
        return own.source, own.rule
    handed = _handed_over(scope)
    if handed:
        return handed.source, "introduced"
    quoted = _in_quotation(scope, quantity)
    spoken = _quoted_by(scope, quantity) if quoted else None
    if spoken:
        return spoken, "quoted"
    carried = _carried(scope, quantity, quoted=quoted)
    if carried:
        return carried.source, "carried"
    following = _following(scope, quoted=quoted)
    if following:
        return following.source, "following"
    introduced = _introduced(scope, quoted=quoted)
    if introduced:
        return introduced.source, "introduced"
    planner = _planner(scope, quantity)
    return (planner, "own_plan") if planner else (None, "default")


def _fixed(scope: Scope, name: str) -> Source:
    return Source(name, scope.segment.span, EntityKind.PERSON)


def _covering(scope: Scope, found: Sequence[Act], quantity: Quantity) -> Act | None:
    """The act that speaks for the figure: the nearest leading one before it, else the first trailing one after it."""
    start = quantity.span.start
    covering = [act for act in found if act.low <= start < act.high and not act.source.span.overlaps(quantity.span)]
    # "Orth surveyed 400 farms and found": her count; "Orth, who owns 30 mills, said": the article's
    covering = [act for act in covering if act.rule == "found" or not (act.leading and act.source.span.end <= start < act.position)]
    covering = [act for act in covering if not (not act.leading and act.rule == "said" and _of_speaker(scope, act, start))]
    covering = [act for act in covering if not (act.leading and quantity.unit == "percent" and _asked(scope, act, quantity))]
    citing = [act for act in covering if act.rule == "citing"]
    if citing:
        return citing[-1]
    leading = [act for act in covering if act.leading and act.position < start]
    trailing = [act for act in covering if not act.leading or act.position >= start]
    nearest = leading[-1] if leading else None
    if nearest and nearest.source.name is None and nearest.low == nearest.position and not any(act.source.name for act in trailing):
        return nearest  # "the mill says all is well, but residents say 30 elms died"
    for group in (leading[::-1], trailing):
        named = [act for act in group if act.source.name is not None]
        people = [act for act in named if act.source.kind is not EntityKind.MEDIA]
        if people:
            return people[0]
    rest = [*leading[::-1], *trailing]
    return next((act for act in rest if act.source.name is not None), rest[0] if rest else None)


def _asked(scope: Scope, act: Act, quantity: Quantity) -> bool:
    """Whether the source is only those who were asked: "58 percent of Americans say"."""
    if not quantity.span.end <= act.source.span.start < act.position:
        return False
    i, first = scope.syntax.index(quantity.span.end - 1) + 1, scope.syntax.index(act.source.span.start)
    between = scope.tokens[i:first]
    return (
        bool(between)
        and between[0].lower == "of"
        and not any(token.tag == "MARK" for token in between)
        and not scope.syntax.groups_in(i, first)
    )


def _of_speaker(scope: Scope, act: Act, start: int) -> bool:
    """Whether the figure at `start` tells of the speaker behind what he said: '..." said Orth, who owns 30 mills'."""
    if not max(act.position, act.source.span.end) <= start:
        return False
    i, behind = scope.syntax.index(start), scope.syntax.index(act.source.span.end)
    between = scope.tokens[behind : i + 1]
    if len(between) > 2 and between[0].lower == "," and between[1].lower in ("a", "an") and act.position < act.source.span.start:
        return not any(token.lower == '"' for token in between) and not scope.syntax.groups_in(
            behind, i
        )  # "said Orth, a miller with 30 cows"
    clause = scope.syntax.clause(i)
    return clause.opener in ("who", "whose", "which") and scope.tokens[clause.first].start >= act.source.span.end


def _inside(found: Sequence[Act], quantity: Quantity) -> bool:
    """Whether the figure describes the speaker ("Orth, who owns 30 mills, said"): the article's own words."""
    start = quantity.span.start
    behind = [act for act in found if act.leading and act.rule != "found" and act.source.span.end <= start]
    spoken = [act.source.span for act in behind if act.position < start]
    return any(start < act.position and act.source.span not in spoken for act in behind)


def _in_quotation(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure stands in a quotation: behind an odd number of marks in its paragraph, and in more than a quoted phrase."""
    if (_marks_before(scope) + scope.text.count('"', scope.sentence.start, quantity.span.start)) % 2 == 0:
        return False
    low, high = scope.segment.span
    opening = scope.text.rindex('"', low, quantity.span.start)
    closing = scope.text.find('"', quantity.span.end, high)
    return closing < 0 or scope.text[opening + 1].isupper() or scope.text.count(" ", opening, closing) > _PHRASE_WORDS


def _marks_before(scope: Scope) -> int:
    """Number of quotation marks between the start of the paragraph and this sentence; each sentence is counted once."""
    waiting = [scope]
    while (before := waiting[-1].previous) is not None and before.segment.span == scope.segment.span and "marks" not in waiting[-1].memo:
        waiting.append(before)
    first = waiting.pop()
    count = first.memo.get("marks")
    marks = count if isinstance(count, int) else scope.text.count('"', scope.segment.span.start, first.sentence.start)
    first.memo["marks"] = marks
    for later in reversed(waiting):
        marks += scope.text.count('"', first.sentence.start, later.sentence.start)
        later.memo["marks"], first = marks, later
    return marks


def _quoted_by(scope: Scope, quantity: Quantity) -> Source | None:
    """Who quotes in the sentence itself, by whatever verb: "Orth called it "the best of 50 mills"."""
    opening = scope.text.rfind('"', scope.sentence.start, quantity.span.start)
    if opening <= scope.sentence.start:
        return None
    i = scope.syntax.index(opening)
    verbs = [g for g in scope.syntax.groups if g.end <= i and g.form is Form.FINITE]
    found = speaker.before(scope, verbs[-1].first, verbs[-1]) if verbs else None
    if found is None or found.name is None:
        return None
    return found if found.kind in _AGENTS or (found.kind is EntityKind.OTHER and " " in found.name) else None


def _carried(scope: Scope, quantity: Quantity, *, quoted: bool) -> Act | None:
    """The last act of the paragraph before this sentence, while its speech goes on."""
    if not quoted:
        return _held(scope, quantity)
    before = scope.previous
    for _ in range(_REACH):
        if before is None or before.segment.span != scope.segment.span:
            break
        act = _open_act(before, quoted=True)
        if act:
            return act
        before = before.previous
    return None


def _held(scope: Scope, quantity: Quantity) -> Act | None:
    """The act that still speaks in a sentence without an act of its own; every sentence between has to go on with it."""
    chain = [scope]
    while (before := chain[-1].previous) is not None and before.segment.span == scope.segment.span and len(chain) < _REACH:
        chain.append(before)
        if acts(before):
            break
    else:
        return None
    origin = chain.pop()
    act = None if _ends_quotation(origin) and chain else _open_act(origin, quoted=False)
    previous = origin
    while act is not None and act.source.name is not None and chain:
        here = chain.pop()
        figure = quantity if here is scope else next(iter(here.quantities), None)
        if _ends_quotation(previous) or not continued.goes_on(here, figure, act, origin):
            return None
        previous = here
    return act


def _open_act(scope: Scope, *, quoted: bool) -> Act | None:
    """The last act of a sentence that may speak on in the next one; within a quotation only one that stands outside it."""
    found = [act for act in acts(scope) if act.high >= scope.sentence.end - 1 or not act.leading]
    if not quoted:
        found = [act for act in found if scope.syntax.clause(scope.syntax.index(act.position)).opener not in _RELATIVE]
    if quoted:
        found = [act for act in found if (_marks_before(scope) + scope.text.count('"', scope.sentence.start, act.position)) % 2 == 0]
    if not found:
        return None
    last = found[-1]
    if last.source.name is None and last.low != last.position:
        return next((act for act in reversed(found) if act.source.name), last)  # "figures made by X | show"
    return last


def _ends_quotation(scope: Scope) -> bool:
    """Whether a sentence ends with a direct quotation: what follows unquoted is the article's own."""
    return scope.quote.rstrip(" \n.").endswith('"')


def _following(scope: Scope, *, quoted: bool) -> Act | None:
    """A trailing act in the next sentences of the paragraph: "... he said" after a quotation of several sentences, or a list's source."""
    for later in _later(scope, 4 if quoted else 1):
        if not quoted and not later.quantities:
            return None  # only a list of figures shares a source that comes behind
        found = [act for act in acts(later) if not act.leading]
        if found and quoted:
            return next((act for act in reversed(found) if act.rule in ("according", "citing")), found[0])
        if found:
            return _of_list(scope, later, found[-1])
        if acts(later) and not quoted:
            return None
    return None


def _of_list(scope: Scope, later: Scope, act: Act) -> Act | None:
    """The trailing act of the next sentence as the source of both: no person, and the two go on with the same list or look ahead alike."""
    if act.source.kind is EntityKind.PERSON:
        return None
    if act.rule in ("according", "citing"):
        return act if _same_list(scope, later) else None
    figures = (*scope.quantities[:1], *later.quantities[:1])
    ahead = [modality(one, figure).value for one, figure in zip((scope, later), figures, strict=False)]
    return act if ahead == [Modality.PROJECTED] * 2 else None


def _later(scope: Scope, count: int) -> Iterator[Scope]:
    """Up to `count` sentences of the paragraph after this one, made once for all figures of the sentence."""
    known = cast("list[Scope]", scope.memo.setdefault("later", []))
    sentences = scope.segment.sentences
    start = scope.sentence.start
    first = next((i for i, sentence in enumerate(sentences) if sentence.start > start), len(sentences))
    for i, sentence in enumerate(sentences[first : first + count]):
        if i == len(known):
            known.append(Scope(scope.whole, scope.segment, sentence, known[-1] if known else scope))
        yield known[i]


def _same_list(scope: Scope, later: Scope) -> bool:
    """Whether the next sentence goes on with figures about the same thing."""
    names = {mention.name for mention in scope.entities}
    if later.tokens and later.tokens[0].lower in ("it", "they"):
        return bool(later.quantities)
    return bool(later.quantities) and any(mention.name in names for mention in later.entities)


def _planner(scope: Scope, quantity: Quantity) -> Source | None:
    """The body whose plan the sentence tells, where the article let it speak of its plans before ("It will also plant 30 elms")."""
    if modality(scope, quantity).value is not Modality.PLANNED:
        return None
    group = scope.syntax.governor(*quantity.span)
    subject = scope.syntax.subject(group) if group else None
    if subject is None:
        return None
    last = scope.tokens[subject[1] - 1]
    body = next((m for m in scope.entities if m.span.end == last.end and m.kind in _PLANNERS), None)
    if body is None:
        return None
    before = scope.previous
    for _ in range(_REACH):
        if before is None or (body.kind is not EntityKind.BODY and before.segment.span != scope.segment.span):
            break  # a firm's deeds to come are told by the article, unless it speaks in the same paragraph
        if any(act.source.name == body.name and act.rule != "planned" for act in acts(before)):
            return Source(body.name, body.span, body.kind)
        before = before.previous
    return None


def _introduced(scope: Scope, *, quoted: bool) -> Act | None:
    """The act of a paragraph before that hands over with a colon ("Orth, its owner, said:"), or whose quotation goes on in this one."""
    if scope.segment.kind is SegmentKind.TITLE:
        return None
    before = scope.lead_in if scope.segment.kind is SegmentKind.LIST_ITEM else _paragraph_before(scope)
    if not quoted and not (_hands_over(before) and (scope.segment.kind is SegmentKind.LIST_ITEM or _FIRST_PERSON & scope.words)):
        return None
    for _ in range(4 if quoted else 2):
        if before is None or before.segment.kind in _FURNITURE:
            return None
        text = before.segment.span.of(scope.text).rstrip()
        act = _last_act(before)
        act = act if act and act.source.name else None
        if text.endswith(":") and act is None and not _HANDING_OUT.isdisjoint(before.words):
            return _announced_before(before)
        if text.endswith(":"):
            return act if act and act.source.name and act.rule in _SPOKEN else None
        marks = text.count('"')
        if act and quoted and marks:
            return act if act.source.name and act.rule == "said" else None
        if marks % 2 == 0 and (quoted or marks or act):
            return None  # a paragraph of the article's own comes between
        before = _paragraph_before(before)
    return None


def _announced_before(scope: Scope) -> Act | None:
    """The last announcement before a line that opens a list of what was announced ("Today's awards:")."""
    before, steps = scope.previous, 0
    while before is not None and steps < _NEAR:
        found = next((act for act in reversed(acts(before)) if act.rule == "committed" and act.source.name), None)
        if found:
            return found
        before, steps = before.previous, steps + 1
    return None


def _handed_over(scope: Scope) -> Act | None:
    """The act that hands over with a colon to this paragraph, which the text prints without marks."""
    if scope.segment.kind is not SegmentKind.PARAGRAPH or '"' in scope.segment.span.of(scope.text):
        return None
    before = _paragraph_before(scope)
    if before is None or before.segment.kind in _FURNITURE or not before.segment.span.of(scope.text).rstrip().endswith(":"):
        return None
    act = _last_act(before)
    return act if act and act.source.name and act.rule in _SPOKEN else None


def _hands_over(before: Scope | None) -> bool:
    """Whether the paragraph that `before` ends closes with a colon, or the one before it."""
    for _ in range(2):
        if before is None or before.segment.kind in _FURNITURE:
            return False
        if before.segment.span.of(before.text).rstrip().endswith(":"):
            return True
        before = _paragraph_before(before)
    return False


def _paragraph_before(scope: Scope) -> Scope | None:
    """The last sentence of the paragraph before."""
    before = scope.previous
    for _ in range(_REACH):
        if before is None or before.segment.span != scope.segment.span:
            return before
        before = before.previous
    return None


def _last_act(scope: Scope) -> Act | None:
    """The last act of the paragraph that `scope` ends."""
    current: Scope | None = scope
    for _ in range(_REACH):
        if current is None or current.segment.span != scope.segment.span:
            break
        if acts(current):
            return acts(current)[-1]
        current = current.previous
    return None
