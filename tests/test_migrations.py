"""The migrations: up, down and up again on rows; the migrated schema is the models'; SQLite's traps are stepped round."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from factdb.db import migrate, store
from factdb.db.models import REVISION, REVISIONS, Base
from factdb.db.views import VIEWS
from factdb.errors import DatabaseError

ROOT = Path(__file__).parents[1]


def schema(connection: sqlite3.Connection) -> dict[str, Any]:
    """Tables with columns, keys, checks and strictness, and indexes, in no particular order."""
    found: dict[str, Any] = {}
    strict = {row[1]: bool(row[5]) for row in connection.execute("PRAGMA table_list")}
    for name, sql in connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
    ).fetchall():
        body = sql[sql.index("(") + 1 : sql.rindex(")")]
        lines = frozenset(" ".join(line.split()).rstrip(",") for line in re.split(r",\s*\n", body))
        found[name] = (lines, strict[name])
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall():
        found[name] = " ".join(sql.split())
    return found


def rows(path: Path) -> list[str]:
    """Everything but the version: a dump."""
    with closing(sqlite3.connect(path)) as connection:
        return [line for line in connection.iterdump() if "alembic_version" not in line]


def test_migrated_schema_equals_models(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made.sqlite", tmp_path / "migrated.sqlite"
    Base.metadata.create_all(create_engine(f"sqlite:///{made}"))
    migrate.upgrade(store.engine_for(str(migrated), writing=True))
    with closing(sqlite3.connect(made)) as one, closing(sqlite3.connect(migrated)) as other:
        assert schema(other) == schema(one)


def test_every_table_is_strict_and_every_constraint_named(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        for name, found in schema(connection).items():
            if isinstance(found, tuple):
                lines, strict = found
                assert strict, name
                for line in lines:
                    assert not re.match(r"(CHECK|UNIQUE|PRIMARY|FOREIGN)\b", line), (name, line)
                    if re.search(r"\b(CHECK|UNIQUE|PRIMARY KEY|FOREIGN KEY|REFERENCES)\b", line):
                        assert line.startswith("CONSTRAINT "), (name, line)


def test_revision_is_the_scripts_head() -> None:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(migrate.config())
    assert scripts.get_current_head() == REVISION
    assert [script.revision for script in reversed(list(scripts.walk_revisions()))] == list(REVISIONS)


def test_up_down_up_on_a_populated_database(database: Path, sample: Any, open_store: Callable[..., store.Store]) -> None:
    before = rows(database)
    engine = store.engine_for(str(database), writing=True)
    migrate.downgrade(engine, "base")
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master WHERE tbl_name <> 'alembic_version'").fetchall() == []
    migrate.upgrade(engine)
    engine.dispose()
    document, claims = sample
    with open_store(database) as opened:
        opened.save(str(database.parent / "andes.txt"), [(document, claims)])
    assert rows(database) == before


def test_each_step_down_and_up(database: Path) -> None:
    engine = store.engine_for(str(database), writing=True)
    with closing(sqlite3.connect(database)) as connection:
        at_head = schema(connection)
    for step in reversed(("base", *REVISIONS[:-1])):
        migrate.downgrade(engine, step)
    for step in REVISIONS:
        migrate.upgrade(engine, step)
    with closing(sqlite3.connect(database)) as connection:
        assert schema(connection) == at_head
        assert {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")} == set(VIEWS)


NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{head}"

def upgrade():
    with op.batch_alter_table("document") as batch:
        batch.add_column(sa.Column("note", sa.Text()))
        batch.create_check_constraint("note", "length(note) < 100")

def downgrade():
    with op.batch_alter_table("document") as batch:
        batch.drop_constraint(op.f("ck_document_note"), type_="check")
        batch.drop_column("note")
"""


def scripts_with(tmp_path: Path, version: str) -> Path:
    """Our migrations and one more after them."""
    folder = tmp_path / "scripts"
    shutil.copytree(migrate.scripts(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9001_next.py").write_text(version.format(head=REVISION), encoding="utf-8")
    return folder


def test_a_rebuilt_table_keeps_children_triggers_indexes_and_views(database: Path, tmp_path: Path) -> None:
    """Alembic's batch mode on a parent table: with foreign keys on it would delete every claim, and triggers would vanish."""
    folder = scripts_with(tmp_path, NEXT)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TRIGGER kept AFTER INSERT ON document BEGIN SELECT 1; END")
        connection.execute("CREATE INDEX ix_kept ON document (lower(name))")
        connection.commit()
        count = "SELECT count(*) FROM claims"
        claims = connection.execute(count).fetchone()
        at_head = schema(connection)
    before = rows(database)
    engine = store.engine_for(str(database), writing=True)
    migrate.upgrade(engine, folder=folder)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM claim").fetchone() == claims
        assert connection.execute("SELECT note FROM document").fetchall() == [(None,)]
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        assert {"kept", "ix_kept", "ix_document_name"} <= names
        checks = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'document'").fetchone()[0]
        assert "ck_document_note" in checks
        assert "ck_document_sha256" in checks
        assert checks.rstrip().endswith("STRICT")
    migrate.downgrade(engine, REVISION, folder=folder)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute(count).fetchone() == claims
        assert schema(connection).keys() == at_head.keys()
    inserted = [line for line in before if line.startswith("INSERT")]
    assert sorted(line for line in rows(database) if line.startswith("INSERT")) == sorted(inserted)


def test_a_migration_that_fails_changes_nothing(database: Path, tmp_path: Path) -> None:
    broken = NEXT.replace("def downgrade", "    raise ValueError('half-way')\n\ndef downgrade")
    before = rows(database)
    with pytest.raises(ValueError, match="half-way"):
        migrate.upgrade(store.engine_for(str(database), writing=True), folder=scripts_with(tmp_path, broken))
    assert rows(database) == before


def test_a_migration_that_orphans_rows_is_refused(database: Path, tmp_path: Path) -> None:
    broken = NEXT.replace("    with op.batch", "    op.execute('DELETE FROM metric')\n    with op.batch", 1)
    before = rows(database)
    with pytest.raises(DatabaseError, match="without their parent"):
        migrate.upgrade(store.engine_for(str(database), writing=True), folder=scripts_with(tmp_path, broken))
    assert rows(database) == before


def test_newer_schema_is_refused(database: Path, open_store: Callable[..., store.Store]) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(DatabaseError, match="newer factdb"):
        open_store(database)
    with pytest.raises(DatabaseError, match="newer factdb"), store.reading(str(database)):
        pass


def test_alembic_itself_runs_from_the_repository(tmp_path: Path) -> None:
    """`import alembic` is the library although a folder of that name stands here, and [tool.alembic] is enough to run it."""
    if not (ROOT / "pyproject.toml").exists():
        pytest.skip("not a checkout")
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert tool["alembic"]["script_location"] == "%(here)s/alembic"
    environment = {"FACTDB_DATABASE": str(tmp_path / "a.sqlite"), "PATH": "", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "upgrade", "head"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (REVISION,)
        assert connection.execute("PRAGMA application_id").fetchone() == (migrate.APPLICATION_ID,)
