"""What one customer's meter makes of a flow: shown quantities, and the energy after each cause in turn.

Plantings overlap freely. Each has a mask of steps and a change of the meter; steps with the same plantings in force are
measured together, so that the work grows with the number of combinations and not of steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.twin.meter import Meter, Phasors, RegisterLaw, Series, Shown, causes_removed, counted, measure
from jicha.twin.wiring import Wiring

CAUSES = ("bypass", "wiring", "fault", "class_error")  # what the steps of ``Metered.energy_wh`` take, in order
_PART_STEPS = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """A change of a meter on the steps of ``mask``; (steps,) booleans."""

    mask: NDArray[np.bool_]
    to: Callable[[Meter], Meter]


@dataclass(frozen=True, slots=True, eq=False)
class Metered:
    """What was shown, and energy in Wh, (5, steps): true, then after each of ``CAUSES``; the last is counted.

    ``energy_wh`` is what the register that is billed takes, ``export_wh`` what the register for the other way does:
    that exists under ``RegisterLaw.FORWARD`` alone, and is nothing elsewhere. What is true of both is net of the hook
    ahead of the meter, so that ``energy_wh[0] - export_wh[0]`` is what passes the customer's node.
    """

    shown: Shown
    energy_wh: Series
    export_wh: Series

    @property
    def lost_wh(self) -> Series:
        """What each of ``CAUSES`` takes from the meter, (4, steps); negative where it adds."""
        return -np.diff(self.energy_wh, axis=0)

    @property
    def lost_export_wh(self) -> Series:
        """What each of ``CAUSES`` takes from the register of what is fed in, (4, steps); negative where it adds."""
        return -np.diff(self.export_wh, axis=0)


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
    customer takes ahead of its meter, all phases, and negative what passes the meter without being the customer's.
    """
    steps, elements = voltage.shape[0], meter.wiring.elements
    shown = Shown(
        np.empty((steps, elements), np.complex128),
        np.empty((steps, elements), np.complex128),
        np.empty(steps),
        np.empty(steps),
    )
    energy, export = np.empty((5, steps)), np.zeros((5, steps))
    for places, in_force in _in_parts(_combinations(changes, steps)):
        own = meter
        for change in in_force:
            own = change.to(own)
        volts, amperes = voltage[places], current[places]
        before: Meter | None = None
        for row, one in enumerate(causes_removed(own, sound)):
            if before is None or not _alike(before, one):  # what a cause does not touch is not measured once more
                part = measure(one, volts, amperes)
            before = one
            power = part.power + hooked_w[places] if row == 0 else part.power
            energy[row, places] = counted(one.law, power, hours)
            if one.law is RegisterLaw.FORWARD:
                export[row, places] = counted(one.law, -power, hours)
        shown.voltage[places], shown.current[places] = part.voltage, part.current
        shown.power[places], shown.reactive[places] = part.power, part.reactive
    return Metered(shown, energy, export)


def _alike(one: Meter, other: Meter) -> bool:
    """Whether two meters of one law make the same of whatever flows, bit for bit."""
    return (
        (one.gain, one.class_gain, one.creep_w) == (other.gain, other.class_gain, other.creep_w)
        and np.array_equal(one.wiring.voltage, other.wiring.voltage)
        and np.array_equal(one.wiring.current, other.wiring.current)
        and np.array_equal(one.bypassed, other.bypassed)
        and _same(one.voltage_factor, other.voltage_factor)
        and _same(one.current_factor, other.current_factor)
        and _same(one.voltage_error, other.voltage_error)
        and _same(one.current_error, other.current_error)
    )


def _same(one: complex | Phasors, other: complex | Phasors) -> bool:
    """Whether two factors are equal, one of which may be told for all elements and the other for each."""
    return bool(np.all(np.asarray(one) == np.asarray(other)))


def _in_parts(
    combinations: list[tuple[NDArray[np.intp], list[Change]]],
) -> Iterator[tuple[NDArray[np.intp], list[Change]]]:
    """The same in parts that stay in the processor's cache, and below the size at which a library takes threads."""
    for places, in_force in combinations:
        for start in range(0, places.size, _PART_STEPS):
            yield places[start : start + _PART_STEPS], in_force


def _combinations(changes: Sequence[Change], steps: int) -> list[tuple[NDArray[np.intp], list[Change]]]:
    """The steps of each set of changes that occurs, and the set in the order given."""
    state = np.zeros(steps, np.int64)
    for place, change in enumerate(changes):
        state |= change.mask.astype(np.int64) << place
    return [
        (np.flatnonzero(state == one), [change for place, change in enumerate(changes) if one >> place & 1])
        for one in np.unique(state)
    ]
