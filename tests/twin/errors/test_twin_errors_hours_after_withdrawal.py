"""BIL-007: a household gave prices by the hour up, and is billed by them all the same."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_prices_by_the_hour_billed_on_after_the_household_gave_them_up_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "hours_after_withdrawal"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "hours_after_withdrawal") == []
