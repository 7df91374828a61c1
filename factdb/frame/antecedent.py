"""What a subject or measured noun without a name stands for: "which", "it", "the $80 million dam", a subject left out after "and"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Final

from factdb.entity import coreference
from factdb.entity.heads import definite_heads
from factdb.frame import topic
from factdb.frame.clause import Form
from factdb.frame.reading import Reading, reading, words
from factdb.frame.scope import Scope
from factdb.frame.standing import Standing
from factdb.text.tagger import base
from factdb.text.tokens import Token, noun_phrase_end
from factdb.values import EntityKind, EntityMention, Quantity, SegmentKind

_PLACES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION, EntityKind.PLACE})
_TELLERS: Final = frozenset({EntityKind.PERSON, EntityKind.MEDIA, EntityKind.OTHER})
_RELATIVE: Final = frozenset({"which", "who", "that", "whose", "where", "whom"})
_ROLE: Final = 50
_NEAR: Final = 14  # tokens between a relative pronoun and the name it follows


def definite(scope: Scope, quantity: Quantity) -> tuple[bool, EntityMention | None]:
    """Whether the measured noun is a definite phrase ("the $80 million dam", "this 40 km line"), and the name it stands for if one fits."""
    tokens, syntax = scope.tokens, scope.syntax
    i = syntax.index(quantity.span.start)
    if i == 0 or tokens[i - 1].lower not in ("the", "this"):
        return False, None
    after = syntax.index(quantity.span.end - 1) + 1
    end = max(noun_phrase_end(tokens, after), after)
    mentions = scope.whole.entities
    for k in range(end - 1, max(i - 1, end - 5), -1):
        for noun in (tokens[k].lower, tokens[k].lower.rsplit("-", 1)[-1]):
            if noun in definite_heads():
                before = bisect_left(scope.whole.entity_starts, quantity.span.start)
                return True, coreference.antecedent(scope.text, mentions, before, noun)
    return False, None


def of_which(standing: Standing) -> list[EntityMention]:
    """The names that "of which" after the figure goes back to: "trains of the Oslo-Bergen line, 80 percent of which"."""
    end = standing.quantity.span.end
    if standing.scope.text[end : end + 9] not in (" of which", " of whom ", " of them ", " of whom,"):
        return []
    return _followed(standing, standing.i)


def speaks_for_itself(standing: Standing) -> bool:
    """Whether the subject is "we", or somebody in office tells: the speaker's own side, not what the sentence before is about."""
    first, end = standing.subject_zone()
    read = standing.reading
    for k, mention in enumerate(read.mentions):
        if mention.title is not None and words("office") & set(mention.title.lower().split()) and read.tells(k, standing.governor):
            return True
    return any(t.lower in ("we", "our", "us") for t in standing.reading.tokens[first:end])


def of_these(scope: Scope) -> bool:
    """Whether the sentence opens with "Of these" or "Of them": it splits up a figure of the sentence before."""
    return len(scope.tokens) > 1 and scope.tokens[0].lower == "of" and scope.tokens[1].lower in ("these", "them", "those", "this")


def antecedent(standing: Standing, carried: Callable[[], list[EntityMention]]) -> list[EntityMention]:
    """Names that the subject of the figure's verb stands for, empty where it stands for itself.

    `carried` gives the names of the sentence before's last figure; it is asked only where the subject goes back that far.
    """
    scope, read = standing.scope, standing.reading
    clause = standing.clause
    if clause is None or standing.local is not None:
        return []
    first, end = standing.subject_zone()
    if clause.opener in _RELATIVE and clause.first > 0 and not _complement(read.tokens, clause.first):
        near = [m for m in _followed(standing, clause.first) if not _judges(scope.text, m)]
        if near and clause.opener == "where" and near[0].kind in _PLACES and (whose := _main_subject(read)):
            near = [*(m for m in whose[:1] if _pronoun(read.tokens, first + 1, end) is not None), *near[:1]]  # "Peru, where it has"
        if near:
            return near
        if not any(at < clause.first for at in read.at) and _is_definite(read.tokens, 0, clause.first):
            return carried()[:2]
    nominal = [t for t in read.tokens[first:end] if t.tag in ("NOUN", "NAME", "PRON", "NUM") or t.lower in ("this", "these", "those")]
    pronoun = _pronoun(read.tokens, first + (1 if clause.opener else 0), end)
    dangling = pronoun is None and not any(first <= at < end for at in read.at) and _is_definite(read.tokens, first, end)
    if dangling and (names := carried() or list(topic.focus(scope.whole))):
        return names[:2]
    if (nominal and pronoun is None) or (pronoun is not None and pronoun.lower in ("we", "our", "i", "you")):
        return []
    personal = pronoun is not None and pronoun.lower in ("he", "she", "his", "her")
    if personal and standing.verb is not None and standing.verb.verb in words("telling") | words("estimating"):
        return []
    found = _earlier(standing, first, end, shared=not nominal, personal=personal)
    if found:
        return found
    if not nominal and pronoun is None and _unnamed(read, first):
        return []  # "Construction took 2 years and | employed 40 people"
    previous = scope.previous
    if previous is None:
        return []
    if not personal and (names := carried()):
        return names[:2]
    if not personal and (home := topic.focus(scope.whole)):
        return list(home)
    return [m for m in subject_names(previous, 2) if (m.kind is EntityKind.PERSON) == personal]


