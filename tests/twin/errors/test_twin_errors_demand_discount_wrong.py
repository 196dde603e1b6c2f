"""BIL-024: demand is charged at 90 % though too little was used for it, or in full though enough was."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_reduced_price_of_demand_without_the_use_that_earns_it_or_not_given_with_it_is_found() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "demand_discount_wrong"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "demand_discount_wrong") == []
