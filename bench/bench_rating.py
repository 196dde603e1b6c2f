"""Re-rating a million bills of mixed classes in the engine, beside a pandas loop over the same bills.

Run `python bench/bench_rating.py [bills]`. The engine's time is that of every fact from the canonical tables to the
expected bill, component by component, with tables already in memory; a scan limit and the peers follow.
"""

from __future__ import annotations

import sys
import time
from datetime import date

import pyarrow as pa
from rating_world import tables

from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.pages.stage import compute_fact
from jicha.schema import table

BILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
WINDOW = Window(date(2025, 1, 1), date(2026, 1, 1), date(2026, 1, 10))


def main() -> None:
    given = tables(BILLS)
    bills = given["bill"].num_rows
    library = Library.shipped()
    wanted = library.pages["expected_bill"]
    with DuckDbEngine(threads=2, memory_limit_mib=6144) as engine:
        for name in library.tables_for([wanted]):
            engine.register(name, given[name] if name in given else _empty(name))
        print(f"{bills:,} bills, 2 threads\n{'fact':<20}{'s':>9}")
        total = 0.0
        for fact in (*library.facts_for([wanted]), wanted):
            started = time.perf_counter()
            compute_fact(engine, fact, {}, WINDOW)
            took = time.perf_counter() - started
            total += took
            print(f"{fact.code:<20}{took:>9.2f}", flush=True)
        print(f"{'together':<20}{total:>9.2f}{bills / total:>12,.0f} bills/s")
        print(
            engine.query(
                "SELECT unsure, count(*) AS bills, sum(total_money) AS money FROM expected_bill GROUP BY unsure"
            ).to_pylist()
        )


def _empty(name: str) -> pa.Table:
    return pa.schema([pa.field(one.name, one.type) for one in table(name).arrow_schema]).empty_table()


if __name__ == "__main__":
    main()
