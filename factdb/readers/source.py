"""What a format's reader hands back: one text with what the file says about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One text out of a file. `date` is the day of writing as the file itself gives it (front matter, page data, record), else None.

    `producer` names what made the text out of the bytes; `record` tells the records of one file apart; `sha256` is set by readers of
    files that hold several; `is_article`: the text is one article and is not split.
    """

    text: str
    title: str | None = None
    date: dt.date | None = None
    date_evidence: str | None = None
    publisher: str | None = None
    url: str | None = None
    record: str | None = None
    sha256: str | None = None
    is_article: bool = False
    producer: str = "factdb"
    producer_version: str | None = None
