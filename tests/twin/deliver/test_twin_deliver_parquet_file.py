"""Parquet: values keep their types, whole numbers and decimals are stored as differences, pages carry checksums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jicha.twin.deliver.forms.parquet_file import write
from jicha.twin.deliver.forms.sheet import Sheet

COUNT = 20_000
ROWS = pa.table(
    {
        "计量点编号": [f"{one // 400:010}" for one in range(COUNT)],
        "数据日期": pa.array([date(2026, 1, 1 + one % 28) for one in range(COUNT)], pa.date32()),
        "正向有功总": pa.array([Decimal(one) / 4 for one in range(COUNT)], pa.decimal128(17, 2)),
    }
)


def test_values_come_back_in_their_types(tmp_path: Path) -> None:
    write(Sheet(ROWS), tmp_path / "a.parquet")
    assert pq.read_table(tmp_path / "a.parquet", page_checksum_verification=True).equals(ROWS)


def test_it_is_stored_as_differences_and_small(tmp_path: Path) -> None:
    write(Sheet(ROWS), tmp_path / "a.parquet")
    group = pq.read_metadata(tmp_path / "a.parquet").row_group(0)
    columns = {group.column(one).path_in_schema: group.column(one) for one in range(group.num_columns)}
    assert "DELTA_BINARY_PACKED" in columns["正向有功总"].encodings
    assert columns["正向有功总"].physical_type == "INT64"
    assert {one.compression for one in columns.values()} == {"ZSTD"}
    assert (tmp_path / "a.parquet").stat().st_size < COUNT  # less than a byte a row of three columns


def test_the_same_rows_have_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(Sheet(ROWS), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
