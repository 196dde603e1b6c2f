"""BIL-017: who is supplied at low voltage pays for the loss of a transformer that is not his."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_transformer_loss_charged_to_a_customer_of_the_public_network_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "loss_at_low_voltage"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "loss_at_low_voltage") == []
