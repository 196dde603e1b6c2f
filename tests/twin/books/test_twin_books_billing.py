"""Bills: their days, their capacity, their losses and their money, worked out by hand from the made-up prices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.tariffs.case import CapacityPiece
from jicha.twin.account import Account, Machine, Place, Terms
from jicha.twin.books.billing import (
    Bill,
    Metered,
    bill_of,
    capacity_pieces,
    no_load_loss_w,
    periods,
    running_kva,
)
from jicha.twin.prices.book import province_book

LONG_AGO, FIRST, LAST = date(2015, 1, 1), date(2025, 1, 1), date(2025, 12, 31)
BOOK = province_book(3, LAST)
HOME = Account(
    "9900000001", "household", {"customer_class": "lv_resident", "running_capacity": Decimal(8)},
    (Place("990000000101", "household", 0.4, ((LONG_AGO, Terms("99-HOME")),)),),
)  # fmt: skip
SEALED = (date(2025, 4, 5), date(2025, 4, 25))
WORKS = Account(
    "9800000001", "works", {"customer_class": "high_voltage", "contract_capacity": Decimal(715)},
    (
        Place(
            "980000000101", "workshop", 100.0,
            ((LONG_AGO, Terms("99-TWO-10KV", "std_090", mode="capacity", loss="iron_copper")),),
            wiring="three_phase_four_wire", side="lv_metered_hv_supplied", ct=100,
        ),
    ),
    machines=(Machine("B1", 315), Machine("B2", 400, (SEALED,))),
)  # fmt: skip


def _days(account: Account, first: date = FIRST, last: date = LAST) -> list[tuple[str, str]]:
    return [(f"{start:%m%d}", f"{end:%m%d}") for start, end in periods(account, first, last)]


def _home_bill(kwh: int, used: int, start: date = FIRST, end: date = date(2025, 2, 1), **terms: object) -> Bill:
    told = replace(HOME.places[0], terms=((LONG_AGO, replace(Terms("99-HOME"), **terms)),))  # type: ignore[arg-type]
    return bill_of(HOME, told, start, end, Metered(Decimal(kwh)), BOOK, used_before=Decimal(used))


def _works_bill(start: date = date(2025, 4, 1), end: date = date(2025, 5, 1), **more: bool) -> Bill:
    part = Decimal(10000)
    metered = Metered(3 * part, (("peak", part), ("flat", part), ("valley", part)), Decimal(12000), Decimal(150))
    return bill_of(WORKS, WORKS.places[0], start, end, metered, BOOK, used_before=Decimal(0), **more)


def test_a_bill_is_a_month() -> None:
    assert _days(HOME, FIRST, date(2025, 3, 31)) == [("0101", "0201"), ("0201", "0301"), ("0301", "0401")]


def test_a_window_that_begins_within_a_month_bills_what_is_left_of_it_and_the_last_part_is_not_billed_yet() -> None:
    assert _days(HOME, date(2025, 1, 10), date(2025, 3, 20)) == [("0110", "0201"), ("0201", "0301")]


def test_who_came_or_went_within_a_month_is_billed_its_days() -> None:
    came = replace(HOME, opened=date(2025, 2, 15))
    went = replace(HOME, closed=date(2025, 3, 10))
    assert _days(came, FIRST, date(2025, 3, 31)) == [("0215", "0301"), ("0301", "0401")]
    assert _days(went, FIRST, date(2025, 4, 30)) == [("0101", "0201"), ("0201", "0301"), ("0301", "0310")]
    assert _days(replace(HOME, closed=FIRST)) == []


def test_a_cycle_of_two_months_is_one_bill_and_an_unfinished_one_is_none() -> None:
    every_two = replace(HOME, cycle_months=2)
    assert _days(every_two, FIRST, date(2025, 3, 31)) == [("0101", "0301")]
    assert _days(every_two, FIRST, date(2025, 4, 30)) == [("0101", "0301"), ("0301", "0501")]
    assert _days(replace(every_two, closed=date(2025, 3, 10)), FIRST, LAST) == [("0101", "0301"), ("0301", "0310")]


@given(
    st.dates(date(2024, 1, 1), date(2025, 6, 1)), st.integers(0, 700), st.dates(date(2023, 1, 1), date(2026, 1, 1)),
    st.sampled_from([1, 2]),
)  # fmt: skip
def test_bills_follow_each_other_and_no_day_is_billed_twice_or_left_out(
    first: date, days: int, opened: date, cycle: int
) -> None:
    last = date.fromordinal(first.toordinal() + days)
    found = list(periods(replace(HOME, opened=opened, cycle_months=cycle), first, last))
    assert all(before[1] == after[0] for before, after in pairwise(found))
    assert all(start < end and end.day == 1 for start, end in found)
    if found:
        assert found[0][0] == max(first, opened)
        assert found[-1][1].toordinal() <= last.toordinal() + 1 < found[-1][1].toordinal() + 31 * (1 + cycle)


def test_machines_that_do_not_change_are_one_piece() -> None:
    month = (date(2025, 5, 1), date(2025, 6, 1))
    assert capacity_pieces(WORKS.machines, *month) == (CapacityPiece(Decimal(715), *month),)


def test_a_machine_sealed_within_the_month_makes_a_piece_of_each_of_its_states_and_the_other_stays_whole() -> None:
    start, end = date(2025, 4, 1), date(2025, 5, 1)
    assert capacity_pieces(WORKS.machines, start, end) == (
        CapacityPiece(Decimal(315), start, end, "B1"),
        CapacityPiece(Decimal(400), start, SEALED[0], "B2"),
        CapacityPiece(Decimal(0), *SEALED, "B2"),
        CapacityPiece(Decimal(400), SEALED[1], end, "B2"),
    )


def test_a_machine_sealed_all_month_is_left_out_of_the_piece() -> None:
    machines = (Machine("B1", 315), Machine("B2", 400, ((date(2025, 4, 1), date(2025, 5, 1)),)))
    assert capacity_pieces(machines, date(2025, 4, 1), date(2025, 5, 1))[0].kva == 315


def test_the_capacity_in_operation_is_that_of_the_machines_that_run() -> None:
    assert running_kva(WORKS, date(2025, 4, 4)) == 715
    assert running_kva(WORKS, date(2025, 4, 5)) == 315
    assert running_kva(HOME, FIRST) == 8


def test_tiers_count_from_the_energy_of_the_year_so_far() -> None:
    # 2,520 kWh end the first tier: of 300 after 2,400, 120 cost 0.56 and 180 cost 0.05 more
    assert _home_bill(300, 2400).rated.total == Decimal("177.00")
    assert _home_bill(300, 0).rated.total == Decimal("168.00")


def test_a_year_begun_in_july_has_tiers_of_six_months() -> None:
    # half of 2,520 is 1,260: of 300 after 1,200, 240 cost 0.05 more
    new = replace(HOME, opened=date(2025, 7, 3))
    bill = bill_of(
        new, new.places[0], date(2025, 8, 1), date(2025, 9, 1), Metered(Decimal(300)), BOOK, used_before=Decimal(1200)
    )
    assert bill.rated.total == Decimal("180.00")
    assert bill.case.months_in_cycle == 6


def test_relief_frees_the_first_kilowatt_hours() -> None:
    assert _home_bill(300, 0, relief_kwh=Decimal(10)).rated.total == Decimal("162.40")  # 10 x 0.56 less


def test_the_iron_of_each_machine_loses_in_the_hours_in_which_it_runs() -> None:
    loss = _works_bill().case.loss
    assert loss is not None
    assert loss.hours == 720
    # B1 30 days of 24 hours, B2 ten of them
    by_hand = no_load_loss_w(WORKS.machines[0]) * 720 + no_load_loss_w(WORKS.machines[1]) * 240
    assert loss.hours * (loss.no_load_loss_w or 0) == by_hand
    assert no_load_loss_w(WORKS.machines[0]) == 480  # a plate of 315 kVA


def test_capacity_is_charged_for_the_days_of_thirty_on_which_a_machine_ran() -> None:
    # 315 kVA a month at 24 CNY, and 400 kVA for 10 days of 30
    assert _works_bill().rated.money("capacity") == Decimal("7560.00") + Decimal("3200.00")
    assert _works_bill(date(2025, 5, 1), date(2025, 6, 1)).rated.money("capacity") == Decimal("17160.00")
    assert _works_bill(capacity_here=False).rated.money("capacity") == 0


def test_energy_behind_the_transformer_is_billed_with_its_losses() -> None:
    # iron 480 W x 720 h + 570 W x 240 h = 482.4 kWh, copper 2 % of 30,000 = 600: 1,082 to the kWh
    assert no_load_loss_w(WORKS.machines[1]) == 570
    assert _works_bill().rated.figure("main_kwh") == 31082


@pytest.mark.parametrize(
    ("price", "rates"), [("99-ONE-10KV", ("total",)), ("99-ONE-10KV-T", ("peak", "flat", "valley"))]
)
def test_a_price_without_hours_bills_the_total_alone(price: str, rates: tuple[str, ...]) -> None:
    place = replace(WORKS.places[0], terms=((LONG_AGO, Terms(price)),))
    part = Decimal(100)
    metered = Metered(3 * part, (("peak", part), ("flat", part), ("valley", part)))
    bill = bill_of(WORKS, place, date(2025, 5, 1), date(2025, 6, 1), metered, BOOK, used_before=Decimal(0))
    assert tuple(one.period for one in bill.case.energy) == rates
    assert bill.case.loss is None
    assert bill.case.kvarh is None


def test_who_is_not_billed_by_demand_has_none_in_his_case() -> None:
    assert _works_bill().case.demand_actual is None
    place = replace(
        WORKS.places[0],
        terms=((LONG_AGO, Terms("99-TWO-10KV", mode="demand_contract", demand_contract=Decimal(300))),),
    )
    rates = tuple((name, Decimal(100)) for name in ("peak", "flat", "valley"))
    metered = Metered(Decimal(300), rates, None, Decimal(280))
    bill = bill_of(WORKS, place, date(2025, 5, 1), date(2025, 6, 1), metered, BOOK, used_before=Decimal(0))
    assert bill.case.demand_actual == 280
    assert bill.case.capacity == ()
