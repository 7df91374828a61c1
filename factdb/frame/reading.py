"""One sentence's names, with what does not depend on the figure: who is out, what belongs to which figure, heads of subjects."""

from __future__ import annotations

from typing import Final

from factdb.frame import asides, bystanders
from factdb.frame.aboutwords import people, words
from factdb.frame.clause import Clause, Form, VerbGroup
from factdb.frame.gaps import LIST_GAP, RE_APPOSED, RE_AT, RE_AWAY, RE_BARE, RE_FAR, RE_GAP, RE_ITEM, RE_LEFT, RE_RANK, RE_RIGHT
from factdb.frame.scope import Scope
from factdb.text.tagger import known
from factdb.text.tokens import Token
from factdb.values import EntityKind, EntityMention, Quantity

_MAKERS: Final = frozenset({EntityKind.COMPANY, EntityKind.OTHER})
_AT: Final = frozenset({EntityKind.PLACE, EntityKind.PROJECT, EntityKind.OTHER, EntityKind.COUNTRY})
_PLACES: Final = frozenset({EntityKind.COUNTRY, EntityKind.REGION, EntityKind.PLACE})
TELLERS: Final = frozenset({EntityKind.PERSON, EntityKind.BODY, EntityKind.OTHER, EntityKind.MEDIA})


def _is_person(quantity: Quantity) -> bool:
    """Whether people are counted: "two Orlec supporters"."""
    head = quantity.head
    return head is not None and head.lower() in people()


