"""Clauses and verb groups of one sentence: which verb governs a figure, with its auxiliaries, and what stands before and after it.

Everything is counted in token indexes (half-open) into the sentence's tokens; `Syntax.index` maps document offsets to them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from factdb.frame.lazy import lazy
from factdb.frame.verb import Form, VerbGroup, tag_at, verb_groups
from factdb.frozen import dataclass
from factdb.text import tagger
from factdb.text.clause_state import BARE_COMPLEMENT, MODAL
from factdb.text.forms import word_set
from factdb.text.tokens import Token, noun_phrase_end

__all__ = ["Clause", "Form", "Syntax", "VerbGroup", "parse"]


_OPENERS: Final = (word_set("relative") - {"than", "as", "of"}) | {"once"}
_BREAKS: Final = frozenset(";:\u2014\u2013()[]")
_CUTS: Final = _OPENERS | _BREAKS | {'"'}  # what `_openings` looks at
_RELATIVE_SUBJECTS: Final = frozenset({"that", "which", "who"})
_SPEECH_MARKS: Final = frozenset(",.:?!")
_BOUNDS: Final = word_set("bound_preposition")
_TELLING: Final = frozenset({"tell", "inform", "assure", "remind", "warn", "show"})
_SAYING: Final = word_set("clause_taking") | word_set("that_taking")
_CONTACT: Final = frozenset({"it", "they", "he", "she", "we", "i"})
_IN_AMOUNT: Final = tagger.SIGNS | frozenset("%-,")
_SIGNS: Final = tagger.SIGNS | {"%"}
_COORDINATORS: Final = frozenset({"and", "but", "or", "so", "yet", "nor"})
_CUTTING: Final = _COORDINATORS | {",", "than"}
_TIME_OPENERS: Final = frozenset({"after", "before", "until", "since", "once"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch with at most one finite verb group (none in a heading). `opener` is the word that subordinates it ("if", "which"), "(" for a bracket, or ""."""

    first: int
    end: int
    opener: str = ""


