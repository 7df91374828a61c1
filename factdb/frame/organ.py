"""Bodies that the text does not call by a name: "Norway's health ministry", "the government", "the central bank", "the company" of a name of no known kind."""

from __future__ import annotations

from typing import Final

from factdb.frame.clause import Form
from factdb.frame.home import home
from factdb.frame.scope import Scope
from factdb.frame.source import BODY_HEADS, Source, of_country
from factdb.lexicon import table
from factdb.values import EntityKind, EntityMention, Span

_FIELDS: Final[dict[str, str]] = {row["word"]: row["field"] for row in table("attribution")["ministry_field"]["fields"]}
_PARTS: Final = frozenset({"England"})  # without a government of its own
_NATIONS: Final = frozenset({"Scotland", "Wales", "Northern Ireland"})  # their governments go by their written names
_MODIFIERS: Final = frozenset({"NOUN", "ADJ", "CONJ", "VBG", "VBN"})
_LOOK_BACK: Final = 30  # sentences
_FIRM_BACK: Final = 12  # sentences
_NAMED: Final = frozenset({EntityKind.OTHER, EntityKind.COMPANY, EntityKind.BODY, EntityKind.PROJECT})


def organ(scope: Scope, head: int) -> Source | None:
    """The ministry, government or central bank that the noun at token `head` names with its country or its field; None for any other."""
    token = scope.tokens[head]
    named = token.tag == "NAME" and token.lower == "government"  # "the Norwegian Government"
    if (token.tag != "NOUN" and not named) or token.lower not in ("ministry", "government", "bank"):
        return None
    first = _first_modifier(scope, head)
    country = _owner(scope, first)
    if token.lower == "government" and (country.name in _NATIONS if country else named):
        return None
    field = [t.lower for t in scope.tokens[first:head]]
    if token.lower == "ministry":
        name = _ministry(field) if field and "and" not in (field[0], field[-1]) else None
    elif token.lower == "bank":
        name = "Central Bank" if field == ["central"] and country else None
    else:
        name = "Government" if country and not field else None
    if name is None:
        return None
    start = country.span.start if country else scope.tokens[first].start
    return Source(of_country(name, country.name) if country else name, Span(start, token.end), EntityKind.BODY)


def earlier_organ(scope: Scope, offset: int, noun: str) -> Source | None:
    """The body that "the `noun`" at `offset` stands for: the nearest phrase before with the same head that says more."""
    current: Scope | None = scope
    for _ in range(_LOOK_BACK):
        if current is None:
            return None
        if noun in current.words:
            for i in range(len(current.tokens) - 1, 0, -1):
                token = current.tokens[i]
                if token.lower == noun and token.tag == "NOUN" and token.start < offset:
                    found = organ(current, i) or _described(current, i)
                    if found:
                        return found
        current = current.previous
    return None


def _described(scope: Scope, head: int) -> Source | None:
    """The words of "the regional health office" at its head, where an article or owner and a modifier stand before it."""
    tokens = scope.tokens
    if tokens[head].lower == "government":
        return None
    first = _first_modifier(scope, head)
    if first == head or not first or tokens[head - 1].tag == "VBN" or any(t.lower in ("new", "same", "other") for t in tokens[first:head]):
        return None
    if tokens[first - 1].tag == "NAME":
        return None
    span = Span(tokens[first].start, tokens[head].end)
    return Source(span.of(scope.text), span, EntityKind.BODY) if tokens[first - 1].lower in ("the", "a", "an") else None


def the_government(scope: Scope, offset: int) -> Source | None:
    """Whose government "the government" at `offset` is: the one named before, the only country of the paragraph, or the article's home."""
    span = Span(offset, offset)
    named = earlier_organ(scope, offset, "government")
    if named:
        return named._replace(span=span)
    countries: set[str] = set()
    current: Scope | None = scope
    while current is not None and current.segment.span == scope.segment.span:
        countries |= {m.name for m in current.entities if m.kind is EntityKind.COUNTRY and m.span.start < offset}
        current = current.previous
    if len(countries) == 1 and not countries & _PARTS:
        return Source(of_country("Government", countries.pop()), span, EntityKind.BODY)
    seat = home(scope.whole)
    known = seat is not None and any(m.name == seat.name for m in scope.whole.entities)
    return Source(of_country("Government", seat.name), span, EntityKind.BODY) if seat and known else None


def subject_name(scope: Scope, offset: int, *, paragraph: bool = False) -> EntityMention | None:
    """The name, of whatever kind, that is the subject of the sentence or of one before it: what "the company" at `offset` stands for."""
    current: Scope | None = scope
    for _ in range(_FIRM_BACK):
        if current is None or (paragraph and current.segment.span != scope.segment.span):
            return None
        for group in current.syntax.groups:
            subject = current.syntax.subject(group) if group.form is Form.FINITE else None
            if subject is None or current.tokens[subject[0]].start >= offset:
                continue
            start, end = current.tokens[subject[0]].start, current.tokens[subject[1] - 1].end
            named = [
                m
                for m in current.entities
                if (m.span.end == end or (start <= m.span.start < end and current.text.startswith("'s ", m.span.end)))
                and m.kind in _NAMED
                and m.method != "coreference"
            ]
            if named:
                return named[0]
        current = current.previous
    return None


def last_body(scope: Scope, offset: int) -> EntityMention | None:
    """The body or name that was the subject last, of a kind that its name does not tell: what "the agency" at `offset` stands for."""
    body = subject_name(scope, offset)
    return None if body is None or body.name.rsplit(" ", 1)[-1].lower() in BODY_HEADS or body.kind is EntityKind.PROJECT else body


def pair_named(scope: Scope, offset: int) -> str | None:
    """The pair "A and B" for "the two companies" at `offset`, where the sentence, else the one before, names just two bodies."""
    for current in (scope, scope.previous):
        if current is None:
            return None
        named = {m.name: m.kind for m in current.entities if m.span.start < offset and m.kind in _NAMED and m.method != "coreference"}
        names = [name for name, kind in named.items() if kind is not EntityKind.PROJECT]
        if names:
            return " and ".join(names) if len(names) == 2 else None
    return None


def _first_modifier(scope: Scope, head: int) -> int:
    """First token of the small-written words that stand right before the noun at token `head` ("agriculture and food | ministry")."""
    tokens = scope.tokens
    first = head
    while first and tokens[first - 1].tag in _MODIFIERS and tokens[first - 1].text.islower() and head - first < 6:
        if tokens[first - 1].tag == "CONJ" and tokens[first - 1].lower != "and":
            break
        first -= 1
    return first


def _owner(scope: Scope, first: int) -> EntityMention | None:
    """The country right before token `first`: "Norway's", "the Norwegian"."""
    tokens = scope.tokens
    k = first - 1
    if k > 0 and tokens[k].tag == "POS":
        k -= 1
    if k < 0:
        return None
    ends = (tokens[k].end, tokens[min(k + 1, len(tokens) - 1)].end)
    return next(
        (m for m in scope.entities if m.kind is EntityKind.COUNTRY and m.span.end in ends and m.span.end <= tokens[first].start), None
    )


def _ministry(field: list[str]) -> str:
    """The name "Ministry of Trade and Industry" for the words before "ministry"."""
    words = [_FIELDS.get(word, word if word == "and" else word.capitalize()) for word in field]
    return f"Ministry of {' '.join(words)}"
