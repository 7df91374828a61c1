"""One place where a quantity may begin -> the quantity there, if there is one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from factdb.quantity import bound, fraction, lookalike, money, noun, number, per, unit
from factdb.quantity import lexemes as lex
from factdb.quantity.draft import Draft
from factdb.quantity.number import Number
from factdb.lexicon import table
from factdb.text import tagger
from factdb.text.tokens import TIME_NOUNS
from factdb.values import Bound, Direction, Kind, Span, Tier

_ONE_AND_HALF: Final = Decimal("1.5")
_RE_HALF_MORE: Final = re.compile(r" and a half(?![a-z])")
_RE_OF: Final = re.compile(r"[ ]of[ ](?=[a-z])")
_RE_AGE: Final = re.compile(r"[ -](?:years?|months?|weeks?|days?)[ -]olds?(?![a-z])|[ ]years?[ ]of[ ]age(?![a-z])")
_RE_AGED: Final = re.compile(r"(?<![a-z])(?:aged?|ages|turned|turning|turns)[ ](?:of[ ]|over[ ]|under[ ]|between[ ]|from[ ])?\Z")
_RE_COMMA_AGE: Final = re.compile(r"[A-Za-z][a-z.]*,[ ]\Z")
_PERSONAL: Final = frozenset({"NOUN", "NV", "JN", "GN", "NAME"})
_RE_PLURAL_THEN: Final = re.compile(r"[ ](?P<word>[a-z]+)")
_RE_WORD: Final = re.compile(r"[a-z]+")
_CASUALTIES: Final = frozenset(table("lookalikes")["casualty"]["words"].split())
_HYPHEN: Final = frozenset(table("lookalikes")["hyphen"]["words"].split())
_IDIOM: Final = frozenset(table("lookalikes")["idiom"]["words"].split())
_SIGNS: Final = {"-": Direction.DOWN, "+": Direction.UP}


class Outcome(NamedTuple):
    """What was read at a place: the draft or None, and where to go on."""

    draft: Draft | None
    end: int


def read(text: str, lower: str, start: int) -> Outcome:
    """The quantity that begins at `start` (a match of `lexemes.RE_START`). Texts are folded; `lower` is in lower case."""
    first = lower[start]
    if "0" <= first <= "9" or first in lex.GLYPH:
        return _figures(text, lower, start)
    match = _RE_WORD.match(lower, start)
    assert match
    word, end = match.group(), match.end()
    if (
        lower[start - 1 : start] == "-"
        and start > 1
        and lower[start - 2].isalnum()
        and not lower.endswith(("to-", "or-", "mid-"), 0, start)
    ):
        return Outcome(None, end)  # "mid-twenties", "post-one"
    found: Draft | Number | None
    if word in lex.DENOMINATOR:
        found = fraction.half(text, lower, start)
        if isinstance(found, Number):
            return _year_and_half(text, lower, found) if found.value == _ONE_AND_HALF else _number(text, lower, found)
        return _finish(text, lower, found, end)
    if word in lex.MULTIPLE_VERB:
        return _finish(text, lower, fraction.multiple_verb(lower, start), end)
    if word in lex.MULTIPLE_ADVERB:
        return _finish(text, lower, fraction.multiple_adverb(lower, start), end)
    if word in lex.PART:
        found = fraction.part(text, lower, start)
        return Outcome(found, found.end if found else end)
    if word in lex.WHOLE:
        return _both(text, lower, start, end)
    if word in lex.YEARS:
        return _years(text, lower, start, word, end)
    if word.endswith("fold"):
        value = lex.CARDINAL[word[:-4]]
        return _finish(text, lower, fraction.times(text, lower, Number(start, end - 4, value)), end)
    num = number.read(lower, start)
    if num is None:
        return Outcome(None, _skip_word(lower, end))
    return _number(text, lower, num)


def _skip_word(lower: str, position: int) -> int:
    while lower[position : position + 1] == "-":
        match = _RE_WORD.match(lower, position + 1)
        if not match:
            break
        position = match.end()
    return position


def _figures(text: str, lower: str, start: int) -> Outcome:
    num = number.read(lower, start)
    assert num
    sign = None
    currency = money.before(text, lower, start)
    before = lower[start - 1 : start]
    if before == "." and (start < 2 or not lower[start - 2].isalnum()):
        num = Number(start - 1, num.end, num.mantissa / 10 ** (num.end - start), num.scale, True, num.significant)
        before = lower[start - 2 : start - 1]
    slash = fraction.slashed(text, lower, num)
    if slash:
        return _finish(text, lower, slash, num.end)
    if currency is None:
        if lookalike.listed(text, num) or lookalike.glued(text, lower, num):
            return Outcome(None, lookalike.blob_end(lower, start))
        if lookalike.dated(text, lower, num):
            return Outcome(Draft(num, num.start, num.end, num.value, "count", "count", "date", bare=True, doubt="date"), num.end)
        opens = num.start < 2 or not (lower[num.start - 2].isalnum() or lower[num.start - 2] in ")]%")
        if before in _SIGNS and opens and not lower.startswith(" ", num.start - 1):
            sign = before
            num.start -= 1
            if sign != "+":
                num.mantissa = -num.mantissa
    else:
        number.scale_as_money(lower, num)
        if lookalike.glued(" " * 0 + text, lower, Number(num.end, num.end, num.mantissa)) if False else False:
            return Outcome(None, num.end)
        if currency.start and text[currency.start - 1] == "-" and (currency.start < 2 or not text[currency.start - 2].isalnum()):
            num.mantissa = -num.mantissa
            sign = "-"
    outcome = _number(text, lower, num, currency)
    if sign and outcome.draft:
        outcome.draft.direction = _SIGNS[sign]
    return outcome


def _number(text: str, lower: str, num: Number, currency: money.Match | None = None) -> Outcome:
    """The quantity whose number is `num`."""
    value, end = num.value, num.end
    one = value == 1 or (not num.digits and value == Decimal("0.5"))
    if currency:
        found = Draft(num, currency.start, end, value, currency.code, "money", "money.before", money_before=True)
        found.unit_span = Span(currency.start, currency.end)
        tail = money.after(text, lower, end, scaled=num.scale != 1)
        if tail and (tail.code == currency.code or currency.code == "USD"):
            found.end, found.unit = tail.end, tail.code
        return _finish(text, lower, found, found.end)
    part = fraction.of_unit(lower, num)
    if part:
        measure = unit.after(text, lower, part.end, one=True)
        if measure:
            return _measured(text, lower, part, measure)
    named = num.digits and num.value == 1 and lookalike.named(text, lower, num, counted=False)
    special = fraction.words(text, lower, num) or (None if named else fraction.out_of(text, lower, num)) or fraction.times(text, lower, num)
    if special:
        return _finish(text, lower, special, special.end)
    stop = end
    after = bound.after(lower, end)
    if after and lower.startswith(("-plus", "+", " plus ", "-odd", "-something"), end):
        stop = after[1].end
    position = stop
    if num.vague and lower.startswith(" of ", position):
        position += 3
    found_money = money.after(text, lower, position, scaled=num.scale != 1)
    if found_money and found_money.code == "KRW" and num.plain and num.end - num.start == 4:
        found_money = None  # "1917 won": a title, a ticket
    if found_money:
        found = Draft(num, num.start, found_money.end, value, found_money.code, "money", "money.after")
        found.unit_span = Span(found_money.start, found_money.end)
        return _finish(text, lower, found, found.end)
    measure = unit.after(text, lower, position, one=one)
    if measure and _no_duration(lower, num, measure):
        return Outcome(_bare(text, lower, Draft(num, num.start, num.end, value, "count", "count", "name"), "name"), measure.end)
    if measure and not _metre_is_million(text, lower, num, measure):
        return _measured(text, lower, num, measure)
    if measure and measure.unit.code == "m":
        num.scale, num.end = lex.ABBREVIATION["m"], measure.end
        value, position = num.value, measure.end
        found_money = money.after(text, lower, position, scaled=True)
        if found_money:
            found = Draft(num, num.start, found_money.end, value, found_money.code, "money", "money.after")
            found.unit_span = Span(found_money.start, found_money.end)
            return _finish(text, lower, found, found.end)
        again = unit.after(text, lower, position)
        if again:
            return _measured(text, lower, num, again)
    if num.figures and num.scale == 1 and text[num.end : num.end + 1] in ("M", "B") and not text[num.end + 1 : num.end + 2].isalnum():
        if noun.after_number(text, lower, num.end + 1):  # "12M users"
            num.scale, num.end = lex.ABBREVIATION[lower[num.end]], num.end + 1
            position = num.end
    return _counted(text, lower, num, position)


def _no_duration(lower: str, num: Number, measure: unit.Match) -> bool:
    """ "World Cup 2018 day five", "one day he left": a unit's word that measures nothing."""
    if measure.unit.dimension != "time":
        return False
    singular = lower[measure.end - 1] != "s"
    if (
        lower.startswith(" ago", measure.end)
        and lower[measure.end + 4 : measure.end + 5] in ("", "\n")
        and (num.start == 0 or lower[num.start - 1] == "\n")
    ):
        return True  # a page's own words
    if num.plain and 1900 <= num.value <= 2100 and singular and lower[num.end] == " " and num.end - num.start == 4:
        return not lower.startswith((" old", "-old"), measure.end)
    if num.value == 1 and not num.digits and measure.unit.code == "day":
        before = lower[max(0, num.start - 10) : num.start].rstrip().rpartition(" ")[2]
        return (
            before not in ("in", "within", "for", "of", "only", "than", "just", "least", "about", "least", "last", "took", "to")
            and lower[num.end] != "-"
        )
    return False


