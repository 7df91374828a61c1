"""What the spelling of a word or line tells by itself: plurals, marked names, headings, datelines."""

from __future__ import annotations

import re
from typing import Final

# "HELSINKI, July 19 (NWS) - ", "OSLO (Wire) -- "
RE_DATELINE: Final = re.compile(
    r"[A-Z][A-Z .'/-]{2,30}(?:, [^\n()\u2013\u2014]{1,40})? ?(?:\([^()\n]{2,40}\) ?(?:--?|[\u2013\u2014])|[\u2013\u2014]|--?) "
)
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
