"""Short forms of the names of one article: last names, first words, initials, names with their country left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from factdb.entity.gazetteer import gazetteer
from factdb.entity.heads import heads, words
from factdb.entity.sequence import Chunk
from factdb.values import EntityKind


@dataclass(slots=True)
class Raw:
    """A name as found by shape, at document offsets; `opening`: it opens a sentence."""

    start: int
    end: int
    chunk: Chunk
    opening: bool


@dataclass(slots=True)
class Survey:
    """The names of an article by the forms that may shorten them; each name with its first occurrence."""

    title_end: int = 0
    certain: set[str] = field(default_factory=set)  # names by more than a sentence's capital
    speakers: set[str] = field(default_factory=set)
    speaking: set[str] = field(default_factory=set)  # single words that act as people do
    firms: set[str] = field(default_factory=set)  # names with a noun for a firm beside them
    places: set[str] = field(default_factory=set)  # names that something lies in
    people: dict[str, dict[str, Raw]] = field(default_factory=dict)  # last name -> full name -> first occurrence
    starts: dict[str, dict[str, Raw]] = field(default_factory=dict)  # first word -> long name -> first occurrence
    initials: dict[str, tuple[str, EntityKind]] = field(default_factory=dict)
    fullest: dict[tuple[str, str], tuple[str, EntityKind]] = field(default_factory=dict)  # (first word, head) -> longest name
    prefixes: dict[str, tuple[str, EntityKind]] = field(default_factory=dict)  # a long name without its head -> the name
    seen: set[str] = field(default_factory=set)

    def add(self, item: Raw) -> None:
        """Note what may shorten the name of `item`."""
        chunk = item.chunk
        name = chunk.name
        if name in self.seen or " " not in name:
            return
        self.seen.add(name)
        parts = name.replace(",", "").split()
        if chunk.kind is EntityKind.PERSON:
            self.speakers.add(name)
        if chunk.kind is EntityKind.PERSON or chunk.method == "word":
            if chunk.kind is EntityKind.PERSON:
                self.certain.update(parts)
            last = parts[-2] if parts[-1] in ("Jr", "Jr.", "Sr", "Sr.") else parts[-1]
            self.people.setdefault(last, {}).setdefault(name, item)
        if chunk.kind is EntityKind.PERSON:
            return
        value = (name, chunk.kind)
        if chunk.method == "acronym":
            return
        for small in (False, True):
            letters = "".join(word[0] for word in parts if small or word[0].isupper()).upper()
            self.initials.setdefault(letters, value)
        if chunk.method not in ("shape", "word"):
            return
        if (
            chunk.head
            and len(parts) > 2
            and parts[-1].lower() == chunk.head
            and (chunk.kind in (EntityKind.BODY, EntityKind.COMPANY) or parts[-1] == "Express")
        ):
            self.prefixes.setdefault(" ".join(parts[:-1]).lower(), value)
        known = gazetteer().forms
        place = known.get(parts[0])
        if place is not None and len(parts) > 2:
            rest = " ".join(parts[1:])
            self.initials.setdefault("".join(word[0] for word in parts[1:]).upper(), value)
            self.fullest.setdefault(("", rest.lower()), value)
            self.starts.setdefault(parts[1], {}).setdefault(name, item)
        elif place is None:
            self.starts.setdefault(parts[0], {}).setdefault(name, item)
            if chunk.head:
                key = (parts[0].lower(), chunk.head)
                if len(name) > len(self.fullest.get(key, ("",))[0]):
                    self.fullest[key] = value

    def longer(self, name: str, item: Raw) -> Raw | None:
        """The full name that a single word shortens: the last new one before it, else the first one after it."""
        choices: Iterable[Raw] = self.people.get(name, {}).values()
        if not choices and item.chunk.kind is not EntityKind.PERSON and name not in words("common", "alone"):
            # only a name said before is cut to its first word
            choices = [
                other
                for other in self.starts.get(name, {}).values()
                if (other.start < item.start or item.start < self.title_end) and not _named_after(other.chunk)
            ]
        best: Raw | None = None
        for other in choices:
            if other.start < item.start or best is None:
                best = other
        return best

    def spelled_out(self, name: str) -> tuple[str, EntityKind] | None:
        """The name in the article that the capitals of `name` abbreviate ("SGR"; with a number: "IE6")."""
        letters = name.rstrip("0123456789")
        if len(letters) < 2 or not letters.isupper():
            return None
        if letters in gazetteer().forms:
            return None  # "EU27"
        found = self.initials.get(letters)
        if found is None and len(letters) > 2 and letters.endswith("S"):
            found = self.initials.get(letters[:-1])
        if found is None:
            return None
        # "IE9" was spelled out, "IE6" and "IE" go on from it
        return (f"{found[0].rstrip('0123456789 ')} {name[len(letters) :]}".strip(), found[1])

    def fuller(self, name: str, kind: EntityKind) -> tuple[str, EntityKind] | None:
        """The longer name with the same first word and head, or with the country before it ("Postal Service" of "U.S. Postal Service")."""
        if kind is EntityKind.PERSON:
            return None
        lower = name.lower()
        found = self.fullest.get(("", lower))
        if found is None and (whole := self.prefixes.get(lower)) is not None:
            # "Prairie State" of Prairie State University; "Halden Valley" may be a valley
            learned = whole[0].rsplit(" ", 1)[-1].lower() in words("town", "heads")
            found = whole if learned or kind is not EntityKind.PLACE else None
        if found is None:
            parts = lower.split()
            found = self.fullest.get((parts[0], parts[-1]))
            if found is not None and not set(parts) <= set(found[0].lower().split()):
                return None
        return found if found is not None and found[0] != name else None


def _named_after(chunk: Chunk) -> bool:
    """Whether the name is of two words, the second a head of public bodies, schools and the like: its first word alone is the town."""
    head = heads().get(chunk.head or "")
    return (
        head is not None
        and chunk.name.count(" ") == 1
        and (head.group in ("ministry", "agency", "place") or chunk.head in words("town", "heads"))
    )
