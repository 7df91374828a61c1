"""`factdb show`: one claim with everything marked in its sentence."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any, Final

import click

from factdb.cli import options, table
from factdb.cli.query_command import answer, period

if TYPE_CHECKING:
    from factdb.db.detail import Detail

# SGR codes by what is marked
_COLOURS: Final = {"figure": "1;33", "time": "36", "baseline": "36", "entity": "32", "speaker": "35"}
_RE_COLOUR: Final = re.compile("\x1b\\[[0-9;]*m")
RE_PLACE: Final = re.compile(r"(?P<document>.+):(?P<offset>[0-9]+)")


@click.command("show")
@click.argument("claims", nargs=-1, required=True, metavar="ID|DOC:OFFSET...")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="How to print it.")
@options.database
def command(claims: tuple[str, ...], form: str, database: str) -> None:
    """Show claims: the sentence with the figure, the time, the entities and the speaker marked in it, and where it stands.

    A claim is named by its number in `factdb query`, or by a document and an offset in it. On a terminal marks are colours, else
    [words|slot].

    \b
    Example:
      factdb show 12
      factdb show 000:9341
    """
    import json

    from factdb.db import detail, store

    with store.reading(database) as connection:
        for number, claim in enumerate(claims):
            place = RE_PLACE.fullmatch(claim)
            if place:
                claim_id = detail.at(connection, place["document"], int(place["offset"]))
            elif claim.isascii() and claim.isdigit():
                claim_id = int(claim)
            else:
                raise click.UsageError(f"{claim!r} is neither a claim's number nor DOC:OFFSET")
            found = detail.claim(connection, claim_id)
            if form == "json":
                whole = {**found.row, "about": found.entities, "times": found.times, "slots": found.slots, "links": found.links}
                click.echo(json.dumps(whole, ensure_ascii=False))
            else:
                click.echo(("\n" if number else "") + text(found, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ), nl=False)


def text(found: Detail, *, colour: bool) -> str:
    """The claim as lines for a person."""
    row = found.row
    lines = [marked(row["sentence"], found, colour=colour), ""]
    where = f"{row['path']}:{row['start_pos']}-{row['end_pos']}, article {row['article']}"
    fields: list[tuple[str, Any]] = [
        ("claim", row["id"]),
        ("figure", answer(row)["figure"]),
        ("value", _value(row)),
        ("metric", f"{row['metric']} ({row['kind']})"),
        ("what", row["item"]),
        ("about", "; ".join(entity_text(entity) for entity in found.entities)),
        ("when", time_text(found, "holds")),
        ("against", row["baseline"] and f"{row['baseline']}{_bracket(time_text(found, 'baseline'))}"),
        ("modality", row["modality"] + (", negated" if row["negated"] else "")),
        ("said by", row["said_by"] and f"{row['said_by']}{_bracket(row['said_as'])}"),
        ("linked", "; ".join(f"{link['type']} claim {link['other_id']}, {link['text']}" for link in found.links)),
        ("file", where),
        ("article", f"{row['title'][:150]}{_bracket('; '.join(filter(None, (row['publisher'], row['published']))))}"),
        ("place", row["place"] + (", a repeated block" if row["repeated"] else "")),
    ]
    for name, value in fields:
        if value not in (None, ""):
            lines += wrapped(f"  {name:9}{value}", 11)
    lines.append("  because")
    for slot in found.slots:
        lines += wrapped(f"    {slot['slot']:12}{_because(slot)}", 16)
    return "\n".join(lines) + "\n"


def marked(sentence: str, found: Detail, *, colour: bool) -> str:
    """The sentence with its marks: coloured, or as [words|slot]."""
    out, at = [], 0
    base = found.sentence.start
    for span, slot in found.marks():
        start, end = span.start - base, span.end - base
        out.append(sentence[at:start])
        words = sentence[start:end]
        out.append(f"\x1b[{_COLOURS[slot]}m{words}\x1b[0m" if colour else f"[{words}|{slot}]")
        at = end
    out.append(sentence[at:])
    return "\n".join(wrapped(" ".join("".join(out).split()), 0))


def wrapped(line: str, indent: int) -> list[str]:
    """The line broken at spaces to fit the terminal, colours not counted, all but the first line indented."""
    room = min(table.width(), 110)
    lines, at = [""], 0
    for number, word in enumerate(line.split(" ")):
        size = table.cells(_RE_COLOUR.sub("", word))
        if number and at + 1 + size > room and lines[-1].strip():
            lines.append(" " * indent + word)
            at = indent + size
        else:
            lines[-1] += f" {word}" if number else word
            at += size + (1 if number else 0)
    return lines


def _value(row: dict[str, Any]) -> str:
    high = f" to {row['exact_value_high']}" if row["exact_value_high"] else ""
    return f"{row['exact_value']}{high} {row['unit']}" + (f" per {row['per']}" if row["per"] else "") + f", {row['bound']}"


def entity_text(entity: dict[str, Any]) -> str:
    """An entity with its code and, other than about, its role: "Peru [PER] (exporter)"."""
    return (
        str(entity["name"])
        + (f" [{entity['code']}]" if entity["code"] else "")
        + ("" if entity["role"] == "about" else f" ({entity['role']})")
    )


def time_text(found: Detail, role: str) -> str | None:
    """A claim's period of that role with the words that give it; None where it has none."""
    for time in found.times:
        if time["role"] == role:
            words = f'"{time["words"]}", ' if time["words"] else ""
            return f"{period(str(time['start_day']), str(time['end_day']))} ({words}{time['basis']})"
    return None


def _bracket(words: str | None) -> str:
    return f" ({words})" if words else ""


def _because(slot: dict[str, Any]) -> str:
    words = f'"{" ".join(slot["words"].split())}" at {slot["start_pos"]}-{slot["end_pos"]}' if slot["words"] else ""
    return "  ".join(filter(None, (slot["rule"], words)))
