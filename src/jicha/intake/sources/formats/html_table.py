"""Web pages: what the old screens of 营销 and 用采 save under the name ``.xls``. Every table of data in it is a table.

The page is parsed while it is read and each row forgotten once its cells are taken. A table inside a table is either
the data inside a frame (the frame is left out) or a small one inside a cell of data (its text belongs to the cell).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np
from lxml import etree

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.intake.sources.formats.cell_rows import CellRows, Span
from jicha.intake.sources.formats.column_types import cell_text
from jicha.intake.sources.formats.encoding import decide_encoding, decoded_parts
from jicha.intake.sources.formats.grid import MOST_COLUMNS, Asked, Cut, Note, TableHead
from jicha.terms.errors import Fault, Words

# What has matched is never tried another way (the plus signs and ``?>``): a page could be made to be tried for hours.
_START = re.compile(
    rb"^\s*+(?>(?:<!--.{0,4000}?-->|<\?xml[^<>]{0,200}\?>)\s*+){0,5}"
    rb"<(?:!doctype\s+html|html|head|body|meta|style|title|table|center|div|form|font|span|p|h[1-6])[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^<>]{0,400}?(?:charset|encoding)\s*+=\s*+[\"']?+\s*+([A-Za-z0-9_-]{2,20})", re.IGNORECASE
)
_NUMBER_SHOWN = re.compile(r"[\s¥￥$(+-]{0,4}[0-9][0-9,，]{0,40}(?:\.[0-9]{0,20})?(?:[Ee][+-]?[0-9]{1,3})?\s?[%)]{0,2}")
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
_EXACT_DIGITS = 15  # a float keeps as many as they are written
_PIECE = 1 << 18
_CELLS = ("td", "th")
_MOST_ROWS_SPANNED = 65_534
_MOST_CELLS_SPANNED = 1_000_000  # blank cells that spans make in a page
_NO_MEMORY = "unknown error"  # what the library says where it could not even keep the reason
_AGAIN = Words(
    "Export it again, or open it in Excel or WPS and save it as XLSX.",
    "请重新导出，或用 Excel、WPS 打开后另存为 XLSX。",
)


def recognise(head: bytes, name: str) -> bool:
    """A page begins with one of a page's own tags, in whatever encoding."""
    return _START.match(_plain(head)) is not None


def open_file(file: BinaryIO, name: str) -> HtmlTables:
    """Open a page. Raises UnreadableFile, EmptyFile."""
    return HtmlTables(file, name)


class HtmlTables:
    """The tables of one page, held as cells."""

    format = "html"

    def __init__(self, file: BinaryIO, name: str) -> None:
        file.seek(0)
        said = _CHARSET.search(_plain(file.read(1 << 16)))
        self.encoding = decide_encoding(file, name, declared=said[1].decode() if said else "", has_lines=False).name
        page = _Page(name)
        for part in decoded_parts(file, self.encoding):
            page.feed(part)
        found = page.close()
        if not found:
            raise EmptyFile(
                Fault.of(Words("the page has no table with a value", "网页中没有含数据的表格"), _AGAIN, name)
            )
        self._tables = [CellRows(one.rows, np.arange(1, len(one.rows) + 1), one.merged) for one in found]
        self.tables = tuple(
            TableHead(str(place) if len(found) > 1 else "", None, rows.head(), len(rows.rows) - 1, page.notes(rows))
            for place, rows in enumerate(self._tables, 1)
        )

    def read(self, asked: Asked) -> Iterator[Cut]:
        """The records of one table."""
        yield from self._tables[asked.table].read(asked)


@dataclass(slots=True)
class _Table:
    rows: list[list[Any]] = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)
    inner: list[tuple[int, int, _Table]] = field(default_factory=list)  # tables in cells, with row and column
    held: dict[int, int] = field(default_factory=dict)  # columns taken by a cell from above, and for how many rows yet

    @property
    def is_data(self) -> bool:
        """Whether it says something itself: two rows with two cells that do. A frame around tables does not."""
        told = sum(sum(cell != "" for cell in row) > 1 for row in self.rows)
        return bool(told > 1)


