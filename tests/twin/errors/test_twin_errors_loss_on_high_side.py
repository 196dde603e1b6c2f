"""BIL-016: a customer who is metered above his transformer pays for its loss a second time."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_transformer_loss_charged_to_a_customer_metered_on_the_high_side_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "loss_on_high_side"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "loss_on_high_side") == []
