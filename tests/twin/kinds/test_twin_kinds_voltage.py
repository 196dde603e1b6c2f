"""Voltages that a meter gets wrongly."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parent))

from planted_share import HOME, PLANT, WORKS, share

PHI = np.radians(25)


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("voltage_open", 2 / 3),
        ("voltage_reduced", 2.3 / 3),
        ("voltage_two_open", 1 / 3),
        ("meter_neutral_open", 1.0),  # a balanced load takes no notice of where the star point floats
        ("neutral_and_voltage_open", 0.5),
        ("neutral_moved", 1.0),
        ("voltages_rotated", np.cos(np.radians(120) - PHI) / np.cos(PHI)),
        ("voltages_crossed", 0.0),
    ],
)
def test_at_full_strength_a_four_wire_meter_counts_this_share(code: str, left: float) -> None:
    for chance in (0.0, 0.4, 0.9):
        assert share(code, WORKS, 1.0, chance) == pytest.approx(left, abs=1e-9)


def test_other_meters_have_their_own_shares() -> None:
    assert share("three_wire_b_open", PLANT, 1.0) == pytest.approx(0.5)
    assert share("neutral_resistor", HOME, 1.0) == pytest.approx(0.3)
    assert share("voltage_open", PLANT, 1.0, 0.0) == pytest.approx(
        np.cos(np.radians(30) - PHI) / (np.sqrt(3) * np.cos(PHI))
    )