class _Page:
    """The parser, and the tables it has seen."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parser = etree.HTMLPullParser(
            events=("start", "end"), tag=("table", "tr"), encoding="utf-8", no_network=True, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        self._open: list[_Table] = []
        self._tables: list[_Table] = []
        self._waiting: dict[etree._Element, list[_Table]] = {}
        self._opened = self._closed = self._around = self._spanned = 0

    def feed(self, part: bytes) -> None:
        """Take a part of the page."""
        lower = part.lower()
        self._opened += lower.count(b"<table")
        self._closed += lower.count(b"</table")
        for at in range(0, len(part), _PIECE):
            self._parser.feed(part[at : at + _PIECE])
            if not self._take():
                self._refuse_endless_row(lower[at : at + _PIECE])

    def close(self) -> list[_Table]:
        """All tables of data, in the order of the page. Raises UnreadableFile when the parser gave up on the way."""
        try:
            self._parser.close()
        except etree.LxmlError as error:
            if str(error) == _NO_MEMORY:
                raise MemoryError from error
            if self._opened:
                raise UnreadableFile(Fault.of(_damaged(str(error)), _AGAIN, self._name)) from error
            return []
        self._take()
        fatal = next((one for one in self._parser.feed_error_log if one.level == etree.ErrorLevels.FATAL), None)
        if fatal is not None and fatal.message.strip() == _NO_MEMORY:
            raise MemoryError
        if fatal is not None:
            raise UnreadableFile(Fault.of(_damaged(fatal.message.strip()), _AGAIN, self._name, fatal.line))
        self._tables += [one for one in self._open if one.rows]
        chosen = [one for table in self._tables for one in self._chosen(table)]
        return [one for one in chosen if any(cell != "" for row in one.rows for cell in row)]

    def notes(self, rows: CellRows) -> tuple[Note, ...]:
        """What the reader of a table should know."""
        notes = [Note("merged_rows", {"cells": str(over)})] if (over := rows.cells_over_rows) else []
        if self._opened > self._closed:
            notes.append(Note("table_not_closed"))
        if self._around:
            notes.append(Note("text_around_tables", {"cells": str(self._around)}))
        return tuple(notes)

    def _refuse_endless_row(self, piece: bytes) -> None:
        """Refuse a row that goes on through a whole piece: the parser would hold every cell of it."""
        if piece.count(b"<td") + piece.count(b"<th") > MOST_COLUMNS:
            raise self._too_wide(0)

    def _too_wide(self, line: int) -> UnreadableFile:
        message = Words(
            f"a row of the table has more than {MOST_COLUMNS:,} cells, which no export has",
            f"表格中有一行超过 {MOST_COLUMNS:,} 个单元格，不像系统导出的数据",
        )
        return UnreadableFile(Fault.of(message, _AGAIN, self._name, line))

    def _take(self) -> bool:
        """Whether any table or row has begun or ended since."""
        any_event = False
        for event, element in self._parser.read_events():
            any_event = True
            if element.tag == "tr":
                if event == "end":
                    self._row(element)
            elif event == "start":
                self._open.append(_Table())
            elif self._open:
                self._end_table(self._open.pop(), element)
        return any_event

    def _end_table(self, table: _Table, element: etree._Element) -> None:
        if self._open:
            cell = next((one for one in element.iterancestors(*_CELLS)), None)
            if cell is None:
                self._tables.append(table)
            else:
                self._waiting.setdefault(cell, []).append(table)
        else:
            self._tables.append(table)
        element.clear(keep_tail=True)

    def _row(self, row: etree._Element) -> None:
        if not self._open:
            self._open.append(_Table())  # rows without a table around them
        table, cells = self._open[-1], list[Any]()
        place = len(table.rows)
        written = [one for one in row if one.tag in _CELLS] or list(row.iter(*_CELLS))
        for cell in written:
            if table.held:
                _skip_held(table, cells)
            said = cell.keys()
            text = _text(cell) if len(cell) else " ".join((cell.text or "").split())
            cells.append(_exact(cell, text) if "x:num" in said else text)
            if self._waiting:
                column = len(cells) - 1
                table.inner += [(place, column, inner) for inner in self._waiting.pop(cell, ())]
            if "colspan" in said or "rowspan" in said:
                _span(table, cells, cell, place)
            if len(cells) > MOST_COLUMNS:
                raise self._too_wide(place + 1)
        _skip_held(table, cells)
        self._spanned += len(cells) - len(written)
        if self._spanned > _MOST_CELLS_SPANNED:
            message = Words(
                f"cells that reach over others make more than {_MOST_CELLS_SPANNED:,} blank ones",
                f"合并单元格产生的空白格超过 {_MOST_CELLS_SPANNED:,} 个",
            )
            raise UnreadableFile(Fault.of(message, _AGAIN, self._name, place + 1))
        table.rows.append(cells)
        row.clear(keep_tail=False)
        while (before := row.getprevious()) is not None and before.tag == "tr":
            before.getparent().remove(before)

    def _chosen(self, table: _Table) -> Iterator[_Table]:
        """The table, or those inside it where it is but a frame around them."""
        if not table.inner or table.is_data:
            for row, column, inner in table.inner:
                said = " ".join(str(cell) for line in inner.rows for cell in line if cell != "")
                cells = table.rows[row]
                cells[column] = f"{cells[column]} {said}".strip()
            yield table
            return
        self._around += sum(cell != "" for row in table.rows for cell in row)
        for _, _, inner in table.inner:
            yield from self._chosen(inner)


def _plain(head: bytes) -> bytes:
    """The beginning of a text without its mark, as ASCII would have it."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace").encode()
    return head.removeprefix(b"\xef\xbb\xbf")


