"""CSV: decoded strictly, cut into records by quotes and line ends, and only then split into fields.

Cutting comes first because a reader that splits and skips on its own loses rows quietly: here every record has its
number and line before anything is read from it, torn records come back as such, and a quote that never closes is named
by the line it opens on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
from numpy.typing import NDArray

from jicha.intake.errors import EmptyFile, UnreadableFile
from jicha.intake.sources.encoding import decide_encoding, decoded_parts
from jicha.intake.sources.source import Batch, Torn, check_words
from jicha.terms.errors import Fault

_QUOTE, _NEWLINE, _NUL = ord('"'), ord("\n"), 0
_LONGEST_RECORD = 16 << 20  # a longer one is a quote that never closes, not a record


class CsvFile:
    """One text file with a header line."""

    format = "csv"

    def __init__(self, path: Path, delimiter: str) -> None:
        self.path = path
        self.delimiter = delimiter
        decided = decide_encoding(path)
        self.encoding, self.rows_expected = decided.name, decided.lines
        header, self._header_lines = self._read_header()
        self.words = check_words(path, header)

    def batches(self, needed: Sequence[str]) -> Iterator[Batch]:
        """All records, every column as text, in order. Raises UnreadableFile, EmptyFile."""
        record, line, skip = 1, 1, self._header_lines
        for part in self._whole_records():
            cut = _Cut.of(part, self.delimiter, line)
            line += cut.newlines
            keep = np.flatnonzero(~cut.blank & (cut.lines > skip))
            if not len(keep):
                continue
            records = np.arange(record, record + len(keep), dtype=np.int64)
            record += len(keep)
            yield self._batch(cut, keep, records)
        if record == 1:
            raise EmptyFile(Fault("the file has a header and no records", "Export it again.", str(self.path)))

    def _batch(self, cut: _Cut, keep: NDArray[np.int64], records: NDArray[np.int64]) -> Batch:
        right = cut.fields[keep] == len(self.words)
        good = keep[right]
        rows = self._split(cut, good)
        if rows is None:  # quotes inside an unquoted field: count the fields of each record by itself
            counted = np.array([len(_fields(cut.text(one), self.delimiter)) for one in keep])
            right = counted == len(self.words)
            good = keep[right]
            cut.fields[keep] = counted
            rows = self._by_hand([cut.text(one) for one in good])
        torn = tuple(
            Torn(int(number), int(cut.lines[one]), cut.text(one), int(cut.fields[one]))
            for one, number in zip(keep[~right], records[~right], strict=True)
        )
        return Batch(rows, records[right], cut.lines[good], torn)

    def _split(self, cut: _Cut, good: NDArray[np.int64]) -> pa.RecordBatch | None:
        """Fields by Arrow's reader; None unless it sees exactly the records that we cut."""
        if not len(good):
            return self._by_hand([])
        text = cut.joined(good)
        options = arrow_csv.ConvertOptions(
            column_types={word: pa.string() for word in self.words}, strings_can_be_null=False, check_utf8=False
        )
        skipped: list[arrow_csv.InvalidRow] = []

        def skip(row: arrow_csv.InvalidRow) -> str:
            skipped.append(row)
            return "skip"

        parse = arrow_csv.ParseOptions(
            delimiter=self.delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=skip
        )
        read = arrow_csv.ReadOptions(column_names=list(self.words), block_size=len(text) + 1, use_threads=False)
        table = arrow_csv.read_csv(pa.BufferReader(text), read, parse, options)
        if skipped or len(table) != len(good):
            return None
        return table.combine_chunks().to_batches()[0]

    def _by_hand(self, records: list[str]) -> pa.RecordBatch:
        rows = [_fields(record, self.delimiter) for record in records]
        columns = [pa.array([row[place] for row in rows], pa.string()) for place in range(len(self.words))]
        return pa.RecordBatch.from_arrays(columns, names=list(self.words))

    def _read_header(self) -> tuple[list[str], int]:
        for part in self._whole_records():
            cut = _Cut.of(part, self.delimiter, 1)
            for one in np.flatnonzero(~cut.blank):
                text = cut.text(int(one))
                return _fields(text, self.delimiter), int(cut.lines[one]) + text.count("\n")
        raise EmptyFile(Fault("the file is empty", "Export it again.", str(self.path)))

    def _whole_records(self) -> Iterator[bytes]:
        """The text in parts that end with a whole record."""
        held, line = b"", 1
        for part in decoded_parts(self.path, self.encoding):
            if _NUL in part:
                at = line + (held + part)[: (held + part).index(b"\0")].count(b"\n")
                remedy = "If it is UTF-16, save it as UTF-8; otherwise the export is damaged."
                raise UnreadableFile(Fault("the text holds a NUL character", remedy, str(self.path), at))
            text = held + part
            end = _last_record_end(text)
            if end:
                yield text[:end]
                line += text[:end].count(b"\n")
            held = text[end:]
            if len(held) > _LONGEST_RECORD:
                raise self._open_quote(line)
        if held.count(b'"') % 2:
            raise self._open_quote(line)
        if held:
            yield held + b"\n"

    def _open_quote(self, line: int) -> UnreadableFile:
        message = "a quote that opens in the record of this line never closes"
        return UnreadableFile(Fault(message, "Close or double the quote.", str(self.path), line))


