"""The workbook of a run: its sheets of findings, members of causes and coverage, and those that follow full ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from jicha.press.read_back.lists import listed_coverage, listed_findings, speaks
from jicha.terms.errors import Fault, Words
from jicha.twin.scorer.findings import Covered, Findings, NotFindings

_ROWS_AT_ONCE = 20_000


def read_workbook(path: Path) -> Findings:
    """The findings that hold in a run by its workbook, and what its rules looked at. Raises NotFindings."""
    parts: list[pa.Table] = []
    covered: dict[str, Covered] = {}
    try:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            table = _texts(book.get_sheet_by_name(name))
            if table is not None and speaks(table) is not None:
                parts.append(listed_findings(table, f"{path}[{name}]"))
            elif table is not None:
                covered |= listed_coverage(table, f"{path}[{name}]") or {}
    except (CalamineError, BadZipFile) as error:
        raise _no_workbook(path) from error
    if not parts:
        raise _no_workbook(path)
    return Findings(pa.concat_tables(parts), covered)


def _texts(sheet: CalamineSheet) -> pa.Table | None:
    """A sheet with its headings in the first row, every cell a text and blank cells null; None where it has none."""
    rows = sheet.iter_rows()
    headings = [str(one) for one in next(rows, [])]
    if len(set(headings)) < len(headings) or not headings:
        return None
    parts = [pa.table([list(column) for column in zip(*part, strict=True)], names=headings) for part in _parts(rows)]
    schema = pa.schema([(name, pa.string()) for name in headings])
    return pa.concat_tables([part.cast(schema) for part in parts]) if parts else schema.empty_table()


def _parts(rows: Iterable[Sequence[object]]) -> Iterator[list[list[str | None]]]:
    while part := [[_text(cell) for cell in row] for row in islice(rows, _ROWS_AT_ONCE)]:
        yield part


def _text(cell: object) -> str | None:
    if cell == "":
        return None
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _no_workbook(path: Path) -> NotFindings:
    message = Words("this workbook has no sheet of findings of jicha audit", "此工作簿没有稽查运行的异常清单")
    remedy = Words(
        "Give the findings.xlsx that jicha audit --out writes; save other workbooks as CSV.",
        "请给出 jicha audit --out 生成的 findings.xlsx；其他工作簿请另存为 CSV。",
    )
    return NotFindings(Fault.of(message, remedy, str(path)))
