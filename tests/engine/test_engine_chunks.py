"""Chunks hold whole groups, whatever the batches are."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from jicha.engine.chunks import (
    CHUNK_ROWS,
    EACH_ROW,
    SMALL_ROWS,
    batch_rows_for,
    chunk_rows_for,
    gathered,
    whole_groups,
)


def batches(keys: list[str | None], size: int) -> list[pa.RecordBatch]:
    table = pa.table({"k": pa.array(keys, pa.string()), "i": pa.array(range(len(keys)), pa.int64())})
    return table.to_batches(max_chunksize=size)


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "c", "d", "e", None]), st.integers(1, 9)), unique_by=lambda g: g[0]),
    st.integers(1, 7),
    st.integers(1, 12),
)
def test_no_group_is_split_and_no_row_is_lost(groups: list[tuple[str | None, int]], size: int, chunk_rows: int) -> None:
    keys = [key for key, times in groups for _ in range(times)]
    chunks = list(whole_groups(batches(keys, size), ["k"], chunk_rows))
    assert [i for chunk in chunks for i in chunk["i"].to_pylist()] == list(range(len(keys)))
    seen = [key for chunk in chunks for key in dict.fromkeys(chunk["k"].to_pylist())]
    assert len(seen) == len(set(seen))


def test_a_chunk_ends_soon_after_its_size_is_reached() -> None:
    sizes = [chunk.num_rows for chunk in whole_groups(batches(list("aabbccddee"), 2), ["k"], 4)]
    assert sizes == [2, 2, 2, 2, 2]
    assert [chunk.num_rows for chunk in whole_groups(batches(["a"] * 10, 2), ["k"], 4)] == [10]


def test_without_keys_all_rows_are_one_group() -> None:
    assert [chunk.num_rows for chunk in whole_groups(batches(list("abc"), 1), [], 1)] == [3]


def test_rows_by_themselves_are_cut_anywhere_and_all_come() -> None:
    batches = [pa.RecordBatch.from_pydict({"a": [1, 1, 1]}), pa.RecordBatch.from_pydict({"a": [1, 2]})]
    chunks = list(whole_groups(batches, EACH_ROW, chunk_rows=2))
    assert [chunk["a"].to_pylist() for chunk in chunks] == [[1, 1, 1], [1, 2]]


def test_rows_by_themselves_come_in_smaller_chunks_than_groups() -> None:
    assert (chunk_rows_for(EACH_ROW), chunk_rows_for(["k"])) == (SMALL_ROWS, CHUNK_ROWS)
    assert (batch_rows_for(EACH_ROW), batch_rows_for(["k"])) == (SMALL_ROWS, CHUNK_ROWS // 2)
    half = pa.RecordBatch.from_pydict({"k": ["a"] * (SMALL_ROWS // 2)})
    assert [chunk.num_rows for chunk in whole_groups([half] * 3, EACH_ROW)] == [SMALL_ROWS, SMALL_ROWS // 2]
    assert [chunk.num_rows for chunk in whole_groups([half] * 3, ["k"])] == [3 * SMALL_ROWS // 2]


def test_small_tables_are_gathered_and_empty_ones_left_out() -> None:
    tables = [pa.table({"i": pa.array(numbers, pa.int64())}) for numbers in ([], [1], [2, 3], [4], [])]
    assert [one["i"].to_pylist() for one in gathered(tables, chunk_rows=3)] == [[1, 2, 3], [4]]
    assert list(gathered([tables[0]], chunk_rows=3)) == []
