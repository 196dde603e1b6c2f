"""Every data type of DL/T 698.45, with values worked out by hand."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.dlt698_data import columns, columns_text, moment, read_data, real, selection
from jicha.intake.frames.reader import Reader


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("0301", Decimal(1)),
        ("0300", Decimal(0)),
        ("0408A5", "10100101"),
        ("040AA540", "1010010101"),
        ("05FFFFFFFE", Decimal(-2)),
        ("060000FFFF", Decimal(65535)),
        ("0903010203", "010203"),
        ("0A03414243", "ABC"),
        ("0C06E794B5E8A1A8", "电表"),
        ("0FFE", Decimal(-2)),
        ("10FF38", Decimal(-200)),
        ("11FF", Decimal(255)),
        ("1208FC", Decimal(2300)),
        ("14FFFFFFFFFFFFFFFF", Decimal(-1)),
        ("150000000000000001", Decimal(1)),
        ("1605", Decimal(5)),
        ("173DCCCCCD", Decimal("0.1")),
        ("183FB999999999999A", Decimal("0.1")),
        ("19 07EA010F04 091E3B0000", datetime(2026, 1, 15, 9, 30, 59)),
        ("1A 07EA010F04", date(2026, 1, 15)),
        ("1B 091E3B", time(9, 30, 59)),
        ("1C 07EA010F091E3B", datetime(2026, 1, 15, 9, 30, 59)),
        ("50 0010", "0010"),
        ("51 00100200", "00100200"),
        ("52 50040200 02 00100200 00200200", "50040200(00100200, 00200200)"),
        ("53 43000300", "43000300"),
        ("54 01000F", "15 minute"),
        ("55 07 05 202208310002", "202208310002"),
        ("55 03 01 123F", "123"),
        ("56 04 01020304", "01020304"),
        ("57 02 0102", "0102"),
        ("5A 00", "0"),
        ("5A 09 01", "9: 1"),
        ("5B 00 20210200", "20210200"),
        ("5C 01", "*"),
        ("5D 00000001 02 0102", "00000001 0102"),
        ("5E 00000001 01 02 01 03", "00000001 02 03"),
        ("5F 0608010000", "0608010000"),
        ("60 02 00 20210200 00 00100200", "20210200, 00100200"),
    ],
)
def test_each_type_is_read(content: str, value: object) -> None:
    reader = Reader(bytes.fromhex(content))
    datum = read_data(reader)
    reader.finish()
    assert datum.value == value
    assert type(datum.value) is type(value)


def test_null_has_no_value_and_says_so() -> None:
    datum = read_data(Reader(b"\0"))
    assert (datum.value, datum.note and datum.note.note) == (None, "null")


def test_arrays_and_structures_hold_what_is_in_them() -> None:
    datum = read_data(Reader(bytes.fromhex("0102 1208FC 0202 0600000001 00")))
    assert [one.tag for one in datum.inside] == [18, 2]
    assert datum.inside[1].inside[0].value == Decimal(1)


def test_scaler_and_unit() -> None:
    datum = read_data(Reader(bytes.fromhex("59 FE 21")))
    assert (datum.value, datum.unit) == (Decimal("0.01"), "kWh")


def test_a_region_has_two_ends() -> None:
    datum = read_data(Reader(bytes.fromhex("58 01 1101 1109")))
    assert [one.value for one in datum.inside] == [Decimal(1), Decimal(9)]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("01 40010200 1105", "1: 40010200; 5"),
        ("02 20210200 1C07EA010F000000 1C07EA0110000000 540100FF", "2: 20210200; 2026-01-15 00:00:00; "
                                                              "2026-01-16 00:00:00; 255 minute"),
        ("05 07EA010F000000 03 01 07 05 202208310002", "5: 2026-01-15 00:00:00; 202208310002"),
        ("06 07EA010F000000 07EA0110000000 02 0001 01", "6: 2026-01-15 00:00:00; 2026-01-16 00:00:00; 1 hour; *"),
        ("0A 03 02 02 0102", "10: 3; 1, 2"),
        ("0A 03 04 01 0007", "10: 3; 7"),
        ("0A 03 05 01 01 1101 1109", "10: 3; 1..9"),
        ("03 01 20210200 1101 1102 00", "3: 20210200; 1; 2; "),
    ],
)  # fmt: skip
def test_selections_are_told_as_text(content: str, text: str) -> None:
    reader = Reader(bytes.fromhex(content))
    assert selection(reader) == text
    reader.finish()


def test_columns_are_told_as_text() -> None:
    found = columns(Reader(bytes.fromhex("02 00 20210200 01 50040200 01 00100200")))
    assert columns_text(found) == "20210200, 50040200(00100200)"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("07", "unknown_tag"),
        ("12 08", "content_ends"),
        ("01 7F 00", "content_ends"),
        ("5B 02", "unknown_choice"),
        ("5A 0B", "unknown_choice"),
        ("0201" * 1 + "0201" * 20 + "00", "too_deep"),
        ("58 00" * 20, "too_deep"),
    ],
)
def test_what_no_type_allows_is_refused(content: str, reason: str) -> None:
    with pytest.raises(BadFrame) as caught:
        read_data(Reader(bytes.fromhex(content)))
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("parts", "note"),
    [
        ((0xFFFF, 1, 15, 0, 0, 0), "unspecified"),
        ((2026, 1, 15, 0xFF, 0, 0), "unspecified"),
        ((0, 0, 0, 0, 0, 0), "no_time"),
        ((2026, 13, 1, 0, 0, 0), "not_a_time"),
        ((2026, 2, 30, 0, 0, 0), "not_a_time"),
    ],
)
def test_times_without_a_moment_say_why(parts: tuple[int, int, int, int, int, int], note: str) -> None:
    found = moment(parts)
    assert (found.value, found.note and found.note.note) == (None, note)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("00000000", "0"),
        ("3F800000", "1"),
        ("C2F6E979", "-123.456"),
        ("3FF0000000000000", "1"),
        ("4037000000000000", "23"),
        ("7F800000", None),
        ("7FF8000000000000", None),
    ],
)
def test_binary_fractions_become_the_shortest_decimal(raw: str, number: str | None) -> None:
    assert real(bytes.fromhex(raw)) == (None if number is None else Decimal(number))


def test_text_that_is_none_is_said() -> None:
    for content, note in (("0A0200FF", "not_ascii"), ("0A00", "blank"), ("0900", "blank"), ("1BFF0000", "unspecified")):
        datum = read_data(Reader(bytes.fromhex(content)))
        assert (datum.value, datum.note and datum.note.note) == (None, note)
