"""BIL-019: the copper loss of the month before stays on the bill although nothing was used."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_copper_loss_charged_although_no_energy_was_metered_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "copper_loss_without_use"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "copper_loss_without_use") == []
