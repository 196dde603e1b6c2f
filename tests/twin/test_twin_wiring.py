"""Wirings: what each element sees."""

from __future__ import annotations

import numpy as np

from jicha.twin.wiring import four_wire, neutral_and_phase_open, neutral_open, single_phase, three_wire

SUPPLY = np.array([200.0, 220.0, 240.0])


def test_sound_wirings_see_phases_or_what_lies_between_them() -> None:
    assert (four_wire().voltage @ SUPPLY).tolist() == [200.0, 220.0, 240.0]
    assert (three_wire().voltage @ SUPPLY).tolist() == [-20.0, 20.0]
    assert (single_phase(2).voltage @ SUPPLY).tolist() == [240.0]
    assert [one.elements for one in (four_wire(), three_wire(), single_phase(0))] == [3, 2, 1]


def test_leads_are_exchanged_and_the_sound_wiring_stays_as_it_was() -> None:
    sound = four_wire()
    assert (sound.with_voltages((1, 0, 2)).voltage @ SUPPLY).tolist() == [220.0, 200.0, 240.0]
    assert (sound.with_currents((2, 1, 0)).current @ SUPPLY).tolist() == [240.0, 220.0, 200.0]
    assert (sound.voltage @ SUPPLY).tolist() == [200.0, 220.0, 240.0]


def test_a_floating_star_point_lies_at_the_mean_by_burden() -> None:
    assert np.allclose(neutral_open().voltage @ SUPPLY, [-20.0, 0.0, 20.0])
    assert np.allclose(neutral_open((1, 0, 1)).voltage @ SUPPLY, [-20.0, 0.0, 20.0])
    assert np.allclose(neutral_open((1, 1, 0)).voltage @ SUPPLY, [-10.0, 10.0, 30.0])


def test_with_neutral_and_one_lead_open_two_elements_share_what_lies_between_their_phases() -> None:
    assert (neutral_and_phase_open(1).voltage @ SUPPLY).tolist() == [-20.0, 0.0, 20.0]
