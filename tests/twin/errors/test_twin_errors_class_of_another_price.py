"""BIL-002: the bill of a household names commerce as its class, under the price code of households."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_another_class_of_use_written_on_the_bill_than_that_of_its_price_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "class_of_another_price"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "class_of_another_price") == []
