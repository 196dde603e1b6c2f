"""BIL-025: a transformer was sealed for a month, and its capacity is charged all the same."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_capacity_of_a_sealed_transformer_charged_on_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "stop_not_deducted"]

    assert min(expected.count("find"), expected.count("spare")) >= 3
    assert faults(outcome, "stop_not_deducted") == []
