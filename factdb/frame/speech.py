"""Speech acts of one sentence: reporting verbs, "according to", "citing", data and surveys of a body, promises; and what each covers."""

from __future__ import annotations

import re
from typing import Final, NamedTuple, cast

from factdb.frame import source as sources
from factdb.frame.clause import Form, VerbGroup
from factdb.frame.scope import Scope
from factdb.frame.source import ROLES, SOURCE_NOUNS, Source, words
from factdb.text import tagger
from factdb.values import EntityKind, Span

_PLAIN_SPEECH: Final = words("plain_speech", "verbs")
_OWN_PLAN: Final = words("own_plan")
_SETTING: Final = words("setting", "verbs")
_RESUME: Final = words("resume")
_RE_WORD: Final = re.compile(r"[a-z]+")
_SAYING: Final = words("saying", "verbs")
_OBJECT_VERBS: Final = words("object_verb", "verbs")
_FINDING: Final = words("finding", "verbs")
_COMMITTING: Final = words("committing", "verbs")
_CITING: Final = words("citing")
_FROM: Final = words("from_source")
_PARTICIPLES: Final = words("from_source", "participles")


class Act(NamedTuple):
    """One act of saying. It covers figures in document offsets `[low, high)`; `position` is where its verb or preposition starts.

    `leading`: the source stands before what it says. `rule`: said, told, found, committed, according, citing, data.
    """

    source: Source
    position: int
    low: int
    high: int
    leading: bool
    rule: str
    study: bool = False


def _forms(verbs: frozenset[str]) -> frozenset[str]:
    """Every form of the verbs with these base forms."""
    return frozenset(form for form, base in tagger.verb_forms().items() if base in verbs)


# words without one of which a sentence holds no act; a source noun needs "by" or "from", and only figures need plans
_TRIGGERS: Final = _forms(_SAYING | _FINDING | _COMMITTING | {"put"}) | _CITING | {"according"}
_MADE: Final = frozenset({"by", "from"})


def acts(scope: Scope) -> tuple[Act, ...]:
    """Speech acts of a sentence in text order."""
    found = scope.memo.get("acts")
    if found is None:
        scope.memo["acts"] = ()  # what is being worked out looks back, never at itself
        found = scope.memo["acts"] = tuple(sorted(_find(scope), key=lambda act: act.position)) if _may_speak(scope) else ()
    return cast("tuple[Act, ...]", found)


def _may_speak(scope: Scope) -> bool:
    present = set(_RE_WORD.findall(scope.text[scope.sentence.start : scope.sentence.end].lower()))
    if not _TRIGGERS.isdisjoint(present):
        return True
    if not _MADE.isdisjoint(present) and not SOURCE_NOUNS.isdisjoint(present):
        return True
    return not _OWN_PLAN.isdisjoint(present) and bool(scope.quantities)


def _find(scope: Scope) -> list[Act]:
    found: list[Act] = []
    tokens, syntax = scope.tokens, scope.syntax
    for i, token in enumerate(tokens):
        if token.lower == "according" and i + 1 < len(tokens) and tokens[i + 1].lower == "to":
            act = _according(scope, i)
        elif token.lower in _CITING and token.tag in ("VBG", "VBN", "VBD", "NOUN"):
            act = _citing(scope, i)
        elif token.tag == "NOUN" and token.lower in SOURCE_NOUNS:
            act = _data(scope, i)
        else:
            continue
        if act:
            found.append(act)
    found.extend(_own_plans(scope))
    for group in syntax.groups:
        if tokens[group.main].lower in _CITING:
            continue
        act = _verb(scope, group)
        if act:
            found.append(act)
    return found


def _clause_bounds(scope: Scope, i: int) -> tuple[int, int]:
    """What "according to X" at token `i` covers: the sentence, or from "while"/";" on where it opens that part."""
    tokens = scope.tokens
    low, high = scope.sentence
    if i and (tokens[i - 1].tag == "CONJ" or (tokens[i - 1].lower == "," and i > 1 and tokens[i - 2].tag == "CONJ")):
        low = tokens[i].start
    return low, high


