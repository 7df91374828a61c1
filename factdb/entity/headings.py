"""Names in headings, where every word is capitalised: those that the rest of the article or the gazetteer knows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from factdb.entity.around import Around
from factdb.entity.gazetteer import Entry, lengths
from factdb.entity.names import chunks
from factdb.entity.sequence import Chunk
from factdb.entity.survey import Raw
from factdb.values import EntityKind

RE_RULING: Final = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)? Administration")
_CAPITALS: Final = 12  # a run of so many capitals is a line's style, no acronym


def headings(
    found: Sequence[Raw], later: Sequence[tuple[int, str]], signed: set[int], local: Mapping[str, Entry], around: Around
) -> list[Raw]:
    """The names of the phrases `later` (offset and words); `found`: the names of the text; `signed`: phrases of a line that says who publishes."""
    known = dict(local)
    for item in found:
        chunk = item.chunk
        if chunk.method in ("shape", "word") and (" " in chunk.name or not item.opening):
            entry = Entry(chunk.name, chunk.kind, chunk.method, None)
            known.setdefault(chunk.name, entry)
            if chunk.head and chunk.head.islower() and chunk.name.endswith(" " + chunk.head):
                known.setdefault(chunk.name.rsplit(" ", 1)[0], entry)
    by_first = lengths(known)
    names: list[Raw] = []
    for start, phrase in later:
        if start in signed:
            bodies = [c for c in chunks(phrase, False, known, by_first) if c.kind is EntityKind.BODY and c.method == "shape"]
            if bodies:
                names.extend(Raw(start + chunk.start, start + chunk.end, chunk, False) for chunk in bodies)
                continue
        # in a line of capitals only the words tell, not how they are written
        written = phrase.title() if phrase.isupper() and len(phrase) > _CAPITALS else phrase
        ruling = RE_RULING.search(written)
        if ruling is not None and ruling.group() not in known and not around.official(ruling.group()):
            chunk = Chunk(0, len(ruling.group()), ruling.group(), EntityKind.BODY, "shape")
            names.append(Raw(start + ruling.start(), start + ruling.end(), chunk, True))
            written = written[: ruling.start()] + "-" * len(ruling.group()) + written[ruling.end() :]
        parts = chunks(written, False, known, by_first, heading=True)
        names.extend(Raw(start + chunk.start, start + chunk.end, chunk, True) for chunk in parts)
    return names
