"""Workshops of one, two and three shifts, and a works that never stops. All hours and shares are assumed.

Workshops rest on Sundays, most not on Saturdays, shut on long holidays, and send their people home some days before
Spring Festival for two or three weeks. One shift has a long noon and now and then some hours more in the evening. Their
order book has a season of its own. A works runs through; at Spring Festival it runs at half, and once a year for some
days it stands for repair, its furnaces kept warm. From 30 kW on capacitors take most of the reactive power away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jicha.twin.load.almanac import Almanac, almanac, expected_year
from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.layout import Floats
from jicha.twin.load.machines import Shop, expected_power, run_machines
from jicha.twin.load.noise import factor_of_days
from jicha.twin.load.opening import shut_for_spring
from jicha.twin.load.tenants import Living, lived
from jicha.twin.load.use import Asked, Load, use
from jicha.twin.load.window import Window
from jicha.twin.streams import Stream, key_of

ONE, TWO, THREE = (
    np.array([[8.0, 17.5], [18.5, 21.5]]),  # the second is what is worked longer
    np.array([[7.5, 15.5], [15.5, 23.5]]),
    np.array([[8.0, 16.0], [16.0, 24.0], [24.0, 32.0]]),
)
_BREAKS = {
    1: np.array([[12.0, 13.5]]),
    2: np.array([[11.5, 12.0], [19.0, 19.5]]),
    3: np.array([[11.5, 12.0], [20.0, 20.5], [28.0, 28.5]]),
}
COMPENSATED_FROM_KW = 30.0
_COMPENSATED = 0.45  # of the reactive power is left
_STANDBY_TANGENT = 0.75
_LEAST_ACTIVITY = 0.05  # on a day with less nobody comes


@use("作坊（单班）", typical_kw=(1.0, 15.0), load_factor=0.20)
def workshop(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Workshop of one shift."""
    return lived(asked, window, behaviour, _on_shifts(ONE, 1))


@use("加工车间（两班）", typical_kw=(5.0, 40.0), load_factor=0.33)
def workshop_two_shifts(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Workshop of two shifts."""
    return lived(asked, window, behaviour, _on_shifts(TWO, 2))


@use("工厂（三班）", typical_kw=(15.0, 60.0), load_factor=0.47)
def workshop_three_shifts(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Workshop of three shifts."""
    return lived(asked, window, behaviour, _on_shifts(THREE, 3))


@use("连续生产企业", typical_kw=(60.0, 200.0), load_factor=0.76)
def factory(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Works that never stop."""
    return lived(asked, window, behaviour, _running_through)


def _on_shifts(hours: Floats, shifts: int) -> Living:
    return lambda asked, window, behaviour: _worked(asked, window, behaviour, _workshop(asked, hours, shifts))


def _running_through(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    return _worked(asked, window, behaviour, _works(asked))


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """What one workshop is like; ``longer`` is the share of days on which the second shift is worked at all."""

    shop: Shop
    standby: float
    saturdays: bool
    sundays: bool
    spring: tuple[int, int]
    in_spring: float
    longer: float
    season: float
    peak: float
    repair: tuple[int, int]


def _workshop(asked: Asked, hours: Floats, shifts: int) -> _Place:
    thrown = Stream(asked.seed, asked.entity, "load habits").uniform(9)
    shop = _shop(asked, hours, shifts, (0.45, 0.90))
    return _Place(
        shop,
        (0.02 + 0.06 * thrown[0]) * float(shop.power.sum()),
        thrown[1] < 0.8,
        False,
        (3 + int(8 * thrown[2]), 7 + int(10 * thrown[3])),
        0.0,
        0.35 * thrown[4] if shifts == 1 else 1.0,
        0.25 * thrown[5],
        365 * thrown[6],
        (0, 0),
    )


def _works(asked: Asked) -> _Place:
    thrown = Stream(asked.seed, asked.entity, "load habits").uniform(5)
    shop = _shop(asked, THREE, 3, (0.80, 0.95))
    begins = 150 + int(150 * thrown[2])
    return _Place(
        shop,
        (0.15 + 0.2 * thrown[0]) * float(shop.power.sum()),
        True,
        True,
        (2, 6),
        0.5,
        1.0,
        0.08 * thrown[1],
        365 * thrown[3],
        (begins, begins + 3 + int(6 * thrown[4])),
    )


def _shop(asked: Asked, hours: Floats, shifts: int, runs: tuple[float, float]) -> Shop:
    thrown = Stream(asked.seed, asked.entity, "load machines").uniform(24)
    later = np.round(4 * (thrown[20] - 0.5)) / 4  # up to half an hour earlier or later, in quarters
    count = 3 + int(5 * thrown[21])
    return Shop(
        np.round((hours + later) * 4).astype(np.int64),
        np.round((_BREAKS[shifts] + later) * 4).astype(np.int64),
        np.exp(1.4 * thrown[:count]),
        runs[0] + (runs[1] - runs[0]) * thrown[10 : 10 + count],
        4.0 + 12.0 * thrown[22],
    )


def _worked(asked: Asked, window: Window, behaviour: Behaviour, place: _Place) -> Load:
    days, usual = almanac(window), expected_year(window.region)
    power = expected_power(place.shop, _season(place, usual))
    often = np.array([1.0, place.longer, 1.0])[: power.shape[1]]
    expected = place.standby + float((power * often * _open(place, usual)[:, None]).sum(axis=1).mean())
    level = asked.mean_kw * 1000.0 / expected
    busy = _season(place, days) * behaviour.activity
    busy *= factor_of_days(Stream(asked.seed, asked.entity, "load orders"), days.number, 0.08, 0.8)
    there = _open(place, days) & ~behaviour.absent & (behaviour.activity > _LEAST_ACTIVITY)
    worked = np.repeat(there[:, None], power.shape[1], axis=1)
    longer = Stream(asked.seed, asked.entity, "load longer").uniform(len(days), int(days.number[0]))
    worked[:, 1] &= longer < place.longer
    key = key_of(asked.seed, asked.entity, "load machines at work")
    active, reactive = run_machines(place.shop, key, int(days.number[0]), worked, busy)
    left = _COMPENSATED if asked.mean_kw >= COMPENSATED_FROM_KW else 1.0
    return Load(
        level * (active + place.standby),
        level * left * (reactive + _STANDBY_TANGENT * place.standby),
    )


def _open(place: _Place, days: Almanac) -> NDArray[np.bool_]:
    """Days on which people come, (days,)."""
    rest = (days.weekday == 6) & (not place.sundays) | (days.weekday == 5) & (not place.saturdays)
    rest &= ~days.working  # days that make up for a holiday
    rest |= days.festival & (not place.sundays)
    if place.in_spring == 0.0:
        rest |= shut_for_spring(days, *place.spring)
    return np.asarray(~(rest | (days.of_year >= place.repair[0]) & (days.of_year < place.repair[1])), np.bool_)


def _season(place: _Place, days: Almanac) -> Floats:
    wave = 1.0 + place.season * np.cos(2 * np.pi * (days.of_year - place.peak) / 365)
    if place.in_spring > 0.0:
        wave = np.where(shut_for_spring(days, *place.spring), place.in_spring, wave)
    return np.asarray(wave, np.float64)
