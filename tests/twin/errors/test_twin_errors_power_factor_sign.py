"""BIL-013: what a good power factor earns was added to the bill instead of taken off, or the other way round."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_money_of_the_power_factor_with_the_wrong_sign_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "power_factor_sign"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "power_factor_sign") == []
