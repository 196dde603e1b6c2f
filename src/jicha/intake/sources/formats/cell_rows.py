"""Tables of cells, as workbooks and web pages hold them: their first rows, and the records below a header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jicha.intake.sources.formats.aside import LOOKED_AT, kinds_of_rows, torn_aside
from jicha.intake.sources.formats.column_types import Cells, cell_text, typed
from jicha.intake.sources.formats.grid import CUT_ROWS, HEAD_ROWS, LINE, AsideRow, Asked, Cut, HeadRow, TornRow

Span = tuple[tuple[int, int], tuple[int, int]]  # first and last (row, column) of a merged cell, from 0
MERGED = "#MERGED"  # stands where one number counts for several rows; no grammar takes it for a value
_IDENTIFIER_DIGITS = 8  # a whole number as long as this is an account or a meter, not an amount


@dataclass(frozen=True, slots=True)
class CellRows:
    """The rows of one table, each a list of cells with "" for a blank one, and the line of each.

    Rows of a workbook are as long as the widest; those of a web page as long as they are written.
    """

    rows: list[list[Any]]
    lines: NDArray[np.int64]
    merged: Sequence[Span] = ()

    def head(self) -> tuple[HeadRow, ...]:
        """The first rows that are not blank."""
        found = []
        for place, (row, line) in enumerate(zip(self.rows, self.lines.tolist(), strict=True)):
            texts = [cell_text(one).strip() for one in row]
            if not any(texts):
                continue
            spans = tuple((a, b) for (top, a), (_, b) in self.merged if top == place and b > a)
            width = max([2, *(b + 1 for _, b in spans), *(place + 1 for place, one in enumerate(texts) if one)])
            texts += [""] * (width - len(texts))
            found.append(HeadRow(line, tuple(texts[:width]), 0, spans))
            if len(found) == HEAD_ROWS:
                break
        return tuple(found)

    @property
    def cells_over_rows(self) -> int:
        """Merged cells of several rows; not those of a header of two rows, which has cells merged across too."""
        headers = {top for (top, a), (_, b) in self.merged if b > a}
        return sum(bottom > top and top not in headers for (top, _), (bottom, _) in self.merged)

    def read(self, asked: Asked) -> Iterator[Cut]:
        """The records below a header: blank rows dropped, rows of another width torn, totals and the like set aside."""
        begin = int(np.searchsorted(self.lines, asked.after_line, side="right"))
        rows, lines, columns, torn, aside = self._fitting(begin, asked)
        kinds = kinds_of_rows([_as_texts(one) for one in columns[:LOOKED_AT]], len(lines))
        kinds[_headers(columns, asked.words, len(lines))] = "header"
        apart = np.flatnonzero(kinds != "")
        aside += [AsideRow(int(lines[one]), str(kinds[one]), _texts(rows[one])) for one in apart]
        blank = np.logical_and.reduce([one == "" for one in columns]) if columns else np.ones(len(lines), bool)
        keep = ~blank & (kinds == "")
        places = range(asked.width) if asked.columns is None else asked.columns
        arrays = [typed(columns[place][keep]) for place in places]
        whole = pa.RecordBatch.from_arrays(
            [*arrays, pa.array(lines[keep], pa.int64())], names=[*(str(place) for place in places), LINE]
        )
        yield from _cut(whole, torn, sorted(aside, key=lambda row: row.line))

    def _fitting(
        self, begin: int, asked: Asked
    ) -> tuple[list[list[Any]], NDArray[np.int64], list[Cells], list[TornRow], list[AsideRow]]:
        """The rows that fit the header, in columns; what does not fit, torn or set aside."""
        rows, lines, width = self.rows[begin:], self.lines[begin:], asked.width
        torn: list[TornRow] = []
        aside: list[AsideRow] = []
        fits = np.fromiter((len(row) == width for row in rows), bool, len(rows))
        for one in np.flatnonzero(~fits):
            row, line = rows[one], int(lines[one])
            if not any(cell != "" for cell in row[width:]) and (len(row) > width or not any(row)):
                fits[one] = True
            elif set_aside := torn_aside(_texts(row), line):
                aside.append(set_aside)
            else:
                texts = _texts(row)
                while texts and not texts[-1]:
                    texts = texts[:-1]
                torn.append(TornRow(line, "\t".join(texts), len(texts)))
        good = rows if fits.all() else [row for row, right in zip(rows, fits, strict=True) if right]
        columns = _columns(good, width)
        kept = np.flatnonzero(fits)
        for (top, left), (bottom, _) in self.merged:
            if bottom > top >= begin and left < width:
                first, last = np.searchsorted(kept, (top - begin, bottom - begin + 1))
                _fill(columns[left], int(first), int(last))
        return good, lines[fits], columns, torn, aside


def _fill(column: Cells, first: int, last: int) -> None:
    """Let a cell that is merged over rows count for each: a text does, an amount must not be counted twice."""
    if first >= last or (value := column[first]) == "":
        return
    text = cell_text(value)
    is_amount = text.lstrip("+-").replace(".", "", 1).replace(",", "").isdigit() and not (
        text.isdigit() and (len(text) >= _IDENTIFIER_DIGITS or text.startswith("0"))
    )
    column[first:last] = MERGED if is_amount else value


def _headers(columns: Sequence[Cells], words: Sequence[str], count: int) -> NDArray[np.bool_]:
    """Rows in which every cell says its own column's word."""
    same = np.full(count, bool(words))
    for column, word in zip(columns, words, strict=False):
        if not same.any():
            break
        same &= np.fromiter((one == word for one in column.tolist()), bool, count)
    return same


def _cut(whole: pa.RecordBatch, torn: Sequence[TornRow], aside: Sequence[AsideRow]) -> Iterator[Cut]:
    """The records in pieces, each with the other rows that stand before its end."""
    lines = whole.column(LINE).to_numpy()
    for start in range(0, max(1, len(whole)), CUT_ROWS):
        piece = whole.slice(start, CUT_ROWS)
        after = lines[start - 1] if start else -1
        last = lines[start + CUT_ROWS - 1] if start + CUT_ROWS < len(whole) else np.iinfo(np.int64).max
        yield Cut(
            piece,
            tuple(one for one in torn if after < one.line <= last),
            tuple(one for one in aside if after < one.line <= last),
        )


def _columns(rows: list[list[Any]], width: int) -> list[Cells]:
    lengths = set(map(len, rows))
    if len(lengths) > 1 or (lengths and min(lengths) < width):
        rows = [(row + [""] * width)[:width] for row in rows]
    columns = []
    for cells in list(zip(*rows, strict=True))[:width] if rows else [()] * width:
        column = np.empty(len(cells), object)
        column[:] = cells
        columns.append(column)
    return columns


def _as_texts(cells: Cells) -> pa.Array:
    """Texts as they are; whatever is no text as a number, which is never a word."""
    return pa.array([one if type(one) is str else "0" for one in cells.tolist()], pa.string())


def _texts(row: Sequence[Any]) -> tuple[str, ...]:
    return tuple(cell_text(one) for one in row)
