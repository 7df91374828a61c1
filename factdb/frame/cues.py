"""Cue words of the metrics found in a sentence: lexicon/metrics.toml compiled into two look-up tables, nouns and verbs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from factdb.errors import LexiconError
from factdb.frame import forms
from factdb.frozen import dataclass
from factdb.lexicon import table
from factdb.text import tagger
from factdb.text.clause_state import VERBS
from factdb.text.tokens import Token
from factdb.values import Kind

_FINITE: Final = frozenset({"VERB", "VBD"})
NOUN_FIELDS: Final = ("heads", "nouns", "weak", "leant", "governs", "topic", "leans", "of", "of_doing", "of_having", "yardstick", "never")
VERB_FIELDS: Final = ("verbs", "strong_verbs", "weak_verbs", "predicates", "passives")
RATIO_UNITS: Final = frozenset({"percent", "percentage_point", "basis_point", "multiple"})


@dataclass(frozen=True, slots=True)
class Metric:
    """What one entry of metrics.toml allows: dimensions, kinds, and kinds of percentages, each None where all are."""

    code: str
    dimensions: frozenset[str] | None
    kinds: frozenset[Kind] | None
    percent: frozenset[Kind] | None
    units: frozenset[str]
    per: frozenset[str]
    share: str | None  # the metric that a share of this one feeds
    tallies: bool  # its topic words say nothing of percentages: an election night is full of others
    parts: bool  # of its kinds that leave shares out: a share is one of it only by a word of `of` or by another figure

    def allows(self, unit: str, dimension: str, kind: Kind) -> bool:
        """Whether a figure of this unit, dimension and kind can be one of the metric."""
        if unit in RATIO_UNITS:
            if unit == "percentage_point" and self.share is not None:
                return False  # points are of a share, and that feeds the other metric
            allowed = self.kinds if self.percent is None else self.percent
            return allowed is None or kind in allowed or (self.parts and kind is Kind.SHARE)
        return (self.dimensions is None or dimension in self.dimensions) and (self.kinds is None or kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word's vote for a metric."""

    metric: Metric
    field: str  # of the lexicon's entry
    by_class: bool  # came in through a "@class"
    agent: bool  # that class is one of agents (people, firms): who does a thing is not what is measured
    one: bool = False  # a class word in the singular: a share of one firm is not a share of firms


@dataclass(frozen=True, slots=True)
class Hit:
    """Cue words in a sentence: tokens `[start, end)` and the cues they are."""

    start: int
    end: int
    cues: tuple[Cue, ...]
    name: bool = False  # one capitalised word, maybe a part of a name ("Inflation Reduction Act")


Row = tuple[tuple[str, ...], tuple[Cue, ...]]


@dataclass(frozen=True, slots=True)
class Rows:
    """The phrases of an index that begin with one word."""

    alone: tuple[Cue, ...] | None  # cues of the word alone, None where it is no phrase by itself
    longer: dict[str, list[Row]]  # second word -> longer phrases, the longest first


Index = dict[str, Rows]


@cache
def metrics() -> dict[str, Metric]:
    """The metrics by code, in file order.

    Raises:
        LexiconError: an unknown kind or field.
    """
    found = {}
    for code, entry in table("metrics").items():
        check(code, entry)
        found[code] = Metric(
            code,
            frozenset(entry["dimensions"]) if "dimensions" in entry else None,
            frozenset(map(Kind, entry["kinds"])) if "kinds" in entry else None,
            frozenset(map(Kind, entry["percent"])) if "percent" in entry else None,
            frozenset(entry.get("units", ())),
            frozenset(entry.get("per", ())),
            entry.get("share"),
            bool(entry.get("tallies")),
            bool(entry.get("parts")),
        )
    return found


@cache
def allowing(unit: str, dimension: str, kind: Kind) -> dict[str, Metric]:
    """The metrics that a figure of this unit ("" unless a ratio), dimension and kind can be one of, by code in file order."""
    return {code: metric for code, metric in metrics().items() if metric.allows(unit, dimension, kind)}


@cache
def measured_in(unit: str) -> tuple[str, ...]:
    """The metrics whose figures alone have this unit, in file order."""
    return tuple(code for code, metric in metrics().items() if unit in metric.units)


