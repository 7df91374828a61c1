"""What the make-up of an article tells of its topic: the council that publishes it, the body whose head is interviewed, the ship or star of the title."""

from __future__ import annotations

import re
from typing import Final, cast

from factdb.entity.gazetteer import gazetteer
from factdb.entity.heads import cues, heads
from factdb.frame.country import country_of
from factdb.frame.home import home
from factdb.frame.reading import words
from factdb.frame.scope import ArticleScope
from factdb.frame.story import POLITIES, is_home, profile
from factdb.values import EntityKind, EntityMention, SegmentKind

_HOUSES: Final = frozenset({EntityKind.COMPANY, EntityKind.PROJECT, EntityKind.BODY})
_CRAFT: Final = frozenset({EntityKind.OTHER, EntityKind.PROJECT, EntityKind.COMPANY})
_RE_ASKED: Final = re.compile(r"\n(?:Q|Question)[:.] ")
_RE_WE: Final = re.compile(r"\b(?:[Ww]e|[Oo]ur|us)\b")
_TWO: Final = 2
_OWN: Final = 3  # so often who answers says "we" of the house that he runs
_EARLY: Final = 1500  # code points in which a ship or star is named
_RE_CALLED: Final = re.compile(r"\b(?P<noun>[A-Za-z]+)(?:,? |,? called |,? named |,? known as )(?:the )?$")
_RE_NOUN: Final = re.compile(r" (?P<noun>[A-Za-z]+)\b")
_RE_DOES: Final = re.compile(r" (?:[a-z]+ly )?(?P<verb>[a-z]+)\b|(?P<apposed>, (?:which|an?|built|owned|operated|carrying|bound) )")


def scene(whole: ArticleScope) -> tuple[EntityMention, ...]:
    """The topic that the make-up of an article tells, with its place; empty for an article told by its names alone."""
    found = whole.memo.get("scene")
    if found is None:
        found = whole.memo["scene"] = _council(whole) or _interviewed(whole) or _object(whole)
    return cast("tuple[EntityMention, ...]", found)


def afar(whole: ArticleScope) -> bool:
    """Whether an article is about a body of the sky, so that no country has a part in it."""
    return bool(scene(whole)) and scene(whole)[-1].kind in _CRAFT and bool(_spoken(whole) & (words("sky") | words("space")))


def _opening(whole: ArticleScope) -> int:
    """Where the first paragraph starts."""
    starts = (s.span.start for s in whole.article.segments if s.kind in (SegmentKind.PARAGRAPH, SegmentKind.TURN))
    return next(starts, whole.article.span.end)


def _spoken(whole: ArticleScope) -> frozenset[str]:
    """The words of the title in lower case, plurals without their "s" too."""
    found = whole.memo.get("title words")
    if found is None:
        spoken = [word.lower().strip(",:;'\"") for word in whole.article.title.split()]
        found = whole.memo["title words"] = frozenset((*spoken, *(word[:-1] for word in spoken if word.endswith("s"))))
    return cast("frozenset[str]", found)


def _council(whole: ArticleScope) -> tuple[EntityMention, ...]:
    """The council or municipality that signs its own news ("Halden City Council | News"), with its place."""
    title_end = whole.article.span.start + len(whole.article.title)
    opening = _opening(whole)
    known = gazetteer().forms
    for mention in whole.entities:
        if mention.span.start >= opening:
            break
        name = mention.name.lower()
        if mention.kind is not EntityKind.BODY or mention.span.start < title_end or words("municipal").isdisjoint(name.split()):
            continue
        parts = mention.name.split()
        for size in (3, 2, 1):
            for k in range(len(parts) - size + 1):
                entry = known.get(" ".join(parts[k : k + size]))
                if entry is not None and entry.kind in (*POLITIES, EntityKind.PLACE):
                    place = next((m for m in whole.entities if m.name == entry.name and m.kind is entry.kind), None)
                    return mention, place or EntityMention(mention.span, entry.name, entry.kind, "gazetteer", entry.country)
        return (mention,)
    return ()


def _interviewed(whole: ArticleScope) -> tuple[EntityMention, ...]:
    """The house whose head is interviewed and says "we" of it, with its country."""
    start, end = whole.article.span
    asked = _RE_ASKED.search(whole.text, start, end)
    if asked is None or sum(1 for _ in _RE_WE.finditer(whole.text, asked.end(), end)) < _OWN:
        return ()
    opening = _opening(whole)
    for mention in whole.entities:
        if mention.span.start >= asked.start():
            break
        if mention.span.start < opening or mention.kind not in _HOUSES or not words("learned").isdisjoint(mention.name.lower().split()):
            continue
        country = country_of(whole, mention.name)
        return (mention,) if country is None else (mention, country)
    return ()


def _object(whole: ArticleScope) -> tuple[EntityMention, ...]:
    """The ship, probe or star of the title, by the name that the text gives it, with the place where it met its fate.

    A probe and what it flies to are two; in the sky nothing has a place.
    """
    spoken = _spoken(whole)
    sky, craft, space = (bool(spoken & words(sort)) for sort in ("sky", "craft", "space"))
    if not sky and not craft and not space:
        return ()
    found: dict[str, EntityMention] = {}
    for mention in whole.entities:
        if mention.span.start > whole.article.span.start + _EARLY or len(found) == _TWO:
            break
        if mention.kind not in _CRAFT or mention.method == "coreference" or mention.name in found:
            continue
        if (
            (sky and _called(whole, mention) & words("sky"))
            or (space and _called(whole, mention) & words("space"))
            or (craft and not found and (_called(whole, mention) & words("craft") or _sails(whole, mention)))
        ):
            found[mention.name] = mention
    things = tuple(found.values())
    place = _scene_of(whole) if things and not sky and not space else None
    return things if place is None else (*things, place)


def _called(whole: ArticleScope, mention: EntityMention) -> set[str]:
    """The nouns right before and right after a name: "the ferry Orlec Star", "the Orlec spacecraft"."""
    text = whole.text
    before = _RE_CALLED.search(text, max(0, mention.span.start - 40), mention.span.start)
    after = _RE_NOUN.match(text, mention.span.end)
    return {match["noun"].lower() for match in (before, after) if match is not None}


def _sails(whole: ArticleScope, mention: EntityMention) -> bool:
    """Whether a name with "the" before it does what ships do: "The Orlec Star struck a reef"."""
    text = whole.text
    if (
        mention.kind is EntityKind.COMPANY
        or mention.name.isupper()
        or text[max(0, mention.span.start - 4) : mention.span.start].lower() != "the "
    ):
        return False
    does = _RE_DOES.match(text, mention.span.end)
    if does is None or any(word in heads() or word in cues("legal") for word in mention.name.lower().split()):
        return False
    return does["apposed"] is not None or does["verb"] in words("sails")


def _scene_of(whole: ArticleScope) -> EntityMention | None:
    """The country or state that the article names most, else the one that it is at home in."""
    told = profile(whole)
    named = next((told.first[name] for name, _ in told.ranking if is_home(told.first[name])), None)
    return named or home(whole)
