"""Head nouns, titles and non-names: what the last, first or only word of a capitalised phrase tells."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from factdb import lexicon
from factdb.entity.gazetteer import gazetteer
from factdb.text import tagger
from factdb.values import EntityKind

_KINDS: Final = {kind.value: kind for kind in EntityKind}


class Head(NamedTuple):
    """A head noun: what it names and the connectors after which the name goes on ("of", "for", "on")."""

    group: str
    kind: EntityKind
    takes: frozenset[str]


@cache
def heads() -> dict[str, Head]:
    """Head noun in lower case -> what it tells; the first group to claim a word keeps it."""
    found: dict[str, Head] = {}
    for group, row in lexicon.table("entity_heads").items():
        head = Head(group, _KINDS[row["kind"]], frozenset(row.get("takes", ())))
        for word in row["words"]:
            found.setdefault(word, head)
    return found


@cache
def small_heads() -> dict[str, Head]:
    """Heads that join the name before them when written small ("the Isimba dam")."""
    table = lexicon.table("entity_heads")
    return {word: Head(group, _KINDS[row["kind"]], frozenset()) for group, row in table.items() for word in row.get("lower", ())}


@cache
def definite_heads() -> dict[str, tuple[str, EntityKind]]:
    """Noun of a definite phrase that stands for an earlier name ("the dam") -> its group and kind."""
    table = lexicon.table("entity_heads")
    found: dict[str, tuple[str, EntityKind]] = {}
    for group, row in table.items():
        for word in row.get("the", ()):
            found.setdefault(word, (group, _KINDS[row["kind"]]))
    return found


@cache
def titles() -> frozenset[str]:
    """Titles in lower case ("deputy prime minister", "mr")."""
    return frozenset(word for row in lexicon.table("titles").values() for word in row["words"])


@cache
def words(group: str, key: str) -> frozenset[str]:
    """The words under `key` of one group of not_names.toml (a list, or words in one string)."""
    found = lexicon.table("not_names")[group][key]
    return frozenset(found.split() if isinstance(found, str) else found)


@cache
def never() -> frozenset[str]:
    """Capitalised words that are no name anywhere."""
    return frozenset(word for row in lexicon.table("not_names").values() for word in row.get("never", ()))


@cache
def skipped() -> frozenset[str]:
    """Single capitalised words that are no name whatever stands around them."""
    return (never() | words("opening", "start") | words("common", "alone")) - gazetteer().forms.keys()


@cache
def cues(group: str, key: str = "words") -> frozenset[str]:
    """The words under `key` of one group of entity_cues.toml (a list, or verbs in one string)."""
    found = lexicon.table("entity_cues")[group][key]
    return frozenset(found.split() if isinstance(found, str) else found)


@cache
def postal() -> dict[str, str]:
    """The two letters of a state of the United States in an address -> its name."""
    return {row[:2]: row[3:] for row in lexicon.table("entity_cues")["postal"]["words"]}


def canonical_form(written: str) -> str:
    """`written` without a leading "the" and a trailing legal form ("Co.", "Ltd", "JSC")."""
    words = written.split()
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    while len(words) > 1 and words[-1].lower().strip(",") in cues("legal"):
        words = words[:-1]
    return " ".join(words).rstrip(",")


@cache
def is_plain(word: str) -> bool:
    """Whether a word, in lower case, is one of the language and not only a name."""
    return (
        word in words("noun", "small")
        or word in words("quality", "small")
        or word in heads()
        or word in cues("field")
        or tagger.known(word)
    )


def is_family(first: str, last: str) -> bool:
    """Whether a small town's name after an unknown word is rather a family's: "Maria Fontana", but "Downtown Fontana"."""
    entry, lower = gazetteer().forms.get(last), first.lower()
    town = entry is not None and entry.minor and entry.method == "gazetteer"
    return town and not tagger.known(lower) and lower not in words("part", "words")
