"""Tenants: one after the other, with what is added and without what is off."""

from __future__ import annotations

import numpy as np
import pytest
from use_world import behaviour_of, window

from jicha.twin.load.behaviour import Behaviour
from jicha.twin.load.tenants import lived
from jicha.twin.load.use import Asked, Load
from jicha.twin.load.window import Window

ASKED = Asked(1, "the first", 2.0)


def constant(asked: Asked, days: Window, behaviour: Behaviour) -> Load:
    """Everybody draws his size, and a tenth of it as reactive power."""
    return Load(np.full((len(days), 96), asked.mean_kw * 1000), np.full((len(days), 96), asked.mean_kw * 100))


def test_successors_live_there_from_their_day_on_and_have_a_size_of_their_own() -> None:
    found = lived(ASKED, window(days=10), behaviour_of(10, others=(4, 7)), constant).active_w
    assert (found[:4] == 2000).all()
    sizes = [found[0, 0], found[4, 0], found[7, 0]]
    assert len(set(sizes)) == 3
    assert (found[4:7] == sizes[1]).all()
    assert (found[7:] == sizes[2]).all()
    sizes = [
        lived(Asked(1, f"{one}", 2.0), window(days=2), behaviour_of(2, others=(1,)), constant).active_w[1, 0]
        for one in range(400)
    ]
    assert np.mean(sizes) == pytest.approx(2000, rel=0.06)  # as large as those before them, on the mean


def test_a_successor_beyond_the_window_never_comes_and_one_before_it_is_there_already() -> None:
    late = lived(ASKED, window(days=3), behaviour_of(3, others=(9,)), constant)
    assert (late.active_w == 2000).all()
    early = lived(ASKED, window(days=3), behaviour_of(3, others=(-5,)), constant)
    assert (early.active_w != 2000).all()


def test_what_is_off_is_off_for_what_was_added_too() -> None:
    added, off = np.zeros((3, 96)), np.zeros((3, 96), np.bool_)
    added[1] = 500.0
    off[1, 10] = True
    found = lived(ASKED, window(days=3), behaviour_of(3, added_w=added, off=off), constant)
    assert (found.active_w[1, 9], found.active_w[1, 10], found.active_w[2, 10]) == (2500, 0, 2000)
    assert found.reactive_var[1, 10] == 0
    assert found.reactive_var[1, 9] == pytest.approx(200 + 0.33 * 500, abs=0.12 * 200)


def test_reactive_power_wanders_by_an_eighth_at_most_and_keeps_its_mean() -> None:
    found = lived(ASKED, window(), behaviour_of(365), constant)
    assert (found.active_w == 2000).all()
    assert found.reactive_var.mean() == pytest.approx(200, rel=0.005)
    assert 0.88 * 200 <= found.reactive_var.min() < found.reactive_var.max() <= 1.12 * 200