@dataclass(frozen=True)
class Syntax:
    """A sentence's tokens, verb groups and clauses, each in text order."""

    tokens: list[Token]
    groups: tuple[VerbGroup, ...]
    clauses: tuple[Clause, ...]

    @lazy
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @lazy
    def _clause_starts(self) -> list[int]:
        return [clause.first for clause in self.clauses]

    @lazy
    def _group_starts(self) -> list[int]:
        return [group.first for group in self.groups]

    @lazy
    def _governors(self) -> dict[tuple[int, int], VerbGroup | None]:
        return {}

    @lazy
    def _subjects(self) -> dict[int, tuple[int, int] | None]:
        return {}

    def index(self, offset: int) -> int:
        """Index of the token at document offset `offset`, or of the last one before it (0 at least)."""
        i = bisect_right(self._token_starts, offset)
        return i - 1 if i else 0

    def clause(self, i: int) -> Clause:
        """The clause that holds token `i`."""
        place = bisect_right(self._clause_starts, i)
        return self.clauses[place - 1 if place else 0]

    def groups_in(self, first: int, end: int) -> list[VerbGroup]:
        """Verb groups that start in tokens `[first, end)`."""
        starts = self._group_starts
        low = bisect_left(starts, first)
        return list(self.groups[low : bisect_left(starts, end)])

    def governor(self, start: int, end: int) -> VerbGroup | None:
        """The verb group that governs the figure at document offsets `[start, end)`.

        The nearest open one before it in its clause, else the finite one after it (a figure in the subject), else that of the clause
        before (an apposition, a bracket).
        """
        known = self._governors
        if (start, end) not in known:
            known[start, end] = self._governor(start, end)
        return known[start, end]

    def _governor(self, start: int, end: int) -> VerbGroup | None:
        i = self.index(start)
        clause = self.clause(i)
        after = self.index(end - 1) + 1
        before: list[VerbGroup] = []
        behind: list[VerbGroup] = []
        main = None
        for group in self.groups_in(clause.first, clause.end):
            if group.first < i:
                before.append(group)
            if group.first >= after:
                behind.append(group)
                if main is None and group.form is Form.FINITE:
                    main = group
        while before:
            group = before.pop()
            if group.form is Form.FINITE or main is None or not self._closed(group, i):
                return group
        if main or behind:
            return main or behind[0]
        resumed = self._resumed(clause)
        return resumed or next((group for group in reversed(self.groups) if group.first < i), None)

    def _resumed(self, clause: Clause) -> VerbGroup | None:
        """The verb of a clause that another one interrupts ("This $9 million barn, which ..., | stores hay"); None for brackets."""
        if clause.opener:
            return None
        for later in self.clauses[self.clauses.index(clause) + 1 :]:
            group = next((g for g in self.groups_in(later.first, later.end) if g.form is Form.FINITE), None)
            if not later.opener and group is not None:
                return group if self._first_phrase(later.first, group.first) is None else None
        return None

    def _closed(self, group: VerbGroup, i: int) -> bool:
        """Whether a comma ends a non-finite group's reach before token `i` ("The mill, built in 1990, | ...")."""
        return any(token.lower == "," for token in self.tokens[group.end : i])

    def lineage(self, group: VerbGroup) -> list[VerbGroup]:
        """`group` and the groups it hangs on, nearest first."""
        line = [group]
        while line[-1].parent is not None and len(line) < 6:
            line.append(self.groups[line[-1].parent])
        return line

    def subject(self, group: VerbGroup) -> tuple[int, int] | None:
        """Tokens of the noun phrase before `group` in its clause, without what hangs on it ("The length | of the line will be ...").

        The last index is its head's + 1. None where there is none (an imperative); a non-finite group takes its parent's.
        """
        if group.form is not Form.FINITE and group.parent is not None:
            return self.subject(self.groups[group.parent])
        known = self._subjects
        if group.first not in known:
            known[group.first] = self._subject(group)
        return known[group.first]

    def _subject(self, group: VerbGroup) -> tuple[int, int] | None:
        clause = self.clause(group.first)
        found = self._first_phrase(clause.first, group.first)
        place = self.clauses.index(clause)
        while found is None and not clause.opener and place:
            # "The plan, which ..., | will": the phrase stands before the clause that came between
            place -= 1
            if not self.clauses[place].opener:
                earlier = self.clauses[place]
                verbs = [g.first for g in self.groups_in(earlier.first, earlier.end) if g.form is Form.FINITE]
                found = self._first_phrase(earlier.first, verbs[0] if verbs else earlier.end)
        return found

    def _first_phrase(self, i: int, end: int) -> tuple[int, int] | None:
        """The first noun phrase of tokens `[i, end)` outside a prepositional phrase; after "In May, ..." the one behind the comma."""
        tokens, first, found = self.tokens, i, None
        while i < end:
            start = i
            while i < end and (
                tokens[i].tag in ("DET", "NUM", "POS", "ADJ")
                or ((i > start and tokens[i].lower in _IN_AMOUNT) and tag_at(tokens, i + 1) in ("NUM", "NOUN", "ADJ"))
            ):
                i += 1
            while i > start and tokens[i - 1].tag in ("ADJ", "MARK"):
                i -= 1
            stop = i + 1 if i < end and tokens[i].tag == "PRON" else min(noun_phrase_end(tokens, i), end) if i < end else end
            while i < stop < end and tokens[stop].tag == "POS":
                stop = max(stop + 1, noun_phrase_end(tokens, stop + 1))
            if stop == start:
                i = start + 1
                continue
            inner = (
                start > first
                and tokens[start - 1].tag == "PREP"
                and not (tokens[start - 1].lower in _BOUNDS and tokens[start].tag == "NUM")
            )
            if not inner and (found is None or (tokens[start - 1].lower == "," and self._opened_by_preposition(first))):
                found = (start, stop)
            i = stop
        return found or None

    def _opened_by_preposition(self, i: int) -> bool:
        return tag_at(self.tokens, i) in ("PREP", "ADV", "VBN", "VBG", "TO") or (
            tag_at(self.tokens, i) in ("CONJ", "MARK") and tag_at(self.tokens, i + 1) == "PREP"
        )

    def object(self, group: VerbGroup) -> tuple[int, int] | None:
        """Tokens of the noun phrase right after `group` (numbers and determiners included), None where there is none."""
        i = group.end
        while i < len(self.tokens) and (self.tokens[i].tag in ("DET", "NUM", "ADV") or self.tokens[i].lower in _SIGNS):
            i += 1
        end = noun_phrase_end(self.tokens, i)
        return (group.end, end) if end > i else None