def check(code: str, entry: Any) -> None:
    """Raise LexiconError, which names the fault, for an entry that is no metric."""
    known = {
        "label",
        "definition",
        "dimensions",
        "kinds",
        "percent",
        "share",
        "tallies",
        "parts",
        "units",
        "per",
        "yes",
        "no",
        *NOUN_FIELDS,
        *VERB_FIELDS,
    }
    if not isinstance(entry, dict) or not entry.get("label") or not entry.get("definition"):
        raise LexiconError("metrics.toml", code, "needs a label and a definition")
    unknown = sorted(set(entry) - known)
    if unknown:
        raise LexiconError("metrics.toml", code, f"unknown field {unknown[0]!r}")
    wrong = sorted({*entry.get("kinds", ()), *entry.get("percent", ())} - set(Kind))
    if wrong:
        raise LexiconError("metrics.toml", code, f"unknown kind {wrong[0]!r}")


@cache
def _plurals() -> dict[str, str]:
    pairs = (row.split(":") for row in table("noun_classes")["irregular"]["words"])
    return dict(pairs)


def noun_forms(noun: str) -> tuple[str, ...]:
    """Singular and plurals of a noun phrase; before "of", "in", "per" it is the first part that changes.

    >>> noun_forms("line of credit")
    ('line of credit', 'line of credit', 'lines of credit')
    """
    head, link, rest = noun, "", ""
    for preposition in (" of ", " in ", " per ", " from ", " against ", " to "):
        if preposition in noun:
            head, link, rest = noun.partition(preposition)
            break
    words = head.split(" ")
    plurals = dict.fromkeys((_plurals().get(words[-1], words[-1]), tagger.third(words[-1])))
    return noun, *(" ".join([*words[:-1], plural]) + link + rest for plural in plurals)


@cache
def _demonyms() -> frozenset[str]:
    """Names of peoples in the plural ("greeks", "south sudanese"), in lower case."""
    entries = [*table("countries").values(), *table("regions").values()]
    words = [word for entry in entries for word in entry.get("people", ())]
    adjectives = (word for entry in entries for word in entry.get("adjectives", ()))
    words.extend(word if word.endswith(("ese", "sh", "ch", "ss")) else word + "s" for word in adjectives)
    return frozenset(word.lower() for word in words)


@cache
def class_words(name: str) -> frozenset[str]:
    """All forms of the words of a noun class."""
    try:
        entry = table("noun_classes")[name]
    except KeyError as error:
        raise LexiconError("noun_classes.toml", name, "no such class") from error
    forms_ = frozenset(form for word in entry["words"] for form in noun_forms(word))
    return forms_ | _demonyms() if entry.get("peoples") else forms_


@cache
def bearers() -> frozenset[str]:
    """Nouns of what has a cost, a price, a length: they do not say which of these is measured."""
    return class_words("bearer")


@cache
def groups() -> frozenset[str]:
    """Plurals of people, households and firms."""
    classes = ("person", "household", "company")
    return frozenset().union(*map(class_words, classes)).difference(*(table("noun_classes")[name]["words"] for name in classes))


def people(lower: str) -> bool:
    """Whether a word names a people in the plural ("danes")."""
    return lower in _demonyms()


@cache
def measures() -> frozenset[str]:
    """Nouns that say how a thing is measured, not what."""
    return class_words("measure")


@cache
def doings() -> frozenset[str]:
    """Verbs (bare) of what people do or think."""
    return class_words("human_act") | opinions()


@cache
def opinions() -> frozenset[str]:
    """Verbs (bare) of saying and thinking."""
    return frozenset(table("metrics")["survey_share"]["predicates"])


@cache
def heads_of(code: str, field: str = "heads") -> frozenset[str]:
    """Last words, all forms, of the `heads` (or another noun field) of a metric."""
    return frozenset(form.split(" ")[-1] for form, *_ in _forms(table("metrics")[code].get(field, ())))


def _forms(words: Iterable[str]) -> Iterable[tuple[str, bool, bool, bool]]:
    """Each form with: from a class, from a class of agents, the singular of a class word."""
    for word in words:
        if word.startswith("@"):
            agent = bool(table("noun_classes").get(word[1:], {}).get("agents"))
            many = class_words("collective")
            for noun in table("noun_classes")[word[1:]]["words"]:
                yield from ((form, True, agent, form == noun and noun not in many) for form in noun_forms(noun))
            if table("noun_classes")[word[1:]].get("peoples"):
                yield from ((form, True, agent, False) for form in _demonyms())
        elif word.startswith("="):
            yield word[1:], False, False, False
        else:
            yield from ((form, False, False, False) for form in noun_forms(word))


