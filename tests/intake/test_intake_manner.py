"""What a profile states once about how its source writes values."""

from datetime import date
from decimal import Decimal

import pytest

from jicha.intake.likely_time import Likely
from jicha.intake.manner import (
    DATE_OPTIONS,
    NUMBER_OPTIONS,
    PLAIN_MANNER,
    Calendar,
    DateManner,
    Manner,
    read_dates,
    read_manner,
    read_style,
)
from jicha.intake.marked_yaml import Section, read_marked
from jicha.intake.number_style import PLAIN, NumberStyle, Percent, Style
from jicha.terms.errors import Fault


def section(text: str, *known: str) -> Section:
    faults: list[Fault] = []
    return Section(read_marked(text, "p.yaml"), faults, known)


def messages(one: Section) -> list[str]:
    return [fault.message for fault in one.faults]


def test_a_file_says_more_than_its_profile_and_keeps_the_rest() -> None:
    whole = read_manner(section("numbers: {style: european, accounting: yes}", "numbers", "dates"), PLAIN_MANNER)
    one = read_manner(section("{numbers: {style: grouped}, dates: {excel: 1904}}", "numbers", "dates"), whole)
    assert one == Manner(
        numbers=NumberStyle(Style.GROUPED, accounting=True), dates=DateManner(Calendar.EXCEL_1904), confirmed=False
    )


def test_units_and_percent_belong_to_columns_and_not_to_a_source() -> None:
    one = section("numbers: {percent: yes}", "numbers", "dates")
    read_manner(one, PLAIN_MANNER)
    assert messages(one) == ["unknown word 'percent'"]


def test_a_column_states_unit_units_and_percent() -> None:
    one = section("{unit: kWh, units: {MWh: 1000, 万kWh: 10000}}", *NUMBER_OPTIONS)
    style = read_style(one, PLAIN)
    assert (style.unit, style.units) == ("kWh", (("MWh", Decimal(1000)), ("万kWh", Decimal(10000))))
    assert read_style(section("percent: plain", *NUMBER_OPTIONS), PLAIN).percent is Percent.PLAIN
    assert read_style(section("percent: yes", *NUMBER_OPTIONS), PLAIN).percent is Percent.SIGN
    assert messages(one) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("style: europaean", "style is 'europaean'"),
        ("percent: maybe", "percent is 'maybe'"),
        ("units: {MWh: 1e3}", "one MWh is '1e3'"),
        ("units: {MWh: 0}", "one MWh is '0'"),
        ("units: {MWh: -1}", "one MWh is '-1'"),
        ("{percent: yes, unit: kWh}", "a number is a percentage or bears a unit"),
        ("accounting: perhaps", "accounting is 'perhaps'"),
    ],
)
def test_a_style_that_is_none_is_a_fault(text: str, message: str) -> None:
    one = section(text, *NUMBER_OPTIONS)
    read_style(one, PLAIN)
    assert messages(one) == [message]


def test_likely_times_are_stated_by_days_or_by_the_receipt_or_not_at_all() -> None:
    base = DateManner()
    stated = read_dates(section("sane: {from: 1990-01-01, to: 2030-12-31}", *DATE_OPTIONS), base)
    assert stated.sane == Likely(date(1990, 1, 1), latest=date(2030, 12, 31))
    received = read_dates(section("{excel: 1900, sane: {from: 1990-01-01, to: received}}", *DATE_OPTIONS), base)
    assert received == DateManner(Calendar.EXCEL_1900, Likely(date(1990, 1, 1), days_after_receipt=1))
    assert read_dates(section("sane: no", *DATE_OPTIONS), received) == DateManner(Calendar.EXCEL_1900, None, any=True)
    assert read_dates(section("excel: 1904", *DATE_OPTIONS), stated).sane == stated.sane


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("excel: 1905", "excel is '1905'"),
        ("sane: {from: 1990-02-30}", "'1990-02-30' is not in the calendar"),
        ("sane: {since: 1990-01-01}", "unknown word 'since'"),
    ],
)
def test_dates_that_are_none_are_a_fault(text: str, message: str) -> None:
    one = section(text, *DATE_OPTIONS)
    read_dates(one, DateManner())
    assert messages(one) == [message]
