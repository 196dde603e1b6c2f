"""`total`"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jicha.intake.rows import Rows


def test_columns_are_added_and_a_hole_makes_the_sum_missing(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{total: [a, b]}", "decimal(18,3)")
    assert one.on(rows_of(a=["0.1", "1"], b=["0.2", None])) == [Decimal("0.300"), None]


def test_whole_numbers_add_up_to_whole_numbers(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    assert tried("{total: [a, b, c]}", "integer").on(rows_of(a=[1], b=[2], c=[3])) == [6]


def test_the_column_that_is_no_number_is_named(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{total: [a, b]}", "decimal(18,3)")
    unread = one.expression.values(rows_of(a=["1"], b=["x"])).unread
    assert [(found.column, found.reason) for found in unread] == [("b", "not_a_number")]


def test_a_sum_too_large_for_the_column_is_refused(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{total: [a, b]}", "decimal(4,0)")
    assert [reason for _, reason, *_ in one.unread(rows_of(a=["9999"], b=["1"]))] == ["out_of_range"]


def test_something_must_be_added(tried: Callable[..., Any]) -> None:
    assert tried("{total: []}", "integer").messages == ["no columns to add up"]
