"""The exact text of a value of any type: what identifiers, codes and quarantined values are made of."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.values import Mask, blank_out, mask_of

# A whole number up to this size is exact in a float of 64 bits; above it digits may already be lost in the file.
_EXACT_FLOAT = {pa.float16(): 2.0**11, pa.float32(): 2.0**24, pa.float64(): 2.0**53}
_SCIENTIFIC = r"^[+-]?[0-9]+(\.[0-9]*)?[eE][+-]?[0-9]+$"


def text_of_values(values: pa.Array) -> pa.Array:
    """Every value as text: whole floats without a point, dates as ISO, booleans as true and false."""
    if pa.types.is_string(values.type):
        return values
    if pa.types.is_floating(values.type):
        return _text_of_floats(values)
    if pa.types.is_timestamp(values.type):
        return _text_of_instants(values)
    return values.cast(pa.string())


def identifier_text(values: pa.Array) -> tuple[pa.Array, Mask]:
    """Text fit for an identifier, and the rows whose number was damaged on its way.

    An account number that passed through a spreadsheet arrives as ``1.2345678E+17`` and has lost digits; a float
    holds whole numbers exactly only up to 2^53. Such rows must not become identifiers.
    """
    text = text_of_values(values)
    if pa.types.is_floating(values.type):
        limit = _EXACT_FLOAT[values.type]
        number = values.cast(pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False)
        damaged = np.asarray((np.abs(number) >= limit) | (np.floor(number) != number) | ~np.isfinite(number))
    elif pa.types.is_string(values.type):
        damaged = mask_of(pc.match_substring_regex(text, _SCIENTIFIC))
    else:
        damaged = np.zeros(len(values), dtype=bool)
    return blank_out(text, damaged), damaged


def _text_of_floats(values: pa.Array) -> pa.Array:
    number = values.cast(pa.float64()).fill_null(0.5).to_numpy(zero_copy_only=False)
    whole = (np.floor(number) == number) & (np.abs(number) < _EXACT_FLOAT[pa.float64()])
    whole_text = pa.array(np.where(whole, number, 0).astype(np.int64)).cast(pa.string())
    return pc.if_else(pa.array(whole), whole_text, values.cast(pa.string()))


def _text_of_instants(values: pa.Array) -> pa.Array:
    if values.type.tz is not None:
        values = pc.local_timestamp(values)
    text = values.cast(pa.timestamp("us"), safe=False).cast(pa.string())
    return pc.replace_substring_regex(text, r"( 00:00:00)?\.000000$", "")
