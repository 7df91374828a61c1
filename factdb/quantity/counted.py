"""Numbers without a unit: counted nouns, ages, "one of", "both", "decades", and bare numbers with what speaks against them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from factdb.lexicon import table
from factdb.quantity import lexemes as lex
from factdb.quantity import lookalike, noun, per, unit
from factdb.quantity.attach import bounded, finish
from factdb.quantity.bound import HEDGE
from factdb.quantity.draft import Draft, Outcome
from factdb.quantity.number import Number
from factdb.text import tagger
from factdb.text.trie import alternation
from factdb.values import Bound, Direction, Span, Tier

RE_AGED: Final = re.compile(r"(?<![a-z])(?:aged?|ages|turned|turning|turns)[ ](?:of[ ]|over[ ]|under[ ]|between[ ]|from[ ])?\Z")
RE_HALF_MORE: Final = re.compile(r" and a half(?![a-z])")
# "adults over 65", "children under five"
_RE_GROUP_AGED: Final = re.compile(
    rf"(?<![a-z])(?:{alternation(lex.words('aged_group'))})[ ](?:aged[ ])?(?:over|under|above|below|younger[ ]than|older[ ]than)[ ](?:the[ ]age[ ]of[ ])?\Z"
)
_RE_COMMA_AGE: Final = re.compile(r"[A-Za-z][a-z.]*,[ ]\Z")
_RE_LASTING_A: Final = re.compile(
    rf"(?<![a-z])(?:{alternation(lex.words('lasting_verb'))})[ ](?:(?:[a-z0-9,]+[ ]){{0,2}}?for[ ])?(?:only[ ]|just[ ])?{HEDGE}?(?P<article>an?)[ ]\Z"
)
# "a year ago", "a day or two", "a week-long strike", "a day after": no length by itself
_RE_NOT_ALONE: Final = re.compile(
    r"-|'|[ ](?:ago|earlier|later|before|after|of|on|or|and[ ]an?|old|from|in[ ]advance|more|to[ ]day)(?![a-z])"
)
_RE_GROUP_OF: Final = re.compile(r"(?<![a-z])(?:family|household|group|party|team|crew|couple|class|panel)[ ]of[ ]\Z")
_RE_NEXT: Final = re.compile(r"[ ](?P<word>[a-z]+)")
_RE_WORD: Final = re.compile(r"[a-z]+")
_RE_COMPOUND: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")
_RE_BOTH_THE: Final = re.compile(r" (?:of )?(?:the|these|those|our|their|its|his|her|my|your)(?= )")
_RE_OLD: Final = re.compile(r"-(?:old|long)(?![a-z])")
_RE_OPENING: Final = re.compile(r"[.!?][ \n]\Z")
# classes of words that no person is called by
_CLOSED: Final = frozenset({"PREP", "CONJ", "ADV", "AUX", "DET", "PRON", "VBD"})
_BE: Final = frozenset({"are", "were", "is", "was"})
_JOINS: Final = frozenset({"to", "or", "and"})
_PARTS: Final = frozenset({"of", "for"})  # "15-of-22 shooting"
_CASUALTIES: Final = frozenset(table("lookalikes")["casualty"]["words"].split())
_HYPHEN: Final = frozenset(table("lookalikes")["hyphen"]["words"].split())
_IDIOM: Final = frozenset(table("lookalikes")["idiom"]["words"].split())
_LABELS: Final = lex.words("label")
_NOT_ONE: Final = lex.words("not_one")
_ERA: Final = lex.words("era")


def skip_compound(lower: str, position: int) -> int:
    """End of the hyphened words after `position`."""
    while lower[position : position + 1] == "-":
        match = _RE_WORD.match(lower, position + 1)
        if not match:
            break
        position = match.end()
    return position


def counted(text: str, lower: str, num: Number, position: int) -> Outcome:  # noqa: PLR0912 - one case a way to count
    """A number without unit: a counted noun after it, a casualty word, or nothing."""
    value = num.value
    one = value == 1
    hanging = lower[position : position + 1] == "-"
    found = Draft(num, num.start, num.end, value, "count", "count", "count")
    if hanging and lower[position + 1 : position + 2].isalpha():
        word = _RE_COMPOUND.match(lower, position + 1)
        name = word.group() if word else ""
        if name in _PARTS and num.digits:
            return Outcome(bare(text, lower, found, None), num.end)
        if (
            not name
            or text[position + 1].isupper()
            or name in _HYPHEN
            or name.rpartition("-")[2] in ("old", "olds")
            or value == 0
            or one
            or name in lex.SCALE
            or name in _JOINS
        ):
            return Outcome(bare(text, lower, found, "hyphen") if name in _JOINS else None, skip_compound(lower, num.end))
    if one and not num.digits:
        following = _RE_NEXT.match(lower, position)
        if lower.startswith(" of ", position):
            return _one_of(text, lower, found)
        if not following or following["word"] in _IDIOM:
            return Outcome(None, num.end)
        named = text[num.start].isupper() and text[max(0, num.start - 2)].isalnum() and not text[num.start + 1].isupper()
        if named or lex.word_before(lower, num.start) in _NOT_ONE:
            return Outcome(None, num.end)
    if value == 0 and not num.digits:
        return Outcome(None, num.end)
    place = position
    if num.vague and lower.startswith(" of ", num.end):
        phrase = (
            noun.group(text, lower, num.end + 3)
            if lower.startswith((" of the ", " of his ", " of its ", " of their "), num.end)
            else noun.after_number(text, lower, num.end + 3)
        )
    elif num.vague and lower[num.start : num.end].endswith("s") and num.value != 2:
        phrase = None
    else:
        phrase = _noun_after(text, lower, num, place, one=one)
    counted = phrase is not None
    if phrase is None and num.vague and lower.startswith(" of ", num.end):
        phrase = noun.group(text, lower, num.end + 3)
    if one and not num.digits and phrase is None:
        return Outcome(None, num.end)
    if phrase and " and " in lower[phrase.start : phrase.end] and num.value != num.value.to_integral_value() and num.scale == 1:
        phrase, counted = None, False
    if num.digits and (
        lookalike.addressed(text, num) or lookalike.named(text, lower, num, counted=counted) or lookalike.year(lower, num, counted=counted)
    ):
        age = _aged(lower, num, found)
        return Outcome(age, num.end) if age else Outcome(bare(text, lower, found, "name"), num.end)
    if not num.digits and _reference_word(lower, num):
        return Outcome(None, num.end)
    if phrase:
        apart = text[phrase.start].isdigit()  # "two 600-megawatt units": both numbers stand alone
        found.end = num.end if apart else phrase.end
        found.count(phrase)
        modifier = lower[phrase.start : phrase.head_start]
        if modifier.startswith(("more ", "additional ", "extra ")):
            found.direction = Direction.UP
        elif modifier.startswith(("fewer ", "less ")):
            found.direction = Direction.DOWN
        return finish(text, lower, found, found.end)
    if lower.startswith((" of ",), num.end) and not num.vague:
        group = noun.group(text, lower, num.end + 3)
        if group and noun.is_plural(group.head) and not any(map(str.isdigit, lower[num.end : group.end])):
            found.end = group.end
            found.count(group)
            return finish(text, lower, found, group.end)
    if hanging:
        found.hanging = True
    left = bare(text, lower, found, _doubt(text, lower, num, position))
    return Outcome(left, left.per_span.end if left.per_span else num.end)


def _noun_after(text: str, lower: str, num: Number, position: int, *, one: bool) -> noun.Phrase | None:
    """The counted noun after a number; a verb after the size of a group is none ("a family of four pays")."""
    phrase = noun.after_number(text, lower, position, one=one)
    if phrase and _RE_GROUP_OF.search(lower, max(0, num.start - 16), num.start) and tagger.code(phrase.head) in ("NVS", "VERB"):
        return None
    return phrase


def _reference_word(lower: str, num: Number) -> bool:
    """As in "day five", "phase two": a number word that names."""
    return lex.word_before(lower, num.start) in _LABELS


def _doubt(text: str, lower: str, num: Number, position: int) -> str | None:
    """Why a bare number may be none; `position` is behind it and what is glued to it ("-plus")."""
    if num.vague:
        return "vague"
    if lookalike.bracketed(text, num):
        return "bracket"
    follows = lower[position : position + 1]
    if follows.isalnum() or follows in ("'", "_", "&"):
        return "glued"
    if follows == "-" and lower[position + 1 : position + 2] != " ":
        return "hyphen"
    if lookalike.described(text, lower, num):
        return "name"
    if num.digits and lower.endswith("top ", 0, num.start):
        return "name"
    if not num.digits and lower.endswith(("half past ", "quarter past ", "quarter to ", "half-past "), 0, num.start):
        return "clock"
    if lower[num.end - 1] == "k" and num.value <= 42000 and num.digits:
        return "race"
    if _RE_OPENING.search(text[max(0, num.start - 3) : num.start]) and lower.startswith(", ", num.end) and num.plain:
        return "date"
    if num.article:
        return None if num.value >= 12 else "article"
    line = lower.rfind("\n", max(0, num.start - 200), num.start)
    alone = text[line + 1 : num.start].strip() == "" and lower[num.end : num.end + 1] in ("\n", "")
    if alone:
        return "alone"
    return None


def _aged(lower: str, num: Number, found: Draft) -> Draft | None:
    """As in "aged 66", "Lopez, 66,": a person's age, optional."""
    before = lower[max(0, num.start - 14) : num.start]
    if num.value > 120 or num.value != num.value.to_integral_value():
        return None
    if RE_AGED.search(before) or _RE_GROUP_AGED.search(lower, max(0, num.start - 30), num.start):
        found.unit, found.dimension, found.rule, found.tier, found.doubt, found.bare = "year", "time", "age", Tier.OPTIONAL, None, False
        return found
    return None


