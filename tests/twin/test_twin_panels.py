"""Panels on roofs."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from jicha.twin.generation import FeedIn
from jicha.twin.load.window import window_of
from jicha.twin.meter import Meter, RegisterLaw
from jicha.twin.mounted import Mounted
from jicha.twin.panels import Panels, behind, both_ways, by_place, given_va, less
from jicha.twin.wiring import single_phase

WINDOW = window_of(1, "36", date(2025, 1, 1), 365)


def test_a_roof_gives_by_day_from_its_day_on_and_what_it_should_over_a_year() -> None:
    whole = given_va(1, "9900000001", Panels(0.5, 0), WINDOW)
    assert whole.real.mean() / 1000 == pytest.approx(0.5, rel=0.15)
    by_hour = whole.real.reshape(365, 24, 4).sum(axis=(0, 2))
    assert not by_hour[[0, 1, 2, 3, 22, 23]].any()
    assert by_hour[12] > by_hour[8] > 0
    late = given_va(1, "9900000001", Panels(0.5, 100), WINDOW)
    assert not late[: 100 * 96].any()
    assert np.array_equal(late[100 * 96 :], whole[100 * 96 :])


def test_what_the_panels_are_rated_for_follows_from_what_they_give() -> None:
    assert Panels(0.8, 0).rated_kw == pytest.approx(5.0)


def test_the_meter_of_an_owner_counts_both_ways_and_keeps_its_error() -> None:
    own = Mounted("1", "2", "class_2", Meter(single_phase(0), class_gain=1.004, law=RegisterLaw.SUM), 10.0)
    other = both_ways(own)
    assert (other.meter.law, other.meter.class_gain, other.serial) == (RegisterLaw.FORWARD, 1.004, "2")
    assert behind(single_phase(0)).feed_in is FeedIn.SURPLUS


def test_lines_carry_what_is_used_less_what_is_given() -> None:
    active, reactive = np.full((2, 3), 100.0), np.full((2, 3), 5.0)
    given = {1: np.array([0, 30 - 1j, 150 - 2j, 7])}
    then = slice(0, 3)
    net, net_var = less((active, reactive), given, then)
    assert net.tolist() == [[100] * 3, [100, 70, -50]]
    assert net_var.tolist() == [[5] * 3, [5, 6, 7]]
    assert active.tolist() == [[100] * 3] * 2  # what was given is not touched
    shares = np.array([[1.0, 0, 0], [0, 0.5, 0.5]])
    placed = by_place(given, shares, slice(1, 3))
    assert placed.shape == (2, 2, 3)
    assert placed[1, 1].tolist() == [0, 75 - 1j, 75 - 1j]
    assert not placed[:, 0].any()
