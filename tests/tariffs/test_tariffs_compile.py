"""A book as tables prices every day as the book does, or is refused."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
import pytest
import worked_bills
from compiled_prices import price_in_period
from hypothesis import given, settings
from hypothesis import strategies as st
from region_book import BOOK, changed

from jicha.schema import table
from jicha.tariffs.book import Book, Item, in_force
from jicha.tariffs.book_file import load_book, read_book, shipped
from jicha.tariffs.case import Case, PeriodEnergy
from jicha.tariffs.compile import TABLES, CannotCompile, tables_of
from jicha.tariffs.funds import for_class, funds_of, rate_on
from jicha.tariffs.price_of_day import energy_price, energy_slots

TABLES_OF_HILL = tables_of(BOOK)
FIRST, LAST = date(2018, 12, 1), date(2026, 3, 1)


def rows(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = TABLES_OF_HILL[name].to_pylist()
    return found


def test_every_table_is_in_the_canonical_schema_and_no_key_stands_twice() -> None:
    assert tuple(TABLES_OF_HILL) == TABLES
    for name, found in TABLES_OF_HILL.items():
        assert found.schema == table(name).arrow_schema
        keys = Counter(tuple(row[column] for column in table(name).primary_key) for row in found.to_pylist())
        assert set(keys.values()) == {1}, name


def test_the_same_book_gives_the_same_rows() -> None:
    assert all(tables_of(BOOK)[name].equals(found) for name, found in TABLES_OF_HILL.items())


def test_exactly_one_edition_is_in_force_on_each_day_of_the_book() -> None:
    for number in range((LAST - FIRST).days):
        day = FIRST + timedelta(number)
        held = [
            one["book_id"]
            for one in rows("price_book")
            if one["valid_from"] <= day and (one["valid_to"] is None or day < one["valid_to"])
        ]
        assert len(held) == (day >= date(2019, 1, 1)), day


def test_an_edition_says_its_documents_and_its_weakest_confidence() -> None:
    first, second = rows("price_book")[:2]
    assert first["book_id"] == "99@2019-01-01"
    assert first["document_no"] == "山价〔2019〕7号；山价〔2025〕3号"
    assert (first["confidence"], first["source"]) == ("u", "Notice of 2019；Notice of 2025；Hearsay")
    assert first["issued_on"] is None  # no document of it is older than its first day
    assert second["issued_on"] == date(2019, 5, 20)


def test_a_price_has_a_row_for_every_code_that_a_utility_writes() -> None:
    codes = {one["price_code"] for one in rows("price_item") if one["book_id"] == "99@2019-01-01"}
    assert codes == {"HOME", "1001", "1002", "SHOP", "MILL", "2001"}
    voltages = {one["price_code"]: one["supply_voltage"] for one in rows("price_item")}
    assert (voltages["MILL"], voltages["HOME"]) == ("ac_10_kv", None)  # two voltages are no one voltage


def test_prices_are_multiplied_out_only_for_the_periods_of_the_calendar() -> None:
    found = {
        (one["component"], one["period_of_day"]): one
        for one in rows("price_component")
        if (one["book_id"], one["price_code"]) == ("99@2019-01-01", "2001")
    }
    assert sorted(found) == [
        ("capacity", "total"), ("demand", "total"), ("market_energy", "flat"), ("market_energy", "peak"),
        ("market_energy", "valley"), ("transport", "total"),
    ]  # fmt: skip
    assert found["market_energy", "peak"]["unit_price"] == Decimal("0.6153")
    assert found["capacity", "total"]["capacity_price"] == Decimal(28)
    assert found["capacity", "total"]["unit_price"] is None
    assert found["demand", "total"]["demand_price"] == Decimal(40)
    assert found["transport", "total"]["in_power_factor_base"] is False
    assert [found[one, "total"]["floats"] for one in ("transport", "capacity")] == [False, False]
    assert found["market_energy", "flat"]["floats"] is True


def test_the_national_table_of_the_power_factor_is_there_once() -> None:
    found = {(one["power_factor_standard"], str(one["power_factor"])): str(one["percent"]) for one in
             rows("power_factor_step")}  # fmt: skip
    assert len(found) == 3 * 101
    assert (found["std_085", "0.97"], found["std_090", "0.90"], found["std_080", "0.50"]) == ("-1.10", "0.00", "25.00")


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ((("price: 0.54,", "price: 0.54, months: [1],"),), "HOME has prices by season"),
        ((("price: 0.54,", "price: 0.54, above_kwh: 9,"),), "HOME has blocks"),
        ((("price: 0.54, unit: CNY/kWh", "price: 0.54, unit: CNY/month"),), "HOME charges energy by the month"),
        ((("component: transport", "component: loss"),), "SHOP charges loss by the kWh"),
        ((("price_digits: 4", "price_digits: 4\n    demand: {least_kw: 5}"),), "MILL has a demand rule of its own"),
        ((("price: 0.54,", "price: 0.123456789,"),), "more than 8 decimals"),
        ((('region: "99"', 'region: "99"\ncurrency: TWD'), *[("CNY/", "TWD/")] * 9), "the book is in TWD"),
    ],
)
def test_what_the_tables_have_no_form_for_is_refused_in_both_languages(
    pairs: tuple[tuple[str, str], ...], words: str
) -> None:
    with pytest.raises(CannotCompile, match=words) as error:
        tables_of(read_book(changed(*pairs)))
    assert "jicha rate" in error.value.faults[0].chinese
    assert error.value.faults[0].message_zh != error.value.faults[0].message


def test_all_obstacles_are_told_at_once() -> None:
    with pytest.raises(CannotCompile) as error:
        tables_of(worked_bills.BOOK)
    told = [one.message for one in error.value.faults]
    assert told == [
        "BLOCK has blocks of the month's energy", "BLOCK charges other by the month",
        "RATCHET has a demand rule of its own", "RATCHET has prices by season",
        "STEPS has a demand rule of its own",
    ]  # fmt: skip


def test_a_change_of_price_within_a_bill_is_seen_and_weighted_by_its_days() -> None:
    found = price_in_period(TABLES_OF_HILL, "1001", date(2019, 6, 16), date(2019, 7, 16))
    assert (found["days"], found["changes"], found["unsettled"]) == (30, True, False)
    assert found["energy_total_price_days"] == Decimal("0.56") * 15 + Decimal("0.54") * 15
    unsettled = price_in_period(TABLES_OF_HILL, "1001", date(2019, 6, 16), date(2019, 7, 16), reading=None)
    assert unsettled["unsettled"]


@cache
def compiled(price: str, rise: date, ratio: str) -> tuple[Book, dict[str, pa.Table]]:
    """A book whose floating price and whose ratio change on days of their own."""
    mill = BOOK.item("MILL", FIRST + timedelta(60))
    old, rest = mill.prices[0], mill.prices[1:]
    prices = (replace(old, valid_to=rise), replace(old, valid_from=rise, price=Decimal(price)), *rest)
    ratios = tuple(replace(one, ratio=Decimal(ratio)) if one.period == "valley" else one for one in BOOK.ratios)
    items = tuple(replace(mill, prices=prices) if one.code == "MILL" else one for one in BOOK.items)
    book = replace(BOOK, items=items, ratios=ratios)
    return book, dict(tables_of(book))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["0.4102", "0.39995", "0.00005"]),
    st.dates(date(2019, 1, 2), date(2026, 2, 1)),
    st.sampled_from(["0.4", "0.333333", "1"]),
    st.sampled_from(["HOME", "1002", "SHOP", "2001"]),
    st.dates(FIRST, LAST),
    st.integers(1, 40),
)
def test_the_tables_price_every_bill_as_the_book_prices_its_days(
    price: str, rise: date, ratio: str, code: str, start: date, days: int
) -> None:
    book, tables = compiled(price, rise, ratio)
    agrees(book, tables, code, start, days)


def agrees(book: Book, tables: dict[str, pa.Table], code: str, start: date, days: int) -> None:
    """The compiled price of each line times days is the sum of the book's prices of those days."""
    each = [start + timedelta(number) for number in range(days)]
    items = [next((one for one in in_force(book.items, day) if code in (one.code, *one.codes)), None) for day in each]
    found = price_in_period(tables, code, start, start + timedelta(days))
    if None in items:
        assert not found or found["days_without_price"] == items.count(None)
        return
    expected = _by_the_book(book, [one for one in items if one], code, each)
    stated = {name: value for name, value in found.items() if name.endswith("_price_days") and value}
    beside = {name for name in stated if name not in expected}
    assert beside <= {"market_energy_sharp_price_days"}  # hours that the calendar has in other months
    assert {name: value for name, value in stated.items() if name not in beside} == {
        name: value for name, value in expected.items() if value
    }


