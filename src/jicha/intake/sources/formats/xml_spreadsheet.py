"""XML Spreadsheet 2003, which exporters save under the name ``.xls``; other XML is refused by name here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

import numpy as np
from lxml import etree

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.intake.sources.formats.cell_rows import CellRows, Span
from jicha.intake.sources.formats.encoding import decide_encoding, decoded_parts
from jicha.intake.sources.formats.grid import MOST_COLUMNS, Asked, Cut, Note, TableHead
from jicha.intake.sources.formats.sheet_xml import FORMULA, MOST_CELLS
from jicha.intake.sources.refusals import EXPORT_AGAIN, NO_CELL, SAVE_AS_XLSX, SPLIT, row_out_of_order, xml_damaged
from jicha.terms.errors import Fault, Words

_SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{_SPACE}}}"
_START = re.compile(rb"^\s*<(?:\?xml[\s?]|!DOCTYPE\s|(?:[A-Za-z]{1,9}:)?Workbook[\s>])")
_ENCODING = re.compile(rb"^\s*<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,20})")
_DEFINED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_PIECE = 1 << 20
_MIDNIGHT = "T00:00:00.000"
_CLOCK = "1899-12-31T"  # the day of times without a day


def recognise(head: bytes, name: str) -> bool:
    """Every XML file: what is no spreadsheet among them is refused by what it is. (Web pages are asked for before.)"""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            head = head[2:].decode(encoding, "replace").encode()
    return _START.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def open_file(file: BinaryIO, name: str) -> XmlSpreadsheet:
    """Open a spreadsheet. Raises UnreadableFile, EmptyFile."""
    return XmlSpreadsheet(file, name)


class XmlSpreadsheet:
    """The sheets of one file, held as cells."""

    format = "xml_spreadsheet"

    def __init__(self, file: BinaryIO, name: str) -> None:
        said = _ENCODING.match(file.read(1 << 12).removeprefix(b"\xef\xbb\xbf"))
        self.encoding = decide_encoding(file, name, declared=said[1].decode() if said else "", has_lines=False).name
        reader = _Reader(name)
        held = b""
        for part in decoded_parts(file, self.encoding):
            if _DEFINED.search(held + part):
                message = Words(
                    "the XML defines words of its own, as only files made to do harm do",
                    "XML 自行定义内容，只有恶意文件才会这样",
                )
                raise UnreadableFile(Fault.of(message, SAVE_AS_XLSX, name))
            held = part[-16:]
            reader.feed(part)
        reader.close()
        if not any(one.rows for one in reader.sheets):
            raise EmptyFile(Fault.of(NO_CELL, EXPORT_AGAIN, name))
        self._tables = [one.cell_rows() for one in reader.sheets]
        self.tables = tuple(
            TableHead(sheet.name, None, rows.head(), max(0, len(rows.rows) - 1), tuple(sheet.notes(rows)))
            for sheet, rows in zip(reader.sheets, self._tables, strict=True)
        )

    def read(self, asked: Asked) -> Iterator[Cut]:
        """The records of one sheet."""
        yield from self._tables[asked.table].read(asked)


class _Sheet:
    """One sheet as it is read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_hidden = False
        self.rows: list[list[Any]] = []
        self.numbers: list[int] = []
        self.merged: list[Span] = []
        self.hidden_rows = self.hidden_columns = self.without_result = self.last = self.width = 0

    def cell_rows(self) -> CellRows:
        places = {number: place for place, number in enumerate(self.numbers)}
        ends = np.array(self.numbers, np.int64)
        merged = [
            ((places[top], left), (int(np.searchsorted(ends, bottom, side="right")) - 1, right))
            for (top, left), (bottom, right) in self.merged
        ]
        return CellRows([row + [""] * (self.width - len(row)) for row in self.rows], ends, merged)

    def notes(self, rows: CellRows) -> Iterator[Note]:
        if self.is_hidden:
            yield Note("hidden_sheet", {"sheet": self.name})
        for note, what, count in (
            ("hidden_rows", "rows", self.hidden_rows), ("hidden_columns", "columns", self.hidden_columns),
            ("formulas_without_result", "cells", self.without_result), ("merged_rows", "cells", rows.cells_over_rows),
        ):  # fmt: skip
            if count:
                yield Note(note, {what: str(count)})


