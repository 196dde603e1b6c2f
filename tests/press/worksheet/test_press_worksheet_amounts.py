"""Numbers keep their digits, money has two decimals, units are words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jicha.press.say import Language
from jicha.press.worksheet.amounts import number_text, quantity_text, unit_text
from jicha.terms.units import Quantity, parse_quantity, parse_unit


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        ("5255.7 CNY", "5,255.70 CNY"),
        ("100 CNY", "100.00 CNY"),
        ("0.125 CNY", "0.125 CNY"),
        ("-12345678.90 CNY", "-12,345,678.90 CNY"),
        ("0.60830000 CNY/kWh", "0.6083 CNY/kWh"),
        ("8640.000 kWh", "8,640 kWh"),
        ("12 %", "12%"),
        ("3 permille/day", "3 ‰/day"),
        ("1 day", "1 day"),
        ("2 day", "2 days"),
        ("1 hour/day", "1 hour/day"),
        ("6 hour/day", "6 hours/day"),
        ("0.0008", "0.0008"),
        ("4 m^2", "4 m^2"),
        ("2 1/month", "2 1/month"),
    ],
)
def test_a_quantity_in_english(quantity: str, text: str) -> None:
    assert quantity_text(parse_quantity(quantity), Language.EN).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        ("5255.71 CNY", "5,255.71 元"),
        ("23 CNY/kVA/month", "23 元/(kVA·月)"),
        ("6 hour/day", "6 小时/天"),
        ("1 month", "1 个月"),
        ("30 day", "30 天"),
        ("60 deg", "60°"),
    ],
)
def test_a_quantity_in_chinese(quantity: str, text: str) -> None:
    assert quantity_text(parse_quantity(quantity), Language.ZH).replace("\u00a0", " ") == text


def test_a_number_with_more_digits_than_shown_is_marked() -> None:
    assert (
        quantity_text(parse_quantity("0.333333333333 kWh"), Language.EN, exact=False)
        == "≈\u00a00.333333333333\u00a0kWh"
    )


def test_a_plain_number_has_no_unit() -> None:
    assert unit_text(parse_unit(""), Language.ZH) == ""


@given(some.decimals(-(10**15), 10**15, places=6), some.sampled_from(["CNY", "kWh", ""]))
def test_no_digit_is_lost(value: Decimal, unit: str) -> None:
    text = number_text(Quantity(value, parse_unit(unit)))
    assert Decimal(text.replace(",", "")) == value
    assert unit != "CNY" or len(text.partition(".")[2]) >= 2
