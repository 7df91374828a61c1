"""`factdb verify`: the database against its documents."""

from __future__ import annotations

import click

from factdb.cli import counted, options


@click.command("verify")
@options.output_format
@options.database
def command(form: str, database: str) -> None:
    """Read every document again, compare its hash, check every stored span and the database's own laws.

    Prints what fails, one row each; the exit code is then 1.

    \b
    Example:
      factdb verify
    """
    from sqlalchemy import text

    from factdb import readers
    from factdb.cli import output, say, sources
    from factdb.db import store, verify
    from factdb.errors import DocumentError

    folders = sources.folders(database)

    def reread(stored: str) -> dict[str, verify.Source]:
        where = verify.resolve(stored, folders)
        try:
            found = readers.read_bytes(where.read_bytes(), where, split=False)
        except DocumentError as error:
            raise OSError(0, error.fault) from error
        return {document.name: verify.Source(document.sha256 or "", document.text) for document in found}

    with store.reading(database) as connection:
        faults = list(verify.faults(connection, reread))
        documents, spans = connection.execute(text("SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM span)")).one()
    held = f"{counted(documents, 'document')} and {counted(spans, 'span')}"
    if faults:
        output.rows(form, ("where", "fault"), [fault._asdict() for fault in faults])
        say(f"{counted(len(faults), 'fault')} in {held}")
        raise click.exceptions.Exit(1)
    if form == "table":
        click.echo(f"{database}: {held} checked, all as they were read")
    else:
        output.rows(form, ("where", "fault"), [])
