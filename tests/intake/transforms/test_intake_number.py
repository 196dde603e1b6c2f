"""`number`"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jicha.intake.manner import Manner
from jicha.intake.number_style import NumberStyle, Style
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


def test_the_style_of_the_source_holds_unless_the_column_says_otherwise(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    european = Manner(numbers=NumberStyle(Style.EUROPEAN))
    rows = rows_of(a=["1.234,5", "12"])
    assert tried("{number: a}", "decimal(18,3)", manner=european).on(rows) == [Decimal("1234.500"), Decimal("12.000")]
    assert tried("a", "decimal(18,3)", manner=european).on(rows) == [Decimal("1234.500"), Decimal("12.000")]
    plain = tried("{number: a, style: plain}", "decimal(18,3)", manner=european)
    assert [(row, reason) for row, reason, *_ in plain.unread(rows)] == [(0, "other_number_style")]


def test_a_number_of_another_style_is_told_with_the_style_it_would_follow(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    one = tried("{number: a, style: grouped}", "decimal(18,3)")
    assert one.unread(rows_of(a=["1,234.5", "1.234,5", "1 234,5"])) == [
        (1, "other_number_style", "1.234,5", "european (1.234,5)"),
        (2, "other_number_style", "1 234,5", "spaced (1 234,5)"),
    ]


def test_units_by_column(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(a=["12.5kWh", "2MWh", "1.5万kWh", "7", "3 kvarh"])
    one = tried("{number: a, unit: kWh, units: {MWh: 1000, 万kWh: 10000}}", "decimal(18,3)", unit="kWh")
    assert one.expression.values(rows).array.to_pylist() == [
        Decimal("12.500"), Decimal("2000.000"), Decimal("15000.000"), Decimal("7.000"), None
    ]  # fmt: skip
    assert one.unread(rows) == [(4, "other_unit", "3 kvarh", "1234.5, 1234.5 kWh, 1234.5 MWh, 1234.5 万kWh")]


def test_a_unit_that_is_not_the_columns_own_needs_its_factor(tried: Callable[..., Any]) -> None:
    bare = tried("{number: a, unit: MWh}", "decimal(18,3)", unit="kWh")
    assert bare.messages == ["unit is 'MWh', the column is in kWh"]
    assert tried("{number: a, unit: MWh, times: 1000}", "decimal(18,3)", unit="kWh").messages == []
    both = tried("{number: a, times: 10, units: {MWh: 1000}}", "decimal(18,3)", unit="kWh")
    assert both.messages == ["units says what one of each is"]


def test_a_percentage_becomes_what_the_column_is_in(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(a=["12.5%"])
    assert tried("{number: a, percent: yes}", "decimal(9,6)", unit="1").on(rows) == [Decimal("0.125000")]
    assert tried("{number: a, percent: yes}", "decimal(9,6)", unit="%").on(rows) == [Decimal("12.500000")]
    plain = tried("{number: a, percent: plain}", "decimal(9,6)", unit="1")
    assert plain.on(rows_of(a=["12.5", "7%"])) == [Decimal("0.125000"), Decimal("0.070000")]
    signed = tried("{number: a, percent: yes}", "decimal(9,6)", unit="1")
    assert signed.unread(rows_of(a=["12.5"])) == [(0, "other_unit", "12.5", "1234.5%")]


def test_what_the_profile_calls_nothing_is_missing(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    rows = rows_of(a=["1", "采集失败", "--", "x"], nulls=("x",))
    assert tried("a", "decimal(18,3)").on(rows) == [Decimal("1.000"), None, None, None]


def test_columns_added_up_are_read_in_the_same_style(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{total: [a, b], style: grouped}", "decimal(18,2)")
    assert one.on(rows_of(a=["1,000.5", "--"], b=["2", "3"])) == [Decimal("1002.50"), None]


def test_a_formula_without_a_result_is_no_value(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    unread = tried("a", "decimal(12,3)").unread(rows_of(a=["#FORMULA", "12.5kWh", "x"]))
    assert sorted(unread) == [
        (0, "no_value", "#FORMULA", ""),
        (1, "other_unit", "12.5kWh", "1234.5"),
        (2, "not_a_number", "x", "1234.5"),
    ]
