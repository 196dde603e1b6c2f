"""Registers of a day stand side by side, and the slots of a curve in columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from jicha.schema import table
from jicha.twin.deliver.wide import NoQuarterHours, curve_rows, register_rows

D1, D2 = date(2026, 1, 1), date(2026, 1, 2)


def registers(*rows: tuple[str, str, date, str | None]) -> pa.Table:
    schema = table("register_daily").arrow_schema
    return pa.Table.from_pylist(
        [
            {"point_id": point, "register": register, "day": day, "reading": Decimal(reading) if reading else None,
             "success": reading is not None, "missing_reason": "none" if reading else "failed"}
            for point, register, day, reading in rows
        ],
        schema=pa.schema([schema.field(name).with_nullable(True) for name in schema.names]),
    )  # fmt: skip


def wide(rows: pa.Table, months: list[int]) -> list[tuple[Any, ...]]:
    made, month = register_rows(rows, np.array(months, np.int64))
    columns = [made[name].to_pylist() for name in ("point_id", "day", "active_total", "active_peak")]
    return list(zip(*columns, month.tolist(), strict=True))


def test_registers_of_one_day_stand_in_one_row() -> None:
    rows = registers(
        ("a", "active_total", D1, "10"), ("a", "active_peak", D1, "4"), ("a", "active_total", D2, "11"),
        ("a", "active_peak", D2, "5"),
    )  # fmt: skip
    assert wide(rows, [0] * 4) == [("a", D1, 10, 4, 0), ("a", D2, 11, 5, 0)]


def test_a_register_that_is_not_there_is_blank_whatever_the_order_of_rows() -> None:
    rows = registers(
        ("b", "active_peak", D1, "4"), ("a", "active_total", D2, "11"), ("a", "active_total", D1, "10"),
        ("b", "active_total", D1, "20"),
    )  # fmt: skip
    assert sorted(wide(rows, [0] * 4)) == [("a", D1, 10, None, 0), ("a", D2, 11, None, 0), ("b", D1, 20, 4, 0)]


def test_of_a_register_put_twice_in_a_month_the_later_counts_and_in_two_months_each() -> None:
    rows = registers(("a", "active_total", D1, "10"), ("a", "active_total", D1, "12"), ("a", "active_peak", D1, "4"))
    assert wide(rows, [0, 0, 0]) == [("a", D1, 12, 4, 0)]
    assert wide(rows, [0, 1, 0]) == [("a", D1, 10, 4, 0), ("a", D1, 12, None, 1)]


def test_registers_that_nobody_has_are_no_columns_and_a_failure_has_its_word() -> None:
    made, _ = register_rows(registers(("a", "active_total", D1, None)), np.zeros(1, np.int64))
    assert "active_sharp" not in made.column_names
    assert made["success"].to_pylist() == [False]
    assert made["missing_reason"].to_pylist()[0] not in (None, "failed")


def curves(slots: list[int | None], unit: str = "dV", quantity: str = "voltage_a") -> pa.Table:
    return pa.table(
        {
            "point_id": ["a"], "day": pa.array([D1], pa.date32()), "quantity": [quantity],
            "slots": pa.array([slots], pa.list_(pa.int32())), "slot_minutes": [15], "unit": [unit],
            "secondary": [True],
        }
    )  # fmt: skip


def test_the_slots_of_a_curve_stand_in_columns_in_the_unit_of_the_screen() -> None:
    made = curve_rows(curves([None, 2301, -5, *range(93)]))
    assert made["quantity"].to_pylist() == ["A相电压"]
    assert [made[f"p{slot}"][0].as_py() for slot in (1, 2, 3, 96)] == [
        None, Decimal("230.1"), Decimal("-0.5"), Decimal("9.2"),
    ]  # fmt: skip
    made = curve_rows(curves([-1500, *[0] * 95], "W", "active_power"))
    assert made["p1"][0].as_py() == Decimal("-1.5")
    assert made["quantity"].to_pylist() == ["总有功功率"]


def test_of_a_curve_put_twice_the_later_counts() -> None:
    made = curve_rows(pa.concat_tables([curves([10] * 96), curves([30] * 96, quantity="voltage_b"), curves([20] * 96)]))
    assert list(zip(made["quantity"].to_pylist(), made["p1"].to_pylist(), strict=True)) == [
        ("B相电压", Decimal(3)), ("A相电压", Decimal(2)),
    ]  # fmt: skip


def test_no_curves_make_no_rows() -> None:
    made = curve_rows(curves([0] * 96).slice(0, 0))
    assert (len(made), len(made.column_names)) == (0, 100)


@pytest.mark.parametrize(("slots", "unit"), [([1] * 48, "W"), ([1] * 96, "furlong")])
def test_a_curve_of_another_length_or_unit_is_refused(slots: list[int], unit: str) -> None:
    with pytest.raises(NoQuarterHours):
        curve_rows(curves([*slots], unit))
