"""Change: direction and baseline."""

from __future__ import annotations

from functools import cache
from typing import Final

from factdb.frame import site as sites
from factdb.frame.scope import Scope, Slot
from factdb.frame.site import Change, Site, site
from factdb.lexicon import table
from factdb.text import tagger
from factdb.text.tokens import Token, noun_phrase_end
from factdb.values import Direction, Kind, Quantity, Span

_RATIO: Final = frozenset({"percent", "percentage_point", "basis_point"})
_TURNERS: Final = frozenset(("multiply", "divide"))


def direction(scope: Scope, quantity: Quantity) -> Slot[Direction | None]:
    """Up or down, by the verb or noun that governs the figure (GUIDELINES: "Direction")."""
    known: dict[int, Slot[Direction | None]] = scope.memo.setdefault("direction", {})  # type: ignore[assignment]
    start = quantity.span.start
    if start not in known:
        known[start] = _direction(scope, quantity)
    return known[start]


def _direction(scope: Scope, quantity: Quantity) -> Slot[Direction | None]:
    place = site(scope, quantity)
    if quantity.unit == "multiple":
        return _multiple(scope, quantity, place)
    found = governing(scope, quantity)
    if found is not None:
        return Slot(found.direction, _evidence(scope, found), f"change.{found.sort}")
    if quantity.direction is not None:
        return Slot(quantity.direction, quantity.span, "change.sign")
    if quantity.unit == "percentage_point" and place.verb is not None and place.noun_link == "to":
        return _contribution(scope, place)
    if place.changed_to is not None and _reaches(scope, quantity, place):
        return Slot(place.changed_to.direction, _evidence(scope, place.changed_to), "change.moved_to")
    if (
        place.preposition == "to"
        and place.change is not None
        and place.change.sort in ("adverb", "noun")
        and place.change.index < place.pre_index
    ):
        return Slot(place.change.direction, _evidence(scope, place.change), "change.moved_to")
    other = copied(scope, quantity)
    if other is not None:
        return direction(scope, other)
    return Slot(None)


def _contribution(scope: Scope, place: Site) -> Slot[Direction | None]:
    """ "contributing 0.5 points to growth", "adding 2 points to the fall"."""
    tokens = scope.tokens
    if place.verb is None or tagger.base(tokens[place.verb].lower) not in table("changes")["contribution"]["verbs"]:
        return Slot(None)
    ways = [sites.change_noun(token.lower) for token in tokens[slice(*place.noun)]] if place.noun is not None else []
    way = next((way for way in ways if way is not None), Direction.UP)
    return Slot(way, Span(tokens[place.verb].start, tokens[place.verb].end), "change.contribution")


def _evidence(scope: Scope, found: Change) -> Span:
    return sites.span(scope, found.index, found.index + 1)


def _reaches(scope: Scope, quantity: Quantity, place: Site) -> bool:
    """Whether "to" before the figure belongs to the change verb ("rose to 5", not "grew thanks to 5 donors")."""
    return place.preposition == "to" and (place.bracket is None)


def governing(scope: Scope, quantity: Quantity) -> Change | None:
    """The word that makes the figure a change ("grew by 5", "an increase of 5", "5 percent higher"), None for anything else."""
    known: dict[int, Change | None] = scope.memo.setdefault("change", {})  # type: ignore[assignment]
    start = quantity.span.start
    if start not in known:
        known[start] = _governing(scope, quantity)
    return known[start]


def _governing(scope: Scope, quantity: Quantity) -> Change | None:
    place = site(scope, quantity)
    right = _right(scope, quantity, place)
    if right is not None:
        return right
    left = place.change
    ratio = quantity.unit in _RATIO
    if left is None:
        return _slowed(scope, place) if ratio and place.changed_to is not None else None
    preposition = place.preposition
    if quantity.dimension == "time" and preposition not in ("by", "of"):
        return None
    if left.sort == "adverb":
        # "up 5", "up by 5", "down to 5" is a level, "up from 5" the earlier one
        return left if preposition in ("", "by") or place.pre_index < left.index else None
    if left.sort == "noun":
        if not ratio and quantity.unit != "count" and quantity.dimension != "money" and preposition not in ("of", "by"):
            return None
        return left if preposition in ("of", "by", "in", "") else None
    if place.earlier is not None and place.parallel is None and place.bracket is None and not ratio and preposition == "":
        return None
    if preposition == "by":
        return left
    if preposition:
        return None
    if ratio:
        return left
    # a bare amount after the verb is how far it moved ("fell 40"), unless the verb takes it as its object ("raised 40 million dollars")
    verb = tagger.base(scope.tokens[left.index].lower)
    if verb in _transitive() and not (quantity.unit == "count" and verb in _objects()):
        return None
    return left


