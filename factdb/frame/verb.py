"""Verb groups of one sentence: a verb with its auxiliaries, negation and the verbs that it chains."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from factdb.frozen import dataclass
from factdb.text import tagger
from factdb.text.clause_state import BARE_COMPLEMENT, MODAL, NONFINITE, VERBS
from factdb.text.forms import BE, word_set
from factdb.text.tokens import Token

_NEGATIVE: Final = word_set("negation")
_PAST: Final = word_set("past_auxiliary")
_BEFORE_TO: Final = frozenset({"have", "has", "had", "be", "is", "are", "was", "were", "ought"})
_COURSES: Final = word_set("course")
_TELLING: Final = frozenset({"say", "add", "note", "warn", "argue", "claim", "estimate", "believe", "think", "show", "find", "insist"})
_STANDING: Final = frozenset({"about", "on"})
_PHRASE: Final = frozenset({"NUM", "NAME", "DET", "ADJ", "NOUN", "PREP"})
_STARTS: Final = VERBS | {"AUX", "TO"}
_MODIFIED: Final = frozenset({"DET", "ADJ", "POS", "NUM", "PREP", "CONJ", "VERB", "VBD", "VBN", "VBG", "ADV", "AUX", "TO"})


class Form(StrEnum):
    """How a verb group stands in its clause."""

    FINITE = "finite"  # rose, will build, plans to sell
    INFINITIVE = "infinitive"  # to build
    GERUND = "gerund"  # creating, by selling
    PARTICIPLE = "participle"  # (a plant) built in 1990


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries and the verbs that it chains: "is not expected to be able to carry" is one group.

    `first`/`end` are token indexes; `main` is the last full verb's; `chain` holds the base forms in order without "to" ("be",
    "expect", "be", "carry"; modals as written); `parent` is the place in `clause.Syntax.groups` of the group that a non-finite group
    hangs on, or that a coordinated bare verb shares its auxiliaries with ("will build X and sell Y"; then `shared`).
    """

    first: int
    end: int
    main: int
    chain: tuple[str, ...]
    form: Form
    negated: bool = False
    passive: bool = False
    past: bool = False
    parent: int | None = None
    shared: bool = False

    @property
    def verb(self) -> str:
        """Base form of the last full verb."""
        return self.chain[-1]


def tag_at(tokens: Sequence[Token], i: int) -> str:
    """The tag of token `i`, "" outside the sentence."""
    return tokens[i].tag if 0 <= i < len(tokens) else ""


def verb_groups(tokens: Sequence[Token]) -> list[VerbGroup]:
    """Maximal verb chains in order."""
    groups: list[VerbGroup] = []
    end = 0
    for i, (_, _, _, _, tag) in enumerate(tokens):
        if tag not in _STARTS or i < end:
            continue
        if tag not in ("VBN", "VBG") or _heads_group(tokens, i):
            group = _GroupReader(tokens, i).read()
            groups.append(group)
            end = group.end
    return groups


def _heads_group(tokens: Sequence[Token], i: int) -> bool:
    """Whether the participle or -ing form `i` is a verb of its own, not a modifier of the noun after it ("revised plans")."""
    following = tag_at(tokens, i + 1)
    if tokens[i].tag == "VBG":
        if following in ("DET", "NUM", "PRON", "PREP", "TO", "") or (following == "MARK" and tokens[i + 1].lower in tagger.SIGNS):
            return tokens[i].lower != "according"
        return tag_at(tokens, i - 1) in ("", "PREP", "NOUN", "NAME", "CONJ", "MARK", "VERB", "VBD", "PRON")
    if following in ("NOUN", "NAME", "ADJ", "VBN", "VBG"):
        return tag_at(tokens, i - 1) not in _MODIFIED
    return True


