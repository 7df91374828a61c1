"""`factdb sql`: a query of one's own."""

from __future__ import annotations

import click

from factdb.cli import fail, options, say


@click.command("sql")
@click.argument("query")
@click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True), default=10.0, show_default=True, help="Stop a query that runs longer."
)
@click.option("--limit", type=click.IntRange(min=0), default=10_000, show_default=True, help="At most so many rows; 0: all.")
@options.output_format
@options.database
def command(query: str, seconds: float, limit: int, form: str, database: str) -> None:
    """Run one SQL query, read-only: it cannot write, attach another file, or run for ever.

    \b
    Example:
      factdb sql "SELECT partners, amount, period FROM trade_figures WHERE value > 1e10"
      factdb sql "SELECT metric, count(*) AS n FROM claims GROUP BY metric ORDER BY n DESC" --format csv
    """
    from factdb.cli import output
    from factdb.db import readonly, store

    path = store.path_of(database)
    if path is None:
        fail(f"{database}: a database in memory holds nothing to query")
    with store.reading(database):
        result = readonly.run(path, query, seconds=seconds, most=limit)
    columns = unique(result.columns)
    output.rows(form, columns, [dict(zip(columns, row, strict=True)) for row in result.rows])
    if result.cut:
        say(f"only the first {limit} rows are shown (--limit)")


def unique(columns: tuple[str, ...]) -> list[str]:
    """Column names, a repeated one numbered: a, a_2."""
    out: list[str] = []
    for column in columns:
        name, number = column, 2
        while name in out:
            name, number = f"{column}_{number}", number + 1
        out.append(name)
    return out
