"""After the lock nothing outside is reached, whatever SQL comes: tried past the engine, on the connection itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jicha.engine.duckdb_session import complaints, lock, open_in_memory, text_literal
from jicha.engine.errors import EngineError


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    for folder in ("in", "out"):
        (tmp_path / folder).mkdir()
        pq.write_table(pa.table({"a": [1]}), tmp_path / folder / "f.parquet")
    (tmp_path / "in" / "link.parquet").symlink_to(tmp_path / "out" / "f.parquet")
    connection = open_in_memory(threads=1, memory_limit_mib=256, temp_directory=tmp_path / "spill")
    lock(connection, [tmp_path / "in"])
    yield connection
    connection.close()


FORBIDDEN = [
    "SELECT * FROM read_parquet('{out}/f.parquet')",
    "SELECT * FROM '{out}/f.parquet'",
    "SELECT * FROM read_parquet('{inside}/../out/f.parquet')",
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM glob('/etc/*')",
    "COPY (SELECT 1) TO '{out}/x.csv'",
    "EXPORT DATABASE '{out}/e'",
    "ATTACH '{out}/z.db'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '{inside}/x.duckdb_extension'",
    "SET threads = 1",
    "SET memory_limit = '1GB'",
    "SET enable_external_access = true",
    "SET allowed_directories = ['/']",
    "SET lock_configuration = false",
    "SET temp_directory = '/tmp'",
    "RESET threads",
    "PRAGMA threads = 1",
]


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_the_lock_holds(sql: str, locked: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(duckdb.Error):
        locked.execute(sql.format(out=tmp_path / "out", inside=tmp_path / "in")).fetchall()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["f.parquet"]


@pytest.mark.parametrize("sql", [sql for sql in FORBIDDEN if sql.startswith(("SELECT * FROM read_parquet", "SET thr"))])
def test_without_the_lock_the_same_sql_works(sql: str, tmp_path: Path) -> None:
    """The positive control: it is the lock that refuses, not a mistake in the SQL."""
    for folder in ("in", "out"):
        (tmp_path / folder).mkdir()
        pq.write_table(pa.table({"a": [1]}), tmp_path / folder / "f.parquet")
    connection = open_in_memory(threads=1, memory_limit_mib=256, temp_directory=None)
    connection.execute(sql.format(out=tmp_path / "out", inside=tmp_path / "in"))
    connection.close()


def test_allowed_files_are_read_under_lock(locked: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert locked.execute(f"SELECT a FROM read_parquet('{tmp_path}/in/f.parquet')").fetchall() == [(1,)]


def test_single_files_can_be_allowed(tmp_path: Path) -> None:
    for name in ("yes", "no"):
        pq.write_table(pa.table({"a": [1]}), tmp_path / f"{name}.parquet")
    connection = open_in_memory(threads=1, memory_limit_mib=256, temp_directory=None)
    lock(connection, [tmp_path / "yes.parquet"])
    assert connection.execute(f"SELECT a FROM read_parquet('{tmp_path}/yes.parquet')").fetchall() == [(1,)]
    with pytest.raises(duckdb.PermissionException):
        connection.execute(f"SELECT a FROM read_parquet('{tmp_path}/no.parquet')")
    connection.close()


def test_complaints_carry_the_remedy_of_their_kind() -> None:
    with pytest.raises(EngineError, match="temp_directory to spill"), complaints("SELECT big"):
        raise duckdb.OutOfMemoryException("Out of Memory Error: full")


def test_quotes_in_a_text_are_doubled_and_nul_is_refused() -> None:
    assert text_literal("it's") == "'it''s'"
    with pytest.raises(EngineError, match="NUL"):
        text_literal("a\0b")
