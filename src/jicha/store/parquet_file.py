"""One Parquet file, written once and never changed: zstd, page checksums, synced before anybody may name it."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jicha.store.durable import DigestingFile, make_folder
from jicha.store.failpoint import failpoint

# A row group is what an engine reads and skips as a whole; 122,880 rows is what DuckDB itself writes.
_GROUP_ROWS = 122_880
_GROUP_BYTES = 64 << 20


def write_parquet(rows: pa.Table, path: Path) -> tuple[str, int]:
    """Write rows and sync them; returns the SHA-256 and the size in bytes.

    Decimals are stored as scaled integers and curves delta encoded, the smallest forms that every engine reads. The
    Arrow schema is left out, so that how a column was encoded in memory leaves no trace in the file.
    """
    lists = [field.name for field in rows.schema if pa.types.is_list(field.type)]
    make_folder(path.parent)
    with (
        DigestingFile(path) as file,
        pq.ParquetWriter(
            file,
            rows.schema,
            compression="zstd",
            use_dictionary=[field.name for field in rows.schema if field.name not in lists],
            column_encoding={f"{name}.list.element": "DELTA_BINARY_PACKED" for name in lists} or None,
            store_decimal_as_integer=True,
            store_schema=False,
            write_page_checksum=True,
        ) as writer,
    ):
        failpoint("data file begun")
        writer.write_table(rows, row_group_size=_group_rows(rows))
    return file.sha256, file.size_bytes


def _group_rows(rows: pa.Table) -> int:
    return max(1, min(_GROUP_ROWS, _GROUP_BYTES * len(rows) // max(1, int(rows.nbytes))))
