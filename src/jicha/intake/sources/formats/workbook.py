"""Workbooks, XLSX and XLS: each sheet a table, each cell exactly what it holds.

The cells are read by calamine, which reads whole sheets whatever a wrong ``dimension`` says. What it leaves out we look
up ourselves: it gives blanks for errors and for formulas without a result, and the same date for days 59 and 60.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import Any, BinaryIO

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.intake.sources.formats.biff import StreamFacts, stream_facts
from jicha.intake.sources.formats.cell_rows import CellRows
from jicha.intake.sources.formats.compound_file import MAGIC, CompoundFile
from jicha.intake.sources.formats.grid import Asked, Cut, Note, TableHead
from jicha.intake.sources.formats.sheet_xml import SheetFacts, sheet_facts
from jicha.intake.sources.formats.workbook_parts import MARKS, WorkbookParts, read_parts, refuse_definitions
from jicha.intake.sources.formats.zip_guard import Archive, open_archive
from jicha.intake.sources.refusals import (
    ASK_FOR_FIGURES,
    COPY_THE_TABLE,
    EXPORT_AGAIN,
    NO_CELL,
    POWERPOINT,
    SAVE_AS_XLSX,
    SAVE_WITHOUT_PASSWORD,
    WORD,
    this_is,
)
from jicha.terms.errors import Fault, Words

_ZIP = b"PK"
_BEFORE_1997 = (b"\x09\x00\x04\x00", b"\x09\x00\x06\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00",
                b"\x09\x08\x10\x00")  # fmt: skip  # the records that a sheet outside of an OLE2 file begins with
_OTHER_STREAMS = (
    ("EncryptedPackage", Words("a workbook that is protected by a password", "有密码的工作簿"), SAVE_WITHOUT_PASSWORD),
    ("WordDocument", WORD, COPY_THE_TABLE),
    ("PowerPoint Document", POWERPOINT, ASK_FOR_FIGURES),
)
_NAMES = {"xlsx": (".xlsx", ".xlsm"), "xls": (".xls", ".et")}


def recognise(head: bytes, name: str) -> bool:
    """Every zip archive and every OLE2 file: what is no workbook among them is refused by what it is."""
    return head.startswith((_ZIP, MAGIC, *_BEFORE_1997))


def open_file(file: BinaryIO, name: str) -> Workbook:
    """Open a workbook. Raises UnreadableFile, EmptyFile."""
    head = file.read(8)
    if head.startswith(_BEFORE_1997):
        raise UnreadableFile(
            Fault.of(Words("this is an Excel file of before 1997", "这是 1997 年以前的 Excel 文件"), SAVE_AS_XLSX, name)
        )
    book = _Xlsx(file, name) if head.startswith(_ZIP) else _Xls(file, name)
    return Workbook(file, name, book)


class Workbook:
    """One workbook; the sheets are read when they are asked for, the last one is kept."""

    encoding = ""

    def __init__(self, file: BinaryIO, name: str, book: _Xlsx | _Xls) -> None:
        self._name, self._book = name, book
        self.format = book.format
        file.seek(0)
        try:
            self._cells = CalamineWorkbook.from_filelike(file)
            listed = self._cells.sheets_metadata
        except CalamineError as error:
            raise self._damaged(error) from error
        self._sheets = [one for one in listed if one.typ == SheetTypeEnum.WorkSheet]
        self._kept: tuple[int, CellRows] | None = None
        self.tables = tuple(self._table(place) for place in range(len(self._sheets)))
        if not any(table.head for table in self.tables):
            raise EmptyFile(Fault.of(NO_CELL, EXPORT_AGAIN, name))

    def read(self, asked: Asked) -> Iterator[Cut]:
        """The records of one sheet. Raises UnreadableFile."""
        rows, _ = self._rows(asked.table)
        self._kept = None  # a sheet is seldom read twice, and its cells take more than the records do
        yield from rows.read(asked)

    def _table(self, place: int) -> TableHead:
        rows, facts = self._rows(place)
        sheet = self._sheets[place]
        name = facts.name or sheet.name
        notes = [*self._book.notes, *_notes(facts)]
        if sheet.visible != SheetVisibleEnum.Visible:
            notes.append(Note("hidden_sheet", {"sheet": name}))
        if over := rows.cells_over_rows:
            notes.append(Note("merged_rows", {"cells": str(over)}))
        if not self._name.lower().endswith(_NAMES[self.format]):
            notes.append(Note("named_otherwise", {"name": PurePath(self._name).suffix, "format": self.format.upper()}))
        return TableHead(name, None, rows.head(), max(0, len(rows.rows) - 1), tuple(notes))

    def _rows(self, place: int) -> tuple[CellRows, SheetFacts]:
        facts = self._book.facts(place, self._sheets[place].name)
        if self._kept is None or self._kept[0] != place:
            self._kept = None
            self._kept = (place, self._read(place, facts))
        return self._kept[1], facts

    def _read(self, place: int, facts: SheetFacts) -> CellRows:
        try:
            sheet = self._cells.get_sheet_by_name(self._sheets[place].name)
        except CalamineError as error:
            raise self._damaged(error) from error
        if sheet.start is None or sheet.end is None:
            return CellRows([], np.zeros(0, np.int64))
        rows: list[list[Any]] = sheet.to_python()
        top, left = sheet.start
        bottom, right = sheet.end
        # What the reader leaves out may lie beyond what it gives.
        for row, column in facts.texts:
            bottom, right = max(bottom, row), max(right, column)
            top, left = min(top, row), min(left, column)
        rows = _framed(rows, sheet, (top, left), (bottom, right))
        for (row, column), text in facts.texts.items():
            rows[row - top][column - left] = text
        for row, column in facts.at_60:
            if not self._book.counts_from_1904 and isinstance(rows[row - top][column - left], date):
                rows[row - top][column - left] = "1900-02-29"
        merged = [((a - top, b - left), (c - top, d - left)) for (a, b), (c, d) in sheet.merged_cell_ranges or []
                  if a >= top and b >= left]  # fmt: skip
        return CellRows(rows, np.arange(top + 1, top + 1 + len(rows)), merged)

    def _damaged(self, error: Exception) -> UnreadableFile:
        said = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        message = Words(f"the workbook is damaged: {said}", f"工作簿已损坏（{said}）")
        return UnreadableFile(Fault.of(message, SAVE_AS_XLSX, self._name))


class _Xlsx:
    """What an XLSX archive says besides its cells."""

    format = "xlsx"

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._archive: Archive = open_archive(file, name, marks=MARKS)
        self._parts: WorkbookParts = read_parts(self._archive)
        self.notes = list(self._parts.notes)
        self.counts_from_1904 = self._parts.counts_from_1904
        for entry in self._archive.entries:  # the sheets are looked through one by one
            if entry.lower().endswith(("sharedstrings.xml", "styles.xml", ".rels", "workbook.xml")):
                before = b"<?xml"
                for piece in self._archive.pieces(entry):
                    refuse_definitions(before + piece, entry, name)
                    before = piece[-16:]
        self._facts = {
            sheet: sheet_facts(self._archive.pieces(part), part, name, is_stale=self._parts.is_stale)
            for sheet, part in self._parts.sheets.items()
        }

    def facts(self, place: int, sheet: str) -> SheetFacts:
        return self._facts.get(sheet) or SheetFacts()


class _Xls:
    """What an XLS file says besides its cells."""

    format = "xls"

    def __init__(self, file: BinaryIO, name: str) -> None:
        streams = CompoundFile(file, name)
        for stream, what, remedy in _OTHER_STREAMS:
            if stream in streams:
                raise UnreadableFile(Fault.of(this_is(what), remedy, name))
        book = next((one for one in ("Workbook", "Book") if one in streams), None)
        if book is None:
            message = Words("this is an Office file without a workbook", "该 Office 文件中没有工作簿")
            raise UnreadableFile(Fault.of(message, SAVE_AS_XLSX, name))
        self._facts: StreamFacts = stream_facts(streams.stream(book), name)
        self.notes = [*self._facts.notes, *([Note("macros")] if "_VBA_PROJECT_CUR" in streams else [])]
        self.counts_from_1904 = self._facts.counts_from_1904

    def facts(self, place: int, sheet: str) -> SheetFacts:
        return self._facts.sheets[place] if place < len(self._facts.sheets) else SheetFacts()


def _framed(
    rows: list[list[Any]], sheet: CalamineSheet, first: tuple[int, int], last: tuple[int, int]
) -> list[list[Any]]:
    """The rows of a sheet as a rectangle from ``first`` to ``last``, blank where the reader gave nothing."""
    assert sheet.start is not None
    assert sheet.end is not None
    width = last[1] - first[1] + 1
    before, after = sheet.start[1] - first[1], last[1] - sheet.end[1]
    if before or after:
        rows = [[""] * before + row + [""] * after for row in rows]
    return [*([""] * width for _ in range(sheet.start[0] - first[0])), *rows,
            *([""] * width for _ in range(last[0] - sheet.end[0]))]  # fmt: skip


def _notes(facts: SheetFacts) -> list[Note]:
    counted = {
        "filtered_rows" if facts.is_filtered else "hidden_rows": ("rows", facts.hidden_rows),
        "hidden_columns": ("columns", facts.hidden_columns),
        "formulas_without_result": ("cells", facts.without_result),
        "formulas_outdated": ("cells", facts.stale),
    }
    return [Note(note, {what: str(count)}) for note, (what, count) in counted.items() if count]
