"""A program killed at any moment leaves each file wholly in or wholly out, and never half a database or half a CSV."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = 16
SENTENCES = 40


def texts(folder: Path) -> None:
    folder.mkdir()
    for number in range(FILES):
        lines = [
            f"The mill of town {number} sold {line + 2} percent more flour and earned ${line + 3} million.\n" for line in range(SENTENCES)
        ]
        (folder / f"t{number:02}.txt").write_text("".join(lines), encoding="utf-8")


def start(*arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", "factdb", *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def counts(database: Path) -> dict[str, int]:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return dict(connection.execute("SELECT doc, count(*) FROM claims GROUP BY doc"))


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_killed_ingest_leaves_whole_files(tmp_path: Path) -> None:
    texts(tmp_path / "in")
    whole = tmp_path / "whole.sqlite"
    assert start("ingest", str(tmp_path / "in"), "--db", str(whole)).wait(60) == 0
    wanted = counts(whole)
    assert len(wanted) == FILES
    assert set(wanted.values()) == {next(iter(wanted.values()))}

    killed = tmp_path / "killed.sqlite"
    partial = 0
    for attempt in range(5):
        process = start("ingest", str(tmp_path / "in"), "--db", str(killed))
        wait_for_rows(killed, process, attempt)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if killed.exists() and killed.stat().st_size:
            found = counts(killed) if has_schema(killed) else {}
            assert found.items() <= wanted.items()
            partial += 0 < len(found) < FILES
            if len(found) == FILES:
                killed.unlink()
    assert partial, "no kill fell into the middle of an ingest"
    assert start("ingest", str(tmp_path / "in"), "--db", str(killed)).wait(60) == 0
    assert counts(killed) == wanted


def has_schema(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as connection:
        return bool(connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'claims'").fetchone()[0])


def wait_for_rows(database: Path, process: subprocess.Popen[bytes], attempt: int) -> None:
    """Until the ingest has written something (more), and a little longer, other each time."""
    before = database.stat().st_mtime_ns if database.exists() else None
    deadline = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < deadline:
        if database.exists() and database.stat().st_mtime_ns != before:
            break
        time.sleep(0.002)
    time.sleep(0.004 * (attempt % 5))


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_stopped_build_leaves_the_old_database(tmp_path: Path, how: signal.Signals) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    database = tmp_path / "data.sqlite"
    database.write_bytes(b"")
    process = start("build", str(tmp_path / "seeds"), "--db", str(database))
    deadline = time.monotonic() + 20
    while process.poll() is None and not list(tmp_path.glob(".data.sqlite.*.tmp")) and time.monotonic() < deadline:
        time.sleep(0.002)
    if process.poll() is not None:
        pytest.skip("the build was faster")
    process.send_signal(how)
    process.wait()
    if database.read_bytes() != b"":
        # it was done before the signal came: then the new one is whole
        assert counts(database).keys() == {path.stem for path in (tmp_path / "seeds").glob("*.txt")}
        pytest.skip("the build was faster")
    if how is signal.SIGINT:
        assert sorted(path.name for path in tmp_path.iterdir()) == ["data.sqlite", "seeds"]
    else:
        # what a killed build left goes with the next one
        assert start("build", str(tmp_path / "seeds"), "--db", str(database)).wait(60) == 0
        assert sorted(path.name for path in tmp_path.iterdir()) == ["data.sqlite", "seeds"]
