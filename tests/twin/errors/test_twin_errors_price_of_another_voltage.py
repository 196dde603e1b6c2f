"""BIL-003: who is supplied at 10 kV has the cheaper price of 35 kV."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_price_of_35_kv_for_who_is_supplied_at_10_kv_is_found_and_what_is_like_it_spared() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "price_of_another_voltage"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "price_of_another_voltage") == []
