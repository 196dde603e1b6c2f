"""Machines on shifts: each runs, idles or stands, by chance from quarter to quarter, within the hours of a shift.

A shift belongs to the day on which it begins, and every machine starts it anew: a day needs to know of no other but
the night shift of the day before. In the first quarter of a shift machines come up, in breaks they stand. A machine
that runs takes 75 to 100 % of its power at a power factor of 0.83, one that idles 15 % at 0.40; both are assumed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from jicha.terms.errors import JichaError
from jicha.twin.load.almanac import Ints
from jicha.twin.load.layout import Floats
from jicha.twin.streams import draw

RUNNING, IDLING = 0.875, 0.15  # of a machine's power, on the mean
MOST_RUNS = 0.97  # no machine runs in more of its shift, however busy
RUNNING_TANGENT, IDLING_TANGENT = 0.67, 2.29
COMES_UP = 0.5  # of what it takes, in the first quarter of a shift
_DAY = 96
_NUMBERS = 4096  # of the stream, kept for each day
_MOST_MACHINES = 10


class BadShop(JichaError):
    """Machines for which a day has not numbers enough."""


@dataclass(frozen=True, slots=True, eq=False)
class Shop:
    """Machines and when they work.

    ``shifts``  first quarter, quarter after the last (it may pass 96), (shifts, 2)
    ``breaks``  the same for the times within them at which machines stand, (breaks, 2)
    ``power``   of each machine, in units of its own, (machines,), at most ten
    ``runs``    share of a shift in which each machine runs, (machines,)
    ``holds``   how long a machine stays as it is, quarters
    """

    shifts: Ints
    breaks: Ints
    power: Floats
    runs: Floats
    holds: float

    def __post_init__(self) -> None:
        if self.power.size > _MOST_MACHINES:
            raise BadShop(f"{self.power.size} machines", f"Give at most {_MOST_MACHINES}; join some of them to one.")


def expected_power(shop: Shop, busy: Floats) -> Floats:
    """What each shift adds to the mean of a day that is so busy, in the units of ``power``, (days, shifts)."""
    place = np.arange(2 * _DAY)
    inside = (place >= shop.shifts[:, :1]) & (place < shop.shifts[:, 1:])
    for begin, end in shop.breaks.tolist():
        inside &= ~((place >= begin) & (place < end))
    weight = np.where(place == shop.shifts[:, :1], COMES_UP, 1.0)
    runs = np.minimum(shop.runs * busy[:, None], MOST_RUNS)
    taken = (shop.power * (runs * RUNNING + (1 - runs) * IDLING)).sum(axis=1)
    return np.asarray(taken[:, None] * (inside * weight).sum(axis=1) / _DAY, np.float64)


def run_machines(
    shop: Shop, key: np.uint64, first: int, worked: NDArray[np.bool_], busy: Floats
) -> tuple[Floats, Floats]:
    """Active and reactive power of consecutive days from the ordinal ``first`` on, each (days, 96).

    ``worked`` (days, shifts) says which shifts work, ``busy`` (days,) scales the share in which machines run. What the
    night shift of the day before leaves is taken to be that of the first day.
    """
    active, reactive = np.zeros((worked.shape[0], _DAY)), np.zeros((worked.shape[0], _DAY))
    standing = np.zeros(2 * _DAY, np.bool_)
    for begin, end in shop.breaks.tolist():
        standing[begin:end] = True
    _run(key, first, worked, busy, shop.shifts, standing, shop.power, shop.runs, shop.holds, active, reactive)
    return active, reactive


@njit(cache=True)
def _run(
    key: np.uint64, first: int, worked: NDArray[np.bool_], busy: Floats, shifts: Ints, standing: NDArray[np.bool_],
    power: Floats, runs: Floats, holds: float, active: Floats, reactive: Floats,
) -> None:  # fmt: skip
    days, machines = active.shape[0], power.shape[0]
    for day in range(-1, days):
        told = max(day, 0)
        for shift in range(shifts.shape[0]):
            if not worked[told, shift] or (day < 0 and shifts[shift, 1] <= _DAY):
                continue
            for machine in range(machines):
                share = min(runs[machine] * busy[told], MOST_RUNS)
                stops = 1.0 / holds  # chance to stop; starting has the chance that keeps the share
                starts = stops * share / (1.0 - share)
                if starts > 1.0:
                    starts, stops = 1.0, (1.0 - share) / share
                # One number for the state at the start and for each quarter; the lower digits say how hard it works.
                number = (first + day) * _NUMBERS + (shift * _MOST_MACHINES + machine) * 130
                thrown = draw(key, number)
                up = thrown < share
                for quarter in range(shifts[shift, 0], shifts[shift, 1]):
                    thrown = draw(key, number + 1 + quarter - shifts[shift, 0])
                    if quarter > shifts[shift, 0]:
                        up = thrown >= stops if up else thrown < starts
                    row, column = (day, quarter) if quarter < _DAY else (day + 1, quarter - _DAY)
                    if row < 0 or row >= days or standing[quarter]:
                        continue
                    digits = thrown * 1048576.0
                    part = 0.75 + 0.25 * (digits - int(digits)) if up else IDLING
                    taken = power[machine] * part * (COMES_UP if quarter == shifts[shift, 0] else 1.0)
                    active[row, column] += taken
                    reactive[row, column] += taken * (RUNNING_TANGENT if up else IDLING_TANGENT)
