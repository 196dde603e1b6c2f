"""What the engine costs over bare DuckDB, how fast kernels stream, and how long Spark takes to start.

Run `python bench/bench_engines.py [rows]`; every ratio is against the baseline of the same run, best of three.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import duckdb
import pyarrow as pa

from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.errors import EngineError
from jicha.engine.spark import SparkEngine

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
QUERIES = {
    "sum of all": "SELECT sum(kwh) AS s, count(*) AS n FROM day",
    "by point": "SELECT point_id, sum(kwh) AS s, min(kwh) AS lo, max(kwh) AS hi FROM day GROUP BY point_id",
    "compare": "SELECT count(*) AS n FROM day WHERE kwh > 99.5 AND days_between(day, DATE '2026-01-01') > 30",
    "product": "SELECT sum(kwh * price) AS m FROM day",
    "fetch": "SELECT point_id, day, kwh FROM day",
}
MADE = """SELECT 'P' || (i // 365) AS point_id, DATE '2025-01-01' + CAST(i % 365 AS INTEGER) AS day,
    CAST((hash(i) % 100000) / 1000 AS DECIMAL(18, 3)) AS kwh, CAST((hash(i) % 100) / 100 AS DECIMAL(18, 8)) AS price
    FROM range({rows}) AS t(i)"""


def main() -> None:
    bare = duckdb.connect(config={"threads": "2", "preserve_insertion_order": "false"})
    bare.execute(f"CREATE TABLE day AS {MADE.format(rows=ROWS)}")
    rows = bare.execute("SELECT * FROM day").to_arrow_table()
    print(f"{ROWS:,} rows, 2 threads\n{'query':<12}{'bare s':>9}{'engine s':>10}{'ratio':>8}")
    with DuckDbEngine(threads=2, memory_limit_mib=4096) as engine:
        print(f"register: {timed(lambda: engine.register('day', rows), 1):.2f} s")
        for name, sql in QUERIES.items():
            plain = sql.replace("days_between(day, DATE '2026-01-01')", "date_diff('day', day, DATE '2026-01-01')")
            base = timed(lambda plain=plain: bare.execute(plain).to_arrow_table())
            ours = timed(lambda sql=sql: engine.query(sql))
            print(f"{name:<12}{base:>9.3f}{ours:>10.3f}{ours / base:>8.2f}")
        took = timed(lambda: stream(engine), 2)
        print(f"stream: {ROWS / took:,.0f} rows/s")
        took = timed(lambda: kernel(engine), 2)
        print(f"kernel (sorted by point and day, pass-through): {ROWS / took:,.0f} rows/s")
    started = time.perf_counter()
    try:
        with SparkEngine() as spark:
            print(f"Spark start: {time.perf_counter() - started:.1f} s")
            first = timed(lambda: spark.query("SELECT 1 AS a"), 1)
            print(f"Spark first query {first:.2f} s, next {timed(lambda: spark.query('SELECT 1 AS a')):.2f} s")
    except EngineError as error:
        print(f"Spark: {error}")


def stream(engine: DuckDbEngine) -> int:
    return sum(batch.num_rows for batch in engine.stream("SELECT point_id, day, kwh FROM day"))


def kernel(engine: DuckDbEngine) -> None:
    schema = pa.schema([("point_id", pa.string()), ("day", pa.date32()), ("kwh", pa.decimal128(18, 3))])
    engine.materialize_kernel("k", lambda rows: rows, "SELECT point_id, day, kwh FROM day", ["point_id"], schema)


def timed(work: Callable[[], object], times: int = 3) -> float:
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


if __name__ == "__main__":
    main()
