"""Weather of a region: temperature and sun on every quarter hour, and what houses and roofs make of them.

A yearly and a daily sine around the normals of the region's capital, a wander of several days on top, and a sun whose
height follows from latitude, day and hour (Cooper's declination, Haurwitz's clear sky) behind clouds that last days.
It is plausible weather, not that of any real year.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from jicha.twin.streams import Stream

STEPS_OF_A_DAY = 96
_COLDEST_DAY = 20  # of the year, about
_COLDEST_HOUR = 5.0
_WANDER_DEGC = 2.8
_WANDER_LASTS = 0.75  # correlation of a day with the next
_CLOUDS_LAST = 0.5


@dataclass(frozen=True, slots=True)
class Climate:
    """Normals of a region: mean temperature of its coldest and warmest month, and from night to afternoon."""

    region: str
    name: str
    latitude_degrees: float
    coldest_month_degc: float
    warmest_month_degc: float
    daily_range_degc: float


@dataclass(frozen=True, slots=True, eq=False)
class Weather:
    """``temperature_degc`` and ``sun_w_per_m2`` on a level, both (days, 96)."""

    temperature_degc: NDArray[np.float64]
    sun_w_per_m2: NDArray[np.float64]

    def heating_degrees(self, below: float = 14.0) -> NDArray[np.float64]:
        """How far each day's mean lies below, (days,)."""
        return np.asarray(np.maximum(below - self.temperature_degc.mean(axis=1), 0.0), np.float64)

    def cooling_degrees(self, above: float = 26.0) -> NDArray[np.float64]:
        """How far each day's mean lies above, (days,)."""
        return np.asarray(np.maximum(self.temperature_degc.mean(axis=1) - above, 0.0), np.float64)


def weather_of(seed: int, region: str, first: date, days: int) -> Weather:
    """The weather of ``days`` days from ``first`` on; a day has the same weather whatever window it is asked in."""
    climate = climates()[region]
    number = np.array([first.toordinal() + place for place in range(days)])
    of_year = np.array([date.fromordinal(one).timetuple().tm_yday for one in number.tolist()])
    middle = (climate.coldest_month_degc + climate.warmest_month_degc) / 2
    season = (climate.warmest_month_degc - climate.coldest_month_degc) / 2
    mean = middle - season * np.cos(2 * np.pi * (of_year - _COLDEST_DAY) / 365.25)
    wander = _WANDER_DEGC * _lasting(Stream(seed, region, "temperature"), number, _WANDER_LASTS)
    clear = 1 / (1 + np.exp(-0.4 - 1.2 * _lasting(Stream(seed, region, "clouds"), number, _CLOUDS_LAST)))
    hour = np.arange(STEPS_OF_A_DAY) * 24 / STEPS_OF_A_DAY
    swing = climate.daily_range_degc / 2 * (0.5 + clear)  # clear days swing more
    daily = -np.cos(2 * np.pi * (hour - _COLDEST_HOUR) / 24)
    temperature = (mean + wander)[:, np.newaxis] + swing[:, np.newaxis] * daily
    sun = _clear_sky(climate.latitude_degrees, of_year, hour + 12 / STEPS_OF_A_DAY)
    return Weather(temperature, sun * (0.15 + 0.85 * clear)[:, np.newaxis])


def _lasting(stream: Stream, number: NDArray[np.int64], lasts: float) -> NDArray[np.float64]:
    """A normal value for each day, correlated by ``lasts`` with the day before: a sum over the days behind it."""
    reach = int(np.ceil(np.log(1e-3) / np.log(lasts)))
    first = int(number[0]) - reach
    noise = stream.normal(number.size + reach, first)
    weights = lasts ** np.arange(reach + 1)
    found = np.convolve(noise, weights, mode="valid")
    return np.asarray(found / np.sqrt(np.sum(weights**2)), np.float64)


def _clear_sky(latitude: float, of_year: NDArray[np.int64], hour: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sun on a level without clouds, W/m2, (days, 96)."""
    tilt = np.radians(23.45) * np.sin(2 * np.pi * (284 + of_year) / 365)
    turn = np.radians(15 * (hour - 12))
    height = np.sin(np.radians(latitude)) * np.sin(tilt)[:, np.newaxis]
    height = height + np.cos(np.radians(latitude)) * np.cos(tilt)[:, np.newaxis] * np.cos(turn)
    up = np.clip(height, 1e-6, None)
    return np.asarray(np.where(height > 0, 1098 * up * np.exp(-0.057 / up), 0.0), np.float64)


@cache
def climates() -> dict[str, Climate]:
    """The regions of which normals are held."""
    with (files("jicha.twin") / "climates.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        row["region"]: Climate(row["region"], row["name"], *(float(value) for value in list(row.values())[2:]))
        for row in rows
    }
