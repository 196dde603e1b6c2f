"""The money of a line, and a value of a sheet as a decimal."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import Unsettled
from jicha.tariffs.line import decimal_of, put_one_month, rounded
from jicha.terms.sheet import Sheet


@pytest.mark.parametrize(
    ("reading", "amount", "money"),
    [
        ("half_up", "0.005", "0.01"),
        ("half_up", "0.0049", "0.00"),
        ("half_up", "-0.005", "-0.01"),
        ("cut_off", "0.0099", "0.00"),
        ("cut_off", "-0.0099", "0.00"),
    ],
)
def test_money_is_rounded_as_settled(reading: str, amount: str, money: str) -> None:
    sheet = Sheet("bill")
    sheet.given("amount", Decimal(amount), "CNY", origin="case")
    sheet.step("money", rounded("amount", Settled.of({"money_rounding": reading})), "CNY")
    assert decimal_of(sheet, "money", 2) == Decimal(money)


def test_money_is_not_rounded_by_a_guess() -> None:
    with pytest.raises(Unsettled):
        rounded("amount", Settled.of({}))


def test_what_has_no_end_is_cut_to_the_places_asked_for() -> None:
    sheet = Sheet("bill")
    sheet.given("one", 1, origin="case")
    sheet.step("third", "one / 3")
    assert str(decimal_of(sheet, "third", 8)) == "0.33333333"


def test_the_month_of_monthly_prices_is_noted_once() -> None:
    sheet = Sheet("bill")
    put_one_month(sheet)
    put_one_month(sheet)
    assert [one.name for one in sheet.done("one_month").givens] == ["one_month"]
