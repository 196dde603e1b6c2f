"""`take`, and the plain word that means the same"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from jicha.intake.rows import Rows


@pytest.mark.parametrize(
    ("column_type", "written", "value"),
    [
        ("text", "007", "007"),
        ("integer", "12", 12),
        ("decimal(18,3)", "1.5", Decimal("1.500")),
        ("boolean", "true", True),
        ("date", "2026-01-15", date(2026, 1, 15)),
        ("month", "202601", date(2026, 1, 1)),
        ("instant", "2026-01-15 02:00:00", datetime(2026, 1, 15, 2)),
        ("code(commodity)", "gas", "gas"),
    ],
)
def test_a_plain_word_is_read_by_the_columns_type(
    tried: Callable[..., Any], rows_of: Callable[..., Rows], column_type: str, written: str, value: object
) -> None:
    rows = rows_of(a=[f" {written} ", None])
    assert tried("a", column_type).on(rows) == [value, None]
    assert tried("{take: a}", column_type).on(rows) == [value, None]


def test_text_takes_numbers_without_a_point(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    assert tried("a", "text").on(rows_of(a=[12.0, 13.0])) == ["12", "13"]


def test_a_curve_is_not_one_column(tried: Callable[..., Any]) -> None:
    assert tried("a", "list(integer)").messages == ["a list(integer) cannot be taken from one column"]
