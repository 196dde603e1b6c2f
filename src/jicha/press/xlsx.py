"""The run as a workbook: typed cells, no formula anywhere, further sheets where one is full."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path

import pyarrow as pa
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from jicha.audit.results import RunResult
from jicha.press import breakdown
from jicha.press.breakdown import Breakdown
from jicha.press.listing import Column, Kind, Listing, listings
from jicha.press.overview import Line, overview
from jicha.press.run import Background
from jicha.press.say import Language, say
from jicha.press.summary import Summary, summarise

_SHEET_ROWS = 1_048_576
_CELL_CHARACTERS = 32_767
_FIRST_LINE = 3  # under the title and the caution
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_xlsx(
    run: RunResult, background: Background, path: Path, language: Language, *, sheet_rows: int = _SHEET_ROWS
) -> None:
    """Write summary, findings, causes (and their members), coverage, parameters and batches; the lists are complete.

    Text is always a string cell, never a formula, link or number; numbers keep their sign and unit (in the header).
    The same run gives the same bytes: dates of the file are the run's day. ``sheet_rows`` is what a sheet may hold,
    header included.
    """
    with workbook(path, f"jicha {run.meta.run_id}", run.meta.today) as book:
        styles = Styles(book)
        summary = summarise(run, limit=0)
        sheet = _summary_sheet(book, styles, language)
        row = _write_lines(sheet, styles, overview(run, summary, background, language), language)
        _write_breakdowns(sheet, styles, _breakdowns(summary, background, language), language, first_row=row + 1)
        for listing in listings(run, background, language):
            write_list(book, styles, listing, language, sheet_rows=sheet_rows)


@contextmanager
def workbook(path: Path, title: str, day: date) -> Iterator[Workbook]:
    """A new workbook in which no text becomes a formula, a link or a number; ``day`` is the date it bears."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"title": title, "created": datetime.combine(day, time()), "author": "jicha"})
    yield book
    book.close()


class Styles:
    """The few cell formats of a workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.header = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.heading = book.add_format({"bold": True, "bottom": 1})
        self.text = book.add_format({"valign": "top"})
        # A text that looks like a formula is marked as quoted: otherwise Excel would make it one when it is edited.
        self.quoted = book.add_format({"valign": "top", "quote_prefix": True})
        self.date = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        self._numbers: dict[int, Format] = {}

    def number(self, digits: int) -> Format:
        """Thousands apart, with this many decimals."""
        if digits not in self._numbers:
            pattern = "#,##0" + ("." + "0" * digits if digits else "")
            self._numbers[digits] = self._book.add_format({"num_format": pattern, "valign": "top"})
        return self._numbers[digits]


def write_list(
    book: Workbook,
    styles: Styles,
    listing: Listing,
    language: Language,
    *,
    name: str | None = None,
    sheet_rows: int = _SHEET_ROWS,
) -> None:
    """Write a complete list on a sheet called ``name`` (the word for the list without it), and further ones."""
    title = name or say(f"sheet.{listing.name}", language)
    sheet_number, row = 1, 1
    sheet = _new_sheet(book, styles, listing, language, title)
    for part in listing.rows():
        columns = [_plain(part[column.name], column) for column in listing.columns]
        for values in zip(*columns, strict=True):
            if row == sheet_rows:
                _close_sheet(sheet, listing, row)
                sheet_number, row = sheet_number + 1, 1
                sheet = _new_sheet(book, styles, listing, language, f"{title} {sheet_number}")
            for at, (column, value) in enumerate(zip(listing.columns, values, strict=True)):
                if value is not None:
                    _write_cell(sheet, styles, (row, at), value, column)
            row += 1
    _close_sheet(sheet, listing, row)


def _plain(values: pa.ChunkedArray, column: Column) -> list[object]:
    """The cells as Python values; decimals as the nearest double, which is all that the format can hold."""
    cells: list[object] = (values.cast(pa.float64()) if column.kind is Kind.DECIMAL else values).to_pylist()
    return cells


def _new_sheet(book: Workbook, styles: Styles, listing: Listing, language: Language, name: str) -> Worksheet:
    sheet = book.add_worksheet(name)
    for at, column in enumerate(listing.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.heading(language), styles.header)
    sheet.freeze_panes(1, 0)
    return sheet


def _close_sheet(sheet: Worksheet, listing: Listing, rows: int) -> None:
    sheet.autofilter(0, 0, max(rows - 1, 1), len(listing.columns) - 1)


def _write_cell(sheet: Worksheet, styles: Styles, at: tuple[int, int], value: object, column: Column) -> None:
    if column.kind is Kind.TEXT:
        write_text(sheet, styles, at, str(value))
    elif column.kind is Kind.DATE:
        sheet.write_datetime(*at, value, styles.date)
    else:
        sheet.write_number(*at, float(value), styles.number(column.digits))  # type: ignore[arg-type]


def write_text(sheet: Worksheet, styles: Styles, at: tuple[int, int], text: str, style: Format | None = None) -> None:
    """A text cell. What is longer than a cell holds is cut with a mark, instead of being dropped in silence."""
    if len(text) > _CELL_CHARACTERS:
        text = text[: _CELL_CHARACTERS - 1] + "…"
    sheet.write_string(*at, text, styles.quoted if text.startswith(_RISKY) else style or styles.text)


def _summary_sheet(book: Workbook, styles: Styles, language: Language) -> Worksheet:
    sheet = book.add_worksheet(say("sheet.summary", language))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 8, 18)
    write_text(sheet, styles, (0, 0), say("title", language), styles.title)
    write_text(sheet, styles, (1, 0), say("suspected", language))
    return sheet


def _write_lines(sheet: Worksheet, styles: Styles, lines: tuple[Line, ...], language: Language) -> int:
    """Write the labelled lines; gives the row after the last."""
    for row, line in enumerate(lines, start=_FIRST_LINE):
        write_text(sheet, styles, (row, 0), line.label(language))
        write_text(sheet, styles, (row, 1), line.text)
    return _FIRST_LINE + len(lines)


def _breakdowns(summary: Summary, background: Background, language: Language) -> Iterator[Breakdown]:
    yield breakdown.by_severity(summary, language)
    yield breakdown.by_impact(summary, language)
    yield breakdown.by_family(summary, language)
    yield breakdown.by_rule(summary, background, language)
    yield breakdown.by_org(summary, background, language)
    yield breakdown.by_month(summary, language)
    yield breakdown.not_judged("unsure", summary.unsure, background, language)
    yield breakdown.not_judged("excluded", summary.excluded, background, language)


def _write_breakdowns(
    sheet: Worksheet, styles: Styles, tables: Iterator[Breakdown], language: Language, *, first_row: int
) -> None:
    row = first_row
    for table in (table for table in tables if table.rows):
        write_text(sheet, styles, (row, 0), table.heading(language), styles.title)
        for at, column in enumerate(table.columns):
            sheet.write_string(row + 1, at, column.heading(language), styles.header)
        for number, cells in enumerate(table.rows, start=row + 2):
            for at, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
                if cell is not None:
                    _write_cell(sheet, styles, (number, at), cell, column)
        row += len(table.rows) + 3
