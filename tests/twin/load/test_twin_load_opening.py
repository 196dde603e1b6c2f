"""Places that open and close: a pattern by hand, its scale, absent days, and comings and goings."""

from __future__ import annotations

import numpy as np
import pytest
from use_world import behaviour_of, window

from jicha.twin.load.almanac import Almanac, almanac, expected_year
from jicha.twin.load.behaviour import usual
from jicha.twin.load.opening import Nature, Opening, business, expected, shut_for_spring, table
from jicha.twin.load.use import Asked
from jicha.twin.streams import Stream

CALM = Nature(1e-9, 0.5, 0.0, 0.0, (0.4, 0.4))
ASKED = Asked(1, "a", 2.0)


def plain(habits: Stream, days: Almanac) -> Opening:
    """A standby of 1, people who add 3 all day, and a fifth of it for each degree."""
    return Opening(
        np.ones(len(days), np.int64), np.ones(len(days)), np.ones(96),
        table(0.0, 3.0), table(0.0, 0.6), table(0.0, 0.0), table(0.0, 0.0),
    )  # fmt: skip


def test_a_pattern_is_standby_people_and_degrees() -> None:
    days = almanac(window())
    assert expected(plain(Stream(1, "a", "habits"), days), days) == pytest.approx(4.0 + 0.6 * days.cooling.mean())


def test_a_business_is_scaled_by_what_its_usual_year_expects() -> None:
    load = business(ASKED, window(), usual(365), plain, CALM)
    unit = 2000.0 / (4.0 + 0.6 * expected_year("36").cooling.mean())
    assert load.active_w == pytest.approx(unit * (4.0 + 0.6 * almanac(window()).cooling), rel=1e-6)
    assert load.reactive_var == pytest.approx(0.4 * load.active_w, rel=0.121)  # it wanders by an eighth


def test_an_absent_day_has_the_standby_and_half_as_busy_a_day_half_of_the_rest() -> None:
    absent, activity = np.zeros(365, np.bool_), np.ones(365)
    absent[10], activity[11] = True, 0.5
    load = business(ASKED, window(), behaviour_of(365, absent=absent, activity=activity), plain, CALM).active_w
    assert load[11].mean() / load[10].mean() == pytest.approx((1 + 1.5) / 1, rel=1e-6)  # January: nothing is cooled
    assert load[12].mean() / load[10].mean() == pytest.approx(4.0, rel=1e-6)


def test_people_come_a_quarter_earlier_or_later_on_half_the_days() -> None:
    def opens(habits: Stream, days: Almanac) -> Opening:
        hours = np.zeros(96)
        hours[36:72] = 1.0
        return Opening(
            np.ones(len(days), np.int64), np.ones(len(days)), np.zeros(96),
            table(0.0, hours), table(0.0, 0.0), table(0.0, 0.0), table(0.0, 0.0),
        )  # fmt: skip

    load = business(ASKED, window(), usual(365), opens, CALM).active_w
    first = (load > 0).argmax(axis=1)
    shares = np.bincount(first, minlength=38)[35:38] / 365
    assert shares == pytest.approx([0.25, 0.5, 0.25], abs=0.07)
    assert ((load > 0).sum(axis=1) == 36).all()


def test_the_hottest_days_take_more_reactive_power() -> None:
    load = business(ASKED, window(), usual(365), plain, Nature(1e-9, 0.5, 0.0, 0.0, (0.4, 0.4), 0.1))
    tangent = (load.reactive_var / load.active_w).mean(axis=1)
    hot = almanac(window()).cooling_day
    assert tangent == pytest.approx(0.4 + 0.1 * np.minimum(hot / 8.0, 1.0), rel=0.05)
    assert np.corrcoef(tangent, np.minimum(hot / 8.0, 1.0))[0, 1] > 0.9
    assert hot.max() > 4


def test_shutting_for_spring_counts_from_the_first_free_day() -> None:
    days = almanac(window())
    assert np.flatnonzero(shut_for_spring(days, 2, 3)).tolist() == [25, 26, 27, 28, 29]  # 28 January is day 27
