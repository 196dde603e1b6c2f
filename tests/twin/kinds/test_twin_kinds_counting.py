"""Meters that count wrongly."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from planted_share import HOME, share

from jicha.twin.effect import RegisterDeed
from jicha.twin.every_kind import all_kinds


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("meter_slow", 0.75),
        ("meter_stopped", 0.0),
        ("meter_running_away", 27.5),
        ("meter_fast", 1.1),
        ("meter_programmed", 0.7),
    ],
)
def test_at_half_strength_a_meter_counts_this_share(code: str, left: float) -> None:
    assert share(code, HOME, 0.5) == pytest.approx(left)


def test_creep_is_ten_watts_at_half_strength() -> None:
    assert (share("meter_creeping", HOME, 0.5, phi_degrees=0) - 1) * 2300 == pytest.approx(10)


def test_deeds_at_the_register_are_told_with_their_events() -> None:
    deeds = {code: all_kinds()[code].effect(HOME, 0.5, 0.0) for code in ("register_rewound", "register_cleared")}
    assert deeds["register_rewound"].register == RegisterDeed("rewind", pytest.approx(0.5 * 0.6 * 720))
    assert deeds["register_cleared"].register == RegisterDeed("clear")
    assert [one.kind for one in deeds["register_cleared"].events] == ["programming", "meter_reset"]
    assert all_kinds()["register_jumped"].effect(HOME, 0.5, 0.0).register == RegisterDeed("jump", 5000)


def test_a_clock_is_fast_or_slow_by_hours() -> None:
    assert [all_kinds()["clock_wrong"].effect(HOME, 0.5, one).clock_minutes for one in (0.2, 0.8)] == [300, -300]
