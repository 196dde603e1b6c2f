"""Intake beside a bare load of the same file: what mapping, checking, keys, quarantine, versions and syncing cost.

Two deliveries are made anew each time (seeded): a million bills as GB18030 text, one in a thousand with a value that
is no number, and ten million daily registers as Parquet. Each is loaded by jicha in a process of its own, into a new
store, committed and synced; beside it Arrow and DuckDB read the same file and write it as Parquet, and check nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

BILLS, REGISTERS = 1_000_000, 10_000_000
HEADER = "账单编号,户号,计量点编号,电费年月,发行日期,计费电量,变损电量,变损电费\n"
PROFILE = """
profile: bench_registers
source: bench
description: Daily registers of the benchmark
description_zh: 基准测试日冻结示值
confidence: observed
confidence_from: made by this script
files:
  - file: registers
    header: [meter, day, register, value]
    tables:
      - table: register_daily
        corrections: yes
        columns:
          point_id: {identifier: [meter]}
          day: day
          register: register
          reading: value
"""
GOALS = {"bills": 100_000, "registers": 300_000}  # rows a second on two cores


def main() -> None:
    """Print a line for each way to load each file."""
    print(f"{'file':10} {'by':28} {'rows':>11} {'seconds':>8} {'rows/s':>10} {'MiB':>6}  goal")
    with TemporaryDirectory(prefix="jicha-bench-") as folder:
        root = Path(folder)
        # In a process of its own: a child starts with the highest memory its parent ever had.
        subprocess.run([sys.executable, __file__, "make", folder], check=True)
        bills, registers = root / "bills.csv", root / "registers.parquet"
        (root / "registers.yaml").write_text(PROFILE, encoding="utf-8")
        for name, path, profile in (("bills", bills, "demo"), ("registers", registers, str(root / "registers.yaml"))):
            ours = in_process("jicha", path, profile, root / f"store-{name}")
            show(name, "jicha, into a store", ours, GOALS[name])
            for way in ("arrow", "duckdb"):
                bare = in_process(way, path, "", root / f"{way}-{name}.parquet")
                show(name, f"{way}, bare, into Parquet", bare, None)
                print(f"{'':10} jicha takes {ours['seconds'] / bare['seconds']:.1f} times as long")


def show(name: str, by: str, told: dict[str, float], goal: int | None) -> None:
    """One line of the table."""
    rate = told["rows"] / told["seconds"]
    met = "" if goal is None else f"{goal:,}: {'met' if rate >= goal else 'missed'}"
    print(f"{name:10} {by:28} {told['rows']:>11,.0f} {told['seconds']:>8.1f} {rate:>10,.0f} {told['mib']:>6.0f}  {met}")


def in_process(way: str, path: Path, profile: str, target: Path) -> dict[str, float]:
    """Load in a new interpreter, so that memory is its own; rows, seconds without start-up, MiB with its children."""
    command = [sys.executable, __file__, way, str(path), profile, str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def load(way: str, path: Path, profile: str, target: Path) -> None:
    """What the new interpreter does; prints the measure as JSON."""
    import resource

    peaks = [0]
    if way == "jicha":
        from jicha.intake.load import load_files
        from jicha.intake.sources.process import ParsedFile
        from jicha.store.store import Store

        close = ParsedFile.close

        def noting(parsed: ParsedFile) -> None:
            close(parsed)
            peaks.append(parsed.peak_kib)

        ParsedFile.close = noting  # type: ignore[method-assign]
        started = time.perf_counter()
        rows = load_files(Store.create(target), [path], profile=profile).rows
    elif way == "arrow":
        started = time.perf_counter()
        rows = arrow_load(path, target)
    else:
        import duckdb

        started = time.perf_counter()
        text = as_utf8(path) if path.suffix == ".csv" else path
        read = f"read_csv('{text}', all_varchar = true)" if path.suffix == ".csv" else f"read_parquet('{text}')"
        duckdb.sql("SET threads = 2")
        duckdb.sql(f"COPY (SELECT * FROM {read}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        rows = pq.read_metadata(target).num_rows
    seconds = time.perf_counter() - started
    mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + max(peaks)) / 1024
    print(json.dumps({"rows": rows, "seconds": seconds, "mib": mib}))


def arrow_load(path: Path, target: Path) -> int:
    """Read with Arrow and write as Parquet; a text is turned into UTF-8 first, as Arrow's reader needs it."""
    table = arrow_csv.read_csv(as_utf8(path)) if path.suffix == ".csv" else pq.read_table(path)
    pq.write_table(table, target, compression="zstd")
    return len(table)


def as_utf8(path: Path) -> Path:
    """The text in UTF-8, beside it."""
    target = path.with_suffix(".utf8.csv")
    target.write_bytes(path.read_bytes().decode("gb18030").encode())
    return target


def make_bills(root: Path) -> None:
    """A million bills of 200,000 customers over five months, GB18030."""
    path = root / "bills.csv"
    kwh = np.random.default_rng(1).integers(0, 900_000, BILLS) / 100
    with path.open("wb") as file:
        file.write(HEADER.encode("gb18030"))
        for first in range(0, BILLS, 100_000):
            lines = []
            for number in range(first, first + 100_000):
                month, customer = 1 + number // 200_000, number % 200_000
                value = "未知" if number % 1000 == 999 else f"{kwh[number]:.2f}"
                lines.append(
                    f"B{number:09d},{3_600_000_000 + customer},P{customer:08d},2026{month:02d},2026-{month:02d}-25,"
                    f"{value},0.00,0.00\n"
                )
            file.write("".join(lines).encode("gb18030"))


def make_registers(root: Path) -> None:
    """A year of daily registers of 27,398 meters, as an acquisition system exports them."""
    meters = -(-REGISTERS // 365)
    meter = np.tile(np.arange(meters), 365)[:REGISTERS]
    day = np.repeat(np.arange(365), meters)[:REGISTERS]
    value = day * 1200 + meter * 7 + np.random.default_rng(2).integers(0, 900, REGISTERS)
    first = int(np.datetime64("2025-01-01").astype(np.int64))
    table = pa.table(
        {
            "meter": pa.array(3_600_000_000 + meter).cast(pa.string()),
            "day": pa.array((day + first).astype(np.int32)).cast(pa.date32()),
            "register": pa.repeat(pa.scalar("active_total"), REGISTERS),
            "value": pa.array(value),
        }
    )
    pq.write_table(table, root / "registers.parquet", compression="zstd")


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        make_bills(Path(sys.argv[2]))
        make_registers(Path(sys.argv[2]))
    elif len(sys.argv) > 1:
        load(sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
    else:
        main()