def _by_the_book(book: Book, items: list[Item], code: str, days: list[date]) -> dict[str, Decimal]:
    """The prices of the days, summed up, as the scalar biller takes them from the book."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    case = Case(code, days[0], days[-1] + timedelta(1), energy=(PeriodEnergy("total", Decimal(1)),))
    for item, day in zip(items, days, strict=True):
        for slot in energy_slots(book, item, case):
            quote = energy_price(book, item, slot, day)
            found[f"{slot.price.component}_{slot.period}_price_days"] += quote.price if quote else Decimal(0)
        for one in in_force(item.prices, day):
            if one.component in ("capacity", "demand"):
                found[f"{one.component}_price_days"] += one.price
        for fund in funds_of(book) if not item.surcharges_included else ():
            rate = rate_on(for_class(book, fund, item.price_class), day)
            if rate is not None and rate.allowed:
                found[f"surcharge_{fund}_price_days"] += rate.rate
    return dict(found)


def test_every_book_that_ships_and_can_be_compiled_prices_its_first_days_as_it_says() -> None:
    compared = 0
    for name in shipped():
        book = load_book(name)
        try:
            tables = dict(tables_of(book))
        except CannotCompile:
            continue
        for item in book.items:
            found = price_in_period(tables, item.code, item.valid_from, item.valid_from + timedelta(1))
            if item.lacks:
                assert not found  # a part of a price is no price
                continue
            expected = {
                line: value for line, value in _by_the_book(book, [item], item.code, [item.valid_from]).items() if value
            }
            assert {line: found[line] for line in expected} == expected
            compared += 1
    assert compared >= len(shipped())
