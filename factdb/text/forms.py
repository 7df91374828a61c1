"""Word forms from the lexicons: what classes a lower-case word can have, and which verb it belongs to.

A code is a tag of `factdb.text.tokens`, or one of these, each a set of tags that `factdb.text.tagger` decides between:
    NV noun|base verb (plan)       NVS plural|3rd person (plans)    D past|participle (planned)     DB base|past|participle (set)
    GN noun|-ing (funding)         JN adjective|noun (total)        JV adjective|base verb (open)   JA adjective|adverb (early)
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from factdb.lexicon import table

_AUXILIARIES: Final = {
    "won't": "will",
    "'ll": "will",
    "can't": "can",
    "cannot": "can",
    "shan't": "shall",
    "'d": "would",
    "does": "do",
    "did": "do",
}
_VOWELS: Final = frozenset("aeiou")
# closed classes in the order in which they win over open ones
_CLOSED: Final = (
    "adjective_or_noun",
    "adjective",
    "adverb",
    "number",
    "preposition",
    "calendar",
    "determiner",
    "conjunction",
    "pronoun",
    "auxiliary",
)


def word_set(name: str) -> frozenset[str]:
    """The words of one entry of lexicon/words.toml."""
    return frozenset(table("words")[name]["words"].split())


BE: Final = word_set("be")
HAVE: Final = word_set("have")


def _doubles(base: str, listed: frozenset[str]) -> bool:
    """Whether the last consonant is doubled before -ed and -ing."""
    if base in listed:
        return True
    if len(base) < 3 or base[-1] in _VOWELS or base[-1] in "wxyh" or base[-2] not in _VOWELS or base[-3] in _VOWELS:
        return False
    return sum(letter in _VOWELS for letter in base) == 1 or (base.startswith("qu") and len(base) == 4)


def third(base: str) -> str:
    """Plural of a noun, third person of a verb.

    >>> third("supply"), third("reach"), third("plan")
    ('supplies', 'reaches', 'plans')
    """
    if base[-1] == "y" and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def regular(base: str, doubled: bool) -> tuple[str, str]:
    """The regular past and -ing forms."""
    if doubled:
        return base + base[-1] + "ed", base + base[-1] + "ing"
    if base.endswith("ie"):
        return base + "d", base[:-2] + "ying"
    if base.endswith("e"):
        return base + "d", (base if base.endswith(("ee", "ye", "oe")) else base[:-1]) + "ing"
    if base[-1] == "y" and base[-2] not in _VOWELS:
        return base[:-1] + "ied", base + "ing"
    return base + "ed", base + "ing"


def _forms() -> tuple[dict[str, str], dict[str, str]]:
    """Lower-case form -> code, and verb form -> base form, of every word in the lexicons."""
    codes: dict[str, str] = {}
    bases: dict[str, str] = {}
    _add_verbs(codes, bases)
    words = table("words")
    for word in words["noun"]["words"].split():
        codes[word] = "NV" if codes.get(word) == "VERB" else codes.get(word) or "NOUN"
        codes.setdefault(third(word), "NOUN")
    for word in words["gerund_noun"]["words"].split():
        codes[word] = "GN"
        codes.setdefault(word + "s", "NOUN")
    for name in _CLOSED:
        for word in words[name]["words"].split():
            _add_closed(codes, word, words[name]["tag"])
    return codes, bases


def _add_verbs(codes: dict[str, str], bases: dict[str, str]) -> None:
    """Every form of every verb."""
    verbs = table("verbs")
    listed = frozenset(verbs["doubling"]["words"].split())
    irregular = {row.split(":")[0]: row.split(":")[1:] for row in verbs["irregular"]["words"].split()}
    both = {word.rstrip("+"): word.endswith("+") for word in verbs["verb"]["words"].split()}
    for base in dict.fromkeys([*both, *irregular]):
        noun = both.get(base, False)
        past_of_another = codes.get(base) in ("D", "VBD") and base not in irregular  # found
        codes[third(base)] = "NVS" if noun else "VERB"
        bases[third(base)] = base
        if not past_of_another:
            codes[base] = "NV" if noun else "VERB"
            bases[base] = base
        pasts, participles = [], []
        for doubled in (True, False) if base in listed and base[-1] == "l" else (_doubles(base, listed),):
            past, gerund = regular(base, doubled)
            codes[gerund], bases[gerund] = "VBG", base
            pasts.append(past)
            participles.append(past)
        if base in irregular:
            pasts, participles = (part.split("/") for part in irregular[base])
        for form in {*pasts, *participles}:
            if form in irregular and form != base and bases.get(form) == form:
                codes[form] = "DB"  # "to lay off", "the field lay bare"
                continue
            bases[form] = base
            both_forms = "D" if form in pasts and form in participles else "VBD" if form in pasts else "VBN"
            codes[form] = "DB" if form == base else both_forms


def _add_closed(codes: dict[str, str], word: str, tag: str) -> None:
    """A word of a closed class, or an adjective or adverb beside what it is already."""
    old = codes.get(word)
    if tag == "ADJ" and old in ("VERB", "NV"):
        codes[word] = "JV"
    elif tag == "ADV" and old == "ADJ":
        codes[word] = "JA"
    elif not (tag == "ADJ" and old in ("D", "VBN", "DB")) and not (tag == "JN" and old == "NOUN"):
        codes[word] = tag
    if tag == "JN":
        codes.setdefault(third(word), "NOUN")


_CODES, _BASES = _forms()


@cache
def _suffixes() -> tuple[tuple[str, str], ...]:
    """(ending, tag), the longest first."""
    rules = table("words")["suffix"]
    pairs = [(ending, tag) for tag in ("NOUN", "ADJ", "ADV", "VERB") for ending in rules[tag].split()]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def base(lower: str) -> str:
    """The base form of a verb form ("planned" -> "plan"); the word itself where no verb is known."""
    return _BASES.get(lower, lower)


def verb_forms() -> dict[str, str]:
    """Every verb form that the lexicon knows -> its base form."""
    return _BASES


def auxiliary(lower: str) -> str:
    """The base form of an auxiliary ("wasn't" -> "be", "'ll" -> "will"); a modal is its own."""
    plain = _AUXILIARIES.get(lower)
    return plain or ("be" if lower in BE or lower == "'s" else "have" if lower in HAVE else lower.removesuffix("n't") or lower)


def known(lower: str) -> bool:
    """Whether a lexicon has the word itself; its ending alone does not count."""
    return lower in _CODES


def known_code(lower: str) -> str | None:
    """The code of a word that a lexicon has, else None."""
    return _CODES.get(lower)


@lru_cache(maxsize=1 << 16)
def code(lower: str) -> str:
    """The code of a lower-case word."""
    found = _CODES.get(lower)
    if found:
        return found
    if "-" in lower:
        return _compound(lower)
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is", "ous")):
        return "NOUN"
    for ending, tag in _suffixes():
        # "led", "sized" and the like end compounds: "capsized", "derailed" are participles
        if lower.endswith(ending) and len(lower) > len(ending) + 2 and not (tag == "ADJ" and lower.endswith("ed")):
            return tag
    if len(lower) > 4:
        if lower.endswith("ed"):
            return "D"
        if lower.endswith("ing"):
            return "VBG"
    return "NOUN"


def _compound(lower: str) -> str:
    """A hyphened word: its last part decides ("state-run" ADJ, "policy-makers" NOUN, "co-invest" as "invest")."""
    head, _, last = lower.rpartition("-")
    if head in ("co", "re", "pre", "de", "out", "over", "under") and last in _CODES:
        return _CODES[last]
    part = code(last) if last else "NOUN"
    if part in ("D", "VBN", "VBD", "VBG", "ADJ", "DB", "JV"):
        return "ADJ"
    if part in ("NVS", "NOUN") and last.endswith("s"):
        return "NOUN"
    return "JN"
