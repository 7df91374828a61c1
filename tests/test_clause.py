"""Verb groups, clauses, governors, subjects and objects on sentences with one figure in focus each."""

from __future__ import annotations

import pytest

from factdb.frame.clause import Form, Syntax, parse
from factdb.text.tokens import tokenize


def syntax(sentence: str) -> Syntax:
    return parse(tokenize(sentence, 0, len(sentence)))


def words(tree: Syntax, span: tuple[int, int] | None) -> str | None:
    return None if span is None else " ".join(t.text for t in tree.tokens[span[0] : span[1]])


GOVERNORS = [
    # sentence, figure, chain of the governing verb group, its subject
    ("The bakery plans to build 26 ovens in Lyon.", "26", "plan build", "The bakery"),
    ("The mill, built in 1990 for $5 million, makes bags.", "5", "build", "The mill"),
    ("The mill, built in 1990, makes 700 bags.", "700", "make", "The mill"),
    ("The reform, which covers 40 towns, will cut fees by 12 percent.", "12", "will cut", "The reform"),
    ("The reform, which covers 40 towns, will cut fees.", "40", "cover", "which"),
    ("The dam is not expected to be able to store 300 tons.", "300", "be expect be able store", "The dam"),
    ("About 300 waiters will be hired, he said.", "300", "will be hire", "300 waiters"),
    ("Exports will, by 2030, reach 50 tons.", "50", "will reach", "Exports"),
    ("Sales could in 2025 reach 50 tons.", "50", "could reach", "Sales"),
    ("The clerk said sales last year increased 4 percent.", "4", "increase", "sales"),
    ("Opened in 1990, the zoo keeps 500 birds.", "500", "keep", "the zoo"),
    ("In May, the total value of imported wine fell 5 percent.", "5", "fall", "the total value"),
    ("The bank has promised to lend $5 million and build 20 silos.", "20", "build", "The bank"),
    ("Rents rose 8 percent, and wages fell 2 percent.", "2", "fall", "wages"),
    ("Rents rose 8 percent and reached 900 euros.", "900", "reach", "Rents"),
    ("The line carries 90 trains a day, saving drivers 40 minutes.", "40", "save", "The line"),
    ("Wines imported from Chile rose 6 percent.", "6", "rise", "Wines"),
    ("Pupils surveyed said 3 buses were late.", "3", "be", "3 buses"),
]


@pytest.mark.parametrize(("sentence", "figure", "chain", "subject"), GOVERNORS)
def test_governor(sentence: str, figure: str, chain: str, subject: str) -> None:
    tree = syntax(sentence)
    start = sentence.index(figure)
    group = tree.governor(start, start + len(figure))
    assert group is not None
    assert " ".join(group.chain) == chain
    assert words(tree, tree.subject(group)) == subject


def test_shared_auxiliary() -> None:
    sentence = "They will mend roofs and paint 12 doors."
    tree = syntax(sentence)
    group = tree.governor(sentence.index("12"), sentence.index("12") + 2)
    assert group is not None
    assert group.shared
    assert [g.chain for g in tree.lineage(group)] == [("paint",), ("will", "mend")]


@pytest.mark.parametrize(
    ("sentence", "negated", "passive", "past", "form"),
    [
        ("It did not sell 4 cars.", True, False, True, Form.FINITE),
        ("It won't sell 4 cars.", True, False, False, Form.FINITE),
        ("Some 4 cars were sold.", False, True, True, Form.FINITE),
        ("A plan to sell 4 cars failed.", False, False, False, Form.INFINITIVE),
        ("It earned money by selling 4 cars.", False, False, False, Form.GERUND),
        ("Cars sold for $4 were rusty.", False, False, False, Form.PARTICIPLE),
    ],
)
def test_group_features(sentence: str, negated: bool, passive: bool, past: bool, form: Form) -> None:
    tree = syntax(sentence)
    group = tree.governor(sentence.index("4"), sentence.index("4") + 1)
    assert group is not None
    assert (group.negated, group.passive, group.past, group.form) == (negated, passive, past, form)


def test_object_and_openers() -> None:
    tree = syntax("If the bank builds 26 new branches, rents will rise 3 percent.")
    assert words(tree, tree.object(tree.groups[0])) == "26 new branches"
    assert [clause.opener for clause in tree.clauses] == ["if", ""]


def test_no_verb() -> None:
    tree = syntax("Profit: $3 million")
    assert tree.governor(9, 10) is None


def test_no_group_hangs_on_itself() -> None:
    """A line of bare verbs after "to" has no ring of parents."""
    for text in ("in support of the goal to recruit, train, support, and hire 400 more nurses", "To plan, train and hire 40 nurses"):
        tree = parse(tokenize(text, 0, len(text)))
        for place in range(len(tree.groups)):
            seen: list[int] = []
            at: int | None = place
            while at is not None:
                assert at not in seen
                seen.append(at)
                at = tree.groups[at].parent
