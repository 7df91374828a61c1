"""From the words around a reporting verb to the canonical name of who speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from factdb.frame.clause import Form, VerbGroup
from factdb.frame.scope import Scope
from factdb.lexicon import table
from factdb.values import EntityKind, EntityMention, Span

if TYPE_CHECKING:
    from factdb.frame.speech import Act


def words(entry: str, field: str = "words") -> frozenset[str]:
    """A word set of lexicon/attribution.toml."""
    return frozenset(table("attribution")[entry].get(field, "").split())


SOURCE_NOUNS: Final = words("source_noun")
GENERIC: Final = words("generic")
ROLES: Final = words("role")
BODY_HEADS: Final = words("body_head")
_REFLEXIVE: Final = frozenset({"itself", "himself", "herself", "themselves"})
_STUDIES: Final = words("study")
_NATIONAL: Final = words("national_body")
_SPEAKERS: Final = frozenset(
    {EntityKind.PERSON, EntityKind.BODY, EntityKind.COMPANY, EntityKind.MEDIA, EntityKind.OTHER, EntityKind.PROJECT, EntityKind.COUNTRY}
)
_NAMED: Final = frozenset({EntityKind.PERSON, EntityKind.OTHER})
_BODIES: Final = frozenset({EntityKind.BODY, EntityKind.COMPANY, EntityKind.MEDIA, EntityKind.OTHER})
_NO_ROLE: Final = tuple(words("no_role"))
_LOOK_BACK: Final = 30
_DEPTH: Final = 25


class Source(NamedTuple):
    """Who says so. `name` is None for a source that counts as nobody ("experts"). `span` is the words that name it."""

    name: str | None
    span: Span
    kind: EntityKind | None = None
    role: str | None = None


def before(scope: Scope, verb: int, group: VerbGroup | None, *, adjacent: bool = False) -> Source | None:
    """The source whose words end right before token `verb` ("Lena Orth, its owner, | said"); `adjacent`: no look at the syntax's subject."""
    tokens = scope.tokens
    j = verb - 1
    while j >= 0 and (tokens[j].tag in ("ADV", "AUX") or tokens[j].lower in _REFLEXIVE):
        j -= 1
    if j < 0:
        return None
    if tokens[j].lower in ("and", "but") and group is not None:
        # "Orth sold 3 cows and said": the subject of the verb before
        earlier = [g for g in scope.syntax.groups if g.first < verb and g.form is Form.FINITE]
        same = [g for g in earlier if g.verb == group.verb] or earlier
        return before(scope, same[-1].first, same[-1]) if same else None
    if tokens[j].lower == "," or tokens[j].lower in ")\u2013\u2014":
        inner = mention_ending(scope, tokens[j - 1].end)
        if inner and inner.kind in _SPEAKERS - {EntityKind.COUNTRY}:
            first = scope.syntax.index(inner.span.start)
            if first and tokens[first - 1].lower == "," and tokens[max(0, first - 2)].tag in ("NOUN", "NAME"):
                return of_mention(scope, inner)  # "its owner, Lena Orth, said"
        opening = _opening_of_apposition(scope, j)
        if opening is None:
            return None if adjacent else _by_subject(scope, group)
        role = scope.text[tokens[opening + 1].start : tokens[j - 1].end] if opening + 1 < j else None
        found = _ending(scope, opening - 1, group)
        return found._replace(role=found.role or _as_role(role)) if found else None
    return _ending(scope, j, group)


def _by_subject(scope: Scope, group: VerbGroup | None) -> Source | None:
    """The subject that the syntax finds, where commas keep it apart from its verb ("A mill in Rome, for instance, said")."""
    found = scope.syntax.subject(group) if group is not None and group.form is Form.FINITE else None
    if found is None:
        return None
    end = found[1]
    while end < group.first and scope.tokens[end].tag in ("PREP", "NAME", "POS", "DET"):  # type: ignore[union-attr]
        end += 1
    mention = mention_ending(scope, scope.tokens[found[1] - 1].end)
    if mention and mention.kind in _SPEAKERS:
        return of_mention(scope, mention)
    return noun_phrase(scope, found[0], end)


def _as_role(words_between: str | None) -> str | None:
    """The words of an apposition where they read as a role ("editor at the Halden Post"), else None."""
    if not words_between or len(words_between) > 120 or words_between[0].isdigit():
        return None
    return words_between if not words_between.lower().startswith(_NO_ROLE) else None


