"""Whom an article has let speak or named before: for "he", "it", "the ministry", "the researchers"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from factdb.frame.clause import Form, VerbGroup
from factdb.frame.scope import Scope
from factdb.frame.source import BODIES, BODY_HEADS, GENERIC, NAMED, ROLES, Act, Source, of_mention
from factdb.values import EntityKind, EntityMention, Span

_LOOK_BACK: Final = 30  # sentences
_DEPTH: Final = 25
_MANY: Final = ("police", "firefighters", "prosecutors", "authorities", "officials", "guard")


def pronoun(scope: Scope, j: int) -> Source | None:
    """Whom "he", "she", "it", "they" at token `j` stands for before a reporting verb; None where that cannot be told."""
    token = scope.tokens[j]
    span = Span(token.start, token.end)
    found: Source | None = None
    if token.lower in ("he", "she"):
        found = person_meant(scope, j) or Source(None, span)
    elif token.lower in ("it", "they"):
        here = [m for m in scope.entities if m.span == span]
        found = _own_subject(scope, j, person=False) or subject_body(scope) or (of_mention(scope, here[0]) if here else None)
        if found is None and token.lower == "it":
            found = (
                _subject_phrase(scope)
                or _opening_name(scope)
                or last_speaker(scope, token.start, person=False)
                or _nearest(scope, token.start, BODIES)
            )
        elif found is None:
            found = _several(scope) or _force(scope) or Source(None, span)
    return found._replace(span=span) if found else None


def person_meant(scope: Scope, j: int) -> Source | None:
    """Whom "he", "she", "his" or "her" at token `j` stands for, None where nobody was named."""
    start = scope.tokens[j].start
    return (
        _own_subject(scope, j, person=True)
        or _subject_person(scope)
        or last_speaker(scope, start, person=True)
        or _nearest(scope, start, frozenset({EntityKind.PERSON}))
        or _subject_of_story(scope)
    )


def _own_subject(scope: Scope, j: int, *, person: bool) -> Source | None:
    """The person or body that is the subject of a verb before token `j` in the same sentence ("Ana Lopez said | she expected 5 tons")."""
    from factdb.frame.phrase import noun_phrase  # the two modules resolve each other's words

    if any(token.lower == '"' for token in scope.tokens[:j]):
        return None
    for group in reversed([g for g in scope.syntax.groups if g.end <= j and g.form is Form.FINITE]):
        subject = scope.syntax.subject(group)
        if subject is None or subject[1] > j:
            continue
        end = scope.tokens[subject[1] - 1].end
        mention = next((m for m in scope.entities if m.span.end == end and m.method != "coreference"), None)
        if mention is not None:
            fits = mention.kind is EntityKind.PERSON or (mention.kind is EntityKind.OTHER and " " in mention.name)
            if fits if person else mention.kind in BODIES:
                return of_mention(scope, mention)
        elif not person and scope.tokens[subject[1] - 1].lower in BODY_HEADS and scope.tokens[subject[0]].tag == "DET":
            return noun_phrase(scope, *subject)
    return None


def _subject_phrase(scope: Scope) -> Source | None:
    """The body without a name that the sentence before has as its subject, in the same paragraph ("The port authority grew. It said ...")."""
    from factdb.frame.phrase import noun_phrase  # the two modules resolve each other's words

    before = scope.previous
    if before is None or before.segment.span != scope.segment.span:
        return None
    main = next((g for g in before.syntax.groups if g.form is Form.FINITE), None)
    subject = before.syntax.subject(main) if main else None
    if subject is None or before.tokens[subject[0]].tag != "DET" or before.tokens[subject[1] - 1].lower not in BODY_HEADS:
        return None
    return noun_phrase(before, *subject)


def _subject_of_story(scope: Scope) -> Source | None:
    """The name of two words or more, of no known kind, that was a subject up to six sentences before: "he" where nobody else is named."""
    current = scope.previous
    for _ in range(6):
        if current is None:
            return None
        for group in current.syntax.groups:
            subject = current.syntax.subject(group) if group.form is Form.FINITE else None
            end = current.tokens[subject[1] - 1].end if subject else None
            named = (m for m in current.entities if m.span.end == end and m.kind is EntityKind.OTHER and " " in m.name)
            mention = next(named, None)
            if mention:
                return of_mention(current, mention)
        current = current.previous
    return None


def _opening_name(scope: Scope) -> Source | None:
    """The name, of a kind that nothing tells, that opens the sentence before in the same paragraph ("Halden grew. It said ...")."""
    before = scope.previous
    if before is None or before.segment.span != scope.segment.span or not before.entities:
        return None
    first = before.entities[0]
    opens = before.syntax.index(first.span.start) <= 1 and first.kind in (EntityKind.OTHER, EntityKind.PROJECT)
    return of_mention(before, first) if opens else None


def _several(scope: Scope) -> Source | None:
    """Those who spoke in the sentence before by a plural ("the consultants"), in the same paragraph."""
    from factdb.frame import speech  # the two modules resolve each other's words

    before = scope.previous
    if before is None or before.segment.span != scope.segment.span:
        return None
    for act in reversed(speech.acts(before)):
        if act.source.name is not None and act.source.span.of(scope.text).endswith("s") and act.source.span.of(scope.text)[:1].islower():
            return act.source
    return None


def _force(scope: Scope) -> Source | None:
    """The police or another body of many that spoke last, up to two sentences before: "they said"."""
    from factdb.frame import speech  # the two modules resolve each other's words

    current = scope.previous
    for _ in range(3):
        if current is None:
            return None
        for act in reversed(speech.acts(current)):
            if act.source.name is not None:
                return act.source if act.source.name.lower().endswith(_MANY) else None
        current = current.previous
    return None


def _nearest(scope: Scope, offset: int, kinds: frozenset[EntityKind]) -> Source | None:
    mention = next((m for m in earlier_mentions(scope, offset) if m.kind in kinds), None)
    return of_mention(scope, mention) if mention else None


def _told_before(scope: Scope) -> tuple[Scope, VerbGroup, tuple[int, int]] | None:
    """The sentence before in the same paragraph, its main verb and its subject (token indexes); None where one of them is missing."""
    before = scope.previous
    if before is None or before.segment.span != scope.segment.span or not before.tokens:
        return None
    main = next((g for g in before.syntax.groups if g.form is Form.FINITE), None)
    subject = before.syntax.subject(main) if main else None
    return (before, main, subject) if main and subject else None


def subject_body(scope: Scope) -> Source | None:
    """The body that the sentence before is about, in the same paragraph: its subject, or where its researchers work."""
    told = _told_before(scope)
    if told is None:
        return None
    before, main, (first, last) = told
    people = before.tokens[last - 1].lower in GENERIC
    while last < main.first and before.tokens[last].tag in ("PREP", "DET", "NAME", "POS"):
        last += 1
    low, high = before.tokens[first].start, before.tokens[last - 1].end
    body = next((m for m in before.entities if low <= m.span.start < high and m.kind in BODIES), None)
    opens = body is not None and before.syntax.index(body.span.start) <= first + 1
    return of_mention(before, body) if body and (people or opens) else None


def _subject_named(scope: Scope) -> Source | None:
    """The name that the sentence before has as its subject, in the same paragraph: whose "its report" is."""
    told = _told_before(scope)
    if told is None:
        return None
    before, _, (_, last) = told
    end = before.tokens[last - 1].end
    mention = next((m for m in before.entities if m.span.end == end and m.kind in BODIES | {EntityKind.OTHER}), None)
    return of_mention(before, mention) if mention else None


def _subject_person(scope: Scope) -> Source | None:
    """The person that the sentence before has as its subject, in the same paragraph ("Ana Lopez dismissed the plan. ... he said")."""
    told = _told_before(scope)
    if told is None:
        return None
    before, main, (first, last) = told
    low, high = before.tokens[first].start, before.tokens[last - 1].end
    named = (m for m in before.entities if low <= m.span.start and m.span.end == high and m.kind in NAMED and m.method != "coreference")
    person = next((m for m in named if m.kind is EntityKind.PERSON or " " in m.name), None)
    if person is None and before.tokens[main.first - 1].lower == ",":
        # "A spokesman for the union, Ana Lopez, blamed ..."
        end = before.tokens[main.first - 2].end
        person = next((m for m in before.entities if m.span.end == end and m.kind in NAMED and " " in m.name), None)
    return of_mention(before, person) if person else None


def study(scope: Scope, span: Span) -> Source:
    """For "the survey", "the researchers" the body that an earlier act of the article named for its study."""
    owned = scope.text[span.start : span.start + 6].lower().startswith(("its ", "their "))
    found = (
        subject_body(scope) or (_subject_named(scope) if owned else None) or last_speaker(scope, span.start, person=False, of_study=True)
    )
    found = found or _publisher(scope, scope.text[span.start : span.end].rsplit(" ", 1)[-1].lower())
    return found._replace(span=span) if found else Source(None, span)


def _publisher(scope: Scope, noun: str) -> Source | None:
    """The body that said something in its report, up to six sentences before: whose "the report" is."""
    from factdb.frame import speech  # the two modules resolve each other's words

    current = scope.previous
    for _ in range(6):
        if current is None:
            return None
        if noun in current.words:
            spoke = (act.source for act in speech.acts(current) if act.source.name and act.source.kind in BODIES | {EntityKind.OTHER})
            return next(spoke, None)
        current = current.previous
    return None


def earlier_mentions(scope: Scope, offset: int) -> Iterator[EntityMention]:
    """Name mentions of the article before `offset`, nearest first, over the last sentences only."""
    current: Scope | None = scope
    for _ in range(_LOOK_BACK):
        if current is None:
            return
        yield from (m for m in reversed(current.entities) if m.span.end <= offset and m.method != "coreference")
        current = current.previous


def last_speaker(scope: Scope, offset: int, *, person: bool, of_study: bool = False) -> Source | None:
    """The source of the nearest speech act before `offset` that is a person (or is none).

    Acts before look back in their turn ("he said ... he said"): past a depth no story reaches they are left alone.
    """
    from factdb.frame import speech  # the two modules resolve each other's words

    depth = scope.whole.memo.get("looking back", 0)
    if not isinstance(depth, int) or depth >= _DEPTH:
        return None
    scope.whole.memo["looking back"] = depth + 1
    try:
        return _last_speaker(scope, offset, speech.acts, person=person, of_study=of_study)
    finally:
        scope.whole.memo["looking back"] = depth


def _last_speaker(scope: Scope, offset: int, acts: Callable[[Scope], tuple[Act, ...]], *, person: bool, of_study: bool) -> Source | None:
    current: Scope | None = scope
    for _ in range(_LOOK_BACK):
        if current is None:
            break
        for act in reversed(acts(current)):
            wanted = act.position < offset and act.source.name is not None and _is_person(act) in (person, None)
            if wanted and (not of_study or (act.study and act.source.kind is not EntityKind.MEDIA)):
                return act.source
        current = current.previous
    return None


def _is_person(act: Act) -> bool | None:
    """Whether a person speaks: by the kind of the name or its role; None where a name could be a person's or a body's."""
    source = act.source
    if source.kind is None:
        return (source.name or "").rsplit(" ", 1)[-1].lower() in ROLES  # "head teacher"
    if source.kind is not EntityKind.OTHER:
        return source.kind is EntityKind.PERSON
    if source.role is not None and " " in (source.name or ""):
        return True
    return None if act.rule in ("said", "citing") else False
