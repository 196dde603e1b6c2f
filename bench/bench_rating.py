"""Re-rating a year of bills of mixed classes in the engine, beside a scan of the same columns and four peers.

Run `python bench/bench_rating.py [bills] [--peers=PYTHON]` (default 1000000). Ours is every fact from the canonical
tables to the expected bill (readings, losses, capacity, power factor, differences and all), with the tables in the
engine already; the row under it is the part of that which prices, its kernel alone. Each peer prices what it can
express of the first of the same bills: energy by its components, hours, household tiers and funds; its money is
compared with ours to the fen. Two of the peers are packages that this project does not depend on: `pip install
ts-tariffs nrel-pysam` into any environment and give its Python as --peers. Each part runs in a process of its own, one
after the other; ratios go by processor time, which other work disturbs less.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from rating_peers import HALF, PEERS, SHEET, TIERS, peak_mib
from rating_world import tables

from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Kernel
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.pages.stage import compute_fact
from jicha.schema import table

BILLS = int(next((one for one in sys.argv[1:] if one.isdigit()), "1000000"))
PEER_PYTHON = next((one.removeprefix("--peers=") for one in sys.argv if one.startswith("--peers=")), sys.executable)
WINDOW = Window(date(2025, 1, 1), date(2026, 1, 1), date(2026, 1, 10))
MOST = {"pandas, whole columns": BILLS, "loop with decimals": 120_000, "NREL-PySAM": 12_000, "ts-tariffs": 2_400}
CODES = {"NREL-PySAM": "'SHOP', 'WORKS'"}  # the others have households too
# What the peers are given, and our money beside it, in fen.
_GIVEN = """
COPY (
  SELECT b.bill_id, b.customer_id AS customer, b.price_code AS code, month(b.month) AS month,
         CAST(e.expected_kwh AS DOUBLE) AS total, CAST(b.peak_kwh AS DOUBLE) AS peak,
         CAST(b.valley_kwh AS DOUBLE) AS valley,
         CAST(e.expected_kwh - b.peak_kwh - b.valley_kwh AS DOUBLE) AS flat
  FROM '{bill}' AS b INNER JOIN '{ours}' AS e ON e.bill_id = b.bill_id
  WHERE b.price_code IN ({codes}) ORDER BY CAST(b.customer_id[2:] AS BIGINT), b.month LIMIT {most}
) TO '{target}'
"""
_BESIDE = """
SELECT g.*, e.tier_2_kwh, e.tier_3_kwh, p.{theirs} AS theirs, CAST(100 * ({ours_money}) AS BIGINT) AS ours
FROM '{given}' AS g INNER JOIN '{ours}' AS e ON e.bill_id = g.bill_id LEFT JOIN '{priced}' AS p ON p.bill_id = g.bill_id
WHERE p.{theirs} IS DISTINCT FROM CAST(100 * ({ours_money}) AS BIGINT)
"""
_SUM = "e.energy_money + e.tier_money + e.surcharge_money"
_KINDS = {"energy": "e.energy_money", "tier": "e.tier_money", "fund": "e.surcharge_money"}


def main() -> None:
    """Make the bills, run each part, print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one, rows in tables(BILLS).items():
            pq.write_table(rows, folder / f"{one}.parquet")
        told = _run([sys.executable, __file__, f"--part={folder}"])
        ours = told["ours"]
        print(f"load before: {os.getloadavg()[0]:.1f}; unsure: {told['unsure']}; by fact, seconds: {told['facts']}\n")
        print(
            "| what | bills | s | CPU s | peak MiB | bills/s | by CPU s | ours is | its pricing is | other to the fen |"
        )
        print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---|")
        per_cpu = (ours["bills"] / ours["cpu"], ours["bills"] / told["pricing"]["cpu"])
        _print("ours, every fact", ours, per_cpu, "readings to differences, all components")
        _print("ours, pricing alone", ours | told["pricing"], per_cpu, "the same money")
        _print("scan", ours | told["scan"], per_cpu, f"{told['columns']} columns of bills read once")
        for peer in PEERS:
            given, priced = folder / "given.parquet", folder / "priced.parquet"
            paths = {"bill": folder / "bill.parquet", "ours": folder / "ours.parquet", "target": given}
            codes = CODES.get(peer, "'HOME', 'SHOP', 'WORKS'")
            duckdb.sql(_GIVEN.format(**paths, codes=codes, most=min(MOST[peer], BILLS)))
            took = _run([PEER_PYTHON, str(Path(__file__).with_name("rating_peers.py")), peer, str(given), str(priced)])
            if "absent" in took:
                print(f"| {peer} | | | | | | | | | not installed: {took['absent']} |")
                continue
            took["bills"] = pq.read_metadata(given).num_rows
            _print(peer, took, per_cpu, _compared(given, paths["ours"], priced))