class _Cut:
    """Where the records of a text begin and end, how many fields each has, and on which line it begins."""

    def __init__(self, text: bytes, starts: NDArray[np.int64], ends: NDArray[np.int64], fields: NDArray[np.int64],
                 lines: NDArray[np.int64], newlines: int) -> None:  # fmt: skip
        self._text, self._starts, self._ends = text, starts, ends
        self.fields, self.lines, self.newlines = fields, lines, newlines
        self.blank = starts == ends

    @classmethod
    def of(cls, text: bytes, delimiter: str, first_line: int) -> _Cut:
        """Cut a text that ends with a whole record."""
        letters = np.frombuffer(text, np.uint8)
        outside = _outside_quotes(letters)
        newline = letters == _NEWLINE
        ends = np.flatnonzero(newline & outside)
        starts = np.concatenate(([0], ends[:-1] + 1)) if len(ends) else ends
        separators = np.flatnonzero((letters == ord(delimiter)) & outside)
        fields = np.diff(np.searchsorted(separators, ends), prepend=0) + 1
        every = np.flatnonzero(newline)
        lines = np.searchsorted(every, starts) + first_line
        return cls(text, starts, ends, fields, lines, len(every))

    def text(self, record: int) -> str:
        """One record as it stands, without its line end."""
        return self._text[self._starts[record] : self._ends[record]].decode()

    def joined(self, records: NDArray[np.int64]) -> bytes:
        """The named records as one text; the whole text unchanged when nothing is left out between them."""
        first, last = int(records[0]), int(records[-1])
        if last - first + 1 == len(records):
            return self._text[self._starts[first] : self._ends[last] + 1]
        return b"".join(self._text[self._starts[one] : self._ends[one] + 1] for one in records)


def _outside_quotes(letters: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The places with an even number of quotes before them; doubled quotes cancel each other out."""
    quotes = letters == _QUOTE
    if not quotes.any():
        return np.ones(len(letters), bool)
    outside: NDArray[np.bool_] = np.bitwise_xor.accumulate(quotes.view(np.uint8)) == 0
    return outside


def _last_record_end(text: bytes) -> int:
    """One past the last line end that stands outside quotes; 0 when there is none."""
    letters = np.frombuffer(text, np.uint8)
    ends = np.flatnonzero((letters == _NEWLINE) & _outside_quotes(letters))
    return int(ends[-1]) + 1 if len(ends) else 0


def _fields(record: str, delimiter: str) -> list[str]:
    """The fields of one record; none when the record, read by itself, is not one record."""
    try:
        rows = list(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter))
    except csv.Error:  # a field longer than Python's reader takes
        return []
    return rows[0] if len(rows) == 1 else []
