"""Objects of DL/T 698.45: names, scales, members of arrays, and what the table does not know."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from jicha.intake.frames.dlt698_data import read_data
from jicha.intake.frames.dlt698_objects import (
    asked,
    items,
    method_items,
    method_result,
    objects,
    record_name,
    result,
)
from jicha.intake.frames.frame import Item
from jicha.intake.frames.reader import Reader
from jicha.schema import code_lists


def told(oad: str, content: str) -> list[Item]:
    return items(oad, read_data(Reader(bytes.fromhex(content))))


@pytest.mark.parametrize(
    ("oad", "content", "value", "unit", "name_zh", "quantity"),
    [
        ("00100201", "0600000064", "1.00", "kWh", "正向有功电能(总)", "active_total"),
        ("00100202", "0600000064", "1.00", "kWh", "正向有功电能(费率1)", ""),
        ("00000201", "05FFFFFF9C", "-1.00", "kWh", "组合有功电能(总)", ""),
        ("00100401", "150000000000002710", "1.0000", "kWh", "正向有功电能(高精度)(总)", "active_total"),
        ("00110201", "0600000064", "1.00", "kWh", "A相正向有功电能(总)", ""),
        ("20000201", "1208FC", "230.0", "V", "电压(A相)", "voltage_a"),
        ("20010203", "05FFFFFE0C", "-0.500", "A", "电流(C相)", "current_c"),
        ("20010400", "05000001F4", "0.500", "A", "零线电流", "current_n"),
        ("20040201", "0500001388", "500.0", "W", "有功功率(总)", "active_power"),
        ("20040203", "05FFFFEC78", "-500.0", "W", "有功功率(B相)", "active_power_b"),
        ("200A0201", "1003D9", "0.985", "", "功率因数(总)", "power_factor"),
        ("200F0200", "121388", "50.00", "Hz", "电网频率", ""),
        ("20100200", "10FFC9", "-5.5", "degC", "表内温度", ""),
    ],
)
def test_values_have_scale_sign_unit_and_code(
    oad: str, content: str, value: str, unit: str, name_zh: str, quantity: str
) -> None:
    (item,) = told(oad, content)
    assert (item.value, item.unit, item.name_zh, item.quantity) == (Decimal(value), unit, name_zh, quantity)
    assert isinstance(item.value, Decimal)


def test_an_array_gives_its_members() -> None:
    found = told("20000200", "0103 1208FC 1208FD 1208FE")
    assert [(one.identifier, one.value, one.quantity) for one in found] == [
        ("20000201", Decimal("230.0"), "voltage_a"),
        ("20000202", Decimal("230.1"), "voltage_b"),
        ("20000203", Decimal("230.2"), "voltage_c"),
    ]
    rates = told("00100200", "0103 0600000003 0600000001 0600000002")
    assert [one.name for one in rates] == [
        "Forward active energy, total",
        "Forward active energy, rate 1",
        "Forward active energy, rate 2",
    ]


def test_a_demand_has_its_time() -> None:
    (item,) = told("10100201", "0202 0600003039 1C07EA010F132D00")
    assert (item.value, item.unit, item.at) == (Decimal("1.2345"), "kW", datetime(2026, 1, 15, 19, 45))
    assert item.quantity == "max_demand"
    several = told("10100200", "0101 0202 0600003039 1C07EA010F132D00")
    assert several[0].identifier == "10100201"


def test_a_demand_without_a_time_keeps_its_value() -> None:
    (item,) = told("10100201", "0202 0600000000 00")
    assert (item.value, item.at, item.note and item.note.note) == (Decimal("0.0000"), None, "null")


@pytest.mark.parametrize(
    ("oad", "content", "note"),
    [
        ("00100201", "06FFFFFFFF", "no_number"),
        ("20000201", "12FFFF", "no_number"),
        ("00100401", "15FFFFFFFFFFFFFFFF", "no_number"),
        ("00100201", "00", "null"),
    ],
)
def test_sentinels_have_no_value(oad: str, content: str, note: str) -> None:
    (item,) = told(oad, content)
    assert (item.value, item.unit, item.note and item.note.note) == (None, "", note)


def test_all_ones_of_a_signed_number_are_minus_one() -> None:
    assert told("20040201", "05FFFFFFFF")[0].value == Decimal("-0.1")


def test_an_unscaled_attribute_is_given_as_it_came() -> None:
    (item,) = told("00100300", "59FE21")  # the scaler itself
    assert (item.value, item.unit, item.name) == (Decimal("0.01"), "kWh", "Forward active energy [3]")
    (count,) = told("30110400", "1203E8")
    assert (count.value, count.unit) == (Decimal(1000), "")


def test_what_the_table_does_not_know_is_unknown_but_read() -> None:
    (item,) = told("77770200", "1203E8")
    assert (item.name, item.value, item.unit) == ("unknown", Decimal(1000), "")


def test_nested_values_are_told_leaf_by_leaf() -> None:
    found = told("40050200", "0102 0902AABB 0201 1101")
    assert [(one.identifier, one.value) for one in found] == [
        ("40050200.1", "AABB"),
        ("40050200.2.1", Decimal(1)),
    ]
    assert told("40050200", "0100")[0].note is not None


def test_dates_in_values_are_dates() -> None:
    (item,) = told("40000200", "1C07EA010F091E3B")
    assert (item.value, item.name_zh) == (datetime(2026, 1, 15, 9, 30, 59), "日期时间")


def test_requests_results_and_methods_are_named() -> None:
    assert asked("40000200").note is not None
    refused = result("40000200", 6)
    assert (refused.value, refused.note and refused.note.say_zh()) == (None, "对象不存在")
    assert method_result("80008200", 0).name_zh == "遥控 [方法 130]"
    datum = read_data(Reader(bytes.fromhex("0201 1101")))
    assert method_items("80008100", datum)[0].identifier == "80008100.1"
    assert method_items("43000300", read_data(Reader(b"\0")))[0].note is not None
    assert record_name("50040200") == ("Daily freeze", "日冻结")


def test_the_table_is_large_enough_and_its_codes_exist() -> None:
    known = {code for name in ("curve_quantity", "register") for code in code_lists()[name].meanings}
    assert len({one.partition(".")[0] for one in objects()}) >= 60
    for row in objects().values():
        members = {"phases": ("_a", "_b", "_c"), "powers": ("", "_a", "_b", "_c")}.get(row.members, ("",))
        for member in members if row.quantity else ():
            assert row.quantity.replace("{member}", member) in known, row
