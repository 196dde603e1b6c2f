"""Shapes of a day by hand."""

from __future__ import annotations

import pytest

from jicha.twin.load.shapes import HOUR, QUARTERS, between, hump


def test_open_hours_rise_and_fall_within_the_ramp() -> None:
    shape = between(8.0, 10.0, 1.0)
    # Middles of quarters: 8:07.5 is 0.125 hours in, 8:52.5 is 0.875, and from 9 on the end comes near.
    assert shape[32:40].tolist() == [0.125, 0.375, 0.625, 0.875, 0.875, 0.625, 0.375, 0.125]
    assert shape.sum() == pytest.approx(4.0)


def test_hours_may_pass_midnight() -> None:
    shape = between(22.0, 26.0, 0.25)
    assert shape[:8].min() > 0
    assert shape[8] == 0
    assert shape[88:].min() > 0
    assert shape[87] == 0


def test_a_hump_is_highest_at_its_hour_and_goes_round_midnight() -> None:
    shape = hump(0.125, 2.0)
    assert HOUR[0] == 0.125
    assert shape[0] == 1.0
    assert shape[QUARTERS - 8] == pytest.approx(shape[8])
    assert shape[8] == pytest.approx(0.6065, abs=1e-4)  # one width away: e^-0.5
