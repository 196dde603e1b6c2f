"""Write the rows of a layout as one file or several parts of one, and say at which row of which file each stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from jicha.twin.deliver.disturb import Damage
from jicha.twin.deliver.forms import csv_file, html_file, parquet_file, xlsx_file
from jicha.twin.deliver.forms.sheet import SLID, Sheet
from jicha.twin.deliver.layout import Layout
from jicha.twin.deliver.ledger import SYSTEM as LEDGER
from jicha.twin.deliver.printed import as_text, as_values, without_idle_decimals

_WRITERS: Mapping[str, Callable[[Sheet, Path], None]] = {
    "csv": csv_file.write,
    "html": html_file.write,
    "xlsx": xlsx_file.write,
    "parquet": parquet_file.write,
}
_SUFFIXES = {"csv": "csv", "html": "xls", "xlsx": "xlsx", "parquet": "parquet"}
_ROWS_OF_A_PART = {"html": 5_000}  # where the screens stop and begin the next file
_MOST_OF_A_LEDGER = 50_000  # rows; a longer ledger is no list that a person opens


@dataclass(frozen=True, slots=True)
class Written:
    """Where a file goes; a ``supplement`` (补发) brings what was still owed after the last month."""

    out: Path
    station: str
    month: date
    form: str
    supplement: bool = False

    def path(self, layout: Layout, part: int | None) -> Path:
        """The file of a layout, or its part ``part``."""
        number = "" if part is None else f"_{part}"
        name = f"{layout.name}_{self.station}_{self.month:%Y%m}{number}.{_SUFFIXES[self.form]}"
        return self.out / f"{self.month:%Y-%m}" / layout.system / name


@dataclass(frozen=True, slots=True)
class Parts:
    """The files that rows were written to, and how many rows each holds."""

    files: tuple[str, ...]
    rows_each: int

    def place_of(self, row: int) -> tuple[str, int]:
        """The file (below the folder of deliveries) and in it the row, from 1, of a row that was given, from 0."""
        return self.files[row // self.rows_each], row % self.rows_each + 1


def write_file(rows: pa.Table, damages: Sequence[Damage], layout: Layout, written: Written) -> Parts:
    """Write the rows to as many files as the form makes of them."""
    form = written.form
    cells = _cells(rows, damages, layout, form)
    size = _ROWS_OF_A_PART.get(form, len(rows)) or 1
    parts = range(0, len(rows), size)
    files = []
    for number, start in enumerate(parts, start=1):
        path = written.path(layout, number if len(parts) > 1 else None)
        path.parent.mkdir(parents=True, exist_ok=True)
        some = cells.slice(start, size)
        _WRITERS[form](_sheet(some, rows, layout, written, last=number == len(parts)), path)
        files.append(path.relative_to(written.out).as_posix())
    return Parts(tuple(files), size)


def form_of(layout: Layout, rows: int) -> str:
    """The form in which so many rows go out: a workbook only while it is small, a long ledger as Parquet."""
    if layout.form == "xlsx" and rows > xlsx_file.MOST_ROWS:
        return "csv"
    if layout.system == LEDGER and rows > _MOST_OF_A_LEDGER:
        return "parquet"
    return layout.form


def _cells(rows: pa.Table, damages: Sequence[Damage], layout: Layout, form: str) -> pa.Table:
    cells = (as_values if form == "parquet" else as_text)(rows, layout.is_month)
    for word in {one.column or rows.column_names[0] for one in damages if one.rewrites}:
        column = cells[word]
        texts = column.cast(pa.string()).to_pylist() if form != "parquet" else column.to_pylist()
        for one in damages:
            if one.rewrites and (one.column or rows.column_names[0]) == word:
                texts[one.place] = _rewritten(texts[one.place], one, column.type)
        cells = cells.set_column(cells.column_names.index(word), word, pa.array(texts, column.type))
    if form == "parquet":
        blank = [word for word in cells.column_names if cells[word].null_count == len(cells)]
        return cells.drop_columns(blank) if layout.slim else cells
    for word in layout.apostrophes:
        guarded = pc.binary_join_element_wise("'", cells[word], "")
        cells = cells.set_column(cells.column_names.index(word), word, guarded)
    return cells


def _rewritten(value: object, damage: Damage, kind: pa.DataType) -> object:
    if damage.write == SLID:
        return f"{SLID}{value or ''}"
    if damage.write is None or pa.types.is_string(kind):
        return damage.write
    return pa.scalar(damage.write, pa.string()).cast(kind).as_py()


def _sheet(cells: pa.Table, rows: pa.Table, layout: Layout, written: Written, *, last: bool) -> Sheet:
    numbers = frozenset(word for word in rows.column_names if _is_number(rows.schema.field(word).type))
    title = f"{layout.title}{'（补发）' if written.supplement else ''}（{written.month:%Y}年{written.month.month}月）"
    totals = {word: _sum(rows[word]) for word in layout.total} if last else {}
    footer = f"制表人：{written.station} 制表日期：{written.month:%Y-%m}" if last and layout.total else ""
    return Sheet(cells, title, footer, totals, numbers)


def _sum(numbers: pa.ChunkedArray) -> str:
    kept = without_idle_decimals(numbers)
    total = pc.sum(kept.cast(pa.decimal128(38, kept.type.scale))).as_py()
    return "" if total is None else str(total)


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_decimal(kind) or pa.types.is_integer(kind))
