"""What the cell reader does not tell of a sheet of an XLSX: hidden rows, formulas without a result, errors, its extent.

One quick pass over the sheet's text in pieces. It looks only for what is out of the ordinary, so an ordinary sheet
costs little more than being unpacked. Every pattern stops at the next ``<``: none can be made to go back and forth.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats.workbook_parts import refuse_definitions
from jicha.intake.sources.refusals import EXPORT_AGAIN, SAVE_AS_XLSX, row_out_of_order
from jicha.terms.errors import Fault, Words

FORMULA = "#FORMULA"  # stands in a cell whose formula has no result; no grammar takes it for a value
MOST_CELLS = 20_000_000  # cells of the rectangle that holds everything; the reader takes 24 bytes for each
_MOST_SPARSE_CELLS = 2_000_000  # above it, of a hundred cells of the rectangle at least one must be written
MOST_SHEET_COLUMNS = 16_384
_LONGEST_ROW = 8 << 20  # bytes
_LONGEST_FORMULA = 40_000  # bytes; a spreadsheet takes 8,192 letters
_PART = 4 << 20
_P = rb"(?:[A-Za-z_][A-Za-z0-9_.-]{0,30}:)?"
_ROW = re.compile(rb"<" + _P + rb"row\b([^<>]*)>")
_ROW_END = re.compile(rb"</" + _P + rb"row>")
_COLUMN = re.compile(rb"<" + _P + rb"col\b([^<>]*)>")
_CELL_START = re.compile(rb"<" + _P + rb"c\b([^<>]*)>")
_WITH_FORMULA = re.compile(
    rb"<%bc\b([^<>]*)>\s{0,100}<%bf\b[^<>]*(?:/>|>[^<]*(?:</%bf>)?)\s{0,100}(?:<%bv\b[^<>]*>([^<]*))?"
    % (_P, _P, _P, _P)
)
_WITH_ERROR = re.compile(
    rb"<%bc\b((?>[^<>]*?\bt=[\"']e[\"'][^<>]*))>(?:\s{0,100}<%bf\b[^<>]*(?:/>|>[^<]*</%bf>))?\s{0,100}<%bv[^<>]*>([^<]*)"
    % (_P, _P, _P, _P)
)
_DAY_60 = re.compile(rb">60(?:\.[0-9]{0,20})?</")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_NUMBER = re.compile(rb"\br=[\"']([0-9]{1,9})[\"']")
_ATTRIBUTE = re.compile(rb"\b([A-Za-z]+)=[\"']([^\"'<>]*)[\"']")
_YES = (b"1", b"true")


@dataclass(slots=True)
class SheetFacts:
    """Rows and columns count from 0. ``texts`` are what must stand in cells instead of what the reader says."""

    name: str = ""  # where the reader does not get it right
    hidden_rows: int = 0
    hidden_columns: int = 0
    is_filtered: bool = False
    without_result: int = 0
    stale: int = 0
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    at_60: set[tuple[int, int]] = field(
        default_factory=set
    )  # cells of day 60, which spreadsheets call 29 February 1900
    height: int = 0  # of the rectangle from A1 that holds every value
    width: int = 0
    last_row: int = -1
    cells: int = 0  # as many as are written, or a few more


def sheet_facts(pieces: Iterable[bytes], part: str, name: str, *, is_stale: bool = False) -> SheetFacts:
    """Look through one sheet; ``is_stale`` says that the results of formulas are not to be believed.

    Raises UnreadableFile: rows twice or out of order (a reader would drop some), a stray cell far away, entities.
    """
    facts = SheetFacts()
    for text in _whole_rows(pieces, part, name):
        if facts.last_row < 0:
            facts.hidden_columns += _hidden_columns(text)
        facts.cells += text.count(b"<c") + text.count(b":c")
        rows = _rows(text, facts, name)
        _formulas(text, rows, facts, is_stale=is_stale)
        if b't="e"' in text or b"t='e'" in text:
            for found in _WITH_ERROR.finditer(text):
                facts.texts.setdefault(rows.place(found), found[2].decode("utf-8", "replace"))
        for found in _DAY_60.finditer(text):
            if cell := _cell_around(text, found.start()):
                facts.at_60.add(rows.place(cell))
        facts.is_filtered = facts.is_filtered or b"filterColumn" in text
    refuse_stray_cells(facts, name)
    return facts


def refuse_stray_cells(facts: SheetFacts, name: str) -> None:
    """Refuse a sheet whose rectangle no memory holds, or with more columns than sheets have. Raises UnreadableFile."""
    if facts.width > MOST_SHEET_COLUMNS:
        message = Words(
            f"the sheet has {facts.width:,} columns; a sheet has at most {MOST_SHEET_COLUMNS:,}",
            f"工作表有 {facts.width:,} 列，超过上限 {MOST_SHEET_COLUMNS:,} 列",
        )
        raise UnreadableFile(Fault.of(message, EXPORT_AGAIN, name))
    if facts.height * facts.width > min(MOST_CELLS, max(_MOST_SPARSE_CELLS, 100 * facts.cells)):
        message = Words(
            f"the sheet reaches to row {facts.height:,} and column {facts.width:,}; nearly all of it is blank",
            f"工作表一直延伸到第 {facts.height:,} 行、第 {facts.width:,} 列，其中几乎全是空白",
        )
        remedy = Words(
            "Delete the stray cells far from the table, then save it again.",
            "请删除远离表格的零散单元格，保存后再导入。",
        )
        raise UnreadableFile(Fault.of(message, remedy, name))


def column_number(letters: bytes) -> int:
    """The place of a column from 0: A is 0, XFD is 16,383."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


