"""The European low-voltage test feeder of the IEEE as a network of ours, from the files of its distribution."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pyarrow.parquet as parquet

from jicha.twin.network import Lines, Network, Source, Transformer

PHASES = {"1": 0, "2": 1, "3": 2}


def entries(path: Path) -> list[dict[str, str]]:
    """The key=value pairs of each line that declares something; its own name under ``name``."""
    found = []
    for line in path.read_text().splitlines():
        if line.startswith("New "):
            name = line.split()[1].split(".", 1)[1]
            found.append({key.lower(): value for key, value in re.findall(r"(\w+)=(\S+)", line)} | {"name": name})
    return found


def feeder(folder: Path) -> tuple[Network, np.ndarray, np.ndarray]:
    """The network, and active and reactive power of its loads, (1440, 55, 3)."""
    codes = {one["name"]: one for one in entries(folder / "LineCode.txt")}
    lines = entries(folder / "Lines.txt")
    buses = {
        bus: number
        for number, bus in enumerate(sorted({int(one[key]) for one in lines for key in ("bus1", "bus2")}), start=1)
    }
    km = np.array([float(one["length"]) / 1000 for one in lines])
    ohm = {
        key: np.array([float(codes[one["linecode"]][key]) for one in lines]) * km for key in ("r1", "x1", "r0", "x0")
    }
    ends = [np.array([buses[int(one[key])] for one in lines], dtype=np.int32) for key in ("bus1", "bus2")]
    loads = entries(folder / "Loads.txt")
    where = [one["bus1"].split(".") for one in loads]
    shapes = parquet.read_table(folder / "profiles_1min_100.parquet")
    active, reactive = np.zeros((1440, len(loads), 3)), np.zeros((1440, len(loads), 3))
    for number, (one, (_, phase)) in enumerate(zip(loads, where, strict=True)):
        shape = shapes[one["yearly"].replace("Shape_", "p")].to_numpy().astype(np.float64)
        active[:, number, PHASES[phase]] = float(one["kw"]) * 1000 * shape
        reactive[:, number, PHASES[phase]] = active[:, number, PHASES[phase]] * np.tan(np.arccos(float(one["pf"])))
    network = Network(
        np.array([11_000.0] + [416.0] * len(buses)),
        Source(0, 1.05, np.sqrt(3) * 11_000 * 3000, 0.25),
        (Transformer(0, buses[1], 11_000, 416, 800_000, np.hypot(0.04, 0.004), 3_200, 0.0, 0.0, clock=1),),
        Lines(*ends, **ohm),
        np.array([buses[int(bus)] for bus, _ in where], dtype=np.int32),
    )
    return network, active, reactive
