"""Every type reads its own grammar, refuses what lies beside it, and writes back what it read."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.schema import ColumnType
from jicha.schema.values import BadValue, format_value, parse_value

MONEY = ColumnType.parse("decimal(18,2)")


@pytest.mark.parametrize(
    ("type_text", "text", "value"),
    [
        ("text", "S 1", "S 1"),
        ("integer", "-12", -12),
        ("integer", "007", 7),
        ("decimal(18,2)", "12.5", Decimal("12.50")),
        ("decimal(18,2)", "-0.10", Decimal("-0.10")),
        ("decimal(18,2)", "1.500", Decimal("1.50")),
        ("decimal(3,0)", "120", Decimal("120")),
        ("boolean", "true", True),
        ("date", "2024-02-29", date(2024, 2, 29)),
        ("month", "2026-01", date(2026, 1, 1)),
        ("instant", "2026-01-15 02:00", datetime(2026, 1, 15, 2)),
        ("instant", "2026-01-15 02:00:01.5", datetime(2026, 1, 15, 2, 0, 1, 500000)),
        ("code(org_level)", "city", "city"),
        ("list(integer)", "1 2 3", [1, 2, 3]),
        ("list(integer)", "3*10 - -5", [10, 10, 10, None, -5]),
    ],
)
def test_a_text_becomes_the_value_of_its_type(type_text: str, text: str, value: object) -> None:
    read = parse_value(ColumnType.parse(type_text), text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("type_text", "text", "message"),
    [
        ("integer", "1.0", "not a whole number"),
        ("integer", "1e3", "not a whole number"),
        ("integer", "١٢", "not a whole number"),
        ("integer", "9223372036854775808", "too large"),
        ("decimal(18,2)", "1,000.00", "not a number"),
        ("decimal(18,2)", "1e3", "not a number"),
        ("decimal(18,2)", "nan", "not a number"),
        ("decimal(18,2)", ".5", "not a number"),
        ("decimal(18,2)", "0.005", "more than 2 decimals"),
        ("decimal(5,2)", "1000", "too large"),
        ("boolean", "True", "not true or false"),
        ("date", "2026-02-30", "not in the calendar"),
        ("date", "2026-1-5", "not a date"),
        ("month", "2026-13", "not in the calendar"),
        ("instant", "2026-01-15T02:00Z", "not an instant"),
        ("code(org_level)", "citty", "Did you mean 'city'"),
        ("code(org_level)", "", "Known: head, province"),
        ("list(integer)", "1,2", "not a list item"),
        ("list(integer)", "2147483648", "too large"),
        ("list(integer)", "", "empty text"),
        ("text", "  ", "empty text"),
    ],
)
def test_what_lies_beside_the_grammar_is_refused_by_name(type_text: str, text: str, message: str) -> None:
    with pytest.raises(BadValue, match=message):
        parse_value(ColumnType.parse(type_text), text)


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2, allow_nan=False))
def test_money_reads_back_what_was_written(value: Decimal) -> None:
    assert parse_value(MONEY, format_value(MONEY, value)) == value


@given(st.lists(st.one_of(st.none(), st.integers(-(2**31), 2**31 - 1)), min_size=1))
def test_a_curve_reads_back_what_was_written(value: list[int | None]) -> None:
    curve = ColumnType.parse("list(integer)")
    assert parse_value(curve, format_value(curve, value)) == value


@given(st.datetimes())
def test_an_instant_reads_back_what_was_written(value: datetime) -> None:
    instant = ColumnType.parse("instant")
    assert parse_value(instant, format_value(instant, value)) == value


@given(st.dates())
def test_a_date_and_its_month_read_back_what_was_written(value: date) -> None:
    day, month = ColumnType.parse("date"), ColumnType.parse("month")
    assert parse_value(day, format_value(day, value)) == value
    assert parse_value(month, format_value(month, value)) == value.replace(day=1)


def test_null_is_written_as_nothing_and_never_read() -> None:
    assert format_value(MONEY, None) == ""
    with pytest.raises(BadValue):
        parse_value(MONEY, "")


def test_an_exact_decimal_is_written_without_an_exponent() -> None:
    assert format_value(MONEY, Decimal("1E+3")) == "1000"
    assert format_value(ColumnType.parse("boolean"), False) == "false"
