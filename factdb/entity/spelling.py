"""What the spelling of a word or line tells by itself: plurals, marked names, headings, datelines."""

from __future__ import annotations

import re
from typing import Final

# "HELSINKI, July 19 (NWS) - ", "OSLO (Wire) -- ", "Oslo (NWS) - "
RE_DATELINE: Final = re.compile(
    r"[A-Z][a-z]+(?: [A-Z][a-z]+)? \([A-Z][A-Za-z/ ]{1,25}\) ?(?:--?|[\u2013\u2014]) |"
    r"[A-Z][A-Z .'/-]{2,30}(?:, [^\n()\u2013\u2014]{1,40})? ?(?:\([^()\n]{2,40}\) ?(?:--?|[\u2013\u2014])|[\u2013\u2014]|--?) "
)
# "Halden City Council | News | 4 March 2024"
RE_SIGNED: Final = re.compile(r" \| |, [0-9]{1,2} [A-Z][a-z]+ [12][0-9]{3} *$")
VESSELS: Final = (
    "MV ",
    "M/V ",
    "MS ",
    "MT ",
    "M/T ",
    "SS ",
    "HMS ",
    "USS ",
    "RMS ",
    "FV ",
    "F/V ",
    "INS ",
    "HMAS ",
    "HMNZS ",
    "BRP ",
    "RV ",
)
RE_HULL: Final = re.compile(r" (?:[0-9]{1,3}|[IVX]{1,4})(?=[ ,.;:'])(?! (?:million|billion|percent|per))")
FORMS: Final = ("PT ", "OOO ", "OAO ", "ZAO ", "PAO ", "JSC ", "LLC ", "CV ", "TOO ", "AO ", "PJSC ")
RE_NUMBER: Final = re.compile(r" [0-9]{1,6}(?:[-+][0-9]+)?(?: ?[a-h]\b)?(?! (?:million|billion|percent|per))")
CONTRACTED: Final = ("'ve", "'re", "'m", "'ll", "'d", "n't")
# "in Duplin and Sampson | counties"
RE_PARTS: Final = re.compile(
    r" (?P<sort>counties|parishes|districts|provinces|boroughs|prefectures|municipalities|townships|governorates|regions)\b"
)
RE_FIELDS: Final = re.compile("[A-Z][a-z]+(?: [A-Z][a-z]+)+")  # of two words or more
PARTS: Final = {"counties": " County", "parishes": " Parish"}
BRACKET: Final = 2
CAPITALS: Final = 12  # a run of so many capitals is a line's style, no acronym
_RE_LONG_WORD: Final = re.compile(r"[^\W\d_]{4,}")


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural ("Siemens" does too)."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def is_distinct(name: str) -> bool:
    """Whether the spelling alone marks a name: a capital after the first letter ("FedEx", "UPS")."""
    return any(c.isupper() for c in name[1:])


def is_heading(line: str) -> bool:
    """Whether most longer words of the line are capitalised, so that a capital says nothing ("Uganda Launches New Dam")."""
    if line.rstrip().endswith((".", ",", ";")) or len(line) > 250:
        return False
    long_words = _RE_LONG_WORD.findall(line)
    return len(long_words) > 2 and sum(word[0].isupper() for word in long_words) >= 0.75 * len(long_words)
