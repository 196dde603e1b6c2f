"""`slots`"""

from collections.abc import Callable
from typing import Any

from jicha.intake.rows import Rows


def test_columns_side_by_side_become_a_list(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{slots: P1..P3, times: 1000}", "list(integer)", "P1", "P2", "P3")
    rows = rows_of(P1=["0.0005", "1"], P2=["9.37", None], P3=["-2", "3"], nulls=("-",))
    assert one.on(rows) == [[1, 9370, -2000], [1000, None, 3000]]


def test_leading_zeros_of_the_columns_are_kept(tried: Callable[..., Any]) -> None:
    one = tried("{slots: P01..P10}", "list(integer)", *(f"P{number:02d}" for number in range(1, 11)))
    assert one.expression.reads[0] == "P01"
    assert one.expression.reads[-1] == "P10"


def test_a_value_that_is_no_number_names_its_column(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{slots: P1..P2}", "list(integer)", "P1", "P2")
    unread = one.expression.values(rows_of(P1=["1"], P2=["fault"])).unread
    assert [(found.column, found.reason) for found in unread] == [("P2", "not_a_number")]


def test_the_range_must_be_a_range(tried: Callable[..., Any]) -> None:
    for written in ("P1", "P9..P1", "P1..Q9"):
        assert tried(f"{{slots: {written}}}", "list(integer)", "P1").messages == [f"slots is {written!r}"]