def _year_and_half(text: str, lower: str, num: Number) -> Outcome:
    """ "a year and a half": the unit stands inside the number's words."""
    measure = unit.after(text, lower, num.start + (2 if lower[num.start + 1] == "n" else 1), one=True)
    if not measure:
        return Outcome(None, num.end)
    found = Draft(
        num, num.start, num.end, num.value * measure.unit.times, measure.unit.code, measure.unit.dimension, f"unit.{measure.unit.dimension}"
    )
    found.unit_span = Span(measure.start, measure.end)
    return _finish(text, lower, found, num.end)


def _metre_is_million(text: str, lower: str, num: Number, measure: unit.Match) -> bool:
    """Whether the "m" after a number is a million: a unit or a counted noun follows ("1.2m tons", "24m passengers")."""
    if measure.unit.code != "m" or measure.end - measure.start != 1 or num.scale != 1:
        return False
    if unit.after(text, lower, measure.end) or money.after(text, lower, measure.end, scaled=True):
        return True
    following = _RE_PLURAL_THEN.match(lower, measure.end)
    if not following or following["word"].startswith(("hurdle", "sprint", "race", "runner", "heat", "final", "record", "relay")):
        return False
    phrase = noun.after_number(text, lower, measure.end)
    return phrase is not None and phrase.end - phrase.start < 40


