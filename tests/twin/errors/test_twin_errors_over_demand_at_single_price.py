"""BIL-023: what exceeds 105 % of the agreed demand is charged as the rest, not double."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_demand_above_the_agreed_one_charged_once_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "over_demand_at_single_price"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "over_demand_at_single_price") == []
