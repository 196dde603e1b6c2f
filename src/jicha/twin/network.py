"""A network as arrays: one source, transformers, lines, and nodes to which loads are tied.

Voltages of low-voltage nodes are phase to neutral, and a line's zero-sequence impedance carries its neutral,
``z0 = z_phase + 3 z_neutral``: with the neutral earthed at the transformer alone, the four-wire solution exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Source:
    """The stiff network above: ``voltage_pu`` of the node's rated voltage behind a short-circuit impedance."""

    node: int
    voltage_pu: float
    short_circuit_va: float
    r_to_x: float


@dataclass(frozen=True, slots=True)
class Transformer:
    """A Dyn transformer by its plate: V, VA, W; short-circuit voltage and no-load current as shares of the rated."""

    high: int
    low: int
    high_v: float
    low_v: float
    rated_va: float
    short_circuit_voltage: float
    load_loss_w: float
    no_load_current: float
    no_load_loss_w: float
    clock: int = 11


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Lines as columns: node numbers of both ends, and series impedances in ohm."""

    start: Ints
    end: Ints
    r1: Floats
    x1: Floats
    r0: Floats
    x0: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """``rated_v``: phase-to-phase voltage of each node, whose number is its place; ``load_node``: node of each load."""

    rated_v: Floats
    source: Source
    transformers: tuple[Transformer, ...]
    lines: Lines
    load_node: Ints
