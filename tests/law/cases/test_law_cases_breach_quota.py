"""Use above a quota: a thing of the 1996 text."""

from decimal import Decimal

import pytest

from jicha.law.datum import NoDatum
from jicha.law.recover import recover

CASE = {
    "kind": "breach_quota",
    "day": "2004-08-12",
    "excess_kw": 120,
    "times": 3,
    "excess_kwh": 900,
    "price": Decimal("0.62"),
}


def test_the_peak_excess_each_time_and_five_times_the_excess_energy() -> None:
    found = recover(CASE)
    assert found.value_of("penalty").value == 3150  # 120 x 3 x 1 + 5 x 900 x 0.62
    assert any(one.word == "quota_gone" and one.warns for one in found.remarks)


def test_since_2024_there_is_no_such_item() -> None:
    assert recover(CASE | {"day": "2024-05-31"}).value_of("penalty").value == 3150
    with pytest.raises(NoDatum, match="the edition in force on 2024-06-01 has no such item"):
        recover(CASE | {"day": "2024-06-01"})


def test_after_the_change_the_refusal_names_no_id_and_speaks_both_languages() -> None:
    with pytest.raises(NoDatum) as caught:
        recover(CASE | {"day": "2024-06-01"})
    (fault,) = caught.value.faults
    assert "_" not in str(fault)
    assert "超计划指标" in fault.chinese
