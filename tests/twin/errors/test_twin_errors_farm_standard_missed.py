"""BIL-011: a farm from 100 kVA on is held to the 0.85 of commerce instead of 0.80."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_a_farm_from_100_kva_on_held_to_a_power_factor_of_0_85_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "farm_standard_missed"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "farm_standard_missed") == []
