"""Kernels, files, streams and errors: the same on both engines, and what only Spark must prove."""

from __future__ import annotations

import datetime as dt
import importlib.util
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jicha.engine.compare import compare
from jicha.engine.errors import EngineError
from jicha.engine.spark import SparkEngine

pytestmark = pytest.mark.spark

ROWS = 12_000
DAYS = pa.table(
    {
        "kwh": pa.array([Decimal(i * 7919 % 1000).scaleb(-1) for i in range(ROWS)], pa.decimal128(18, 3)),
        "day": pa.array([dt.date(2026, 1, 1) + dt.timedelta(days=i // 300) for i in range(ROWS)]),
        "point_id": pa.array([None if i % 300 == 299 else f"p{i % 300}" for i in range(ROWS)]),
        "curve": pa.array([[i % 5, None, i % 7] for i in range(ROWS)], pa.list_(pa.int32())),
    }
)
RISE = pa.schema(
    [("point_id", pa.string()), ("day", pa.date32()), ("rise", pa.decimal128(18, 3)), ("peak", pa.int64())]
)

MODULE = '''
import pyarrow as pa

def rise(rows):
    """Each day's energy less the row before it: right only if groups are whole and days in order."""
    points, days, kwh = (rows[name].to_pylist() for name in ("point_id", "day", "kwh"))
    found, last = [], object()
    for place, point in enumerate(points):
        found.append(kwh[place] - kwh[place - 1] if place and point == last else None)
        last = point
    peaks = [max(value for value in curve if value is not None) for curve in rows["curve"].to_pylist()]
    return pa.table({"peak": peaks, "rise": pa.array(found, pa.decimal128(38, 3)), "day": days, "point_id": points})

def broken(rows):
    raise ValueError("the kernel broke")
'''


@pytest.fixture(scope="module")
def kernels(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Kernels read from a file that no worker can import by name, as those of a rule pack are."""
    path = tmp_path_factory.mktemp("pack") / "pack_of_kernels.py"
    path.write_text(MODULE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("pack_of_kernels", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["pack_of_kernels"] = module
    spec.loader.exec_module(module)
    return module


def test_a_kernel_gives_the_same_rows_on_both_engines(both: Any, kernels: Any) -> None:
    both.register("day_energy", DAYS)
    ordered = "SELECT point_id, day, kwh, curve FROM day_energy"
    for engine in both.engines:
        engine.materialize_kernel("rise", kernels.rise, ordered, ["point_id"], RISE)
        engine.materialize_kernel("whole", kernels.rise, ordered, [], RISE)
    for name in ("rise", "whole"):
        assert both.differences(f"SELECT * FROM {name}", ("point_id", "day")) == []
    assert both.engines[0].query("SELECT count(rise) AS n FROM rise")["n"].to_pylist() == [ROWS - 300]


def test_an_error_of_a_kernel_is_named_on_spark(spark_engine: SparkEngine, kernels: Any) -> None:
    spark_engine.register("day_energy", DAYS)
    with pytest.raises(EngineError, match="ValueError: the kernel broke"):
        spark_engine.materialize_kernel("b", kernels.broken, "SELECT day FROM day_energy", ["day"], RISE)
    with pytest.raises(EngineError, match="the kernel of r gave the columns"):
        spark_engine.materialize_kernel("r", lambda rows: rows, "SELECT day FROM day_energy", ["day"], RISE)


def test_files_of_two_generations_read_alike(both: Any, tmp_path: Path) -> None:
    folder = tmp_path / "电 表" / "month=2024-01"
    folder.mkdir(parents=True)
    old, new = folder / "old.parquet", folder / "new.parquet"
    pq.write_table(pa.table({"id": ["a"], "n": pa.array([1], pa.int32()), "unused": [1.5]}), old)
    moment = dt.datetime(2024, 1, 1, 12)
    pq.write_table(
        pa.table(
            {
                "t": pa.array([moment], pa.timestamp("us")),
                "u": pa.array([moment], pa.timestamp("us", "UTC")),
                "kwh": pa.array([Decimal("1.5")], pa.decimal128(12, 1)),
                "l": pa.array([[1, None]], pa.list_(pa.int32())),
                "id": ["b"],
                "n": [2**40],
            }
        ),
        new,
    )
    kinds = {"id": pa.string(), "n": pa.int64(), "month": pa.date32(), "t": pa.timestamp("us"), "u": pa.timestamp("us")}
    schema = pa.schema({**kinds, "kwh": pa.decimal128(18, 3), "l": pa.list_(pa.int32())})
    for engine in both.engines:
        engine.register_files("f", [old, new], schema)
        engine.register_files("none", [], schema)
        assert engine.query("SELECT * FROM none").num_rows == 0
    assert both.differences("SELECT * FROM f", ("id",)) == []
    assert both.engines[1].query("SELECT u FROM f WHERE id = 'b'")["u"].to_pylist() == [moment]


def test_streams_carry_all_rows_and_other_queries_may_come_between(both: Any) -> None:
    both.register("day_energy", DAYS)
    whole = []
    for engine in both.engines:
        stream = engine.stream("SELECT * FROM day_energy", batch_rows=1000)
        first = next(stream)
        engine.query("SELECT count(*) AS n FROM day_energy")
        batches = [first, *stream]
        assert max(batch.num_rows for batch in batches) <= 2048  # DuckDB gives whole vectors
        whole.append(pa.Table.from_batches(batches))
    assert compare(*whole) == []


def test_spark_replaces_keeps_and_forgets_tables(spark_engine: SparkEngine) -> None:
    spark_engine.register("x", pa.table({"a": [1, 2]}))
    spark_engine.materialize("x", "SELECT a + 1 AS a FROM x")
    spark_engine.view("y", "SELECT sum(a) AS s FROM x")
    assert spark_engine.query("SELECT s FROM y")["s"].to_pylist() == [5]
    with pytest.raises(EngineError, match="would read itself"):
        spark_engine.view("x", "SELECT * FROM x")
    spark_engine.drop("x")
    spark_engine.drop("x")
    with pytest.raises(EngineError, match="TABLE_OR_VIEW_NOT_FOUND"):
        spark_engine.query("SELECT a FROM x")


def test_an_engine_in_a_given_session_keeps_its_tables_apart(spark_engine: SparkEngine, tmp_path: Path) -> None:
    spark_engine.register("mine", pa.table({"a": [1]}))
    inside, outside = tmp_path / "in", tmp_path / "out"
    for folder in (inside, outside):
        folder.mkdir()
        pq.write_table(pa.table({"a": [1]}), folder / "f.parquet")
    with SparkEngine(spark_engine.session, time_zone="Africa/Tunis") as other:
        with pytest.raises(EngineError, match="TABLE_OR_VIEW_NOT_FOUND"):
            other.query("SELECT a FROM mine")
        assert other.query("SELECT local_hour(TIMESTAMP '2024-01-01 00:30:00') AS h")["h"].to_pylist() == [1]
        other.lock_down([inside])
        other.register_files("f", [inside / "f.parquet"], pa.schema([("a", pa.int64())]))
        with pytest.raises(EngineError, match="outside the allowed folders"):
            other.register_files("f", [outside / "f.parquet"], pa.schema([("a", pa.int64())]))
    assert spark_engine.query("SELECT a FROM mine")["a"].to_pylist() == [1]  # closing stopped nothing


def test_the_local_session_listens_on_this_machine_only(spark_engine: SparkEngine) -> None:
    """Sockets of the Java process and its workers, as the kernel of the machine lists them."""
    assert spark_engine.query("SELECT 1 AS a").num_rows == 1
    ours = _sockets_of(_children(os.getpid()))
    listening = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in ours:
                listening.append(fields[1].split(":")[0])
    assert listening
    assert set(listening) <= {"0100007F", "0000000000000000FFFF00000100007F"}


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    found, due = [], [pid]
    while due:
        parent = due.pop()
        below = [child for child, of in pairs if of == parent]
        found += below
        due += below
    return found


def _sockets_of(pids: list[int]) -> set[str]:
    inodes = set()
    for pid in pids:
        for handle in Path(f"/proc/{pid}/fd").glob("*"):
            try:
                target = os.readlink(handle)
            except OSError:  # closed in the meantime
                continue
            if target.startswith("socket:["):
                inodes.add(target[8:-1])
    return inodes
