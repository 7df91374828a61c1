"""The command line as a person and a pipe meet it: output, exit codes, one clear line for each fault, nothing half-written."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from factdb.cli import COMMANDS, main
from factdb.cli.table import cells

ROOT = Path(__file__).parents[1]
SENTENCE = "Exports of Kenya rose 4 percent to $7.5 billion in 2023, the ministry said.\n"


def factdb(*arguments: str | Path, database: Path | None = None, stdin: bytes | None = None, columns: int = 120) -> Result:
    environment = {"FACTDB_DATABASE": str(database) if database else None, "COLUMNS": str(columns)}
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin, env=environment)


def process(*arguments: str | Path, cwd: Path | None = None, **options: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "factdb", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=60, check=False, **options)


def one_line(result: Result | subprocess.CompletedProcess[str]) -> str:
    """The one line on stderr."""
    lines = str(result.stderr).splitlines()
    assert len(lines) == 1, lines
    assert "Traceback" not in lines[0]
    return lines[0]


# --- help


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example(command: str) -> None:
    result = factdb(command, "--help")
    assert result.exit_code == 0
    assert f"factdb {command}" in result.stdout.partition("Example:")[2]
    for line in main.get_command(click.Context(main), command).params:  # type: ignore[union-attr]
        if isinstance(line, click.Option):
            assert line.help, line.name


def test_help_lists_every_command() -> None:
    listed = factdb("--help").stdout.partition("Commands:")[2]
    assert [line.split()[0] for line in listed.splitlines() if re.match(r"  \S", line)] == list(COMMANDS)
    files = {path.name.removesuffix("_command.py") for path in (ROOT / "factdb" / "cli").glob("*_command.py")}
    assert files == set(COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("query", "--year", "soon"),
        ("query", "--year", "2023", "--from", "2022"),
        ("query", "--from", "2023", "--to", "2022"),
        ("query", "--min", "many"),
        ("query", "--kind", "thing"),
        ("query", "--format", "xml"),
        ("extract",),
        ("extract", "--date", "yesterday", "x.txt"),
        ("ingest",),
        ("sql",),
        ("show", "x"),
        ("export", "nothing", "--out", "-"),
        ("export", "all", "--out", "-"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...], database: Path) -> None:
    result = factdb(*arguments, database=database)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


# --- extract


def test_extract_prints_one_claim_a_line(tmp_path: Path) -> None:
    text = tmp_path / "kenya.txt"
    text.write_text(SENTENCE, encoding="utf-8")
    result = factdb("extract", "--date", "2024-02-01", text)
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    wanted = (
        "doc article start end text sentence_start sentence_end value value_high unit unit_text dimension bound kind per metric item "
        "entities time direction baseline modality attribution same_as rule evidence"
    )
    for record in records:
        assert set(wanted.split()) <= set(record)
        assert record["doc"] == "kenya"
        assert SENTENCE[record["start"] : record["end"]] == record["text"]
        for start, end in record["evidence"].values():
            assert 0 <= start < end <= len(SENTENCE)
    assert [record["text"] for record in records] == ["4 percent", "$7.5 billion"]


def test_extract_reads_standard_input_and_other_sorts() -> None:
    claims = factdb("extract", "-", stdin=SENTENCE.encode())
    assert [json.loads(line)["value"] for line in claims.stdout.splitlines()] == [4, 7_500_000_000]
    quantities = factdb("extract", "-", "--what", "quantities", stdin=SENTENCE.encode())
    assert [json.loads(line)["unit"] for line in quantities.stdout.splitlines()] == ["percent", "USD"]
    (time,) = (json.loads(line) for line in factdb("extract", "-", "--what", "times", stdin=SENTENCE.encode()).stdout.splitlines())
    assert {key: time[key] for key in ("text", "type", "value", "from", "to", "grain", "relation")} == {
        "text": "2023",
        "type": "DATE",
        "value": "2023",
        "from": "2023-01-01",
        "to": "2023-12-31",
        "grain": "year",
        "relation": "in",
    }


def test_extract_goes_on_after_a_fault(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(SENTENCE, encoding="utf-8")
    result = factdb("extract", tmp_path / "missing.txt", good)
    assert result.exit_code == 1
    assert one_line(result) == f"factdb: {tmp_path}/missing.txt: No such file or directory"
    assert len(result.stdout.splitlines()) == 2


# --- ingest: faults

FAULTS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "binary": (b"\x00\x01\x02\x03PK\xff\xfe" * 100, ""),
    "latin1": ("Caf\u00e9 sales rose 4 percent to \u00a33 million.".encode("latin-1"), "UTF-8"),
    "utf16": ("Sales rose 4 percent.".encode("utf-16"), "UTF-16"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_clear_line_for_a_bad_file_and_the_others_are_ingested(tmp_path: Path, fault: str) -> None:
    content, says = FAULTS[fault]
    bad, good, database = tmp_path / "bad.txt", tmp_path / "good.txt", tmp_path / "facts.sqlite"
    bad.write_bytes(content)
    good.write_text(SENTENCE, encoding="utf-8")
    result = factdb("ingest", bad, good, "--db", database)
    assert result.exit_code == 1
    assert str(bad) in one_line(result)
    assert says in one_line(result)
    assert result.stdout == f"{database}: 2 files: 1 new, 1 failed ({bad}); 2 claims\n"


def test_missing_path_and_broken_manifest(tmp_path: Path) -> None:
    good, database = tmp_path / "good.txt", tmp_path / "facts.sqlite"
    good.write_text(SENTENCE, encoding="utf-8")
    result = factdb("ingest", tmp_path / "missing", good, "--db", database)
    assert result.exit_code == 1
    assert f"{tmp_path}/missing: No such file or directory" in one_line(result)
    (tmp_path / "manifest.toml").write_text("[[document]\nfile = ", encoding="utf-8")
    result = factdb("ingest", good, "--db", database)
    assert result.exit_code == 1
    assert "manifest.toml" in one_line(result)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM claims").fetchone() == (2,)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_no_permission(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SENTENCE, encoding="utf-8")
    secret.chmod(0)
    result = factdb("ingest", secret, "--db", tmp_path / "facts.sqlite")
    assert (result.exit_code, "Permission denied" in one_line(result)) == (1, True)
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    good = tmp_path / "good.txt"
    good.write_text(SENTENCE, encoding="utf-8")
    for arguments in (("ingest", good, "--db", locked / "x.sqlite"), ("build", ROOT / "seeds", "--db", locked / "x.sqlite")):
        result = factdb(*arguments)
        assert result.exit_code == 1
        one_line(result)
    assert list(locked.iterdir()) == []


def limited() -> None:
    """No file of this process grows over 100 kB: what a full disk does, without one."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    result = process("build", tmp_path / "seeds", "--db", tmp_path / "facts.sqlite", preexec_fn=limited)
    assert result.returncode == 1
    assert "facts.sqlite" in result.stderr
    assert "Traceback" not in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["seeds"]


