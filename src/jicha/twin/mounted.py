"""The meter that is mounted at a point: its number, wiring and the errors that its class and its transformers have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from jicha.twin.account import ELEMENTS, Place
from jicha.twin.meter import Meter, RegisterLaw
from jicha.twin.streams import Stream
from jicha.twin.wiring import Wiring, four_wire, single_phase, three_wire

# Half of what the class allows is twice the standard deviation: makers adjust meters well within their class.
_CLASS_2, _CLASS_1, _CLASS_05S = 0.02, 0.01, 0.005
# Of instrument transformers: what the ratio and the angle may be off by; one standard deviation is half of it.
_RATIO_ERROR, _ANGLE_ERROR = 0.001, np.radians(10 / 60)


@dataclass(frozen=True, slots=True, eq=False)
class Mounted:
    """``serial`` is the maker's number, ``asset`` the utility's; ``start_kwh`` was shown when the window began."""

    asset: str
    serial: str
    accuracy: str
    meter: Meter
    start_kwh: float


def mounted(seed: int, place: Place, phase: int) -> Mounted:
    """The meter of a point, with its own error. ``phase`` is that of a single-phase customer."""
    stream = Stream(seed, place.number, "meter")
    elements = ELEMENTS[place.wiring]
    allowed, name = {1: (_CLASS_2, "class_2"), 2: (_CLASS_05S, "class_05s"), 3: (_CLASS_1, "class_1")}[elements]
    errors = np.clip(stream.normal(1 + 2 * elements + 2 * elements), -2, 2)
    ones = np.ones(elements, np.complex128)
    voltage = (1 + _RATIO_ERROR / 2 * errors[1 : 1 + elements]) * np.exp(
        0.5j * _ANGLE_ERROR * errors[1 + elements : 1 + 2 * elements]
    )
    current = (1 + _RATIO_ERROR / 2 * errors[1 + 2 * elements : 1 + 3 * elements]) * np.exp(
        0.5j * _ANGLE_ERROR * errors[1 + 3 * elements :]
    )
    meter = Meter(
        sound_wiring(place.wiring, phase),
        class_gain=float(1 + allowed / 4 * errors[0]),
        voltage_error=voltage if place.pt > 1 else ones,
        current_error=current if place.ct > 1 else ones,
        law=RegisterLaw.SUM if elements == 1 else RegisterLaw.FORWARD,
    )
    return Mounted(
        f"9930001{place.number}0",
        serial_of(seed, place.number),
        name,
        meter,
        float(int(stream.uniform(1, 41)[0] * 8000 * 100) / 100),
    )


@lru_cache(maxsize=1 << 14)
def serial_of(seed: int, point: str) -> str:
    """The maker's number of the meter at a point."""
    return f"{int(Stream(seed, point, 'meter').uniform(1, 40)[0] * 1e8):08d}"


def sound_wiring(wiring: str, phase: int) -> Wiring:
    """The wiring that a meter should have."""
    if wiring == "single_phase":
        return single_phase(phase)
    return three_wire() if wiring == "three_phase_three_wire" else four_wire()
