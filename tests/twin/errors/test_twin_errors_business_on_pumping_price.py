"""BIL-031: a business has the price of irrigation, and uses more than pumps do."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_a_supermarket_billed_at_the_price_of_irrigation_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "business_on_pumping_price"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "business_on_pumping_price") == []
