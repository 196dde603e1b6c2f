"""Every service of DL/T 645-1997, asked and answered, with frames put together by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from framing import dlt645, low_first

from jicha.intake.frames import Frame, Item, Place
from jicha.intake.frames.dlt645 import parse
from jicha.intake.frames.dlt645_1997 import identifier_of


def read(control: int, content: str) -> Frame:
    return parse(dlt645(control, content), 0)


def note(item: Item) -> str:
    return item.note.note if item.note else ""


@pytest.mark.parametrize(
    ("identifier", "digits", "value", "unit"),
    [
        ("9010", "00123456", "1234.56", "kWh"),
        ("9422", "00000100", "1.00", "kWh"),
        ("9110", "00000100", "1.00", "kvarh"),
        ("A010", "012345", "1.2345", "kW"),
        ("B611", "0229", "229", "V"),
        ("B622", "0512", "5.12", "A"),
        ("B630", "001234", "0.1234", "kW"),
        ("B640", "0123", "1.23", "kvar"),
        ("B650", "0985", "0.985", ""),
        ("B212", "0012", "12", "count"),
        ("B320", "000060", "60", "min"),
        ("C030", "001600", "1600", "imp/kWh"),
        ("C119", "00001234", "123.4", "kWh"),
    ],
)
def test_values_have_scale_and_unit(identifier: str, digits: str, value: str, unit: str) -> None:
    (item,) = read(0x81, low_first(identifier, digits)).items
    assert (item.identifier, item.value, item.unit, item.note) == (identifier, Decimal(value), unit, None)


def test_dates_and_times() -> None:
    assert read(0x81, low_first("C010", "26011504")).items[0].value == date(2026, 1, 15)
    assert read(0x81, low_first("B010", "01150930")).items[0].value == "01-15 09:30"


def test_a_block_ends_with_a_divider_or_without() -> None:
    values = low_first("901F", "00000300", "00000100", "00000200")
    for content in (values, values + "AA"):
        assert [(one.identifier, one.value) for one in read(0x81, content).items] == [
            ("9010", Decimal("3.00")),
            ("9011", Decimal("1.00")),
            ("9012", Decimal("2.00")),
        ]


def test_several_identifiers_may_be_asked_for_at_once() -> None:
    frame = read(0x01, low_first("C010") + "AA" + low_first("C011"))
    assert [one.identifier for one in frame.items] == ["C010", "C011"]


def test_a_status_word_is_taken_apart() -> None:
    items = read(0x81, low_first("C020", "14")).items
    assert {one.identifier: one.value for one in items[1:]}["C020#2"] == Decimal(1)  # battery low


@pytest.mark.parametrize(("bits", "names"), [("02", ["数据标识错"]), ("05", ["非法数据", "密码错"])])
def test_an_error_word_is_taken_apart(bits: str, names: list[str]) -> None:
    assert [one.name_zh for one in read(0xC1, bits).items] == [f"错误: {name}" for name in names]


def test_an_error_without_a_bit_says_nothing_more() -> None:
    assert [note(one) for one in read(0xC1, "00").items] == ["no_data"]


def test_parts_follow_each_other_without_numbers() -> None:
    first, last = read(0xA1, low_first("901F") + "00" * 4), read(0x82, low_first("901F") + "00" * 4)
    assert (first.part and first.part.place, last.part and last.part.place) == (Place.FIRST, Place.LAST)


def test_a_write_shows_the_value_and_never_the_password() -> None:
    frame = read(0x04, low_first("C111") + "00123456" + "15")
    assert frame.items[0].value == Decimal(15)
    assert [note(one) for one in frame.items] == ["", "", "secret"]
    assert [note(one) for one in read(0x81, low_first("C212", "00123456")).items] == ["secret"]


@pytest.mark.parametrize(
    ("control", "content", "service", "notes"),
    [
        (0x02, low_first("901F"), "read_following", ["asked"]),
        (0x03, "", "reread", []),
        (0x84, "", "write", []),
        (0x0A, low_first("202208310002"), "write_address", [""]),
        (0x0C, "08", "change_rate", [""]),
        (0x8C, "08", "change_rate", [""]),
        (0x0F, "00123456" + "00654321", "change_password", ["secret", "secret"]),
        (0x8F, "00654321", "change_password", ["secret"]),
        (0x10, "00123456", "clear_demand", ["secret"]),
        (0x90, "", "clear_demand", []),
        (0x01, "10", "read", ["extra"]),
        (0x81, "10", "read", ["extra"]),
        (0x04, "1090", "write", ["extra"]),
        (0x0A, "1090", "write_address", ["extra"]),
        (0x0F, "1090", "change_password", ["extra"]),
    ],
)
def test_services_are_named_with_what_they_say(control: int, content: str, service: str, notes: list[str]) -> None:
    frame = read(control, content)
    assert (frame.service, [note(one) for one in frame.items]) == (service, notes)


def test_the_identifier_is_written_highest_byte_first() -> None:
    assert identifier_of(bytes.fromhex("1090")) == "9010"
    assert identifier_of(b"") == ""
