"""XLSX workbooks of small lists; bytes do not depend on when they are written."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import xlsxwriter

from jicha.twin.deliver.forms.sheet import Sheet

MOST_ROWS = 5_000  # a longer list goes out as CSV: a workbook takes fifty times as long to write
_CREATED = datetime(2020, 1, 1)  # XlsxWriter gives the parts of the archive a fixed time itself
_EXACT_DIGITS = 15  # what a cell of numbers holds without loss


def write(sheet: Sheet, path: Path) -> None:
    """Write one worksheet: title merged over all columns, header, rows, total, footer."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"created": _CREATED})
    page = book.add_worksheet("Sheet1")
    line, width = 0, len(sheet.words)
    if sheet.title:
        page.merge_range(0, 0, 0, max(width - 1, 1), sheet.title)
        line = 1
    numbers = [word in sheet.numbers for word in sheet.words]
    for cells in [sheet.words, *_records(sheet)]:
        for place, cell in enumerate(cells):
            if cell:
                _write(page, line, place, cell, place < width and numbers[place])
        line += 1
    if sheet.footer:
        page.write_string(line, 0, sheet.footer)
    book.close()


def _records(sheet: Sheet) -> list[list[str]]:
    columns = (sheet.rows[word].fill_null("").to_pylist() for word in sheet.words)
    rows = [list(one) for one in zip(*columns, strict=True)]
    total = sheet.total_row()
    return [*rows, total] if total else rows


def _write(page: xlsxwriter.worksheet.Worksheet, line: int, place: int, cell: str, number: bool) -> None:
    if number and sum(map(str.isdigit, cell)) <= _EXACT_DIGITS and _is_number(cell):
        page.write_number(line, place, float(cell))
    else:
        page.write_string(line, place, cell)


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()
