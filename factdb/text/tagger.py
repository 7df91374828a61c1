"""The coarse tagger: a word's possible classes from the lexicon or its ending, then the one that its neighbours allow.

A code is a tag of `factdb.text.tokens`, or one of these, each a set of tags that `resolve` decides between:
    NV noun|base verb (plan)       NVS plural|3rd person (plans)    D past|participle (planned)     DB base|past|participle (set)
    GN noun|-ing (funding)         JN adjective|noun (total)        JV adjective|base verb (open)
    JA adjective|adverb (early)   CAP capitalised, still to look up
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
_BREAKS: Final = frozenset(';:\u2014()[]"')
_NOMINAL: Final = frozenset({"NOUN", "NAME", "PRON"})
_BEFORE_NOUN: Final = frozenset({"DET", "ADJ", "PREP", "POS", "NUM", "VBG"})


def _set(name: str) -> frozenset[str]:
    return frozenset(table("words")[name]["words"].split())


_BE: Final = _set("be")
_HAVE: Final = _set("have")
_NONFINITE: Final = _set("nonfinite_auxiliary")
_MODAL: Final = _set("modal")
_RELATIVE: Final = _set("relative")
_NOMINATIVE: Final = frozenset({"he", "she", "they", "we", "i"})
_CLAUSE_TAKING: Final = _set("clause_taking")
_THAT_TAKING: Final = _set("that_taking")
_BARE_COMPLEMENT: Final = _set("bare_complement")


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


@cache
def _forms() -> tuple[dict[str, str], dict[str, str]]:
    """Lower-case form -> code, and verb form -> base form, of every word in the lexicons."""
    words, verbs = table("words"), table("verbs")
    codes: dict[str, str] = {}
    bases: dict[str, str] = {}
    listed = frozenset(verbs["doubling"]["words"].split())
    irregular = {row.split(":")[0]: row.split(":")[1:] for row in verbs["irregular"]["words"].split()}
    both = {word.rstrip("+"): word.endswith("+") for word in verbs["verb"]["words"].split()}
    for base in dict.fromkeys([*both, *irregular]):
        noun = both.get(base, False)
        past_of_another = codes.get(base) in ("D", "VBD") and base not in irregular  # found
        codes[third(base)] = "NVS" if noun else "VERB"
        if not past_of_another:
            codes[base] = "NV" if noun else "VERB"
        pasts, participles = [], []
        spellings = (True, False) if base in listed and base[-1] == "l" else (_doubles(base, listed),)
        for doubled in spellings:
            past, gerund = regular(base, doubled)
            codes[gerund] = "VBG"
            bases[gerund] = base
            if base not in irregular:
                pasts.append(past)
                participles.append(past)
        if base in irregular:
            pasts, participles = (part.split("/") for part in irregular[base])
        for form in {*pasts, *participles}:
            bases[form] = base
            code = "D" if form in pasts and form in participles else "VBD" if form in pasts else "VBN"
            codes[form] = "DB" if form == base else code
        bases[third(base)] = base
        if not past_of_another:
            bases[base] = base
    for word in words["noun"]["words"].split():
        codes[word] = "NV" if codes.get(word) == "VERB" else codes.get(word) or "NOUN"
        codes.setdefault(third(word), "NOUN")
    for word in words["gerund_noun"]["words"].split():
        codes[word] = "GN"
        codes.setdefault(word + "s", "NOUN")
    for name in (
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
    ):
        tag = words[name]["tag"]
        for word in words[name]["words"].split():
            old = codes.get(word)
            if tag == "ADJ" and old in ("VERB", "NV"):
                codes[word] = "JV"
            elif tag == "ADV" and old == "ADJ":
                codes[word] = "JA"
            elif not (tag == "ADJ" and old in ("D", "VBN", "DB")) and not (tag == "JN" and old == "NOUN"):
                codes[word] = tag
            if tag == "JN":
                codes.setdefault(third(word), "NOUN")
    return codes, bases


@cache
def _suffixes() -> tuple[tuple[str, str], ...]:
    """(ending, tag), the longest first."""
    rules = table("words")["suffix"]
    pairs = [(ending, tag) for tag in ("NOUN", "ADJ", "ADV", "VERB") for ending in rules[tag].split()]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def base(lower: str) -> str:
    """The base form of a verb form ("planned" -> "plan"); the word itself where no verb is known."""
    return _forms()[1].get(lower, lower)


def verb_forms() -> dict[str, str]:
    """Every verb form that the lexicon knows -> its base form."""
    return _forms()[1]


def auxiliary(lower: str) -> str:
    """The base form of an auxiliary ("wasn't" -> "be", "'ll" -> "will"); a modal is its own."""
    plain = _AUXILIARIES.get(lower)
    return plain or ("be" if lower in _BE or lower == "'s" else "have" if lower in _HAVE else lower.removesuffix("n't") or lower)


def known(lower: str) -> bool:
    """Whether a lexicon has the word itself; its ending alone does not count."""
    return lower in _forms()[0]


@lru_cache(maxsize=1 << 16)
def code(lower: str) -> str:
    """The code of a lower-case word."""
    found = _forms()[0].get(lower)
    if found:
        return found
    if "-" in lower:
        return _compound(lower)
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is", "ous")):
        return "NOUN"
    for ending, tag in _suffixes():
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
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
    if head in ("co", "re", "pre", "de", "out", "over", "under") and last in _forms()[0]:
        return _forms()[0][last]
    part = code(last) if last else "NOUN"
    if part in ("D", "VBN", "VBD", "VBG", "ADJ", "DB", "JV"):
        return "ADJ"
    if part in ("NVS", "NOUN") and last.endswith("s"):
        return "NOUN"
    return "JN"


def _capital(lowers: list[str], codes: list[str], i: int, heading: bool) -> str:
    """Code of the capitalised word `i`: a name, unless it opens a sentence or a heading writes every word so."""
    word = lowers[i]
    if word == "i":
        return "PRON"
    found = _forms()[0].get(word)
    if heading:
        return found or ("NAME" if "-" in word or code(word) in ("NOUN", "ADJ") else code(word))
    opens = i == 0 or (codes[i - 1] == "MARK" and lowers[i - 1] in ('"', "'", ":", "-", "\u2014", "\u2022", "*", "(", ".", "?", "!"))
    if not opens:
        return "NAME"
    follows = i + 1 < len(codes) and codes[i + 1] == "CAP"
    if found and not (follows and found in ("NOUN", "NV", "NVS", "JN", "ADJ", "JV", "GN")):
        return found
    if (
        not follows
        and len(word) > 5
        and word.endswith(("tion", "ment", "ness", "ity", "ly", "ing", "ings", "ers", "ors", "tions", "ments", "als", "ists"))
    ):
        return code(word)
    return "NAME"


def _opens_clause(lowers: list[str], codes: list[str], i: int, previous: str) -> bool:
    """Whether "that" at `i` after a verb opens a clause."""
    if previous not in ("VERB", "VBD", "VBN", "VBG"):
        return False
    following = codes[i + 1] if i + 1 < len(codes) else ""
    return base(lowers[i - 1]) in _THAT_TAKING or following not in ("NOUN", "NV", "GN", "JN")


def _in_opening_phrase(tags: list[str], i: int) -> bool:
    """Whether the noun phrase before word `i` hangs on a preposition that opens the clause ("In Rome | ..."): no subject then."""
    j = i - 1
    while j >= 0 and tags[j] in ("NOUN", "NAME", "ADJ", "DET", "NUM", "POS", "VBN"):
        j -= 1
    return j >= 0 and tags[j] == "PREP" and (j == 0 or tags[j - 1] in ("CONJ", "MARK", "ADV"))


def _finite_ahead(lowers: list[str], codes: list[str], i: int) -> bool:
    """Whether a finite verb follows word `i` in its clause (ten words at most)."""
    for j in range(i + 1, min(i + 11, len(codes))):
        sort = codes[j]
        if sort == "MARK":
            if lowers[j] in ",-'$%":
                if lowers[j] == ",":
                    return False
                continue
            return False
        if lowers[j] in _RELATIVE:
            return False
        if sort == "AUX":
            return lowers[j] not in _NONFINITE
        if sort == "VBD" or (sort == "VERB" and codes[j - 1] in ("NOUN", "ADV", "NVS", "CAP", "NAME") and lowers[j - 1] != "to"):
            return True
        if (
            sort == "D"
            and codes[j - 1] in ("NOUN", "CAP", "NAME", "ADV", "NVS", "NUM", "NV")
            and (j + 1 == len(codes) or lowers[j + 1] != "by")
        ):
            return True
    return False


def resolve(lowers: list[str], codes: list[str], heading: bool) -> list[str]:
    """Tags for the words of one sentence. `codes` is as `code` gives, "CAP" for capitalised words; `heading`: all words are capitalised."""
    count = len(codes)
    if heading:
        codes = [_capital(lowers, codes, i, True) if sort == "CAP" else sort for i, sort in enumerate(codes)]
    tags: list[str] = []
    finite = False  # a finite verb has been read in this clause
    group = ""  # the last word of the verb group being read: an auxiliary or "to", adverbs skipped; else empty
    coordinated = ""  # tag of the verb read last in this clause: "and" may go on with the same form
    previous = ""  # tag before, adverbs skipped
    gap = 0  # 1: in a relative clause behind a comma; 2: behind the comma that closes it, where the main verb may come
    outside = ("", False)  # `previous` and `finite` before the bracket
    waiting = False  # a modal has been read and its verb not yet ("will, by 2030, reach")
    for i in range(count):
        sort, word = codes[i], lowers[i]
        if sort == "CAP":
            sort = codes[i] = _capital(lowers, codes, i, False)
        tag = sort
        if sort == "PREP" and word == "to":
            following = codes[i + 1] if i + 1 < count else ""
            if following == "ADV" and i + 2 < count:
                following = codes[i + 2]
            verb = following in ("VERB", "NV", "DB", "JV") or (following == "AUX" and lowers[i + 1] in ("be", "have", "do"))
            # "to work" may be a noun too, but the infinitive is far more frequent, except between numbers ("3 to 4")
            if verb and not (following == "NV" and previous == "NUM"):
                tag = "TO"
        elif sort in ("NV", "NVS", "D", "DB", "GN", "JN", "JV", "JA"):
            resumed = gap == 2 and previous == "MARK" and sort in ("NVS", "D")
            tag = (
                ("VBD" if sort == "D" else "VERB")
                if resumed
                else "VERB"
                if waiting and not group and sort in ("NV", "DB") and previous in ("MARK", "NUM", "NAME")
                else _decide(lowers, codes, i, previous, finite, group, coordinated, tags)
            )
        elif sort == "NOUN" and group in _MODAL and group != "to" and word not in _forms()[0]:
            tag = "VERB"  # a verb the lexicon does not know
        elif sort == "VERB" and previous in ("DET", "POS") and group == "":
            tag = "NOUN"
        elif sort == "POS" and (previous == "PRON" or (word == "'s" and i and lowers[i - 1] in ("that", "here", "what"))):
            tag = "AUX"
        elif word == "that":
            tag = "CONJ" if previous in ("NOUN", "NAME") or _opens_clause(lowers, codes, i, previous) else "DET"
        elif sort == "MARK" and word == "'" and previous in ("NOUN", "NAME") and lowers[i - 1].endswith("s"):
            tag = "POS"
        tags.append(tag)
        if tag == "MARK" and word in "()":
            # what stands in brackets is skipped
            if word == "(":
                outside = (previous, finite)
                finite = False
            else:
                previous, finite = outside
            continue
        if tag == "ADV":
            continue
        if tag == "AUX":
            group = word
            waiting = waiting or (word in _MODAL and word not in ("do", "does", "did"))
            if word not in _NONFINITE:
                finite = True
        elif tag == "TO":
            group = "to"
        else:
            if tag in ("VERB", "VBD"):
                finite = (finite or group != "to") and _forms()[1].get(word) not in _CLAUSE_TAKING | _BARE_COMPLEMENT
            if tag in ("VERB", "VBD", "VBN"):
                coordinated = tag
                waiting = False
                gap = min(gap, 1)
            group = ""
            if word in ("which", "who") and previous == "MARK":
                gap = 1
            elif word == "," and gap == 1 and finite:
                gap, finite = 2, False
            elif gap == 2:
                gap = 0
            if (
                (tag == "CONJ" and not (word in ("and", "or") and i + 1 < count and codes[i + 1] == "PREP"))
                or (tag in ("PRON", "DET") and word in _RELATIVE)
                or (tag == "MARK" and word in _BREAKS)
            ):
                finite = False
                if word not in ("and", "or"):
                    coordinated = ""
        previous = tag
    return tags


def _decide(lowers: list[str], codes: list[str], i: int, previous: str, finite: bool, group: str, coordinated: str, tags: list[str]) -> str:
    """The tag of the ambiguous word `i`; the rest as in `resolve`."""
    sort, word = codes[i], lowers[i]
    following = codes[i + 1] if i + 1 < len(codes) else ""
    if sort in ("JN", "JV", "GN", "JA"):
        nominal = following in ("NOUN", "NV", "NVS", "JN", "GN", "CAP", "ADJ", "NAME", "JV") or (
            following in ("D", "VBN", "VBG") and i + 2 < len(codes) and codes[i + 2] in ("NOUN", "NV", "NVS")
        )
        if sort == "JV" and group and group in _MODAL:
            return "VERB"
        if sort == "JV" and previous in ("NOUN", "NAME") and not finite and not nominal and not _finite_ahead(lowers, codes, i):
            return "VERB"
        if sort == "GN" and previous == "MARK" and lowers[i - 1] == "," and finite and following in ("NOUN", "NVS", "CAP"):
            return "VBG"
        if sort == "GN":
            return (
                "VBG"
                if group in _BE or (previous in ("NOUN", "NAME", "MARK", "CONJ", "PREP") and following in ("DET", "NUM", "CAP"))
                else "NOUN"
            )
        if sort == "JV":
            return "ADJ"
        if sort == "JA":
            return "ADJ" if nominal or group in _BE or following == "NUM" else "ADV"
        return "ADJ" if nominal else "NOUN"
    if sort in ("NV", "DB") and group:
        if group in _MODAL:
            return "VERB"
        if sort == "DB":
            return "VBN"
    if sort == "NV":
        return _noun_or_verb(lowers, codes, i, previous, finite, coordinated, tags, plural=False)
    if sort == "NVS":
        return _noun_or_verb(lowers, codes, i, previous, finite, coordinated, tags, plural=True)
    # past or participle
    if group:
        return "VBN" if group in _BE or group in _HAVE else "VBD"
    base_form = _forms()[1].get(word)
    if base_form in _CLAUSE_TAKING and previous not in ("DET", "POS", "ADJ"):
        return "VBD"
    if base_form in _THAT_TAKING and (previous == "NAME" or (previous == "PRON" and i and lowers[i - 1] in _NOMINATIVE)):
        by = i + 1 < len(lowers) and lowers[i + 1] == "by"
        if not by:
            return "VBD"  # "sales fell, Orth announced"
    if previous in ("DET", "ADJ", "POS", "PREP", "VERB", "VBD", "VBN", "VBG"):
        noun = (
            _forms()[0].get(word, "") == "DB"
            and following not in ("NOUN", "ADJ", "JN")
            and previous in ("DET", "ADJ", "POS", "PREP", "VERB")
        )
        return "NOUN" if noun else "VBN"
    if previous == "NUM":
        return "VBN" if finite or following in ("NOUN", "NVS", "NV", "ADJ", "JN") else "VBD"
    if previous == "CONJ":
        return (
            coordinated
            if coordinated in ("VBD", "VBN")
            else "VBN"
            if following in ("NOUN", "NVS") or lowers[i - 1] in ("as", "than", "if", "when")
            else "VBD"
        )
    if previous == "MARK":
        mark = lowers[i - 1]
        if mark == "," and i > 1 and tags[i - 2] in ("ADJ", "VBN") and following in ("NOUN", "NV", "NVS", "JN"):
            return "VBN"  # dedicated, seasoned support
        if mark == "," and not finite and following != "PREP":
            return "VBD"
        return "VBD" if mark == '"' and base(word) in _THAT_TAKING else "VBN"
    if previous in _NOMINAL or previous == "NUM":
        if word == "compared" or (finite and not (previous == "PRON" and i and lowers[i - 1] not in ("them", "it", "those"))):
            return "VBN"
        if (
            i + 1 < len(lowers)
            and lowers[i + 1] == "by"
            and following == "PREP"
            and codes[min(i + 2, len(codes) - 1)] not in ("NUM", "MARK", "ADV")
        ):
            return "VBN"
        if _in_opening_phrase(tags, i):
            return "VBN"
        if following in ("DET", "PRON", "NOUN", "JN", "ADJ", "CAP", "NAME", "CONJ") and word not in ("named", "called"):
            return "VBD"  # a passive participle takes no object
        return "VBN" if _finite_ahead(lowers, codes, i) else "VBD"
    return "VBN" if not previous else "VBD"


def _noun_or_verb(
    lowers: list[str], codes: list[str], i: int, previous: str, finite: bool, coordinated: str, tags: list[str], *, plural: bool
) -> str:
    """NOUN or VERB for a word that can be both; `plural`: it ends in -s."""
    following = codes[i + 1] if i + 1 < len(codes) else ""
    before = lowers[i - 1] if i else ""
    if previous in _BEFORE_NOUN or previous in ("VERB", "VBD", "VBN", "TO"):
        return "NOUN"
    if previous == "AUX":
        return "NOUN"
    if previous == "PRON":
        return "VERB" if before not in ("them", "us", "me", "him", "none", "others", "those") else "NOUN"
    if previous == "CONJ":
        if before in ("and", "or") and coordinated == "VERB" and following in ("DET", "NUM", "ADJ", "PREP", "CAP", "NOUN", "JN", "PRON"):
            return "VERB"
        return "VERB" if before in ("that", "which") and following in ("DET", "NUM", "PREP", "PRON", "CAP") and not plural else "NOUN"
    if lowers[i - 1 : i] == ["which"] or lowers[i - 1 : i] == ["that"]:
        return "VERB"
    if previous in ("NOUN", "NAME", "MARK", "") and not finite and i and previous not in ("MARK", ""):
        # a singular subject takes the -s form, a plural one the bare form
        if _in_opening_phrase(tags, i):
            return "NOUN"
        singular = not before.endswith("s") or previous == "NAME"
        if plural and singular and following in ("DET", "PRON") and base(lowers[i]) in _THAT_TAKING:
            return "VERB"
        agrees = singular if plural else not singular or before in ("people", "men", "women", "children", "police")
        goes_on = following in ("DET", "NUM", "PREP", "ADV", "PRON", "ADJ", "JN", "CAP", "CONJ", "NAME") or (
            following == "MARK" and lowers[i + 1] in "$"
        )
        if following == "NOUN" and plural and lowers[i + 1].endswith("s") and previous == "NOUN":
            goes_on = True
        if following == "PREP" and lowers[i + 1] in ("of", "at", "between"):
            return "NOUN"
        if agrees and goes_on and not _finite_ahead(lowers, codes, i):
            return "VERB"
    return "NOUN"