def test_full_disk_leaves_a_database_as_it_was(tmp_path: Path, database: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_text(SENTENCE * 2000, encoding="utf-8")
    with closing(sqlite3.connect(database)) as connection:
        before = list(connection.iterdump())
    result = process("ingest", big, "--db", database, preexec_fn=limited)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    with closing(sqlite3.connect(database)) as connection:
        assert list(connection.iterdump()) == before


def test_full_standard_output() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("w") as full:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "factdb", "extract", "-"]
        done = subprocess.run(
            command, input=SENTENCE, stdout=full, stderr=subprocess.PIPE, text=True, env=environment, check=False, timeout=60
        )
    assert done.returncode != 0
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_closed_pipe_is_silent(database: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = (
        f'"{sys.executable}" -m factdb sql "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n LIMIT 90000"'
    )
    command += f' --limit 0 --format csv --db "{database}" | head -1'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=environment, check=False, timeout=60)
    assert done.stdout == "x\n"
    assert done.stderr == ""


def test_faults_of_databases(tmp_path: Path, database: Path) -> None:
    nothing = factdb("query", database=tmp_path / "none.sqlite")
    assert nothing.exit_code == 1
    assert "no such database" in one_line(nothing)
    assert not (tmp_path / "none.sqlite").exists()
    text = tmp_path / "text.sqlite"
    text.write_text("words " * 1000, encoding="utf-8")
    assert "not a database" in one_line(factdb("stats", database=text))
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    for arguments in (("query",), ("sql", "SELECT 1"), ("verify",), ("upgrade",), ("ingest", ROOT / "seeds")):
        result = factdb(*arguments, database=database)
        assert result.exit_code == 1
        assert "newer factdb" in one_line(result)


