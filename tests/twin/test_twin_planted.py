"""What plantings at one customer come to."""

from __future__ import annotations

import numpy as np
import pytest

from jicha.twin.every_kind import all_kinds
from jicha.twin.kind import Site
from jicha.twin.planted import HOURS, STEPS_OF_A_DAY, misplanted, planted_at
from jicha.twin.planting import Planting
from jicha.twin.streams import Stream

KINDS = all_kinds()
SITE = Site(3, (0, 1, 2), mean_kw=2.0, generation=True)
TIED = np.ones(3, bool)
STEPS = 8
OWN = np.repeat([[600 + 100j, 600 + 100j, 600 + 100j]], STEPS, axis=0)


def planting(code: str, strength: float = 0.5) -> Planting:
    return Planting.of(KINDS[code], SITE, Stream(1, "C1", code), 0, (4, STEPS), strength)


def test_a_quarter_hour_is_a_step() -> None:
    assert STEPS_OF_A_DAY * HOURS == 24


def test_what_is_hooked_is_spread_over_the_phases_from_its_start() -> None:
    found = planted_at(1, "A1", [planting("hook_ahead")], OWN, TIED)
    assert found.own_va.tolist() == OWN.tolist()
    assert found.hooked_w[:4].tolist() == [[0.0] * 3] * 4
    assert found.hooked_w[4:] == pytest.approx(np.full((4, 3), 1_000 / 3))
    assert not found.changes


def test_a_circuit_tied_ahead_leaves_the_meter_and_is_hooked() -> None:
    rising = OWN * np.arange(STEPS)[:, np.newaxis]
    found = planted_at(1, "A1", [planting("bypass_circuit")], rising, TIED)
    assert found.own_va + found.hooked_w == pytest.approx(rising)
    # Half of what exceeds the median of 3.5 x 600 W: at step 7 that is 0.5 x 2100.
    assert found.hooked_w[7] == pytest.approx([1_050] * 3)
    assert rising.real[7, 0] == 4_200  # the load that was given is not touched


def test_what_goes_round_through_the_meter_of_generation_is_no_load() -> None:
    both = [planting("generation_fed_back"), planting("generation_fast")]
    found = planted_at(1, "A1", both, OWN, TIED)
    assert not found.hooked_w.any()
    assert found.fed_back_w[4:] == pytest.approx(np.full((4, 3), 1_000 / 3))
    assert len(found.generation_changes) == 1
    assert not found.changes


def test_changes_come_in_order_with_their_masks() -> None:
    found = planted_at(1, "A1", [planting("meter_slow"), planting("meter_stopped")], OWN, TIED)
    assert [one.mask.tolist() for one in found.changes] == [[False] * 4 + [True] * 4] * 2
    error = misplanted(planting("meter_slow"), "C1", "meter", "电能表")
    assert "meter_slow is planted at C1, which has no meter" in str(error)
