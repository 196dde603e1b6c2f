"""CSV and other delimited text: decoded strictly, cut into records, and only then split into fields.

Cutting comes first because a reader that splits and skips on its own loses rows quietly: here every record has its
line before anything is read from it, torn records come back as such, and a quote that never closes is named by the
line it opens on.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from jicha.intake.errors import BadHeader, UnreadableFile
from jicha.intake.sources.formats.aside import set_aside, torn_aside
from jicha.intake.sources.formats.cutting import Records, split_record, whole_records
from jicha.intake.sources.formats.encoding import decide_encoding
from jicha.intake.sources.formats.grid import HEAD_ROWS, MOST_COLUMNS, AsideRow, Asked, Cut, HeadRow, TableHead, TornRow
from jicha.intake.sources.formats.split_rows import split_by_hand, split_rows
from jicha.intake.sources.refusals import too_many_columns
from jicha.terms.errors import Fault, Words

_SEPARATORS = ",\t;|"
_LONGEST_FIRST_LINE = 16 << 20


def recognise(head: bytes, name: str) -> bool:
    """Whatever no other format claims is text, or is shown not to be."""
    return True


def open_file(file: BinaryIO, name: str) -> CsvFile:
    """Open a text. Raises UnreadableFile."""
    if not _first_line_ends(file):
        longest = f"{_LONGEST_FIRST_LINE >> 20} MiB"
        message = Words(
            f"the first line is longer than {longest}, which no header is", f"第一行超过 {longest}，不可能是表头"
        )
        remedy = Words("The file is no table; export it again.", "该文件不是数据表，请重新导出。")
        raise UnreadableFile(Fault.of(message, remedy, name, 1))
    return CsvFile(file, name)


def _first_line_ends(file: BinaryIO) -> bool:
    start = file.read(_LONGEST_FIRST_LINE)
    return len(start) < _LONGEST_FIRST_LINE or b"\n" in start or b"\r" in start


class CsvFile:
    """One text file; its rows are cut at line ends outside quotes and split by the delimiter that is asked for."""

    format = "csv"

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        decided = decide_encoding(file, name)
        self.encoding = decided.name
        head = tuple(islice(self._head(), HEAD_ROWS))
        self.tables = (TableHead("", None, head, decided.lines),)

    def read(self, asked: Asked) -> Iterator[Cut]:
        """All records after the header, every column as text. Raises UnreadableFile."""
        line = 1
        for part in whole_records(self._file, self.encoding, self._name):
            cut = Records.of(part, asked.delimiter, line)
            line += cut.newlines
            keep = np.flatnonzero(~cut.blank & (cut.lines > asked.after_line))
            if len(keep):
                yield self._cut(cut, keep, asked)

    def _head(self) -> Iterator[HeadRow]:
        line = 1
        for part in whole_records(self._file, self.encoding, self._name):
            cut = Records.of(part, ",", line)
            line += cut.newlines
            for one in np.flatnonzero(~cut.blank):
                first, text = int(cut.lines[one]), cut.text(int(one))
                if (columns := max(map(text.count, _SEPARATORS)) + 1) > MOST_COLUMNS:
                    raise BadHeader(too_many_columns(columns, self._name, first, most=MOST_COLUMNS))
                yield HeadRow(first, (text,), first + text.count("\n"))

    def _cut(self, cut: Records, keep: NDArray[np.int64], asked: Asked) -> Cut:
        right = cut.fields[keep] == asked.width
        good = keep[right]
        rows = split_rows(cut, good, asked.width, asked.delimiter)
        if rows is None:  # quotes inside an unquoted field: count the fields of each record by itself
            counted = np.array([len(split_record(cut.text(one), asked.delimiter)) for one in keep])
            right = counted == asked.width
            good = keep[right]
            cut.fields[keep] = counted
            rows = split_by_hand([cut.text(one) for one in good], asked.width, asked.delimiter)
        torn, aside = _torn(cut, keep[~right], asked)
        kept, set_apart = set_aside(rows, cut.lines[good], asked)
        return Cut(kept, torn, (*aside, *set_apart))


def _torn(cut: Records, rows: NDArray[np.int64], asked: Asked) -> tuple[tuple[TornRow, ...], list[AsideRow]]:
    torn, aside = [], []
    for one in rows:
        text, line = cut.text(int(one)), int(cut.lines[one])
        row = torn_aside(split_record(text, asked.delimiter), line)
        if row:
            aside.append(row)
        else:
            torn.append(TornRow(line, text, int(cut.fields[one])))
    return tuple(torn), aside
