"""Columns of Arrow out of arrays of integers, without a Python object for each value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def decimals(scaled: Ints, kind: pa.Decimal128Type, missing: NDArray[np.bool_] | None = None) -> pa.Array:
    """Decimals whose digits without the point are ``scaled``; null where ``missing``."""
    words = np.empty((scaled.size, 2), np.int64)
    words[:, 0] = scaled
    words[:, 1] = scaled >> 63  # the sign, drawn out over the upper half
    mask = None if missing is None else pa.py_buffer(np.packbits(~missing, bitorder="little"))
    return pa.Array.from_buffers(kind, scaled.size, [mask, pa.py_buffer(words)])


def days(first: date, offsets: Ints) -> pa.Array:
    """Dates that lie ``offsets`` days after ``first``."""
    return pa.array((first.toordinal() - date(1970, 1, 1).toordinal() + offsets).astype(np.int32)).cast(pa.date32())


def repeated(words: Sequence[str], places: Ints) -> pa.Array:
    """``words[places]``."""
    return pa.array(list(words), pa.string()).take(pa.array(places))


def lists(values: Ints, missing: NDArray[np.bool_] | None = None) -> pa.Array:
    """One list of integers for each row of ``values`` (rows, slots)."""
    rows, slots = values.shape
    flat = pa.array(values.ravel(), pa.int64(), mask=None if missing is None else missing.ravel())
    return pa.ListArray.from_arrays(pa.array(np.arange(rows + 1, dtype=np.int32) * slots), flat)
