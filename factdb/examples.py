"""Runs the examples of the word lists, a user's own included: what an entry's `yes` must be read as, and its `no` must not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any, Final

from factdb import clues, lexicon, pipeline, quantity, timex
from factdb.text import layout_check
from factdb.text.fold import fold
from factdb.text.tokens import tokenize
from factdb.values import Claim, Grain, Quantity, Reference

# the day on which the examples are written
_TODAY: Final = Reference(dt.date(2024, 6, 14), Grain.DAY, "option")
_RE_WORD: Final = re.compile(r"\w+")
_RE_TAGGED: Final = re.compile(r"(?P<word>\S+)/(?P<tag>[A-Z]+)")

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that is not read as it says."""

    list: str
    entry: str
    example: str
    wanted: str
    got: str


def tables() -> Iterator[tuple[str, dict[str, Entry]]]:
    """Every word list by name, with its entries; a user's own are in."""
    names = {path.name.removesuffix(".toml") for path in files("factdb.lexicon").iterdir() if path.name.endswith(".toml")}
    for name in sorted(names):
        yield name, {key: entry for key, entry in lexicon.table(name).items() if isinstance(entry, dict)}


def examples(entry: Entry) -> list[str]:
    """The sentences of an entry, `yes` then `no`."""
    return [*entry.get("yes", ()), *entry.get("no", ())]


def failures(name: str, key: str, entry: Entry) -> Iterator[Failure]:
    """The examples of an entry that fail; nothing for a list that no check is known for (see CHECKED)."""
    check = CHECKED.get(name)
    if check is None:
        return
    for good, kind in ((True, "yes"), (False, "no")):
        given = entry.get(kind, ())
        for example, expected in given.items() if isinstance(given, dict) else ((one, None) for one in given):
            found = check(key, entry, example, expected, good)
            if found is not None:
                yield Failure(name, key, example, *found)


# a check returns None where all is well, else (what was wanted, what came)
Outcome = tuple[str, str] | None


def _quantities(sentence: str) -> tuple[Quantity, ...]:
    return quantity.find(fold(sentence))


def _shown(found: Iterable[Quantity]) -> list[str]:
    return [f"{one.value.normalize():f} {one.unit}" + (f"/{one.per}" if one.per else "") for one in found]


def _read_quantity(key: str, _entry: Entry, example: str, expected: str | None, good: bool) -> Outcome:
    """yes: the quantities in order, "value unit" or "value unit/per"; no: this unit is not read."""
    found = _quantities(example)
    if not good:
        return (f"no {key}", "; ".join(_shown(found))) if key in {one.unit for one in found} else None
    wanted = []
    for one in (expected or "").split(";"):
        value, _, unit = one.strip().partition(" ")
        wanted.append(f"{Decimal(value).normalize():f} {unit}")
    got = _shown(found)
    # an example that names no denominator does not ask for one
    got = [one if "/" in want else one.partition("/")[0] for one, want in zip(got, wanted, strict=False)] + got[len(wanted) :]
    return None if got == wanted else ("; ".join(wanted), "; ".join(got) or "nothing")


def _read_none(key: str, entry: Entry, example: str, expected: str | None, good: bool) -> Outcome:
    """As `_read_quantity`, but no: no quantity at all."""
    if good:
        return _read_quantity(key, entry, example, expected, good)
    got = _shown(_quantities(example))
    return ("no quantity", "; ".join(got)) if got else None


def _read_bound(_key: str, _entry: Entry, example: str, expected: str | None, good: bool) -> Outcome:
    got = [str(one.bound) for one in _quantities(example)]
    wanted = [expected] if good and expected else ["exact"]
    return None if got == wanted else (", ".join(wanted), ", ".join(got) or "nothing")


def _read_time(_key: str, entry: Entry, example: str, _expected: str | None, good: bool) -> Outcome:
    """yes: a time expression holds a word of the class; no: none does."""
    text = fold(example)
    times = [timex.resolve(e, _TODAY, text) for e in timex.find(text)]
    inside = " ".join((time.full if good else time.span).of(text).lower() for time in times if good or time.start is not None)
    met = set(_RE_WORD.findall(inside)) & set(entry["words"])
    return None if bool(met) is good else ("a word of it in a time" if good else "none of its words in a time", inside or "no time")


def _claims(example: str) -> list[Claim | None]:
    """The claim at each figure that stands in [brackets]; None where no figure was found."""
    starts = [match.start() - 2 * number for number, match in enumerate(re.finditer(r"\[", example))]
    text = example.replace("[", "").replace("]", "")
    found = pipeline.claims(pipeline.document(text, reference_date=_TODAY.date, split=False))
    return [next((c for c in found if c.quantity.span.start <= start < c.quantity.span.end), None) for start in starts]


def _slot(read: Callable[[Claim], str | None], wanted: Callable[[str, Entry], str | None]) -> Callable[..., Outcome]:
    """A check of one slot of the figures in brackets: yes: all have the wanted value; no: none has."""

    def check(key: str, entry: Entry, example: str, _expected: str | None, good: bool) -> Outcome:
        want = wanted(key, entry)
        if want is None or "[" not in example:
            return None
        got = [read(claim) if claim else "no figure" for claim in _claims(example)]
        fine = all(one == want for one in got) if good else want not in got
        return None if fine else (want if good else f"not {want}", ", ".join(str(one) for one in got))

    return check


def _read_tags(_key: str, _entry: Entry, example: str, _expected: str | None, good: bool) -> Outcome:
    """Each word written word/TAG gets that tag in its sentence."""
    if not good:
        return None
    sentence = _RE_TAGGED.sub(lambda match: match["word"], example)
    got = [f"{token.text}/{token.tag}" for token in tokenize(sentence, 0, len(sentence))]
    missing = [match.group() for match in _RE_TAGGED.finditer(example) if match.group() not in got]
    return (", ".join(missing), " ".join(got)) if missing else None


# word list -> the check of its examples; the tests of the program check the examples of the others
def _read_layout(key: str, _entry: Entry, example: str, _expected: None, good: bool) -> Outcome:
    """yes: a line of that sort; for abbreviations, sentences with a bar where each ends."""
    return layout_check.outcome(key, example, good=good)


def _read_dating(key: str, _entry: Entry, example: str, _expected: None, good: bool) -> Outcome:
    """yes: one of the words is in the sentence."""
    if (re.search(clues.pattern(key), example) is not None) is good:
        return None
    return (key if good else f"no {key}", f"no {key}" if good else key)


CHECKED: Final[dict[str, Callable[[str, Entry, str, Any, bool], Outcome]]] = {
    "bounds": _read_bound,
    "changes": _slot(lambda claim: claim.direction, lambda _, entry: entry.get("direction")),
    "currencies": _read_quantity,
    "denominators": _read_quantity,
    "dating": _read_dating,
    "layout": _read_layout,
    "lookalikes": _read_none,
    "metrics": _slot(lambda claim: claim.metric, lambda key, _: key),
    "modality": _slot(lambda claim: claim.modality, lambda _, entry: entry["modality"]),
    "numbers": _read_none,
    "times": _read_time,
    "units": _read_quantity,
    "verbs": _read_tags,
    "words": _read_tags,
}
