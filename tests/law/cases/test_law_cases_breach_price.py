"""Dearer use on a cheaper price."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.law.recover import recover
from jicha.terms.record import BadRecord
from jicha.terms.worksheet import Worksheet

PAIR = [{"charged": Decimal("0.60"), "due": Decimal("0.75")}]


def sheet(**changed: Any) -> Worksheet:
    case = {"kind": "breach_price", "end": "2023-07-01"}
    return recover(case | {"uses": [{"name": "shop", "kwh_per_month": 3000, "prices": PAIR}]} | changed)


def money(found: Worksheet) -> list[str]:
    return [f"{found.value_of(name).value:.2f}" for name in found.results]


def test_three_months_where_nobody_knows_since_when() -> None:
    """Worked example 7 of the domain: 3 x 3000 kWh x 0.15, and twice that."""
    assert money(sheet()) == ["9000.00", "1350.00", "2700.00"]
    assert any(one.word == "since_when_unknown" for one in sheet().remarks)


def test_known_days_count_as_months_of_thirty_parts() -> None:
    found = sheet(start="2023-05-16")  # 16/30 + 1 month
    assert money(found) == ["4600.00", "690.00", "1380.00"]


def test_capacity_and_hours_or_the_energy_itself_give_the_quantity() -> None:
    by_hours = {"name": "motor", "kw": 5, "hours_per_day": 12, "prices": PAIR}
    assert sheet(uses=[by_hours]).value_of("kwh").value == 5400  # 90 days
    assert sheet(uses=[by_hours], start="2023-06-21").value_of("kwh").value == 600  # 10 days
    assert sheet(uses=[{"name": "shop", "kwh": 650, "prices": PAIR}]).value_of("kwh").value == 650


def test_over_the_change_the_contract_decides_the_later_days() -> None:
    # 3 months back from 2024-07-01: 61 days under 1996, 30 under 2024; 910 kWh -> 610 and 300
    use = [{"name": "shop", "kwh": 910, "prices": PAIR}]
    found = sheet(end="2024-07-01", uses=use, contract_multiple=1)
    assert [found.value_of(f"charge_{one}").value for one in ("1996", "2024")] == [Decimal("91.50"), 45]
    assert [found.value_of(f"penalty_{one}").value for one in ("1996", "2024")] == [183, 45]
    assert sheet(end="2024-07-01", uses=use).results == ("kwh", "charge", "penalty_1996")


def test_a_use_that_is_not_dearer_is_no_breach() -> None:
    with pytest.raises(BadRecord, match=r"0\.6 due is not above 0\.6 charged"):
        sheet(uses=[{"name": "shop", "kwh": 1, "prices": [{"charged": Decimal("0.6"), "due": Decimal("0.6")}]}])


def test_a_use_has_one_quantity() -> None:
    for wrong in ({}, {"kwh": 1, "kw": 2, "hours_per_day": 3}, {"kw": 2}, {"kwh": 1, "hours_per_day": 3}):
        with pytest.raises(BadRecord, match="the energy of shop needs one way"):
            sheet(uses=[{"name": "shop", "prices": PAIR, **wrong}])


@given(st.dates(date(2020, 1, 1), date(2025, 1, 1)), st.integers(1, 400), st.integers(1, 200))
def test_more_days_never_lower_the_difference(start: date, days: int, more: int) -> None:
    use = [{"name": "motor", "kw": 5, "hours_per_day": 12, "prices": PAIR}]
    shorter, longer = (
        sheet(start=f"{start}", end=f"{start + timedelta(days=one)}", uses=use, contract_multiple=2)
        for one in (days, days + more)
    )
    for name in ("kwh", "charge", "penalty"):
        assert shorter.value_of(name).value < longer.value_of(name).value


def test_the_dearer_use_went_through_the_meter_and_cannot_be_more() -> None:
    for metered, warns in ((9000, False), (8999, True)):
        found = sheet(metered_kwh=metered)
        assert any(one.word == "above_metered" and one.warns for one in found.remarks) == warns
        assert [(one.name, one.high) for one in found.bounds] == [("kwh", "metered")]
    assert any(one.word == "use_not_bounded" and one.warns for one in sheet().remarks)


def test_prices_below_nothing_and_hours_above_a_day_are_refused() -> None:
    with pytest.raises(BadRecord, match="charged: -1 is below 0"):
        sheet(uses=[{"name": "shop", "kwh": 1, "prices": [{"charged": -1, "due": 1}]}])
    with pytest.raises(BadRecord, match="more than a day has"):
        sheet(uses=[{"name": "motor", "kw": 1, "hours_per_day": 30, "prices": PAIR}])


def test_only_the_difference_of_prices_is_asked_for_and_not_the_energy() -> None:
    assert [one.word for one in sheet().steps if one.name == "kwh"] == ["used_total"]
