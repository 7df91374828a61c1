"""What makes a figure a change: the word that governs it, or the figure that it continues."""

from __future__ import annotations

from typing import Final, cast

from factdb.frame import changewords
from factdb.frame.changewords import change_after, change_noun
from factdb.frame.nouns import head_noun
from factdb.frame.place import RATIO, Change, Site
from factdb.frame.rightward import phrase_end
from factdb.frame.scope import Scope
from factdb.frame.site import site
from factdb.quantity import lexemes as lex
from factdb.text import tagger
from factdb.text.tokens import Token
from factdb.values import Direction, Quantity

# dimensions of which a bare "5 percent"-like amount after a change noun is how far something moved
_BULK: Final = frozenset(("mass", "volume", "energy", "power"))
# words after a figure that compare only percentages: "5 percent above", but "5 meters above the sea"
_PLACES: Final = frozenset(("above", "below", "up", "down", "ahead", "off", "short", "over", "under"))
_BESIDE: Final = frozenset(("above", "below", "ahead", "short"))
_MORE: Final = frozenset(("additional", "more", "extra", "fewer"))
# "lost a fifth of its value", "of its water" is how far that fell; "lost a fifth of the sheep" a share of them
_WORTH: Final = lex.words("measure_noun")
_USUAL: Final = frozenset(("average", "normal", "usual", "mean", "norm", "seasonal"))
_PAST_BE: Final = frozenset(("was", "were", "had"))
_OF_RATES: Final = frozenset(("rate", "rise", "fall", "increase", "decrease", "level", "pace"))  # "the rate of inflation"
_MARKS: Final = frozenset(("peak", "high", "low", "record", "level", "average", "range", "trough"))  # "fell from a peak of"
_POSTS: Final = frozenset(("jobs", "posts", "positions", "roles"))
_AFTER_NOUN: Final = frozenset(("in", "of", "from", "on", "for", "compared", "over", "since", ".", ",", ";"))


def governing(scope: Scope, quantity: Quantity) -> Change | None:
    """The word that makes the figure a change ("grew by 5", "an increase of 5", "5 percent higher"), None for anything else."""
    known = cast("dict[int, Change | None]", scope.memo.setdefault("change", {}))
    start = quantity.span.start
    if start not in known:
        place = site(scope, quantity)
        known[start] = _right(scope, quantity, place) or _left(scope, quantity, place) or _added(scope, quantity, place)
    return known[start]


def changes(scope: Scope, quantity: Quantity) -> bool:
    """Whether a word, or the figure that this one continues, makes it a change."""
    other: Quantity | None = quantity
    while other is not None:
        if governing(scope, other) is not None:
            return True
        other = copied(scope, other)
    return False


def copied(scope: Scope, quantity: Quantity) -> Quantity | None:
    """The figure whose kind and direction this one shares: the one it continues ("and by 0.4%"), explains in brackets or compares with.

    It always stands before `quantity`.
    """
    place = site(scope, quantity)
    if place.bracket is not None:
        return None if place.noun is not None and place.noun_link == "of" else scope.quantities[place.bracket]
    if place.change is None and (place.changed_to is None or place.preposition == "by"):
        if place.parallel is None:
            return _gapped(scope, quantity, place)
        other = scope.quantities[place.parallel]
        return other if other.unit == quantity.unit and not _own_ground(quantity, place) else None
    if place.change is not None and place.change.sort == "adverb" and place.preposition == "from" and place.earlier is not None:
        # "grew by 1.9%, up from 1.5%"
        other = scope.quantities[place.earlier]
        return other if other.unit == quantity.unit and other.unit in RATIO and governing(scope, other) is not None else None
    return None


def _gapped(scope: Scope, quantity: Quantity, place: Site) -> Quantity | None:
    """The figure whose verb is left out before this one: "shops added 46 jobs and restaurants 24"."""
    if (
        place.verb is not None
        or place.governor is None
        or place.earlier is None
        or place.preposition
        or place.linked
        or place.noun is not None
    ):
        return None
    opener = place.governor[0]
    other = scope.quantities[place.earlier]
    joins = ("and", ",", ";", "while")
    if (
        not opener
        or (scope.tokens[opener].lower not in joins and scope.tokens[opener - 1].lower not in joins)
        or other.unit != quantity.unit
    ):
        return None
    return other if site(scope, other).first < opener and governing(scope, other) is not None else None


def _own_ground(quantity: Quantity, place: Site) -> bool:
    """Whether the figure states a share of its own beside the one before it ("grew 5 percent and 30 percent of homes flooded")."""
    inside = quantity.noun_span is not None and quantity.span.covers(quantity.noun_span)
    part = place.noun_link == "of" or (inside and place.noun is not None)
    return part and quantity.unit == "percent" and place.preposition != "by"