def _opening_of_apposition(scope: Scope, closing: int) -> int | None:
    """The token that opens the apposition which the comma or bracket at `closing` ends, None where there is none."""
    tokens = scope.tokens
    mark = tokens[closing].lower
    opener = {")": "("}.get(mark, mark)
    for k in range(closing - 1, max(-1, closing - 40), -1):
        if tokens[k].lower == '"':
            return None
        if tokens[k].lower == opener:
            inner = scope.syntax.groups_in(k + 1, closing)
            relative = k + 1 < closing and tokens[k + 1].lower in ("who", "which", "whose")
            if not relative and any(g.form is Form.FINITE for g in inner):
                return None
            # "..., an expert at the Academy, in Halden, said": an inner comma; the name stands before an earlier one
            if k and not _name_ends(scope, k - 1) and mark == ",":
                continue
            return k or None
    return None


def _name_ends(scope: Scope, j: int) -> bool:
    """Whether a name that can speak ends at token `j`."""
    mention = mention_ending(scope, scope.tokens[j].end)
    return mention is not None and mention.kind not in (EntityKind.PLACE, EntityKind.REGION, EntityKind.EVENT, EntityKind.COUNTRY)


def mention_ending(scope: Scope, end: int) -> EntityMention | None:
    """The widest mention that ends at document offset `end`."""
    return max((m for m in scope.entities if m.span.end == end), key=lambda m: m.span.end - m.span.start, default=None)


def _ending(scope: Scope, j: int, group: VerbGroup | None) -> Source | None:
    """The source whose noun phrase ends at token `j`."""
    if j < 0:
        return None
    tokens = scope.tokens
    token = tokens[j]
    if token.tag == "PRON":
        return pronoun(scope, j)
    mention = mention_ending(scope, token.end)
    if mention is None or mention.kind not in _NAMED or mention.name.rsplit(" ", 1)[-1].lower() in ROLES:
        named = _apposed_name(scope, j)
        if named:
            return of_mention(scope, named)
    if mention is None or token.lower in ROLES:
        plain = _plain_name(scope, j)
        if plain:
            return plain
    if mention and mention.kind in _NAMED:
        joint = _joint_body(scope, mention)
        if joint:
            return of_mention(scope, joint)
    if mention and mention.method != "coreference":
        first = scope.syntax.index(mention.span.start)
        inner = _phrase_head(scope, first)
        if inner is not None:
            # "a spokesman for Halden Mills said", "the report by Halden University showed"
            return noun_phrase(scope, inner[0], j + 1)
        if mention.kind in _SPEAKERS:
            return of_mention(scope, mention)
        return noun_phrase(scope, _phrase_start(scope, j), j + 1)
    if mention:
        return of_mention(scope, mention)
    first = _phrase_start(scope, j)
    if first > 1 and tokens[first - 1].lower == "and" and token.lower.endswith("s"):
        # "the Fire Service and other bodies said": the one that is named
        k = first - 2
        while k > 0 and (tokens[k].lower == ")" or (k + 1 < j and tokens[k + 1].lower == ")") or tokens[k].lower == "("):
            k -= 1
        named = mention_ending(scope, tokens[k].end)
        if named and named.kind in (EntityKind.BODY, EntityKind.COMPANY):
            return of_mention(scope, named)
    return noun_phrase(scope, first, j + 1)


def _apposed_name(scope: Scope, j: int) -> EntityMention | None:
    """ "Lena Orth, head of the Centre in Halden, Norway | said": the name before the first comma of the apposition."""
    tokens = scope.tokens
    limit = tokens[max(0, j - 32)].start
    for mention in reversed(scope.entities):
        if mention.span.end > tokens[j].start or mention.span.start < limit:
            continue
        if mention.kind not in _NAMED or mention.method == "coreference":
            continue
        after = scope.syntax.index(mention.span.end - 1) + 1
        if after > j or tokens[after].lower != "," or " " not in mention.name:
            continue
        first = scope.syntax.index(mention.span.start)
        if first and tokens[first - 1].tag == "PREP":
            continue
        if any(g.form is Form.FINITE for g in scope.syntax.groups_in(after, j + 1)):
            return None
        # what follows the comma must be a role or a description, not the next name of a list
        described = tokens[after + 1].tag in ("NOUN", "DET", "ADJ") or any(token.lower in ROLES for token in tokens[after + 1 : j + 1])
        return mention if described else None
    return None


