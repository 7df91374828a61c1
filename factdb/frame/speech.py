"""Speech acts of one sentence: who says, finds or promises, and which figures that covers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from factdb.frame import forms, speaker
from factdb.frame.clause import Form, VerbGroup
from factdb.frame.phrase import unnamed
from factdb.frame.relay import CITING, OWN_PLAN, by_agent, relays
from factdb.frame.scope import Scope
from factdb.frame.source import BODY_HEADS, NAMED, SOURCE_NOUNS, Act, Source, words
from factdb.text import tagger
from factdb.text.clause_state import VERBS
from factdb.values import EntityKind, Span

_SAYING: Final = words("saying", "verbs")
_OBJECT_VERBS: Final = words("object_verb", "verbs")
_PLAIN_SPEECH: Final = words("plain_speech", "verbs")
_FINDING: Final = words("finding", "verbs")
_NEED_CLAUSE: Final = words("finding", "need_clause")
_FORETELL: Final = words("finding", "foretell")
_RECORDING: Final = words("recording", "verbs")
_COMMITTING: Final = words("committing", "verbs")
_PLANNING: Final = words("planning", "verbs")
_GOAL: Final = words("planning", "goal")
_COUNTERS: Final = words("recording", "counters")
_ASIDE: Final = words("aside")
_RESUME: Final = words("resume")
_PLAIN_AUXILIARIES: Final = frozenset({"have", "be", "do"})
_FIRMS: Final = frozenset({EntityKind.BODY, EntityKind.COMPANY})
_PLANNERS: Final = _FIRMS | {EntityKind.OTHER}
_COUNTING: Final = frozenset({EntityKind.BODY, EntityKind.COMPANY, EntityKind.COUNTRY, None})
_PROMISING: Final = NAMED | {EntityKind.BODY, EntityKind.COMPANY, EntityKind.COUNTRY, EntityKind.PROJECT}
_CLAUSE_WORDS: Final = frozenset({"and", "or", "that", "how", "why", "whether", "if"})
_BEFORE_INVERSION: Final = frozenset({",", '"', "'", "\u2014", "\u2013", "?", "!"})
_TURNS: Final = frozenset({",", "but", "while", "although", "though", "whereas"})
_NAMING: Final = frozenset({"DET", "ADJ", "NAME", "NOUN", "POS", "PREP", "VBG", "VBN"})
_MADE: Final = frozenset({"by", "from"})
# forms of the verbs that a statement is made with
_SPEECH: Final = _SAYING | _RECORDING | _FINDING | _COMMITTING | _PLANNING | {"put", "see"}
_FORMS: Final = forms.listed(_SPEECH) | (_SPEECH - tagger.verb_forms().keys())
# words without one of which a sentence holds no act; a source noun needs "by" or "from", and only figures need plans
_TRIGGERS: Final = forms.listed(_SPEECH) | CITING | {"according"}


def acts(scope: Scope) -> tuple[Act, ...]:
    """Speech acts of a sentence in text order."""
    found = scope.memo.get("acts")
    if found is None:
        scope.memo["acts"] = ()  # what is being worked out looks back, never at itself
        found = scope.memo["acts"] = tuple(sorted(_find(scope), key=lambda act: act.position)) if _may_speak(scope) else ()
    return cast("tuple[Act, ...]", found)


def _may_speak(scope: Scope) -> bool:
    present = scope.words
    if not _TRIGGERS.isdisjoint(present) or not (_MADE.isdisjoint(present) or SOURCE_NOUNS.isdisjoint(present)):
        return True
    return not OWN_PLAN.isdisjoint(present) and bool(scope.quantities)


def _find(scope: Scope) -> Iterator[Act]:
    yield from relays(scope)
    tokens = scope.tokens
    for group in scope.syntax.groups:
        for i in range(group.first, group.end):
            if tokens[i].lower in _FORMS:
                break
        else:
            continue
        act = _Statement(scope, group).act() if tokens[group.main].lower not in CITING else None
        if act:
            yield act


class _Statement:
    """One verb group read as a statement: "said that ...", "..., said X", "estimates the cost at 5", "has pledged to plant"."""

    def __init__(self, scope: Scope, group: VerbGroup) -> None:
        self.scope, self.group, self.tokens = scope, group, scope.tokens
        self.main, self.end = group.main, group.end
        if self.tokens[group.main].tag == "VBG" and group.main > group.first and self.tokens[group.main - 1].tag in ("VBD", "VERB"):
            self.main, self.end = group.main - 1, group.main  # "said | stopping now would be costly"
        self.following = self.tokens[self.end] if self.end < len(self.tokens) else None
        self.next_group = next((g for g in scope.syntax.groups if g.first >= group.end), None)
        inside = self.tokens[group.first : self.end]
        main = tagger.base(self.tokens[self.main].lower)
        self.verb = next((tagger.base(token.lower) for token in inside if token.tag in VERBS), main)
        # "has pledged to plant" commits; "is expected to say" says nothing
        alone = self.verb == main and not any(token.tag == "TO" for token in inside)
        self.saying = alone and main in _SAYING
        self.recording = alone and main in _RECORDING
        self.finding = alone and (
            main in _FINDING or self.recording or (main == "put" and self._placed()) or (main == "see" and self._foresees())
        )
        awaited = group.chain[0] == "be" and group.chain[1:2] == ("expect",)  # "is expected to", by nobody in particular
        self.planning = self.verb in _PLANNING and not alone and group.form is Form.FINITE and not awaited
        goal = alone and main in _GOAL and self.following is not None and self.following.lower in ("for", "at")
        self.planning = self.planning or (goal and group.form is Form.FINITE)
        self.committing = self.verb in _COMMITTING or self.planning
        # what someone may or will say is not said
        self.modal = any(token.tag == "AUX" and tagger.auxiliary(token.lower) not in _PLAIN_AUXILIARIES for token in inside)

    def act(self) -> Act | None:
        if self.modal or not (self.saying or self.finding or self.committing):
            return None
        announced = self.group.form is Form.PARTICIPLE and self.following is not None and self.following.lower == "by"
        if self.group.passive or announced:
            return by_agent(self.scope, self.group) if self.saying or self.committing else None
        inverted = self._inverted()
        found = speaker.behind(self.scope, self.end) if inverted else self._subject()
        if found is None:
            found = self._somebody() if self.saying and self.group.form is Form.FINITE else None
        if found is None:
            return None
        trailing = inverted or (not self.planning and self._ends() and self._content_before(found.span.start))
        clause = self._has_clause()
        if not self._speaks(found, trailing=trailing, clause=clause):
            return None
        if self.committing and not self.saying and self._compared(found):
            return None
        position = self.tokens[self.group.first].start
        if found.name is None and self.finding and not clause and not trailing:
            return Act(found, position, position, self.scope.sentence.end, leading=True, rule="found", study=True)
        low, high = self._behind_trailing() if trailing else self._covered(found)
        rule = "said" if inverted else self._rule(clause=clause or trailing)
        return Act(found, position, low, high, not trailing, rule, self.finding and not self.recording)

    def _compared(self, found: Source) -> bool:
        """Whether the verb only tells a measure: "fewer than the state had requested"."""
        k = self.scope.syntax.index(found.span.start) - 1
        k -= k > 0 and self.tokens[k].tag == "DET"
        return k > 0 and self.tokens[k].lower in ("than", "as", "what")

    def _rule(self, *, clause: bool) -> str:
        if self.committing:
            return "planned" if self.planning else "committed"
        if self.recording:
            return "found"
        if self.verb in _FORETELL and not clause:
            return "estimated"
        return "said" if self.saying else "found" if clause and self.verb not in _FORETELL else "estimated"

    def _speaks(self, found: Source, *, trailing: bool, clause: bool) -> bool:
        """Whether the verb reports something here, and is no plain action ("added 30 cows", "found 30 buyers")."""
        if self.planning:
            return self._has_plans(found)
        if self.group.form is Form.GERUND:
            return self._that() or self._quotes() or (clause and self.verb in _PLAIN_SPEECH)
        if self.recording:
            if self.tokens[max(0, self.group.first - 1)].tag == "PRON":
                return False  # "They recorded 5 pairs": what researchers did
            counts = found.kind in (EntityKind.BODY, EntityKind.MEDIA) or (found.name or "").isupper() or _head_word(found) in _COUNTERS
            return counts and not trailing
        if trailing or clause:
            return not (self.committing and not self.saying) or self._promises(found)
        if self.verb in _OBJECT_VERBS:
            return False
        if self.finding:
            if self.verb == "expect":
                # a firm speaks of its own prospects
                it = found.kind is EntityKind.OTHER and self.tokens[max(0, self.group.first - 1)].lower in ("it", "now")
                return it or found.kind in _FIRMS or found.name is None or (found.kind is None and _head_word(found) in BODY_HEADS)
            study = found.name is None and self._names_study(found)
            return study or (found.kind in _COUNTING and self.verb not in _NEED_CLAUSE)
        return self.saying or self._promises(found)

    def _subject(self) -> Source | None:
        """The source before the verb; that of the verb it hangs on where the group is "saying ..."."""
        group = self.group
        if group.form is Form.FINITE:
            return speaker.before(self.scope, group.first, group)
        if group.form is not Form.GERUND or group.parent is None or not self.saying:
            return None
        parent = self.scope.syntax.groups[group.parent]
        return speaker.before(self.scope, parent.first, group) if parent.first < group.first else None

    def _somebody(self) -> Source | None:
        """The words of a subject that is no known sort of speaker ("The coastguard said"): whoever says something is its source."""
        subject = self.scope.syntax.subject(self.group)
        if subject is None or self.verb not in _PLAIN_SPEECH:
            return None
        first, last = self.tokens[subject[0]], self.tokens[subject[1] - 1]
        return unnamed(self.scope, *subject) if first.lower in ("the", "a", "an") and last.tag == "NOUN" else None

    def _promises(self, found: Source) -> bool:
        """Whether `found` is one whose promise is its own word: a name, or a body without one ("The hospital pledged $5,000")."""
        definite = found.span.of(self.scope.text).lower().startswith("the ")
        return found.kind in _PROMISING or (found.kind is None and definite and _head_word(found) in BODY_HEADS)

    def _has_plans(self, found: Source) -> bool:
        """Whether `found` is a body, whose own plans are its announcement; a person's wishes are the article's words."""
        if found.name is None:
            return False
        return found.kind in _PLANNERS or (found.kind is None and _head_word(found) in BODY_HEADS)

    def _that(self) -> bool:
        return self.following is not None and self.following.lower == "that"

    def _quotes(self) -> bool:
        """Whether a quotation follows, or the colon that hands over to one or to a list."""
        if self.tokens[-1].lower == ":":
            return True
        if self.following is None:
            return False
        near = self.tokens[self.end : self.end + 3]
        return self.following.lower in "\"'" or (self.following.lower in ",:" and any(token.lower == '"' for token in near))

    def _has_clause(self) -> bool:
        """Whether what is said follows: with "that", as a quotation or a bare clause, or "airlines to earn 5", "the cost at 5"."""
        if self.verb == "put" or self._that() or self._quotes():
            return True
        after = self.next_group
        if after is None:
            return False
        between = self.tokens[self.end : after.first]
        if after.form is Form.INFINITIVE and self.finding:
            named = any(token.tag in ("NOUN", "NAME", "PRON") for token in between)
            return named and len(between) <= 8 and not any(token.tag == "MARK" for token in between)
        if after.form is not Form.FINITE or not between:
            return False
        return not any(token.tag == "CONJ" and token.lower not in _CLAUSE_WORDS for token in between)

    def _ends(self) -> bool:
        """Whether nothing but the hearer, the place and the time follows: "..., Orth told the Post on Monday"."""
        if self.following is None or self.following.lower in ".,;" or self.following.lower in _RESUME:
            return True
        after = self.next_group
        stop = after.first if after else len(self.tokens)
        between = self.tokens[self.end : stop]
        comma = next((i for i, token in enumerate(between) if token.lower == ","), None)
        if comma is not None and between[0].tag in ("PREP", "NAME", "ADV"):
            return not any(token.lower in ("that", '"', ":") for token in between[:comma])  # "said on Monday, a fall from what it sold"
        return not (after and after.form is Form.FINITE) and not any(token.lower in ("that", '"', ":") for token in between)

    def _content_before(self, offset: int) -> bool:
        """Whether a clause or a quotation stands before the source at `offset`: what a trailing verb reports."""
        i = self.scope.syntax.index(offset)
        said = any(g.first < i for g in self.scope.syntax.groups) or any(token.lower == '"' for token in self.tokens[:i])
        first = i
        while first and self.tokens[first - 1].tag in _NAMING:
            first -= 1
        marked = (
            first > 0 and self.tokens[first - 1].tag in ("MARK", "CONJ", "ADV") and self.tokens[first - 1].lower not in ("that", ";")
        )  # "..., Orth said", not "the 5 tons it predicted"
        return i > 2 and self.group.first > 0 and said and marked

    def _inverted(self) -> bool:
        """Whether the subject follows: "..., said X", '..." said X'."""
        group, following = self.group, self.following
        if self.end - group.first > 2 or following is None or group.first == 0 or not self.saying or self.verb == "tell":
            return False
        mark = self.tokens[group.first - 1].lower
        if mark not in _BEFORE_INVERSION or self.tokens[self.main].tag not in ("VBD", "VERB", "VBN"):
            return False
        named = following.tag in ("NAME", "DET", "NOUN", "ADJ", "PRON") or following.lower == "one"
        if not named or following.lower in ("that", "it", "them"):
            return False
        # "Orth, a baker, said prices rose" has its subject before the comma
        return mark != "," or speaker.before(self.scope, group.first, group, adjacent=True) is None

    def _placed(self) -> bool:
        """Whether "put" places an amount: "put the cost at $3"."""
        near = self.tokens[self.end : self.end + 14]
        at = max((i for i, token in enumerate(near) if token.lower == "at"), default=-1)
        if at < 0 or self.group.form is not Form.FINITE:
            return False
        low, high = near[at].start, near[min(at + 4, len(near) - 1)].end
        return any(low <= quantity.span.start < high for quantity in self.scope.quantities)

    def _foresees(self) -> bool:
        """Whether "sees" foretells: "sees sales growing by 3 percent", "sees inflation at 3 percent"."""
        if self.group.chain != ("see",) or self.group.past:
            return False
        after = self.next_group
        growing = after is not None and after.form is Form.GERUND and self.tokens[after.first - 1].tag in ("NOUN", "NAME", "PRON")
        return growing or self._placed() or self._of_amount()

    def _of_amount(self) -> bool:
        """Whether the object is an amount of something: "sees a shortage of 300 tons"."""
        near = self.tokens[self.end : self.end + 6]
        of = next((i for i, token in enumerate(near) if token.lower == "of"), 0)
        return of > 0 and any(near[of].end < quantity.span.start <= near[of].end + 8 for quantity in self.scope.quantities)

    def _names_study(self, found: Source) -> bool:
        index = self.scope.syntax.index
        return any(token.lower in SOURCE_NOUNS for token in self.tokens[index(found.span.start) : index(found.span.end - 1) + 1])

    def _covered(self, found: Source) -> Span:
        """What a leading verb covers: the sentence; from the verb on where another clause comes first."""
        scope = self.scope
        start = scope.syntax.index(found.span.start)
        later = any(g.first < start and g.form is Form.FINITE for g in scope.syntax.groups)
        if later or scope.syntax.clause(self.group.first).opener not in ("", "("):
            return Span(self.tokens[self.group.first].start, scope.sentence.end)
        return Span(scope.sentence.start, self._end_of_plan()) if self.committing else scope.sentence

    def _end_of_plan(self) -> int:
        """Where a promise ends: at the next clause that a comma or "but" opens with a verb of its own."""
        syntax = self.scope.syntax
        for group in syntax.groups:
            done = group.form is Form.FINITE and (group.past or group.chain[0] == "have")
            if done and group.first > self.end and self.tokens[group.first - 1].lower == "and" and self.verb == "intend":
                return self.tokens[group.first].start  # "intends to plant 30 elms and has bought 5 spades"
        for clause in syntax.clauses:
            if clause.first < self.end or clause.opener in _ASIDE:
                continue
            if self.tokens[clause.first].lower in _TURNS and any(g.form is Form.FINITE for g in syntax.groups_in(clause.first, clause.end)):
                return self.tokens[clause.first].start
        return self.scope.sentence.end

    def _behind_trailing(self) -> Span:
        """What a trailing verb covers: the sentence up to the narrator's own "when", "while"."""
        for token in self.tokens[self.end :]:
            if token.lower in _RESUME and token.tag in ("CONJ", "PREP"):
                return Span(self.scope.sentence.start, token.start)
        return self.scope.sentence


def _head_word(source: Source) -> str:
    """The last word of an unnamed source's phrase, before "of" and the like: "service" of "Kenya's weather service"."""
    return (source.name or "").split(" of ")[0].split(" in ")[0].rsplit(" ", 1)[-1].lower()
