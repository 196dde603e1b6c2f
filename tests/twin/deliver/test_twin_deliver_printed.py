"""Cells are printed as a screen in China prints them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa

from jicha.twin.deliver.printed import as_text, as_values, without_idle_decimals

ROWS = pa.table(
    {
        "年月": pa.array([date(2026, 1, 1), None], pa.date32()),
        "日期": pa.array([date(2026, 2, 3), None], pa.date32()),
        "时间": pa.array([datetime(2025, 12, 31, 16, 30, 5), None], pa.timestamp("us")),
        "是否": pa.array([True, False], pa.bool_()),
        "电量": pa.array([Decimal("12.5"), Decimal("-0.25")], pa.decimal128(18, 6)),
        "次数": pa.array([3, None], pa.int64()),
        "户名": pa.array(["张", None], pa.string()),
    }
)


def is_month(word: str) -> bool:
    return word == "年月"


def test_a_text_form_prints_local_time_months_and_yes_and_no() -> None:
    assert as_text(ROWS, is_month).to_pydict() == {
        "年月": ["202601", None],
        "日期": ["2026-02-03", None],
        "时间": ["2026-01-01 00:30:05", None],
        "是否": ["是", "否"],
        "电量": ["12.50", "-0.25"],
        "次数": ["3", None],
        "户名": ["张", None],
    }


def test_a_form_with_types_keeps_numbers_days_and_local_times() -> None:
    kept = as_values(ROWS, is_month)
    assert kept["年月"].to_pylist() == ["202601", None]
    assert kept["日期"].type == pa.date32()
    assert kept["时间"].to_pylist() == [datetime(2026, 1, 1, 0, 30, 5), None]
    assert kept["电量"] == ROWS["电量"]
    assert kept["次数"].type == pa.int64()


def test_decimals_lose_idle_digits_and_never_one_that_counts() -> None:
    def shown(*numbers: str) -> list[str]:
        column = pa.chunked_array([pa.array([Decimal(one) for one in numbers], pa.decimal128(18, 6))])
        return [str(one) for one in without_idle_decimals(column).to_pylist()]

    assert shown("1", "2.5") == ["1.00", "2.50"]
    assert shown("1.125") == ["1.125"]
    assert shown("1", "0.000001") == ["1.000000", "0.000001"]
