"""What a figure stands before: its noun, the phrases that go on from it, and the verb after them."""

from __future__ import annotations

from typing import Final

from factdb.frame import cues
from factdb.frame.changewords import change_noun
from factdb.frame.place import Site
from factdb.frame.scope import Scope
from factdb.text import tagger
from factdb.text.clause_state import VERBS
from factdb.text.tokens import Token, noun_phrase_end

_LINKS: Final = frozenset(("of", "in", "for", "on", "to", "as", "from", "between", "with", "at"))
_CHAIN: Final = frozenset(("of", "in", "between", "from", "for", "among", "to", "with", "on", "by", "at", "worth"))
_RELATIVE: Final = frozenset(("who", "that", "which"))
_INSIDE: Final = "-'\""
_JOINS: Final = frozenset(("and", "or", "but", ",", ";", "&", "plus"))
_PASSED: Final = frozenset(("all", "'", '"', "the", "more", "fewer", "additional"))
_HEADED: Final = frozenset(("NOUN", "ADJ"))
_AFTER_GERUND: Final = frozenset(("PREP", "MARK", "CONJ", "AUX"))
_OPENERS: Final = frozenset(("the", "a", "an", "its", "their", "his", "her", "our"))
_MISREAD: Final = frozenset(("NOUN", "VBN", "ADJ", "VERB"))
_OBJECTS: Final = frozenset(("DET", "PRON", "ADV", "TO", "VBG", "ADJ", "NAME", "NUM"))
_AFTER_VERB: Final = frozenset(("DET", "TO", "PRON"))
_NOUNS: Final = frozenset(("NOUN", "NAME"))
_PLACED: Final = frozenset(("first", "last", "latest", "next", "past", "previous", "top", "remaining", "other"))


class RightWalk:
    """One walk; `run` fills in the right half of a site."""

    def __init__(
        self,
        scope: Scope,
        site: Site,
        taken: dict[int, tuple[int, int]],
        timed: dict[int, tuple[int, int]],
        nouns: dict[int, int],
        *,
        shared: bool = False,
        bare: bool = False,
    ) -> None:
        """Take the tokens of figures and times.

        `taken`, `timed` as for the left walk; `nouns`: index of a figure -> the first token of its counted noun; `shared`: a percentage;
        `bare`: a number without a noun.
        """
        self.tokens = scope.tokens
        self.count = len(self.tokens)
        self.shared, self.bare = shared, bare
        self.site = site
        self.taken, self.timed, self.nouns = taken, timed, nouns

    def run(self) -> None:
        """Fill in noun, chain and predicate."""
        site = self.site
        if self.shared and site.end > site.after and acts(self.tokens, site.first, site.after):
            site.predicate = site.after  # "Three in four | reported thefts": a verb, whatever was counted
            return
        if site.end > site.after:
            # the counted noun is inside the span
            i = site.end
            goes_on = self.shared and i + 1 < self.count and self.tokens[i].tag == "NOUN" and self.tokens[i + 1].tag not in _AFTER_VERB
            if self.tokens[i - 1].tag == "NAME" or (goes_on and self.tokens[i - 1].tag == "NOUN"):
                # "half of all Australian | primary school children"
                i = max(i, phrase_end(self.tokens, i))
            site.noun = (site.after, i)
        else:
            i = site.after
            if self.shared and acts(self.tokens, site.first, i):
                site.predicate = i
                return
            i = self._noun(self._past_brackets(i))
        if site.noun is not None and self._misread(i):
            return
        if site.noun is not None:
            i = self._chain(i)
        self._predicate(i)

    def _misread(self, i: int) -> bool:
        """Take the verb for one in "half of all Danes | support a ban", whatever its tag."""
        tokens, noun = self.tokens, self.site.noun
        if noun is None or i >= self.count or noun[1] - noun[0] < 2 or noun[1] != i:
            return False
        if (
            tokens[i - 1].tag != "NOUN"
            or tokens[i].tag not in _AFTER_VERB
            or not (tokens[i - 2].lower in cues.groups() or cues.people(tokens[i - 2].lower))
        ):
            return False
        self.site.noun, self.site.predicate = (noun[0], i - 1), i - 1
        return True

    def _past_brackets(self, i: int) -> int:
        tokens, count = self.tokens, self.count
        while i < count and tokens[i].tag == "MARK" and tokens[i].lower in "-')":
            i += 1
        if i < count and tokens[i].tag == "MARK" and tokens[i].lower in "([":
            closed = next((j for j in range(i, min(count, i + 12)) if tokens[j].lower in ")]"), None)
            if closed is not None and any(j in self.taken for j in range(i, closed)):
                # "5 million dollars (4 million euros) | in aid"
                return closed + 1
        return i

    def _noun(self, i: int) -> int:
        """Find the noun phrase that the figure stands before; the index after it."""
        tokens, count, site = self.tokens, self.count, self.site
        j = i
        if self.bare and i < count and tokens[i].tag == "DET" and tokens[i].lower in _OPENERS:
            return i  # "short of the 120,000 | the company had promised"
        if j + 1 < count and tokens[j].lower == "worth" and tokens[j + 1].lower == "of":
            site.noun_link, j = "of", j + 2
        elif j < count and tokens[j].tag in ("PREP", "TO") and tokens[j].lower in _LINKS:
            site.noun_link, j = tokens[j].lower, j + 1
        j = self._skip(j)
        end = phrase_end(tokens, j)
        if end == j == site.end and j < count and site.first and tokens[site.first - 1].tag == "DET" and tokens[j].tag == "VERB":
            end = j + 1  # "a 99-year | lease": a noun whatever its tag
        if end > j and j not in self.timed:
            site.noun = (j, end)
            return end
        return j if site.noun_link else i

    def _chain(self, i: int) -> int:
        """Collect up to three phrases joined by prepositions; the index after them."""
        tokens, count = self.tokens, self.count
        for _ in range(3):
            if i + 1 >= count or not (tokens[i].lower in _CHAIN or tokens[i].tag == "POS"):
                break
            j = self._skip(i + 1)
            if j in self.timed and self.timed[j][1] < count and tokens[self.timed[j][1]].tag in _HEADED:
                j = self.timed[j][1]  # "in third-quarter | cash earnings"
            end = phrase_end(tokens, j)
            if end == j or j in self.timed:
                break
            self.site.chain.append((j, end))
            i = end
            if i + 1 < count and tokens[i].lower == "and":
                further = noun_phrase_end(tokens, i + 1)
                if further > i + 1 and not any(n in self.taken for n in range(i + 1, further)):
                    self.site.chain.append((i + 1, further))
                    i = further
        return i

    def _predicate(self, i: int) -> None:
        if i < self.count and self.tokens[i].lower in _RELATIVE:
            self._after_relative(i)
            return
        for j in range(i, min(self.count, i + 7)):
            token = self.tokens[j]
            if token.tag == "AUX":
                self.site.predicate = j
            if token.tag in VERBS and token.lower != "including":
                self.site.predicate = j
                if token.tag == "VBN" and self.tokens[j - 1].lower == "those":
                    continue  # "a third of those asked | said"
                break
            if (token.tag == "MARK" and token.lower not in "'\"") or token.tag in _NOUNS or token.lower in _JOINS:
                break

    def _after_relative(self, i: int) -> None:
        """The verb after a relative clause ("users | who searched for it | had expressed"): the second finite one."""
        finite = 0
        for j in range(i + 1, min(self.count, i + 25)):
            token = self.tokens[j]
            if token.tag == "MARK" and token.lower not in _INSIDE:
                break
            if token.tag in VERBS and token.tag != "VBG":
                finite += self.tokens[j - 1].tag != "TO"
                if finite == 2:
                    self.site.predicate = j
                    break

    def _skip(self, j: int) -> int:
        """Past determiners and numbers to where a noun phrase may begin."""
        tokens, count = self.tokens, self.count
        while j < count and (tokens[j].tag in ("DET", "POS") or tokens[j].lower in _PASSED):
            j += 1
        if j + 1 < count and tokens[j].lower in _PLACED and j + 1 in self.taken:
            j += 1  # "three of its last five games"
        if j < count and j in self.taken:
            # "40 percent of 500 firms": the noun is the other figure's
            j = max(j, self.nouns.get(self.taken[j][1], j))
        if j + 1 < count and tokens[j].tag == "ADV" and tokens[j + 1].tag in ("NOUN", "ADJ"):
            j += 1
        if j + 1 < count and tokens[j].tag == "ADJ" and tokens[j + 1].tag == "NUM":
            j += 1  # "five of its last seven games"
        while j + 1 < count and (tokens[j].tag == "NUM" or (tokens[j].lower in ("to", "-", "and") and tokens[j + 1].tag == "NUM")):
            j += 1
        return j


