"""Charging: public stations and the charger of a home, which in China mostly has a meter of its own.

Assumed: at a station cars take 15 to 45 kWh at 45 kW or less, most of them at noon and around midnight, where energy
is cheapest in most provinces' periods, and on holidays more. A home's car charges 7 kW on every second to fifth night,
either when it comes home or from 23:00 on by its clock.
"""

from __future__ import annotations

import numpy as np

from jicha.twin.load.almanac import Almanac, almanac, expected_year
from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.layout import Floats
from jicha.twin.load.noise import factor_of_days
from jicha.twin.load.sessions import arrivals, nightly
from jicha.twin.load.shapes import hump
from jicha.twin.load.tenants import lived
from jicha.twin.load.use import Asked, Load, lagging, use
from jicha.twin.load.window import Window
from jicha.twin.streams import Stream, key_of

STATION_KWH = (15.0, 45.0)
_STATION_KW = 45.0
_STANDBY = 0.03  # of a station's energy: lights, fans, screens
_MOST_TOGETHER = 5.0  # times what is taken in the busiest hour on average: no wire carries more
_CARS_OF_A_YARD = 3.0  # in a quarter hour; larger stations are made of several yards
HOME_KW = 7.0
_MOST_KWH = 55.0
_BY_CLOCK = 0.5  # of the homes


@use("充电站", typical_kw=(5.0, 60.0), load_factor=0.10)
def charging_station(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Charging station."""
    return lived(asked, window, behaviour, _station)


@use("居民充电桩", typical_kw=(0.12, 0.40), load_factor=0.03)
def home_charging(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Charger of a home."""
    return lived(asked, window, behaviour, _home)


def _station(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    days, usual = almanac(window), expected_year(window.region)
    habits = Stream(asked.seed, asked.entity, "load habits")
    thrown = habits.uniform(3)
    hours = 0.35 + (0.5 + thrown[0]) * hump(12.8, 1.5) + (0.5 + thrown[1]) * hump(23.8, 1.8) + 0.4 * hump(17.0, 2.0)
    hours = hours * (1 - 0.6 * hump(4.5, 2.0))
    kwh_a_day = asked.mean_kw * 24 * (1 - _STANDBY)
    cars = kwh_a_day / np.mean(STATION_KWH) * hours / hours.sum()
    busy = _busy(days, thrown[2]) / _busy(usual, thrown[2]).mean() * behaviour.activity * ~behaviour.absent
    busy *= factor_of_days(Stream(asked.seed, asked.entity, "load busy"), days.number, 0.10, 0.6)
    yards = 1 + int(cars.max() / _CARS_OF_A_YARD)
    rate = busy[:, None] * (cars / yards)
    keys = [key_of(asked.seed, asked.entity, f"load cars of yard {one}") for one in range(yards)]
    taken = np.sum([arrivals(one, int(days.number[0]), rate, _STATION_KW, STATION_KWH) for one in keys], axis=0)
    # A small station has two posts at least.
    most = max(_MOST_TOGETHER * float(cars.max()) * 4 * float(np.mean(STATION_KWH)), 2 * _STATION_KW)
    active = 1000.0 * (np.minimum(taken, most) + asked.mean_kw * _STANDBY)
    return lagging(active, 0.96 + 0.03 * float(habits.uniform(1, 8)[0]))


def _busy(days: Almanac, holidays: float) -> Floats:
    """Weekends are a little busier, long holidays much: everybody is on the road."""
    return np.asarray(1.0 + 0.08 * (days.weekday >= 5) + (0.1 + 0.5 * holidays) * days.festival, np.float64)


def _home(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    number = almanac(window).number
    number = np.concatenate([number[:1] - 1, number])  # the night before
    habits, nights = Stream(asked.seed, asked.entity, "load habits"), Stream(asked.seed, asked.entity, "load nights")
    thrown = habits.uniform(4)
    often = min(max(0.2 + 0.3 * thrown[0], asked.mean_kw * 24 / _MOST_KWH), 1.0)
    charges = (thrown[1] + number * often) % 1.0 < often  # as regular as the way to work
    here = np.concatenate([behaviour.absent[:1], behaviour.absent])
    active_days = np.concatenate([behaviour.activity[:1], behaviour.activity])
    chance = nights.uniform(2 * number.size, 2 * int(number[0])).reshape(-1, 2)
    kwh = asked.mean_kw * 24 / often * (0.6 + 0.8 * chance[:, 0]) * active_days * (charges & ~here)
    comes_home = 4 * (18.0 + 2.0 * thrown[3] + 2.0 * chance[:, 1])
    by_clock = 4 * (23.0 + 0.1 * chance[:, 1])
    taken = nightly(by_clock if thrown[2] < _BY_CLOCK else comes_home, np.minimum(kwh, 2 * _MOST_KWH), HOME_KW)
    return lagging(1000.0 * taken, 0.98)
