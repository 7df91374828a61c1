"""One place where a quantity may begin -> the quantity there, if there is one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from factdb.quantity import bound, counted, fraction, lookalike, money, multiple, noun, number, unit
from factdb.quantity import lexemes as lex
from factdb.quantity.attach import finish
from factdb.quantity.draft import Draft, Outcome
from factdb.quantity.number import Number
from factdb.values import Direction, Span, Tier

_ONE_AND_HALF: Final = Decimal("1.5")
_RE_AGE: Final = re.compile(r"[ -](?:years?|months?|weeks?|days?)[ -]olds?(?![a-z])|[ ]years?[ ]of[ ]age(?![a-z])")
_RE_PLURAL_THEN: Final = re.compile(r"[ ](?P<word>[a-z]+)")
_RE_WORD: Final = re.compile(r"[a-z]+")
_ONE_DAY: Final = lex.words("one_day")
_SPRINTS: Final = tuple(lex.words("sprint"))
_SIGNS: Final = {"-": Direction.DOWN, "+": Direction.UP}


def read(text: str, lower: str, start: int) -> Outcome:
    """The quantity that begins at `start` (one of `lexemes.starts`). Texts are folded; `lower` is in lower case."""
    first = lower[start]
    if "0" <= first <= "9" or first in lex.GLYPH:
        return _figures(text, lower, start)
    match = _RE_WORD.match(lower, start)
    assert match
    word, end = match.group(), match.end()
    if (
        lower[start - 1 : start] == "-"
        and start > 1
        and lower[start - 2].isalnum()
        and not lower.endswith(("to-", "or-", "mid-"), 0, start)
    ):
        return Outcome(None, end)  # "mid-twenties", "post-one"
    found: Draft | Number | None
    if word in lex.DENOMINATOR:
        found = fraction.half(text, lower, start)
        if isinstance(found, Number):
            return _year_and_half(text, lower, found) if found.value == _ONE_AND_HALF else _number(text, lower, found)
        return finish(text, lower, found, end)
    if word in lex.MULTIPLE_VERB:
        return finish(text, lower, multiple.verb(lower, start), end)
    if word in lex.MULTIPLE_ADVERB:
        return finish(text, lower, multiple.adverb(lower, start), end)
    if word in lex.PART:
        found = fraction.part(text, lower, start)
        return Outcome(found, found.end if found else end)
    if word in lex.WHOLE:
        return counted.both(text, lower, start, end)
    if word in lex.ONE_UNIT or word in lex.YEARS:
        return counted.length(text, lower, start, word, end)
    if word.endswith("fold"):
        value = lex.CARDINAL[word[:-4]]
        return finish(text, lower, multiple.times(text, lower, Number(start, end - 4, value)), end)
    num = number.read(lower, start)
    if num is None:
        return Outcome(None, counted.skip_compound(lower, end))
    return _number(text, lower, num)


def _figures(text: str, lower: str, start: int) -> Outcome:
    num = number.read(lower, start)
    assert num
    sign = None
    currency = money.before(text, lower, start)
    before = lower[start - 1 : start]
    if before == "." and (start < 2 or not lower[start - 2].isalnum()):
        num = Number(start - 1, num.end, num.mantissa / 10 ** (num.end - start), num.scale, True, num.significant)
        before = lower[start - 2 : start - 1]
    slash = fraction.slashed(text, lower, num)
    if slash:
        return finish(text, lower, slash, num.end)
    if currency is None:
        called = lookalike.telephone(lower, num)
        if called:
            return Outcome(None, called)
        if lookalike.listed(text, num) or lookalike.glued(text, lower, num):
            return Outcome(None, lookalike.blob_end(lower, start))
        if lookalike.dated(text, lower, num):
            return Outcome(Draft(num, num.start, num.end, num.value, "count", "count", "date", bare=True, doubt="date"), num.end)
        opens = num.start < 2 or not (lower[num.start - 2].isalnum() or lower[num.start - 2] in ")]%")
        if before in _SIGNS and opens and not lower.startswith(" ", num.start - 1):
            sign = before
            num.start -= 1
            if sign != "+":
                num.mantissa = -num.mantissa
    else:
        number.scale_as_money(lower, num)
        if currency.start and text[currency.start - 1] == "-" and (currency.start < 2 or not text[currency.start - 2].isalnum()):
            num.mantissa = -num.mantissa
            sign = "-"
    minus = currency is None and lower.endswith("minus ", 0, num.start) and not lower.endswith("or minus ", 0, num.start) and num.scale == 1
    if minus:
        num.start, num.mantissa, sign = num.start - len("minus "), -num.mantissa, "-"
    outcome = _number(text, lower, num, currency)
    if sign and outcome.draft:
        outcome.draft.direction = _SIGNS[sign]
    return outcome


def _number(text: str, lower: str, num: Number, currency: money.Match | None = None) -> Outcome:
    """The quantity whose number is `num`."""
    value, end = num.value, num.end
    one = value == 1 or (not num.digits and value == Decimal("0.5"))
    if currency:
        found = Draft(num, currency.start, end, value, currency.code, "money", "money.before", money_before=True)
        found.unit_span = Span(currency.start, currency.end)
        tail = money.after(text, lower, end, scaled=num.scale != 1)
        if lower.startswith("/-", end):  # "Rs 500/-"
            found.end = end + 2
        if tail and currency.code in (tail.code, "USD"):
            found.end, found.unit = tail.end, tail.code
        return finish(text, lower, found, found.end)
    part = fraction.of_unit(lower, num)
    parted = _part(text, lower, part) if part else None
    if parted:
        return parted
    named = num.digits and num.value == 1 and lookalike.named(text, lower, num, counted=False)
    special = fraction.words(text, lower, num) or (None if named else fraction.out_of(text, lower, num)) or multiple.times(text, lower, num)
    if special:
        return finish(text, lower, special, special.end)
    stop = end
    after = bound.after(lower, end)
    if after and lower.startswith(("-plus", "+", " plus ", "-odd", "-something"), end):
        stop = after[1].end
    position = stop
    if num.vague and lower.startswith(" of ", position):
        position += 3
    found_money = money.after(text, lower, position, scaled=num.scale != 1)
    if found_money and found_money.code == "KRW" and num.plain and num.end - num.start == 4:
        found_money = None  # "1917 won": a title, a ticket
    if found_money:
        found = Draft(num, num.start, found_money.end, value, found_money.code, "money", "money.after")
        found.unit_span = Span(found_money.start, found_money.end)
        return finish(text, lower, found, found.end)
    measure = unit.after(text, lower, position, one=one)
    if measure and _no_duration(lower, num, measure):
        return Outcome(counted.bare(text, lower, Draft(num, num.start, num.end, value, "count", "count", "name"), "name"), measure.end)
    if measure and not _metre_is_million(text, lower, num, measure):
        return _measured(text, lower, num, measure)
    if measure and measure.unit.code == "m":
        num.scale, num.end = lex.ABBREVIATION["m"], measure.end
        value, position = num.value, measure.end
        found_money = money.after(text, lower, position, scaled=True)
        if found_money:
            found = Draft(num, num.start, found_money.end, value, found_money.code, "money", "money.after")
            found.unit_span = Span(found_money.start, found_money.end)
            return finish(text, lower, found, found.end)
        again = unit.after(text, lower, position)
        if again:
            return _measured(text, lower, num, again)
    letter = num.digits and num.scale == 1 and text[num.end : num.end + 1] in ("M", "B") and not text[num.end + 1 : num.end + 2].isalnum()
    if letter and noun.after_number(text, lower, num.end + 1):  # "12M users"
        num.scale, num.end = lex.ABBREVIATION[lower[num.end]], num.end + 1
        position = num.end
    return counted.counted(text, lower, num, position)


def _part(text: str, lower: str, part: Number) -> Outcome | None:
    """As in "three-quarters of a billion dollars", "three quarters of an hour": a part of a scale word or of a unit."""
    if part.scale != 1:
        return _number(text, lower, part)
    measure = unit.after(text, lower, part.end, one=True)
    return _measured(text, lower, part, measure) if measure else None


def _no_duration(lower: str, num: Number, measure: unit.Match) -> bool:
    """As in "World Cup 2018 day five", "one day he left": a unit's word that measures nothing."""
    if measure.unit.dimension != "time":
        return False
    singular = lower[measure.end - 1] != "s"
    if (
        lower.startswith(" ago", measure.end)
        and lower[measure.end + 4 : measure.end + 5] in ("", "\n")
        and (num.start == 0 or lower[num.start - 1] == "\n")
    ):
        return True  # a page's own words
    if num.plain and 1900 <= num.value <= 2100 and singular and lower[num.end] == " " and num.end - num.start == 4:
        return not lower.startswith((" old", "-old"), measure.end)
    if num.value == 1 and not num.digits and measure.unit.code == "day":
        return lower[num.end] != "-" and lex.word_before(lower, num.start) not in _ONE_DAY
    return False