# --- build and ingest


def test_build_refuses_to_drop_other_files(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text(SENTENCE, encoding="utf-8")
    other = tmp_path / "other.txt"
    other.write_text(SENTENCE, encoding="utf-8")
    database = tmp_path / "data.sqlite"
    assert factdb("build", seeds, "--db", database).exit_code == 0
    assert factdb("ingest", other, "--db", database).exit_code == 0
    result = factdb("build", seeds, "--db", database)
    assert result.exit_code == 1
    assert "other.txt" in one_line(result)
    assert factdb("build", seeds, "--db", database, "--replace").exit_code == 0


def test_build_anywhere_gives_the_same_rows(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "out").mkdir()
    for database in (tmp_path / "a.sqlite", tmp_path / "out" / "b.sqlite"):
        result = factdb("build", tmp_path / "seeds", "--db", database)
        assert result.exit_code == 0, result.stderr
    assert dump(tmp_path / "a.sqlite") == dump(tmp_path / "out" / "b.sqlite")
    # what `build` made is what `ingest` would make
    result = factdb("ingest", tmp_path / "seeds", "--db", tmp_path / "a.sqlite")
    assert re.search("5 files: 5 unchanged", result.stdout), result.stdout


def dump(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def test_committed_database_is_a_fresh_build(tmp_path: Path) -> None:
    committed = ROOT / "data.sqlite"
    if not committed.exists():
        pytest.skip("data.sqlite is not built")
    assert factdb("build", ROOT / "seeds", "--db", tmp_path / "data.sqlite").exit_code == 0
    fresh, kept = dump(tmp_path / "data.sqlite"), dump(committed)
    assert fresh == kept, "rules, words or seeds changed: run `factdb build` and commit data.sqlite"


def test_ingest_twice_is_a_no_op_and_a_change_replaces(tmp_path: Path) -> None:
    text, database = tmp_path / "t.txt", tmp_path / "facts.sqlite"
    text.write_text(SENTENCE, encoding="utf-8")
    assert "1 file: 1 new; 2 claims" in factdb("ingest", text, "--db", database).stdout
    before = database.read_bytes()
    assert "1 file: 1 unchanged; 2 claims" in factdb("ingest", text, "--db", database).stdout
    assert database.read_bytes() == before
    text.write_text(SENTENCE.replace("4 percent", "9 percent"), encoding="utf-8")
    assert "1 file: 1 replaced; 2 claims" in factdb("ingest", text, "--db", database).stdout
    found = json.loads(factdb("query", "--format", "json", "--kind", "change", database=database).stdout)
    assert [row["value"] for row in found] == [9]
    assert "1 file: 1 replaced" in factdb("ingest", text, "--date", "2024-05-05", "--db", database).stdout


def test_two_ingests_at_once(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for number in range(6):
            (tmp_path / folder / f"{folder}{number}.txt").write_text(SENTENCE * 5, encoding="utf-8")
    database = tmp_path / "facts.sqlite"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "factdb", "ingest", str(tmp_path / folder), "--db", str(database)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for folder in ("a", "b", "a")
    ]
    for one in running:
        _, stderr = one.communicate(timeout=60)
        assert (one.returncode, stderr) == (0, b"")
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(DISTINCT doc), count(*) FROM claims").fetchone() == (12, 120)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_users_own_metric(tmp_path: Path) -> None:
    folder = tmp_path / "words"
    folder.mkdir()
    (folder / "metrics.toml").write_text(
        '[eggs]\nlabel = "Eggs laid"\ndefinition = "Eggs."\ndimensions = ["count"]\nheads = ["egg"]\nnouns = ["egg"]\n', encoding="utf-8"
    )
    text, database = tmp_path / "t.txt", tmp_path / "facts.sqlite"
    text.write_text("Hens in Oslo laid 40,000 eggs in 2022.\n", encoding="utf-8")
    done = process("ingest", text, "--lexicon", folder, "--db", database)
    assert done.returncode == 0, done.stderr
    found = process("query", "--metric", "eggs laid", "--format", "json", "--db", database)
    assert [row["value"] for row in json.loads(found.stdout)] == [40_000]


def test_a_users_word_wins_over_ours(tmp_path: Path) -> None:
    """ "rainfall" is a length to us; to a user who measures rain it is rain."""
    (tmp_path / "metrics.toml").write_text(
        '[rain]\nlabel = "Rain"\ndefinition = "Rain."\ndimensions = ["length"]\nnouns = ["rainfall"]\n', encoding="utf-8"
    )
    done = process("extract", "-", "--lexicon", tmp_path, input="Rainfall in Oslo reached 80 mm in 2022.\n")
    assert [json.loads(line)["metric"] for line in done.stdout.splitlines()] == ["rain"]


# --- query


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ("", [1, 2, 3, 4]),
        ("--metric trade_volume", [1, 2]),
        ("--metric TRADE_VOLUME --metric tax", [1, 2, 4]),
        ("--entity peru --entity CHILE", [1, 2]),
        ("--entity peru --entity bolivia", []),
        ("--entity per", [1, 2]),
        ("--entity arica", []),
        ("--entity 'Arica Railway'", [3]),
        ("--entity railway", [3]),
        ("--entity 'the railway'", [3]),
        ("--year 2021", [1, 2]),
        ("--year 2020", []),
        ("--from 2021 --to 2021-12", [1, 2]),
        ("--from 2021-06", []),
        ("--from 2021-06 --overlap", [1, 2]),
        ("--to 2021-06 --overlap", [1, 2]),
        ("--unit usd", [1]),
        ("--unit length --unit percent", [2, 3]),
        ("--kind change", [2, 4]),
        ("--modality planned", [3]),
        ("--said-by 'anna ruiz'", [1]),
        ("--said-by ruiz", [1]),
        ("--doc and", [1, 2, 3, 4]),
        ("--doc andes.txt", [1, 2, 3, 4]),
        ("--doc x", []),
        ("--min 12.5 --max 62", [2, 3]),
        ("--min 4,250,000,000", [1]),
        ("--text 'ARICA RAILWAY'", [3]),
        ("--text '%'", []),
        ("--text '\u4e2d'", [4]),
        ("--limit 2", [1, 2]),
        ("--limit 0", []),
        ("--tier optional", []),
    ],
)
def test_query_filters(database: Path, filters: str, ids: list[int]) -> None:
    import shlex

    result = factdb("query", "--format", "json", *shlex.split(filters), database=database)
    assert result.exit_code == 0, result.stderr
    assert [row["id"] for row in json.loads(result.stdout)] == ids