def _plain_name(scope: Scope, j: int) -> Source | None:
    """ "Ana Lopez, Halden Group Land Director | said": a name that opens the clause and that no mention covers."""
    tokens = scope.tokens
    if not any(token.lower in ROLES for token in tokens[max(0, j - 12) : j + 1]):
        return None
    for k in range(j, max(0, j - 24), -1):
        if tokens[k].lower == "," and k >= 2 and all(token.tag == "NAME" and token.text.istitle() for token in tokens[k - 2 : k]):
            first = k - 1
            while first and tokens[first - 1].tag == "NAME":
                first -= 1
            opens = first == 0 or tokens[first - 1].lower in (",", '"')
            if opens and not any(g.form is Form.FINITE for g in scope.syntax.groups_in(k, j + 1)):
                span = Span(tokens[first].start, tokens[k - 1].end)
                return Source(span.of(scope.text), span, EntityKind.PERSON, scope.text[tokens[k + 1].start : tokens[j].end])
    return None


def _joint_body(scope: Scope, mention: EntityMention) -> EntityMention | None:
    """ "HPA Deputy Directors Ana Lopez and Lena Orth | said": the body that two people speak for together."""
    tokens = scope.tokens
    k = scope.syntax.index(mention.span.start) - 1
    if k < 3 or tokens[k].lower != "and":
        return None
    other = mention_ending(scope, tokens[k - 1].end)
    if other is None or other.kind not in _NAMED:
        return None
    k = scope.syntax.index(other.span.start) - 1
    while k >= 0 and tokens[k].tag in ("NAME", "NOUN", "ADJ"):
        body = mention_ending(scope, tokens[k].end)
        if body and body.kind in (EntityKind.BODY, EntityKind.COMPANY):
            return body
        k -= 1
    return None


def _phrase_start(scope: Scope, j: int) -> int:
    """First token of the noun phrase, prepositional parts included, that ends at token `j`."""
    tokens = scope.tokens
    first = j
    while first > 0 and tokens[first - 1].tag in ("NOUN", "NAME", "ADJ", "NUM", "POS", "VBN", "DET", "PREP", "VBG"):
        if tokens[first - 1].tag == "PREP" and tokens[first - 1].lower not in ("of", "for", "at", "from", "in", "by", "on", "with", "to"):
            break
        first -= 1
        if tokens[first].tag == "DET" and (first == 0 or tokens[first - 1].tag != "PREP"):
            break
    while first < j and tokens[first].tag == "PREP":
        first += 1
    return first


def _phrase_head(scope: Scope, first: int) -> tuple[int, int] | None:
    """The common noun phrase "(a) spokesman for", "(a) report by (the)" that ends before the name at token `first`: (start, head)."""
    tokens = scope.tokens
    k = first - 1
    while (k >= 0 and tokens[k].tag in ("DET", "ADJ", "POS")) or (
        k >= 0 and tokens[k].tag == "NAME" and tokens[k].end > tokens[first].start
    ):
        k -= 1
    if (
        k > 0
        and tokens[k].tag == "PREP"
        and tokens[k - 1].tag == "NOUN"
        and (tokens[k - 1].lower in ROLES or tokens[k - 1].lower in SOURCE_NOUNS or tokens[k - 1].lower in GENERIC | BODY_HEADS)
    ):
        return _phrase_start(scope, k - 1), k - 1
    return None


