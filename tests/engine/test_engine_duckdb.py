"""The embedded engine keeps what it promises: rows, types, files, streams, kernels, errors and the lock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine
from jicha.engine.errors import EngineError

BILL = pa.table(
    {
        "bill_id": ["b1", "b2"],
        "kwh": pa.array([Decimal("12345678.901"), Decimal("1.500")], pa.decimal128(18, 3)),
        "price": pa.array([Decimal("1.5"), None], pa.decimal128(18, 8)),
        "days": pa.array([31, 28], pa.int64()),
    }
)


@pytest.fixture
def engine() -> Iterator[DuckDbEngine]:
    with DuckDbEngine(threads=2, memory_limit_mib=512) as opened:
        opened.register("bill", BILL)
        yield opened


def test_it_is_an_engine(engine: DuckDbEngine) -> None:
    same: Engine = engine
    assert same.name == "duckdb"


def test_kwh_times_price_passes_ten_million_exactly(engine: DuckDbEngine) -> None:
    assert engine.query("SELECT kwh * price AS m FROM bill ORDER BY bill_id")["m"].to_pylist() == [
        Decimal("18518518.35150000000"),
        None,
    ]


def test_integers_come_back_as_int64_whatever_duckdb_counts_in(engine: DuckDbEngine) -> None:
    answer = engine.query("SELECT sum(days) AS s, 1 AS one, count(*) AS n FROM bill")
    assert answer.schema.types == [pa.int64()] * 3
    assert answer.to_pylist() == [{"s": 59, "one": 1, "n": 2}]


def test_a_sum_beyond_64_bits_is_an_error_with_a_remedy(engine: DuckDbEngine) -> None:
    engine.register("big", pa.table({"x": pa.array([2**63 - 1, 1], pa.int64())}))
    with pytest.raises(EngineError, match="sum a decimal instead"):
        engine.query("SELECT sum(x) AS s FROM big")


def test_a_view_is_computed_when_used_and_a_materialized_query_is_not(engine: DuckDbEngine) -> None:
    engine.view("v", "SELECT count(*) AS n FROM bill")
    engine.materialize("m", "SELECT count(*) AS n FROM bill")
    engine.register("bill", BILL.slice(0, 1))
    assert engine.query("SELECT n FROM v")["n"].to_pylist() == [1]
    assert engine.query("SELECT n FROM m")["n"].to_pylist() == [2]


def test_a_table_may_be_replaced_by_a_query_over_itself_but_a_view_may_not(engine: DuckDbEngine) -> None:
    engine.materialize("bill", "SELECT bill_id, days + 1 AS days FROM bill")
    assert engine.query("SELECT days FROM bill ORDER BY days")["days"].to_pylist() == [29, 32]
    with pytest.raises(EngineError, match="would read itself"):
        engine.view("bill", "SELECT * FROM bill")


def test_a_name_may_change_from_table_to_view_and_be_dropped_twice(engine: DuckDbEngine) -> None:
    engine.materialize("x", "SELECT 1 AS a")
    engine.view("x", "SELECT 2 AS a")
    assert engine.query("SELECT a FROM x")["a"].to_pylist() == [2]
    engine.drop("x")
    engine.drop("x")
    with pytest.raises(EngineError, match="x does not exist"):
        engine.query("SELECT a FROM x")


def test_decimals_of_a_materialized_table_still_have_room(engine: DuckDbEngine) -> None:
    engine.materialize("m", "SELECT bill_id, kwh, price FROM bill")
    assert engine.query("SELECT max(kwh * price) AS m FROM m")["m"].to_pylist() == [Decimal("18518518.35150000000")]


def test_an_error_shows_the_sql_and_what_to_do(engine: DuckDbEngine) -> None:
    with pytest.raises(EngineError) as caught:
        engine.query("SELECT kwhs\nFROM bill")
    assert "kwhs" in str(caught.value)
    assert "    SELECT kwhs\n    FROM bill" in str(caught.value)
    assert "Correct the column's name" in str(caught.value)


def test_only_a_select_over_registered_tables_is_run(engine: DuckDbEngine) -> None:
    for sql in ("DROP TABLE bill", "COPY bill TO 'x'", "SELECT * FROM read_csv('x')", "SELECT 1; SELECT 2"):
        with pytest.raises(EngineError):
            engine.query(sql)
    assert engine.query("SELECT count(*) AS n FROM bill")["n"].to_pylist() == [2]


def test_python_variables_are_not_tables(engine: DuckDbEngine) -> None:
    secret = pa.table({"a": [1]})
    assert secret.num_rows == 1
    with pytest.raises(EngineError, match="secret does not exist"):
        engine.query("SELECT * FROM secret")


def test_columns_that_a_file_lacks_are_null_and_paths_are_not_columns(engine: DuckDbEngine, tmp_path: Path) -> None:
    folder = tmp_path / "电 表" / "month=2024-01"
    folder.mkdir(parents=True)
    old, new = folder / "old.parquet", folder / "new.parquet"
    pq.write_table(pa.table({"id": ["a"], "n": pa.array([1], pa.int32())}), old)
    pq.write_table(pa.table({"n": pa.array([2**40], pa.int64()), "id": ["b"], "extra": [True]}), new)
    schema = pa.schema([("id", pa.string()), ("n", pa.int64()), ("month", pa.date32()), ("l", pa.list_(pa.int32()))])
    engine.register_files("f", [old, new], schema)
    assert engine.query("SELECT * FROM f ORDER BY id").to_pylist() == [
        {"id": "a", "n": 1, "month": None, "l": None},
        {"id": "b", "n": 2**40, "month": None, "l": None},
    ]


def test_no_files_means_no_rows(engine: DuckDbEngine) -> None:
    engine.register_files("none", [], pa.schema([("id", pa.string()), ("l", pa.list_(pa.int32()))]))
    assert engine.query("SELECT * FROM none").num_rows == 0


def test_instants_with_a_zone_are_read_as_utc(engine: DuckDbEngine, tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    moment = dt.datetime(2024, 1, 1, 12)
    pq.write_table(pa.table({"t": pa.array([moment], pa.timestamp("us", "UTC"))}), path)
    engine.register_files("t", [path], pa.schema([("t", pa.timestamp("us"))]))
    assert engine.query("SELECT t FROM t")["t"].to_pylist() == [moment]


def test_a_stream_survives_other_queries(engine: DuckDbEngine) -> None:
    engine.register("numbers", pa.table({"i": pa.array(range(250_000), pa.int64())}))
    stream = engine.stream("SELECT i FROM numbers", batch_rows=50_000)
    rows = next(stream).num_rows
    engine.query("SELECT count(*) AS n FROM numbers")
    assert rows + sum(batch.num_rows for batch in stream) == 250_000


def test_bare_duckdb_ends_a_stream_without_a_word_when_asked_again() -> None:
    """Why streams have cursors of their own: the trap itself."""
    with duckdb.connect() as bare:
        reader = bare.execute("SELECT * FROM range(250000)").to_arrow_reader(50_000)
        rows = reader.read_next_batch().num_rows
        bare.execute("SELECT 1").fetchall()
        assert rows + sum(batch.num_rows for batch in reader) < 250_000


def test_streams_know_the_work_calendar_too(engine: DuckDbEngine) -> None:
    [batch] = engine.stream("SELECT workdays_between(DATE '2026-02-13', DATE '2026-02-24') AS w")
    assert batch["w"].to_pylist() == [2]


def test_an_error_within_a_stream_is_ours(engine: DuckDbEngine) -> None:
    with pytest.raises(EngineError, match="b1"):
        list(engine.stream("SELECT CAST(bill_id AS BIGINT) AS x FROM bill"))


def test_a_kernel_sees_whole_groups_in_order(engine: DuckDbEngine) -> None:
    rows = 300_000
    engine.register(
        "day", pa.table({"p": [f"p{i % 7000}" for i in range(rows)], "d": pa.array(range(rows), pa.int64())})
    )
    chunks: list[set[str]] = []

    def kernel(table: pa.Table) -> pa.Table:
        points, days = table["p"].to_pylist(), table["d"].to_pylist()
        assert list(zip(points, days, strict=True)) == sorted(zip(points, days, strict=True))
        chunks.append(set(points))
        return table.group_by("p").aggregate([("d", "count")]).rename_columns(["p", "n"])

    schema = pa.schema([("p", pa.string()), ("n", pa.int64())])
    engine.materialize_kernel("k", kernel, "SELECT d, p FROM day", ["p"], schema)
    assert len(chunks) > 1
    assert sum(map(len, chunks)) == 7000  # no group was split
    assert engine.query("SELECT sum(n) AS n, count(*) AS p FROM k").to_pylist() == [{"n": rows, "p": 7000}]


def test_a_kernel_that_fails_leaves_the_table_as_it_was(engine: DuckDbEngine) -> None:
    def kernel(table: pa.Table) -> pa.Table:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        engine.materialize_kernel("bill", kernel, "SELECT bill_id FROM bill", ["bill_id"], BILL.schema)
    assert engine.query("SELECT count(*) AS n FROM bill")["n"].to_pylist() == [2]


def test_a_kernel_must_give_the_declared_columns(engine: DuckDbEngine) -> None:
    with pytest.raises(EngineError, match="kernel of k gave the columns bill_id; missing: other"):
        engine.materialize_kernel("k", lambda t: t, "SELECT bill_id FROM bill", [], pa.schema([("other", pa.string())]))


def test_a_kernel_over_no_rows_gives_an_empty_table(engine: DuckDbEngine) -> None:
    schema = pa.schema([("bill_id", pa.string())])
    engine.materialize_kernel("k", lambda t: t, "SELECT bill_id FROM bill WHERE 1 = 0", ["bill_id"], schema)
    assert engine.query("SELECT * FROM k").schema.names == ["bill_id"]


def test_under_lock_allowed_files_and_registered_tables_still_work(engine: DuckDbEngine, tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    for folder in (inside, outside):
        folder.mkdir()
        pq.write_table(pa.table({"a": [1]}), folder / "f.parquet")
    schema = pa.schema([("a", pa.int64())])
    engine.register_files("late", [outside / "f.parquet"], schema)
    engine.lock_down([inside])
    engine.register_files("f", [inside / "f.parquet"], schema)
    engine.register("t", pa.table({"a": [2]}))
    engine.materialize("m", "SELECT a FROM f UNION ALL SELECT a FROM t")
    assert engine.query("SELECT sum(a) AS s FROM m")["s"].to_pylist() == [3]
    assert engine.query("SELECT local_hour(TIMESTAMP '2024-01-01 00:00:00') AS h")["h"].to_pylist() == [8]
    assert sum(batch.num_rows for batch in engine.stream("SELECT a FROM f")) == 1
    with pytest.raises(EngineError, match="outside the allowed folders"):
        engine.register_files("g", [outside / "f.parquet"], schema)
    with pytest.raises(EngineError, match="locked down"):
        engine.query("SELECT a FROM late")


@pytest.mark.parametrize("name", ["a b", "x;y", "", "1a", 'q"', "jicha__fresh", "a.b"])
def test_a_name_that_needs_quotes_is_refused(engine: DuckDbEngine, name: str) -> None:
    with pytest.raises(EngineError, match="cannot name a table"):
        engine.register(name, BILL)


def test_time_zones_are_checked_and_used() -> None:
    with pytest.raises(EngineError, match="unknown time zone"):
        DuckDbEngine(time_zone="Mars/Base")
    with DuckDbEngine(time_zone="Africa/Tunis") as engine:
        assert engine.query("SELECT local_hour(TIMESTAMP '2024-01-01 00:30:00') AS h")["h"].to_pylist() == [1]


def test_a_closed_engine_says_so(engine: DuckDbEngine) -> None:
    engine.close()
    engine.close()
    with pytest.raises(EngineError, match="closed"):
        engine.query("SELECT 1 AS a")
