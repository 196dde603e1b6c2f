"""Every service of DL/T 645-2007, asked and answered, with frames put together by hand."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from framing import dlt645, low_first

from jicha.intake.frames import Frame, Item, Kind, Place
from jicha.intake.frames.dlt645 import parse
from jicha.intake.frames.dlt645_2007 import bits_per_second, identifier_of

RIGHTS = "04" + "123456" + "78563412"  # level 04, password, operator 12345678


def read(control: int, content: str) -> Frame:
    return parse(dlt645(control, content), 0)


def said(control: int, content: str) -> list[tuple[str, object, str, str]]:
    """Identifier, value, unit and note of each item."""
    return [(one.identifier, one.value, one.unit, note(one)) for one in read(control, content).items]


def note(item: Item) -> str:
    return item.note.note if item.note else ""


def test_a_read_asks_for_one_identifier() -> None:
    assert said(0x11, low_first("00010000")) == [("00010000", None, "", "asked")]


def test_a_read_of_load_records_says_how_many_and_from_when() -> None:
    frame = read(0x11, low_first("06010001") + "02" + low_first("2601150000"))
    assert [(one.name, one.value) for one in frame.items[1:]] == [
        ("records asked for", "02"),
        ("time", datetime(2026, 1, 15)),
    ]


@pytest.mark.parametrize(
    ("identifier", "digits", "value", "unit"),
    [
        ("00010000", "00123456", "1234.56", "kWh"),
        ("00000000", "80001234", "-12.34", "kWh"),  # combined energy has a sign
        ("00010000", "80001234", "800012.34", "kWh"),  # forward energy has none
        ("00050000", "00000001", "0.01", "kvarh"),
        ("00090000", "00010000", "100.00", "kVAh"),
        ("02010100", "2297", "229.7", "V"),
        ("02020100", "005123", "5.123", "A"),
        ("02020100", "805123", "-5.123", "A"),
        ("02030000", "801234", "-0.1234", "kW"),
        ("02040300", "000012", "0.0012", "kvar"),
        ("02050000", "012000", "1.2000", "kVA"),
        ("02060000", "0985", "0.985", ""),
        ("02060100", "8985", "-0.985", ""),
        ("02070100", "1200", "120.0", "deg"),
        ("02800001", "000123", "0.123", "A"),
        ("02800002", "4998", "49.98", "Hz"),
        ("02800007", "8055", "-5.5", "degC"),
        ("0280000A", "00012345", "12345", "min"),
        ("03300D00", "000003", "3", "count"),
        ("04000103", "15", "15", "min"),
        ("04000306", "000200", "200", ""),
        ("04000409", "001600", "1600", "imp/kWh"),
        ("04000E03", "2640", "264.0", "V"),
        ("00900200", "00001050", "10.50", "CNY"),
        ("13010002", "000060", "60", "min"),
        ("1D000001", "000007", "7", "count"),
    ],
)
def test_values_have_scale_sign_and_unit(identifier: str, digits: str, value: str, unit: str) -> None:
    (item,) = read(0x91, low_first(identifier, digits)).items
    assert (item.identifier, item.value, item.unit, item.note) == (identifier, Decimal(value), unit, None)
    assert isinstance(item.value, Decimal)
    assert item.raw == digits


def test_a_block_of_rates_gives_total_and_rates() -> None:
    frame = read(0x91, low_first("0001FF00", "00010000", "00001000", "00003000", "00004000", "00002000"))
    assert [(one.identifier, one.value) for one in frame.items] == [
        ("00010000", Decimal("100.00")),
        ("00010100", Decimal("10.00")),
        ("00010200", Decimal("30.00")),
        ("00010300", Decimal("40.00")),
        ("00010400", Decimal("20.00")),
    ]
    assert [one.quantity for one in frame.items] == ["active_total", "", "", "", ""]


def test_a_block_of_phases_gives_each_and_keeps_what_is_missing_missing() -> None:
    frame = read(0x91, low_first("0201FF00", "2297", "FFFF", "2301"))
    assert [(one.identifier, one.value, note(one)) for one in frame.items] == [
        ("02010100", Decimal("229.7"), ""),
        ("02010200", None, "fill"),
        ("02010300", Decimal("230.1"), ""),
    ]


def test_a_demand_has_its_time() -> None:
    (item,) = read(0x91, low_first("01010000", "012345", "2601151945")).items
    assert (item.value, item.unit, item.at) == (Decimal("1.2345"), "kW", datetime(2026, 1, 15, 19, 45))
    assert item.quantity == "max_demand"


def test_dates_times_and_numbers_are_themselves() -> None:
    assert read(0x91, low_first("04000101", "26011504")).items[0].value == date(2026, 1, 15)
    assert str(read(0x91, low_first("04000102", "093059")).items[0].value) == "09:30:59"
    assert read(0x91, low_first("04000401", "202208310002")).items[0].value == "202208310002"
    assert read(0x91, low_first("0400040B") + b"DDZY719   "[::-1].hex()).items[0].value == "DDZY719"


def test_a_status_word_is_taken_apart_into_its_bits() -> None:
    frame = read(0x91, low_first("04000501", "0014"))
    assert frame.items[0].value == "0000000000010100"
    bits = {one.identifier: (one.name_zh, one.value) for one in frame.items[1:]}
    assert bits["04000501#2"] == ("时钟电池欠压", Decimal(1))
    assert bits["04000501#4"] == ("有功功率方向反向", Decimal(1))
    assert bits["04000501#3"] == ("停电抄表电池欠压", Decimal(0))


def test_an_event_record_is_taken_apart() -> None:
    energies = [f"{number:08d}" for number in range(100, 1300, 100)]
    content = low_first("03300D01", "260115093000", "260115094500", *energies)
    items = read(0x91, content).items
    assert len(items) == 14
    assert [one.value for one in items[:4]] == [
        datetime(2026, 1, 15, 9, 30),
        datetime(2026, 1, 15, 9, 45),
        Decimal("1.00"),
        Decimal("2.00"),
    ]
    assert items[8].name_zh.endswith("开表盖后正向有功总电能")
    assert (items[8].value, items[8].unit, items[10].unit) == (Decimal("7.00"), "kWh", "kvarh")


def test_a_freeze_block_dates_its_values() -> None:
    parts = [low_first("2601150000"), low_first("00010000", "00001000"), low_first("00000200", "00000100"), *[""] * 9]
    content = low_first("0506FF01") + "".join(part + "AA" for part in parts)
    items = read(0x91, content).items
    assert [(one.identifier, one.value) for one in items] == [
        ("05060001", datetime(2026, 1, 15)),
        ("05060101.0", Decimal("100.00")),
        ("05060101.1", Decimal("10.00")),
        ("05060201.0", Decimal("2.00")),
        ("05060201.1", Decimal("1.00")),
    ]
    assert {one.at for one in items} == {datetime(2026, 1, 15)}


def test_what_is_unknown_comes_as_hex_without_a_unit() -> None:
    assert said(0x91, low_first("0F0F0F0F") + "0123") == [("0F0F0F0F", "2301", "", "unknown")]


def test_what_does_not_fit_its_layout_has_no_value() -> None:
    assert said(0x91, low_first("02010100") + "970200") == [("02010100", None, "", "length_differs")]
    assert said(0x91, low_first("02010100")) == [("02010100", None, "", "no_data")]


@pytest.mark.parametrize(("digits", "why"), [("FFFFFFFF", "fill"), ("EEEEEEEE", "fill"), ("0012A456", "not_decimal")])
def test_sentinels_and_hex_digits_have_no_value(digits: str, why: str) -> None:
    assert said(0x91, low_first("00010000", digits)) == [("00010000", None, "kWh", why)]


def test_an_error_word_is_taken_apart_into_its_bits() -> None:
    frame = read(0xD1, "06")
    assert frame.kind is Kind.ERROR_REPLY
    assert [(one.identifier, one.name) for one in frame.items] == [
        ("bit1", "error: no such data"),
        ("bit2", "error: wrong password or no right"),
    ]


def test_the_error_word_of_security_has_its_own_bits() -> None:
    frame = read(0xC3, "0801")
    assert [one.name_zh for one in frame.items] == ["错误: 身份认证失败", "错误: 电表挂起"]


def test_parts_of_a_long_item_are_parts_until_the_last() -> None:
    first = read(0xB1, low_first("0001FF00") + "00" * 4)
    assert (first.more, first.part and first.part.place, note(first.items[0])) == (True, Place.FIRST, "part")
    middle = read(0xB2, low_first("0001FF00") + "00" * 4 + "01")
    assert (middle.part and middle.part.place, middle.sequence) == (Place.MIDDLE, 1)
    last = read(0x92, low_first("0001FF00") + "00" * 4 + "02")
    assert (last.service, last.part and last.part.place, last.sequence) == ("read_following", Place.LAST, 2)


def test_reading_on_names_the_part_and_says_when_it_does_not() -> None:
    assert read(0x12, low_first("0001FF00") + "01").sequence == 1
    short = read(0x12, low_first("0001FF00"))
    assert short.note is not None
    assert short.note.note == "short"


def test_a_write_shows_the_value_and_the_operator_but_never_the_password() -> None:
    frame = read(0x14, low_first("04000103") + RIGHTS + "30")
    values = {one.name: one.value for one in frame.items}
    assert values["Demand period"] == Decimal(30)
    assert (values["operator"], values["level of the right"], values["password"]) == ("12345678", "04", None)
    assert "123456" not in "".join(one.raw for one in frame.items if one.name == "password")
    assert all("563412" not in one.raw or one.name == "operator" for one in frame.items)


def test_passwords_are_not_shown_when_they_are_read_either() -> None:
    (item,) = read(0x91, low_first("04000C03", "02123456")).items
    assert (item.value, item.raw, note(item)) == (None, "", "secret")


@pytest.mark.parametrize(
    ("control", "content", "service", "shown"),
    [
        (0x13, "", "read_address", {}),
        (0x93, low_first("202208310002"), "read_address", {"Communication address": "202208310002"}),
        (0x15, low_first("202208310002"), "write_address", {"Communication address": "202208310002"}),
        (0x95, "", "write_address", {}),
        (0x16, "99999999", "freeze", {"freeze at": "*-* *:*"}),  # now
        (0x16, low_first("99990130"), "freeze", {"freeze at": "*-* 01:30"}),  # each day
        (0x16, low_first("99150000"), "freeze", {"freeze at": "*-15 00:00"}),  # each month
        (0x17, "08", "change_rate", {"communication rate": "2400 bit/s"}),
        (0x97, "08", "change_rate", {"communication rate": "2400 bit/s"}),
        (0x1A, RIGHTS, "clear_meter", {"operator": "12345678"}),
        (0x9A, "", "clear_meter", {}),
        (0x19, RIGHTS, "clear_demand", {"operator": "12345678"}),
        (0x1C, RIGHTS + "1A00" + low_first("260116000000"), "control",
         {"command: trip": "1A", "valid until": datetime(2026, 1, 16)}),
        (0x9C, "", "control", {}),
        (0x1D, "01", "output", {"output: demand period": "01"}),
        (0x94, "", "write", {}),
        (0x96, "", "freeze", {}),
        (0x99, "", "clear_demand", {}),
        (0x9B, "", "clear_events", {}),
    ],
)  # fmt: skip
def test_commands_are_named_with_what_they_say(
    control: int, content: str, service: str, shown: dict[str, object]
) -> None:
    frame = read(control, content)
    values = {one.name: one.value for one in frame.items}
    assert frame.service == service
    assert {name: values[name] for name in shown} == shown


def test_clearing_events_says_which() -> None:
    assert said(0x1B, RIGHTS + "FFFFFFFF")[-1] == ("", None, "", "")
    assert said(0x1B, RIGHTS + low_first("03300D00"))[-1] == ("03300D00", None, "", "asked")


def test_changing_a_password_shows_neither() -> None:
    frame = read(0x18, low_first("04000C01") + "02123456" + "02654321")
    assert [note(one) for one in frame.items] == ["asked", "secret", "secret"]
    assert [note(one) for one in read(0x98, "02654321").items] == ["secret"]


@pytest.mark.parametrize(
    "control", [0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x13, 0x15, 0x14, 0x11, 0x93, 0x91]
)
def test_bytes_that_a_service_does_not_have_are_named_as_such(control: int) -> None:
    assert "extra" in [one[3] for one in said(control, "010203")]


def test_small_things() -> None:
    assert identifier_of(bytes.fromhex("00000100")) == "00010000"
    assert identifier_of(b"\0") == ""
    assert bits_per_second(b"\x00").value is None
