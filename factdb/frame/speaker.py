"""The source whose words stand right before or behind a reporting verb."""

from __future__ import annotations

from typing import Final

from factdb.frame.clause import Form, VerbGroup
from factdb.frame.memory import pronoun
from factdb.frame.phrase import noun_phrase, phrase_start
from factdb.frame.scope import Scope
from factdb.frame.source import (
    BODIES,
    BODY_HEADS,
    CERTAIN,
    GENERIC,
    NAMED,
    ROLES,
    SOURCE_NOUNS,
    SPEAKERS,
    UNSPEAKING,
    Source,
    mention_ending,
    mentions_in,
    of_mention,
    words,
)
from factdb.values import EntityKind, EntityMention, Span

_REFLEXIVE: Final = frozenset({"itself", "himself", "herself", "themselves"})
_NO_ROLE: Final = tuple(words("no_role"))
_DASHES: Final = ",\u2013\u2014"
_OWNED: Final = ROLES | SOURCE_NOUNS | GENERIC | BODY_HEADS  # nouns that a body follows: "spokesman for", "report by"


def before(scope: Scope, verb: int, group: VerbGroup | None, *, adjacent: bool = False) -> Source | None:
    """The source whose words end right before token `verb` ("Lena Orth, its owner, | said"); `adjacent`: no look at the syntax's subject."""
    tokens = scope.tokens
    j = verb - 1
    while j >= 0 and (tokens[j].tag in ("ADV", "AUX") or tokens[j].lower in _REFLEXIVE):
        j -= 1
    if j > 0 and tokens[j].tag in ("NAME", "NOUN") and scope.times:
        # "Orth, its owner, on Monday | said", "Washington last week | pledged"
        time = next((t for t in scope.times if t.full.end == tokens[j].end), None)
        if time is not None:
            j = scope.syntax.index(time.full.start) - 1
    if j < 0:
        return None
    if tokens[j].lower in ("and", "but") and group is not None:
        # "Orth sold 3 cows and said": the subject of the verb before
        earlier = [g for g in scope.syntax.groups if g.first < verb and g.form is Form.FINITE]
        earlier = [g for g in earlier if not scope.syntax.clause(g.first).opener] or earlier
        same = [g for g in earlier if g.verb == group.verb] or earlier
        return before(scope, same[-1].first, same[-1]) if same else None
    if tokens[j].lower not in _DASHES + ")":
        return _ending(scope, j)
    inner = mention_ending(scope, tokens[j - 1].end)
    whole = _spelled_out(scope, inner) if inner else None
    if whole:
        return of_mention(scope, whole)
    if inner and inner.kind in SPEAKERS - {EntityKind.COUNTRY}:
        first = scope.syntax.index(inner.span.start)
        while first > 1 and tokens[first - 1].lower in ROLES:
            first -= 1  # "one survivor, teacher Lena Orth, said"
        if first and tokens[first - 1].lower == "," and tokens[max(0, first - 2)].tag in ("NOUN", "NAME"):
            return of_mention(scope, inner)  # "its owner, Lena Orth, said"
    opening = _opening_of_apposition(scope, j)
    if opening is None:
        return None if adjacent else _by_subject(scope, group)
    role = scope.text[tokens[opening + 1].start : tokens[j - 1].end] if opening + 1 < j else None
    found = _ending(scope, opening - 1)
    return found._replace(role=found.role or _as_role(role)) if found else None


def _spelled_out(scope: Scope, short: EntityMention) -> EntityMention | None:
    """The long name of "the Halden Youth Fund, HYF, | said"."""
    first = scope.syntax.index(short.span.start)
    written = short.span.of(scope.text)
    if first < 2 or scope.tokens[first - 1].lower != "," or not written.isupper() or " " in written:
        return None
    named = mention_ending(scope, scope.tokens[first - 2].end)
    return named if named and " " in named.name and named.kind in BODIES | {EntityKind.OTHER, EntityKind.PROJECT} else None


def _by_subject(scope: Scope, group: VerbGroup | None) -> Source | None:
    """The subject that the syntax finds, where commas keep it apart from its verb ("A mill in Rome, for instance, said")."""
    if group is None or group.form is not Form.FINITE:
        return None
    found = scope.syntax.subject(group)
    if found is None:
        return None
    first, end = found
    mention = mention_ending(scope, scope.tokens[end - 1].end)
    if mention and mention.kind in SPEAKERS:
        return of_mention(scope, mention)
    while end < group.first and scope.tokens[end].tag in ("PREP", "NAME", "POS", "DET"):
        end += 1
    return noun_phrase(scope, first, end)


