"""BIL-008: the bill of a business names the hours of households."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_the_table_of_hours_of_another_price_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "hours_of_another_table"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "hours_of_another_table") == []
