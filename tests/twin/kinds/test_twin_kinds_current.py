"""Currents that a meter gets wrongly."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parent))

from planted_share import HOME, PLANT, SHOP, WORKS, share

PHI = np.radians(25)


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("ct_shorted", 2 / 3),
        ("ct_shunted", 0.7),  # a tenth of one phase is left
        ("ct_open", 2 / 3),
        ("ct_reversed", 1 / 3),
        ("ct_all_reversed", -1.0),
        ("currents_crossed", 0.0),
        ("phase_shift_all", np.cos(PHI + np.pi / 3) / np.cos(PHI)),
        ("phase_shift_one", (2 + np.cos(PHI + np.pi / 3) / np.cos(PHI)) / 3),
    ],
)
def test_at_full_strength_a_four_wire_meter_counts_this_share(code: str, left: float) -> None:
    for chance in (0.0, 0.4, 0.9):
        assert share(code, WORKS, 1.0, chance) == pytest.approx(left, abs=1e-9)


def test_three_wires_have_their_own_shares() -> None:
    assert share("three_wire_exchanged", PLANT, 1.0) == pytest.approx(0.0, abs=1e-9)
    assert share("three_wire_reversed", PLANT, 1.0, 0.9) == pytest.approx(-np.tan(PHI) / np.sqrt(3))


def test_an_earth_return_takes_its_share_and_a_magnet_turns_what_it_leaves() -> None:
    assert share("return_through_earth", HOME, 0.4) == pytest.approx(0.6)
    assert share("magnet", SHOP, 0.5, 0.0) == pytest.approx(0.6 * np.cos(PHI - np.radians(10)) / np.cos(PHI))
