"""What a waiver leaves of a charge, day by day, beside a plain count of the days."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from jicha.facts.bill_waiver import kernel

START, END = date(2026, 1, 1), date(2026, 2, 1)


def rows(*waivers: tuple[int, int, int | None], reading: str | None = "by_days") -> pa.Table:
    """Waivers of some percent from a day of the month to another."""
    return pa.Table.from_pylist(
        [
            {
                "bill_id": "b", "period_start": START, "period_end": END, "month": START, "preference_kind": "charging",
                "valid_from": START + timedelta(first), "waived_percent": Decimal(percent).quantize(Decimal("0.001")),
                "valid_to": None if after is None else START + timedelta(after), "reading": reading,
            }
            for percent, first, after in waivers
        ]
    )  # fmt: skip


def found(table: pa.Table) -> dict[str, Any]:
    (row,) = kernel(table).to_pylist()
    return row


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(-9, 30), st.integers(31, 40)), min_size=1, max_size=3))
def test_on_each_day_the_greatest_waiver_counts(waivers: list[tuple[int, int, int]]) -> None:
    row = found(rows(*waivers))
    kept = [
        100 - max((percent for percent, first, after in waivers if first <= day < after), default=0)
        for day in range(31)
    ]
    assert row["kept_percent_days"] == sum(kept)


def test_a_waiver_that_begins_within_the_bill_needs_a_reading() -> None:
    assert found(rows((50, 10, None), reading=None))["unknown"] is True
    assert found(rows((50, 0, None), reading=None))["kept_percent_days"] == 50 * 31


def test_a_waiver_of_unknown_size_leaves_it_open() -> None:
    table = rows((50, 0, None))
    blank = table.set_column(
        table.schema.get_field_index("waived_percent"), "waived_percent", pa.array([None], pa.decimal128(12, 3))
    )
    assert found(blank)["unknown"] is True
