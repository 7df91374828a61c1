"""Entities of a claim with their roles: which one to three names of the article a figure is about.

Every name of the sentence gets a place towards the figure (`standing`); the measured phrase and the subject come first. A subject
that is a pronoun or "the ..." takes the names of the subject it goes on from; a sentence with no name of its own takes those of the
sentence before, else what the article is about (`topic`). A project or place alone gets its country.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Final

from factdb.entity.heads import definite_heads
from factdb.entity.heads import words as noun_words
from factdb.frame import between, placing, private, story, topic
from factdb.frame.antecedent import antecedent, definite, goes_on, lead_in, of_these, of_which, speaks_for_itself, subject_names
from factdb.frame.antecedent import told as told_by
from factdb.frame.between import MOST, PLACES, POLITIES, THINGS, TRADERS, Found, at, distinct
from factdb.frame.centred import centred, stated
from factdb.frame.country import country_in_name
from factdb.frame.reading import words
from factdb.frame.role import roles
from factdb.frame.scene import afar
from factdb.frame.scope import Scope, Slot
from factdb.frame.standing import Place, Standing
from factdb.frame.town import at_its_place
from factdb.text.tagger import known
from factdb.values import ClaimEntity, EntityKind, EntityMention, Quantity, SegmentKind, Span

# what an article passes by, so that the next sentence's "it" or "the ..." is rather what the whole article is about
_PASSED: Final = frozenset({EntityKind.PLACE, EntityKind.EVENT, EntityKind.COUNTRY, EntityKind.PERSON})
_CLOSE: Final = 40
_RE_WITHIN: Final = re.compile(
    r", (?:[a-z]+ ){0,3}|,? (?:[a-z]+ ){0,3}(?:in|of) (?:the )?(?:[a-z]+ ){0,2}"
)  # "Oslo, Norway", "Oslo in southern Norway"
_SHARES: Final = frozenset({"shares", "stock"})
_SAID: Final = 4  # tokens of "The government said that"
_BACK: Final = 3  # sentences that a pronoun or a missing name may reach back


def entities(scope: Scope, quantity: Quantity, metric: str) -> Slot[tuple[ClaimEntity, ...]]:
    """One to three essential entities the figure is about, most essential first."""
    standing = Standing(scope, quantity)
    chosen, rule = _chosen(standing, metric, _BACK)
    if (
        quantity.respective is None
        and not (chosen and chosen[0].kind is EntityKind.PERSON)
        and (own := private.person(standing)) is not None
    ):
        chosen, rule = [own], "about.person"
    if placing.nationwide(scope) and (not chosen or rule in ("about.antecedent", "about.previous")):
        chosen, rule = placing.whole_country(scope, metric) or chosen, "about.topic"
    if rule == "about.previous" and sum(m.kind is EntityKind.PLACE and not scope.sentence.covers(m.span) for m in chosen) > 1:
        chosen = []  # each of two towns had its own figure there
    if not chosen:
        chosen, rule = list(topic.topic(scope.whole, metric)), "about.topic"
    elif rule in ("about.antecedent", "about.previous") and len(chosen) == 1:
        home = topic.focus(scope.whole)
        if (
            len(home) > 1
            and chosen[0].kind in POLITIES
            and all(m.kind in POLITIES for m in home)
            and chosen[0].name in {m.name for m in home}
        ):
            chosen = list(home)  # an article on England and Wales
    if quantity.respective is None:
        chosen = placing.joined(scope, chosen)
    if len(chosen) == 1 and chosen[0].kind in THINGS and (place := placing.there(scope)) is not None:
        chosen = distinct((*chosen, place))
    site = len(chosen) > 1 and rule == "about.topic" and chosen[0].kind is EntityKind.PROJECT and chosen[1].kind is EntityKind.COMPANY
    if site and metric in words("firm"):
        chosen = chosen[1:]  # a firm's own profit in an article on one of its mines
    elif rule != "about.route" and not site:
        chosen = placing.completed(scope, centred(standing, metric, stated(scope, metric, chosen)))
        chosen = placing.seated(scope, chosen, away=rule == "about.away")
        chosen = placing.without_union(at_its_place(scope, chosen, government=rule == "about.government"))
    if afar(scope.whole):
        # in the sky no agency and no country has a part
        chosen = [m for m in chosen if m.kind not in (*PLACES, EntityKind.BODY) and not (m.name.isupper() and m.name.isalpha())]
        chosen = chosen or list(topic.topic(scope.whole, metric))
    if chosen and chosen[0].kind is EntityKind.PERSON:
        chosen = chosen[:2]
    evidence = next((m.span for m in chosen if m.span.start < m.span.end and scope.sentence.covers(m.span)), None)
    parts = roles(scope, quantity, metric, rule, chosen)
    return Slot(tuple(_claim_entity(mention, role) for mention, role in zip(chosen, parts, strict=True)), evidence, rule)


def _claim_entity(mention: EntityMention, role: str) -> ClaimEntity:
    # an entity that no words name (the country of a place) has an empty span
    words = mention.span if mention.span.start < mention.span.end else None
    return ClaimEntity(mention.name, mention.kind, role, mention.code, words, mention.method)


def _chosen(standing: Standing, metric: str, back: int) -> tuple[list[EntityMention], str]:
    """The names that the sentence, or the one it goes on from, gives; with the rule. Empty where none do."""
    scope = standing.scope

    def carried() -> list[EntityMention]:
        return _carried(scope, metric, back)

    def stood_for() -> list[EntityMention]:
        names, home = carried(), topic.focus(scope.whole)
        if not names or not home or any(m.name == names[0].name for m in home):
            return names
        if home[0].kind is EntityKind.PROJECT and names[0].kind is EntityKind.COMPANY and _of_project(scope):
            return list(home)
        loose = names[0].kind in (EntityKind.BODY, EntityKind.OTHER) and (home[0].kind not in POLITIES or not _near(scope))
        return list(home) if loose or names[0].kind in _PASSED or story.official(names[0]) else names

    found, rule, dangling = _found(standing, stood_for)
    if metric in words("property") and any(m.kind is EntityKind.PROJECT for m in found.inside):
        found = found._replace(subject=[])  # who builds "the 600-megawatt Orlec dam" is no matter
    if found.subject and _traded(standing):
        found = found._replace(inside=[m for m in found.inside if m.kind not in PLACES])  # where shares are traded is no matter
    chosen, special = between.names(scope, metric, found)
    if chosen:
        return chosen, special
    subject = _subject(standing, metric, found.subject)
    if subject is not found.subject:
        found = found._replace(subject=subject)
    if metric in words("opinion") and not any(m.kind is EntityKind.PLACE for m in found.inside):
        # who asked is no matter
        found = found._replace(subject=[], inside=[], beside=[])
    if found.subject and metric not in words("own") and all(story.agency(m.name) for m in found.subject):
        # "The Competition Authority fined Voss 3 million": what it acts on
        acted = [
            r.mention for r in found.ranked if r.place is Place.BESIDE and r.key == -1 and r.mention.kind in (*TRADERS, EntityKind.BODY)
        ]
        found = found._replace(subject=acted or found.subject)
    chosen = _filled(scope, distinct((*found.subject[:2], *found.inside[:2]))[:MOST], found)
    if chosen and not found.subject and not found.inside and all(m.kind is EntityKind.OTHER for m in chosen):
        # an unknown word beside the verb: good enough here, but nothing to go on from; plain words with capitals not even that
        phrases = all(m.method == "shape" and " " in m.name and all(map(known, m.name.lower().split())) for m in chosen)
        chosen, rule = (_of_focus(scope, chosen) if phrases else chosen), "about.away"
    if not chosen and dangling:
        chosen, rule = carried(), "about.previous"
    if not chosen:
        away = placing.parents(scope, [*at(found.ranked, Place.ASIDE), *at(found.ranked, Place.AWAY)])
        away = [m for m in away if m.kind is not EntityKind.PERSON and not standing.reading.owned(m)]
        away.sort(key=lambda m: (m.kind is EntityKind.OTHER, m.kind not in POLITIES))
        if topic.topic(scope.whole, ""):
            # any other name there is about something else; people are hurt where the other clause says
            kept = {*POLITIES, EntityKind.PROJECT, *((EntityKind.PLACE,) if metric in words("dwelling") else ())}
            away = [m for m in away if m.kind in kept]
        chosen, rule = [] if topic.worldwide(scope.whole) else _of_focus(scope, distinct(away)[:2]), "about.away"
    if not chosen and not placing.nationwide(scope) and not told_by(scope) and not speaks_for_itself(standing):
        chosen, rule = _goes_on(scope, lambda: _carried(scope, metric, min(back, 1))), "about.previous"
    if not chosen and back == _BACK and not topic.topic(scope.whole, metric):
        # an unknown word is better than nothing
        unknown = [r.mention for r in found.ranked if r.place is not Place.OUT and r.mention.kind is EntityKind.OTHER]
        chosen, rule = distinct(unknown)[:1], "about.away"
    return chosen, rule


def _subject(standing: Standing, metric: str, subject: list[EntityMention]) -> list[EntityMention]:
    """`subject` without who only asks, measures or guesses, where the article is about something else."""
    scope, verb = standing.scope, standing.verb
    if verb is None or not subject:
        return subject
    home = list(topic.focus(scope.whole))
    if home and home[0].kind is EntityKind.COMPANY and _part(standing):
        return home  # "The unit of Voss Group", "The owner of the Daily Post"
    focused = bool(home)
    if verb.verb in words("asking") and not verb.passive and focused:
        return [m for m in subject if story.is_home(m)]  # a pollster
    if verb.verb in words("judging") and all(m.kind in PLACES for m in subject) and _court(standing):
        return []  # "A court in Orlec ordered Voss to pay"
    if verb.verb in words("measuring") and focused:
        # a survey or data set known by its acronym
        names = {m.name for m in home}
        subject = [m for m in subject if m.name in names or m.kind is not EntityKind.BODY or not story.agency(m.name)]
        subject = [m for m in subject if m.kind is not EntityKind.OTHER or not m.name.isupper()]
    if verb.verb in words("estimating") and not verb.passive and scope.words.isdisjoint(("its", "their")):
        # "The mayor, Lena Orth, put the damage at"
        names = {m.name for m in home}
        guessing = {EntityKind.PERSON, *((EntityKind.BODY,) if focused else ()), *(THINGS if focused and verb.verb == "put" else ())}
        subject = [m for m in subject if m.name in names or m.kind not in guessing]
    if metric not in words("own") and not scope.words.isdisjoint(words("foretelling")):
        subject = [m for m in subject if m.kind is not EntityKind.BODY]  # "FAO lowered its forecast for rice stocks"
    return subject


def _court(standing: Standing) -> bool:
    """Whether a court or judge without a name is the subject."""
    first, end = standing.subject_zone()
    return any(t.lower in words("court") for t in standing.reading.tokens[first:end])


def _part(standing: Standing) -> bool:
    """Whether the subject opens with "The unit of", "The owner of" and the like."""
    first, end = standing.subject_zone()
    tokens = standing.reading.tokens[first : min(end, first + 4)]
    opens = len(tokens) > 2 and tokens[0].lower == "the"
    return opens and any(t.lower in words("part") and nxt.lower == "of" for t, nxt in pairwise(tokens))


def _of_project(scope: Scope) -> bool:
    """Whether the sentence opens with "the project", "the mine" and the like, which no firm is."""
    tokens = scope.tokens[:5]
    groups = (definite_heads().get(t.lower, ("",))[0] for t in tokens[1:])
    return bool(tokens) and tokens[0].lower in ("the", "this") and any(group in ("line", "site", "programme") for group in groups)


def _traded(standing: Standing) -> bool:
    """Whether the subject is the shares of a firm."""
    if _SHARES.isdisjoint(standing.scope.words):
        return False
    first, end = standing.subject_zone()
    return any(t.lower in _SHARES for t in standing.reading.tokens[first:end])


def _near(scope: Scope) -> bool:
    """Whether the sentence before is of the same paragraph."""
    return scope.previous is not None and scope.previous.segment.span == scope.segment.span


def _of_focus(scope: Scope, names: list[EntityMention]) -> list[EntityMention]:
    """`names`, which the figure itself does not ask for, unless the article is plainly about something else."""
    focus = topic.focus(scope.whole)
    if focus and focus[0].kind in POLITIES and scope.segment.kind is SegmentKind.LIST_ITEM:
        return names  # a fact sheet's items have actors of their own
    home = {m.name for m in focus}
    return names if not home or any(m.name in home for m in names) else []


def _goes_on(scope: Scope, carried: Callable[[], list[EntityMention]]) -> list[EntityMention]:
    """The sentence before's names, which `carried` gives, but none where the article is plainly about one thing.

    In an article about a country a thing named in the same paragraph still is what the next sentence goes on about.
    """
    home = topic.focus(scope.whole)
    if not home:
        names = carried()
        # who pays or rules is seldom what the next sentence goes on about
        passing = bool(names) and bool(topic.topic(scope.whole, ""))
        passing = passing and (names[0].kind is EntityKind.BODY or _pays(names[0]) or _away(scope, names[0]))
        return [] if passing else names
    if home[0].kind not in POLITIES or not _near(scope):
        return []
    names = [] if any(map(_pays, carried()[:1])) else carried()
    listed = scope.segment.kind is SegmentKind.LIST_ITEM
    return names if names and (listed or names[0].kind in (EntityKind.COMPANY, EntityKind.PROJECT)) else []


def _pays(mention: EntityMention) -> bool:
    """Whether the name is of a fund or of a bank of many countries."""
    return mention.kind is not EntityKind.PERSON and (story.funds(mention.name) or mention.name.endswith((" Fund", " Facility")))


def _away(scope: Scope, mention: EntityMention) -> bool:
    """Whether the name is of a place that the title does not have."""
    if mention.kind is not EntityKind.PLACE:
        return False
    first = story.profile(scope.whole).first.get(mention.name)
    return first is None or first.span.start >= scope.whole.article.span.start + len(scope.whole.article.title)


def _found(standing: Standing, carried: Callable[[], list[EntityMention]]) -> tuple[Found, str, bool]:
    """The names by place, with what a subject without a name stands for; the rule; whether "the ..." stands for nothing named."""
    scope, quantity = standing.scope, standing.quantity
    ranked = standing.ranked()
    is_definite, named = definite(scope, quantity)
    if topic.topic(scope.whole, ""):
        ranked = [r for r in ranked if r.place is Place.SUBJECT or not _plain(scope, r.mention)]
    inside = [*of_which(standing), *([named] if named is not None else ()), *at(ranked, Place.INSIDE)]
    subject = placing.respective(scope, quantity, at(ranked, Place.SUBJECT))
    rule = "about.sentence"
    if government := _government(scope, standing):
        subject, rule = [*government, *(m for m in subject if m.kind is not EntityKind.PERSON)], "about.government"
    if not subject:
        subject = antecedent(standing, carried)
        rule = "about.antecedent" if subject else rule
    if of_these(scope):
        subject, rule = distinct((*carried()[:1], *subject)), "about.antecedent"
    if not any(m.kind in THINGS for m in (*subject, *inside)):
        # "The goal is to build 3 plants in Oslo, Voss Motors said": a company's own figures
        subject = [*(r.mention for r in ranked if r.place is Place.ASIDE and r.mention.kind is EntityKind.COMPANY), *subject][:2]
    return Found(standing, ranked, subject, inside, at(ranked, Place.BESIDE)), rule, is_definite and named is None


def _plain(scope: Scope, mention: EntityMention) -> bool:
    """Whether a name is of plain words with capitals, no title in quotation marks: "Public Assistance", "Debris Removal"."""
    if mention.kind is not EntityKind.OTHER or " " not in mention.name or scope.text[mention.span.start - 1 : mention.span.start] == '"':
        return False
    return all(known(word) or word in noun_words("noun", "small") for word in mention.name.lower().split())


def _carried(scope: Scope, metric: str, back: int) -> list[EntityMention]:
    """The names of the last figure of the sentence before, else its subject; no persons, and nothing from afar."""
    previous = lead_in(scope) or (scope.previous if goes_on(scope) else None)
    if previous is None or not back:
        return []
    if not previous.quantities:
        subjects = [m for m in subject_names(previous, back - 1) if m.kind is not EntityKind.PERSON]
        # an acronym that is never spelled out is as likely a survey as a firm
        return [m for m in subjects if m.kind is not EntityKind.OTHER or not m.name.isupper()][:2]
    # asked for by each figure of the sentence, and each time by more than one rule
    known: dict[tuple[str, int], list[EntityMention]] = previous.memo.setdefault("carried", {})  # type: ignore[assignment]
    if (metric, back) not in known:
        chosen, rule = _chosen(Standing(previous, previous.quantities[-1]), metric, back - 1)
        known[metric, back] = [] if rule == "about.away" else [m for m in chosen if m.kind is not EntityKind.PERSON][:2]
    return list(known[metric, back])


def _government(scope: Scope, standing: Standing) -> list[EntityMention]:
    """The country for which a president, minister or "the government" acts: named right before the title, else the article's."""
    person = standing.office()
    first, end = standing.subject_zone()
    if person is None:
        tokens = scope.tokens[first:end]
        named = any(first <= k < end for k in standing.reading.at)
        if tokens and tokens[-1].lower == "it" and scope.tokens[0].lower == "the":
            tokens = scope.tokens[:_SAID]  # "The government said in May it wanted"
        acts = not named and len(tokens) < 5 and any(t.lower in words("state") for t in tokens)
        return list(placing.acting(scope.whole)) if acts else []
    near = [m for m in scope.entities if m.kind is EntityKind.COUNTRY and 0 <= person.span.start - m.span.end < 40]
    return near[-1:] or list(placing.acting(scope.whole, person.title or ""))


