"""Length-preserving folding: one code point to one, so offsets into the folded text are offsets into the document."""

from __future__ import annotations

from typing import Final

_FOLDS: Final = tuple(
    {
        # spaces of every width; the carriage return and the tab count as spaces
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\ufeff\u200b", " "
        ),
        **dict.fromkeys("\u2028\u2029\x85\x0b\x0c", "\n"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\uff02", '"'),
        # hyphens and the minus sign; the en dash (ranges) and the em dash (clauses) stay apart
        **dict.fromkeys("\u2010\u2011\u2212\ufe63\uff0d\u00ad", "-"),
        "\u2012": "\u2013",
        "\u2015": "\u2014",
        "\uff05": "%",
        "\uff04": "$",
    }.items()
)

_ASCII_FOLDS: Final = tuple((variant, plain) for variant, plain in _FOLDS if variant.isascii())


def fold(text: str) -> str:
    """`text` with typographic variants replaced by one form each; `len(fold(text)) == len(text)`."""
    # one pass a character of the table: most are in no text, and finding that out is far quicker than `str.translate`
    folded = text
    for variant, plain in _FOLDS if not text.isascii() else _ASCII_FOLDS:
        folded = folded.replace(variant, plain)
    return folded


def lowered(text: str) -> str:
    """`text` in lower case with every offset kept (the few letters whose lower case is longer stay as they are)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
