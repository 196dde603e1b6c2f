"""Weather: the normals of the region, the same days in every window, and a sun that rises at six in March."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from jicha.twin.weather import climates, weather_of


def test_a_day_is_the_same_in_every_window() -> None:
    year, week = weather_of(1, "36", date(2025, 1, 1), 365), weather_of(1, "36", date(2025, 3, 1), 7)
    assert np.array_equal(year.temperature_degc[59:66], week.temperature_degc)
    assert np.array_equal(year.sun_w_per_m2[59:66], week.sun_w_per_m2)


@pytest.mark.parametrize("region", sorted(climates()))
def test_months_come_near_their_normals(region: str) -> None:
    ten_years = weather_of(1, region, date(2016, 1, 1), 3653).temperature_degc.mean(axis=1)
    month = np.array([date.fromordinal(date(2016, 1, 1).toordinal() + place).month for place in range(3653)])
    assert ten_years[month == 1].mean() == pytest.approx(climates()[region].coldest_month_degc, abs=1.5)
    assert ten_years[month == 7].mean() == pytest.approx(climates()[region].warmest_month_degc, abs=1.5)


def test_afternoons_are_warm_and_warm_days_come_together() -> None:
    found = weather_of(1, "36", date(2025, 1, 1), 365).temperature_degc
    assert found[:, 17 * 4].mean() - found[:, 5 * 4].mean() == pytest.approx(
        climates()["36"].daily_range_degc, rel=0.25
    )
    rest = found.mean(axis=1) - weather_of(2, "36", date(2025, 1, 1), 365).temperature_degc.mean(axis=1)
    assert np.corrcoef(rest[:-1], rest[1:])[0, 1] > 0.6


def test_the_sun_stands_where_it_should() -> None:
    sun = weather_of(1, "36", date(2025, 3, 21), 1).sun_w_per_m2[0]
    lit = np.flatnonzero(sun) / 4
    assert lit.min() == pytest.approx(6.0, abs=0.3)
    assert lit.max() == pytest.approx(17.75, abs=0.3)
    year = weather_of(1, "36", date(2025, 1, 1), 365).sun_w_per_m2
    assert 1000 < year.sum() / 4 / 1000 < 1600  # kWh a year on a square metre: Nanchang has about 1,200
    assert year[:90].mean() < year[150:240].mean()


def test_degrees_count_from_their_thresholds() -> None:
    year = weather_of(1, "36", date(2025, 1, 1), 365)
    assert year.heating_degrees()[:31].mean() > 5
    assert year.cooling_degrees()[190:220].mean() > 1
    assert year.cooling_degrees()[:31].max() == 0
