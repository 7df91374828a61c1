"""Files -> documents. PLACEHOLDER: reads UTF-8 text and a manifest.toml beside it."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

from factdb import pipeline
from factdb.text import structure
from factdb.values import Article, Document, Grain, Reference, Span


def read(path: Path, *, reference_date: dt.date | None = None, manifest: Path | None = None) -> Document:
    """The document of one file."""
    text = path.read_bytes().decode("utf-8")
    manifest = manifest or path.parent / "manifest.toml"
    if manifest.exists():
        entries = tomllib.loads(manifest.read_text(encoding="utf-8"))["document"]
        entry = next((e for e in entries if e["file"] == path.name), None)
        if entry:
            parts = entry["article"]
            ends = [p["start"] for p in parts[1:]] + [len(text)]
            articles = []
            for n, (part, end) in enumerate(zip(parts, ends, strict=True), 1):
                date = part.get("reference_date")
                reference = Reference(date, Grain(part.get("precision", "day")), "manifest") if date else None
                span = Span(part["start"], end)
                articles.append(Article(n, span, part["title"], structure.segments(text, span), reference))
            return Document(path.stem, text, tuple(articles))
    return pipeline.document(text, name=path.stem, reference_date=reference_date)
