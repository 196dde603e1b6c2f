"""`first`"""

from collections.abc import Callable
from datetime import date
from typing import Any

from jicha.intake.rows import Rows


def test_the_first_way_that_gives_something_counts(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{first: [{identifier: [a]}, {identifier: [b, c]}]}", "text")
    rows = rows_of(a=["1", None, None], b=["2", "2", None], c=["3", "3", "3"])
    assert one.on(rows) == ["t:1", "t:2:3", None]


def test_it_fills_columns_of_any_type(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{first: [{date: a}, b]}", "date")
    assert one.on(rows_of(a=["2026-04-10", None], b=["2026-04-11", "2026-04-12"])) == [
        date(2026, 4, 10),
        date(2026, 4, 12),
    ]


def test_a_constant_may_come_last_and_only_where_its_condition_holds(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{first: [a, {constant: x, when: {column: b, given: yes}}, {constant: y}]}", "text")
    assert one.on(rows_of(a=["1", None, None], b=["2", "2", None])) == ["1", "x", "y"]


def test_what_cannot_be_read_is_not_passed_over_for_the_next_way(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{first: [{date: a}, {date: b}]}", "date")
    rows = rows_of(a=["gestern", None, "2026-04-10"], b=["2026-04-11", "heute", "morgen"])
    assert [(row, reason, text) for row, reason, text, _ in one.unread(rows)] == [
        (0, "not_a_date", "gestern"),
        (1, "not_a_date", "heute"),
    ]


def test_one_way_is_no_choice(tried: Callable[..., Any]) -> None:
    assert tried("{first: [a]}", "text").messages == ["first needs at least two ways"]


def test_it_is_silent_only_where_every_way_is(tried: Callable[..., Any]) -> None:
    both = tried("{first: [a, {identifier: [b, c]}]}", "text").expression
    assert both is not None
    assert both.silent(frozenset({"a", "b"}))
    assert not both.silent(frozenset({"b", "c"}))
    fallback = tried("{first: [a, {constant: x}]}", "text").expression
    assert fallback is not None
    assert not fallback.silent(frozenset({"a", "b", "c"}))
