"""What runs day and night: flat, or nearly."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parents[1]))

from use_world import at, behaving, behaviour_of, day, drawn, kw, kw_of


def test_a_mining_rig_is_flat_all_year() -> None:
    for one in ("one", "two", "three"):
        power = drawn("mining_rig", one).active_w
        assert power.mean() / power.max() > 0.95
        daily = power.mean(axis=0)
        assert daily.min() > 0.99 * daily.max()


def test_a_rig_loses_some_power_while_a_machine_starts_anew() -> None:
    power = drawn("mining_rig").active_w / 1000 / kw_of("mining_rig")
    low = power < 0.9
    assert 0.005 < low.mean() < 0.015
    assert power[low].min() > 0.82


def test_half_of_the_rigs_take_half_of_it() -> None:
    half = behaving("mining_rig", behaviour_of(20, activity=np.full(20, 0.5))).active_w
    assert np.allclose(half, 0.5 * drawn("mining_rig", days=20).active_w)


def test_a_base_station_follows_traffic_and_warmth_a_little() -> None:
    found = kw("base_station")
    daily = found[day(3, 1) : day(4, 1)].mean(axis=0)
    assert daily[at(20) : at(21)].mean() > 1.05 * daily[at(3) : at(5)].mean()
    assert daily.max() < 1.4 * daily.min()
    assert 1.02 < found[day(7, 10) : day(8, 10)].mean() / found[day(3, 1) : day(4, 1)].mean() < 1.5