class _GroupReader:
    """Reads one verb group from its first token on; `i` is the token that is looked at."""

    def __init__(self, tokens: Sequence[Token], first: int) -> None:
        self.tokens = tokens
        self.first = self.i = self.main = self.end = first
        self.chain: list[str] = []
        self.negated = first > 0 and tokens[first - 1].lower in _NEGATIVE
        self.passive = self.full = False
        self.auxiliary = ""  # the auxiliary read last, while no full verb has followed

    def read(self) -> VerbGroup:
        tokens, count, take = self.tokens, len(self.tokens), self._take
        while self.i < count and take(tokens[self.i]):
            self.i += 1
        start = tokens[self.first]
        past = start.tag == "VBD" or start.lower in _PAST
        end = max(self.end, self.first + 1)
        return VerbGroup(self.first, end, self.main, tuple(self.chain) or ("to",), _form(start), self.negated, self.passive, past)

    def _take(self, token: Token) -> bool:
        """Whether the token belongs to the group, which then knows it."""
        _, _, _, lower, tag = token
        if tag == "TO":
            return self._infinitive()
        if tag == "AUX":
            return self._auxiliary(token)
        if tag in VERBS:
            return self._verb(token)
        if self.auxiliary in BE and not self.full and lower in _STANDING and self._stands():
            return True  # "is about to", "is on track to"
        if tag == "ADV" or lower in _NEGATIVE:
            self.negated = self.negated or lower in _NEGATIVE
            return True
        if tag == "ADJ" and self.auxiliary in BE and tag_at(self.tokens, self.i + 1) == "TO":
            self.chain.append(token.lower)  # "is able to", "is ready to"
            self.full = True
            return True
        return bool(self.auxiliary) and not self.full and self._insertion(token)

    def _stands(self) -> bool:
        """Step over "about" or "on track" before "to"."""
        tokens, i = self.tokens, self.i
        if tokens[i].lower == "on":
            i += 1
            if i >= len(tokens) or tokens[i].lower not in _COURSES:
                return False
        if i + 1 >= len(tokens) or tokens[i + 1].lower != "to" or tag_at(tokens, i + 2) == "NUM":
            return False
        self.chain.append(tokens[i].lower)
        self.full = True
        self.i = i
        return True

    def _infinitive(self) -> bool:
        if self.i > self.first and not self.full and self.auxiliary not in _BEFORE_TO:
            return False
        self.auxiliary, self.full = "to", False
        return True

    def _auxiliary(self, token: Token) -> bool:
        if self.full:
            return False
        self.chain.append(tagger.auxiliary(token.lower))
        self.auxiliary = token.lower
        self.negated = self.negated or token.lower.endswith(("n't", "cannot"))
        self.main, self.end = self.i, self.i + 1
        return True

    def _verb(self, token: Token) -> bool:
        if self.full:
            bare = token.tag == "VERB" and self.chain[-1] in BARE_COMPLEMENT  # to help ease
            chained = (
                token.tag == "VBG"
                and self.chain[-1] not in _TELLING
                and self.tokens[self.i - 1].tag in VERBS
                and _heads_group(self.tokens, self.i)
            )  # began selling
            if not bare and not chained:
                return False
        self.chain.append(tagger.base(token.lower))
        self.passive = token.tag == "VBN" and self.auxiliary in BE
        self.auxiliary, self.full = "", True
        self.main, self.end = self.i, self.i + 1
        return True

    def _insertion(self, token: Token) -> bool:
        """Step over what stands between an auxiliary and its verb: a quotation mark, ", by 2030,", "in 2030"."""
        tokens, i = self.tokens, self.i
        if token.lower == '"':
            return True
        if token.lower == ",":
            closing = next((j for j in range(i + 1, min(i + 9, len(tokens))) if tokens[j].lower == ","), 0)
            if closing and tag_at(tokens, closing + 1) in ("VERB", "VBN"):
                self.i = closing
                return True
        elif self.auxiliary in MODAL and token.tag == "PREP":
            verb = next((j for j in range(i + 1, min(i + 5, len(tokens))) if tokens[j].tag == "VERB"), 0)
            if verb and all(tokens[j].tag in _PHRASE for j in range(i, verb)):
                self.i = verb - 1
                return True
        return False


def _form(start: Token) -> Form:
    """The form of the group that opens with this token."""
    if start.tag == "TO":
        return Form.INFINITIVE
    if start.tag == "VBG" or start.lower in ("being", "having"):
        return Form.GERUND
    return Form.PARTICIPLE if start.tag == "VBN" or start.lower in NONFINITE else Form.FINITE
