"""Decimals and days of Arrow as whole numbers of NumPy and back, without a float on the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
NO_DAY = np.iinfo(np.int32).min  # stands for a day that is not known: before every other


@dataclass(frozen=True)
class Known:
    """Whole numbers, and which of them are known; an unknown one is 0."""

    values: Whole
    known: Mask

    def __getitem__(self, chosen: Whole | Mask) -> Known:
        return Known(self.values[chosen], self.known[chosen])

    def at(self, place: int) -> int | None:
        """One value as a Python number, which cannot overflow."""
        return int(self.values[place]) if self.known[place] else None


def whole(column: pa.ChunkedArray) -> Known:
    """A column of decimals of up to 18 digits (as units of its last digit), integers, or days (since 1970)."""
    array = column.combine_chunks()
    known = array.is_valid().to_numpy(zero_copy_only=False)
    if pa.types.is_decimal(array.type):
        # 18 digits fit the lower of a decimal's two words.
        words = np.frombuffer(array.buffers()[1], np.int64) if len(array) else np.zeros(0, np.int64)
        values = words.reshape(-1, 2)[array.offset : array.offset + len(array), 0]
    else:
        filled = array.cast(pa.int32()) if pa.types.is_date(array.type) else array
        values = filled.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    return Known(np.where(known, values, 0), known)


def days(column: pa.ChunkedArray) -> Whole:
    """Days since 1970; NO_DAY where there is none."""
    found = whole(column)
    return np.where(found.known, found.values, NO_DAY)


def decimals(numbers: Known, kind: pa.Decimal128Type) -> pa.Array:
    """Whole numbers as decimals whose last digit is their unit."""
    words = np.empty((len(numbers.values), 2), np.int64)
    words[:, 0] = numbers.values
    words[:, 1] = numbers.values >> 63
    valid = None if numbers.known.all() else pa.py_buffer(np.packbits(numbers.known, bitorder="little"))
    return pa.Array.from_buffers(kind, len(words), [valid, pa.py_buffer(words)])


def dates(numbers: Whole) -> pa.Array:
    """Days since 1970 as dates."""
    return pa.array(numbers.astype(np.int32)).cast(pa.date32())