def test_query_names_near_ones(database: Path) -> None:
    result = factdb("query", "--metric", "trade_volumes", database=database)
    assert result.exit_code == 1
    assert one_line(result) == "factdb: no metric 'trade_volumes' in this database: did you mean trade_volume?"
    assert factdb("query", "--unit", "parsec", database=database).exit_code == 1


def test_formats_agree(database: Path) -> None:
    asked = ("query", "--metric", "trade_volume")
    whole = json.loads(factdb(*asked, "--format", "json", database=database).stdout)
    lines = [json.loads(line) for line in factdb(*asked, "--format", "jsonl", database=database).stdout.splitlines()]
    rows = list(csv.DictReader(io.StringIO(factdb(*asked, "--format", "csv", database=database).stdout)))
    assert whole == lines
    assert [{key: "" if value is None else str(value) for key, value in row.items()} for row in whole] == rows
    markdown = factdb(*asked, "--format", "md", database=database).stdout.splitlines()
    assert markdown[0].startswith("| id | figure | metric |")
    assert len(markdown) == 2 + len(whole)


@pytest.mark.parametrize("columns", [80, 100, 120, 200])
def test_table_fits_the_terminal(database: Path, columns: int) -> None:
    result = factdb("query", database=database, columns=columns)
    assert max(cells(line) for line in result.stdout.splitlines()) <= columns
    for words in ("> $4.25 billion", "12.5 percent (up)", "trade_volume", "2021", "Peru; Chile"):
        assert words in result.stdout
    assert result.stderr == "factdb: 4 claims\n"