def _skip_held(table: _Table, cells: list[Any]) -> None:
    """Leave the cells blank that one from above reaches into."""
    while table.held and len(cells) in table.held:
        column = len(cells)
        cells.append("")
        table.held[column] -= 1
        if not table.held[column]:
            del table.held[column]


def _span(table: _Table, cells: list[Any], cell: etree._Element, place: int) -> None:
    across = _count(cell.get("colspan"), MOST_COLUMNS + 1)
    down = _count(cell.get("rowspan"), _MOST_ROWS_SPANNED)
    column = len(cells) - 1
    cells.extend([""] * (across - 1))
    if down > 1:
        table.held.update(dict.fromkeys(range(column, column + across), down - 1))
    if across > 1 or down > 1:
        table.merged.append(((place, column), (place + down - 1, column + across - 1)))


def _count(said: str | None, most: int) -> int:
    """A span as browsers read it: nonsense counts as one."""
    said = (said or "1").strip()
    return max(1, min(int(said), most)) if said.isascii() and said.isdigit() and len(said) < 10 else 1


def _exact(cell: etree._Element, text: str) -> str:
    """The number behind a text that the screen rounded for the eye; the text where it is none, or is meant as text."""
    if cell.get("x:str") is not None or not _NUMBER_SHOWN.fullmatch(text) or '"\\@"' in cell.get("style", ""):
        return text
    number = cell.get("x:num", "")
    if len(number) <= _EXACT_DIGITS and _PLAIN_NUMBER.fullmatch(number):
        return str(number)
    try:
        return cell_text(float(number))
    except ValueError:
        return text


def _text(cell: etree._Element) -> str:
    """The text of a cell as a reader sees it: breaks as line ends, all other white space as one blank."""
    lines = [""]
    for event, one in etree.iterwalk(cell, events=("start", "end")):
        is_silent = one.tag in ("script", "style") or not isinstance(one.tag, str)
        if event == "start":
            if one.tag in ("br", "p", "div") and lines[-1].strip():
                lines.append("")
            if not is_silent:
                lines[-1] += one.text or ""
        elif one is not cell:
            lines[-1] += one.tail or ""
    return "\n".join(text for line in lines if (text := " ".join(line.split())))


def _damaged(said: str) -> Words:
    return Words(f"the page is damaged: {said}", f"网页内容已损坏（{said}）")
