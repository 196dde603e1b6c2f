"""Street lamps: from sunset to sunrise."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[1]))

from use_world import at, behaving, behaviour_of, day, drawn

NAMES = [f"customer {one}" for one in range(12)]


def test_lamps_burn_from_sunset_to_sunrise() -> None:
    # Nanchang, 28.7 degrees north: the day has 12.1 h on 21 March, 13.9 h in June and 10.3 h in December,
    # and quarter hours in which the sun stands very low are lit too.
    lit = drawn("street_lamp").active_w > 0
    assert lit[day(3, 21)].sum() / 4 == pytest.approx(11.9, abs=0.8)
    assert lit[day(6, 21)].sum() / 4 == pytest.approx(10.1, abs=0.8)
    assert lit[day(12, 21)].sum() / 4 == pytest.approx(13.7, abs=0.8)
    assert not lit[:, at(8.5) : at(16.5)].any()
    assert lit[:, : at(5)].all()
    assert lit[:, at(20) :].all()


def test_half_the_circuits_dim_after_midnight() -> None:
    ratio = np.array(
        [
            drawn("street_lamp", one).active_w[:, 8].mean() / drawn("street_lamp", one).active_w[:, 88].mean()
            for one in NAMES
        ]
    )
    assert ((ratio > 0.999) | (ratio < 0.85)).all()
    assert 2 <= (ratio < 0.85).sum() <= 10


def test_the_power_is_the_same_every_night_but_for_broken_lamps() -> None:
    power = drawn("street_lamp").active_w[:, 88]
    assert power.min() > 0.93 * power.max()
    assert power.min() < power.max()


def test_half_as_many_lamps_take_half_of_it() -> None:
    half = behaving("street_lamp", behaviour_of(30, activity=np.full(30, 0.5))).active_w
    assert half == pytest.approx(0.5 * drawn("street_lamp", days=30).active_w)