def test_columns(database: Path) -> None:
    result = factdb("query", "--columns", "id,value", "--format", "csv", "--limit", "1", database=database)
    assert result.stdout == "id,value\n1,4250000000\n"
    assert factdb("query", "--columns", "id,nope", database=database).exit_code == 2


# --- show


def test_show_marks_the_sentence(database: Path) -> None:
    result = factdb("show", "1", database=database)
    assert "between [Peru|entity] and [Chile|entity] reached over [$4.25 billion|figure] in [2021|time]" in result.stdout
    assert "[Anna Ruiz|speaker]" in " ".join(result.stdout.split())
    assert "andes.txt:69-82" in result.stdout
    assert "\x1b" not in result.stdout
    assert factdb("show", "andes:70", database=database).stdout == result.stdout
    detail = json.loads(factdb("show", "1", "--format", "json", database=database).stdout)
    assert detail["about"][0]["name"] == "Peru"


def test_show_says_what_is_not_there(database: Path) -> None:
    for place, says in {"99": "the numbers go up to 4", "andes:0": "no claim at andes:0", "chile:3": "no document chile"}.items():
        result = factdb("show", place, database=database)
        assert result.exit_code == 1
        assert says in one_line(result)


# --- explain, unclaimed


def test_explain_a_stored_claim(database: Path) -> None:
    rows = {row["slot"]: row for row in json.loads(factdb("explain", "1", "--format", "json", database=database).stdout)}
    assert rows["metric"] == {"slot": "metric", "value": "trade_volume", "rule": "noun", "words": "Trade", "at": "27-32"}
    assert (rows["number"]["value"], rows["bound"]["words"], rows["attribution"]["value"]) == ("4250000000", "over", "Anna Ruiz")


WORDS = "On 3 May the 12th COP29 meeting drew 40 delegates to Room 7.\n"


@pytest.mark.parametrize(
    ("words", "slot", "says"),
    [
        ("40", "number", "40"),
        ("3 May", "no claim", "a time"),
        ("12th", "no claim", "an ordinal: 12th"),
        ("29", "no claim", "COP29"),
        ("7", "no claim", "name or label"),
    ],
)
def test_explain_a_place(tmp_path: Path, words: str, slot: str, says: str) -> None:
    text = tmp_path / "t.txt"
    text.write_text(WORDS, encoding="utf-8")
    result = factdb("explain", f"{text}:{WORDS.index(words)}", "--format", "json")
    row = json.loads(result.stdout)[0]
    assert row["slot"] == slot
    assert says in row["value"]


def test_explain_says_what_is_not_there(tmp_path: Path, database: Path) -> None:
    text = tmp_path / "t.txt"
    text.write_text(WORDS, encoding="utf-8")
    assert "no number stands there; the sentence has '40 delegates' at 37" in one_line(factdb("explain", f"{text}:0"))
    assert "past its end" in one_line(factdb("explain", f"{text}:999"))
    assert "no such file" in one_line(factdb("explain", "nothing:1", database=database))
    assert "the numbers go up to 4" in one_line(factdb("explain", "99", database=database))


def test_unclaimed_numbers(tmp_path: Path, database: Path) -> None:
    text = tmp_path / "t.txt"
    text.write_text(WORDS, encoding="utf-8")
    result = factdb("unclaimed", text, "--format", "json")
    assert [row["number"] for row in json.loads(result.stdout)] == ["12", "29", "7"]
    assert one_line(result).startswith("factdb: 4 numbers in no claim; 1 a time")
    assert len(json.loads(factdb("unclaimed", text, "--times", "--format", "json").stdout)) == 4
    assert factdb("unclaimed", "--format", "csv", database=database).stdout.startswith("where,number,reason")


