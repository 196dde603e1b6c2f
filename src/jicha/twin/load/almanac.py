"""What every use wants to know of the days: calendar, Chinese New Year, warmth, cold, dark, rain.

It is worked out once for a window and shared by all customers. ``expected_year`` says the same of a region's usual
year: by it loads are scaled, so that a customer's size does not depend on the window he is asked in.

Assumed: rooms are cooled above 24 and heated below 16 degrees; lamps are lit below 2 W/m2 of sun; it rains on days
with less than 0.48 of a clear day's sun, which are about one in five.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from jicha.engine.workdays import work_calendar
from jicha.twin.load.layout import Floats
from jicha.twin.load.window import FESTIVAL, Window, window_of
from jicha.twin.weather import climates

COOL_ABOVE_DEGC = 24.0
HEAT_BELOW_DEGC = 16.0
LAMPS_BELOW_W_PER_M2 = 2.0
FAR = 183  # since_spring of days that are near no known Spring Festival
_RAIN_BELOW = 0.48  # of a clear day's sun
_CLEAR_DAY = 0.70  # part of the sun above the air that reaches the ground on a clear day of weather_of, about
_USUAL_YEAR = 2025
_WEATHERS = 16  # of one year, together the usual one

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Almanac:
    """Of consecutive days; arrays are (days,), or (days, 96) where they say so.

    ``number``        ordinal of the day: what random numbers are counted by
    ``weekday``       0 for Monday
    ``of_year``       day of the year from 1, ``month`` from 1
    ``working``       offices open; ``festival``: a holiday of three days or more
    ``since_spring``  days since the first free day of the nearest Spring Festival, negative before it
    ``holiday``       a number that the days of one holiday share: the month in which it is three days later
    ``cooling``, ``heating``  degrees above or below the limits, (days, 96); ``_day``: the mean of each day
    ``dark``          1 where lamps are lit, (days, 96)
    ``sun``, ``temperature``  W/m2 and degrees, (days, 96)
    ``rain``          1 on days of rain; the usual year holds shares
    """

    number: Ints
    weekday: Ints
    of_year: Ints
    month: Ints
    working: NDArray[np.bool_]
    festival: NDArray[np.bool_]
    since_spring: Ints
    holiday: Ints
    cooling: Floats
    heating: Floats
    cooling_day: Floats
    heating_day: Floats
    dark: Floats
    sun: Floats
    temperature: Floats
    rain: Floats

    def __len__(self) -> int:
        return int(self.number.shape[0])


@lru_cache(maxsize=16)
def almanac(window: Window) -> Almanac:
    """The almanac of a window; the window that is asked again gets the same one."""
    return _told(window, [window])


@cache
def expected_year(region: str) -> Almanac:
    """A region's usual year: the calendar of 2025, and the mean of what sixteen made-up weathers say of it."""
    weathers = _usual_weathers(region)
    return _told(weathers[0], weathers)


@cache
def expected_weathers(region: str) -> tuple[Floats, Floats]:
    """Degrees of cooling and of heating as ``Weather`` counts them, of all days of those weathers together."""
    weathers = [one.weather for one in _usual_weathers(region)]
    return (
        np.concatenate([one.cooling_degrees() for one in weathers]),
        np.concatenate([one.heating_degrees() for one in weathers]),
    )


def _usual_weathers(region: str) -> list[Window]:
    return [window_of(seed, region, date(_USUAL_YEAR, 1, 1), 365) for seed in range(_WEATHERS)]


@cache
def spring_festival(year: int) -> int | None:
    """Ordinal of the first free day of a year's Spring Festival; None where the calendar does not know it."""
    calendar = work_calendar("cn")
    run = 0
    for place in range(45):  # it begins between 20 January and 20 February
        day = date(year, 1, 17) + timedelta(place)
        free = calendar.between(day - timedelta(1), day)
        run = run + 1 if free == 0 else 0
        if run == 6:
            return day.toordinal() - 5
    return None


def _told(window: Window, weathers: list[Window]) -> Almanac:
    days = window.dates
    number = np.array([day.toordinal() for day in days], np.int64)
    of_year = np.array([day.timetuple().tm_yday for day in days], np.int64)
    all_of = [_of_weather(one, of_year) for one in weathers]
    cooling, heating, dark, sun, temperature, rain = (np.mean(field, axis=0) for field in zip(*all_of, strict=True))
    return Almanac(
        number,
        np.array([day.weekday() for day in days], np.int64),
        of_year,
        np.array([day.month for day in days], np.int64),
        window.working,
        window.day_type == FESTIVAL,
        _since_spring(number, days),
        np.array([12 * day.year + day.month for day in (one + timedelta(3) for one in days)], np.int64),
        cooling,
        heating,
        cooling.mean(axis=1),
        heating.mean(axis=1),
        dark,
        sun,
        temperature,
        rain,
    )


def _of_weather(window: Window, of_year: Ints) -> tuple[Floats, ...]:
    sun, temperature = window.weather.sun_w_per_m2, window.weather.temperature_degc
    cooling = np.maximum(temperature - COOL_ABOVE_DEGC, 0.0)
    heating = np.maximum(HEAT_BELOW_DEGC - temperature, 0.0)
    dark = (sun < LAMPS_BELOW_W_PER_M2).astype(np.float64)
    clear = sun.mean(axis=1) / (_CLEAR_DAY * _above_the_air(climates()[window.region].latitude_degrees, of_year))
    return cooling, heating, dark, sun, temperature, (clear < _RAIN_BELOW).astype(np.float64)


def _above_the_air(latitude: float, of_year: Ints) -> Floats:
    """Mean sun of a day on a level above the air, W/m2 (the usual formula of day length and noon height)."""
    tilt = np.radians(23.45) * np.sin(2 * np.pi * (284 + of_year) / 365)
    place = np.radians(latitude)
    half_day = np.arccos(-np.tan(place) * np.tan(tilt))
    height = np.cos(place) * np.cos(tilt) * np.sin(half_day) + half_day * np.sin(place) * np.sin(tilt)
    return np.asarray(1361.0 / np.pi * height, np.float64)


def _since_spring(number: Ints, days: list[date]) -> Ints:
    nearest = np.full(number.size, FAR, np.int64)
    for year in range(days[0].year - 1, days[-1].year + 2):
        begins = spring_festival(year)
        if begins is not None:
            since = number - begins
            nearest = np.where(np.abs(since) < np.abs(nearest), since, nearest)
    return nearest
