"""Charging: cheap hours, holidays, and the nights of a home's car."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[1]))

from use_world import at, day, days_of, drawn, kw, window

from jicha.twin.load.behaviour import usual
from jicha.twin.load.every_use import all_uses
from jicha.twin.load.use import Asked

NAMES = [f"customer {one}" for one in range(12)]


def test_stations_are_full_at_noon_and_midnight_and_empty_before_dawn() -> None:
    found = kw("charging_station").mean(axis=0)
    for full in (slice(at(12.5), at(14)), slice(at(23.25), at(24))):
        assert found[full].mean() > 1.5 * found[at(8.5) : at(10)].mean()
    assert found[at(4) : at(6)].mean() < 0.5 * found[at(12.5) : at(14)].mean()


def test_stations_are_fuller_on_long_holidays() -> None:
    found = kw("charging_station").mean(axis=1)
    assert found[day(10, 1) : day(10, 9)].mean() > 1.15 * found[day(9, 8) : day(9, 26)].mean()


def test_a_large_station_gets_its_energy_too() -> None:
    load = all_uses()["charging_station"].draw(Asked(3, "one", 900.0), window(), usual(365))
    assert load.active_w.mean() / 1000 == pytest.approx(900, rel=0.05)


def test_a_home_charges_at_seven_kilowatts_in_the_evening_or_at_night() -> None:
    for one in NAMES:
        load = drawn("home_charging", one).active_w
        assert load.max() <= 7000 + 1e-6
        assert load[:, at(9) : at(17.75)].max() == 0
    begins = [
        int((drawn("home_charging", one).active_w[days_of(0, 1, 2, 3, 4), at(12) :] > 0).any(axis=0).argmax())
        for one in NAMES
    ]
    hours = {12 + one / 4 >= 23 for one in begins}
    assert hours == {True, False}  # some by clock, some when they come home


def test_a_home_charges_on_some_nights_and_regularly() -> None:
    for one in NAMES:
        nights = (drawn("home_charging", one).active_w[:, at(18) :] > 0).any(axis=1)
        assert 0.15 < nights.mean() < 0.6
        gaps = np.diff(np.flatnonzero(nights))
        assert gaps.max() - gaps.min() <= 1
