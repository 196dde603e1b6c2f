"""Which voltages and currents of the supply each element of a meter sees, wired rightly and in every wrong way.

A wiring is two real matrices over the phases a, b, c, one row for each element. They act on phase-to-neutral voltages
and on the currents of the customer's phases, so that every wrong connection follows from physics and has no
coefficient of its own; the coefficients of the textbooks come out of them (see the test of ``meter``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Wiring:
    """``voltage`` and ``current``, each of shape (elements, 3): what each element sees of the phases a, b, c."""

    voltage: Matrix
    current: Matrix

    @property
    def elements(self) -> int:
        """How many elements measure."""
        return int(self.voltage.shape[0])

    def with_currents(self, order: Sequence[int]) -> Wiring:
        """The same with its current leads exchanged: element i gets what belongs to element ``order[i]``."""
        return replace(self, current=self.current[list(order)])

    def with_voltages(self, order: Sequence[int]) -> Wiring:
        """The same with its voltage leads exchanged: element i gets what belongs to element ``order[i]``."""
        return replace(self, voltage=self.voltage[list(order)])


def four_wire() -> Wiring:
    """Three elements between each phase and the neutral."""
    return Wiring(np.eye(3), np.eye(3))


def three_wire() -> Wiring:
    """Two elements, U_ab with I_a and U_cb with I_c; right only where the three currents add up to nothing."""
    return Wiring(np.array([[1.0, -1.0, 0.0], [0.0, -1.0, 1.0]]), np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]))


def single_phase(phase: int) -> Wiring:
    """One element on a phase (0, 1, 2)."""
    row = np.eye(3)[[phase]]
    return Wiring(row, row)


def neutral_open(burdens: Sequence[float] = (1.0, 1.0, 1.0)) -> Wiring:
    """Four-wire meter whose neutral lead is broken: its star point floats to the mean by its elements' burdens."""
    shares = np.array(burdens, dtype=np.float64) / np.sum(burdens)
    return Wiring(np.eye(3) - np.ones((3, 1)) * shares, np.eye(3))


def neutral_and_phase_open(phase: int) -> Wiring:
    """The same with one voltage lead open besides: the other two elements stand in series between their phases."""
    one, other = (place for place in range(3) if place != phase)
    voltage = np.zeros((3, 3))
    voltage[one, one], voltage[one, other] = 0.5, -0.5
    voltage[other, other], voltage[other, one] = 0.5, -0.5
    return Wiring(voltage, np.eye(3))


def neutral_tied(phase: int, share: float) -> Wiring:
    """Four-wire meter whose neutral lead sits at a share of a phase's voltage instead of at the neutral."""
    voltage = np.eye(3)
    voltage[:, phase] -= share
    return Wiring(voltage, np.eye(3))


def three_wire_middle_open() -> Wiring:
    """Three-wire meter whose lead b is open: each element gets half of U_ac."""
    return Wiring(np.array([[0.5, 0.0, -0.5], [-0.5, 0.0, 0.5]]), three_wire().current)
