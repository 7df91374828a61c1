"""Options that several commands share, spelled once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

# a file or folder to read: the readers themselves say what is wrong with one, and the others are still read
SOURCE: Final = click.Path(path_type=Path, readable=False)
DEFAULT_DATABASE: Final = "data.sqlite"
FORMATS: Final = ("table", "json", "jsonl", "csv", "md")


def _database(ctx: click.Context, _param: click.Parameter, value: str | None) -> str:
    """--db here, else before the command, else FACTDB_DATABASE, else ./data.sqlite."""
    import os

    return value or ctx.find_root().obj or os.environ.get("FACTDB_DATABASE") or DEFAULT_DATABASE


def _day(_ctx: click.Context, _param: click.Parameter, value: dt.datetime | None) -> dt.date | None:
    return value.date() if value else None


def database(command: F) -> F:
    """--db: `database`, a path or URL."""
    return click.option(
        "--db",
        "database",
        metavar="DATABASE",
        callback=_database,
        help="Path or SQLAlchemy URL  [default: $FACTDB_DATABASE or data.sqlite]",
    )(command)


def reading(command: F) -> F:
    """How documents are read: `date`, `manifest`, `split`, `lexicon`."""
    options = (
        click.option(
            "--date",
            "date",
            type=click.DateTime(["%Y-%m-%d"]),
            callback=_day,
            help="The day the texts were written, where no manifest says it.",
        ),
        click.option(
            "--manifest",
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            help="Reference dates, articles and publishers of the files  [default: manifest.toml beside them]",
        ),
        click.option("--split/--no-split", default=True, help="Whether to look for several articles in one text  [default: split]"),
        click.option(
            "--lexicon",
            multiple=True,
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            help="A folder of your own metrics, units, names: TOML files named as ours. Repeatable.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def use_lexicons(directories: tuple[Path, ...]) -> None:
    """Read the user's word lists too. Called before any rule is imported: rules read their words once."""
    from factdb.lexicon import add_directory

    for directory in directories:
        add_directory(directory)


def output_format(command: F) -> F:
    """--format: `form`."""
    return click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print the rows.")(
        command
    )