def bare(text: str, lower: str, found: Draft, doubt: str | None) -> Draft:
    """`found` as a bare number: an age where it looks like one, else a count that `doubt` may speak against."""
    found.bare, found.doubt = True, doubt
    num = found.number
    age = _aged(lower, num, found)
    if age:
        return bounded(lower, age)
    if (
        num.plain
        and num.value < 120
        and lower[num.end : num.end + 1] in (",", ";", ".", ")")
        and _RE_COMMA_AGE.search(text[max(0, num.start - 20) : num.start])
    ):
        name = text[max(0, num.start - 20) : num.start].rstrip(", ").rpartition(" ")[2]
        person = name[:1].isupper() or (tagger.code(name) not in _CLOSED and not noun.is_plural(name))
        if person and num.value > 4 and lower[num.end : num.end + 1] == ",":
            found.unit, found.dimension, found.rule, found.tier, found.bare = "year", "time", "age", Tier.OPTIONAL, False
            return found
    following = _RE_NEXT.match(lower, num.end)
    if following and following["word"] in _CASUALTIES and doubt in (None, "vague"):
        found.doubt = None
        found.head, found.head_span = following["word"], Span(following.start("word"), following.end("word"))
    if num.vague:
        found.bound, found.tier = Bound.GT, Tier.OPTIONAL
        return found
    if lower.startswith((" per ", " a "), num.end):
        denominator = per.after(text, lower, num.end, rate=False)
        found.tell_per(denominator)
    return bounded(lower, found)


