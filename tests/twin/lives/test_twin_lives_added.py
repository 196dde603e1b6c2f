"""What comes on top in homes, in what is delivered."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from lived_area import START, others, with_life, without


def test_a_new_appliance_adds_on_cold_evenings_alone() -> None:
    told, led = with_life("new_appliance")
    point = led.account.places[0].number
    behaviour = led.course.behaviour
    assert behaviour is not None
    added = behaviour.added_w
    assert not added[:START].any()
    assert not added[:, :72].any()
    assert set(np.unique(added > 0)) == {True, False}
    # to the cut of the registers and the error of the class, 1 % at most
    more = told.daily(point) - without().daily(point)
    assert more == pytest.approx(added.sum(axis=1) / 4_000, rel=0.011, abs=0.011)
    assert others(told, without(), point) == []


@pytest.mark.parametrize(
    ("code", "first"), [("charging_at_home", date(2025, 1, 1)), ("seasonal_pump", date(2025, 6, 1))]
)
def test_a_car_or_a_pump_adds_what_it_takes_from_its_day_on(code: str, first: date) -> None:
    told, led = with_life(code, first=first)
    point = led.account.places[0].number
    behaviour = led.course.behaviour
    assert behaviour is not None
    more = told.daily(point) - without(first).daily(point)
    assert not more[:START].any()
    assert more.sum() > 20
    assert more == pytest.approx(behaviour.added_w.sum(axis=1) / 4_000, rel=0.011, abs=0.011)
    assert others(told, without(first), point) == []
