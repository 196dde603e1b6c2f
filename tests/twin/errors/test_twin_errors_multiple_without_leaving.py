"""BIL-036: who never was in the market pays 1.5 times the agency price."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_the_multiple_of_leavers_charged_to_who_never_left_the_market_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "multiple_without_leaving"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "multiple_without_leaving") == []
