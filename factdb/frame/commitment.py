"""Deeds that bind for what is still to come: money approved, awarded, offered or asked for, orders placed, terms of contracts, deadlines."""

from __future__ import annotations

from typing import Final

from factdb.frame import forms, given
from factdb.frame.clause import Form, Syntax, VerbGroup
from factdb.frame.mood import PLAN_NOUNS
from factdb.frame.scope import Scope
from factdb.frame.telling import told
from factdb.frame.wording import Reading, words
from factdb.text import tagger
from factdb.text.tokens import noun_phrase_end
from factdb.values import Modality, Quantity, Relation, SegmentKind

_APPROVING: Final = words("approval", "verbs")
_DECIDING: Final = words("approval", "deciding")
_PASSING: Final = words("approval", "passing")
_BILLS: Final = words("approval", "bills")
_RATES: Final = words("approval", "rates")
_TERMS: Final = words("approval", "terms")
_WORKS: Final = words("approval", "works")
_SEALED: Final = words("approval", "contracts")
_OFFERING: Final = words("offer", "verbs")
_OFFERED: Final = words("offer", "objects")
_APPLYING: Final = words("application", "verbs")
_OPENING: Final = words("application", "opening")
_APPLICATIONS: Final = words("application")
_CHOOSING: Final = words("application", "choosing")
_GIVING: Final = _OFFERING | _CHOOSING | frozenset({"award", "grant", "allocate", "make"})
_NEEDING: Final = words("need", "verbs")
_ORDERING: Final = words("order", "verbs")
_ORDERS: Final = words("order")
_SIGNED: Final = words("order", "signed")
_OPTIONS: Final = words("order", "options")
_DECLARING: Final = words("declaration", "verbs")
_CONTRACTS: Final = words("contract")
_RUNNING: Final = words("contract", "verbs")
_LASTING: Final = words("contract", "lasting")
_RECIPIENTS: Final = words("condition_of_grant")
_CHANGING: Final = words("rebuilding", "verbs")
_EXTENDING: Final = words("rebuilding", "extending")
_BACK: Final = words("already_done")
_LONG: Final = ("so far", "to date", "recent years", "recent months")
_TOTALS: Final = ("so far", "to date", "since then")
_DOCUMENTS: Final = (words("plan_subject") | words("contract") | PLAN_NOUNS) - {"offer", "bid", "quota"}
_SHELVING: Final = words("shelving", "verbs")
_CONTRACTING: Final = frozenset({"sign", "agree", "win", "secure", "land", "extend"})
_DIRE: Final = frozenset({"loss", "losses", "drop", "fall", "decline", "rise", "increase", "shortage", "delays", "deaths"})
_HANDOUTS: Final = frozenset(
    {"handout", "handouts", "payment", "payments", "aid", "help", "relief", "loan", "loans", "money", "pay", "raise", "allowance"}
)
_JUDGES: Final = frozenset({"jury", "court", "judge", "tribunal", "panel", "arbitrator", "jurors"})
_DEALING: Final = words("dealing", "verbs")
_PROVISIONS: Final = frozenset({"loans", "losses", "claims", "debts", "lawsuits", "litigation", "loss", "cover", "provisions"})
_OBLIGED: Final = frozenset({"must", "need", "require", "oblige"})
_AVAILABLE: Final = frozenset({"available", "offer", "grabs"})
_BOUNDS: Final = frozenset({"DET", "ADV", "ADJ", "NUM"})
_BOUND_WORDS: Final = frozenset({"up", "to", "than", "over", "under", "about", "around", "between"}) | tagger.SIGNS
_BINDING: Final = (
    _APPROVING
    | _PASSING
    | _OFFERING
    | _OPENING
    | _CHOOSING
    | _NEEDING
    | {"ask"}
    | _ORDERING
    | _DECLARING
    | _CHANGING
    | _DEALING
    | _SHELVING
    | _APPLYING
)
_STARTERS: Final = (
    _BINDING
    | forms.listed(_BINDING)
    | {
        "warn",
        "warned",
        "warns",
        "win",
        "won",
        "signing",
        "give",
        "agreed",
        "extended",
        "land",
        "landed",
        "secured",
        "set",
        "sign",
        "signed",
        "signs",
        "gave",
        "gives",
        "given",
        "go",
        "goes",
    }
    | {"has", "have"}
    | _AVAILABLE
    | _CONTRACTS
    | _OBLIGED
    | _OFFERED
)


