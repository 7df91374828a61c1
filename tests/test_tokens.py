"""Tokenizer, tagger and noun phrase ends."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from factdb.lexicon import table
from factdb.text.tokens import noun_phrase_end, tokenize

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "tags.toml").read_text("utf-8"))["sentences"]
EXAMPLES = [line for name in ("words", "verbs") for entry in table(name).values() for line in entry.get("yes", ())]
RE_TAGGED = re.compile(r"(?P<word>[^\s/]+)/(?P<tag>[A-Z]+)")


@pytest.mark.parametrize("line", [*EXAMPLES, *CORPUS])
def test_tags(line: str) -> None:
    """Each word written "word/TAG" gets that tag, where it stands, in its sentence."""
    sentence = RE_TAGGED.sub(lambda match: match["word"], line)
    expected, shift = {}, 0
    for match in RE_TAGGED.finditer(line):
        expected[match.start() - shift] = (match["word"], match["tag"])
        shift += len(match["tag"]) + 1
    got = {t.start: (t.text, t.tag) for t in tokenize(sentence, 0, len(sentence)) if t.start in expected}
    assert got == expected


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
