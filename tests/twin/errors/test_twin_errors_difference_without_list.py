"""BIL-033: who is on no list of restricted trades pays their addition."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_addition_for_restricted_industry_charged_to_who_is_on_no_list_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "difference_without_list"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "difference_without_list") == []