def _according(scope: Scope, i: int) -> Act | None:
    found = _named_after(scope, i + 2)
    if found is None:
        return None
    low, high = _clause_bounds(scope, i)
    return Act(found, scope.tokens[i].start, low, high, _leads(scope, i), "according", _is_study(scope, i))


def _leads(scope: Scope, i: int) -> bool:
    """Whether token `i` opens its sentence or clause."""
    return i == 0 or scope.tokens[i - 1].tag in ("CONJ",) or scope.tokens[i - 1].lower in ('"', ";")


def _is_study(scope: Scope, i: int) -> bool:
    return any(token.lower in SOURCE_NOUNS for token in scope.tokens[i : i + 8])


def _citing(scope: Scope, i: int) -> Act | None:
    """ "X reported, citing Y", "X quoted Y as saying": Y."""
    tokens = scope.tokens
    if tokens[i].lower in ("cited", "quoted") and not any(t.lower in ("saying", "as") for t in tokens[i : i + 14]):
        return None
    found = _named_after(scope, i + 1)
    if found is None or found.name is None:
        return None
    return Act(found, tokens[i].start, scope.sentence.start, scope.sentence.end, False, "citing")


def _named_after(scope: Scope, first: int) -> Source | None:
    """The source named by the noun phrase that starts at token `first`, past "data released by"."""
    tokens = scope.tokens
    end = first
    while end < len(tokens) and end - first < 24:
        token = tokens[end]
        if (token.tag == "MARK" and token.lower not in "-&/.") or (
            token.tag in ("VERB", "VBD", "AUX", "TO") and token.lower not in _PARTICIPLES
        ):
            break
        if token.tag == "CONJ" and token.lower != "and":
            break
        end += 1
    if end == first:
        return None
    span = Span(tokens[first].start, tokens[end - 1].end)
    mentions = [m for m in scope.entities if span.start <= m.span.start and m.span.end <= span.end]
    named = [m for m in mentions if m.kind not in (EntityKind.COUNTRY, EntityKind.PLACE, EntityKind.REGION, EntityKind.EVENT)]
    head = first + (tokens[first].tag == "DET")
    while head + 1 < end and tokens[head + 1].tag in ("NOUN", "ADJ", "NAME", "POS"):
        head += 1
    noun = tokens[head].lower
    if named and (noun in SOURCE_NOUNS or tokens[head].start >= named[0].span.start or tokens[first].start == named[0].span.start):
        persons = [m for m in named if m.kind is EntityKind.PERSON]
        chosen = persons[0] if persons and persons[0].span.start <= tokens[head].end else named[0]
        return sources.of_mention(scope, chosen)
    if tokens[first].tag == "PRON":
        return sources.pronoun(scope, first)
    if noun in ROLES and end + 1 < len(tokens) and tokens[end].lower == ",":
        apposed = [m for m in scope.entities if m.span.start == tokens[end + 1].start and m.kind in (EntityKind.PERSON, EntityKind.OTHER)]
        if apposed:
            return sources.of_mention(scope, apposed[0])._replace(role=span.of(scope.text))
    return sources.noun_phrase(scope, first, end)


def _data(scope: Scope, i: int) -> Act | None:
    """ "A survey by X found", "data released by X", "X's figures show", "as new analysis from X shows"."""
    tokens = scope.tokens
    token_start = tokens[i].start
    if any(token.lower in ("according", "citing") for token in tokens[max(0, i - 6) : i]):
        return None
    j = i + 1
    if j < len(tokens) and tokens[j].lower in _PARTICIPLES:
        j += 1
    found: Source | None = None
    verbs = [g for g in scope.syntax.groups if g.first > i and g.form is Form.FINITE]
    speaks = bool(verbs) and verbs[0].verb in _FINDING | _SAYING and verbs[0].first - i < 30
    if j < len(tokens) and tokens[j].lower in _FROM and tokens[j].tag == "PREP":
        if tokens[j].lower in ("of", "on", "at") and not speaks:
            return None
        found = _named_after(scope, j + 1)
        if found and (found.name is None or found.kind in (EntityKind.COUNTRY, None)):
            return None
        based = any(token.lower == "based" for token in tokens[max(0, i - 4) : i])
        if not speaks and not based and tokens[j].lower != "by":
            return None
        if not speaks and not based and j == i + 1:
            # "A survey by X came out": nothing said yet, but the one whose survey it is
            return Act(found, token_start, token_start, token_start, True, "data", True) if found and found.name else None
    elif speaks:
        # X's figures show
        k = i - 1
        while k >= 0 and tokens[k].tag in ("ADJ", "POS", "NOUN", "VBN") and sources.mention_ending(scope, tokens[k].end) is None:
            k -= 1
        mention = sources.mention_ending(scope, tokens[k].end) if k >= 0 else None
        if mention and mention.kind in (EntityKind.BODY, EntityKind.COMPANY, EntityKind.MEDIA, EntityKind.OTHER):
            found = sources.of_mention(scope, mention)
    if found is None or found.name is None:
        return None
    return Act(found, tokens[i].start, scope.sentence.start, scope.sentence.end, True, "data", True)


