"""The workbook of a run: sheets that follow full ones count, and other workbooks are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from press_runs import BACKGROUND, small_run

from jicha.press.read_back.workbook import read_workbook
from jicha.press.say import Language
from jicha.press.xlsx import write_xlsx
from jicha.twin.scorer.findings import NotFindings


def test_the_sheets_that_follow_a_full_one_are_read(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    write_xlsx(small_run(), BACKGROUND, path, Language.ZH, sheet_rows=3)
    assert len(read_workbook(path).table) == 6


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("one").write(0, 0, "who")
    book.close()
    with pytest.raises(NotFindings):
        read_workbook(path)
    path.write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(NotFindings):
        read_workbook(path)
