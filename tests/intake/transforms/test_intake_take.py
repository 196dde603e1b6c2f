"""`take`, and the plain word that means the same"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from jicha.intake.manner import Manner
from jicha.intake.rows import Rows


@pytest.mark.parametrize(
    ("column_type", "written", "value"),
    [
        ("text", "007", "007"),
        ("integer", "12", 12),
        ("decimal(18,3)", "1.5", Decimal("1.500")),
        ("boolean", "true", True),
        ("date", "2026-01-15", date(2026, 1, 15)),
        ("month", "202601", date(2026, 1, 1)),
        ("instant", "2026-01-15 02:00:00", datetime(2026, 1, 15, 2)),
        ("code(commodity)", "gas", "gas"),
    ],
)
def test_a_plain_word_is_read_by_the_columns_type(
    tried: Callable[..., Any], rows_of: Callable[..., Rows], column_type: str, written: str, value: object
) -> None:
    rows = rows_of(a=[f" {written} ", None])
    assert tried("a", column_type).on(rows) == [value, None]
    assert tried("{take: a}", column_type).on(rows) == [value, None]


def test_text_takes_numbers_without_a_point(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    assert tried("a", "text").on(rows_of(a=[12.0, 13.0])) == ["12", "13"]


def test_a_curve_is_not_one_column(tried: Callable[..., Any]) -> None:
    assert tried("a", "list(integer)").messages == ["a list(integer) cannot be taken from one column"]


def test_an_identifier_is_held_to_its_grammar_and_a_name_is_not(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    rows = rows_of(a=["A\u202e7", "1E5", "12345678.0", "А12", "x" * 65])
    assert tried("a", "text").on(rows) == rows.column("a").to_pylist()
    assert tried("a", "text", identifies=True).unread(rows) == [
        (0, "hidden_character", "A\u202e7", "U+202E"), (3, "mixed_script", "А12", ""),
        (1, "damaged_number", "1E5", ""), (2, "point_zero", "12345678.0", ""), (4, "too_long", "x" * 65, "64"),
    ]  # fmt: skip


def test_a_name_that_says_nothing_is_missing_in_few_words_only(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    assert tried("a", "text").on(rows_of(a=["--", "NULL", "无", "-", "采集失败"])) == [
        None,
        None,
        "无",
        "-",
        "采集失败",
    ]


def test_zeros_are_put_back_for_a_source_that_somebody_has_seen(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    written = "{take: a, pad: 10, point_zero: drop}"
    seen = tried(written, "text", identifies=True, manner=Manner(confirmed=True))
    rows = rows_of(a=["12345678.0", "0012345678", "12345678901"])
    assert seen.expression.values(rows).array.to_pylist() == ["0012345678", "0012345678", None]
    assert seen.unread(rows) == [(2, "longer_than_pad", "12345678901", "10")]
    guessed = tried(written, "text", identifies=True)
    assert guessed.messages == ["pad puts back digits that nobody has seen"]
    assert tried(written, "text", manner=Manner(confirmed=True)).messages == ["pad is for identifiers"]


def test_the_parts_of_an_identifier_are_identifiers(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{identifier: [{take: a, pad: 4}, b]}", "text", manner=Manner(confirmed=True))
    assert one.on(rows_of(a=["12", "'0034"], b=["Ｘ", "y"])) == ["t:0012:X", "t:0034:y"]