def parse(tokens: list[Token]) -> Syntax:
    """Verb groups and clauses of one sentence's tokens."""
    groups = verb_groups(tokens)
    clauses = _clauses(tokens, groups)
    return Syntax(tokens, _attached(tokens, groups, clauses), clauses)


def _clauses(tokens: Sequence[Token], groups: Sequence[VerbGroup]) -> tuple[Clause, ...]:
    """Cut the sentence at subordinators, strong marks, and the last comma or coordinator before a second finite verb."""
    starts = _openings(tokens, groups)
    finite = [
        group
        for place, group in enumerate(groups)
        if group.form is Form.FINITE and not (place and _is_complement(tokens, groups[place - 1], group))
    ]
    for one, other in pairwise(finite):
        if any(one.end <= start <= other.first for start in starts):
            continue
        cuts = (i for i in range(other.first - 1, one.end - 1, -1) if tokens[i].lower in _CUTTING and _cuts(tokens, i))
        # without either: "he said | prices rose", "the strike that began on Monday | has cost", "bought the rye | it needs"
        relative = tag_at(tokens, one.first - 1) in ("PRON", "CONJ", "DET") and tokens[one.first - 1].lower in _RELATIVE_SUBJECTS
        relative = relative and (one.verb not in _SAYING or tag_at(tokens, one.end) in ("PREP", "ADV"))
        contact = other.first > one.end + 1 and tokens[other.first - 1].lower in _CONTACT and tokens[other.first - 2].tag == "NOUN"
        if one.verb in _TELLING:
            told = _told_clause(tokens, one.end, other.first)
            if told is not None:
                starts.setdefault(told, "")
                continue
        starts.setdefault(next(cuts, other.first if relative else other.first - 1 if contact else one.end), "")
    ordered = sorted(start for start in starts if start < len(tokens))
    spans = zip(ordered, [*ordered[1:], len(tokens)], strict=True)
    return tuple(Clause(start, end, starts[start]) for start, end in spans if end > start) or (Clause(0, 0),)


def _cuts(tokens: Sequence[Token], i: int) -> bool:
    """Whether the mark or word at token `i` can part two clauses: "fainter than | anything it could see", not "more than 40"."""
    amount = tag_at(tokens, i + 1) in ("NUM", "MARK", "ADV") or tag_at(tokens, i + 2) in ("NUM", "MARK")
    return tokens[i].lower != "than" or not amount


def _told_clause(tokens: Sequence[Token], i: int, end: int) -> int | None:
    """Where the clause starts that somebody is told: "told | lawmakers | the deficit would narrow"; None without such a listener."""
    while i < end and tokens[i].tag in ("DET", "NUM", "POS"):
        i += 1
    stop = i + 1 if i < end and tokens[i].tag == "PRON" else noun_phrase_end(tokens, i)
    return stop if i < stop < end and tokens[stop].tag in ("DET", "PRON", "NUM") else None


def _openings(tokens: Sequence[Token], groups: Sequence[VerbGroup]) -> dict[int, str]:
    """First token of each clause that a word or mark opens -> that word, "(" or ""."""
    starts: dict[int, str] = {0: ""}
    quoted = speech = False  # inside quotation marks; and these hold a clause, not a name or a phrase
    for i, token in enumerate(tokens):
        lower = token.lower
        if lower not in _CUTS:
            continue
        if lower == '"':
            quoted = not quoted
            if quoted:
                speech = i == 0 or tokens[i - 1].lower in _SPEECH_MARKS or tag_at(tokens, i - 1) in ("VERB", "VBD")
            if speech:
                starts.setdefault(i + 1, "")
        elif token.tag == "MARK" and lower in _BREAKS:
            starts.setdefault(i + 1, "(" if lower in "([" else "")
        elif (
            lower in _OPENERS
            and (token.tag in ("CONJ", "PRON", "ADV") or lower == "whose")
            and not any(group.first <= i < group.end for group in groups)
            and (lower not in _TIME_OPENERS or _finite_soon(tokens, groups, i))
        ):
            starts[i] = lower
    return starts


