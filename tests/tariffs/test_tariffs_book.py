"""Which datum of a book holds on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from worked_bills import BOOK

from jicha.tariffs.book import PER_UNITS, Surcharge, in_force, the_one
from jicha.tariffs.errors import MissingPrice, OverlappingPrices, WrongUnit

OLD = Surcharge("city_utility", Decimal("0.014"), date(2010, 1, 1), date(2017, 4, 1))
NEW = Surcharge("city_utility", Decimal(0), date(2017, 4, 1), allowed=False)


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2009, 12, 31), []),
        (date(2010, 1, 1), [OLD]),
        (date(2017, 3, 31), [OLD]),
        (date(2017, 4, 1), [NEW]),
        (date(2099, 1, 1), [NEW]),
    ],
)
def test_a_datum_holds_from_its_first_day_to_the_day_before_its_end(day: date, held: list[Surcharge]) -> None:
    assert in_force([OLD, NEW], day) == held


def test_no_datum_for_a_day_and_two_for_a_day_are_errors_in_both_languages() -> None:
    with pytest.raises(MissingPrice, match="no rate holds on 2009-12-31") as none:
        the_one([OLD, NEW], date(2009, 12, 31), "rate")
    with pytest.raises(OverlappingPrices, match="more than one rate holds on 2012-01-01") as two:
        the_one([OLD, OLD], date(2012, 1, 1), "rate")
    assert none.value.faults[0].chinese.startswith("2009-12-31 无有效的 rate")
    assert two.value.faults[0].chinese.startswith("2012-01-01 有多条有效的 rate")


def test_an_item_is_found_by_our_code_and_by_that_of_the_utility() -> None:
    assert BOOK.item("4010", date(2025, 1, 1)) is BOOK.item("SHOP", date(2025, 1, 1))
    with pytest.raises(MissingPrice, match="no price SHOP holds on 2019-12-31"):
        BOOK.item("SHOP", date(2019, 12, 31))
    with pytest.raises(MissingPrice, match="no price 9999 holds"):
        BOOK.item("9999", date(2025, 1, 1))


def test_two_items_of_one_code_on_one_day_are_refused() -> None:
    twice = replace(BOOK, items=(*BOOK.items, replace(BOOK.items[0], codes=("4010",))))
    with pytest.raises(OverlappingPrices, match="price 4010"):
        twice.item("4010", date(2025, 1, 1))


def test_a_source_is_named_by_its_document_else_its_title_else_its_id() -> None:
    price = BOOK.items[0].prices[0]
    assert BOOK.source_of(price) == "价〔2025〕1号"
    untitled = replace(BOOK, sources=(replace(BOOK.sources[0], document_no=""),))
    assert untitled.source_of(price) == "Price notice"
    assert replace(BOOK, sources=()).source_of(price) == "notice"


@pytest.mark.parametrize("unit", ["CNY/kwh", "元/kWh", "USD/kWh", "CNY/kW", ""])
def test_a_price_in_a_unit_that_no_line_is_computed_in_is_refused(unit: str) -> None:
    item = replace(BOOK.items[0], prices=(replace(BOOK.items[0].prices[0], unit=unit),))
    with pytest.raises(WrongUnit, match="no unit of a price") as error:
        replace(BOOK, items=(item,))
    assert "CNY/kWh" in error.value.faults[0].remedy


@pytest.mark.parametrize("unit", PER_UNITS)
def test_every_unit_of_a_price_exists_in_the_books_own_currency(unit: str) -> None:
    item = replace(BOOK.items[0], prices=(replace(BOOK.items[0].prices[0], unit=f"TWD/{unit}"),))
    assert replace(BOOK, currency="TWD", items=(item,)).items == (item,)
