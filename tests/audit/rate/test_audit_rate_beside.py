"""The issued bill beside the computed one: what differs, and where to begin."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from jicha.audit.rate.beside import beside
from jicha.press.worksheet.ids import without_words
from jicha.schema import table
from jicha.tariffs.biller import Rated, rate
from jicha.tariffs.book import Book, Item, Price, Surcharge
from jicha.tariffs.case import Case, PeriodEnergy
from jicha.tariffs.conventions import Settled

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
SETTLED = Settled.of({"money_rounding": "half_up"})


def rated(*, included: bool = False) -> Rated:
    """100 kWh at 0.60, and a fund of 0.02 where the price does not contain it: 60.00 and 2.00."""
    price = Price("energy", Decimal("0.60"), "CNY/kWh", JANUARY)
    item = Item(
        "S", "", "", "commercial_industrial", "single_part", JANUARY, surcharges_included=included, prices=(price,)
    )
    book = Book("b", "36", "", "", items=(item,), surcharges=(Surcharge("renewables", Decimal("0.02"), JANUARY),))
    case = Case("S", JANUARY, FEBRUARY, region="36", energy=(PeriodEnergy("total", Decimal(100)),))
    return rate(case, book, SETTLED)


def issued(**told: int | str) -> dict[str, Any]:
    """A bill that states some figures."""
    row: dict[str, Any] = dict.fromkeys(table("bill").by_name)
    return row | {"bill_id": "b1"} | {name: Decimal(value) for name, value in told.items()}


def test_the_first_component_that_differs_is_named() -> None:
    sheet = beside(issued(kwh=100, energy_charge=60, surcharge="2.50", total_charge="62.50"), rated())
    assert str(sheet.value_of("difference_surcharge").value) == "0.5"
    assert str(sheet.value_of("difference_total").value) == "0.5"
    assert [(one.word, dict(one.arguments)) for one in sheet.remarks] == [
        ("beside_first", {"component": "beside_surcharge"})
    ]
    assert without_words(sheet) == ()


def test_energy_goes_before_money() -> None:
    sheet = beside(issued(kwh=110, energy_charge=66, surcharge="2.20", total_charge="68.20"), rated())
    assert sheet.remarks[0].arguments == {"component": "beside_quantity"}
    assert str(sheet.value_of("difference_total").value) == "6.2"


def test_a_bill_that_is_right_is_said_to_be() -> None:
    sheet = beside(issued(kwh=100, energy_charge=60, surcharge=2, total_charge=62), rated())
    assert [one.word for one in sheet.remarks] == ["beside_same"]
    assert without_words(sheet) == ()


def test_funds_that_the_price_contains_are_compared_with_the_energy() -> None:
    sheet = beside(issued(kwh=100, energy_charge=58, surcharge=2, total_charge=60), rated(included=True))
    assert [one.word for one in sheet.remarks] == ["beside_same"]
    assert "billed_surcharge" not in {one.name for one in sheet.givens}


def test_what_the_bill_does_not_state_is_not_compared() -> None:
    names = {one.name for one in beside(issued(total_charge=62), rated()).givens}
    assert names == {"billed_total", "computed_total"}