@dataclass(slots=True)
class _Rows:
    """Where the rows of a piece of text begin, and their numbers from 0."""

    text: bytes
    starts: list[int]
    numbers: list[int]
    counted: tuple[int, int, int] = (-1, 0, -1)  # row, place after a cell, its column: where counting went on to

    def place(self, cell: re.Match[bytes]) -> tuple[int, int]:
        """Row and column of a cell, by its own word or by counting."""
        if said := _PLACE.search(cell[1]):
            return int(said[2]) - 1, column_number(said[1])
        row = bisect_right(self.starts, cell.start()) - 1
        counted, after, column = self.counted
        if counted != row or after > cell.start():
            after, column = self.starts[row], -1
        for one in _CELL_START.finditer(self.text, after, cell.start() + 1 + len(cell[0])):
            said = _PLACE.search(one[1])
            column = column_number(said[1]) if said else column + 1
            after = one.end()
            if one.start() == cell.start():
                break
        self.counted = row, after, column
        return self.numbers[row], column


def _rows(text: bytes, facts: SheetFacts, name: str) -> _Rows:
    starts, numbers, hidden = [], [], []
    for found in _ROW.finditer(text):
        said = _NUMBER.search(found[1])
        number = int(said[1]) - 1 if said else facts.last_row + 1
        if number <= facts.last_row:
            raise UnreadableFile(Fault.of(row_out_of_order(number + 1), SAVE_AS_XLSX, name, number + 1))
        facts.last_row = number
        starts.append(found.start())
        numbers.append(number)
        hidden.append((b"idden" in found[1] or b"ht=" in found[1]) and _is_hidden(found[1]))
    for place, end in enumerate([*starts[1:], len(text)] if starts else ()):
        width = _width(text, starts[place], end)
        if width:
            facts.height, facts.width = numbers[place] + 1, max(facts.width, width)
            facts.hidden_rows += hidden[place]
    return _Rows(text, starts, numbers)


def _width(text: bytes, start: int, end: int) -> int:
    """How many columns a row needs, by the word of its last cell with a value; by counting where cells have none."""
    value = max(text.rfind(b"v>", start, end), text.rfind(b"is>", start, end), text.rfind(b"f>", start, end))
    if value < 0:
        return 0
    last = max(text.rfind(b"<c ", start, value), text.rfind(b":c ", start, value))
    if last >= 0 and (said := _PLACE.search(text, last, min(value, last + 400))):
        return column_number(said[1]) + 1
    return sum(text.count(one, start, end) for one in (b"<c>", b"<c ", b":c>", b":c "))


def _cell_around(text: bytes, place: int) -> re.Match[bytes] | None:
    near = max(0, place - _LONGEST_FORMULA)
    start = text.rfind(b"<c", near, place)
    start = max(start, text.rfind(b":c", max(near, start), place))
    return _CELL_START.match(text, text.rfind(b"<", 0, start + 1)) if start >= 0 else None


def _formulas(text: bytes, rows: _Rows, facts: SheetFacts, *, is_stale: bool) -> None:
    if b"<f" not in text and b":f" not in text:
        return
    for found in _WITH_FORMULA.finditer(text):
        is_text = b't="str"' in found[1] or b"t='str'" in found[1]
        if found[2] or (is_text and found[2] is not None and not is_stale):
            if not is_stale:
                continue
            facts.stale += 1
        else:
            facts.without_result += 1
        facts.texts[rows.place(found)] = FORMULA


def _hidden_columns(text: bytes) -> int:
    count = 0
    for found in _COLUMN.finditer(text):
        said = dict(_ATTRIBUTE.findall(found[1]))
        if said.get(b"hidden") in _YES or said.get(b"width") == b"0":
            first, last = said.get(b"min", b"0"), said.get(b"max", b"0")
            # To the last column: only the margin is hidden.
            if first.isdigit() and last.isdigit() and int(last) < MOST_SHEET_COLUMNS:
                count += int(last) - int(first) + 1
    return count


def _is_hidden(attributes: bytes) -> bool:
    said = dict(_ATTRIBUTE.findall(attributes))
    return said.get(b"hidden") in _YES or said.get(b"ht") in (b"0", b"0.0")


def _whole_rows(pieces: Iterable[bytes], part: str, name: str) -> Iterator[bytes]:
    """The text in parts that end with a whole row."""
    held = b""
    for number, piece in enumerate(pieces):
        refuse_definitions(piece if number == 0 else b"    " + held[-16:] + piece, part, name)
        held += piece
        if len(held) < _PART:
            continue
        end = _last_row_end(held)
        if end:
            yield held[:end]
            held = held[end:]
        elif len(held) > _LONGEST_ROW:
            message = Words("a row of the sheet is longer than any table's", "工作表中有一行过长，不是正常的数据表")
            raise UnreadableFile(Fault.of(message, EXPORT_AGAIN, name))
    yield held


def _last_row_end(text: bytes) -> int:
    end = len(text)
    while (end := text.rfind(b"row>", 0, end)) >= 0:
        if _ROW_END.match(text, text.rfind(b"<", 0, end)):
            return end + len(b"row>")
    return 0
