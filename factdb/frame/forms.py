"""Forms of the verbs in our word lists, also of those that the tagger's lexicon lacks ("favoured", "shortens")."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from factdb.text import tagger


@cache
def _by_base() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for form, base in tagger.verb_forms().items():
        found.setdefault(base, []).append(form)
    return {base: tuple(of_it) for base, of_it in found.items()}


def listed(verbs: Iterable[str]) -> frozenset[str]:
    """The forms of `verbs` (bare forms) that the tagger's lexicon has."""
    known = _by_base()
    return frozenset(form for base in verbs for form in known.get(base, ()))


def bases(verbs: Iterable[str]) -> dict[str, str]:
    """Every form of `verbs` (bare forms, one word each) -> its bare form."""
    wanted = set(verbs)
    found = {form: base for base in wanted for form in _by_base().get(base, ())}
    for base in sorted(wanted):
        for form in (base, tagger.third(base), *tagger.regular(base, doubled=False), *tagger.regular(base, doubled=True)):
            if tagger.base(form) == form:
                found.setdefault(form, base)
    return found
