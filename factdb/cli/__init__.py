"""The command line: one module a command, imported only when that command runs, so that `factdb --help` is quick."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any, Final, NoReturn

import click

from factdb import __version__
from factdb.errors import FactdbError

# command -> what it does, in the order of the help; the command is `command` in factdb/cli/<name>_command.py
COMMANDS: Final = {
    "build": "Make data.sqlite from the seed documents.",
    "ingest": "Read files and folders into a database.",
    "query": "Find claims by metric, entity, time, unit, speaker ...",
    "show": "One claim: its sentence with everything marked in it.",
    "extract": "Print the claims of files as JSON lines; no database.",
    "articles": "Where the articles of files start, and when they were written.",
    "export": "Write views as CSV files.",
    "sql": "Run a read-only SQL query.",
    "stats": "What a database holds.",
    "verify": "Check every stored span against its document.",
    "explain": "Why a figure was read as it was, or was not read.",
    "unclaimed": "Every number that no rule took, and why.",
    "rules": "The word lists and rules, what each did, and their examples.",
    "evaluate": "Score claims against annotated ones.",
    "upgrade": "Bring a database of an older factdb to this one's schema.",
}


class Commands(click.Group):
    """A group that imports a command when it is asked for, and turns errors into one line and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None when there is no such."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"factdb.cli.{cmd_name}_command").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; any FactdbError becomes its line on stderr and exit code 1."""
        try:
            return super().invoke(ctx)
        except FactdbError as error:
            fail(str(error))
        except BrokenPipeError:
            # the reader of our output has seen enough (`factdb query | head`)
            sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115  so that the closing flush does not complain
            ctx.exit(0)
        except OSError as error:
            fail(f"{error.filename or 'standard output'}: {error.strerror or error}")
        except KeyboardInterrupt:
            say("interrupted")
            ctx.exit(130)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 claim", "2 claims"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def say(line: str) -> None:
    """One line to the user on stderr."""
    click.echo(f"factdb: {' '.join(line.splitlines())}", err=True)


def fail(line: str) -> NoReturn:
    """One line on stderr, then exit code 1."""
    say(line)
    raise click.exceptions.Exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="factdb", message="%(prog)s %(version)s")
@click.option("--db", metavar="DATABASE", help="Path or SQLAlchemy URL, for all commands  [default: $FACTDB_DATABASE or data.sqlite]")
@click.pass_context
def main(ctx: click.Context, db: str | None) -> None:
    """Quantified claims of news texts: what, how much, when, about whom, and who says so, each tied to its characters.

    \b
    Example:
      factdb build
      factdb query --metric trade_volume --entity Kazakhstan --year 2022
    """
    ctx.obj = db