def _own_plans(scope: Scope) -> list[Act]:
    """ "X's goal of 30 percent", "X set a target of 30 percent": covers up to the next finite verb."""
    tokens, found = scope.tokens, []
    for i, token in enumerate(tokens):
        if token.lower not in _OWN_PLAN or token.tag != "NOUN" or i + 1 >= len(tokens) or tokens[i + 1].tag not in ("PREP", "TO"):
            continue
        k = i - 1
        while k > 0 and tokens[k].tag in ("ADJ", "VBN", "ADV", "DET", "NUM"):
            k -= 1
        body: Source | None = None
        if k > 0 and tokens[k].tag == "POS":
            mention = sources.mention_ending(scope, tokens[k - 1].end) or sources.mention_ending(scope, tokens[k].end)
            plain = mention and mention.kind not in (EntityKind.PLACE, EntityKind.REGION)
            several = mention and mention.method == "coreference" and mention.kind is EntityKind.COUNTRY
            body = sources.of_mention(scope, mention) if mention and plain and not several else None
        else:
            group = next((g for g in scope.syntax.groups if g.end == k + 1 and g.verb in _SETTING), None)
            if group is not None:
                finite = next((g for g in scope.syntax.lineage(group) if g.form is Form.FINITE), group)
                body = sources.before(scope, finite.first, finite)
        if body is None or body.name is None or (body.kind is EntityKind.OTHER and " " not in body.name):
            continue
        stop = next((g.first for g in scope.syntax.groups if g.first > i and g.form is Form.FINITE), len(tokens))
        high = tokens[stop].start if stop < len(tokens) else scope.sentence.end
        found.append(Act(body, token.start, token.start, high, True, "own_plan"))
    return found


def _passive(scope: Scope, group: VerbGroup) -> Act | None:
    """ "was announced by X"."""
    tokens = scope.tokens
    if group.end >= len(tokens) or tokens[group.end].lower != "by" or group.verb not in _COMMITTING | _SAYING:
        return None
    found = _named_after(scope, group.end + 1)
    if found is None or found.name is None:
        return None
    return Act(found, tokens[group.first].start, scope.sentence.start, scope.sentence.end, False, "committed")


