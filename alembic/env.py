"""Runs the migrations, inside the recipe of factdb.db.migrate (read its heading before changing a table).

`factdb build` and `factdb ingest` come here by themselves. By hand, from the repository: FACTDB_DATABASE=data.sqlite alembic upgrade head
"""

from __future__ import annotations

import os

from sqlalchemy import Connection

from alembic import context
from factdb.db.migrate import guarded
from factdb.db.models import Base
from factdb.db.store import engine_for


def migrate(connection: Connection) -> None:
    """Run the asked migrations on `connection`."""
    driver = connection.execution_options(isolation_level="AUTOCOMMIT")
    with guarded(driver):
        # the transaction is the recipe's: Alembic must neither begin nor commit one
        context.configure(connection=driver, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=False)
        context.run_migrations()


given = context.config.attributes.get("connection")
if context.is_offline_mode():
    raise SystemExit("factdb's migrations need a database: offline SQL is not supported")
if given is not None:
    migrate(given)
else:
    with engine_for(os.environ.get("FACTDB_DATABASE", "data.sqlite"), writing=True).connect() as own:
        migrate(own)
