"""Use of suspended or sealed equipment."""

from typing import Any

from jicha.law.recover import recover
from jicha.terms.worksheet import Worksheet


def sheet(**changed: Any) -> Worksheet:
    case = {
        "kind": "breach_suspended",
        "period": {"start": "2023-01-01", "end": "2023-03-01"},
        "two_part": True,
        "used": [{"name": "transformer", "kva": 200}],
        "prices": [{"cny_per_kva_month": 30}],
    }
    return recover(case | changed)


def money(found: Worksheet) -> list[str]:
    return [f"{found.value_of(name).value:.2f}" for name in found.results]


def test_capacity_for_the_months_and_twice_that_or_thirty_a_kilovolt_ampere_each_time() -> None:
    """Worked example 9 of the domain: 200 kVA x 30 x 2 months; others 30 x 200 once."""
    assert money(sheet()) == ["12000.00", "24000.00"]
    assert money(sheet(two_part=False)) == ["6000.00"]
    assert money(sheet(two_part=False, times=3)) == ["18000.00"]


def test_both_readings_of_2024_stand_on_paper() -> None:
    found = sheet(period={"start": "2024-07-01", "end": "2024-07-11"}, contract_multiple=2)
    assert money(found) == ["2000.00", "4000.00"]
    assert [money(one) for one in found.alternatives] == [["1935.48", "3870.97"]]  # 2000 x 30/31, 3870.967


def test_sealed_equipment_that_had_been_added_without_leave_brings_that_liability_too() -> None:
    for two_part in (True, False):
        found = sheet(two_part=two_part, added_without_leave=True)
        assert any(one.word == "also_added" and one.warns for one in found.remarks)
    assert not any(one.word == "also_added" for one in sheet().remarks)
