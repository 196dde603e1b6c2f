"""Construction sites: temporary supply for cranes, hoists, welding, and the huts of those who build.

Assumed: work from six to half past six on all days of the week, less in rain; phases of the works make some months
busier than others; at Spring Festival the site lies still for two to four weeks; lamps burn all night. Where nobody is
(absent) the lamps of the guard remain.
"""

from __future__ import annotations

import numpy as np

from jicha.twin.load.almanac import Almanac
from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.opening import Nature, Opening, business, shut_for_spring, table
from jicha.twin.load.shapes import between, hump
from jicha.twin.load.use import Asked, Load, use
from jicha.twin.load.window import Window
from jicha.twin.streams import Stream


@use("建筑工地临时用电", typical_kw=(5.0, 60.0), load_factor=0.20)
def construction_site(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Construction site."""
    return business(asked, window, behaviour, _site, Nature(0.12, 0.6, 0.25, 0.30, (0.60, 0.95)))


def _site(habits: Stream, days: Almanac) -> Opening:
    thrown = habits.uniform(5)
    at_work = between(6.0, 18.5, 0.75) * (1 - 0.7 * between(11.5, 13.0, 0.5))
    huts = 0.1 + 0.25 * hump(20.0, 1.6) + 0.1 * hump(5.8, 0.7)
    phases = 1.0 + 0.35 * np.sin(2 * np.pi * (days.of_year / 365 + thrown[0]))
    still = shut_for_spring(days, 5 + int(8 * thrown[1]), 8 + int(10 * thrown[2]))
    lamps = 0.12 + 0.1 * thrown[3]
    return Opening(
        np.where(still, 0, 1),
        phases * (1.0 - 0.5 * days.rain),
        np.full(96, 0.03),
        table(0.0, at_work + huts),
        table(0.0, 0.01 * huts),
        table(0.0, (0.02 + 0.02 * thrown[4]) * huts),
        table(0.3 * lamps, lamps),
    )
