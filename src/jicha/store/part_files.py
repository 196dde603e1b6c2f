"""Rows of one table become files: cut, sorted, given the columns that are the same for all, and written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.schema import Table
from jicha.store.manifest import FileKind, StoredFile
from jicha.store.parquet_file import write_parquet
from jicha.store.parts import Part, cut_by_key, cut_by_month
from jicha.store.rows import stored_schema

QUARANTINE = "quarantine"
FOLDERS = {
    FileKind.BASE: "tables",
    FileKind.CORRECTION: "corrections",
    FileKind.STATEMENT: "statements",
    FileKind.WAITING: "waiting",
    FileKind.QUARANTINE: QUARANTINE,
}


def write_parts(
    root: Path,
    rows: pa.Table,
    *,
    kind: FileKind,
    table: Table | None,
    names: Iterator[str],
    same: Mapping[str, pa.Scalar],
    speaks: tuple[str, ...] = (),
    mention: bool = False,
) -> list[StoredFile]:
    """Write rows that, with the columns in ``same``, fit ``stored_schema(kind, table)``; returns the synced files.

    ``names`` gives a name for each file, unique in the store; ``table`` is None for quarantined rows.
    """
    rows = rows.combine_chunks()
    told = {*rows.column_names, *same}
    schema = pa.schema([field for field in stored_schema(kind, table) if field.name in told])
    folder = f"{FOLDERS[kind]}/{table.name}" if table else FOLDERS[kind]
    files = []
    for part in cut(rows, table, kind):
        taken = _taken(rows, part)
        columns = [same[name] if name in same else taken.column(name) for name in schema.names]
        path = f"{folder}/{part.label}_{next(names)}.parquet"
        sha256, size_bytes = write_parquet(_assembled(columns, schema, len(taken)), root / path)
        received = pc.min_max(taken.column("received_at")) if "received_at" in taken.column_names else None
        files.append(
            StoredFile(
                path=path,
                kind=kind,
                table=table.name if table else QUARANTINE,
                sha256=sha256,
                size_bytes=size_bytes,
                rows=len(taken),
                time_from=part.time_from,
                time_to=part.time_to,
                undated=part.undated,
                received_from=(received["min"] if received else same["received_at"]).as_py(),
                received_to=(received["max"] if received else same["received_at"]).as_py(),
                speaks=speaks,
                mention=mention,
            )
        )
    return files


def cut(rows: pa.Table, table: Table | None, kind: FileKind) -> list[Part]:
    """The parts that rows of this kind are written in."""
    if table is None or kind is FileKind.WAITING:
        return [Part(np.arange(len(rows), dtype=np.int64), None, None, len(rows))] if len(rows) else []
    return cut_by_key(rows, table) if kind is FileKind.CORRECTION else cut_by_month(rows, table)


def _taken(rows: pa.Table, part: Part) -> pa.Table:
    """The rows of a part; without copying where they already lie together in order, as sources often deliver them."""
    if np.all(np.diff(part.indices) == 1):
        return rows.slice(int(part.indices[0]), len(part.indices))
    indices = pa.array(part.indices)
    # Column by column is twice as fast as the table at once.
    return pa.table([column.take(indices) for column in rows.columns], schema=rows.schema)


def _assembled(columns: list[pa.ChunkedArray | pa.Scalar], schema: pa.Schema, length: int) -> pa.Table:
    arrays = [_repeated(column, length) if isinstance(column, pa.Scalar) else column for column in columns]
    return pa.table(
        arrays,
        schema=pa.schema([field.with_type(array.type) for field, array in zip(schema, arrays, strict=True)]),
    )


def _repeated(value: pa.Scalar, length: int) -> pa.Array:
    """One value for every row; text as a dictionary of one word, which costs a byte a row in memory."""
    if pa.types.is_string(value.type):
        places = pa.array(np.zeros(length, dtype=np.int8))
        return pa.DictionaryArray.from_arrays(places, pa.array([value.as_py()], value.type))
    return pa.repeat(value, length)