def _as_role(between: str | None) -> str | None:
    """The words of an apposition where they read as a role ("editor at the Halden Post"), else None."""
    if not between or len(between) > 120 or between[0].isdigit() or between.lower().startswith(_NO_ROLE):
        return None
    return between


def _opening_of_apposition(scope: Scope, closing: int) -> int | None:
    """The token that opens the apposition which the comma, dash or bracket at `closing` ends, None where there is none."""
    tokens = scope.tokens
    mark = tokens[closing].lower
    opener = "(" if mark == ")" else mark
    for k in range(closing - 1, max(-1, closing - 40), -1):
        if tokens[k].lower == '"':
            return None
        if tokens[k].lower == opener:
            relative = tokens[k + 1].lower in ("who", "which", "whose")
            if not relative and any(g.form is Form.FINITE for g in scope.syntax.groups_in(k + 1, closing)):
                return None
            # "..., an expert at the Academy, in Halden, said": an inner comma; the name stands before an earlier one
            if mark != "," or k == 0 or relative or _name_ends(scope, k - 1):
                return k or None
    return None


def _name_ends(scope: Scope, j: int) -> bool:
    """Whether a name that can speak ends at token `j`."""
    mention = mention_ending(scope, scope.tokens[j].end)
    return mention is not None and mention.kind not in UNSPEAKING | {EntityKind.COUNTRY}


def _ending(scope: Scope, j: int) -> Source | None:
    """The source whose noun phrase ends at token `j`."""
    if j < 0:
        return None
    token = scope.tokens[j]
    if token.tag == "PRON":
        return _relative(scope, j) if token.lower in ("who", "which") else pronoun(scope, j)
    mention = mention_ending(scope, token.end)
    if mention and mention.method == "coreference" and mention.kind not in CERTAIN:
        mention = None  # "the operator" that stands for a name of no known kind
    titled = mention is not None and mention.name.rsplit(" ", 1)[-1].lower() in ROLES
    if mention is None or mention.kind not in NAMED or titled:
        named = _apposed_name(scope, j)
        if named:
            return of_mention(scope, named)
    if mention is None or token.lower in ROLES:
        plain = _plain_name(scope, j)
        if plain:
            return plain
    if mention is None:
        return _first_of_two(scope, j) or noun_phrase(scope, phrase_start(scope, j), j + 1)
    found = _of_ending(scope, j, mention)
    alone = found is not None and (found.span == mention.span or mention.kind is EntityKind.REGION)
    partner = _partner(scope, mention) if alone else None
    return of_mention(scope, partner) if partner else found


def _partner(scope: Scope, mention: EntityMention) -> EntityMention | None:
    """The first one of two that speak together: "Toyota and Mazda | said"."""
    tokens = scope.tokens
    k = scope.syntax.index(mention.span.start) - 1
    k -= k > 0 and tokens[k].tag == "DET"
    if k < 1 or tokens[k].lower != "and" or mention.method == "coreference":
        return None
    k -= 1
    if tokens[k].lower == ")" and k > 2 and tokens[k - 2].lower == "(":
        k -= 3
    other = mention_ending(scope, tokens[k].end)
    if other is None or other.kind not in BODIES | NAMED or other.method == "coreference" or other.name == mention.name:
        return None
    first = scope.syntax.index(other.span.start)
    first -= first > 0 and tokens[first - 1].tag == "DET"
    return other if first == 0 or tokens[first - 1].tag in ("MARK", "CONJ") else None


def _of_ending(scope: Scope, j: int, mention: EntityMention) -> Source | None:
    """The source of a phrase that ends with a name: the name, or what it hangs on ("a spokesman for Halden Mills")."""
    if mention.method == "coreference":
        person = _person_of(scope, mention)
        if person:
            return _whole_name(scope, person)  # "Ana Lopez of the institute | said"
        return _hung(scope, mention, j) or of_mention(scope, mention)
    joint = _joint_body(scope, mention) if mention.kind in NAMED else None
    if joint:
        return of_mention(scope, joint)
    person = _person_of(scope, mention)
    if person:
        return _whole_name(scope, person)
    owner = _owner(scope, scope.syntax.index(mention.span.start))
    if owner is not None:
        return noun_phrase(scope, owner, j + 1)
    if mention.kind not in SPEAKERS:
        return noun_phrase(scope, phrase_start(scope, j), j + 1)
    return _hung(scope, mention, j) or of_mention(scope, mention)


