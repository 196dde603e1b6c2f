"""How long a simulated utility takes to build, all deliveries and the truth included, and what memory it holds.

Run `python bench/bench_twin.py [--full]`. Each build is a process of its own with as many workers as the machine has
processors; memory is the largest worker's. Without --full the sizes stop at 10,000 customers; with it come 100,000
customers with daily registers, bills and orders for a year, and 1,000 areas with a month of curves, which take about
ten minutes each. The last column says how much of the time the loads alone would take (one pass of the household kernel
over the same customers and days): what is left is physics, bills, books and files.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

CODE = """
import resource, sys
from datetime import date
from pathlib import Path
from jicha.twin.build import build
from jicha.twin.scenario import scenario
if __name__ == "__main__":
    name, customers, first, last, processes, out = sys.argv[1:]
    build(scenario(name), Path(out), customers=int(customers), first=date.fromisoformat(first),
          last=date.fromisoformat(last), processes=int(processes))
    most = max(resource.getrusage(one).ru_maxrss for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(most // 1024)
"""
CURVES_ALONE = """
name: curves
description: a month of curves
description_zh: 一个月曲线
curve_days: 30
network: {areas_of_a_station: 20, dedicated_share: 0}
"""


@dataclass(frozen=True)
class Size:
    """One build; ``limit_s`` and ``limit_mib`` are what it was asked to stay under, 0 where nothing was."""

    what: str
    scenario: str
    customers: int
    first: date
    last: date
    limit_s: int = 0
    limit_mib: int = 0


def main() -> None:
    """Build each size and print the table."""
    full = "--full" in sys.argv
    year = (date(2025, 1, 1), date(2025, 12, 31))
    with tempfile.TemporaryDirectory(prefix="bench-twin-") as kept:
        folder = Path(kept)
        curves = folder / "curves.yaml"
        curves.write_text(CURVES_ALONE, encoding="utf-8")
        script = folder / "build.py"
        script.write_text(CODE, encoding="utf-8")
        sizes = [
            Size("town: year of registers, 30 days of curves", "town", 1_000, *year, limit_s=60),
            Size("prefecture: year of registers and bills", "prefecture", 1_000, *year),
            Size("prefecture: year of registers and bills", "prefecture", 10_000, *year),
        ]
        if full:
            sizes += [
                Size("prefecture: year of registers and bills", "prefecture", 100_000, *year, 600, 4096),
                Size("1,000 areas: 30 days of curves", str(curves), 55_000, date(2025, 6, 1), date(2025, 6, 30), 600),
            ]
        print(f"{os.cpu_count()} processors")
        print(
            f"{'':44s} {'customers':>9s} {'s':>7s} {'ms each':>8s} {'MiB':>6s} {'files MiB':>9s} {'loads':>6s}  limit"
        )
        for size in sizes:
            _show(size, script, folder / "out")


def _show(size: Size, script: Path, out: Path) -> None:
    command = [
        sys.executable, str(script), size.scenario, str(size.customers), str(size.first), str(size.last),
        str(os.cpu_count() or 1), str(out),
    ]  # fmt: skip
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    took = time.perf_counter() - began
    most = int(done.stdout.split()[-1])
    written = sum(one.stat().st_size for one in out.rglob("*") if one.is_file()) / 2**20
    subprocess.run(["rm", "-rf", str(out)], check=True)
    share = _loads_alone(size) / (os.cpu_count() or 1) / took
    limits = [f"{size.limit_s} s" if size.limit_s else "", f"{size.limit_mib} MiB" if size.limit_mib else ""]
    kept = (not size.limit_s or took <= size.limit_s) and (not size.limit_mib or most <= size.limit_mib)
    told = ", ".join(one for one in limits if one)
    print(
        f"{size.what:44s} {size.customers:9,d} {took:7.1f} {1000 * took / size.customers:8.2f} {most:6d} "
        f"{written:9.1f} {share:6.0%}  {told + (' kept' if kept else ' MISSED') if told else ''}",
        flush=True,
    )


def _loads_alone(size: Size, sample: int = 100) -> float:
    """Seconds that the household kernel takes for as many customers and days, from a sample of them."""
    from jicha.twin.load.behaviour import usual
    from jicha.twin.load.every_use import all_uses
    from jicha.twin.load.use import Asked
    from jicha.twin.load.window import window_of

    window = window_of(1, "36", size.first, (size.last - size.first).days + 1)
    draw, behaviour = all_uses()["household"].draw, usual(len(window))
    draw(Asked(1, "warm", 0.3), window, behaviour)
    began = time.perf_counter()
    for number in range(sample):
        draw(Asked(1, f"home {number}", 0.3), window, behaviour)
    return (time.perf_counter() - began) / sample * size.customers


if __name__ == "__main__":
    main()
