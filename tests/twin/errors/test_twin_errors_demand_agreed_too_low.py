"""BIL-022: an agreed demand of 30 % of the capacity was let through."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_agreed_demand_below_40_percent_of_the_capacity_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "demand_agreed_too_low"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "demand_agreed_too_low") == []
