"""The meter at a point: its numbers, and an error that its class allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from jicha.twin.account import Place, Terms
from jicha.twin.meter import RegisterLaw, measure
from jicha.twin.mounted import mounted, sound_wiring

TERMS = ((date(2015, 1, 1), Terms("99-HOME")),)
HOME = Place("990000000101", "household", 0.4, TERMS)
SHOP = replace(HOME, wiring="three_phase_four_wire", ct=40)
WORKS = replace(HOME, wiring="three_phase_three_wire", ct=20, pt=100)
MANY = range(400)


@pytest.mark.parametrize(
    ("place", "accuracy", "allowed", "law"),
    [
        (HOME, "class_2", 0.02, RegisterLaw.SUM),
        (SHOP, "class_1", 0.01, RegisterLaw.FORWARD),
        (WORKS, "class_05s", 0.005, RegisterLaw.FORWARD),
    ],
)
def test_the_error_lies_within_the_class_and_not_all_meters_have_the_same(
    place: Place, accuracy: str, allowed: float, law: RegisterLaw
) -> None:
    found = [mounted(1, replace(place, number=f"{one:012d}"), 0) for one in MANY]
    errors = np.array([one.meter.class_gain - 1 for one in found])
    assert {one.accuracy for one in found} == {accuracy}
    assert {one.meter.law for one in found} == {law}
    assert np.abs(errors).max() <= allowed / 2 + 1e-12
    assert errors.std() == pytest.approx(allowed / 4, rel=0.15)
    assert errors.mean() == pytest.approx(0, abs=allowed / 20)


def test_only_what_passes_a_transformer_has_its_error() -> None:
    home, shop, works = (mounted(1, one, 0).meter for one in (HOME, SHOP, WORKS))
    assert (np.asarray(home.voltage_error) == 1).all()
    assert (np.asarray(home.current_error) == 1).all()
    assert (np.asarray(shop.voltage_error) == 1).all()
    for error in (shop.current_error, works.voltage_error, works.current_error):
        assert 0 < np.abs(np.asarray(error) - 1).max() < 0.01


@pytest.mark.parametrize("place", [HOME, SHOP, WORKS])
def test_a_mounted_meter_reads_the_power_within_its_class_and_that_of_its_transformers(place: Place) -> None:
    turned = 230 * np.exp(-2j * np.pi / 3 * np.arange(3))[np.newaxis]
    current = 5 * np.exp(-2j * np.pi / 3 * np.arange(3) - 0.3j)[np.newaxis]
    alone = np.array([0.0, 1.0, 0.0]) if place is HOME else np.ones(3)
    found = measure(mounted(1, place, 1).meter, turned, current * alone).power
    right = 230 * 5 * np.cos(0.3) * alone.sum()
    assert found[0] == pytest.approx(right, rel=0.015)
    assert found[0] != right


def test_a_meter_is_the_same_whenever_it_is_asked_for_and_each_point_has_its_own() -> None:
    one, again, other = mounted(1, HOME, 0), mounted(1, HOME, 0), mounted(1, replace(HOME, number="990000000201"), 0)
    assert (one.asset, one.serial, one.start_kwh) == (again.asset, again.serial, again.start_kwh)
    assert one.asset != other.asset
    assert one.serial != other.serial


def test_what_it_showed_when_the_window_began_is_whole_hundredths_below_the_turn() -> None:
    shown = [mounted(1, replace(HOME, number=f"{one:012d}"), 0).start_kwh for one in MANY]
    assert min(shown) >= 0
    assert max(shown) < 8000
    assert [round(one * 100) / 100 for one in shown] == shown


def test_a_single_phase_meter_stands_on_its_phase() -> None:
    voltage = 230 * np.exp(-2j * np.pi / 3 * np.arange(3))[np.newaxis]
    on_c = np.array([[0, 0, 10]]) * np.exp(-2j * np.pi / 3 * np.arange(3))
    powers = [measure(replace(mounted(1, HOME, 0).meter, wiring=sound_wiring("single_phase", phase)), voltage, on_c)
              for phase in range(3)]  # fmt: skip
    assert [bool(one.power[0]) for one in powers] == [False, False, True]