def noun_phrase(scope: Scope, first: int, end: int) -> Source | None:
    """The source that the noun phrase of tokens `[first, end)` stands for."""
    tokens = scope.tokens
    if first >= end:
        return None
    span = Span(tokens[first].start, tokens[end - 1].end)
    i = first
    definite = tokens[i].lower in ("the", "this", "that", "its", "their", "his", "her")
    if tokens[i].tag == "DET":
        i += 1
    head = i
    while head + 1 < end and tokens[head + 1].tag in ("NOUN", "NAME", "ADJ", "VBN", "VBG", "POS", "NUM"):
        head += 1
    noun = tokens[head].lower
    inside = [
        m
        for m in scope.entities
        if span.start <= m.span.start and m.span.end <= span.end and m.kind in _SPEAKERS and m.method != "coreference"
    ]
    if noun in SOURCE_NOUNS:
        bodies = [m for m in inside if m.kind is not EntityKind.COUNTRY] or []
        if bodies:
            return of_mention(scope, bodies[0])
        return _study(scope, span) if definite else Source(None, span)
    named = [m for m in inside if m.span.start <= tokens[head].start < m.span.end]
    if named and named[-1].kind is not EntityKind.COUNTRY:
        return of_mention(scope, named[-1])
    reference = [m for m in scope.entities if m.method == "coreference" and m.span.start <= tokens[head].start < m.span.end]
    if reference and noun not in GENERIC:
        return of_mention(scope, reference[0])
    if noun in _STUDIES and definite:
        return _study(scope, span)
    if noun in GENERIC or (tokens[head].tag == "NOUN" and noun.endswith("s") and noun not in BODY_HEADS):
        return Source(None, span)
    if noun == "government" and inside and inside[0].kind is EntityKind.COUNTRY:
        return Source(f"Government of {inside[0].name}", span, EntityKind.BODY)
    if noun in ROLES:
        return _role(scope, first, head, end, span, definite=definite)
    if noun in BODY_HEADS and definite:
        found = next((m for m in earlier_mentions(scope, span.start) if _fits_body(m, noun)), None)
        if found:
            return of_mention(scope, found)._replace(span=span)
    if noun in BODY_HEADS or noun in ROLES or (tokens[first].lower in ("a", "an", "one") and tokens[head].tag == "NOUN"):
        return _head_phrase(scope, i, head, end, span)
    if inside and head + 1 >= end and tokens[head].tag == "NAME":
        return of_mention(scope, inside[-1])
    if tokens[head].tag == "NAME" and tokens[head].text[0].isupper():
        titles = [k for k in range(i, head) if tokens[k].lower in ROLES]
        if titles:
            # "Road Minister Ana Lopez": the title is her role
            role = scope.text[tokens[i].start : tokens[titles[-1]].end]
            return Source(scope.text[tokens[titles[-1] + 1].start : tokens[head].end], span, EntityKind.PERSON, role)
        return Source(scope.text[tokens[i].start : tokens[head].end], span, EntityKind.OTHER)
    return None


def _role(scope: Scope, first: int, head: int, end: int, span: Span, *, definite: bool) -> Source | None:
    """ "the ambassador": the person with that title; "a spokesman for X": the head phrase."""
    noun = scope.tokens[head].lower
    if definite:
        for mention in earlier_mentions(scope, span.start):
            if mention.kind in _NAMED and mention.title and noun in mention.title.lower().split():
                return of_mention(scope, mention)._replace(span=span)
        person = last_speaker(scope, span.start, person=True)
        if person and person.role and noun in person.role.lower().split():
            return person._replace(span=span)
    if definite and head + 1 == end and head == first + 1:
        person = last_speaker(scope, span.start, person=True)
        if person:
            return person._replace(span=span)
    return _head_phrase(scope, first + (scope.tokens[first].tag == "DET"), head, end, span)


def _head_phrase(scope: Scope, first: int, head: int, end: int, span: Span) -> Source:
    """An unnamed single source: its words without the article, with the place or body that follows directly."""
    tokens = scope.tokens
    stop = head + 1
    if stop + 1 < end and tokens[stop].tag == "PREP" and tokens[stop + 1].tag == "NAME":
        stop += 2
        while stop < end and tokens[stop].tag == "NAME":
            stop += 1
    return Source(scope.text[tokens[first].start : tokens[stop - 1].end], span)


def _fits_body(mention: EntityMention, noun: str) -> bool:
    """Whether "the `noun`" can point back at `mention`."""
    if noun in mention.name.lower():
        return True
    return (
        noun in ("company", "firm", "manufacturer", "retailer", "maker", "automaker", "carrier", "operator", "bank")
        and mention.kind is EntityKind.COMPANY
    )


