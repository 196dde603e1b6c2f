"""Households: evenings, heat, festivals, who is away, and homes that together use what was asked."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[1]))

from use_world import at, behaving, behaviour_of, day, days_of, drawn, kw, kw_of, window

from jicha.twin.load.almanac import almanac
from jicha.twin.load.behaviour import usual
from jicha.twin.load.every_use import all_uses
from jicha.twin.load.presence import EMPTY, GUESTS, away, habits_of
from jicha.twin.load.use import Asked
from jicha.twin.streams import Stream

MANY = tuple(f"home {one}" for one in range(120))


def test_homes_together_use_what_was_asked_and_no_home_is_far_off() -> None:
    # A year of one home drifts by more than a quarter of its mean: three standard errors of 120 are 8 %.
    for seed in (3, 11):
        ratio = (
            np.array([drawn("household", one, seed=seed).active_w.mean() for one in MANY]) / 1000 / kw_of("household")
        )
        assert ratio.mean() == pytest.approx(1.0, abs=0.09)
        assert np.median(ratio) == pytest.approx(1.0, abs=0.15)
        assert ratio.min() > 0.3
        assert ratio.max() < 2.5


def test_one_home_comes_near_what_was_asked_in_the_long_run() -> None:
    draw, days = all_uses()["household"].draw, window(date(2010, 1, 1), 5800)
    ratio = [draw(Asked(3, f"home {one}", 0.3), days, usual(5800)).active_w.mean() / 300 for one in range(20)]
    assert np.mean(ratio) == pytest.approx(1.0, abs=0.06)
    assert max(abs(one - 1) for one in ratio) < 0.35


def test_evenings_are_the_peak_and_nights_the_valley() -> None:
    found = kw("household", *MANY)[days_of(0, 1, 2, 3, 4)].mean(axis=0)
    evening, noon, night = found[at(19) : at(21)].mean(), found[at(12) : at(13)].mean(), found[at(3) : at(5)].mean()
    assert evening > noon > night
    assert evening > 1.7 * night


def test_hot_and_cold_days_use_more_than_mild_ones() -> None:
    found = kw("household", *MANY)
    mild = found[day(4, 10) : day(5, 10)].mean()
    assert found[day(7, 10) : day(8, 20)].mean() > 1.1 * mild
    assert found[day(12, 10) : day(12, 31)].mean() > 1.05 * mild


def test_compressors_lower_the_power_factor_in_summer_and_it_stays_between_limits() -> None:
    for one in MANY[:10]:
        load = drawn("household", one)
        tangent = load.reactive_var[:, 0:].sum(axis=1) / load.active_w.sum(axis=1)
        factor = 1 / np.sqrt(1 + tangent**2)
        assert factor.max() <= 0.99 + 1e-9
        assert factor.min() > 0.85
        assert factor[day(7, 20) : day(8, 10)].mean() < factor[day(4, 1) : day(4, 20)].mean()


def test_who_is_with_the_elders_leaves_a_dark_home_and_who_has_guests_a_bright_one() -> None:
    habits = {one: habits_of(Stream(3, one, "load presence")) for one in MANY}
    first = day(1, 28)

    def festival_over_january(spring: int) -> float:
        homes = [drawn("household", one).active_w for one in MANY if habits[one].spring == spring]
        return float(
            np.mean([home[first : first + 5].mean() for home in homes]) / np.mean([home[5:18].mean() for home in homes])
        )

    assert festival_over_january(EMPTY) < 0.45
    assert festival_over_january(GUESTS) > 1.1


def test_a_home_falls_to_what_runs_by_itself_while_nobody_is_there() -> None:
    absent = np.zeros(120, np.bool_)
    absent[60:110] = True
    ratio = []
    for one in MANY[:20]:
        stream = Stream(3, one, "load presence")
        here = ~away(habits_of(stream), stream, almanac(window(days=120)))
        here[:60] = here[110:] = False
        left = behaving("household", behaviour_of(120, absent=absent), one).active_w[here].mean()
        ratio.append(left / drawn("household", one, days=120).active_w[here].mean())
    assert max(ratio) < 0.75
    assert np.median(ratio) == pytest.approx(0.2, abs=0.08)


def test_twice_as_busy_days_use_about_twice_as_much() -> None:
    days = 120
    ratio = [
        behaving("household", behaviour_of(days, activity=np.full(days, 2.0)), one).active_w.sum()
        / drawn("household", one, days=days).active_w.sum()
        for one in MANY[:30]
    ]
    assert np.median(ratio) == pytest.approx(2.0, abs=0.3)


def test_a_small_home_and_a_large_one_have_the_same_form() -> None:
    draw = all_uses()["household"].draw
    small, large = (draw(Asked(3, "one", size), window(), usual(365)).active_w for size in (0.2, 0.8))
    assert large.mean() / small.mean() == pytest.approx(4.0, rel=0.05)
    assert np.corrcoef(small.mean(axis=1), large.mean(axis=1))[0, 1] > 0.98
