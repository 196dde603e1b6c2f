"""Load records: six classes, each value with the time of its record; damage inside is seen and named."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from framing import low_first

from jicha.intake.frames.load_record import load_items

NAMES = ("Load record", "负荷记录")
CLASS1 = low_first("2297", "2301", "2288", "001500", "001600", "801700", "4998")
CLASS4 = low_first("00123456", "00000100", "00000000", "00000000")


def block(*classes: str, when: str = "2601150015") -> bytes:
    """A record with these classes, empty ones after them, its checksum and its end."""
    inside = low_first(when) + "".join(f"{one}AA" for one in (*classes, *[""] * (6 - len(classes))))
    body = bytes.fromhex("A0A0" + f"{len(inside) // 2:02X}" + inside)
    return body + bytes((sum(body) & 0xFF, 0xE5))


def test_a_record_gives_voltages_currents_and_frequency_at_its_time() -> None:
    found = load_items("06010001", NAMES, block(CLASS1))
    assert [(one.quantity, one.value) for one in found] == [
        ("voltage_a", Decimal("229.7")),
        ("voltage_b", Decimal("230.1")),
        ("voltage_c", Decimal("228.8")),
        ("current_a", Decimal("1.500")),
        ("current_b", Decimal("1.600")),
        ("current_c", Decimal("-1.700")),
        ("", Decimal("49.98")),
    ]
    assert {(one.at, one.row, one.within) for one in found} == {(datetime(2026, 1, 15, 0, 15), 1, "06010001")}


def test_records_follow_each_other_and_classes_may_be_empty() -> None:
    found = load_items("06000001", NAMES, block("", "", "", CLASS4) + block("", "", "", CLASS4, when="2601150030"))
    assert [one.row for one in found] == [1] * 4 + [2] * 4
    assert (found[4].value, found[4].unit, found[4].quantity) == (Decimal("1234.56"), "kWh", "active_total")
    assert found[4].at == datetime(2026, 1, 15, 0, 30)
    assert found[4].name_zh == "负荷记录: 正向有功总电能"


@pytest.mark.parametrize(
    ("at", "byte", "what"),
    [(0, 0x00, "A0 A0"), (8, 0xAA, "AA 2"), (-1, 0x00, "E5"), (-2, 0x00, "CS"), (9, 0x33, "CS")],
)
def test_damage_inside_a_record_is_named(at: int, byte: int, what: str) -> None:
    damaged = bytearray(block(CLASS1))
    damaged[at] = byte
    *before, item = load_items("06010001", NAMES, bytes(damaged))
    assert before == []
    assert item.value is None
    assert item.note is not None
    assert (item.note.note, item.note.argument) == ("load_record_damaged", what)


def test_whole_records_before_the_damage_are_kept() -> None:
    found = load_items("06010001", NAMES, block(CLASS1) + block(CLASS1)[:-1])
    assert [one.row for one in found] == [1] * 7 + [2]
    assert found[-1].value is None
