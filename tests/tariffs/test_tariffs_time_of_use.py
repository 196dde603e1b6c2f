"""Periods of the day."""

import pytest

from jicha.tariffs.time_of_use import DAY_MINUTES, BadPeriods, DayPeriod, period_of

VALLEY, FLAT = DayPeriod("valley", 23 * 60, 7 * 60), DayPeriod("flat", 7 * 60, 23 * 60)


def test_a_period_over_midnight_has_both_of_its_parts() -> None:
    minutes = [period_of(minute, [VALLEY, FLAT]) for minute in range(DAY_MINUTES)]
    assert (minutes.count("valley"), minutes.count("flat")) == (8 * 60, 16 * 60)
    assert period_of(DAY_MINUTES, [VALLEY, FLAT]) == minutes[0]


def test_a_minute_in_two_periods_is_refused() -> None:
    with pytest.raises(BadPeriods, match="06:30 lies in valley and early"):
        period_of(390, [VALLEY, DayPeriod("early", 6 * 60, 7 * 60), FLAT])