def _one_of(text: str, lower: str, found: Draft) -> Outcome:
    """As in "one of the largest banks": optional."""
    phrase = noun.group(text, lower, found.number.end + 3)
    if not phrase or not noun.is_plural(phrase.head):
        return Outcome(None, found.number.end)
    found.end, found.tier, found.rule = phrase.end, Tier.OPTIONAL, "one_of"
    found.count(phrase)
    return Outcome(found, phrase.end)


def both(text: str, lower: str, start: int, end: int) -> Outcome:
    """As in "both sides": optional; "both A and B" is no count."""
    place = end
    match = _RE_BOTH_THE.match(lower, end)
    if match:
        place = match.end()
    phrase = noun.after_number(text, lower, place)
    before = lex.word_before(lower, start)
    listed = phrase and lower.startswith(" and ", phrase.end) and not lower.startswith((" and their", " and its"), phrase.end)
    if not phrase or listed or before in _BE or " and " in lower[phrase.start : phrase.end] or phrase.end - phrase.start > 45:
        return Outcome(None, end)
    num = Number(start, end, Decimal(2))
    found = Draft(num, start, phrase.end, Decimal(2), "count", "count", "both", tier=Tier.OPTIONAL)
    found.count(phrase)
    return Outcome(found, phrase.end)


def length(text: str, lower: str, start: int, word: str, end: int) -> Outcome:
    """A length of time told by its unit alone: "decades", "takes an hour"."""
    return _years(text, lower, start, word, end) if word in lex.YEARS else _one_unit(text, lower, start, end)


def _one_unit(text: str, lower: str, start: int, end: int) -> Outcome:
    """As in "takes an hour", "was jailed for a year", "feeds 300 people for a week": one unit of time that something lasts."""
    begun = _RE_LASTING_A.search(lower, max(0, start - 48), start)
    if begun is None or _RE_NOT_ALONE.match(lower, end):
        return Outcome(None, end)
    measure = unit.after(text, lower, start - 1, one=True)
    if measure is None or measure.end != end:
        return Outcome(None, end)
    first = begun.start("article")
    num = Number(first, start - 1, Decimal(1), article=True)
    found = Draft(num, first, end, measure.unit.times, measure.unit.code, measure.unit.dimension, f"unit.{measure.unit.dimension}")
    found.unit_span = Span(start, end)
    return Outcome(bounded(lower, found), end)


def _years(text: str, lower: str, start: int, word: str, end: int) -> Outcome:
    """As in "decades", "centuries", "a decade": lengths of time without a number; optional."""
    plural = word in ("decades", "centuries", "millennia")
    if not plural and lower[end : end + 1] != "-" and lex.word_before(lower, start) not in _ERA:
        return Outcome(None, end)
    if lower[end : end + 1] == "-" and not lower.startswith(("-old", "-long"), end):
        return Outcome(None, end)
    span_end = end
    age = _RE_OLD.match(lower, end)
    if age:
        span_end = age.end()
    num = Number(start, end, lex.YEARS[word])
    found = Draft(num, start, span_end, num.value, "year", "time", "years", tier=Tier.OPTIONAL)
    found.unit_span = Span(start, end)
    half = RE_HALF_MORE.match(lower, end)
    if half:
        found.value += num.value / 2
        found.end = half.end()
    if plural:
        found.bound = Bound.GT
        return Outcome(found, span_end)
    return Outcome(bounded(lower, found), found.end)
