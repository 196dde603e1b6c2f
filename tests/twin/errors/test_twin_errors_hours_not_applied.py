"""BIL-006: a business that applied for prices by the hour is billed without them."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_price_without_hours_for_who_applied_for_hours_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "hours_not_applied"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "hours_not_applied") == []
