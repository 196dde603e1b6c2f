"""Homes: the load core with homes of the China pack, its days steered by presence, holidays and weather.

What a home is like comes from the pack (``load/published.py`` says what of it is published and what is assumed); its
level is moved to what is asked. Assumed here: how a degree is spread over the blocks of a day, the power factor (0.90
to 0.99 by home; compressors lower it in summer), and that doubling the activity about doubles the energy.

The core has a memory. A day is the same in every window that begins on the same day, and only there. A home drifts:
a single year of one may lie a quarter above or below what it uses in the long run, and homes together come near what is
asked.
"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np

from jicha.twin.load.almanac import almanac, expected_weathers
from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.core import simulate
from jicha.twin.load.days import Days
from jicha.twin.load.home import Home, home_of
from jicha.twin.load.layout import OFFSET_WH, PLACES, Floats
from jicha.twin.load.pack import Pack, shipped
from jicha.twin.load.presence import GUESTS_SHIFT, away, guests, habits_of
from jicha.twin.load.tenants import lived
from jicha.twin.load.use import Asked, Load, use
from jicha.twin.load.window import Window
from jicha.twin.streams import Stream, key_of

_COOLING_BLOCKS = np.array([1.1, 0.7, 1.0, 1.2])  # of the night, morning, afternoon and evening; their mean is 1
_HEATING_BLOCKS = np.array([0.8, 1.0, 0.9, 1.3])
_GROWTH = 0.85  # of the logarithm of the energy with a score: the median of homes of the pack, by trial
_ALONE = 0.2  # what an absent day uses of a usual one: likewise
_DRAWN = 1.08  # what homes of the pack use of what their vectors state: likewise, over 300 homes
_MOST_SHIFT = 2.5
_SUMMER_TANGENT = 0.10  # rise of reactive over active power on the hottest days
_HOT_DEGREES = 5.0  # days so far above 26 degrees are among the hottest


@use("居民生活", typical_kw=(0.08, 0.65), load_factor=0.09)
def household(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Household."""
    return lived(asked, window, behaviour, _lived_in)


def _lived_in(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    days, pack = almanac(window), _pack()
    stream = Stream(asked.seed, asked.entity, "load presence")
    habits = habits_of(stream)
    vector = pack.vector(asked.seed, asked.entity)
    home = _sized(vector, pack, asked.mean_kw, window.region, away_share=habits.away)
    cooling, heating = _degrees(window)
    shift = home.cooling * cooling[:, None] * _COOLING_BLOCKS + home.heating * heating[:, None] * _HEATING_BLOCKS
    shift += (np.log(np.maximum(behaviour.activity, 1e-9)) / _GROWTH + GUESTS_SHIFT * guests(habits, days))[:, None]
    steered = Days(
        window.day_type,
        np.clip(shift, -_MOST_SHIFT, _MOST_SHIFT),
        behaviour.absent | away(habits, stream, days),
    )
    wh = simulate(home, pack.texture, key_of(asked.seed, asked.entity, "load"), steered)
    active = wh.astype(np.float64) * 4.0
    power_factor = 0.90 + 0.09 * Stream(asked.seed, asked.entity, "load power factor").uniform(1)[0]
    tangent = np.sqrt(1.0 / power_factor**2 - 1.0) + _SUMMER_TANGENT * np.minimum(cooling / _HOT_DEGREES, 1.0)
    return Load(active, active * tangent[:, None])


def _sized(vector: Floats, pack: Pack, mean_kw: float, region: str, *, away_share: float) -> Home:
    """The home of a vector whose level and base are moved to ``mean_kw``, its shapes kept."""
    cooling, heating = expected_weathers(region)
    warmer = _GROWTH * (vector[PLACES["cooling"]] * cooling + vector[PLACES["heating"]] * heating)
    more = float(np.exp(warmer).mean()) * (1.0 - away_share * (1.0 - _ALONE)) * _DRAWN
    moved = np.log(max(mean_kw, 1e-4) * 500.0 / more) - vector[PLACES["log_mean"]]  # 500 half hours of Wh to a kW
    base = np.maximum(np.exp(vector[PLACES["base"]]) - OFFSET_WH, 0.0) * np.exp(moved)
    sized = vector.copy()
    sized[PLACES["log_mean"]] += moved
    sized[PLACES["base"]] = np.log(base + OFFSET_WH)
    return home_of(sized, pack.texture)


@cache
def _pack() -> Pack:
    return shipped("china")


@lru_cache(maxsize=16)
def _degrees(window: Window) -> tuple[Floats, Floats]:
    """Degrees of cooling and heating as the pack counts them, (days,)."""
    return window.weather.cooling_degrees(), window.weather.heating_degrees()