class _Reader:
    """The parser, and the sheets it has seen."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parser = etree.XMLPullParser(
            events=("start", "end"), encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
            huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        self.sheets: list[_Sheet] = []
        self._is_first = True
        self._cells = 0

    def feed(self, part: bytes) -> None:
        try:
            for at in range(0, len(part), _PIECE):
                self._parser.feed(part[at : at + _PIECE])
                self._take()
        except etree.XMLSyntaxError as error:
            raise self._damaged(error) from error

    def close(self) -> None:
        try:
            self._parser.close()
            self._take()
        except etree.XMLSyntaxError as error:
            raise self._damaged(error) from error

    def _damaged(self, error: etree.XMLSyntaxError) -> UnreadableFile:
        line = error.lineno or 0
        return UnreadableFile(Fault.of(xml_damaged(error.msg), EXPORT_AGAIN, self._name, line))

    def _take(self) -> None:
        for event, element in self._parser.read_events():
            if self._is_first:
                self._is_first = False
                if element.tag != f"{_SS}Workbook":
                    what = etree.QName(element).localname[:60]
                    message = Words(
                        f"this is an XML file ({what}), not a spreadsheet", f"这是 XML 文件（{what}），不是电子表格"
                    )
                    remedy = Words("Export its table as CSV or XLSX.", "请将其中的表格导出为 CSV 或 XLSX。")
                    raise UnreadableFile(Fault.of(message, remedy, self._name))
            if event == "start":
                if element.tag == f"{_SS}Worksheet":
                    self.sheets.append(_Sheet(element.get(f"{_SS}Name", "")))
            elif element.tag == f"{_SS}Row":
                self._row(self.sheets[-1] if self.sheets else self._lost(), element)
            elif element.tag == f"{_SS}Column" and self.sheets:
                if element.get(f"{_SS}Hidden") == "1":
                    self.sheets[-1].hidden_columns += 1 + _whole(element.get(f"{_SS}Span"), 0)
            elif (
                element.tag.endswith("}Visible") and element.text in ("SheetHidden", "SheetVeryHidden") and self.sheets
            ):
                self.sheets[-1].is_hidden = True

    def _lost(self) -> _Sheet:
        message = Words("the spreadsheet has rows outside of any sheet", "有的行不在任何工作表之内")
        raise UnreadableFile(Fault.of(message, EXPORT_AGAIN, self._name))

    def _row(self, sheet: _Sheet, row: etree._Element) -> None:
        number = _whole(row.get(f"{_SS}Index"), sheet.last + 1)
        if number <= sheet.last:
            raise UnreadableFile(Fault.of(row_out_of_order(number), SAVE_AS_XLSX, self._name, number))
        cells: list[Any] = []
        for cell in row.iterchildren(f"{_SS}Cell"):
            place = _whole(cell.get(f"{_SS}Index"), len(cells) + 1)
            if not len(cells) < place <= MOST_COLUMNS:
                message = Words(
                    f"a cell of the row stands twice, out of order or beyond column {MOST_COLUMNS:,}",
                    f"该行有单元格重复、次序颠倒或超出第 {MOST_COLUMNS:,} 列",
                )
                raise UnreadableFile(Fault.of(message, SAVE_AS_XLSX, self._name, number))
            cells += [""] * (place - 1 - len(cells))
            cells.append(self._value(sheet, cell))
            across, down = _whole(cell.get(f"{_SS}MergeAcross"), 0), _whole(cell.get(f"{_SS}MergeDown"), 0)
            if across or down:
                right = min(place - 1 + across, MOST_COLUMNS)
                sheet.merged.append(((number, place - 1), (number + down, right)))
                cells += [""] * (right + 1 - len(cells))
        sheet.last = number + _whole(row.get(f"{_SS}Span"), 0)
        if any(cell != "" for cell in cells):
            sheet.hidden_rows += row.get(f"{_SS}Hidden") == "1"
        wider = max(sheet.width, len(cells))
        self._cells += (len(sheet.rows) + 1) * wider - len(sheet.rows) * sheet.width  # blank ones are held too
        sheet.width = wider
        if self._cells > MOST_CELLS:
            message = Words("the spreadsheet has more cells than one file is given", "单元格数量超过单个文件的上限")
            raise UnreadableFile(Fault.of(message, SPLIT, self._name))
        sheet.rows.append(cells)
        sheet.numbers.append(number)
        row.clear(keep_tail=False)
        while (before := row.getprevious()) is not None:
            before.getparent().remove(before)

    @staticmethod
    def _value(sheet: _Sheet, cell: etree._Element) -> Any:
        data = next((one for one in cell if etree.QName(one).localname == "Data"), None)
        if data is None:
            if cell.get(f"{_SS}Formula"):
                sheet.without_result += 1
                return FORMULA
            return ""
        text = "".join(data.itertext())
        return _typed(text, data.get(f"{_SS}Type", "String"))


def _typed(text: str, kind: str) -> Any:
    try:
        if kind == "Number":
            return float(text)
        if kind == "Boolean":
            return text.strip() == "1"
        if kind == "DateTime" and not text.startswith(_CLOCK):
            moment = datetime.fromisoformat(text)
            return date.fromisoformat(text[:10]) if text.endswith((_MIDNIGHT, "T00:00:00")) else moment
    except ValueError:
        return text
    return text.removeprefix(_CLOCK).removesuffix(".000") if kind == "DateTime" else text


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise
