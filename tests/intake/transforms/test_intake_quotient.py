"""`quotient`"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jicha.intake.rows import Rows


def test_two_numbers_make_a_ratio_and_one_is_a_ratio_itself(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{quotient: a}", "decimal(12,3)")
    rows = rows_of(a=["100/5", "10000/100", "10/0.1", "400 : 5", "20", "--", None])
    assert one.on(rows) == [Decimal(number) for number in ("20", "100", "100", "80", "20")] + [None, None]


def test_what_is_no_ratio_or_none_that_the_column_holds_is_refused(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{quotient: a}", "decimal(12,3)")
    unread = one.unread(rows_of(a=["100:", "5/0", "100/3", "100/5"]))
    assert unread == [
        (0, "not_a_number", "100:", "100/5"),
        (1, "not_a_number", "5/0", "100/5"),
        (2, "too_precise", "100/3", "3"),
    ]