def _left(scope: Scope, quantity: Quantity, place: Site) -> Change | None:
    left, preposition = place.change, place.preposition
    ratio = quantity.unit in RATIO
    if not ratio and not preposition and _hyphened(scope, quantity):
        return None  # "added a 70-seat cafe"
    if left is None:
        return _unaided(scope, quantity, place) if ratio else _saved(scope, quantity, place)
    if quantity.dimension in ("time", "length") and not preposition and left.sort == "verb" and _put_on(scope, place, left):
        return left
    if quantity.dimension == "time" and preposition not in ("by", "of"):
        return None
    if left.sort == "adverb":
        # "up 5", "up by 5"; "down to 5" is a level, "up from 5" the earlier one
        return left if preposition in ("", "by") or place.pre_index < left.at else None
    if left.sort == "noun":
        bare = ratio or quantity.unit == "count" or quantity.dimension == "money"
        capped = ratio and preposition == "to" and place.link in changewords.words("link", "caps")
        return left if capped or preposition in ("of", "by") or (bare and preposition in ("", "in")) else None
    return left if _moved(scope, quantity, place, left) else None


def _put_on(scope: Scope, place: Site, left: Change) -> bool:
    """As in "adds 3,000 miles to each voyage", "cuts 20 minutes off the trip"."""
    tokens = scope.tokens
    way = "up" if left.direction is Direction.UP else "down"
    if tagger.base(tokens[left.at].lower) not in changewords.words(way, "objects"):
        return False
    links = ("to",) if left.direction is Direction.UP else ("from", "off")
    return any(token.lower in links for token in tokens[place.end : place.end + 7])


def _hyphened(scope: Scope, quantity: Quantity) -> bool:
    """Whether the figure only describes what follows it: "a 70-seat cafe", "the $640-million plan"."""
    at = scope.text.find("-", quantity.number.start, quantity.number.end + 1)
    return at > 0 and scope.text[at - 1 : at].isalnum() and scope.text[at + 1 : at + 2].isalpha()


def _moved(scope: Scope, quantity: Quantity, place: Site, left: Change) -> bool:
    """Whether a change verb before the figure says how far it moved ("fell 40", "fell by 40"), not what it acts on ("raised 40 dollars")."""
    if place.preposition:
        return place.preposition == "by"
    verb = tagger.base(scope.tokens[left.at].lower)
    if quantity.unit in RATIO:
        part = place.noun_link == "of" or (quantity.noun_span is not None and quantity.span.covers(quantity.noun_span))
        if part and place.earlier is not None and scope.quantities[place.earlier].unit not in RATIO:
            return False  # "cut 2,800 posts, 9 percent of its staff"
        own = quantity.head in _WORTH or any(token.lower == "its" for token in scope.tokens[place.first + 1 : place.end + 3])
        return not part or verb not in changewords.words("transitive", "with_of") or (verb == "lose" and own)
    if place.earlier is not None and place.parallel is None and place.bracket is None:
        return False
    if verb in changewords.words("up", "objects"):
        return quantity.unit == "count" or quantity.dimension in _BULK
    if verb == "lose" and (quantity.head in _POSTS or quantity.head in changewords.words("down", "losses")):
        return True
    takes = verb in changewords.words("transitive", "verbs")
    return not takes or (quantity.unit == "count" and verb in changewords.words("down", "objects"))


def _unaided(scope: Scope, quantity: Quantity, place: Site) -> Change | None:
    """A change without change words right before the figure: "Growth slowed to 1.9 percent", "futures added 2 percent"."""
    rate = _rate_noun(scope, place)
    if rate is not None:
        return rate
    if place.changed_to is not None:
        return _slowed(scope, place)
    verb = place.verb
    if verb is None or place.preposition or place.governor is not None or place.noun_link == "of":
        return None
    adds = tagger.base(scope.tokens[verb].lower) in changewords.words("contribution", "alone")
    return Change(verb, Direction.UP, "verb") if adds else None


def _saved(scope: Scope, quantity: Quantity, place: Site) -> Change | None:
    """As in "saves up to 40 minutes", "would save the council £3 million": so much less is spent."""
    verb = place.verb
    if verb is None or quantity.dimension not in ("money", "time") or place.preposition or place.governor is not None:
        return None
    saves = tagger.base(scope.tokens[verb].lower) in changewords.words("down", "saving")
    return Change(verb, Direction.DOWN, "verb") if saves else None


def _added(scope: Scope, quantity: Quantity, place: Site) -> Change | None:
    """As in "a further 200 villages", "plant another 3,000 trees": so many on top of those there are; "another 14 were hurt" only goes on."""
    tokens, k = scope.tokens, place.first - 1
    if k < 0 or tokens[k].lower not in changewords.words("up", "before") or quantity.dimension in ("money", "ratio", "mass", "volume"):
        return None
    if tokens[k].lower in changewords.words("up", "listing"):
        if place.verb is not None and tagger.base(tokens[place.verb].lower) in changewords.words("up", "listed"):
            return None
        following = next((token for token in tokens[place.end : place.end + 3] if token.tag not in ("ADV", "ADJ")), None)
        finite = following is not None and (following.tag == "VBD" or following.lower in _PAST_BE)
        if finite or (place.verb is None and following is not None and following.tag == "VBN"):
            return None
    return Change(k, Direction.UP, "after")


