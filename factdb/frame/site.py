"""Where a quantity stands in its sentence: what leads up to it on the left and what it stands before on the right.

The left walk goes from the figure towards the start of the sentence and passes what only links ("stood at about", "to a record",
a time expression, another figure in brackets) until it meets the noun phrase or verb that governs the figure.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple

from factdb.frame.scope import Scope
from factdb.lexicon import table
from factdb.text import tagger
from factdb.text.tokens import Token, noun_phrase_end
from factdb.values import Direction, Quantity, Span, Tier

VERBS: Final = frozenset({"VERB", "VBD", "VBN", "VBG"})
_SKIPPED: Final = frozenset({"DET", "ADV", "ADJ", "POS", "NUM"})
_HARD: Final = frozenset(';\u2014\u2013"')
_SUBORDINATE: Final = frozenset(["that", "if", "while", "because", "although", "though", "whereas", "unless", "when"])
_JOINS: Final = frozenset(("and", "or", "but", ",", ";", "&", "plus"))
_PLAIN_ADVERBS: Final = frozenset(("up", "down"))
# prepositions that only bound the number after them
_BOUNDS: Final = frozenset(["about", "above", "around", "below", "over", "under", "near", "nearly", "beyond", "as"])
_RATIO: Final = frozenset({"percent", "percentage_point", "basis_point"})


class Change(NamedTuple):
    """A word of lexicon/changes.toml that governs a figure. `sort` is verb, noun, adverb or after."""

    index: int
    direction: Direction | None
    sort: str
    ratio_only: bool = False


@dataclass(slots=True)
class Site:
    """Token ranges around one quantity; None or empty where there is nothing of the sort. Ranges are half-open token indexes."""

    first: int  # the first token of the figure, bound words included
    after: int  # the first token after number and unit
    end: int  # the first token after the whole span
    governor: tuple[int, int] | None = None  # noun phrase that governs the figure, its "of" phrases included
    verb: int | None = None  # governing verb that is no mere link
    subject: tuple[int, int] | None = None
    preposition: str = ""  # the first one to the left ("by", "to", "of")
    pre_index: int = -1
    change: Change | None = None
    changed_to: Change | None = None  # the change verb of "rose ... to 5"
    parallel: int | None = None  # index (in scope.quantities) of the figure that this one continues ("and by 5")
    bracket: int | None = None  # index of the figure that this one in brackets explains
    earlier: int | None = None  # index of the nearest figure passed on the way
    linked: bool = False  # a linking verb was passed
    noun: tuple[int, int] | None = None  # noun phrase right after number and unit, or of the counted noun
    noun_link: str = ""  # preposition between figure and that noun phrase, "" where it stands right before it
    chain: list[tuple[int, int]] = field(default_factory=list)  # further phrases joined by of/in/between/from/for
    predicate: int | None = None  # verb after the noun phrase


@cache
def _change_words() -> tuple[dict[str, Direction], dict[str, Direction], dict[str, Direction], dict[str, Direction | None], frozenset[str]]:
    """Change verbs by base (phrasal ones "go up"), nouns, adverbs, words after; and verbs that only link."""
    entries = table("changes")
    verbs, nouns, adverbs = {}, {}, {}
    after: dict[str, Direction | None] = {}
    for entry in entries.values():
        if "direction" not in entry:
            continue
        way = Direction(entry["direction"])
        verbs.update(dict.fromkeys(entry.get("verbs", ()), way))
        nouns.update(dict.fromkeys(entry.get("nouns", ()), way))
        adverbs.update(dict.fromkeys(entry.get("adverbs", ()), way))
        after.update(dict.fromkeys(entry.get("after", ()), way))
        after.update(dict.fromkeys(entry.get("with_than", ())))
    return verbs, nouns, adverbs, after, frozenset(entries["link"]["verbs"])


@cache
def _ratio_nouns() -> dict[str, Direction]:
    return {noun: Direction(entry["direction"]) for entry in table("changes").values() for noun in entry.get("ratio_nouns", ())}


def change_noun(lower: str, ratio: bool = True) -> Direction | None:
    """Which way the noun says a figure went ("increase"; with a percentage also "loss"), None for any other noun."""
    return _change_words()[1].get(lower) or (_ratio_nouns().get(lower) if ratio else None)


@cache
def _settings() -> tuple[frozenset[str], frozenset[str]]:
    """Verbs that leave "up" free, and words that stand alone as a baseline ("year-on-year")."""
    entries = table("changes")
    return frozenset(entries["particle"]["verbs"]), frozenset(entries["baseline"]["words"])


def change_verb(tokens: list[Token], i: int) -> Direction | None:
    """Which way the verb at `i` says a figure went, phrasal verbs included ("went up"); None for any other word."""
    verbs = _change_words()[0]
    base = tagger.base(tokens[i].lower)
    way = verbs.get(base)
    if way is None and i + 1 < len(tokens):
        way = verbs.get(f"{base} {tokens[i + 1].lower}")
    return way


def change_after(lower: str) -> tuple[bool, Direction | None]:
    """Whether the word right after a figure makes it a change ("higher"), and which way."""
    after = _change_words()[3]
    return lower in after, after.get(lower)


def is_link(base: str) -> bool:
    """Whether the verb states how high something is and leaves its noun in charge ("stood", "reached")."""
    return base in _change_words()[4]


def starts(scope: Scope) -> list[int]:
    """Start offsets of the sentence's tokens."""
    found = scope.memo.get("starts")
    if found is None:
        found = scope.memo["starts"] = [token.start for token in scope.tokens]
    return found  # type: ignore[return-value]


