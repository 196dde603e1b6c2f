"""Irrigation pumps: fields take their turns from spring to autumn. Hours and seasons are assumed.

From April to September a pump serves its field some days of every turn of the water, from the morning on for six to
fourteen hours, longest in July. On a day of rain it has a third of its hours, for fields that must be drained. For the
rest of the year it stands. It needs somebody to switch it on (absent: it stands); activity is how many hours it runs.
A wet year uses up to a fifth less than the usual one.
"""

from __future__ import annotations

import numpy as np

from jicha.twin.load.almanac import Almanac, almanac, expected_year
from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.layout import Floats
from jicha.twin.load.tenants import lived
from jicha.twin.load.use import Asked, Load, lagging, use
from jicha.twin.load.window import Window
from jicha.twin.streams import Stream

_BEGINS, _ENDS = (95, 125), (250, 275)  # of the season, by day of the year
_HOTTEST = 205
_NOT_IN_RAIN = 2 / 3  # of the hours


@use("农业排灌", typical_kw=(0.2, 1.8), load_factor=0.06)
def irrigation_pump(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Irrigation pump."""
    return lived(asked, window, behaviour, _pump)


def _pump(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    days, usual = almanac(window), expected_year(window.region)
    thrown = Stream(asked.seed, asked.entity, "load habits").uniform(7)
    rated_kw = asked.mean_kw / float((_hours(usual, thrown) * (1.0 - _NOT_IN_RAIN * usual.rain)).mean() / 24)
    chance = (
        Stream(asked.seed, asked.entity, "load hours").uniform(2 * len(days), 2 * int(days.number[0])).reshape(-1, 2)
    )
    hours = _hours(days, thrown) * (1.0 - _NOT_IN_RAIN * days.rain) * (0.8 + 0.4 * chance[:, 0])
    hours = np.minimum(hours * np.maximum(behaviour.activity, 0.0) * ~behaviour.absent, 24.0)
    begins = np.minimum(5.0 + 2.0 * thrown[5] + chance[:, 1], 24.0 - hours)
    quarter = np.arange(96) / 4
    runs = np.minimum(quarter + 0.25, (begins + hours)[:, None]) - np.maximum(quarter, begins[:, None])
    active = 1000.0 * rated_kw * np.maximum(runs, 0.0) * 4
    return lagging(active, 0.80 + 0.06 * float(thrown[6]))


def _hours(days: Almanac, thrown: Floats) -> Floats:
    """Hours that the pump runs on a dry day, (days,)."""
    begins = _BEGINS[0] + (_BEGINS[1] - _BEGINS[0]) * thrown[0]
    ends = _ENDS[0] + (_ENDS[1] - _ENDS[0]) * thrown[1]
    turn = 5 + int(6 * thrown[2])
    has_it = 1 + int(turn * (0.25 + 0.3 * thrown[3]))
    its_turn = (days.number + int(turn * thrown[4])) % turn < has_it
    in_season = (days.of_year >= begins) & (days.of_year <= ends)
    longer = 6.0 + 6.0 * np.exp(-0.5 * ((days.of_year - _HOTTEST) / 35.0) ** 2)
    return np.asarray(longer * its_turn * in_season, np.float64)
