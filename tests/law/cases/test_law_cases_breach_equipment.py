"""Devices moved or changed without leave."""

import pytest

from jicha.law.recover import recover
from jicha.terms.record import BadRecord


@pytest.mark.parametrize("day", ["2023-03-01", "2025-03-01"])
@pytest.mark.parametrize(("resident", "times", "fee"), [(True, 1, 500), (False, 1, 5000), (False, 3, 15000)])
def test_each_time_costs_a_fee(day: str, resident: bool, times: int, fee: int) -> None:
    found = recover({"kind": "breach_equipment", "day": day, "resident": resident, "times": times})
    assert found.results == ("penalty",)
    assert found.value_of("penalty").value == fee
    assert not any(one.word == "two_liabilities" for one in found.remarks)


def test_a_theft_in_the_same_act_is_flagged() -> None:
    case = {"kind": "breach_equipment", "day": "2023-03-01", "resident": False, "same_act_as_theft": True}
    assert any(one.word == "two_liabilities" and one.warns for one in recover(case).remarks)


def test_no_time_at_all_is_refused() -> None:
    with pytest.raises(BadRecord, match="times: 0 must be above 0"):
        recover({"kind": "breach_equipment", "day": "2023-03-01", "resident": False, "times": 0})
