"""Which rows go into which file: whole months together, sorted by point (or customer ...) and time.

A month that is large has files of its own; neighbouring months that are small share one. The delivery of ten years of
a small table thus makes a handful of files and not 120, while a month of a large one can be skipped by its dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jicha.schema import Table

# Uncompressed bytes and rows of one file. Months share a file up to a quarter of it.
FILE_BYTES = 256 << 20
FILE_ROWS = 1_000_000
_SHARED = 4

# The first of these that the rows have leads their order: what pages read together should lie together.
_SUBJECTS = ("point_id", "customer_id", "meter_id", "area_id", "line_id", "staff_id", "org_id")
_UNDATED = np.iinfo(np.int64).min

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one file: their indices in file order, the days they span (inclusive), how many have no day."""

    indices: Numbers
    time_from: date | None
    time_to: date | None
    undated: int

    @property
    def label(self) -> str:
        """The months a file spans, for its name: ``2024-01_2024-03``, ``undated``."""
        if self.time_from is None or self.time_to is None:
            return "undated"
        first, last = f"{self.time_from:%Y-%m}", f"{self.time_to:%Y-%m}"
        return first if first == last else f"{first}_{last}"


def sort_key(rows: pa.Table, table: Table) -> str:
    """The column that leads the sort order of these rows of a table."""
    return next((name for name in _SUBJECTS if name in rows.column_names), table.primary_key[0])


def file_rows(rows: pa.Table) -> int:
    """How many of such rows make a full file."""
    return max(1, min(FILE_ROWS, FILE_BYTES * len(rows) // max(1, int(rows.nbytes))))


def cut_by_month(rows: pa.Table, table: Table) -> list[Part]:
    """Cut rows of a table into the parts that become files, in order of time."""
    days, moments = _times(rows, table)
    return _cut(rows, table, _runs_of_months(days, file_rows(rows) // _SHARED), days, moments)


def cut_by_key(rows: pa.Table, table: Table) -> list[Part]:
    """Cut rows without regard to months: for corrections, which are few and all read whatever the window."""
    days, moments = _times(rows, table)
    return _cut(rows, table, np.zeros(len(rows), dtype=np.int64), days, moments)


def _cut(rows: pa.Table, table: Table, groups: Numbers, days: Numbers, moments: Numbers) -> list[Part]:
    if not len(rows):
        return []
    order = _order(groups, _ranks(rows.column(sort_key(rows, table))), moments)
    return [_part(indices, days[indices]) for indices in _slices(order, groups[order], file_rows(rows))]


def _times(rows: pa.Table, table: Table) -> tuple[Numbers, Numbers]:
    """Days since 1970 of each row, and what orders rows within a day; ``_UNDATED`` where there is no time."""
    if table.time_column not in rows.column_names:
        nothing = np.full(len(rows), _UNDATED)
        return nothing, nothing
    column = rows.column(table.time_column)
    width = pa.int32() if pa.types.is_date(column.type) else pa.int64()
    moments = pc.fill_null(column.cast(width).cast(pa.int64()), int(_UNDATED)).to_numpy()
    if width == pa.int32():
        return moments, moments
    days = np.where(moments == _UNDATED, _UNDATED, moments // (24 * 60 * 60 * 1_000_000))
    return days, moments


def _runs_of_months(days: Numbers, shared_rows: int) -> Numbers:
    """Number the rows by the run of months they share a file with."""
    distinct_days, day_of_row = np.unique(days, return_inverse=True)
    dated = distinct_days != _UNDATED
    months = np.full(len(distinct_days), _UNDATED)
    months[dated] = distinct_days[dated].astype("M8[D]").astype("M8[M]").astype(np.int64)
    per_day = np.bincount(day_of_row, minlength=len(distinct_days))
    distinct_months, month_of_day = np.unique(months, return_inverse=True)
    per_month = np.bincount(month_of_day, weights=per_day, minlength=len(distinct_months)).astype(np.int64)
    group_of_month = np.zeros(len(distinct_months), dtype=np.int64)
    group, held = 0, 0
    for place, count in enumerate(per_month):
        if held and (held + count > shared_rows or distinct_months[place - 1] == _UNDATED):
            group, held = group + 1, 0
        held += count
        group_of_month[place] = group
    found: Numbers = group_of_month[month_of_day][day_of_row]
    return found


def _ranks(column: pa.ChunkedArray) -> Numbers:
    """The place of each value in sorted order; NULL comes first."""
    encoded = pc.dictionary_encode(column.combine_chunks())
    encoded = encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
    ranks = np.empty(len(encoded.dictionary), dtype=np.int64)
    ranks[pc.sort_indices(encoded.dictionary).to_numpy()] = np.arange(len(encoded.dictionary))
    places = pc.fill_null(encoded.indices, -1).to_numpy()
    found: Numbers = np.append(ranks, -1)[places]
    return found


def _order(groups: Numbers, ranks: Numbers, moments: Numbers) -> Numbers:
    """The order by group, then rank, then moment; rows that are equal in all three keep theirs."""
    by_group = groups * (int(ranks.max()) + 2) + ranks + 1
    first, last = int(moments.min()), int(moments.max())
    if (int(by_group.max()) + 1) * (last - first + 1) < 2**63:  # one key of 64 bits sorts three times as fast
        return np.argsort(by_group * (last - first + 1) + (moments - first), kind="stable")
    return np.lexsort((moments, by_group))


def _slices(order: Numbers, groups: Numbers, full: int) -> Iterator[Numbers]:
    for group in np.split(order, np.flatnonzero(np.diff(groups)) + 1):
        yield from np.array_split(group, -(-len(group) // full))


def _part(indices: Numbers, days: Numbers) -> Part:
    dated = days[days != _UNDATED]
    first, last = (
        (dated.min().astype("M8[D]").item(), dated.max().astype("M8[D]").item()) if len(dated) else (None, None)
    )
    return Part(indices, first, last, len(days) - len(dated))
