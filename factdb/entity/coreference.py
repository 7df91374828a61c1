"""Definite phrases that stand for a name said before: "the company", "the dam", "the two countries"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import Final

from factdb.entity.gazetteer import gazetteer
from factdb.entity.heads import cues, definite_heads, small_heads
from factdb.text.trie import alternation
from factdb.values import EntityKind, EntityMention, Span

_POLITIES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION})
_FIRMS: Final = frozenset({EntityKind.COMPANY})
_HANGING: Final = ("'s ", " of ", "between ", " by ", " with ", " from ", " like ", " than ", "cluding ", "against ", " rival ", "such as ")
_TO_WHOM: Final = (" to the ", " by the ", " with the ", " from the ", " of the ")
_FRONT: Final = 60  # code points that may stand before the subject of a sentence
_PREPOSITIONS: Final = frozenset({"in", "at", "of", "to", "from", "by", "for", "with", "on", "after", "against", "including"})
_AREAS: Final = {
    "country": EntityKind.COUNTRY,
    "nation": EntityKind.COUNTRY,
    "kingdom": EntityKind.COUNTRY,
    "republic": EntityKind.COUNTRY,
    "bloc": EntityKind.REGION,
    "continent": EntityKind.REGION,
    "region": EntityKind.REGION,
}


@cache
def _pattern() -> re.Pattern[str]:
    nouns = alternation(sorted({*definite_heads(), *_AREAS}))
    pair = "|".join(cues("pair"))
    return re.compile(
        rf"""
        [BOTbot] (?= he[ s] | his[ ] | hat[ ] | ur[ ]two | oth[ ] ) (?:
            # "the two countries", "both sides"
            (?P<pair> (?: (?:he|hese|ur)\ two | oth ) \ (?:{pair}) \b )
            # "the two hydropower dams"
          | (?:he|hese)\ two\ (?: [a-z]+\  ){{0,2}}? (?P<both>{nouns})s \b
            # "the two companies", "both firms"
          | (?: (?:he|hese)\ two | oth ) \ (?P<firms>companies|firms|groups|airlines|banks|carmakers|retailers) \b
            # "the new company", not "the same company", "the port of"
          | (?:he|his|hat)\  (?: [a-z]++'s\  )? (?: (?!(?:same|first|other|next|the|new|old|former|second|third|elementary|middle|primary|secondary|local|nearby|rival|average|typical|proposed|planned|neighbou?ring)\b) [a-z][a-z-]{{2,14}}+\  ){{0,2}}
            # "the West African country", "the Anglo-Australian miner"
            (?: (?P<from> (?: [A-Z][a-z]++[ -] )? [A-Z][a-z]++ ) \  (?: [a-z]++ \  )?? | [A-Z][A-Za-z]++-[a-z]++ \  )?
            (?P<noun>{nouns}) \b (?! \ (?:of|for|called|named|in|where|that)\b | - )
        )
        """,
        re.VERBOSE,
    )


def find(text: str, start: int, end: int, mentions: Sequence[EntityMention]) -> list[EntityMention]:
    """Mentions for the definite phrases of `text[start:end]` that an earlier mention explains, in text order."""
    if not mentions:
        return []
    found: list[EntityMention] = []
    starts = [mention.span.start for mention in mentions]
    counts, counted = Counter[str](), 0
    for match in _pattern().finditer(text, start, end):
        origin = match["from"]
        if text[match.start() - 1 : match.start()].isalnum() or (origin and not _is_adjective(origin)):
            continue
        before = bisect_left(starts, match.start())
        span = Span(match.start(), match.end())
        noun = match["noun"]
        last = mentions[before - 1] if before else None
        if last is not None and last.span.end + 2 == match.start() and _apposed(text, last, match.end()):
            # an apposition: "Voss, the largest Swiss carmaker"
            found.append(_as(span, last))
        elif match["pair"]:
            found.extend(_as(span, mention) for mention in _pair(mentions, before, _POLITIES, ""))
        elif match["firms"]:
            firms = _pair(mentions, before, _FIRMS, "")
            found.extend(_as(span, mention) for mention in firms)
        elif match["both"]:
            found.extend(_as(span, mention) for mention in _pair(mentions, before, None, match["both"]))
        else:
            if noun in _AREAS:
                counts.update(mention.name for mention in mentions[counted:before])
                counted = before
                stood_for = _area(mentions, before, _AREAS[noun], counts)
            else:
                stood_for = antecedent(text, mentions, before, noun)
            if stood_for is not None:
                found.append(_as(span, stood_for))
    return found


def _apposed(text: str, last: EntityMention, end: int) -> bool:
    """Whether a phrase up to `end`, right after "`last`, ", says what it is; "Lena Orth, the firm's head" says what she is."""
    return text[last.span.end] == "," and last.kind is not EntityKind.PERSON and not text.startswith("'s ", end)


def _is_adjective(words: str) -> bool:
    """Whether the words are an adjective of a country or region ("West African"), or two with a hyphen."""
    if words in cues("origin"):
        return True
    entries = [gazetteer().forms.get(part) for part in (words, *words.split("-"))]
    return any(entry is not None and entry.method == "adjective" for entry in entries)


def _as(span: Span, mention: EntityMention) -> EntityMention:
    return EntityMention(span, mention.name, mention.kind, "coreference", mention.code)


def _pair(mentions: Sequence[EntityMention], before: int, kinds: frozenset[EntityKind] | None, head: str) -> list[EntityMention]:
    """The two names of `kinds`, or with the head noun, named last before; none where only one was."""
    found: dict[str, EntityMention] = {}
    for index in range(before - 1, max(-1, before - 40), -1):
        mention = mentions[index]
        fits = mention.kind in kinds if kinds is not None else _has_head(mention.name, head)
        if fits and mention.name not in found:
            found[mention.name] = mention
            if len(found) == 2:
                return list(found.values())[::-1]
    return []


def _has_head(name: str, noun: str) -> bool:
    """Whether the noun is the name's last word, or the one before its first "of"."""
    lower = name.lower()
    if noun not in lower:
        return False
    words = lower.split()
    return words[-1] == noun or (len(words) > 2 and words[1] == "of" and words[0] == noun)


def antecedent(text: str, mentions: Sequence[EntityMention], before: int, noun: str) -> EntityMention | None:
    """The mention that "the `noun`" stands for at a place with `before` mentions ahead of it, None where none fits.

    The last one with that head noun; for a company the last company that hangs on no other; for a country the one named most so far.
    """
    if noun in _AREAS:
        return _area(mentions, before, _AREAS[noun], Counter(mention.name for mention in mentions[:before]))
    entry = definite_heads().get(noun)
    if entry is None:
        return None
    group, kind = entry
    of_kind: EntityMention | None = None
    owned: EntityMention | None = None
    for index in range(before - 1, max(-1, before - 60), -1):
        mention = mentions[index]
        if mention.kind is EntityKind.PERSON:
            continue
        if _has_head(mention.name, noun):
            if noun != "bank" or not text[max(0, mention.span.start - 9) : mention.span.start].endswith(_TO_WHOM):
                return mention
            owned = owned or mention  # "acceptable to the Reserve Bank": hardly the bank that the text is about
            continue
        if of_kind is None and mention.kind is kind and group == "company":
            # "Voss, a unit of Arlen Steel": the name that hangs on another comes second
            if text[max(0, mention.span.start - 9) : mention.span.start].endswith(_HANGING):
                owned = owned or mention
            else:
                of_kind = _opening(text, mentions, index, kind) or mention
    if group == "company" and of_kind is None and owned is None:
        return _leading(mentions[:before])
    return of_kind or owned


def _opening(text: str, mentions: Sequence[EntityMention], index: int, kind: EntityKind) -> EntityMention | None:
    """The earlier mention of the kind that opens the sentence of the one at `index`: its subject, None where there is none."""
    at = mentions[index].span.start
    start = max(text.rfind(". ", 0, at), text.rfind("\n", 0, at)) + 1
    found = None
    while index >= 0 and mentions[index].span.start >= start:
        mention = mentions[index]
        if mention.kind is kind and mention.span.start - start < _FRONT:
            words = text[start : mention.span.start].split()
            if not words or words[-1].lower() not in _PREPOSITIONS:
                found = mention
        index -= 1
    return found


def _leading(mentions: Sequence[EntityMention]) -> EntityMention | None:
    """The unknown name said most often, the earlier on a tie: the firm of an article that calls none a firm."""
    counts = Counter(m.name for m in mentions if m.kind is EntityKind.OTHER)
    return max((m for m in mentions if m.kind is EntityKind.OTHER), key=lambda m: counts[m.name], default=None)


def _area(mentions: Sequence[EntityMention], before: int, kind: EntityKind, counts: Counter[str]) -> EntityMention | None:
    """Of the countries or regions among the last mentions (else of all before) the one that `counts` has most of, the later on a tie."""
    recent: dict[str, EntityMention] = {}
    for index in range(before - 1, max(-1, before - 12), -1):
        mention = mentions[index]
        if mention.kind is kind:
            recent.setdefault(mention.name, mention)
    if not recent:
        recent = {mention.name: mention for mention in mentions[:before] if mention.kind is kind}
    if len(recent) < 2:
        return next(iter(recent.values()), None)
    # what the article opens with is what it is about
    opening = next(mention.name for mention in mentions if mention.kind is kind)
    return max(recent.values(), key=lambda mention: counts[mention.name] + (3.5 if mention.name == opening else 0))


def merged(mentions: list[EntityMention], phrases: list[EntityMention]) -> list[EntityMention]:
    """Both in text order; an adjective inside a phrase ("the West African country") gives way to what the phrase stands for."""
    adjectives = [m.span.start for m in mentions if m.method == "adjective"] if len(phrases) < 400 else []
    covered = {start for p in phrases for start in adjectives if p.span.start < start < p.span.end}
    kept = (m for m in mentions if m.span.start not in covered)
    return sorted([*kept, *phrases], key=attrgetter("span"))


def without_sort(mentions: list[EntityMention], counts: Counter[str]) -> list[EntityMention]:
    """`mentions` with "Orlec mine" called Orlec where the article says Orlec alone as often, and knows no town of that name."""
    bare: dict[str, str] = {}
    for mention in mentions:
        name = mention.name
        if mention.kind is EntityKind.PROJECT and mention.method == "shape" and " " in name and name not in bare:
            short, sort = name.rsplit(" ", 1)
            if sort.islower() and sort in small_heads() and counts[short] >= counts[name] > 0 and short not in gazetteer().forms:
                bare[name] = short
    if not bare:
        return mentions
    for name, short in bare.items():
        counts[short] += counts.pop(name, 0)
    works = set(bare.values())
    return [
        replace(m, name=bare.get(m.name, m.name), kind=EntityKind.PROJECT) if m.name in bare or m.name in works else m for m in mentions
    ]


def with_firms(mentions: list[EntityMention]) -> list[EntityMention]:
    """`mentions` with every mention of a name a company's that is one somewhere in the article ("PT Halden Nikel (HN)": HN too)."""
    firms = {mention.name for mention in mentions if mention.kind is EntityKind.COMPANY}
    if not firms:
        return mentions
    return [replace(m, kind=EntityKind.COMPANY) if m.kind is EntityKind.OTHER and m.name in firms else m for m in mentions]
