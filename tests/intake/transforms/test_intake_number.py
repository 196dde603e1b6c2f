"""`number`"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jicha.intake.rows import Rows


def test_the_unit_is_changed_by_a_factor(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    assert tried("{number: a, times: 0.001}", "decimal(18,3)").on(rows_of(a=["1234", None])) == [Decimal("1.234"), None]


def test_whole_number_columns_take_whole_numbers(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{number: a}", "integer")
    assert one.on(rows_of(a=["12", "-3"])) == [12, -3]
    assert [reason for _, reason, *_ in one.unread(rows_of(a=["1.5"]))] == ["too_precise"]


def test_each_fault_has_its_reason_and_limit(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{number: a}", "decimal(9,3)")
    assert one.unread(rows_of(a=["1", "abc", "1.2345", "1234567"])) == [
        (1, "not_a_number", "abc", "1234.5"), (2, "too_precise", "1.2345", "3"), (3, "out_of_range", "1234567", "6")
    ]  # fmt: skip


def test_rounding_must_be_allowed(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    assert tried("{number: a, half_up: yes}", "decimal(9,2)").on(rows_of(a=["2.675"])) == [Decimal("2.68")]


def test_a_factor_must_be_a_plain_number(tried: Callable[..., Any]) -> None:
    for factor in ("0", "1e3", "abc", "1/3"):
        assert tried(f"{{number: a, times: {factor}}}", "decimal(18,3)").messages == [f"times is {factor!r}"]
