"""BIL-010: commerce from 100 kVA on is held to the 0.80 of farming."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_commerce_from_100_kva_on_held_to_a_power_factor_of_0_80_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "standard_085_missed"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "standard_085_missed") == []
