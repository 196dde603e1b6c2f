"""Synthetic texture for packs without half-hourly data: a slow walk, and appliances that switch on and off.

Twenty-four made-up homes from smooth to jumpy. They say nothing of any real home and carry no level and no profile:
only how one half hour follows another.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from jicha.twin.load.fit_home import Fitted
from jicha.twin.load.layout import PARAMETERS, SLOTS, Floats
from jicha.twin.streams import Stream, draw

HOMES = 24
DAYS = 400
APPLIANCES = 6


def synthetic_homes() -> list[Fitted]:
    """Homes whose ``rest`` and ``smooth`` are synthetic and whose parameters are all 0."""
    homes = []
    for home in range(HOMES):
        jumpy = (home + 0.5) / HOMES
        smooth = _smooth(Stream(0, f"synthetic {home}", "smooth level"))
        key = Stream(0, f"synthetic {home}", "texture").key
        rest = _walked(key, smooth.ravel(), 0.25 + 0.9 * jumpy, 0.12 + 0.25 * jumpy).reshape(DAYS, SLOTS)
        rest = (rest - rest.mean()) / rest.std()
        none = np.full((2, SLOTS), np.nan)
        homes.append(Fitted(np.zeros(PARAMETERS), rest, smooth, np.empty((0, 4)), none, 0.0))
    return homes


def _smooth(stream: Stream) -> Floats:
    """Smooth levels: one wave a day, and days that differ."""
    wave = -0.6 * np.cos(2 * np.pi * (np.arange(SLOTS) + 0.5) / SLOTS)
    return np.asarray(wave[None, :] + 0.6 * stream.normal(DAYS)[:, None])


@njit(cache=True)
def _walked(key: np.uint64, smooth: Floats, power: float, noise: float) -> Floats:
    """A slow walk and the running appliances; each starts more often while the level is high and runs 1 to 4 steps."""
    out = np.empty(smooth.size)
    left = np.zeros(APPLIANCES, np.int64)
    slow = 0.0
    for step in range(smooth.size):
        number = step * (APPLIANCES + 4)
        radius = math.sqrt(-2.0 * math.log1p(-draw(key, number)))
        angle = 2.0 * math.pi * draw(key, number + 1)
        slow = 0.93 * slow + 0.3 * radius * math.cos(angle)
        out[step] = slow + noise * radius * math.sin(angle)
        for one in range(APPLIANCES):
            thrown = draw(key, number + 2 + one)
            chance = 0.05 * math.exp(0.5 * smooth[step])
            if left[one] > 0:
                left[one] -= 1
            elif thrown < chance:
                left[one] = 1 + int(4.0 * thrown / chance)
            if left[one] > 0:
                out[step] += power * (0.5 + 0.25 * one)
    return out
