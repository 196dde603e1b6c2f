"""Current led past the meter."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parent))

from planted_share import HOME, SHOP, share

from jicha.twin.every_kind import all_kinds


@pytest.mark.parametrize(
    ("code", "left"), [("bypass_one_phase", 0.8), ("bypass_two_phases", 0.6), ("bypass_three_phases", 0.4)]
)
def test_sixty_per_cent_of_each_phase_led_past_is_missing(code: str, left: float) -> None:
    assert share(code, SHOP, 0.6) == pytest.approx(left)


def test_a_bridged_single_phase_meter_counts_what_the_bridge_leaves() -> None:
    assert share("bypass_single_phase", HOME, 0.9) == pytest.approx(0.1)
    assert share("bypass_switched", HOME, 0.9) == pytest.approx(0.1)


def test_a_circuit_ahead_of_the_meter_takes_what_rises_above_the_usual() -> None:
    effect = all_kinds()["bypass_circuit"].effect(HOME, 0.5, 0.0)
    assert effect.past is not None
    own = np.array([100.0, 100, 100, 900, 1100])[:, np.newaxis] * [0, 1, 0]
    assert effect.past(own)[:, 1].tolist() == [0, 0, 0, 400, 500]


def test_by_night_is_from_ten_to_six() -> None:
    effect = all_kinds()["bypass_at_night"].effect(SHOP, 1.0, 0.0)
    assert effect.hours == ((22, 24), (0, 6))
    assert all_kinds()["bypass_switched"].effect(SHOP, 1.0, 0.0).switched


def test_only_a_phase_that_is_all_but_gone_is_reported() -> None:
    kind = all_kinds()["bypass_one_phase"]
    assert not kind.effect(SHOP, 0.6, 0.0).events
    assert [(one.kind, one.phase) for one in kind.effect(SHOP, 1.0, 0.5).events] == [("current_loss", "b")]
