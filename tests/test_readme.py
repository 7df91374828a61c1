"""The README's blocks are run, and their output is what stands there. `python tests/test_readme.py --update` writes it anew."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
RE_BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
RE_SETUP = re.compile(r"^```sh\n(?P<command>.*)\n```$", re.MULTILINE)


def workplace(folder: Path) -> dict[str, str]:
    """A folder as a reader of the README has it after the set-up, and the environment in which `factdb` is this program."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "bin").mkdir()
    program = folder / "bin" / "factdb"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m factdb "$@"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("FACTDB_")},
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "110",
        "PYTHONIOENCODING": "utf-8",
    }
    subprocess.run(["factdb", "build"], cwd=folder, env=environment, check=True, capture_output=True)
    return environment


def run(block: str, folder: Path, environment: dict[str, str]) -> str:
    """The block with the output of each of its commands (stdout, then stderr) after it."""
    out = []
    for line in block.splitlines():
        if line.startswith("$ "):
            done = subprocess.run(
                line[2:], shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False
            )
            out += [line, *(done.stdout + done.stderr).splitlines()]
    return "\n".join(line.rstrip() for line in out) + "\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("readme")
    return folder, workplace(folder)


BLOCKS = [match["body"] for match in RE_BLOCK.finditer(README.read_text(encoding="utf-8"))] if README.exists() else []


@pytest.mark.skipif(sys.platform == "win32", reason="the README speaks to a POSIX shell")
@pytest.mark.parametrize("block", BLOCKS, ids=[block.splitlines()[0][2:40] for block in BLOCKS])
def test_block(block: str, place: tuple[Path, dict[str, str]]) -> None:
    if "$ sqlite3" in block and not shutil.which("sqlite3"):
        pytest.skip("no sqlite3 here")
    assert run(block, *place) == block, "run: python tests/test_readme.py --update"


def test_set_up_commands() -> None:
    """Two lines, one to the main job, one to the tests; the second is what .ci/run calls (it reads it from here)."""
    main, tests = (match["command"] for match in RE_SETUP.finditer(README.read_text(encoding="utf-8")))
    assert main.startswith("python3 -m venv .venv && ")
    assert ".venv/bin/factdb build" in main
    assert re.fullmatch(r"python3 -m venv \.venv && .*pytest", tests)
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_readme_names_every_command_table_and_view() -> None:
    from factdb.cli import COMMANDS
    from factdb.db.models import Base
    from factdb.db.views import VIEWS

    text = README.read_text(encoding="utf-8")
    for name in (*VIEWS, *Base.metadata.tables):
        assert f"`{name}`" in text, name
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", text, re.MULTILINE), name


def update() -> None:
    """Write the README with the output its blocks have now."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = workplace(folder)
        text = README.read_text(encoding="utf-8")
        README.write_text(RE_BLOCK.sub(lambda match: f"```console\n{run(match['body'], folder, environment)}```", text), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit("usage: python tests/test_readme.py --update")
    update()
