"""BIL-030: a restaurant was entered as a household, so file and bills agree, and only its energy tells."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_a_business_entered_in_the_files_as_a_household_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "business_entered_as_home"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "business_entered_as_home") == []
