"""What an article as a whole is about."""

from __future__ import annotations

import re
from typing import Final, cast

from factdb.entity.gazetteer import gazetteer
from factdb.entity.heads import cues, heads
from factdb.frame.area import localized
from factdb.frame.country import country_of, lies_somewhere
from factdb.frame.home import at_home, counts_for_all, home, outweighs, seat_of
from factdb.frame.instead import instead
from factdb.frame.reading import words
from factdb.frame.scene import scene
from factdb.frame.scope import ArticleScope
from factdb.frame.story import HEADED, LEAD, POLITIES, TITLED, Profile, agency, is_home, official, profile
from factdb.frame.town import homed
from factdb.text.tagger import known as known_word
from factdb.values import EntityKind, EntityMention

_RE_IN: Final = re.compile(r",? (?:in|near) (?:the )?[A-Z]")
_OPENING: Final = 200
_ACTING: Final = 2 * TITLED + 1  # what the name that opens the title counts at least where the text goes on about it
_BUYERS: Final = frozenset({EntityKind.COMPANY, EntityKind.OTHER})
_DOERS: Final = frozenset({EntityKind.COMPANY, EntityKind.OTHER, EntityKind.BODY})
_OFTEN: Final = 5
_MANY: Final = 5  # countries
_FIRST: Final = 400
_CLEAR: Final = 3
_FIRMS: Final = frozenset({EntityKind.COMPANY, EntityKind.PROJECT, EntityKind.OTHER})


def topic(whole: ArticleScope, metric: str) -> tuple[EntityMention, ...]:
    """What the article is about: what it names early or often, else the country that its money and bodies tell; empty where none do.

    Its leading project or body with its country, else its leading country, or both partners where two share the lead and the
    metric stands between partners. Worked out once an article, for the metrics of trade and for all others.
    """
    trade = metric in words("trade")
    known = cast("dict[bool, tuple[EntityMention, ...]]", whole.memo.setdefault("topic", {}))
    if trade not in known:
        known[trade] = homed(whole, tuple(localized(whole, list(_topic(whole, trade=trade)))))
    return known[trade]


def _topic(whole: ArticleScope, *, trade: bool) -> tuple[EntityMention, ...]:
    if told := scene(whole):
        return told
    if worldwide(whole):
        return ()
    if (listed := _listed(whole)) is not None:
        return listed
    if (area := _spread(whole)) is not None:
        return area
    named = _named(whole, trade=trade)
    if named and not (len(named) == 1 and named[0].kind is EntityKind.REGION and _passing(whole, named[0])):
        if (
            len(named) == 1
            and named[0].kind in (EntityKind.BODY, EntityKind.OTHER)
            and (seat := seat_of(named[0], firms=False) or _lone_home(whole, named[0])) is not None
        ):
            return (seat,) if counts_for_all(named[0].name) else (*named, seat)  # "The Fed": its country's figures
        if (
            named[0].kind is EntityKind.PLACE
            and dict(profile(whole).ranking).get(named[0].name, 0) < _CLEAR
            and (own := _counted_for(whole)) is not None
        ):
            return (own,)  # one of the states that the CDC counts
        if len(named) == 1 and (code := named[0].code) is not None and (own := outweighs(whole, code)) is not None:
            return _nations(whole, own) or (own,)
        if not (len(named) == 1 and named[0].kind is EntityKind.OTHER and named[0].name.isupper() and _passing(whole, named[0])):
            return named
    own = home(whole)
    return named if own is None else (own,)


def _lone_home(whole: ArticleScope, body: EntityMention) -> EntityMention | None:
    """The country that an article on a body without a name of its own is at home in ("the Tourism Authority", with baht)."""
    if body.kind is not EntityKind.BODY or body.name in gazetteer().forms:
        return None
    endings = tuple(cues("abstract", "endings"))
    plain = all(known_word(word) or word in heads() or word.endswith(endings) for word in body.name.lower().split())
    return at_home(whole) if plain else None


def _counted_for(whole: ArticleScope) -> EntityMention | None:
    """The country whose office counts in the article ("the CDC said"), None where none does."""
    return next((seat_of(m) for m in profile(whole).first.values() if counts_for_all(m.name)), None)


def _nations(whole: ArticleScope, country: EntityMention) -> tuple[EntityMention, ...]:
    """The nations of the country where the article speaks of several of them and so not of all ("England, Wales and Northern Ireland")."""
    known = gazetteer().nations
    found = [m for name, m in profile(whole).first.items() if known.get(name) == country.code and m.method != "adjective"]
    return tuple(found) if len(found) > 1 else ()