def _index(scope: Scope, offset: int) -> int:
    return bisect_left(starts(scope), offset)


def site(scope: Scope, quantity: Quantity) -> Site:
    """The site of `quantity`, worked out once."""
    sites: dict[int, Site] = scope.memo.setdefault("sites", {})  # type: ignore[assignment]
    found = sites.get(quantity.span.start)
    if found is None:
        found = sites[quantity.span.start] = _site(scope, quantity)
    return found


def _extent(scope: Scope, quantity: Quantity) -> tuple[int, int]:
    """First token (bound words included) and one past the last of a quantity's span."""
    start = quantity.span.start
    if quantity.bound_span is not None and quantity.bound_span.start < start <= quantity.bound_span.end + 2:
        start = quantity.bound_span.start
    first = _index(scope, start)
    if first == len(scope.tokens) or (first and scope.tokens[first].start > start and scope.tokens[first - 1].end > start):
        first -= 1
    return first, max(first + 1, _index(scope, quantity.span.end))


def _taken(scope: Scope) -> dict[int, tuple[int, int]]:
    """Last token of each quantity (as a key, with all its tokens) -> (its first token, its index)."""
    found = scope.memo.get("taken")
    if found is None:
        found = {}
        for number, quantity in enumerate(scope.quantities):
            if quantity.tier is Tier.OPTIONAL and quantity.unit == "count" and quantity.head is not None:
                # a small count that is only grammar: "the populations of the four countries"
                continue
            first, end = _extent(scope, quantity)
            if quantity.per is not None and end + 1 < len(scope.tokens) and scope.tokens[end].lower in ("per", "a", "an", "each", "every"):
                end += 2
            for i in range(first, end):
                found[i] = (first, number)
        scope.memo["taken"] = found
    return found  # type: ignore[return-value]


def _timed(scope: Scope) -> dict[int, int]:
    """Tokens of time expressions (relation words included) -> the first token of the expression."""
    found = scope.memo.get("timed")
    if found is None:
        found = {}
        for expression in scope.times:
            first = _index(scope, expression.full.start)
            for i in range(first, _index(scope, expression.full.end)):
                found[i] = first
        scope.memo["timed"] = found
    return found  # type: ignore[return-value]


def _site(scope: Scope, quantity: Quantity) -> Site:
    first, end = _extent(scope, quantity)
    unit_end = max(quantity.number.end, quantity.unit_span.end if quantity.unit_span else 0)
    noun = quantity.noun_span
    if quantity.unit == "count":
        unit_end = quantity.number.end
    elif noun is not None and quantity.span.covers(noun):
        # "half of the voters", "half the price": the noun is inside the span
        unit_end = min(unit_end, noun.start) if quantity.unit_span is None else unit_end
    elif quantity.unit == "multiple":
        unit_end = quantity.span.end
    after = min(end, max(first + 1, _index(scope, unit_end)))
    found = Site(first, after, end)
    _walk_left(scope, quantity, found)
    _walk_right(scope, quantity, found)
    return found


def _open_bracket(tokens: list[Token], i: int) -> int:
    """Index of the "(" that the ")" at `i` closes, `i` itself where there is none."""
    for j in range(i - 1, max(-1, i - 40), -1):
        if tokens[j].lower in "([":
            return j
    return i


