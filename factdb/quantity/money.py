"""Money: codes, symbols and names of currencies before or after the number."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from factdb.lexicon import table
from factdb.quantity import lexemes as lex
from factdb.quantity.unit import plural
from factdb.text import tagger
from factdb.text.trie import alternation

_RE_CODE_BEFORE: Final = re.compile(r"(?<![A-Za-z])([A-Z]{3})[ ]?\Z")
_RE_SUM: Final = re.compile(r"[0-9]{1,3}(?>(?:,[0-9]{2,3})+)|[0-9.]++[ ]?(?:(?:m|b|tr)illion|bn|mn|m|b|tn|k|crore|lakh|cr)(?![a-z])")
_RE_NEXT: Final = re.compile(r"[ -](?P<word>[a-z']+)")
_RE_CODE_AFTER: Final = re.compile(r"[ ]?([A-Z]{3})(?![A-Za-z0-9])")
# letters that are money only with a sum behind them that nothing else has ("R900 million")
_SHORT: Final = frozenset({"r", "p", "n", "sh", "re", "le", "s/", "sr", "dh", "rp", "br", "fr", "fr."})
_SPACED: Final = frozenset({"rp", "s/", "br", "fr", "fr."})  # those of them that stand off from the sum too


_RE_FIGURES: Final = re.compile(rf"(?<![0-9.,])(?:{alternation(table('lookalikes')['resolution']['words'].split())})\Z")


# what only money does: "90 pounds a month", "90 pounds ($120)"
_RE_PAID: Final = re.compile(r"[ ](?:a|per|each|every)[ ](?:week|month|year|hour|night|head)|,?[ ](?:\(|or[ ])(?:about[ ]|around[ ])?[$€]")
_RE_EVERY: Final = re.compile(r"[ ](?:an?|each|every)[ ](?:hour|day|week|month|year|head|kilo|litre|liter|ton)(?![a-z])")
# what millions of pounds are money of; of anything else they are a weight
_SUMS: Final = lex.words("sums")
_RE_OF: Final = re.compile(
    r"[ ]of[ ](?:(?:new|public|extra|additional|annual|government|state|private|taxpayers?|federal|lost|unpaid|foreign|its|their|the|his|her|our)'?s?'?[ ])*(?P<word>[a-z]+)"
)
_PAYING: Final = lex.words("paying")


class Match(NamedTuple):
    """A currency's code and where its sign or word stands."""

    start: int
    end: int
    code: str


@cache
def _symbols() -> dict[str, str]:
    """Sign or letters before the number, lower case -> code."""
    return {symbol.strip(): code for code, row in table("currencies").items() for symbol in row.get("symbols", ())}


@cache
def _symbol_lengths() -> tuple[int, ...]:
    """Lengths of the signs, longest first."""
    return tuple(sorted({len(symbol) for symbol in _symbols()}, reverse=True))


def _symbol_at_end(near: str) -> str | None:
    """The longest sign that a stretch of lower-case text ends with."""
    known = _symbols()
    for length in _symbol_lengths():
        symbol = near[-length:]
        # letters of a sign are never the end of a word ("NT$5" but "lent $5")
        if len(symbol) == length and symbol in known and not (symbol[0].isalpha() and "a" <= near[-length - 1 : -length] <= "z"):
            return symbol
    return None


@cache
def _names() -> tuple[dict[str, str], frozenset[str]]:
    """Word after the number, lower case with hyphens as spaces -> code; and those words that mean other things too."""
    names: dict[str, str] = {}
    weak: set[str] = set()
    for code, row in table("currencies").items():
        for name in (*row["names"], *map(plural, row["names"]), *row.get("plurals", ())):
            names.setdefault(name, code)
            if row.get("weak") and " " not in name:
                weak.add(name)
    return names, frozenset(weak)


@cache
def _names_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{alternation(_names()[0])})(?![a-z0-9])")


@cache
def _signs_after() -> dict[str, str]:
    return {sign: code for code, row in table("currencies").items() for sign in row.get("after", ())}


@cache
def _words() -> frozenset[str]:
    """Codes that are also words or acronyms ("COP28", "TOP 10")."""
    return frozenset(code for code, row in table("currencies").items() if row.get("word"))


def _sum_follows(lower: str, start: int) -> bool:
    """Whether the number at `start` looks like a sum of money: separators, decimals or a scale word."""
    return _RE_SUM.match(lower, start) is not None


