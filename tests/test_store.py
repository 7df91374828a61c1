"""Saving documents: natural identity, replacing, doing nothing, two writers, and what the tables refuse."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdb.db import store
from factdb.db.rows import decimal_text
from factdb.errors import DatabaseError

Opener = Callable[..., store.Store]


def one(path: Path, sql: str) -> Any:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchone()


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_same_input_same_rows_in_the_same_order(tmp_path: Path, new_sample: Any, open_store: Opener) -> None:
    for name in ("a", "b"):
        with open_store(tmp_path / f"{name}.sqlite") as opened:
            for document in ("x", "y"):
                opened.save(str(tmp_path / document), [new_sample(document)])
    assert dump(tmp_path / "a.sqlite") == dump(tmp_path / "b.sqlite")


def test_saving_again_changes_nothing(database: Path, sample: Any, open_store: Opener) -> None:
    before = dump(database)
    with open_store(database) as opened:
        outcome = opened.save(str(database.parent / "andes.txt"), [sample])
        assert outcome == store.Outcome("unchanged", 4)
        assert opened.unchanged(str(database.parent / "andes.txt"), [sample[0]]) == outcome
    assert dump(database) == before


def test_changed_file_replaces_its_own_rows_only(database: Path, new_sample: Any, open_store: Opener) -> None:
    other = database.parent / "other.txt"
    with open_store(database) as opened:
        opened.save(str(other), [new_sample("other")])
        document, claims = new_sample()
        changed = dataclasses.replace(document, text=document.text.replace("everywhere", "somewhere!"))
        assert opened.save(str(database.parent / "andes.txt"), [(changed, claims[:2])]) == store.Outcome("replaced", 2)
    assert one(database, "SELECT count(*) FROM claims WHERE doc = 'andes'") == (2,)
    assert one(database, "SELECT count(*) FROM claims WHERE doc = 'other'") == (4,)
    assert one(database, "SELECT count(*) FROM document") == (2,)


@pytest.mark.parametrize("change", ["date", "rules"])
def test_another_date_or_other_rules_replace(database: Path, new_sample: Any, open_store: Opener, change: str) -> None:
    found = new_sample(date=dt.date(2019, 1, 1)) if change == "date" else new_sample()
    with open_store(database, "1" * 64 if change == "rules" else "0" * 64) as opened:
        assert opened.save(str(database.parent / "andes.txt"), [found]).done == "replaced"
    assert one(database, "SELECT count(*) FROM run") == (1,)


def test_names_that_no_claim_uses_go(database: Path, sample: Any, open_store: Opener) -> None:
    document, claims = sample
    assert one(database, "SELECT count(*) FROM entity") == (4,)
    with open_store(database, "2" * 64) as opened:
        opened.save(str(database.parent / "andes.txt"), [(document, claims[2:])])
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT name FROM entity").fetchall() == [("Arica-Tacna railway",)]
        assert connection.execute("SELECT alias FROM entity_alias").fetchall() == [("Arica railway",)]


def test_values_are_exact(database: Path) -> None:
    assert one(database, "SELECT value, value_num FROM claim WHERE claim_id = 1") == ("4250000000", 4.25e9)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_decimal_text_is_exact_and_plain(value: Decimal) -> None:
    written = decimal_text(value)
    assert Decimal(written) == value
    assert set(written) <= set("-0123456789.")
    assert not ("." in written and written.endswith("0"))


def test_long_decimals_pass_the_check(tmp_path: Path, sample: Any, open_store: Opener) -> None:
    document, claims = sample
    odd = ["0.1", "123456789012345678901234567890.123456789", "9007199254740993", "0.000000000000000000000123456789012345678"]
    with open_store(tmp_path / "odd.sqlite") as opened:
        for number, value in enumerate(odd):
            quantity = dataclasses.replace(claims[0].quantity, value=Decimal(value))
            opened.save(str(tmp_path / str(number)), [(document, [dataclasses.replace(claims[0], quantity=quantity)])])
    with closing(sqlite3.connect(tmp_path / "odd.sqlite")) as connection:
        assert [value for (value,) in connection.execute("SELECT value FROM claim ORDER BY claim_id")] == odd


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claim SET bound = 'roughly'",
        "UPDATE claim SET kind = 'amount'",
        "UPDATE claim SET modality = 'likely'",
        "UPDATE claim SET value = '5'",
        "UPDATE claim SET value = '4.25e9'",
        "UPDATE claim SET value_high = '1', value_high_num = 1.0",
        "UPDATE claim SET value_num = 'much'",
        "UPDATE claim SET metric_id = 99",
        "UPDATE claim SET source_id = NULL",
        "UPDATE claim_time SET end_day = '2000-01-01'",
        "UPDATE claim_time SET start_day = '2021-02-30'",
        "UPDATE claim_time SET basis = 'guess'",
        "UPDATE span SET start_pos = end_pos",
        "UPDATE span SET quote = quote || '!'",
        "UPDATE claim_link SET other_id = claim_id",
        "UPDATE claim_link SET type = 'like'",
        "UPDATE entity SET kind = 'thing'",
        "UPDATE article SET reference_date = NULL",
        "UPDATE document SET sha256 = 'x'",
        "DELETE FROM unit",
        "DELETE FROM run",
    ],
)
def test_tables_refuse(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)


def test_foreign_keys_are_on(database: Path) -> None:
    for writing in (True, False):
        with store.engine_for(str(database), writing=writing).connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_deleting_a_document_takes_everything_below_it(database: Path) -> None:
    with store.engine_for(str(database), writing=True).begin() as connection:
        connection.exec_driver_sql("DELETE FROM document")
    for table in ("article", "segment", "span", "claim", "claim_time", "claim_entity", "claim_slot", "claim_link"):
        assert one(database, f"SELECT count(*) FROM {table}") == (0,), table


def test_reading_cannot_write(database: Path) -> None:
    with pytest.raises(DatabaseError, match="readonly"), store.reading(str(database)) as connection:
        connection.exec_driver_sql("DELETE FROM claim")


def test_two_writers_at_once(tmp_path: Path, new_sample: Any, open_store: Opener) -> None:
    path = tmp_path / "shared.sqlite"
    open_store(path).engine.dispose()
    faults: list[BaseException] = []

    def write(names: list[str]) -> None:
        try:
            with open_store(path) as opened:
                for name in names:
                    opened.save(str(tmp_path / name), [new_sample(name)])
        except BaseException as error:  # noqa: BLE001  shown by the assert below
            faults.append(error)

    threads = [threading.Thread(target=write, args=([f"{who}{number}" for number in range(8)] + ["both"],)) for who in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert one(path, "SELECT count(*), count(DISTINCT name) FROM document") == (17, 17)
    assert one(path, "SELECT count(*) FROM claim") == (17 * 4,)
    assert one(path, "PRAGMA integrity_check") == ("ok",)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_not_a_database(tmp_path: Path, open_store: Opener) -> None:
    text = tmp_path / "text.sqlite"
    text.write_text("no database, only words " * 50, encoding="utf-8")
    with pytest.raises(DatabaseError, match="not a database"):
        open_store(text)
    foreign = tmp_path / "foreign.sqlite"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE mine (x)")
    with pytest.raises(DatabaseError, match="not one of factdb's"):
        open_store(foreign)
    assert one(foreign, "SELECT count(*) FROM sqlite_master") == (1,)


@pytest.mark.parametrize("database_", ["postgresql://localhost/x", "nonsense://", "sqlite:/x:///"])
def test_other_systems_are_refused(database_: str) -> None:
    with pytest.raises(DatabaseError):
        store.url_of(database_)


def test_urls_and_paths(tmp_path: Path) -> None:
    assert store.path_of("sqlite:///a/b.sqlite") == Path("a/b.sqlite")
    assert store.path_of(f"sqlite:///{tmp_path}/b c?.sqlite".replace("?", "")) == tmp_path / "b c.sqlite"
    assert store.path_of("a/b.sqlite") == Path("a/b.sqlite")
    assert store.path_of("sqlite://") is None
    assert store.path_of("sqlite:///:memory:") is None


def test_paths_are_stored_relative_to_the_database(tmp_path: Path, open_store: Opener) -> None:
    with open_store(tmp_path / "x.sqlite") as opened:
        assert opened.stored_path(str(tmp_path / "in" / "a.txt")) == "in/a.txt"
        assert opened.stored_path(f"{tmp_path}/in/../in/a.txt") == "in/a.txt"
        assert opened.stored_path("/elsewhere/a.txt") == "/elsewhere/a.txt"


def test_links_to_what_is_no_claim_are_left_out(tmp_path: Path, sample: Any, open_store: Opener) -> None:
    document, claims = sample
    with open_store(tmp_path / "x.sqlite") as opened:
        opened.save("x", [(document, claims[1:])])
    assert one(tmp_path / "x.sqlite", "SELECT count(*) FROM claim_link") == (0,)


def test_known_aliases_come_with_an_entity(tmp_path: Path, sample: Any) -> None:
    with store.Store(
        str(tmp_path / "x.sqlite"), tool_version="1", ruleset_sha256="0" * 64, aliases={"Peru": ["Peruvian"], "Bolivia": ["Bolivian"]}
    ) as opened:
        opened.save("x", [sample])
        opened.save("y", [sample])
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as connection:
        found = connection.execute("SELECT name, alias FROM entity JOIN entity_alias USING (entity_id) ORDER BY 1, 2").fetchall()
    assert found == [("Arica-Tacna railway", "Arica railway"), ("Peru", "Peruvian")]