@cache
def _indexes() -> tuple[Index, Index]:
    """Noun phrases by their first word as written, verb phrases by the base of their first word; the longest phrase first."""
    nouns: dict[tuple[str, ...], dict[Cue, None]] = {}
    verbs: dict[tuple[str, ...], dict[Cue, None]] = {}
    for code, metric in metrics().items():
        entry = table("metrics")[code]
        for field in NOUN_FIELDS:
            for form, by_class, agent, one in _forms(entry.get(field, ())):
                nouns.setdefault(tuple(form.split(" ")), {})[Cue(metric, field, by_class, agent, one)] = None
        for field in VERB_FIELDS:
            for verb in entry.get(field, ()):
                verbs.setdefault(tuple(verb.split(" ")), {})[Cue(metric, field, False, False)] = None
    for idiom in table("noun_classes")["idiom"]["words"]:
        nouns[tuple(idiom.split(" "))] = {}
    return _by_first(nouns), _by_first(verbs)


@cache
def _endings() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Endings of nouns for people, and of those that only look so."""
    entry = table("noun_classes")["person"]
    return tuple(entry["endings"]), tuple(entry["except"])


def _people(lower: str) -> bool:
    """Whether a noun unknown to the lexicon is one for people by its ending."""
    ending, excepted = _endings()
    return lower.endswith(ending) and not lower.endswith(excepted)


@cache
def _verb_bases() -> dict[str, str]:
    """Form -> bare form of the first words of the cue verbs."""
    return forms.bases(_indexes()[1])


@cache
def _first_words() -> frozenset[str]:
    """Every first word that a cue may begin with in a text."""
    nouns, verbs = _indexes()
    return frozenset((*nouns, *verbs, *_verb_bases()))


def _by_first(phrases: dict[tuple[str, ...], dict[Cue, None]]) -> Index:
    index: Index = {}
    for words, cues in phrases.items():
        rows = index.get(words[0]) or Rows(None, {})
        if len(words) > 1:
            rows.longer.setdefault(words[1], []).append((words, tuple(cues)))
        index[words[0]] = rows if len(words) > 1 else replace(rows, alone=tuple(cues))
    for rows in index.values():
        for longer in rows.longer.values():
            longer.sort(key=_by_length)
    return index


def _by_length(row: Row) -> int:
    return -len(row[0])


def find(
    tokens: Sequence[Token], heads: frozenset[int] | set[int] = frozenset(), acts: frozenset[int] | set[int] = frozenset()
) -> list[Hit]:
    """Cue words of a sentence in order; a phrase hides the shorter ones inside it.

    `heads`, `acts`: tokens that are nouns, verbs, whatever the tagger says ("600 gun purchases", "half of all Danes support a ban").
    """
    nouns, verbs = _indexes()
    bare = _verb_bases()
    firsts = _first_words()
    opening = 1 if tokens and tokens[0].tag == "MARK" else 0  # the first word, a bullet or a quote passed
    hits: list[Hit] = []
    end = 0  # tokens before it are inside a phrase
    for i, token in enumerate(tokens):
        if (token.lower not in firsts and i not in heads) or i < end:
            continue
        _, _, _, lower, tag = token
        noun = i in heads
        if i in acts:
            tag = "VERB"
        rows = named = None
        if tag in VERBS and not noun:
            rows = verbs.get(bare.get(lower, lower))
        elif tag == "AUX":
            rows = verbs.get(lower)
        if noun or tag not in _FINITE or (tag == "VERB" and i and tokens[i - 1].tag in ("ADJ", "DET")):
            named = nouns.get(lower)
        if rows is None and named is None and noun and _people(lower):
            named = nouns.get("people")
        found = _match(tokens, i, rows, named)
        if found is not None:
            end = i + found[0]
            if not found[1]:
                continue  # an idiom: what its words mean elsewhere is not meant
            # a single capitalised word may be a part of a name ("Inflation Reduction Act"), an abbreviation is a word ("GDP")
            name = end == i + 1 and tag == "NAME" and i > opening and not token.text.isupper() and lower not in _demonyms()
            hits.append(Hit(i, end, found[1], name))
    return hits


def _match(tokens: Sequence[Token], i: int, verbs: Rows | None, nouns: Rows | None) -> tuple[int, tuple[Cue, ...]] | None:
    """Length and cues of the longest phrase at `i`; noun and verb alike ("cost") give both their cues."""
    size = 0
    cues: tuple[Cue, ...] = ()
    following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    longer = verbs.longer.get(following, []) if verbs is not None else []
    if nouns is not None and following in nouns.longer:
        longer = sorted([*longer, *nouns.longer[following]], key=_by_length) if longer else nouns.longer[following]
    for words, found in longer:
        width = len(words)
        if width < size:
            break
        if width < 3 or (i + width <= len(tokens) and all(tokens[i + n].lower == words[n] for n in range(2, width))):
            size, cues = width, (*cues, *found)
    if size:
        return size, cues
    alone = [rows.alone for rows in (verbs, nouns) if rows is not None and rows.alone is not None]
    return (1, alone[0] if len(alone) == 1 else (*alone[0], *alone[1])) if alone else None