def before(text: str, lower: str, start: int) -> Match | None:
    """The currency right before a number that starts at `start`: "US$", "RM", "EUR ", "Rs. "."""
    if start == 0:
        return None
    window = max(0, start - 7)
    near = text[window:start].rstrip(" ").rpartition(" ")[2]
    if not near or near[-1] in ",;:()\n0123456789\"'-" or (near.islower() and near.isalpha()):
        # most numbers stand after a plain word: nothing to look at there
        return None
    spaced = lower[start - 1] == " "
    end = start - spaced
    symbol = _symbol_at_end(lower[window:end])
    if symbol is not None:
        begin = end - len(symbol)
        letters = symbol[0].isalpha()
        free = begin == 0 or not (lower[begin - 1].isalnum() and letters)
        if free and letters and symbol[-1].isalnum():
            free = text[begin].isupper() and not (symbol in _SHORT - _SPACED and spaced)
        if free and symbol in _SHORT:
            free = _sum_follows(lower, start) or symbol in ("rp", "sh")
        if free:
            return Match(begin, start, _symbols()[symbol])
    code = _RE_CODE_BEFORE.search(text[window:start])
    if code and code[1] in table("currencies") and (code[1] not in _words() or _sum_follows(lower, start)):
        return Match(window + code.start(1), start, code[1])
    return None


def after(text: str, lower: str, position: int, *, scaled: bool) -> Match | None:
    """The currency right after a number that ends at `position`: "dollars", " yuan", "-euro", " CNY", "€".

    `scaled`: the number has a scale word, after which "pounds" and other words of two meanings are money.

    """
    follows = lower[position : position + 1]
    if not follows:
        return None
    if follows in _signs_after() and not follows.isalpha():
        if lower[position + 1 : position + 2].isdigit():
            return None
        return Match(position, position + 1, _signs_after()[follows])
    if follows in (" ", "-"):
        match = _names_pattern().match(lower, position + 1)
        if match:
            name = match["name"].replace("-", " ")
            names, weak = _names()
            if name in ("pound", "pounds") and not _pounds_are_money(lower, position, match.end(), scaled):
                return None
            if name in ("crown", "crowns") and not scaled and "," not in lower[max(0, position - 8) : position]:
                return None  # on teeth and kings
            if name == "cent" and text[match.start("name")].isupper() and lower[position] == " ":
                return None  # a name
            if (
                name in weak
                and _means_else(lower, match.end(), name)
                and not (scaled and name == "won" and lower.startswith((" in ", " by "), match.end()))
            ):
                return None
            return Match(position + 1, match.end(), names[name])
    elif follows in ("p", "c", "z", "k") and text[position : position + 1].islower():
        for sign in ("p", "c", "zł", "kč"):
            if sign == "p" and _RE_FIGURES.search(lower, max(0, position - 5), position + 1):
                return None
            if lower.startswith(sign, position) and not lower[position + len(sign) : position + len(sign) + 1].isalnum():
                return Match(position, position + len(sign), _signs_after()[sign])
    code = _RE_CODE_AFTER.match(text, position)
    if code and code[1] in table("currencies"):
        return Match(code.start(1), code.end(1), code[1])
    return None


def _pounds_are_money(lower: str, start: int, end: int, scaled: bool) -> bool:
    """Whether "pounds" is sterling: in millions, after a verb of paying, by the month, or in a text that writes the pound sign.

    "pounds of" something weighed never is.
    """
    if lower.startswith(" of ", end) and not scaled:
        return False
    if scaled:
        of = _RE_OF.match(lower, end)
        return of is None or of["word"] in _SUMS or "£" in lower[max(0, start - 400) : end + 400]
    near = lower[max(0, start - 400) : end + 400]
    if "£" in near or "sterling" in near or _RE_PAID.match(lower, end):
        return True
    clause = re.split(r"[.;:]", lower[max(0, start - 48) : start])[-1]
    return not _PAYING.isdisjoint(clause.split())


def _means_else(lower: str, end: int, name: str) -> bool:
    """Whether a word such as "won" or "real" goes on as something other than money."""
    match = _RE_NEXT.match(lower, end)
    if not match:
        return False
    if name == "won" and match["word"] in ("the", "a", "an", "his", "her", "their", "its", "gold", "silver", "in", "by"):
        return True
    if name == "won":
        return False
    return not _RE_EVERY.match(lower, end) and tagger.code(match["word"]) not in ("PREP", "CONJ", "AUX", "ADV")
