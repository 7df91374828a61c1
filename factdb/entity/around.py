"""What the words around a capitalised phrase tell of it: a firm, a place, a person who speaks, a language, a name at all."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from factdb.entity.gazetteer import gazetteer
from factdb.entity.heads import cues, definite_heads, heads, titles, words
from factdb.entity.spelling import is_plural
from factdb.entity.survey import Raw
from factdb.text import tagger
from factdb.values import EntityKind

# the next verb, with what may stand before it: "Ottawa | has also agreed", "Lena Orth | was re-elected"
_RE_VERB: Final = re.compile(r",? (?>(?:(?:also|has|had|will|would|is|was|were|[a-z]+ly|and [A-Z][a-z]+) ){0,2})(?:re-)?(?P<verb>[a-z]+)\b")
# "Lena Orth, an analyst at"; "Arlen Voss, the carmaker" is a firm
_RE_ROLE: Final = re.compile(r", (?:[0-9]{2},|(?:a|an|the) (?P<role>(?:[a-z][a-z-]*[ ,.]){1,4}))")
_RE_WHO: Final = re.compile(r", (?:who|whose) ")
_RE_OWNER: Final = re.compile(r"(?<![\w-])(?P<country>(?:[A-Z][\w.]+ ){0,2}[A-Z][\w.]+)(?:'s?)? $")
_RE_NEXT: Final = re.compile(r" (?:[a-z]+ly )?(?P<word>[a-z]+)\b")
# "in English | and Spanish", "in English and | Spanish"
_RE_FIRST: Final = re.compile(
    r",? (?:and|or) (?P<other>[A-Z][a-z]+)(?=[.,;:)?\"]| (?:by|to|at|on|in|for|from|and|or|between|with|last|this)\b)"
)
_RE_SECOND: Final = re.compile(r"\b(?P<word>[a-z]+) (?:both |either )?(?P<one>[A-Z][a-z]+),? (?:and|or) $")
_ACRONYM: Final = 7
CLOSED_CODES: Final = frozenset({"PREP", "CONJ", "AUX", "DET", "PRON", "TO", "VBD"})
_VERB_CODES: Final = frozenset({"D", "VBD", "DB", "VERB", "NVS"})
# "Lena Orth, the hospital's chief executive"; "Lena Orth, finance director at"
_RE_POST: Final = re.compile(r", (?:[\w'.-]+ ){0,6}?(?P<post>[a-z-]+)(?=,|\.| of | at | for | in |\n)")
_RE_THAT_DAY: Final = re.compile(
    r" on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day [a-z]+ed\b| on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day (?:cut|said|won)\b"
)
# "in northern Orlec"
_RE_SIDE: Final = re.compile(r"(?:north|south|east|west|central|northern|southern|eastern|western|rural|downtown|nearby|upper|lower|mid) $")
_RE_BEFORE: Final = re.compile(r"(?P<word>[a-z-]+),? $")


def _is_adjective(form: str) -> bool:
    """Whether the form is an adjective of a country, as names of languages are."""
    entry = gazetteer().forms.get(form)
    return entry is not None and entry.method == "adjective" and not form.endswith("s")


@cache
def _posts() -> frozenset[str]:
    """Words of which one beside a name says that it is a person's."""
    return cues("post") | {word for title in titles() for word in title.split() if tagger.code(word) not in CLOSED_CODES}