def _verb(scope: Scope, group: VerbGroup) -> Act | None:
    """The act of a verb group that says, finds or commits."""
    tokens = scope.tokens
    verb = tagger.base(tokens[group.main].lower)
    if any(token.tag == "AUX" and tagger.auxiliary(token.lower) not in ("have", "be", "do") for token in tokens[group.first : group.end]):
        return None  # what someone may or will say is not said
    saying, finding, committing = verb in _SAYING, verb in _FINDING, verb in _COMMITTING
    first = next(
        (tagger.base(tokens[i].lower) for i in range(group.first, group.end) if tokens[i].tag in ("VERB", "VBD", "VBN", "VBG")), verb
    )
    if (saying or finding) and any(token.tag == "TO" for token in tokens[group.first : group.end]):
        return None
    if first != verb:
        # "has pledged to plant"; "is expected to say" is no speech
        if first not in _COMMITTING:
            return None
        verb, saying, finding, committing = first, False, False, True
    placing = verb == "put" and group.form is Form.FINITE and _placed(scope, group)
    if placing:
        finding = True
    if not (saying or finding or committing):
        return None
    if group.passive:
        return _passive(scope, group)
    following = tokens[group.end] if group.end < len(tokens) else None
    quoted_after = following is not None and (following.lower in ('"', "'") or (following.lower in ",:" and _quote_soon(scope, group.end)))
    quoted_after = quoted_after or tokens[-1].lower == ":"
    inverted = _inverted(scope, group)
    found: Source | None
    if inverted:
        found = _named_after_verb(scope, group.end)
        if found is None:
            return None
        rule = "said"
    else:
        subject_verb = group.first
        if group.form is not Form.FINITE:
            if group.form is not Form.GERUND or group.parent is None or not saying:
                return None
            parent = scope.syntax.groups[group.parent]
            subject_verb = parent.first
            if parent.first > group.first:
                return None
        found = sources.before(scope, subject_verb, group)
        if found is None:
            return None
        rule = "committed" if committing else "said" if saying else "found"
    trailing = inverted or following is None or following.lower in ".,;" or following.lower in _RESUME or _told_trailing(scope, group)
    content_before = group.first > 0 and _content_before(scope, found.span.start)
    clause_after = placing or (following is not None and (following.lower == "that" or quoted_after or _clause_follows(scope, group)))
    if group.form is Form.GERUND and not (
        following is not None and (following.lower == "that" or quoted_after or (clause_after and verb in _PLAIN_SPEECH))
    ):
        return None
    if not inverted and not (trailing and content_before) and not clause_after:
        if verb in _OBJECT_VERBS or (finding and found.kind not in (EntityKind.BODY, EntityKind.COMPANY, EntityKind.COUNTRY, None)):
            return None
        if (
            saying
            and verb in ("say", "tell", "claim", "argue", "insist")
            and following is not None
            and following.tag in ("PREP", "CONJ", "TO")
        ):
            clause_after = True
    if found.name is None and finding and _head_in(scope, found, SOURCE_NOUNS):
        return Act(found, tokens[group.first].start, tokens[group.first].start, scope.sentence.end, True, "found", True)
    if (
        finding
        and not clause_after
        and not (trailing and content_before)
        and verb in ("find", "expect", "register", "rank", "learn", "hear", "show", "project")
    ):
        return None
    if (
        committing
        and not saying
        and found.kind not in (EntityKind.BODY, EntityKind.COMPANY, EntityKind.COUNTRY, EntityKind.PERSON, EntityKind.OTHER)
    ):
        return None
    low, high = _covered(scope, group, found, leading=not (trailing and content_before))
    return Act(found, tokens[group.first].start, low, high, not (trailing and content_before), rule, finding)


def _head_in(scope: Scope, found: Source, nouns: frozenset[str]) -> bool:
    last = scope.syntax.index(found.span.end - 1)
    return any(token.lower in nouns for token in scope.tokens[scope.syntax.index(found.span.start) : last + 1])


def _covered(scope: Scope, group: VerbGroup, found: Source, *, leading: bool) -> tuple[int, int]:
    tokens = scope.tokens
    low, high = scope.sentence
    if leading:
        opened = scope.syntax.clause(group.first)
        start = scope.syntax.index(found.span.start)
        earlier = [g for g in scope.syntax.groups if g.first < start and g.form is Form.FINITE]
        if earlier or opened.opener not in ("", "("):
            low = tokens[group.first].start
        return low, high
    for i in range(group.end, len(tokens)):
        if tokens[i].lower in _RESUME and tokens[i].tag in ("CONJ", "PREP"):
            return low, tokens[i].start
    return low, high


def _quote_soon(scope: Scope, i: int) -> bool:
    return any(token.lower == '"' for token in scope.tokens[i : i + 3])


def _inverted(scope: Scope, group: VerbGroup) -> bool:
    """Whether the subject follows: "..., said X", '..." said X'."""
    tokens = scope.tokens
    if group.end - group.first > 2 or group.end >= len(tokens) or group.first == 0:
        return False
    if tagger.base(tokens[group.main].lower) not in _SAYING or tokens[group.main].tag not in ("VBD", "VERB", "VBN"):
        return False
    if tagger.base(tokens[group.main].lower) == "tell":
        return False  # what follows is the hearer
    behind, following = tokens[group.first - 1], tokens[group.end]
    if behind.lower not in (",", '"', "'", "\u2014", "\u2013", "?", "!"):
        return False
    if following.tag not in ("NAME", "DET", "NOUN", "ADJ", "PRON") or following.lower in ("that", "it", "them"):
        return False
    # "Orth, a baker, said prices rose" has its subject before the comma
    return behind.lower != "," or sources.before(scope, group.first, group, adjacent=True) is None


