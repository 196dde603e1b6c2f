"""BIL-026: a customer changed how capacity is charged, and again two months later: a quarter is the least."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_the_way_of_the_charge_for_capacity_changed_twice_within_three_months_is_found_and_what_is_like_it_spared() -> (
    None
):
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "way_of_capacity_changed_again"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "way_of_capacity_changed_again") == []
