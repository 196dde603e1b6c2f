"""Periods are half-open; months end where they end."""

from datetime import date

import pytest

from jicha.terms.errors import JichaError
from jicha.terms.period import Period, add_months, month


def test_a_month_holds_its_last_day_and_not_the_next_first() -> None:
    february = month("2024-02")
    assert date(2024, 2, 29) in february
    assert date(2024, 3, 1) not in february


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 11, 30), 0, date(2024, 11, 30)),
    ],
)
def test_adding_months_keeps_the_day_or_takes_the_last(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize("text", ["2024-13", "2024-00", "202405", "2024-5"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(JichaError, match="is not a month"):
        month(text)


def test_an_empty_period_is_refused() -> None:
    with pytest.raises(JichaError, match="is empty"):
        Period(date(2024, 1, 1), date(2024, 1, 1))


def test_an_empty_period_is_refused_in_chinese_too() -> None:
    with pytest.raises(JichaError) as caught:
        Period(date(2024, 1, 2), date(2024, 1, 1))
    assert "期间 2024-01-02 至 2024-01-01 没有任何一天" in caught.value.faults[0].chinese


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 1), 1), (date(9998, 12, 1), 1), (date(1, 1, 1), -1)])
def test_months_beyond_the_calendar_overflow_as_days_do(day: date, months: int) -> None:
    with pytest.raises(OverflowError):
        add_months(day, months)
