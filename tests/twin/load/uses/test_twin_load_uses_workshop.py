"""Workshops and works: shifts, noons, Sundays, the long way home at Spring Festival, and the yearly repair."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[1]))

from use_world import at, day, days_of, drawn, kw, kw_of, window

from jicha.twin.load.behaviour import usual
from jicha.twin.load.every_use import all_uses
from jicha.twin.load.use import Asked

SHOPS = ("workshop", "workshop_two_shifts", "workshop_three_shifts")
MID_WEEK, SUNDAYS = days_of(1, 2, 3), days_of(6)


def test_one_shift_works_by_day_and_stands_at_noon() -> None:
    found = kw("workshop")[MID_WEEK].mean(axis=0)
    assert found[at(0) : at(7)].max() < 0.15 * found[at(9) : at(11)].mean()
    # Its noon is from 12 to 13:30 or up to half an hour from it.
    assert found[at(12.5) : at(13)].max() < 0.15 * found[at(9) : at(11)].mean()
    assert found[at(19) : at(21)].mean() < 0.5 * found[at(9) : at(11)].mean()


def test_two_shifts_work_until_late_and_three_through_the_night() -> None:
    two, three = (kw(code)[MID_WEEK].mean(axis=0) for code in SHOPS[1:])
    assert two[at(20.5) : at(22.5)].mean() > 0.8 * two[at(9) : at(11)].mean()
    assert two[at(2) : at(6)].mean() < 0.15 * two[at(9) : at(11)].mean()
    assert three[at(1) : at(3)].mean() == pytest.approx(three[at(9) : at(11)].mean(), rel=0.1)


@pytest.mark.parametrize("code", SHOPS)
def test_on_sundays_and_over_spring_festival_machines_stand(code: str) -> None:
    found = kw(code)[:, at(9) : at(11)].mean(axis=1)
    usual_days = found[MID_WEEK].mean()
    assert found[SUNDAYS].max() < 0.15 * usual_days
    assert found[day(1, 26) : day(2, 3)].max() < 0.15 * usual_days
    assert found[day(4, 27)] > 0.5 * usual_days  # a Sunday that makes up for a holiday


def test_the_night_shift_of_saturday_ends_on_sunday_morning() -> None:
    works_saturdays = [
        one
        for one in (f"customer {place}" for place in range(12))
        if kw("workshop_three_shifts", one)[days_of(5), at(9) : at(11)].mean()
        > 0.5 * kw("workshop_three_shifts", one)[MID_WEEK, at(9) : at(11)].mean()
    ]
    assert 0 < len(works_saturdays) < 12
    found = kw("workshop_three_shifts", *works_saturdays)[SUNDAYS].mean(axis=0)
    assert found[at(1) : at(3)].mean() > 4 * found[at(10) : at(20)].mean()


def test_some_evenings_of_a_workshop_are_longer() -> None:
    shares = []
    for one in range(12):
        found = drawn("workshop", f"customer {one}").active_w[MID_WEEK]
        evenings = found[:, at(19.25) : at(20.75)].mean(axis=1)
        shares.append((evenings > 0.4 * found[:, at(9) : at(11)].mean()).mean())
    # Uniform up to 35 % of the days, so a sixth on the mean.
    assert max(shares) < 0.5
    assert np.mean(shares) == pytest.approx(0.175, abs=0.08)


def test_a_works_runs_nights_and_sundays_slows_at_spring_and_stands_for_repair() -> None:
    found = drawn("factory").active_w
    middle = np.median(found.mean(axis=1))
    assert found[SUNDAYS].mean() == pytest.approx(found[MID_WEEK].mean(), rel=0.1)
    assert found[:, at(1) : at(4)].mean() == pytest.approx(found[:, at(9) : at(11)].mean(), rel=0.1)
    assert found[day(1, 27) : day(2, 2)].mean() < 0.75 * middle
    repair = np.flatnonzero(found[:, at(10) : at(20)].max(axis=1) < 0.5 * middle)
    assert 3 <= repair.size <= 9
    assert (np.diff(repair) == 1).all()
    assert 149 <= repair[0] <= 299
    assert found[repair].min() > 0  # furnaces are kept warm


def test_large_customers_compensate_and_small_ones_do_not() -> None:
    def factor(size: float) -> float:
        load = all_uses()["workshop"].draw(Asked(3, "one", size), window(), usual(365))
        return float(load.active_w.sum() / np.hypot(load.active_w.sum(), load.reactive_var.sum()))

    assert kw_of("workshop") < 30
    assert factor(5.0) < 0.85
    assert factor(31.0) > 0.90
