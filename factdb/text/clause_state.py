"""What a tagger has read of a clause: the state that decides what the next word can be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from factdb.text.forms import BE, base, word_set

NONFINITE: Final = word_set("nonfinite_auxiliary")
MODAL: Final = word_set("modal")
RELATIVE: Final = word_set("relative")
CLAUSE_TAKING: Final = word_set("clause_taking")
BARE_COMPLEMENT: Final = word_set("bare_complement")
_NOT_SECOND: Final = CLAUSE_TAKING | BARE_COMPLEMENT  # another finite verb may follow them in their clause
_SUPPORT: Final = frozenset({"do", "does", "did"})
_BREAKS: Final = frozenset(';:\u2014()[]"')
# units behind which a participle keeps its number: "a plan approved 3 years ago"
LENGTHS: Final = frozenset(
    {"year", "years", "months", "weeks", "days", "hours", "minutes", "km", "miles", "meters", "metres", "percent", "per", "times"}
)
VERBS: Final = frozenset({"VERB", "VBD", "VBN", "VBG"})
NOUNS: Final = frozenset({"NOUN", "NV", "NVS"})
SIGNS: Final = frozenset("$\u00a3\u20ac\u00a5\u20b9\u20a9")  # a sum follows
_TAKEN_FROM: Final = word_set("taken_from")
_IN_PHRASE: Final = frozenset({"NOUN", "NAME", "ADJ", "DET", "NUM", "POS", "VBN"})


class Clause:
    """The words of a sentence, and what has been read of the clause so far."""

    __slots__ = ("codes", "coordinated", "count", "finite", "gap", "group", "heading", "lowers", "outside", "previous", "tags", "waiting")

    def __init__(self, lowers: Sequence[str], codes: list[str], *, heading: bool) -> None:
        self.lowers = lowers
        self.count = len(codes)
        self.codes = codes
        self.heading = heading
        self.tags: list[str] = []
        self.finite = False  # a finite verb has been read in this clause
        self.group = ""  # the last word of the verb group being read: an auxiliary or "to", adverbs skipped; else empty
        self.coordinated = ""  # tag of the verb read last in this clause: "and" may go on with the same form
        self.previous = ""  # tag before, adverbs skipped
        self.gap = 0  # 1: in a relative clause behind a comma; 2: behind the comma that closes it, where the main verb may come
        self.outside = ("", False)  # `previous` and `finite` before the bracket
        self.waiting = False  # a modal has been read and its verb not yet ("will, by 2030, reach")

    def code_at(self, i: int) -> str:
        """The class that word `i` can have; empty behind the last one."""
        return self.codes[i] if i < self.count else ""

    def behind_year(self, i: int) -> bool:
        """Whether a year with its preposition stands before word `i`."""
        return i > 1 and len(self.lowers[i - 1]) == 4 and self.lowers[i - 1].isdigit() and self.codes[i - 2] == "PREP"

    def opens_with_name(self, i: int) -> bool:
        """Whether nothing but a name stands between word `i` and the mark before it."""
        j = i - 1
        while j >= 0 and self.tags[j] == "NAME":
            j -= 1
        return j < 0 or self.tags[j] == "MARK"

    def in_opening_phrase(self, i: int) -> bool:
        """Whether the noun phrase before word `i` hangs on a preposition that opens the clause ("In Rome | ..."): no subject then."""
        j = i - 1
        while j >= 0 and self.tags[j] in _IN_PHRASE:
            if self.tags[j] == "DET" and j and self.tags[j - 1] in ("NOUN", "NAME"):
                return False  # "In May the firm | bought": a phrase of its own
            j -= 1
        return j >= 0 and self.tags[j] == "PREP" and (j == 0 or self.tags[j - 1] in ("CONJ", "MARK", "ADV"))

    def finite_ahead(self, i: int) -> bool:
        """Whether a finite verb follows word `i` in its clause (ten words at most)."""
        codes, lowers = self.codes, self.lowers
        for j in range(i + 1, min(i + 11, self.count)):
            sort, before = codes[j], codes[j - 1]
            if sort == "MARK" and (lowers[j] in "-'%" or lowers[j] in SIGNS):
                continue
            if sort == "MARK" or lowers[j] in RELATIVE:
                return False
            if sort == "AUX":
                if lowers[j - 1] == "to":
                    continue  # "claims to have"
                # "The mine made 9 tons and is expected to": behind "and" the verb has the same subject
                return lowers[j] not in NONFINITE and lowers[j - 1] not in ("and", "but")
            if sort == "VBD" or (sort == "VERB" and before in ("NOUN", "ADV", "NVS", "CAP", "NAME")):
                return True
            if sort in ("NVS", "VERB") and self.behind_year(j) and self.code_at(j + 1) in ("DET", "NUM", "CAP", "PRON"):
                return True  # "A law passed in 2019 requires 40 of them"
            passive = j + 1 < self.count and (lowers[j + 1] == "by" or (lowers[j + 1] == "from" and lowers[j] in _TAKEN_FROM))
            participle = before == "D" and j + 1 < self.count and codes[j + 1] in NOUNS  # discussed expanded ties
            if sort == "D" and before in ("NOUN", "CAP", "NAME", "ADV", "NVS", "NV", "D") and not passive and not participle:
                return True
        return False

    def go_on(self, i: int, tag: str) -> None:
        """Take word `i`, read as `tag`, into the state."""
        word = self.lowers[i]
        if tag == "MARK" and word in "()":
            # what stands in brackets is skipped
            if word == "(":
                self.outside = (self.previous, self.finite)
                self.finite = False
            else:
                self.previous, self.finite = self.outside
            return
        if tag == "AUX":
            self.group = word
            self.waiting = self.waiting or (word in MODAL and word not in _SUPPORT)
            self.finite = self.finite or word not in NONFINITE
        elif tag == "TO":
            self.group = "to"
        else:
            if tag == "VBG" and self.group in BE:
                self.waiting = False  # "could be looking"
            if tag in VERBS and tag != "VBG":
                if tag != "VBN":
                    self.finite = (self.finite or self.group != "to") and base(word) not in _NOT_SECOND
                self.coordinated = tag
                self.waiting = False
                self.gap = min(self.gap, 1)
            self.group = ""
            self._bound(i, tag, word)
        self.previous = tag

    def _bounds(self, i: int, word: str) -> bool:
        """Whether "than" belongs to a number inside a clause: "has financed more than 40 water projects"."""
        return word == "than" and self.code_at(i + 1) == "NUM" and i > 1 and self.lowers[i - 2] != ","

    def _bound(self, i: int, tag: str, word: str) -> None:
        """Open and close clauses at conjunctions, relative pronouns and marks."""
        comma = self.previous == "MARK" or (self.previous == "PREP" and i > 1 and self.lowers[i - 2] == ",")  # ", in which"
        if word in ("which", "who", "where", "whose") and comma:
            self.gap = 1
        elif word == "," and self.gap == 1 and self.finite:
            self.gap, self.finite = 2, False
        elif self.gap == 2:
            self.gap = 0
        coordinates = word in ("and", "or")
        opens = (
            (tag == "CONJ" and not (coordinates and self.code_at(i + 1) == "PREP") and not self._bounds(i, word))
            or (tag in ("PRON", "DET") and word in RELATIVE)
            or (tag == "MARK" and word in _BREAKS)
        )
        if opens:
            self.finite = False
            if not coordinates:
                self.coordinated = ""