def _hung(scope: Scope, mention: EntityMention, j: int) -> Source | None:
    """The source of "a trader at the market in Halden", "economists asked by the firm Halden Data" that ends with a name at token `j`."""
    tokens = scope.tokens
    k = scope.syntax.index(mention.span.start) - 1
    while k > 0 and tokens[k].tag in ("NOUN", "ADJ"):
        k -= 1
    k -= k > 0 and tokens[k].tag == "DET"
    if k < 1 or tokens[k].tag != "PREP":
        return None
    if tokens[k - 1].tag == "NOUN":
        return noun_phrase(scope, phrase_start(scope, j), j + 1)
    seated = mention_ending(scope, tokens[k - 1].end) if tokens[k].lower in ("in", "at", "near") else None
    if seated and seated.kind in BODIES | {EntityKind.OTHER} and tokens[scope.syntax.index(seated.span.start) - 1].tag == "DET":
        return of_mention(scope, seated)  # "the Halden Hospital in Orth"
    asked = tokens[k - 1].tag in ("VBN", "VBD", "ADJ") and k > 1 and tokens[k - 2].tag == "NOUN"
    return noun_phrase(scope, phrase_start(scope, k - 2), k - 1) if asked else None


def _person_of(scope: Scope, mention: EntityMention) -> EntityMention | None:
    """The person of "Ana Lopez of Halden University | said"."""
    tokens = scope.tokens
    k = scope.syntax.index(mention.span.start) - 1
    k -= k >= 0 and tokens[k].lower.endswith("-based")
    k -= k >= 0 and tokens[k].tag == "DET"
    if k < 1 or tokens[k].lower not in ("of", "from", "at", "with") or mention.kind in NAMED:
        return None
    person = mention_ending(scope, tokens[k - 1].end)
    if person is None or person.kind not in NAMED:
        return None
    first = scope.syntax.index(person.span.start)
    return person if " " in person.name or (first and tokens[first - 1].tag == "NAME") else None


def _whole_name(scope: Scope, mention: EntityMention) -> Source:
    """The mention as a source, with the given name before it that it lacks ("Jan" read as a month)."""
    found = of_mention(scope, mention)
    k = scope.syntax.index(mention.span.start) - 1
    if " " in mention.name or k < 0 or scope.tokens[k].tag != "NAME":
        return found
    span = Span(scope.tokens[k].start, mention.span.end)
    return Source(span.of(scope.text), span, EntityKind.PERSON, found.role)


def _relative(scope: Scope, j: int) -> Source | None:
    """Whom "who" at token `j` stands for."""
    k = j - 1
    while k >= 0 and scope.tokens[k].lower in _DASHES:
        k -= 1
    return _ending(scope, k)


def _first_of_two(scope: Scope, j: int) -> Source | None:
    """The one that is named of "the Fire Service (FS) and other bodies | said"."""
    tokens = scope.tokens
    first = phrase_start(scope, j)
    theirs = tokens[first].lower in ("her", "his", "their", "its")  # "Orth and her team"
    if first < 2 or tokens[first - 1].lower != "and" or not (theirs or tokens[j].lower.endswith("s")):
        return None
    k = first - 2
    if tokens[k].lower == ")":
        while k > 0 and tokens[k].lower != "(":
            k -= 1
        k -= 1
    named = mention_ending(scope, tokens[k].end) if k >= 0 else None
    return of_mention(scope, named) if named and named.kind in (BODIES | NAMED if theirs else BODIES) else None


def _apposed_name(scope: Scope, j: int) -> EntityMention | None:
    """The name before the first comma of an apposition: "Lena Orth, head of the Centre in Halden, Norway | said"."""
    tokens = scope.tokens
    limit = tokens[max(0, j - 32)].start
    for mention in reversed(scope.entities):
        if not limit <= mention.span.start < mention.span.end <= tokens[j].start or " " not in mention.name:
            continue
        if mention.kind not in NAMED or mention.method == "coreference":
            continue
        after, first = scope.syntax.index(mention.span.end - 1) + 1, scope.syntax.index(mention.span.start)
        if after > j or tokens[after].lower != "," or (first and tokens[first - 1].tag == "PREP"):
            continue
        if any(g.form is Form.FINITE for g in scope.syntax.groups_in(after, j + 1)):
            return None
        # what follows the comma must be a role or a description, not the next name of a list
        described = tokens[after + 1].tag in ("NOUN", "DET", "ADJ") or any(token.lower in ROLES for token in tokens[after + 1 : j + 1])
        return mention if described else None
    return None


