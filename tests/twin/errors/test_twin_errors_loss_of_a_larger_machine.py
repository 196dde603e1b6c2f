"""BIL-020: the loss of a transformer is computed with twice its no-load loss."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_transformer_loss_charged_by_the_plate_of_a_larger_machine_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "loss_of_a_larger_machine"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "loss_of_a_larger_machine") == []
