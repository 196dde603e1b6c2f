"""Months or days of added capacity: the reading that holds, and the other one beside."""

from datetime import date
from decimal import Decimal

from jicha.law.act import CapacityPrice, pieces, spans_of
from jicha.law.capacity_time import beside_other_reading, capacity_charge
from jicha.law.settings import NO_SETTINGS, Choice, Settings
from jicha.terms.period import Period
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

PRICES = (CapacityPrice(Decimal(31)),)
DAYS = Settings(conventions=(Choice("capacity_time_2024", "days", "paper"),))


def charge(start: date, end: date, settings: Settings) -> Worksheet:
    sheet = Sheet("test")
    sheet.given("load", 100, "kW", origin="case")
    terms = capacity_charge(sheet, pieces(spans_of(Period(start, end)), PRICES), PRICES, settings)
    sheet.step("charge", "round(" + " + ".join(terms.values()) + ", 2)", "CNY")
    return sheet.done("charge")


def beside(start: date, end: date, settings: Settings) -> Worksheet:
    return beside_other_reading(charge(start, end, settings), lambda read: charge(start, end, read), settings)


def test_months_take_thirtieths_and_days_those_of_the_month() -> None:
    # 1 to 10 July 2024: 10/30 of a month, or 10/31
    assert charge(date(2024, 7, 1), date(2024, 7, 11), NO_SETTINGS).value_of("charge").value == Decimal("1033.33")
    assert charge(date(2024, 7, 1), date(2024, 7, 11), DAYS).value_of("charge").value == 1000


def test_in_1996_only_months_are_known() -> None:
    for settings in (NO_SETTINGS, DAYS):
        sheet = beside(date(2023, 7, 1), date(2023, 7, 11), settings)
        assert sheet.value_of("charge").value == Decimal("1033.33")
        assert sheet.alternatives == ()


def test_the_other_reading_of_2024_stands_beside_where_it_differs() -> None:
    sheet = beside(date(2024, 7, 1), date(2024, 7, 11), NO_SETTINGS)
    (other,) = sheet.alternatives
    assert (sheet.value_of("charge").value, other.value_of("charge").value) == (Decimal("1033.33"), 1000)
    assert other.remarks[0].word == "as_if_days"
    assert all(one.arguments.get("source") != "—" for one in other.remarks)
    assert any(one.word == "capacity_time_open" and one.warns for one in sheet.remarks)
    turned = beside(date(2024, 7, 1), date(2024, 7, 11), DAYS)
    assert [one.remarks[0].word for one in turned.alternatives] == ["as_if_months"]


def test_whole_months_are_the_same_by_both() -> None:
    assert beside(date(2024, 7, 1), date(2024, 9, 1), NO_SETTINGS).alternatives == ()


def test_a_month_begun_may_count_whole() -> None:
    settings = Settings(conventions=(Choice("capacity_month_part", "begun", "paper"),))
    assert charge(date(2024, 7, 1), date(2024, 7, 11), settings).value_of("charge").value == 3100
