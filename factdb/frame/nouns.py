"""Noun phrases and clauses to the left of a figure, token by token."""

from __future__ import annotations

from typing import Final

from factdb.text.clause_state import VERBS
from factdb.text.tokens import Token

NOUNS: Final = frozenset(("NOUN", "NAME"))
HARD: Final = frozenset(';\u2014\u2013"')
RELATIVE: Final = frozenset(("which", "that", "who", "whom"))
SUBORDINATE: Final = frozenset(("that", "if", "while", "because", "although", "though", "whereas", "unless", "when"))
_JOINING: Final = frozenset(("and", "but", "while", "as"))
_OPENING: Final = frozenset(("the", "its", "their", "his", "her", "our", "my", "that", "these", "those", "this", "a", "an"))
_CLAUSAL: Final = frozenset(("which", "who", "whose", "where", "when", "whom"))
_ASIDE: Final = 30  # tokens of a relative clause between commas
_ITEMS: Final = 9  # tokens of a list back to its "of"
INSIDE: Final = "&-'/"  # marks that a noun phrase may hold


def head_noun(tokens: list[Token], phrase: tuple[int, int]) -> int | None:
    """Index of the last noun before the first preposition or participle of a phrase, None without nouns."""
    head = None
    for i in range(*phrase):
        if tokens[i].tag in NOUNS:
            head = i
        elif tokens[i].tag in ("PREP", "TO", "VBN", "VBG") and head is not None:
            break
    return head


def open_bracket(tokens: list[Token], i: int) -> int:
    """Index of the "(" that the ")" at `i` closes, `i` itself where there is none."""
    for j in range(i - 1, max(-1, i - 40), -1):
        if tokens[j].lower in "([":
            return j
    return i


def is_verb(tokens: list[Token], k: int) -> bool:
    """Whether a word that the tagger takes for a noun is a verb by its neighbours."""
    lower = tokens[k].lower
    return lower[-1] == "s" and (
        tokens[k - 1].lower in ("this", "that", "it", "which") or (k + 1 < len(tokens) and tokens[k + 1].lower == "at")
    )


def comma_before(tokens: list[Token], i: int) -> int | None:
    """Index of the comma that opens the parenthesis which the one at `i` closes, None where a verb or a hard mark comes first."""
    for j in range(i - 1, max(-1, i - 9), -1):
        if tokens[j].lower == ",":
            return j
        if tokens[j].tag in VERBS or tokens[j].lower in HARD:
            return None
    return None


def as_clause(tokens: list[Token], k: int) -> bool:
    """Whether the "as" at `k` opens a clause: "shed staff as the index | fell"."""
    return (
        tokens[k + 1].tag in ("DET", "NAME")
        and tokens[k].tag == "CONJ"
        and k > 0
        and tokens[k - 1].lower not in ("such", "well", "known", "as")
    )


def by_a(tokens: list[Token], k: int) -> bool:
    """Whether "by a" or "to an" stands before token `k`."""
    return tokens[k - 1].lower in ("a", "an") and tokens[k - 2].lower in ("by", "to")


def subject(tokens: list[Token], verb: int) -> tuple[int, int] | None:
    """The noun phrase before a verb, with what hangs on it ("tourists travelling to Peru")."""
    k = verb - 1
    while k >= 0 and (tokens[k].tag in ("AUX", "ADV", "TO") or tokens[k].tag in VERBS or (tokens[k].lower == "there" and k)):
        k -= 1
    if k >= 0 and tokens[k].tag == "PRON" and tokens[k].lower in RELATIVE:
        k -= 1
    if k >= 0 and tokens[k].lower == ",":
        opened = aside_before(tokens, k)
        k = (k if opened is None else opened) - 1
    end = k + 1
    if k >= 0 and tokens[k].lower == ")":
        # "The Total Fertility Rate (TFR) | fell"
        end = k = open_bracket(tokens, k)
        k -= 1
    while k >= 0:
        token = tokens[k]
        if (
            token.tag in ("VERB", "VBD", "AUX", "PRON")
            or (token.tag == "MARK" and token.lower not in INSIDE)
            or token.lower in SUBORDINATE
            or (token.lower == "as" and as_clause(tokens, k))
        ):
            break
        k -= 1
    if k > 0 and tokens[k].lower == ",":
        k = _list_before(tokens, k, end)
    elif k >= 0 and tokens[k].tag in ("VERB", "VBD"):
        # "shed customers at home and | its revenue abroad | fell": what the verb before acts on is no part of it
        joined = (j for j in range(end - 2, k + 1, -1) if tokens[j].lower in _JOINING and tokens[j + 1].lower in _OPENING)
        k = next(joined, k)
    return (k + 1, end) if k + 1 < end else None


def aside_before(tokens: list[Token], i: int) -> int | None:
    """Index of the comma that opens what the one at `i` closes, a relative clause or a phrase without a verb, after a noun."""
    acts = False
    for j in range(i - 1, max(0, i - _ASIDE), -1):
        if tokens[j].lower in HARD:
            return None
        if tokens[j].lower == "," and tokens[j - 1].tag in NOUNS:
            if tokens[j + 1].lower in _CLAUSAL or (tokens[j + 1].tag == "PREP" and tokens[j + 2].lower in _CLAUSAL):
                return j
            if not acts:
                return j
        acts = acts or tokens[j].tag in ("VERB", "VBD", "AUX")
    return None


def _list_before(tokens: list[Token], k: int, end: int) -> int:
    """The token before a list that the phrase from `k` + 1 ends: "exports of | nuts, cassava and rubber | rose"; `k` where there is none."""
    said = tokens[k + 1 : end]
    joined = next((n for n, token in enumerate(said) if token.lower in ("and", "or")), 0)
    if not joined or any(token.tag not in ("NOUN", "NAME", "ADJ") for token in said[:joined]):
        return k
    for j in range(k - 1, max(-1, k - _ITEMS), -1):
        if tokens[j].tag in ("VERB", "VBD", "AUX", "PRON") or tokens[j].lower in HARD:
            return k
        if tokens[j].lower == "of":
            start = j
            while start > 0 and tokens[start - 1].tag in ("NOUN", "NAME", "ADJ", "DET", "POS"):
                start -= 1
            return start - 1
    return k
