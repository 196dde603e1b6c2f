"""Theft with a proven quantity."""

from decimal import Decimal
from typing import Any

import pytest

from jicha.law.recover import recover
from jicha.terms.record import BadRecord
from jicha.terms.worksheet import Worksheet

PROVEN = {"start": "2023-01-01", "end": "2023-03-01", "kwh": 6250, "evidence": "check meter"}
CORRECTED = {"start": "2023-01-01", "end": "2023-03-01", "metered_kwh": 50000, "correction_percent": Decimal("12.5")}


def sheet(*quantities: dict[str, Any], **changed: Any) -> Worksheet:
    case = {"kind": "theft_proven", "quantities": list(quantities), "prices": [{"cny_per_kwh": Decimal("0.8777")}]}
    return recover(case | changed)


def money(found: Worksheet) -> list[str]:
    return [f"{found.value_of(name).value:.2f}" for name in found.results]


def test_a_quantity_or_a_correction_of_what_was_counted_give_the_same() -> None:
    expected = ["6250.00", "5485.63", "16456.89"]  # 5485.625 half up, three times the rounded charge
    assert money(sheet(PROVEN)) == expected
    found = sheet(CORRECTED | {"evidence": "ratio of phase A"})
    assert money(found) == expected
    (said,) = (one for one in found.remarks if one.word == "evidence")
    assert said.arguments["evidence"] == "ratio of phase A"


def test_quantities_of_several_periods_add_up_each_under_its_edition() -> None:
    later = {"start": "2024-07-01", "end": "2024-08-01", "kwh": 100, "evidence": "check meter"}
    found = sheet(PROVEN, later, contract_multiple=1)
    assert [found.value_of(one).value for one in ("kwh_1", "kwh_2", "kwh")] == [6250, 100, 6350]
    assert found.value_of("penalty_1996").value == Decimal("16456.89")
    assert found.value_of("penalty_2024").value == Decimal("87.77")


def test_a_proven_quantity_above_what_the_connection_carries_warns() -> None:
    # 59 days x 24 h x 10 kVA = 14160 kWh, less the 50000 that were counted: nothing is left
    found = sheet(CORRECTED | {"evidence": "x"}, connection={"transformer_kva": 10})
    assert found.value_of("ceiling").value == 0
    assert any(one.word == "above_ceiling" for one in found.remarks)


def test_a_quantity_needs_one_way_and_its_evidence() -> None:
    for wrong in (
        {**PROVEN, "evidence": " "},
        {**PROVEN, "metered_kwh": 1},
        {**CORRECTED, "evidence": "x", "correction_percent": None},
        {"start": "2023-01-01", "end": "2023-03-01", "evidence": "x"},
    ):
        with pytest.raises(BadRecord, match="a proven quantity needs one way and its evidence"):
            sheet(wrong)
    with pytest.raises(BadRecord, match="quantities: 0 must be above 0"):
        sheet()


def test_the_same_days_twice_warn_and_the_connection_carries_them_once() -> None:
    found = sheet(PROVEN, PROVEN, connection={"transformer_kva": 1})
    assert any(one.word == "quantities_overlap" and one.warns for one in found.remarks)
    assert found.value_of("ceiling").value == 59 * 24
    assert not any(one.word == "quantities_overlap" for one in sheet(PROVEN).remarks)
