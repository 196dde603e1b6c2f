"""Rows are found by what their columns hold."""

from __future__ import annotations

from datetime import date

from jicha.audit.rate.rows import Rows, holds, on, touches

ROWS = Rows(
    {
        "point": [
            {"point_id": "a", "area_id": "x"},
            {"point_id": "b", "area_id": "x"},
            {"point_id": "c", "area_id": None},
        ]
    }
)


def test_rows_are_found_by_equal_values_and_a_blank_equals_nothing() -> None:
    assert [row["point_id"] for row in ROWS.of("point", area_id="x")] == ["a", "b"]
    assert list(ROWS.of("point", area_id=None)) == []
    assert list(ROWS.of("bill", bill_id="a")) == []


def test_one_row_is_one_or_none() -> None:
    assert ROWS.one("point", point_id="a") == {"point_id": "a", "area_id": "x"}
    assert ROWS.one("point", area_id="x") is None


def test_a_dated_row_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    row = {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 2, 1)}
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1))
    assert [holds(row, day) for day in days] == [False, True, True, False]
    assert not touches(row, date(2026, 2, 1), date(2026, 3, 1))
    assert on([row], date(2026, 1, 15)) == [row]
