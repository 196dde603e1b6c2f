"""Draws the network of one transformer area: a transformer, trunks, and drops to boxes in which the meters sit.

Households of a staircase or a lane share a box, and the wire behind the meter belongs to the customer: so the box is
the last node, and voltages within one are equal but for the meters' own errors. That makes telling neighbours apart by
voltage as hard as it is. Everything is sized for its peak, so that a flow that fails is a fault of the drawing.
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
from jicha.twin.network import Ints, Lines, Network, Source, Transformer
from jicha.twin.streams import Stream

HIGH_V, LOW_V = 10_000.0, 400.0
MOST_IN_A_BOX = 12
_FEWEST_IN_A_BOX = 4
_BOXES_ON_A_TRUNK = 6  # about; an area has as many trunks as its boxes need
_KW_ON_A_TRUNK = 90.0  # about
_SPAN_M = (25.0, 45.0)  # between two nodes of a trunk
_DROP_M = (5.0, 30.0)
_DROP_VOLTS = 0.02 * LOW_V / np.sqrt(3)  # most that a drop may lose, and a trunk at its end
_TRUNK_VOLTS = 0.06 * LOW_V / np.sqrt(3)
_UNEVEN = 1.4  # the fullest phase against the mean, for sizing
_SPARE = 1.25


class TooLarge(JichaError):
    """An area whose load no transformer or wire of the tables carries."""


@dataclass(frozen=True, slots=True)
class Conductor:
    """A wire of four, phase and neutral alike."""

    name: str
    ohm_per_km: float
    reactance_ohm_per_km: float
    rated_a: float


@dataclass(frozen=True, slots=True, eq=False)
class Street:
    """An area's network, with a load for each customer in the order given, and what the drawing decided.

    ``box`` (customers,) numbers the box; ``phases`` (customers, 3) says which phases a customer is tied to;
    ``trunk_node`` lists nodes of the trunks, where a line may be tapped; ``busbar`` is the node of the area's meter.
    """

    network: Network
    busbar: int
    box: Ints
    phases: NDArray[np.bool_]
    trunk_node: Ints


def draw_street(
    seed: int, area: str, peak_kw: Sequence[float], three_phase: Sequence[bool], *, coincidence: float = 0.6
) -> Street:
    """The network of an area whose customers reach ``peak_kw`` each, and ``coincidence`` of it together.

    Raises TooLarge.
    """
    peaks = np.asarray(peak_kw, np.float64)
    box = _boxes(Stream(seed, area, "boxes"), np.asarray(three_phase, np.bool_))
    boxes = int(box.max()) + 1
    members = np.bincount(box, minlength=boxes)
    # Few customers reach their peaks together, many do not.
    together = coincidence + (1 - coincidence) / np.sqrt(members)
    load_kw = np.asarray(np.bincount(box, peaks, boxes) * together, np.float64)
    trunks = min(boxes, int(np.ceil(max(boxes / _BOXES_ON_A_TRUNK, load_kw.sum() / _KW_ON_A_TRUNK))))
    trunk = np.sort(Stream(seed, area, "trunks").shuffled(boxes) % trunks)
    spans = Stream(seed, area, "spans").uniform(boxes) * (_SPAN_M[1] - _SPAN_M[0]) + _SPAN_M[0]
    drops = Stream(seed, area, "drops").uniform(boxes) * (_DROP_M[1] - _DROP_M[0]) + _DROP_M[0]
    trunk_node = 2 + np.arange(boxes, dtype=np.int32)  # 0 is the line of 10 kV, 1 the busbar
    box_node = trunk_node + np.int32(boxes)
    begins = np.concatenate([[True], np.diff(trunk) > 0])
    before = np.where(begins, np.int32(1), trunk_node - np.int32(1)).astype(np.int32)
    wires = [_trunk_wire(load_kw[trunk == one], spans[trunk == one], area) for one in range(trunks)]
    trunk_wire = [wires[one] for one in trunk]
    drop_wire = [_drop_wire(kw, metres, area) for kw, metres in zip(load_kw, drops, strict=True)]
    lines = _lines(
        np.concatenate([before, trunk_node]),
        np.concatenate([trunk_node, box_node]),
        [*trunk_wire, *drop_wire],
        np.concatenate([spans, drops]),
    )
    network = Network(
        np.array([HIGH_V] + [LOW_V] * (2 * boxes + 1)),
        Source(0, 1.03, 80e6, 0.3),
        (_transformer(float(load_kw.sum()), area),),
        lines,
        box_node[box],
    )
    return Street(network, 1, box, _phases(Stream(seed, area, "phases"), three_phase, peaks, box), trunk_node)


def _boxes(stream: Stream, three_phase: NDArray[np.bool_]) -> Ints:
    """The box of each customer: neighbours in the order given share one; a three-phase meter has its own."""
    sizes = (stream.uniform(three_phase.size) * (MOST_IN_A_BOX - _FEWEST_IN_A_BOX + 1)).astype(int) + _FEWEST_IN_A_BOX
    box, found, room = np.empty(three_phase.size, np.int32), -1, 0
    for place, alone in enumerate(three_phase):
        if alone:
            found, room = found + 1, 0
        elif room == 0:
            found, room = found + 1, int(sizes[place]) - 1
        else:
            room -= 1
        box[place] = found
    return box


def _phases(stream: Stream, three_phase: Sequence[bool], peaks: NDArray[np.float64], box: Ints) -> NDArray[np.bool_]:
    """Single-phase customers go round the phases within a box, beginning where chance says, as fitters do."""
    first = (stream.uniform(int(box.max()) + 1) * 3).astype(int)
    tied = np.zeros((peaks.size, 3), np.bool_)
    rank = np.arange(peaks.size) - np.searchsorted(box, box)
    tied[np.arange(peaks.size), (first[box] + rank) % 3] = True
    tied[np.asarray(three_phase, np.bool_)] = True
    return tied


def _trunk_wire(load_kw: NDArray[np.float64], spans: NDArray[np.float64], area: str) -> Conductor:
    behind = load_kw[::-1].cumsum()[::-1]  # what passes each span
    return _wire("trunk", float(behind[0]), float((behind * spans).sum()), _TRUNK_VOLTS, area)


def _drop_wire(load_kw: float, metres: float, area: str) -> Conductor:
    return _wire("drop", load_kw, load_kw * metres, _DROP_VOLTS, area)


def _wire(use: str, load_kw: float, kw_metres: float, most_volts: float, area: str) -> Conductor:
    """The thinnest that carries the current of the fullest phase, and loses no more than it may."""
    volts_per_kw = _UNEVEN * 1000 / 3 / (LOW_V / np.sqrt(3))
    for one in conductors(use):
        amperes = load_kw * volts_per_kw
        lost = kw_metres / 1000 * volts_per_kw * one.ohm_per_km
        if amperes * _SPARE <= one.rated_a and lost <= most_volts:
            return one
    thickest = conductors(use)[-1]
    if load_kw * volts_per_kw * _SPARE <= thickest.rated_a:
        return thickest  # long and thin streets exist; their ends are dim
    raise _too_large(area, f"{load_kw:.0f} kW on one {use}")


def _transformer(load_kw: float, area: str) -> Transformer:
    for rated, iron, copper, idle in plates():
        if load_kw * _SPARE <= rated:
            return Transformer(0, 1, HIGH_V, LOW_V, rated * 1000, 0.04, copper, idle / 100, iron)
    raise _too_large(area, f"{load_kw:.0f} kW")


def _lines(start: Ints, end: Ints, wires: Sequence[Conductor], metres: NDArray[np.float64]) -> Lines:
    km = metres / 1000
    ohm = np.array([one.ohm_per_km for one in wires]) * km
    reactance = np.array([one.reactance_ohm_per_km for one in wires]) * km
    # The neutral is as thick as a phase: z0 = z + 3 z_neutral.
    return Lines(start.astype(np.int32), end.astype(np.int32), ohm, reactance, 4 * ohm, 4 * reactance)


@cache
def conductors(use: str) -> tuple[Conductor, ...]:
    """The wires of a use, thin before thick. Aluminium at 20 degrees, IEC 60228; currents as makers state them."""
    return tuple(
        Conductor(row["name"], float(row["ohm_per_km"]), float(row["reactance_ohm_per_km"]), float(row["rated_a"]))
        for row in _rows("conductors.csv")
        if row["use"] == use
    )


@cache
def plates() -> tuple[tuple[float, float, float, float], ...]:
    """Transformers of series S11: kVA, iron loss and load loss in W, no-load current in per cent."""
    columns = ("rated_kva", "no_load_loss_w", "load_loss_w", "no_load_current_percent")
    return tuple(tuple(float(row[one]) for one in columns) for row in _rows("plates.csv"))  # type: ignore[misc]


def _rows(name: str) -> list[dict[str, str]]:
    with (files("jicha.twin") / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _too_large(area: str, what: str) -> TooLarge:
    return TooLarge(
        f"area {area}: {what} is more than any of the tables carries",
        "Give the area fewer or smaller customers.",
        message_zh=f"台区 {area}：{what} 超出表中最大规格",
        remedy_zh="请减少客户或降低容量。",
    )
