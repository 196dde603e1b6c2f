"""The facts of a bill: what contradicts itself is refused before anything is computed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from worked_bills import APRIL, BILLS, MAY, capacity, used

from jicha.tariffs.case import BadCase, Case, Loss, Part, PeriodEnergy, Readings
from jicha.terms.record import BadRecord, read, read_json

READING = Readings("active_total", Decimal(1), Decimal(2))


def test_days_are_counted_without_the_last() -> None:
    assert Case("X", date(2024, 2, 1), date(2024, 3, 1)).days == 29


@pytest.mark.parametrize(
    ("start", "end", "given", "month"),
    [
        (date(2025, 3, 1), date(2025, 4, 1), None, date(2025, 3, 1)),
        (date(2025, 3, 25), date(2025, 4, 25), None, date(2025, 4, 1)),
        (date(2025, 3, 25), date(2025, 4, 25), date(2025, 3, 31), date(2025, 3, 1)),
        (date(2024, 12, 1), date(2025, 1, 1), None, date(2024, 12, 1)),
        (date(2025, 3, 31), date(2025, 4, 2), None, date(2025, 4, 1)),
    ],
)
def test_the_month_of_a_bill_is_that_of_its_last_day_unless_given(
    start: date, end: date, given: date | None, month: date
) -> None:
    assert Case("X", start, end, month=given).bill_month == month


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ({"period_end": APRIL}, "the period has no day"),
        ({"readings": (READING,), "energy": used(total=1)}, "readings and energy are both given"),
        ({"months_in_cycle": 0}, "0 months of a tier year"),
        ({"months_in_cycle": 13}, "13 months of a tier year"),
        ({"capacity": capacity((-1, APRIL, MAY))}, "below zero or nothing"),
        ({"demand_before": Decimal(-1)}, "below zero or nothing"),
        ({"contract_capacity": Decimal(0)}, "below zero or nothing"),
        ({"readings": (Readings("active_total", Decimal(1), Decimal(2), Decimal(0)),)}, "below zero or nothing"),
        ({"energy": (PeriodEnergy("night", Decimal(1)),)}, "night is no period or register"),
        ({"readings": (Readings("active_totl", Decimal(1), Decimal(2)),)}, "active_totl is no period or register"),
        ({"parts": (Part("LAMP", kwh=Decimal(1), from_period="total"),)}, "total is no period or register"),
    ],
)
def test_facts_that_contradict_one_another_or_name_nothing_are_refused(told: dict[str, Any], what: str) -> None:
    with pytest.raises(BadCase, match=what) as error:
        Case(**{"price_code": "X", "period_start": APRIL, "period_end": MAY, **told})
    assert error.value.faults[0].message_zh


def test_nothing_is_a_capacity_and_a_demand_and_a_year_may_have_one_month_or_twelve() -> None:
    told = {"capacity": capacity((0, APRIL, MAY)), "demand_actual": Decimal(0), "contract_capacity": Decimal("0.5")}
    for months in (1, 12):
        assert Case("X", APRIL, MAY, months_in_cycle=months, **told).demand_actual == 0
    assert Case("X", APRIL, MAY, readings=(Readings("active_total", Decimal(1), Decimal(2), Decimal("0.5")),)).readings


def test_a_case_is_read_from_json_with_its_units() -> None:
    text = """{"price_code": "HOME", "period_start": "2025-04-01", "period_end": "2025-05-01",
               "energy": [{"period": "total", "kwh": "500 kWh"}], "used_before": 2000}"""
    assert read(Case, read_json(text)) == BILLS["household"]


def test_capacities_are_of_named_machines_or_of_all_together() -> None:
    days = {"valid_from": "2025-04-01", "valid_to": "2025-05-01"}
    pieces = [{"machine": "T1", "kva": "630 kVA", **days}, {"kva": 100, **days}]
    told = {"price_code": "MILL", "period_start": "2025-04-01", "period_end": "2025-05-01", "capacity": pieces}
    assert [(one.machine, one.kva) for one in read(Case, told).capacity] == [("T1", 630), ("", 100)]


def test_a_case_with_a_wrong_unit_or_a_contradiction_is_refused_as_a_record() -> None:
    days = {"price_code": "HOME", "period_start": "2025-04-01", "period_end": "2025-05-01"}
    with pytest.raises(BadRecord, match=r"energy\[0\].kwh: 500 MWh"):
        read(Case, {**days, "energy": [{"period": "total", "kwh": "500 MWh"}]})
    with pytest.raises(BadRecord, match="the period has no day"):
        read(Case, {**days, "period_end": "2025-04-01"})


def test_a_bill_covers_a_month_at_least_and_hours_are_named() -> None:
    with pytest.raises(BadCase, match="0 months billed"):
        Case("SHOP", APRIL, MAY, months_billed=0)
    with pytest.raises(BadCase, match="total is no period"):
        Case("SHOP", APRIL, MAY, hours=used(total=1))


def test_an_exemption_names_a_fund_that_exists() -> None:
    with pytest.raises(BadCase, match="renewable is no fund or surcharge") as error:
        Case("SHOP", APRIL, MAY, exempt_from=("renewable",))
    assert "renewables" in error.value.faults[0].remedy
    assert Case("SHOP", APRIL, MAY, exempt_from=("renewables",)).exempt_from == ("renewables",)


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ({"relief_kwh": Decimal(-1)}, "relief_kwh is below zero"),
        ({"line_loss_percent": Decimal(-1)}, "line_loss_percent is below zero"),
        ({"parts": (Part("HOME", kwh=Decimal(-1)),)}, r"parts\[0\].kwh is below zero"),
        ({"parts": (Part("HOME", percent=Decimal(-1)),)}, r"parts\[0\].percent is below zero"),
        ({"energy": used(total=-1)}, "energy of total is below zero"),
        ({"energy": used(total=9), "hours": used(peak=-1)}, "energy of peak is below zero"),
        ({"loss": Loss("iron_copper", copper_percent=Decimal(-2))}, "loss.copper_percent is below zero"),
        ({"energy": (*used(total=1), *used(total=2))}, "the energy of total is given twice"),
        ({"energy": used(total=1, peak=1), "hours": used(peak=1)}, "the energy of peak is given twice"),
        ({"adjustment": Decimal("1.005")}, "adjustment is 1.005"),
    ],
)
def test_what_no_meter_shows_is_refused_and_never_turned_into_money(told: dict[str, Any], what: str) -> None:
    with pytest.raises(BadCase, match=what) as error:
        Case("SHOP", APRIL, MAY, **told)
    assert error.value.faults[0].message_zh
    assert error.value.faults[0].remedy_zh


def test_energy_that_a_decision_took_back_may_be_below_zero() -> None:
    taken = Case("SHOP", APRIL, MAY, energy=used(total=-1), adjusted_kwh=Decimal(-1))
    assert taken.energy[0].kwh == -1


def test_words_of_a_case_are_those_of_the_lists() -> None:
    days = {"price_code": "HOME", "period_start": "2025-04-01", "period_end": "2025-05-01"}
    for field, word in (("preferences", ["chargin"]), ("household", "big"), ("exempt_from", ["renewable"])):
        with pytest.raises(BadRecord, match=f"{field}"):
            read(Case, {**days, field: word})
    assert read(Case, {**days, "preferences": ["charging"]}).preferences == ("charging",)