def acts(tokens: list[Token], first: int, i: int) -> bool:
    """Whether the word at `i` right after a share, which starts at `first` and opens a clause, is what people do, whatever its tag.

    "found that 54% | favored cuts", "and two in five | spend more"
    """
    if i + 1 >= len(tokens) or tokens[i].tag not in _MISREAD:
        return False
    told = tokens[i + 1].tag in _OBJECTS or (tokens[i].tag == "VBN" and tokens[i + 1].tag == "NOUN")
    if not told or tagger.base(tokens[i].lower) not in cues.doings():
        return False
    k = first - 1
    while k >= 0 and tokens[k].tag == "ADV":
        k -= 1
    return k < 0 or tokens[k].tag in ("CONJ", "MARK") or tokens[k].lower == "that"


def phrase_end(tokens: list[Token], j: int) -> int:
    """End of the noun phrase at `j`, on past a possessive ("his company's | business"); `j` where there is none."""
    end = noun_phrase_end(tokens, j)
    if end == j:
        return _odd_end(tokens, j)
    while end < len(tokens) - 1 and tokens[end - 1].tag == "NAME" and tokens[end].tag == "ADJ":
        # "Czech | foreign trade"
        further = noun_phrase_end(tokens, end)
        if further == end:
            break
        end = further
    while end < len(tokens) and tokens[end].tag == "POS":
        further = noun_phrase_end(tokens, end + 1)
        if further == end + 1:
            break
        end = further
    return end


def _odd_end(tokens: list[Token], j: int) -> int:
    """End of a noun phrase whose noun bears another tag."""
    count, i = len(tokens), j
    while i < count and tokens[i].tag == "ADJ":
        i += 1
    before = tokens[j - 1] if j else None
    if i > j and before is not None and before.lower == "the":
        # "of the poor", "of the middle aged"
        return i
    if i < count and i and tokens[i].tag in VERBS and tokens[i - 1].tag in ("DET", "ADJ", "ADV"):
        # "the overall | fall"
        return i + 1 if change_noun(tokens[i].lower) is not None else j
    if (
        j + 1 < count
        and before is not None
        and before.lower in ("of", "all")
        and tokens[j].tag == "VBG"
        and tokens[j + 1].tag in _AFTER_GERUND
    ):
        return j + 1  # "of all retailing in May"
    if j < count and before is not None and before.tag == "PREP" and tokens[j].tag in ("ADJ", "VERB"):
        # "of concrete", "in fares"
        return max(i, j + 1)
    return j