def _measured(text: str, lower: str, num: Number, measure: unit.Match) -> Outcome:
    kind = measure.unit
    found = Draft(num, num.start, measure.end, num.value * kind.times, kind.code, kind.dimension, f"unit.{kind.dimension}")
    found.unit_span = Span(measure.start, measure.end)
    half = _RE_HALF_MORE.match(lower, measure.end)
    if half:  # "a year and a half"
        found.value += kind.times / 2
        found.end = half.end()
    if kind.per:
        found.per, found.per_span = kind.per, Span(measure.start, measure.end)
    if kind.dimension == "time":
        age = _RE_AGE.match(lower, num.end)
        if kind.code == "year" and _RE_AGED.search(lower, max(0, num.start - 14), num.start):
            found.tier, found.rule = Tier.OPTIONAL, "age"
        if age:
            found.end, found.tier, found.rule = age.end(), Tier.OPTIONAL, "age"
    return _finish(text, lower, found, found.end)


def _counted(text: str, lower: str, num: Number, position: int) -> Outcome:
    """A number without unit: a counted noun after it, a casualty word, or nothing."""
    value = num.value
    one = value == 1
    hanging = lower[position : position + 1] == "-"
    found = Draft(num, num.start, num.end, value, "count", "count", "count")
    if hanging and lower[position + 1 : position + 2].isalpha():
        word = re.compile(r"[a-z]+(?:-[a-z]+)*").match(lower, position + 1)
        name = word.group() if word else ""
        if (
            not name
            or text[position + 1].isupper()
            or name in _HYPHEN
            or name.rpartition("-")[2] in ("old", "olds")
            or value == 0
            or one
            or name in lex.SCALE
            or name in ("to", "or", "and")
        ):
            return Outcome(_bare(text, lower, found, "hyphen") if name in ("to", "or", "and") else None, _skip_word(lower, num.end))
    if one and not num.digits:
        following = _RE_PLURAL_THEN.match(lower, position)
        if lower.startswith(" of ", position):
            return _one_of(text, lower, found)
        if not following or following["word"] in _IDIOM:
            return Outcome(None, num.end)
        before = lower[max(0, num.start - 9) : num.start].rstrip().rpartition(" ")[2]
        named = text[num.start].isupper() and text[max(0, num.start - 2)].isalnum() and not text[num.start + 1].isupper()
        if named or before in (
            "no",
            "any",
            "every",
            "each",
            "some",
            "this",
            "that",
            "the",
            "which",
            "only",
            "another",
            "loved",
            "good",
            "by",
            "day",
            "and",
        ):
            return Outcome(None, num.end)
    if value == 0 and not num.digits:
        return Outcome(None, num.end)
    place = position
    if num.vague and lower.startswith(" of ", num.end):
        phrase = (
            noun.group(text, lower, num.end + 3)
            if lower.startswith((" of the ", " of his ", " of its ", " of their "), num.end)
            else noun.after_number(text, lower, num.end + 3)
        )
    elif num.vague and lower[num.start : num.end].endswith("s") and not num.mantissa * num.scale == 2:
        phrase = None
    else:
        phrase = noun.after_number(text, lower, place, one=one)
    counted = phrase is not None
    if phrase is None and num.vague and lower.startswith(" of ", num.end):
        phrase = noun.group(text, lower, num.end + 3)
    if one and not num.digits and phrase is None:
        return Outcome(None, num.end)
    if phrase and " and " in lower[phrase.start : phrase.end] and num.value != num.value.to_integral_value() and num.scale == 1:
        phrase, counted = None, False
    if num.digits and (
        lookalike.addressed(text, num) or lookalike.named(text, lower, num, counted=counted) or lookalike.year(lower, num, counted=counted)
    ):
        age = _aged(lower, num, found)
        return Outcome(age, num.end) if age else Outcome(_bare(text, lower, found, "name"), num.end)
    if not num.digits and _reference_word(lower, num):
        return Outcome(None, num.end)
    if phrase:
        found.end = phrase.end
        found.head, found.head_span, found.noun_span = phrase.head, Span(phrase.head_start, phrase.end), Span(phrase.start, phrase.end)
        modifier = lower[phrase.start : phrase.head_start]
        if modifier.startswith(("more ", "additional ", "extra ")):
            found.direction = Direction.UP
        elif modifier.startswith(("fewer ", "less ")):
            found.direction = Direction.DOWN
        return _finish(text, lower, found, phrase.end)
    if lower.startswith((" of ",), num.end) and not num.vague:
        group = noun.group(text, lower, num.end + 3)
        if group and noun.is_plural(group.head) and not any(map(str.isdigit, lower[num.end : group.end])):
            found.end = group.end
            found.head, found.head_span, found.noun_span = group.head, Span(group.head_start, group.end), Span(group.start, group.end)
            return _finish(text, lower, found, group.end)
    if hanging:
        found.hanging = True
    bare = _bare(text, lower, found, _doubt(text, lower, num, position))
    return Outcome(bare, bare.per_span.end if bare.per_span else num.end)


