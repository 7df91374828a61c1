"""Entities: names, adjectives, acronyms and short forms of one article -> mentions with canonical names."""

from __future__ import annotations

from factdb.values import Article, EntityMention

__all__ = ["find"]


def find(text: str, article: Article) -> tuple[EntityMention, ...]:
    """Entity mentions of one article (folded text of the whole document), in text order; several may share a span ("the two countries")."""
    return ()
