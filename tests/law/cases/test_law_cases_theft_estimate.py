"""Estimates side by side, one taken with a reason."""

from decimal import Decimal
from typing import Any

import pytest

from jicha.law.recover import recover
from jicha.terms.record import BadRecord
from jicha.terms.worksheet import Worksheet

WAYS = {
    "output": {"pieces": 1000, "kwh_per_piece": 6, "auxiliary_kwh": 400},  # 6400 - 2000 = 4400
    "master_meter": {"master_kwh": 50000, "sub_kwh": [40000, 4500], "loss_kwh": 500},  # 5000
    "check_meter": {"check_kwh": 6600},  # 4600
    "normal_months": {"kwh": [3000, 3200, 3100]},  # 3100 x 2 months - 2000 = 4200
}


def sheet(**changed: Any) -> Worksheet:
    case = {
        "kind": "theft_estimate",
        "start": "2023-03-01",
        "end": "2023-05-01",
        "metered_kwh": 2000,
        "chosen": "check_meter",
        "reason": "the most complete record",
        "prices": [{"cny_per_kwh": Decimal("0.5")}],
    }
    return recover(case | WAYS | changed)


def test_every_way_is_shown_and_the_one_taken_counts() -> None:
    found = sheet()
    shown = {one: int(found.value_of(f"estimate_{one}").value) for one in WAYS}
    assert shown == {"output": 4400, "master_meter": 5000, "check_meter": 4600, "normal_months": 4200}
    assert [found.value_of(one).value for one in found.results] == [4600, 2300, 6900]
    (said,) = (one for one in found.remarks if one.word == "strategy_check_meter")
    assert said.arguments["reason"] == "the most complete record"


@pytest.mark.parametrize(("way", "kwh"), [("output", 4400), ("master_meter", 5000), ("normal_months", 4200)])
def test_another_way_may_be_taken(way: str, kwh: int) -> None:
    assert sheet(chosen=way).value_of("kwh").value == kwh


def test_the_range_of_the_ways_stands_on_the_sheet() -> None:
    found = sheet()
    (bound,) = found.bounds
    assert (found.value_of(bound.low).value, found.value_of(bound.high).value) == (4200, 5000)
    alone = sheet(output=None, master_meter=None, normal_months=None)
    assert alone.bounds == ()


def test_less_than_nothing_is_nothing_and_said() -> None:
    found = sheet(check_meter={"check_kwh": 1900})
    assert found.value_of("kwh").value == 0
    assert any(one.word == "estimate_nothing" and one.warns for one in found.remarks)


def test_a_way_without_its_numbers_or_a_reason_is_refused() -> None:
    for wrong in ({"check_meter": None}, {"reason": " "}):
        with pytest.raises(BadRecord, match="check_meter was taken without its numbers or a reason"):
            sheet(**wrong)
    with pytest.raises(BadRecord, match="normal_months: 0 must be above 0"):
        sheet(normal_months={"kwh": []})


@pytest.mark.parametrize(
    "wrong",
    [
        {"output": {"pieces": -5, "kwh_per_piece": -6}},
        {"master_meter": {"master_kwh": 5, "sub_kwh": [-1]}},
        {"check_meter": {"check_kwh": -1}},
        {"normal_months": {"kwh": [-1]}},
    ],
)
def test_numbers_below_nothing_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadRecord, match=r"below 0|above 0"):
        sheet(**wrong)


def test_what_a_master_meter_misses_may_be_anybodys() -> None:
    said = {one.word: one.warns for one in sheet(chosen="master_meter").remarks}
    assert said["master_meter_is_everybodys"]
    assert not {one.word: one.warns for one in sheet().remarks}["master_meter_is_everybodys"]
