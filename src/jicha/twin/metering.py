"""What one customer's meter makes of a flow: shown quantities, and the energy after each cause in turn.

Plantings overlap freely. Each has a mask of steps and a change of the meter; steps with the same plantings in force are
measured together, so that the work grows with the number of combinations and not of steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.twin.meter import Meter, Phasors, Series, Shown, causes_removed, counted, measure
from jicha.twin.wiring import Wiring

CAUSES = ("bypass", "wiring", "fault", "class_error")  # what the steps of ``Metered.energy_wh`` take, in order


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """A change of a meter on the steps of ``mask``; (steps,) booleans."""

    mask: NDArray[np.bool_]
    to: Callable[[Meter], Meter]


@dataclass(frozen=True, slots=True, eq=False)
class Metered:
    """What was shown, and energy in Wh, (5, steps): true, then after each of ``CAUSES``; the last is counted."""

    shown: Shown
    energy_wh: Series

    @property
    def lost_wh(self) -> Series:
        """What each of ``CAUSES`` takes from the meter, (4, steps); negative where it adds."""
        return -np.diff(self.energy_wh, axis=0)


def metered(
    meter: Meter,
    sound: Wiring,
    changes: Sequence[Change],
    voltage: Phasors,
    current: Phasors,
    hooked_w: Series,
    *,
    hours: float,
) -> Metered:
    """One customer over all steps.

    ``meter`` is the one installed with its class error, ``sound`` the wiring it should have. ``voltage`` (V, phase to
    neutral) and ``current`` (A, of the load behind the meter) are (steps, 3); ``hooked_w`` (steps,) is what the
    customer takes ahead of its meter, all phases.
    """
    steps, elements = voltage.shape[0], meter.wiring.elements
    shown = Shown(
        np.empty((steps, elements), np.complex128),
        np.empty((steps, elements), np.complex128),
        np.empty(steps),
        np.empty(steps),
    )
    energy = np.empty((5, steps))
    for places, in_force in _combinations(changes, steps):
        own = meter
        for change in in_force:
            own = change.to(own)
        volts, amperes = voltage[places], current[places]
        for row, one in enumerate(causes_removed(own, sound)):
            part = measure(one, volts, amperes)
            energy[row, places] = counted(one.law, part.power, hours)
        shown.voltage[places], shown.current[places] = part.voltage, part.current
        shown.power[places], shown.reactive[places] = part.power, part.reactive
    energy[0] += hooked_w * hours
    return Metered(shown, energy)


def _combinations(changes: Sequence[Change], steps: int) -> list[tuple[NDArray[np.intp], list[Change]]]:
    """The steps of each set of changes that occurs, and the set in the order given."""
    state = np.zeros(steps, np.int64)
    for place, change in enumerate(changes):
        state |= change.mask.astype(np.int64) << place
    return [
        (np.flatnonzero(state == one), [change for place, change in enumerate(changes) if one >> place & 1])
        for one in np.unique(state)
    ]
