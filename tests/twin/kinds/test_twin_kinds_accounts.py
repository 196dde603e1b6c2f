"""Several accounts, generation, and the meter of the area."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from planted_share import HOME, WORKS, share

from jicha.twin.every_kind import all_kinds
from jicha.twin.meter import Meter

ROOF = replace(HOME, generation=True)


def test_load_goes_to_another_account_and_no_meter_is_touched() -> None:
    effect = all_kinds()["accounts_rotated"].effect(HOME, 0.5, 0.0)
    assert (effect.moved_kw, effect.meter) == (0.3, None)


def test_generation_is_told_too_high_in_two_ways_and_only_where_there_is_some() -> None:
    kinds = all_kinds()
    fed = kinds["generation_fed_back"].effect(ROOF, 0.5, 0.0)
    assert fed.fed_back
    assert fed.hooked is not None
    assert fed.hooked(4).tolist() == [1000.0] * 4
    fast = kinds["generation_fast"].effect(ROOF, 0.5, 0.0).generation_meter
    assert fast is not None
    assert fast(Meter()).gain == 1.25
    assert not kinds["generation_fast"].fits(HOME)


def test_the_meter_of_an_area_loses_a_third_with_one_current() -> None:
    assert share("area_meter_broken", replace(WORKS, is_area=True), 1.0) == pytest.approx(2 / 3)
    assert not all_kinds()["area_meter_broken"].fits(WORKS)
