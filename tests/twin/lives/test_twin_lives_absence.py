"""Empty homes in what is delivered."""

from __future__ import annotations

import numpy as np
from lived_area import DAYS, START, others, with_life, without


def test_a_vacant_home_stands_still_from_its_day_on_and_moves_nobody_else() -> None:
    told, led = with_life("vacancy")
    point = led.account.places[0].number
    before, now = without().daily(point), told.daily(point)
    assert np.array_equal(now[:START], before[:START])
    assert before[START:].min() > 0
    assert not now[START:].any()
    assert not told.curves[point, "active_power"].any()
    assert others(told, without(), point) == []
    # what the area takes falls by at least what the home used
    check = next(one.place.number for one in told.run.seen if one.account is None)
    assert told.registers[check, "active_total"][-1] < without().registers[check, "active_total"][-1]


def test_a_holiday_of_weeks_leaves_what_runs_by_itself() -> None:
    told, led = with_life("long_holiday", rank=3)
    point = led.account.places[0].number
    away = slice(led.course.start, led.course.end)
    assert 21 <= led.course.end - led.course.start <= DAYS - START
    assert 0 < told.daily(point)[away].sum() < 0.7 * without().daily(point)[away].sum()
    assert np.array_equal(told.daily(point)[:START], without().daily(point)[:START])
    assert others(told, without(), point) == []


def test_new_tenants_use_otherwise_after_the_days_between() -> None:
    told, led = with_life("moving")
    point = led.account.places[0].number
    behaviour = led.course.behaviour
    assert behaviour is not None
    (comes,) = behaviour.others
    assert 10 <= comes - START <= DAYS - START
    assert not told.daily(point)[START:comes].any()
    assert told.daily(point)[comes:].any()
    assert not np.array_equal(told.daily(point)[comes:], without().daily(point)[comes:])
    assert others(told, without(), point) == []
