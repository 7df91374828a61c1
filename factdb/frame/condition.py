"""Conditions of a sentence: if-clauses, "provided that", "in the event of", "Should the vote fail", and what only a condition makes true."""

from __future__ import annotations

from typing import Final, NamedTuple

from factdb.frame.clause import Form, Syntax, VerbGroup
from factdb.frame.scope import Scope
from factdb.frame.wording import Reading, words
from factdb.text import tagger
from factdb.values import Modality, Quantity

_UNSURE: Final = words("unsure", "verbs")
_OPENERS: Final = words("conditional")
_BEFORE_CLAUSE: Final = words("conditional", "before_clause")
_PHRASES: Final = tuple(tuple(phrase.split("_")) for phrase in sorted(words("conditional", "phrases")))
_ENDING_WITH: Final = {last: tuple(phrase for phrase in _PHRASES if phrase[-1] == last) for last in {phrase[-1] for phrase in _PHRASES}}
_PHRASE_STARTS: Final = frozenset(word for phrase in _PHRASES for word in phrase[-2:])
_INVERTED: Final = frozenset({"should", "were", "had"})
_SUBJECTS: Final = frozenset({"DET", "NAME", "NOUN", "PRON", "NUM", "ADJ"})
_MARKS: Final = frozenset({",", ";", "("})
_MORE: Final = words("conditional", "more")
_TRIGGERS: Final = frozenset({"without"}) | _OPENERS | _BEFORE_CLAUSE | _PHRASE_STARTS | _INVERTED


class Condition(NamedTuple):
    """Tokens `[first, end)` that a condition takes up; `unreal`: it tells of a past that was not."""

    first: int
    end: int
    unreal: bool = False


def condition(scope: Scope, quantity: Quantity, group: VerbGroup | None) -> Reading | None:
    """A condition in the sentence ("if_clause" when the figure stands in it), or an unreal past."""
    i = scope.syntax.index(quantity.span.start)
    for found in _conditions(scope):
        inside = found.first <= i < found.end
        rule = "counterfactual" if found.unreal else "if_clause" if inside else "if"
        return Reading(Modality.HYPOTHETICAL, found.first, found.first + 1, rule)
    tokens = scope.syntax.tokens
    perfect = group is not None and (group.chain[1:3] == ("have", "have") or any(t.tag == "VBN" for t in tokens[group.first : group.end]))
    if group and perfect and group.chain[0] in ("would", "could") and "have" in group.chain[1:2]:
        return Reading(Modality.HYPOTHETICAL, group.first, group.end, "counterfactual")
    return None


def _conditions(scope: Scope) -> list[Condition]:
    if scope.words.isdisjoint(_TRIGGERS):
        return []
    known = scope.memo.get("conditions")
    if not isinstance(known, list):
        known = scope.memo["conditions"] = _found(scope.syntax)
    return known


def _found(syntax: Syntax) -> list[Condition]:
    found = []
    for clause in syntax.clauses:
        if clause.opener in ("if", "unless"):
            before = syntax.tokens[clause.first - 1].lower if clause.first else ""
            if tagger.base(before) not in _UNSURE:
                found.append(Condition(clause.first, clause.end))
    tokens = syntax.tokens
    for i, token in enumerate(tokens):
        word = token.lower
        if word in _INVERTED and token.tag in ("AUX", "VBD") and token.text[0].isupper() and _inverted(syntax, i):
            found.append(Condition(i, _end(syntax, i), word == "had"))
        elif (
            (word == "without" and (i == 0 or (i + 1 < len(tokens) and tokens[i + 1].lower in _MORE)))
            or (word in _BEFORE_CLAUSE and _opens_clause(syntax, i))
            or (word in _PHRASE_STARTS and _ends_phrase(syntax, i))
        ):
            found.append(Condition(i, _end(syntax, i)))
    return found


def _end(syntax: Syntax, i: int) -> int:
    """The token behind the condition that opens at token `i`: at the next comma, else the end."""
    tokens = syntax.tokens
    return next((k for k in range(i + 1, len(tokens)) if tokens[k].lower in _MARKS), len(tokens))


def _inverted(syntax: Syntax, i: int) -> bool:
    """Whether an auxiliary before its subject opens a condition: "Should the vote fail, ...", "Were it to fail", no question."""
    tokens = syntax.tokens
    if i + 2 >= len(tokens) or tokens[i + 1].tag not in _SUBJECTS or tokens[-1].lower == "?":
        return False
    end = _end(syntax, i)
    inside = tokens[i + 1 : end]
    if end == len(tokens):
        return False
    if tokens[i].lower == "had":
        return any(token.tag in ("VBN", "VBD") for token in inside)
    if tokens[i].lower == "were":
        return any(token.tag == "TO" for token in inside)
    return any(group.first > i and group.first < end and group.form is not Form.GERUND for group in syntax.groups)


def _opens_clause(syntax: Syntax, i: int) -> bool:
    """Whether "provided", "assuming" open a clause: at the start or behind a mark, or with "that" after a noun."""
    tokens = syntax.tokens
    if i + 1 >= len(tokens):
        return False
    that = tokens[i + 1].lower == "that"
    opens = i == 0 or tokens[i - 1].lower in _MARKS or (that and tokens[i - 1].tag in ("NOUN", "NAME", "ADV", "NUM", "CONJ"))
    if not opens or not (that or tokens[i + 1].tag in ("DET", "PRON", "NAME", "NOUN", "ADJ")):
        return False
    end = _end(syntax, i)
    return any(i < group.first < end and group.form is Form.FINITE for group in syntax.groups)


def _ends_phrase(syntax: Syntax, i: int) -> bool:
    """Whether a phrase such as "in the event of" ends with token `i`; "as long as 30 years" is a length."""
    tokens = syntax.tokens
    for phrase in _ENDING_WITH.get(tokens[i].lower, ()):
        first = i + 1 - len(phrase)
        if first >= 0 and all(tokens[first + k].lower == word for k, word in enumerate(phrase)):
            return i + 1 < len(tokens) and tokens[i + 1].tag not in ("NUM", "ADV", "MARK")
    return False
