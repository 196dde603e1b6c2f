"""Items of which a book knows a part only bill nothing that they do not know."""

from __future__ import annotations

from dataclasses import replace

import pytest
from worked_bills import APRIL, BILLS, BOOK, MAY, SETTLED, book_with, capacity, case, used

from jicha.tariffs.biller import rate
from jicha.tariffs.book import Book
from jicha.tariffs.case import Part
from jicha.tariffs.check import check
from jicha.tariffs.errors import MissingPrice
from jicha.tariffs.lacking import lacking

MILL, LAMP = BOOK.item("MILL", APRIL), BOOK.item("LAMP", APRIL)


def mill_lacks(*components: str) -> Book:
    """The book, whose mill price lacks some components."""
    return book_with(items=(*(one for one in BOOK.items if one.code != "MILL"), replace(MILL, lacks=components)))


@pytest.mark.parametrize(
    ("mode", "lacks"),
    [
        ("none", ("grid_loss",)),
        ("waived", ("grid_loss",)),
        ("capacity", ("grid_loss", "capacity")),
        ("demand_contract", ("grid_loss", "demand")),
        ("demand_actual", ("grid_loss", "demand")),
        ("compare", ("grid_loss", "capacity", "demand")),
    ],
)
def test_capacity_and_demand_are_lacking_only_where_they_are_charged(mode: str, lacks: tuple[str, ...]) -> None:
    assert lacking(replace(MILL, lacks=("grid_loss", "capacity", "demand")), mode) == lacks


def test_a_price_that_lacks_nothing_is_billed_under_every_agreement() -> None:
    assert {lacking(MILL, mode) for mode in ("none", "waived", "capacity", "demand_contract", "compare")} == {()}


def test_a_bill_whose_component_is_lacking_is_refused_in_both_languages_and_one_without_it_is_computed() -> None:
    energy = used(peak=1000, flat=2000, valley=3000)
    without = case("MILL", energy=energy)
    with_capacity = case("MILL", energy=energy, capacity_mode="capacity", capacity=capacity((100, APRIL, MAY)))
    book = mill_lacks("capacity")
    assert rate(without, book, SETTLED).total == rate(without, BOOK, SETTLED).total
    with pytest.raises(MissingPrice, match="the book does not know capacity of MILL") as error:
        rate(with_capacity, book, SETTLED)
    assert "电价本缺少 MILL 的 capacity" in error.value.faults[0].chinese
    with pytest.raises(MissingPrice, match="does not know grid_loss, system_operation of MILL"):
        rate(without, mill_lacks("grid_loss", "system_operation"), SETTLED)


def test_a_part_of_a_bill_needs_its_energy_prices_and_no_capacity() -> None:
    with_lamps = case("SHOP", energy=used(total=1000), parts=(Part("LAMP", kwh=used(total=100)[0].kwh),))
    for lacks, refused in ((("capacity", "demand"), False), (("loss",), True)):
        items = (*(one for one in BOOK.items if one.code != "LAMP"), replace(LAMP, lacks=lacks))
        if refused:
            with pytest.raises(MissingPrice, match="loss of LAMP"):
                rate(with_lamps, book_with(items=items), SETTLED)
        else:
            assert rate(with_lamps, book_with(items=items), SETTLED).total == rate(with_lamps, BOOK, SETTLED).total


def test_a_two_part_price_may_be_without_its_other_part_only_where_it_says_so() -> None:
    energy = tuple(one for one in MILL.prices if one.component not in ("capacity", "demand"))
    said = [
        [one.message for one in check(book_with(items=(replace(MILL, prices=energy, lacks=lacks),)))]
        for lacks in ((), ("demand",), ("standing",))
    ]
    bare, told, misspelt = (
        [any("two-part and has no capacity" in one for one in messages) for messages in said][place]
        for place in range(3)
    )
    assert (bare, told, misspelt) == (True, False, True)
    assert any("'standing' is no code of bill_component" in one for one in said[2])


def test_the_bills_of_the_book_are_untouched() -> None:
    assert rate(BILLS["shop"], BOOK, SETTLED).total > 0