def committed(scope: Scope, quantity: Quantity, group: VerbGroup | None) -> Reading | None:
    """What a deed binds somebody to; None where it tells nothing of the sort, or of a deed that is long done."""
    if group is None or _STARTERS.isdisjoint(scope.words):
        return None
    syntax = scope.syntax
    if group.form is Form.GERUND and _goes_on(syntax, group) and group.end <= syntax.index(quantity.span.start):
        return Reading(Modality.PLANNED, group.first, group.end, "deal_under_way")
    if group.form is not Form.FINITE:
        return None
    i, last = syntax.index(quantity.span.start), syntax.index(quantity.span.end - 1)
    governs = group.first < i
    found = (
        (governs and (_rule(syntax, group, quantity, i) or _rebuilding(syntax, group, quantity, i)))
        or (not governs and _given_part(syntax, group, quantity))
        or _term(syntax, group, quantity, i)
        or _granted(scope, group, quantity, i, last)
    )
    if not found or _long_done(scope, group):
        return None
    return Reading(Modality.PROJECTED if found == "warning" else Modality.PLANNED, group.first, group.end, found)


def summed_up(scope: Scope, group: VerbGroup | None) -> bool:
    """Whether a perfect adds up what was done: "Since then it has committed 30 billion"."""
    if group is None or group.chain[0] != "have" or len(group.chain) < 2 or group.negated:
        return False
    return any(time.relation is Relation.SINCE for time in scope.times) or any(phrase in scope.quote.lower() for phrase in _TOTALS)


def _long_done(scope: Scope, group: VerbGroup) -> bool:
    """Whether the deed is told as past: a year that is over, "so far", "since 2015", "in an earlier round"."""
    if not _BACK.isdisjoint(scope.words) or any(phrase in scope.quote.lower() for phrase in _LONG):
        return True
    reference = scope.whole.article.reference
    clause = scope.syntax.clause(group.first)
    for time in scope.times:
        if time.relation is Relation.SINCE:
            return True
        if scope.syntax.index(time.span.start) >= clause.end and clause.end > group.end + 3:
            continue  # "passed a $3 million budget that cuts a tax that last year brought in"
        done = group.past or "have" in group.chain or group.passive
        if done and time.end is not None and (reference is None or time.end.year < reference.date.year):
            return True
    return False


def follows_document(scope: Scope) -> bool:
    """Whether the sentence before tells of a bill, budget or contract that "it" may go on with: "The budget passed. It includes"."""
    before = scope.previous
    if before is None or (before.segment.span != scope.segment.span and before.segment.span.end < scope.segment.span.start - 3):
        return False
    main = next((g for g in before.syntax.groups if g.form is Form.FINITE), None)
    if main is None:
        return False
    k = next((k for k in range(main.end, min(main.end + 8, len(before.tokens))) if before.tokens[k].lower in _DOCUMENTS), 0)
    for phrase in (before.syntax.subject(main), (main.end, k + 1) if k else None):
        if phrase is not None and before.tokens[phrase[1] - 1].lower in _DOCUMENTS and not _long_done(before, main):
            return not given.finished(before.syntax, phrase, main)
    return False


def _granted(scope: Scope, group: VerbGroup, quantity: Quantity, i: int, last: int) -> str:
    """The rule of a sum or thing approved, offered, needed, ordered or declared; "" where there is none."""
    syntax = scope.syntax
    money = quantity.dimension == "money"
    subject = group.first > last
    between = syntax.tokens[group.end : i] if not subject else []
    if any(token.lower in ("after", "before", "despite", "because", "while") for token in between):
        return ""
    gets = group.passive and not subject  # "was offered 4 percent", "was chosen for a grant of $3m"
    if gets and group.verb == "award" and not any(g.form is Form.INFINITIVE for g in syntax.groups_in(last + 1, len(syntax.tokens))):
        return ""  # what somebody "was awarded" may be spent
    if (gets and group.verb not in _GIVING) or (subject and not group.passive and "need" not in group.chain):
        return _available(syntax, group, i, last) if money else ""
    near = {token.lower for token in between}
    behind = syntax.tokens[last + 1 : max(last + 4, noun_phrase_end(syntax.tokens, last + 1))]
    if _is_approved(syntax, group, quantity, near, {token.lower for token in behind}):
        return "approval"
    if money and _is_sought(scope, group, near, {token.lower for token in behind}):
        return "application"
    if (
        not _NEEDING.isdisjoint(group.chain)
        and money
        and quantity.per is None
        and (not _is_past(group) or told(syntax))
        and not group.negated
    ):
        return "need"
    if group.verb in _OFFERING and quantity.per is None and _is_offered(group, quantity, near):
        return "offer"
    bound = _bound_by(scope, group, quantity, near, [token.lower for token in behind], i)
    return bound or (_available(syntax, group, i, last) if money else "")


