"""What every format gives: its tables with their first rows, and the records below a header, in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import pyarrow as pa

CUT_ROWS = 131_072  # records handed over at a time
HEAD_ROWS = 40  # rows at the top in which a header is looked for
MOST_COLUMNS = 4096
LINE = "line"  # the column of a cut that holds the place of each record


@dataclass(frozen=True, slots=True)
class HeadRow:
    """One row at the top: its line and its cells. A text file gives one cell, the row as it stands, to be split.

    ``spans`` are (first, last) cells, from 0, that are one merged cell; its word stands in the first.
    """

    line: int
    cells: tuple[str, ...]
    last_line: int = 0  # where the row ends; 0 = on its own line
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a table that its reader should know: an id of notes.csv and its arguments."""

    note: str
    arguments: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableHead:
    """One table of a file. ``words`` are its column words where the format states them, else None.

    ``rows_expected`` serves a progress bar. ``name`` is that of the sheet; blank where a file is one table.
    """

    name: str
    words: tuple[str, ...] | None
    head: tuple[HeadRow, ...]
    rows_expected: int
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which records of which table: those after ``after_line``, of ``width`` cells, and which ``columns`` (None: all).

    ``delimiter`` concerns text. ``words`` are the header's, so that a header in the middle is recognised.
    """

    table: int
    after_line: int
    width: int
    columns: list[int] | None = None
    delimiter: str = ","
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TornRow:
    """A row that could not be split into the table's fields; ``text`` is the row as it stands.

    ``reason`` is an id of reasons.csv and ``expected`` its argument; without them the number of fields was wrong.
    """

    line: int
    text: str
    fields: int
    reason: str = "torn_row"
    expected: str = ""


@dataclass(frozen=True, slots=True)
class AsideRow:
    """A row that is no record: ``kind`` is total, subtotal, footer or header."""

    line: int
    kind: str
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """Some records in order: the columns asked for, named by their place ("0", "1"), and LINE."""

    rows: pa.RecordBatch
    torn: tuple[TornRow, ...] = ()
    aside: tuple[AsideRow, ...] = ()


class Format(Protocol):
    """One opened file. Reading a table twice gives the same twice."""

    format: str
    encoding: str  # blank for formats that are not text
    tables: tuple[TableHead, ...]

    def read(self, asked: Asked) -> Iterator[Cut]:
        """The records of one table, in order. Raises UnreadableFile, UnknownColumnType."""
