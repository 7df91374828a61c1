"""The fingerprint of everything that decides what is extracted: code and word lists, a user's own included."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from factdb import lexicon

# of this package: what reads documents and turns text into claims; not the database, the command line, or a version number
_PARTS: Final = ("entity", "frame", "lexicon", "pipeline.py", "quantity", "readers", "text", "timex", "values.py")


def sha256() -> str:
    """64 hex digits; the same wherever the same files are installed."""
    digest = hashlib.sha256()
    package = files("factdb")
    for part in _PARTS:
        for name, content in _content(package.joinpath(part), part):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    for directory in lexicon.directories():
        for path in sorted(directory.glob("*.toml")):
            content = path.read_bytes()
            digest.update(f"+{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _content(node: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if node.is_dir():
        for child in sorted(node.iterdir(), key=lambda child: child.name):
            yield from _content(child, f"{name}/{child.name}")
    elif name.endswith((".py", ".toml")):
        # a checkout with other line ends is the same rules
        yield name, node.read_bytes().replace(b"\r\n", b"\n")
