"""Draws a line of 10 kV: a cable out of the substation, a main overhead line, and branches with transformers.

Transformers stand in the order given, a few on each branch; one alone hangs on the main line by a stub. Everything is
sized for the peak, so that a flow that fails is a fault of the drawing.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from jicha.terms.errors import JichaError
from jicha.twin.network import Floats, Ints
from jicha.twin.streams import Stream
from jicha.twin.street import HIGH_V

MOST_ON_A_BRANCH = 5
_EXIT_KM = (0.2, 0.8)
_MAIN_KM = (0.2, 0.7)
_BRANCH_KM = (0.08, 0.40)
_STUB_KM = (0.02, 0.15)
_POWER_FACTOR = 0.92
_SPARE = 1.2
_DROP = 0.05  # most that the main line, and as much again that a branch, should lose of the voltage
_MOST_DROP = 0.12  # beyond this there is no such line


class LineTooLarge(JichaError):
    """A line whose load no wire of the table carries, or none so far."""


@dataclass(frozen=True, slots=True)
class Wire:
    """Three conductors of 10 kV; ``use`` is main, branch or cable."""

    name: str
    use: str
    ohm_per_km: float
    reactance_ohm_per_km: float
    microfarad_per_km: float
    rated_a: float


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A tree of sections from node 0, the busbar of the substation; what hangs on it is tied to ``tap_node``.

    ``start``, ``end``  nodes of each section; the first ones are the main line, from the substation on
    ``main``            how many these are
    ``km``, ``wire``    length of each section and what it is made of
    ``ohm``, ``reactance_ohm``, ``farad``  of each section, per phase
    """

    start: Ints
    end: Ints
    main: int
    km: Floats
    wire: tuple[Wire, ...]
    ohm: Floats
    reactance_ohm: Floats
    farad: Floats
    tap_node: Ints

    @property
    def nodes(self) -> int:
        """How many nodes there are, the busbar among them."""
        return int(self.end.size) + 1

    def behind(self) -> NDArray[np.bool_]:
        """Which taps each section feeds, (sections, taps)."""
        ends = {node: section for section, node in enumerate(self.end.tolist())}
        found = np.zeros((self.end.size, self.tap_node.size), np.bool_)
        for tap, node in enumerate(self.tap_node.tolist()):
            while node:
                section = ends[node]
                found[section, tap] = True
                node = int(self.start[section])
        return found


def draw_line(seed: int, line: str, peaks_kw: Sequence[float], *, coincidence: float = 0.7) -> Line:
    """The line whose transformers reach ``peaks_kw`` each, and ``coincidence`` of it if they are many.

    Raises LineTooLarge.
    """
    peaks = np.asarray(peaks_kw, np.float64)
    branch = _branches(Stream(seed, line, "branches"), peaks.size)
    mains = int(branch.max()) + 1
    begins = np.concatenate([[True], np.diff(branch) > 0])
    alone = np.bincount(branch)[branch] == 1
    tap_node = (1 + mains + np.arange(peaks.size)).astype(np.int32)
    start = np.concatenate([np.arange(mains), np.where(begins, 1 + branch, tap_node - 1)]).astype(np.int32)
    end = np.concatenate([1 + np.arange(mains), tap_node]).astype(np.int32)
    km = np.concatenate(
        [
            _between(Stream(seed, line, "exit"), 1, _EXIT_KM),
            _between(Stream(seed, line, "main spans"), mains - 1, _MAIN_KM),
            np.where(
                alone,
                _between(Stream(seed, line, "stubs"), peaks.size, _STUB_KM),
                _between(Stream(seed, line, "branch spans"), peaks.size, _BRANCH_KM),
            ),
        ]
    )
    nothing = np.zeros(km.size)
    bare = Line(start, end, mains, km, (), nothing, nothing, nothing, tap_node)
    wire = _sized(line, bare, peaks, branch, coincidence)
    ohm, reactance, farad = (
        np.array([getattr(one, name) for one in wire]) * km * factor
        for name, factor in (("ohm_per_km", 1.0), ("reactance_ohm_per_km", 1.0), ("microfarad_per_km", 1e-6))
    )
    return Line(start, end, mains, km, wire, ohm, reactance, farad, tap_node)


def _branches(stream: Stream, taps: int) -> Ints:
    sizes = 1 + (stream.uniform(taps) * MOST_ON_A_BRANCH).astype(int)
    return np.repeat(np.arange(taps, dtype=np.int32), sizes)[:taps]


def _between(stream: Stream, count: int, limits: tuple[float, float]) -> Floats:
    return limits[0] + (limits[1] - limits[0]) * stream.uniform(count)


def _sized(line: str, bare: Line, peaks: Floats, branch: Ints, coincidence: float) -> tuple[Wire, ...]:
    """A wire for the exit, one for the rest of the main line, and one for each branch."""
    behind = bare.behind()
    # Few transformers reach their peaks together, many do not.
    load_kw = (behind @ peaks) * (coincidence + (1 - coincidence) / np.sqrt(behind.sum(axis=1)))
    kw_km = load_kw * bare.km
    main = slice(1, bare.main)
    of_branch = np.concatenate([np.full(bare.main, -1), branch])
    found = [_wire(line, "cable", float(load_kw[0]), float(kw_km[0]))]
    if bare.main > 1:
        found += [_wire(line, "main", float(load_kw[1]), float(kw_km[main].sum()))] * (bare.main - 1)
    branches = [
        _wire(line, "branch", float(load_kw[of_branch == one].max()), float(kw_km[of_branch == one].sum()))
        for one in range(bare.main)
    ]
    return (*found, *(branches[one] for one in branch))


def _wire(line: str, use: str, load_kw: float, kw_km: float) -> Wire:
    """The thinnest that carries the current and loses no more than it should; else the thickest, if it does at all."""
    amperes = load_kw * 1000 / (np.sqrt(3) * HIGH_V * _POWER_FACTOR)
    tangent = np.sqrt(1 / _POWER_FACTOR**2 - 1)
    for one in wires(use):
        drop = kw_km * 1000 * (one.ohm_per_km + tangent * one.reactance_ohm_per_km) / HIGH_V**2
        if amperes * _SPARE <= one.rated_a and drop <= _DROP:
            return one
    if amperes * _SPARE <= one.rated_a and drop <= _MOST_DROP:
        return one
    raise LineTooLarge(
        f"line {line}: {load_kw:.0f} kW over {kw_km / max(load_kw, 1e-9):.1f} km is more than any {use} of the table",
        "Give the line fewer or smaller transformers.",
        message_zh=f"线路 {line}：{load_kw:.0f} kW 超出表中最大导线的承载能力",
        remedy_zh="请减少所带变压器的数量或容量。",
    )


@cache
def wires(use: str) -> tuple[Wire, ...]:
    """The conductors of a use, thin before thick.

    Resistance at 20 degrees by IEC 60228, of aluminium overhead and of copper in cables. Reactance of overhead lines
    computed for 0.7 m between phases; that of cables, capacitance and currents about as makers state them.
    """
    with (files("jicha.twin") / "line_conductors.csv").open(encoding="utf-8") as file:
        return tuple(
            Wire(row["name"], use, *(float(value) for value in list(row.values())[2:]))
            for row in csv.DictReader(file)
            if row["use"] == use
        )