def _named_after_verb(scope: Scope, first: int) -> Source | None:
    """The subject behind an inverted verb: the name in its phrase, or in the apposition after it ("said its owner, Lena Orth")."""
    tokens = scope.tokens
    end = first
    while (
        end < len(tokens)
        and (tokens[end].tag != "MARK" or tokens[end].lower in "-&/")
        and tokens[end].tag not in ("VERB", "VBD", "AUX", "CONJ")
    ):
        end += 1
    if end == first:
        return None
    low, high = tokens[first].start, tokens[end - 1].end
    named = [m for m in scope.entities if low <= m.span.start and m.span.end <= high and m.method != "coreference"]
    persons = [m for m in named if m.kind is EntityKind.PERSON] or [m for m in named if m.kind is EntityKind.OTHER and m.span.end == high]
    if persons:
        role = scope.text[low : persons[-1].span.start].strip() or None
        found = sources.of_mention(scope, persons[-1])
        titles = [title for title in (found.role, role) if title] or [_apposition(scope, end)]
        return found._replace(role=max(titles, key=lambda title: len(title or "")))
    if end + 1 < len(tokens) and tokens[end].lower == ",":
        after = [m for m in scope.entities if m.span.start == tokens[end + 1].start and m.kind in (EntityKind.PERSON, EntityKind.OTHER)]
        if after and tokens[end - 1].tag in ("NOUN", "NAME") and tokens[first].tag in ("DET", "NOUN", "ADJ", "NAME"):
            return sources.of_mention(scope, after[0])._replace(role=scope.text[low:high])
    if tokens[first].tag == "PRON":
        return sources.pronoun(scope, first)
    if named and named[0].span.start == low:
        return sources.of_mention(scope, named[0])
    return sources.noun_phrase(scope, first, end)


def _apposition(scope: Scope, comma: int) -> str | None:
    """The role between the commas after a name."""
    tokens = scope.tokens
    if comma >= len(tokens) or tokens[comma].lower != ",":
        return None
    end = next((i for i in range(comma + 1, len(tokens)) if tokens[i].lower in ",.;"), len(tokens))
    return scope.text[tokens[comma + 1].start : tokens[end - 1].end] if end > comma + 1 else None


def _placed(scope: Scope, group: VerbGroup) -> bool:
    """ "put the cost at $3": a statement of an amount."""
    following = scope.tokens[group.end : group.end + 14]
    places = [i for i, token in enumerate(following) if token.lower == "at"]
    return bool(places) and any(token.tag == "NUM" for token in following[places[-1] : places[-1] + 5])


def _content_before(scope: Scope, offset: int) -> bool:
    """Whether a clause or a quotation stands in the sentence before the source at `offset`: what a trailing verb reports."""
    i = scope.syntax.index(offset)
    return i > 2 and (any(g.first < i for g in scope.syntax.groups) or any(token.lower == '"' for token in scope.tokens[:i]))


def _clause_follows(scope: Scope, group: VerbGroup) -> bool:
    """Whether a finite clause without "that" follows the verb."""
    after = [g for g in scope.syntax.groups if g.first >= group.end]
    if not after or after[0].form is not Form.FINITE:
        return False
    between = scope.tokens[group.end : after[0].first]
    return bool(between) and not any(
        token.tag == "CONJ" and token.lower not in ("and", "or", "how", "why", "whether", "if") for token in between
    )


def _told_trailing(scope: Scope, group: VerbGroup) -> bool:
    """ "..., Orth told the Post on Monday": nothing but the hearer and the time follows."""
    after = [g for g in scope.syntax.groups if g.first >= group.end]
    stop = after[0].first if after else len(scope.tokens)
    return not (after and after[0].form is Form.FINITE) and not any(
        token.lower in ("that", '"', ":") for token in scope.tokens[group.end : stop]
    )
