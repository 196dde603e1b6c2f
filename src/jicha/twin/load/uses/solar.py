"""Solar roofs: generation is negative active power, and what the house uses is a load of its own.

The sun of the region is the same for all its roofs, so that they rise and fall together. Assumed: 18 % are lost
between panel and meter, 0.4 % more for each degree of the cell above 25, the cell 0.03 degrees above the air for each
W/m2, the inverter cuts at what the panels are rated for; a roof looks east or west of south and is more or less steep.
Nobody need be there: absence and activity say nothing of a roof.
"""

from __future__ import annotations

import numpy as np

from jicha.twin.load.almanac import Almanac, almanac, expected_year
from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.layout import Floats
from jicha.twin.load.noise import roughened
from jicha.twin.load.shapes import HOUR
from jicha.twin.load.tenants import lived
from jicha.twin.load.use import Asked, Load, use
from jicha.twin.load.window import Window
from jicha.twin.streams import Stream, key_of

_YIELD = 0.82
_PER_DEGREE = 0.004
_CELL_DEGC = 0.03  # above the air for each W/m2
_TANGENT = 0.08  # an inverter keeps its power factor at one, about


@use("屋顶光伏", typical_kw=(0.5, 5.0), load_factor=0.16)
def solar_roof(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Solar roof."""
    return lived(asked, window, behaviour, _roof)


def _roof(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    days = almanac(window)
    thrown = Stream(asked.seed, asked.entity, "load roof").uniform(2)
    west, steep = 0.2 * (2 * thrown[0] - 1), 0.12 * thrown[1]
    rated_kw = asked.mean_kw / float(_of_rated(expected_year(window.region), west, steep).mean())
    share = _of_rated(days, west, steep)
    roughened(share, key_of(asked.seed, asked.entity, "load clouds"), int(days.number[0]), 0.05, 0.10)
    made = 1000.0 * rated_kw * np.minimum(share, 1.0)
    return Load(-made, _TANGENT * made)


def _of_rated(days: Almanac, west: float, steep: float) -> Floats:
    """What a roof makes of its rated power, (days, 96)."""
    cell = days.temperature + _CELL_DEGC * days.sun
    low_sun = steep * np.cos(2 * np.pi * (days.of_year - 355) / 365)
    looks = 1.0 + west * (HOUR - 12) / 6 + low_sun[:, None]
    return np.asarray(_YIELD * days.sun / 1000.0 * looks * (1.0 - _PER_DEGREE * (cell - 25.0)), np.float64)
