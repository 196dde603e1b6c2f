"""OBIS codes: names by rule, scales only where they are known, and values that bring their codes along."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from jicha.intake.frames.cosem_data import read_data
from jicha.intake.frames.frame import Item
from jicha.intake.frames.obis import (
    Attribute,
    asked,
    is_scaler_of,
    items,
    meaning,
    obis_items,
    obis_text,
    result,
    scaler,
)
from jicha.intake.frames.reader import Reader
from jicha.schema import code_lists

ENERGY = Attribute(3, "1.0.1.8.0.255", 2)


def told(content: str, attribute: Attribute | None = None, scale: tuple[int, str] | None = None) -> list[Item]:
    return items(read_data(Reader(bytes.fromhex(content))), attribute, scale)


@pytest.mark.parametrize(
    ("obis", "name", "quantity"),
    [
        ("1.0.1.8.0.255", "Active energy taken, total", "active_total"),
        ("1.1.1.8.0.255", "Active energy taken, total", "active_total"),
        ("1.0.2.8.3.255", "Active energy fed in, rate 3", ""),
        ("1.0.1.8.0.12", "Active energy taken, total, billing period 12", "active_total"),
        ("1.0.1.8.2.1", "Active energy taken, rate 2, billing period 1", ""),
        ("1.0.52.7.0.255", "Voltage, phase B", "voltage_b"),
        ("1.0.13.7.0.255", "Power factor", "power_factor"),
        ("0.0.1.0.0.255", "Clock", ""),
        ("0.0.96.3.10.255", "Disconnect control", ""),
    ],
)
def test_codes_are_named_by_rule(obis: str, name: str, quantity: str) -> None:
    found = meaning(obis)
    assert found is not None
    assert (found[0], found[2]) == (name, quantity)


@pytest.mark.parametrize("obis", ["1.0.1.8.64.255", "1.0.1.8.0.200", "9.9.9.9.9.9"])
def test_what_no_rule_covers_is_unknown(obis: str) -> None:
    assert meaning(obis) is None


def test_the_table_is_large_enough_and_its_codes_exist() -> None:
    known = {code for name in ("curve_quantity", "register") for code in code_lists()[name].meanings}
    assert len(obis_items()) >= 60
    assert len({row.identifier for row in obis_items()}) == len(obis_items())
    assert {row.quantity for row in obis_items()} - {""} <= known


def test_a_register_without_its_scaler_is_given_as_it_came() -> None:
    (item,) = told("0600014A1F", ENERGY)
    assert (item.value, item.unit, item.quantity) == (Decimal(84511), "", "")
    assert item.note is not None
    assert item.note.note == "no_scaler"


def test_a_register_with_its_scaler_has_unit_and_code() -> None:
    (item,) = told("0600014A1F", ENERGY, (1, "Wh"))
    assert (item.value, item.unit, item.quantity) == (Decimal("8.4511E+5"), "Wh", "active_total")
    assert item.value == 845110


def test_the_scaler_of_a_register_is_a_power_of_ten_with_a_unit() -> None:
    attribute = Attribute(3, "1.0.1.8.0.255", 3)
    (item,) = told("0202 0FFE 161E", attribute)
    assert (item.value, item.unit, item.name) == (Decimal("0.01"), "Wh", "Active energy taken, total [3]")
    assert scaler(read_data(Reader(bytes.fromhex("0202 0FFE 161E")))) == (-2, "Wh")
    assert is_scaler_of(attribute)
    assert is_scaler_of(Attribute(5, "1.0.1.4.0.255", 4))
    assert not is_scaler_of(Attribute(1, "0.0.96.1.0.255", 3))


def test_demand_registers_have_two_values() -> None:
    assert told("1203E8", Attribute(5, "1.0.1.4.0.255", 3), (0, "W"))[0].value == Decimal(1000)


def test_a_clock_is_read_as_one() -> None:
    (item,) = told("090C07EA010F04091E3B00800000", Attribute(8, "0.0.1.0.0.255", 2))
    assert item.value == datetime(2026, 1, 15, 9, 30, 59)
    (octets,) = told("0902ABCD", Attribute(8, "0.0.1.0.0.255", 2))
    assert octets.value == "ABCD"


def test_other_values_are_told_leaf_by_leaf() -> None:
    found = told("0102 0202 1101 1102 0200", Attribute(7, "1.0.99.1.0.255", 2))
    assert [(one.identifier, one.value) for one in found] == [
        ("1.0.99.1.0.255#1.1", Decimal(1)),
        ("1.0.99.1.0.255#1.2", Decimal(2)),
        ("1.0.99.1.0.255#2", None),
    ]
    assert told("0A03414243", Attribute(1, "0.0.42.0.0.255", 2))[0].value == "ABC"


def test_codes_inside_a_value_name_what_stands_behind_them() -> None:
    found = told("0101 0203 0906 0100010800FF 0600014A1F 0202 0F00 161E")
    assert [(one.identifier, one.value, one.unit, one.quantity) for one in found] == [
        ("1.0.1.8.0.255", Decimal(84511), "Wh", "active_total")
    ]


def test_codes_and_values_may_alternate() -> None:
    found = told("0205 0A0441424344 0906 0100010800FF 0600000064 0906 0000010000FF 090C07EA010F04091E3B00800000")
    assert [(one.identifier, one.value) for one in found] == [
        ("", "ABCD"),
        ("1.0.1.8.0.255", Decimal(100)),
        ("0.0.1.0.0.255", datetime(2026, 1, 15, 9, 30, 59)),
    ]
    assert found[1].note is not None
    assert (found[1].note.note, found[1].unit) == ("no_scaler", "")


def test_codes_in_a_row_name_nothing() -> None:
    found = told("0202 0906 0100010800FF 0906 0100020800FF")
    assert [one.identifier for one in found] == ["", ""]


def test_values_without_a_name_say_so() -> None:
    (item,) = told("0600014A1F")
    assert (item.identifier, item.value, item.note and item.note.note) == ("", Decimal(84511), "not_paired")


def test_requests_and_results_are_named() -> None:
    assert asked(ENERGY).name == "Active energy taken, total"
    assert asked(Attribute(70, "0.0.96.3.10.255", 1, True)).name == "Disconnect control [method 1]"
    assert asked(Attribute(99, "9.9.9.9.9.9", 2)).name == "unknown"
    assert result(ENERGY, 3).note is not None
    assert result(None, 4).name_zh == "结果"
    assert obis_text(bytes(6)) == "0.0.0.0.0.0"
