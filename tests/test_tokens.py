"""Tokenizer, tagger and noun phrase ends."""

from __future__ import annotations

import pytest

from factdb.lexicon import table
from factdb.text.tokens import noun_phrase_end, tokenize


def tagged(sentence: str) -> list[str]:
    return [f"{t.text}/{t.tag}" for t in tokenize(sentence, 0, len(sentence))]


def _examples() -> list[tuple[str, str]]:
    return [(name, line) for name in ("words", "verbs") for entry in table(name).values() for line in entry.get("yes", ())]


@pytest.mark.parametrize(("file", "line"), _examples())
def test_lexicon_examples(file: str, line: str) -> None:
    """Each word written "word/TAG" in a lexicon example gets that tag in its sentence."""
    sentence = " ".join(
        part.rpartition("/")[0] + part.rpartition("/")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") if "/" in part else part
        for part in line.split()
    )
    got = tagged(sentence)
    for part in line.split():
        if "/" in part:
            assert part.rstrip(".,;:") in got, (got, part)


@pytest.mark.parametrize(
    ("sentence", "tokens"),
    [
        ("Ms. Ito's son-in-law isn't 31.5 yet.", ["Ms.", "Ito", "'s", "son-in-law", "isn't", "31.5", "yet", "."]),
        ("U.S. firms' 1990s", ["U.S.", "firms", "'", "1990s"]),
        ("$5 a TEU, COP29 at 9:30", ["$", "5", "a", "TEU", ",", "COP29", "at", "9:30"]),
        ("we'll go", ["we", "'ll", "go"]),
    ],
)
def test_tokens(sentence: str, tokens: list[str]) -> None:
    assert [t.text for t in tokenize(sentence, 0, len(sentence))] == tokens


def test_offsets_are_the_documents() -> None:
    text = "Skip this. Take 12 apples."
    tokens = tokenize(text, 11, len(text))
    assert [text[t.start : t.end] for t in tokens] == [t.text for t in tokens] == ["Take", "12", "apples", "."]


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("They bought 26 new freight wagons from Spain.", "new freight wagons"),
        ("It lends to 300 small and medium-sized enterprises a year.", "small and medium-sized enterprises"),
        ("About 40 villagers were moved.", "villagers"),
        ("It trained 900 nurses last year.", "nurses"),
        ("It trained 900 nurses Monday.", "nurses"),
        ("The fair drew 70 member states' envoys.", "member states"),
        ("It opened 12 technical training centers.", "technical training centers"),
        ("It shipped 50 refrigerated containers carrying plums.", "refrigerated containers"),
        ("It repaired 14 locally built trams.", "locally built trams"),
        ("There are 8 of them.", ""),
    ],
)
def test_noun_phrase_end(sentence: str, phrase: str) -> None:
    tokens = tokenize(sentence, 0, len(sentence))
    first = next(i for i, t in enumerate(tokens) if t.tag == "NUM") + 1
    end = noun_phrase_end(tokens, first)
    assert " ".join(t.text for t in tokens[first:end]) == phrase
