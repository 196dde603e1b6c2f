"""`failed`: a reading that failed is no blank."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jicha.intake.rows import Rows

COLUMN = ["12.5", "采集失败", "未采集", "--", "", None]


def test_a_yes_or_no_keeps_apart_what_a_number_cannot(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(a=COLUMN)
    assert tried("a", "decimal(9,1)").on(rows) == [Decimal("12.5"), None, None, None, None, None]
    assert tried("{failed: a}", "boolean").on(rows) == [False, True, True, None, None, None]
    assert tried("{failed: a, words: [--]}", "boolean").on(rows) == [False, None, None, True, None, None]


def test_a_code_says_how_it_failed(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{failed: a, codes: {采集失败: failed, 未采集: not_covered}, otherwise: none}", "code(missing_reason)")
    assert one.on(rows_of(a=COLUMN)) == ["none", "failed", "not_covered", None, None, None]


def test_a_code_column_needs_our_codes(tried: Callable[..., Any]) -> None:
    assert tried("{failed: a}", "code(missing_reason)").messages == ["a code column needs a code for each word"]
    wrong = tried("{failed: a, codes: {采集失败: faild}}", "code(missing_reason)")
    assert wrong.messages == ["'faild' is no code of missing_reason"]
    assert tried("{failed: a, otherwise: none}", "boolean").messages == ["a yes or no has no otherwise"]
