"""Whether what a source says goes on in the next sentence of the paragraph, or the article speaks again."""

from __future__ import annotations

from typing import Final

from factdb.frame.clause import Form, VerbGroup
from factdb.frame.modality import modality
from factdb.frame.scope import Scope
from factdb.frame.source import BODY_HEADS, GENERIC, Act, words
from factdb.values import EntityKind, Modality, Quantity

_LINKS: Final = words("link")
_HERSELF: Final = frozenset({"he", "she"})
_RELAYED: Final = frozenset({"data", "according", "found", "citing"})
_AGENTS: Final = frozenset({EntityKind.BODY, EntityKind.COMPANY, EntityKind.PERSON})
_ITSELF: Final = frozenset({"it", "they", "its", "their"})
_OPEN: Final = frozenset({Modality.PROJECTED, Modality.HYPOTHETICAL})
_PLANNING: Final = words("planning", "verbs") | words("committing", "verbs")
_OWNERS: Final = frozenset({"its", "their", "his", "her"})
_AHEAD: Final = frozenset({"will", "would", "shall", "should", "could", "can", "may", "might"})
_POINTERS: Final = frozenset({"this", "that", "these", "those"})
_TIMES: Final = words("link", "times")
_STANDING: Final = words("standing", "verbs")
_STOCK: Final = words("stock")
_PRESENT: Final = words("at_present")
_SHORT: Final = 4  # letters: shorter words tell no subject


def goes_on(scope: Scope, quantity: Quantity | None, act: Act, before: Scope) -> bool:
    """Whether the unquoted sentence of `scope` belongs to `act`, the last one of its paragraph, made in the sentence `before`."""
    group = _main(scope)
    if group is None:
        return act.rule in _RELAYED or not _LINKS.isdisjoint(scope.words)
    subject = scope.syntax.subject(group)
    if _of_shares(scope, subject):
        return False
    if subject and scope.tokens[subject[1] - 1].lower in GENERIC and act.source.span.of(scope.text)[:1].isupper():
        return False  # "Analysts had expected 5 percent": nobody in particular
    linked = _linked(scope, group)
    if act.rule in ("committed", "planned"):
        if group.chain[0] == "would" and before is scope.previous:
            return True  # reported speech goes on: "The mill would then employ 30"
        return _same_subject(scope, act) and not (quantity and _aside(scope, quantity, of_object=True))
    if act.rule in ("own_plan", "estimated"):
        open_ended = quantity is not None and modality(scope, quantity).value in _OPEN
        back = scope.tokens[0].lower in _LINKS or not scope.words.isdisjoint(("them", "these", "those"))
        return open_ended or _is_put(group) or (linked and back)
    if _background(scope, quantity):
        return False
    if _other_agent(scope, act, subject, group):
        return False
    direct = not act.leading and '"' in scope.text[before.sentence.start : act.position]
    if direct:
        return scope.tokens[0].lower in _HERSELF
    if _about_itself(scope, act, subject) and group.verb in _STANDING and _present(group):
        return False
    bare = subject is not None and scope.tokens[subject[1] - 1].tag == "NUM"  # "Some 240 had fled": of those told of before
    plain = len(group.chain) == 1 and sum(g.form is Form.FINITE for g in scope.syntax.groups) == 1  # "comes from", of a known state
    if linked or bare or (act.rule in _RELAYED and not plain):
        return True
    return not (_present(group) and group.chain[0] not in _PLANNING and not _shares_words(scope, before))


def _main(scope: Scope) -> VerbGroup | None:
    finite = (g for g in scope.syntax.groups if g.form is Form.FINITE and not scope.syntax.clause(g.first).opener)
    return next(finite, None)


def _linked(scope: Scope, main: VerbGroup) -> bool:
    """Whether the sentence points back: "of these", "another 14", "its members", "the others"; not "this year"."""
    found = _LINKS & scope.words - _POINTERS
    if found - _OWNERS or (found and any(t.lower in _OWNERS for t in scope.tokens[: main.first])):
        return True  # "its members want", not "the museum needs 5 for its roof"
    near = zip(scope.tokens, scope.tokens[1:], strict=False) if _POINTERS & scope.words else ()
    return any(one.lower in _POINTERS and two.lower not in _TIMES for one, two in near)


def _present(group: VerbGroup) -> bool:
    """Whether the verb tells what is so in the present ("pays", "has been built"), no modal."""
    return not group.past and group.chain[0] not in ("will", "would", "can", "could", "may", "might", "must", "shall", "should")


def _to_come(group: VerbGroup) -> bool:
    """Whether the verb tells what will be."""
    return group.chain[0] in _AHEAD or (group.chain[0] == "be" and len(group.chain) > 1) or group.verb in _PLANNING


