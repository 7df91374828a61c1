"""`factdb stats`: what a database holds."""

from __future__ import annotations

from typing import Any, Final

import click

from factdb.cli import options

_TOTALS: Final = """
SELECT 'documents' AS what, count(*) AS n, NULL AS percent FROM document
UNION ALL SELECT 'articles', count(*), NULL FROM article
UNION ALL SELECT 'articles with a reference date', count(reference_date), round(100.0 * count(reference_date) / max(count(*), 1), 1) FROM article
UNION ALL SELECT 'claims', count(*), NULL FROM claims
UNION ALL SELECT 'claims of tier core', count(*), round(100.0 * count(*) / max((SELECT count(*) FROM claim), 1), 1)
    FROM claims WHERE tier = 'core'
"""
# of the claims of tier core
_SLOTS: Final = {
    "with a metric other than `other`": "metric <> 'other'",
    "with entities": "entities IS NOT NULL",
    "with a time": "time_start IS NOT NULL",
    "with a speaker": "said_by IS NOT NULL",
    "with a direction": "direction IS NOT NULL",
    "planned, projected or hypothetical": "modality <> 'actual'",
    "in a repeated block": "repeated",
}
_BREAKDOWNS: Final = {"metric": 12, "unit": 12, "entity": 12, "kind": 9}


@click.command("stats")
@click.option("--format", "form", type=click.Choice(options.FORMATS), default="table", show_default=True, help="How to print the rows.")
@options.database
def command(form: str, database: str) -> None:
    """Documents, claims, how many of them have which slot filled, and the most frequent metrics, units and entities.

    \b
    Example:
      factdb stats
      factdb stats --format json
    """
    from sqlalchemy import text

    from factdb.cli import output
    from factdb.db import store

    rows: list[dict[str, Any]] = []
    with store.reading(database) as connection:
        rows.extend({"section": "total", **row} for row in connection.execute(text(_TOTALS)).mappings())
        total = connection.execute(text("SELECT count(*) FROM claim WHERE tier = 'core'")).scalar_one()
        for what, condition in _SLOTS.items():
            n = connection.execute(text(f"SELECT count(*) FROM claims WHERE tier = 'core' AND ({condition})")).scalar_one()
            rows.append({"section": "core claims", "what": what, "n": n, "percent": round(100 * n / total, 1) if total else None})
        for column, most in _BREAKDOWNS.items():
            source = "claims"
            if column == "entity":
                source = "claim JOIN claim_entity USING (claim_id) JOIN (SELECT entity_id, name AS entity FROM entity) USING (entity_id)"
            counts = connection.execute(
                text(f"SELECT {column} AS what, count(*) AS n FROM {source} WHERE tier = 'core' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {most}")
            )
            rows.extend(
                {"section": column, **row, "percent": round(100 * row["n"] / total, 1) if total else None} for row in counts.mappings()
            )
        made = connection.execute(text("SELECT tool_version, ruleset_sha256 FROM run ORDER BY run_id")).all()
    rows.extend(
        {"section": "made by", "what": f"factdb {version}, rules {ruleset[:12]}", "n": None, "percent": None} for version, ruleset in made
    )
    output.rows(form, ("section", "what", "n", "percent"), rows)
