"""Loads for the tests of uses: a region's year, and what one customer draws in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from jicha.twin.load.behaviour import Behaviour, usual
from jicha.twin.load.every_use import all_uses
from jicha.twin.load.use import Asked, Load
from jicha.twin.load.window import Window, window_of

NEW_YEAR = date(2025, 1, 1)


@cache
def window(first: date = NEW_YEAR, days: int = 365, seed: int = 3) -> Window:
    return window_of(seed, "36", first, days)


def kw_of(code: str) -> float:
    """A middling size of its kind."""
    return sqrt(all_uses()[code].typical_kw[0] * all_uses()[code].typical_kw[1])


@cache
def drawn(code: str, entity: str = "one", *, first: date = NEW_YEAR, days: int = 365, seed: int = 3) -> Load:
    asked = Asked(seed, entity, kw_of(code))
    return all_uses()[code].draw(asked, window(first, days, seed), usual(days))


def behaving(code: str, behaviour: Behaviour, entity: str = "one") -> Load:
    days = behaviour.absent.size
    return all_uses()[code].draw(Asked(3, entity, kw_of(code)), window(NEW_YEAR, days), behaviour)


def behaviour_of(days: int, **changes: object) -> Behaviour:
    return replace(usual(days), **changes)  # type: ignore[arg-type]


def kw(code: str, *entities: str, **asked: object) -> NDArray[np.float64]:
    """Mean load of some customers, (days, 96) kW."""
    names = entities or tuple(f"customer {one}" for one in range(12))
    return np.asarray(np.mean([drawn(code, one, **asked).active_w for one in names], axis=0)) / 1000  # type: ignore[arg-type]


def at(hour: float) -> int:
    return int(hour * 4)


def day(month: int, of_month: int) -> int:
    """Its number in the year 2025."""
    return (date(2025, month, of_month) - NEW_YEAR).days


def days_of(*weekdays: int) -> NDArray[np.bool_]:
    """Days of March to June 2025 that are such weekdays and no holidays: 0 is Monday."""
    all_days = np.arange(365)
    plain = np.isin(window().day_type, (0, 1)) & (all_days >= day(3, 1)) & (all_days <= day(6, 30))
    makes_up = (all_days == day(4, 27)) | (all_days == day(2, 8))
    return plain & ~makes_up & np.isin((all_days + 2) % 7, weekdays)  # 1 January 2025 was a Wednesday