def of_mention(scope: Scope, mention: EntityMention) -> Source:
    """The mention as a source; a national body takes its country ("China's Ministry of Commerce" -> "... of China")."""
    name = mention.name
    written = mention.span.of(scope.text)
    if mention.kind is EntityKind.COUNTRY and _NATIONAL & set(written.split()):
        return Source(written, mention.span, EntityKind.BODY)
    if mention.kind is EntityKind.BODY and scope.text.startswith("'s ", mention.span.end):
        part = max(
            (m for m in scope.entities if m.kind is EntityKind.BODY and mention.span.end < m.span.start < mention.span.end + 40),
            key=lambda m: m.span.end,
            default=None,
        )
        between = scope.text[mention.span.end + 3 : part.span.start] if part else ""
        if part and all(word[:1].isupper() or word in ("and", "of", "for", "the") for word in between.split()):
            whole = Span(mention.span.start, part.span.end)
            return Source(whole.of(scope.text), whole, EntityKind.BODY)
    if mention.kind is EntityKind.BODY and _NATIONAL & set(name.split()):
        start = mention.span.start
        for other in scope.entities:
            gap = scope.text[other.span.end : start]
            if other.kind is EntityKind.COUNTRY and other.span.end <= start and gap in ("'s ", "' ", " ") and other.name not in name:
                name = f"{name} of {other.name}"
                break
    if mention.kind is EntityKind.COUNTRY and scope.text[mention.span.end : mention.span.end + 11].lower().startswith(
        (" government", "'s governmen")
    ):
        return Source(f"Government of {name}", mention.span, EntityKind.BODY)
    return Source(name, mention.span, mention.kind, mention.title)


def pronoun(scope: Scope, j: int) -> Source | None:
    """Whom "he", "they", "who", "it" stands for before a reporting verb."""
    token = scope.tokens[j]
    span = Span(token.start, token.end)
    if token.lower in ("who", "which"):
        k = j - 1
        while k >= 0 and scope.tokens[k].lower in ",\u2013\u2014":
            k -= 1
        return _ending(scope, k, None) if k >= 0 else None
    if token.lower in ("he", "she"):
        found = last_speaker(scope, token.start, person=True)
        if found:
            return found._replace(span=span)
        mention = next((m for m in earlier_mentions(scope, token.start) if m.kind is EntityKind.PERSON), None)
        return of_mention(scope, mention)._replace(span=span) if mention else Source(None, span)
    if token.lower in ("it", "they"):
        here = [m for m in scope.entities if m.span == span]
        if here:
            return of_mention(scope, here[0])
        found = last_speaker(scope, token.start, person=False)
        if found and token.lower == "it":
            return found._replace(span=span)
        if token.lower == "it":
            mention = next((m for m in earlier_mentions(scope, token.start) if m.kind in (EntityKind.BODY, EntityKind.COMPANY)), None)
            return of_mention(scope, mention)._replace(span=span) if mention else None
        return Source(None, span)
    return None


def _study(scope: Scope, span: Span) -> Source:
    """ "The survey", "the researchers": the body that an earlier act of the article named for its study."""
    found = last_speaker(scope, span.start, person=False, study=True)
    return found._replace(span=span) if found else Source(None, span)


def earlier_mentions(scope: Scope, offset: int) -> Iterator[EntityMention]:
    """Name mentions of the article before `offset`, nearest first, over the last sentences only."""
    current: Scope | None = scope
    steps = 0
    while current is not None and steps < _LOOK_BACK:
        for mention in reversed(current.entities):
            if mention.span.end <= offset and mention.method != "coreference":
                yield mention
        current, steps = current.previous, steps + 1


def last_speaker(scope: Scope, offset: int, *, person: bool, study: bool = False) -> Source | None:
    """The source of the nearest speech act before `offset` that is a person (or is none).

    Acts before look back in their turn ("he said ... he said"): past a depth no story reaches they are left alone.
    """
    from factdb.frame import speech  # noqa: PLC0415  the two modules resolve each other's words

    depth = scope.whole.memo.get("looking back", 0)
    if not isinstance(depth, int) or depth >= _DEPTH:
        return None
    scope.whole.memo["looking back"] = depth + 1
    try:
        return _last_speaker(scope, offset, speech.acts, person=person, study=study)
    finally:
        scope.whole.memo["looking back"] = depth


def _last_speaker(scope: Scope, offset: int, acts: Callable[[Scope], tuple[Act, ...]], *, person: bool, study: bool) -> Source | None:
    current: Scope | None = scope
    for _ in range(_LOOK_BACK):
        if current is None:
            break
        for act in reversed(acts(current)):
            source = act.source
            if act.position >= offset or source.name is None:
                continue
            spoke = source.kind is EntityKind.OTHER and (act.rule == "said" or (" " in source.name and source.role is not None))
            is_person = source.kind is EntityKind.PERSON or spoke
            if is_person == person and (not study or (act.study and source.kind is not EntityKind.MEDIA)):
                return source
        current = current.previous
    return None
