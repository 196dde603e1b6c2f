"""The sheet as text: 80 columns, numbers at the edge, everything said."""

from __future__ import annotations

import pytest
import sheets
from rich.cells import cell_len

from jicha.press.say import Language
from jicha.press.worksheet.text import WIDTH, worksheet_text


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("customer", ["张三（1001）", "W" * 300, "深" * 300, "a\nb\x1b[31m\u202e"])
def test_no_line_is_wider_than_eighty_columns_and_nothing_steers_the_screen(language: Language, customer: str) -> None:
    text = worksheet_text(sheets.sheet(customer), language)
    assert max(cell_len(line) for line in text.splitlines()) <= WIDTH
    assert all(line.isprintable() for line in text.split("\n"))


@pytest.mark.parametrize("language", list(Language))
def test_amounts_end_at_the_right_edge(language: Language) -> None:
    lines = worksheet_text(sheets.sheet(), language).splitlines()
    numbered = [line for line in lines if line.startswith("[")]
    assert len(numbered) == 22
    assert {cell_len(line) for line in numbered} == {WIDTH}


def test_a_step_reads_as_a_lawyer_needs_it() -> None:
    text = worksheet_text(sheets.sheet(), Language.ZH)
    start = text.index("[10]")
    assert [line.strip() for line in text[start:].splitlines()[1:4]] == [
        "= 追补电量 [9] × 电价（平段） [4]",
        "= 8,640 kWh × 0.6083 元/kWh",
        "四舍五入到 0.01",
    ]


def test_warnings_stand_before_the_numbers_and_other_sheets_after() -> None:
    text = worksheet_text(sheets.sheet(), Language.EN)
    order = ["Warnings", "Remarks", "Givens", "Steps", "Results", "Range", "Digest", "Beside this sheet, No. 1"]
    places = [text.index(word) for word in order]
    assert places == sorted(places)


def test_the_two_accounts_are_never_one_sum() -> None:
    text = worksheet_text(sheets.sheet(beside=False), Language.EN)
    assert "5,255.71 CNY" in text
    assert "15,767.13 CNY" in text
    assert "21,022.84" not in text
    assert "adds none of them up" in text
