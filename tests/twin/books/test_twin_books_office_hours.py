"""Working days and local clock times."""

from __future__ import annotations

from datetime import date, datetime

from jicha.twin.books.office_hours import (
    at,
    is_workday,
    local_day,
    months_from,
    open_day,
    open_day_before,
    workdays_after,
    workdays_before,
)


def test_nine_in_the_morning_is_one_by_universal_time_and_belongs_to_the_local_day() -> None:
    assert at(date(2025, 3, 3), 9, 30) == datetime(2025, 3, 3, 1, 30)
    assert local_day(at(date(2025, 3, 3), 1)) == date(2025, 3, 3)
    assert local_day(datetime(2025, 3, 3, 16)) == date(2025, 3, 4)


def test_a_worked_sunday_counts_and_a_holiday_does_not() -> None:
    assert is_workday(date(2025, 1, 26))  # a Sunday worked for the Spring Festival
    assert not is_workday(date(2025, 10, 1))
    assert open_day(date(2025, 10, 1)) == date(2025, 10, 9)
    assert open_day_before(date(2025, 10, 9)) == date(2025, 9, 30)


def test_working_days_are_counted_both_ways() -> None:
    friday, tuesday = date(2025, 3, 7), date(2025, 3, 11)
    assert workdays_after(friday, 2) == tuesday
    assert workdays_before(tuesday, 2) == friday
    assert workdays_after(friday, 0) == friday == workdays_before(friday, 0)


def test_days_beyond_the_calendar_follow_the_week() -> None:
    assert is_workday(date(2150, 1, 2))
    assert not is_workday(date(2150, 1, 3))


def test_months_run_over_the_turn_of_the_year() -> None:
    assert months_from(date(2024, 12, 31), date(2025, 1, 1)) == [date(2024, 12, 1), date(2025, 1, 1)]