def _reference_word(lower: str, num: Number) -> bool:
    """ "day five", "phase two": a number word that names."""
    before = lower[max(0, num.start - 14) : num.start].rstrip(" ").rpartition(" ")[2]
    return before in _REFERENCE_WORDS


_REFERENCE_WORDS: Final = frozenset(
    "day phase chapter article number round part stage step level group class grade type tier act volume episode season game week category"
    " version paragraph section division world platform gate route highway plan no title".split()
)


_RE_OPENING: Final = re.compile(r"[.!?][ \n]\Z")


def _doubt(text: str, lower: str, num: Number, position: int) -> str | None:
    """Why a bare number may be none; `position` is behind it and what is glued to it ("-plus")."""
    if num.vague:
        return "vague"
    if lookalike.bracketed(text, num):
        return "bracket"
    follows = lower[position : position + 1]
    if follows.isalpha() or follows in ("'", "_", "&"):
        return "glued"
    if follows == "-" and lower[position + 1 : position + 2] != " ":
        return "hyphen"
    if lookalike.described(lower, num):
        return "name"
    if num.digits and lower.endswith("top ", 0, num.start):
        return "name"
    if not num.digits and lower.endswith(("half past ", "quarter past ", "quarter to ", "half-past "), 0, num.start):
        return "clock"
    if lower[num.end - 1] == "k" and num.value <= 42000 and num.digits:
        return "race"
    if _RE_OPENING.search(text[max(0, num.start - 3) : num.start]) and lower.startswith(", ", num.end) and num.plain:
        return "date"
    if num.article:
        return None if num.value >= 100 else "article"
    line = lower.rfind("\n", max(0, num.start - 200), num.start)
    alone = text[line + 1 : num.start].strip() == "" and lower[num.end : num.end + 1] in ("\n", "")
    if alone:
        return "alone"
    return None


