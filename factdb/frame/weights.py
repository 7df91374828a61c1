"""What speaks for a metric, how much a place beside a figure says, and how much a field of lexicon/metrics.toml."""

from __future__ import annotations

from typing import Final

from factdb.frozen import dataclass
from factdb.values import Span

# place -> weight; the order is the order of evidence
PLACES: Final = {
    "head": 1.0,  # the counted noun
    "described": 0.85,  # an adjective of the counted noun ("unemployed people")
    "modifier": 0.7,  # another noun before it
    "after": 0.95,  # the noun right after the figure, or after "of"/"in"
    "after_modifier": 0.75,
    "substance": 0.8,  # what the tons are of
    "chain": 0.72,  # "in exports" after "an increase"
    "for": 0.5,
    "governor": 0.9,  # head of the phrase that governs the figure
    "governor_inner": 0.78,
    "verb": 0.86,
    "predicate": 0.97,
    "purpose": 0.55,  # "5 million to build"
    "subject": 0.6,
    "clause": 0.45,
    "sentence": 0.38,
    "previous": 0.3,
    "title": 0.27,
}
# field of metrics.toml -> factor
FIELDS: Final = {
    "heads": 1.0,
    "nouns": 1.0,
    "governs": 1.0,
    "of": 1.005,
    "of_doing": 1.05,
    "of_having": 1.05,
    "leant": 1.02,
    "weak": 0.5,
    "yardstick": 0.5,
    "verbs": 1.0,
    "strong_verbs": 1.2,
    "weak_verbs": 0.66,
    "predicates": 1.0,
    "passives": 1.06,
}


@dataclass(frozen=True, slots=True)
class Vote:
    """One piece of evidence: metric code, weight, the words, and the place they stand in."""

    metric: str
    weight: float
    evidence: Span | None
    place: str
