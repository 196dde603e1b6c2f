"""`join`"""

from collections.abc import Callable
from typing import Any

from jicha.intake.rows import Rows


def test_missing_parts_are_left_out(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried('{join: [a, b, c], separator: ", "}', "text")
    rows = rows_of(a=["Road 1", None, None], b=["", "Town", None], c=[5, 6, None])
    assert one.on(rows) == ["Road 1, 5", "Town, 6", None]


def test_a_blank_is_the_separator_when_none_is_given(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    assert tried("{join: [a, b]}", "text").on(rows_of(a=["x"], b=["y"])) == ["x y"]


def test_nothing_cannot_be_joined(tried: Callable[..., Any]) -> None:
    assert tried("{join: []}", "text").messages == ["no columns to join"]
