"""Presence: shares of homes, days that no window moves, and absences that add up to what is expected."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from use_world import day, window

from jicha.twin.load.almanac import almanac
from jicha.twin.load.presence import AT_HOME, EMPTY, GUESTS, Habits, away, guests, habits_of
from jicha.twin.load.window import window_of
from jicha.twin.streams import Stream


def stream(one: int) -> Stream:
    return Stream(1, f"home {one}", "presence")


def test_three_homes_in_ten_stand_empty_at_spring_festival_and_a_quarter_has_guests() -> None:
    springs = [habits_of(stream(one)).spring for one in range(4000)]
    shares = np.bincount(springs, minlength=3) / 4000
    assert shares == pytest.approx([0.30, 0.25, 0.45], abs=0.025)


def test_who_visits_the_elders_is_away_over_the_festival_and_back_within_three_weeks() -> None:
    days, first = almanac(window()), day(1, 28)
    for one in range(50):
        found = away(Habits(EMPTY, 0.0, 0.0, 0.0), stream(one), days)
        assert found[first - 1 : first + 6].all()
        assert not found[: first - 8].any()
        assert not found[first + 20 :].any()
        left = np.flatnonzero(found)
        assert (np.diff(left) == 1).all()
    assert not away(Habits(AT_HOME, 0.0, 0.0, 0.0), stream(1), days).any()


def test_guests_come_on_the_first_five_days() -> None:
    days, first = almanac(window()), day(1, 28)
    assert np.flatnonzero(guests(Habits(GUESTS, 0.0, 0.0, 0.0), days)).tolist() == list(range(first, first + 5))
    assert not guests(Habits(EMPTY, 0.0, 0.0, 0.0), days).any()


def test_weekends_are_spent_away_whole_and_as_often_as_is_stated() -> None:
    days = almanac(window())
    found = np.stack([away(Habits(AT_HOME, 0.2, 0.0, 0.0), stream(one), days) for one in range(200)])
    assert not found[:, days.weekday < 5].any()
    saturday, sunday = found[:, days.weekday == 5], found[:, days.weekday == 6]
    assert np.array_equal(saturday, sunday)
    assert saturday.mean() == pytest.approx(0.2, abs=0.02)


def test_a_holiday_is_spent_away_from_its_first_day_to_its_last() -> None:
    days = almanac(window())
    for one in range(40):
        found = away(Habits(AT_HOME, 0.0, 0.5, 0.0), stream(one), days)
        assert not found[~days.festival].any()
        for begins, lasts in ((day(5, 1), 5), (day(10, 1), 8)):
            assert found[begins : begins + lasts].all() or not found[begins : begins + lasts].any()


def test_trips_take_one_to_six_days() -> None:
    days = almanac(window())
    lengths = []
    for one in range(300):
        found = away(Habits(AT_HOME, 0.0, 0.0, 1.0), stream(one), days)
        steps = np.diff(np.concatenate([[0], found.astype(int), [0]]))
        lengths += (np.flatnonzero(steps == -1) - np.flatnonzero(steps == 1)).tolist()
    assert len(lengths) / 300 == pytest.approx(1.0, abs=0.15)
    assert np.mean(lengths) == pytest.approx(3.5, abs=0.3)
    assert sum(one > 6 for one in lengths) < 0.02 * len(lengths)  # two trips that meet


def test_a_year_has_as_many_absences_as_the_habits_say() -> None:
    days = almanac(window())
    stated = [habits_of(stream(one)).away for one in range(400)]
    found = [away(habits_of(stream(one)), stream(one), days).mean() for one in range(400)]
    # Days that are away for two reasons are counted twice in what is stated.
    assert 0.85 * np.mean(stated) < np.mean(found) <= 1.02 * np.mean(stated)


def test_a_day_is_the_same_in_every_window() -> None:
    long, short = almanac(window()), almanac(window_of(3, "36", date(2025, 1, 20), 30))
    for one in range(60):
        habits = habits_of(stream(one))
        assert np.array_equal(away(habits, stream(one), long)[19:49], away(habits, stream(one), short))
