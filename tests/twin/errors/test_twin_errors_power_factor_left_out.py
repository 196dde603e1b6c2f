"""BIL-010: the power factor of a business of 100 kVA is not assessed."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_power_factor_not_assessed_although_the_capacity_is_100_kva_or_more_is_found_and_what_is_like_it_spared() -> (
    None
):
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "power_factor_left_out"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "power_factor_left_out") == []
