"""One table of a delivered file under the words of a profile: its records in batches, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jicha.intake.sources.formats.grid import CUT_ROWS, LINE, AsideRow, Asked, Note
from jicha.intake.sources.process import ParsedFile

BATCH_ROWS = CUT_ROWS


@dataclass(frozen=True, slots=True)
class Torn:
    """A record that could not be split into the header's fields; ``text`` is the whole record as it stands.

    ``reason`` and ``expected`` say why where it was not the number of fields.
    """

    record: int
    line: int
    text: str
    fields: int
    reason: str = "torn_row"
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some records of a table, in order.

    ``records`` numbers them from 1 within the table (torn records have numbers too, so these may have gaps), and
    ``lines`` gives the line each begins on; in a Parquet file, which has no lines, both are the record number.
    """

    rows: pa.RecordBatch
    records: NDArray[np.int64]
    lines: NDArray[np.int64]
    torn: tuple[Torn, ...] = ()
    aside: tuple[AsideRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header of a table stands and what it says.

    ``titles`` are the words as the file has them and ``words`` the same as the profile calls them, in order; a word of
    the profile never stands twice. ``last_line`` is the last line of the header (0 where the format states its words).
    """

    titles: tuple[str, ...]
    words: tuple[str, ...]
    last_line: int = 0
    delimiter: str = ","
    above: tuple[str, ...] = ()  # title lines over the header


class Source(Protocol):
    """Records under the words of a profile. Reading it twice gives the same records twice."""

    @property
    def path(self) -> Path:
        """The file, or what it was called."""

    @property
    def sheet(self) -> str:
        """The sheet; blank where a file is one table."""

    @property
    def table(self) -> int:
        """The place of the table in its file."""

    @property
    def format(self) -> str:
        """The file's format."""

    @property
    def encoding(self) -> str:
        """The text's encoding; blank for other formats."""

    @property
    def header(self) -> Header:
        """Its words."""

    @property
    def words(self) -> tuple[str, ...]:
        """The column words, as the profile calls them."""

    @property
    def rows_expected(self) -> int:
        """How many records there may be, for a progress bar."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """What its reader should know."""

    def batches(self, needed: Sequence[str] | None = None) -> Iterator[Batch]:
        """All records, with the ``needed`` columns (all without it). Raises UnreadableFile, UnknownColumnType."""


@dataclass(frozen=True, slots=True)
class FileTable:
    """One table of a delivered file."""

    parsed: ParsedFile
    table: int
    header: Header
    rows_expected: int
    sheet: str = ""
    notes: tuple[Note, ...] = field(default=())

    @property
    def path(self) -> Path:
        """The file."""
        return self.parsed.path

    @property
    def format(self) -> str:
        """The file's format."""
        return self.parsed.format

    @property
    def encoding(self) -> str:
        """The text's encoding; blank for other formats."""
        return self.parsed.encoding

    @property
    def words(self) -> tuple[str, ...]:
        """The column words, as the profile calls them."""
        return self.header.words

    def batches(self, needed: Sequence[str] | None = None) -> Iterator[Batch]:
        """All records, with the ``needed`` columns (all without it). Raises UnreadableFile, UnknownColumnType."""
        words = self.words
        places = list(range(len(words))) if needed is None else [words.index(word) for word in needed]
        asked = Asked(
            table=self.table,
            after_line=self.header.last_line,
            width=len(words),
            columns=None if needed is None else places,
            delimiter=self.header.delimiter,
            words=list(self.header.titles) if self.header.last_line else [],
        )
        names = [words[place] for place in places]
        record = 1
        for cut in self.parsed.read(asked):
            lines = cut.rows.column(LINE).to_numpy()
            rows = pa.RecordBatch.from_arrays([cut.rows.column(str(place)) for place in places], names=names)
            torn_lines = np.array([one.line for one in cut.torn], np.int64)
            numbers = record + np.arange(len(lines)) + np.searchsorted(torn_lines, lines)
            torn_numbers = record + np.arange(len(torn_lines)) + np.searchsorted(lines, torn_lines)
            record += len(lines) + len(torn_lines)
            torn = tuple(
                Torn(int(number), one.line, one.text, one.fields, one.reason, one.expected)
                for number, one in zip(torn_numbers, cut.torn, strict=True)
            )
            yield Batch(rows, numbers, lines, torn, cut.aside)
