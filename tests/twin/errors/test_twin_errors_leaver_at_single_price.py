"""BIL-036: who left the market without reason pays the agency price once instead of 1.5 times."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_who_left_the_market_without_reason_billed_the_purchase_price_once_is_found_and_what_is_like_it_spared() -> (
    None
):
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "leaver_at_single_price"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "leaver_at_single_price") == []
