"""BIL-009: high-voltage industry from 160 kVA on is held to a power factor of 0.85 instead of 0.90."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_industry_from_160_kva_on_held_to_a_power_factor_of_0_85_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "standard_090_missed"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "standard_090_missed") == []
