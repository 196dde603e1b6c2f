"""`month`"""

from collections.abc import Callable
from datetime import date
from typing import Any

from jicha.intake.rows import Rows


def test_a_month_comes_as_number_text_or_date(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{month: a, format: [YYYYMM, YYYY-MM-DD]}", "month")
    assert one.on(rows_of(a=[202405])) == [date(2024, 5, 1)]
    assert one.on(rows_of(a=["202405", "2024-05-31", None])) == [date(2024, 5, 1), date(2024, 5, 1), None]
    assert one.on(rows_of(a=[date(2024, 5, 31)])) == [date(2024, 5, 1)]


def test_what_is_no_month_is_refused(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{month: a, format: YYYYMM}", "month")
    assert one.unread(rows_of(a=["202413"])) == [(0, "not_in_calendar", "202413", "YYYYMM")]


def test_the_usual_forms_of_a_month_need_no_format(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    texts = ["202405", "2024-05", "2024年5月", "2024年05", "2024-05-31"]
    assert tried("a", "month").on(rows_of(a=texts)) == [date(2024, 5, 1)] * 5
    assert tried("a", "month").on(rows_of(a=[202405])) == [date(2024, 5, 1)]
    assert tried("{month: a}", "month").on(rows_of(a=["2024年5月", "--"])) == [date(2024, 5, 1), None]


def test_a_number_with_a_point_is_no_month(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    assert [reason for _, reason, *_ in tried("a", "month").unread(rows_of(a=[2024.1]))] == ["not_a_month"]
