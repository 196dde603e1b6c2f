"""Shapes of a day on its 96 quarter hours: open hours, humps, and hours that go past midnight."""

from __future__ import annotations

import numpy as np

from jicha.twin.load.layout import Floats

QUARTERS = 96
HOUR = (np.arange(QUARTERS) + 0.5) / 4  # middle of each quarter hour


def between(begin: float, end: float, ramp: float = 0.5) -> Floats:
    """1 from the hour ``begin`` to the hour ``end``, rising and falling within ``ramp`` hours; end may pass 24."""
    hour = np.stack([HOUR, HOUR + 24])
    inside = np.clip(np.minimum(hour - begin, end - hour) / ramp, 0.0, 1.0)
    return np.asarray(inside.max(axis=0))


def hump(hour: float, width: float) -> Floats:
    """1 at an hour, and less before and after it as a bell of ``width`` hours; around midnight too."""
    distance = np.abs((HOUR - hour + 12) % 24 - 12)
    return np.asarray(np.exp(-0.5 * (distance / width) ** 2))
