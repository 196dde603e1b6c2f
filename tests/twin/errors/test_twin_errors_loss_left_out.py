"""BIL-018: who is metered on the low side of his own transformer pays nothing for its loss."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_no_transformer_loss_charged_to_who_is_metered_behind_his_own_transformer_is_found() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "loss_left_out"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "loss_left_out") == []
