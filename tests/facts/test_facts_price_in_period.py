"""Prices over the days of a bill, summed up day by day by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from jicha.facts.price_in_period import kernel

START, CHANGE, END = date(2026, 1, 11), date(2026, 2, 1), date(2026, 2, 11)
KEY = {"region": "36", "price_code": "P", "period_start": START, "period_end": END, "month": CHANGE}
KIND = {"price_class": "residential", "price_strategy": "single_part", "tiered": False, "surcharges_included": False}


def line(price: str | None, first: date, after: date | None, **told: Any) -> dict[str, Any]:
    row = {
        "valid_from": first, "valid_to": after, "component": "energy", "period_of_day": "total", "tier": 1,
        "surcharge_item": None, "unit_price": price and Decimal(price), "capacity_price": None, "demand_price": None,
        "in_power_factor_base": True, "reading": "by_days",
    }  # fmt: skip
    return KEY | KIND | row | told


def found(*lines: dict[str, Any]) -> dict[str, Any]:
    (row,) = kernel(pa.Table.from_pylist(list(lines))).to_pylist()
    return row


def test_each_price_counts_for_its_days() -> None:
    old, new = line("0.6", START, CHANGE), line("0.7", CHANGE, None)
    row = found(old, new)
    assert (row["days"], row["changes"], row["days_without_price"]) == (31, True, 0)
    assert row["energy_total_price_days"] == Decimal("0.6") * 21 + Decimal("0.7") * 10
    assert found(new, old) == row


def test_one_day_without_a_price_leaves_all_open() -> None:
    row = found(line("0.6", date(2026, 1, 12), None))
    assert (row["days_without_price"], row["energy_total_price_days"]) == (1, None)


def test_two_prices_of_one_day_leave_all_open() -> None:
    row = found(line("0.6", START, None), line("0.7", CHANGE, None))
    assert (row["days_without_price"], row["energy_total_price_days"]) == (10, None)


def test_a_change_without_a_settled_reading_is_no_price() -> None:
    row = found(line("0.6", START, CHANGE, reading=None), line("0.7", CHANGE, None, reading=None))
    assert (row["unsettled"], row["energy_total_price_days"]) == (True, None)