def _walk_left(scope: Scope, quantity: Quantity, found: Site) -> None:
    """Fill in what the words before the figure say of it."""
    tokens, taken, timed = scope.tokens, _taken(scope), _timed(scope)
    particles, alone = _settings()
    ratio = quantity.unit in _RATIO
    k = found.first - 1
    joined = False  # a comma or conjunction was passed
    hanging = False  # a participle hangs on the whole clause: "trade goes on rising, reaching 5"
    noun_end = -1  # one past the last token of the governing noun phrase while it is open
    low = max(0, found.first - 45)
    while k >= low:
        token = tokens[k]
        tag, lower = token.tag, token.lower
        if k in taken and scope.quantities[taken[k][1]] is not quantity:
            start, number = taken[k]
            if found.earlier is None:
                found.earlier = number
                if found.bracket is not None and found.bracket < 0:
                    found.bracket = number
                elif joined and found.change is None and not found.linked:
                    found.parallel = number
                    noun_end = -1  # what stood between belongs to the other figure: "by 1% in services and | by 2%"
            if noun_end >= 0:
                break
            k = start - 1
            joined = False
            continue
        if k in timed and noun_end < 0 and not (lower in _PLAIN_ADVERBS and tag == "PREP"):
            k = timed[k] - 1
            continue
        if lower in alone and noun_end < 0:
            k -= 1
            continue
        if tag == "MARK":
            if lower in ")]":
                k = _open_bracket(tokens, k) - 1
                continue
            if lower in "([":
                if noun_end >= 0 or found.bracket is not None:
                    break
                found.bracket = -1
            elif lower == ",":
                if noun_end >= 0:
                    break
                opened = _comma_before(tokens, k) if found.preposition in ("of", "in", "by") and not joined else None
                if opened is not None:
                    # a parenthesis between commas: "an increase, since May, of 40"
                    k = opened - 1
                    continue
                joined, _conjoined = True, False
            elif lower in _HARD:
                if noun_end >= 0 or lower == '"' or found.change is not None:
                    break
                joined, _conjoined = True, False
            elif noun_end >= 0 and lower not in "&-'/":
                break
            k -= 1
            continue
        adverb = _change_words()[2].get(lower)
        if adverb is not None and noun_end < 0 and found.change is None and tag in ("PREP", "ADV", "ADJ", "NOUN"):
            before = tokens[k - 1] if k else None
            after = tokens[k + 1].lower if k + 1 < len(tokens) else ""
            particle = before is not None and before.tag in VERBS and tagger.base(before.lower) not in particles
            if particle and before is not None and change_verb(tokens, k - 1) is None:
                k -= 1
                continue
            if not particle and not (after == "to" and k + 1 < found.first and found.preposition != "to"):
                found.change = Change(k, adverb, "adverb")
            k -= 1
            continue
        if tag in ("PREP", "TO"):
            if noun_end < 0 and not found.preposition and lower not in _BOUNDS:
                found.preposition, found.pre_index = lower, k
            k -= 1
            continue
        if lower == "that" and tag in ("CONJ", "PRON") and noun_end == k + 2:
            k -= 1
            continue
        if lower == "than" or (lower == "as" and noun_end < 0):
            # "more than 5", "as much as 5"
            k -= 1
            continue
        if tag == "CONJ":
            if lower in _SUBORDINATE:
                break
            if noun_end >= 0:
                if not (k and tokens[k - 1].tag in ("NOUN", "NAME", "ADJ")):
                    break
            else:
                joined = True
            k -= 1
            continue
        if noun_end < 0 and k and _is_verb(tokens, k) and is_link(tagger.base(lower)):
            # "This represents", "debt stands at": a verb whatever its tag
            found.linked = True
            k -= 1
            continue
        if tag in ("NOUN", "NAME") or noun_end < 0 and tag in VERBS and _is_noun(tokens, k):
            if noun_end < 0:
                noun_end = k + 1
                way = change_noun(lower, ratio)
                if way is not None and found.change is None and not joined and (ratio or not found.linked):
                    found.change = Change(k, way, "noun")
            k -= 1
            continue
        if tag == "AUX":
            if noun_end >= 0:
                break
            found.linked = True
            k -= 1
            continue
        if tag in VERBS:
            way = change_verb(tokens, k)
            if way is not None and (noun_end < 0 or found.preposition in ("by", "to", "from")):
                if found.change is None and (not joined or found.preposition in ("by", "to")):
                    found.change = Change(k, way, "verb")
                found.verb = k
                break
            if tag in ("VBN", "VBG") and noun_end >= 0 and tokens[k + 1].tag in ("NOUN", "NAME", "ADJ"):
                # a participle before its noun: "revised plan"
                if k and (tokens[k - 1].tag in ("DET", "ADJ", "PREP", "POS", "NUM") or tokens[k - 1].lower == ","):
                    k -= 1
                    continue
            if tag == "VBN" and noun_end >= 0 and k and tokens[k - 1].tag in ("NOUN", "NAME") and tokens[k + 1].tag == "PREP":
                # a participle that its noun goes on with: "offences recorded by the police"
                k -= 1
                continue
            if noun_end < 0 and is_link(tagger.base(lower)):
                found.linked = True
                k -= 1
                hanging = hanging or tag == "VBG" and k >= 0 and tokens[k].lower == ","
                continue
            found.verb = k
            break
        if tag == "PRON":
            if noun_end >= 0:
                break
            if lower in ("which", "that", "who", "whom"):
                joined = False
                k -= 1
                if k >= 0 and tokens[k].lower == ",":
                    k -= 1
                continue
            found.linked = True
            break
        # determiners, adjectives, adverbs, numbers, possessives
        k -= 1
    if noun_end >= 0:
        found.governor = (max(k + 1, low), noun_end)
        _head_noun(tokens, found, ratio, joined)
    if found.verb is not None:
        found.subject = _subject(tokens, found.verb)
        if hanging and found.subject is not None or found.governor is None and found.change is not None and found.change.index == found.verb:
            found.governor, found.subject = found.subject, None
    if found.bracket is not None and found.bracket < 0:
        found.bracket = None
    if found.change is not None and found.change.sort == "verb" and found.preposition == "to":
        found.changed_to, found.change = found.change, None


