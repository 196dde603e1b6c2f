"""Windows: days named by the calendar, the same in every window, and a refusal where holidays are not known."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from jicha.terms.errors import JichaError
from jicha.twin.load.window import FESTIVAL, RETURN_TRAVEL, WEEKEND, WORK, DaysUnknown, window_of


def types(first: date, days: int) -> list[int]:
    return [int(one) for one in window_of(1, "36", first, days).day_type]


def test_days_of_autumn_2025_are_named_as_the_notice_has_them() -> None:
    # Sunday 28 September and Saturday 11 October are worked; 1 to 8 October are free, travel is two days around.
    found = types(date(2025, 9, 27), 16)
    assert found == [
        WEEKEND,
        WORK,
        RETURN_TRAVEL,
        RETURN_TRAVEL,
        *[FESTIVAL] * 8,
        RETURN_TRAVEL,
        RETURN_TRAVEL,
        WORK,
        1,
    ]


def test_three_free_days_are_a_festival_and_bring_no_travel() -> None:
    # Dragon boat 2025: Saturday 31 May to Monday 2 June; Friday before and Tuesday after are plain working days.
    assert types(date(2025, 5, 30), 5) == [WORK, FESTIVAL, FESTIVAL, FESTIVAL, WORK]


@pytest.mark.parametrize("first", [date(2025, 1, 29), date(2025, 2, 5), date(2025, 1, 26), date(2025, 10, 8)])
def test_a_window_that_cuts_a_holiday_names_its_days_as_a_long_one_does(first: date) -> None:
    year = window_of(1, "36", date(2025, 1, 1), 365)
    place = (first - year.first).days
    for days in (1, 2, 3, 20):
        short = window_of(1, "36", first, days)
        assert np.array_equal(short.day_type, year.day_type[place : place + days])
        assert np.array_equal(short.weather.sun_w_per_m2, year.weather.sun_w_per_m2[place : place + days])
        assert len(short) == days


def test_a_window_knows_its_days_its_offices_and_its_region() -> None:
    window = window_of(1, "44", date(2025, 9, 27), 3)
    assert window.dates == [date(2025, 9, 27), date(2025, 9, 28), date(2025, 9, 29)]
    assert window.working.tolist() == [False, True, True]
    assert window.region == "44"


def test_days_of_which_the_calendar_says_nothing_are_refused_in_both_languages() -> None:
    for first, days in ((date(2007, 12, 1), 60), (date(2030, 1, 1), 1), (date(2026, 12, 1), 60)):
        with pytest.raises(DaysUnknown) as told:
            window_of(1, "36", first, days)
        assert isinstance(told.value, JichaError)
        assert str(first) in str(told.value)