def _bound_by(scope: Scope, group: VerbGroup, quantity: Quantity, near: set[str], behind: list[str], i: int) -> str:
    """The rule of a dividend or mourning declared, a contract signed, a loss warned of, a plan shelved, things ordered."""
    time = quantity.dimension == "time"
    if group.verb in _DECLARING and ("dividend" in near or (time and behind[:1] == ["of"])):
        return "declaration"
    if group.verb in _CONTRACTING and time and not _TERMS.isdisjoint(behind):
        return "contract"  # "signed a three-year contract"
    if group.verb == "warn" and "of" in near and not near.isdisjoint(_DIRE):
        return "warning"
    if group.verb in _SHELVING and not time and quantity.unit != "count":
        return "shelving"
    return "order" if _is_ordered(scope, group, quantity, near, i) else ""


def _is_past(group: VerbGroup) -> bool:
    return group.past or group.chain[0] == "have"


def _is_approved(syntax: Syntax, group: VerbGroup, quantity: Quantity, near: set[str], behind: set[str]) -> bool:
    money = quantity.dimension == "money"
    particle = syntax.tokens[group.end].lower if group.end < len(syntax.tokens) else ""
    if group.verb in _PASSING:
        return money and not behind.isdisjoint(_BILLS)
    if group.verb == "set" and not behind.isdisjoint(_PROVISIONS) and "for" not in near:
        return False  # a bank "set aside $2 billion to cover sour loans"
    approving = group.verb in _APPROVING or (group.verb == "set" and particle == "aside") or (group.verb == "sign" and particle == "off")
    if not approving and not (group.verb == "give" and "light" in near):
        return False
    subject = syntax.subject(group) if group.verb == "award" else None
    if subject is not None and syntax.tokens[subject[1] - 1].lower in _JUDGES:
        return False  # damages
    if not near.isdisjoint(_SEALED):
        return False  # "awarded two contracts worth $3 million"
    if money:
        return True
    if group.verb not in _DECIDING:
        return False
    if quantity.unit == "percent":
        return not behind.isdisjoint(_RATES)
    if quantity.dimension == "time":
        return not behind.isdisjoint(_TERMS)
    if quantity.unit == "count" and "for" in near and any(not near.isdisjoint(kind) for kind in (_OFFERED, _HANDOUTS)):
        return True  # "approved a handout of 10,000 baht for 50 million people"
    return not near.isdisjoint(_WORKS) and "of" in near


def _is_sought(scope: Scope, group: VerbGroup, near: set[str], behind: set[str]) -> bool:
    """Whether money is there to be applied for, or goes to who was chosen."""
    if group.chain[0] == "can" and group.verb in _APPLYING:
        return True
    if group.verb in _OPENING and not (near | behind).isdisjoint(_APPLICATIONS):
        return True
    return group.verb in _CHOOSING and group.passive and "for" in near and not near.isdisjoint(_OFFERED)


def _is_offered(group: VerbGroup, quantity: Quantity, near: set[str]) -> bool:
    if quantity.dimension == "money" and not near.isdisjoint(_OFFERED):
        return True
    done = _is_past(group) or group.passive
    return done and (quantity.unit == "percent" or quantity.dimension == "money")


def _is_ordered(scope: Scope, group: VerbGroup, quantity: Quantity, near: set[str], i: int) -> bool:
    """Whether things are ordered that are still to be made: "placed an order for 6 tugs", a heading "Orth orders 6 tugs"."""
    if quantity.unit != "count" or group.passive:
        return False
    if group.verb == "order":
        return not group.past and group.chain == ("order",) and scope.segment.kind is SegmentKind.TITLE
    if group.verb not in _ORDERING:
        return False
    tokens, k = scope.tokens, i - 1
    while k > group.end and (tokens[k].tag in _BOUNDS or tokens[k].lower in _BOUND_WORDS):
        k -= 1
    if tokens[k].lower == "for":
        return not near.isdisjoint(_ORDERS) or (group.verb == "sign" and not near.isdisjoint(_SIGNED))
    return tokens[k].lower == "on" and not near.isdisjoint(_OPTIONS)


def _available(syntax: Syntax, group: VerbGroup, i: int, last: int) -> str:
    """Money that is there for the asking: "$3 million is available", "is making $3 million available", "is on offer"."""
    tokens = syntax.tokens
    if group.verb == "be" and not _is_past(group) and group.first > last:
        following = tokens[group.end].lower if group.end < len(tokens) else ""
        second = tokens[group.end + 1].lower if group.end + 1 < len(tokens) else ""
        return "available" if following == "available" or (following in ("on", "up") and second in ("offer", "for")) else ""
    if group.verb == "make" and (not group.past or told(syntax)):
        first = max(last, group.end - 1) + 1
        return "available" if any(token.lower == "available" for token in tokens[first : first + 6]) else ""
    return ""


