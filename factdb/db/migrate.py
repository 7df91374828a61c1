"""Bringing a database to the schema of this program, safely on SQLite.

Alembic's batch mode rebuilds tables. With foreign keys on, that deletes every child row; with a view on the table it fails half-way;
triggers and expression indexes vanish. So around every migration: foreign keys off before BEGIN, views dropped, then migrate, bring
back what was there, check foreign keys, commit. All in one transaction: a failure leaves the database as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, text

from factdb.db.models import REVISION
from factdb.db.views import VIEWS
from factdb.errors import DatabaseError

if TYPE_CHECKING:
    from alembic.config import Config

# "fact" in ASCII: lets `file data.sqlite` and other programs tell what this is
APPLICATION_ID: Final = 0x66616374


def scripts() -> Path:
    """The folder of env.py and versions/: in the package when installed, at the repository's root in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "migrations"
    return installed if installed.is_dir() else package.parent / "alembic"


def config(connection: Connection | None = None, folder: Path | None = None) -> Config:
    """Alembic's settings without an ini file; `folder`: other scripts than ours (tests)."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(folder or scripts()).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


def upgrade(engine: Engine, revision: str = "head", folder: Path | None = None) -> None:
    """Migrate up to `revision`."""
    from alembic import command

    with engine.connect() as connection:
        command.upgrade(config(connection, folder), revision)


def downgrade(engine: Engine, revision: str, folder: Path | None = None) -> None:
    """Migrate down to `revision` ("base": no tables at all)."""
    from alembic import command

    with engine.connect() as connection:
        command.downgrade(config(connection, folder), revision)


def revision_of(connection: Connection) -> str | None:
    """The migration the database is at; None: none yet."""
    if connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")).scalar_one():
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return None


def create_views(connection: Connection) -> None:
    """Make all views of db/views.py anew, in their order."""
    for name in reversed(VIEWS):
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))
    for name, select in VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {select.strip()}")


@contextmanager
def guarded(connection: Connection) -> Iterator[None]:
    """The recipe above around a migration; `connection` must be outside a transaction and autocommitting at driver level.

    Raises:
        DatabaseError: rows would refer to rows that are gone; everything is rolled back.
    """
    run = connection.exec_driver_sql
    foreign_keys = run("PRAGMA foreign_keys").scalar_one()
    run("PRAGMA foreign_keys = OFF")
    run("BEGIN IMMEDIATE")
    try:
        kept = run(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' OR type = 'index' AND sql LIKE '%(%(%'"
        ).all()
        for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'view'").all():
            run(f'DROP VIEW "{name}"')
        for kind, name, _, _ in kept:
            run(f'DROP {kind} "{name}"')
        yield
        tables = {name for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'").all()}
        for _, _, table, sql in kept:
            # a table that the migration dropped takes its triggers and indexes along
            if table in tables:
                run(sql)
        broken = run("PRAGMA foreign_key_check").all()
        if broken:
            table, row, parent, _ = broken[0]
            raise DatabaseError(f"the migration would leave {len(broken)} rows without their parent, the first: {table} {row} -> {parent}")
        revision = revision_of(connection)
        if revision == REVISION:
            create_views(connection)
        run(f"PRAGMA application_id = {APPLICATION_ID}")
        run(f"PRAGMA user_version = {int(revision or 0)}")
        run("COMMIT")
    except BaseException:
        run("ROLLBACK")
        raise
    finally:
        run(f"PRAGMA foreign_keys = {foreign_keys}")