def worldwide(whole: ArticleScope) -> bool:
    """Whether the title speaks of the whole world and of no place in it: "World food prices rebound", "Global sales of phones slip"."""
    found = whole.memo.get("worldwide")
    if found is None:
        article = whole.article
        title_end = article.span.start + len(article.title)
        spoken = {word.lower().strip(",:;").removesuffix("'s") for word in article.title.split()}
        named = any(m.span.start < title_end and m.kind not in (EntityKind.MEDIA, EntityKind.PERSON) for m in profile(whole).first.values())
        found = whole.memo["worldwide"] = not spoken.isdisjoint(words("worldwide")) and not named
    return bool(found)


def _listed(whole: ArticleScope) -> tuple[EntityMention, ...] | None:
    """The three or four polities that the first sentence of an article lists, where its title has none; None for any other article."""
    found = whole.memo.get("listed")
    if found is None:
        title_end = whole.article.span.start + len(whole.article.title)
        run: list[EntityMention] = []
        for mention in whole.entities:
            if mention.kind in POLITIES and mention.span.start < title_end:
                break
            if mention.kind not in POLITIES or mention.method == "adjective":
                if run:
                    break
                continue
            gap = whole.text[run[-1].span.end : mention.span.start] if run else ""
            if run and gap not in (", ", " and ", ", and "):
                break
            if not run and mention.span.start > title_end + _OPENING:
                break
            run.append(mention)
        found = whole.memo["listed"] = tuple(run) if 2 < len(run) < _MANY else ()
    return cast("tuple[EntityMention, ...]", found) or None


def _spread(whole: ArticleScope) -> tuple[EntityMention, ...] | None:
    """What an article on many countries, none of them in the title, is about: the region that it names at its opening, else nothing.

    None for any other article.
    """
    story = profile(whole)
    top = story.countries.most_common(_MANY)
    if len(top) < _MANY or top[0][1] > 2 * top[-1][1] + 1 or story.ranking[0][1] >= _OFTEN:
        return None
    title_end = whole.article.span.start + len(whole.article.title)
    if any(m.span.start < title_end and m.kind is EntityKind.COUNTRY for m in story.first.values()):
        return None
    lead = title_end + _FIRST
    if any(m.kind in (EntityKind.COMPANY, EntityKind.PROJECT) and m.span.start < lead for m in story.first.values()):
        return None
    near = [m for m in story.first.values() if m.kind is EntityKind.REGION and m.span.start < lead]
    known = gazetteer().forms
    near.sort(key=lambda m: (not known[m.name].polity, m.method == "adjective", m.span.start))
    if not near and (home(whole) is not None or top[0][1] > top[1][1]):
        return None
    return tuple(near[:1])


def _passing(whole: ArticleScope, mention: EntityMention) -> bool:
    """Whether the article says a name once or twice only, and not at its opening."""
    story = profile(whole)
    lead = whole.article.span.start + len(whole.article.title) + _OPENING
    return mention.name in story.first and story.first[mention.name].span.start > lead and dict(story.ranking)[mention.name] < _CLEAR


def _named(whole: ArticleScope, *, trade: bool) -> tuple[EntityMention, ...]:
    """`topic` by the names of the article alone."""
    story = profile(whole)
    lead = whole.article.span.start + LEAD
    if story.sole and story.countries and (not story.ranking or story.ranking[0][1] < _OFTEN) and not _town(story):
        return (story.first[next(iter(story.countries))],)
    if not story.ranking or (story.ranking[0][1] < _OFTEN and story.first[story.ranking[0][0]].span.start > lead):
        return ()
    countries = story.countries.most_common(2)
    best, weight = next(((n, w) for n, w in story.ranking if not (countries and official(story.first[n]))), story.ranking[0])
    if deal := dealt(whole):
        return deal
    best, weight = _acting(story, best, weight)
    leader = story.first[best]
    if agency(best) and (there := _titled_place(whole)) is not None:
        return there, leader  # "EPA to replace pipes in Ohio"
    firm, (best, weight) = best, _works(whole, best, weight)
    leader = story.first[best]
    if best != firm and firm == story.actor and not words("guidance").isdisjoint(whole.article.title.lower().split()):
        return leader, story.first[firm]  # "Voss lifts Orlec Mine guidance"
    if (own := instead(whole, leader)) is not None:
        whole.memo["instead"] = own
        return own
    if (around := _around(whole, leader, bool(countries))) is not None:
        return around
    if leader.kind in POLITIES or not countries:
        return _polities(whole, leader, trade=trade)
    opens = story.headlined.get(best, leader.span.start)
    headed = opens < whole.article.span.start + len(whole.article.title)
    close = countries[0][1] * 3 >= weight * 2
    if close and leader.kind in (EntityKind.PROJECT, EntityKind.PLACE) and _within(whole, best, countries[0][0]):
        return leader, story.first[countries[0][0]]
    if close and not (headed and leader.kind in _FIRMS and _own_words(story.first[countries[0][0]], opens)):
        return (story.first[countries[0][0]],)
    located = leader.kind is EntityKind.OTHER and _stands(whole, best)
    country = country_of(whole, best) if leader.kind is EntityKind.BODY or located or lies_somewhere(leader) else None
    return (leader,) if country is None or country.name == best else (leader, country)