def _rate_noun(scope: Scope, place: Site) -> Change | None:
    """As in "inflation was 3 percent", "eased to 3 percent": the percentage is how far prices moved."""
    tokens = scope.tokens
    if place.noun is not None and not place.noun_link and tokens[place.noun[1] - 1].lower in changewords.words("up", "rates"):
        return Change(place.noun[1] - 1, Direction.UP, "after")  # "2 percent inflation"
    moved = place.changed_to.direction if place.changed_to is not None and place.preposition == "to" else None
    for phrase in (place.governor, place.subject):
        if phrase is None:
            continue
        head = head_noun(tokens, phrase)
        for i in range(*phrase):
            way = next((way for way in (Direction.UP, Direction.DOWN) if tokens[i].lower in changewords.words(way.value, "rates")), None)
            if way is None:
                continue
            measure = head is not None and tokens[head].lower in _OF_RATES and tokens[i - 1].lower in ("of", "in")
            if head in (i, i + 1) or (phrase is place.governor and measure):
                return Change(i, moved or way, "noun")
        if phrase is place.governor and (head is None or tokens[head].lower not in _MARKS):
            break  # what governs is something else
    return None


def _going(tokens: list[Token], quantity: Quantity, i: int) -> Change | None:
    """As in "300 jobs will be cut", "about 40 posts are to go"."""
    if quantity.unit != "count" or quantity.head not in _POSTS:
        return None
    aided = False
    while i < len(tokens) and (tokens[i].tag in ("AUX", "ADV", "TO")):
        aided, i = True, i + 1
    goes = aided and i < len(tokens) and tagger.base(tokens[i].lower) in changewords.words("down", "going")
    return Change(i, Direction.DOWN, "after") if goes else None


def _slowed(scope: Scope, place: Site) -> Change | None:
    """As in "Growth slowed to 1.9 percent": the percentage is still how far something grew."""
    head = head_noun(scope.tokens, place.governor) if place.governor is not None else None
    way = change_noun(scope.tokens[head].lower) if head is not None else None
    return Change(head, way, "noun") if head is not None and way is not None else None


def _right(scope: Scope, quantity: Quantity, place: Site) -> Change | None:
    """A change word right after number and unit, or inside the counted noun phrase ("100 more seats")."""
    tokens = scope.tokens
    count = len(tokens)
    ratio = quantity.unit in RATIO
    if not ratio and _hyphened(scope, quantity):
        return None  # "the $640-million expansion"
    inside = next((k for k in range(place.first + 1, place.after) if tokens[k].lower in _MORE and tokens[k - 1].tag == "NUM"), None)
    if inside is not None and quantity.dimension not in ("money", "time"):
        return Change(inside, change_after(tokens[inside].lower)[1], "after")
    i = place.after
    while i < count and tokens[i].tag == "ADV" and not change_after(tokens[i].lower)[0]:
        i += 1
    if i >= count:
        return None
    found, way = change_after(tokens[i].lower)
    if not found and i + 1 < count:
        found, way = change_after(f"{tokens[i].lower} {tokens[i + 1].lower}")  # "short of"
    if found and _compares(tokens, i, place, quantity):
        return Change(i, way, "after")
    if ratio or quantity.unit == "count" or quantity.dimension == "money" or quantity.dimension in _BULK:
        return noun_after(tokens, i, ratio=ratio) or _going(tokens, quantity, place.end)
    return None


def _compares(tokens: list[Token], i: int, place: Site, quantity: Quantity) -> bool:
    """Whether the word of comparison at `i` makes the figure before it a change."""
    lower = tokens[i].lower
    following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    if quantity.unit in RATIO:
        return lower not in _PLACES or following != "to"
    if quantity.dimension == "money" and lower in _BESIDE and following:
        return True  # "$6 million above estimates"
    if lower in _BESIDE and quantity.dimension in ("length", "temperature"):
        return any(token.lower in _USUAL for token in tokens[i + 1 : i + 5])  # "two metres below its usual level"
    if lower in _PLACES or change_after(lower)[1] is None:
        return False
    if lower in ("more", "extra") and quantity.unit == "count" and i >= place.end:
        return following == "than"  # "and saved 200 more" is another 200
    if lower in ("higher", "lower"):
        return i >= place.end
    return lower != "additional" or i < place.end


def noun_after(tokens: list[Token], i: int, *, ratio: bool = True) -> Change | None:
    """As in "5 percent increase", "5 percent year-on-year rise", "£0.2 billion fall": the change noun heads the phrase after the figure."""
    if i >= len(tokens):
        return None
    end = phrase_end(tokens, i)
    if end == i and change_noun(tokens[i].lower) is not None and i:
        # the tagger may take "fall" or "drop" for a verb right after a figure
        following = tokens[i + 1].lower if i + 1 < len(tokens) else "."
        if following in _AFTER_NOUN and tokens[i - 1].lower != "and":
            end = i + 1
    if end == i or end - i > 5 or tokens[i].tag in ("VBG", "VBN"):
        return None
    head = end - 2 if end - i > 1 and tokens[end - 1].lower == "rate" else end - 1
    way = change_noun(tokens[head].lower, ratio=ratio)
    return Change(head, way, "after") if way is not None else None