def _aged(lower: str, num: Number, found: Draft) -> Draft | None:
    """ "aged 66", "Lopez, 66,": a person's age, optional."""
    before = lower[max(0, num.start - 14) : num.start]
    if num.value > 120 or num.value != num.value.to_integral_value():
        return None
    if _RE_AGED.search(before):
        found.unit, found.dimension, found.rule, found.tier, found.doubt, found.bare = "year", "time", "age", Tier.OPTIONAL, None, False
        return found
    return None


def _bare(text: str, lower: str, found: Draft, doubt: str | None) -> Draft:
    found.bare, found.doubt = True, doubt
    num = found.number
    age = _aged(lower, num, found)
    if age:
        return _bounded(lower, age)
    if (
        num.plain
        and num.value < 120
        and lower[num.end : num.end + 1] in (",", ";", ".", ")")
        and _RE_COMMA_AGE.search(text[max(0, num.start - 20) : num.start])
    ):
        name = text[max(0, num.start - 20) : num.start].rstrip(", ").rpartition(" ")[2]
        person = name[:1].isupper() or (tagger.code(name) in _PERSONAL and not noun.is_plural(name))
        if person and num.value > 4 and lower[num.end : num.end + 1] == ",":
            found.unit, found.dimension, found.rule, found.tier, found.bare = "year", "time", "age", Tier.OPTIONAL, False
            return found
    following = _RE_PLURAL_THEN.match(lower, num.end)
    if following and following["word"] in _CASUALTIES and doubt is None:
        found.head, found.head_span = following["word"], Span(following.start("word"), following.end("word"))
    if num.vague:
        found.bound, found.tier = Bound.GT, Tier.OPTIONAL
        return found
    if lower.startswith((" per ", " a "), num.end):
        denominator = per.after(text, lower, num.end, rate=False)
        if denominator:
            found.per, found.per_span = denominator.code, Span(denominator.start, denominator.end)
    return _bounded(lower, found)


def _one_of(text: str, lower: str, found: Draft) -> Outcome:
    """ "one of the largest banks": optional."""
    phrase = noun.group(text, lower, found.number.end + 3)
    if not phrase or not noun.is_plural(phrase.head):
        return Outcome(None, found.number.end)
    found.end, found.tier, found.rule = phrase.end, Tier.OPTIONAL, "one_of"
    found.head, found.head_span, found.noun_span = phrase.head, Span(phrase.head_start, phrase.end), Span(phrase.start, phrase.end)
    return Outcome(found, phrase.end)


def _both(text: str, lower: str, start: int, end: int) -> Outcome:
    """ "both sides": optional; "both A and B" is no count."""
    place = end
    match = re.compile(r" (?:of )?(?:the|these|those|our|their|its|his|her|my|your)(?= )").match(lower, end)
    if match:
        place = match.end()
    phrase = noun.after_number(text, lower, place)
    before = lower[max(0, start - 6) : start].rstrip().rpartition(" ")[2]
    listed = phrase and lower.startswith(" and ", phrase.end) and not lower.startswith((" and their", " and its"), phrase.end)
    if (
        not phrase
        or listed
        or before in ("are", "were", "is", "was")
        or " and " in lower[phrase.start : phrase.end]
        or phrase.end - phrase.start > 45
    ):
        return Outcome(None, end)
    num = Number(start, end, Decimal(2))
    found = Draft(num, start, phrase.end, Decimal(2), "count", "count", "both", tier=Tier.OPTIONAL)
    found.head, found.head_span, found.noun_span = phrase.head, Span(phrase.head_start, phrase.end), Span(phrase.start, phrase.end)
    return Outcome(found, phrase.end)


