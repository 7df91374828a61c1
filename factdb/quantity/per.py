"""The denominator of a quantity: "a day", "per tonne", "/kg", "annually", "annual output of"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final, NamedTuple

from factdb.lexicon import table
from factdb.quantity import unit
from factdb.text.trie import alternation

_WORDS: Final[dict[str, Any]] = table("denominators")
_PERIODS: Final[dict[str, str]] = _WORDS["period"]["value"]
_COUNTED: Final = frozenset(_WORDS["counted"]["words"].split())
_CODES: Final[dict[str, str]] = _WORDS["counted"]["code"]
_SHORT: Final[dict[str, str]] = _WORDS["counted"]["short"]
_BOUGHT: Final = frozenset(_WORDS["bought"]["words"].split())
_FLOWS: Final = frozenset(_WORDS["flow"]["words"].split())
_ADJECTIVES: Final = alternation(_WORDS["adjective"]["words"].split())
_ADJECTIVAL: Final = alternation(word for word in _PERIODS if not word.endswith("um") and word != "annually")

_RE_PER: Final = re.compile(
    rf"""
      [ -](?P<article>a|an|each|every) [ -](?=[a-z]) (?:(?:{_ADJECTIVES})[ ])?
    | [ -](?P<per>per) [ -](?=[a-z0-9]) | [ ](?:for|to)[ ](?P<every>every)[ ](?=[0-9])
    | [ ](?:for|to)[ ](?P<given>each|every)[ ](?=[a-z])
    | [ ](?:in[ ](?:cash|stock|shares)[ ])?(?P<for>for) [ ](?:a|an|each|every|one)[ ](?=[a-z])
    | (?P<slash>/)(?=[a-z])
    | [ ](?P<adverb>{alternation(word for word in _PERIODS if word.endswith("ly"))})(?![a-z-])
    | [ ](?:in[ ])?(?P<adjective>{_ADJECTIVAL})[ ](?P<flow>[a-z]+)
    """,
    re.VERBOSE,
)
# a few words of place between amount and denominator: "a million barrels on the market per day"
_RE_LATER: Final = re.compile(r"(?:[ ](?!per[ ])[a-z]+){2,5}[ ](?P<all>per[ ](?P<word>day|week|month|year|hour|minute|capita))(?![a-z])")
# "from 14 percent a year earlier"
_RE_EARLIER: Final = re.compile(
    r"(?:year|month|week|day|decade|quarter|century|season|hour|minute|generation)[ ](?:earlier|ago|before|later|after|previously|prior|on)(?![a-z])"
)
_RE_WORD: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")
_RE_BORN: Final = re.compile(r"live[ ]births|(?:square|cubic)[ ][a-z]+|hospital[ ](?:beds|admissions)|flying[ ]hours")
_RE_COUNT: Final = re.compile(r"[0-9][0-9,]*(?:[ ](?:thousand|million|hundred))?[ ]|(?:hundred|thousand|million)[ ]")
_LINK: Final = r"[ ](?:of|at|to|by|is|was|were|are|reached|hit|totaled|totalled|exceeded|exceeds|exceeding|averaging|averaged|around|about|stood|stands|rose|fell)"
_HEDGE: Final = (
    r"(?:[ ](?:about|around|some|over|than|more|less|up|to|at|least|most|nearly|almost|roughly|approximately|an?|estimated|average|of|record|only|just|below|"
    r"above|under|close|between|from))*[ ]?\Z"
)
# the adjective comes before the amount, with a few words and a link between them and it
_RE_BEFORE: Final = re.compile(
    rf"(?<![a-z-])(?P<adjective>{_ADJECTIVAL}) (?P<words>(?:[ ][a-z'-]+){{1,6}}?) (?:{_LINK}){{1,2}} {_HEDGE}", re.VERBOSE
)
_RE_CAPITA: Final = re.compile(rf"(?<![a-z])per[ -](?:capita|head)(?:[ ][a-z'-]+){{1,6}}? (?:{_LINK}){{1,2}} {_HEDGE}", re.VERBOSE)
_RE_PRICE: Final = re.compile(
    rf"(?<![a-z])(?:{alternation(_WORDS['price']['words'].split())})(?:[ ]of[ ][a-z]+)?[ ](?:for|per|of)[ ](?:an?[ ]|each[ ]|one[ ]|every[ ])?"
    rf"(?P<noun>{alternation(_BOUGHT)})(?:[ ][a-z'-]+){{0,7}}? (?:{_LINK}){{1,2}} {_HEDGE}",
    re.VERBOSE,
)

_RE_PRICE_PER: Final = re.compile(
    rf"(?<![a-z])(?:{alternation(_WORDS['price']['words'].split())})[ ]per[ ](?P<noun>[a-z]+)(?:[ ][a-z'-]+){{0,4}}? (?:{_LINK}|[ ](?:to|from)){{1,2}} {_HEDGE}",
    re.VERBOSE,
)
_RE_COSTS: Final = re.compile(
    rf"(?<![a-z-])(?:an?|each|one|every)[ ](?:(?!of[ ])[a-z-]+[ ]){{0,2}}?(?P<noun>{alternation(_BOUGHT)})[ ](?:of[ ](?:[a-z]+[ ]){{1,2}})?"
    rf"(?:(?:will|would|now|can|may|could|currently|already|typically|usually)[ ]){{0,2}}(?:costs?|sells[ ]for|sold[ ]for|retails[ ](?:at|for)|fetch(?:es|ed)) {_HEDGE}",
    re.VERBOSE,
)


# "a slot costs", "each family will receive": of any thing, where the sum is a small one ("a bridge costs 5 million" tells of that bridge)
_ONE: Final = r"(?<![a-z-])(?:an?|each|one|every)[ ](?:(?!of[ ])[a-z-]+[ ]){0,3}?(?P<noun>[a-z-]+)[ ]"
_RE_ONE_COSTS: Final = re.compile(
    rf"{_ONE}(?:(?:that|which)[ ])?(?:(?:now|can|currently|already|typically|usually)[ ]){{0,2}}(?:from[ ][a-z]+[ ])?(?:costs|costing|sells[ ]for|selling[ ]for|sold(?:[ ][a-z]+)?[ ]for|fetche[sd]|"
    rf"retails[ ]at|goes[ ]for|charges|changes[ ]hands[ ](?:for|at)|sells[ ]at|trades[ ]at|(?:can|usually|typically)[ ]cost)(?:[ ](?:the[ ]|its[ ]|their[ ])?(?!of[ ])[a-z]+)?{_HEDGE}",
    re.VERBOSE,
)
_RE_PRICE_OF: Final = re.compile(
    rf"(?<![a-z])(?:price|cost|fee|fare|charge|rent|rate)[ ](?:of|for)[ ](?:[a-z]+ing[ ])?(?:an?|one|each|every)[ ](?:(?!of[ ])[a-z-]+[ ]){{0,3}}?(?P<noun>[a-z-]+)"
    rf"(?:(?:[ ](?:now|currently|already))?(?:{_LINK}){{1,2}}|[ ](?:by|from|averages|averaged|is[ ]put[ ]at|was[ ]put[ ]at|costs)){_HEDGE}",
    re.VERBOSE,
)
_RE_GIVEN: Final = re.compile(
    rf"(?<![a-z])(?:each|every)[ ](?:(?!of[ ])[a-z-]+[ ]){{0,2}}?(?P<noun>[a-z-]+)[ ](?:(?:will|would|can|could|may|is[ ]to|was|is|to)[ ]){{0,2}}(?:be[ ])?"
    rf"(?:receives?|received|gets?|got|pays?|paid|given|earns?|earned){_HEDGE}"
    # "pay the family of each victim 90 dollars"
    rf"|(?<![a-z])(?:pa(?:y|ys|id|ying)|gave|giv(?:e|es|ing)|offer(?:s|ed|ing)?|grant(?:s|ed)?|hand(?:s|ed)?|send(?:s|ing)?|sent|award(?:s|ed)?)(?:[ ][a-z]+){{0,3}}?[ ]"
    rf"(?:each|every)[ ](?P<given>[a-z]+){_HEDGE}"
    rf"|(?<![a-z])charg(?:e|es|ed|ing)[ ](?P<charged>adult|visitor|driver|customer|motorist|passenger|tourist|student|patient|user|household)s{_HEDGE}",
    re.VERBOSE,
)
_SMALL: Final = 10_000
_SINGLE: Final = 100_000  # of one thing of many: a flat, a car, a well


class Denominator(NamedTuple):
    """Code of the denominator and where its words stand."""

    code: str
    start: int
    end: int


def after(text: str, lower: str, position: int, *, rate: bool) -> Denominator | None:  # noqa: PLR0911 - one case a way to say it
    """The denominator right after a quantity that ends at `position`.

    `rate`: the amount may be a price ("50 dollars for a bottle").

    """
    if lower[position : position + 1] not in (" ", "-", "/"):
        return None
    match = _RE_PER.match(lower, position)
    if not match:
        return None
    begin = match.start() + (1 if lower[match.start()] in " -" else 0)
    if match["adverb"]:
        return Denominator(_PERIODS[match["adverb"]], begin, match.end())
    if match["adjective"]:
        known = match["flow"] in _FLOWS
        return Denominator(_PERIODS[match["adjective"]], match.start("adjective"), match.end("adjective")) if known else None
    end = match.end()
    if match["per"] or match["every"]:
        count = _RE_COUNT.match(lower, end)
        if count:
            word = _RE_BORN.match(lower, count.end()) or _RE_WORD.match(lower, count.end())
            counted = lower[end : count.end()].strip()
            return Denominator(f"{counted} {word.group()}" if word else counted, begin, word.end() if word else count.end() - 1)
    if match["article"] and _RE_EARLIER.match(lower, end):
        return None
    measured = unit.denominator(text, lower, end)
    if measured and not (match["for"] and (not rate or lower[end : measured[0]] not in _BOUGHT)):
        return Denominator(measured[1], begin, measured[0])
    word = _RE_WORD.match(lower, end)
    if not word:
        return None
    noun = word.group()
    if match["given"]:
        one_each = rate or match["given"] == "every"
        return Denominator(_CODES.get(noun, noun), begin, word.end()) if one_each else None
    if match["for"] and noun not in _BOUGHT and match.group().endswith("each "):
        # "for each | Orth | share"
        named = _RE_WORD.match(lower, word.end() + 1)
        if named and named.group() in _BOUGHT:
            word, noun = named, named.group()
    short = _SHORT.get(noun) if match["slash"] else _PERIODS.get(noun) if match["per"] else None
    if short:
        return Denominator(short, begin, word.end())
    if match["for"]:
        return Denominator(noun, begin, word.end()) if rate and noun in _BOUGHT else None
    if match["per"] or noun in _COUNTED:
        return Denominator(_CODES.get(noun, noun), begin, word.end())
    return None


def later(lower: str, position: int) -> Denominator | None:
    """A period told a few words after a quantity ("barrels on the market per day")."""
    match = _RE_LATER.match(lower, position)
    return Denominator(match["word"], match.start("all"), match.end("all")) if match else None


def inside(lower: str, start: int, end: int) -> Denominator | None:
    """The adjective that opens a counted noun phrase: "weekly flights" (but "weekly papers" are no flow)."""
    word, _, rest = lower[start:end].partition(" ")
    period = _PERIODS.get(word) if rest else None
    return Denominator(period, start, start + len(word)) if period and rest.rpartition(" ")[2] in _FLOWS else None


def priced(lower: str, start: int, value: Decimal) -> Denominator | None:
    """The thing that costs the sum at `start`: "a ticket will cost ..."; any thing where the sum, `value`, is small."""
    floor = max(0, start - 70)
    match = _RE_COSTS.search(lower, floor, start)
    if match is None and start - floor > 6:
        window = lower[floor:start]
        if "each " in window or "every " in window or "charg" in window:
            match = _RE_GIVEN.search(lower, floor, start)
        if match is None and value < _SMALL:
            match = _RE_ONE_COSTS.search(lower, floor, start)
        if match is None and value < _SINGLE and (" a" in window or " one " in window):
            match = _RE_PRICE_OF.search(lower, floor, start)
    if match is None:
        return None
    name = next(name for name in ("noun", "given", "charged") if match.groupdict().get(name))
    measured = unit.denominator(lower, lower, match.start(name))
    return Denominator(measured[1] if measured else match[name], match.start(name), match.end(name))


def before(lower: str, start: int) -> Denominator | None:
    """The denominator told before the amount: "annual output of ...", "per capita income is ...", "the price for a ton is ..."."""
    floor = max(0, start - 90)
    window = lower[floor:start]
    cut = max(window.rfind(". "), window.rfind(","), window.rfind("\n"), window.rfind(";"), window.rfind("(")) + 1
    if "per" in window and (match := _RE_CAPITA.search(window, cut)):
        return Denominator("capita", floor + match.start(), floor + match.start() + len("per capita"))
    if " per " in window and (match := _RE_PRICE_PER.search(window, cut)):
        return Denominator(match["noun"], floor + match.start("noun"), floor + match.end("noun"))
    if " for " in window and (match := _RE_PRICE.search(window, cut)):
        return Denominator(match["noun"], floor + match.start("noun"), floor + match.end("noun"))
    if "ly " not in window and "annual" not in window:
        return None
    match = _RE_BEFORE.search(window, cut)
    if not match or _FLOWS.isdisjoint(match["words"].split()):
        return None
    return Denominator(_PERIODS[match["adjective"]], floor + match.start("adjective"), floor + match.end("adjective"))
