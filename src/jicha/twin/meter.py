"""A meter with its transformers: true voltages and currents in, what it shows and counts out.

One model holds the sound meter, its class error and every way of tampering with it, since all of them act on the same
few quantities: the wiring, a complex factor for each voltage and current, the share of current led past the meter, a
gain and a creep. Reference: the complex-power form of the two- and three-wattmeter methods.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from jicha.twin.wiring import Wiring, four_wire

Phasors = NDArray[np.complex128]
Series = NDArray[np.float64]


class RegisterLaw(StrEnum):
    """How forward and backward energy enter the register that is billed."""

    FORWARD = "forward"
    SUM = "sum"  # backward counts like forward, as single-phase meters do
    NET = "net"


@dataclass(frozen=True, slots=True, eq=False)
class Meter:
    """A meter as it is. Factors and errors have one value for each element of the wiring, or one for all.

    ``bypassed``      share of each phase's current led around the meter, 0 to 1, shape (3,)
    ``voltage_factor``, ``current_factor``  complex: what tampering or a fault leaves of the quantity (1: all of it)
    ``voltage_error``, ``current_error``    complex: ratio and phase error of the transformers as (1 + f) exp(j delta)
    ``gain``          what a faulty measuring unit makes of the power (1: right, 0: stopped)
    ``class_gain``    the same for the error that its accuracy class allows
    ``creep_w``       power counted without any load, W
    """

    wiring: Wiring = field(default_factory=four_wire)
    bypassed: Series = field(default_factory=lambda: np.zeros(3))
    voltage_factor: complex | Phasors = 1.0
    current_factor: complex | Phasors = 1.0
    voltage_error: complex | Phasors = 1.0
    current_error: complex | Phasors = 1.0
    gain: float = 1.0
    class_gain: float = 1.0
    creep_w: float = 0.0
    law: RegisterLaw = RegisterLaw.FORWARD


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What a meter shows at each step: ``voltage`` V and ``current`` A, each (steps, elements), and powers: W, var."""

    voltage: Phasors
    current: Phasors
    power: Series
    reactive: Series

    @property
    def power_factor(self) -> Series:
        """Active over apparent power; 1 where nothing flows."""
        apparent = np.hypot(self.power, self.reactive)
        return np.divide(self.power, apparent, out=np.ones_like(apparent), where=apparent > 0)


def measure(meter: Meter, voltage: Phasors, current: Phasors) -> Shown:
    """What the meter shows of phase-to-neutral voltages (V) and the customer's currents (A), both (steps, 3)."""
    seen = voltage @ meter.wiring.voltage.T * meter.voltage_factor * meter.voltage_error
    through = current * (1.0 - meter.bypassed) @ meter.wiring.current.T * meter.current_factor * meter.current_error
    apparent = seen * np.conj(through)
    gain = meter.gain * meter.class_gain
    power = gain * apparent.real.sum(axis=1) + meter.creep_w
    return Shown(seen, through, power, gain * apparent.imag.sum(axis=1))


def counted(law: RegisterLaw, power: Series, hours: float) -> Series:
    """Energy in Wh that each step adds to the register that is billed."""
    energy = power * hours
    if law is RegisterLaw.NET:
        return energy
    return np.abs(energy) if law is RegisterLaw.SUM else np.maximum(energy, 0.0)


def causes_removed(meter: Meter, sound: Wiring) -> Iterator[Meter]:
    """The meter with its causes put back one after another: past the meter, wiring and transformers, fault, class.

    The differences between neighbours are what each cause takes, and they add up to the whole whatever is combined;
    what two causes take together falls to the earlier one.
    """
    ideal = Meter(sound, law=meter.law)
    bypassed = replace(ideal, bypassed=meter.bypassed)
    wired = replace(
        bypassed, wiring=meter.wiring, voltage_factor=meter.voltage_factor, current_factor=meter.current_factor
    )
    faulty = replace(wired, gain=meter.gain, creep_w=meter.creep_w)
    yield from (ideal, bypassed, wired, faulty, meter)