def _slowed(scope: Scope, place: Site) -> Change | None:
    """ "Growth slowed to 1.9 percent": the percentage is still how far something grew."""
    if place.governor is None:
        return None
    tokens = scope.tokens
    head = None
    for i in range(*place.governor):
        if tokens[i].tag in ("NOUN", "NAME"):
            head = i
        elif tokens[i].tag in ("PREP", "TO") and head is not None:
            break
    way = sites.change_noun(tokens[head].lower) if head is not None else None
    return Change(head, way, "noun") if head is not None and way is not None else None


@cache
def _objects() -> frozenset[str]:
    return frozenset(table("changes")["down"]["objects"])


@cache
def _transitive() -> frozenset[str]:
    return frozenset(table("changes")["transitive"]["verbs"])


def _right(scope: Scope, quantity: Quantity, place: Site) -> Change | None:
    """A change word right after number and unit, or inside the counted noun phrase ("100 more seats")."""
    tokens = scope.tokens
    count = len(tokens)
    ratio = quantity.unit in _RATIO
    i = place.after
    inside = next((k for k in range(place.first, place.after) if tokens[k].lower in ("additional", "more", "extra", "fewer")), None)
    if inside is not None and inside > place.first and quantity.dimension not in ("money", "time") and tokens[inside - 1].tag == "NUM":
        return Change(inside, sites.change_after(tokens[inside].lower)[1], "after")
    while i < count and tokens[i].tag == "ADV" and not sites.change_after(tokens[i].lower)[0]:
        i += 1
    if i >= count:
        return None
    lower = tokens[i].lower
    changes, way = sites.change_after(lower)
    if changes:
        following = tokens[i + 1] if i + 1 < count else None
        if lower in ("above", "below", "up", "down", "ahead", "off", "short", "over") and not (
            ratio and (following is None or following.lower != "to")
        ):
            changes = False
        if lower in ("more", "less") and not ratio and following is not None and following.lower == "than" and quantity.unit == "count":
            changes = True
        if way is None and not ratio:
            changes = False
        if lower in ("higher", "lower") and not ratio and i < place.end:
            changes = False
        if lower in ("more", "extra") and quantity.unit == "count" and i >= place.end and (following is None or following.lower != "than"):
            # "and saved 200 more": another 200
            changes = False
        if lower == "additional" and i >= place.end and not ratio:
            changes = False
        if changes:
            return Change(i, way, "after")
    if not ratio and quantity.dimension != "money" and quantity.unit != "count":
        return _noun_after(tokens, i) if quantity.dimension in ("mass", "volume", "energy", "power") else None
    return _noun_after(tokens, i)


def _noun_after(tokens: list[Token], i: int) -> Change | None:
    """ "5 percent increase", "5 percent year-on-year rise", "£0.2 billion fall": the change noun heads the phrase after the figure."""
    end = noun_phrase_end(tokens, i)
    if end == i and i < len(tokens) and sites.change_noun(tokens[i].lower) is not None:
        # the tagger may take "fall" or "drop" for a verb right after a figure
        following = tokens[i + 1].lower if i + 1 < len(tokens) else "."
        previous = tokens[i - 1].lower
        if following in ("in", "of", "from", "on", "for", "compared", "over", "since", ".", ",", ";") and previous != "and":
            end = i + 1
    if end > i and tokens[i].tag in ("VBG", "VBN"):
        return None
    for j in range(i, end):
        way = sites.change_noun(tokens[j].lower)
        if way is not None and (j == end - 1 or tokens[j + 1].lower == "rate") and end - i <= 5:
            return Change(j, way, "after")
    return None


def copied(scope: Scope, quantity: Quantity) -> Quantity | None:
    """The figure whose kind and direction this one shares: the one it continues ("and by 0.4%"), explains in brackets or compares with."""
    place = site(scope, quantity)
    if place.bracket is not None:
        other = scope.quantities[place.bracket]
        return None if place.noun is not None and place.noun_link == "of" else other
    if place.change is None and (place.changed_to is None or place.preposition == "by"):
        if place.parallel is not None:
            other = scope.quantities[place.parallel]
            if other.unit == quantity.unit and not _own_ground(scope, quantity, place):
                return other
        if place.earlier is not None and place.preposition in ("to", "and") and place.parallel is None:
            return None
    elif place.change is not None and place.change.sort == "adverb" and place.preposition == "from" and place.earlier is not None:
        other = scope.quantities[place.earlier]
        if other.unit == quantity.unit and other.unit in _RATIO and governing(scope, other) is not None:
            return other
    return None


def _own_ground(scope: Scope, quantity: Quantity, place: Site) -> bool:
    """Whether the figure states a share or level of its own beside the one before it ("grew 5 percent and 30 percent of homes flooded")."""
    return place.noun_link == "of" and place.noun is not None and quantity.unit == "percent" and place.preposition != "by"