def _finite_soon(tokens: Sequence[Token], groups: Sequence[VerbGroup], i: int) -> bool:
    """Whether a finite group follows "after", "since" ... before the next mark: else the word is a preposition."""
    for group in groups:
        if group.first > i:
            between = tokens[i + 1 : group.first]
            joined = next((token.lower for token in reversed(between) if token.tag != "ADV"), "")
            if joined in ("and", "but"):
                return False  # "has hired 35 people since May and still has 12 openings"
            return group.form is Form.FINITE and len(between) < 12 and not any(token.tag == "MARK" for token in between)
    return False


def _attached(tokens: Sequence[Token], groups: list[VerbGroup], clauses: tuple[Clause, ...]) -> tuple[VerbGroup, ...]:
    """Groups with their parents."""
    out: list[VerbGroup] = []
    starts = [clause.first for clause in clauses]
    owners = [bisect_right(starts, group.first) for group in groups]  # which clause each group stands in
    for place, group in enumerate(groups):
        if group.form is Form.FINITE:
            out.append(_continued(tokens, out, group) if place and _bare(tokens, group) else group)
            continue
        parent = place - 1 if place else None
        if group.form is Form.INFINITIVE or owners[place] in owners[:place]:
            parent = next((k for k in range(place - 1, -1, -1) if owners[k] == owners[place]), parent)
        if parent is None:
            # a non-finite group that opens its clause hangs on the finite verb after it
            later = next((k for k in range(place + 1, len(groups)) if groups[k].form is Form.FINITE), None)
            parent = later if later is not None and owners[later] == owners[place] else None
        out.append(replace(group, parent=parent))
    # a verb that looked finite may have turned out to go on with the group before it: no group hangs on one that hangs on it
    return tuple(
        replace(group, parent=None)
        if group.parent is not None and group.parent > place and out[group.parent].form is not Form.FINITE
        else group
        for place, group in enumerate(out)
    )


def _continued(tokens: Sequence[Token], before: list[VerbGroup], group: VerbGroup) -> VerbGroup:
    """A bare verb that goes on with the infinitive or modal group before: "to buy and sell", "will see sales reach 5 tons"."""
    if _is_complement(tokens, before[-1], group):
        return replace(group, parent=len(before) - 1, form=Form.INFINITIVE)
    j = group.first - 1
    while j >= 0 and tokens[j].tag == "ADV":
        j -= 1
    if tokens[group.first].tag == "VBD" and tokens[j].lower == "but":
        return group  # "was meant to cost 2 but cost 5"
    model = _carrier(tokens, before) if j >= 0 and tokens[j].lower in ("and", "or", ",", "but") else None
    return group if model is None else replace(group, parent=model, shared=True, form=before[model].form)


def _is_complement(tokens: Sequence[Token], last: VerbGroup, group: VerbGroup) -> bool:
    """Whether a bare verb goes on with the one before and its object: "help Peru | modernise its ports"."""
    within = last.verb in BARE_COMPLEMENT and last.end < group.first and tokens[group.first - 1].tag in ("NOUN", "NAME", "PRON")
    return within and tokens[group.first].tag == "VERB" and _bare(tokens, group)


def _bare(tokens: Sequence[Token], group: VerbGroup) -> bool:
    """Whether the group is a lone base form."""
    token = tokens[group.first]
    return token.tag in ("VERB", "VBD") and group.end == group.first + 1 and tagger.base(token.lower) == token.lower


def _carrier(tokens: Sequence[Token], groups: list[VerbGroup]) -> int | None:
    """Place of the nearest group, from the last back, whose modal or "to" a coordinated bare verb shares."""
    for place in range(len(groups) - 1, max(-1, len(groups) - 4), -1):
        other = groups[place]
        chained = any(token.tag == "TO" for token in tokens[other.first : other.end])
        if other.shared or chained or (other.chain and other.chain[0] in MODAL):
            return place
        if other.form is Form.FINITE:
            return None
    return None
