"""Entities: names, adjectives, acronyms and short forms of one article -> mentions with canonical names.

For other stages: `find` gives the mentions. A person's mention has the name without title, and the title beside it
(`EntityMention.title`, "Deputy Prime Minister"); an organisation told by its head noun ("General Administration of Customs",
"Halden University") is one mention of kind BODY or COMPANY; `canonical` gives the long name of an acronym or short form.
"""

from __future__ import annotations

from factdb.entity.article import Names, names
from factdb.entity.heads import canonical_form
from factdb.values import Article, EntityMention

__all__ = ["Names", "canonical", "canonical_form", "find", "names"]


def find(text: str, article: Article) -> tuple[EntityMention, ...]:
    """Entity mentions of one article (folded text of the whole document), in text order; several may share a span ("the two countries")."""
    return names(text, article).mentions


def canonical(name: str, text: str, article: Article) -> str:
    """The canonical name of `name` in this article, `name` itself where nothing is known. Cheap after `find`.

    "HPA" -> "Halden Port Authority" where the document spells it out, "Orth" -> "Lena Orth" where the article names her in full.
    """
    return names(text, article).canonical(canonical_form(name))
