"""Bare numbers: digits, words and mixtures of both, with scale words; values are exact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from factdb.quantity import lexemes as lex
from factdb.text.trie import alternation

_ONE: Final = Decimal(1)
_HALF: Final = Decimal("0.5")

RE_DIGITS: Final = re.compile(
    r"""
    (?P<whole>
        [0-9]{1,3} (?>(?: ,[0-9]{3} )+) (?! [0-9] )              # 1,234,567
      | [0-9]{1,2} (?: ,[0-9]{2} ){1,4} ,[0-9]{3} (?! [0-9] ) # 12,34,567
      | [0-9]{1,3} (?>(?: [ ][0-9]{3} )+) (?! [0-9,.:/-] )       # 1 234
      | [0-9]{1,3} (?>(?: \.[0-9]{3} ){2,}) (?! [.,]?[0-9] )      # 1.234.567
      | [0-9]++
    )
    (?P<fraction> [.\u00b7] [0-9]++ (?! \.?[0-9] ) )?  # also 6·4, as the railway press and the Lancet print
    """,
    re.VERBOSE,
)
_RE_COMMA_DECIMAL: Final = re.compile(r"[0-9]{1,3},[0-9]{1,2}(?=[ ]?(?:million|billion|trillion|percent|per[ ]cent|%))")
_RE_BROKEN: Final = re.compile(r"[ -](?P<part>[1-7])/(?P<whole>[2-8])(?![0-9/])")  # 1 1/2
_RE_SCALE: Final = re.compile(rf"[ -]?(?P<word>{alternation(lex.SCALE)})(?![a-z])")
_RE_HALF: Final = re.compile(r"[ -]and[ -]a[ -]half(?![a-z])")
_SURE: Final = alternation(word for word in lex.ABBREVIATION if word not in ("k", "m", "b", "t", "mm", "cr", "mil"))
_RE_ABBREVIATION: Final = re.compile(rf"(?P<word>[ ]?(?:{_SURE})|k)(?![a-z0-9])")
_RE_MONEY_ABBREVIATION: Final = re.compile(rf"[ -]?(?P<word>{alternation(lex.ABBREVIATION)})(?![a-z0-9])")
_RE_WORD: Final = re.compile(r"[a-z]+")
_RE_OF_VAGUE: Final = re.compile(r" of (?P<word>hundreds|thousands|millions|billions|trillions|lakhs)(?![a-z])")


@dataclass(slots=True)
class Number:
    """A number's span `[start, end)` in the text, its exact value, and how it is written.

    `value` = `mantissa` * `scale`; `scale` is 1 without a scale word. `digits`: written with figures at its beginning.
    `significant`: digits as written, None for words. `vague`: "hundreds", "several". `article`: begins with "a".
    """

    start: int
    end: int
    mantissa: Decimal
    scale: Decimal = _ONE
    digits: bool = False
    significant: int | None = None
    vague: bool = False
    article: bool = False
    figures: bool = False  # digits and nothing else: what a year, a name or a page may look like

    @property
    def value(self) -> Decimal:
        """The exact value."""
        return self.mantissa * self.scale

    @property
    def plain(self) -> bool:
        """An integer in figures without separators or scale."""
        return self.figures and self.scale == 1


def read(lower: str, start: int) -> Number | None:
    """The number that begins at `start` of the lowered text, as long as it goes; None where the word there is none by itself."""
    if "0" <= lower[start] <= "9":
        return _digits(lower, start)
    if lower[start] in lex.GLYPH:
        return Number(start, start + 1, lex.GLYPH[lower[start]], digits=True, significant=2)
    return _words(lower, start)


def _digits(lower: str, start: int) -> Number:
    match = _RE_COMMA_DECIMAL.match(lower, start)
    if match:
        written = match.group().replace(",", ".")
    else:
        match = RE_DIGITS.match(lower, start)
        assert match  # the caller saw a digit
        written = match.group().replace(",", "").replace(" ", "").replace("\u00b7", ".")
        if written.count(".") > 1:
            written = written.replace(".", "")
    end = match.end()
    # the mantissa of a number nobody can mean is cut, not computed: Decimal is exact but quadratic in its digits
    mantissa = Decimal(written[:40])
    significant = len(written.replace(".", "").lstrip("0")) or 1
    if end < len(lower) and lower[end] in lex.GLYPH:
        mantissa += lex.GLYPH[lower[end]]
        end += 1
    broken = _RE_BROKEN.match(lower, end)
    if broken:
        mantissa, end = mantissa + Decimal(broken["part"]) / Decimal(broken["whole"]), broken.end()
    half = _RE_HALF.match(lower, end)
    if half:
        mantissa, end = mantissa + _HALF, half.end()
    number = Number(start, end, mantissa, digits=True, significant=significant, figures=lower[start:end].isdigit())
    return _scaled(lower, number)


def _scaled(lower: str, number: Number) -> Number:
    """`number` with the scale words after it ("2 hundred thousand", "5 lakh crore")."""
    for _ in range(2):
        match = _RE_SCALE.match(lower, number.end)
        if not match:
            break
        number.scale *= lex.SCALE[match["word"]]
        number.end = match.end()
    if number.scale == 1:
        match = _RE_ABBREVIATION.match(lower, number.end)
        if match:
            number.scale = lex.ABBREVIATION[match["word"].strip()]
            number.end = match.end()
    return number


def scale_as_money(lower: str, number: Number) -> None:
    """Adds the scale letter that only money has ("$4.2b", "Rs 900 cr")."""
    if number.scale == 1:
        match = _RE_MONEY_ABBREVIATION.match(lower, number.end)
        if match:
            number.scale = lex.ABBREVIATION[match["word"]]
            number.end = match.end()


def _words(lower: str, start: int) -> Number | None:
    match = _RE_WORD.match(lower, start)
    if not match:
        return None
    word, end = match.group(), match.end()
    if word in lex.CARDINAL:
        return _cardinal(lower, start)
    if word in lex.SCALE or word in lex.DOZEN:
        if word in lex.DOZEN and word != "dozen" and not lower.startswith(" of ", end):
            return None
        return _after_article(lower, start, word, end)
    if word in lex.VAGUE:
        return _vague(lower, start, word, end)
    return None


def _after_article(lower: str, start: int, word: str, end: int) -> Number | None:
    """As in "a million", "a hundred thousand", "a dozen", "a couple of": the article belongs to the number."""
    value = lex.SCALE.get(word) or lex.DOZEN[word]
    before = lower[max(0, start - 6) : start]
    article = before.endswith((" a ", "\na ", '"a ', "(a ")) or before == "a "
    few = before.endswith(" few ") or before == "few "
    if not article and not few and not (word == "dozen" and before.endswith("-")):
        return None
    if word == "couple":
        end += len(" of")
    number = Number(start - 2 if article else start, end, _ONE, value, article=article, vague=few)
    match = _RE_SCALE.match(lower, end)
    if match and word != "couple":
        number.scale *= lex.SCALE[match["word"]]
        number.end = match.end()
    if word in lex.DOZEN:
        number.mantissa, number.scale = number.value, _ONE
    elif word in ("hundred", "thousand") and article:
        # "a hundred and twenty"
        rest = _cardinal_rest(lower, number.end, number.value)
        if rest:
            number.mantissa, number.scale, number.end = rest[0], _ONE, rest[1]
    return number


def _cardinal_rest(lower: str, position: int, largest: Decimal) -> tuple[Decimal, int] | None:
    if not lower.startswith(" and ", position):
        return None
    match = _RE_WORD.match(lower, position + 5)
    if not match or match.group() not in lex.CARDINAL:
        return None
    rest = _cardinal(lower, position + 5)
    return (largest + rest.value, rest.end) if rest and rest.value < largest else None


def _vague(lower: str, start: int, word: str, end: int) -> Number | None:
    """As in "hundreds", "tens of thousands", "several million", "dozens": the word's own amount."""
    value = lex.VAGUE[word]
    if word == "several":
        match = _RE_SCALE.match(lower, end)
        if match:
            return Number(start, match.end(), _ONE, lex.SCALE[match["word"]], vague=True)
        if lower.startswith(" dozen", end):
            return Number(start, end + len(" dozen"), lex.DOZEN["dozen"], vague=True)
        return Number(start, end, value, vague=True)
    if word in ("tens", "scores") and not lower.startswith(" of ", end):
        return None
    match = _RE_OF_VAGUE.match(lower, end)
    if match:
        return Number(start, match.end(), value * lex.VAGUE[match["word"]], vague=True)
    return Number(start, end, value, vague=True)


