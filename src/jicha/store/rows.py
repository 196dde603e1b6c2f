"""The columns a stored file has, and rows made to fit them without loss."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from jicha.schema import SYSTEM_COLUMNS, Table, tables
from jicha.store.errors import RowsDoNotFit, UnknownTable
from jicha.store.manifest import FileKind
from jicha.terms.errors import Fault

# A correction also says whether it removes the row.
VOIDED = pa.field("voided", pa.bool_(), nullable=False)

# One row for each thing that is wrong with a source row; ``reason`` is an id that the press puts into words.
QUARANTINE_COLUMNS = pa.schema(
    [
        pa.field("table_name", pa.string(), nullable=False),
        pa.field("file", pa.string(), nullable=False),
        pa.field("sheet", pa.string()),
        pa.field("line", pa.int64(), nullable=False),
        pa.field("column_name", pa.string()),
        pa.field("raw_value", pa.string()),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("remedy", pa.string()),
        pa.field("remedy_zh", pa.string()),
    ]
)

# What an accepted row asked for one of its columns that stayed blank; beside them stand the key columns of the row.
WAITING_COLUMNS = pa.schema(
    [
        pa.field("column_name", pa.string(), nullable=False),
        pa.field("family", pa.string(), nullable=False),
        pa.field("meter", pa.string()),
        pa.field("serial_no", pa.string()),
        pa.field("terminal", pa.string()),
        pa.field("customer", pa.string()),
        pa.field("asked_day", pa.date32()),
        pa.field("source_row", pa.int64(), nullable=False),
    ]
)

# How much of a stream is held in memory before it is sorted and written.
_BUFFER_ROWS = 2_000_000
_BUFFER_BYTES = 256 << 20


def canonical(name: str) -> Table:
    """The canonical table of that name. Raises UnknownTable."""
    try:
        return tables()[name]
    except KeyError as error:
        raise UnknownTable(f"{name} is no canonical table", "Their names are in docs/, one page each.") from error


def stored_schema(kind: FileKind, table: Table | None = None) -> pa.Schema:
    """The columns of a file of ``kind``. Only the key of a correction must be there: a voided row needs no more."""
    if table is None:
        return pa.schema([*QUARANTINE_COLUMNS, *list(SYSTEM_COLUMNS)[:2]])
    if kind in (FileKind.BASE, FileKind.STATEMENT):
        return pa.schema([*table.arrow_schema, *SYSTEM_COLUMNS])
    if kind is FileKind.WAITING:
        return pa.schema([*waiting_schema(table), *list(SYSTEM_COLUMNS)[:2]])  # source_row is among the former
    return pa.schema([*_corrected_schema(table), *SYSTEM_COLUMNS, VOIDED])


def waiting_schema(table: Table) -> pa.Schema:
    """The key of a row, and what it asked."""
    return pa.schema([*(table.arrow_schema.field(name) for name in table.primary_key), *WAITING_COLUMNS])


def fit_base(rows: pa.Table, table: Table) -> pa.Table:
    """Rows with canonical columns only (and ``source_row`` if given), without those that are blank throughout.

    A blank column reads as NULL where a file lacks it, and a source fills few of the columns that a table has: a
    million bills of one source took four times as long with the blank ones. Raises RowsDoNotFit.
    """
    return _fit(rows, table.arrow_schema, ["source_row"], table.name)


def fit_correction(rows: pa.Table, table: Table) -> pa.Table:
    """Correction rows; ``voided`` may be left out (then nothing is removed). Raises RowsDoNotFit."""
    fitted = _fit(rows, _corrected_schema(table), ["source_row", "voided", "received_at"], table.name)
    if "voided" not in fitted.column_names:
        fitted = fitted.append_column("voided", pa.repeat(False, len(rows)))
    place = fitted.column_names.index("voided")
    voided = pc.fill_null(fitted.column(place).cast(pa.bool_()), False)
    fitted = fitted.set_column(place, VOIDED, voided)
    _check_present(fitted.filter(pc.invert(voided)), table.arrow_schema, table.name)
    return fitted


def fit_quarantine(rows: pa.Table) -> pa.Table:
    """Quarantined source rows. Raises RowsDoNotFit."""
    return _fit(rows, QUARANTINE_COLUMNS, [], "quarantine")


def buffered(rows: pa.Table | pa.RecordBatchReader) -> Iterator[pa.Table]:
    """Hand rows over in pieces that fit in memory; a table is cut without being copied."""
    if isinstance(rows, pa.Table):
        piece = max(1, min(_BUFFER_ROWS, _BUFFER_BYTES * rows.num_rows // max(1, rows.nbytes)))
        yield from (rows.slice(start, piece) for start in range(0, rows.num_rows, piece))
        return
    held: list[pa.RecordBatch] = []
    held_rows = held_bytes = 0
    for batch in rows:
        held.append(batch)
        held_rows, held_bytes = held_rows + len(batch), held_bytes + batch.nbytes
        if held_rows >= _BUFFER_ROWS or held_bytes >= _BUFFER_BYTES:
            yield pa.Table.from_batches(held)
            held, held_rows, held_bytes = [], 0, 0
    if held_rows:
        yield pa.Table.from_batches(held)


def _corrected_schema(table: Table) -> pa.Schema:
    keys = {*table.primary_key, *table.correction_key}
    return pa.schema([field.with_nullable(field.name not in keys) for field in table.arrow_schema])


def _fit(rows: pa.Table, schema: pa.Schema, extra: list[str], table: str) -> pa.Table:
    names = rows.column_names
    faults = [
        Fault(f"{table}.{name} bears the name of a column of the store's own", "Rename it in the schema.", table)
        for name in schema.names
        if name in SYSTEM_COLUMNS.names
    ]
    faults += [
        Fault(f"{table} has no column {name}", f"Its columns are: {', '.join(schema.names)}.", table)
        for name in names
        if name not in schema.names and name not in extra
    ]
    faults += [
        Fault(f"the column {field.name} of {table} is missing", "Give it; it may not be NULL.", table)
        for field in schema
        if field.name not in names and not field.nullable
    ]
    faults += [
        Fault(f"the column {name} stands {names.count(name)} times", "Give it once.", table)
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    if faults:
        raise RowsDoNotFit(faults)
    cast = {field: _cast(rows.column(field.name), field, table) for field in schema if field.name in names}
    told = {field: column for field, column in cast.items() if not (field.nullable and _is_blank(column))}
    fitted = pa.Table.from_arrays(list(told.values()), schema=pa.schema(list(told)))
    _check_present(fitted, schema, table)
    for name in extra:
        if name in names:
            fitted = fitted.append_column(name, rows.column(name))
    return fitted


def _cast(column: pa.ChunkedArray, field: pa.Field, table: str) -> pa.ChunkedArray:
    """The column in the canonical type. Floats are refused everywhere, and text is never read as a number here."""
    have, want = column.type, field.type
    if have == want:
        return column
    plain = have.value_type if pa.types.is_dictionary(have) else have
    parsed = pa.types.is_string(plain) or pa.types.is_large_string(plain)
    if pa.types.is_floating(plain) or (parsed and want != pa.string()):
        raise _no_cast(field, table, have)
    try:
        return column.cast(want)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise _no_cast(field, table, have) from error


def _no_cast(field: pa.Field, table: str, have: pa.DataType) -> RowsDoNotFit:
    return RowsDoNotFit(
        f"the column {field.name} of {table} is {have} and must be {field.type}",
        "Convert it in intake, where a value that does not fit is quarantined.",
    )


def _is_blank(column: pa.ChunkedArray) -> bool:
    return len(column) > 0 and column.null_count == len(column)


def _check_present(rows: pa.Table, schema: pa.Schema, table: str) -> None:
    blanks = {
        field.name: rows.column(field.name).null_count if field.name in rows.column_names else len(rows)
        for field in schema
        if not field.nullable
    }
    faults = [
        Fault(f"{count} rows of {table} have no {name}, which may not be NULL", "Quarantine them in intake.", table)
        for name, count in blanks.items()
        if count
    ]
    if faults:
        raise RowsDoNotFit(faults)
