"""What a life does to a load: days on which nobody is there, days that are busier, watts that come on top.

An honest life (vacancy, a new appliance, a closed shop) says no kWh. It says who was where and what was switched on;
every use of electricity reads it in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Behaviour:
    """Of one customer over the days of a window.

    ``absent``    nobody there: a home falls to what runs by itself, a business is closed, (days,)
    ``activity``  how busy a day is against the usual one, 1 being usual, (days,)
    ``off``       nothing runs at all, not even a fridge: supply cut, or everything unplugged, (days, 96)
    ``added_w``   what comes on top of everything else, W, (days, 96)
    ``others``    from which day on somebody else lives there (another home's habits), by day number, ascending
    """

    absent: NDArray[np.bool_]
    activity: Floats
    off: NDArray[np.bool_]
    added_w: Floats
    others: tuple[int, ...] = field(default=())


def usual(days: int) -> Behaviour:
    """Nothing out of the ordinary."""
    return Behaviour(np.zeros(days, np.bool_), np.ones(days), np.zeros((days, 96), np.bool_), np.zeros((days, 96)))
