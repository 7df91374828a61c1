"""`factdb rules`: the rules and word lists, what each did on a database, and whether their examples hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from factdb.cli import counted, options, say

# word list -> claims of a database by entry: SQL giving (key, number)
_COUNTS = {
    "metrics": "SELECT metric, count(*) FROM claims GROUP BY 1",
    "units": "SELECT unit, count(*) FROM claims GROUP BY 1",
    "currencies": "SELECT unit, count(*) FROM claims GROUP BY 1",
    "bounds": "SELECT bound, count(*) FROM claims GROUP BY 1",
    "countries": "SELECT code, count(*) FROM claim_entity JOIN entity USING (entity_id) WHERE code IS NOT NULL GROUP BY 1",
}
_COUNTS |= dict.fromkeys(
    ("bodies", "places", "regions"), "SELECT name, count(*) FROM claim_entity JOIN entity USING (entity_id) GROUP BY 1"
)


@click.command("rules")
@click.argument("name", required=False, metavar="[LIST|fired]")
@click.option("--check", is_flag=True, help="Run the examples of the list (of all lists), your own included; exit code 1 if one fails.")
@click.option(
    "--lexicon",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of your own metrics, units, names: TOML files named as ours. Repeatable.",
)
@options.output_format
@options.database
def command(name: str | None, form: str, database: str, *, check: bool, lexicon: tuple[Path, ...]) -> None:
    """Print the word lists; the entries of one LIST (metrics, units, countries ...) with an example each; or the rules that fired.

    Where the database exists, the number of its claims stands beside each entry and rule.

    \b
    Example:
      factdb rules metrics
      factdb rules fired
      factdb rules --check --lexicon words/
    """
    options.use_lexicons(lexicon)
    from factdb import examples
    from factdb.cli import output

    lists = dict(examples.tables())
    if name is not None and name not in lists and name != "fired":
        raise click.UsageError(f"no list {name!r}; there are: fired, {', '.join(lists)}")
    if check:
        verdict({name: lists[name]} if name in lists else lists, form)
    elif name == "fired":
        output.rows(form, ("slot", "rule", "claims"), fired(database))
    elif name is not None:
        claims = counts(database, _COUNTS.get(name))
        rows = [
            {"entry": key, "words": words(entry), "example": example(entry), "claims": claims.get(key)}
            for key, entry in lists[name].items()
        ]
        columns = ["entry", "words", "example", "claims"]
        output.rows(form, [column for column in columns if any(row[column] is not None for row in rows) or column == "entry"], rows)
    else:
        rows = [
            {"list": key, "entries": len(entries), "examples": sum(len(examples.examples(entry)) for entry in entries.values())}
            for key, entries in lists.items()
        ]
        output.rows(form, ("list", "entries", "examples"), rows)


def verdict(lists: Mapping[str, Mapping[str, Any]], form: str) -> None:
    """Run the examples; print those that fail, and how many there were."""
    from factdb import examples
    from factdb.cli import output

    run = sum(len(examples.examples(entry)) for name, entries in lists.items() if name in examples.CHECKED for entry in entries.values())
    failed = [one for name, entries in lists.items() for key, entry in entries.items() for one in examples.failures(name, key, entry)]
    if failed:
        columns = ("list", "entry", "example", "wanted", "got")
        output.rows(form, columns, [{column: getattr(one, column) for column in columns} for one in failed])
    say(f"{counted(run, 'example')}, {len(failed)} not as they say")
    if failed:
        raise click.exceptions.Exit(1)


def words(entry: Mapping[str, Any]) -> str | None:
    """What a person needs to know the entry by: its label or first words."""
    for field in ("label", "name", "names", "symbols", "words", "before", "verbs", "heads", "nouns", "aliases"):
        value = entry.get(field)
        if isinstance(value, dict):
            value = list(value)
        if isinstance(value, list):
            value = ", ".join(str(one) for one in value[:6]) + (" ..." if len(value) > 6 else "")
        if value:
            return " ".join(str(value).split())[:90]
    return None


def example(entry: Mapping[str, Any]) -> str | None:
    """Its first example."""
    return next(iter(entry.get("yes", ())), None)


def counts(database: str, sql: str | None) -> dict[str, int]:
    """What `sql` counts; nothing where there is no database."""
    if sql is None or not exists(database):
        return {}
    from factdb.db import store

    with store.reading(database) as connection:
        return {str(key): number for key, number in connection.exec_driver_sql(sql)}


def fired(database: str) -> list[dict[str, Any]]:
    """The rules by slot, the most frequent first, with the number of claims whose slot they decided."""
    from factdb.db import store

    sql = "SELECT rule.slot, code AS rule, count(*) AS claims FROM rule JOIN claim_slot USING (rule_id) GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2"
    with store.reading(database) as connection:
        return [dict(row) for row in connection.exec_driver_sql(sql).mappings()]


def exists(database: str) -> bool:
    """Whether the database is there to be counted."""
    from factdb.db import store

    path = store.path_of(database)
    return path is not None and path.is_file()
