"""HTML: the main text found, one block a line, blank lines between; needs selectolax (extra `docs`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from factdb.errors import DocumentError
from factdb.readers.decode import decode
from factdb.readers.extra import library
from factdb.readers.jsonlines import iso_date
from factdb.readers.source import Source
from factdb.text import layout

if TYPE_CHECKING:
    import datetime as dt

_RE_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*(?P<name>[A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_RE_BLANKS: Final = re.compile(r"[\s\x1e]+")
# stands for <br>; two of them part paragraphs
_BREAK: Final = "\x1e"
_RE_BREAKS: Final = re.compile(r"\x1e\s*\x1e[\s\x1e]*")
_RE_BLANK_LINES: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
# parts of a page that are never its text
_OUT: Final = (
    "script, style, noscript, template, nav, aside, footer, form, button, select, iframe, svg, dialog, [hidden], [aria-hidden=true]"
)
_HEADINGS: Final = {f"h{n}" for n in range(1, 7)}
_BLOCKS: Final = frozenset(_HEADINGS | {"p", "li", "blockquote", "figcaption", "pre", "tr", "dt", "dd", "caption", "time", "address"})
# where the text of a page lies, the surest first; a place counts when it holds this share of all paragraphs' characters
_PLACES: Final = ("article", "[itemprop=articleBody]", "main", "[role=main]", "body")
_SHARE: Final = 0.4
# a box with more of the page's text than this is the text, whatever its name
_MOST_OF_PAGE: Final = 0.6
_TITLES: Final = ("meta[property='og:title']", "meta[name='twitter:title']")
_PUBLISHERS: Final = ("meta[property='og:site_name']", "meta[name='publisher']", "meta[name='application-name']")
_DATES: Final = (
    "meta[property='article:published_time']",
    "meta[itemprop=datePublished]",
    "meta[name=date]",
    "meta[name='publish-date']",
    "meta[name=pubdate]",
    "meta[name='dc.date']",
    "meta[name='DC.date.issued']",
    "meta[name='parsely-pub-date']",
)


def read(path: str, data: bytes) -> Iterator[Source]:
    """The one text of a page. Raises DocumentError where it has none or the library is missing."""
    parser = library(path, "selectolax.lexbor", "selectolax")
    tree = parser.LexborHTMLParser(_text(path, data))
    facts = _linked_data(tree)
    title = _meta(tree, _TITLES) or _node_text(tree.css_first("h1")) or _node_text(tree.css_first("title"))
    publisher = _meta(tree, _PUBLISHERS)
    link = tree.css_first("link[rel=canonical]")
    url = (link.attributes.get("href") if link else None) or _meta(tree, ("meta[property='og:url']",))
    date, evidence = _date(tree, facts)
    for node in tree.css(_OUT):
        node.decompose()
    _drop_boxes(tree)
    for node in tree.css("br"):
        node.replace_with(_BREAK)
    text = "\n\n".join(_lines(_main(tree)))
    if not text:
        raise DocumentError(path, "no text found in the page")
    if title and title not in text[: len(title) + 400]:
        text = f"{title}\n\n{text}"
    yield Source(
        text + "\n",
        title=title,
        date=date,
        date_evidence=evidence,
        publisher=publisher,
        url=url,
        producer="selectolax",
        producer_version=version("selectolax"),
    )


def _text(path: str, data: bytes) -> str:
    """The page's characters: UTF-8, else what it declares."""
    declared = _RE_CHARSET.search(data[:4096])
    if declared:
        name = declared["name"].decode("ascii")
        if name.lower().replace("-", "") != "utf8":
            try:
                data.decode("utf-8")
            except UnicodeDecodeError:
                try:
                    return data.decode(name)
                except (LookupError, UnicodeDecodeError) as error:
                    raise DocumentError(path, f"cannot be read as {name}, which the page declares") from error
    return decode(path, data)


def _node_text(node: Any) -> str | None:
    return _RE_BLANKS.sub(" ", node.text(deep=True)).strip() or None if node is not None else None


def _meta(tree: Any, selectors: tuple[str, ...]) -> str | None:
    for selector in selectors:
        node = tree.css_first(selector)
        content = node.attributes.get("content") if node is not None else None
        if content and content.strip():
            return _RE_BLANKS.sub(" ", content).strip()
    return None


