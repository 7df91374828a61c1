"""The layers are kept apart, and start-up stays quick because heavy things are imported late."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_import_contracts() -> None:
    pytest.importorskip("importlinter")
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("module", ["factdb", "factdb.cli"])
def test_start_imports_nothing_heavy(module: str) -> None:
    loaded = run(f"import sys, {module}; print(*sys.modules)").split()
    assert not {"sqlalchemy", "alembic", "dateparser", "factdb.pipeline", "factdb.db"} & set(loaded)


def test_extraction_runs_without_the_database_half() -> None:
    code = "import sys, factdb; factdb.extract('Exports rose 4 percent.'); print(*sys.modules)"
    loaded = run(code).split()
    assert not [name for name in loaded if name.startswith(("factdb.db", "factdb.cli", "sqlalchemy", "alembic"))]


@pytest.mark.skipif(sys.platform == "win32", reason="no resource module")
def test_help_is_quick() -> None:
    """In processor time, so that other programs do not count."""
    import resource

    best = 9.0
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "factdb", "--help"], cwd=ROOT, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert best < 0.3