def _years(text: str, lower: str, start: int, word: str, end: int) -> Outcome:
    """ "decades", "centuries", "a decade": lengths of time without a number; optional."""
    before = lower[max(0, start - 12) : start].rstrip(" ").rpartition(" ")[2]
    if (
        word in ("century", "decade", "millennium")
        and lower[end : end + 1] != "-"
        and before not in ("a", "half", "past", "last", "next", "coming", "previous", "preceding", "over")
    ):
        return Outcome(None, end)
    if lower[end : end + 1] == "-" and not lower.startswith(("-old", "-long"), end):
        return Outcome(None, end)
    span_end = end
    age = re.compile(r"-(?:old|long)(?![a-z])").match(lower, end)
    if age:
        span_end = age.end()
    num = Number(start, end, lex.YEARS[word])
    found = Draft(num, start, span_end, num.value, "year", "time", "years", tier=Tier.OPTIONAL)
    found.unit_span = Span(start, end)
    half = _RE_HALF_MORE.match(lower, end)
    if half:
        found.value += num.value / 2
        found.end = half.end()
    if word in ("decades", "centuries", "millennia"):
        found.bound = Bound.GT
        return Outcome(found, span_end)
    return Outcome(_bounded(lower, found), found.end)


def _bounded(lower: str, found: Draft) -> Draft:
    """Adds the bound told before or after the number."""
    told = bound.before(lower, found.start)
    if told:
        found.bound, found.bound_span = told
        word = lower[told[1].start : told[1].end]
        if (
            found.unit == "count"
            and not found.number.digits
            and found.value <= 12
            and word in ("over", "above", "below", "under", "beyond")
        ):
            found.bound, found.bound_span = Bound.EXACT, None  # "the bridge over two rivers"
        if found.dimension == "time" and lower[told[1].start : told[1].end] == "over" and not _lasting(lower, told[1].start):
            found.bound, found.bound_span = Bound.EXACT, None  # "over five years": during them
    for place in (found.number.end, found.end, found.outer):
        later = bound.after(lower, place)
        if later and (not told or told[0] in (Bound.EXACT, Bound.APPROX)):
            found.bound, found.bound_span = later
            break
    if found.number.vague:
        found.bound, found.tier = Bound.GT, Tier.OPTIONAL
    return found


_RE_LASTING: Final = re.compile(
    r"(?:for|lasted|last|lasting|is|was|are|were|of|took|takes|take|spent|spanning|spans|spanned|with|well|than|after|in|has|have|had|aged|age|just)[ ]?\Z"
)


def _lasting(lower: str, position: int) -> bool:
    """Whether "over" before a duration limits it ("for over ten years")."""
    return bool(_RE_LASTING.search(lower[max(0, position - 12) : position]))


def _finish(text: str, lower: str, found: Draft | None, end: int) -> Outcome:
    """Adds bound, denominator and the noun a unit is of."""
    if found is None:
        return Outcome(None, end)
    _bounded(lower, found)
    if found.per is None and found.unit != "multiple" and found.kind is not Kind.SHARE:
        _denominated(text, lower, found)
    if found.unit not in ("count", "percent", "multiple") and found.noun_span is None:
        _noun_of(text, lower, found)
        of = found.noun_span
        if found.per is None and of and lower.startswith(" of ", found.end):
            denominator = per.after(text, lower, of.end, rate=False)
            if denominator:
                found.per, found.per_span = denominator.code, Span(denominator.start, denominator.end)
    # "per 100,000 people": the count inside belongs to the denominator
    return Outcome(found, max(end, found.end, found.per_span.end if found.per_span and found.per_span.start <= found.end + 1 else 0))


def _denominated(text: str, lower: str, found: Draft) -> None:
    """Adds what the amount is told per."""
    denominator = per.after(text, lower, found.end, rate=found.dimension == "money")
    ratio = found.dimension.startswith("ratio")
    if ratio and denominator and denominator.code not in ("year", "month", "week", "day", "quarter", "hour"):
        denominator = None
    if denominator is None and not ratio and found.dimension != "time":
        denominator = per.later(lower, found.end) or per.before(lower, found.start)
    if denominator:
        found.per, found.per_span = denominator.code, Span(denominator.start, denominator.end)


def _noun_of(text: str, lower: str, found: Draft) -> None:
    """The noun that a measure is of or describes: "300 tons **of grain**", "100-megawatt **plant**", "$3 billion **loan**"."""
    of = _RE_OF.match(lower, found.end)
    if of:
        phrase = noun.group(text, lower, found.end + 3)
    elif lower[found.end : found.end + 1] == " " and found.dimension != "time":
        phrase = noun.after_number(text, lower, found.end, one=True)
        if phrase and (phrase.end - phrase.start > 50 or phrase.head in TIME_NOUNS or phrase.head[0].isdigit()):
            phrase = None
    else:
        phrase = None
    if phrase:
        found.head, found.head_span, found.noun_span = phrase.head, Span(phrase.head_start, phrase.end), Span(phrase.start, phrase.end)
