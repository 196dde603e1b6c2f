"""What a transform hands back: an array for a canonical column, and the rows it could not read, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


def _nothing(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Rows of a batch whose value could not be used.

    ``reason`` is an id of reasons.csv, ``column`` the file's own word, ``delivered`` the column as text, and
    ``expected`` finds for one delivered text what was expected instead (the nearest right word, a format, a limit).
    """

    rows: Mask
    reason: str
    column: str
    delivered: pa.Array
    expected: Callable[[str], str] = _nothing


@dataclass(frozen=True, slots=True)
class Values:
    """An array of the canonical type, NULL where a value is missing or unread.

    ``asked`` is of the type ASKED: what rows asked the store that it cannot answer yet.
    """

    array: pa.Array
    unread: tuple[Unread, ...] = ()
    asked: pa.Array | None = None


def mask_of(array: pa.Array) -> Mask:
    """A boolean Arrow array as a NumPy mask; NULL is False."""
    mask: Mask = array.fill_null(False).to_numpy(zero_copy_only=False)
    return mask


def blank_out(array: pa.Array, rows: Mask) -> pa.Array:
    """``array`` with NULL in ``rows``."""
    if not rows.any():
        return array
    return pa.compute.if_else(pa.array(~rows), array, pa.scalar(None, array.type))


def one_array(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """A chunked column as one array."""
    if isinstance(column, pa.ChunkedArray):
        return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    return column
