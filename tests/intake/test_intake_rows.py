"""A batch as the transforms see it."""

from collections.abc import Callable

import pyarrow as pa

from jicha.intake.rows import Rows


def test_text_is_trimmed_and_null_tokens_are_missing(rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(nulls=("-", "NULL"), kwh=[" 12 ", "-", "", "　", "NULL", "--"])
    assert rows.column("kwh").to_pylist() == ["12", None, None, None, None, "--"]


def test_what_was_delivered_can_still_be_told(rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(nulls=("-",), kwh=[" 12 ", "-"])
    rows.column("kwh")
    assert rows.delivered("kwh").to_pylist() == [" 12 ", "-"]


def test_not_a_number_is_a_missing_number(rows_of: Callable[..., Rows]) -> None:
    assert rows_of(kwh=[1.5, float("nan")]).column("kwh").to_pylist() == [1.5, None]


def test_constants_read_like_columns(rows_of: Callable[..., Rows]) -> None:
    assert rows_of(constants={"utility": "STEG"}, a=["1", "2"]).column("utility").to_pylist() == ["STEG", "STEG"]


def test_an_optional_column_that_the_file_lacks_is_missing_everywhere(rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(a=["1"])
    assert rows.column("b").to_pylist() == [None]
    assert rows.delivered("b").to_pylist() == [None]


def test_ways_of_storing_text_are_all_text(rows_of: Callable[..., Rows]) -> None:
    packed = pa.array(["x", None, "x"]).dictionary_encode()
    rows = rows_of(a=packed, b=pa.array(["y", "-", None], pa.large_string()), nulls=("-",))
    assert rows.column("a").to_pylist() == ["x", None, "x"]
    assert rows.column("b").to_pylist() == ["y", None, None]
