"""Workbooks: amounts are numbers, identifiers are texts, and the clock leaves no trace."""

from __future__ import annotations

import time
from pathlib import Path

import pyarrow as pa
from python_calamine import CalamineWorkbook

from jicha.twin.deliver.forms.sheet import Sheet
from jicha.twin.deliver.forms.xlsx_file import write

ROWS = pa.table(
    {
        "资产编号": ["3330001000000000000011", "02"],
        "金额": ["-12.50", None],
        "大数": ["12345678901234.567", "0.1"],
        "户名": ["=1+1", "http://甲"],
    }
)
SHEET = Sheet(ROWS, "清单", "制表人：王", {"金额": "-12.50"}, frozenset({"金额", "大数"}))


def test_amounts_are_numbers_and_everything_else_is_text(tmp_path: Path) -> None:
    write(SHEET, tmp_path / "a.xlsx")
    cells = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    assert cells == [
        ["清单", "", "", ""],
        ["资产编号", "金额", "大数", "户名"],
        ["3330001000000000000011", -12.5, "12345678901234.567", "=1+1"],  # 17 digits are too many for a cell
        ["02", "", 0.1, "http://甲"],
        ["合计", -12.5, "", ""],
        ["制表人：王", "", "", ""],
    ]


def test_the_same_list_has_the_same_bytes_later(tmp_path: Path) -> None:
    write(SHEET, tmp_path / "a.xlsx")
    time.sleep(2.1)  # a ZIP archive tells times in steps of two seconds
    write(SHEET, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
