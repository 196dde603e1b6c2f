"""BIL-012: the power factor of a business below 100 kVA is assessed."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_power_factor_assessed_below_100_kva_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "power_factor_below_100"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "power_factor_below_100") == []
