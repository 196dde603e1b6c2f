"""A sheet laid out: numbered lines, bases, what rests on open values, ranges; an unsound sheet is not laid out."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
import sheets

from jicha.press.say import Language
from jicha.press.worksheet.view import View
from jicha.press.worksheet.view import view as laid_out
from jicha.terms.sheet import BadSheet, Sheet
from jicha.terms.units import parse_quantity
from jicha.terms.worksheet import Worksheet


def view(sheet: Worksheet, language: Language) -> View:
    """The sheet laid out, with plain blanks where a number is tied to its unit."""
    return _plain(laid_out(sheet, language))  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Language):
        return value.replace("\u00a0", " ")
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _plain(getattr(value, one.name)) for one in fields(value)})
    return value


def test_a_step_shows_its_formula_in_words_with_line_numbers_and_in_amounts() -> None:
    charge = next(line for line in view(sheets.sheet(), Language.ZH).steps if line.words == "补交电费")
    assert charge.number == 10
    assert charge.in_words == "追补电量 [9] × 电价（平段） [4]"
    assert charge.in_numbers == "8,640 kWh × 0.6083 元/kWh"
    assert charge.rounding == "四舍五入到 0.01"
    assert charge.amount == "5,255.71 元"


def test_every_line_says_where_it_comes_from_and_how_surely() -> None:
    bases = [line.basis for line in view(sheets.sheet(), Language.EN).givens]
    assert bases == [
        "Fact of the case; source: 现场检查记录 2025-07-01",
        "Law; source: 供电营业规则(1996) 第103条; published text",
        "Our default, not law; to be confirmed",
        "Price book; source: 赣电价〔2024〕1号; official text",
        "Our default, not law; source, to be confirmed: 供电营业规则(2024) 第104条",
        "Reading that was confirmed; source: half a day as agreed",
        "Fact of the case",
    ]


def test_a_result_names_the_open_lines_under_it_however_deep() -> None:
    charge, penalty = view(sheets.sheet(), Language.EN).results
    assert charge.rests_on == "Rests on lines to be confirmed: [3]"
    assert penalty.rests_on == "Rests on lines to be confirmed: [3], [5]"


def test_a_sheet_on_proven_lines_warns_of_nothing() -> None:
    sheet = Sheet("recovery", customer="1")
    sheet.given("load", 8, "kW", origin="case")
    sheet.given("hours", 6, "hour/day", origin="law", confidence="A", source="x y")
    sheet.step("energy", "load * hours", "kWh/day")
    found = view(sheet.done("energy"), Language.EN)
    assert (found.warnings, found.results[0].rests_on, found.is_several) == ((), "", False)


def test_warnings_tell_what_is_outside_its_range_and_what_is_open() -> None:
    warnings = view(sheets.sheet(), Language.EN).warnings
    assert warnings == (
        "Nobody can show since when; 180 days are assumed",
        "Energy lies outside its range.",
        "Lines [3], [5] rest on values to be confirmed: they are not shown as law, and the result changes with them.",
    )


@pytest.mark.parametrize(
    ("low", "high", "is_outside"),
    [("", "", False), ("less", "", False), ("more", "", True), ("", "more", False), ("", "less", True),
     ("same", "same", False)],
)  # fmt: skip
def test_a_value_lies_inside_with_its_ends(low: str, high: str, is_outside: bool) -> None:
    sheet = Sheet("recovery", customer="1")
    for name, kwh in (("less", 9), ("same", 10), ("more", 11)):
        sheet.given(name, kwh, "kW*hour", origin="case", word="capacity")
    sheet.given("energy", 10, "kWh", origin="case")
    sheet.bound("energy", low=low, high=high, word="by_breaker")
    (span,) = view(sheet.done("energy"), Language.EN).ranges
    assert span.is_outside == is_outside
    assert bool(span.low) == bool(low)
    assert span.value == "10 kWh"


def test_only_a_number_without_a_finite_decimal_is_marked() -> None:
    shown = {line.words: line.value for line in view(sheets.sheet(), Language.EN).steps}
    assert shown["Share of each day"] == "≈ 0.333333333333"
    assert shown["Energy"] == "8,640"


def test_several_amounts_of_money_are_told_to_stand_apart() -> None:
    assert view(sheets.sheet(), Language.EN).is_several


def test_a_sheet_beside_is_laid_out_too() -> None:
    (other,) = view(sheets.sheet(), Language.EN).alternatives
    assert other.results[0].line.amount == "2,627.86 CNY"
    assert other.alternatives == ()


def test_a_sheet_changed_by_hand_is_not_laid_out_nor_one_beside_it() -> None:
    sheet = sheets.sheet()
    charge = replace(sheet.steps[2], result=parse_quantity("5255.72 CNY"))
    changed = replace(sheet, steps=(*sheet.steps[:2], charge, *sheet.steps[3:]))
    for bad in (changed, replace(sheet, alternatives=(changed,))):
        with pytest.raises(BadSheet, match=r"charge = .*5255\.71"):
            view(bad, Language.EN)


def test_a_formula_of_plain_numbers_is_said_once() -> None:
    sheet = Sheet("recovery", customer="1")
    sheet.step("energy", "2 * 3")
    (line,) = view(sheet.done("energy"), Language.EN).steps
    assert (line.in_words, line.in_numbers) == ("2 × 3", "")


def test_a_number_is_tied_to_its_unit_and_a_line_to_its_number() -> None:
    energy = laid_out(sheets.sheet(), Language.EN).steps[1]
    assert energy.in_words.startswith("Load connected\u00a0[1] × ")
    assert energy.in_numbers.startswith("8\u00a0kW × ")


def test_a_number_below_nothing_stands_in_brackets() -> None:
    sheet = Sheet("recovery", customer="1")
    sheet.given("load", -8, "kW", origin="case")
    sheet.step("energy", "10 * load", "kW")
    assert view(sheet.done("energy"), Language.EN).steps[0].in_numbers == "10 × (-8 kW)"
