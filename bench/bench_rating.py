"""Re-rating a year of bills of mixed classes from a store, beside a scan of the same columns and five peers.

Run `python bench/bench_rating.py [--bills=1000000] [--peers=PYTHON]`. Ours is the way of a run: the store is opened
and checked, every fact is computed up to the expected bill (readings, losses, capacity, power factor, differences and
all); the row under it is the part of that which prices, its kernel alone. The scan reads the columns that the facts
need, once. Each peer prices what it can express of the first of the same bills: energy by its components, hours,
household tiers and funds; its money is compared with ours to the fen, and a fen that is planted must be found. Two of
the peers are packages that this project does not depend on: `pip install -r bench/rating_peers.txt` into any
environment and give its Python as --peers. Each part runs in a process of its own, one after the other; ratios go by
processor time, which other work disturbs less. Fails if amounts differ for no innocent reason, or if no bill of the
world exercises a component.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq
from rating_compare import compare, give, plant
from rating_peers import PEERS
from rating_world import stored, tables

HERE = Path(__file__).parent
TICK_S = 0.01  # processor time is told no finer: a few bills take none at all
# How many bills the slow ones get: some seconds' work.
MOST = {"loop with decimals": 120_000, "NREL-PySAM": 12_000, "ts-tariffs": 24_000}
CODES = {"NREL-PySAM": ("SHOP", "WORKS")}  # the others have households too
EXACT = "loop with decimals"  # the peer that a fault is planted in
_HEAD = "what|bills|s|CPU s|peak MiB|bills/s|bills/CPU s|CPU, in scans|ours is|our pricing is|other to the fen"


class Rates(NamedTuple):
    """Bills in a second of a processor: all of ours, our pricing alone, the scan."""

    whole: float
    pricing: float
    scan: float


def main(*, bills: int, peers: str, say: Callable[[str], None] = print) -> int:
    """Make the bills, run each part, print the table; how many faults there are."""
    with tempfile.TemporaryDirectory(prefix="jicha-bench-") as name:
        folder = Path(name)
        given, faults = tables(bills), 0
        pq.write_table(given["bill"], folder / "bill.parquet")
        store = stored(folder / "store", given)
        del given
        say(f"load before: {os.getloadavg()[0]:.1f}")
        told = _run(sys.executable, "rating_part.py", str(store), str(folder / "ours.parquet"))
        mix = told["mix"]
        say("bills with: " + ", ".join(f"{what.replace('_', ' ')} {count:,}" for what, count in mix.items()))
        faults += sum(not count for what, count in mix.items() if what != "unsure") + mix["unsure"]
        say("CPU s by fact: " + ", ".join(f"{code} {took['cpu']:.1f}" for code, took in told["facts"].items()) + "\n")
        rates = Rates(*(mix["bills"] / told[part]["cpu"] for part in ("ours", "pricing", "scan")))
        say("| " + _HEAD.replace("|", " | ") + " |")
        say("|---|" + 9 * "---:|" + "---|")
        say(_row("ours, every fact", mix["bills"], told["ours"], rates, "readings to differences, all components"))
        say(_row("ours, pricing alone", mix["bills"], told["pricing"], rates, "the same money"))
        say(_row("scan", mix["bills"], told["scan"], rates, f"{told['columns']} columns of the store's tables"))
        for peer in PEERS:
            faults += _beside(peer, folder, peers, rates, say)
    say(f"\nload after: {os.getloadavg()[0]:.1f}; faults: {faults}")
    return faults


def _beside(peer: str, folder: Path, python: str, rates: Rates, say: Callable[[str], None]) -> int:
    """Run a peer, compare, print its row; how many faults that shows."""
    given, ours, priced = (folder / f"{name}.parquet" for name in ("given", "ours", "priced"))
    codes = CODES.get(peer, ("HOME", "SHOP", "WORKS"))
    bills = give(folder / "bill.parquet", ours, given, codes=codes, most=MOST.get(peer, sys.maxsize))
    took = _run(python, "rating_peers.py", peer, str(given), str(priced))
    if "absent" in took:
        say(f"| {peer} |" + 9 * " |" + f" not installed: {took['absent']} |")
        return 0
    found = compare(given, ours, priced)
    say(_row(peer, bills, took, rates, str(found)))
    if peer != EXACT:
        return int(not found.agrees)
    planted = folder / "planted.parquet"
    plant(priced, planted)
    control = compare(given, ours, planted)
    say(f"| the same, a fen planted |{9 * ' |'} {control} |")
    return int(not found.agrees) + int(control.differ != found.differ + 1 or control.agrees)


def _run(python: str, script: str, *given: str) -> dict[str, Any]:
    done = subprocess.run([python, str(HERE / script), *given], check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _row(what: str, bills: int, took: dict[str, Any], rates: Rates, note: str) -> str:
    seconds, cpu = took["seconds"], took["cpu"]
    rate = bills / max(cpu, TICK_S)
    cells = [what, f"{bills:,}", f"{seconds:.2f}", f"{cpu:.2f}", str(took.get("peak_mib", ""))]
    cells += [f"{bills / seconds:,.0f}", f"{rate:,.0f}", f"{rates.scan / rate:,.1f}"]
    cells += [f"{rates.whole / rate:.3g} x as fast", f"{rates.pricing / rate:.3g} x as fast", note]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--bills", type=int, default=1_000_000)
    asked.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    sys.exit(min(main(**vars(asked.parse_args())), 1))
