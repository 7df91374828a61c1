"""The left walk: from a figure towards the start of its sentence, to the noun phrase and the verb that govern it.

It passes what only links ("stood at about", "to a record", a time expression, another figure in brackets).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from factdb.frame import changewords
from factdb.frame.changewords import change_noun, change_verb, is_link
from factdb.frame.nouns import (
    HARD,
    INSIDE,
    NOUNS,
    RELATIVE,
    SUBORDINATE,
    as_clause,
    aside_before,
    by_a,
    comma_before,
    head_noun,
    is_verb,
    open_bracket,
    subject,
)
from factdb.frame.place import RATIO, Change, Site
from factdb.frame.rightward import acts
from factdb.frame.scope import Scope
from factdb.text import tagger
from factdb.text.clause_state import VERBS
from factdb.text.tokens import Token
from factdb.values import Direction, Quantity

_REACH: Final = 45  # tokens; nothing farther off governs a figure
_STOP: Final = -1000
_SUBJECT: Final = 8  # tokens of a subject that a figure opens
_IN_SUBJECT: Final = frozenset(("PREP", "DET", "ADJ", "NOUN", "NAME", "POS"))
_COMPARING: Final = frozenset(("compare", "follow", "include"))
_PARTICLES: Final = frozenset(("off", "up", "down", "back"))
_PACES: Final = frozenset(("rate", "pace", "clip", "speed"))
_MEANS: Final = frozenset(("average", "mean", "total", "median", "maximum", "minimum"))
# prepositions that only bound the number after them
_BOUNDS: Final = frozenset(("about", "above", "around", "below", "over", "under", "near", "nearly", "beyond", "as", "between"))
_PAST: Final = frozenset(("above", "below", "beyond", "past"))


class LeftWalk:
    """One walk; `run` fills in the left half of a site."""

    def __init__(
        self, scope: Scope, quantity: Quantity, site: Site, taken: dict[int, tuple[int, int]], timed: dict[int, tuple[int, int]]
    ) -> None:
        """`taken`: tokens of figures -> (first token, index in scope.quantities); `timed`: tokens of time expressions -> first token, end."""
        self.tokens = scope.tokens
        self.site = site
        self.quantities, self.own = scope.quantities, quantity
        self.taken, self.timed = taken, timed
        self.ratio = quantity.unit in RATIO
        self.alone = changewords.words("baseline", "words")
        self.joined = False  # a comma or conjunction was passed
        self.hanging = False  # a participle hangs on the whole clause: "trade goes on rising, reaching 5"
        self.bracketed = False  # the figure stands in brackets
        self._open = False  # the governing noun phrase is being read
        self.noun_end = -1  # one past its last token

    def run(self) -> None:
        """Walk until something governs the figure."""
        low = max(0, self.site.first - _REACH)
        k = last = self.site.first - 1
        while k >= low:
            last, k = k, self._step(k)
        self._finish(max(low, last + 1 if k == _STOP else k + 1))

    def _step(self, k: int) -> int:
        """The next token to look at after `k`, or the stop."""
        token = self.tokens[k]
        if k in self.taken and self.quantities[self.taken[k][1]] is not self.own:
            return self._figure(k)
        if not self._open:
            if (
                k in self.timed
                and self.timed[k][1] <= self.site.first
                and not (token.tag == "PREP" and changewords.change_adverb(token.lower))
            ):
                return self.timed[k][0] - 1 if self.timed[k][0] else _STOP
            if token.lower in self.alone:
                return k - 1
            if k > 1 and self.tokens[k - 1].lower in ("on", "over", "-") and self._worded(k - 2, k + 1) in self.alone:
                return k - 3  # "fell 14 percent year on year to 86"
        if token.tag == "MARK":
            return self._mark(k, token.lower)
        if not self._open and self.site.change is None and changewords.change_adverb(token.lower) and token.tag not in VERBS:
            return self._adverb(k)
        step = _STEPS.get(token.tag)
        # determiners, adjectives, adverbs, numbers, possessives are passed
        return step(self, k, token) if step is not None else k - 1

    def _worded(self, low: int, high: int) -> str:
        return " ".join(token.lower for token in self.tokens[low:high])

    def _figure(self, k: int) -> int:
        start, number = self.taken[k]
        site = self.site
        if self.bracketed and self.ratio and self.quantities[number].dimension == "time" and site.earlier is None:
            return start - 1  # "adults aged 16 to 24 years (99%)": an age is not what the brackets explain
        adverb = site.change is not None and site.change.sort == "adverb" and self.joined
        if self._open and adverb and self.tokens[k + 1].tag == "PREP":
            # "18 attacks on ships, up from 11"
            self._open = False
            site.earlier = number if site.earlier is None else site.earlier
            return _STOP
        if self._open and site.linked and site.link not in _COMPARING and self.tokens[k + 1].tag == "PREP":
            # "Debt, at 38% of output, could reach 46%": the phrase belongs to the other figure
            self._open = False
            if site.change is not None and site.change.at > k and site.change.sort == "noun":
                site.change = None
        if site.earlier is None:
            site.earlier = number
            if self.bracketed:
                site.bracket = number
            elif self.joined and site.change is None and not site.linked:
                site.parallel = number
                self._open = False  # what stood between belongs to the other figure: "by 1% in services and | by 2%"
        if self._open or not start or (self.joined and site.linked and not site.link):
            # "has grown to 40 hectares and is 15 percent contained": a clause of its own
            return _STOP
        self.joined = False
        return start - 1

    def _mark(self, k: int, lower: str) -> int:
        if lower in ")]":
            return open_bracket(self.tokens, k) - 1
        if lower in "([":
            if self._open or self.bracketed:
                return _STOP
            self.bracketed = True
        elif lower == ",":
            if self._open:
                return _STOP
            if k == self.site.first - 1 and self._leads():
                return _STOP  # "On the day we came, 19 people were waiting"
            if self.site.preposition in ("of", "in", "by") and not self.joined:
                opened = comma_before(self.tokens, k)
                if opened is not None:
                    # a parenthesis between commas: "an increase, since May, of 40"
                    return opened - 1
                if self.site.preposition == "of" and self.site.pre_index == k + 1:
                    # "the drop in sales, of 5 percent"
                    return k - 1
            acting = self.tokens[k + 1].tag == "AUX" if self.site.linked else k == self.site.first - 1 and self.tokens[k + 1].tag in VERBS
            if acting and not self.joined:
                opened = aside_before(self.tokens, k)
                if opened is not None:
                    return opened - 1  # "sales in Asia, where it has no rival, | were 5 million"
            self.joined = True
        elif lower == ":" and k == self.site.first - 1 and self._leads():
            return _STOP  # "Waits rose: 72% of patients were seen"
        elif lower in HARD and not (lower == '"' and not self._open and self.site.first - k <= 2 and self.ratio):
            # but: takings were up by "maybe 10 percent"
            if self._open or lower == '"' or self.site.change is not None:
                return _STOP
            if lower == ";" and self.site.end < len(self.tokens) and self.tokens[self.site.end].tag in ("AUX", "VBD"):
                return _STOP  # "rain fell for three hours; 24 roads were closed"
            self.joined = True
        elif self._open and lower not in INSIDE:
            return _STOP
        return k - 1

    def _adverb(self, k: int) -> int:
        """As in "up 5", "is down to 40"; not the particle of a verb ("make up 5") nor of a bound ("up to 5")."""
        tokens, site = self.tokens, self.site
        before = tokens[k - 1] if k else None
        if before is not None and before.tag in VERBS and tagger.base(before.lower) not in changewords.words("particle", "verbs"):
            return k - 1
        bound = k + 1 < site.first and tokens[k + 1].lower == "to" and site.preposition != "to"
        way = changewords.change_adverb(tokens[k].lower)
        if way is not None and not bound:
            site.change = Change(k, way, "adverb")
        return k - 1

    def preposition(self, k: int, token: Token) -> int:
        """Note the first preposition before the figure."""
        if token.lower in _PARTICLES and k and self.tokens[k - 1].tag in VERBS and change_verb(self.tokens, k - 1) is not None:
            return k - 1  # "lay off | 40 workers"
        if not self._open and not self.site.preposition and token.lower not in _BOUNDS:
            self.site.preposition, self.site.pre_index = token.lower, k
        return k - 1

    def conjunction(self, k: int, token: Token) -> int:
        """Go past one inside a phrase or list, stop at one that opens a clause."""
        lower = token.lower
        if lower == "as" and ((self._open and as_clause(self.tokens, k)) or (k == self.site.first - 1 and self._leads())):
            return _STOP
        if lower == "than" or (lower == "as" and not self._open) or (lower == "that" and self._open and self.noun_end == k + 2):
            # "more than 5", "as much as 5", "increasing that amount by 5"
            return k - 1
        if lower in SUBORDINATE:
            return _STOP
        if self._opens(k) and not self._open:
            return _STOP  # "waits have risen to 14 weeks, and 3,200 people are on the list"
        if self._open:
            return k - 1 if k and self.tokens[k - 1].tag in ("NOUN", "NAME", "ADJ") else _STOP
        self.joined = True
        return k - 1

    def _leads(self) -> bool:
        """Whether the figure after a comma or colon is the subject of the clause: a counted noun or percentage with a finite verb behind."""
        site, tokens = self.site, self.tokens
        if self.own.unit not in ("percent", "count") or tokens[0].lower in ("of", "among"):
            return False
        for token in tokens[site.end : site.end + _SUBJECT]:
            if token.tag not in _IN_SUBJECT:
                return token.tag in ("AUX", "VBD", "VERB")
        return False

    def _opens(self, k: int) -> bool:
        """Whether the counted figure is the subject of the clause that the conjunction at `k`, right before it, opens."""
        site, tokens = self.site, self.tokens
        if self.own.unit not in ("count", "percent") or site.first - k > 2 or site.end >= len(tokens):
            return False
        does = tokens[site.end].tag in ("AUX", "VBD", "VERB") or (self.own.unit == "percent" and acts(tokens, site.first, site.end))
        return does and not (k and k - 1 in self.taken)

    def noun(self, k: int, token: Token) -> int:
        """Open or extend the governing noun phrase."""
        if self._open:
            return k - 1
        if token.lower in _PACES and self.site.preposition == "of" and (paced := self._pace(k)) is not None:
            # "grew | at an annual rate of | 4 percent"
            self.site.preposition, self.site.pre_index = "by", paced
            return paced - 1
        if token.lower in _MEANS and self.site.preposition == "of" and k > 1 and by_a(self.tokens, k):
            # "has grown by an average of 5 percent"
            self.site.preposition, self.site.pre_index = self.tokens[k - 2].lower, k - 2
            return k - 3
        if k and is_link(tagger.base(token.lower)) and is_verb(self.tokens, k):
            # "This represents", "debt stands at": a verb whatever its tag
            self.site.linked = True
            self.site.link = self.site.link or tagger.base(token.lower)
            return k - 1
        if k == self.site.first - 1 and k and token.tag == "NOUN" and self.tokens[k - 1].lower in ("a", "an"):
            return k - 2  # "was a dismal | 33 percent": an adjective whatever its tag
        self._open, self.noun_end = True, k + 1
        way = change_noun(token.lower, ratio=self.ratio)
        if way is not None and self.site.change is None and not self.joined and (self.ratio or not self.site.linked):
            self.site.change = Change(k, way, "noun")
        return k - 1

    def _pace(self, k: int) -> int | None:
        """Index of the "at" of "at an annual rate" that ends at `k` and hangs on a verb of change, None for any other rate."""
        tokens, i = self.tokens, k - 1
        while i > 1 and tokens[i].tag in ("ADJ", "ADV", "VBN", "VBG", "NOUN") and k - i < 5:
            i -= 1
        if i < 2 or tokens[i].lower not in ("a", "an", "the") or tokens[i - 1].lower != "at":
            return None
        verbs = range(i - 2, max(-1, i - 5), -1)
        return i - 1 if any(change_verb(tokens, j) is not None for j in verbs) else None

    def determiner(self, k: int, token: Token) -> int:
        """Go past one; right after a noun it opens the phrase that governs the figure ("Among graduates | the figure was")."""
        opens = self._open and k > 1 and self.tokens[k - 1].tag == "NOUN" and token.lower in ("the", "this", "that", "its", "their")
        if opens and self.site.linked and self.tokens[0].tag == "PREP":
            return _STOP
        return k - 1

    def auxiliary(self, k: int, token: Token) -> int:
        """Go past one that only links; it ends an open phrase."""
        if self._open:
            return _STOP
        self.site.linked = True
        return k - 1

    def pronoun(self, k: int, token: Token) -> int:
        """Go past a relative one to its noun; any other is the subject."""
        if self._open:
            return _STOP
        if token.lower not in RELATIVE:
            self.site.linked = True
            return _STOP
        self.joined = False
        return k - 2 if k and self.tokens[k - 1].lower == "," else k - 1

    def verb(self, k: int, token: Token) -> int:
        """Take a verb for a change, a link or the governor of the figure."""
        tokens, site = self.tokens, self.site
        if not self._open and k and tokens[k + 1].lower == "of" and tokens[k - 1].tag in ("DET", "ADJ", "VBN", "POS"):
            # "an estimated | cost | of": a noun whatever its tag
            return self.noun(k, token)
        if not self._open and token.tag == "VBN" and k > 1 and tokens[k - 1].lower == "," and (site.linked or self.joined):
            return k - 2  # "The mill, | bought in May, | made up 5": what hangs on the subject governs nothing
        way = change_verb(tokens, k)
        if way is not None and (not self._open or site.preposition in ("by", "to", "from")):
            if site.change is None and (not self.joined or site.preposition in ("by", "to")):
                site.change = Change(k, way, "verb")
            site.verb = k
            return _STOP
        if self._open and token.tag in ("VBN", "VBG") and k and self._modifies(k):
            return k - 1
        if not self._open and is_link(tagger.base(token.lower)):
            site.linked = True
            site.link = site.link or tagger.base(token.lower)
            self.hanging = self.hanging or (token.tag == "VBG" and k > 0 and tokens[k - 1].lower == ",")
            return k - 1
        closes = not self._open and site.preposition == "at" and site.pre_index == k + 1 and k and tokens[k - 1].lower == "to"
        if closes and tagger.base(token.lower) in changewords.words("particle", "verbs"):
            # "fell 3 percent | to close at | 2,415"
            site.preposition, site.pre_index = "", -1
            return k - 1
        if site.preposition == "to" and tagger.base(token.lower) in changewords.words("total", "verbs") and self._total(k):
            site.change = Change(k, Direction.UP, "verb")
        site.verb = k
        return _STOP

    def _total(self, k: int) -> bool:
        """Whether the verb at `k` acts on a sum: "brings the total to 5", "takes to 5 the number of ..."."""
        tokens, site = self.tokens, self.site
        sums = changewords.words("total", "objects")
        ahead = tokens[k + 1 : site.pre_index]
        if ahead:
            return ahead[-1].lower in sums or (len(ahead) > 1 and any(token.lower in sums for token in ahead))
        return any(token.lower in sums for token in tokens[site.end : site.end + 3])

    def _modifies(self, k: int) -> bool:
        """Whether the participle at `k` belongs to a noun: "revised plan", "offences recorded by the police"."""
        before, after = self.tokens[k - 1], self.tokens[k + 1]
        if after.tag in ("NOUN", "NAME", "ADJ") and (before.tag in ("DET", "ADJ", "PREP", "POS", "NUM") or before.lower == ","):
            return True
        if self.tokens[k].tag == "VBG" and before.lower in ("of", "for", "from") and (self.site.linked or self.site.change is not None):
            return True  # "the cost of placing a child averaged"
        if self.tokens[k].tag == "VBN":
            return before.tag in NOUNS and after.tag == "PREP"
        if self.site.preposition == "by" and before.tag in NOUNS and after.tag in ("DET", "NAME", "NOUN", "ADJ"):
            return True  # "cut the water leaving the fields by 5 percent"
        # "the number of trains crossing the border was"
        return self.site.linked and before.tag in NOUNS

    def _finish(self, start: int) -> None:
        site = self.site
        if self._open:
            opener = self.tokens[start]
            if start == 0 and opener.tag == "PREP" and opener.lower not in ("of", "among") and not site.linked and self._leads():
                # "At the peak 14,000 were arriving"
                site.preposition, site.pre_index, site.change = "", -1, None
                return
            site.governor = (start, self.noun_end)
            self._head_noun()
        if site.verb is not None:
            site.subject = subject(self.tokens, site.verb)
            moved = site.governor is None and site.change is not None and site.change.at == site.verb
            if moved or (self.hanging and site.subject is not None):
                site.governor, site.subject = site.subject, None
        past = site.change is not None and site.change.sort != "adverb" and not site.preposition and self.tokens[site.first].lower in _PAST
        if past:
            # "climbed above 9,000": how high, not how far
            site.preposition, site.pre_index = "to", site.first
        if site.change is not None and site.change.sort == "verb" and site.preposition and self._adds(site.change.at):
            site.change = None  # "is added to 10 percent of"
        if site.change is not None and site.change.sort == "verb" and site.preposition == "to":
            site.changed_to, site.change = site.change, None

    def _adds(self, verb: int) -> bool:
        """Whether the verb tells a change only by its object."""
        return tagger.base(self.tokens[verb].lower) in changewords.words("up", "objects")

    def _head_noun(self) -> None:
        """A governing phrase whose first noun says which way it went: "a dip in output of", "an increase in fraud (", "the drop exceeded"."""
        site, tokens = self.site, self.tokens
        if site.change is not None or site.governor is None or self.joined:
            return
        if not (site.preposition in ("of", "by") or site.bracket is not None or self.bracketed or (self.ratio and site.linked)):
            return
        head = head_noun(tokens, site.governor)
        if head is None:
            return
        # "an upward contribution" goes where its adjective says
        way = change_noun(tokens[head].lower, ratio=self.ratio) or (changewords.change_adverb(tokens[head - 1].lower) if head else None)
        if way is not None:
            site.change = Change(head, way, "noun")


_STEPS: Final[dict[str, Callable[[LeftWalk, int, Token], int]]] = {
    "PREP": LeftWalk.preposition,
    "TO": LeftWalk.preposition,
    "CONJ": LeftWalk.conjunction,
    "NOUN": LeftWalk.noun,
    "NAME": LeftWalk.noun,
    "AUX": LeftWalk.auxiliary,
    "DET": LeftWalk.determiner,
    "PRON": LeftWalk.pronoun,
    **dict.fromkeys(VERBS, LeftWalk.verb),
}
