"""BIL-014 and BIL-015: the dial of reactive energy misread for two months, as nearly nothing or as nothing."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_hardly_any_reactive_energy_in_two_months_so_that_the_power_factor_is_1_is_found() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "power_factor_of_one"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "power_factor_of_one") == []


def test_no_reactive_energy_in_two_months_in_a_row_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "no_reactive_energy"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "no_reactive_energy") == []
