"""Shops and those who feed and lodge. Hours, shares of fridges, and what a degree adds are assumed.

Open on weekends and holidays, which are their better days; small ones shut for some days at Spring Festival. A closed
place falls to its fridges. What cooling and heating add for each degree is told against the lights and tills of an
open hour: five to seven degrees double a shop.
"""

from __future__ import annotations

import numpy as np

from jicha.twin.load.almanac import Almanac
from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.opening import Nature, Opening, business, shut_for_spring, table
from jicha.twin.load.shapes import between, hump
from jicha.twin.load.use import Asked, Load, use
from jicha.twin.load.window import Window
from jicha.twin.streams import Stream

_FULL_DAY = np.ones(96)


@use("商铺", typical_kw=(0.3, 4.0), load_factor=0.21)
def shop(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Shop."""
    return business(asked, window, behaviour, _shop, Nature(0.10, 0.6, 0.12, 0.12, (0.33, 0.62), 0.1))


@use("超市", typical_kw=(5.0, 30.0), load_factor=0.36)
def supermarket(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Supermarket."""
    return business(asked, window, behaviour, _supermarket, Nature(0.05, 0.7, 0.06, 0.08, (0.30, 0.50), 0.1))


@use("餐饮店", typical_kw=(1.0, 12.0), load_factor=0.13)
def restaurant(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Restaurant."""
    return business(asked, window, behaviour, _restaurant, Nature(0.15, 0.5, 0.15, 0.20, (0.25, 0.48), 0.1))


@use("宾馆", typical_kw=(5.0, 40.0), load_factor=0.34)
def hotel(asked: Asked, window: Window, behaviour: Behaviour) -> Load:
    """Hotel."""
    return business(asked, window, behaviour, _hotel, Nature(0.12, 0.8, 0.08, 0.10, (0.28, 0.48), 0.1))


def _shop(habits: Stream, days: Almanac) -> Opening:
    thrown = habits.uniform(6)
    open_hours = between(7.5 + 2 * thrown[0], 20 + 2.5 * thrown[1])
    shut = shut_for_spring(days, 1, 3 + int(7 * thrown[2]))
    better = np.where((days.weekday >= 5) | days.festival, 1.0 + 0.15 * thrown[3], 1.0)
    fridges = (0.12 + 0.25 * thrown[4]) * _FULL_DAY
    climate = (0.10 + 0.10 * thrown[5]) * open_hours
    return Opening(
        np.where(shut, 0, 1),
        better,
        fridges,
        table(0.0, open_hours * (0.8 + 0.25 * hump(19, 2))),
        table(0.0, climate),
        table(0.0, 0.35 * climate),
        table(0.0, 0.25 * open_hours),
    )


def _supermarket(habits: Stream, days: Almanac) -> Opening:
    thrown = habits.uniform(4)
    open_hours = between(7.5 + 0.5 * thrown[0], 21 + thrown[1], 0.75)
    better = np.where((days.weekday >= 5) | days.festival, 1.1, 1.0)
    cold = (0.55 + 0.25 * thrown[2]) * _FULL_DAY
    climate = (0.07 + 0.05 * thrown[3]) * open_hours
    chilled = 0.015 * _FULL_DAY  # cold rooms work harder in warmth, open or not
    return Opening(
        np.where(shut_for_spring(days, 0, 1), 0, 1),
        better,
        cold,
        table(0.0, open_hours),
        table(chilled, chilled + climate),
        table(0.0, 0.2 * climate),
        table(0.0, 0.1 * open_hours),
    )


def _restaurant(habits: Stream, days: Almanac) -> Opening:
    thrown = habits.uniform(6)
    lunch, dinner = hump(11.9 + 0.6 * thrown[0], 0.9), hump(18.3 + 0.9 * thrown[1], 1.3)
    open_hours = between(9.5, 21.5 + 2 * thrown[2], 1.0)
    shut = shut_for_spring(days, 2, 3 + int(9 * thrown[3]))
    better = np.where((days.weekday >= 5) | days.festival, 1.1 + 0.25 * thrown[4], 1.0)
    climate = (0.06 + 0.06 * thrown[5]) * open_hours * (0.4 + np.maximum(lunch, dinner))
    return Opening(
        np.where(shut, 0, 1),
        better,
        0.14 * _FULL_DAY,
        table(0.0, 0.25 * open_hours + 0.8 * lunch + dinner),
        table(0.0, climate),
        table(0.0, 0.3 * climate),
        table(0.0, 0.2 * open_hours),
    )


def _hotel(habits: Stream, days: Almanac) -> Opening:
    thrown = habits.uniform(3)
    guests = 0.35 + 0.3 * hump(7.8, 1.2) + 0.65 * hump(20.5, 2.6)
    better = np.where((days.weekday >= 5) | days.festival, 0.95 + 0.3 * thrown[0], 0.85)
    climate = (0.06 + 0.05 * thrown[1]) * (0.6 + 0.4 * hump(21.5, 4.0))
    return Opening(
        np.ones(len(days), np.int64),
        better,
        (0.22 + 0.12 * thrown[2]) * _FULL_DAY,
        table(0.0, guests),
        table(0.0, climate),
        table(0.0, 0.45 * climate),
        table(0.05, 0.12),
    )
