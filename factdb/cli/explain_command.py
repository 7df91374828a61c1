"""`factdb explain`: which rules fired, on which words; or why a number gave no claim."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factdb.cli import options
from factdb.cli.show_command import RE_PLACE
from factdb.errors import FactdbError

if TYPE_CHECKING:
    from factdb.values import Claim, Document


@click.command("explain")
@click.argument("place", metavar="ID|FILE:OFFSET")
@options.reading
@options.output_format
@options.database
def command(
    place: str,
    date: dt.date | None,
    manifest: Path | None,
    form: str,
    database: str,
    *,
    split: bool,
    lexicon: tuple[Path, ...],
) -> None:
    """Print each slot of a claim with its value, the rule that decided it and the words it read.

    A claim of the database is named by its number; FILE:OFFSET reads the file (or the database's document of that name) anew by the
    rules of this program. A number that gave no claim is explained too: what it was taken for, or where a rule stopped.

    \b
    Example:
      factdb explain 12
      factdb explain report.txt:120 --date 2024-03-05
    """
    options.use_lexicons(lexicon)
    found = RE_PLACE.fullmatch(place)
    if found:
        rows = at(found["document"], int(found["offset"]), database, date=date, manifest=manifest, split=split)
    elif place.isascii() and place.isdigit():
        rows = stored(int(place), database)
    else:
        raise click.UsageError(f"{place!r} is neither a claim's number nor FILE:OFFSET")
    from factdb.cli import output

    output.rows(form, ("slot", "value", "rule", "words", "at"), rows)


def at(name: str, offset: int, database: str, *, date: dt.date | None, manifest: Path | None, split: bool) -> list[dict[str, Any]]:
    """The slots of the claim whose figure covers `offset`, or the one row that tells why there is none."""
    from factdb import pipeline, readers, unclaimed
    from factdb.cli import sources

    documents = list(readers.documents(sources.named(name, database), reference_date=date, manifest=manifest, split=split))
    if len(documents) > 1:
        raise FactdbError(f"{name}: holds {len(documents)} documents: `factdb ingest` it and explain a claim by its number")
    (document,) = documents
    if offset >= len(document.text):
        raise FactdbError(f"{name}: {offset} is past its end, {len(document.text)}")
    claims = pipeline.claims(document)
    for claim in claims:
        if claim.quantity.span.start <= offset < claim.quantity.span.end:
            return of_claim(document, claim)
    for number in unclaimed.numbers(document, claims):
        if number.span.start <= offset < number.span.end:
            words = number.span.of(document.text)
            return [
                {
                    "slot": "no claim",
                    "value": number.reason,
                    "rule": number.rule,
                    "words": words,
                    "at": f"{number.span.start}-{number.span.end}",
                }
            ]
    near = [claim.quantity.span for claim in claims if claim.sentence.start <= offset < claim.sentence.end]
    figures = ", ".join(f"{span.of(document.text)!r} at {span.start}" for span in near)
    raise FactdbError(f"{name}:{offset}: no number stands there" + (f"; the sentence has {figures}" if figures else ""))


def of_claim(document: Document, claim: Claim) -> list[dict[str, Any]]:
    """The slots of a claim just extracted."""
    from factdb.db.rows import decimal_text

    quantity, time, baseline = claim.quantity, claim.time, claim.baseline_time
    values: dict[str, Any] = {
        "number": decimal_text(quantity.value) + (f" to {decimal_text(quantity.value_high)}" if quantity.value_high is not None else ""),
        "unit": quantity.unit,
        "bound": quantity.bound,
        "per": quantity.per,
        "kind": claim.kind,
        "metric": claim.metric,
        "item": claim.item,
        "entities": "; ".join(entity.name for entity in claim.entities) or None,
        "time": f"{time.start} to {time.end}, {time.basis}" if time else claim.time_reason,
        "direction": claim.direction,
        "baseline": claim.baseline and claim.baseline + (f" ({baseline.start} to {baseline.end})" if baseline else ""),
        "modality": claim.modality + (", negated" if claim.negated else ""),
        "attribution": claim.attribution,
        "tier": quantity.tier,
    }
    evidence, rules = claim.all_evidence(), {"number": quantity.rule, **claim.rules}
    rows = []
    for slot in dict.fromkeys((*values, *evidence, *rules)):
        span = evidence.get(slot)
        rows.append(
            {
                "slot": slot,
                "value": values.get(slot),
                "rule": rules.get(slot),
                "words": span.of(document.text) if span else None,
                "at": f"{span.start}-{span.end}" if span else None,
            }
        )
    return rows


def stored(claim_id: int, database: str) -> list[dict[str, Any]]:
    """The slots of a claim of the database."""
    from factdb.cli.show_command import entity_text, time_text
    from factdb.db import detail, store

    with store.reading(database) as connection:
        found = detail.claim(connection, claim_id)
    row = found.row
    high = f" to {row['exact_value_high']}" if row["exact_value_high"] else ""
    values: dict[str, Any] = {
        "number": f"{row['exact_value']}{high}",
        **{slot: row[slot] for slot in ("unit", "bound", "per", "kind", "metric", "item")},
        "entities": "; ".join(entity_text(entity) for entity in found.entities) or None,
        "time": time_text(found, "holds"),
        "direction": row["direction"],
        "baseline": row["baseline"],
        "modality": row["modality"] + (", negated" if row["negated"] else ""),
        "attribution": row["said_by"],
        "tier": row["tier"],
    }
    slots = {slot["slot"]: slot for slot in found.slots}
    rows = []
    for name in dict.fromkeys((*values, *slots)):
        slot = slots.get(name, {})
        rows.append(
            {
                "slot": name,
                "value": values.get(name),
                "rule": slot.get("rule"),
                "words": slot.get("words"),
                "at": f"{slot['start_pos']}-{slot['end_pos']}" if slot.get("words") else None,
            }
        )
    return rows
