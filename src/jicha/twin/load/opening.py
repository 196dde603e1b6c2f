"""Places that open and close: what runs always, what runs while people are there, and what warmth, cold and dark add.

The pattern of a business is stated without chance. Its mean over a region's usual year is what scales it, so that a
day's load does not depend on the window it is asked in; chance comes on top, with a mean of one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from jicha.twin.load.almanac import Almanac, Ints, almanac, expected_year
from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.layout import Floats
from jicha.twin.load.noise import factor_of_days, roughened
from jicha.twin.load.shapes import QUARTERS
from jicha.twin.load.tenants import lived
from jicha.twin.load.use import Asked, Load
from jicha.twin.load.window import Window
from jicha.twin.streams import Stream, key_of

CLOSED = 0  # the kind of day on which nobody is there: the first row of all tables
_LATE, _LATE_SHARES = np.array([-1, 0, 1]), np.array([0.25, 0.5, 0.25])  # quarter hours
HOT_DEGREES = 8.0  # a day whose hours lie so far above the limit of cooling on average is among the hottest


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """The pattern of one business over some days, in units of its own.

    ``kind``      which row of the tables each day takes, (days,)
    ``busy``      how much of all but ``standby`` each day has, (days,)
    ``standby``   what runs whoever is there: fridges, servers, (96,)
    ``profile``   what people switch on, (kinds, 96)
    ``cooling``, ``heating``  what each degree adds, (kinds, 96)
    ``lit``       what darkness adds, (kinds, 96)
    """

    kind: Ints
    busy: Floats
    standby: Floats
    profile: Floats
    cooling: Floats
    heating: Floats
    lit: Floats


@dataclass(frozen=True, slots=True)
class Nature:
    """What chance does to it: ``spread`` and ``lasts`` of its days, unrest by hour and quarter, and reactive power.

    ``tangent`` is reactive over active power, from the least to the most among customers; ``hot_tangent`` what the
    compressors of the hottest days add.
    """

    spread: float
    lasts: float
    hourly: float
    quarterly: float
    tangent: tuple[float, float]
    hot_tangent: float = 0.0


Making = Callable[[Stream, Almanac], Opening]


def business(asked: Asked, window: Window, behaviour: Behaviour, making: Making, nature: Nature) -> Load:
    """The load of a business; ``making`` must state the same business for whatever days it is given.

    Closed on absent days; activity says how much of all but the standby a day has. Day by day people come and go a
    quarter of an hour earlier or later.
    """
    return lived(asked, window, behaviour, lambda one, days, life: _run(one, days, life, making, nature))


def _run(asked: Asked, window: Window, behaviour: Behaviour, making: Making, nature: Nature) -> Load:
    days, usual = almanac(window), expected_year(window.region)
    habits = Stream(asked.seed, asked.entity, "load habits")
    pattern = making(habits, days)
    level = asked.mean_kw * 1000.0 / expected(making(habits, usual), usual)
    busy = pattern.busy * behaviour.activity
    busy *= factor_of_days(Stream(asked.seed, asked.entity, "load busy"), days.number, nature.spread, nature.lasts)
    kind = np.where(behaviour.absent, CLOSED, pattern.kind)
    late = _LATE[Stream(asked.seed, asked.entity, "load late").choice(_LATE_SHARES, len(days), int(days.number[0]))]
    active = _power(
        kind, late, busy * level, pattern.standby * level, pattern.profile, pattern.cooling, pattern.heating,
        pattern.lit, days.cooling, days.heating, days.dark,
    )  # fmt: skip
    roughened(
        active, key_of(asked.seed, asked.entity, "load unrest"), int(days.number[0]), nature.hourly, nature.quarterly
    )
    least, most = nature.tangent
    tangent = least + (most - least) * Stream(asked.seed, asked.entity, "load power factor").uniform(1)[0]
    hot = nature.hot_tangent * np.minimum(days.cooling_day / HOT_DEGREES, 1.0)
    return Load(active, active * (tangent + hot)[:, None])


def expected(pattern: Opening, days: Almanac) -> float:
    """The mean of a pattern over those days."""
    return float(
        _power(
            pattern.kind, np.zeros(len(days), np.int64), pattern.busy, pattern.standby, pattern.profile,
            pattern.cooling, pattern.heating, pattern.lit, days.cooling, days.heating, days.dark,
        ).mean()
    )  # fmt: skip


def table(*rows: Floats | float) -> Floats:
    """Rows of a day, or one number for all of it, as a table of kinds of day."""
    return np.stack([np.broadcast_to(np.asarray(row, np.float64), QUARTERS) for row in rows])


def shut_for_spring(days: Almanac, before: int, after: int) -> NDArray[np.bool_]:
    """Days from ``before`` days ahead of Spring Festival's first free day to ``after`` days past it, (days,)."""
    return (days.since_spring >= -before) & (days.since_spring < after)


@njit(cache=True)
def _power(
    kind: Ints, late: Ints, busy: Floats, standby: Floats, profile: Floats, cooling: Floats, heating: Floats,
    lit: Floats, degrees_above: Floats, degrees_below: Floats, dark: Floats,
) -> Floats:  # fmt: skip
    out = np.empty((dark.shape[0], QUARTERS))
    for day in range(dark.shape[0]):
        row = kind[day]
        for quarter in range(QUARTERS):
            place = (quarter - late[day] + QUARTERS) % QUARTERS
            used = profile[row, place] + lit[row, place] * dark[day, quarter]
            used += cooling[row, place] * degrees_above[day, quarter]
            used += heating[row, place] * degrees_below[day, quarter]
            out[day, quarter] = standby[quarter] + busy[day] * used
    return out
