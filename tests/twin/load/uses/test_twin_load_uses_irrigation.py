"""Irrigation: a season, turns of the water, days of rain."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[1]))

from use_world import at, behaving, behaviour_of, day, drawn, kw, window

from jicha.twin.load.almanac import almanac

NAMES = [f"customer {one}" for one in range(12)]


def test_pumps_run_from_spring_to_autumn_and_stand_in_winter() -> None:
    found = kw("irrigation_pump").mean(axis=1)
    assert found[: day(4, 4)].max() == 0
    assert found[day(10, 5) :].max() == 0
    assert found[day(5, 10) : day(8, 31)].min() > 0
    assert found[day(7, 1) : day(8, 15)].mean() > 1.15 * found[day(5, 10) : day(6, 10)].mean()


def test_a_pump_runs_at_one_power_by_day_and_some_days_of_every_turn() -> None:
    for one in NAMES:
        power = drawn("irrigation_pump", one).active_w
        rated = power.max()
        whole = np.isclose(power, rated)
        assert whole.sum() > 0.85 * (power > 0).sum()  # the rest are first and last quarters of a day
        assert power[:, : at(5)].max() == 0
        runs = (power > 0).any(axis=1)[day(5, 10) : day(8, 31)]
        assert 0.15 < runs.mean() < 0.7


def test_rain_leaves_a_third_of_the_hours() -> None:
    rain = almanac(window()).rain == 1
    hours = np.zeros(2)
    for one in NAMES:
        power = drawn("irrigation_pump", one).active_w
        its_turn = power.max(axis=1) > 0
        its_turn[: day(5, 10)] = its_turn[day(8, 31) :] = False
        for place, kind in enumerate((rain, ~rain)):
            hours[place] += (power[its_turn & kind].sum(axis=1) / power.max() / 4).mean() / len(NAMES)
    assert hours[0] / hours[1] == pytest.approx(1 / 3, abs=0.04)
    assert 6 < hours[1] < 14


def test_half_as_busy_a_day_has_half_of_its_hours() -> None:
    half = behaving("irrigation_pump", behaviour_of(240, activity=np.full(240, 0.5))).active_w
    whole = drawn("irrigation_pump", days=240).active_w
    assert half.max() == pytest.approx(whole.max())
    assert half.sum() == pytest.approx(0.5 * whole.sum())