def _is_put(group: VerbGroup) -> bool:
    """Whether an amount is put, seen or estimated by somebody unnamed: "the crop is now put at 5 tons"."""
    return group.passive and group.verb in ("put", "see", "estimate", "forecast", "project", "expect", "predict", "reckon")


def describes(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure stands in a relative clause that introduces a name: "..., which runs 5 mills"."""
    clause = scope.syntax.clause(scope.syntax.index(quantity.span.start))
    if clause.opener not in ("which", "who"):
        return False
    group = next((g for g in scope.syntax.groups_in(clause.first, clause.end) if g.form is Form.FINITE), None)
    stands = group is not None and _present(group) and group.verb in _STANDING and group.verb != "be"
    return stands and group is not None and group.first <= clause.first + 1


def _background(scope: Scope, quantity: Quantity | None) -> bool:
    """Whether the sentence has words, or the figure a relative clause, that tell what holds anyway."""
    return not _PRESENT.isdisjoint(scope.words) or (quantity is not None and _aside(scope, quantity, of_object=False))


def _aside(scope: Scope, quantity: Quantity, *, of_object: bool) -> bool:
    """Whether the figure stands in a relative clause in the present; `of_object`: one with a subject of its own ("which 900 cars use")."""
    clause = scope.syntax.clause(scope.syntax.index(quantity.span.start))
    if clause.opener not in ("which", "who", "whose", "where"):
        return False
    group = next((g for g in scope.syntax.groups_in(clause.first, clause.end) if g.form is Form.FINITE), None)
    return group is not None and _present(group) and not (of_object and group.first <= clause.first + 1)


def _of_shares(scope: Scope, subject: tuple[int, int] | None) -> bool:
    """Whether the sentence tells how a firm's shares moved: the article's own words."""
    return subject is not None and scope.tokens[subject[1] - 1].lower in _STOCK


def _about_itself(scope: Scope, act: Act, subject: tuple[int, int] | None) -> bool:
    """Whether the subject is the one that spoke: "it", its name, "the brewer"."""
    if subject is None:
        return False
    first, last = scope.tokens[subject[0]], scope.tokens[subject[1] - 1]
    if first.lower in _ITSELF - {"its", "their"}:
        return True
    named = any(m.name == act.source.name and first.start <= m.span.start < last.end for m in scope.entities)
    return named or (first.lower == "the" and last.tag == "NOUN" and (last.lower in BODY_HEADS or last.lower.endswith("er")))


def _other_agent(scope: Scope, act: Act, subject: tuple[int, int] | None, group: VerbGroup) -> bool:
    """Whether the sentence tells what another body, company or person does: no more of the source's words or data."""
    if subject is None:
        return False
    first, last = scope.tokens[subject[0]], scope.tokens[subject[1] - 1]
    agents = [m for m in scope.entities if first.start <= m.span.start and m.span.end == last.end and m.kind in _AGENTS]
    if agents:
        return all(mention.name != act.source.name for mention in agents) and (act.rule in _RELAYED or _present(group))
    return act.rule in _RELAYED and first.lower == "the" and last.lower in BODY_HEADS


def _same_subject(scope: Scope, act: Act) -> bool:
    """Whether the sentence goes on about the plans of the body that spoke: it names that body, or "this" plan."""
    for group in scope.syntax.groups:
        subject = scope.syntax.subject(group) if group.form is Form.FINITE else None
        if subject is None:
            continue
        first, last = scope.tokens[subject[0]], scope.tokens[subject[1] - 1]
        agents = [m for m in scope.entities if m.span.end == last.end and m.kind in _AGENTS]
        other = first.lower in ("its", "their") and bool(agents) and all(m.name != act.source.name for m in agents)
        itself = first.lower in _ITSELF or (first.lower == "the" and last.lower in BODY_HEADS)
        if itself and not _to_come(group):
            return False  # "It runs 51 now": what the body does and has anyway
        if (itself and not other) or (first.lower == "this" and subject[1] > subject[0] + 1):
            return True
        named = next((m for m in scope.entities if m.name == act.source.name and first.start <= m.span.start < last.end), None)
        if named:
            done = named.span.end == last.end and (group.past or group.chain[0] == "have" or group.verb in _STANDING)
            return not done and not scope.text.startswith("'s", named.span.end)  # what the body did before; its announcement
    return False


def _shares_words(scope: Scope, before: Scope) -> bool:
    """Whether the sentence takes up a noun of the one before."""
    nouns = {t.lower[:6] for t in before.tokens if t.tag == "NOUN" and len(t.lower) >= _SHORT}
    return any(t.lower[:6] in nouns for t in scope.tokens if t.tag == "NOUN" and len(t.lower) >= _SHORT)
