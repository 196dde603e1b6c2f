"""BIL-004: who may choose and chose two parts is billed by one."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_single_part_price_for_who_chose_two_parts_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "two_part_choice_forgotten"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "two_part_choice_forgotten") == []
