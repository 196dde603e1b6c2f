"""Machines: shifts, breaks, means that come out as expected, and the night shift of the day before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from jicha.twin.load.machines import (
    COMES_UP,
    IDLING,
    IDLING_TANGENT,
    RUNNING,
    BadShop,
    Shop,
    expected_power,
    run_machines,
)
from jicha.twin.streams import key_of

KEY = key_of(1, "a", "machines")
SHOP = Shop(
    shifts=np.array([[32, 70]]),
    breaks=np.array([[48, 54]]),
    power=np.array([1.0, 4.0]),
    runs=np.array([0.6, 0.9]),
    holds=6.0,
)


def run(shop: Shop, days: int, first: int = 739_000, busy: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    worked = np.ones((days, shop.shifts.shape[0]), np.bool_)
    return run_machines(shop, KEY, first, worked, np.full(days, busy))


def test_machines_stand_outside_their_shift_and_in_the_break() -> None:
    active, _ = run(SHOP, 50)
    assert (active[:, :32] == 0).all()
    assert (active[:, 70:] == 0).all()
    assert (active[:, 48:54] == 0).all()
    assert active[:, 33:48].min() >= 5 * IDLING - 1e-9
    assert active.max() <= 5.0


def test_what_is_expected_comes_out() -> None:
    # 38 quarters less 6 of the break, the first at half: 31.5 of 96. Machine one: .6 * .875 + .4 * .15 = .585;
    # machine two four times .9 * .875 + .1 * .15 = .8025, so 3.795 together.
    expected = expected_power(SHOP, np.ones(1))
    assert expected == pytest.approx(np.array([[3.795 * 31.5 / 96]]))
    assert run(SHOP, 3000)[0].mean() == pytest.approx(float(expected[0, 0]), rel=0.01)


def test_half_as_busy_runs_half_as_often_and_idles_the_rest() -> None:
    expected = float(expected_power(SHOP, np.array([0.5]))[0, 0])
    assert expected == pytest.approx((0.3 * RUNNING + 0.7 * IDLING + 4 * (0.45 * RUNNING + 0.55 * IDLING)) * 31.5 / 96)
    assert run(SHOP, 3000, busy=0.5)[0].mean() == pytest.approx(expected, rel=0.02)


def test_a_machine_holds_its_state_for_some_quarters() -> None:
    one = replace(SHOP, power=np.array([1.0]), runs=np.array([0.5]), breaks=np.empty((0, 2), np.int64))
    up = run(one, 3000)[0][:, 33:70] > 0.5
    changes = (up[:, 1:] != up[:, :-1]).mean()
    assert changes == pytest.approx(1 / 6, abs=0.01)  # holds is six quarters, running or not
    assert (run(one, 3000)[0][:, 32] <= COMES_UP).all()


def test_an_idling_machine_has_little_power_factor() -> None:
    idle = replace(SHOP, runs=np.array([0.0, 0.0]))
    active, reactive = run(idle, 20)
    assert active[:, 40] == pytest.approx(np.full(20, 5 * IDLING))
    assert reactive == pytest.approx(IDLING_TANGENT * active)


def test_a_night_shift_goes_on_into_the_next_day() -> None:
    night = replace(SHOP, shifts=np.array([[88, 120]]), breaks=np.empty((0, 2), np.int64))
    worked = np.array([[True], [False], [False], [True]])
    active, _ = run_machines(night, KEY, 739_000, worked, np.ones(4))
    assert active[0, 88:].min() > 0
    assert active[1, :24].min() > 0
    assert (active[1, 24:] == 0).all()
    assert (active[2] == 0).all()
    assert (active[3, :88] == 0).all()
    # The night before the first day is taken to be one like it.
    assert active[0, :24].min() > 0
    assert (active[0, 24:88] == 0).all()


def test_a_day_is_the_same_in_every_window() -> None:
    long, short = run(SHOP, 40), run(SHOP, 10, 739_020)
    for one, other in zip(long, short, strict=True):
        assert np.array_equal(one[20:30], other)


def test_more_machines_than_a_day_has_numbers_for_are_refused() -> None:
    with pytest.raises(BadShop, match="11 machines"):
        replace(SHOP, power=np.ones(11), runs=np.ones(11))
