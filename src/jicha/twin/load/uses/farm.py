"""Farms: greenhouses and stables. Shares, seasons and what a degree adds are assumed.

A greenhouse warms its winter nights, blows its summer days, and lights the short days. A stable feeds twice a day, is
aired the more the warmer it is, and keeps its young warm; a flock goes now and then, and the house is washed and stands
empty for two weeks.
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

_FLOCK_DAYS = (56, 120)  # from one stocking to the next
_EMPTY_DAYS = 14


@use("设施农业大棚", typical_kw=(0.5, 8.0), load_factor=0.23)
def greenhouse(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Greenhouse."""
    return business(asked, window, behaviour, _greenhouse, Nature(0.08, 0.7, 0.12, 0.15, (0.40, 0.75)))


@use("畜禽养殖", typical_kw=(1.0, 25.0), load_factor=0.23)
def stable(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Stable."""
    return business(asked, window, behaviour, _stable, Nature(0.06, 0.7, 0.10, 0.12, (0.45, 0.80)))


def _greenhouse(habits: Stream, days: Almanac) -> Opening:
    thrown = habits.uniform(4)
    watering = 0.6 * hump(7.0 + thrown[0], 0.9) + 0.3 * hump(17.0, 0.8)
    warmed = (0.03 + 0.05 * thrown[1]) * between(18.0, 31.0, 2.0)
    aired = (0.05 + 0.05 * thrown[2]) * between(9.0, 18.0, 2.0)
    lit = (0.1 + 0.3 * thrown[3]) * np.maximum(between(5.0, 8.0, 0.5), between(16.5, 20.0, 0.5))
    return Opening(
        np.ones(len(days), np.int64),
        np.ones(len(days)),
        np.full(96, 0.08),
        table(0.0, watering + 0.1),
        table(0.0, aired),
        table(0.0, warmed),
        table(0.0, lit),
    )


def _stable(habits: Stream, days: Almanac) -> Opening:
    thrown = habits.uniform(5)
    between_flocks = _FLOCK_DAYS[0] + int(thrown[0] * (_FLOCK_DAYS[1] - _FLOCK_DAYS[0]))
    of_flock = (days.number + int(thrown[1] * between_flocks)) % between_flocks
    grown = np.clip(0.55 + 0.6 * of_flock / (between_flocks - _EMPTY_DAYS), 0.0, 1.15)
    feeding = hump(6.0 + thrown[2], 0.7) + hump(16.0 + thrown[2], 0.7)
    return Opening(
        np.where(of_flock >= between_flocks - _EMPTY_DAYS, 0, 1),
        grown,
        np.full(96, 0.08),
        table(0.03, 0.45 + 0.7 * feeding),
        table(0.0, 0.06 + 0.05 * thrown[3]),
        table(0.0, 0.02 + 0.02 * thrown[4]),
        table(0.01, 0.06),
    )
