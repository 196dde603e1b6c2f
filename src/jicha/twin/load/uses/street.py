"""Street lamps: lit from sunset to sunrise of the region, on dark days for some minutes longer.

Assumed: half the circuits dim some lamps between midnight and five; a few lamps of a hundred are always broken. They
burn whoever is there; activity says which share of them is lit.
"""

from __future__ import annotations

import numpy as np

from jicha.twin.load.almanac import almanac, expected_year
from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.noise import lasting
from jicha.twin.load.shapes import between
from jicha.twin.load.tenants import lived
from jicha.twin.load.use import Asked, Load, lagging, use
from jicha.twin.load.window import Window
from jicha.twin.streams import Stream


@use("路灯", typical_kw=(0.3, 5.0), load_factor=0.47)
def street_lamp(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Street lamps."""
    return lived(asked, window, behaviour, _lamps)


def _lamps(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    days = almanac(window)
    thrown = Stream(asked.seed, asked.entity, "load habits").uniform(3)
    dimmed = (thrown[0] < 0.5) * (0.2 + 0.3 * thrown[1])
    night = 1.0 - dimmed * between(0.0, 5.0, 0.25)
    whole = 0.97 + 0.01 * np.clip(lasting(Stream(asked.seed, asked.entity, "load lamps"), days.number, 0.95), -2.5, 2.5)
    usual = 0.97 * float((expected_year(window.region).dark * night).mean())
    lit = days.dark * night * (whole * np.maximum(behaviour.activity, 0.0))[:, None]
    return lagging(1000.0 * asked.mean_kw / usual * lit, 0.85 + 0.12 * float(thrown[2]))
