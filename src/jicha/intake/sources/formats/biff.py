"""What the cell reader does not tell of the sheets of an XLS: the records of its stream, looked through once.

Record types and their fields are those of [MS-XLS], section 2.4. Texts of the edition before it (Excel 5 and 95, which
old report tools still write) are in a code page; the cell reader gets those wrong that take two bytes for a letter, so
they are read here.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats.grid import Note
from jicha.intake.sources.formats.sheet_xml import FORMULA, SheetFacts, refuse_stray_cells
from jicha.intake.sources.refusals import OLD_EXCEL_DAMAGED, SAVE_AS_XLSX, SAVE_WITHOUT_PASSWORD
from jicha.terms.errors import Fault, Words

_RECORD = struct.Struct("<HH")
_CELL = struct.Struct("<HHH")  # row, column, format
_FORMULA, _END, _DATES_1904, _PASSWORD, _UNCALCULATED = 0x0006, 0x000A, 0x0022, 0x002F, 0x005E
_COLUMNS, _SHEET, _FILTERED, _MANY_NUMBERS, _LINK = 0x007D, 0x0085, 0x009B, 0x00BD, 0x01AE
_NUMBER, _TRUTH, _ROW, _SHORT_NUMBER, _BEGIN = 0x0203, 0x0205, 0x0208, 0x027E, 0x0809
_CODE_PAGE, _LABEL, _RICH_LABEL, _FORMULA_TEXT = 0x0042, 0x0204, 0x00D6, 0x0207
_LABELS = (_LABEL, 0x00FD, _RICH_LABEL)
_EXCEL_5 = 0x0500
_OWN_SHEETS, _ADD_IN = 0x0401, 0x3A01  # links that lead to no other file
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_WORKSHEET = 0


@dataclass(slots=True)
class StreamFacts:
    """The facts of each worksheet in order, and of the workbook."""

    sheets: list[SheetFacts] = field(default_factory=list)
    counts_from_1904: bool = False
    notes: list[Note] = field(default_factory=list)


def stream_facts(stream: bytes, name: str) -> StreamFacts:
    """Look through a workbook's stream. Raises UnreadableFile: a password, a stray cell far away, damage."""
    facts = StreamFacts()
    links, starts, names = 0, list[int](), list[str]()
    is_old, code_page = False, ""
    for kind, at, length in _records(stream, 0, name):
        if kind == _PASSWORD:
            raise UnreadableFile(
                Fault.of(
                    Words("the workbook is protected by a password", "工作簿设有密码"), SAVE_WITHOUT_PASSWORD, name
                )
            )
        if kind == _DATES_1904:
            facts.counts_from_1904 = stream[at : at + 2] == b"\x01\x00"
        elif kind == _SHEET and stream[at + 5] == _WORKSHEET:
            starts.append(struct.unpack_from("<I", stream, at)[0])
            names.append(_in_code_page(stream[at + 7 : at + length], code_page, name) if code_page else "")
        elif kind == _BEGIN:
            is_old = struct.unpack_from("<H", stream, at)[0] == _EXCEL_5
        elif kind == _CODE_PAGE and is_old:
            code_page = _codec(struct.unpack_from("<H", stream, at)[0])
        elif kind == _LINK:
            links += struct.unpack_from("<H", stream, at + 2)[0] not in (_OWN_SHEETS, _ADD_IN)
        elif kind == _END:
            break
    if links:
        facts.notes.append(Note("external_links", {"links": str(links)}))
    for start, sheet_name in zip(starts, names, strict=True):
        sheet = _Sheet(stream, code_page)
        sheet.facts.name = sheet_name
        sheet.look(start, name)
        refuse_stray_cells(sheet.facts, name)
        facts.sheets.append(sheet.facts)
    return facts


