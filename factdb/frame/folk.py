"""People told of without a noun for them: "2,800 crossed in a week", "44 percent of those infected", "57 percent reached the level"."""

from __future__ import annotations

from typing import Final

from factdb.frame import cues
from factdb.frame.nouns import head_noun
from factdb.frame.polls import asked, polling
from factdb.frame.weigh import Figure
from factdb.frame.weights import Vote
from factdb.text import tagger
from factdb.text.tokens import Token
from factdb.values import Span

_THOSE: Final = 0.96  # as what the figure is taken of
_ACTING: Final = 0.33  # before the sentence before and the heading, after all words of the sentence
_BEING: Final = 0.51  # before the heading, after the figure that "of these" goes back to
_ASKED: Final = 0.9  # in a poll, what those asked do or have
_POINTS: Final = 0.5  # "the gap is 14 points"
_SUBJECT: Final = 14  # tokens of a group up to its verb
_PLIGHTS: Final = frozenset(
    ("homeless", "dead", "stranded", "injured", "missing", "trapped", "jobless", "displaced", "wounded", "hurt", "destitute")
)
_LEADS: Final = frozenset(
    ("gap", "lead", "margin", "advantage", "support", "rating", "approval", "deficit", "edge", "difference", "backing")
)
_WHOM: Final = frozenset(("who", "with", "under", "over", "aged", "between", "without", "living", "working"))


def folk(figure: Figure) -> list[Vote]:
    """Votes of what only people do or have done to them; none for a figure with a noun of its own."""
    unit = figure.quantity.unit
    if unit == "percentage_point":
        said = (
            frozenset(t.lower for t in figure.tokens[slice(*figure.place.governor)]) if figure.place.governor is not None else frozenset()
        )
        lead = not _LEADS.isdisjoint(said) and "error" not in said
        if ("survey_share" in figure.allowed and asked(figure)) or (lead and polling(figure.scope)):
            return [Vote("survey_share", _ASKED + 0.05 if lead else _POINTS, None, "article")]
        return []
    if unit == "multiple":
        return _likely(figure)
    code = "people" if unit == "count" else "share_of_people" if unit == "percent" and figure.share else None
    if code is None or figure.counted:
        return []
    if code == "share_of_people" and asked(figure, near=not _fact(figure)):
        code = "survey_share"
    if code not in figure.allowed:
        return []
    end = figure.place.end
    tokens = figure.tokens
    if end + 2 < len(tokens) and tokens[end].lower == "of" and tokens[end + 1].lower == "those" and _told(tokens[end + 2]):
        if "survey_share" in figure.allowed and (tokens[end + 2].lower in cues.class_words("questioned") or _says(figure, end + 2)):
            code = "survey_share"
        return [Vote(code, _THOSE, Span(tokens[end + 1].start, tokens[end + 2].end), "after")]
    if figure.place.noun is not None and figure.place.noun_link in ("", "of"):
        return []
    if code == "survey_share" and figure.place.governor is not None and figure.place.noun is None and figure.place.linked:
        head = head_noun(tokens, figure.place.governor)
        if head is not None and tokens[head].lower in cues.class_words("person"):
            # "Supporters are more likely to be young (64%)"
            return [Vote(code, _ASKED, Span(tokens[head].start, tokens[head].end), "governor")]
    placed = _left(figure) or (_fronted(figure) if figure.share else [])
    if placed:
        return placed
    at = _attended(figure) or _being(figure) or _among(figure)
    weight = _BEING if at is not None else _ASKED if code == "survey_share" and figure.place.governor is None else _ACTING
    at = at if at is not None else _act(figure)
    return [Vote(code, weight, Span(tokens[at].start, tokens[at].end), "predicate")] if at is not None else []


def _says(figure: Figure, start: int) -> bool:
    """Whether what a group does is to say or think something: "of those without a car | said"."""
    for i in range(start + 1, min(start + _SUBJECT, len(figure.tokens))):
        token = figure.tokens[i]
        if token.tag in ("VBD", "VERB") and figure.tokens[i - 1].lower not in ("who", "that", "which"):
            return tagger.base(token.lower) in cues.opinions()
        if token.lower in (",", ";", ".", "and"):
            break
    return False


def _likely(figure: Figure) -> list[Vote]:
    """How likely people that were asked are to be or do something: "twice as likely to smoke", "three times more likely to say"."""
    tokens, place, end = figure.tokens, figure.place, figure.place.end
    at = next((i for i in range(end, min(end + 3, len(tokens))) if tokens[i].lower == "likely"), None)
    if at is None:
        return []
    said = next(
        (i for i in range(at + 1, min(at + _SUBJECT, len(tokens) - 1)) if tokens[i].lower == "to" and tokens[i + 1].tag == "VERB"), at
    )
    polled = said > at and tagger.base(tokens[said + 1].lower) in cues.opinions()
    phrase = place.governor or place.subject
    people = cues.class_words("person") | cues.class_words("household")
    if phrase is not None and not any(t.lower in people or t.tag == "NAME" or t.lower == "those" for t in tokens[slice(*phrase)]):
        return []
    if not (polled or asked(figure)) or "survey_share" not in figure.allowed:
        return []
    return [Vote("survey_share", _THOSE, Span(tokens[end].start, tokens[at].end), "after")]


