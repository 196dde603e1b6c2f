"""The check meter of an area reads what its transformer gives, within its class; a broken one does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_utility import quiet_run

from jicha.twin.area_meter import AreaMeter, area_place, run_area_meter
from jicha.twin.area_year import Supply
from jicha.twin.every_kind import all_kinds
from jicha.twin.kind import Site
from jicha.twin.planting import Planting
from jicha.twin.streams import Stream
from jicha.twin.street import LOW_V

AREA = quiet_run().areas[0]
SUPPLY = AREA.year.supply
DAYS = SUPPLY.active_w.shape[0] // 96
INTO = SUPPLY.daily_kwh(SUPPLY.active_w.sum(axis=1))


def _meter(supply: Supply = SUPPLY, *plantings: Planting, curve_days: int = 2) -> AreaMeter:
    return run_area_meter(3, "99", AREA.year.street, supply, curve_days=curve_days, plantings=plantings)


def _broken(start: int, end: int) -> Planting:
    site = Site(3, (0, 1, 2), transformers=True, is_area=True)
    kind = all_kinds()["area_meter_broken"]
    return Planting.of(kind, site, Stream(1, "99", "x"), 0, (start * 96, end * 96), 1.0)


def test_it_reads_the_supply_of_every_day_within_half_a_class() -> None:
    found = _meter()
    assert found.taken_kwh == pytest.approx(INTO, rel=0.0075)
    assert found.taken_kwh != pytest.approx(INTO, rel=1e-6)
    assert (found.fed_back_kwh == 0).all()


def test_its_error_is_the_same_on_days_of_both_kinds() -> None:
    error = _meter().taken_kwh / INTO - 1
    assert error[-2:] == pytest.approx(error[:-2].mean(), abs=2e-4)


def test_its_curve_is_what_its_register_counts() -> None:
    shown = _meter().shown
    assert shown is not None
    assert shown.power.shape == (2 * 96,)
    assert np.maximum(shown.power, 0).reshape(2, 96).sum(axis=1) / 4000 == pytest.approx(_meter().taken_kwh[-2:])


@pytest.mark.parametrize("span", [(5, 20), (5, DAYS)])  # before the flow begins, and on into it
def test_without_one_current_it_misses_about_a_third_while_it_is_broken_and_nothing_else(span: tuple[int, int]) -> None:
    found, sound = _meter(SUPPLY, _broken(*span)), _meter()
    share = found.taken_kwh / sound.taken_kwh
    inside = np.zeros(DAYS, bool)
    inside[span[0] : span[1]] = True
    assert share[~inside] == pytest.approx(1)
    assert share[inside].max() < 0.95
    assert share[inside].mean() == pytest.approx(2 / 3, abs=0.2)


def test_an_area_that_feeds_in_counts_backwards() -> None:
    found = _meter(replace(SUPPLY, active_w=-SUPPLY.active_w, voltage=None), curve_days=0)
    assert (found.taken_kwh == 0).all()
    assert found.fed_back_kwh == pytest.approx(INTO, rel=0.0075)
    assert found.shown is None


def test_its_transformers_carry_what_its_area_can_take() -> None:
    place = area_place("99", AREA.year.street)
    rated = AREA.year.street.network.transformers[0].rated_va
    assert place.ct * 5 >= rated / (np.sqrt(3) * LOW_V)
    assert place.number == "9900"
    assert place.multiplier == place.ct
