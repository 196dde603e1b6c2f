"""BIL-034: a household that the register does not know has free energy."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_relief_for_a_household_that_is_on_no_list_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "relief_without_entry"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "relief_without_entry") == []