def _multiple(scope: Scope, quantity: Quantity, place: Site) -> Slot[Direction | None]:
    """ "increased 12-fold", "has tripled", "plans to double" go somewhere; "double the promised sum", "four times the number" compare."""
    tokens = scope.tokens
    token = tokens[min(place.first, len(tokens) - 1)]
    for i in range(place.first, place.end):
        token = tokens[i]
        for name in _TURNERS:
            entry = table("changes")[name]
            base = tagger.base(token.lower)
            if base in entry["verbs"] and (token.lower != base or _finite(tokens, place.first)):
                return Slot(Direction(entry["direction"]), Span(token.start, token.end), "change.multiply")
    found = place.change or place.changed_to
    if found is not None and found.sort in ("verb", "noun", "adverb") and place.preposition in ("", "by", "of", "to"):
        if place.governor is None or place.governor[0] < found.index or place.preposition:
            return Slot(found.direction, _evidence(scope, found), f"change.{found.sort}")
    end = place.end
    if end < len(tokens):
        after = _noun_after(tokens, end)
        if after is not None:
            return Slot(after.direction, _evidence(scope, after), "change.after")
    return Slot(None)


def _finite(tokens: list[Token], i: int) -> bool:
    """Whether the bare form at `i` is a verb: after "to", a modal, an auxiliary, or tagged as one after its subject."""
    k = i - 1
    while k >= 0 and tokens[k].tag == "ADV":
        k -= 1
    if k < 0:
        return False
    if tokens[k].tag == "AUX":
        return tokens[k].lower not in ("is", "are", "was", "were", "be", "been", "being", "'s", "am")
    if tokens[k].tag == "TO" or tokens[k].lower == "to":
        following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
        return following != "that"
    return tokens[i].tag == "VERB" and tokens[k].tag in ("NOUN", "NAME", "PRON")


@cache
def _baselines() -> tuple[tuple[tuple[str, ...], ...], frozenset[str]]:
    entry = table("changes")["baseline"]
    before = sorted((tuple(words.split()) for words in entry["before"]), key=lambda words: -len(words))
    return tuple(before), frozenset(entry["words"])


def baseline(scope: Scope, quantity: Quantity) -> Slot[str | None]:
    """The words of what the figure is compared with ("the previous year", "year-on-year"), None where nothing is named."""
    place = site(scope, quantity)
    if quantity.unit != "multiple" and kind_of_change(scope, quantity) is None:
        return Slot(None)
    tokens = scope.tokens
    count = len(tokens)
    before, alone = _baselines()
    if quantity.unit == "multiple" and place.noun is not None:
        words = sites.span(scope, *(place.noun[0], (place.chain[-1] if place.chain else place.noun)[1]))
        return Slot(words.of(scope.text), words, "baseline.multiple")
    for expression in scope.times:
        if expression.comparison and place.first - 12 <= 0 | 1:
            pass
    stop = min(count, place.after + 14)
    for other in scope.quantities:
        if other.span.start > quantity.span.start:
            stop = min(stop, sites.site(scope, other).first)
            break
    for i in range(place.after, stop):
        lower = tokens[i].lower
        if lower in (";", "."):
            break
        for width in (4, 3, 2, 1):
            words_here = " ".join(token.lower for token in tokens[i : i + width])
            if words_here in alone:
                found = sites.span(scope, i, min(count, i + width))
                return Slot(found.of(scope.text), found, "baseline.words")
        for words in before:
            if tuple(token.lower for token in tokens[i : i + len(words)]) == words:
                end = _phrase(scope, i + len(words))
                if end > i + len(words):
                    found = sites.span(scope, i + len(words), end)
                    return Slot(found.of(scope.text), found, "baseline.phrase")
    # "year-on-year growth of 5 percent"
    for i in range(max(0, place.first - 6), place.first):
        if tokens[i].lower in alone:
            return Slot(tokens[i].text, Span(tokens[i].start, tokens[i].end), "baseline.words")
    return Slot(None)


def _phrase(scope: Scope, i: int) -> int:
    """End of the noun phrase or time expression at `i` (prepositions inside allowed)."""
    tokens = scope.tokens
    j = i
    while j < len(tokens) and j - i < 12:
        token = tokens[j]
        if (
            (token.tag == "MARK" and token.lower not in "-'")
            or token.tag in ("VBD", "AUX", "VERB")
            or token.lower in ("and", "but", "while", "to")
        ):
            break
        j += 1
    return j


def kind_of_change(scope: Scope, quantity: Quantity) -> Kind | None:
    """Change where a word or the figure that this one continues makes it one, else None."""
    if governing(scope, quantity) is not None:
        return Kind.CHANGE
    other = copied(scope, quantity)
    if other is not None and other is not quantity:
        return kind_of_change(scope, other)
    return None
