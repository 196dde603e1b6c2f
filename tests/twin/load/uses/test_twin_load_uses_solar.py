"""Solar roofs: nothing by night, the sun of the region, and less from hot cells."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[1]))

from use_world import at, day, drawn, window


def test_a_roof_gives_while_the_sun_shines_and_nothing_by_night() -> None:
    load, sun = drawn("solar_roof"), window().weather.sun_w_per_m2
    assert ((load.active_w < 0) == (sun > 0)).all()
    assert load.reactive_var.sum() == pytest.approx(-0.08 * load.active_w.sum(), rel=0.01)


def test_it_gives_most_at_noon_and_more_in_summer() -> None:
    made = -drawn("solar_roof").active_w
    assert 10.5 < made.mean(axis=0).argmax() / 4 < 13.5
    assert made[day(7, 1) : day(8, 1)].sum() > 1.4 * made[day(1, 1) : day(2, 1)].sum()
    assert made[:, at(12)].mean() > 1.5 * made[:, at(8)].mean()


def test_roofs_of_a_region_rise_and_fall_together() -> None:
    one, other = (-drawn("solar_roof", name).active_w.sum(axis=1) for name in ("one", "two"))
    assert np.corrcoef(one, other)[0, 1] > 0.97


def test_hot_cells_make_less_of_the_same_sun() -> None:
    # Summer noons alone, so that the seat of the sun does not matter. At 31 degrees of the air and 750 W/m2 the cell
    # has 53.5: 1 - 0.004 * 28.5 = 0.886 of the rated; a degree takes 0.004 of that, 0.0045 in proportion.
    summer = slice(day(6, 1), day(8, 31))
    days, made = window().weather, -drawn("solar_roof").active_w
    sun, air, power = (one[summer, at(11) : at(13)].ravel() for one in (days.sun_w_per_m2, days.temperature_degc, made))
    here = sun > 300
    part = power[here] / sun[here]
    columns = np.stack([np.ones(here.sum()), air[here], sun[here]], axis=1)
    found = np.linalg.lstsq(columns, part / part.mean(), rcond=None)[0]
    assert found[1] == pytest.approx(-0.0045, abs=0.002)
    assert found[2] == pytest.approx(-0.0045 * 0.03, rel=0.5)
