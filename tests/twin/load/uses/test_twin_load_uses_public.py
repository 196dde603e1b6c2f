"""Offices, schools and hospitals: working days of the calendar, terms, and nights that go on."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parents[1]))

from use_world import at, day, days_of, kw, window

from jicha.twin.load.almanac import almanac
from jicha.twin.load.uses.public import term

WORKDAYS, WEEKEND = days_of(0, 1, 2, 3, 4), days_of(5, 6)
MORNING = slice(at(9.5), at(11.5))


def test_an_office_works_on_working_days_and_on_the_sunday_that_makes_up_for_one() -> None:
    found = kw("office")[:, MORNING].mean(axis=1)
    usual = found[WORKDAYS].mean()
    assert found[WEEKEND].mean() < 0.5 * usual
    assert found[day(10, 1) : day(10, 9)].max() < 0.4 * usual
    assert found[day(4, 27)] > 0.6 * usual  # a Sunday that is worked for the holiday in May


def test_an_office_is_busy_by_day_rests_at_noon_and_sleeps_at_night() -> None:
    found = kw("office")[WORKDAYS].mean(axis=0)
    assert found[at(12.5)] < 0.95 * found[MORNING].mean()
    assert found[at(2) : at(5)].mean() < 0.35 * found[MORNING].mean()


def test_an_office_cools_in_july() -> None:
    found = kw("office")
    assert found[day(7, 14) : day(7, 18)].mean() > 1.4 * found[day(4, 14) : day(4, 18)].mean()


def test_terms_end_in_july_and_begin_in_september_and_leave_spring_festival_out() -> None:
    found = term(almanac(window()))
    # 28 January less 16 days is the 12th, plus 18 the 15th of February.
    assert [found[day(1, 11)], found[day(1, 12)], found[day(2, 14)], found[day(2, 15)]] == [True, False, False, True]
    assert [found[day(7, 4)], found[day(7, 5)], found[day(8, 31)], found[day(9, 1)]] == [True, False, False, True]
    assert found.sum() == 365 - 34 - 58


def test_a_school_is_empty_in_its_holidays_and_on_weekends() -> None:
    found = kw("school")[:, MORNING].mean(axis=1)
    usual = found[days_of(0, 1, 2, 3, 4)].mean()
    for holiday in (found[day(7, 10) : day(8, 25)], found[day(1, 20) : day(2, 10)], found[WEEKEND]):
        assert holiday.mean() < 0.35 * usual


def test_some_schools_learn_until_late() -> None:
    names = [f"customer {one}" for one in range(12)]
    found = [kw("school", one)[WORKDAYS].mean(axis=0) for one in names]
    late = np.array([one[at(19.5) : at(21)].mean() / one[MORNING].mean() for one in found])
    assert (late > 0.6).any()
    assert (late < 0.45).any()


def test_a_hospital_never_sleeps_and_its_clinics_keep_office_hours() -> None:
    found = kw("hospital")
    usual, weekend = found[WORKDAYS].mean(axis=0), found[WEEKEND].mean(axis=0)
    assert usual[at(2) : at(5)].mean() > 0.4 * usual[MORNING].mean()
    assert weekend[MORNING].mean() < 0.92 * usual[MORNING].mean()
    assert found[day(10, 2), MORNING].mean() < weekend[MORNING].mean() * 1.05
