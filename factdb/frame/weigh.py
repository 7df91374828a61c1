"""How much a cue word says of a figure's metric, by the place where it stands beside the figure."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import field
from typing import Final, cast

from factdb.frame import changewords, cues
from factdb.frame.cues import Cue, Hit, Metric
from factdb.frame.locative import placed
from factdb.frame.movement import governing
from factdb.frame.nouns import head_noun
from factdb.frame.place import RATIO, Site
from factdb.frame.scope import Scope
from factdb.frame.weights import FIELDS, PLACES
from factdb.frozen import dataclass
from factdb.text import tagger
from factdb.text.tokens import Token
from factdb.values import Kind, Quantity

_CLASS: Final = 0.8  # a word that came in through a "@class" says less than one of the metric's own
NAMING: Final = frozenset(("head", "after"))
RULING: Final = frozenset(("governor", "governor_inner"))
GROUPS: Final = frozenset(("head", "after", "chain", "governor", "governor_inner", "subject", "after_modifier"))
BESIDE: Final = frozenset(("head", "described", "modifier", "after", "after_modifier", "substance"))
_MONEY: Final = frozenset(("money",))
_FAR: Final = frozenset(("clause", "sentence"))
NEAR: Final = BESIDE | RULING | frozenset(("chain", "verb", "predicate", "for"))
AMOUNTS: Final = frozenset(("mass", "volume", "energy", "freight", "power", "length", "area"))
_LOCAL: Final = frozenset(("in", "across", "at", "from", "near", "throughout"))
_EXTENT: Final = frozenset(("high", "low", "many", "much", "large", "big", "great"))
_OPENING: Final = 40  # tokens in which the subject of a sentence stands
_BREAKS: Final = frozenset((";", ":", "\u2014", ","))
_PARTS: Final = frozenset(("PREP", "TO", "VBN", "VBG"))


@dataclass(slots=True)
class Figure:
    """A quantity of known kind at its site, and the metrics that it may feed."""

    scope: Scope
    quantity: Quantity
    kind: Kind
    place: Site
    allowed: dict[str, Metric]
    # worked out once, as each cue word of the sentence asks for them
    tokens: list[Token] = field(init=False)  # of the sentence
    share: bool = field(init=False)  # the figure is a part of a whole
    counted: bool = field(init=False)  # it counts a noun of its own ("40 ships")
    changed: bool = field(init=False)  # the noun after it says how something moved ("5 percent of the rise")

    def __post_init__(self) -> None:
        noun = self.place.noun
        self.tokens = self.scope.tokens
        self.share = self.kind is Kind.SHARE
        self.counted = self.quantity.unit == "count" and noun is not None and self.place.noun_link == ""
        self.changed = noun is not None and changewords.change_noun(self.tokens[noun[1] - 1].lower) is not None

    @property
    def head(self) -> str:
        """The last word of the noun after the figure, empty where there is none."""
        return self.tokens[self.place.noun[1] - 1].lower if self.place.noun is not None else ""

    @property
    def ahead(self) -> bool:
        """Whether what is measured stands after the figure: "doubled the hours", "25 percent faster"."""
        if self.quantity.unit == "multiple" and self._object_after():
            # "cases are four times the usual number" measures cases, "four times the number of cases" what follows
            return not (self.measures and self.speaks and not self.place.chain)
        found = governing(self.scope, self.quantity)
        return self.place.change is None and found is not None and found.sort == "after" and found.direction is None

    def _object_after(self) -> bool:
        place = self.place
        if place.noun is not None and place.noun_link == "":
            return True
        if place.end == len(self.tokens):
            return False
        following = self.tokens[place.end]
        compared = following.lower == "as" and self.tokens[min(place.end + 1, len(self.tokens) - 1)].lower not in _EXTENT
        return following.tag == "DET" or compared or changewords.change_after(following.lower)[0]

    @property
    def part(self) -> bool:
        """Whether the figure names the group that it is a share of ("60 percent of the harvest", "one in four councils")."""
        if not self.share or self.place.noun is None:
            return False
        return self.place.noun_link == "of" or (
            self.place.noun_link == "" and self.quantity.unit == "percent" and self.place.end > self.place.after
        )

    @property
    def grouped(self) -> bool:
        """Whether the group that the figure is a share of is named, not only pointed at ("half of this growth")."""
        if not self.part or self.place.noun is None:
            return False
        return not self.measures and changewords.change_noun(self.tokens[self.place.noun[1] - 1].lower) is None

    @property
    def measures(self) -> bool:
        """Whether the noun after the figure only says how it is measured ("four times the number")."""
        return self.place.noun is not None and self.tokens[self.place.noun[1] - 1].lower in cues.measures()

    @property
    def speaks(self) -> bool:
        """Whether the governing phrase names something ("undernourishment", not "the figure" or "growth")."""
        if self.place.governor is None:
            return False
        for token in self.tokens[slice(*self.place.governor)]:
            if (
                token.tag == "NOUN"
                and token.lower not in cues.measures()
                and token.lower not in cues.bearers()
                and changewords.change_noun(token.lower) is None
            ):
                return True
            if token.tag in ("PREP", "TO"):
                break
        return False

    def where(self, hit: Hit) -> tuple[str, float]:
        """The place of cue words beside the figure, and a small malus for their distance."""
        return self._right_of(hit) or self._left_of(hit) or self._far_off(hit)

    def _right_of(self, hit: Hit) -> tuple[str, float] | None:
        start, end = hit.start, hit.end
        place, tokens = self.place, self.tokens
        changed = self.changed
        if start == place.end and tokens[start].tag == "PREP" and not self._route(start):
            return "after", 0.0  # "400 on board"
        if place.noun is not None and start < place.noun[1] and end > place.noun[0]:
            described = tokens[end - 1].tag in ("ADJ", "VBN")
            # "75 percent of households lack power": a plural before a noun is the head, what follows a verb misread
            headed = (
                self.share and end < place.noun[1] and tokens[end - 1].tag in ("NOUN", "NAME") and tokens[end - 1].lower in cues.groups()
            )
            return self._in_noun(end >= place.noun[1] or headed, changed=changed, described=described)
        if start == place.end and tokens[start].tag in ("ADJ", "ADV", "PREP") and not self._route(start):
            # "90 percent complete", "40 kilometers from the coast"
            return "after", 0.0
        if start == place.end + 1 and place.noun is None and place.noun_link == "of":
            # "60 percent of those polled"
            return "after", 0.0
        for number, (low, high) in enumerate(place.chain):
            if low <= start < high:
                return ("after" if changed or (number == 0 and self._shares()) else "chain"), 0.06 * number + (0.0 if end == high else 0.03)
        return None

    def _shares(self) -> bool:
        """As in "a 23 percent share of the phone market": what follows "of" is the whole."""
        place = self.place
        return self.share and place.noun is not None and self.tokens[place.noun[1] - 1].lower in ("share", "slice", "portion")

    def _route(self, i: int) -> bool:
        """Whether the "from" at `i` opens a stretch ("runs 40 kilometers from Ulm to Bern"), no distance from a place."""
        return self.tokens[i].lower == "from" and any(token.lower == "to" for token in self.tokens[i + 1 : i + 7])

    def _in_noun(self, at_head: bool, *, changed: bool, described: bool) -> tuple[str, float]:
        place = self.place
        if place.noun_link == "" and place.noun is not None and place.noun[1] == place.end:
            return ("head" if at_head else "described" if described else "modifier"), 0.0
        if place.noun_link in ("", "of", "in", "as") or (place.noun_link == "to" and self._contributes()):
            if self.quantity.dimension in AMOUNTS and place.noun_link:
                return "substance", 0.0 if at_head else 0.1
            return ("after" if at_head or changed else "after_modifier"), 0.0
        if place.noun_link == "from" and self.quantity.dimension == "money" and at_head:
            return "substance", 0.1  # "earned 5 million from exports"
        return "for", 0.0 if at_head else 0.02

    def _contributes(self) -> bool:
        """Whether the figure is a part of what follows: "contributing 0.7 points to GDP growth"."""
        verb = self.place.verb
        return verb is not None and tagger.base(self.tokens[verb].lower) in changewords.words("contribution", "verbs")

    def _left_of(self, hit: Hit) -> tuple[str, float] | None:
        """Place of words in the verbs and phrases that govern the figure."""
        start, end = hit.start, hit.end
        place, tokens = self.place, self.tokens
        if place.verb is not None and start <= place.verb < end:
            return "verb", 0.0
        if place.link and end <= place.first and self.kind is Kind.LEVEL and tagger.base(tokens[start].lower) == place.link:
            # "is valued at", "averaged"
            return "verb", 0.0
        if place.predicate is not None and start <= place.predicate < end:
            infinitive = tokens[place.predicate - 1].tag == "TO" or tokens[place.predicate - 1].lower == "to"
            return ("purpose" if infinitive else "predicate"), 0.0
        if place.governor is not None and place.governor[0] <= start < place.governor[1]:
            # "exports to the region | fell": the first noun is in charge; "a plant with a capacity | of 5": the last
            low, high = (end, place.governor[1]) if place.preposition == "of" and not place.linked else (place.governor[0], start)
            parts = sum(tokens[i].tag in _PARTS for i in range(low, high))
            if self.kind is Kind.CHANGE and any(tokens[i].tag == "VBG" for i in range(place.governor[0] + 1, start)):
                return "clause", 0.1  # "cut the water leaving the fields by 5 percent"
            if hit.cues[0].by_class and parts and self._agent(place.governor[0], start):
                return "clause", 0.1  # "goods lifted by lorries came to 5 tons"
            last = end == place.governor[1] or tokens[end].tag not in ("NOUN", "NAME", "POS")
            if parts and high == start and placed(tokens, place.governor, start):
                return None
            if parts == 0 and last:
                # "an incidence rate of 668 cases per 100,000"
                return "governor", (-0.12 if self.kind is Kind.RATE and self.counted else 0.0)
            return "governor_inner", 0.02 * min(parts, 6) + (0.0 if last else 0.02)
        if place.subject is not None and place.subject[0] <= start < place.subject[1]:
            parts = sum(tokens[i].tag in _PARTS for i in range(place.subject[0], start))
            return "subject", 0.02 * min(parts, 6)
        return None

    def _agent(self, low: int, high: int) -> bool:
        """Whether "by" after a participle leads up to token `high`: who or what does it."""
        return any(self.tokens[i].lower == "by" and self.tokens[i - 1].tag == "VBN" for i in range(low + 1, high))

    def _far_off(self, hit: Hit) -> tuple[str, float]:
        """Place of words elsewhere in the clause or the sentence."""
        if self.kind is Kind.CHANGE and self.place.subject is None and not self.speaks and hit.end <= self._main_verb():
            # "Prices of furniture stood still after a fall of 5 percent"
            return "subject", 0.06
        low, high = (hit.end, self.place.first) if hit.end <= self.place.first else (self.place.end, hit.start)
        breaks = _breaks(self.scope)
        place = bisect_left(breaks, low)
        broken = place < len(breaks) and breaks[place] < min(high, low + 40)
        return ("sentence" if broken else "clause"), 0.004 * min(max(high - low, 0), 25)

    def _main_verb(self) -> int:
        """Index of the first finite verb before the figure, 0 where there is none."""
        tags = ("VBD", "VERB", "AUX")
        return next((i for i in range(min(self.place.first, _OPENING)) if self.tokens[i].tag in tags), 0)

    def weight(self, cue: Cue, where: str, *, foreign: bool) -> float:
        """Weight of one cue at one place, 0 where it has no say there. `foreign`: the governing phrase names something without cues."""
        field = cue.field
        if field in cues.VERB_FIELDS:
            weight = self._verb_weight(field, where)
        elif not self._heard(cue, where):
            weight = 0.0
        else:
            weight = PLACES[where]
        if foreign and (where in _FAR or where == "subject"):
            return 0.0
        if where in _FAR and self.quantity.unit == "count" and not self.counted and "money" in (cue.metric.dimensions or ()):
            return 0.0  # "wants to reach 2,000, helped by a loan"
        if cue.by_class:
            if where in _FAR or (cue.agent and (where == "subject" or (where in RULING and not self._counts()))):
                return 0.0
            if cue.one and self.share:
                return 0.0
            if cue.agent and where == "governor_inner" and self._led():
                return 0.0
            if not cue.agent and where == "modifier":
                # "storm shelters" are no storms
                return 0.0
            weight *= _CLASS
        if self.place.link in changewords.words("composition", "verbs"):
            if field == "yardstick":
                return weight
            if field == "weak" and self.part and where in RULING and cue.metric.code == "production":
                return weight + 0.1  # "construction accounts for 6 percent of GDP" is a share of what is made
        return weight * FIELDS[field]

    def _heard(self, cue: Cue, where: str) -> bool:
        """Whether a noun has a say at a place."""
        field = cue.field
        if field == "heads":
            if cue.by_class and not cue.agent and cue.metric.dimensions is None:
                # of no metric: "300 shops", "a tenth of the shops"; no "2 million euro shop", nor "40 in two shops"
                return where in NAMING and self.quantity.dimension != "money" and (where == "head" or self.place.noun_link == "of")
            if self.share and cue.metric.dimensions == _MONEY:
                return False  # "two thirds of hospitals" is no sum
            # "the number of prisoners fell", "prisoners rose by 40"
            told = cue.agent and where in RULING and not self.counted and self.place.noun_link != "of"
            return where in NAMING or (told and self._counts())
        if field == "governs":
            return where == "governor" and not self.counted and self.place.preposition == "of"
        if field in ("of", "of_doing", "of_having", "yardstick"):
            if field == "of" and cue.metric.code == "other" and where in (*RULING, "subject"):
                return False  # "the highest shares were in Oslo (90 percent)"
            if field == "of" and (where == "after_modifier" or (where == "chain" and not self.measures)):
                return False
            if (
                field == "of"
                and (cue.metric.parts or cue.metric.code == "other")
                and (where not in NAMING or self.place.noun_link not in ("", "of"))
            ):
                return False  # "an area in which 40 percent of homes"
            if field in ("of_doing", "of_having") and not self._does(having=field == "of_having"):
                return False
            return self.share and where in GROUPS
        # the counted noun says what is counted; words elsewhere do not change that
        return not self.counted or where in BESIDE or (self.kind in (Kind.CHANGE, Kind.RATE) and where in RULING)

    def _verb_weight(self, field: str, where: str) -> float:
        if where == "predicate":
            return self._predicate_weight(field)
        if field in ("predicates", "passives"):
            return 0.0
        if where == "purpose":
            return 0.0 if self.counted else PLACES["purpose"]
        if where in RULING:
            # "the goods carried by rail came to 5 tons"
            return 0.0 if self.share or self.counted or field == "weak_verbs" else PLACES["subject"]
        change = governing(self.scope, self.quantity)
        if change is not None and change.at == self.place.verb and self.quantity.unit in RATIO:
            # "lost a third of its volume" is how far it fell, no loss
            return 0.0
        grown = self.place.change if self.place.preposition in ("from", "by") and not self.share else None
        moved = self.place.changed_to or grown
        if moved is not None and moved.at == self.place.verb:
            # "staff grew ... to 300" is how many there are now, no production
            return 0.0
        if where == "verb" and (self._apart() or (self.share and self.place.preposition == "with")):
            return 0.0  # "finished third with 12 percent"
        if where != "verb" or ((self.counted or self.part) and field == "weak_verbs"):
            return 0.0
        if self.place.earlier is not None and (self.counted or (self.quantity.unit in RATIO and field == "weak_verbs")):
            # the verb is nearer to the figure before
            return 0.7
        if self.part and self.place.parallel is not None:
            return 0.0
        # the group of a share says more than the verb before it
        return 0.6 if self.share and self.place.noun is not None and field != "strong_verbs" else PLACES["verb"]

    def _apart(self) -> bool:
        """Whether the figure opens a clause after the one of the verb: "3,500 people were evacuated and 60 houses were destroyed"."""
        place = self.place
        if place.verb is None or place.predicate is None or not self.counted:
            return False
        tokens = self.tokens
        return any(token.lower in ("and", "but", "while", ";") for token in tokens[place.verb + 1 : place.first]) and not any(
            token.lower in ("who", "that", "which") for token in tokens[place.end : place.predicate]
        )

    def _predicate_weight(self, field: str) -> float:
        tokens, i = self.tokens, self.place.predicate
        if i is None or (self.share and self.place.noun_link not in ("", "of", "in")):
            return 0.0
        k = i - 1
        while k and tokens[k].tag == "ADV":
            k -= 1
        passive = tokens[i].tag in ("VBN", "VBD") and tokens[k].tag == "AUX" and tagger.auxiliary(tokens[k].lower) == "be"
        if self.counted and self.place.first and self.tokens[self.place.first - 1].lower in _LOCAL:
            return 0.0  # "journalists in 12 countries were surveyed"
        if field in ("predicates", "passives"):
            return PLACES["predicate"] if self.share and passive == (field == "passives") else 0.0
        # "5 cars were sold", "107 killed"
        if self.counted and field == "weak_verbs":
            return 0.0
        if field == "verbs" and self.quantity.unit == "count" and self.place.noun is None and tagger.auxiliary(tokens[k].lower) == "have":
            return PLACES["verb"]  # "1.2 million have fled"
        bare = i == self.place.after and self.place.noun is None and tokens[i].tag in ("VBN", "VBD")
        return PLACES["verb"] if not self.share and (bare or passive or (tokens[i].tag == "VBN" and tokens[k].tag != "AUX")) else 0.0

    def _does(self, *, having: bool = False) -> bool:
        """Whether a verb says what the group does ("of homes own"), not which group it is ("of homes supplied in May").

        `having`: nor what is done to it or what it is ("of homes were built in May"), but how people are ("of pupils were absent").
        """
        i = self.place.predicate
        if i is None:
            return False
        if having and tagger.auxiliary(self.tokens[i if self.tokens[i].tag == "AUX" else i - 1].lower) == "be":
            rest = [token.tag for token in self.tokens[i + 1 : i + 4] if token.tag != "ADV"]
            return self.tokens[i].tag == "AUX" and rest[:1] == ["ADJ"] and rest[1:2] != ["NOUN"] and self.head not in ("home", "homes")
        return self.tokens[i].tag != "VBN" or self.tokens[i - 1].tag in ("AUX", "ADV")

    def _counts(self) -> bool:
        """Whether the governing phrase counts its noun ("the number of voters", "voters rose"), rather than naming who does something."""
        place = self.place
        if place.governor is None:
            return False
        if any(token.lower in cues.measures() for token in self.tokens[slice(*place.governor)]):
            return True
        if self.quantity.unit == "count" and self.tokens[place.first - 1].lower == "(":
            return True  # "more among women (25,000)"
        if self.share:
            return place.bracket is None and place.noun is None
        return place.change is not None or place.link == "number"

    def _led(self) -> bool:
        """Whether people or firms only hang on the noun that is measured ("complaints to the airline", but "the number of airlines")."""
        if self.place.governor is None:
            return False
        head = head_noun(self.tokens, self.place.governor)
        return (
            head is not None and self.tokens[head].lower not in cues.measures() and changewords.change_noun(self.tokens[head].lower) is None
        )


def _breaks(scope: Scope) -> list[int]:
    """Tokens that break a sentence up."""
    found = scope.memo.get("breaks")
    if found is None:
        found = scope.memo["breaks"] = [i for i, token in enumerate(scope.tokens) if token.lower in _BREAKS]
    return cast("list[int]", found)