def _judges(text: str, mention: EntityMention) -> bool:
    """Whether the name is of one who judges others' figures: "Lena Orth, an analyst at Voss Securities, who"."""
    after = text[mention.span.end : mention.span.end + _ROLE]
    return after.startswith(", ") and not words("analyst").isdisjoint(after.replace(",", " ").split()[:4])


def _complement(tokens: Sequence[Token], first: int) -> bool:
    """Whether "that" at `first` opens what somebody says ("told reporters that"), and goes back to no name."""
    if tokens[first].lower != "that":
        return False
    return tokens[first - 1].tag in ("VERB", "VBD", "VBN", "VBG") or any(
        base(t.lower) in words("telling") for t in tokens[max(0, first - 4) : first]
    )


def _is_definite(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether the stretch opens with "the" or "this" and a noun that stands for something named or told before."""
    while first < end and tokens[first].tag in ("CONJ", "ADV", "MARK"):
        first += 1
    if first >= end or tokens[first].lower not in ("the", "this", "these"):
        return False
    return any(t.lower in definite_heads() for t in tokens[first + 1 : min(end, first + 5)])


def _followed(standing: Standing, token: int) -> list[EntityMention]:
    """The name before a relative pronoun at `token`, or two joined ones."""
    before = list(standing.names_before(token))
    if not before or token - standing.reading.syntax.index(before[0].span.end - 1) >= _NEAR:
        return []
    if len(before) > 1 and standing.scope.text[before[1].span.end : before[0].span.start] in (" and ", "-"):
        return [before[1], before[0]]
    return before[:1]


def _earlier(standing: Standing, first: int, end: int, *, shared: bool, personal: bool) -> list[EntityMention]:
    """The subject of an earlier clause of the sentence."""
    read = standing.reading
    syntax = read.syntax
    if shared:
        # "Voss, which ..., has": the subject stands before the clause that came between
        fallback: list[EntityMention] = []
        for k in range(len(read.mentions) - 1, -1, -1):
            if read.at[k] >= end or end - read.at[k] > 40:
                continue
            following = read.following(k)
            apposed = following is not None and following.lower == ","
            joined = read.at[k] > 0 and read.tokens[read.at[k] - 1].lower in ("and", "but")
            opens = joined or not any(g.form is Form.FINITE for g in syntax.groups_in(syntax.clause(read.at[k]).first, read.at[k] + 1))
            if apposed and opens and not read.out[k] and read.mentions[k].method != "adjective":
                if not read.governed(k):
                    return [read.mentions[k]]
                # "Farmers in Peru, who ..., sold": at least where
                if syntax.clause(read.at[k]).first == 0 and first:
                    fallback = [read.mentions[k]]
        if fallback:
            return fallback
    else:
        # "Voss, which ..., said it expected": the subject of the whole stands before the clause that came between
        after = [k for k in range(len(read.mentions)) if (near := read.following(k)) is not None and near.lower == ","]
        if after and read.syntax.clause(read.at[after[0]]).first == 0 and not syntax.groups_in(0, read.at[after[0]] + 3):
            opening = read.mentions[after[0]]
            if not read.out[after[0]] and not read.governed(after[0]) and (opening.kind is EntityKind.PERSON) == personal:
                return [opening]
    for group in reversed([g for g in syntax.groups if g.first < first or (shared and g.first < end)]):
        zone = syntax.clause(group.first)
        head = read.head(zone.first, group.first)
        ranks = [head] if head is not None else range(bisect_left(read.at, zone.first), bisect_left(read.at, group.first))
        names = [
            read.mentions[k]
            for k in ranks
            if zone.first <= read.at[k] < group.first
            and not read.out[k]
            and not (read.mentions[k].kind in _TELLERS and read.tells(k, standing.governor))
            and not _is_agent(read, k)
        ]
        fitting = [m for m in names if (m.kind is EntityKind.PERSON) == personal]
        if fitting:
            return fitting[:2]
    return []


def _is_agent(read: Reading, k: int) -> bool:
    """Whether "by" after a participle governs the name: "the line, built by Voss, cost"; brackets beside it are the same name."""
    at = read.at[k]
    while (at and read.tokens[at - 1].tag in ("DET", "ADJ")) or (at and read.tokens[at - 1].lower == "("):
        at -= 1
    if at and k and read.tokens[at].lower == "(" and read.mentions[k - 1].name == read.mentions[k].name:
        return _is_agent(read, k - 1)
    return at > 1 and read.tokens[at - 1].lower == "by" and read.tokens[at - 2].tag == "VBN"


def _unnamed(read: Reading, first: int) -> bool:
    """Whether the verb before the clause at `first` has a subject of its own without a name or pronoun."""
    groups = [g for g in read.syntax.groups if g.first < first and g.form is Form.FINITE]
    if not groups:
        return False
    zone = read.syntax.clause(groups[-1].first)
    tokens = read.tokens[zone.first : groups[-1].first]
    return (
        any(t.tag == "NOUN" for t in tokens)
        and _pronoun(read.tokens, zone.first, groups[-1].first) is None
        and not any(t.lower in ("this", "these", "that", "those") for t in tokens)
    )


def _pronoun(tokens: Sequence[Token], first: int, end: int) -> Token | None:
    """The pronoun or possessive of a subject, or its "this" before a noun; nobody knows what "this" alone is."""
    for i in range(max(first, end - 3), end):
        if tokens[i].tag == "PRON" and tokens[i].lower in ("it", "they", "he", "she"):
            return tokens[i]
    for i in range(first, end):
        token = tokens[i]
        if token.lower in words("pronoun"):
            return token
        if token.lower in ("this", "these", "such") and i + 1 < end and tokens[i + 1].tag in ("NOUN", "ADJ", "NUM", "VBN"):
            return token
        if token.tag in ("NOUN", "NAME"):
            # a possessive may still follow: "The length of its lines"
            return next((t for t in tokens[i:end] if t.lower in ("its", "their", "his", "her")), None)
    return None


def told(scope: Scope) -> bool:
    """Whether an unnamed source tells the sentence ("Researchers found that ..."): it starts afresh."""
    syntax, read = scope.syntax, reading(scope)
    for group in syntax.groups:
        if group.verb in words("telling") and group.form is Form.FINITE and not group.passive:
            zone = syntax.clause(group.first)
            tokens = scope.tokens[zone.first : group.first]
            named = any(zone.first <= at < group.first for at in read.at)
            return not named and any(t.tag == "NOUN" for t in tokens) and not any(t.lower in words("pronoun") for t in tokens)
    return False


def subject_names(scope: Scope, back: int) -> list[EntityMention]:
    """Names in the subject of a sentence's main verb; where it has none, of the sentence before, up to `back` sentences."""
    read = reading(scope)
    found = _main_subject(read)
    if found:
        return found
    if back and scope.previous is not None and goes_on(scope):
        found = subject_names(scope.previous, back - 1)
        if found:
            return found
    return [m for k, m in enumerate(read.mentions) if not read.out[k] and m.kind is not EntityKind.PERSON][:1]


def _main_subject(read: Reading) -> list[EntityMention]:
    for group in read.syntax.groups:
        if group.parent is not None:
            continue
        zone = read.syntax.clause(group.first)
        head = read.head(zone.first, group.first)
        if head is not None and not read.tells(head, None):
            return [read.mentions[head]]
        names = [
            m for k, m in enumerate(read.mentions) if zone.first <= read.at[k] < group.first and not read.out[k] and not read.tells(k, None)
        ]
        if names:
            return names[:2]
    return []


def lead_in(scope: Scope) -> Scope | None:
    """The sentence with a colon that opens the list a list item belongs to, None for anything else."""
    if scope.segment.kind is not SegmentKind.LIST_ITEM or (
        scope.previous is not None and scope.previous.segment.span == scope.segment.span
    ):
        return None
    earlier = scope.previous
    while earlier is not None and earlier.segment.kind is SegmentKind.LIST_ITEM:
        earlier = earlier.previous
    if earlier is None or not earlier.quantities:
        return None
    return earlier if earlier.sentence.of(earlier.text).rstrip().endswith(":") else None


def goes_on(scope: Scope) -> bool:
    """Whether the sentence may go on from the one before: a part of the same kind."""
    return scope.previous is not None and scope.previous.segment.kind == scope.segment.kind
