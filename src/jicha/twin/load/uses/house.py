"""What a house has in common: lifts, corridor lights, water pumps. Shares and hours are assumed.

Lifts are busy when people leave and come home, lights burn at night and half of them by movement, pumps follow the
water. Where nobody lives (absent) lifts and pumps rest and the lights of the staircases stay on.
"""

from __future__ import annotations

import numpy as np

from jicha.twin.load.almanac import Almanac
from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.opening import Nature, Opening, business, table
from jicha.twin.load.shapes import between, hump
from jicha.twin.load.use import Asked, Load, use
from jicha.twin.load.window import Window
from jicha.twin.streams import Stream


@use("楼宇公用设施", typical_kw=(0.3, 6.0), load_factor=0.33)
def common_parts(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Lifts, pumps and corridor lights of a house."""
    return business(asked, window, behaviour, _common_parts, Nature(0.05, 0.6, 0.15, 0.25, (0.40, 0.75)))


def _common_parts(habits: Stream, days: Almanac) -> Opening:
    thrown = habits.uniform(4)
    lifts = 0.12 + hump(7.7, 0.8) + 0.5 * hump(12.0, 1.2) + 1.1 * hump(18.3, 1.4) + 0.3 * hump(21.0, 1.2)
    weekend = 0.12 + 0.6 * hump(10.0, 1.8) + 0.5 * hump(15.0, 2.0) + 0.8 * hump(18.5, 1.8)
    pumps = (0.2 + 0.5 * thrown[0]) * (0.15 + hump(7.5, 1.2) + 0.6 * hump(12.0, 1.2) + hump(20.0, 2.0))
    by_movement = between(23.0, 30.0, 1.0)
    lights = (0.25 + 0.5 * thrown[1]) * (1 - 0.4 * by_movement)
    quiet = np.maximum(lights - 0.05, 0.0)
    lifts, weekend = (0.5 + thrown[2]) * lifts, (0.5 + thrown[2]) * weekend
    return Opening(
        np.where(days.working, 1, 2),
        np.ones(len(days)),
        np.full(96, 0.12 + 0.15 * thrown[3]),
        table(0.0, lifts + pumps, weekend + pumps),
        table(0.0, 0.0, 0.0),
        table(0.0, 0.0, 0.0),
        table(quiet, lights, lights),
    )
