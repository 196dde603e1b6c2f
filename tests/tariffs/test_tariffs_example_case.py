"""The example of a book can be computed as it is, whatever the book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from worked_bills import BOOK, SETTLED, book_with

from jicha.tariffs.biller import rate
from jicha.tariffs.book import Book
from jicha.tariffs.book_file import load_book, shipped
from jicha.tariffs.case import Case
from jicha.tariffs.example_case import NoExample, example_case
from jicha.terms.record import read


def computed(book: Book) -> Case:
    """The example of a book as a case, after its bill was computed."""
    case = read(Case, example_case(book))
    rate(case, book, SETTLED)
    return case


@pytest.mark.parametrize("item", BOOK.items, ids=lambda one: one.code)
def test_every_kind_of_price_has_an_example(item: object) -> None:
    case = computed(book_with(items=(item,)))
    assert case.price_code == item.code  # type: ignore[attr-defined]
    assert case.period_start.day == case.period_end.day == 1


def test_the_example_of_a_charge_for_capacity_names_the_machine() -> None:
    mill = BOOK.item("MILL", date(2025, 4, 1))
    assert [(one.machine, one.kva) for one in computed(book_with(items=(mill,))).capacity] == [("T1", 315)]


def test_the_example_is_of_the_latest_month_in_which_the_price_holds() -> None:
    shop = BOOK.item("SHOP", date(2025, 4, 1))
    assert computed(book_with(items=(shop,))).period_start == date(2025, 4, 1)
    ended = tuple(replace(one, valid_to=one.valid_to or date(2025, 9, 1)) for one in shop.prices)
    assert computed(book_with(items=(replace(shop, prices=ended),))).period_start == date(2025, 8, 1)


def test_a_price_that_cannot_be_computed_is_passed_over() -> None:
    empty = replace(BOOK.items[0], code="EMPTY", prices=(), tiered=False)
    assert computed(book_with(items=(empty, *BOOK.items))).price_code == "HOME"
    with pytest.raises(NoExample, match="no price of town can be computed"):
        example_case(book_with(items=(empty,)))


def test_every_book_that_ships_has_an_example() -> None:
    for name in shipped():
        assert computed(load_book(name)).price_code
