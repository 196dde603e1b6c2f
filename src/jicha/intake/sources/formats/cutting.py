"""Text cut into records by quotes and line ends, before anything is read from a record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats.encoding import decoded_parts
from jicha.intake.sources.refusals import NO_LINE_ENDS, line_too_long
from jicha.terms.errors import Fault, Words

_QUOTE, _NEWLINE, _NUL = ord('"'), ord("\n"), 0
_BEFORE_A_QUOTE = b',;|\t\n "'  # of a field that is quoted, or a quote inside it that is doubled
_LONGEST_RECORD = 16 << 20  # a longer one is a quote that never closes, not a record
_END_OF_FILE = b"\x1a"  # what DOS put at the end of a text


class Records:
    """Where the records of a text begin and end, how many fields each has, and on which line it begins."""

    def __init__(self, text: bytes, starts: NDArray[np.int64], ends: NDArray[np.int64], fields: NDArray[np.int64],
                 lines: NDArray[np.int64], newlines: int) -> None:  # fmt: skip
        self._text, self._starts, self._ends = text, starts, ends
        self.fields, self.lines, self.newlines = fields, lines, newlines
        self.blank = starts == ends

    @classmethod
    def of(cls, text: bytes, delimiter: str, first_line: int) -> Records:
        """Cut a text that ends with a whole record."""
        letters = np.frombuffer(text, np.uint8)
        outside = _outside_quotes(text, letters)
        newline = letters == _NEWLINE
        separator = letters == ord(delimiter)
        every = np.flatnonzero(newline)
        if outside is not None:
            newline &= outside
            separator &= outside
        ends = every if outside is None else np.flatnonzero(newline)
        starts = np.concatenate(([0], ends[:-1] + 1)) if len(ends) else ends
        fields = np.diff(np.searchsorted(np.flatnonzero(separator), ends), prepend=0) + 1
        lines = np.searchsorted(every, starts) + first_line
        return cls(text, starts, ends, fields, lines, len(every))

    def text(self, record: int) -> str:
        """One record as it stands, without its line end."""
        return self._text[self._starts[record] : self._ends[record]].decode()

    def starting_at(self, record: int) -> bytes:
        """The text from a record on."""
        return self._text[int(self._starts[record]) :]

    def letters(self, place: int) -> NDArray[np.uint8]:
        """The byte at ``place`` of each record; where it is shorter, its line end."""
        letters = np.frombuffer(self._text, np.uint8)
        found: NDArray[np.uint8] = letters[np.minimum(self._starts + place, self._ends)]
        return found

    def joined(self, records: NDArray[np.int64]) -> bytes:
        """The named records as one text; the whole text unchanged when nothing is left out between them."""
        first, last = int(records[0]), int(records[-1])
        if last - first + 1 == len(records):
            return self._text[self._starts[first] : self._ends[last] + 1]
        return b"".join(self._text[self._starts[one] : self._ends[one] + 1] for one in records)


def whole_records(file: BinaryIO, encoding: str, name: str) -> Iterator[bytes]:
    """The text as UTF-8 in parts that end with a whole record. Raises UnreadableFile."""
    held, line = b"", 1
    for part in decoded_parts(file, encoding):
        if _NUL in part:
            at = line + (held + part)[: (held + part).index(b"\0")].count(b"\n")
            message = Words("the text holds a NUL character", "文本中有空字符（NUL）")
            remedy = Words(
                "If it is UTF-16, save it as UTF-8; otherwise the export is damaged.",
                "如为 UTF-16 编码，请另存为 UTF-8；否则文件已损坏，请重新导出。",
            )
            raise UnreadableFile(Fault.of(message, remedy, name, at))
        text = held + part
        end = _last_record_end(text)
        if end:
            yield text[:end]
            line += text[:end].count(b"\n")
        held = text[end:]
        if len(held) > _LONGEST_RECORD:
            raise _open_quote(held, line, name, decoded_parts(file, encoding))
    held = held.removesuffix(_END_OF_FILE)
    if held.count(b'"') % 2:
        raise _open_quote(held, line, name, decoded_parts(file, encoding))
    if held:
        yield held + b"\n"


def split_record(record: str, delimiter: str) -> list[str]:
    """The fields of one record; none when the record, read by itself, is not one record."""
    try:
        rows = list(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter))
    except csv.Error:  # a field longer than Python's reader takes
        return []
    return rows[0] if len(rows) == 1 else []


def _open_quote(held: bytes, line: int, name: str, whole: Iterator[bytes]) -> UnreadableFile:
    """Quotes that do not pair: the fault is where one was typed inside a field, else where the last of them opens."""
    if b'"' not in held:
        return UnreadableFile(Fault.of(line_too_long(_LONGEST_RECORD), NO_LINE_ENDS, name, line))
    remedy = Words("Close or double the quote.", "请补上缺少的双引号，或把内容中的双引号写成两个。")
    at = _first_inside_a_field(whole)
    if 0 < at <= line:
        message = Words(
            "a quote stands inside a field of this line, and from there on the quotes do not pair",
            "该行某一列内容中有单个双引号，其后的双引号无法配对",
        )
        return UnreadableFile(Fault.of(message, remedy, name, at))
    message = Words("a quote that opens in the record of this line never closes", "该行记录中的双引号没有成对")
    return UnreadableFile(Fault.of(message, remedy, name, line))


def _first_inside_a_field(whole: Iterator[bytes]) -> int:
    """The line of the first quote that opens behind a letter, where no field begins; 0 if there is none."""
    line, inside, last = 1, False, ord("\n")
    for part in whole:
        letters = np.frombuffer(part, np.uint8)
        places = np.flatnonzero(letters == _QUOTE)
        opening = places[int(inside) :: 2]
        before = np.where(opening > 0, letters[np.maximum(opening, 1) - 1], last) if len(letters) else letters
        wrong = opening[~np.isin(before, list(_BEFORE_A_QUOTE))]
        if len(wrong):
            return line + part[: int(wrong[0])].count(b"\n")
        line, inside = line + part.count(b"\n"), inside ^ bool(len(places) % 2)
        last = part[-1] if part else last
    return 0


def _outside_quotes(text: bytes, letters: NDArray[np.uint8]) -> NDArray[np.bool_] | None:
    """The places with an even number of quotes before them; doubled quotes cancel each other out. None: everywhere."""
    if b'"' not in text:
        return None
    quotes = letters == _QUOTE
    outside: NDArray[np.bool_] = np.bitwise_xor.accumulate(quotes.view(np.uint8)) == 0
    return outside


def _last_record_end(text: bytes) -> int:
    """One past the last line end that stands outside quotes; 0 when there is none."""
    letters = np.frombuffer(text, np.uint8)
    outside = _outside_quotes(text, letters)
    if outside is None:
        return text.rfind(b"\n") + 1
    ends = np.flatnonzero((letters == _NEWLINE) & outside)
    return int(ends[-1]) + 1 if len(ends) else 0
