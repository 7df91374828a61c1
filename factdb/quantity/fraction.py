"""Fractions of a group ("one-third of ...", "eight out of 10"), halves, and words for a part of a group."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from factdb.quantity import lexemes as lex
from factdb.quantity import noun, number
from factdb.quantity.bound import HEDGE
from factdb.quantity.draft import Draft
from factdb.quantity.number import Number
from factdb.text import tagger
from factdb.text.trie import alternation
from factdb.values import Bound, Kind, Tier

_ROUND: Final = frozenset(map(Decimal, (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 50, 100, 1000, 10000, 100000, 1000000)))
_HUNDRED: Final = Decimal(100)
_RE_DENOMINATOR: Final = re.compile(rf"(?P<join>[ -])(?P<word>{alternation(lex.DENOMINATOR)})(?![a-z])")
_RE_SLASH: Final = re.compile(r"(?P<part>[0-9]{1,2})/(?P<whole>[0-9]{1,3})(?![0-9/])")
_RE_OUT_OF: Final = re.compile(r"(?:(?:[ ]out[ ]of|-out-of|-in|[ ]in)(?:[ ]every|[ ]each)?|[ ]of[ ](?:every|each))[ -](?=[a-z0-9])")
_RE_NEXT: Final = re.compile(r"[ \n](?P<word>[a-z][a-z'-]*)")
_RE_BY: Final = re.compile(rf"(?<![a-z])by[ ]{HEDGE}?\Z")
_RE_WORD: Final = re.compile(r"[a-z]+")
_UNITS: Final = (
    "million|billion|trillion|dozen|thousand|hundred|century|decade|hour|day|mile|year|minute|second|pint|kilometer|kilometre|inch|liter|litre|pound|ton"
    "|tonne|percent|per(?= cent)|percentage|point|lakh|crore|cent"
)
_RE_HALF_A: Final = re.compile(rf"[ -](?:an?|of[ ]an?)[ -](?P<word>{_UNITS})(?![a-z])")
_RE_HALF_DOZEN: Final = re.compile(r"[ -](?P<word>dozen)(?![a-z])")
_RE_OF_A_UNIT: Final = re.compile(rf"[ ]of[ ]an?[ ](?P<word>{_UNITS})(?![a-z])")
_RE_HALF_UNIT: Final = re.compile(r"-(?:hour|mile|point|percentage|century|day|inch)(?![a-z])")
_RE_POINT: Final = re.compile(r"[ -](?:percentage[ -])?point(?![a-z])")
_RE_IN_TIME: Final = re.compile(r"(?:year|month|day|hour|week|minute|decade|percent|game|match|second)")
# "half as many", "half as likely to", not "raises it by half as orders climb"
_RE_AS: Final = re.compile(r"[ ]as[ ](?:much|many|[a-z]+(?:[ ][a-z]+)?[ ](?:as|again)|[a-z]+(?=[.,;)]))(?![a-z])")
# what one thing alone has, so that a fraction of it compares with another one's: "a tenth of the weight of copper"
_MEANS: Final = frozenset({"average", "norm", "mean", "median", "usual"})  # "half of the August average"
_ONE_HAS: Final = lex.words("one_has")
_MEASURES: Final = lex.words("measure_noun")
_STRETCH: Final = lex.words("half_of_time")
_ALONE: Final = lex.words("half_alone")
_POSSESSIVES: Final = lex.words("possessive")


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """`part` of `whole` in percent: exact where it ends, three decimals else."""
    exact = part * _HUNDRED / whole
    return exact.normalize() if len(exact.as_tuple().digits) < 6 else exact.quantize(Decimal("0.001"), ROUND_HALF_UP)


def exact_part(percent: Decimal) -> Decimal:
    """A percentage as a part of one, three decimals where it does not end."""
    exact = percent / _HUNDRED
    return exact if len(exact.as_tuple().digits) < 4 else exact.quantize(Decimal("0.001"), ROUND_HALF_UP)


def words(text: str, lower: str, num: Number) -> Draft | None:
    """As in "one-third of ...", "three quarters", "two thirds": a number word and a denominator."""
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
    if match["join"] == " " and num.value == 1 and not ends_phrase(lower, match.end()):
        return None  # "one third party"
    return _of_group(text, lower, num, num.start, match.end(), percent_of(num.value, whole))


def slashed(text: str, lower: str, num: Number) -> Draft | None:
    """As in "2/3 of ...", "3/4 mile" is left alone."""
    match = _RE_SLASH.match(lower, num.start)
    if not match or text[num.start - 1 : num.start].isalnum():
        return None
    part, whole = Decimal(match["part"]), Decimal(match["whole"])
    if not 0 < part < whole or whole not in (2, 3, 4, 5, 6, 8, 10) or not lower.startswith((" of", "rds", "ths"), match.end()):
        return None
    num.end = match.end() + (3 if lower.startswith(("rds", "ths"), match.end()) else 0)
    return _of_group(text, lower, num, num.start, num.end, percent_of(part, whole))


def out_of(text: str, lower: str, num: Number) -> Draft | None:
    """As in "eight out of 10", "one in four": one share where the whole is a round small number; "26 of 45" stays two quantities."""
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
        if following and (_RE_IN_TIME.match(following["word"]) or (num.digits and num.value > 1 and not noun.is_plural(following["word"]))):
            return None
    num.end = other.end
    found = _of_group(text, lower, num, num.start, other.end, percent_of(num.value, other.value))
    if found.noun_span is None:
        phrase = noun.after_number(text, lower, other.end)
        if phrase:
            found.end = phrase.end
            found.count(phrase)
    return found


def half(text: str, lower: str, start: int) -> Draft | Number | None:  # noqa: PLR0911, PLR0912 - one case a use of the word
    """Readings of "half" and "a third", "a quarter": a share, a multiple ("half the price"), or a number ("half a million").

    `start`: of the word "half", "third", "quarter" ... ; an article before it is looked for.


    Returns:
        A number where it goes on as one ("half a million", "half an hour"); None for "the first half", "a quarter" (of a year).
    """
    match = _RE_WORD.match(lower, start)
    assert match
    word, end = match.group(), match.end()
    whole = lex.DENOMINATOR[word]
    article = lower[max(0, start - 3) : start] in (" a ", "\na ", '"a ', "(a ") or (start == 2 and lower.startswith("a "))
    begin = start - 2 if article else start
    value = Decimal(1) / whole
    num = Number(begin, end, value)
    before = lower[max(0, begin - 12) : begin].rpartition(" ")[0].rpartition(" ")[2]
    if word == "half":
        scaled = _RE_HALF_A.match(lower, end) or _RE_HALF_DOZEN.match(lower, end)
        if scaled:
            if scaled["word"] in lex.SCALE:
                return Number(begin, scaled.end(), value, lex.SCALE[scaled["word"]])
            if scaled["word"] == "dozen":
                return Number(begin, scaled.end(), Decimal(6))
            return Number(begin, scaled.start("word") - 1, value)
        if before in _STRETCH:
            return None
        if lower[end : end + 1] == "-":
            return num if _RE_HALF_UNIT.match(lower, end) else None
        if lower.startswith(" percent", end):
            return num
    elif word == "quarter" and (_RE_HALF_UNIT.match(lower, end) or (article and _RE_POINT.match(lower, end))):
        return num  # "a quarter-century", "a quarter point"
    elif not article:
        return None
    elif lower.startswith((" of a ", " of an "), end):
        scaled = _RE_OF_A_UNIT.match(lower, end)
        if scaled:
            if scaled["word"] in lex.SCALE:
                return Number(begin, scaled.end(), value, lex.SCALE[scaled["word"]])
            return Number(begin, scaled.start("word") - 1, value)
    following = _RE_NEXT.match(lower, end)
    after = following["word"] if following else ""
    if after in _POSSESSIVES and word == "half" and before != "by":  # "cut by half the number of cases"
        phrase = noun.group(text, lower, end)
        measure = _RE_NEXT.match(lower, phrase.end) if phrase else None
        if phrase and measure and measure["word"] in _MEASURES and phrase.head not in _MEASURES and tagger.code(measure["word"]) != "NOUN":
            # "half the market | rate": a noun that may be a verb too
            return Draft(num, begin, measure.end(), Decimal("0.5"), "multiple", "multiple", "fraction.half", kind=Kind.MULTIPLE)
        if phrase and (phrase.head in _MEASURES or (after in ("that", "what") and phrase.start > end + 6)):
            found = Draft(num, begin, phrase.end, Decimal("0.5"), "multiple", "multiple", "fraction.half", kind=Kind.MULTIPLE)
            return _with_noun(found, phrase)
        if after in ("that", "what") and not phrase:
            return Draft(num, begin, end, Decimal("0.5"), "multiple", "multiple", "fraction.half", kind=Kind.MULTIPLE)
        if phrase:
            return _with_noun(_share(num, begin, phrase.end, percent_of(Decimal(1), whole)), phrase)
        return None
    if word == "half" and _RE_AS.match(lower, end):
        return Draft(num, begin, end, Decimal("0.5"), "multiple", "multiple", "fraction.half", kind=Kind.MULTIPLE)
    if after == "of":
        compared = _compared(text, lower, num, begin, end, value)
        return compared or _of_group(text, lower, num, begin, end, percent_of(Decimal(1), whole))
    if word == "quarter" and not lower.startswith((" (", " are ", " were ", " have ", " said "), end):
        return None
    if article and word == "half" and lower.endswith(("and a half", "and-a-half"), 0, end):
        found_and = _and_a_half(lower, start, end)
        if found_and:
            return found_and
    if word == "half" and not article and before not in _ALONE:
        return None
    if article and before == "and" and not lower.endswith(("third and a ", "quarter and a ", "fifth and a "), 0, start):
        return None
    if not ends_phrase(lower, end, verb=word == "half"):
        return None
    found = _share(num, begin, end, percent_of(Decimal(1), whole))
    if _RE_BY.search(lower, max(0, begin - 24), begin):
        found.kind = None  # "rose by a third": a change, if the verb says so
    return found


def _compared(text: str, lower: str, num: Number, start: int, end: int, value: Decimal) -> Draft | None:
    """As in "a third of the mass of the Sun", "a fifth of the price of a new one": a multiple of what another thing has."""
    if not lower.startswith((" of the ", " of its "), end):
        return None
    phrase = noun.group(text, lower, end + 3)
    if phrase is None:
        return None
    if phrase.head not in _MEANS and not (phrase.head in _ONE_HAS and lower.startswith((" of ", " for "), phrase.end)):
        return None
    return _with_noun(Draft(num, start, phrase.end, value, "multiple", "multiple", "fraction.compared", kind=Kind.MULTIPLE), phrase)


_RE_UNIT_AND: Final = re.compile(
    r"(?<![a-z])(?P<one>an?)[ ](?P<unit>year|month|week|day|hour|minute|decade|century|mile|kilometer|kilometre)[ ]and[ ]a[ ]\Z"
)


def _and_a_half(lower: str, start: int, end: int) -> Number | None:
    """As in "a year and a half": one and a half of the unit before; the number covers all of it."""
    match = _RE_UNIT_AND.search(lower, max(0, start - 24), start)
    if not match:
        return None
    return Number(match.start(), end, Decimal("1.5"), article=True)


_RE_OF_AN: Final = re.compile(r"[ ]of[ ]an?(?=[ ])")
_RE_SCALE: Final = re.compile(r"[ ](?P<word>thousand|million|billion|trillion)(?![a-z])")
_RE_OF_A: Final = re.compile(r"(?P<join>[ -])(?P<word>[a-z]+)(?P<of>[ ]of[ ]an?)(?=[ ])")


def of_unit(lower: str, num: Number) -> Number | None:
    """As in "three quarters of an hour", "two tenths of a second": a number of the unit that follows it."""
    if num.digits and num.value < 1 and (tenths := _RE_OF_AN.match(lower, num.end)):
        return Number(num.start, tenths.end(), num.value, digits=True, significant=num.significant)  # "0.2 of a point"
    match = _RE_OF_A.match(lower, num.end)
    if not match or match["word"] not in lex.DENOMINATOR or num.scale != 1:
        return None
    scale = _RE_SCALE.match(lower, match.end())
    if scale:  # "three-quarters of a billion dollars"
        return Number(num.start, scale.end(), num.value / lex.DENOMINATOR[match["word"]], lex.SCALE[scale["word"]], digits=num.digits)
    return Number(num.start, match.end(), num.value / lex.DENOMINATOR[match["word"]], digits=num.digits)


def ends_phrase(lower: str, position: int, *, verb: bool = True) -> bool:
    """Whether no noun follows that the words before would describe; `verb`: what may be a base verb is one."""
    following = _RE_NEXT.match(lower, position)
    if not following:
        return lower[position : position + 1] != "-"
    code = tagger.code(following["word"])
    return code in ("PREP", "CONJ", "AUX", "PRON", "ADV", "DET", "VBD", "D") or (verb and code == "VERB")


def _share(num: Number, start: int, end: int, value: Decimal) -> Draft:
    return Draft(num, start, end, value, "percent", "ratio", "fraction", kind=Kind.SHARE)


def _with_noun(found: Draft, phrase: noun.Phrase) -> Draft:
    found.count(phrase)
    return found


def _of_group(text: str, lower: str, num: Number, start: int, end: int, value: Decimal) -> Draft:
    """A share with its group, where "of ..." follows."""
    num.start, num.end = start, end
    if lower.startswith((" of what ", " what "), end) and value < _HUNDRED:
        # "two-thirds of what he asked for"
        return Draft(num, start, end, exact_part(value), "multiple", "multiple", "fraction.of_what", kind=Kind.MULTIPLE)
    found = _share(num, start, end, value)
    if lower.startswith((" of ", " the "), end):
        phrase = noun.group(text, lower, end + (3 if lower.startswith(" of ", end) else 0))
        if phrase:
            found.end = phrase.end
            _with_noun(found, phrase)
    return found


def part(text: str, lower: str, start: int) -> Draft | None:
    """As in "none of ...", "a majority of ...": vague parts of a group, optional."""
    word = _RE_WORD.match(lower, start)
    assert word
    name, end = word.group(), word.end()
    free = lex.word_before(lower, start) in ("a", "the") and lower[end : end + 1] != "-" and ends_phrase(lower, end)
    if lower[end : end + 5].startswith(" of ") and lower[end + 4 : end + 5].isdigit():
        return None  # "a majority of 80"
    if not lower.startswith(" of ", end) and (name == "none" or not free):
        return None
    num = Number(start, end, lex.PART[name])
    found = _of_group(text, lower, num, start, end, lex.PART[name])
    found.rule, found.tier, found.bound = "part", Tier.OPTIONAL, Bound(lex.PART_BOUND[name])
    return found
