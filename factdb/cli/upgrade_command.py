"""`factdb upgrade`: an older database -> this program's schema."""

from __future__ import annotations

import click

from factdb.cli import fail, options


@click.command("upgrade")
@options.database
def command(database: str) -> None:
    """Bring a database made by an older factdb to this one's schema, its rows kept, in one transaction.

    `build` and `ingest` do it by themselves.

    \b
    Example:
      factdb upgrade --db facts.sqlite
    """
    from factdb.db import migrate, models, store

    path = store.path_of(database)
    if path is not None and not path.is_file():
        fail(f"{database}: no such database")
    with store.faults(database):
        engine = store.engine_for(database, writing=True)
        with engine.connect() as connection:
            before = migrate.revision_of(connection)
        store.ready(engine, database)
    click.echo(f"{database}: schema {models.REVISION}" + ("" if before == models.REVISION else f", was {before or 'empty'}"))
