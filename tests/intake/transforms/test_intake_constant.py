"""`constant`"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jicha.intake.rows import Rows


@pytest.mark.parametrize(
    ("written", "column_type", "value"),
    [
        ("STEG", "text", "STEG"),
        ("12", "integer", 12),
        ("1.50", "decimal(12,3)", Decimal("1.500")),
        ("true", "boolean", True),
        ("2026-01-15", "date", date(2026, 1, 15)),
        ("2026-01", "month", date(2026, 1, 1)),
        ("unknown", "code(customer_class)", "unknown"),
    ],
)
def test_a_constant_is_of_the_columns_type(
    tried: Callable[..., Any], rows_of: Callable[..., Rows], written: str, column_type: str, value: object
) -> None:
    assert tried(f"{{constant: {written}}}", column_type).on(rows_of(a=["x", "y"])) == [value, value]


@pytest.mark.parametrize(
    ("written", "column_type"),
    [("abc", "integer"), ("1.5", "integer"), ("1e3", "decimal(12,3)"), ("2026-02-30", "date"), ("maybe", "boolean")],
)
def test_a_constant_of_another_type_is_a_fault_of_the_profile(
    tried: Callable[..., Any], written: str, column_type: str
) -> None:
    assert len(tried(f"{{constant: {written}}}", column_type).faults) == 1


def test_an_unknown_code_gets_the_nearest(tried: Callable[..., Any]) -> None:
    assert "'unknown'" in tried("{constant: unknwn}", "code(customer_class)").faults[0].remedy