class Around:
    """The text around the names of one article."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.nouns = words("noun", "small")
        self.spoken = tuple(f"{word} " for word in cues("spoken"))
        self.posts = _posts()
        self.buying = tuple(f"{word} " for word in cues("buying"))
        self.tongues = cues("tongue")
        self.areas = tuple(f"{word} of " for word in cues("area"))
        self.put_into = tuple(cues("put_into"))
        self.abstract = tuple(cues("abstract", "endings"))

    def is_called(self, item: Raw) -> bool:
        """Whether a noun for a firm stands right before the name: "space company Voss Orbit"."""
        before = self.text[max(0, item.start - 24) : item.start].rsplit(" ", 2)
        if len(before) < 2 or before[-1] or before[-2].lower() == "group":
            return False  # "the rights group Voss Watch" is no firm
        return definite_heads().get(before[-2].lower(), ("",))[0] == "company"

    def is_firm(self, item: Raw) -> bool:
        """Whether a noun for a firm stands right before or in apposition: "turbine maker Voss", "Voss, the retailer", "shares of Voss"."""
        before = self.text[max(0, item.start - 24) : item.start].split()
        if before and definite_heads().get(before[-1].lower(), ("",))[0] == "company" and self.text[item.start - 1] == " ":
            return True
        if self.text[max(0, item.start - 16) : item.start].lower().endswith(self.buying):
            return True
        if self.text.startswith((" share ", " shares ", " stock "), item.end):
            return True
        role = _RE_ROLE.match(self.text, item.end)
        words = (role["role"] or "").split() if role else ()
        return any(definite_heads().get(word.strip(".,"), ("",))[0] == "company" for word in words)

    def does(self, end: int, group: str) -> bool:
        """Whether the verb after a name is one of a group of entity_cues.toml."""
        match = _RE_VERB.match(self.text, end)
        return match is not None and tagger.base(match["verb"]) in cues(group, "verbs")

    def located(self, item: Raw) -> bool:
        """Whether "in" or "near" stands before, not after "invested" and the like, and no noun of its own after ("in Voss stores")."""
        before = self.text[max(0, item.start - 17) : item.start]
        if before.lower().endswith(self.areas):
            return True
        if item.chunk.name.isupper() and len(item.chunk.name) < _ACRONYM:
            return False  # "at NASA"
        before = _RE_SIDE.sub("", before)
        if not before.endswith((" in ", " near ", "In ", "Near ")) or before[:-4].endswith(self.put_into):
            return False
        after = _RE_NEXT.match(self.text, item.end)
        return after is None or tagger.code(after["word"]) in CLOSED_CODES

    def speaks(self, item: Raw) -> bool:
        """Whether the name does what people do, or stands beside a post or a family: "said Lena Orth"."""
        if len(item.chunk.name.split()) > 4 or item.chunk.name.isupper():
            return False
        if self.in_office(item) or self.text.startswith((" family ", " family,", " family's "), item.end):
            return True
        role = _RE_ROLE.match(self.text, item.end)
        if role is not None:
            return not any(word.strip(".,") in definite_heads() for word in (role["role"] or "").split())
        return (
            self.does(item.end, "speaking")
            or _RE_WHO.match(self.text, item.end) is not None
            or self.text[max(0, item.start - 10) : item.start].endswith(self.spoken)
            or self.text[max(0, item.start - 4) : item.start] in ("\nBy ", "\nby ")
        )

    def in_office(self, item: Raw) -> bool:
        """Whether a post stands beside the name: "finance director Lena Orth", "Its mayor, Lena Orth", "Lena Orth, the bank's head"."""
        before = _RE_BEFORE.search(self.text, max(self.start, item.start - 20), item.start)
        if before is not None and before["word"] in self.posts:
            return item.chunk.name.rsplit(" ", 1)[-1].lower() not in heads()
        after = _RE_POST.match(self.text, item.end, item.end + 70)
        return after is not None and after["post"] in self.posts

    def is_language(self, item: Raw) -> bool:
        """Whether an adjective of a country stands alone like the name of its language: "entries for German dropped", "in Spanish"."""
        text, end = self.text, item.end
        one, other = _RE_FIRST.match(text, end), _RE_SECOND.search(text, max(self.start, item.start - 32), item.start)
        if (
            one is not None
            and _is_adjective(one["other"])
            and (opener := _RE_BEFORE.search(text, max(self.start, item.start - 20), item.start))
        ):
            return opener["word"] in self.tongues and opener["word"] != "for"  # "in | English and Spanish"
        if other is not None and _is_adjective(other["one"]):
            return other["word"] in self.tongues and other["word"] != "for"
        after = _RE_NEXT.match(text, end)
        if after is None:
            if text[end : end + 1] not in (".", ",", ";", ":", ")", '"', "?"):
                return False
        elif tagger.code(after["word"]) not in ("PREP", "AUX", "TO", "VBD", "D"):
            return False
        form = text[item.start : end]
        before = _RE_BEFORE.search(text, max(self.start, item.start - 20), item.start)
        word = before["word"] if before is not None else ""
        if word in self.tongues:
            return True
        # "French fell", but "the French", "40 percent of Germans"
        opens = item.opening or word in ("and", "but", "while")
        return (
            opens and after is not None and tagger.code(after["word"]) in ("VBD", "D") and not form.endswith("s") and not self.speaks(item)
        )

    def acts(self, item: Raw) -> bool:
        """Whether a word at the start of a sentence is a name by what follows: "Nokia cut ...", "Bosch's ...".

        A plural ("Farmers will") may be a common noun, and so may a word that the article also writes small or that means a stuff
        or a quality.
        """
        name, text, end = item.chunk.name, self.text, item.end
        lower = name.lower()
        if (
            lower in self.nouns
            or lower in words("quality", "small")
            or tagger.known(lower)
            or lower.endswith(self.abstract)
            or text.find(f" {lower}", self.start, self.end) >= 0
        ):
            return False
        if text.startswith("'s ", end) or _RE_ROLE.match(text, end) or _RE_THAT_DAY.match(text, end):
            return True
        after = _RE_NEXT.match(text, end)
        if after is None:
            return False
        word = after["word"]
        if word == "and" and text[after.end() : after.end() + 2].strip().isupper():
            return True  # "Equinor and BP"
        if is_plural(lower):
            return word in ("has", "is", "was", "plans", "says")
        follows = _RE_NEXT.match(text, after.end())
        if tagger.code(word) == "NVS" and follows is not None and tagger.code(follows["word"]) in ("VERB", "VBD"):
            return False  # "Peatland fires threaten"
        return tagger.code(word) in _VERB_CODES or word in ("has", "had", "will", "is", "was", "would", "could", "can", "may")

    def owner(self, item: Raw) -> str | None:
        """The country of "Norway's Ministry of Trade", "the Norwegian Ministry of Trade"; None where none stands before."""
        match = _RE_OWNER.search(self.text, max(self.start, item.start - 40), item.start)
        entry = gazetteer().forms.get(match["country"]) if match else None
        return entry.name if entry is not None and entry.kind is EntityKind.COUNTRY and entry.name not in item.chunk.name else None

    def official(self, name: str) -> bool:
        """Whether the word before "Administration" is no person's name: it is also written small here ("Drug Administration")."""
        first = name.split(maxsplit=1)[0].lower()
        return "-" not in first and re.search(rf"\b{re.escape(first)}\b", self.text[self.start : self.end]) is not None
