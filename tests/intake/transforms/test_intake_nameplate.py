"""`nameplate`"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jicha.intake.rows import Rows

PRINTED = ["5(60)A", "1.5（6）Ａ", "3×1.5(6)A", "10(100)", "5A", "20", "0.25-0.5(60)A", "--", None]


def test_both_currents_of_a_nameplate_are_read(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    basic, most = (tried(f"{{nameplate: a, part: {part}}}", "decimal(12,3)") for part in ("basic", "max"))
    rows = rows_of(a=PRINTED)
    numbers = ("5", "1.5", "1.5", "10", "5", "20")
    assert basic.on(rows) == [*map(Decimal, numbers), None, None, None]
    assert most.on(rows) == [*map(Decimal, ("60", "6", "6", "100")), None, None, Decimal(60), None, None]


def test_numbers_of_a_workbook_are_basic_currents(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    assert tried("{nameplate: a, part: basic}", "decimal(12,3)").on(rows_of(a=[5.0, 1.5])) == [5, Decimal("1.5")]


def test_what_is_no_current_is_refused(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    unread = tried("{nameplate: a, part: max}", "decimal(12,3)").unread(
        rows_of(a=["5(60", "5mA", "0.25-0.5A", "5(60)A"])
    )
    assert unread == [(row, "not_a_number", text, "5(60)A") for row, text in enumerate(["5(60", "5mA", "0.25-0.5A"])]


def test_an_unknown_part_is_told(tried: Callable[..., Any]) -> None:
    assert tried("{nameplate: a, part: both}", "decimal(12,3)").messages == ["part is 'both'"]