def _fronted(figure: Figure) -> list[Vote]:
    """The group that opens the sentence: "Of the women, | 40 percent had no doctor"."""
    tokens = figure.tokens
    if tokens[0].lower not in ("of", "among") or figure.place.noun is not None or (figure.place.governor or (0, 0))[0] > 0:
        return []
    comma = next((i for i in range(2, min(_SUBJECT, figure.place.first)) if tokens[i].lower == ","), 0)
    for i in range(1, comma):
        if tokens[i].lower in cues.class_words("person") or tokens[i].lower in cues.class_words("household"):
            code = "survey_share" if asked(figure) else "share_of_people"
            return [Vote(code, _ASKED, Span(tokens[i].start, tokens[i].end), "after")] if code in figure.allowed else []
    return []


def _among(figure: Figure) -> int | None:
    """Index of the noun for people in "the rate is 12 percent | among men"."""
    tokens, end = figure.tokens, figure.place.end
    if figure.quantity.unit != "percent" or end >= len(tokens) or tokens[end].lower not in ("among", "amongst") or figure.speaks:
        return None
    later = range(end + 1, min(end + 5, len(tokens)))
    return next(
        (i for i in later if tokens[i].lower in cues.class_words("person") or tokens[i].lower in cues.class_words("household")), None
    )


def _fact(figure: Figure) -> bool:
    """Whether the verb tells what people have or went through ("71 percent had no water"), not what they say."""
    at = figure.place.predicate
    if at is None:
        return False
    word = tagger.base(figure.tokens[at].lower)
    return tagger.auxiliary(word) in ("have", "be") or (word in cues.class_words("human_act") and word not in cues.opinions())


def _left(figure: Figure) -> list[Vote]:
    """People whom something leaves in trouble: "a storm left 90,000 | without power"."""
    at, end, tokens = figure.place.verb, figure.place.end, figure.tokens
    if at is None or end >= len(tokens) or figure.quantity.unit != "count" or tagger.base(tokens[at].lower) != "leave":
        return []
    hit = tokens[end].lower in _PLIGHTS or tokens[end].lower == "without"
    return [Vote("people", _THOSE, Span(tokens[at].start, tokens[at].end), "verb")] if hit and "people" in figure.allowed else []


def _told(token: Token) -> bool:
    return token.tag == "VBN" or token.lower in _WHOM


def _attended(figure: Figure) -> int | None:
    """Index of the participle in "watched by 54,000"."""
    place, at = figure.place, figure.place.first - 2
    if place.preposition != "by" or place.pre_index != at + 1 or at < 0 or figure.tokens[at].tag not in ("VBN", "VBD"):
        return None
    return at if tagger.base(figure.tokens[at].lower) in cues.class_words("attended") else None


def _being(figure: Figure) -> int | None:
    """Index of the noun in "one in six is a baby", "2,100 were women"."""
    tokens, at = figure.tokens, figure.place.predicate
    if at is None or at > figure.place.end + 1 or tagger.auxiliary(tokens[at].lower) != "be":
        return None
    i = at + 1
    while i + 1 < len(tokens) and tokens[i].tag == "ADV":
        i += 1
    if i < len(tokens) and figure.share and tokens[i].lower in cues.class_words("human_trait"):
        return i  # "a third are aged over 70"
    later = (i for i in range(at + 1, min(at + 4, len(tokens))) if tokens[i].tag == "NOUN")
    return next((i for i in later if tokens[i].lower in cues.class_words("person")), None)


def _act(figure: Figure) -> int | None:
    """Index of the verb that says what the figure does, as in "26,000 had cast ballots", or what was done to it ("12 were arrested")."""
    place, tokens = figure.place, figure.tokens
    at = place.predicate
    if at is None or place.preposition or place.verb is not None:
        return None
    word = tagger.base(tokens[at].lower)
    passive = tagger.auxiliary(tokens[at - 1].lower) == "be"
    if not passive and figure.share and " in " in figure.quantity.span.of(figure.scope.text) and tokens[at].tag in ("VBD", "VERB"):
        return at  # "four in ten bothered to vote"
    if passive and tokens[at].lower == "left":
        return None  # "only 17 are left"
    return at if word in cues.class_words("suffered" if passive else "human_act") else None
