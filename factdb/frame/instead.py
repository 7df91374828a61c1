"""What an article is about where the name that it says most only acts on it, pays for it, studies it or calls it after a town."""

from __future__ import annotations

from typing import Final

from factdb.entity.gazetteer import gazetteer
from factdb.frame.country import country_of
from factdb.frame.home import at_home, home
from factdb.frame.reading import words
from factdb.frame.scope import ArticleScope
from factdb.frame.story import LEAD, agency, funds, is_home, opener, profile
from factdb.values import EntityKind, EntityMention

_NAMED: Final = frozenset({EntityKind.PLACE, EntityKind.OTHER, EntityKind.PROJECT, EntityKind.BODY})
_TOWNS: Final = frozenset({"USA", "CAN"})


def instead(whole: ArticleScope, leader: EntityMention) -> tuple[EntityMention, ...] | None:
    """The topic that takes the place of the leading name, None where that is itself the topic."""
    return _enforced(whole, leader.name) or _lead(whole, leader) or _served(whole, leader)


def _enforced(whole: ArticleScope, best: str) -> tuple[EntityMention, ...] | None:
    """The firm that an agency or court of the title acts against, with its place: "Labor Department fines Ohio roofer"."""
    spoken = {word.lower().strip(",:;") for word in whole.article.title.split()}
    if spoken.isdisjoint(words("enforcing")) or spoken.isdisjoint(words("enforcer")):
        return None
    story = profile(whole)
    firms = [m for m in story.first.values() if m.kind is EntityKind.COMPANY]
    counts = dict(story.ranking)
    if not firms or (len(firms) > 1 and counts[firms[1].name] * 2 > counts[firms[0].name]) or best == firms[0].name:
        return None
    firm = max(firms, key=lambda m: counts[m.name])
    place = next((story.first[n] for n, _ in story.ranking if is_home(story.first[n]) and story.first[n].kind is EntityKind.PLACE), None)
    place = place or home(whole)
    return (firm,) if place is None else (firm, place)


def _lead(whole: ArticleScope, leader: EntityMention) -> tuple[EntityMention, ...] | None:
    """What the title only calls after a town: "Orlec smelter to add 40 jobs" is about the firm that opens the text, else about its "port of Voss"."""
    if leader.kind is not EntityKind.PROJECT or not leader.name.rsplit(" ", 1)[-1].islower():
        return None
    story = profile(whole)
    title_end = whole.article.span.start + len(whole.article.title)
    if any(m.name == leader.name and m.span.start > title_end and m.method != "coreference" for m in whole.entities):
        return None
    firm = opener(whole)
    if firm is not None and firm.kind is EntityKind.COMPANY:
        country = country_of(whole, firm.name)
        return (story.first[firm.name],) if country is None else (story.first[firm.name], country)
    base, sort = leader.name.rsplit(" ", 1)
    if base not in gazetteer().forms:
        return None
    for mention in story.first.values():
        if title_end < mention.span.start < title_end + LEAD and mention.kind in _NAMED:
            before = whole.text[max(0, mention.span.start - 24) : mention.span.start].lower()
            if before.removesuffix("the ").endswith((f"{sort} of ", f"{sort} in ", f"{sort} at ")):
                country = at_home(whole) or country_of(whole, mention.name)
                return (mention,) if country is None else (mention, country)
    return None


def _served(whole: ArticleScope, leader: EntityMention) -> tuple[EntityMention, ...] | None:
    """The place alone for a body that only studies it, pays for it or runs it; None for any other leader."""
    name = leader.name.lower().split()
    spoken = whole.article.title.lower().split()
    if leader.kind is EntityKind.BODY and not words("municipal").isdisjoint(name) and agency(leader.name):
        return _town(whole, leader)
    studies = not words("learned").isdisjoint(name) and not words("studying").isdisjoint(spoken)
    if not studies and not funds(leader.name):
        return None
    story = profile(whole)
    place = next((story.first[n] for n, _ in story.ranking if n != leader.name and is_home(story.first[n])), None)
    return None if place is None else (place,)


def _town(whole: ArticleScope, leader: EntityMention) -> tuple[EntityMention, ...] | None:
    """The town of a council in America, where the town is what acts: "Orlec City Council"; None elsewhere."""
    seat = home(whole)
    if seat is not None and seat.code not in _TOWNS:
        return None
    parts = leader.name.split()
    stop = next((k for k, word in enumerate(parts) if word.lower() in words("municipal")), 0)
    name = " ".join(parts[:stop])
    place = next((m for m in whole.entities if m.name == name), None)
    return None if not name else (place or EntityMention(leader.span, name, EntityKind.PLACE, "shape"),)