def _is_verb(tokens: list[Token], k: int) -> bool:
    """Whether a word that the tagger takes for a noun is a verb by its neighbours."""
    lower = tokens[k].lower
    return lower[-1] == "s" and (
        tokens[k - 1].lower in ("this", "that", "it", "which") or (k + 1 < len(tokens) and tokens[k + 1].lower == "at")
    )


def _is_noun(tokens: list[Token], k: int) -> bool:
    """Whether a word that the tagger takes for a verb is a noun by its neighbours: "an estimated | cost | of"."""
    return k > 0 and tokens[k + 1].lower == "of" and tokens[k - 1].tag in ("DET", "ADJ", "VBN", "POS")


def _head_noun(tokens: list[Token], found: Site, ratio: bool, joined: bool) -> None:
    """A governing phrase whose first noun says which way it went: "a dip in output of", "an increase in fraud (", "the drop exceeded"."""
    if found.change is not None or found.governor is None or joined:
        return
    if not (found.preposition in ("of", "by") or found.bracket is not None or (ratio and found.linked)):
        return
    head = None
    for i in range(*found.governor):
        if tokens[i].tag in ("NOUN", "NAME"):
            head = i
        elif tokens[i].tag in ("PREP", "TO", "VBN", "VBG") and head is not None:
            break
    if head is None:
        return
    # "an upward contribution" goes where its adjective says
    way = change_noun(tokens[head].lower, ratio) or (_change_words()[2].get(tokens[head - 1].lower) if head else None)
    if way is not None:
        found.change = Change(head, way, "noun")


def _comma_before(tokens: list[Token], i: int) -> int | None:
    for j in range(i - 1, max(-1, i - 9), -1):
        if tokens[j].lower == ",":
            return j
        if tokens[j].tag in VERBS or tokens[j].lower in _HARD:
            return None
    return None


def _subject(tokens: list[Token], verb: int) -> tuple[int, int] | None:
    """The noun phrase before a verb, with what hangs on it ("tourists travelling to Peru")."""
    k = verb - 1
    while k >= 0 and (tokens[k].tag in ("AUX", "ADV", "TO") or tokens[k].tag in VERBS):
        k -= 1
    if k >= 0 and tokens[k].tag == "PRON" and tokens[k].lower in ("which", "that", "who"):
        k -= 1
    if k >= 0 and tokens[k].lower == ",":
        k -= 1
    end = k + 1
    if k >= 0 and tokens[k].lower == ")":
        # "The Total Fertility Rate (TFR) | fell"
        end = k = _open_bracket(tokens, k)
        k -= 1
    while k >= 0:
        token = tokens[k]
        if token.tag in ("VERB", "VBD", "AUX", "PRON") or (token.tag == "MARK" and token.lower not in "-'&/"):
            break
        if token.lower in _SUBORDINATE:
            break
        k -= 1
    return (k + 1, end) if k + 1 < end else None


_CHAIN: Final = frozenset(("of", "in", "between", "from", "for", "among", "to", "with", "on", "by", "at", "worth"))


