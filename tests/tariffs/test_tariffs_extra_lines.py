"""Fixed charges, differential prices, relief and adjustments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from worked_bills import APRIL, BILLS, BOOK, MARCH, MAY, SETTLED, book_with, capacity, case, used

from jicha.tariffs.biller import rate
from jicha.tariffs.book import Price
from jicha.tariffs.case import BadCase
from jicha.tariffs.errors import OverlappingPrices

JUNE = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("reading", "money"), [("by_days", "5.52"), ("from_next_bill", "5.00"), ("from_bill_month", "5.00")]
)
def test_a_fixed_charge_is_that_of_each_day_by_the_settled_reading(reading: str, money: str) -> None:
    """15 days of March at 5 and 16 at 6: 171/31 = 5.516."""
    rated = rate(BILLS["blocks"], BOOK, SETTLED.but("price_change", reading))
    assert str(rated.money("other")) == money
    (line,) = [one for one in rated.lines if one.component == "other"]
    assert (line.quantity, line.unit) == (1, "month")


def test_only_the_fixed_charge_in_force_is_charged() -> None:
    assert rate(case("BLOCK", MARCH, MARCH.replace(day=16), energy=used(total=0)), BOOK, SETTLED).total == 5
    assert rate(case("BLOCK", APRIL, MAY, energy=used(total=0)), BOOK, SETTLED).total == 6


def test_a_fixed_charge_stands_beside_a_capacity_charge() -> None:
    item = BOOK.item("MILL", APRIL)
    fixed = Price("other", Decimal(12), "CNY/month", item.valid_from)
    rated = rate(BILLS["charging station"], book_with(items=(replace(item, prices=(*item.prices, fixed)),)), SETTLED)
    assert rated.money("other") == 12
    assert rated.total == 35092
    beside = case(
        "MILL", energy=used(peak=0, flat=0, valley=0), capacity_mode="capacity", capacity=capacity((10, APRIL, MAY))
    )
    assert rate(beside, book_with(items=(replace(item, prices=(*item.prices, fixed)),)), SETTLED).total == 292


def test_two_fixed_charges_of_one_kind_on_one_day_are_an_error_of_the_book() -> None:
    item = BOOK.item("BLOCK", APRIL)
    twice = (*item.prices, Price("other", Decimal(1), "CNY/month", item.valid_from))
    with pytest.raises(OverlappingPrices, match="other price of BLOCK"):
        rate(BILLS["blocks"], book_with(items=(replace(item, prices=twice),)), SETTLED)


def test_a_differential_price_is_on_the_energy_of_the_main_price() -> None:
    assert rate(BILLS["shop with a differential price"], BOOK, SETTLED).money("difference") == 100


@pytest.mark.parametrize(("kwh", "money"), [(40, "-9.00"), (15, "-9.00"), (14, "-8.40"), (0, "0.00")])
def test_relief_is_never_for_more_than_was_used(kwh: int, money: str) -> None:
    bill = case("HOME", energy=used(total=kwh), used_before=0, relief_kwh=15)
    assert rate(bill, BOOK, SETTLED).money("relief") == Decimal(money)


def test_relief_on_a_price_by_hours_is_refused() -> None:
    with pytest.raises(BadCase, match="price for the whole day") as error:
        rate(replace(BILLS["household by night"], relief_kwh=Decimal(15)), BOOK, SETTLED)
    assert error.value.faults[0].message_zh


def test_an_adjustment_is_taken_as_it_was_decided() -> None:
    with_it, without = BILLS["shop with sub-meters"], replace(BILLS["shop with sub-meters"], adjustment=Decimal(0))
    assert rate(with_it, BOOK, SETTLED).total == rate(without, BOOK, SETTLED).total - 3


def test_of_energy_that_was_taken_back_nothing_is_free() -> None:
    back = replace(BILLS["household"], energy=used(total=0), adjusted_kwh=Decimal(-100), relief_kwh=Decimal(15))
    assert rate(back, BOOK, SETTLED).money("relief") == 0


def test_a_charge_of_a_month_is_charged_for_each_month_of_the_bill() -> None:
    item = BOOK.item("LAMP", APRIL)
    fixed = replace(item, prices=(*item.prices, Price("other", Decimal(12), "CNY/month", item.valid_from)))
    bill = case("LAMP", APRIL, JUNE, energy=used(total=0), months_billed=2)
    two = rate(bill, book_with(items=(fixed,)), SETTLED)
    assert two.money("other") == 24
    assert not any(one.warns for one in two.sheet.remarks)
    one = rate(replace(bill, months_billed=1), book_with(items=(fixed,)), SETTLED)
    assert one.money("other") == 12
    assert [one.word for one in one.sheet.remarks if one.warns] == ["months_of_days"]
