"""The exact text of a value of any type: what identifiers, codes and quarantined values are made of."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.values import Mask

# A whole number up to this size is exact in a float of 64 bits; above it digits may already be lost in the file.
_EXACT_FLOAT = {pa.float16(): 2.0**11, pa.float32(): 2.0**24, pa.float64(): 2.0**53}


def text_of_values(values: pa.Array) -> pa.Array:
    """Every value as text: whole floats without a point, dates as ISO, booleans as true and false."""
    if pa.types.is_string(values.type):
        return values
    if pa.types.is_floating(values.type):
        return _text_of_floats(values)
    if pa.types.is_timestamp(values.type):
        return _text_of_instants(values)
    return values.cast(pa.string())


def damaged_floats(values: pa.Array, *, fractions: bool = False) -> Mask:
    """The floats that are no whole number they certainly were, so that no identifier can be made of them.

    A float holds whole numbers exactly only up to 2^53; an account number of 18 digits has lost its last ones. With
    ``fractions`` a number with decimals is well enough, as in a remark.
    """
    number = values.cast(pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False)
    broken = np.zeros(len(number), bool) if fractions else np.floor(number) != number
    return np.asarray((np.abs(number) >= _EXACT_FLOAT[values.type]) | broken | ~np.isfinite(number))


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
