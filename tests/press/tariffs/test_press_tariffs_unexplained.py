"""The bills that no reading explains, as a CSV and as a workbook."""

from __future__ import annotations

import csv
from pathlib import Path

from calibration_rows import CALIBRATION
from python_calamine import CalamineWorkbook

from jicha.press.say import Language
from jicha.press.tariffs.unexplained import write_unexplained


def test_the_list_is_complete_in_both_forms_and_both_languages(tmp_path: Path) -> None:
    table, book = tmp_path / "out" / "list.csv", tmp_path / "new" / "list.xlsx"
    assert write_unexplained(CALIBRATION, Language.EN, csv=table, xlsx=book) == [table, book]
    with table.open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    assert head[7] == "First component that differs"
    assert row == ["36", "w", "West", "'=c", "b1", "2025-03-01", "P", "Capacity or demand", "10.500", "10.500", "9.00",
                   "7.25", "1.75"]  # fmt: skip
    found = CalamineWorkbook.from_path(str(book))
    assert found.sheet_names == ["Not explained"]
    head, row = found.get_sheet_by_index(0).to_python()
    assert (head[0], row[4], row[12]) == ("Region", "b1", 1.75)
    write_unexplained(CALIBRATION, Language.ZH, csv=table)
    assert "首个不一致分项" in table.read_text(encoding="utf-8-sig")
    assert "容（需）量电费" in table.read_text(encoding="utf-8-sig")


def test_nothing_is_written_that_was_not_asked_for() -> None:
    assert write_unexplained(CALIBRATION, Language.EN) == []