class Reading:
    """One sentence's names with what does not depend on the figure. Made once a sentence by `reading`."""

    def __init__(self, scope: Scope) -> None:
        # no way back to the scope, which holds this: without rings memory is free at once
        self.text, self.segment, self.sentence, self.quantities = scope.text, scope.segment, scope.sentence, scope.quantities
        self.syntax, self.tokens = scope.syntax, scope.tokens
        self.mentions = scope.entities
        self.at = [self.syntax.index(m.span.start) for m in self.mentions]
        of_sources, of_asides = asides.openers()
        self._sources = asides.spans(scope, asides.source_pattern()) if of_sources.may_be(scope) else []
        self.asides = asides.spans(scope, asides.aside_pattern()) if of_asides.may_be(scope) else []
        self.whole_clause = self._whole_clauses()
        self.bracketed = "(" in scope.words_and_marks or ")" in scope.words_and_marks
        self._listing = "including" in scope.words_and_marks or "such" in scope.words_and_marks
        self._telling = any(g.verb in words("telling") for g in self.syntax.groups)
        self._heads: dict[tuple[int, int], int | None] = {}
        self.out = [self._is_out(k) for k in range(len(self.mentions))]
        self.apposed = {k for k in range(len(self.mentions)) if self._is_apposed(k) or self._ranks(k)}
        # start of a quantity -> the name that it makes one item of a list with
        self.items: dict[int, int] = {}
        self.makes: set[int] = set()  # makes of what is counted
        owners = [self._owners(k) for k in range(len(self.mentions))]
        made = {self.mentions[k].name for k in self.makes}
        self.makes.update(k for k, mention in enumerate(self.mentions) if mention.name in made)
        self.owners = self._shared(owners)

    def _whole_clauses(self) -> dict[int, int]:
        """First token of a clause -> that of the clause it goes on with after a bracket: "spent 3 yuan ($1) | on fish"."""
        whole: dict[int, int] = {}
        opened = last = 0
        for clause in self.syntax.clauses:
            before = self.tokens[clause.first - 1].lower if clause.first else ""
            if before == "(":
                opened = last
                whole[clause.first] = clause.first
            elif before == ")" and not clause.opener:
                whole[clause.first] = opened
            else:
                whole[clause.first] = clause.first
            last = whole[clause.first]
        return whole

    def clause_of(self, token: int) -> int:
        """First token of the clause that holds `token`, brackets passed over."""
        return self.whole_clause[self.syntax.clause(token).first]

    def _is_out(self, k: int) -> bool:
        """Whether the name is a source, an event, names money, is compared with, or only illustrates."""
        mention, at = self.mentions[k], self.at[k]
        start, text = mention.span.start, self.text
        if mention.kind is EntityKind.EVENT and any(t.tag == "PREP" for t in self.tokens[max(0, at - 4) : at]):
            return True
        if text[mention.span.end : mention.span.end + 1] == ":" and start == self.segment.span.start:
            return True  # the speaker of a turn
        for low, high in (*self._sources, *self.asides):
            if low < start < high:
                return True
        if self._illustrates(k) or self._is_make(k):
            return True
        if bystanders.of_researchers(self, k) or bystanders.of_person(self, k) or bystanders.is_passed(self, k):
            return True
        after = self.syntax.index(mention.span.end - 1) + 1
        following = self.tokens[after].lower if after < len(self.tokens) else ""
        if mention.kind is EntityKind.COUNTRY and following in words("currency"):
            # "in Swiss francs"; but "The Swiss franc fell": the country's own
            j = at - 1
            while j >= 0 and self.tokens[j].tag in ("DET", "ADJ"):
                j -= 1
            return j >= 0 and self.tokens[j].tag in ("PREP", "CONJ", "VERB", "VBD", "VBN", "VBG", "NUM", "NOUN")
        if text[start - 1 : start] == "-" and not any(m.span.end == start - 1 for m in self.mentions):
            return True  # "pro-Beijing"
        if self.text[mention.span.end : mention.span.end + 1] == "-" and self.tokens[at].end > mention.span.end + 1:
            # "US-based", "China-built": what the rest of the word says is about another name; a pair ("China-Russia") has two mentions
            partner = any(m.span.start == mention.span.end + 1 for m in self.mentions)
            return not partner
        return False

    def _is_apposed(self, k: int) -> bool:
        """Whether an adjective only says where the next name is from: "Danish turbine maker | Voss"."""
        if k + 1 == len(self.mentions):
            return False
        one, other = self.mentions[k], self.mentions[k + 1]
        if one.method != "adjective" or other.kind in _PLACES or not 0 < self.at[k + 1] - self.at[k] <= 5:
            return False
        between = self.tokens[self.at[k] + 1 : self.at[k + 1]]
        return bool(between) and all(t.tag in ("NOUN", "ADJ", "VBG", "VBN") and t.text.islower() for t in between)

    def _ranks(self, k: int) -> bool:
        """Whether the name only says where something ranks: "Voss Park, | Africa's largest wind farm"."""
        mention = self.mentions[k]
        if mention.kind not in _PLACES or not self.text.startswith("'s ", mention.span.end):
            return False
        before = self.text[max(0, mention.span.start - 6) : mention.span.start].lower()
        return (
            before.endswith((", ", "\u2013 ", "\u2014 ", "- ", "(", "as ", "is ", ", the "))
            and RE_RANK.match(self.text, mention.span.end + 3) is not None
        )

    def _is_make(self, k: int) -> bool:
        """Whether the name is the make of a thing: "a Boeing | 737", "a Toyota | pickup"."""
        mention, following = self.mentions[k], self.following(k)
        if mention.kind not in _MAKERS or following is None or self.text[mention.span.end : mention.span.end + 1] != " ":
            return False
        if following.text[0].isdigit():
            return following.tag != "NUM" or self.at[k] == 0 or self.tokens[self.at[k] - 1].tag in ("DET", "NUM", "PREP")
        one = self.at[k] > 0 and self.tokens[self.at[k] - 1].lower in ("a", "an")
        return one and following.lower in words("product")

    def _illustrates(self, k: int) -> bool:
        """Whether the name stands in a list after "including" or "such as", with no figure of its own there."""
        if not self._listing:
            return False
        at = self.at[k]
        for j in range(at - 1, max(-1, at - 16), -1):
            token = self.tokens[j]
            if token.lower == "including" or (token.lower == "as" and j and self.tokens[j - 1].lower == "such"):
                return any(j < other < at + 8 for other in self.at if other != at)
            if token.tag in ("NUM", "VBD", "AUX", "TO") or token.lower in (";", "(", ")"):
                return False
        return False

    def _owners(self, k: int) -> frozenset[int]:
        """Starts of the quantities that the name right after them belongs to: "53 million (0.7%) | in England"."""
        mention = self.mentions[k]
        text = self.text
        found = []
        for quantity in self.quantities:
            end = quantity.span.end
            if quantity.span.covers(mention.span):
                # "1,000 Vision Centers": the counted noun itself names nothing
                # "200 Stinger missiles": a make, unless it is somebody's
                product = mention.kind in _MAKERS and mention.span.end < end and text[mention.span.end] != "'" and not _is_person(quantity)
                product = product and (mention.kind is EntityKind.OTHER or all(map(known, mention.name.lower().split())))
                # "2,000 Javelin, 40 ..."
                product |= mention.kind is EntityKind.OTHER and mention.span.end == end and quantity.unit == "count"
                # "40 Mobile Bridge Systems": what is counted, written with capitals
                counted = mention.span.end == end and " " in mention.name and mention.name.endswith("s") and "'" not in mention.name
                product |= counted and mention.kind in (EntityKind.OTHER, EntityKind.COMPANY)
                if product:
                    self.makes.add(k)
                elif mention.span.end < end or mention.kind in _PLACES or mention.method == "adjective":
                    found.append(quantity.span.start)
            elif mention.span.end <= quantity.span.start <= mention.span.end + 90:
                between = text[mention.span.end : quantity.span.start]
                apposed = mention.kind is EntityKind.PROJECT and RE_APPOSED.fullmatch(between) is not None
                far = mention.kind in _AT and RE_FAR.match(text, end) is not None
                away = far and RE_AWAY.fullmatch(between) is not None
                if apposed or away or RE_LEFT.fullmatch(between) or (RE_GAP.fullmatch(between) and self._receives(k)):
                    found.append(quantity.span.start)
                elif (
                    RE_AT.fullmatch(between)
                    or self._is_gap(mention, between)
                    or (RE_ITEM.fullmatch(between) and self._is_item(mention, quantity))
                ):
                    found.append(quantity.span.start)
                    self.items[quantity.span.start] = k
            elif end <= mention.span.start <= end + 90:
                between = text[end : mention.span.start]
                if mention.kind is EntityKind.BODY and between.endswith((" to ", " to the ")) and _is_person(quantity):
                    continue  # "40 people were taken to Voss Hospital"
                make = mention.kind is EntityKind.OTHER and self.following(k) is not None and self._modifies(k)
                if between.endswith((" by ", " by the ")) and any(g.passive and g.first < self.at[k] for g in self.syntax.groups):
                    continue  # "was built at a cost of 3 million by | Voss"
                if RE_RIGHT.fullmatch(between) or (not make and RE_BARE.fullmatch(between)):
                    found.append(quantity.span.start)
        return frozenset(found)

    def modifying(self, mention: EntityMention) -> bool:
        """Whether a noun of which the name is a modifier follows it."""
        return any(self._modifies(k) for k, other in enumerate(self.mentions) if other is mention)

    def frames(self, mention: EntityMention) -> bool:
        """Whether an unknown word only frames: "asked on the LFS", "under Section Green"."""
        taken = mention.kind is EntityKind.BODY and mention.name.rsplit(" ", 1)[-1].lower() in words("care")
        if mention.kind is not EntityKind.OTHER and not taken:
            return False
        at = self.syntax.index(mention.span.start)
        before = [t for t in self.tokens[max(0, at - 2) : at] if t.tag != "DET"]
        return bool(before) and before[-1].lower in ("on", "in", "under", "with", "to", "during", "within")

    def _modifies(self, k: int) -> bool:
        """Whether a common noun follows, or an adjective before one: "Stinger missiles"."""
        following = self.following(k)
        return following is not None and following.tag in ("NOUN", "ADJ")

    def _shared(self, owners: list[frozenset[int]]) -> list[frozenset[int]]:
        """`owners` with the second of two joined names as the first: "300 trips between Peru | and Chile"."""
        text = self.text
        for k in range(len(owners) - 1):
            one, other = self.mentions[k], self.mentions[k + 1]
            if owners[k] and one.kind is other.kind and text[one.span.end : other.span.start] in (" and ", " and the "):
                owners[k + 1] |= owners[k]
        return owners

    def _receives(self, k: int) -> bool:
        """Whether the name stands between a verb and the figure: "lent | Senegal | 90 million euros"."""
        return self.at[k] > 0 and self.tokens[self.at[k] - 1].tag in ("VERB", "VBD", "VBN", "VBG") and self.mentions[k].kind in _PLACES

    def owned(self, mention: EntityMention) -> bool:
        """Whether the name belongs to a figure of the sentence."""
        return any(self.owners[k] for k, other in enumerate(self.mentions) if other is mention)

    def _is_gap(self, mention: EntityMention, between: str) -> bool:
        """Whether the verb is left out between name and figure: "Voss sold 3 cars and Orth over | 5"."""
        before = self.text[max(0, mention.span.start - 10) : mention.span.start]
        if RE_GAP.fullmatch(between) is None:
            return False
        # "Oslo is liked by 58%, Bergen by | 54%"
        before = before.removesuffix("the ")
        listed = before.endswith(", ") and any(0 < mention.span.start - q.span.end < LIST_GAP for q in self.quantities)
        return listed or before.endswith((" and ", "while ", "; "))

    def _is_item(self, mention: EntityMention, quantity: Quantity) -> bool:
        """Whether name and figure make up one item of a list: "...; Voss, 31; ..."."""
        text = self.text
        opens = mention.span.start == self.sentence.start or text.endswith(("; ", ". ", "- "), 0, mention.span.start)
        opens = opens or text[max(0, mention.span.start - 6) : mention.span.start].endswith((", and ", "; and "))
        return opens and text[quantity.span.end : quantity.span.end + 1] in (";", ",", ".", ")", "")

    def tells(self, k: int, governing: VerbGroup | None) -> bool:
        """Whether the name is the subject of a telling verb other than the figure's own: "X said", "said X"."""
        if not self._telling:
            return False
        mention, at = self.mentions[k], self.at[k]
        clause = self.syntax.clause(at)
        telling = words("telling")
        groups = self.syntax.groups_in(clause.first, clause.end)
        line = self.syntax.lineage(governing) if governing is not None else []
        for group in groups:
            if group.verb not in telling or group.form is not Form.FINITE or group.passive:
                continue
            # the figure is what the verb itself reports ("Voss added 40 MW"), not what somebody says of another
            if group in line and mention.kind not in TELLERS:
                continue
            if group in line and mention.kind in (EntityKind.OTHER, EntityKind.BODY) and group.verb not in ("say", "tell"):
                continue
            if group in line and mention.title is None and group.verb in words("owning"):
                continue
            if at < group.first:
                if self._after_preposition(at, clause):
                    return False
                return not any(g.form is Form.FINITE and at < g.first < group.first for g in groups)
            if at <= group.end + 4 and not any(t.tag in ("PREP", "CONJ", "DET") for t in self.tokens[group.end : at]):
                return mention.kind in TELLERS
        return False

    def following(self, k: int) -> Token | None:
        """The token after a name."""
        last = self.syntax.index(self.mentions[k].span.end - 1)
        return self.tokens[last + 1] if last + 1 < len(self.tokens) else None

    def governed(self, k: int) -> bool:
        """Whether a preposition or a verb before the name governs it, straight or through names joined to it."""
        j = self.at[k] - 1
        following = self.following(k)
        listed = following is not None and following.lower in (",", "and", "or")
        while j >= 0 and (
            self.tokens[j].tag in ("DET", "ADJ", "NAME", "POS")
            or self.tokens[j].lower in ("and", "or", "both")
            or (self.tokens[j].lower == "," and (listed or j < self.at[k] - 1))
        ):
            j -= 1
        return j >= 0 and self.tokens[j].tag in ("PREP", "VBG", "VBN", "VERB", "VBD", "TO")

    def head(self, first: int, end: int) -> int | None:
        """Place of the name that is the head of the subject: not governed by a preposition, nothing of its own noun phrase after it."""
        known = self._heads
        if (first, end) not in known:
            known[first, end] = self._head(first, end)
        return known[first, end]

    def _head(self, first: int, end: int) -> int | None:
        for k in range(len(self.mentions) - 1, -1, -1):
            if not first <= self.at[k] < end or self.out[k] or self.governed(k):
                continue
            mention = self.mentions[k]
            following = self.following(k)
            if mention.method == "adjective" or self.text[mention.span.end : mention.span.end + 1] == "-":
                continue
            if following is None or (
                following.tag in ("PREP", "MARK", "AUX", "VERB", "VBD", "VBN", "VBG", "ADV", "TO", "CONJ") and following.lower != "'s"
            ):
                if following is not None and following.lower == "," and self._lead_ends(k, first):
                    continue
                return k
        return None

    def leads(self, mention: EntityMention) -> bool:
        """Whether a name opens the sentence as a subject or owner: no preposition governs it and it is no mere adjective."""
        if mention.method == "adjective":
            return False
        return any(other is mention and not self.governed(k) and not self._modifies(k) for k, other in enumerate(self.mentions))

    def _lead_ends(self, k: int, first: int) -> bool:
        """Whether the name with the comma after it closes a phrase that opens the clause: "Last year Peru, ..."; not an apposition."""
        last = self.syntax.index(self.mentions[k].span.end - 1)
        after = self.tokens[last + 2] if last + 2 < len(self.tokens) else None
        return (
            after is not None and after.tag not in ("DET", "PRON", "NOUN", "ADJ", "VBN", "VBG", "NUM") and self.tokens[first].tag == "PREP"
        )

    def _after_preposition(self, at: int, clause: Clause) -> bool:
        """Whether a preposition opens the clause and the name is in its phrase: "In Peru, ..."."""
        first = self.tokens[clause.first]
        if first.tag != "PREP" or at - clause.first > 8:
            return False
        return not any(t.lower == "," for t in self.tokens[clause.first : at])


def reading(scope: Scope) -> Reading:
    """The reading of a sentence, kept with it."""
    found: Reading | None = scope.__dict__.get("_reading")
    if found is None:
        found = scope.__dict__["_reading"] = Reading(scope)
    return found


__all__ = ["TELLERS", "Reading", "people", "reading", "words"]
