"""Ordered batches cut into tables of whole groups, as kernels take them; the same code on every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

CHUNK_ROWS = 200_000
SMALL_ROWS = 24_000  # where groups ask for no more: columns that stay in the cache, and memory that is used again
EACH_ROW = ("*",)  # instead of columns: a kernel that takes each row by itself, in any order and cut anywhere


def whole_groups(
    batches: Iterable[pa.RecordBatch], partition_by: Sequence[str], chunk_rows: int | None = None
) -> Iterator[pa.Table]:
    """Tables of about ``chunk_rows`` rows (without it ``chunk_rows_for``) that never split a group.

    ``batches`` must be ordered by ``partition_by`` (any order that keeps equal keys together). A group larger than
    ``chunk_rows`` comes whole. No rows, no tables. An empty ``partition_by`` means one group, EACH_ROW none at all.
    """
    chunk_rows = chunk_rows_for(partition_by) if chunk_rows is None else chunk_rows
    waiting: list[pa.RecordBatch] = []  # rows not handed out yet
    rows = 0
    for batch in batches:
        if not batch.num_rows:
            continue
        waiting.append(batch)
        rows += batch.num_rows
        if rows < chunk_rows or not partition_by:
            continue
        unfinished = 0  # rows of a group that the next batch may bring more of
        if tuple(partition_by) != EACH_ROW:
            unfinished = _rows_of_last_group(waiting, partition_by)
        if unfinished == rows:
            continue
        table = pa.Table.from_batches(waiting)
        yield table.slice(0, rows - unfinished)
        waiting, rows = table.slice(rows - unfinished).to_batches(), unfinished
    if rows:
        yield pa.Table.from_batches(waiting)


def gathered(tables: Iterable[pa.Table], chunk_rows: int = CHUNK_ROWS) -> Iterator[pa.Table]:
    """The same rows in tables of at least ``chunk_rows``, the last one aside: many small ones are slow to keep."""
    waiting: list[pa.Table] = []
    rows = 0
    for table in tables:
        if not table.num_rows:
            continue
        waiting.append(table)
        rows += table.num_rows
        if rows >= chunk_rows:
            yield pa.concat_tables(waiting)
            waiting, rows = [], 0
    if rows:
        yield pa.concat_tables(waiting)


def chunk_rows_for(partition_by: Sequence[str]) -> int:
    """How many rows a kernel gets at once."""
    return SMALL_ROWS if tuple(partition_by) == EACH_ROW else CHUNK_ROWS


def batch_rows_for(partition_by: Sequence[str]) -> int:
    """How many rows of a stream a chunk is best made of.

    For EACH_ROW all of it, so that nothing is copied together; otherwise half, as each chunk waits for the end of its
    last group.
    """
    rows = chunk_rows_for(partition_by)
    return rows if tuple(partition_by) == EACH_ROW else rows // 2


def _rows_of_last_group(batches: Sequence[pa.RecordBatch], partition_by: Sequence[str]) -> int:
    """How many rows share the key of the last one; as equal keys stand together, they are the end of the rows."""
    last = batches[-1]
    key = {name: last.column(name)[last.num_rows - 1] for name in partition_by}
    total = 0
    for batch in reversed(batches):
        same = None
        for name, value in key.items():
            column = batch.column(name)
            equal = pc.fill_null(pc.equal(column, value), False) if value.is_valid else pc.is_null(column)
            same = equal if same is None else pc.and_(same, equal)
        matching = pc.sum(same).as_py() or 0
        total += matching
        if matching < batch.num_rows:
            break
    return int(total)
