"""What comes on top in a home: its consumption rises, as it does where a bridge is taken away.

Powers and temperatures are assumed: an air conditioner of 0.8 to 1.6 kW that works in the evening above 27 degrees and
below 6, half and less of each hour in turn; a car of 0.15 to 0.35 kW on the year's average; a pump likewise in season.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from jicha.twin.life import Course, Living, life, of_uses, steps_of
from jicha.twin.load.behaviour import usual
from jicha.twin.load.every_use import all_uses
from jicha.twin.load.layout import Floats
from jicha.twin.load.use import Asked
from jicha.twin.streams import Stream

HOME = of_uses("household")
_APPLIANCE_W = (800.0, 1_600.0)
_CAR_KW = (0.15, 0.35)
_PUMP_KW = (0.2, 0.5)
_HOT_DEGC, _COLD_DEGC = 27.0, 6.0
_EVENING = (72, 92)  # quarter hours, 18:00 to 23:00
_RUNS = 0.6  # share of the quarter hours in which it works


@life("新增大功率电器", fits=HOME)
def new_appliance(living: Living) -> Course:
    """A new air conditioner that heats too."""
    days = len(living.window)
    temperature = living.window.weather.temperature_degc
    there = steps_of(living.start, days, days) & ((temperature > _HOT_DEGC) | (temperature < _COLD_DEGC))
    there[:, : _EVENING[0]] = False
    there[:, _EVENING[1] :] = False
    works = Stream(living.seed, living.account.number, "life appliance works").uniform(days * 96) < _RUNS
    watts = living.between("appliance", *_APPLIANCE_W)
    return _with(living, np.where(there & works.reshape(days, 96), watts, 0.0))


@life("家中充电", fits=HOME)
def charging_at_home(living: Living) -> Course:
    """A car that is charged at home, on the meter of the home."""
    return _with(living, _drawn(living, "home_charging", living.between("car", *_CAR_KW)))


@life("季节性水泵", fits=HOME)
def seasonal_pump(living: Living) -> Course:
    """A pump for the garden and the field behind the meter of the home, in its season."""
    return _with(living, _drawn(living, "irrigation_pump", living.between("pump", *_PUMP_KW)))


def _drawn(living: Living, use: str, mean_kw: float) -> Floats:
    """What another use takes from the start on, W, (days, 96)."""
    days = len(living.window)
    asked = Asked(living.seed, f"{living.account.number} {use}", mean_kw)
    load = all_uses()[use].draw(asked, living.window, usual(days))
    return np.where(steps_of(living.start, days, days), load.active_w, 0.0)


def _with(living: Living, watts: Floats) -> Course:
    return Course(living.start, len(living.window), replace(living.usual(), added_w=watts))
