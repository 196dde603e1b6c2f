"""BIL-021: the charge is for four fifths of the capacity in operation."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_capacity_charged_as_it_was_before_it_grew_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "capacity_of_before"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "capacity_of_before") == []
