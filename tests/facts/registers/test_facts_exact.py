"""Decimals and days as whole numbers and back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from jicha.facts.registers.exact import NO_DAY, Known, dates, days, decimals, whole

D = pa.decimal128(18, 3)


def test_decimals_become_units_of_their_last_digit_and_blanks_stay_unknown() -> None:
    column = pa.chunked_array([pa.array([Decimal("1.500"), None], D), pa.array([Decimal("-0.001")], D)])
    found = whole(column)
    assert found.values.tolist() == [1500, 0, -1]
    assert found.known.tolist() == [True, False, True]
    assert [found.at(place) for place in range(3)] == [1500, None, -1]


def test_a_slice_is_read_from_where_it_begins() -> None:
    column = pa.chunked_array([pa.array([Decimal(number) for number in range(5)], D)]).slice(2, 2)
    assert whole(column).values.tolist() == [2000, 3000]


@pytest.mark.parametrize("kind", [D, pa.int64(), pa.date32()])
def test_no_rows_are_no_numbers(kind: pa.DataType) -> None:
    assert len(whole(pa.chunked_array([pa.array([], kind)])).values) == 0


def test_days_count_from_1970_and_an_unknown_one_lies_before_all() -> None:
    column = pa.chunked_array([pa.array([date(1970, 1, 2), None, date(1969, 12, 31)])])
    assert days(column).tolist() == [1, NO_DAY, -1]
    assert dates(np.array([1, -1])).to_pylist() == [date(1970, 1, 2), date(1969, 12, 31)]


def test_numbers_come_back_as_the_decimals_they_were_up_to_18_digits() -> None:
    values = [0, 1, -1, 10**18 - 1, -(10**18) + 1]
    known = np.array([True, True, True, True, True])
    column = decimals(Known(np.array(values), known), pa.decimal128(18, 6))
    assert column.to_pylist() == [Decimal(value).scaleb(-6) for value in values]
    column.validate(full=True)
    hidden = decimals(Known(np.array(values), np.array([True, False] * 2 + [True])), pa.decimal128(18, 6))
    assert [value is None for value in hidden.to_pylist()] == [False, True, False, True, False]


def test_chosen_entries_keep_what_is_known_of_them() -> None:
    some = Known(np.array([7, 0, 9]), np.array([True, False, True]))[np.array([2, 1])]
    assert (some.values.tolist(), some.known.tolist()) == ([9, 0], [True, False])
