"""Capacity and demand charges: by days, by agreed and measured demand, at the reduced price, and waived."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from worked_bills import APRIL, APRIL_11, BILLS, BOOK, MAY, SETTLED, book_with, capacity, case, used

from jicha.tariffs.biller import rate
from jicha.tariffs.book import CapacityRule, Waiver
from jicha.tariffs.case import BadCase, Case
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput, MissingPrice, OverlappingPrices, Unsettled
from jicha.terms.sheet import do_again

LITTLE = used(peak=1, flat=1, valley=1)


def mill(start: date = APRIL, end: date = MAY, **told: Any) -> Case:
    """A bill of a mill that used next to nothing."""
    return case("MILL", start, end, **{"energy": LITTLE, **told})


def charge(bill: Case, settled: Settled = SETTLED, **changed: Any) -> Decimal:
    """The capacity or demand charge."""
    return rate(bill, book_with(**changed), settled).money("capacity", "demand")


def test_capacity_of_a_whole_month_is_charged_whole_whatever_its_days() -> None:
    for start, end in (
        (date(2025, 2, 1), date(2025, 3, 1)),
        (date(2025, 3, 1), date(2025, 4, 1)),
        (date(2025, 3, 25), date(2025, 4, 25)),
    ):
        assert charge(mill(start, end, capacity_mode="capacity", capacity=capacity((630, start, end)))) == 17640


@pytest.mark.parametrize(
    ("reading", "year", "money"),
    [
        ("divisor_thirty", 2023, "10224.67"),  # 10,955 / 30 x 28
        ("divisor_thirty", 2025, "10224.67"),
        ("divisor_calendar", 2023, "9894.84"),  # 10,955 / 31 x 28
        ("divisor_by_edition", 2023, "10224.67"),
        ("divisor_by_edition", 2024, "10224.67"),
        ("divisor_by_edition", 2025, "9894.84"),
    ],
)
def test_a_change_within_the_month_is_charged_by_days_of_the_settled_divisor(
    reading: str, year: int, money: str
) -> None:
    """315 kVA for 17 days and 400 kVA for 14: 10,955 kVA days; the rules of 2024 hold from June 2024."""
    start, cut, end = date(year, 5, 1), date(year, 5, 18), date(year, 6, 1)
    bill = mill(start, end, capacity_mode="capacity", capacity=capacity((315, start, cut), (400, cut, end)))
    until_may = tuple(
        replace(one, valid_to=date(2026, 1, 1)) if one.price == 28 else one
        for one in BOOK.item("MILL", start).prices
        if one.price != 30
    )
    items = (replace(BOOK.item("MILL", start), prices=until_may),)
    assert str(charge(bill, SETTLED.but("day_divisor", reading), items=items)) == money


def test_the_edition_of_the_divisor_is_that_of_the_day_on_which_the_bill_begins() -> None:
    for start, end, divisor in ((date(2024, 5, 1), date(2024, 6, 1), 30), (date(2024, 7, 1), date(2024, 8, 1), 31)):
        cut = start.replace(day=11)
        bill = mill(start, end, capacity_mode="capacity", capacity=capacity((310, start, cut), (0, cut, end)))
        if divisor == 31:
            bill = replace(bill, energy=(*bill.energy, *used(sharp=0)))
        assert charge(bill) == round(Decimal(310) * 10 / divisor * 28, 2)


def test_a_bill_for_a_part_of_a_month_pays_for_its_days() -> None:
    """Twenty days of April: 1000 x 20/30 x 28; of demand 900 x 40 x 20/30; ten of a February 280 x 10/28."""
    told = {"capacity_mode": "capacity"}
    assert charge(mill(APRIL_11, MAY, **told, capacity=capacity((1000, APRIL_11, MAY)))) == Decimal("18666.67")
    by_demand = {"capacity_mode": "demand_actual", "demand_actual": 900, "contract_capacity": 1250}
    assert charge(mill(APRIL_11, MAY, **by_demand)) == Decimal("24000.00")
    start, end = date(2025, 2, 19), date(2025, 3, 1)
    assert charge(mill(start, end, **told, capacity=capacity((10, start, end)))) == Decimal("100.00")


@pytest.mark.parametrize(
    ("pieces", "what"),
    [
        ([(100, APRIL, APRIL_11)], "the capacities end on 2025-04-11, the bill on 2025-05-01"),
        ([(100, APRIL, APRIL_11), (50, date(2025, 4, 12), MAY)], "leave out or repeat days at 2025-04-11"),
        ([(100, APRIL, APRIL_11), (50, date(2025, 4, 10), MAY)], "leave out or repeat days at 2025-04-11"),
    ],
)
def test_capacities_that_leave_out_or_repeat_a_day_are_refused(pieces: list[Any], what: str) -> None:
    with pytest.raises(BadCase, match=what) as error:
        charge(mill(capacity_mode="capacity", capacity=capacity(*pieces)))
    assert error.value.faults[0].message_zh


@pytest.mark.parametrize(
    ("reading", "actual", "billed"),
    [
        ("over_from_contract", "1040", 1000),
        ("over_from_contract", "1050", 1000),
        ("over_from_contract", "1100", 1100),  # 1000 + 2 x 50
        ("over_from_limit", "1050", 1000),
        ("over_from_limit", "1100", 1150),  # 1050 + 2 x 50
        ("over_from_limit", "900", 1000),
    ],
)
def test_demand_above_the_limit_is_charged_by_the_settled_reading(reading: str, actual: str, billed: int) -> None:
    told = {"capacity_mode": "demand_contract", "demand_contract": 1000, "contract_capacity": 1250}
    bill = mill(**told, demand_actual=Decimal(actual))
    assert charge(bill, SETTLED.but("demand_over_limit", reading)) == billed * 40


def test_a_demand_above_the_limit_is_unsure_while_its_reading_is_not_settled_and_one_below_is_not() -> None:
    told = {"capacity_mode": "demand_contract", "demand_contract": 1000, "contract_capacity": 1250}
    open_reading = Settled.of({name: one for name, one in SETTLED.choices.items() if name != "demand_over_limit"})
    assert charge(mill(**told, demand_actual=1050), open_reading) == 40000
    with pytest.raises(Unsettled, match="demand_over_limit"):
        charge(mill(**told, demand_actual=1051), open_reading)


@pytest.mark.parametrize(("energy", "share"), [(324999, 100), (325000, 90), (330000, 90)])
def test_much_energy_for_each_kva_reduces_the_demand_price_and_the_edge_counts_as_much(energy: int, share: int) -> None:
    """1,250 kVA x 260 kWh is 325,000 kWh; the demand price of 40 is then 36."""
    told = {"capacity_mode": "demand_actual", "demand_actual": 1000, "contract_capacity": 1250}
    assert charge(mill(**told, customer_kwh=energy)) == 400 * share


def test_a_ratchet_and_a_least_demand_raise_what_is_billed() -> None:
    told = {"energy": used(total=1), "capacity_mode": "demand_actual", "contract_capacity": 400}
    assert charge(case("RATCHET", **told, demand_actual=60, demand_before=100)) == 800  # 80 % of 100
    assert charge(case("RATCHET", **told, demand_actual=90, demand_before=100)) == 900
    assert charge(case("RATCHET", **told, demand_actual=10, demand_before=20)) == 500  # at least 50
    with pytest.raises(MissingInput, match="highest demand of the months before"):
        charge(case("RATCHET", **told, demand_actual=60))


def test_a_seasonal_demand_price_is_that_of_each_day() -> None:
    """From 22 May to 22 June: 10 days at 10, 21 days at 16."""
    bill = case(
        "RATCHET",
        date(2025, 5, 22),
        date(2025, 6, 22),
        energy=used(total=1),
        capacity_mode="demand_actual",
        demand_actual=310,
        demand_before=100,
        contract_capacity=400,
    )
    assert charge(bill) == 10 * (10 * 10 + 21 * 16)


@pytest.mark.parametrize(("actual", "billed"), [(90, 100), (100, 100), (110, 120), (120, 150)])
def test_each_step_above_the_agreed_demand_costs_its_own_factor(actual: int, billed: int) -> None:
    told = {"energy": used(total=1), "capacity_mode": "demand_contract", "contract_capacity": 400}
    assert charge(case("STEPS", **told, demand_contract=100, demand_actual=actual)) == billed * 10


def test_a_waiver_holds_for_whom_and_while_it_says() -> None:
    told = {"capacity_mode": "capacity", "capacity": capacity((1000, APRIL, MAY))}
    assert charge(mill(**told)) == 28000
    assert charge(mill(**told, preferences=("irrigation",))) == 28000
    assert charge(mill(**told, preferences=("charging",))) == 0
    ended = (Waiver("capacity", "charging", date(2020, 1, 1), APRIL),)
    assert charge(mill(**told, preferences=("charging",)), waivers=ended) == 28000


def test_a_waiver_that_ends_within_the_bill_holds_for_its_days() -> None:
    """Ten of thirty days are waived: 28,000 x 20/30."""
    told = {"capacity_mode": "capacity", "capacity": capacity((1000, APRIL, MAY)), "preferences": ("charging",)}
    ending = (Waiver("capacity", "charging", date(2020, 1, 1), APRIL_11),)
    rated = rate(mill(**told), book_with(waivers=ending), SETTLED)
    assert rated.money("capacity") == Decimal("18666.67")
    do_again(rated.sheet)
    assert charge(mill(**told), SETTLED.but("price_change", "from_next_bill"), waivers=ending) == 0


def test_nothing_is_charged_where_the_price_or_the_agreement_has_no_such_part() -> None:
    pieces = capacity((1000, APRIL, MAY))
    for told in (
        {"capacity_mode": "none", "capacity": pieces},
        {"capacity_mode": "waived", "capacity": pieces},
    ):
        assert charge(mill(**told)) == 0
    assert charge(case("SHOP", energy=used(total=1), capacity_mode="capacity", capacity=pieces)) == 0


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ({"capacity_mode": "capacity"}, "capacity in operation"),
        ({"capacity_mode": "demand_actual", "contract_capacity": 1}, "highest demand measured"),
        ({"capacity_mode": "demand_contract", "demand_actual": 1, "contract_capacity": 1}, "the demand agreed"),
        ({"capacity_mode": "demand_actual", "demand_actual": 1}, "capacity of the contract"),
    ],
)
def test_what_is_not_known_makes_the_bill_unsure(told: dict[str, Any], what: str) -> None:
    with pytest.raises(MissingInput, match=what):
        charge(mill(**told))


def test_an_agreement_that_is_not_computed_is_refused() -> None:
    with pytest.raises(BadCase, match="compare is not computed"):
        charge(mill(capacity_mode="compare"))


def test_rules_that_are_missing_or_stand_twice_are_errors_of_the_book() -> None:
    told = {"capacity_mode": "demand_contract", "demand_contract": 1, "demand_actual": 1, "contract_capacity": 1}
    with pytest.raises(MissingPrice, match="no rule on demand"):
        charge(mill(**told), capacity_rules=())
    with pytest.raises(OverlappingPrices, match="rule of capacity"):
        charge(mill(**told), capacity_rules=(CapacityRule(date(2020, 1, 1)), CapacityRule(date(2021, 1, 1))))
    prices = tuple(one for one in BOOK.item("MILL", APRIL).prices if one.component != "demand")
    items = (replace(BOOK.item("MILL", APRIL), prices=prices),)
    with pytest.raises(MissingPrice, match="demand price of MILL"):
        charge(mill(**told), items=items)


def test_the_charge_says_whether_the_power_factor_applies_to_it() -> None:
    item = BOOK.item("MILL", APRIL)
    outside = tuple(replace(one, in_power_factor_base=one.component != "capacity") for one in item.prices)
    rated = rate(BILLS["charging station"], book_with(items=(replace(item, prices=outside),)), SETTLED)
    flags = {one.component: one.in_power_factor_base for one in rated.lines}
    assert flags["capacity"] is False
    assert flags["transport"] is True
