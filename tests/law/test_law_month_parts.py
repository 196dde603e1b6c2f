"""Months of a period: whole ones and parts, by each reading."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.law.month_parts import begun, calendar_days, split, thirtieths
from jicha.terms.period import Period, add_months
from jicha.terms.sheet import Sheet, do_again

START = date(2023, 1, 15)
DAYS = st.dates(date(2020, 1, 1), date(2026, 1, 1))


def months(write: object, start: date, end: date) -> Fraction:
    sheet = Sheet("test")
    write(sheet, "months", Period(start, end))  # type: ignore[operator]
    do_again(sheet.done("months"))
    return sheet.value("months")


@pytest.mark.parametrize(
    ("end", "thirty", "calendar", "touched"),
    [
        (date(2023, 2, 1), Fraction(17, 30), Fraction(17, 31), 1),
        (date(2023, 3, 1), Fraction(47, 30), 1 + Fraction(17, 31), 2),
        (date(2023, 3, 11), 1 + Fraction(27, 30), 1 + Fraction(17, 31) + Fraction(10, 31), 3),
        (date(2023, 1, 20), Fraction(5, 30), Fraction(5, 31), 1),
    ],
)
def test_a_part_counts_as_the_reading_says(end: date, thirty: Fraction, calendar: Fraction, touched: int) -> None:
    assert months(thirtieths, START, end) == thirty
    assert months(calendar_days, START, end) == calendar
    assert months(begun, START, end) == touched


def test_whole_months_are_the_same_by_every_reading() -> None:
    for write in (thirtieths, calendar_days, begun):
        assert months(write, date(2023, 2, 1), date(2024, 3, 1)) == 13


@given(DAYS, st.integers(1, 900))
def test_no_day_is_lost(start: date, days: int) -> None:
    whole, parts = split(Period(start, start + timedelta(days=days)))
    assert len(parts) <= 2
    assert all(0 < one.days < one.of for one in parts)
    first = add_months(start.replace(day=1), 1 if parts and parts[0].month == f"{start:%Y-%m}" else 0)
    assert sum(one.days for one in parts) + (add_months(first, whole) - first).days == days


@given(DAYS, st.integers(1, 400), st.integers(1, 400))
def test_days_of_the_calendar_add_up_wherever_the_period_is_divided(start: date, first: int, second: int) -> None:
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)
    joined = months(calendar_days, start, middle) + months(calendar_days, middle, end)
    assert joined == months(calendar_days, start, end)


@given(DAYS, st.integers(1, 400))
def test_one_more_day_never_makes_fewer_months(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    for write in (thirtieths, calendar_days, begun):
        assert months(write, start, end) <= months(write, start, end + timedelta(days=1))


@given(DAYS, st.integers(1, 400), st.integers(1, 400))
def test_an_act_that_is_cut_by_a_price_is_as_long_as_one_that_is_not(start: date, first: int, second: int) -> None:
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)
    act = Period(start, end)
    for write in (thirtieths, calendar_days, begun):
        assert cut_months(write, start, middle, act) + cut_months(write, middle, end, act) == months(write, start, end)


def test_a_month_that_an_act_fills_is_one_month_in_whichever_pieces() -> None:
    july = Period(date(2023, 7, 1), date(2023, 8, 1))
    for write in (thirtieths, calendar_days, begun):
        assert cut_months(write, july.start, date(2023, 7, 16), july) == Fraction(15, 31)


def cut_months(write: object, start: date, end: date, act: Period) -> Fraction:
    sheet = Sheet("test")
    write(sheet, "months", Period(start, end), act)  # type: ignore[operator]
    do_again(sheet.done("months"))
    return sheet.value("months")
