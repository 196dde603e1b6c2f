"""The price of a kWh on a day, stated or floated, and which hours a bill has at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from worked_bills import APRIL, BILLS, BOOK, MAY, SETTLED, book_with, case, used

from jicha.tariffs.biller import rate
from jicha.tariffs.book import Item, Price
from jicha.tariffs.errors import MissingPrice, OverlappingPrices
from jicha.tariffs.price_of_day import energy_price, energy_slots

MILL = BOOK.item("MILL", APRIL)
JUNE_25, JULY_25 = date(2025, 6, 25), date(2025, 7, 25)


def names(item: Item, start: date, end: date) -> list[str]:
    """The lines of a price over some days."""
    return [one.name for one in energy_slots(BOOK, item, case(item.code, start, end))]


def test_a_calendar_gives_the_hours_that_its_months_have() -> None:
    assert names(MILL, APRIL, MAY) == [
        "market_energy_peak", "market_energy_flat", "market_energy_valley", "transport_total",
    ]  # fmt: skip
    assert names(MILL, JUNE_25, JULY_25)[0] == "market_energy_sharp"
    assert names(MILL, JUNE_25, date(2025, 7, 1))[0] == "market_energy_peak"


def test_without_a_calendar_the_ratios_say_which_hours_there_are() -> None:
    slots = energy_slots(book_with(calendars=()), MILL, case("MILL"))
    assert [one.period for one in slots] == ["sharp", "peak", "flat", "valley", "total"]


def test_a_price_that_floats_by_nothing_is_an_error_of_the_book() -> None:
    with pytest.raises(MissingPrice, match="floats by mill, which has no ratios") as error:
        list(energy_slots(book_with(calendars=(), ratios=()), MILL, case("MILL")))
    assert error.value.faults[0].message_zh


@pytest.mark.parametrize(
    ("digits", "peak", "valley"), [(4, "0.6563", "0.1641"), (8, "0.65632", "0.16408"), (2, "0.66", "0.16")]
)
def test_a_floated_price_is_rounded_as_the_item_says(digits: int, peak: str, valley: str) -> None:
    item = replace(MILL, price_digits=digits)
    prices = {slot.period: energy_price(BOOK, item, slot, APRIL) for slot in energy_slots(BOOK, item, case("MILL"))}
    assert [str(quote.price) for name in ("peak", "valley") if (quote := prices[name])] == [peak, valley]


def test_a_stated_price_goes_before_a_floated_one() -> None:
    sharp = Price("market_energy", Decimal("0.99"), "CNY/kWh", MILL.valid_from, period="peak")
    item = replace(MILL, prices=(*MILL.prices, sharp))
    found = {slot.name: energy_price(BOOK, item, slot, APRIL) for slot in energy_slots(BOOK, item, case("MILL"))}
    quote = found["market_energy_peak"]
    assert quote is not None
    assert (quote.price, quote.datum) == (Decimal("0.99"), sharp)


def test_hours_that_exist_on_some_days_only_have_the_price_of_those_days() -> None:
    """Sharp hours are July's alone. 300 kWh in them cost 0.9 each, although five of thirty days have no such hours."""
    item = BOOK.item("NIGHT", APRIL)
    sharp = Price("energy", Decimal("0.9"), "CNY/kWh", item.valid_from, period="sharp", months=(7, 8))
    book = book_with(items=(replace(item, prices=(*item.prices, sharp), tiered=False),))
    bill = case("NIGHT", JUNE_25, JULY_25, energy=used(sharp=300, peak=0, valley=0))
    (line,) = [one for one in rate(bill, book, SETTLED).lines if one.period == "sharp"]
    assert (line.money, line.price) == (270, Decimal("0.9"))


def test_a_season_within_the_bill_is_weighted_by_days() -> None:
    """6 days of June at 0.5 and 24 of July at 0.6: 0.58."""
    item = BOOK.item("HOME", APRIL)
    spring = replace(item.prices[0], price=Decimal("0.5"), months=(1, 2, 3, 4, 5, 6))
    summer = replace(item.prices[0], price=Decimal("0.6"), months=(7, 8, 9, 10, 11, 12))
    book = book_with(items=(replace(item, prices=(spring, summer), tiered=False),))
    assert rate(case("HOME", JUNE_25, JULY_25, energy=used(total=100)), book, SETTLED).total == 58


def test_two_prices_for_one_day_are_an_error_of_the_book() -> None:
    item = BOOK.item("SHOP", APRIL)
    twice = replace(item, prices=(*item.prices, replace(item.prices[2], price=Decimal("0.19"))))
    with pytest.raises(OverlappingPrices, match="price of transport in total hours holds on 2025-04-01"):
        rate(BILLS["shop"], book_with(items=(twice,)), SETTLED)


def test_blocks_that_change_within_the_bill_make_it_unsure() -> None:
    item = BOOK.item("BLOCK", APRIL)
    cut = date(2025, 4, 11)
    old = tuple(replace(one, valid_to=cut) for one in item.prices if one.component == "energy")
    new = tuple(replace(one, valid_from=cut, valid_to=None) for one in old)
    same = book_with(items=(replace(item, prices=old + new),))
    assert rate(case("BLOCK", energy=used(total=100)), same, SETTLED).total == 50
    wider = (replace(new[0], up_to_kwh=Decimal(120)), replace(new[1], above_kwh=Decimal(120)), new[2])
    with pytest.raises(MissingPrice, match="the blocks of BLOCK change on 2025-04-11"):
        rate(case("BLOCK", energy=used(total=100)), book_with(items=(replace(item, prices=old + wider),)), SETTLED)
