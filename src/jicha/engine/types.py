"""Types at the engine's border: what a result column may be, and how each engine spells a column type.

Engines count in INT here and BIGINT there, and carry 28, 37 or 38 digits for the same sum. Results are brought to
few types, the same for every engine: int64, decimal128 (of 18 digits, or 38 when 18 are too few), string, boolean,
date32, timestamp in microseconds without zone, double, and lists of these.
"""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa

from jicha.engine.errors import EngineError


def result_type(kind: pa.DataType) -> pa.DataType:
    """The type that a result column of ``kind`` gets."""
    if pa.types.is_integer(kind):
        return pa.int64()
    if pa.types.is_decimal(kind):
        return pa.decimal128(18 if kind.precision <= 18 else 38, kind.scale)
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    if pa.types.is_dictionary(kind):
        return result_type(kind.value_type)
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us")
    if pa.types.is_floating(kind):
        return pa.float64()
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pa.list_(kind.value_type if pa.types.is_integer(kind.value_type) else result_type(kind.value_type))
    return kind


def as_result(rows: pa.Table, whole: Collection[str] = ()) -> pa.Table:
    """``rows`` in result types. ``whole`` names columns that an engine hands over as decimals but are integers.

    Raises EngineError for an integer beyond 64 bits.
    """
    wanted = pa.schema(
        pa.field(field.name, pa.int64() if field.name in whole else result_type(field.type)) for field in rows.schema
    )
    if wanted.equals(rows.schema):
        return rows
    columns = [_widened(rows.column(place), field.type) for place, field in enumerate(wanted)]
    try:
        return pa.table(columns, names=wanted.names).cast(wanted)
    except pa.ArrowInvalid as error:
        raise EngineError(
            f"a result does not fit its type: {error}", "A sum of integers passes 64 bits: sum a decimal instead."
        ) from error


def _widened(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """A decimal as one of more digits, which are the same bytes: a cast would copy and check each value."""
    known = column.type
    if not (pa.types.is_decimal128(known) and pa.types.is_decimal128(kind)):
        return column
    if known.scale != kind.scale or known.precision >= kind.precision:
        return column
    return pa.chunked_array([chunk.view(kind) for chunk in column.chunks], kind)


def conform(rows: pa.Table, schema: pa.Schema, what: str) -> pa.Table:
    """``rows`` with exactly the columns and types of ``schema``. Raises EngineError, naming ``what`` gave the rows."""
    missing = [name for name in schema.names if name not in rows.schema.names]
    extra = [name for name in rows.schema.names if name not in schema.names]
    if missing or extra or len(set(rows.schema.names)) != len(rows.schema.names):
        raise EngineError(
            f"{what} gave the columns {', '.join(rows.schema.names)}; "
            f"missing: {', '.join(missing) or 'none'}; not declared: {', '.join(extra) or 'none'}",
            f"Give each of these once: {', '.join(schema.names)}.",
        )
    columns = []
    for field in schema:
        column = rows.column(field.name)
        if not field.nullable and column.null_count:
            raise EngineError(f"{what} gave NULL in {field.name}", "The column is declared without NULLs.")
        try:
            columns.append(_cast(column, field.type))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise EngineError(
                f"{what} gave {field.name} as {column.type}, which is not {field.type}: {error}",
                "Give values that fit the declared type exactly.",
            ) from error
    return pa.table(columns, schema=schema)


def _cast(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    if column.type.equals(kind):
        return column
    if pa.types.is_integer(column.type) and pa.types.is_decimal(kind):  # Arrow wants room for any integer on the way
        column = column.cast(pa.decimal128(38, kind.scale))
    return column.cast(kind)


def duckdb_type(kind: pa.DataType) -> str:
    """DuckDB's word for a column type. Raises EngineError for a type no canonical column has."""
    return _spelled(
        kind,
        {"text": "VARCHAR", "small": "INTEGER", "instant": "TIMESTAMP", "zoned": "TIMESTAMPTZ", "double": "DOUBLE"},
        "{0}[]",
    )


def spark_type(kind: pa.DataType) -> str:
    """Spark's word for a column type. Raises EngineError for a type no canonical column has."""
    words = {"text": "STRING", "small": "INT", "instant": "TIMESTAMP_NTZ", "zoned": "TIMESTAMP_LTZ", "double": "DOUBLE"}
    return _spelled(kind, words, "ARRAY<{0}>")


def _spelled(kind: pa.DataType, words: dict[str, str], listed: str) -> str:
    if pa.types.is_dictionary(kind):
        return _spelled(kind.value_type, words, listed)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return words["text"]
    if pa.types.is_int64(kind):
        return "BIGINT"
    if pa.types.is_integer(kind) and kind.bit_width <= 32 and pa.types.is_signed_integer(kind):
        return words["small"]
    if pa.types.is_boolean(kind):
        return "BOOLEAN"
    if pa.types.is_date32(kind):
        return "DATE"
    if pa.types.is_timestamp(kind):
        return words["instant" if kind.tz is None else "zoned"]
    if pa.types.is_decimal128(kind):
        return f"DECIMAL({kind.precision}, {kind.scale})"
    if pa.types.is_floating(kind):
        return words["double"]
    if pa.types.is_list(kind):
        return listed.format(_spelled(kind.value_type, words, listed))
    raise EngineError(f"no engine column can be {kind}", "Use the types of a canonical table.")