def _linked_data(tree: Any) -> dict[str, Any]:
    """The first JSON-LD object with a date of publication; empty where there is none."""
    for node in tree.css("script[type='application/ld+json']"):
        try:
            content = json.loads(node.text(deep=True))
        except (json.JSONDecodeError, RecursionError):
            continue
        pending = [content]
        while pending:
            item = pending.pop()
            if isinstance(item, list):
                pending.extend(item)
            elif isinstance(item, dict):
                if isinstance(item.get("datePublished"), str):
                    return item
                pending.extend(item.get("@graph", []) if isinstance(item.get("@graph"), list) else [])
    return {}


def _date(tree: Any, facts: dict[str, Any]) -> tuple[dt.date | None, str | None]:
    published = facts.get("datePublished")
    if isinstance(published, str) and (date := iso_date(published)):
        return date, f"datePublished: {published}"
    for selector in _DATES:
        content = _meta(tree, (selector,))
        if content and (date := iso_date(content)):
            return date, f"{selector.split('=')[-1].rstrip(']')}: {content}"
    node = tree.css_first("article time[datetime], header time[datetime], main time[datetime], time[datetime]")
    stamp = node.attributes.get("datetime") if node is not None else None
    if stamp and (date := iso_date(stamp)):
        return date, f"time: {stamp}"
    return None, None


def _main(tree: Any) -> Any:
    """The element that holds the text."""
    body = tree.body
    whole = _weight(body) if body is not None else 0
    for selector in _PLACES:
        nodes = tree.css(selector)
        if not nodes:
            continue
        best = max(nodes, key=_weight)
        if _weight(best) > 0 and _weight(best) >= _SHARE * whole:
            return best
    return body if body is not None else tree.root


def _drop_boxes(tree: Any) -> None:
    """Take out boxes that are menus, side bars, comments by their class or id, unless most of the text lies in them."""
    if tree.body is None:
        return
    limit = _MOST_OF_PAGE * len(tree.body.text(deep=True))
    # a parent that goes takes its children along: they must not be touched again
    pending = [tree.body]
    while pending:
        node = pending.pop()
        attributes = node.attributes
        name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if node is not tree.body and layout.RE_BOX.search(name) and len(node.text(deep=True)) <= limit:
            node.decompose()
            continue
        pending.extend(node.iter())


def _weight(node: Any) -> int:
    return sum(len(p.text(deep=True)) for p in node.css("p"))


def _lines(root: Any) -> list[str]:
    """The blocks under `root` in order, each on one line; list items with a dash, table rows with bars."""
    out: list[str] = []
    loose: list[str] = []

    def flush() -> None:
        out.extend(_paragraphs("".join(loose)))
        loose.clear()

    # an explicit stack: pages nest deeper than Python's calls
    pending: list[tuple[Any, str]] = [(root, "open")]
    while pending:
        node, state = pending.pop()
        if state == "close":
            flush()
            continue
        if node.tag in ("-text", "_text"):
            loose.append(node.text(deep=False) or "")
            continue
        if node.tag[:1] in "-_!":
            # comments and the like
            continue
        if node.tag in _BLOCKS and not _holds_blocks(node):
            flush()
            out.extend(_block(node))
            continue
        if node.tag in ("a", "span", "b", "i", "em", "strong", "u", "sub", "sup", "small", "mark", "abbr", "cite", "q", "code"):
            inline = True
        else:
            inline = False
            flush()
            pending.append((node, "close"))
        children = list(node.iter(include_text=True))
        pending.extend((child, "open") for child in reversed(children))
        if inline and not children:
            loose.append(node.text(deep=False) or "")
    flush()
    return out


def _holds_blocks(node: Any) -> bool:
    if node.tag == "tr":
        return node.css_first("p, div, ul, ol, table, h1, h2, h3, h4") is not None
    return any(child.tag in _BLOCKS or child.tag in ("ul", "ol", "table", "div") for child in node.css("*") if child != node)


def _block(node: Any) -> list[str]:
    if node.tag == "tr":
        cells = [_node_text(cell) or "" for cell in node.css("td, th")]
        return [" | ".join(cells)] if any(cells) else []
    if node.tag == "pre":
        parts = _RE_BLANK_LINES.split(node.text(deep=True).replace(_BREAK, "\n").replace("\r\n", "\n"))
        return [part.strip("\n").rstrip() for part in parts if part.strip()]
    lines = _paragraphs(node.text(deep=True))
    return [f"- {line}" for line in lines] if node.tag == "li" else lines


def _paragraphs(text: str) -> list[str]:
    parts = (_RE_BLANKS.sub(" ", part).strip() for part in _RE_BREAKS.split(text))
    return [part for part in parts if part]
