"""Columns out of integers are those that Python objects would make."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from jicha.twin.columns import days, decimals, lists, repeated

KIND = pa.decimal128(18, 3)


@given(st.lists(st.integers(-(10**17), 10**17), min_size=1, max_size=40))
def test_decimals_are_those_of_python(values: list[int]) -> None:
    assert decimals(np.array(values, np.int64), KIND).to_pylist() == [Decimal(one).scaleb(-3) for one in values]


def test_missing_decimals_are_null() -> None:
    found = decimals(np.arange(10, dtype=np.int64), KIND, np.arange(10) % 3 == 0)
    assert [one is None for one in found.to_pylist()] == [place % 3 == 0 for place in range(10)]


def test_days_are_counted_from_the_first() -> None:
    assert days(date(2024, 2, 28), np.array([0, 1, 2])).to_pylist() == [
        date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)
    ]  # fmt: skip


def test_words_are_taken_by_place() -> None:
    assert repeated(("a", "b"), np.array([1, 0, 1])).to_pylist() == ["b", "a", "b"]


def test_each_row_becomes_a_list_with_its_gaps() -> None:
    values = np.arange(6, dtype=np.int64).reshape(2, 3)
    assert lists(values).to_pylist() == [[0, 1, 2], [3, 4, 5]]
    gone = np.array([[False, True, False], [False, False, False]])
    assert lists(values, gone).to_pylist() == [[0, None, 2], [3, 4, 5]]
