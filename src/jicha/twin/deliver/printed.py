"""Cells as a screen prints them: local time, months as 202601, 是 and 否, numbers without idle decimals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pyarrow as pa
import pyarrow.compute as pc

_LOCAL = pa.scalar(timedelta(hours=8), pa.duration("us"))  # China has one time and no summer time
_FEWEST_DECIMALS = 2


def as_text(rows: pa.Table, is_month: Callable[[str], bool]) -> pa.Table:
    """Every column as text; a missing value is null."""
    return pa.table([_text(rows[word], is_month(word)) for word in rows.column_names], names=rows.column_names)


def as_values(rows: pa.Table, is_month: Callable[[str], bool]) -> pa.Table:
    """Numbers, days and times stay values, for files that have types; the rest becomes text."""
    return pa.table([_value(rows[word], is_month(word)) for word in rows.column_names], names=rows.column_names)


def without_idle_decimals(numbers: pa.ChunkedArray) -> pa.ChunkedArray:
    """The same decimals with as few digits behind the point as hold them all, two at the least."""
    kind = numbers.type
    for scale in range(_FEWEST_DECIMALS, kind.scale):
        try:
            return numbers.cast(pa.decimal128(kind.precision - kind.scale + scale, scale))
        except pa.ArrowInvalid:
            continue
    return numbers


def _value(values: pa.ChunkedArray, is_month: bool) -> pa.ChunkedArray:
    kind = values.type
    if pa.types.is_decimal(kind) or pa.types.is_integer(kind) or (pa.types.is_date(kind) and not is_month):
        return values
    if pa.types.is_timestamp(kind):
        return pc.add(values, _LOCAL)
    return _text(values, is_month)


def _text(values: pa.ChunkedArray, is_month: bool) -> pa.ChunkedArray:
    kind = values.type
    if pa.types.is_string(kind):
        return values
    if pa.types.is_boolean(kind):
        return pc.if_else(values, "是", "否")
    if pa.types.is_decimal(kind):
        return without_idle_decimals(values).cast(pa.string())
    if pa.types.is_timestamp(kind):
        return pc.strftime(pc.add(values, _LOCAL).cast(pa.timestamp("s"), safe=False), "%Y-%m-%d %H:%M:%S")
    if pa.types.is_date(kind) and is_month:
        return pc.strftime(values, "%Y%m")
    return values.cast(pa.string())
