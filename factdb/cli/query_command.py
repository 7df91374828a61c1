"""`factdb query`: filters -> claims."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import click

from factdb.cli import counted, options, say
from factdb.values import Kind, Modality, Tier

# what a number is said to be, before it
_SIGNS: Final = {"exact": "", "approx": "~", "gt": "> ", "gte": ">= ", "lt": "< ", "lte": "<= ", "almost": "almost "}
_ARROWS: Final = {"up": " (up)", "down": " (down)"}


class _Number(click.ParamType[Decimal]):
    """An exact decimal, thousands commas allowed."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """The Decimal of the option's text."""
        if isinstance(value, Decimal):
            return value
        try:
            number = Decimal(str(value).replace(",", "").replace("_", ""))
        except InvalidOperation:
            self.fail(f"{value!r} is not a number", param, ctx)
        if not number.is_finite():
            self.fail(f"{value!r} is not a number", param, ctx)
        return number


class _Day(click.ParamType[tuple[dt.date, dt.date]]):
    """A day, month or year: 2023-05-17, 2023-05, 2023; -> (first day, last day)."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[dt.date, dt.date]:
        """First and last day of what is written."""
        if isinstance(value, tuple):
            return value
        try:
            year, *rest = (int(part) for part in str(value).split("-"))
            if len(rest) == 2:
                day = dt.date(year, *rest)
                return day, day
            (month,) = rest or (None,)
            after = dt.date(year + 1, 1, 1) if month in (None, 12) else dt.date(year, month + 1, 1)
            return dt.date(year, month or 1, 1), after - dt.timedelta(days=1)
        except ValueError:
            self.fail(f"{value!r} is not a day (2023-05-17), month (2023-05) or year (2023)", param, ctx)


@click.command("query")
@click.option("--metric", "metrics", multiple=True, help="Metric, by code or label (trade_volume). Repeatable: any of them.")
@click.option("--entity", "entities", multiple=True, help="Who or what it is about: name, alias or ISO code. Repeatable: all of them.")
@click.option("--year", type=_Day(), metavar="YEAR", help="The figure holds within this year.")
@click.option("--from", "start", type=_Day(), metavar="DAY", help="The figure holds from this day, month or year on.")
@click.option("--to", "end", type=_Day(), metavar="DAY", help="The figure holds until this day, month or year.")
@click.option("--overlap", is_flag=True, help="With --year, --from, --to: periods that only touch that time too.")
@click.option("--unit", "units", multiple=True, help="Unit code (USD, km, percent) or dimension (money, length). Repeatable: any of them.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice([str(kind) for kind in Kind]), help="Sort of amount. Repeatable.")
@click.option("--modality", "modalities", multiple=True, type=click.Choice([str(one) for one in Modality]), help="How sure. Repeatable.")
@click.option("--said-by", help="Who says so: name or alias.")
@click.option("--doc", "documents", multiple=True, help="Start of a document's name or path. Repeatable: any of them.")
@click.option("--min", "minimum", type=_Number(), help="Least value, in the unit as stated.")
@click.option("--max", "maximum", type=_Number(), help="Greatest value, in the unit as stated.")
@click.option("--text", "words", help="Words found in the sentence, in any case.")
@click.option(
    "--tier",
    type=click.Choice([*(str(tier) for tier in Tier), "all"]),
    default="core",
    show_default=True,
    help="core: checkable facts; optional: vague words and small counts of discourse.",
)
@click.option("--limit", type=click.IntRange(min=0), help="At most so many rows.")
@click.option("--columns", help="Columns of the view `claims` to print, with commas between.")
@options.output_format
@options.database
def command(
    start: tuple[dt.date, dt.date] | None,
    end: tuple[dt.date, dt.date] | None,
    year: tuple[dt.date, dt.date] | None,
    tier: str,
    columns: str | None,
    form: str,
    database: str,
    **asked: Any,
) -> None:
    """Find claims. All filters must hold; names match in any case.

    The table is for reading; --format json, jsonl, csv and md give all columns of the view `claims` to programs.

    \b
    Example:
      factdb query --metric trade_volume --entity China --entity Kazakhstan --year 2022
      factdb query --unit km --min 100 --format csv
      factdb query --said-by "Xi Jinping" --modality planned
    """
    from factdb.cli import output, table
    from factdb.db import query, store

    if year and (start or end):
        raise click.UsageError("--year says it all: leave out --from and --to")
    first, last = (year or start or (None,))[0], (year or end or (None,))[-1]
    if first and last and first > last:
        raise click.UsageError(f"--from {first} is after --to {last}")
    tiers = () if tier == "all" else (tier,)
    filters = query.Filters(start=first, end=last, tiers=tiers, **asked)
    with store.reading(database) as connection:
        found = query.claims(connection, filters)
        names = list(connection.exec_driver_sql("SELECT * FROM claims LIMIT 0").keys())
        hidden = 0
        if tier == "core" and filters.limit is None:
            hidden = query.count(connection, query.Filters(start=first, end=last, tiers=(Tier.OPTIONAL,), **asked))
    chosen = names
    if columns:
        chosen = [column.strip() for column in columns.split(",")]
        unknown = [column for column in chosen if column not in names]
        if unknown:
            raise click.UsageError(f"no column {unknown[0]!r}; there are: {', '.join(names)}")
    elif form in ("table", "md"):
        found = [answer(row) for row in found]
        chosen = list(answer(dict.fromkeys(names)))
        if form == "table":
            # nothing to say, or no room for what `show` tells as well
            narrow = table.width() < 100
            chosen = [name for name in chosen if not (name == "doc" and narrow) and (name != "said by" or any(r[name] for r in found))]
    output.rows(form, chosen, found, firm=("figure", "metric"))
    if form == "table":
        say(counted(len(found), "claim") + (f", and {hidden} of tier optional (--tier all)" if hidden else ""))
    elif hidden:
        say(f"{counted(hidden, 'claim')} of tier optional left out (--tier all)")


def answer(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the view `claims` as a person reads it."""
    figure = None
    if row["text"]:
        per = f" per {row['per']}" if row["per"] else ""
        figure = f"{_SIGNS[row['bound']]}{' '.join(row['text'].split())}{per}{_ARROWS.get(row['direction'], '')}"
        if row["modality"] != "actual":
            figure += f", {row['modality']}"
    return {
        "id": row["id"],
        "figure": figure,
        "metric": row["metric"],
        "what": row["item"],
        "about": row["entities"],
        "when": period(row["time_start"], row["time_end"]),
        "said by": row["said_by"],
        "doc": (row["doc"] or "")[:12],
    }


def period(start: str | None, end: str | None) -> str | None:
    """A closed interval of ISO days as a person writes it: 2023, 2023-05, 2023-05-17, or "first to last"."""
    if start is None or end is None:
        return None
    if start == end:
        return start
    if start.endswith("-01-01") and end.endswith("-12-31"):
        return start[:4] if start[:4] == end[:4] else f"{start[:4]} to {end[:4]}"
    if start.endswith("-01") and start[:7] == end[:7] and int(end[8:]) >= 28:
        day = dt.date.fromisoformat(end)
        if (day + dt.timedelta(days=1)).day == 1:
            return start[:7]
    return f"{start} to {end}"
