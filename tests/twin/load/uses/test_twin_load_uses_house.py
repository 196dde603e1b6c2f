"""What a house has in common: lights by night, lifts when people move."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parents[1]))

from use_world import at, behaving, behaviour_of, day, days_of, kw, window


def test_lifts_are_busy_when_people_leave_and_come_home() -> None:
    found = kw("common_parts")[days_of(0, 1, 2, 3, 4)].mean(axis=0)
    for busy in (slice(at(7), at(8.5)), slice(at(17.5), at(19.5))):
        assert found[busy].mean() > 1.4 * found[at(9.5) : at(11)].mean()
    weekend = kw("common_parts")[days_of(5, 6)].mean(axis=0)
    assert weekend[at(9.5) : at(11)].mean() > found[at(9.5) : at(11)].mean()


def test_corridors_are_lit_by_night_and_longer_in_winter() -> None:
    found = kw("common_parts")
    assert found[:, at(2) : at(4)].mean() > 0.8 * found[:, at(14) : at(16)].mean()
    assert found[day(12, 20), at(17.5)] > 1.15 * found[day(6, 20), at(17.5)]


def test_the_lights_stay_on_where_nobody_lives() -> None:
    absent = np.ones(30, np.bool_)
    found = behaving("common_parts", behaviour_of(30, absent=absent)).active_w
    dark = window(days=30).weather.sun_w_per_m2 == 0
    assert found[dark].mean() > 1.3 * found[:, at(10) : at(15)].mean()
