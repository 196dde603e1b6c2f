"""BIL-001: a shop is billed at the price of households, which its industry may not have."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_commerce_billed_at_the_price_of_households_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "price_of_another_use"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "price_of_another_use") == []
