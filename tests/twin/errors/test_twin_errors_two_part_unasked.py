"""BIL-005: who may choose between one part and two, and chose nothing, is billed by two."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_two_part_price_for_who_did_not_choose_it_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "two_part_unasked"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "two_part_unasked") == []