def _filled(scope: Scope, chosen: list[EntityMention], found: Found) -> list[EntityMention]:
    """`chosen` with what stands beside the verb where it says less than two names: a thing takes a place, a country takes either."""
    beside = found.beside
    objects = [r.mention for r in found.ranked if r.place is Place.BESIDE and r.key == -1]
    listed = placing.parents(scope, beside)
    if not chosen:
        read = found.standing.reading
        things = [m for m in listed if m.kind in THINGS and m.kind is not EntityKind.PERSON and not read.frames(m)][:1]
        polities = [m for m in listed if m.kind in POLITIES]
        places = (polities[:1] if things else polities[:2]) or [m for m in listed if m.kind in PLACES][:1]
        if len(places) == 1 and not things and story.is_home(places[0]):
            # "near Arusha in Tanzania": both
            there = places[0]
            near = [m for m in beside if m.kind is EntityKind.PLACE and 0 < there.span.start - m.span.end < _CLOSE]
            within = [m for m in near if _RE_WITHIN.fullmatch(scope.text, m.span.end, there.span.start)]
            places = [*within[-1:], there]
        return [*things, *places]
    if len(chosen) == 1 and chosen[0].kind in POLITIES:
        # what a country builds, sells or hands over
        chosen = distinct((*chosen, *(m for m in objects if m.kind is EntityKind.PROJECT)))
    if len(chosen) == 1 and listed is beside and not _traded(found.standing):
        # "in Tokyo trading": the place is only what sort of trading
        extra = [
            m
            for m in beside
            if m.kind in PLACES
            and not (m.kind is not EntityKind.COUNTRY and m.method != "adjective" and found.standing.reading.modifying(m))
        ]
        if country_in_name(chosen[0].name):
            extra = [m for m in extra if m.kind is not EntityKind.PLACE]  # "Peru Copper" in Cuajone: its country is said
        if not extra and chosen[0].kind in POLITIES:
            extra = [m for m in beside if m.kind in TRADERS and m.kind is not EntityKind.PERSON]
        chosen = distinct((*chosen, *extra[:1]))
    if len(chosen) == 2 and any(m.kind is EntityKind.PROJECT for m in chosen):
        chosen = distinct((*chosen, *(m for m in beside if m.kind in POLITIES)))[:MOST]
    return chosen


__all__ = ["Span", "entities"]
