"""The almanac: festivals of the Chinese calendar, warmth and dark, and a usual year that no window moves."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from use_world import day, window

from jicha.twin.load.almanac import FAR, almanac, expected_weathers, expected_year, spring_festival
from jicha.twin.load.window import window_of


def test_spring_festival_begins_as_the_notices_have_it() -> None:
    told = {2019: date(2019, 2, 4), 2023: date(2023, 1, 21), 2025: date(2025, 1, 28), 2026: date(2026, 2, 15)}
    assert {year: spring_festival(year) for year in told} == {year: one.toordinal() for year, one in told.items()}
    assert spring_festival(2035) is None


def test_days_count_from_the_nearest_spring_festival() -> None:
    found = almanac(window())
    assert found.since_spring[[day(1, 1), day(1, 28), day(2, 1)]].tolist() == [-27, 0, 4]
    # 29 July lies 182 days past 2025's; from 8 August on the next one, of 15 February 2026, is nearer.
    assert found.since_spring[day(7, 29)] == 182
    assert found.since_spring[day(12, 31)] == -46
    assert np.abs(found.since_spring).max() <= FAR


def test_weekdays_months_and_holidays_are_those_of_the_dates() -> None:
    found = almanac(window())
    assert (found.weekday[0], found.month[31], found.of_year[31]) == (2, 2, 32)  # 1 January 2025 was a Wednesday
    for first, days in ((date(2025, 5, 1), 5), (date(2025, 10, 1), 8), (date(2025, 5, 31), 3), (date(2024, 12, 30), 3)):
        assert len(set(almanac(window_of(1, "36", first, days)).holiday.tolist())) == 1


def test_warmth_is_counted_above_24_cold_below_16_and_lamps_below_2_watts() -> None:
    days = window()
    found, temperature = almanac(days), days.weather.temperature_degc
    hot, cold = np.unravel_index(temperature.argmax(), (365, 96)), np.unravel_index(temperature.argmin(), (365, 96))
    assert found.cooling[hot] == pytest.approx(temperature[hot] - 24)
    assert found.heating[hot] == 0
    assert found.heating[cold] == pytest.approx(16 - temperature[cold])
    assert found.cooling_day[hot[0]] == pytest.approx(found.cooling[hot[0]].mean())
    assert (found.dark == (days.weather.sun_w_per_m2 < 2)).all()


def test_it_rains_on_about_a_fifth_of_days_and_those_are_dull() -> None:
    found = almanac(window())
    assert 0.1 < found.rain.mean() < 0.35
    for month in (1, 7):
        here = found.month == month
        assert found.sun[here & (found.rain == 1)].mean() < 0.8 * found.sun[here & (found.rain == 0)].mean()


def test_a_usual_year_depends_on_the_region_alone_and_lies_between_the_years() -> None:
    usual = expected_year("36")
    assert usual is expected_year("36")
    assert len(usual) == 365
    years = [almanac(window_of(seed, "36", date(2025, 1, 1), 365)).cooling.mean() for seed in range(200, 220)]
    assert usual.cooling.mean() == pytest.approx(np.mean(years), rel=0.15)
    assert expected_year("44").heating.mean() < usual.heating.mean() < expected_year("11").heating.mean()
    cooling, heating = expected_weathers("36")
    assert cooling.size == heating.size
    assert cooling.size % 365 == 0
