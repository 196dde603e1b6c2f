"""Charging sessions: cars that come, how much they take, and the power as they take it.

A session belongs to the quarter hour in which it begins and may run into the next day; it minds no other, so that a
day needs to know of none before but the evening's late cars. At the end a car takes less: a third of the power for the
last tenth of the energy.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from jicha.twin.load.layout import Floats
from jicha.twin.streams import draw

_TAIL, _TAIL_POWER = 0.1, 1.0 / 3.0
_MOST_ARRIVALS = 12  # in a quarter hour
_NUMBERS = 4096  # of the stream, kept for each day
_DAY = 96


def arrivals(key: np.uint64, first: int, rate: Floats, kw: float, kwh: tuple[float, float]) -> Floats:
    """Power in kW of cars that come by chance, (days, 96), ``rate`` (days, 96) of them on average in a quarter hour.

    Each takes ``kw`` until it has its energy, which is uniform in ``kwh``. ``first`` is the ordinal of the first day.
    Cars of the evening before are those that the first day's rates would have brought.
    """
    out = np.zeros(rate.shape)
    _arrive(key, first, rate, kw, kwh[0], kwh[1], out)
    return out


def nightly(begins: Floats, kwh: Floats, kw: float) -> Floats:
    """Power in kW of one session a day, (days, 96); the first of ``begins``, ``kwh`` is that of the day before.

    ``begins`` is in quarter hours from midnight and may pass 96; no session where ``kwh`` is 0.
    """
    out = np.zeros((begins.size - 1, _DAY))
    _follow(begins, kwh, kw, out)
    return out


@njit(cache=True)
def _arrive(key: np.uint64, first: int, rate: Floats, kw: float, least: float, most: float, out: Floats) -> None:
    for day in range(-1, out.shape[0]):
        told = max(day, 0)
        for quarter in range(_DAY):
            expected = rate[told, quarter]
            if expected <= 0.0:
                continue
            number = (first + day) * _NUMBERS + quarter * 40
            left = draw(key, number) - (1.0 - expected)
            if left < 0.0:
                continue
            chance = math.exp(-expected)
            left -= chance - (1.0 - expected)
            cars = 0
            while left >= 0.0 and cars < _MOST_ARRIVALS:
                cars += 1
                chance *= expected / cars
                left -= chance
            for car in range(cars):
                energy = least + (most - least) * draw(key, number + 1 + 2 * car)
                _deliver(out, day * _DAY + quarter, draw(key, number + 2 + 2 * car), energy, kw)


@njit(cache=True)
def _follow(begins: Floats, kwh: Floats, kw: float, out: Floats) -> None:
    for day in range(begins.shape[0]):
        if kwh[day] > 0.0:
            whole = math.floor(begins[day])
            _deliver(out, (day - 1) * _DAY + whole, begins[day] - whole, kwh[day], kw)


@njit(cache=True)
def _deliver(out: Floats, place: int, late: float, energy: float, kw: float) -> None:
    """Add a session that begins ``late`` in the quarter hour ``place``, counted from the first day's midnight.

    Both are told apart so that rounding does not depend on how far the first day is.
    """
    tail, left = _TAIL * energy, energy
    room = 1.0 - late  # of the quarter hour
    while left > 1e-9:
        if left > tail + 1e-12:
            taken = min(left - tail, 0.25 * room * kw)
            used = taken / (0.25 * kw)
        else:
            taken = min(left, 0.25 * room * kw * _TAIL_POWER)
            used = taken / (0.25 * kw * _TAIL_POWER)
        if 0 <= place < out.size:
            out[place // _DAY, place % _DAY] += taken / 0.25
        left -= taken
        room -= used
        if room < 1e-9:
            place, room = place + 1, 1.0
