"""One home taken apart."""

from __future__ import annotations

import numpy as np
import pytest
from load_world import made_up, week

from jicha.twin.load.fit_home import LEAST_DAYS, TooFewDays, fitted_home
from jicha.twin.load.layout import BLOCKS, PLACES


def test_a_home_with_too_few_whole_days_is_refused() -> None:
    data = made_up(8)
    wh = data.wh[0].copy()
    wh[LEAST_DAYS - 1 :, 7] = np.nan  # one missing half hour spoils a day
    with pytest.raises(TooFewDays, match=str(LEAST_DAYS - 1)):
        fitted_home(wh, data.day_type[0])
    wh[LEAST_DAYS - 1] = 100.0
    assert fitted_home(wh, data.day_type[0]).vector.size


def test_level_and_rest_and_profile_add_up_to_the_score() -> None:
    data = made_up(8)
    one = fitted_home(data.wh[0], data.day_type[0])
    assert np.nanstd(one.rest) == pytest.approx(1.0)
    working = data.day_type[0] == 0
    profile = one.vector[PLACES["work"]]
    assert np.allclose(one.smooth[working].mean(axis=0), profile, atol=0.35)


def test_mean_and_base_are_those_of_the_data() -> None:
    rng = np.random.default_rng(1)
    wh = 100.0 + 200.0 * (rng.random((120, 48)) < 0.3)  # base 100, three tenths at 300
    one = fitted_home(wh, week(120))
    assert np.exp(one.vector[PLACES["log_mean"]][0]) == pytest.approx(wh.mean())
    assert np.allclose(np.exp(one.vector[PLACES["base"]]), 103.0)
    assert np.exp(one.vector[PLACES["ratio"]][[0, -1]]) == pytest.approx([1.0, 303 / 103])
    assert one.vector[PLACES["zero_share"]][0] == 0.0
    assert one.zero_share == 0.0
    assert np.isfinite(one.vector).all()  # a base that never moves has no memory, and that is a number


def test_the_drift_of_levels_is_found_and_independent_days_have_none() -> None:
    rng = np.random.default_rng(2)
    days = 400
    drift, noise = np.zeros(days), rng.normal(size=(days, 48))
    for day in range(1, days):
        drift[day] = 0.985 * drift[day - 1] + np.sqrt(1 - 0.985**2) * rng.normal()
    with_drift = fitted_home(
        np.exp(5 + 0.5 * drift[:, None] * np.ones(48) * BLOCKS.sum(axis=1) * np.linspace(0, 2, 48) + 0.5 * noise),
        week(days),
    )
    without = fitted_home(np.exp(5 + 0.5 * rng.normal(size=(days, 48))), week(days))
    assert with_drift.vector[PLACES["day_slow"]][0] > 0.4
    assert without.vector[PLACES["day_slow"]][0] < 0.2


def test_the_share_that_a_meter_hides_is_told_and_a_rare_zero_is_none() -> None:
    rng = np.random.default_rng(3)
    wh = rng.integers(1, 400, (120, 48)).astype(float)
    wh[wh < 60] = 0.0  # 59 of 399: hidden
    one = fitted_home(wh, week(120))
    assert one.zero_share == pytest.approx(59 / 399, abs=0.02)
    assert one.vector[PLACES["zero_share"]][0] == one.zero_share
    wh[wh == 0] = 1.0
    wh[0, :5] = 0.0  # 5 of 5,760
    assert fitted_home(wh, week(120)).vector[PLACES["zero_share"]][0] == 0.0
