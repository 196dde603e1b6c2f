"""The voltage of a substation's busbar of 10 kV: higher by night, lower at the peaks, and never quite still.

No real curve stands behind it. It stays within what regulation by tap changers and capacitors keeps, about 10.1 to
10.6 kV, and so within the 7 % that GB/T 12325 allows.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from jicha.twin.meter import Series
from jicha.twin.planted import STEPS_OF_A_DAY
from jicha.twin.streams import Stream

_MIDDLE, _SWING, _UNREST = 1.035, 0.008, 0.004  # per unit of 10 kV
_HIGHEST_HOUR = 4.0
_MOST = 2.5  # standard deviations that the regulation lets pass
_STEPS_OF_AN_HOUR = STEPS_OF_A_DAY // 24


def busbar_pu(seed: int, substation: str, first: date, days: int) -> Series:
    """Voltage per unit of 10 kV on each quarter hour, (days x 96,); a day has the same whatever window it is in."""
    hours = 24 * days
    unrest = np.clip(Stream(seed, substation, "voltage").normal(hours + 1, 24 * first.toordinal()), -_MOST, _MOST)
    step = np.arange(hours * _STEPS_OF_AN_HOUR) / _STEPS_OF_AN_HOUR
    daily = np.cos(2 * np.pi * (step - _HIGHEST_HOUR) / 24)
    voltage: Series = _MIDDLE + _SWING * daily + _UNREST * np.interp(step, np.arange(hours + 1), unrest)
    return voltage
