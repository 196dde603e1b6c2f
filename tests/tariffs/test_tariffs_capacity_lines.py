"""Capacity and demand charges: by days, by agreed and measured demand, at the reduced price, and waived."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some
from worked_bills import APRIL, APRIL_11, BILLS, BOOK, MAY, SETTLED, book_with, capacity, case, used

from jicha.tariffs.biller import rate
from jicha.tariffs.book import CapacityRule, Waiver
from jicha.tariffs.case import BadCase, CapacityPiece, Case
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput, MissingPrice, OverlappingPrices, Unsettled
from jicha.tariffs.machines import is_steady
from jicha.tariffs.machines import machines as held
from jicha.terms.sheet import do_again

LITTLE = used(peak=1, flat=1, valley=1)
OLD_MAY, OLD_JUNE = date(2023, 5, 1), date(2023, 6, 1)
KVA = some.integers(1, 5000)
STRETCHES = some.lists(some.tuples(some.integers(1, 30), some.sampled_from([0, 1])), max_size=4)
MACHINES = some.lists(some.tuples(KVA, STRETCHES), min_size=1, max_size=4)
READINGS = some.sampled_from(["divisor_thirty", "divisor_calendar", "divisor_by_edition"])


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


def old_may(machines: list[tuple[int, list[tuple[int, int]]]]) -> tuple[CapacityPiece, ...]:
    """Machines in a May of the old rules: each of one capacity, for its stretches of days in operation or not."""
    found: list[CapacityPiece] = []
    for number, (kva, stretches) in enumerate(machines):
        at = OLD_MAY
        for days, runs in [*stretches, (31, 1)]:
            end = min(at + timedelta(days), OLD_JUNE)
            found += capacity((kva * runs, at, end), machine=f"T{number}") if at < end else ()
            at = end
    return tuple(found)


def billed(pieces: tuple[CapacityPiece, ...], reading: str, start: date = OLD_MAY, end: date = OLD_JUNE) -> Decimal:
    """The capacity charged for what of the pieces lies in a bill."""
    held = tuple(
        replace(one, valid_from=max(one.valid_from, start), valid_to=min(one.valid_to, end))
        for one in pieces
        if one.valid_from < end and one.valid_to > start
    )
    rated = rate(mill(start, end, capacity_mode="capacity", capacity=held), BOOK, SETTLED.but("day_divisor", reading))
    return rated.sheet.value_of("capacity_billed").value


@pytest.mark.parametrize(
    ("reading", "kva", "money"),
    [
        ("divisor_thirty", "1596.666667", "44706.67"),  # 630 + 1,000 x 29/30
        ("divisor_calendar", "1565.483871", "43833.55"),  # 630 + 1,000 x 29/31
        ("divisor_by_edition", "1596.666667", "44706.67"),
    ],
)
def test_a_machine_that_runs_throughout_is_charged_one_month_beside_one_that_starts(
    reading: str, kva: str, money: str
) -> None:
    start = capacity((0, OLD_MAY, date(2023, 5, 3)), (1000, date(2023, 5, 3), OLD_JUNE), machine="T1")
    bill = mill(
        OLD_MAY,
        OLD_JUNE,
        capacity_mode="capacity",
        capacity=(*start, *capacity((630, OLD_MAY, OLD_JUNE), machine="T2")),
    )
    sheet = rate(bill, BOOK, SETTLED.but("day_divisor", reading)).sheet
    assert str(sheet.value_of("capacity_whole")) == "630 kVA"
    assert str(sheet.value_of("capacity_part_days")) == "29000 day*kVA"
    assert str(sheet.value_of("capacity_billed").unit) == "kVA"
    assert str(round(sheet.value_of("capacity_billed").value, 6)) == kva
    assert str(charge(bill, SETTLED.but("day_divisor", reading))) == money
    do_again(sheet)


def test_each_of_two_machines_that_change_is_charged_its_days() -> None:
    """630 throughout; 315 for 17 days and then 400 for 14, 10,955 kVA days; 200 for 10 days: 630 + 12,955 / 30."""
    cut, stop = date(2023, 5, 18), date(2023, 5, 11)
    pieces = (
        *capacity((630, OLD_MAY, OLD_JUNE), machine="T1"),
        *capacity((315, OLD_MAY, cut), (400, cut, OLD_JUNE), machine="T2"),
        *capacity((200, OLD_MAY, stop), (0, stop, OLD_JUNE), machine="T3"),
    )
    assert round(billed(pieces, "divisor_thirty") * 30) == 630 * 30 + 12955


def test_the_divisor_is_not_asked_for_while_no_machine_changes() -> None:
    pieces = (*capacity((630, APRIL, MAY), machine="T1"), *capacity((0, APRIL, MAY), machine="T2"))
    unsettled = Settled.of({name: one for name, one in SETTLED.choices.items() if name != "day_divisor"})
    assert charge(mill(capacity_mode="capacity", capacity=pieces), unsettled) == 17640
    stopped = capacity((630, APRIL, APRIL_11), (0, APRIL_11, MAY), machine="T2")
    with pytest.raises(Unsettled, match="day_divisor"):
        charge(mill(capacity_mode="capacity", capacity=(pieces[0], *stopped)), unsettled)


def test_a_machine_that_takes_the_place_of_another_of_its_size_is_charged_the_month_that_both_make() -> None:
    pieces = old_may([(630, [(10, 1), (31, 0)]), (630, [(10, 0), (31, 1)])])
    assert billed(pieces, "divisor_thirty") == 630


@given(MACHINES, READINGS)
def test_machines_are_charged_each_by_itself_and_none_more_than_its_month(machines: list[Any], reading: str) -> None:
    whole = mill(OLD_MAY, OLD_JUNE, capacity_mode="capacity", capacity=old_may(machines))
    assume(not is_steady(held(whole)))
    alone = [billed(old_may([one]), reading) for one in machines]
    assert abs(billed(old_may(machines), reading) - sum(alone)) < Decimal("1e-9")
    assert all(charged <= kva for charged, (kva, _) in zip(alone, machines, strict=True))


@given(MACHINES, READINGS)
def test_a_machine_that_stands_still_all_month_is_never_charged(machines: list[Any], reading: str) -> None:
    pieces = old_may(machines)
    suspended = capacity((0, OLD_MAY, date(2023, 5, 9)), (0, date(2023, 5, 9), OLD_JUNE), machine="sealed")
    assert billed((*pieces, *suspended), reading) == billed(pieces, reading)
    assert billed(suspended, reading) == 0


@given(MACHINES, some.integers(4, 27))
def test_two_bills_of_one_month_by_calendar_days_add_up_to_it(machines: list[Any], day: int) -> None:
    pieces, cut = old_may(machines), OLD_MAY + timedelta(day)
    parts = billed(pieces, "divisor_calendar", OLD_MAY, cut) + billed(pieces, "divisor_calendar", cut, OLD_JUNE)
    assert abs(parts - billed(pieces, "divisor_calendar")) < Decimal("1e-9")


@given(KVA, some.integers(1, 30), some.integers(4, 27))
def test_two_bills_of_a_month_in_which_a_machine_stops_add_up_by_thirty_days_too(kva: int, stop: int, day: int) -> None:
    pieces, cut = old_may([(kva, [(stop, 1), (31, 0)])]), OLD_MAY + timedelta(day)
    parts = billed(pieces, "divisor_thirty", OLD_MAY, cut) + billed(pieces, "divisor_thirty", cut, OLD_JUNE)
    assert abs(parts - billed(pieces, "divisor_thirty")) < Decimal("1e-9")


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


def test_a_charge_of_more_than_a_month_is_refused_and_one_of_a_long_month_is_not() -> None:
    for mode, told in (
        ("capacity", {}),
        ("demand_actual", {"demand_actual": Decimal(100), "contract_capacity": Decimal(630)}),
    ):
        for end, refused in ((date(2025, 4, 1), False), (date(2025, 4, 2), True), (date(2025, 5, 1), True)):
            start = date(2025, 3, 1)
            bill = mill(start, end, capacity_mode=mode, capacity=capacity((630, start, end)), **told)
            if refused:
                with pytest.raises(BadCase, match="days is not computed") as error:
                    charge(bill)
                assert "请按月拆分" in error.value.faults[0].chinese
            else:
                assert charge(bill) > 0