class _Sheet:
    """One sheet's records."""

    def __init__(self, stream: bytes, code_page: str) -> None:
        self.facts = SheetFacts()
        self._stream, self._code_page = stream, code_page
        self._last = (0, 0)
        self._rows_hidden = set[int]()
        self._without_result = list[tuple[int, int]]()
        self._with_result = list[tuple[int, int]]()
        self._is_stale = False

    def look(self, start: int, name: str) -> None:
        seen: dict[int, Callable[[int, int], None]] = {
            _FORMULA: self._formula, _NUMBER: self._number, _SHORT_NUMBER: self._short_number,
            _MANY_NUMBERS: self._many_numbers, _TRUTH: self._truth, _ROW: self._row, _COLUMNS: self._columns,
            **dict.fromkeys(_LABELS, self._label), _FORMULA_TEXT: self._formula_text,
        }  # fmt: skip
        depth = 0
        for kind, at, length in _records(self._stream, start, name):
            if kind in seen:
                try:
                    seen[kind](at, length)
                except (struct.error, UnicodeDecodeError) as error:
                    raise _damaged(name) from error
            elif kind == _BEGIN:
                depth += 1  # a chart inside the sheet has a beginning and an end of its own
            elif kind == _END:
                depth -= 1
                if depth <= 0:
                    break
            elif kind == _UNCALCULATED:
                self._is_stale = True
            elif kind == _FILTERED:
                self.facts.is_filtered = True
        self._conclude()

    def _conclude(self) -> None:
        facts = self.facts
        facts.hidden_rows = sum(row < facts.height for row in self._rows_hidden)
        if not self._with_result or self._is_stale:  # nobody has ever calculated this sheet, or not since it changed
            facts.without_result = len(self._without_result)
            facts.stale = len(self._with_result)
            facts.texts.update(dict.fromkeys(self._without_result + self._with_result, FORMULA))

    def _cell(self, at: int) -> tuple[int, int]:
        row, column, _ = _CELL.unpack_from(self._stream, at)
        self.facts.cells += 1
        if row >= self.facts.height:
            self.facts.height = row + 1
        if column >= self.facts.width:
            self.facts.width = column + 1
        return row, column

    def _label(self, at: int, length: int) -> None:
        place = self._cell(at)
        if self._code_page:
            self._text(place, at + 6)

    def _formula_text(self, at: int, length: int) -> None:
        if self._code_page:
            self._text(self._last, at)

    def _text(self, place: tuple[int, int], at: int) -> None:
        count = struct.unpack_from("<H", self._stream, at)[0]
        self.facts.texts[place] = self._stream[at + 2 : at + 2 + count].decode(self._code_page)

    def _formula(self, at: int, length: int) -> None:
        place = self._last = self._cell(at)
        result = self._stream[at + 6 : at + 14]
        is_number = result[6:8] != b"\xff\xff"
        # A blank is what a formula gives whose text is empty, and what programs write that calculate nothing.
        (self._with_result if is_number or result[0] != 3 else self._without_result).append(place)
        if not is_number and result[0] == 2:
            self.facts.texts[place] = _ERRORS.get(result[2], "#N/A")
        elif is_number:
            self._at_60(place, struct.unpack("<d", result)[0])

    def _number(self, at: int, length: int) -> None:
        self._at_60(self._cell(at), struct.unpack_from("<d", self._stream, at + 6)[0])

    def _short_number(self, at: int, length: int) -> None:
        self._at_60(self._cell(at), _short(self._stream, at + 6))

    def _many_numbers(self, at: int, length: int) -> None:
        row, first = self._cell(at)
        for number, place in enumerate(range(at + 6, at + length - 2, 6)):
            self._at_60((row, first + number), _short(self._stream, place))
            self.facts.width = max(self.facts.width, first + number + 1)
            self.facts.cells += 1

    def _truth(self, at: int, length: int) -> None:
        place = self._cell(at)
        value, is_error = struct.unpack_from("<BB", self._stream, at + 6)
        if is_error:
            self.facts.texts[place] = _ERRORS.get(value, "#N/A")

    def _row(self, at: int, length: int) -> None:
        row, flags = struct.unpack_from("<H10xH", self._stream, at)
        if flags & 0x20:
            self._rows_hidden.add(row)

    def _columns(self, at: int, length: int) -> None:
        first, last, _, _, flags = struct.unpack_from("<5H", self._stream, at)
        if flags & 1 and last < 255:  # to the last: only the margin is hidden
            self.facts.hidden_columns += last - first + 1

    def _at_60(self, place: tuple[int, int], number: float) -> None:
        if 60 <= number < 61:
            self.facts.at_60.add(place)


def _short(stream: bytes, at: int) -> float:
    """A number in 30 bits: a whole one, or the upper half of a double; perhaps a hundredth of it."""
    value = struct.unpack_from("<I", stream, at)[0]
    if value & 2:
        number = float((value - (1 << 32) if value & 0x80000000 else value) >> 2)
    else:
        number = struct.unpack("<d", struct.pack("<Q", (value & 0xFFFFFFFC) << 32))[0]
    return number / 100 if value & 1 else number


def _records(stream: bytes, start: int, name: str) -> Iterator[tuple[int, int, int]]:
    """Type, place and length of each record's content."""
    at, end = start, len(stream)
    while at + 4 <= end:
        kind, length = _RECORD.unpack_from(stream, at)
        if at + 4 + length > end:
            raise _damaged(name)
        yield kind, at + 4, length
        at += 4 + length


def _codec(code_page: int) -> str:
    """Python's name for a code page; blank for one that it does not know."""
    try:
        return codecs.lookup("gb18030" if code_page == 936 else f"cp{code_page}").name
    except LookupError:
        return ""


def _in_code_page(text: bytes, code_page: str, name: str) -> str:
    try:
        return text.decode(code_page)
    except UnicodeDecodeError as error:
        raise _damaged(name) from error


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(Fault.of(OLD_EXCEL_DAMAGED, SAVE_AS_XLSX, name))
