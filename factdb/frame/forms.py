"""Forms of the verbs in our word lists, also of those that the tagger's lexicon lacks ("favoured", "shortens")."""

from __future__ import annotations

from collections.abc import Iterable

from factdb.text import tagger


def bases(verbs: Iterable[str]) -> dict[str, str]:
    """Every form of `verbs` (bare forms, one word each) -> its bare form."""
    wanted = set(verbs)
    found = {form: base for form, base in tagger.verb_forms().items() if base in wanted}
    for base in sorted(wanted):
        for form in (base, tagger.third(base), *tagger.regular(base, doubled=False), *tagger.regular(base, doubled=True)):
            if tagger.base(form) == form:
                found.setdefault(form, base)
    return found
