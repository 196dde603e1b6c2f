"""BIL-033: who is on the list of restricted trades is billed without the addition."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_addition_for_restricted_industry_left_out_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "difference_left_out"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "difference_left_out") == []
