"""Decimal digits, times, text and bits are read exactly; what holds no value says why."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from jicha.intake.frames.bcd import Scale, is_time, read, size_of, year_of

POWER = Scale(decimals=4, signed=True)


@pytest.mark.parametrize(
    ("digits", "scale", "value"),
    [
        ("2297", Scale(1), Decimal("229.7")),
        ("00123456", Scale(2), Decimal("1234.56")),
        ("00000000", Scale(2), Decimal("0.00")),
        ("002305", POWER, Decimal("0.2305")),
        ("802305", POWER, Decimal("-0.2305")),
        ("992305", POWER, Decimal("-19.2305")),  # 80 of 99 is the sign
        ("99", Scale(), Decimal("99")),  # no sign bit here: all of it is digits
    ],
)
def test_decimal_digits_are_numbers(digits: str, scale: Scale, value: Decimal) -> None:
    found = read("bcd", bytes.fromhex(digits), scale)
    assert (found.value, found.note) == (value, None)
    assert isinstance(found.value, Decimal)


def test_a_negative_zero_is_zero() -> None:
    assert str(read("bcd", bytes.fromhex("800000"), POWER).value) == "0.0000"


@pytest.mark.parametrize(
    ("form", "digits", "note"),
    [
        ("bcd", "FFFFFFFF", "fill"),
        ("bcd", "EEEEEE", "fill"),
        ("bcd", "0012A4", "not_decimal"),
        ("bcd", "12E4", "not_decimal"),  # never read as 12 times ten to the 4th
        ("YYMMDDhhmm", "FFFFFFFFFF", "fill"),
        ("YYMMDDhhmm", "0000000000", "no_time"),
        ("YYMMDDhhmm", "2613010000", "not_a_time"),
        ("YYMMDDhhmm", "2602300000", "not_a_time"),
        ("hhmmss", "246000", "not_a_time"),
        ("DDhh", "3200", "not_a_time"),
        ("ascii", "0000", "blank"),
        ("ascii", "4180", "not_ascii"),
        ("raw", "1234", "layout_not_known"),
    ],
)
def test_bytes_without_a_value_say_why(form: str, digits: str, note: str) -> None:
    found = read(form, bytes.fromhex(digits), POWER)
    assert found.value is None
    assert found.note is not None
    assert found.note.note == note


@pytest.mark.parametrize(
    ("form", "digits", "value"),
    [
        ("YYMMDDhhmm", "2601150930", datetime(2026, 1, 15, 9, 30)),
        ("YYMMDDhhmmss", "260115093059", datetime(2026, 1, 15, 9, 30, 59)),
        ("YYMMDDWW", "26011504", date(2026, 1, 15)),  # a Thursday
        ("YYMMDDWWhhmmss", "26011504093059", datetime(2026, 1, 15, 9, 30, 59)),
        ("hhmmss", "093059", time(9, 30, 59)),
        ("MMDDhhmm", "01150930", "01-15 09:30"),
        ("DDhh", "0100", "01 00"),
        ("hhmmNN", "083002", "08:30 #2"),
        ("MMDDNN", "070103", "07-01 #3"),
    ],
)
def test_times_are_times(form: str, digits: str, value: object) -> None:
    found = read(form, bytes.fromhex(digits), Scale())
    assert (found.value, found.note) == (value, None)


def test_a_wrong_day_of_the_week_is_said_and_the_date_kept() -> None:
    found = read("YYMMDDWW", bytes.fromhex("26011505"), Scale())
    assert found.value == date(2026, 1, 15)
    assert found.note is not None
    assert (found.note.note, found.note.argument) == ("weekday_differs", "5")


def test_sunday_is_nought_or_seven() -> None:
    assert read("YYMMDDWW", bytes.fromhex("26011800"), Scale()).note is None
    assert read("YYMMDDWW", bytes.fromhex("26011807"), Scale()).note is None


def test_a_demand_brings_its_time() -> None:
    found = read("demand", bytes.fromhex("2601151945012345"), Scale(4))
    assert (found.value, found.at) == (Decimal("1.2345"), datetime(2026, 1, 15, 19, 45))


def test_a_demand_that_never_happened_keeps_its_zero_and_says_so() -> None:
    found = read("demand", bytes.fromhex("0000000000000000"), Scale(4))
    assert (found.value, found.at) == (Decimal("0.0000"), None)
    assert found.note is not None
    assert found.note.note == "no_time"


def test_text_numbers_and_bits_keep_their_form() -> None:
    assert read("ascii", b"\x00DDZY71  ", Scale()).value == "DDZY71"
    assert read("digits", bytes.fromhex("000000123456"), Scale()).value == "000000123456"
    assert read("bits", bytes.fromhex("0014"), Scale()).value == "0000000000010100"
    assert read("hex", bytes.fromhex("00AB"), Scale()).value == "00AB"
    assert read("binary", bytes.fromhex("0100"), Scale()).value == Decimal(256)


def test_sizes_follow_from_forms() -> None:
    sizes = {form: size_of(form, digits) for form, digits in (("bcd", 6), ("bcd", 5), ("ascii", 6), ("hhmmss", 0))}
    assert sizes == {"bcd": 3, "ascii": 6, "hhmmss": 3}
    assert size_of("demand", 6) == 8
    assert is_time("MMDDhhmm")
    assert not is_time("bcd")


def test_two_digits_of_a_year_lie_between_1990_and_2089() -> None:
    assert [year_of(year) for year in (0, 26, 89, 90, 99)] == [2000, 2026, 2089, 1990, 1999]
