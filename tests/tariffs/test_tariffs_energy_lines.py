"""Lines that follow energy: periods of the day, blocks, tiers, funds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from worked_bills import APRIL, BILLS, BOOK, MARCH, SETTLED, book_with, case, used

from jicha.tariffs.biller import Rated, rate
from jicha.tariffs.book import Surcharge, Tier
from jicha.tariffs.case import Case
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput, MissingPrice, OverlappingPrices, Unsettled

FIRST = date(2020, 1, 1)


def rated(bill: Case, **changed: Any) -> Rated:
    """The bill on the book with some lists replaced."""
    return rate(bill, book_with(**changed), SETTLED)


def test_each_component_and_period_is_a_line_of_its_own() -> None:
    lines = {(one.component, one.period): one for one in rated(BILLS["mill that suspends"]).lines}
    peak = lines["market_energy", "peak"]
    assert (peak.quantity, peak.price, peak.money) == (10000, Decimal("0.6563"), Decimal("6563.00"))
    assert lines["market_energy", "valley"].price == Decimal("0.1641")  # 0.4102 x 0.4 = 0.16408
    assert lines["transport", "total"].quantity == 60000
    assert ("market_energy", "sharp") not in lines  # April has no such hours


def test_energy_in_hours_without_a_price_is_never_given_away() -> None:
    bill = case("MILL", energy=used(sharp=1, peak=10, flat=10, valley=10))
    with pytest.raises(MissingPrice, match="no price of market_energy in sharp hours"):
        rated(bill)
    assert rated(replace(bill, energy=used(sharp=0, peak=10, flat=10, valley=10))).total > 0


def test_hours_with_a_price_and_without_energy_make_the_bill_unsure() -> None:
    with pytest.raises(MissingInput, match="energy of peak hours"):
        rated(case("NIGHT", energy=used(total=100), used_before=0))


def test_a_component_that_begins_within_the_bill_is_charged_for_its_days() -> None:
    item = BOOK.item("SHOP", APRIL)
    prices = tuple(
        replace(one, valid_from=date(2025, 4, 16)) if one.component == "grid_loss" else one for one in item.prices
    )
    lines = {one.component: one for one in rated(BILLS["shop"], items=(replace(item, prices=prices),)).lines}
    assert lines["grid_loss"].money == Decimal("10.00")  # 15 of 30 days at 0.02
    assert lines["grid_loss"].price == Decimal("0.01")


def test_what_leaving_the_market_costs_more_is_on_the_energy_bought_alone() -> None:
    lines = {one.component: one.money for one in rated(BILLS["shop that left the market"]).lines}
    assert lines["market_energy"] == 600
    assert lines["transport"] == 180


@pytest.mark.parametrize(
    ("kwh", "shares"),
    [
        ("99.9", ["99.9", "0", "0"]),
        ("100", ["100", "0", "0"]),
        ("100.1", ["100", "0.1", "0"]),
        ("300.5", ["100", "200.5", "0"]),
        ("300.51", ["100", "200.5", "0.01"]),
    ],
)
def test_the_edge_of_a_block_belongs_to_the_lower_one(kwh: str, shares: list[str]) -> None:
    lines = [one for one in rated(case("BLOCK", energy=used(total=kwh))).lines if one.unit == "kWh"]
    assert [one.quantity for one in lines] == [Decimal(one) for one in shares]


@pytest.mark.parametrize(
    ("after", "second", "third"),
    [
        ("2159.99", "0", "0"),
        ("2160", "0", "0"),
        ("2160.01", "0.01", "0"),
        ("4200", "2040", "0"),
        ("4200.01", "2040", "0.01"),
    ],
)
def test_the_edge_of_a_tier_belongs_to_the_lower_one(after: str, second: str, third: str) -> None:
    lines = rated(case("HOME", energy=used(total=after), used_before=0)).lines
    assert {one.tier: one.quantity for one in lines if one.component == "tier"} == {
        2: Decimal(second),
        3: Decimal(third),
    }


@given(some.decimals(0, 9000, places=3), some.decimals(0, 9000, places=3))
@settings(deadline=None)
def test_tiers_are_those_of_the_plain_split(kwh: Decimal, before: Decimal) -> None:
    lines = rated(case("HOME", energy=used(total=kwh), used_before=before)).lines
    after, most = before + kwh, Decimal("Infinity")
    second, third = (
        max(min(last, after) - max(first, before), Decimal(0)) for first, last in ((2160, 4200), (4200, most))
    )
    assert {one.tier: one.quantity for one in lines if one.component == "tier"} == {2: second, 3: third}


def test_a_correction_gives_back_what_the_highest_tiers_had_cost() -> None:
    """50 kWh fewer at 4,220: 20 of the third tier and 30 of the second."""
    lines = rated(case("HOME", energy=used(total=0), adjusted_kwh=-50, used_before=4220)).lines
    assert {one.tier: one.quantity for one in lines if one.component == "tier"} == {2: -30, 3: -20}
    assert [str(one.money) for one in lines] == ["-30.00", "-1.50", "-6.00"]


def test_the_tiers_of_a_part_of_a_year_are_cut_only_where_that_is_settled() -> None:
    bill = BILLS["household of a part of the year"]  # 5/12 of 2,160 is 900, of 4,200 is 1,750
    assert [one.quantity for one in rated(bill).lines][1:] == [400, 0]
    assert rate(bill, BOOK, SETTLED.but("tier_pro_rata", "not_cut")).total == 300
    open_reading = type(SETTLED).of({k: v for k, v in SETTLED.choices.items() if k != "tier_pro_rata"})
    with pytest.raises(Unsettled, match="tier_pro_rata"):
        rate(bill, BOOK, open_reading)


def test_a_year_of_tiers_needs_what_was_used_before_and_a_month_does_not() -> None:
    with pytest.raises(MissingInput, match="tier year before"):
        rated(case("HOME", energy=used(total=1)))
    assert rated(case("HOME", energy=used(total=280), household="five_persons")).total == 168
    with pytest.raises(MissingPrice, match="no tiers of seven_persons"):
        rated(case("HOME", energy=used(total=1), household="seven_persons"))


def test_a_tier_that_stands_twice_is_an_error_of_the_book() -> None:
    with pytest.raises(OverlappingPrices, match="a tier stands twice"):
        rated(BILLS["household"], tiers=(*BOOK.tiers, Tier(2, Decimal(3000), Decimal(1), FIRST)))


def test_tiers_that_change_within_the_bill_are_unsure_unless_one_edition_holds_for_all_of_it() -> None:
    cut = date(2025, 4, 11)
    old = tuple(replace(one, valid_to=cut) for one in BOOK.tiers[:3])
    new = tuple(replace(one, valid_from=cut, above_kwh=one.above_kwh * 2) for one in BOOK.tiers[:3])
    with pytest.raises(MissingInput, match="register on the day on which the tiers change"):
        rated(BILLS["household"], tiers=old + new)
    first = SETTLED.but("price_change", "from_next_bill")
    assert rate(BILLS["household"], book_with(tiers=old + new), first).total == 317
    of_month = replace(BILLS["household"], period_start=date(2025, 3, 25), period_end=date(2025, 4, 25))
    by_month = SETTLED.but("price_change", "from_bill_month")
    early = tuple(replace(one, valid_to=APRIL) for one in old) + tuple(replace(one, valid_from=APRIL) for one in new)
    assert rate(of_month, book_with(tiers=early), by_month).total == 300  # 2,500 lies below 4,320


def test_the_source_of_a_tier_is_named_by_its_document() -> None:
    sources = {one.name: one.source for one in rated(BILLS["household"]).sheet.givens}
    assert sources["tier_2_above"] == sources["tier_2_extra"] == "价〔2025〕1号"


def test_a_fund_is_charged_by_class_for_its_days_and_never_where_it_may_not_be() -> None:
    funds = {one.surcharge_item: one.money for one in rated(case("SHOP", MARCH, APRIL, energy=used(total=3100))).lines}
    assert funds["renewables"] == Decimal("58.90")
    assert funds["water_projects"] == Decimal("3.00")  # 15 of 31 days at 0.002
    assert "city_utility" not in funds


def test_an_exemption_frees_from_the_fund_that_it_names_and_from_no_other() -> None:
    bill = case("SHOP", MARCH, APRIL, energy=used(total=3100))
    one = replace(bill, exempt_from=("renewables",))
    assert rated(one).money("surcharge") == Decimal("3.00")  # water projects, 15 of 31 days at 0.002
    both = replace(bill, exempt_from=("renewables", "water_projects"), preferences=("surcharge_exempt",))
    assert rated(both).money("surcharge") == 0
    assert rated(both).total == rated(bill).total - Decimal("61.90")


def test_an_exemption_that_names_no_fund_leaves_the_bill_open() -> None:
    with pytest.raises(MissingInput, match="which funds the customer need not pay is not known"):
        rated(replace(BILLS["shop"], preferences=("surcharge_exempt",)))
    included = replace(BILLS["household"], preferences=("surcharge_exempt",))
    assert rated(included).total == rated(BILLS["household"]).total  # its price contains them: nothing to be freed from


def test_a_rate_that_changes_matters_only_to_those_who_pay_it() -> None:
    rates = (
        Surcharge("renewables", Decimal("0.019"), FIRST),
        Surcharge("water_projects", Decimal("0.002"), FIRST, date(2025, 4, 16)),
    )
    bill = case("SHOP", energy=used(total=3100), exempt_from=("water_projects",))
    open_ = Settled.of({name: choice for name, choice in SETTLED.choices.items() if name != "price_change"})
    assert rate(bill, book_with(surcharges=rates), open_).money("surcharge") == Decimal("58.90")
    with pytest.raises(Unsettled):
        rate(replace(bill, exempt_from=("renewables",)), book_with(surcharges=rates), open_)


def test_what_is_said_of_a_class_goes_before_what_is_said_of_all() -> None:
    """Large industry pays 0.001 for water projects while all others pay 0.002."""
    bill = case("MILL", MARCH, date(2025, 3, 16), energy=used(peak=0, flat=1000, valley=0))
    funds = {one.surcharge_item: one.price for one in rated(bill).lines}
    assert funds["water_projects"] == Decimal("0.001")
    spared = (
        Surcharge("renewables", Decimal("0.019"), FIRST),
        Surcharge("renewables", Decimal(0), FIRST, classes=("commercial_industrial",), allowed=False),
    )
    assert "surcharge" not in {one.component for one in rated(BILLS["shop"], surcharges=spared).lines}


def test_two_rates_of_one_fund_on_one_day_are_an_error_of_the_book() -> None:
    twice = (*BOOK.surcharges, Surcharge("renewables", Decimal("0.015"), FIRST))
    with pytest.raises(OverlappingPrices, match="rate of renewables"):
        rated(BILLS["shop"], surcharges=twice)


def test_a_price_that_contains_the_funds_adds_none() -> None:
    assert [one.component for one in rated(BILLS["household"]).lines] == ["energy", "tier", "tier"]


def test_a_floating_price_without_the_ratio_of_a_period_makes_no_bill() -> None:
    with pytest.raises(MissingPrice, match="ratio of peak hours in mill"):
        rated(BILLS["mill that suspends"], ratios=tuple(one for one in BOOK.ratios if one.period != "peak"))


def test_a_gap_in_the_prices_is_no_price_of_zero() -> None:
    item = BOOK.item("SHOP", APRIL)
    gap = date(2025, 4, 16)
    ending = tuple(replace(one, valid_to=gap) for one in item.prices if one.valid_to is None)
    items = (replace(item, prices=ending),)
    with pytest.raises(MissingPrice, match="no price of energy of SHOP holds on 2025-04-16"):
        rated(BILLS["shop"], items=items)
    assert rated(replace(BILLS["shop"], period_end=gap), items=items).total == 614


def test_the_tiers_of_a_month_are_so_many_times_as_high_on_a_bill_of_several() -> None:
    """Blocks of 280 kWh a month: of 600 kWh in two months 40 are above 560, at 0.05 more."""
    two = case("HOME", energy=used(total=600), household="five_persons", months_billed=2)
    assert rate(replace(two, months_billed=1), BOOK, SETTLED).money("tier") == Decimal("16.00")
    assert rate(two, BOOK, SETTLED).money("tier") == Decimal("2.00")


def test_the_same_tiers_in_a_new_document_are_no_change() -> None:
    day = date(2025, 4, 16)
    renewed = [replace(one, valid_from=day, source="new") for one in BOOK.tiers]
    tiers = (*(replace(one, valid_to=day) for one in BOOK.tiers), *renewed)
    bill = case("HOME", energy=used(total=500), used_before=2000)
    assert rate(bill, book_with(tiers=tiers), SETTLED).total == rate(bill, BOOK, SETTLED).total


def test_energy_of_hours_that_some_days_lack_is_not_spread_over_their_several_prices() -> None:
    """Sharp hours begin on the 11th and cost more from the 21st: nobody knows how much was used at which price."""
    home = BOOK.item("NIGHT", APRIL)
    sharp = replace(home.prices[0], period="sharp", valid_from=date(2025, 4, 11), valid_to=date(2025, 4, 21))
    dearer = replace(sharp, price=Decimal(1), valid_from=date(2025, 4, 21), valid_to=None)
    some = replace(home, prices=(*home.prices, sharp, dearer))
    book = book_with(items=tuple(some if one is home else one for one in BOOK.items))
    bill = case("NIGHT", energy=used(sharp=10, peak=40, valley=60), used_before=0)
    with pytest.raises(MissingInput, match="the energy of sharp hours"):
        rate(bill, book, SETTLED)
    one = replace(some, prices=(*home.prices, replace(sharp, valid_to=None)))
    alike = book_with(items=tuple(one if each is home else each for each in BOOK.items))
    assert rate(bill, alike, SETTLED).total == Decimal("52.50")


def test_flat_hours_without_a_register_and_without_a_total_are_not_taken_for_nothing() -> None:
    bill = case("MILL", energy=used(peak=10, valley=10), capacity_mode="none")
    with pytest.raises(MissingInput, match="energy of flat hours is not known"):
        rated(bill)
    assert rated(replace(bill, energy=used(peak=10, flat=0, valley=10))).money("transport") == Decimal("4.73")


def test_blocks_of_a_bill_for_two_months_are_twice_as_wide() -> None:
    """400 kWh of two months: 200 at 0.5 and 200 at 0.7, and not 100, 200.5 and 99.5 of one."""
    bill = case("BLOCK", date(2025, 4, 1), date(2025, 6, 1), energy=used(total=400), months_billed=2)
    assert [line.money for line in rated(bill).lines if line.unit == "kWh"] == [100, 140, 0]
    one = rated(replace(bill, months_billed=1))
    assert [line.money for line in one.lines if line.unit == "kWh"] == [50, Decimal("140.35"), Decimal("89.55")]
    assert [(remark.word, remark.arguments["days"]) for remark in one.sheet.remarks if remark.warns] == [
        ("months_of_days", "61")
    ]


@pytest.mark.parametrize("ratio", ["0", "-1"])
def test_a_ratio_of_nothing_is_a_blank_and_gives_nothing_away(ratio: str) -> None:
    with pytest.raises(MissingInput, match="what the purchase price is multiplied by"):
        rated(replace(BILLS["shop"], purchase_ratio=Decimal(ratio)))
    plain = rated(BILLS["household"]).total
    assert rated(replace(BILLS["household"], purchase_ratio=Decimal(ratio))).total == plain
