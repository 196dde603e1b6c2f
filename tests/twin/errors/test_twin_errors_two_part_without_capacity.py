"""BIL-004: who must have two parts is billed their cheaper energy and no capacity."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_a_two_part_bill_without_the_charge_for_capacity_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "two_part_without_capacity"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "two_part_without_capacity") == []