# --- rules


def test_rules_lists_and_counts(database: Path) -> None:
    lists = {row["list"]: row for row in json.loads(factdb("rules", "--format", "json").stdout)}
    assert {"metrics", "units", "currencies", "countries", "times"} <= set(lists)
    metrics = {row["entry"]: row for row in json.loads(factdb("rules", "metrics", "--format", "json", database=database).stdout)}
    assert metrics["trade_volume"]["claims"] == 2
    fired = json.loads(factdb("rules", "fired", "--format", "json", database=database).stdout)
    assert {"slot": "metric", "rule": "noun", "claims": 1} in fired
    assert factdb("rules", "nothing").exit_code == 2


def test_rules_check_runs_all_examples() -> None:
    result = factdb("rules", "--check")
    assert result.exit_code == 0, result.stdout
    assert re.fullmatch(r"factdb: [0-9]{3,} examples, 0 not as they say", one_line(result))


def test_rules_check_runs_a_users_own(tmp_path: Path) -> None:
    (tmp_path / "metrics.toml").write_text(
        '[eggs]\nlabel = "Eggs laid"\ndefinition = "Eggs."\ndimensions = ["count"]\nheads = ["egg"]\nnouns = ["egg"]\n'
        'yes = ["Hens laid [40,000 eggs].", "It hired [12 cooks]."]\n',
        encoding="utf-8",
    )
    done = process("rules", "metrics", "--check", "--lexicon", tmp_path, "--format", "json")
    assert done.returncode == 1
    (failure,) = json.loads(done.stdout)
    assert {key: failure[key] for key in ("entry", "example", "wanted")} == {
        "entry": "eggs",
        "example": "It hired [12 cooks].",
        "wanted": "eggs",
    }


# --- export


def test_export_writes_every_view(database: Path, tmp_path: Path) -> None:
    from factdb.db.views import VIEWS

    result = factdb("export", "all", "--out", tmp_path / "csv", database=database)
    assert result.exit_code == 0
    assert {path.stem for path in (tmp_path / "csv").iterdir()} == set(VIEWS)
    with (tmp_path / "csv" / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["value"] for row in rows] == ["4250000000", "12.5", "62", "0.5"]
    assert rows[3]["item"] == "'=tariffs"
    assert rows[3]["sentence"].startswith("'=Tariffs")
    assert rows[3]["direction"] == "down"


def test_export_numbers_are_never_guarded(database: Path) -> None:
    percentages = factdb("export", "percentages", "--out", "-", database=database).stdout
    assert "-0.5" in percentages
    assert "'-0.5" not in percentages
    raw = factdb("export", "claims", "--out", "-", "--raw", database=database).stdout
    assert "'=" not in raw


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_csv_guard(start: str) -> None:
    from factdb.export import guarded

    assert guarded(f"{start}1+1") == f"'{start}1+1"
    assert guarded(f"1{start}1") == f"1{start}1"
    assert guarded("-12.5") == "-12.5"
    assert guarded(-12.5) == -12.5


def test_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    from factdb.export import whole_file

    target = tmp_path / "x.csv"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), whole_file(target) as file:
        file.write("half" * int(1 / (len(file.name) - len(file.name))))
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


# --- sql


