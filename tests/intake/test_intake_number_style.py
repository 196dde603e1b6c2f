"""Styles of numbers: each reads its own, and names the other that a refused number follows."""

from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.intake.number_style import NumberStyle, Percent, Style, rewrite, styles_of, unit_of


def read(texts: list[str | None], **options: Any) -> list[str | None]:
    """Each text in the plain grammar, or its reason in capitals."""
    found = rewrite(pa.array(texts, pa.string()), NumberStyle(**options))
    refused = [next((reason for reason, rows in found.refused.items() if rows[row]), "") for row in range(len(texts))]
    return [reason.upper() or text for reason, text in zip(refused, found.text.to_pylist(), strict=True)]


OTHER = "OTHER_NUMBER_STYLE"
MIXED = ["1,234.5", "1.234,5", "1 234,5", "1,234", "1.234", "1234.5", "1234,5", "-1,234,567.8", "12,34", "0,123", "5"]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (Style.PLAIN, [OTHER, OTHER, OTHER, OTHER, "1.234", "1234.5", OTHER, OTHER, OTHER, OTHER, "5"]),
        (Style.GROUPED, ["1234.5", OTHER, OTHER, "1234", "1.234", "1234.5", OTHER, "-1234567.8", OTHER, OTHER, "5"]),
        (Style.EUROPEAN, [OTHER, "1234.5", OTHER, "1.234", "1234", OTHER, "1234.5", OTHER, "12.34", "0.123", "5"]),
        (Style.SPACED, [OTHER, OTHER, "1234.5", "1.234", OTHER, OTHER, "1234.5", OTHER, "12.34", "0.123", "5"]),
    ],
)  # fmt: skip
def test_each_style_reads_its_own_and_guesses_no_other(style: Style, expected: list[str]) -> None:
    assert read(MIXED, style=style) == expected


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f", "\u2009", "\u3000"])
def test_groups_may_be_set_apart_by_any_blank(blank: str) -> None:
    assert read([f"1{blank}234{blank}567,5"], style=Style.SPACED) == ["1234567.5"]


def test_full_width_signs_follow_the_style_as_well() -> None:
    assert read(["１，２３４．５"], style=Style.GROUPED) == ["1234.5"]
    assert read(["１２"], wide=False) == ["OTHER_DIGITS"]


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("1.234,5", "european (1.234,5)"),
        ("1 234,5", "spaced (1 234,5)"),
        ("1,234,567", "grouped (1,234.5)"),
        ("1,234", "grouped (1,234.5) or european (1.234,5) or spaced (1 234,5)"),
        ("１，２３４．５", "grouped (1,234.5)"),
        ("-1234.5", "plain (1234.5) or grouped (1,234.5)"),
        ("words", ""),
    ],
)
def test_the_style_that_a_number_would_follow_is_named(text: str, styles: str) -> None:
    assert styles_of(text) == styles


def test_accounting_is_read_where_it_is_said() -> None:
    texts = ["(12.5)", "12.5-", "0.00-", "-12.5", "12.5", "(-5)", "-5-", "(5", "()", "(1,234.5)"]
    assert read(texts, accounting=True, style=Style.GROUPED) == [
        "-12.5", "-12.5", "-0.00", "-12.5", "12.5", "NOT_A_NUMBER", "NOT_A_NUMBER", "NOT_A_NUMBER", "NOT_A_NUMBER",
        "-1234.5",
    ]  # fmt: skip
    assert read(["(12.5)", "12.5-", "(1.234,5)"]) == ["ACCOUNTING_SIGN"] * 3


UNITS = (("MWh", Decimal(1000)), ("万kWh", Decimal(10000)), ("¥", Decimal(1)))


def test_a_named_unit_is_stripped_and_another_refused() -> None:
    texts = ["12.5kWh", "12.5 kWh", "12.5ｋＷｈ", "12.5", "12.5 MWh", "7kvarh", "5万kWh", "12.5KWH"]
    assert read(texts, unit="kWh") == [
        "12.5", "12.5", "12.5", "12.5", "OTHER_UNIT", "OTHER_UNIT", "OTHER_UNIT", "OTHER_UNIT"
    ]  # fmt: skip
    assert unit_of("12.5 MWh") == "MWh"


def test_each_of_several_units_has_its_factor_and_a_bare_number_needs_one() -> None:
    texts = pa.array(["2MWh", "3 万kWh", "¥5", "7"])
    found = rewrite(texts, NumberStyle(units=UNITS))
    assert found.text.to_pylist() == ["2", "3", "5", None]
    assert [NumberStyle(units=UNITS).factors[one] for one in found.factor] == [1000, 10000, 1, 1]
    assert found.refused["other_unit"].tolist() == [False, False, False, True]
    assert read(["7", "2MWh"], unit="kWh", units=UNITS) == ["7", "2"]


def test_units_and_accounting_go_together() -> None:
    assert read(["(12.5 kWh)", "(12.5)kWh"], unit="kWh", accounting=True) == ["-12.5", "-12.5"]


def test_a_percentage_says_so_unless_its_column_does() -> None:
    assert read(["12.5%", "１２．５％", "12.5 %", "-3%", "12.5"], percent=Percent.SIGN) == [
        "12.5", "12.5", "12.5", "-3", "OTHER_UNIT"
    ]  # fmt: skip
    assert read(["12.5%", "12.5"], percent=Percent.PLAIN) == ["12.5", "12.5"]
    assert read(["12.5%"]) == ["OTHER_UNIT"]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.decimals(-(10**12), 10**12, places=2), min_size=1), st.sampled_from(list(Style)))
def test_a_number_written_in_a_style_comes_back_as_it_was(numbers: list[Decimal], style: Style) -> None:
    group, point = {Style.PLAIN: ("", "."), Style.GROUPED: (",", "."), Style.EUROPEAN: (".", ","),
                    Style.SPACED: (" ", ",")}[style]  # fmt: skip
    texts = [f"{one:,.2f}".translate({ord(","): group, ord("."): point}) for one in numbers]
    assert [Decimal(one or "") for one in read(texts, style=style)] == numbers


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("0123456789,. -+"), min_size=1, max_size=9))
def test_no_text_means_different_numbers_in_two_styles_and_is_read_by_a_third(text: str) -> None:
    """Plain and grouped agree where both read, and so do european and spaced: only the pair says what a sign means."""
    found = {one: read([text], style=one)[0] for one in Style}
    for one, other in (Style.PLAIN, Style.GROUPED), (Style.EUROPEAN, Style.SPACED):
        values = [found[style] for style in (one, other) if not (found[style] or "").isupper()]
        assert len({Decimal(value) for value in values if value}) <= 1