def _around(whole: ArticleScope, leader: EntityMention, countries: bool) -> tuple[EntityMention, ...] | None:
    """A place that leads, with the works that lie in it, the state it lies in, or the town that the lead names in it."""
    story = profile(whole)
    if leader.kind is EntityKind.PLACE and (site := story.sites.get(leader.name)) is not None:
        return story.first[site], leader  # "the Voss Mill in Orlec"
    if leader.kind is EntityKind.PLACE and not countries and (state := _state(whole, leader.name)) is not None:
        return leader, state
    title_end = whole.article.span.start + len(whole.article.title)
    if leader.name in story.headlined:
        towns = (story.first[town] for town, site in story.sites.items() if site == leader.name)
        town = next((m for m in towns if m.span.start < title_end), None)
        if town is None:
            return None
        country = country_of(whole, town.name)
        return (leader, town) if country is None or country.name not in story.first else (leader, town, country)
    inner = _inside(whole, leader)
    return None if inner is None else (inner, leader)


def _polities(whole: ArticleScope, leader: EntityMention, *, trade: bool) -> tuple[EntityMention, ...]:
    """A leading polity, with the one it shares the lead with."""
    story = profile(whole)
    others = [story.first[name] for name, _ in story.countries.most_common(2) if name != leader.name]
    if not others or len(story.countries) < 2:
        return (leader,)
    counts = story.countries.most_common(2)
    title_end = whole.article.span.start + len(whole.article.title)
    alone = leader.method != "adjective" and leader.span.start < title_end
    both = not (alone and title_end <= story.first[counts[1][0]].span.start)
    if trade and both and counts[1][1] * 2 >= counts[0][1]:
        return story.first[counts[0][0]], story.first[counts[1][0]]
    if _paired(whole, leader, story.first[counts[1][0]]):
        return tuple(sorted((leader, story.first[counts[1][0]]), key=lambda m: m.span.start))
    return (leader,)


def _state(whole: ArticleScope, name: str) -> EntityMention | None:
    """The state or country that a place is told to lie in."""
    found = country_of(whole, name, sure=True)
    return found if found is not None and found.name != name else None


def _acting(story: Profile, best: str, weight: int) -> tuple[str, int]:
    """The name that opens the title, with its weight, before the place where it acts: "Voss Group to buy rival in India"."""
    own = dict(story.ranking)[story.actor] if story.actor is not None else 0
    if story.actor is None or own <= _ACTING or story.first[best].kind not in (*POLITIES, EntityKind.PLACE):
        return best, weight
    return (story.actor, max(own, weight)) if story.first[story.actor].kind in _DOERS else (best, weight)


def _works(whole: ArticleScope, best: str, weight: int) -> tuple[str, int]:
    """The works in the title before the firm that builds them: "Voss Energy starts work on Orlec Wind Farm" is about the farm."""
    story = profile(whole)
    if story.first[best].kind is not EntityKind.COMPANY:
        return best, weight
    title_end = whole.article.span.start + len(whole.article.title)
    sites = (
        (n, w) for n, w in story.ranking if w > TITLED and story.first[n].kind is EntityKind.PROJECT and lies_somewhere(story.first[n])
    )
    return next(((n, w) for n, w in sites if story.first[n].span.start < title_end), (best, weight))