def _walk_right(scope: Scope, quantity: Quantity, found: Site) -> None:
    tokens = scope.tokens
    count = len(tokens)
    i = found.after
    if found.end > found.after:
        # counted noun inside the span
        found.noun = (found.after, found.end)
        i = found.end
    else:
        while i < count and tokens[i].lower in "-')" and tokens[i].tag == "MARK":
            i += 1
        if i < count and tokens[i].tag == "MARK" and tokens[i].lower in "([":
            closed = next((j for j in range(i, min(count, i + 12)) if tokens[j].lower in ")]"), None)
            if closed is not None and any(j in _taken(scope) for j in range(i, closed)):
                i = closed + 1
        j = i
        if j < count and tokens[j].lower == "worth" and j + 1 < count and tokens[j + 1].lower == "of":
            found.noun_link, j = "of", j + 2
        elif (
            j < count
            and tokens[j].tag in ("PREP", "TO")
            and tokens[j].lower in ("of", "in", "for", "on", "to", "as", "from", "between", "with", "at")
        ):
            found.noun_link, j = tokens[j].lower, j + 1
        j = _skip_to_noun(scope, j)
        end = _noun_end(tokens, j)
        if end == j == found.end and j < count and found.first and tokens[found.first - 1].tag == "DET" and tokens[j].tag == "VERB":
            end = j + 1  # "a 99-year | lease"
        if end > j and j not in _timed(scope):
            found.noun = (j, end)
            i = end
        elif found.noun_link:
            i = j
    # phrases that go on from the noun
    steps = 0
    while found.noun is not None and i + 1 < count and steps < 3 and (tokens[i].lower in _CHAIN or tokens[i].tag == "POS"):
        j = _skip_to_noun(scope, i + 1)
        end = _noun_end(tokens, j)
        if end == j or j in _timed(scope):
            break
        found.chain.append((j, end))
        i = end
        if i + 1 < count and tokens[i].lower == "and":
            further = noun_phrase_end(tokens, i + 1)
            if further > i + 1 and not any(n in _taken(scope) for n in range(i + 1, further)):
                found.chain.append((i + 1, further))
                i = further
        steps += 1
    for j in range(i, min(count, i + 7)):
        token = tokens[j]
        if token.tag == "AUX":
            found.predicate = j
        if token.tag in VERBS and token.lower != "including":
            found.predicate = j
            break
        if (token.tag == "MARK" and token.lower not in "'\"") or token.tag in ("NOUN", "NAME") or token.lower in _JOINS:
            break


def _noun_end(tokens: list[Token], j: int) -> int:
    """End of the noun phrase at `j`, on past a possessive ("his company's | business")."""
    end = noun_phrase_end(tokens, j)
    i = j
    while end == j and i < len(tokens) and tokens[i].tag == "ADJ":
        i += 1
    if end == j and i > j and tokens[j - 1].lower == "the":
        # "of the poor", "of the middle aged"
        return i
    if end == j and i < len(tokens) and tokens[i].tag in VERBS and i > 0 and tokens[i - 1].tag in ("DET", "ADJ"):
        # "the overall | fall": the tagger takes the noun for a verb
        return i + 1 if change_noun(tokens[i].lower) is not None else j
    if end == j and j < len(tokens) and j > 0 and tokens[j - 1].tag == "PREP" and tokens[j].tag in ("ADJ", "VERB"):
        # "of concrete", "in fares": a noun whatever its tag
        return max(i, j + 1)
    while j < end < len(tokens) - 1 and tokens[end - 1].tag == "NAME" and tokens[end].tag == "ADJ":
        # "Czech | foreign trade"
        further = noun_phrase_end(tokens, end)
        if further == end:
            break
        end = further
    while end > j and end < len(tokens) and tokens[end].tag == "POS":
        further = noun_phrase_end(tokens, end + 1)
        if further == end + 1:
            break
        end = further
    return end


def _skip_to_noun(scope: Scope, j: int) -> int:
    tokens = scope.tokens
    count = len(tokens)
    taken = _taken(scope)
    while j < count and (tokens[j].tag in ("DET", "POS") or tokens[j].lower in ("all", "'", '"', "the", "more", "fewer", "additional")):
        j += 1
    if j < count and j in taken:
        # "40 percent of 500 firms": the noun is the other figure's
        number = taken[j][1]
        other = scope.quantities[number]
        if other.noun_span is not None:
            j = max(j, _index(scope, other.noun_span.start))
    while (j + 1 < count and tokens[j].tag == "NUM") or (
        j + 2 < count and tokens[j].lower in ("to", "-", "and") and tokens[j + 1].tag == "NUM"
    ):
        j += 1
    return j


def span(scope: Scope, start: int, end: int) -> Span:
    """Characters from token `start` to before token `end`."""
    return Span(scope.tokens[start].start, scope.tokens[end - 1].end)