def _run(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _print(what: str, took: dict[str, Any], per_cpu: tuple[float, float], note: str) -> None:
    """A row; ``per_cpu`` says how many bills all of ours and its pricing alone do in a second of a processor."""
    bills, seconds, cpu = (took[name] for name in ("bills", "seconds", "cpu"))
    rates = f"{bills / seconds:,.0f} | {bills / cpu:,.0f} | " + " | ".join(
        f"{one * cpu / bills:.3g} x" for one in per_cpu
    )
    print(f"| {what} | {bills:,.0f} | {seconds:.1f} | {cpu:.1f} | {took['peak_mib']} | {rates} | {note} |", flush=True)


def _compared(given: Path, ours: Path, priced: Path) -> str:
    """How many bills a peer prices otherwise, and why."""
    whole = "sum" in pq.read_schema(priced).names
    why: Counter[str] = Counter()
    furthest, bills = 0, set()
    for kind, money in {"sum": _SUM}.items() if whole else _KINDS.items():
        sql = _BESIDE.format(given=given, ours=ours, priced=priced, theirs=kind, ours_money=money)
        for row in duckdb.sql(sql).to_arrow_table().to_pylist():
            furthest = max(furthest, abs(row["ours"] - row["theirs"]))
            bills.add(row["bill_id"])
            why[_reason(row, kind)] += 1
    reasons = ", ".join(f"{count:,} {word}" for word, count in sorted(why.items()))
    return f"{len(bills):,}, by {furthest} fen at most: {reasons}" if bills else "none"


def _reason(row: dict[str, Any], kind: str) -> str:
    """Exactly worked out again: rounded once and not line by line, or a float beside half a fen."""
    lines = list(_exact(row, kind))
    if kind == "sum" and row["theirs"] == _rounded(sum(lines, Decimal(0))):
        return "components rounded as one sum"
    ties = sum(abs(abs(fen) % 1 - Decimal("0.5")) < Decimal("1e-6") for fen in [*lines, sum(lines, Decimal(0))])
    return "floats at half a fen" if ties >= abs(row["ours"] - row["theirs"]) else "UNEXPLAINED"


def _exact(row: dict[str, Any], kind: str) -> Iterator[Decimal]:
    """The money of each line in fen, not rounded."""
    if kind == "tier":
        for tier, (_, _, extra) in enumerate(TIERS, 2):
            yield 100 * Decimal(str(row[f"tier_{tier}_kwh"])) * Decimal(extra)
        return
    for name, period, prices in SHEET[row["code"]]:
        if kind in (name, "sum"):
            kwh = Decimal(str(row[period])).quantize(Decimal("0.001"))
            yield 100 * kwh * Decimal(prices[row["month"] >= HALF])


def _rounded(fen: Decimal) -> int:
    return int(fen.quantize(Decimal(1), ROUND_HALF_UP))


def part(folder: Path) -> dict[str, Any]:
    """Our own run over the tables of a folder, and one scan of the columns that its facts read of the bills."""
    library = Library.shipped()
    wanted = library.pages["expected_bill"]
    pricing = {"seconds": 0.0, "cpu": 0.0}
    facts = [*library.facts_for([wanted]), replace(wanted, kernel=_watched(wanted.kernel, pricing))]
    with DuckDbEngine(threads=2, memory_limit_mib=3072) as engine:
        for name in library.tables_for([wanted]):
            engine.register(name, _held(name, folder))
        sql = " ".join(fact.sql for fact in facts)
        columns = [one.name for one in table("bill").arrow_schema if re.search(rf"\b{one.name}\b", sql)]
        took: dict[str, dict[str, float]] = {"scan": {}, "ours": {}}
        with _timed(took["scan"]):
            engine.query(f"SELECT {', '.join(f'max({name}) AS {name}' for name in columns)} FROM bill")
        seconds = {}
        with _timed(took["ours"]):
            for fact in facts:
                started = time.perf_counter()
                compute_fact(engine, fact, {}, WINDOW)
                seconds[fact.code] = round(time.perf_counter() - started, 1)
        peak = peak_mib()
        priced = engine.query("SELECT * FROM expected_bill")
        unsure = engine.query("SELECT count(unsure) AS bills FROM expected_bill")["bills"][0].as_py()
    pq.write_table(priced, folder / "ours.parquet")
    ours = took["ours"] | {"bills": priced.num_rows, "peak_mib": peak}
    return {
        "ours": ours,
        "pricing": pricing,
        "scan": took["scan"],
        "columns": len(columns),
        "facts": seconds,
        "unsure": unsure,
    }


def _watched(kernel: Kernel | None, spent: dict[str, float]) -> Kernel:
    """The kernel, adding up its time; it works on the thread that calls it."""
    assert kernel is not None

    def timed(rows: pa.Table) -> pa.Table:
        started, before = time.perf_counter(), time.thread_time()
        found = kernel(rows)
        spent["seconds"] += time.perf_counter() - started
        spent["cpu"] += time.thread_time() - before
        return found

    return timed


def _held(name: str, folder: Path) -> pa.Table:
    """The table of a folder, empty where it has none."""
    schema = pa.schema([pa.field(one.name, one.type) for one in table(name).arrow_schema])
    file = folder / f"{name}.parquet"
    return pq.read_table(file).cast(schema) if file.exists() else schema.empty_table()


@contextmanager
def _timed(into: dict[str, float]) -> Iterator[None]:
    """Note how long the block took, on the clock and on the processors."""
    started, before = time.perf_counter(), os.times()
    yield
    after = os.times()
    into |= {"seconds": time.perf_counter() - started, "cpu": sum(after[:2]) - sum(before[:2])}


if __name__ == "__main__":
    own = next((one.removeprefix("--part=") for one in sys.argv if one.startswith("--part=")), "")
    if own:
        print(json.dumps(part(Path(own))))
    else:
        main()