def _inside(whole: ArticleScope, leader: EntityMention) -> EntityMention | None:
    """The place within a smaller or only hinted area of the title that the first sentence names: "on Unst" after "Scottish seabirds"."""
    title_end = whole.article.span.start + len(whole.article.title)
    hinted = (
        leader.kind in POLITIES
        and leader.method == "adjective"
        and leader.span.start < title_end
        and leader.name not in profile(whole).plain
    )
    small = (
        leader.kind is EntityKind.PLACE and leader.span.start < title_end and profile(whole).actor != leader.name and not is_home(leader)
    )
    if not (hinted or small):
        return None
    end = whole.text.find(". ", title_end)
    for m in profile(whole).first.values():
        if title_end <= m.span.start < end and m.kind is EntityKind.PLACE and m.name != leader.name and not is_home(m):
            return m
    return None


def _titled_place(whole: ArticleScope) -> EntityMention | None:
    """The place in the title that is no mere adjective, None where it has none."""
    title_end = whole.article.span.start + len(whole.article.title)
    places = (m for m in profile(whole).first.values() if m.span.start < title_end and (m.kind is EntityKind.PLACE or m.kind in POLITIES))
    return next((m for m in places if m.method != "adjective"), None)


def _town(story: Profile) -> bool:
    """Whether a place of another country leads before a region that is named in passing."""
    region = next(iter(story.countries))
    best, weight = story.ranking[0]
    return story.first[region].kind is EntityKind.REGION and story.first[best].kind is EntityKind.PLACE and weight >= _CLEAR


def _within(whole: ArticleScope, name: str, country: str) -> bool:
    """Whether nothing speaks against the name lying in the country."""
    found = country_of(whole, name)
    return found is not None and found.name == country


def _own_words(country: EntityMention, leader: int) -> bool:
    """Whether the country is first named only to say where something is from, or after the leader (named at an offset)."""
    return country.method == "adjective" or country.span.start > leader


def _stands(whole: ArticleScope, name: str) -> bool:
    """Whether the text says somewhere where the name lies: "Orlec in Peru's north"."""
    return any(m.name == name and _RE_IN.match(whole.text, m.span.end) is not None for m in whole.entities)


def dealt(whole: ArticleScope) -> tuple[EntityMention, ...]:
    """The two firms of an article whose title tells of a takeover or merger, empty for any other."""
    found = whole.memo.get("dealt")
    if found is None:
        title_end = whole.article.span.start + len(whole.article.title)
        told = not words("deal").isdisjoint(whole.article.title.lower().split())
        named = [m for m in profile(whole).first.values() if told and m.kind in _BUYERS]
        firms = [m for m in named if m.span.start < title_end and (m.kind is EntityKind.COMPANY or m.name == profile(whole).actor)]
        if len(firms) == 1:
            # "Voss Group to buy cable maker"
            firms += [m for m in named if m.kind is EntityKind.COMPANY and title_end <= m.span.start < title_end + _FIRST][:1]
        found = whole.memo["dealt"] = tuple(firms) if len(firms) == 2 else ()
    return cast("tuple[EntityMention, ...]", found)


def focus(whole: ArticleScope) -> tuple[EntityMention, ...]:
    """`topic` where one project, firm or country is plainly what the whole article is about, else empty."""
    found = whole.memo.get("focus")
    if found is None:
        found = whole.memo["focus"] = _focused(whole)
    return cast("tuple[EntityMention, ...]", found)


def _focused(whole: ArticleScope) -> tuple[EntityMention, ...]:
    story = profile(whole)
    found = topic(whole, "")
    if scene(whole) or "instead" in whole.memo:
        return found
    names = {m.name for m in found}
    if story.first.keys().isdisjoint(names):
        return ()
    own = max(weight for name, weight in story.ranking if name in names)
    others = [
        weight
        for name, weight in story.ranking
        if name not in names and not agency(name) and story.first[name].kind in (POLITIES if found[0].kind in POLITIES else HEADED)
    ]
    in_title = found[0].name in story.headlined or found[0].span.start < whole.article.span.start + len(whole.article.title)
    if found[0].kind is EntityKind.PROJECT or (found[0].kind is EntityKind.OTHER and len(found) > 1):
        # its owner is no rival
        others = [w for n, w in story.ranking if n not in names and story.first[n].kind is EntityKind.PROJECT]
    return found if own >= 2 * max(others, default=0) and (in_title or own >= _CLEAR) else ()


def _paired(whole: ArticleScope, one: EntityMention, other: EntityMention) -> bool:
    """Whether the two stand joined where they are first named: "England and Wales"."""
    first, second = sorted((one, other), key=lambda m: m.span.start)
    return whole.text[first.span.end : second.span.start] == " and "
