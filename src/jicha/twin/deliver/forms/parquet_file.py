"""Parquet for what is many rows: Zstandard, differences for whole numbers and decimals, dictionaries for texts."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jicha.twin.deliver.forms.sheet import Sheet

ROWS_OF_A_GROUP = 1_000_000
_LONGEST_AS_INTEGER = 18  # digits of a decimal that is kept as a whole number


def write(sheet: Sheet, path: Path) -> None:
    """Write the columns as values; there is no title and no total."""
    rows = sheet.rows
    whole = [word for word in rows.column_names if _is_whole(rows.schema.field(word).type)]
    texts = [word for word in rows.column_names if pa.types.is_string(rows.schema.field(word).type)]
    pq.write_table(
        rows,
        path,
        row_group_size=ROWS_OF_A_GROUP,
        compression="zstd",
        use_dictionary=texts,
        column_encoding=dict.fromkeys(whole, "DELTA_BINARY_PACKED"),
        store_decimal_as_integer=True,
        write_page_checksum=True,
    )


def _is_whole(kind: pa.DataType) -> bool:
    if pa.types.is_decimal(kind):
        return bool(kind.precision <= _LONGEST_AS_INTEGER)
    return bool(pa.types.is_integer(kind) or pa.types.is_date(kind))
