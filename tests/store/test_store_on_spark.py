"""A snapshot opened in Spark holds the rows it holds in DuckDB: corrections, removals, merged files, any moment."""

import shutil
from importlib.util import find_spec

import pyarrow as pa
import pytest
from store_world import bills, load, moment, voids

from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine
from jicha.engine.spark import SparkEngine
from jicha.store import Store

pytestmark = pytest.mark.spark

QUERY = "SELECT bill_id, issued_on, kwh, gas_m3, batch_id, received_at, source_row FROM bill ORDER BY bill_id"


def read(engine: Engine, store: Store, as_of: str | None) -> list[dict[str, object]]:
    store.snapshot(moment(as_of)).open(engine, ["bill", "customer"])
    assert engine.query("SELECT COUNT(*) AS n FROM customer").to_pylist() == [{"n": 0}]
    return engine.query(QUERY).to_pylist()


@pytest.mark.skipif(not (shutil.which("java") and find_spec("pyspark")), reason="needs Java and pyspark")
def test_spark_and_duckdb_see_the_same_rows_at_every_moment_before_and_after_a_compaction(store: Store) -> None:
    gas = bills(("b4", "2026-04-05", None)).append_column("gas_m3", pa.array([5], pa.int32()))
    load(store, "a", "2026-01-01", append=bills(("b1", "2026-01-05", 1), ("b2", "2026-02-05", 2), ("b3", "", 3)))
    load(store, "b", "2026-02-01T03:04:05.678901", append=gas, correct=[bills(("b1", "2026-01-05", 11)), voids("b2")])
    load(store, "c", "2026-03-01", correct=bills(("b1", "2026-01-05", 12), ("b2", "2026-02-05", 22)))
    # Received at the same moment: the one accepted later holds.
    load(store, "d", "2026-03-01", correct=bills(("b1", "2026-01-05", 13)))
    moments = ("2025-12-31", "2026-01-15", "2026-02-01T03:04:05.678900", "2026-02-01T03:04:05.678901", None)
    with SparkEngine() as spark, DuckDbEngine(threads=1) as duckdb:
        before = [read(duckdb, store, as_of) for as_of in moments]
        assert [len(rows) for rows in before] == [0, 3, 3, 3, 4]
        assert [read(spark, store, as_of) for as_of in (moments[2], None)] == [before[2], before[4]]
        assert store.compact("bill").files_after < 7
        assert [read(duckdb, store, as_of) for as_of in moments] == before
        # Merged files: now the rows are asked, to the microsecond.
        assert [read(spark, store, as_of) for as_of in moments[2:4]] == before[2:4]
