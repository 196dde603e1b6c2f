"""BIL-028: a person stands in the registers of two households, each of which has wider tiers for him."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_one_person_registered_in_two_households_of_many_persons_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "member_counted_twice"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "member_counted_twice") == []