def _plain_name(scope: Scope, j: int) -> Source | None:
    """A name that opens the clause and that no mention covers: "Ana Lopez, Halden Group Land Director | said"."""
    tokens = scope.tokens
    if not any(token.lower in ROLES for token in tokens[max(0, j - 12) : j + 1]):
        return None
    for k in range(j, max(1, j - 24), -1):
        if tokens[k].lower != "," or not all(token.tag == "NAME" and token.text.istitle() for token in tokens[k - 2 : k]):
            continue
        first = k - 1
        while first and tokens[first - 1].tag == "NAME":
            first -= 1
        opens = first == 0 or tokens[first - 1].lower in (",", '"')
        if opens and not any(g.form is Form.FINITE for g in scope.syntax.groups_in(k, j + 1)):
            span = Span(tokens[first].start, tokens[k - 1].end)
            return Source(span.of(scope.text), span, EntityKind.PERSON, scope.text[tokens[k + 1].start : tokens[j].end])
    return None


def _joint_body(scope: Scope, mention: EntityMention) -> EntityMention | None:
    """The body that two people speak for together: "HPA Deputy Directors Ana Lopez and Lena Orth | said"."""
    tokens = scope.tokens
    k = scope.syntax.index(mention.span.start) - 1
    other = mention_ending(scope, tokens[k - 1].end) if k >= 3 and tokens[k].lower == "and" else None
    if other is None or other.kind not in NAMED:
        return None
    k = scope.syntax.index(other.span.start) - 1
    while k >= 0 and tokens[k].tag in ("NAME", "NOUN", "ADJ"):
        body = mention_ending(scope, tokens[k].end)
        if body and body.kind in BODIES:
            return body
        k -= 1
    return None


def _owner(scope: Scope, name: int) -> int | None:
    """First token of the phrase "(a) spokesman for", "(a) report by (the)" that ends before the name at token `name`."""
    tokens = scope.tokens
    k = name - 1
    while k >= 0 and tokens[k].tag in ("DET", "ADJ", "POS"):
        k -= 1
    if k > 0 and tokens[k].tag == "PREP" and tokens[k - 1].tag == "NOUN" and tokens[k - 1].lower in _OWNED:
        return phrase_start(scope, k - 1)
    return None


def behind(scope: Scope, first: int) -> Source | None:
    """The subject behind an inverted verb: the name in its phrase, or in the apposition after it ("said its owner, Lena Orth")."""
    tokens = scope.tokens
    end = first
    while end < len(tokens) and (tokens[end].tag != "MARK" or tokens[end].lower in "-&/"):
        if tokens[end].tag in ("VERB", "VBD", "AUX", "CONJ"):
            break
        end += 1
    if end == first:
        return None
    if tokens[first].tag == "PRON":
        return pronoun(scope, first)
    span = Span(tokens[first].start, tokens[end - 1].end)
    named = mentions_in(scope, span)
    people = [m for m in named if m.kind is EntityKind.PERSON] or [
        m for m in named if m.kind is EntityKind.OTHER and m.span.end == span.end
    ]
    if people:
        found = of_mention(scope, people[-1])
        written = scope.text[span.start : people[-1].span.start].strip()
        titles = [title for title in (found.role, written) if title] or [_apposition(scope, end) or ""]
        return found._replace(role=max(titles, key=len) or None)
    if end + 1 < len(tokens) and tokens[end].lower == "," and tokens[end - 1].tag in ("NOUN", "NAME"):
        starts = [tokens[end + 1].start]
        if tokens[end + 1].tag == "NAME" and end + 2 < len(tokens):
            starts.append(tokens[end + 2].start + 2 * (tokens[end + 2].lower == "."))  # behind "Dr"
        apposed = next((m for m in scope.entities if m.span.start in starts and m.kind in NAMED), None)
        if apposed:
            return of_mention(scope, apposed)._replace(role=span.of(scope.text))
    return of_mention(scope, named[0]) if named and named[0].span.start == span.start else noun_phrase(scope, first, end)


def _apposition(scope: Scope, comma: int) -> str | None:
    """The role between the commas after a name."""
    tokens = scope.tokens
    if comma >= len(tokens) or tokens[comma].lower != ",":
        return None
    end = next((i for i in range(comma + 1, len(tokens)) if tokens[i].lower in ",.;"), len(tokens))
    return _as_role(scope.text[tokens[comma + 1].start : tokens[end - 1].end]) if end > comma + 1 else None
