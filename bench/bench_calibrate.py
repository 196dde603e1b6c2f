"""Calibrating the conventions on 200,000 bills of mixed classes, from the store to the answer.

Run `python bench/bench_calibrate.py [bills]`. The bills are billed by the second choice of every convention, while the
search begins with the first, so that every reading has to be found. The baseline is one rating of the same bills by
readings that are known, in the same call.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import pyarrow as pa
from rating_world import stored, tables

from jicha.audit.calibrate.calibrate import calibrate
from jicha.engine.duckdb import DuckDbEngine
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.pages.stage import compute_fact
from jicha.schema import table
from jicha.tariffs.conventions import CHOICES

BILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
WINDOW = Window(date(2025, 1, 1), date(2026, 1, 1), date(2025, 12, 31))
TRUTH = {name: choices[1] for name, choices in CHOICES.items()}
CHARGES = {
    "energy_charge": "energy_money", "tier_charge": "tier_money", "capacity_charge": "capacity_money",
    "power_factor_charge": "power_factor_money", "surcharge": "surcharge_money",
    "difference_charge": "difference_money", "relief_charge": "relief_money", "total_charge": "total_money",
}  # fmt: skip


def main() -> None:
    given = tables(BILLS)
    chosen = [{**row, "choice": TRUTH[row["convention"]]} for row in given["convention"].to_pylist()]
    given["convention"] = pa.Table.from_pylist(chosen, schema=given["convention"].schema)
    library = Library.shipped()
    given, once = billed(given, library)
    del given["convention"]
    with tempfile.TemporaryDirectory() as folder:
        root = stored(Path(folder) / "store", given)
        steps: list[str] = []
        started = time.perf_counter()
        found = calibrate(root, sample=0, library=library, progress=lambda what, done, total: steps.append(what))
        took = time.perf_counter() - started
    (region,) = found.regions
    print(f"{region.tried:,} bills, 2 threads")
    print(f"rated once by known readings  {once:8.1f} s")
    print(f"calibrated                    {took:8.1f} s   {took / once:.1f} times as long, {len(steps)} steps")
    print(f"largest size of the process   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MiB")
    for one in region.readings:
        right = TRUTH[one.convention] in one.best
        print(f"{one.convention:<20}{one.standing:<8}{one.tell:>9,} tell  {'found' if right else 'not told'}")
    print(f"explained {region.explained:,}, not {region.not_explained:,}, unsure {dict(region.unsure)}")


def billed(given: dict[str, pa.Table], library: Library) -> tuple[dict[str, pa.Table], float]:
    """The world with its bills as the truth makes them, and what one rating took."""
    page = library.pages["expected_bill"]
    with DuckDbEngine(threads=2, memory_limit_mib=6144) as engine:
        for name in library.tables_for([page]):
            engine.register(name, given[name] if name in given else empty(name))
        facts = library.facts_for([page])
        for fact in facts:
            compute_fact(engine, fact, {}, WINDOW)
        bills = engine.query(
            "SELECT b.*, q.expected_kwh FROM bill AS b INNER JOIN bill_quantity AS q ON q.bill_id = b.bill_id"
        )
        bills = bills.set_column(bills.column_names.index("kwh"), "kwh", bills["expected_kwh"])
        engine.register("bill", bills.drop_columns(["expected_kwh"]))
        started = time.perf_counter()
        for fact in (*facts, page):
            compute_fact(engine, fact, {}, WINDOW)
        took = time.perf_counter() - started
        kept = ", ".join(f"b.{name}" for name in table("bill").by_name if name not in CHARGES)
        made = ", ".join(f"e.{money} AS {charge}" for charge, money in CHARGES.items())
        rows = engine.query(
            f"SELECT {kept}, {made} FROM bill AS b INNER JOIN expected_bill AS e ON e.bill_id = b.bill_id"
        )
    return {**given, "bill": rows.select(list(table("bill").by_name)).cast(empty("bill").schema)}, took


def empty(name: str) -> pa.Table:
    """No rows of a canonical table."""
    return pa.schema([pa.field(one.name, one.type) for one in table(name).arrow_schema]).empty_table()


if __name__ == "__main__":
    main()
