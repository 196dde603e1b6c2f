"""Theft by a connection of one's own."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.law.recover import recover
from jicha.terms.record import BadRecord
from jicha.terms.worksheet import Worksheet

HEATERS = [{"name": "heater", "kw": 2, "count": 4}]
DAYS = st.dates(date(2020, 1, 1), date(2025, 6, 1))


def sheet(**changed: Any) -> Worksheet:
    case: dict[str, Any] = {
        "kind": "theft_connection",
        "act": {"end": "2023-12-28"},
        "use": "lighting",
        "equipment": HEATERS,
        "prices": [{"cny_per_kwh": Decimal("0.60")}],
    }
    return recover(case | changed)


def money(found: Worksheet) -> tuple[str, ...]:
    return tuple(f"{found.value_of(name).value:.2f}" for name in found.results)


def test_eight_kilowatts_of_lighting_since_nobody_knows_when() -> None:
    """Worked example 6 of the domain: 8 kW x 6 h x 180 days at 0.60."""
    found = sheet()
    assert found.results == ("kwh", "charge", "penalty")
    assert money(found) == ("8640.00", "5184.00", "15552.00")


def test_an_act_over_the_change_is_judged_day_by_day() -> None:
    found = sheet(act={"start": "2024-05-22", "end": "2024-06-11"}, contract_multiple=2, hours_per_day=5)
    # 8 kW x 5 h x 10 days = 400 kWh = 240.00 in each edition; 3 x 240 + 2 x 240
    assert money(found) == ("800.00", "480.00", "1200.00")
    assert (found.value_of("charge_1996").value, found.value_of("penalty_2024").value) == (240, 480)


def test_the_milder_newest_text_stands_beside_an_older_act_and_its_penalty_stays_open() -> None:
    (beside,) = sheet().alternatives
    assert beside.results == ("kwh", "charge")
    assert beside.value_of("charge").value == 5184
    assert any(one.word == "multiple_not_agreed" for one in beside.remarks)
    assert len(sheet(contract_multiple=3).alternatives) == 0
    (lower,) = sheet(contract_multiple=2).alternatives
    assert money(lower) == ("8640.00", "5184.00", "10368.00")


def test_a_change_of_price_is_priced_by_days() -> None:
    prices = [
        {"cny_per_kwh": Decimal("0.60"), "effective_to": "2023-01-11"},
        {"cny_per_kwh": Decimal("0.70"), "effective_from": "2023-01-11"},
    ]
    found = sheet(act={"start": "2023-01-01", "end": "2023-01-21"}, hours_per_day=5, prices=prices)
    assert found.value_of("charge").value == 520  # 400 kWh x 0.60 + 400 kWh x 0.70


def test_a_lawful_default_above_what_the_breaker_carries_warns() -> None:
    small = {"breaker_a": 10, "phases": 1}  # 2.2 kW x 24 h x 180 days = 9504 kWh, less 1000 counted
    found = sheet(connection=small, metered_kwh=1000)
    assert found.value_of("ceiling").value == 8504
    assert any(one.word == "above_ceiling" and one.warns for one in found.remarks)
    assert not any(one.word == "above_ceiling" for one in sheet(connection=small, metered_kwh=800).remarks)


def test_tampering_in_the_same_act_is_flagged() -> None:
    found = sheet(tampering={"resident": True})
    assert any(one.word == "two_liabilities" and one.warns for one in found.remarks)
    assert [one.title for one in found.alternatives] == ["theft_connection", "breach_equipment"]
    assert money(found.alternatives[1]) == ("500.00",)


def test_a_case_without_equipment_or_with_unlike_units_is_refused() -> None:
    with pytest.raises(BadRecord, match="equipment: 0 must be above 0"):
        sheet(equipment=[])
    with pytest.raises(BadRecord, match=r"equipment\[0\].kw: 2 kVA is not a number in kW"):
        sheet(equipment=[{"name": "heater", "kw": "2 kVA"}])


@given(DAYS, st.integers(1, 400), st.integers(1, 100), st.integers(0, 3))
def test_more_days_never_lower_a_recovery(start: date, days: int, more: int, multiple: int) -> None:
    end = start + timedelta(days=days)
    shorter, longer = (
        sheet(act={"start": f"{start}", "end": f"{one}"}, contract_multiple=multiple)
        for one in (end, end + timedelta(days=more))
    )
    for name in ("kwh", "charge", "penalty"):
        assert shorter.value_of(name).value <= longer.value_of(name).value


@given(DAYS, st.integers(1, 400), st.integers(1, 400), st.integers(1, 99999))
def test_a_divided_act_adds_up_to_the_fen_of_each_account(start: date, first: int, second: int, price: int) -> None:
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)
    prices = [{"cny_per_kwh": Decimal(price) / 10000}]

    def of(begin: date, after: date) -> Worksheet:
        return sheet(act={"start": f"{begin}", "end": f"{after}"}, prices=prices, contract_multiple=3)

    parts, whole = (of(start, middle), of(middle, end)), of(start, end)
    assert sum(one.value_of("kwh").value for one in parts) == whole.value_of("kwh").value
    difference = sum(one.value_of("charge").value for one in parts) - whole.value_of("charge").value
    assert abs(difference) <= Decimal("0.02")  # up to half a fen an account, two editions
    penalty = sum(one.value_of("penalty").value for one in parts) - whole.value_of("penalty").value
    assert abs(penalty) <= Decimal("0.06")  # three times that


def test_the_fee_for_tampering_is_that_of_the_last_day_of_the_act() -> None:
    for end, edition in (("2024-06-01", "1996"), ("2024-06-02", "2024")):
        found = sheet(act={"start": "2024-05-01", "end": end}, tampering={"resident": False}, contract_multiple=3)
        (fee,) = (one for one in found.alternatives if one.title == "breach_equipment")
        assert [one.about for one in fee.givens if one.name == "fee_each_time"] == [edition]


def test_more_hours_than_a_day_has_are_refused() -> None:
    with pytest.raises(BadRecord, match="more than a day has"):
        sheet(hours_per_day=30)
