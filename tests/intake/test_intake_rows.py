"""A batch as the transforms see it."""

from collections.abc import Callable

import pyarrow as pa

from jicha.intake.rows import Rows


def test_text_is_trimmed_and_the_words_for_nothing_are_missing(rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(nulls=("-",), name=[" 12 ", "-", "", "　", "NULL", "--", "无"])
    assert rows.column("name").to_pylist() == ["12", None, None, None, None, None, "无"]


def test_a_value_still_holds_its_word_for_nothing_until_it_is_read(rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(kwh=[" 12 ", "采集失败", " ", "无"])
    assert rows.trimmed("kwh").to_pylist() == ["12", "采集失败", None, "无"]
    assert rows.missing("kwh").to_pylist() == [False, True, True, True]


def test_a_constant_is_never_a_word_for_nothing(rows_of: Callable[..., Rows]) -> None:
    assert rows_of(constants={"mark": "--"}, a=["1"]).column("mark").to_pylist() == ["--"]


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
    rows = rows_of(a=packed, b=pa.array(["y", "--", None], pa.large_string()))
    assert rows.column("a").to_pylist() == ["x", None, "x"]
    assert rows.column("b").to_pylist() == ["y", None, None]
