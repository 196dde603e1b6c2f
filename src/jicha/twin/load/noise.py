"""Chance in loads that does not depend on the window: every number is that of its day and quarter hour.

``lasting`` is how busy days are, one like the next; ``rough`` is the unrest of the quarter hours. Both have the mean
that is stated, so that a load may be scaled by what is expected of it.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numba import njit
from numpy.typing import NDArray

from jicha.twin.load.layout import Floats
from jicha.twin.streams import Stream, draw

_QUARTERS = 96


def lasting(stream: Stream, number: NDArray[np.int64], lasts: float) -> Floats:
    """A standard normal value for each of consecutive days, correlated by ``lasts`` with the day before, (days,)."""
    weights = _weights(lasts)
    noise = stream.normal(number.size + weights.size - 1, int(number[0]) - weights.size + 1)
    return np.asarray(np.convolve(noise, weights, mode="valid"), np.float64)


def factor_of_days(stream: Stream, number: NDArray[np.int64], spread: float, lasts: float) -> Floats:
    """A factor of mean 1 for each of consecutive days, of log-deviation ``spread``, (days,)."""
    return np.asarray(np.exp(spread * lasting(stream, number, lasts) - spread**2 / 2), np.float64)


@lru_cache(maxsize=64)
def _weights(lasts: float) -> Floats:
    reach = int(np.ceil(np.log(1e-2) / np.log(lasts)))
    weights = lasts ** np.arange(reach + 1)
    return np.asarray(weights / np.sqrt(np.sum(weights**2)))


@njit(cache=True)
def roughened(active_w: Floats, key: np.uint64, first: int, hourly: float, quarterly: float) -> None:
    """Multiply each quarter hour, in place, by a factor of mean 1 between 1 - hourly - quarterly and 1 + both.

    ``first`` is the ordinal of the first day. Both parts are uniform and independent, one thrown for each hour.
    """
    for day in range(active_w.shape[0]):
        start = (first + day) * 128
        slow = 0.0
        for quarter in range(_QUARTERS):
            if quarter % 4 == 0:
                slow = hourly * (2.0 * draw(key, start + _QUARTERS + quarter // 4) - 1.0)
            active_w[day, quarter] *= 1.0 + slow + quarterly * (2.0 * draw(key, start + quarter) - 1.0)
