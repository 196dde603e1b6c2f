"""Our own run for the benchmark of re-rating, in a process of its own: from a store to the expected bills.

Run by `bench_rating.py` as `python rating_part.py STORE TARGET.parquet`; prints what it took as JSON. The engine has
the memory that it has in an audit, and spills beyond it. Everything that a run reads is read from the store's files.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from rating_peers import peak_mib

from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine, Kernel
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.pages.page import Page
from jicha.pages.stage import compute_fact
from jicha.schema import table
from jicha.schema import tables as canonical
from jicha.store.store import Store

WINDOW = Window(date(2025, 1, 1), date(2026, 1, 1), date(2026, 1, 10))
# How many bills exercise what: a world that lacked one would be an easy one.
_MIX = """
SELECT count(*) AS bills, count(e.unsure) AS unsure,
  sum(CASE WHEN e.tier_money > 0 THEN 1 ELSE 0 END) AS tiers,
  sum(CASE WHEN b.price_code IN ('WORKS', 'MILL') THEN 1 ELSE 0 END) AS hours,
  sum(CASE WHEN b.price_strategy = 'two_part' AND e.capacity_billed_kva > 0 AND b.capacity_charge_mode = 'capacity'
    THEN 1 ELSE 0 END) AS capacity,
  sum(CASE WHEN b.capacity_charge_mode = 'demand_contract' AND e.capacity_money > 0 THEN 1 ELSE 0 END) AS agreed_demand,
  sum(CASE WHEN b.capacity_charge_mode = 'demand_actual' AND e.capacity_money > 0 THEN 1 ELSE 0 END) AS measured_demand,
  sum(CASE WHEN e.power_factor_money <> 0 THEN 1 ELSE 0 END) AS power_factor,
  sum(CASE WHEN e.expected_kwh > b.kwh THEN 1 ELSE 0 END) AS losses,
  sum(CASE WHEN b.period_start < DATE '2025-07-01' AND b.period_end > DATE '2025-07-01'
    THEN 1 ELSE 0 END) AS price_change
FROM expected_bill AS e INNER JOIN bill AS b ON b.bill_id = e.bill_id
"""

Took = dict[str, float]


def run(root: Path, target: Path) -> dict[str, Any]:
    """Rate every bill of a store and write the bills; what that took, and a scan of the same columns."""
    library = Library.shipped()
    wanted = library.pages["expected_bill"]
    whole, pricing, by_fact = _nothing(), _nothing(), {}
    facts = [*library.facts_for([wanted]), replace(wanted, kernel=_watched(wanted.kernel, pricing))]
    names = sorted(library.tables_for([wanted]) & canonical().keys())
    with TemporaryDirectory() as spill, DuckDbEngine(threads=2, temp_directory=Path(spill)) as engine:
        with _added_to(whole):
            Store.open(root).snapshot().open(engine, names)
        scan, columns = _scan(engine, names, facts)
        for fact in facts:
            by_fact[fact.code] = _nothing()
            with _added_to(whole), _added_to(by_fact[fact.code]):
                compute_fact(engine, fact, {}, WINDOW)
        peak = peak_mib()
        mix = engine.query(_MIX).to_pylist()[0]
        pq.write_table(engine.query("SELECT * FROM expected_bill"), target)
    return {
        "ours": whole | {"peak_mib": peak},
        "pricing": pricing,
        "scan": scan,
        "columns": columns,
        "facts": by_fact,
        "mix": {name: int(count or 0) for name, count in mix.items()},
    }


def _scan(engine: Engine, names: Sequence[str], facts: Sequence[Page]) -> tuple[Took, int]:
    """The best of three reads of the columns that the facts read, and how many these are."""
    words = set(re.findall(r"\w+", " ".join(fact.sql for fact in facts)))
    queries, columns = [], 0
    for name in names:
        read = [one for one in table(name).by_name if one in words]
        columns += len(read)
        queries.append(f"SELECT {', '.join(f'max({one}) AS {one}' for one in read)} FROM {name}")
    tries = []
    for _ in range(3):
        tries.append(_nothing())
        with _added_to(tries[-1]):
            for query in queries:
                engine.query(query)
    return {name: min(one[name] for one in tries) for name in tries[0]}, columns


def _watched(kernel: Kernel | None, spent: Took) -> Kernel:
    """The kernel, adding up its time; it works on the thread that calls it."""
    assert kernel is not None

    def timed(rows: pa.Table) -> pa.Table:
        with _added_to(spent, time.thread_time):
            return kernel(rows)

    return timed


def _nothing() -> Took:
    return {"seconds": 0.0, "cpu": 0.0}


@contextmanager
def _added_to(spent: Took, processor: Callable[[], float] = time.process_time) -> Iterator[None]:
    """Add how long the block takes, on the clock and on the processors."""
    started, before = time.perf_counter(), processor()
    yield
    spent["seconds"] += time.perf_counter() - started
    spent["cpu"] += processor() - before


if __name__ == "__main__":
    print(json.dumps(run(*map(Path, sys.argv[1:]))))
