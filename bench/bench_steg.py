"""The whole path on the STEG billing history, beside one scan of its columns and the same checks in pandas.

Run `python bench/bench_steg.py [folder with steg/]` (default ../shared/data). Prints seconds, peak memory and ratios;
every part runs in a process of its own, one after the other.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DATA = Path(sys.argv[1] if len(sys.argv) > 1 and not sys.argv[1].startswith("--") else "../shared/data")
COLUMNS = (
    "client_no", "invoice_date", "tarif_type", "counter_number", "counter_statue", "counter_code", "reading_remarque",
    "counter_coefficient", "consommation_level_1", "consommation_level_2", "consommation_level_3",
    "consommation_level_4", "old_index", "new_index", "months_number", "counter_type",
)  # fmt: skip


def path() -> dict[str, object]:
    """Intake of clients and invoices, then all rules over all years."""
    from jicha import facade

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "store"
        started = time.perf_counter()
        facade.load_delivery(root, sorted((DATA / "steg").glob("clients*.parquet")))
        facade.load_delivery(root, sorted((DATA / "steg").glob("invoices*.parquet")))
        loaded = time.perf_counter() - started
        view = facade.audit_store(root)
        ran = [one for one in view.run.coverage if not one.skipped]
        return {"intake_seconds": round(loaded, 1), "rules": len(ran), "checks": sum(one.tested for one in ran)}


def scan() -> dict[str, object]:
    """Read every column the profile maps once, with DuckDB on two threads."""
    import duckdb

    wanted = ", ".join(f"max({name})" for name in COLUMNS)
    files = str(DATA / "steg" / "invoices*.parquet")
    row = (
        duckdb.connect(config={"threads": 2})
        .execute(f"SELECT count(*), {wanted} FROM read_parquet('{files}')")
        .fetchone()
    )
    return {"rows": row[0] if row else 0}


def pandas_checks() -> dict[str, object]:
    """Eight of the rules' questions as an analyst writes them in pandas (day and month put right first)."""
    import pandas as pd

    bills = pd.concat(pd.read_parquet(file) for file in sorted((DATA / "steg").glob("invoices*.parquet")))
    bills = bills[bills.counter_type == "ELEC"].copy()
    day = pd.to_datetime(bills.invoice_date)
    turned = pd.to_datetime({"year": day.dt.year, "month": day.dt.day.where(day.dt.day <= 12, 1), "day": day.dt.month})
    bills["day"] = turned.where(day.dt.day <= 12, day)
    tiers = bills[[f"consommation_level_{number}" for number in (1, 2, 3, 4)]].sum(axis=1)
    series = ["client_no", "counter_number", "tarif_type"]
    bills = bills.assign(kwh=tiers).sort_values([*series, "day", "new_index"])
    before = bills.groupby(series)[["new_index", "day", "kwh", "counter_coefficient"]].shift()
    months = (bills.day.dt.year - before.day.dt.year) * 12 + bills.day.dt.month - before.day.dt.month
    serials = bills.groupby("counter_number").client_no.nunique()
    return {
        "split": int((bills.kwh != (bills.new_index - bills.old_index) * bills.counter_coefficient).sum()),
        "backwards": int((bills.new_index < bills.old_index).sum()),
        "jumps": int((bills.old_index > before.new_index).sum()),
        "below": int((bills.old_index < before.new_index).sum()),
        "months": int(((months - bills.months_number).abs() >= 2).sum()),
        "twice": int(bills.duplicated([*series, "old_index", "new_index"]).sum()),
        "shared": int((serials > 1).sum()),
        "status": int(((bills.counter_statue.astype(str) != "0") & (bills.kwh > 0)).sum()),
    }


PARTS = {"path": path, "scan": scan, "pandas": pandas_checks}


def main() -> None:
    """Run each part in its own process and print the table."""
    if not (DATA / "steg").is_dir():
        print(f"real data is absent: no steg/ under {DATA}")
        return
    seconds: dict[str, float] = {}
    print("| part | seconds | peak MiB | ratio to the scan | says |")
    print("|---|---:|---:|---:|---|")
    for name in ("scan", "pandas", "path"):
        started = time.perf_counter()
        command = [sys.executable, __file__, str(DATA), f"--part={name}"]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
        seconds[name] = time.perf_counter() - started
        peak = told.pop("peak_mib")
        print(f"| {name} | {seconds[name]:.1f} | {peak} | {seconds[name] / seconds['scan']:.1f} | {told} |")


if __name__ == "__main__":
    part = next((one.removeprefix("--part=") for one in sys.argv if one.startswith("--part=")), "")
    if part:
        os.environ.setdefault("PYTHONHASHSEED", "0")
        answer = PARTS[part]()
        answer["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps(answer))
    else:
        main()
