"""Numbers by our own grammar: what is read, what is refused and why, and how halves are rounded."""

from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.intake.exact_number import Numbers, read_numbers


def read(values: list[Any], kind: pa.DataType | None = None, **options: Any) -> Numbers:
    return read_numbers(pa.array(values, kind), **{"precision": 18, "scale": 3, **options})


def test_text_is_read_digit_by_digit() -> None:
    found = read(["0", "-12.5", "+7", "123456789012345.678", "007", None])
    assert found.array.to_pylist() == [
        Decimal("0.000"), Decimal("-12.500"), Decimal("7.000"), Decimal("123456789012345.678"), Decimal("7.000"), None
    ]  # fmt: skip
    assert not found.not_a_number.any()
    assert not found.too_precise.any()
    assert not found.out_of_range.any()


@pytest.mark.parametrize(
    "text",
    ["1e5", "NaN", "Infinity", "0x1F", "1_000", "1,234.5", "12.5kWh", "--", "5.", ".5", "(12.5)", "１２"],
)
def test_what_the_grammar_does_not_know_is_refused_and_its_neighbours_are_kept(text: str) -> None:
    found = read(["1", text, "2.5"])
    assert found.array.to_pylist() == [Decimal("1.000"), None, Decimal("2.500")]
    assert found.not_a_number.tolist() == [False, True, False]


def test_minus_zero_is_zero() -> None:
    assert str(read(["-0"]).array[0].as_py()) == "0.000"


def test_more_decimals_than_the_column_keeps_are_refused_unless_rounding_is_allowed() -> None:
    assert read(["1.0005", "1.0000"]).too_precise.tolist() == [True, False]
    assert read(["1.0005", "-1.0005", "1.0004"], half_up=True).array.to_pylist() == [
        Decimal("1.001"), Decimal("-1.001"), Decimal("1.000")
    ]  # fmt: skip


def test_a_number_too_large_for_the_column_is_refused() -> None:
    found = read(["999999999999999", "1000000000000000", "99999999999999999999"])
    assert found.out_of_range.tolist() == [False, True, True]
    assert found.array.to_pylist() == [Decimal("999999999999999.000"), None, None]


def test_whole_numbers_keep_eighteen_digits() -> None:
    assert read([123456789012345678], pa.int64(), scale=0).array.to_pylist() == [Decimal(123456789012345678)]


def test_a_float_is_the_number_its_shortest_text_says() -> None:
    halves = [0.0005, -0.0005, 0.0015, 2.675, 1.005, 9.37]
    found = read(halves, pa.float64(), times=Decimal(1000), scale=0, precision=9, half_up=True)
    assert [int(one) for one in found.array.to_pylist()] == [1, -1, 2, 2675, 1005, 9370]


def test_a_float_of_32_bits_is_not_widened_into_noise() -> None:
    assert read([9.37, 212.96, -33.58], pa.float32()).array.to_pylist() == [
        Decimal("9.370"), Decimal("212.960"), Decimal("-33.580")
    ]  # fmt: skip


def test_what_a_float_cannot_mean_is_refused() -> None:
    found = read([float("inf"), 1e300, 1e-300, 0.1], pa.float64())
    assert found.not_a_number.tolist() == [True, True, False, False]
    assert found.array.to_pylist() == [None, None, Decimal("0.000"), Decimal("0.100")]


def test_decimals_of_another_scale_are_taken_exactly() -> None:
    wide = pa.array([Decimal("1.2500"), Decimal("1.2345")], pa.decimal128(20, 4))
    assert read_numbers(wide, precision=18, scale=3).too_precise.tolist() == [False, True]


def test_a_boolean_is_no_number() -> None:
    assert read([True], pa.bool_()).not_a_number.tolist() == [True]


def test_units_are_changed_exactly() -> None:
    assert read(["1", "123456"], times=Decimal("0.001")).array.to_pylist() == [Decimal("0.001"), Decimal("123.456")]


@settings(deadline=None)
@given(st.lists(st.decimals(-(10**14), 10**14, places=3), min_size=1, max_size=20))
def test_every_number_that_fits_comes_back_as_it_was(numbers: list[Decimal]) -> None:
    assert read([str(one) for one in numbers], pa.string()).array.to_pylist() == numbers
