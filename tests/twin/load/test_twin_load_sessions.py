"""Charging sessions: energy that is kept, the tail, midnight, and cars that come as often as is stated."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from jicha.twin.load.sessions import arrivals, nightly
from jicha.twin.streams import key_of

KEY = key_of(1, "a", "cars")


def test_a_session_by_hand() -> None:
    # 10 kWh at 4 kW from quarter 8 on: 9 kWh take 9 quarters; the last 1 kWh at 4/3 kW takes 3 more.
    power = nightly(np.array([0.0, 8.0]), np.array([0.0, 10.0]), 4.0)[0]
    assert power[8:17] == pytest.approx(np.full(9, 4.0))
    assert power[17:20] == pytest.approx(np.full(3, 4 / 3))
    assert power.sum() / 4 == pytest.approx(10.0)
    assert (power[:8] == 0).all()
    assert (power[20:] == 0).all()


def test_a_session_that_begins_within_a_quarter_takes_what_is_left_of_it() -> None:
    power = nightly(np.array([0.0, 8.75]), np.array([0.0, 10.0]), 4.0)[0]
    assert power[8] == pytest.approx(1.0)  # a quarter of 4 kW
    assert power[9] == pytest.approx(4.0)


def test_the_night_before_reaches_into_the_first_day_and_the_last_out_of_it() -> None:
    power = nightly(np.array([94.0, 94.0]), np.array([10.0, 10.0]), 4.0)[0]
    assert power[0:7] == pytest.approx(np.full(7, 4.0))
    assert power[94:] == pytest.approx(np.full(2, 4.0))
    assert power[12:94].sum() == 0


@given(some.floats(0, 95.9), some.floats(0.1, 60.0), some.floats(1.0, 60.0))
def test_no_energy_is_lost_and_no_power_exceeded(begins: float, kwh: float, kw: float) -> None:
    nights = nightly(np.array([0.0, begins, 0.0, 0.0, 0.0, 0.0]), np.array([0.0, kwh, 0.0, 0.0, 0.0, 0.0]), kw)
    assert nights.sum() / 4 == pytest.approx(kwh)
    assert nights.max() <= kw * (1 + 1e-9)


def test_cars_bring_the_energy_that_their_rate_says() -> None:
    rate = np.zeros((4000, 96))
    rate[:, 48], rate[:, 60] = 0.4, 3.0
    power = arrivals(KEY, 739_000, rate, 45.0, (15.0, 45.0))
    assert power.sum() / 4 / 4000 == pytest.approx(3.4 * 30.0, rel=0.03)
    assert (power[:, :48] == 0).all()


def test_a_day_is_the_same_in_every_window() -> None:
    rate = np.full((60, 96), 0.2)
    long, short = (
        arrivals(KEY, 739_000, rate, 45.0, (15.0, 45.0)),
        arrivals(KEY, 739_030, rate[30:], 45.0, (15.0, 45.0)),
    )
    assert np.array_equal(long[30:], short)