def _rule(syntax: Syntax, group: VerbGroup, quantity: Quantity, i: int) -> str:
    """What a rule binds somebody to do later: "must report within 90 days"; what who gets a grant must do."""
    obliged = group.chain[0] == "must" or (group.chain[0] in ("have", "require", "be") and _has_to(syntax, group))
    allows = (group.verb == "give" and not group.passive) or (group.chain == ("have",) and not group.past)
    if allows and quantity.dimension == "time":
        # "gave the firm 30 days to pay", "has 60 days to appeal"
        last = syntax.index(quantity.span.end - 1)
        following = syntax.groups_in(last + 1, last + 2)
        return "deadline" if following and following[0].form is Form.INFINITIVE else ""
    if not obliged:
        return ""
    if quantity.dimension == "time":
        k = i - 1
        while k > group.end and syntax.tokens[k].tag in ("DET", "ADV", "ADJ"):
            k -= 1
        return "deadline" if syntax.tokens[k].lower == "within" else ""
    subject = syntax.subject(group)
    head = syntax.tokens[subject[1] - 1].lower if subject is not None else ""
    return "condition_of_grant" if head in _RECIPIENTS else ""


def _has_to(syntax: Syntax, group: VerbGroup) -> bool:
    return (group.chain[0] == "have" or "require" in group.chain) and any(t.tag == "TO" for t in syntax.tokens[group.first : group.end])


def _given_part(syntax: Syntax, group: VerbGroup, quantity: Quantity) -> str:
    """A part of the money that must go somewhere ("half of it must go to schools"), a grant that goes there."""
    if group.chain[0] == "must" and quantity.unit == "percent" and group.verb in ("go", "provide", "spend", "use", "reserve", "come"):
        return "condition_of_grant"
    if group.chain != ("go",) or group.past or quantity.dimension != "money":
        return ""
    if group.end >= len(syntax.tokens) or syntax.tokens[group.end].lower != "to":
        return ""
    clause = syntax.clause(group.first)
    named = any(token.lower in _OFFERED for token in syntax.tokens[clause.first : group.first])
    return "grant" if named else ""


def _rebuilding(syntax: Syntax, group: VerbGroup, quantity: Quantity, i: int) -> str:
    """What somebody is changing has not reached its size yet: "is lengthening the quay to 900 metres", "is buying 57 buses"."""
    if _under_way(syntax, group, quantity, i):
        return "deal_under_way"
    if group.chain[0] != "be" or group.verb not in _CHANGING or (group.past and not told(syntax)):
        return ""
    if syntax.tokens[group.main].tag != "VBG" and "being" not in [t.lower for t in syntax.tokens[group.first : group.end]]:
        return ""
    k = i - 1
    while k > group.end and (syntax.tokens[k].tag in _BOUNDS or syntax.tokens[k].lower in _BOUND_WORDS - {"to"}):
        k -= 1
    word = syntax.tokens[k].lower
    if word == "to":
        return "rebuilding"
    extends = word == "by" and group.verb in _EXTENDING and quantity.unit != "percent" and quantity.per is None
    return "rebuilding" if extends else ""


def _under_way(syntax: Syntax, group: VerbGroup, quantity: Quantity, i: int) -> bool:
    """Whether a single deed is being done, and is done only later: "is buying 57 buses for $9 million", "is shutting 11 plants"."""
    if group.chain[0] != "be" or len(group.chain) != 2 or group.passive or (group.past and not told(syntax)) or quantity.per is not None:
        return False
    if group.verb not in _DEALING or syntax.tokens[group.main].tag != "VBG" or quantity.dimension not in ("money", "count"):
        return False
    between = syntax.tokens[group.end : i]
    return len(between) < 12 and not any(token.tag in ("MARK", "CONJ") and token.lower not in tagger.SIGNS for token in between)


def _goes_on(syntax: Syntax, group: VerbGroup) -> bool:
    """Whether a deed stands beside another that is being done: "is shutting 11 plants and | cutting 2,600 posts"."""
    if group.verb not in _DEALING or syntax.tokens[group.first - 1].lower != "and":
        return False
    before = next((g for g in reversed(syntax.groups) if g.end <= group.first), None)
    return before is not None and before.chain[0] == "be" and before.verb in _DEALING and not before.past and not before.passive


def _term(syntax: Syntax, group: VerbGroup, quantity: Quantity, i: int) -> str:
    """What a contract holds: "The lease runs for 8 years", "The contract covers 14 bridges"."""
    if group.past or len(group.chain) > 1 or group.first > i:
        return ""
    subject = syntax.subject(group)
    head = syntax.tokens[subject[1] - 1].lower if subject is not None else ""
    if head not in _CONTRACTS:
        return ""
    if quantity.dimension == "time":
        lasts = group.verb in _LASTING or (group.verb == "be" and syntax.tokens[group.end].lower == "for")
        return "contract" if lasts else ""
    return "contract" if group.verb in _RUNNING else ""
