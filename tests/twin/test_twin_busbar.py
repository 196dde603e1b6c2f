"""The voltage of a substation."""

from __future__ import annotations

from datetime import date

import numpy as np

from jicha.twin.busbar import busbar_pu


def test_a_day_has_the_same_voltage_whatever_window_it_is_in() -> None:
    month = busbar_pu(1, "S1", date(2026, 1, 1), 31)
    day = busbar_pu(1, "S1", date(2026, 1, 20), 1)
    assert np.allclose(month[19 * 96 : 20 * 96], day, rtol=0, atol=1e-12)
    assert not np.allclose(busbar_pu(1, "S2", date(2026, 1, 20), 1), day)


def test_it_is_higher_by_night_moves_and_stays_within_what_is_allowed() -> None:
    year = busbar_pu(1, "S1", date(2026, 1, 1), 365).reshape(365, 24, 4)
    hours = year.mean(axis=(0, 2))
    assert hours[4] - hours[16] > 0.012
    assert year.std(axis=0).min() > 0.001
    assert 1.0 < year.min() < year.max() < 1.07
