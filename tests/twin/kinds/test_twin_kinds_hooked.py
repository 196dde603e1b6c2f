"""What is taken ahead of every meter."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from planted_share import HOME

from jicha.twin.every_kind import all_kinds
from jicha.twin.kinds.hooked import during


@pytest.mark.parametrize(
    ("code", "kwh"), [("hook_ahead", 7.2), ("hook_on_line", 24.0), ("mining_rig", 240.0), ("street_light", 9.0)]
)
def test_at_half_strength_a_day_takes_so_many_kwh(code: str, kwh: float) -> None:
    effect = all_kinds()[code].effect(HOME, 0.5, 0.0)
    assert effect.hooked is not None
    assert effect.meter is None
    assert effect.hooked(96).sum() / 4000 == pytest.approx(
        kwh
    )  # 0.3 kW all day; 1.5 for 16 h; 10 all day; 0.75 for 12 h
    assert effect.on_line is (code != "hook_ahead")


def test_hours_are_counted_from_midnight_whatever_the_step() -> None:
    assert during(((22, 24), (0, 6)), 24).tolist() == [1] * 6 + [0] * 16 + [1] * 2
    assert during(((7, 8),), 96).sum() == 4
