"""How a sentence tells what "would" be: reported, thought of, usual, in a story of somebody."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from factdb.frame.clause import Form, Syntax, VerbGroup
from factdb.frame.wording import words
from factdb.lexicon import table
from factdb.values import Quantity

_BEFORE_DOING: Final = frozenset({"that", '"', ","})
_USUAL: Final = words("story", "usual")
_SPANS: Final = words("story", "spans")
REPORTING: Final = frozenset(table("words")["that_taking"]["words"].split())
_NARRATIVE_SUBJECTS: Final = frozenset({"he", "she"})


def _no_phrase(syntax: Syntax, first: int, end: int) -> bool:
    """Whether nothing but an opening phrase with its comma stands in tokens `[first, end)`: "According to it, | linking them would"."""
    if end == first:
        return True
    tokens = syntax.tokens[first:end]
    opened = tokens[0].tag in ("PREP", "VBG") and tokens[-1].lower == ","
    return opened or (len(tokens) == 1 and tokens[0].lower in _BEFORE_DOING)


def thought_of(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> bool:
    """Whether "would" only weighs something: "whether they would pay 20 euros", "linking them would cost 6 million", "would have to sell 5 to break even"."""
    clause = syntax.clause(group.first)
    if clause.opener == "whether":
        return True
    doing = next((g for g in syntax.groups_in(clause.first, group.first) if g.form is Form.GERUND), None)
    if (
        doing is not None
        and _no_phrase(syntax, clause.first, doing.first)
        and not any(t.lower == "," for t in syntax.tokens[doing.first : group.first])
    ):
        return True
    if group.chain[1:2] != ("have",) or not any(token.tag == "TO" for token in syntax.tokens[group.first : group.end]):
        return False
    i = syntax.index(quantity.span.end - 1)
    return any(g.form is Form.INFINITIVE for g in syntax.groups_in(i + 1, clause.end))


def usual(syntax: Syntax) -> bool:
    """Whether the sentence tells of "a normal day", "a typical week"."""
    tokens = syntax.tokens
    return any(a.lower in _USUAL and b.lower in _SPANS for a, b in pairwise(tokens))


def no_doer(syntax: Syntax, subject: tuple[int, int] | None) -> bool:
    """Whether a subject is no name or person that plans, so that what it would do is foretold."""
    return subject is not None and not any(token.tag in ("NAME", "PRON") for token in syntax.tokens[slice(*subject)])


def told(syntax: Syntax) -> bool:
    """Whether a verb of the sentence reports, so that "would" is a "will" in reported speech."""
    return any(group.form is Form.FINITE and group.verb in REPORTING for group in syntax.groups)


def person(syntax: Syntax, group: VerbGroup) -> bool:
    """Whether the subject is "he", "she" or nothing but a name of two words."""
    subject = syntax.subject(group)
    if subject is None:
        return False
    words_of = syntax.tokens[slice(*subject)]
    named = len(words_of) > 1 and all(token.tag == "NAME" and token.text.istitle() for token in words_of)
    return named or words_of[0].lower in _NARRATIVE_SUBJECTS
