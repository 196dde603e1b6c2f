"""BIL-048: one figure of a price table is wrong in the system for two months, and with it all bills of that price."""

from __future__ import annotations

from planted_verdicts import billing, faults


def test_one_figure_of_a_price_table_typed_wrong_so_that_all_bills_of_that_price_are_is_found() -> None:
    outcome = billing()
    expected = [truth.expect for error, truth in outcome.truths if error.code == "wrong_price_table"]

    assert min(expected.count("find"), expected.count("spare")) >= 5
    assert faults(outcome, "wrong_price_table") == []
