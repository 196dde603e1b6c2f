"""Cells of mixed kinds as one column."""

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.intake.sources.formats.column_types import cell_text, typed


def column(*cells: Any) -> pa.Array:
    made = np.empty(len(cells), object)
    made[:] = cells
    return typed(made)


@pytest.mark.parametrize(
    ("cells", "kind", "read"),
    [
        ((1.0, 2, ""), "int64", [1, 2, None]), ((1.5, ""), "double", [1.5, None]), ((True, ""), "bool", [True, None]),
        ((date(2024, 1, 2), ""), "date32[day]", [date(2024, 1, 2), None]),
        ((date(2024, 1, 2), datetime(2024, 1, 2, 3)), "timestamp[us]", [datetime(2024, 1, 2), datetime(2024, 1, 2, 3)]),
        (("", ""), "string", [None, None]), (("x", 1.0, ""), "string", ["x", "1", None]),
        ((True, 1.0), "string", ["true", "1"]),
        ((date(2024, 1, 2), 3.5), "string", ["2024-01-02", "3.5"]), ((time(8, 30), ""), "string", ["08:30:00", None]),
        ((float(2**53), 1.0), "double", [2.0**53, 1.0]), ((), "string", []),
    ],
)  # fmt: skip
def test_a_column_has_the_type_that_all_its_cells_have(cells: tuple[Any, ...], kind: str, read: list[Any]) -> None:
    array = column(*cells)
    assert (str(array.type), array.to_pylist()) == (kind, read)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (12345678.0, "12345678"), (0.1, "0.1"), (-0.0, "0"), (1e-7, "0.0000001"),
        (123456789012345.6, "123456789012345.6"),
        (1e15, "1000000000000000"), (9007199254740991.0, "9007199254740991"),
        (9007199254740992.0, "9.007199254740992E+15"),
        (340100123456789012, "3.40100123456789E+17"), (1e300, "1E+300"), (float("inf"), "inf"),
        (timedelta(days=1), "24:00:00"), (timedelta(hours=-1), "-01:00:00"), (time(23, 59, 59, 999_999), "24:00:00"),
        (datetime(2025, 1, 1, 23, 59, 59, 914_000), "2025-01-02"), (datetime(2025, 1, 1, 8), "2025-01-01 08:00:00"),
        (date(1900, 1, 1), "1900-01-01"), (True, "true"), ("0012", "0012"),
    ],
)  # fmt: skip
def test_the_text_of_a_cell_is_exact(cell: Any, text: str) -> None:
    assert cell_text(cell) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_below_two_to_the_53_changes_or_gets_a_power_of_ten(number: float) -> None:
    text = cell_text(number)
    assert float(text) == number
    assert ("E" in text) == (abs(number) >= 2**53 or (abs(number) >= 1e15 and number % 1 != 0))
