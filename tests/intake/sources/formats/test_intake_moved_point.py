"""The point of a number moves, and no text keeps its point that is read as a number afterwards."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.intake.exact_number import read_numbers
from jicha.intake.sources.formats.moved_point import moved_point


@pytest.mark.parametrize(
    ("text", "power", "moved"),
    [
        ("2.5", 3, "2500"), ("0.0004", 3, "0.4"), ("12", -3, "0.012"), ("1234567.0", -3, "1234.567"), ("7", 0, "7"),
        ("+3.10", 0, "3.1"), ("-0.25", 6, "-250000"), ("000", 3, "0"), ("0.10", -1, "0.01"),
        ("123456789012345678.123456789", 6, "123456789012345678123456.789"),
    ],
)  # fmt: skip
def test_the_point_moves_and_idle_zeros_go(text: str, power: int, moved: str) -> None:
    assert moved_point(pa.array([text]), power).to_pylist() == [moved]


@pytest.mark.parametrize("text", ["x", "", "1e3", "1,000", ".5", "5.", "(2.5)", "٣", None])
def test_what_is_no_number_stays_as_it_is(text: str | None) -> None:
    assert moved_point(pa.array([text, "2"], pa.string()), 3).to_pylist() == [text, "2000"]


@pytest.mark.parametrize("text", [" 2.5", "2.5\t", "２．５", "'2.5", "\u00a02.5"])
def test_a_number_in_odd_dress_is_moved_like_a_plain_one(text: str) -> None:
    assert moved_point(pa.array([text]), 3).to_pylist() == ["2500"]


@given(st.text("0123456789.+-−２ '\t,e()", max_size=8))
def test_whatever_is_read_as_a_number_is_read_a_thousand_times_larger_once_moved(text: str) -> None:
    plain, moved = (
        read_numbers(one, precision=30, scale=12).array[0].as_py()
        for one in (pa.array([text]), moved_point(pa.array([text]), 3))
    )
    assert (moved is None) == (plain is None)
    assert moved is None or moved == plain * Decimal(1000)