def _year_and_half(text: str, lower: str, num: Number) -> Outcome:
    """As in "a year and a half": the unit stands inside the number's words."""
    measure = unit.after(text, lower, num.start + (2 if lower[num.start + 1] == "n" else 1), one=True)
    if not measure:
        return Outcome(None, num.end)
    found = Draft(
        num, num.start, num.end, num.value * measure.unit.times, measure.unit.code, measure.unit.dimension, f"unit.{measure.unit.dimension}"
    )
    found.unit_span = Span(measure.start, measure.end)
    return finish(text, lower, found, num.end)


def _metre_is_million(text: str, lower: str, num: Number, measure: unit.Match) -> bool:
    """Whether the "m" after a number is a million: a unit or a counted noun follows ("1.2m tons", "24m passengers")."""
    if measure.unit.code != "m" or measure.end - measure.start != 1 or num.scale != 1:
        return False
    if unit.after(text, lower, measure.end) or money.after(text, lower, measure.end, scaled=True):
        return True
    following = _RE_PLURAL_THEN.match(lower, measure.end)
    if not following or following["word"].startswith(_SPRINTS):
        return False
    phrase = noun.after_number(text, lower, measure.end)
    return phrase is not None and phrase.end - phrase.start < 40


def _measured(text: str, lower: str, num: Number, measure: unit.Match) -> Outcome:
    kind = measure.unit
    found = Draft(num, num.start, measure.end, num.value * kind.times, kind.code, kind.dimension, f"unit.{kind.dimension}")
    found.unit_span = Span(measure.start, measure.end)
    half = counted.RE_HALF_MORE.match(lower, measure.end)
    if half:  # "a year and a half"
        found.value += kind.times / 2
        found.end = half.end()
    if kind.per:
        found.per, found.per_span = kind.per, Span(measure.start, measure.end)
    if kind.dimension == "time":
        age = _RE_AGE.match(lower, num.end)
        if kind.code == "year" and counted.RE_AGED.search(lower, max(0, num.start - 14), num.start):
            found.tier, found.rule = Tier.OPTIONAL, "age"
        if age:
            found.end, found.tier, found.rule = age.end(), Tier.OPTIONAL, "age"
    return finish(text, lower, found, found.end)
