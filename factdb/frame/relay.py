"""Sources that need no verb of their own: "according to", "citing", a body's data, survey or goal, "was announced by"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from factdb.frame import speaker
from factdb.frame.clause import Form, VerbGroup
from factdb.frame.organ import organ
from factdb.frame.phrase import named_after, noun_phrase, phrase_start
from factdb.frame.scope import Scope
from factdb.frame.source import BODIES, BODY_HEADS, SOURCE_NOUNS, Act, Source, mention_ending, of_mention, words
from factdb.values import EntityKind, Span

CITING: Final = words("citing")
OWN_PLAN: Final = words("own_plan")
_WORDS: Final = CITING | OWN_PLAN | SOURCE_NOUNS | {"according"}
_SPEECH: Final = words("saying", "verbs") | words("finding", "verbs")
_FROM: Final = words("from_source")
_PARTICIPLES: Final = words("from_source", "participles")
_SETTING: Final = words("setting", "verbs")
_OWN: Final = frozenset({"its", "their", "itself", "themselves"})
_PUBLISHERS: Final = BODIES | {EntityKind.MEDIA, EntityKind.OTHER}


def relays(scope: Scope) -> Iterator[Act]:
    """Acts of the sentence that no verb of saying makes."""
    tokens = scope.tokens
    for i, token in enumerate(tokens):
        if token.lower not in _WORDS:
            continue
        act: Act | None = None
        if token.lower == "according" and i + 1 < len(tokens) and tokens[i + 1].lower == "to":
            act = _according(scope, i)
        elif token.lower in CITING and token.tag in ("VBG", "VBN", "VBD", "NOUN"):
            act = _citing(scope, i)
        elif token.tag == "NOUN" and token.lower in SOURCE_NOUNS:
            act = _data(scope, i)
        planned = token.lower in OWN_PLAN and (token.tag == "NOUN" or (i > 0 and tokens[i - 1].tag in ("NOUN", "ADJ")))
        if act is None and planned:
            act = _own_plan(scope, i)
        if act:
            yield act


def _according(scope: Scope, i: int) -> Act | None:
    """The act of "according to X" at token `i`: it covers the sentence, or from "while" on where that opens its part."""
    tokens = scope.tokens
    found = named_after(scope, i + 2)
    if found is None:
        return None
    low, high = scope.sentence
    if i and (tokens[i - 1].tag == "CONJ" or (tokens[i - 1].lower == "," and i > 1 and tokens[i - 2].tag == "CONJ")):
        low = tokens[i].start
    leads = i == 0 or tokens[i - 1].tag == "CONJ" or tokens[i - 1].lower in ('"', ";")
    study = any(token.lower in SOURCE_NOUNS for token in tokens[i : i + 8])
    return Act(found, tokens[i].start, low, high, leads, "according", study)


def _citing(scope: Scope, i: int) -> Act | None:
    """The act of "citing Y", "quoted Y as saying" at token `i`."""
    tokens = scope.tokens
    if tokens[i].lower in ("cited", "quoted") and not any(token.lower in ("saying", "as") for token in tokens[i : i + 14]):
        return None
    # "Y was quoted as saying" has Y before it
    found = speaker.before(scope, i - 1, None) if i and tokens[i - 1].tag == "AUX" else named_after(scope, i + 1)
    if found is None or found.name is None:
        return None
    return Act(found, tokens[i].start, *scope.sentence, leading=False, rule="citing")


def _data(scope: Scope, i: int) -> Act | None:
    """The act of the source noun at token `i`: "a survey by X found", "data released by X", "X's figures show"."""
    tokens = scope.tokens
    if any(token.lower in ("according", "citing") for token in tokens[max(0, i - 6) : i]):
        return None
    verb = next((g for g in scope.syntax.groups if g.first > i and g.form is Form.FINITE), None)
    speaks = verb is not None and verb.verb in _SPEECH and verb.first - i < 30
    j = i + 2 if i + 1 < len(tokens) and tokens[i + 1].lower in _PARTICIPLES else i + 1
    found: Source | None
    covered = scope.sentence
    if j < len(tokens) and tokens[j].lower in _FROM and tokens[j].tag == "PREP":
        by = tokens[j].lower == "by"
        based = (by or tokens[j].lower == "from") and any(token.lower == "based" for token in tokens[max(0, i - 4) : i])
        if not (speaks or based or by):
            return None
        found = named_after(scope, j + 1)
        if found and found.kind in (EntityKind.COUNTRY, None):
            return None
        if not speaks and not based and j == i + 1:
            # "A survey by X came out": nothing said yet, but the one whose survey it is
            k = i - 1
            while k >= 0 and tokens[k].tag in ("DET", "ADJ", "NOUN", "VBN"):
                k -= 1
            if k < 0 or tokens[k].lower != "in":  # "in a survey by X" is what the sentence tells
                covered = Span(tokens[i].start, tokens[i].start)
    else:
        found = _publisher(scope, i) if speaks else None
    return Act(found, tokens[i].start, *covered, leading=True, rule="data", study=True) if found and found.name else None


def _publisher(scope: Scope, i: int) -> Source | None:
    """Whose data the noun at token `i` is: "X's latest figures | show"."""
    tokens = scope.tokens
    k = i - 1
    while k >= 0 and tokens[k].tag in ("ADJ", "POS", "NOUN", "VBN") and mention_ending(scope, tokens[k].end) is None:
        k -= 1
    mention = mention_ending(scope, tokens[k].end) if k >= 0 else None
    if mention is None:
        # "the tourism board's figures | show": an unnamed body
        owner = next((j for j in range(i - 1, max(0, k), -1) if tokens[j].tag == "POS"), None)
        return noun_phrase(scope, phrase_start(scope, owner - 1), owner) if owner and tokens[owner - 1].lower in BODY_HEADS else None
    return of_mention(scope, mention) if mention.kind in _PUBLISHERS else None


def _own_plan(scope: Scope, i: int) -> Act | None:
    """The act of the goal at token `i`: "X's goal of 30 percent", "X set a target of 30 percent"; covers up to the next finite verb."""
    tokens = scope.tokens
    if i + 2 >= len(tokens):
        return None
    told = tokens[i + 1].tag == "AUX" and tokens[i + 2].tag == "TO"  # "its goal is to plant 30 elms"
    if not told and tokens[i + 1].tag not in ("PREP", "TO"):
        return None
    k = i - 1
    while k > 0 and (tokens[k].tag in ("ADJ", "VBN", "ADV", "DET", "NUM", "NOUN") or tokens[k].lower in _OWN):
        k -= 1
    body = _planner(scope, k)
    owned = k > 0 and tokens[k].tag == "POS"
    if body is None or body.name is None or (owned and body.kind is EntityKind.OTHER and " " not in body.name):
        return None
    stop = next((g.first for g in scope.syntax.groups if g.first > i and g.form is Form.FINITE), None)
    high = scope.sentence.end if stop is None or told else tokens[stop].start
    return Act(body, tokens[i].start, tokens[i].start, high, leading=True, rule="own_plan")


def _planner(scope: Scope, k: int) -> Source | None:
    """Whose goal it is, by the possessive or the verb that ends at token `k`."""
    tokens = scope.tokens
    if k > 0 and tokens[k].tag == "POS":
        mention = mention_ending(scope, tokens[k - 1].end) or mention_ending(scope, tokens[k].end)
        if mention is None:
            bare = k > 1 and tokens[k - 1].tag == "NAME" and tokens[k - 2].tag == "DET"
            named = noun_phrase(scope, k - 2, k) if bare else None
            known = named is not None and (named.name != tokens[k - 1].text or tokens[k - 1].lower in BODY_HEADS)
            return named if known else organ(scope, k - 1)
        if mention.kind in (EntityKind.PLACE, EntityKind.REGION):
            return None
        several = mention.method == "coreference" and mention.kind is EntityKind.COUNTRY  # "the two countries'"
        return None if several else of_mention(scope, mention)
    group = next((g for g in scope.syntax.groups if g.end == k + 1 and g.verb in _SETTING), None)
    if group is None:
        return None
    finite = next((g for g in scope.syntax.lineage(group) if g.form is Form.FINITE), group)
    return speaker.before(scope, finite.first, finite)


def by_agent(scope: Scope, group: VerbGroup) -> Act | None:
    """The act of a passive verb group with its agent: "was announced by X"."""
    tokens = scope.tokens
    if group.end >= len(tokens) or tokens[group.end].lower != "by":
        return None
    found = named_after(scope, group.end + 1)
    if found is None or found.name is None:
        return None
    return Act(found, tokens[group.first].start, *scope.sentence, leading=False, rule="committed")
