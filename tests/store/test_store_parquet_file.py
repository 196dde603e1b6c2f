"""What we write every Parquet reader understands, and the same rows give the same bytes."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jicha.engine.duckdb import DuckDbEngine
from jicha.store.durable import file_digest
from jicha.store.parquet_file import write_parquet

SCHEMA = pa.schema([
    pa.field("point_id", pa.string(), nullable=False),
    pa.field("day", pa.date32()),
    pa.field("kwh", pa.decimal128(18, 3)),
    pa.field("wide", pa.decimal128(38, 3)),
    pa.field("slots", pa.list_(pa.int32())),
    pa.field("received_at", pa.timestamp("us"), nullable=False),
])  # fmt: skip
ROWS = pa.Table.from_pylist(
    [
        {"point_id": "p1", "day": date(2026, 1, 5), "kwh": Decimal("-1.005"), "wide": Decimal(10) ** 30,
         "slots": [1, -2, None], "received_at": datetime(2026, 1, 5, 1, 2, 3, 4)},
        {"point_id": "点", "day": None, "kwh": None, "wide": None, "slots": None, "received_at": datetime(1900, 1, 1)},
    ],
    schema=SCHEMA,
)  # fmt: skip


def test_rows_come_back_in_their_types_from_arrow_and_from_the_engine(tmp_path: Path) -> None:
    write_parquet(ROWS, tmp_path / "a.parquet")
    read = pq.read_table(tmp_path / "a.parquet")
    assert [(field.name, str(field.type), field.nullable) for field in read.schema if field.name != "slots"] == [
        (field.name, str(field.type), field.nullable) for field in SCHEMA if field.name != "slots"
    ]
    assert read.to_pylist() == ROWS.to_pylist()
    with DuckDbEngine(threads=1) as engine:
        engine.register_files("rows", [tmp_path / "a.parquet"], SCHEMA)
        assert engine.query("SELECT * FROM rows ORDER BY kwh").to_pylist() == ROWS.to_pylist()


def test_the_digest_and_the_size_are_those_of_the_file_and_repeatable(tmp_path: Path) -> None:
    first = write_parquet(ROWS, tmp_path / "a.parquet")
    assert first == (file_digest(tmp_path / "a.parquet"), (tmp_path / "a.parquet").stat().st_size)
    assert write_parquet(ROWS, tmp_path / "sub" / "b.parquet") == first


def test_how_text_was_held_in_memory_leaves_no_trace(tmp_path: Path) -> None:
    plain = pa.table({"batch_id": ["x", "x"]}, schema=pa.schema([pa.field("batch_id", pa.string(), False)]))
    encoded = plain.cast(pa.schema([pa.field("batch_id", pa.dictionary(pa.int8(), pa.string()), False)]))
    assert write_parquet(plain, tmp_path / "a.parquet") == write_parquet(encoded, tmp_path / "b.parquet")


def test_files_are_zstd_with_decimals_as_integers_and_curves_delta_encoded(tmp_path: Path) -> None:
    write_parquet(ROWS, tmp_path / "a.parquet")
    group = pq.read_metadata(tmp_path / "a.parquet").row_group(0)
    columns = {group.column(place).path_in_schema: group.column(place) for place in range(group.num_columns)}
    assert {column.compression for column in columns.values()} == {"ZSTD"}
    assert columns["kwh"].physical_type == "INT64"
    assert "DELTA_BINARY_PACKED" in columns["slots.list.element"].encodings


def test_row_groups_are_bounded(tmp_path: Path) -> None:
    rows = pa.table({"n": pa.array(range(250_000), pa.int32())})
    write_parquet(rows, tmp_path / "a.parquet")
    metadata = pq.read_metadata(tmp_path / "a.parquet")
    assert [metadata.row_group(place).num_rows for place in range(metadata.num_row_groups)] == [122_880, 122_880, 4_240]


def test_a_flipped_bit_in_a_page_is_found_by_readers_that_check_the_page(tmp_path: Path) -> None:
    rows = pa.table({"n": pa.array(range(1000), pa.int32())})
    path = tmp_path / "a.parquet"
    write_parquet(rows, path)
    content = bytearray(path.read_bytes())
    content[200] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(OSError):
        pq.read_table(path, page_checksum_verification=True)
