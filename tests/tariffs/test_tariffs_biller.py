"""A whole bill: its lines, their sum, and what no order and no cut of the facts may change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from worked_bills import APRIL, APRIL_11, BILLS, BOOK, MAY, SETTLED, book_with, capacity, case, used

from jicha.tariffs.biller import Rated, rate
from jicha.tariffs.case import BadCase, Case, Part, PeriodEnergy, Readings
from jicha.tariffs.conventions import CHOICES, Settled
from jicha.tariffs.errors import MissingInput, MissingPrice, Unsettled
from jicha.terms.sheet import BadSheet, do_again

KWH = some.decimals(0, 99999, places=2)
READINGS = some.sampled_from(
    [settled for name, choices in CHOICES.items() for settled in ((name, one) for one in choices)]
)
# By hand from the prices in worked_bills: energy, capacity, tiers, funds and the power factor of each bill.
TOTALS = {
    "household": "317.00",  # 500 x 0.60; 340 above 2,160 x 0.05
    "household of a part of the year": "320.00",  # 5/12 of 2,160 is 900: 400 x 0.05
    "household of five": "181.00",  # 300 x 0.60; 20 above 280 x 0.05
    "household with relief": "15.00",  # 40 x 0.60 - 15 x 0.60
    "household by night": "63.70",  # 25.20 + 21.00; 50 to 4,200 x 0.05; 50 above x 0.30
    "shop": "614.00",  # 400 + 180 + 20 - 5; 19
    "shop over a change of price": "624.65",  # 15 days 0.42, 16 days 0.40: 409.68; 2.00 x 15/31 = 0.97
    "shop with power factor": "613.42",  # 0.857 is 0.86: -0.1 % of 400 + 180 - 5
    "shop that left the market": "814.00",  # 400 x 1.5
    "shop with two meters": "214.90",  # 100 + 250 = 350 kWh x 0.614
    "shop with sub-meters": "457.50",  # 1000 - 200 - 50 = 750 kWh: 460.50 - 3
    "shop with a differential price": "714.00",  # 614 + 1000 x 0.1
    "shop with a loss by share": "3757.68",  # 6,120 kWh x 0.614
    "mill": "62255.75",  # 5,500 of lamps; 0.9439 is 0.94: -0.60 % of 57,908.20 is -347.45
    "mill that suspends": "44413.33",  # 35,080 + 1000 x 10/30 x 28
    "mill with two transformers": "55613.33",  # 35,080 + (600 + 400 x 10/30) x 28
    "mill over a change of the capacity price": "64112.26",  # 15 days of 28, 16 of 30: 29,032.26
    "mill that is new": "53746.67",  # 35,080 + 1000 x 20/30 x 28
    "mill by demand": "79080.00",  # 35,080 + (1000 + 2 x 50) x 40
    "mill by demand with much energy": "54520.00",  # 35,080 + 900 x 40 x 90 % x 60 %
    "mill that passes energy on": "63079.40",  # 35,080 - 18,000 x 0.6667 + (1,100 - 100) x 40
    "charging station": "35080.00",
    "blocks": "285.42",  # 50 + 200.5 x 0.7 + 99.5 x 0.9; 5 x 15/31 + 6 x 16/31 = 5.52
    "ratchet": "840.00",  # 40 + 80 x 10
    "steps": "1540.00",  # 40 + (100 + 10 x 2 + 10 x 3) x 10
}


@pytest.mark.parametrize("name", TOTALS)
def test_a_bill_comes_to_what_a_person_gets_by_hand(name: str) -> None:
    assert str(rate(BILLS[name], BOOK, SETTLED).total) == TOTALS[name]


@pytest.mark.parametrize("name", BILLS)
def test_a_bill_is_the_sum_of_its_lines_and_its_sheet_can_be_done_again(name: str) -> None:
    holds(rate(BILLS[name], BOOK, SETTLED))


def test_a_sheet_whose_total_was_changed_by_hand_is_refused() -> None:
    sheet = rate(BILLS["shop"], BOOK, SETTLED).sheet
    *steps, total = sheet.steps
    other = replace(total, result=replace(total.result, value=total.result.value + Decimal("0.01")))
    with pytest.raises(BadSheet, match="changed by hand"):
        do_again(replace(sheet, steps=(*steps, other)))


@given(some.sampled_from(sorted(BILLS)), READINGS, some.decimals("0.001", 99999, places=3))
@settings(max_examples=120, deadline=None)
def test_whatever_is_settled_and_used_the_lines_add_up_or_the_bill_is_unsure(
    name: str, reading: tuple[str, str], kwh: Decimal
) -> None:
    bill = BILLS[name]
    if bill.energy:
        bill = replace(bill, energy=(replace(bill.energy[0], kwh=kwh), *bill.energy[1:]))
    try:
        rated = rate(bill, BOOK, SETTLED.but(*reading))
    except (BadCase, MissingInput, MissingPrice):
        return  # unsure or contradictory, and said so
    holds(rated)


@given(some.permutations(BILLS["mill"].readings), some.permutations(BILLS["mill that suspends"].capacity))
def test_the_order_of_readings_and_of_capacities_changes_nothing(
    readings: list[Readings], pieces: list[object]
) -> None:
    one = BILLS["mill"]
    assert rate(replace(one, readings=tuple(readings)), BOOK, SETTLED).lines == rate(one, BOOK, SETTLED).lines
    two = BILLS["mill that suspends"]
    assert rate(replace(two, capacity=tuple(pieces)), BOOK, SETTLED).total == rate(two, BOOK, SETTLED).total


@given(some.permutations(BILLS["shop with two meters"].readings), some.permutations(BILLS["mill that suspends"].energy))
def test_the_order_of_meters_and_of_periods_changes_nothing(
    readings: list[Readings], energy: list[PeriodEnergy]
) -> None:
    one = BILLS["shop with two meters"]
    assert rate(replace(one, readings=tuple(readings)), BOOK, SETTLED).lines == rate(one, BOOK, SETTLED).lines
    two = BILLS["mill that suspends"]
    assert rate(replace(two, energy=tuple(energy)), BOOK, SETTLED).total == rate(two, BOOK, SETTLED).total


@given(some.integers(1, 29), KWH, KWH)
@settings(deadline=None)
def test_a_period_in_two_bills_costs_the_same_but_for_the_rounding_of_each_line_to_the_fen(
    day: int, first: Decimal, second: Decimal
) -> None:
    """Each of three lines is rounded once in one bill and twice in two: they part by less than a fen and a half."""
    cut = APRIL + timedelta(day)
    whole = rate(case("SHOP", energy=used(total=first + second)), BOOK, SETTLED)
    parts = [
        rate(case("SHOP", APRIL, cut, energy=used(total=first)), BOOK, SETTLED),
        rate(case("SHOP", cut, MAY, energy=used(total=second)), BOOK, SETTLED),
    ]
    for line in whole.lines:
        in_two = sum((one.money for part in parts for one in part.lines if one.name == line.name), Decimal(0))
        assert abs(in_two - line.money) <= Decimal("0.015")


@given(KWH, KWH, some.decimals(0, 5000, places=2))
@settings(deadline=None)
def test_the_tier_energy_of_two_bills_is_exactly_that_of_one(first: Decimal, second: Decimal, before: Decimal) -> None:
    def tiers(kwh: Decimal, used_before: Decimal) -> dict[int, Decimal]:
        rated = rate(case("HOME", energy=used(total=kwh), used_before=used_before), BOOK, SETTLED)
        return {one.tier: one.quantity for one in rated.lines if one.component == "tier"}

    one, two, both = tiers(first, before), tiers(second, before + first), tiers(first + second, before)
    assert {tier: one[tier] + two[tier] for tier in both} == both


@given(some.integers(1, 30), some.decimals(1, 9999, places=1))
@settings(deadline=None)
def test_no_day_of_a_suspended_transformer_is_billed(day: int, kva: Decimal) -> None:
    cut = APRIL + timedelta(day)
    pieces = [(kva, APRIL, cut)] + ([(0, cut, MAY)] if cut < MAY else [])
    told = {"energy": used(peak=1, flat=1, valley=1), "capacity_mode": "capacity"}
    rated = rate(case("MILL", **told, capacity=capacity(*pieces)), BOOK, SETTLED)
    assert rated.money("capacity") == (28 * kva * day / 30).quantize(Decimal("0.01"), "ROUND_HALF_UP")


def test_a_transformer_suspended_for_all_of_the_month_costs_nothing() -> None:
    told = {"energy": used(peak=1, flat=1, valley=1), "capacity_mode": "capacity"}
    rated = rate(case("MILL", **told, capacity=capacity((0, APRIL, MAY))), BOOK, SETTLED)
    assert rated.money("capacity") == 0


def test_the_code_of_the_utility_names_the_same_price() -> None:
    assert rate(replace(BILLS["shop"], price_code="4010"), BOOK, SETTLED).total == Decimal("614.00")


def test_a_bill_is_not_computed_by_the_prices_of_another_region() -> None:
    for region in ("", "36", "360100"):
        assert rate(replace(BILLS["shop"], region=region), BOOK, SETTLED).total == Decimal("614.00")
    with pytest.raises(BadCase, match="the case is of region 33, the price book of 36"):
        rate(replace(BILLS["shop"], region="33"), BOOK, SETTLED)


def test_money_of_components_is_told_apart() -> None:
    rated = rate(BILLS["mill"], BOOK, SETTLED)
    assert rated.money("capacity") == Decimal("28000.00")
    assert rated.money("surcharge") == Decimal("1195.00")
    assert rated.money("demand") == 0


def test_funds_within_a_price_are_said_and_warned_of_where_the_power_factor_leaves_them_out() -> None:
    bill = BILLS["household on a price that contains funds, with power factor"]
    warned = rate(bill, BOOK, SETTLED.but("power_factor_base", "base_without_funds")).sheet.remarks
    assert [(one.word, one.warns) for one in warned] == [("surcharges_included", False), ("surcharges_in_base", True)]
    assert [one.word for one in rate(bill, BOOK, SETTLED).sheet.remarks] == ["surcharges_included"]


def test_a_price_that_charges_nothing_makes_no_bill_of_zero() -> None:
    empty = tuple(replace(one, prices=(), tiered=False) for one in BOOK.items)
    with pytest.raises(MissingPrice, match="HOME has no price"):
        rate(BILLS["household"], book_with(items=empty), SETTLED)


def test_nothing_is_computed_while_its_rounding_is_not_settled() -> None:
    with pytest.raises(Unsettled, match="money_rounding"):
        rate(BILLS["shop"], BOOK, Settled.of({}))


def test_cutting_off_what_is_below_a_fen_never_gives_more() -> None:
    for bill in BILLS.values():
        cut = rate(bill, BOOK, SETTLED.but("money_rounding", "cut_off"))
        for line, other in zip(rate(bill, BOOK, SETTLED).lines, cut.lines, strict=True):
            assert abs(other.money) <= abs(line.money) or line.component == "power_factor"


def test_the_sheet_names_the_days_of_the_bill() -> None:
    sheet = rate(case("SHOP", APRIL, APRIL_11, energy=used(total=1)), BOOK, SETTLED).sheet
    assert dict(sheet.arguments) == {"price_code": "SHOP", "first": "2025-04-01", "last": "2025-04-10"}
    assert str(sheet.value_of("period_days")) == "10 day"


def test_the_bills_of_this_test_are_of_every_kind() -> None:
    kinds = {line.component for bill in BILLS.values() for line in rate(bill, BOOK, SETTLED).lines}
    assert kinds >= {"energy", "market_energy", "capacity", "demand", "power_factor", "surcharge", "tier", "difference"}
    assert kinds >= {"relief", "adjustment", "transport", "grid_loss", "system_operation", "other"}
    assert all(isinstance(bill, Case) for bill in BILLS.values())


def holds(rated: Rated) -> None:
    """Lines, sum and sheet of a bill agree."""
    again = do_again(rated.sheet)
    for line in rated.lines:
        assert again[line.name].value == line.money
    assert sum(line.money for line in rated.lines) == rated.total == again["total"].value
    assert rated.sheet.results == ("total",)


def test_a_kind_of_price_that_changes_within_the_bill_holds_for_all_of_it_or_the_bill_is_unsure() -> None:
    """To the 15th one part at 0.50, from the 16th another with tiers at 0.60."""
    day = date(2025, 4, 16)
    shop = BOOK.item("LAMP", APRIL)
    (price,) = shop.prices
    old = replace(shop, valid_to=day, prices=(replace(price, price=Decimal("0.5"), valid_to=day),))
    new = replace(
        shop, valid_from=day, surcharges_included=True, prices=(replace(price, price=Decimal("0.6"), valid_from=day),)
    )
    book = book_with(items=(old, new), surcharges=())
    bill = case("LAMP", energy=used(total=100))
    with pytest.raises(MissingPrice, match="the kind of LAMP changes"):
        rate(bill, book, SETTLED)
    assert rate(bill, book, SETTLED.but("price_change", "from_next_bill")).total == 50
    monthly = SETTLED.but("price_change", "from_bill_month")
    assert rate(bill, book, monthly).total == 50
    assert rate(replace(bill, month=date(2025, 5, 1)), book, monthly).total == 60


def test_a_price_that_another_item_follows_ends_with_its_own_item() -> None:
    """The first ends on 16 April and its prices are open: from then on those of the second hold, ten times as dear."""
    cut = date(2025, 4, 16)
    shop = BOOK.item("SHOP", date(2025, 4, 1))
    dear = tuple(replace(one, price=one.price * 10, valid_from=cut) for one in shop.prices if one.valid_to is None)
    followed = book_with(items=(replace(shop, valid_to=cut), replace(shop, valid_from=cut, prices=dear)))
    rated = rate(BILLS["shop"], followed, SETTLED)
    assert rated.money("transport") == Decimal("990.00")  # 1,000 kWh at (0.18 x 15 + 1.8 x 15) / 30
    part = replace(BILLS["shop"], price_code="LAMP", parts=(Part("SHOP", kwh=Decimal(1000)),))
    with_barn = book_with(items=(*followed.items, BOOK.item("LAMP", date(2025, 4, 1))))
    assert rate(part, with_barn, SETTLED).money("transport") == Decimal("990.00")


def test_what_the_second_of_two_items_lacks_is_not_taken_for_free() -> None:
    cut = date(2025, 4, 16)
    shop = BOOK.item("SHOP", date(2025, 4, 1))
    later = replace(shop, valid_from=cut, lacks=("market_energy",))
    with pytest.raises(MissingPrice, match="the book does not know market_energy"):
        rate(BILLS["shop"], book_with(items=(replace(shop, valid_to=cut), later)), SETTLED)


def test_prices_that_float_by_different_hours_are_not_divided_by_days() -> None:
    cut = date(2025, 4, 16)
    mill = BOOK.item("MILL", date(2025, 4, 1))
    later = replace(mill, valid_from=cut, calendar="OTHER")
    bill = replace(BILLS["mill that suspends"])
    with pytest.raises(MissingPrice, match="the kind of MILL changes"):
        rate(bill, book_with(items=(replace(mill, valid_to=cut), later)), SETTLED)
