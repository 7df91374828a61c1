"""Fractions of a group, multiples, and words for a part of a group."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from factdb.quantity import lexemes as lex
from factdb.quantity import noun, number
from factdb.quantity.draft import Draft
from factdb.quantity.number import Number
from factdb.quantity.trie import alternation
from factdb.text import tagger
from factdb.values import Bound, Direction, Kind, Span, Tier

_ROUND: Final = frozenset(map(Decimal, (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 50, 100, 1000, 10000, 100000, 1000000)))
_HUNDRED: Final = Decimal(100)
_RE_DENOMINATOR: Final = re.compile(rf"(?P<join>[ -])(?P<word>{alternation(lex.DENOMINATOR)})(?![a-z])")
_RE_SLASH: Final = re.compile(r"(?P<part>[0-9]{1,2})/(?P<whole>[0-9]{1,3})(?![0-9/])")
_RE_OUT_OF: Final = re.compile(r"(?:[ ]out[ ]of|-out-of|-in|[ ]in)(?:[ ]every|[ ]each)?[ -](?=[a-z0-9])")
_RE_NEXT: Final = re.compile(r"[ \n](?P<word>[a-z][a-z'-]*)")
# nouns of measure: "half the price" compares, "half the voters" is a share
_MEASURES: Final = frozenset(
    "price cost costs size length speed rate amount number level volume weight value time distance height width age pace area capacity"
    " average total normal strength sum figure price-tag budget salary pay wage wages output".split()
)
_AFTER_MULTIPLE: Final = frozenset(
    "the that what as its their his her this those more less higher lower larger bigger greater faster longer smaller over fewer better"
    " cheaper older taller stronger worse heavier our earnings sales revenue revenues income profit profits book annual usual forward trailing expected".split()
)
_RAISES: Final = re.compile(
    r"(?:increase[ds]?|increasing|grow|grew|grown|growing|rise|rose|risen|rising|multipl(?:y|ied)|jump(?:ed)?|expand(?:ed)?|up|soar(?:ed)?|surge[ds]?)"
    r"(?:[ ](?:by|to|more|than|nearly|almost|about|over|some|around|roughly|at|least|up|as|much|a))*[ ]?\Z"
)
_LOWERS: Final = re.compile(
    r"(?:fall|fell|fallen|drop(?:ped)?|decline[ds]?|decrease[ds]?|shr[aiu]nk|cut|down|plunge[ds]?)(?:[ ][a-z]+)?[ ]?\Z"
)
_HEDGES: Final = frozenset(
    {"nearly", "almost", "more", "than", "about", "roughly", "at", "least", "over", "also", "approximately", "around", "just"}
)
_VERB_PLACE: Final = frozenset(
    {"to", "will", "would", "could", "may", "might", "can", "should", "shall", "must", "and", "not", "did", "does", "do"}
)


def draft(num: Number, start: int, end: int, value: Decimal, unit: str, dimension: str, rule: str) -> Draft:
    """A draft with no bound yet."""
    return Draft(num, start, end, value, unit, dimension, rule)


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """`part` of `whole` in percent: exact where it ends, three decimals else."""
    exact = part * _HUNDRED / whole
    return exact.normalize() if len(exact.as_tuple().digits) < 6 else exact.quantize(Decimal("0.001"), ROUND_HALF_UP)


def words(text: str, lower: str, num: Number) -> Draft | None:
    """ "one-third of ...", "three quarters", "two thirds": a number word and a denominator."""
    match = _RE_DENOMINATOR.match(lower, num.end)
    if not match or num.scale != 1 or num.value != num.value.to_integral_value() or num.value >= 100:
        return None
    whole = lex.DENOMINATOR[match["word"]]
    if num.value > whole or not (match["word"].endswith(("s", "half")) or num.value == 1):
        return None
    if match["word"].startswith("quarter") and match["join"] == " " and not lower.startswith((" of ", " the "), match.end()):
        return None  # "three quarters" alone are nine months
    if match["word"] == "half" and num.value != 1:
        return None
    if match["join"] == " " and num.value == 1 and not _ends_phrase(lower, match.end()):
        return None  # "one third party"
    return _of_group(text, lower, num, num.start, match.end(), percent_of(num.value, whole))


def slashed(text: str, lower: str, num: Number) -> Draft | None:
    """ "2/3 of ...", "3/4 mile" is left alone."""
    match = _RE_SLASH.match(lower, num.start)
    if not match or text[num.start - 1 : num.start].isalnum():
        return None
    part, whole = Decimal(match["part"]), Decimal(match["whole"])
    if not 0 < part < whole or whole not in (2, 3, 4, 5, 6, 8, 10) or not lower.startswith((" of", "rds", "ths"), match.end()):
        return None
    num.end = match.end() + (3 if lower.startswith(("rds", "ths"), match.end()) else 0)
    return _of_group(text, lower, num, num.start, num.end, percent_of(part, whole))


def out_of(text: str, lower: str, num: Number) -> Draft | None:
    """ "eight out of 10", "one in four": one share where the whole is a round small number; "26 of 45" stays two quantities."""
    match = _RE_OUT_OF.match(lower, num.end)
    if not match or num.scale != 1 or num.value != num.value.to_integral_value():
        return None
    other = number.read(lower, match.end())
    if other is None or other.value <= num.value or not ("every" in match.group() or other.value in _ROUND):
        return None
    if other.scale not in (1, 100, 1000) or other.vague:
        return None
    inside = " in" in match.group() or "-in" in match.group()
    if inside:
        if num.value > 20 or lower[other.end : other.end + 1] in ("%", "-", "/", ":"):
            return None
        following = _RE_NEXT.match(lower, other.end)
        if following and (
            following["word"].startswith(("year", "month", "day", "hour", "week", "minute", "decade", "percent", "game", "match", "second"))
            or (num.digits and num.value > 1 and not noun.is_plural(following["word"]))
        ):
            return None
    num.end = other.end
    found = _of_group(text, lower, num, num.start, other.end, percent_of(num.value, other.value))
    if found.noun_span is None:
        phrase = noun.after_number(text, lower, other.end)
        if phrase:
            found.end, found.head = phrase.end, phrase.head
            found.head_span, found.noun_span = Span(phrase.head_start, phrase.end), Span(phrase.start, phrase.end)
    return found


def half(text: str, lower: str, start: int) -> Draft | Number | None:
    """Readings of "half" and "a third", "a quarter": a share, a multiple ("half the price"), or a number ("half a million").

    Args:
        start: of the word "half", "third", "quarter" ... ; an article before it is looked for.

    Returns:
        A number where it goes on as one ("half a million", "half an hour"); None for "the first half", "a quarter" (of a year).
    """
    match = re.compile(r"[a-z]+").match(lower, start)
    assert match
    word, end = match.group(), match.end()
    whole = lex.DENOMINATOR[word]
    article = lower[max(0, start - 3) : start] in (" a ", "\na ", '"a ', "(a ") or (start == 2 and lower.startswith("a "))
    begin = start - 2 if article else start
    value = Decimal(1) / whole
    num = Number(begin, end, value)
    before = lower[max(0, begin - 12) : begin].rpartition(" ")[0].rpartition(" ")[2]
    if word == "half":
        scaled = re.compile(
            r"[ -](?:a|an|of[ ]a)[ -](?P<word>million|billion|trillion|dozen|thousand|hundred|century|decade|hour|day|mile|year|minute|pint|kilometer|kilometre|inch|liter|litre|pound|ton|tonne|percent|percentage|point|lakh|crore|cent)(?![a-z])"
        ).match(lower, end)
        if scaled:
            if scaled["word"] in lex.SCALE:
                return Number(begin, scaled.end(), value, lex.SCALE[scaled["word"]])
            if scaled["word"] == "dozen":
                return Number(begin, scaled.end(), Decimal(6))
            return Number(begin, scaled.start("word") - 1, value)
        if before in (
            "first",
            "second",
            "other",
            "latter",
            "former",
            "last",
            "early",
            "half",
            "every",
            "top",
            "bottom",
            "better",
            "upper",
            "lower",
            "this",
            "each",
        ):
            return None
        if lower[end : end + 1] == "-":
            return None if not lower.startswith(("-hour", "-mile", "-point", "-percentage", "-century", "-day", "-inch"), end) else num
        if lower.startswith(" percent", end):
            return num
    elif not article:
        return None
    elif lower.startswith(" of a ", end):
        scaled = re.compile(r" of a (?P<word>million|billion|trillion|century|mile|hour|thousand|percent|percentage)(?![a-z])").match(
            lower, end
        )
        if scaled:
            if scaled["word"] in lex.SCALE:
                return Number(begin, scaled.end(), value, lex.SCALE[scaled["word"]])
            return Number(begin, scaled.start("word") - 1, value)
    following = _RE_NEXT.match(lower, end)
    after = following["word"] if following else ""
    if after in ("the", "its", "their", "his", "her", "that", "what", "this", "our", "your", "those", "these") and word == "half":
        phrase = noun.group(text, lower, end)
        if phrase and (phrase.head in _MEASURES or after in ("that", "what") and phrase.start > end + 6):
            found = Draft(num, begin, phrase.end, Decimal("0.5"), "multiple", "multiple", "fraction.half", kind=Kind.MULTIPLE)
            return _with_noun(found, phrase)
        if after in ("that", "what") and not phrase:
            return Draft(num, begin, end, Decimal("0.5"), "multiple", "multiple", "fraction.half", kind=Kind.MULTIPLE)
        if phrase:
            return _with_noun(_share(num, begin, phrase.end, percent_of(Decimal(1), whole)), phrase)
        return None
    if after == "of":
        return _of_group(text, lower, num, begin, end, percent_of(Decimal(1), whole))
    if word == "quarter" and not lower.startswith(" (", end):
        return None
    if article and word == "half" and lower.endswith(("and a half", "and-a-half"), 0, end):
        found_and = _and_a_half(lower, start, end)
        if found_and:
            return found_and
    if (
        word == "half"
        and not article
        and before
        not in ("by", "in", "than", "about", "over", "nearly", "almost", "roughly", "around", "to", "only", "just", "under", "least", "and")
    ):
        return None
    if article and before == "and" and not lower.endswith(("third and a ", "quarter and a ", "fifth and a "), 0, start):
        return None
    if not _ends_phrase(lower, end, verb=word == "half"):
        return None
    return _share(num, begin, end, percent_of(Decimal(1), whole))


_RE_UNIT_AND: Final = re.compile(
    r"(?<![a-z])(?P<one>an?)[ ](?P<unit>year|month|week|day|hour|minute|decade|century|mile|kilometer|kilometre)[ ]and[ ]a[ ]\Z"
)


def _and_a_half(lower: str, start: int, end: int) -> Number | None:
    """ "a year and a half": one and a half of the unit before; the number covers all of it."""
    match = _RE_UNIT_AND.search(lower, max(0, start - 24), start)
    if not match:
        return None
    return Number(match.start(), end, Decimal("1.5"), article=True)


_RE_OF_A: Final = re.compile(r"(?P<join>[ -])(?P<word>[a-z]+)(?P<of>[ ]of[ ]an?)(?=[ ])")


def of_unit(lower: str, num: Number) -> Number | None:
    """ "three quarters of an hour", "two tenths of a second": a number of the unit that follows it."""
    match = _RE_OF_A.match(lower, num.end)
    if not match or match["word"] not in lex.DENOMINATOR or num.scale != 1:
        return None
    return Number(num.start, match.end(), num.value / lex.DENOMINATOR[match["word"]], digits=num.digits)


def _ends_phrase(lower: str, position: int, *, verb: bool = True) -> bool:
    """Whether no noun follows that the words before would describe; `verb`: what may be a base verb is one."""
    following = _RE_NEXT.match(lower, position)
    if not following:
        return lower[position : position + 1] != "-"
    code = tagger.code(following["word"])
    return code in ("PREP", "CONJ", "AUX", "PRON", "ADV", "DET", "VBD", "D") or (verb and code == "VERB")


def _share(num: Number, start: int, end: int, value: Decimal) -> Draft:
    return Draft(num, start, end, value, "percent", "ratio", "fraction", kind=Kind.SHARE)


def _with_noun(found: Draft, phrase: noun.Phrase) -> Draft:
    found.head, found.head_span, found.noun_span = phrase.head, Span(phrase.head_start, phrase.end), Span(phrase.start, phrase.end)
    return found


def _of_group(text: str, lower: str, num: Number, start: int, end: int, value: Decimal) -> Draft:
    """A share with its group, where "of ..." follows."""
    num.start, num.end = start, end
    found = _share(num, start, end, value)
    if lower.startswith((" of ", " the "), end):
        phrase = noun.group(text, lower, end + (3 if lower.startswith(" of ", end) else 0))
        if phrase:
            found.end = phrase.end
            _with_noun(found, phrase)
    return found


def part(text: str, lower: str, start: int) -> Draft | None:
    """ "none of ...", "a majority of ...": vague parts of a group, optional."""
    word = re.compile(r"[a-z]+").match(lower, start)
    assert word
    name, end = word.group(), word.end()
    if not lower.startswith(" of ", end) and (name == "none" or lower[end : end + 1] == "-" or not _ends_phrase(lower, end)):
        return None
    num = Number(start, end, lex.PART[name])
    found = _of_group(text, lower, num, start, end, lex.PART[name])
    found.rule, found.tier, found.bound = "part", Tier.OPTIONAL, Bound(lex.PART_BOUND[name])
    return found


def multiple_verb(lower: str, start: int) -> Draft | None:
    """ "doubled", "will triple", "double the ...", "halved"."""
    match = re.compile(r"[a-z]+").match(lower, start)
    assert match
    word, end = match.group(), match.end()
    if lower[end : end + 1] == "-" or lower[start - 1 : start] == "-":
        return None
    words_before = [w for w in lower[max(0, start - 36) : start].split() if w not in _HEDGES]
    before = words_before[-1] if words_before else ""
    following = _RE_NEXT.match(lower, end)
    after = following["word"] if following else ""
    if after == "as" and not lower.startswith((" as much", " as many"), end):
        return None  # "it doubled as an office"
    direction: Direction | None = Direction.DOWN if word.startswith("halv") else Direction.UP
    if word in lex.MULTIPLE_UNSURE:
        as_verb = before in _VERB_PLACE or (word.endswith("s") and after in ("the", "its", "their", "his", "her", "in"))
        compares = after in ("the", "that", "what", "its", "their", "those", "from", "this")
        if word.endswith("s") and not as_verb:
            return None
        if not as_verb and not compares:
            if (
                after
                and tagger.code(after) not in ("PREP", "CONJ", "ADV")
                or before in ("a", "the", "women's", "men's", "in", "mixed", "an")
            ):
                return None
            if not after and before not in ("to", "by", "is", "was", "will", "would"):
                return None
        if not as_verb:
            direction = None
    num = Number(start, end, lex.MULTIPLE_VERB[word])
    return Draft(num, start, end, lex.MULTIPLE_VERB[word], "multiple", "multiple", "multiple.verb", kind=Kind.MULTIPLE, direction=direction)


def multiple_adverb(lower: str, start: int) -> Draft | None:
    """ "twice the size", "twice as many"; "twice" alone counts occasions and is left."""
    end = start + (5 if lower.startswith("twice", start) else 6)
    following = _RE_NEXT.match(lower, end)
    if not following or following["word"] not in (
        "the",
        "as",
        "that",
        "what",
        "its",
        "their",
        "his",
        "her",
        "this",
        "those",
        "our",
        "more",
    ):
        return None
    num = Number(start, end, lex.MULTIPLE_ADVERB[lower[start:end]])
    return Draft(num, start, end, num.value, "multiple", "multiple", "multiple.adverb", kind=Kind.MULTIPLE)


def times(text: str, lower: str, num: Number) -> Draft | None:
    """ "four times the ...", "1.5 times", "rose 12-fold", "sixfold"; "four times" alone counts occasions."""
    fold = re.compile(r"[ -]?fold(?![a-z])").match(lower, num.end)
    if fold:
        found = Draft(num, num.start, fold.end(), num.value, "multiple", "multiple", "multiple.fold", kind=Kind.MULTIPLE)
        window = lower[max(0, num.start - 40) : num.start]
        found.direction = Direction.UP if _RAISES.search(window) else Direction.DOWN if _LOWERS.search(window) else None
        if lower.startswith((" increase", " rise", " growth", " jump"), fold.end()):
            found.direction = Direction.UP
        return found
    match = re.compile(r"[ -](?:times|x)(?![a-z])|x(?![a-z0-9])").match(lower, num.end)
    if not match:
        return None
    if lower[match.end() - 1] == "x" and (text[match.end() - 1] == "X" or num.value >= 1000):
        return None  # a model
    following = _RE_NEXT.match(lower, match.end())
    after = following["word"] if following else ""
    raised = _RAISES.search(lower[max(0, num.start - 40) : num.start])
    fractional = num.value != num.value.to_integral_value()
    if not (after in _AFTER_MULTIPLE or raised or fractional or match.group() == "x"):
        return None
    if after == "over" and not raised:
        return None
    found = Draft(num, num.start, match.end(), num.value, "multiple", "multiple", "multiple.times", kind=Kind.MULTIPLE)
    found.direction = Direction.UP if raised else None
    return found
