"""The coarse tagger: of the classes that a word can have (`factdb.text.forms`), the one that its neighbours allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from factdb.text.clause_state import BARE_COMPLEMENT, CLAUSE_TAKING, LENGTHS, MODAL, NOUNS, RELATIVE, SIGNS, VERBS, Clause
from factdb.text.forms import BE, HAVE, auxiliary, base, code, known, known_code, regular, third, verb_forms, word_set

__all__ = ["SIGNS", "auxiliary", "base", "code", "known", "regular", "resolve", "third", "verb_forms"]

_THAT_TAKING: Final = word_set("that_taking")
_INFINITIVE_TAKING: Final = word_set("infinitive_taking")
_NOMINATIVE: Final = frozenset({"he", "she", "they", "we", "i"})
_OBJECTIVE: Final = frozenset({"them", "us", "me", "him", "none", "others", "those"})
_PLURALS: Final = frozenset({"people", "men", "women", "children", "police"})
_QUIET: Final = SIGNS | frozenset(",.?!%")  # marks that open no clause and close none but a relative one
_OPENING_MARKS: Final = frozenset({'"', "'", ":", "-", "\u2014", "\u2022", "*", "(", ".", "?", "!"})
_ENDINGS: Final = ("tion", "ment", "ness", "ity", "ly", "ing", "ings", "ers", "ors", "tions")
_OPEN_ENDINGS: Final = (*_ENDINGS, "ments", "als", "ists", "ions", "ants", "ents", "ees", "ils", "ians")

_PLAIN: Final = frozenset({"NOUN", "NAME", "NUM", "ADJ", "PREP"})  # they change nothing but what stands before
_NOMINAL: Final = frozenset({"NOUN", "NV", "NVS", "JN", "GN", "CAP", "ADJ", "NAME", "JV"})
_SUBJECTS: Final = frozenset({"NOUN", "NAME", "PRON"})
_NOT_BEFORE_CAPITAL: Final = frozenset({"NOUN", "NV", "NVS", "JN", "ADJ", "JV", "GN"})
_BEFORE_PARTICIPLE: Final = frozenset({"DET", "ADJ", "POS", "PREP", "VERB", "VBD", "VBN", "VBG"})
_BEFORE_NOUN: Final = frozenset({"DET", "ADJ", "PREP", "POS", "NUM", "VBG", "VERB", "VBD", "VBN", "TO", "AUX"})
_AFTER_VERB: Final = frozenset({"DET", "NUM", "PREP", "ADV", "PRON", "ADJ", "JN", "CAP", "CONJ", "NAME"})
_OBJECTS: Final = frozenset({"DET", "PRON", "NOUN", "JN", "ADJ", "CAP", "NAME", "CONJ"})
_AT_A_HEIGHT: Final = frozenset({"stands", "starts", "runs", "ranks", "trades", "peaks", "hovers"})
_REDUCED: Final = frozenset({"as", "than", "if", "when", "once", "until", "unless", "though", "although"})  # "once completed"


def resolve(lowers: Sequence[str], codes: list[str], *, heading: bool) -> list[str]:
    """Tags for the words of one sentence. `codes` is as `code` gives, "CAP" for capitalised words; `heading`: all words are capitalised."""
    return _Sentence(lowers, codes, heading=heading).tags


class _Sentence(Clause):
    """One pass over a sentence."""

    __slots__ = ()

    def __init__(self, lowers: Sequence[str], codes: list[str], *, heading: bool) -> None:
        super().__init__(lowers, codes, heading=heading)
        if heading:
            self.codes = [self._in_heading(i) if sort == "CAP" else sort for i, sort in enumerate(codes)]
        readers = _READERS
        append = self.tags.append
        codes = self.codes
        for i, sort in enumerate(codes):
            # the most frequent codes are settled here where their readers would change nothing
            if (sort == "NOUN" and not self.group) or (sort == "PREP" and lowers[i] != "to"):
                tag = sort
            elif sort == "CAP" and i and codes[i - 1] != "MARK" and lowers[i] != "i":
                tag = codes[i] = "NAME"
            elif sort == "MARK" and not self.gap and lowers[i] in _QUIET:
                append(sort)
                self.group, self.previous = "", sort
                continue
            else:
                reader = readers.get(sort)
                tag = reader(self, i, sort) if reader is not None else sort
            append(tag)
            if tag in _PLAIN:
                self.group, self.previous = "", tag
                if self.gap == 2:
                    self.gap = 0
            elif tag == "DET" and not self.gap and lowers[i] not in RELATIVE:
                self.group, self.previous = "", tag
            elif tag != "ADV":
                self.go_on(i, tag)

    # what each code reads as

    def _in_heading(self, i: int) -> str:
        word = self.lowers[i]
        if word == "i":
            return "PRON"
        found = known_code(word)
        return found or ("NAME" if "-" in word or code(word) in ("NOUN", "ADJ", "VBG") else code(word))

    def capital(self, i: int, sort: str) -> str:
        """A name, unless the word opens a sentence."""
        word = self.lowers[i]
        if word == "i":
            sort = "PRON"
        elif i and not (self.codes[i - 1] == "MARK" and self.lowers[i - 1] in _OPENING_MARKS):
            sort = "NAME"
        else:
            found = known_code(word)
            follows = self.code_at(i + 1) == "CAP"
            if found and not (follows and found in _NOT_BEFORE_CAPITAL):
                sort = found
            elif not follows and len(word) > 5 and word.endswith(_OPEN_ENDINGS):
                acts = word.endswith("ly") and self.code_at(i + 1) == "VERB" and self.lowers[i + 1].endswith("s")
                sort = "NAME" if acts else code(word)  # "Tully intends to", not "Recently prices fell"
            else:
                sort = "NAME"
        self.codes[i] = sort
        reader = _READERS.get(sort)
        return reader(self, i, sort) if reader is not None else sort

    def preposition(self, i: int, sort: str) -> str:
        if self.lowers[i] != "to":
            return sort
        following = self.code_at(i + 1)
        if following == "ADV":
            following = self.code_at(i + 2)
        if self.lowers[i + 1 : i + 2] == ["last"] and self.code_at(i + 2) in ("NUM", "ADV", "DET"):
            return "TO"  # "is set to last ten days"
        verb = following in ("VERB", "NV", "DB", "JV") or (following == "AUX" and self.lowers[i + 1] in ("be", "have", "do"))
        # "to work" may be a noun too, but the infinitive is far more frequent, except between numbers ("3 to 4")
        if not verb and following == "NOUN" and self.previous == "VERB" and not known(self.lowers[i + 1]):
            verb = base(self.lowers[i - 1]) in _INFINITIVE_TAKING  # a verb that the lexicon does not know: "hopes to rewet 5 ha"
        return "TO" if verb and not (following == "NV" and self.previous == "NUM") else sort

    def adjective(self, i: int, sort: str) -> str:
        modal = self.group in MODAL and (self.group != "to" or self.previous == "TO")
        return "VERB" if modal and self.lowers[i] == "last" else sort  # "would likely last"

    def noun(self, i: int, sort: str) -> str:
        # a verb that the lexicon does not know
        return "VERB" if self.group in MODAL and (self.group != "to" or self.previous == "TO") and not known(self.lowers[i]) else sort

    def verb(self, i: int, sort: str) -> str:
        if self.lowers[i] == "says" and self.previous == "POS":
            return sort  # "Moody's says"
        governed = self.previous in ("DET", "POS") or (i > 0 and self.tags[i - 1] == "PREP")
        # "grants of $40,000 go to", "A treaty signed in 1994 gives the state"
        governed = governed or (self.previous == "NUM" and self.code_at(i + 1) != "PREP" and not self.behind_year(i))
        quoted = self.previous == "MARK" and self.lowers[i - 1] == '"' and base(self.lowers[i]) == self.lowers[i]
        if quoted and self.code_at(i + 1) in NOUNS and self.code_at(i + 2) == "CAP":
            governed = True  # '..." mine manager Ana Lopez says'
        if self.previous == "ADJ" and i > 1 and self.tags[i - 2] in ("DET", "ADJ", "POS") and self.code_at(i + 1) == "PREP":
            governed = governed or (
                base(self.lowers[i]) == self.lowers[i] and self.finite_ahead(i)
            )  # "the average weekly spend in shops was"
        return "NOUN" if governed and not self.group else sort

    def clitic(self, i: int, sort: str) -> str:
        after_pronoun = self.previous == "PRON" or (i and self.lowers[i - 1] in ("that", "here", "what"))
        return "AUX" if after_pronoun else sort

    def mark(self, i: int, sort: str) -> str:
        possessive = self.lowers[i] == "'" and self.previous in ("NOUN", "NAME") and self.lowers[i - 1].endswith("s")
        return "POS" if possessive else sort

    def conjunction(self, i: int, sort: str) -> str:
        """After a noun or a verb of saying "that" opens a clause, else it points at a noun."""
        if self.lowers[i] != "that":
            return sort
        if self.previous in ("NOUN", "NAME") or self.code_at(i + 1) == "NVS":
            return "CONJ"  # ", that raises": no plural stands behind "that"
        if self.previous not in VERBS:
            return "DET"
        return "CONJ" if base(self.lowers[i - 1]) in _THAT_TAKING or self.code_at(i + 1) not in ("NOUN", "NV", "GN", "JN") else "DET"

    def _before_nominal(self, i: int) -> bool:
        following, second = self.code_at(i + 1), self.code_at(i + 2)
        if (following == "NVS" and second in ("DET", "PRON")) or (following == "D" and base(self.lowers[i + 1]) in CLAUSE_TAKING):
            return False  # "the firm forecasts a loss", "its chief executive told staff"
        return following in _NOMINAL or (following in ("D", "VBN", "VBG") and second in NOUNS) or (following == "DB" and second == "AUX")

    def adjective_noun(self, i: int, sort: str) -> str:
        return "ADJ" if self._before_nominal(i) else "NOUN"

    def adjective_adverb(self, i: int, sort: str) -> str:
        if self.group in MODAL:
            return "ADV"  # will likely slide
        return "ADJ" if self._before_nominal(i) or self.group in BE or self.code_at(i + 1) == "NUM" else "ADV"

    def adjective_verb(self, i: int, sort: str) -> str:
        if self.group and self.group in MODAL:
            return "VERB"
        after_subject = self.previous in ("NOUN", "NAME") and not self.finite
        return "VERB" if after_subject and not self._before_nominal(i) and not self.finite_ahead(i) else "ADJ"

    def gerund_noun(self, i: int, sort: str) -> str:
        following = self.code_at(i + 1)
        if self.previous == "MARK" and self.lowers[i - 1] == ",":
            # ", killing at least 26", ", wounding nearly 40"
            least = following == "PREP" and i + 2 < self.count and self.lowers[i + 2] in ("least", "most")
            if least or (following == "ADV" and self.code_at(i + 2) == "NUM") or (self.finite and following in ("NOUN", "NVS", "CAP")):
                return "VBG"
        said = self.previous in VERBS and base(self.lowers[i - 1]) in _THAT_TAKING
        governs = following in ("DET", "NUM", "CAP") and (said or self.previous in ("NOUN", "NAME", "MARK", "CONJ", "PREP"))
        governs = governs or (following == "DET" and not self.previous)
        return "VBG" if self.group in BE or governs else "NOUN"

    def _awaited(self) -> bool:
        """Whether a modal waits for its verb behind an insertion."""
        return self.waiting and not self.group and self.previous in ("MARK", "NUM", "NAME")

    def noun_base(self, i: int, sort: str) -> str:
        if self._awaited() or self.group in MODAL:
            return "VERB"
        if self.previous == "VERB" and self.tags[i - 1] == "VERB" and base(self.lowers[i - 1]) in BARE_COMPLEMENT:
            return "VERB"  # help ease
        return self._noun_or_verb(i, plural=False)

    def noun_third(self, i: int, sort: str) -> str:
        if self.gap == 2 and self.previous == "MARK":
            return "VERB"
        return self._noun_or_verb(i, plural=True)

    def base_past(self, i: int, sort: str) -> str:
        if self._awaited() or (self.group and self.group in MODAL):
            return "VERB"
        if not self.group and self.previous in ("NOUN", "VBN", "ADJ") and self.lowers[i + 1 : i + 2] == ["of"]:
            return "NOUN"  # "a planned opening cost of"
        return "VBN" if self.group else self.past(i, sort)

    def past(self, i: int, sort: str) -> str:
        """Past or participle."""
        if sort == "D" and self.gap == 2 and self.previous == "MARK":
            return "VBD"
        if self.group:
            return "VBN" if self.group in BE or self.group in HAVE else "VBD"
        word, previous, following = self.lowers[i], self.previous, self.code_at(i + 1)
        verb = base(word)
        if verb in CLAUSE_TAKING and previous not in ("DET", "POS", "ADJ"):
            return "VBD"
        speaker = previous == "NAME" or (previous == "PRON" and i and self.lowers[i - 1] in _NOMINATIVE)
        if verb in _THAT_TAKING and speaker and not (i + 1 < self.count and self.lowers[i + 1] == "by"):
            return "VBD"  # "sales fell, Orth announced"
        if previous == "POS" and word == "said":
            return "VBD"  # "Sotheby's said"
        if previous in _BEFORE_PARTICIPLE:
            noun = sort == "DB" and following not in ("NOUN", "ADJ", "JN") and previous not in ("VBD", "VBN", "VBG")
            return "NOUN" if noun else "VBN"
        if previous == "NUM":
            return "VBN" if self.finite or following in NOUNS or following in ("ADJ", "JN") else "VBD"
        if previous == "CONJ":
            return self._past_after_conjunction(i, following)
        if previous == "MARK":
            return self._past_after_mark(i, following)
        if previous in _SUBJECTS:
            return self._past_after_subject(i, following)
        return "VBD" if previous else "VBN"

    def _past_after_conjunction(self, i: int, following: str) -> str:
        if i > 1 and self.tags[i - 2] == "ADJ" and (following in NOUNS or following in ("CAP", "JN")):
            return "VBN"  # a short and targeted waiver
        if self.coordinated in ("VBD", "VBN"):
            return self.coordinated
        return "VBN" if following in ("NOUN", "NVS") or self.lowers[i - 1] in _REDUCED else "VBD"

    def _past_after_mark(self, i: int, following: str) -> str:
        mark = self.lowers[i - 1]
        if mark == "," and i > 1 and self.tags[i - 2] in ("ADJ", "VBN") and (following in NOUNS or following == "JN"):
            return "VBN"  # dedicated, seasoned support
        if mark == "," and not self.finite and following != "PREP":
            return "VBN" if self._verb_behind_comma(i) else "VBD"
        return "VBD" if mark == '"' and base(self.lowers[i]) in _THAT_TAKING else "VBN"

    def _verb_behind_comma(self, i: int) -> bool:
        """Whether the insertion that word `i` opens is closed by a comma with the verb behind it: "its report, published last week, | found"."""
        for j in range(i + 1, min(i + 9, self.count - 1)):
            if self.codes[j] == "MARK" and self.lowers[j] not in "-'":
                return self.lowers[j] == "," and (self.codes[j + 1] in ("D", "AUX", "NVS") or self.codes[j + 1] == "DB")
            if self.codes[j] in ("AUX", "D"):
                return False
        return False

    def _past_after_subject(self, i: int, following: str) -> str:
        word = self.lowers[i]
        pronoun = self.previous == "PRON" and i and self.lowers[i - 1] not in ("them", "it", "those")
        if self.lowers[i - 1] in ("which", "who") and i > 1 and self.tags[i - 2] != "PREP":
            return "VBD"  # "noise, which reached twice the level allowed"
        if word == "compared" or (self.finite and not pronoun):
            return "VBN"
        if following == "PREP" and self.lowers[i + 1] == "by" and self.codes[min(i + 2, self.count - 1)] not in ("NUM", "MARK", "ADV"):
            return "VBN"
        if self.in_opening_phrase(i):
            return "VBN"
        if following == "ADV" and base(word) in _THAT_TAKING:
            following = self.code_at(i + 2)  # "a poll found only a quarter liked it"
        counted = following == "NUM" and self.code_at(i + 2) in NOUNS and self.lowers[i + 2] not in LENGTHS  # "carried 40 sailors"
        if (following in _OBJECTS or counted) and word not in ("named", "called"):
            return "VBD"  # a passive participle takes no object
        return "VBN" if self.finite_ahead(i) else "VBD"

    def _noun_or_verb(self, i: int, *, plural: bool) -> str:
        """NOUN or VERB for a word that can be both; `plural`: it ends in -s."""
        previous, following = self.previous, self.code_at(i + 1)
        before = self.lowers[i - 1] if i else ""
        if previous == "MARK" and before == '"' and not plural and following in NOUNS and self.code_at(i + 2) == "CAP":
            return "NOUN"  # '..." mine manager Ana Lopez says'
        if previous == "PREP" and self.tags[i - 1] in ("ADV", "MARK"):
            previous = "NOUN"  # a particle: "a study (XY) out today shows"
        if previous == "NUM" and plural and i > 1 and len(before) == 4 and before.isdigit() and self.tags[i - 2] == "PREP":
            previous = self.previous = "NAME"  # "The law passed in 2019 sets a limit"
        if previous in _BEFORE_NOUN:
            return "NOUN"
        if plural and previous == "NAME" and following == "MARK" and self.lowers[i + 1] in ',."' and base(self.lowers[i]) in _THAT_TAKING:
            return "VERB" if self.opens_with_name(i) else "NOUN"  # "If prices rise, Orth warns, ..."
        if plural and self.tags[i - 1 : i] == ["ADV"] and previous in ("NOUN", "NAME") and not self.finite and following in NOUNS:
            return (
                "VERB" if i > 1 and not self.lowers[i - 2].endswith("s") and not self.finite_ahead(i) else "NOUN"
            )  # "the office now forecasts"
        fears = not plural and previous == "NOUN" and before.endswith("s") and following in ("MARK", "") and i > 1
        fears = fears and self.lowers[i - 2] == "," and base(self.lowers[i]) in _THAT_TAKING  # "..., unions fear."
        if fears or before in ("which", "that"):
            return "VERB" if fears else self._after_relative(i, previous, following, plural=plural)
        if previous == "PRON":
            return "NOUN" if before in _OBJECTIVE else "VERB"
        if previous == "CONJ":
            return self._after_coordinator(i, before, following, plural=plural)
        if before == "," and plural and i > 3 and not self.finite and following == "PREP" and self.lowers[i + 1] == "to":
            return "VERB"  # "Its chair, Ana Lopez, hopes to"
        if before == "," and plural and i > 3 and not self.finite and following in ("DET", "NUM") and "," in self.lowers[: i - 1]:
            return "VERB"  # "The mayor, elected in 2021, leads a council"
        if previous not in ("NOUN", "NAME") or self.finite or not i:
            return "NOUN"
        if self.tags[i - 1] == "ADV" and i > 1:
            before = self.lowers[i - 2]  # "Patients now wait an hour"
        return "VERB" if self._agrees(i, before, following, plural=plural) else "NOUN"

    def _after_coordinator(self, i: int, before: str, following: str, *, plural: bool) -> str:
        """NOUN or VERB behind "and", "but" and other conjunctions."""
        goes_on = (
            self.coordinated == "VERB" and (following in _AFTER_VERB or following == "NOUN") and following not in ("ADV", "CONJ", "NAME")
        )
        if plural and before in ("and", "but") and following == "PREP" and self.lowers[i + 1] == "to":
            return "VERB" if self.code_at(i + 2) in ("VERB", "NV", "DB") else "NOUN"  # "sold 40 and aims to sell 50"
        if plural and self.coordinated and following == "DET" and base(self.lowers[i]) in _INFINITIVE_TAKING:
            return "VERB"  # "has lent 9 and plans a further 4"
        return "VERB" if before in ("and", "or") and goes_on else "NOUN"

    def _after_relative(self, i: int, previous: str, following: str, *, plural: bool) -> str:
        """NOUN or VERB behind "which" or "that"."""
        amount = following in ("NUM", "ADV") or (following == "MARK" and self.lowers[i + 1] in SIGNS)
        amount = amount or following in _NOMINAL or (following == "PREP" and not self.finite_ahead(i))
        if plural and amount and i > 1 and self.tags[i - 2] == "NOUN" and not self.lowers[i - 2].endswith("s"):
            return "VERB"  # "a test that costs less than $4", "a budget that raises spending"
        goes_on = following in ("DET", "NUM", "PREP", "PRON", "CAP") and (not plural or following == "DET")
        return "VERB" if previous != "CONJ" or goes_on else "NOUN"

    def _agrees(self, i: int, before: str, following: str, *, plural: bool) -> bool:
        """Whether the noun before word `i` can be its subject, and what follows its object: a singular subject takes the -s form."""
        if self.in_opening_phrase(i):
            return False
        singular = not before.endswith("s") or self.previous == "NAME"
        if plural and singular and following == "PRON" and self.lowers[i + 1] in _OBJECTIVE:
            return True  # "a ton costs us"
        if plural and singular and following in ("DET", "PRON") and base(self.lowers[i]) in _THAT_TAKING:
            return True
        if following == "PREP" and self.lowers[i + 1] in ("of", "at", "between") and not self._stands_at(i, plural=plural):
            return False
        agrees = singular if plural else not singular or before in _PLURALS or before.endswith("ans")  # "Germans trust the"
        goes_on = following in _AFTER_VERB or (following == "MARK" and self.lowers[i + 1] in SIGNS)
        goes_on = goes_on or (following == "NOUN" and plural and self.lowers[i + 1].endswith("s") and self.previous == "NOUN")
        goes_on = goes_on or (self.heading and (following in NOUNS or following == "JN"))
        return agrees and goes_on and not self.finite_ahead(i)

    def _stands_at(self, i: int, *, plural: bool) -> bool:
        """Whether word `i` with "at" tells a height: "unemployment stands at 11 percent"."""
        return plural and self.lowers[i + 1] == "at" and self.lowers[i] in _AT_A_HEIGHT and self.code_at(i + 2) in ("NUM", "MARK", "ADV")


_READERS: Final = {
    "CAP": _Sentence.capital,
    "PREP": _Sentence.preposition,
    "NOUN": _Sentence.noun,
    "VERB": _Sentence.verb,
    "ADJ": _Sentence.adjective,
    "POS": _Sentence.clitic,
    "MARK": _Sentence.mark,
    "CONJ": _Sentence.conjunction,
    "JN": _Sentence.adjective_noun,
    "JA": _Sentence.adjective_adverb,
    "JV": _Sentence.adjective_verb,
    "GN": _Sentence.gerund_noun,
    "NV": _Sentence.noun_base,
    "NVS": _Sentence.noun_third,
    "DB": _Sentence.base_past,
    "D": _Sentence.past,
}
