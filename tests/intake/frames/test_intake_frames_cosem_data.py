"""Every COSEM data type in A-XDR, with values worked out by hand."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.cosem_data import clock, read_data
from jicha.intake.frames.reader import Reader


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("0301", Decimal(1)),
        ("040CA5F0", "101001011111"),
        ("05FFFFFFFE", Decimal(-2)),
        ("0600014A1F", Decimal(84511)),
        ("0903010203", "010203"),
        ("0A03414243", "ABC"),
        ("0C03E794B5", "电"),
        ("0D42", Decimal(42)),
        ("0FFE", Decimal(-2)),
        ("10FF38", Decimal(-200)),
        ("11FF", Decimal(255)),
        ("1208FC", Decimal(2300)),
        ("14FFFFFFFFFFFFFFFF", Decimal(-1)),
        ("150000000000000001", Decimal(1)),
        ("1605", Decimal(5)),
        ("173DCCCCCD", Decimal("0.1")),
        ("183FB999999999999A", Decimal("0.1")),
        ("19 07EA010F04 091E3B00 8000 00", datetime(2026, 1, 15, 9, 30, 59)),
        ("1A 07EA010F04", date(2026, 1, 15)),
        ("1B 091E3B00", time(9, 30, 59)),
        ("1B 091EFFFF", time(9, 30)),
    ],
)
def test_each_type_is_read(content: str, value: object) -> None:
    reader = Reader(bytes.fromhex(content))
    datum = read_data(reader)
    reader.finish()
    assert datum.value == value
    assert type(datum.value) is type(value)


@pytest.mark.parametrize(
    ("content", "note"),
    [("00", "null"), ("FF", "dont_care"), ("0D4A", "not_decimal"), ("177F800000", "not_finite"), ("0900", "blank"),
     ("0A0200FF", "not_ascii"), ("1BFF000000", "unspecified"), ("1AFFFF010101", "unspecified")],
)  # fmt: skip
def test_what_has_no_value_says_why(content: str, note: str) -> None:
    datum = read_data(Reader(bytes.fromhex(content)))
    assert (datum.value, datum.note and datum.note.note) == (None, note)


def test_arrays_structures_and_compact_arrays_hold_what_is_in_them() -> None:
    datum = read_data(Reader(bytes.fromhex("0102 1208FC 0202 0600000001 00")))
    assert [one.tag for one in datum.inside] == [18, 2]
    compact = read_data(Reader(bytes.fromhex("13 02 02 12 06 0C 0001 00000002 0003 00000004")))
    assert [[int(str(part.value)) for part in one.inside] for one in compact.inside] == [[1, 2], [3, 4]]
    nested = read_data(Reader(bytes.fromhex("13 01 0002 11 04 01020304")))
    assert [[str(part.value) for part in one.inside] for one in nested.inside] == [["1", "2"], ["3", "4"]]


def test_a_clock_tells_its_offset_from_utc() -> None:
    found = clock(bytes.fromhex("07EA010F04091E3B00FFC400"))  # 60 minutes are taken off to reach UTC
    assert (found.value, found.note and found.note.argument) == (datetime(2026, 1, 15, 9, 30, 59), "60")
    assert clock(bytes.fromhex("07EA010F04091EFFFF800000")).value == datetime(2026, 1, 15, 9, 30)
    assert clock(bytes.fromhex("FFFFFFFFFFFFFFFFFF800000")).value is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("07", "unknown_tag"),
        ("12 08", "content_ends"),
        ("01 7F 00", "content_ends"),
        ("0201" * 20 + "00", "too_deep"),
        ("13 07 00", "unknown_tag"),
        ("13 00 01 00", "unknown_choice"),  # values that take no bytes
        ("13 02 7F 12", "content_ends"),
        ("13 01 FFFF 00 01 00", "content_ends"),
        ("13" + "0201" * 20 + "12 00", "too_deep"),
    ],
)
def test_what_no_type_allows_is_refused(content: str, reason: str) -> None:
    with pytest.raises(BadFrame) as caught:
        read_data(Reader(bytes.fromhex(content)))
    assert caught.value.reason == reason
