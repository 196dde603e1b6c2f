"""What a meter with a wrong clock puts into its days and rates: all of the energy, at the hours that it believes in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from jicha.twin.meter import Series
from jicha.twin.planting import Planting

_STEP_MINUTES = 15


def by_own_clock(counted: Series, plantings: Sequence[Planting]) -> Series:
    """Energy of each step of the meter's own time, (steps,), of what was counted in true time.

    A clock that goes ahead jumps over hours when it is set wrong, and has them twice when it is set right. Energy that
    it has not yet put down when the window ends is missing from it.
    """
    taken = counted
    for one in plantings:
        ahead = one.effect.clock_minutes // _STEP_MINUTES
        if ahead:
            taken = _shifted(taken, max(one.start, 0), min(one.end, taken.size), ahead)
    return taken


def _shifted(counted: Series, start: int, end: int, ahead: int) -> Series:
    taken = counted.copy()
    part = counted[start:end]
    if ahead > 0:
        by = min(ahead, part.size)
        taken[start : start + by] = 0.0
        taken[start + by : end] = part[: part.size - by]
        late = part[part.size - by :].sum()
        if end < taken.size:
            taken[end] += late
        return taken
    by = min(-ahead, part.size)
    taken[start : end - by] = part[by:]
    taken[end - by : end] = 0.0
    # set back, it has the hours before once more; what it counts in them is put down at once
    taken[start] += part[:by].sum()
    return np.asarray(taken)