def _cardinal(lower: str, start: int) -> Number | None:  # noqa: PLR0912, PLR0915 - one automaton
    """Number words in order of size: "twenty-eight thousand six hundred and forty-two", "two and a half million", "one point five"."""
    total = Decimal(0)
    group: Decimal | None = None  # what is read since the last thousand, million ...
    room = Decimal(1000)  # a following word must be smaller than this
    smallest: Decimal | None = None  # the last scale closed
    end = position = start
    scale = _ONE
    joined = False  # "and" came directly before
    while True:
        match = _RE_WORD.match(lower, position)
        if not match:
            break
        word = match.group()
        value = lex.CARDINAL.get(word)
        if value is not None:
            if value >= room or (group is None and smallest is not None and value >= smallest) or (joined and room not in (100, 1000)):
                break
            group = (group or Decimal(0)) + value
            room = Decimal(10) if value >= 20 else Decimal(0)
            scale = _ONE
        elif word in lex.SCALE or word == "dozen":
            factor = lex.SCALE.get(word) or lex.DOZEN[word]
            if group is None or joined:
                if group is None and not joined and factor > scale > 1 and total:
                    total, scale, smallest = total * factor, scale * factor, None  # "a hundred thousand million"
                    end = match.end()
                    position = end + 1
                    continue
                break
            if word in ("hundred", "dozen"):
                if group >= 100 and group % 100 == 0:
                    break
                group = group * factor
                room, scale = Decimal(100), factor
            else:
                if smallest is not None and factor >= smallest:
                    break
                total += group * factor
                group, room, smallest, scale = None, Decimal(1000), factor, factor
        else:
            break
        joined = False
        end = match.end()
        half = _RE_HALF.match(lower, end)
        if half and group is not None and scale == 1:
            group, end, room = group + _HALF, half.end(), Decimal(0)
        if lower.startswith(" point ", end) and group is not None:
            decimal = _decimals(lower, end + 7)
            if decimal:
                group, end, room = group + decimal[0], decimal[1], Decimal(0)
        following = lower[end : end + 1]
        if following not in (" ", "-"):
            break
        position = end + 1
        if room > 0 and scale >= 100 and lower.startswith("and", position) and lower[position + 3 : position + 4] in (" ", "-"):
            position, joined = position + 4, True
    value = total + (group or 0)
    if _ordinal_follows(lower, end, value):
        return None
    plain = scale in (value, 1) or value % scale != 0
    return Number(start, end, value if plain else value / scale, _ONE if plain else scale)


def _decimals(lower: str, position: int) -> tuple[Decimal, int] | None:
    digits = ""
    end = position
    while len(digits) < 6:
        match = _RE_WORD.match(lower, position)
        if not match or match.group() not in lex.UNIT:
            break
        digits += str(lex.UNIT[match.group()])
        end = match.end()
        if lower[end : end + 1] not in (" ", "-"):
            break
        position = end + 1
    return (Decimal("0." + digits), end) if digits else None


def _ordinal_follows(lower: str, end: int, value: Decimal) -> bool:
    """As in "twenty-first", "one hundred and fifth": the words before are part of an ordinal."""
    if value % 10 and value < 100:
        return False
    if lower[end : end + 1] not in (" ", "-"):
        return False
    match = _RE_WORD.match(lower, end + 5 if lower.startswith(" and ", end) else end + 1)
    if not match or match.group() not in lex.ORDINAL:
        return False
    return lower[end] == "-" or (value >= 100 and lower.startswith(" and ", end))