def test_sql_reads(database: Path) -> None:
    result = factdb("sql", "SELECT partners, amount, period, growth_pct FROM trade_figures", database=database)
    assert result.stdout.splitlines()[-1].split("  ")[0] == "Peru; Chile"
    assert json.loads(factdb("sql", "SELECT 1 AS a, 2 AS a", "--format", "json", database=database).stdout) == [{"a": 1, "a_2": 2}]
    assert factdb("sql", "PRAGMA table_info(claim)", database=database).exit_code == 0
    assert factdb("sql", "WITH t AS (SELECT 1) SELECT * FROM t", database=database).exit_code == 0


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("ATTACH 'new.sqlite' AS other", "ATTACH"),
        ("DELETE FROM claim", "DELETE"),
        ("UPDATE claim SET per = 'x'", "UPDATE"),
        ("INSERT INTO metric VALUES (1, 'a', 'b', 'c')", "INSERT"),
        ("DROP TABLE claim", "refused"),
        ("CREATE TABLE x (y)", "refused"),
        ("CREATE TEMP TABLE x (y)", "refused"),
        ("PRAGMA journal_mode = WAL", "PRAGMA"),
        ("PRAGMA writable_schema = 1", "PRAGMA"),
        ("VACUUM INTO 'copy.sqlite'", "refused"),
        ("SELECT load_extension('x')", "SQL"),
        ("SELECT 1; DELETE FROM claim", "one statement"),
        ("SELECT absent FROM claims", "no such column"),
        ("", "no rows"),
    ],
)
def test_sql_refuses(database: Path, tmp_path: Path, statement: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before, files = database.read_bytes(), sorted(tmp_path.iterdir())
    result = factdb("sql", statement, database=database)
    assert result.exit_code == 1
    assert says in one_line(result)
    assert database.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == files


def test_sql_limits_are_said_when_they_bite(database: Path) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    few = factdb("sql", endless, "--limit", "5", "--format", "csv", database=database)
    assert few.stdout == "x\n1\n2\n3\n4\n5\n"
    assert one_line(few) == "factdb: only the first 5 rows are shown (--limit)"
    slow = factdb("sql", f"SELECT count(*) FROM ({endless})", "--seconds", "0.2", database=database)
    assert slow.exit_code == 1
    assert "longer than 0.2 seconds" in one_line(slow)
    assert factdb("sql", "SELECT 1", database=database).stderr == ""


# --- stats, verify, upgrade, --db


def test_stats(database: Path) -> None:
    found = {(row["section"], row["what"]): row["n"] for row in json.loads(factdb("stats", "--format", "json", database=database).stdout)}
    assert found["total", "claims"] == 4
    assert found["core claims", "with a time"] == 2
    assert found["metric", "trade_volume"] == 2
    assert found["entity", "Peru"] == 2


def test_verify(database: Path) -> None:
    result = factdb("verify", database=database)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 document and" in result.stdout


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("UPDATE span SET quote = replace(quote, '62', '63')", "span"),
        ("UPDATE document SET text = replace(text, 'Chile', 'China')", "reads differently"),
        ("UPDATE claim SET sentence_id = span_id WHERE claim_id = 3", ""),
        ("UPDATE claim SET sentence_id = (SELECT sentence_id FROM claim WHERE claim_id = 1) WHERE claim_id = 3", "not inside its sentence"),
        ("UPDATE claim SET metric_id = 77", "refers to a row of metric"),
    ],
)
def test_verify_finds_damage(database: Path, damage: str, says: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(damage)
        connection.commit()
    result = factdb("verify", "--format", "jsonl", database=database)
    assert result.exit_code == (1 if says else 0)
    assert says in result.stdout


def test_verify_finds_changed_and_missing_files(database: Path) -> None:
    text = database.parent / "andes.txt"
    text.write_text("Other words entirely.", encoding="utf-8")
    result = factdb("verify", database=database)
    assert (result.exit_code, "changed since it was read" in result.stdout) == (1, True)
    text.unlink()
    result = factdb("verify", database=database)
    assert (result.exit_code, "No such file" in result.stdout) == (1, True)


def test_upgrade_is_a_no_op_at_head(database: Path) -> None:
    before = dump(database)
    assert factdb("upgrade", database=database).exit_code == 0
    assert dump(database) == before
    assert factdb("upgrade", "--db", database.parent / "none.sqlite").exit_code == 1


def test_database_is_chosen_by_option_or_environment_or_url(database: Path) -> None:
    wanted = factdb("query", "--format", "json", database=database).stdout
    for arguments in (("query", "--db", database), ("query", "--db", f"sqlite:///{database}")):
        assert factdb(*arguments, "--format", "json").stdout == wanted
    assert factdb("--db", database, "query", "--format", "json").stdout == wanted
    assert factdb("query", "--format", "json", database=Path("other.sqlite")).exit_code == 1
