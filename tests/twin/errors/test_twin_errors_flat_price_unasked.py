"""BIL-029: a single household has the flat price of many behind one meter, without having asked for it."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_flat_price_for_a_single_household_that_did_not_choose_it_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "flat_price_unasked"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "flat_price_unasked") == []
